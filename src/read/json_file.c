/*
 * A JSON document: one article, a list of them, or an object that holds such
 * a list, as JSON Feed (jsonfeed.org/version/1.1) and news services give it.
 * The document is parted by scanning and each article is parsed by itself, so
 * that a damaged one costs no other.
 */
#include <string.h>

#include "base/alloc.h"
#include "base/utf8.h"
#include "read/json_fields.h"
#include "read/json_scan.h"

#include "base/banned.h"

typedef struct json_file {
    const stm_read_ctx *ctx;
    stm_kept_place at;
    stm_stream *stream;
    stm_arena own; /* the document */
    struct json_tokener *tokener;
    stm_json_scan in; /* where the next article begins */
    stm_slice title;  /* of the feed: its articles' outlet */
    stm_slice language;
    bool is_open;
    bool is_list; /* `in` is inside a list */
    bool any;
} json_file;

static bool is_at(const stm_json_scan *in, uint8_t c)
{
    return in->at < in->s.len && in->s.ptr[in->at] == c;
}

/* A string's content where nothing in it is escaped, else "". */
static stm_slice plain_string(stm_slice value)
{
    if (value.len < 2 || value.ptr[0] != '"' ||
        stm_slice_find_byte(value, '\\', 0) != STM_SLICE_NPOS)
        return (stm_slice){NULL, 0};
    return stm_slice_sub(value, 1, value.len - 1);
}

/* What lists of articles are called. */
static bool is_list_name(stm_slice name)
{
    static const char *const names[] = {"items", "articles", "results",
                                        "documents", "stories"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (stm_slice_eq(name, stm_slice_from_cstr(names[i])))
            return true;
    }
    return false;
}

/* Names that an article has and a list of them has not. */
static bool is_text_name(stm_slice name)
{
    static const char *const names[] = {"text", "maintext", "body", "content",
                                        "content_text"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (stm_slice_eq(name, stm_slice_from_cstr(names[i])))
            return true;
    }
    return false;
}

/* True where a list holds objects, or nothing. */
static bool is_list_of_objects(stm_slice value)
{
    stm_json_scan in = {value, 0};
    if (!is_at(&in, '['))
        return false;
    in.at++;
    stm_json_skip_space(&in);
    return is_at(&in, '{') || is_at(&in, ']');
}

/*
 * Goes through the members of the object at `in`; where one is a list of
 * articles, and the object is none itself, *list is its place.
 */
static void look_into_object(json_file *self, stm_json_scan in, stm_slice *list)
{
    bool is_article = false;
    in.at++; /* the brace */
    while (in.at < in.s.len && !is_article) {
        stm_json_skip_space(&in);
        if (!is_at(&in, '"'))
            return;
        const size_t key = in.at + 1;
        stm_json_skip_string(&in);
        const stm_slice name = stm_slice_sub(in.s, key, in.at - 1);
        stm_json_skip_space(&in);
        in.at++; /* the colon */
        stm_json_skip_space(&in);
        const size_t begin = in.at;
        (void)stm_json_skip_value(&in);
        const stm_slice value =
            stm_slice_trim(stm_slice_sub(in.s, begin, in.at));
        if (list->len == 0 && is_list_name(name) && is_list_of_objects(value))
            *list = value;
        else if (is_text_name(name))
            is_article = true;
        else if (stm_slice_eq(name, STM_LIT("title")))
            self->title = plain_string(value);
        else if (stm_slice_eq(name, STM_LIT("language")))
            self->language = plain_string(value);
        in.at++; /* the comma or the closing brace */
    }
    if (is_article)
        *list = (stm_slice){NULL, 0};
}

/* Finds where the articles stand; false, with *out filled, where it cannot. */
static stm_status open_document(json_file *self, stm_arena *arena, stm_raw *out,
                                bool *given, stm_error *err)
{
    self->is_open = true;
    bool cut = false;
    const stm_slice all =
        stm_stream_rest(self->stream, self->ctx->opts.max_document_bytes, &cut);
    const stm_error *failure = &self->stream->failure;
    if (failure->status == STM_ERR_NOMEM)
        return stm_fail(err, STM_ERR_NOMEM, 0, "out of memory");
    *given = cut || failure->status != STM_OK;
    if (*given) {
        stm_raw_begin(out, &self->at.place, arena);
        out->offset = cut ? 0 : failure->pos;
        if (cut)
            stm_raw_fail(out, self->ctx, 0, arena,
                         "larger than the limit of %zu bytes",
                         self->ctx->opts.max_document_bytes);
        else
            stm_raw_fail(out, self->ctx, 0, arena, "%s", failure->text);
        return STM_OK;
    }
    self->in.s = stm_utf8_repair(stm_arena_copy(&self->own, all), &self->own);
    if (self->own.failed)
        return stm_fail(err, STM_ERR_NOMEM, 0, "out of memory");
    if (stm_slice_starts(self->in.s, STM_LIT("\xEF\xBB\xBF")))
        self->in.at = 3;
    stm_json_skip_space(&self->in);
    stm_slice list = {NULL, 0};
    if (is_at(&self->in, '{'))
        look_into_object(self, self->in, &list);
    else if (is_at(&self->in, '['))
        list = stm_slice_sub(self->in.s, self->in.at, self->in.s.len);
    if (list.len > 0) {
        self->is_list = true;
        self->in.at = (size_t)(list.ptr - self->in.s.ptr) + 1;
    } else {
        self->title = self->language = (stm_slice){NULL, 0};
    }
    return STM_OK;
}

