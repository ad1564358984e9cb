/* CSV with a header line: an article a record. (RFC 4180) */
#include <string.h>

#include "base/alloc.h"
#include "base/json_writer.h"
#include "base/utf8.h"
#include "read/csv_split.h"
#include "read/encoding.h"
#include "read/fields.h"

#include "base/banned.h"

enum {
    look_bytes = 1 << 18,      /* from which the encoding is told */
    max_header_bytes = 1 << 16 /* of the header line */
};

typedef struct csv {
    const stm_read_ctx *ctx;
    stm_kept_place at;
    stm_stream *stream;
    stm_arena own;      /* names, and the text of a file in UTF-16 */
    stm_slice encoding; /* of the file; a literal */
    stm_slice *names;   /* names[n_names], of the header */
    uint32_t n_names;
    uint64_t line; /* where the last record began, 1-based */
    uint64_t next_line;
    uint8_t delimiter;
    bool is_open; /* the header was read */
    bool by_line; /* a quotation mark was never closed */
    bool failed;  /* the stream's failure was told */
    bool any;     /* a document was given */
} csv;

/*
 * UTF-16, which spreadsheets write, is turned to UTF-8 as a whole: its
 * delimiters are not bytes. Other encodings hold ASCII as it is.
 */
static stm_status to_utf8(csv *self, stm_error *err)
{
    bool cut;
    const stm_slice all =
        stm_stream_rest(self->stream, self->ctx->opts.max_document_bytes, &cut);
    stm_decoded d;
    STM_TRY(stm_decoded_from_bytes(all, (stm_slice){NULL, 0}, false, &self->own,
                                   &d, err));
    /* text that needed no decoding would lie in the window */
    const stm_slice text = stm_arena_copy(&self->own, d.text);
    stm_stream *stream;
    if (self->own.failed)
        return stm_fail(err, STM_ERR_NOMEM, 0, "out of memory");
    STM_TRY(stm_stream_from_bytes(text, &stream, err));
    stm_stream_free(self->stream);
    self->stream = stream;
    if (cut)
        stm_diags_add(self->ctx->diags, STM_SEVERITY_WARNING,
                      self->at.place.path, STM_NO_OFFSET, 0,
                      "UTF-16 past the limit was passed over");
    return STM_OK;
}

static stm_status find_encoding(csv *self, stm_error *err)
{
    const stm_slice head =
        stm_slice_sub(stm_stream_peek(self->stream, look_bytes), 0, look_bytes);
    stm_arena scratch;
    stm_decoded d = {.encoding = STM_LIT("UTF-8")};
    stm_arena_init(&scratch, SIZE_MAX);
    stm_status status = stm_decoded_from_bytes(head, (stm_slice){NULL, 0},
                                               false, &scratch, &d, err);
    self->encoding = d.encoding;
    stm_arena_release(&scratch);
    if (status == STM_OK && stm_slice_starts(d.encoding, STM_LIT("UTF-16")))
        status = to_utf8(self, err);
    return status;
}

/* A record's bytes in UTF-8, in the arena. */
static stm_status decode(csv *self, stm_slice record, stm_arena *arena,
                         stm_decoded *d, stm_error *err)
{
    const stm_slice kept = stm_arena_copy(arena, record);
    if (arena->failed)
        return stm_fail(err, STM_ERR_NOMEM, 0, "out of memory");
    const bool is_utf8 = stm_slice_starts(self->encoding, STM_LIT("UTF-"));
    if (!is_utf8)
        return stm_decoded_from_bytes(kept, self->encoding, false, arena, d,
                                      err);
    *d = (stm_decoded){.text = stm_utf8_repair(kept, arena),
                       .encoding = STM_LIT("UTF-8")};
    d->n_repaired = d->text.ptr != kept.ptr;
    return STM_OK;
}

