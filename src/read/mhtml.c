/* MHTML (RFC 2557): a page and its parts in one file, as browsers save it. */
#include "base/alloc.h"
#include "base/utf8.h"
#include "read/document.h"
#include "read/header_lines.h"
#include "read/mime.h"
#include "read/saved_page.h"

#include "base/banned.h"

typedef struct mhtml {
    const stm_read_ctx *ctx;
    stm_kept_place at;
    stm_stream *stream;
    bool done;
} mhtml;

static stm_slice text_value(stm_slice lines, stm_slice name, stm_arena *arena)
{
    return stm_utf8_repair(
        stm_header_unfold(stm_header_value(lines, name), arena), arena);
}

static bool is_address(stm_slice s)
{
    return stm_slice_istarts(s, STM_LIT("http://")) ||
           stm_slice_istarts(s, STM_LIT("https://"));
}

/* `saved` lies in the arena. */
static stm_status take_page(mhtml *self, stm_raw *raw, stm_slice saved,
                            stm_arena *arena, stm_error *err)
{
    const stm_mime_part whole = stm_mime_part_from_bytes(saved);
    stm_mime_part page;
    bool is_cut = false;
    if (!stm_mime_find_page(&whole, &page, &is_cut)) {
        stm_sha256(saved, raw->sha256);
        stm_raw_fail(raw, self->ctx, 0, arena, "no page among its parts");
        return STM_OK;
    }
    if (is_cut)
        stm_diags_add(self->ctx->diags, STM_SEVERITY_WARNING, raw->path,
                      STM_NO_OFFSET, 0,
                      "cut short: its last boundary is "
                      "missing");
    raw->url = text_value(page.lines, STM_LIT("Content-Location"), arena);
    if (!is_address(raw->url))
        raw->url = text_value(whole.lines, STM_LIT("Snapshot-Content-Location"),
                              arena);
    raw->captured =
        stm_date_from_stamp(stm_header_value(whole.lines, STM_LIT("Date")));
    raw->charset = stm_utf8_repair(
        stm_header_param(stm_header_value(page.lines, STM_LIT("Content-Type")),
                         STM_LIT("charset")),
        arena);
    return stm_raw_take_document(raw, self->ctx, stm_mime_decode(&page, arena),
                                 true, arena, err);
}

static stm_status next_mhtml(void *own, stm_arena *arena, stm_raw *out,
                             bool *more, stm_error *err)
{
    mhtml *self = own;
    *more = !self->done;
    if (self->done)
        return STM_OK;
    self->done = true;
    stm_raw_begin(out, &self->at.place, arena);
    bool cut = false;
    const size_t max = self->ctx->opts.max_document_bytes;
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
        out->offset = failure->pos;
        stm_raw_fail(out, self->ctx, 0, arena, "%s", failure->text);
        return STM_OK;
    }
    const stm_slice saved = stm_arena_copy(arena, s);
    if (arena->failed)
        return stm_fail(err, STM_ERR_NOMEM, 0, "out of memory");
    STM_TRY(take_page(self, out, saved, arena, err));
    if (arena->failed)
        return stm_fail(err, STM_ERR_NOMEM, 0, "out of memory");
    return STM_OK;
}

static void free_mhtml(void *own)
{
    mhtml *self = own;
    stm_stream_free(self->stream);
    stm_kept_place_release(&self->at);
    stm_free(self);
}

static const stm_source_class mhtml_class = {next_mhtml, free_mhtml};

stm_status stm_source_open_mhtml(const stm_read_ctx *ctx,
                                 const stm_read_place *place,
                                 stm_stream *stream, stm_source *out,
                                 stm_error *err)
{
    mhtml *self = stm_alloc(1, sizeof *self);
    if (self == NULL) {
        stm_stream_free(stream);
        return stm_fail(err, STM_ERR_NOMEM, 0, "out of memory");
    }
    self->ctx = ctx;
    self->stream = stream;
    const stm_status status = stm_kept_place_init(&self->at, place, err);
    if (status != STM_OK) {
        free_mhtml(self);
        return status;
    }
    *out = (stm_source){&mhtml_class, self};
    return STM_OK;
}
