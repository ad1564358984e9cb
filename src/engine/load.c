#define _GNU_SOURCE
#include "engine/run.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>

#include "base/alloc.h"
#include "engine/extract_worker.h"
#include "extract/extract.h"
#include "read/input.h"

#include "base/banned.h"

/*
 * Documents are read one after the other into a batch; the batch is
 * extracted on all workers; its articles leave in order. A batch ends at
 * whichever comes first, so that a stream of any length needs the same room.
 */
enum { batch_documents = 1024, batch_bytes = 16 << 20 };

/*
 * A worker's processor time for a batch, which takes some two seconds, and
 * how long it may be over one page.
 */
enum { worker_cpu_seconds = 300, worker_stuck_seconds = 300 };

typedef struct batch {
    stm_run *run;
    stm_extract_workers *workers; /* NULL: extracted in this process */
    int *why;                     /* why[batch_documents]: a worker died */
    stm_arena raw_arena;          /* the documents' bytes */
    stm_raw *raws;                /* raws[batch_documents] */
    stm_article *articles;
    uint32_t len;
    size_t bytes;
} batch;

static stm_status make_article(const stm_raw *raw, stm_arena *arena,
                               stm_article *out)
{
    STM_TRY(stm_article_from_raw(raw, arena, out, NULL));
    if (out->status == STM_RECORD_OK && out->language.len == 0)
        out->language = stm_language_of(out->text);
    return STM_OK;
}

static stm_status extract_one(void *ctx, uint32_t item, uint32_t worker)
{
    batch *b = ctx;
    if (b->why[item] != 0)
        return STM_OK;
    return make_article(&b->raws[item], &b->run->workers[worker].keep,
                        &b->articles[item]);
}

/* In a worker process, whose scratch holds the article until it is copied. */
static stm_status extract_apart(void *ctx, uint32_t item, uint32_t worker,
                                stm_article *out)
{
    batch *b = ctx;
    stm_arena *scratch = &b->run->workers[worker].scratch;
    stm_arena_clear(scratch);
    return make_article(&b->raws[item], scratch, out);
}

/* The record of a page over which a worker died. */
static stm_status note_death(batch *b, uint32_t item)
{
    stm_raw *raw = &b->raws[item];
    const int how = b->why[item];
    const char *name = how > 0 ? sigdescr_np(how) : NULL;
    char text[120];
    (void)snprintf(text, sizeof text, "its extraction died: %s",
                   how == SIGXCPU || how == SIGKILL ? "it took too long"
                   : name != NULL                   ? name
                                                    : "nothing came of it");
    stm_diags_add(&b->run->diags, STM_SEVERITY_ERROR, raw->path,
                  raw->offset == 0 ? STM_NO_OFFSET : raw->offset, 0, "%s",
                  text);
    raw->status = STM_RECORD_ERROR;
    raw->reason = stm_arena_copy(&b->raw_arena, stm_slice_from_cstr(text));
    if (b->raw_arena.failed)
        return STM_ERR_NOMEM;
    return make_article(raw, &b->run->workers[0].keep, &b->articles[item]);
}

/* The batch in worker processes; where none can be begun, in this one. */
static stm_status extract_guarded(batch *b)
{
    stm_status status =
        stm_extract_workers_run(b->workers, b->len, extract_apart, b,
                                &b->run->workers[0].keep, b->articles, b->why);
    if (status == STM_ERR_IO) {
        stm_diags_add(&b->run->diags, STM_SEVERITY_WARNING, STM_LIT("stemma"),
                      STM_NO_OFFSET, 0,
                      "no worker process can be begun: pages are read in this "
                      "one");
        stm_extract_workers_free(b->workers);
        b->workers = NULL;
        status = stm_pool_run(b->run->pool, b->len, extract_one, b);
    }
    for (uint32_t i = 0; status == STM_OK && i < b->len; i++) {
        if (b->why[i] != 0)
            status = note_death(b, i);
    }
    return status;
}

static stm_status extract_batch(batch *b)
{
    if (b->workers != NULL)
        return extract_guarded(b);
    return stm_pool_run(b->run->pool, b->len, extract_one, b);
}

static stm_status fill_batch(batch *b, stm_input *input, bool *more,
                             stm_error *err)
{
    stm_arena_clear(&b->raw_arena);
    b->len = 0;
    b->bytes = 0;
    while (b->len < batch_documents && b->bytes < batch_bytes) {
        stm_raw *raw = &b->raws[b->len];
        STM_TRY(stm_input_next(input, &b->raw_arena, raw, more, err));
        if (!*more)
            break;
        b->bytes += raw->bytes.len;
        b->len++;
    }
    return STM_OK;
}

/*
 * The id given by the record, or the digest's first 12 digits; where there is
 * no digest, those of a hash of the place.
 */
static stm_slice wanted_id(const stm_article *a, stm_buf *buf)
{
    if (a->id.len > 0)
        return a->id;
    stm_buf_clear(buf);
    if (stm_digest_is_known(a->sha256)) {
        stm_buf_hex(buf, a->sha256, 6);
        return stm_buf_slice(buf);
    }
    uint64_t place = stm_hash_mix(stm_hash(a->path), stm_hash(a->member));
    place = stm_hash_mix(place, a->offset);
    uint8_t bytes[6];
    for (unsigned i = 0; i < sizeof bytes; i++)
        bytes[i] = (uint8_t)(place >> (56 - 8 * i));
    stm_buf_hex(buf, bytes, sizeof bytes);
    return stm_buf_slice(buf);
}

