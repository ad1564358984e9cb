/*
 * WARC files, packed or not: a stream of records.
 *
 *   WARC/1.1 CRLF  lines CRLF  CRLF  block (Content-Length bytes)  CRLF CRLF
 *
 * The length is believed unless the next record is seen to begin inside the
 * block: where a packed member begins with "WARC/" there, or, in a plain
 * file, where none follows the block and one stands in it. After anything
 * that is no record the next is looked for.
 */
#include <stdio.h>

#include "base/alloc.h"
#include "read/header_lines.h"
#include "read/warc_record.h"

#include "base/banned.h"

enum {
    first_look_bytes = 4096,  /* holds the header lines of most records */
    max_head_bytes = 1 << 16, /* of header lines */
    max_looked_at = 1 << 20,  /* larger blocks of no interest are skipped */
    slack_bytes = 16          /* "\r\n\r\nWARC/1.1" and a little */
};

typedef struct warc {
    const stm_read_ctx *ctx;
    stm_kept_place at;
    stm_stream *stream;
    stm_buf buffers[2];               /* scratch for bodies */
    uint64_t passed[STM_WARC_PASSED]; /* records without a document, by why */
    bool any;                         /* a document was given */
    bool is_told;                     /* what was passed over */
} warc;

/* One record as it stands in the window. */
typedef struct record {
    stm_slice lines;
    stm_slice block; /* shorter than `length` where the record is cut */
    uint64_t length; /* as declared */
    size_t head_bytes;
    bool cut; /* the next record begins inside it, or the stream ended */
} record;

static bool begins_record(stm_slice s)
{
    return stm_slice_starts(s, STM_LIT("WARC/"));
}

static void skip_blank(stm_stream *stream)
{
    for (;;) {
        const stm_slice s = stm_stream_peek(stream, 1);
        size_t n = 0;
        while (n < s.len &&
               (s.ptr[n] == '\r' || s.ptr[n] == '\n' || s.ptr[n] == 0))
            n++;
        stm_stream_take(stream, n);
        if (n == 0 || n < s.len)
            return;
    }
}

/* Where in the window, from `from` on, a packed member begins a record. */
static size_t next_member(const stm_stream *stream, stm_slice s, size_t from,
                          size_t to)
{
    for (uint32_t i = 0; !stream->class->is_exact && i < stream->n_marks; i++) {
        if (stream->marks[i].pos < stream->pos + from)
            continue;
        const uint64_t at = stream->marks[i].pos - stream->pos;
        if (at >= to)
            break;
        if (begins_record(stm_slice_sub(s, (size_t)at, s.len)))
            return (size_t)at;
    }
    return STM_SLICE_NPOS;
}

/*
 * A record that begins inside a block: its first line, and a field of WARC
 * within 2,048 bytes. Linear: first lines too far from a field are leapt over.
 */
static size_t record_inside(stm_slice block)
{
    size_t at = 0;
    for (;;) {
        at = stm_slice_find(block, STM_LIT("\nWARC/1."), at);
        if (at == STM_SLICE_NPOS)
            return at;
        const size_t field = stm_slice_find(block, STM_LIT("\nWARC-"), at);
        if (field == STM_SLICE_NPOS)
            return field;
        if (field - at <= 2048)
            return at + 1;
        at = field - 2048;
    }
}

static bool is_followed_well(stm_slice after)
{
    size_t at = 0;
    while (at < after.len && (after.ptr[at] == '\r' || after.ptr[at] == '\n'))
        at++;
    const stm_slice next = stm_slice_sub(after, at, after.len);
    return next.len == 0 || begins_record(next);
}

/* Brings the whole record into the window and finds where its block ends. */
static void see_block(warc *self, record *r)
{
    stm_stream *stream = self->stream;
    const size_t want = r->head_bytes + (size_t)r->length;
    const stm_slice s = stm_stream_peek(stream, want + slack_bytes);
    r->lines = stm_slice_sub(s, 0, r->lines.len);
    r->block = stm_slice_sub(s, r->head_bytes, want);
    size_t end = next_member(stream, s, r->head_bytes, want);
    const bool ends_well =
        s.len >= want &&
        is_followed_well(stm_slice_sub(s, want, want + slack_bytes));
    if (end == STM_SLICE_NPOS && stream->class->is_exact && !ends_well) {
        end = record_inside(r->block);
        if (end != STM_SLICE_NPOS)
            end += r->head_bytes;
    }
    if (end != STM_SLICE_NPOS)
        r->block = stm_slice_sub(s, r->head_bytes, end);
    r->cut = r->block.len < r->length;
}

/* Goes past a block too large to be seen whole. */
static void skip_block(warc *self, uint64_t length)
{
    stm_stream *stream = self->stream;
    while (length > 0) {
        const stm_slice s = stm_stream_peek(stream, slack_bytes);
        if (s.len == 0)
            return;
        size_t step = s.len < length ? s.len : (size_t)length;
        const size_t end = next_member(stream, s, 1, step);
        if (end != STM_SLICE_NPOS) {
            stm_stream_take(stream, end);
            return;
        }
        /* a mark at the very end may have too few bytes to be judged yet */
        if (step == s.len && step > slack_bytes)
            step -= slack_bytes - 1;
        stm_stream_take(stream, step);
        length -= step;
    }
}

