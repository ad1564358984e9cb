#include "drained.h"

#include <assert.h>
#include <string.h>

#include "base/alloc.h"
#include "base/utf8.h"
#include "read/source.h"

#include "base/banned.h"

enum { max_diags = 1000 };

static void begin(drained *self)
{
    *self = (drained){.n = 0};
    stm_arena_init(&self->arena, SIZE_MAX);
    stm_arena_init(&self->told, SIZE_MAX);
    stm_diags_init(&self->diags, &self->told, max_diags);
}

static bool keep(drained *self, const stm_raw *raw)
{
    if (!stm_grow(&self->raws, &self->cap, self->n + 1, sizeof *raw))
        return false;
    self->raws[self->n++] = *raw;
    return true;
}

/* Bytes that come piece by piece. */
typedef struct pieces {
    stm_slice bytes;
    size_t at;
    size_t piece;
} pieces;

static stm_status fill_from_pieces(void *own, uint8_t *out, size_t room,
                                   size_t *got, uint64_t *origin,
                                   stm_error *err)
{
    (void)err;
    pieces *self = own;
    size_t n = self->bytes.len - self->at;
    n = n < room ? n : room;
    n = n < self->piece ? n : self->piece;
    if (n > 0)
        memcpy(out, self->bytes.ptr + self->at, n);
    *origin = self->at;
    *got = n;
    self->at += n;
    return STM_OK;
}

static const stm_stream_class pieces_class = {
    .fill = fill_from_pieces, .free = stm_free, .is_exact = true};

static stm_status open_pieces(stm_slice bytes, size_t piece, stm_stream **out)
{
    pieces *self = stm_alloc(1, sizeof *self);
    if (self == NULL)
        return STM_ERR_NOMEM;
    *self = (pieces){bytes, 0, piece};
    return stm_stream_new(&pieces_class, self, out, NULL);
}

stm_status drained_from_bytes(drained *self, stm_slice bytes, const char *name,
                              const drained_opts *opts)
{
    begin(self);
    const stm_read_ctx ctx = {{.max_document_bytes = opts->max_document_bytes},
                              &self->diags};
    const stm_slice path = stm_slice_from_cstr(name);
    const stm_read_place place = {.path = path, .name = path};
    stm_stream *stream;
    stm_source source = {NULL, NULL};
    STM_TRY(open_pieces(bytes, opts->piece_bytes, &stream));
    STM_TRY(stm_source_detect(&ctx, &place, stream, &source, NULL));
    stm_status status = STM_OK;
    bool more = true;
    while (status == STM_OK && more) {
        stm_raw raw;
        status =
            source.class->next(source.self, &self->arena, &raw, &more, NULL);
        if (status == STM_OK && self->arena.failed)
            status = STM_ERR_NOMEM;
        if (status == STM_OK && more && !keep(self, &raw))
            status = STM_ERR_NOMEM;
    }
    stm_source_release(&source);
    return status;
}

stm_status drained_from_path(drained *self, const char *path)
{
    begin(self);
    const stm_slice paths[1] = {stm_slice_from_cstr(path)};
    stm_input *input;
    STM_TRY(stm_input_new(paths, 1, NULL, &self->diags, &input, NULL));
    stm_status status = STM_OK;
    bool more = true;
    while (status == STM_OK && more) {
        stm_raw raw;
        status = stm_input_next(input, &self->arena, &raw, &more, NULL);
        if (status == STM_OK && more && !keep(self, &raw))
            status = STM_ERR_NOMEM;
    }
    stm_input_free(input);
    return status;
}

void drained_release(drained *self)
{
    stm_free(self->raws);
    stm_diags_release(&self->diags);
    stm_arena_release(&self->told);
    stm_arena_release(&self->arena);
}

static void check_text(stm_slice s)
{
    assert(stm_utf8_valid(s) == s.len);
}

static void check_way_back(const stm_raw *raw)
{
    for (uint32_t i = 0; i < raw->n_runs; i++) {
        const stm_raw_run *run = &raw->runs[i];
        assert(run->text_unit > 0 && run->text <= raw->bytes.len);
        assert(i == 0 || (run->text > raw->runs[i - 1].text &&
                          run->page >= raw->runs[i - 1].page));
    }
}

void drained_check(const drained *self)
{
    for (uint32_t i = 0; i < self->n; i++) {
        const stm_raw *raw = &self->raws[i];
        const stm_raw_fields *f = &raw->fields;
        const stm_slice texts[] = {
            raw->reason,   raw->member,         raw->bytes, raw->url,
            raw->encoding, raw->record_id,      f->id,      f->title,
            f->text,       f->outlet,           f->date,    f->modified,
            f->authors,    f->language,         f->section, f->extra,
            raw->charset,  raw->payload_digest,
        };
        for (size_t t = 0; t < sizeof texts / sizeof *texts; t++)
            check_text(texts[t]);
        assert((raw->status == STM_RECORD_OK) == (raw->reason.len == 0));
        assert(raw->status != STM_RECORD_OK ||
               (raw->bytes.len > 0 && stm_digest_is_known(raw->sha256)));
        check_way_back(raw);
    }
}

void drained_check_equal(const drained *a, const drained *b)
{
    assert(a->n == b->n && a->diags.len == b->diags.len);
    for (uint32_t i = 0; i < a->n; i++) {
        const stm_raw *x = &a->raws[i];
        const stm_raw *y = &b->raws[i];
        assert(x->status == y->status && x->offset == y->offset);
        assert(memcmp(x->sha256, y->sha256, sizeof x->sha256) == 0);
        assert(stm_slice_eq(x->bytes, y->bytes));
        assert(stm_slice_eq(x->reason, y->reason));
    }
}

void drained_fuzz(stm_slice bytes, const char *name)
{
    drained_opts opts = DRAINED_OPTS_DEFAULT;
    drained whole;
    drained parts;
    const stm_status a = drained_from_bytes(&whole, bytes, name, &opts);
    opts.piece_bytes = 61;
    const stm_status b = drained_from_bytes(&parts, bytes, name, &opts);
    assert(a == STM_OK && b == STM_OK);
    assert(whole.n > 0);
    drained_check(&whole);
    drained_check_equal(&whole, &parts);
    drained_release(&whole);
    drained_release(&parts);
}
