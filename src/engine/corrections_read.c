#include <json-c/json.h>

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/file.h"
#include "base/utf8.h"
#include "engine/corrections.h"
#include "read/json_fields.h"

#include "base/banned.h"

/* A file holds at most so many corrections, and bytes. */
enum { most_corrections = 100000, max_file_bytes = 16 << 20 };

typedef struct reader {
    stm_run *run;
    stm_correction *items; /* on the heap */
    uint32_t n;
    uint32_t cap;
    bool is_kept;   /* lines of an archive */
    bool is_strict; /* what is no correction is an error */
} reader;

static stm_status keep(reader *r, stm_correction c, stm_error *err)
{
    if (r->n == most_corrections)
        return stm_fail(err, STM_ERR_LIMIT, 0, "more than %d corrections",
                        (int)most_corrections);
    if (!stm_grow(&r->items, &r->cap, r->n + 1, sizeof *r->items))
        return stm_fail(err, STM_ERR_NOMEM, 0, "out of memory");
    r->items[r->n++] = c;
    return STM_OK;
}

static bool get_text(const reader *r, struct json_object *o, const char *key,
                     stm_slice *out)
{
    struct json_object *v = NULL;
    if (!json_object_object_get_ex(o, key, &v) ||
        !json_object_is_type(v, json_type_string))
        return false;
    const stm_slice text = stm_slice_of(json_object_get_string(v),
                                        (size_t)json_object_get_string_len(v));
    *out = stm_arena_copy(&r->run->arena, text);
    return out->len > 0;
}

static bool get_number(struct json_object *o, const char *key, uint32_t *out)
{
    struct json_object *v = NULL;
    if (!json_object_object_get_ex(o, key, &v) ||
        !json_object_is_type(v, json_type_int))
        return false;
    const int64_t n = json_object_get_int64(v);
    if (n < 0 || n > UINT32_MAX)
        return false;
    *out = (uint32_t)n;
    return true;
}

static bool get_place(const reader *r, struct json_object *o, stm_place *out)
{
    return json_object_is_type(o, json_type_object) &&
           get_text(r, o, "article", &out->id) &&
           get_number(o, "begin", &out->begin) &&
           get_number(o, "end", &out->end) && out->begin < out->end;
}

/* "apart" and "together": an array of two places. */
static bool get_places(const reader *r, struct json_object *o, const char *key,
                       stm_correction *c)
{
    struct json_object *v = NULL;
    return json_object_object_get_ex(o, key, &v) &&
           json_object_is_type(v, json_type_array) &&
           json_object_array_length(v) == 2 &&
           get_place(r, json_object_array_get_idx(v, 0), &c->a) &&
           get_place(r, json_object_array_get_idx(v, 1), &c->b);
}

static bool is_true(struct json_object *o, const char *key)
{
    struct json_object *v = NULL;
    return json_object_object_get_ex(o, key, &v) &&
           json_object_is_type(v, json_type_boolean) &&
           json_object_get_boolean(v);
}

static bool get_date(const reader *r, struct json_object *o, stm_correction *c)
{
    stm_slice text;
    if (!get_text(r, o, "date", &c->a.id) ||
        !get_text(r, o, "published", &text))
        return false;
    c->date = stm_date_from_iso(text);
    return c->date.precision >= STM_DATE_DAY;
}

/* What one object says; false where that is no correction. */
static bool understand(const reader *r, struct json_object *o,
                       stm_correction *c)
{
    (void)get_text(r, o, "note", &c->note);
    if (get_places(r, o, "apart", c))
        c->kind = STM_CORRECTION_APART;
    else if (get_places(r, o, "together", c))
        c->kind = STM_CORRECTION_TOGETHER;
    else if (get_date(r, o, c))
        c->kind = STM_CORRECTION_DATE;
    else if (get_text(r, o, "story", &c->a.id) &&
             get_text(r, o, "with", &c->b.id))
        c->kind = STM_CORRECTION_STORY;
    else if (get_text(r, o, "story", &c->a.id) && is_true(o, "alone"))
        c->kind = STM_CORRECTION_ALONE;
    else if (get_text(r, o, "speaker", &c->name) &&
             get_text(r, o, "is", &c->other))
        c->kind = STM_CORRECTION_SPEAKER;
    else if (get_text(r, o, "speaker", &c->name) &&
             get_text(r, o, "is-not", &c->other))
        c->kind = STM_CORRECTION_SPLIT;
    else
        return false;
    return true;
}

static stm_status take_line(reader *r, struct json_tokener *tokener,
                            stm_slice line, uint32_t number, stm_error *err)
{
    stm_correction c = {.line = number, .is_kept = r->is_kept, .text = line};
    c.a.article = c.b.article = STM_NONE;
    json_tokener_reset(tokener);
    struct json_object *o =
        json_tokener_parse_ex(tokener, (const char *)line.ptr, (int)line.len);
    const bool is_whole =
        json_tokener_get_error(tokener) == json_tokener_success &&
        json_tokener_get_parse_end(tokener) >= line.len;
    stm_status status = STM_OK;
    if (is_whole && json_object_is_type(o, json_type_object) &&
        understand(r, o, &c))
        status = keep(r, c, err);
    else if (r->is_strict)
        status =
            stm_fail(err, STM_ERR_USAGE, number,
                     "line %u is not a correction; nothing was kept", number);
    else
        stm_diags_add(&r->run->diags, STM_SEVERITY_WARNING,
                      r->is_kept
                          ? STM_LIT("the archive's corrections")
                          : stm_slice_from_cstr(r->run->options.corrections),
                      STM_NO_OFFSET, number,
                      is_whole ? "not a correction; passed over"
                               : "not JSON; passed over");
    json_object_put(o);
    return status;
}