/* Looks for the next record after something that is none. */
static void find_record(warc *self)
{
    stm_stream *stream = self->stream;
    stm_stream_take(stream, 1);
    for (;;) {
        const stm_slice s = stm_stream_peek(stream, max_head_bytes);
        size_t end = next_member(stream, s, 0, s.len);
        const size_t line = stm_slice_find(s, STM_LIT("\nWARC/1."), 0);
        if (line != STM_SLICE_NPOS && line + 1 < end)
            end = line + 1;
        if (end != STM_SLICE_NPOS) {
            stm_stream_take(stream, end);
            return;
        }
        if (s.len < slack_bytes) {
            stm_stream_take(stream, s.len);
            return;
        }
        stm_stream_take(stream, s.len - (slack_bytes - 1));
    }
}

static void begin_raw(warc *self, stm_raw *raw, stm_arena *arena)
{
    stm_raw_begin(raw, &self->at.place, arena);
    raw->offset = stm_stream_origin(self->stream);
}

/*
 * Reads the header lines at the current place. False where there are none:
 * *why says what is wrong.
 */
static bool see_head(warc *self, record *r, const char **why)
{
    stm_slice s = stm_slice_sub(stm_stream_peek(self->stream, first_look_bytes),
                                0, max_head_bytes);
    if (!begins_record(s)) {
        *why = "no WARC record where one should begin";
        return false;
    }
    size_t end = 0;
    if (!stm_header_end(s, &end, &r->head_bytes)) {
        s = stm_slice_sub(stm_stream_peek(self->stream, max_head_bytes), 0,
                          max_head_bytes);
        if (!stm_header_end(s, &end, &r->head_bytes)) {
            *why = "the header lines of a WARC record have no end";
            return false;
        }
    }
    r->lines = stm_slice_sub(s, 0, end);
    const stm_slice length =
        stm_header_value(r->lines, STM_LIT("Content-Length"));
    if (!stm_slice_u64(length, &r->length)) {
        *why = "a WARC record without a length";
        return false;
    }
    return true;
}

/* A failed stream goes on at its next sound member. */
static stm_status recover(warc *self, stm_error *err)
{
    if (self->stream->failure.status == STM_OK)
        return STM_OK;
    if (self->stream->failure.status == STM_ERR_NOMEM)
        return stm_fail(err, STM_ERR_NOMEM, 0, "out of memory");
    (void)stm_stream_resume(self->stream);
    return STM_OK;
}

/*
 * True where the record at hand is the one in the damaged member. Of a file
 * that is one member for all, what came before the damage is still good.
 */
static bool is_damaged(const warc *self)
{
    const stm_stream *stream = self->stream;
    if (stream->failure.status == STM_OK || stream->class->is_exact ||
        stream->failure.pos != stm_stream_origin(stream))
        return false;
    for (uint32_t i = 0; i < stream->n_marks; i++) {
        if (stream->marks[i].pos == stream->pos)
            return true;
    }
    return false;
}

/* Why there is no more of a record than there is. */
static void fail_cut(warc *self, stm_raw *raw, const record *r,
                     stm_arena *arena)
{
    const stm_error *failure = &self->stream->failure;
    if (failure->status != STM_OK)
        stm_raw_fail(raw, self->ctx, 0, arena, "%s", failure->text);
    else
        stm_raw_fail(raw, self->ctx, 0, arena,
                     "record cut short: %zu of %llu bytes", r->block.len,
                     (unsigned long long)r->length);
}

/* A record whose block is too large to be looked at. */
static void pass_large(warc *self, const record *r, bool is_wanted, size_t max,
                       stm_arena *arena, stm_raw *out)
{
    if (is_wanted) {
        stm_raw_take_warc_lines(out, r->lines, arena);
        stm_raw_fail(out, self->ctx, 0, arena,
                     "larger than the limit of %zu bytes", max);
    }
    stm_stream_take(self->stream, r->head_bytes);
    skip_block(self, r->length);
}

/* A record that ends too early or lies in a damaged member. */
static stm_status take_cut(warc *self, const record *r, bool is_wanted,
                           stm_arena *arena, stm_raw *out, stm_error *err)
{
    if (is_wanted) {
        stm_raw_take_warc_lines(out, r->lines, arena);
        fail_cut(self, out, r, arena);
    } else {
        stm_diags_add(self->ctx->diags, STM_SEVERITY_WARNING, out->path,
                      out->offset, 0, "a record of no interest is damaged");
    }
    stm_stream_take(self->stream, r->head_bytes + r->block.len);
    return recover(self, err);
}

