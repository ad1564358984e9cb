/* A file that is one document: a page or a text. */
#include "base/alloc.h"
#include "base/size.h"
#include "read/document.h"

#include "base/banned.h"

typedef struct page {
    const stm_read_ctx *ctx;
    stm_kept_place at;
    stm_stream *stream;
    bool done;
} page;

stm_status stm_kept_place_init(stm_kept_place *self,
                               const stm_read_place *place, stm_error *err)
{
    stm_arena_init(&self->arena, SIZE_MAX);
    self->place = (stm_read_place){
        .path = stm_arena_copy(&self->arena, place->path),
        .member = stm_arena_copy(&self->arena, place->member),
        .name = stm_arena_copy(&self->arena, place->name),
        .nesting = place->nesting,
    };
    if (self->arena.failed)
        return stm_fail(err, STM_ERR_NOMEM, 0, "out of memory");
    return STM_OK;
}

void stm_kept_place_release(stm_kept_place *self)
{
    stm_arena_release(&self->arena);
}

static stm_status next_page(void *own, stm_arena *arena, stm_raw *out,
                            bool *more, stm_error *err)
{
    page *self = own;
    *more = !self->done;
    if (self->done)
        return STM_OK;
    self->done = true;
    stm_raw_begin(out, &self->at.place, arena);
    bool cut = false;
    size_t max = self->ctx->opts.max_document_bytes;
    if (max > UINT32_MAX / 4)
        max = UINT32_MAX / 4;
    const stm_slice s = stm_stream_rest(self->stream, max, &cut);
    const stm_error *failure = &self->stream->failure;
    if (failure->status == STM_ERR_NOMEM)
        return stm_fail(err, STM_ERR_NOMEM, 0, "out of memory");
    if (cut) {
        stm_raw_fail(out, self->ctx, 0, arena,
                     "larger than the limit of %zu bytes", max);
        return STM_OK;
    }
    if (failure->status != STM_OK) {
        stm_sha256(s, out->sha256);
        out->offset = failure->pos;
        stm_raw_fail(out, self->ctx, 0, arena, "%s", failure->text);
        return STM_OK;
    }
    const stm_slice saved = stm_arena_copy(arena, s);
    if (arena->failed)
        return stm_fail(err, STM_ERR_NOMEM, 0, "out of memory");
    return stm_raw_take_document(
        out, self->ctx, saved, stm_looks_like_html(saved, self->at.place.name),
        arena, err);
}

static void free_page(void *own)
{
    page *self = own;
    stm_stream_free(self->stream);
    stm_kept_place_release(&self->at);
    stm_free(self);
}

static const stm_source_class page_class = {next_page, free_page};

stm_status stm_source_open_page(const stm_read_ctx *ctx,
                                const stm_read_place *place, stm_stream *stream,
                                stm_source *out, stm_error *err)
{
    page *self = stm_alloc(1, sizeof *self);
    if (self == NULL) {
        stm_stream_free(stream);
        return stm_fail(err, STM_ERR_NOMEM, 0, "out of memory");
    }
    self->ctx = ctx;
    self->stream = stream;
    const stm_status status = stm_kept_place_init(&self->at, place, err);
    if (status != STM_OK) {
        free_page(self);
        return status;
    }
    *out = (stm_source){&page_class, self};
    return STM_OK;
}
