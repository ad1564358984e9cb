/* JSON Lines: an article a line. (jsonlines.org; RFC 8259) */
#include "base/alloc.h"
#include "base/utf8.h"
#include "read/json_fields.h"

#include "base/banned.h"

typedef struct jsonl {
    const stm_read_ctx *ctx;
    stm_kept_place at;
    stm_stream *stream;
    struct json_tokener *tokener;
    uint64_t line; /* of the last line read, 1-based */
    bool failed;   /* the stream's failure was told */
    bool any;      /* a record was given */
} jsonl;

/* The next line that is not blank; false at the end. */
static bool next_line(jsonl *self, stm_slice *line, uint64_t *begin, bool *cut)
{
    size_t max = self->ctx->opts.max_document_bytes;
    if (max > INT32_MAX / 4)
        max = INT32_MAX / 4;
    for (;;) {
        *begin = self->stream->pos;
        if (!stm_stream_line(self->stream, max, line, cut))
            return false;
        self->line++;
        if (self->line == 1 && stm_slice_starts(*line, STM_LIT("\xEF\xBB\xBF")))
            *line = stm_slice_sub(*line, 3, line->len);
        if (*cut || stm_slice_trim(*line).len > 0)
            return true;
    }
}

static stm_slice repair_line(jsonl *self, stm_raw *raw, stm_slice line,
                             stm_arena *arena)
{
    const stm_slice text = stm_utf8_repair(line, arena);
    if (text.ptr != line.ptr)
        stm_diags_add(self->ctx->diags, STM_SEVERITY_WARNING, raw->path,
                      raw->offset + stm_utf8_valid(line), self->line,
                      "not valid UTF-8: characters replaced");
    return text;
}

/* One line, complete, into *raw. Error: STM_ERR_NOMEM. */
static stm_status take_line(jsonl *self, stm_raw *raw, stm_slice line,
                            stm_arena *arena, stm_error *err)
{
    const stm_slice text = repair_line(self, raw, line, arena);
    raw->bytes = text;
    json_tokener_reset(self->tokener);
    struct json_object *object = json_tokener_parse_ex(
        self->tokener, (const char *)text.ptr, (int)text.len);
    const enum json_tokener_error code = json_tokener_get_error(self->tokener);
    const size_t end = json_tokener_get_parse_end(self->tokener);
    stm_status status = STM_OK;
    if (code != json_tokener_success || end < text.len) {
        const char *why = code == json_tokener_continue ? "it ends too early"
                          : code == json_tokener_success
                              ? "more follows the value"
                              : json_tokener_error_desc(code);
        stm_raw_fail(raw, self->ctx, self->line, arena,
                     "line %llu is not JSON: %s, at byte %zu of it",
                     (unsigned long long)self->line, why, end);
    } else if (!json_object_is_type(object, json_type_object)) {
        stm_raw_fail(raw, self->ctx, self->line, arena,
                     "line %llu is not a JSON object",
                     (unsigned long long)self->line);
    } else {
        uint32_t n = 0;
        const stm_field *fields = stm_fields_from_json(object, text, arena, &n);
        if (fields == NULL)
            status = stm_fail(err, STM_ERR_NOMEM, 0, "out of memory");
        else
            stm_raw_take_fields(raw, self->ctx, self->line, fields, n, arena);
    }
    json_object_put(object);
    return status;
}

/* What to give when the lines are at their end. */
static stm_status end_of_lines(jsonl *self, stm_arena *arena, stm_raw *out,
                               bool *more, stm_error *err)
{
    const stm_error *failure = &self->stream->failure;
    if (failure->status == STM_ERR_NOMEM)
        return stm_fail(err, STM_ERR_NOMEM, 0, "out of memory");
    if (failure->status != STM_OK && !self->failed) {
        self->failed = true;
        stm_raw_begin(out, &self->at.place, arena);
        out->offset = failure->pos;
        stm_raw_fail(out, self->ctx, self->line, arena, "after line %llu: %s",
                     (unsigned long long)self->line, failure->text);
        *more = true;
    } else if (!self->any && !self->failed) {
        self->any = true;
        stm_raw_begin(out, &self->at.place, arena);
        stm_sha256(STM_LIT(""), out->sha256);
        out->status = STM_RECORD_EMPTY;
        out->reason = STM_LIT("no lines in it");
        *more = true;
    }
    return STM_OK;
}

static stm_status next_jsonl(void *own, stm_arena *arena, stm_raw *out,
                             bool *more, stm_error *err)
{
    jsonl *self = own;
    *more = false;
    stm_slice line;
    bool cut = false;
    uint64_t begin = 0;
    if (!next_line(self, &line, &begin, &cut))
        return end_of_lines(self, arena, out, more, err);
    self->any = true;
    *more = true;
    stm_raw_begin(out, &self->at.place, arena);
    out->kind = STM_RAW_FIELDS;
    out->offset = begin;
    if (cut) {
        stm_raw_fail(out, self->ctx, self->line, arena,
                     "line %llu is longer than the limit",
                     (unsigned long long)self->line);
        return STM_OK;
    }
    stm_sha256(line, out->sha256);
    out->bytes = stm_arena_copy(arena, line);
    out->encoding = STM_LIT("UTF-8");
    if (arena->failed)
        return stm_fail(err, STM_ERR_NOMEM, 0, "out of memory");
    return take_line(self, out, out->bytes, arena, err);
}

static void free_jsonl(void *own)
{
    jsonl *self = own;
    if (self->tokener != NULL)
        json_tokener_free(self->tokener);
    stm_stream_free(self->stream);
    stm_kept_place_release(&self->at);
    stm_free(self);
}

static const stm_source_class jsonl_class = {next_jsonl, free_jsonl};

stm_status stm_source_open_jsonl(const stm_read_ctx *ctx,
                                 const stm_read_place *place,
                                 stm_stream *stream, stm_source *out,
                                 stm_error *err)
{
    jsonl *self = stm_alloc(1, sizeof *self);
    if (self == NULL) {
        stm_stream_free(stream);
        return stm_fail(err, STM_ERR_NOMEM, 0, "out of memory");
    }
    self->ctx = ctx;
    self->stream = stream;
    self->tokener = stm_json_tokener_new();
    stm_status status = stm_kept_place_init(&self->at, place, err);
    if (status == STM_OK && self->tokener == NULL)
        status = stm_fail(err, STM_ERR_NOMEM, 0, "out of memory");
    if (status != STM_OK) {
        free_jsonl(self);
        return status;
    }
    *out = (stm_source){&jsonl_class, self};
    return STM_OK;
}