/* Gives the article an id that no earlier one has: "x", "x-2", "x-3" ... */
static stm_status name_article(stm_run *run, stm_arena *arena, stm_article *a)
{
    stm_buf buf;
    stm_buf_init(&buf, 1 << 20);
    stm_slice id = stm_arena_copy(arena, wanted_id(a, &buf));
    stm_status status = STM_OK;
    for (uint32_t n = 2;; n++) {
        bool was_new;
        if (stm_u64map_put(&run->ids, stm_hash(id), 1, &was_new) == NULL)
            status = STM_ERR_NOMEM;
        if (status != STM_OK || was_new)
            break;
        const stm_slice first = wanted_id(a, &buf);
        if (a->id.len > 0) {
            stm_buf_clear(&buf);
            stm_buf_add(&buf, first);
        }
        stm_buf_byte(&buf, '-');
        stm_buf_u64(&buf, n);
        id = stm_arena_copy(arena, stm_buf_slice(&buf));
    }
    a->id = id;
    if (buf.status != STM_OK || arena->failed)
        status = STM_ERR_NOMEM;
    stm_buf_release(&buf);
    return status;
}

/* The same bytes again are a duplicate record, named after the first. */
static stm_status mark_duplicate(stm_run *run, stm_article *a, uint32_t number)
{
    if (!stm_digest_is_known(a->sha256))
        return STM_OK;
    uint64_t digest;
    memcpy(&digest, a->sha256, sizeof digest);
    bool was_new;
    if (stm_u64map_put(&run->digests, digest, number, &was_new) == NULL)
        return STM_ERR_NOMEM;
    if (!was_new && a->status == STM_RECORD_OK) {
        a->status = STM_RECORD_DUPLICATE;
        a->reason = STM_LIT("the same bytes as an earlier input");
    }
    return STM_OK;
}

stm_status stm_run_register(stm_run *run, const stm_article *a, uint32_t number)
{
    uint64_t digest;
    memcpy(&digest, a->sha256, sizeof digest);
    if (stm_u64map_put(&run->ids, stm_hash(a->id), 1, NULL) == NULL ||
        stm_u64map_put(&run->digests, digest, number, NULL) == NULL)
        return STM_ERR_NOMEM;
    return STM_OK;
}

static void count_record(stm_run *run, const stm_article *a)
{
    run->summary.inputs++;
    run->summary.failed += a->status == STM_RECORD_ERROR;
    run->summary.articles += a->status == STM_RECORD_OK;
}

static stm_status hand_on(batch *b, stm_article_fn *fn, void *ctx)
{
    stm_run *run = b->run;
    for (uint32_t i = 0; i < b->len; i++) {
        stm_article *a = &b->articles[i];
        STM_TRY(name_article(run, &run->workers[0].keep, a));
        STM_TRY(mark_duplicate(run, a, (uint32_t)run->summary.inputs));
        count_record(run, a);
        STM_TRY(fn(ctx, a));
    }
    return STM_OK;
}

static stm_status load_batches(batch *b, stm_input *input, bool keep,
                               stm_article_fn *fn, void *ctx, stm_error *err)
{
    stm_run *run = b->run;
    bool more = true;
    while (more) {
        STM_TRY(fill_batch(b, input, &more, err));
        const stm_status status = extract_batch(b);
        if (status != STM_OK)
            return stm_fail(err, status, 0, "extraction: %s",
                            stm_status_text(status));
        STM_TRY(hand_on(b, fn, ctx));
        if (run->archive != NULL && b->len > 0)
            STM_TRY(stm_archive_append(run->archive, b->articles, b->len, err));
        stm_run_tell(run);
        if (!stm_run_progress(run, "reading", run->summary.inputs, 0))
            return stm_fail(err, STM_ERR_CANCEL, 0, "stopped");
        for (uint32_t i = 0; !keep && i < stm_pool_size(run->pool); i++)
            stm_arena_clear(&run->workers[i].keep);
    }
    return STM_OK;
}

/* Where memory cannot be shared, pages are read in this process. */
static void begin_workers(batch *b)
{
    const stm_extract_opts opts = {.n_workers = stm_pool_size(b->run->pool),
                                   .max_items = batch_documents,
                                   .cpu_seconds = worker_cpu_seconds,
                                   .stuck_seconds = worker_stuck_seconds};
    if (!b->run->options.in_process &&
        stm_extract_workers_new(&opts, &b->workers) != STM_OK)
        b->workers = NULL;
}

stm_status stm_run_load(stm_run *run, bool keep, stm_article_fn *fn, void *ctx,
                        stm_error *err)
{
    stm_input *input = NULL;
    batch b = {.run = run};
    stm_arena_init(&b.raw_arena, SIZE_MAX);
    b.raws = stm_alloc(batch_documents, sizeof *b.raws);
    b.articles = stm_alloc(batch_documents, sizeof *b.articles);
    b.why = stm_alloc(batch_documents, sizeof *b.why);
    begin_workers(&b);
    stm_status status =
        b.raws == NULL || b.articles == NULL || b.why == NULL
            ? stm_fail(err, STM_ERR_NOMEM, 0, "out of memory")
            : stm_input_new(run->paths, run->n_paths, &STM_INPUT_OPTS_DEFAULT,
                            &run->diags, &input, err);
    if (status == STM_OK)
        status = load_batches(&b, input, keep, fn, ctx, err);
    stm_run_tell(run);
    stm_input_free(input);
    stm_extract_workers_free(b.workers);
    stm_free(b.why);
    stm_free(b.articles);
    stm_free(b.raws);
    stm_arena_release(&b.raw_arena);
    return status;
}