/* What the feed says of all its articles fills what one does not say. */
static void take_feed(const json_file *self, stm_raw *raw, stm_arena *arena)
{
    if (raw->fields.outlet.len == 0)
        raw->fields.outlet = stm_arena_copy(arena, self->title);
    if (raw->fields.language.len == 0)
        raw->fields.language = stm_arena_copy(arena, self->language);
}

static stm_status take_article(json_file *self, stm_raw *raw, stm_arena *arena,
                               stm_error *err)
{
    const stm_slice text = raw->bytes;
    json_tokener_reset(self->tokener);
    struct json_object *object = json_tokener_parse_ex(
        self->tokener, (const char *)text.ptr, (int)text.len);
    const enum json_tokener_error code = json_tokener_get_error(self->tokener);
    stm_status status = STM_OK;
    if (code != json_tokener_success ||
        !json_object_is_type(object, json_type_object)) {
        stm_raw_fail(
            raw, self->ctx, 0, arena, "not a JSON object: %s",
            code == json_tokener_success ? "something else stands in its place"
            : code == json_tokener_continue ? "it ends too early"
                                            : json_tokener_error_desc(code));
    } else {
        uint32_t n = 0;
        const stm_field *fields = stm_fields_from_json(object, text, arena, &n);
        if (fields == NULL)
            status = stm_fail(err, STM_ERR_NOMEM, 0, "out of memory");
        else
            stm_raw_take_fields(raw, self->ctx, 0, fields, n, arena);
        take_feed(self, raw, arena);
    }
    json_object_put(object);
    return status;
}

/* The span of the next article; false where there is none. */
static bool next_span(json_file *self, size_t *begin, size_t *end)
{
    stm_json_scan *in = &self->in;
    stm_json_skip_space(in);
    while (is_at(in, ',')) {
        in->at++;
        stm_json_skip_space(in);
    }
    if (in->at >= in->s.len || (self->is_list && is_at(in, ']')))
        return false;
    *begin = in->at;
    (void)stm_json_skip_value(in);
    if (in->at > in->s.len)
        in->at = in->s.len;
    if (in->at == *begin)
        in->at++; /* a bracket that closes nothing */
    *end = in->at;
    return true;
}

static stm_status next_json(void *own, stm_arena *arena, stm_raw *out,
                            bool *more, stm_error *err)
{
    json_file *self = own;
    *more = false;
    if (!self->is_open) {
        STM_TRY(open_document(self, arena, out, more, err));
        self->any = *more;
        if (*more)
            return STM_OK;
    }
    size_t begin = 0;
    size_t end = 0;
    const bool found = next_span(self, &begin, &end);
    *more = found || !self->any;
    if (!*more)
        return STM_OK;
    self->any = true;
    stm_raw_begin(out, &self->at.place, arena);
    if (!found) {
        out->status = STM_RECORD_EMPTY;
        out->reason = STM_LIT("no articles in it");
        return STM_OK;
    }
    out->kind = STM_RAW_FIELDS;
    out->offset = begin;
    const stm_slice text =
        stm_slice_trim(stm_slice_sub(self->in.s, begin, end));
    stm_sha256(text, out->sha256);
    out->bytes = stm_arena_copy(arena, text);
    out->encoding = STM_LIT("UTF-8");
    if (arena->failed)
        return stm_fail(err, STM_ERR_NOMEM, 0, "out of memory");
    return take_article(self, out, arena, err);
}

static void free_json(void *own)
{
    json_file *self = own;
    if (self->tokener != NULL)
        json_tokener_free(self->tokener);
    stm_stream_free(self->stream);
    stm_arena_release(&self->own);
    stm_kept_place_release(&self->at);
    stm_free(self);
}

static const stm_source_class json_class = {next_json, free_json};

stm_status stm_source_open_json(const stm_read_ctx *ctx,
                                const stm_read_place *place, stm_stream *stream,
                                stm_source *out, stm_error *err)
{
    json_file *self = stm_alloc(1, sizeof *self);
    if (self == NULL) {
        stm_stream_free(stream);
        return stm_fail(err, STM_ERR_NOMEM, 0, "out of memory");
    }
    self->ctx = ctx;
    self->stream = stream;
    stm_arena_init(&self->own, SIZE_MAX);
    self->tokener = stm_json_tokener_new();
    stm_status status = stm_kept_place_init(&self->at, place, err);
    if (status == STM_OK && self->tokener == NULL)
        status = stm_fail(err, STM_ERR_NOMEM, 0, "out of memory");
    if (status != STM_OK) {
        free_json(self);
        return status;
    }
    *out = (stm_source){&json_class, self};
    return STM_OK;
}
