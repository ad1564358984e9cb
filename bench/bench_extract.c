/*
 * Pages a second of stm_article_from_raw, on one thread.
 *
 *   bench_extract [--print] [--times N] PAGE...
 *
 * Pages may be gzip files; reading and inflating is not timed. --print
 * writes each page's record as a JSON line, as `stemma extract` does, so
 * that a scorer can judge what was timed. Bytes that are not UTF-8 are read
 * as windows-1252 would be, for ASCII's sake.
 */
#define _POSIX_C_SOURCE 200809L

#include <stdio.h>
#include <string.h>
#include <time.h>
#include <zlib.h>

#include "base/alloc.h"
#include "base/json_writer.h"
#include "extract/extract.h"

typedef struct page {
    const char *path;
    stm_buf bytes;
} page;

static int load(page *self, const char *path)
{
    static uint8_t piece[65536];
    self->path = path;
    stm_buf_init(&self->bytes, (size_t)64 << 20);
    gzFile file = gzopen(path, "rb");
    if (file == NULL)
        return -1;
    int n;
    while ((n = gzread(file, piece, sizeof(piece))) > 0)
        stm_buf_add(&self->bytes, stm_slice_of(piece, (size_t)n));
    gzclose(file);
    return n < 0 || self->bytes.status != STM_OK ? -1 : 0;
}

static void print_record(const page *p, const stm_article *a)
{
    stm_buf out;
    stm_buf_init(&out, (size_t)256 << 20);
    stm_json json;
    stm_json_init(&json, &out);
    stm_json_object(&json);
    stm_json_put_string(&json, STM_LIT("path"), stm_slice_from_cstr(p->path));
    stm_json_put_u64(&json, STM_LIT("status"), (uint64_t)a->status);
    stm_json_put_string(&json, STM_LIT("reason"), a->reason);
    stm_json_put_string(&json, STM_LIT("title"), a->title);
    stm_json_put_string(&json, STM_LIT("text"), a->text);
    stm_json_end_object(&json);
    stm_buf_byte(&out, '\n');
    fwrite(out.ptr, 1, out.len, stdout);
    stm_buf_release(&out);
}

static int extract_all(const page *pages, size_t n, bool print)
{
    for (size_t i = 0; i < n; i++) {
        const stm_raw raw = {.kind = STM_RAW_HTML,
                             .path = stm_slice_from_cstr(pages[i].path),
                             .bytes = stm_buf_slice(&pages[i].bytes)};
        stm_arena arena;
        stm_arena_init(&arena, SIZE_MAX);
        stm_article a;
        if (stm_article_from_raw(&raw, &arena, &a, NULL) != STM_OK)
            return 1;
        if (print)
            print_record(&pages[i], &a);
        stm_arena_release(&arena);
    }
    return 0;
}

static double seconds(void)
{
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static void measure(const page *pages, size_t n, uint64_t times)
{
    double best = 1e9;
    size_t bytes = 0;
    for (size_t i = 0; i < n; i++)
        bytes += pages[i].bytes.len;
    for (uint64_t k = 0; k < times; k++) {
        const double start = seconds();
        if (extract_all(pages, n, false) != 0)
            return;
        const double took = seconds() - start;
        best = took < best ? took : best;
    }
    printf("extract %zu pages, %.1f MB: %.1f pages/s, %.1f MB/s, best of "
           "%llu\n",
           n, (double)bytes / 1e6, (double)n / best, (double)bytes / 1e6 / best,
           (unsigned long long)times);
}

int main(int argc, char **argv)
{
    bool print = false;
    uint64_t times = 3;
    int first = 1;
    for (; first < argc && argv[first][0] == '-'; first++) {
        if (strcmp(argv[first], "--print") == 0)
            print = true;
        else if (strcmp(argv[first], "--times") != 0 || ++first >= argc ||
                 !stm_slice_u64(stm_slice_from_cstr(argv[first]), &times))
            return 2;
    }
    const size_t n = (size_t)(argc - first);
    page *pages = stm_alloc(n, sizeof(*pages));
    int rc = pages == NULL;
    for (size_t i = 0; rc == 0 && i < n; i++)
        rc = load(&pages[i], argv[first + (int)i]) != 0;
    if (rc == 0 && print)
        rc = extract_all(pages, n, true);
    else if (rc == 0)
        measure(pages, n, times);
    for (size_t i = 0; pages != NULL && i < n; i++)
        stm_buf_release(&pages[i].bytes);
    stm_free(pages);
    return rc;
}