static uint64_t count_lines(stm_slice s)
{
    uint64_t n = 1;
    for (size_t at = 0;
         (at = stm_slice_find_byte(s, '\n', at)) != STM_SLICE_NPOS; at++)
        n++;
    return n;
}

/* The next record that is not blank; false at the end. */
static bool next_record(csv *self, stm_slice *record, uint64_t *begin,
                        bool *broken)
{
    size_t max = self->ctx->opts.max_document_bytes;
    if (max > UINT32_MAX / 4)
        max = UINT32_MAX / 4;
    for (;;) {
        *begin = self->stream->pos;
        if (!stm_csv_record(self->stream, self->delimiter, max, self->by_line,
                            record, broken))
            return false;
        self->line = self->next_line;
        self->next_line += count_lines(*record);
        if (*broken || stm_slice_trim(*record).len > 0)
            return true;
    }
}

static stm_status read_header(csv *self, stm_error *err)
{
    STM_TRY(find_encoding(self, err));
    self->is_open = true;
    self->next_line = 1;
    stm_slice head = stm_slice_sub(
        stm_stream_peek(self->stream, max_header_bytes), 0, max_header_bytes);
    if (stm_slice_starts(head, STM_LIT("\xEF\xBB\xBF"))) {
        stm_stream_take(self->stream, 3);
        head = stm_slice_sub(head, 3, head.len);
    }
    const size_t end = stm_slice_find_byte(head, '\n', 0);
    self->delimiter = stm_csv_delimiter(stm_slice_sub(head, 0, end), 1);
    stm_slice record;
    uint64_t begin;
    bool broken;
    if (self->delimiter == 0 || !next_record(self, &record, &begin, &broken) ||
        broken)
        return STM_OK;
    stm_decoded d;
    STM_TRY(decode(self, record, &self->own, &d, err));
    self->names =
        stm_csv_fields(d.text, self->delimiter, &self->own, &self->n_names);
    if (self->names == NULL)
        return stm_fail(err, STM_ERR_NOMEM, 0, "out of memory");
    for (uint32_t i = 0; i < self->n_names; i++)
        self->names[i] = stm_slice_trim(self->names[i]);
    return STM_OK;
}

static stm_slice json_string(stm_slice value, stm_arena *arena)
{
    stm_buf buf;
    stm_json json;
    stm_buf_init(&buf, value.len * 6 + 16);
    stm_json_init(&json, &buf);
    stm_json_string(&json, value);
    const stm_slice out = stm_arena_copy(arena, stm_buf_slice(&buf));
    if (buf.status != STM_OK)
        arena->failed = true;
    stm_buf_release(&buf);
    return out;
}

/* "column 7", for values that the header does not name. */
static stm_slice column_name(uint32_t i, stm_arena *arena)
{
    stm_buf buf;
    stm_buf_init(&buf, 64);
    stm_buf_add(&buf, STM_LIT("column "));
    stm_buf_u64(&buf, i + 1);
    const stm_slice out = stm_arena_copy(arena, stm_buf_slice(&buf));
    if (buf.status != STM_OK)
        arena->failed = true;
    stm_buf_release(&buf);
    return out;
}

static stm_status take_record(csv *self, stm_raw *raw, stm_slice text,
                              stm_arena *arena, stm_error *err)
{
    uint32_t n = 0;
    const stm_slice *values = stm_csv_fields(text, self->delimiter, arena, &n);
    stm_field *fields = stm_arena_alloc(arena, n, sizeof *fields);
    if (values == NULL || fields == NULL)
        return stm_fail(err, STM_ERR_NOMEM, 0, "out of memory");
    for (uint32_t i = 0; i < n; i++) {
        const bool is_named = i < self->n_names && self->names[i].len > 0;
        fields[i].name = is_named ? stm_arena_copy(arena, self->names[i])
                                  : column_name(i, arena);
        fields[i].value = values[i];
        fields[i].json = json_string(values[i], arena);
    }
    if (arena->failed)
        return stm_fail(err, STM_ERR_NOMEM, 0, "out of memory");
    if (n != self->n_names)
        stm_diags_add(self->ctx->diags, STM_SEVERITY_WARNING, raw->path,
                      raw->offset, self->line,
                      "%u values under %u column names", n, self->n_names);
    stm_raw_take_fields(raw, self->ctx, self->line, fields, n, arena);
    return STM_OK;
}