/* A record of any size whose header lines were read. */
static stm_status take_record(warc *self, record *r, stm_arena *arena,
                              stm_raw *out, bool *more, stm_error *err)
{
    begin_raw(self, out, arena);
    stm_warc_passed passed = stm_warc_passed_from_lines(r->lines);
    const bool is_wanted = passed == STM_WARC_TAKEN;
    size_t max = self->ctx->opts.max_document_bytes;
    if (!is_wanted && max > max_looked_at)
        max = max_looked_at;
    stm_status status = STM_OK;
    if (r->length > max) {
        pass_large(self, r, is_wanted, max, arena, out);
    } else {
        see_block(self, r);
        if (r->cut || is_damaged(self)) {
            status = take_cut(self, r, is_wanted, arena, out, err);
        } else {
            status =
                stm_raw_take_warc_record(out, self->ctx, r->lines, r->block,
                                         self->buffers, arena, &passed, err);
            stm_stream_take(self->stream, r->head_bytes + r->block.len);
        }
    }
    if (passed != STM_WARC_TAKEN)
        self->passed[passed]++;
    *more = passed == STM_WARC_TAKEN;
    return status;
}

/*
 * Something that is no record: told once, then passed over. What a stream
 * holds from before it failed is read first, so `is_end` comes into it.
 */
static stm_status take_other(warc *self, const char *why, bool is_end,
                             stm_arena *arena, stm_raw *out, stm_error *err)
{
    begin_raw(self, out, arena);
    const stm_error *failure = &self->stream->failure;
    if (failure->status != STM_OK && (is_end || is_damaged(self))) {
        out->offset = failure->pos;
        stm_raw_fail(out, self->ctx, 0, arena, "%s", failure->text);
        return recover(self, err);
    }
    stm_raw_fail(out, self->ctx, 0, arena, "%s", why);
    find_record(self);
    return STM_OK;
}

/* One note of what was passed over, by kind. */
static void tell_passed(warc *self)
{
    char text[256];
    size_t len = 0;
    self->is_told = true;
    for (unsigned i = 1; i < STM_WARC_PASSED; i++) {
        if (self->passed[i] == 0)
            continue;
        const int n =
            snprintf(text + len, sizeof text - len, "%s%llu %s",
                     len == 0 ? "" : ", ", (unsigned long long)self->passed[i],
                     stm_warc_passed_text((stm_warc_passed)i));
        if (n < 0 || (size_t)n >= sizeof text - len)
            break;
        len += (size_t)n;
    }
    if (len > 0)
        stm_diags_add(self->ctx->diags, STM_SEVERITY_NOTE, self->at.place.path,
                      STM_NO_OFFSET, 0, "records passed over: %.*s", (int)len,
                      text);
}

static void end_of_records(warc *self, stm_arena *arena, stm_raw *out,
                           bool *more)
{
    if (!self->is_told)
        tell_passed(self);
    *more = !self->any;
    if (self->any)
        return;
    stm_raw_begin(out, &self->at.place, arena);
    out->status = STM_RECORD_EMPTY;
    out->reason = STM_LIT("no page and no text among its records");
}

static stm_status next_warc(void *own, stm_arena *arena, stm_raw *out,
                            bool *more, stm_error *err)
{
    warc *self = own;
    *more = false;
    while (!*more) {
        skip_blank(self->stream);
        const bool is_end = stm_stream_peek(self->stream, 1).len == 0;
        if (is_end && self->stream->failure.status == STM_OK) {
            end_of_records(self, arena, out, more);
            break;
        }
        record r = {.length = 0};
        const char *why = "";
        if (is_end || !see_head(self, &r, &why)) {
            STM_TRY(take_other(self, why, is_end, arena, out, err));
            *more = true;
        } else {
            STM_TRY(take_record(self, &r, arena, out, more, err));
        }
    }
    self->any = true;
    return STM_OK;
}

static void free_warc(void *own)
{
    warc *self = own;
    stm_buf_release(&self->buffers[0]);
    stm_buf_release(&self->buffers[1]);
    stm_stream_free(self->stream);
    stm_kept_place_release(&self->at);
    stm_free(self);
}

static const stm_source_class warc_class = {next_warc, free_warc};

stm_status stm_source_open_warc(const stm_read_ctx *ctx,
                                const stm_read_place *place, stm_stream *stream,
                                stm_source *out, stm_error *err)
{
    warc *self = stm_alloc(1, sizeof *self);
    if (self == NULL) {
        stm_stream_free(stream);
        return stm_fail(err, STM_ERR_NOMEM, 0, "out of memory");
    }
    self->ctx = ctx;
    self->stream = stream;
    stm_buf_init(&self->buffers[0], ctx->opts.max_document_bytes);
    stm_buf_init(&self->buffers[1], ctx->opts.max_document_bytes);
    const stm_status status = stm_kept_place_init(&self->at, place, err);
    if (status != STM_OK) {
        free_warc(self);
        return status;
    }
    *out = (stm_source){&warc_class, self};
    return STM_OK;
}
