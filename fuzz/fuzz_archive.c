/*
 * A foreign or damaged archive. Without the first byte's lowest bit the rest
 * is the file; with it, it is patches (place in 32 bits, length, bytes) laid
 * on a whole archive made here of three reports. Whatever the file holds,
 * reading it ends with a status; where the pile is given, every index names
 * something and every span lies in its text.
 */
#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "stemma/stemma.h"
#include "store/archive.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char reports[] =
    "{\"id\":\"a\",\"outlet\":\"Lantern\",\"date\":\"2025-03-04\",\"text\":"
    "\"SALTBY (Marram) - The old footbridge at Saltby was closed on Tuesday, "
    "the harbour office said. Nine people were treated for cuts, said Ada "
    "Marsh of the infirmary.\"}\n"
    "{\"id\":\"b\",\"outlet\":\"Courier\",\"date\":\"2025-03-04\",\"text\":"
    "\"SALTBY (Marram) - The old footbridge at Saltby was closed on Tuesday, "
    "the harbour office said. Twelve people were treated for cuts, said Ada "
    "Marsh of the infirmary.\"}\n"
    "{\"id\":\"c\",\"outlet\":\"Post\",\"date\":\"2025-03-05\",\"text\":\"The "
    "footbridge at Saltby stays shut, the harbour office said on Wednesday. "
    "\\\"We heard a bang,\\\" said Tom Reed, a baker.\"}\n";

static char path[64];
static stm_buf whole; /* the bytes of the archive that is patched */

static void forget(void)
{
    static const char *const ends[] = {"", "-wal", "-shm", "-journal"};
    char other[80];
    for (size_t i = 0; i < sizeof ends / sizeof ends[0]; i++) {
        snprintf(other, sizeof other, "%s%s", path, ends[i]);
        (void)unlink(other);
    }
}

static void forget_at_end(void)
{
    forget();
    stm_buf_release(&whole);
}

static void must(stm_status status)
{
    if (status != STM_OK)
        abort();
}

static void make_whole(void)
{
    char input[80];
    snprintf(path, sizeof path, "fuzz-archive-%ld.db", (long)getpid());
    snprintf(input, sizeof input, "%s.jsonl", path);
    stm_buf_init(&whole, 64 << 20);
    must(stm_file_write(input, stm_slice_from_cstr(reports), NULL));
    stm_options options;
    stm_options_init(&options);
    options.threads = 1;
    options.in_process = true;
    stm_engine *engine = NULL;
    must(stm_engine_new(&options, &engine, NULL));
    must(stm_engine_add(engine, input, NULL));
    must(stm_engine_open(engine, path, STM_ARCHIVE_CREATE, NULL));
    must(stm_engine_run(engine, STM_STAGE_TRACE, NULL));
    must(stm_engine_save(engine, NULL));
    stm_engine_free(engine);
    must(stm_file_read(path, &whole, NULL));
    (void)unlink(input);
    (void)atexit(forget_at_end);
}

static void patch(uint8_t *bytes, size_t len, const uint8_t *data, size_t size)
{
    size_t at = 0;
    while (at + 5 < size) {
        size_t place = 0;
        for (size_t i = 0; i < 4; i++)
            place = place << 8 | data[at + i];
        place %= len;
        size_t n = data[at + 4];
        at += 5;
        n = n < size - at ? n : size - at;
        n = n < len - place ? n : len - place;
        memcpy(bytes + place, data + at, n);
        at += n;
    }
}

static void check_spans(const stm_span *spans, uint32_t n, size_t len)
{
    for (uint32_t i = 0; i < n; i++)
        assert(spans[i].begin <= spans[i].end && spans[i].end <= len);
}