/* What to give when the records are at their end. */
static stm_status end_of_records(csv *self, stm_arena *arena, stm_raw *out,
                                 bool *more, stm_error *err)
{
    const stm_error *failure = &self->stream->failure;
    if (failure->status == STM_ERR_NOMEM)
        return stm_fail(err, STM_ERR_NOMEM, 0, "out of memory");
    *more = true;
    stm_raw_begin(out, &self->at.place, arena);
    if (failure->status != STM_OK && !self->failed) {
        self->failed = true;
        out->offset = failure->pos;
        stm_raw_fail(out, self->ctx, self->line, arena, "after line %llu: %s",
                     (unsigned long long)self->line, failure->text);
    } else if (!self->any && self->n_names == 0) {
        stm_raw_fail(out, self->ctx, 0, arena,
                     "no column of an article named in its first line");
    } else if (!self->any) {
        out->status = STM_RECORD_EMPTY;
        out->reason = STM_LIT("nothing after the header line");
    } else {
        *more = false;
    }
    self->any = true;
    return STM_OK;
}

static stm_status next_csv(void *own, stm_arena *arena, stm_raw *out,
                           bool *more, stm_error *err)
{
    csv *self = own;
    *more = false;
    if (!self->is_open)
        STM_TRY(read_header(self, err));
    stm_slice record;
    uint64_t begin;
    bool broken;
    if (self->n_names == 0 || !next_record(self, &record, &begin, &broken))
        return end_of_records(self, arena, out, more, err);
    self->any = true;
    *more = true;
    stm_raw_begin(out, &self->at.place, arena);
    out->kind = STM_RAW_FIELDS;
    out->offset = begin;
    if (record.len > 0)
        stm_sha256(record, out->sha256);
    stm_decoded d;
    STM_TRY(decode(self, record, arena, &d, err));
    out->bytes = d.text;
    out->encoding = d.encoding;
    if (broken) {
        self->by_line = true;
        stm_raw_fail(out, self->ctx, self->line, arena,
                     "line %llu: a quotation mark that is not closed, or a "
                     "record over the limit; from here on a line is a record",
                     (unsigned long long)self->line);
        return STM_OK;
    }
    if (d.n_repaired > 0)
        stm_diags_add(self->ctx->diags, STM_SEVERITY_WARNING, out->path,
                      out->offset, self->line,
                      "not valid %.*s: characters replaced",
                      (int)d.encoding.len, (const char *)d.encoding.ptr);
    return take_record(self, out, d.text, arena, err);
}

static void free_csv(void *own)
{
    csv *self = own;
    stm_stream_free(self->stream);
    stm_arena_release(&self->own);
    stm_kept_place_release(&self->at);
    stm_free(self);
}

static const stm_source_class csv_class = {next_csv, free_csv};

stm_status stm_source_open_csv(const stm_read_ctx *ctx,
                               const stm_read_place *place, stm_stream *stream,
                               stm_source *out, stm_error *err)
{
    csv *self = stm_alloc(1, sizeof *self);
    if (self == NULL) {
        stm_stream_free(stream);
        return stm_fail(err, STM_ERR_NOMEM, 0, "out of memory");
    }
    self->ctx = ctx;
    self->stream = stream;
    stm_arena_init(&self->own, SIZE_MAX);
    const stm_status status = stm_kept_place_init(&self->at, place, err);
    if (status != STM_OK) {
        free_csv(self);
        return status;
    }
    *out = (stm_source){&csv_class, self};
    return STM_OK;
}
