/*
 * The readers alone: records and MB a second of processor time, best of N,
 * and the most memory held. What a document holds is counted, so that it has
 * been read.
 *
 * usage: bench_warc INPUT [N]
 */
#define _POSIX_C_SOURCE 200809L
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <time.h>

#include "read/input.h"

typedef struct count {
    uint64_t documents;
    uint64_t failed;
    uint64_t bytes;
} count;

static double processor_seconds(void)
{
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static stm_status read_all(const char *path, count *out)
{
    stm_arena arena;
    stm_arena told;
    stm_diags diags;
    stm_input *input;
    stm_arena_init(&arena, SIZE_MAX);
    stm_arena_init(&told, SIZE_MAX);
    stm_diags_init(&diags, &told, 10);
    const stm_slice paths[1] = {stm_slice_from_cstr(path)};
    stm_status status = stm_input_new(paths, 1, NULL, &diags, &input, NULL);
    bool more = status == STM_OK;
    *out = (count){0};
    while (more) {
        stm_raw raw;
        stm_arena_clear(&arena);
        status = stm_input_next(input, &arena, &raw, &more, NULL);
        if (status != STM_OK || !more)
            break;
        out->documents++;
        out->failed += raw.status == STM_RECORD_ERROR;
        out->bytes += raw.bytes.len;
    }
    stm_input_free(input);
    stm_diags_release(&diags);
    stm_arena_release(&told);
    stm_arena_release(&arena);
    return status;
}

int main(int argc, char **argv)
{
    if (argc < 2) {
        fprintf(stderr, "usage: bench_warc INPUT [N]\n");
        return 2;
    }
    const int rounds = argc > 2 ? (int)strtod(argv[2], NULL) : 3;
    double best = 1e9;
    count n = {0};
    for (int round = 0; round < rounds; round++) {
        const double begin = processor_seconds();
        if (read_all(argv[1], &n) != STM_OK)
            return 1;
        const double took = processor_seconds() - begin;
        best = took < best ? took : best;
    }
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    const double mb = (double)n.bytes / 1e6;
    printf("%llu documents, %llu failed, %.1f MB, %.3f s, %.0f documents/s, "
           "%.0f MB/s, peak %.0f MB\n",
           (unsigned long long)n.documents, (unsigned long long)n.failed, mb,
           best, (double)n.documents / best, mb / best,
           (double)usage.ru_maxrss / 1e3);
    return n.documents > 0 ? 0 : 1;
}