static void check_claims(const stm_pile *p)
{
    for (uint32_t i = 0; i < p->n_claims; i++) {
        const stm_claim *c = &p->claims[i];
        for (uint32_t k = 0; k < c->n_mentions; k++) {
            const stm_mention *m = &c->mentions[k];
            assert(m->article < p->n_articles);
            check_spans(&m->span, 1, p->articles[m->article].text.len);
            assert(m->speaker == STM_NONE || m->speaker < p->n_speakers);
            assert(m->attribution == STM_NONE ||
                   m->attribution < p->n_attributions);
        }
        for (uint32_t k = 0; k < c->n_origins; k++)
            for (uint32_t j = 0; j < c->origins[k].n_mentions; j++)
                assert(c->origins[k].mentions[j] < c->n_mentions);
        for (uint32_t k = 0; k < c->n_merges; k++)
            assert(c->merges[k].a < c->n_mentions &&
                   c->merges[k].b < c->n_mentions);
    }
}

static void check_pile(const stm_pile *p)
{
    for (uint32_t i = 0; i < p->n_stories; i++)
        for (uint32_t k = 0; k < p->stories[i].n_articles; k++)
            assert(p->stories[i].articles[k] < p->n_articles);
    for (uint32_t i = 0; i < p->n_attributions; i++) {
        const stm_attribution *a = &p->attributions[i];
        assert(a->article < p->n_articles);
        const size_t len = p->articles[a->article].text.len;
        check_spans(a->source, a->n_source, len);
        check_spans(a->cue, a->n_cue, len);
        check_spans(a->content, a->n_content, len);
        assert(a->speaker == STM_NONE || a->speaker < p->n_speakers);
    }
    for (uint32_t i = 0; i < p->n_matches; i++) {
        const stm_match *m = &p->matches[i];
        assert(m->a < p->n_articles && m->b < p->n_articles);
        check_spans(&m->a_span, 1, p->articles[m->a].text.len);
        check_spans(&m->b_span, 1, p->articles[m->b].text.len);
    }
    for (uint32_t i = 0; i < p->n_edges; i++)
        assert(p->edges[i].to < p->n_articles);
    check_claims(p);
}

static void read_all(stm_archive *archive, bool is_whole)
{
    stm_arena arena;
    stm_arena_init(&arena, 512 << 20);
    stm_article *documents;
    uint32_t n;
    if (stm_archive_documents(archive, &arena, &documents, &n, NULL) == STM_OK)
        for (uint32_t i = 0; i < n; i++)
            for (uint32_t k = 0; k < documents[i].n_paragraphs; k++)
                check_spans(&documents[i].paragraphs[k].span, 1,
                            documents[i].text.len);
    stm_pile pile = {0};
    const stm_status status = stm_archive_pile(archive, &arena, &pile, NULL);
    assert(!is_whole || (status == STM_OK && pile.n_claims > 0));
    if (status == STM_OK)
        check_pile(&pile);
    stm_archive_state state;
    (void)!stm_archive_tell(archive, &state, NULL);
    stm_archive_hit *hits;
    (void)!stm_archive_search(archive, STM_LIT("footbridge"), 5, &arena, &hits,
                              &n, NULL);
    stm_buf faults;
    stm_buf_init(&faults, 1 << 20);
    (void)!stm_archive_check(archive, &faults, NULL);
    assert(!is_whole || faults.len == 0);
    stm_buf_release(&faults);
    stm_arena_release(&arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (path[0] == '\0')
        make_whole();
    if (size == 0)
        return 0;
    stm_buf file;
    stm_buf_init(&file, 64 << 20);
    if (data[0] & 1) {
        stm_buf_add(&file, stm_buf_slice(&whole));
        patch(file.ptr, file.len, data + 1, size - 1);
    } else {
        stm_buf_add(&file, stm_slice_of(data + 1, size - 1));
    }
    forget();
    must(stm_file_write(path, stm_buf_slice(&file), NULL));
    stm_archive *archive = NULL;
    if (stm_archive_open(path, STM_DB_READ, &archive, NULL) == STM_OK)
        read_all(archive, size == 1 && (data[0] & 1));
    stm_archive_close(archive);
    stm_buf_release(&file);
    return 0;
}