static stm_status take_lines(reader *r, stm_slice text, stm_error *err)
{
    struct json_tokener *tokener = stm_json_tokener_new();
    if (tokener == NULL)
        return stm_fail(err, STM_ERR_NOMEM, 0, "out of memory");
    stm_status status = STM_OK;
    uint32_t number = 0;
    for (size_t at = 0; at < text.len && status == STM_OK;) {
        size_t end = stm_slice_find_byte(text, '\n', at);
        if (end == STM_SLICE_NPOS)
            end = text.len;
        const stm_slice line = stm_slice_trim(stm_slice_sub(text, at, end));
        at = end + 1;
        number++;
        if (line.len > 0 && line.ptr[0] != '#')
            status = take_line(r, tokener, line, number, err);
    }
    json_tokener_free(tokener);
    return status;
}

static stm_status read_file(reader *r, stm_error *err)
{
    if (r->run->options.corrections == NULL)
        return STM_OK;
    stm_buf file;
    stm_buf_init(&file, max_file_bytes);
    stm_status status = stm_file_read(r->run->options.corrections, &file, err);
    if (status == STM_OK) {
        const stm_slice copy =
            stm_arena_copy(&r->run->arena, stm_buf_slice(&file));
        status = take_lines(r, stm_utf8_repair(copy, &r->run->arena), err);
    }
    stm_buf_release(&file);
    return status;
}

static bool take_digits(stm_slice s, size_t *at, uint32_t *out)
{
    uint64_t n = 0;
    const size_t from = *at;
    while (*at < s.len && stm_is_digit(s.ptr[*at]) && n < UINT32_MAX)
        n = n * 10 + (uint64_t)(s.ptr[(*at)++] - '0');
    *out = (uint32_t)n;
    return *at > from && n < UINT32_MAX;
}

/* "c12:0-3". */
static bool read_undo(stm_slice s, stm_correction *c)
{
    const size_t colon = stm_slice_find_byte(s, ':', 0);
    if (colon == STM_SLICE_NPOS || colon == 0)
        return false;
    size_t at = colon + 1;
    c->claim = stm_slice_sub(s, 0, colon);
    if (!take_digits(s, &at, &c->mention_a) || at >= s.len || s.ptr[at] != '-')
        return false;
    at++;
    return take_digits(s, &at, &c->mention_b) && at == s.len &&
           c->mention_a != c->mention_b;
}

/* The options' merges to undo, parted by commas. */
static stm_status read_undone(reader *r, stm_error *err)
{
    const stm_slice all = stm_slice_from_cstr(r->run->options.undo);
    stm_status status = STM_OK;
    for (size_t at = 0; at < all.len && status == STM_OK;) {
        size_t end = stm_slice_find_byte(all, ',', at);
        if (end == STM_SLICE_NPOS)
            end = all.len;
        stm_correction c = {.kind = STM_CORRECTION_UNDO};
        c.a.article = c.b.article = STM_NONE;
        if (!read_undo(stm_slice_trim(stm_slice_sub(all, at, end)), &c))
            return stm_fail(err, STM_ERR_USAGE, at,
                            "a merge is named like c12:0-3");
        status = keep(r, c, err);
        at = end + 1;
    }
    return status;
}

stm_status stm_corrections_read(stm_run *run, stm_error *err)
{
    reader r = {.run = run};
    stm_status status = read_file(&r, err);
    if (status == STM_OK)
        status = read_undone(&r, err);
    run->corrections = stm_arena_copy_array(&run->arena, r.items, r.n,
                                            sizeof *run->corrections);
    run->n_corrections = r.n;
    stm_free(r.items);
    if (status == STM_OK && run->arena.failed)
        status = stm_fail(err, STM_ERR_NOMEM, 0, "out of memory");
    return status;
}

stm_status stm_corrections_recall(stm_run *run, stm_error *err)
{
    if (run->archive == NULL)
        return STM_OK;
    reader r = {.run = run, .is_kept = true};
    stm_buf lines;
    stm_buf_init(&lines, max_file_bytes);
    stm_status status = stm_archive_corrections(run->archive, &lines, err);
    if (status == STM_OK)
        status = take_lines(
            &r, stm_arena_copy(&run->arena, stm_buf_slice(&lines)), err);
    stm_buf_release(&lines);
    for (uint32_t i = 0; i < run->n_corrections && status == STM_OK; i++)
        status = keep(&r, run->corrections[i], err);
    if (status == STM_OK) {
        run->corrections = stm_arena_copy_array(&run->arena, r.items, r.n,
                                                sizeof *run->corrections);
        run->n_corrections = r.n;
        if (run->arena.failed)
            status = stm_fail(err, STM_ERR_NOMEM, 0, "out of memory");
    }
    stm_free(r.items);
    return status;
}

stm_status stm_corrections_check(stm_run *run, stm_slice text, stm_slice **out,
                                 uint32_t *n_out, stm_error *err)
{
    reader r = {.run = run, .is_strict = true};
    const stm_slice copy = stm_arena_copy(&run->arena, text);
    stm_status status = take_lines(&r, stm_utf8_repair(copy, &run->arena), err);
    stm_slice *lines = stm_arena_alloc(&run->arena, r.n, sizeof *lines);
    if (status == STM_OK && run->arena.failed)
        status = stm_fail(err, STM_ERR_NOMEM, 0, "out of memory");
    for (uint32_t i = 0; i < r.n && status == STM_OK; i++)
        lines[i] = r.items[i].text;
    if (status == STM_OK) {
        *out = lines;
        *n_out = r.n;
    }
    stm_free(r.items);
    return status;
}
