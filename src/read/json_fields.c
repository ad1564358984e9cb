#include "read/json_fields.h"

#include <math.h>

#include "base/utf8.h"
#include "read/json_scan.h"

#include "base/banned.h"

struct json_tokener *stm_json_tokener_new(void)
{
    struct json_tokener *tokener = json_tokener_new_ex(STM_JSON_MAX_DEPTH);
    if (tokener != NULL)
        json_tokener_set_flags(tokener, JSON_TOKENER_STRICT |
                                            JSON_TOKENER_VALIDATE_UTF8);
    return tokener;
}

/* Strings may hold NUL by "\u0000", and what json-c made of lone surrogates. */
static stm_slice string_of(struct json_object *value, stm_arena *arena)
{
    const char *s = json_object_get_string(value);
    const int len = json_object_get_string_len(value);
    if (s == NULL || len <= 0)
        return (stm_slice){NULL, 0};
    return stm_utf8_repair(stm_arena_copy(arena, stm_slice_of(s, (size_t)len)),
                           arena);
}

static stm_slice scalar(struct json_object *value, stm_arena *arena)
{
    switch (json_object_get_type(value)) {
    case json_type_string:
        return string_of(value, arena);
    case json_type_int:
    case json_type_double:
    case json_type_boolean:
        return stm_arena_copy(
            arena, stm_slice_from_cstr(json_object_get_string(value)));
    case json_type_object: {
        static const char *const keys[] = {"name", "title", "value"};
        for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++) {
            struct json_object *inner;
            if (json_object_object_get_ex(value, keys[i], &inner) &&
                json_object_is_type(inner, json_type_string))
                return string_of(inner, arena);
        }
        return (stm_slice){NULL, 0};
    }
    default:
        return (stm_slice){NULL, 0};
    }
}

stm_slice stm_text_from_json(struct json_object *value, stm_slice between,
                             stm_arena *arena)
{
    if (!json_object_is_type(value, json_type_array))
        return scalar(value, arena);
    stm_buf buf;
    stm_buf_init(&buf, SIZE_MAX / 2);
    const size_t n = json_object_array_length(value);
    for (size_t i = 0; i < n; i++) {
        const stm_slice item =
            scalar(json_object_array_get_idx(value, i), arena);
        if (item.len == 0)
            continue;
        if (buf.len > 0)
            stm_buf_add(&buf, between);
        stm_buf_add(&buf, item);
    }
    const stm_slice text = stm_arena_copy(arena, stm_buf_slice(&buf));
    if (buf.status != STM_OK)
        arena->failed = true;
    stm_buf_release(&buf);
    return text;
}

static const char *echo_of(struct json_object *value)
{
    const bool is_nan = json_object_is_type(value, json_type_double) &&
                        !isfinite(json_object_get_double(value));
    return value == NULL || is_nan
               ? "null"
               : json_object_to_json_string_ext(
                     value,
                     JSON_C_TO_STRING_PLAIN | JSON_C_TO_STRING_NOSLASHESCAPE);
}

/* Fills `json` of the last field of that name, walking the text along. */
static void take_written(stm_field *fields, uint32_t n, stm_slice text,
                         stm_arena *arena)
{
    stm_json_scan in = {text, 0};
    stm_json_skip_space(&in);
    in.at++; /* the brace */
    uint32_t next = 0;
    while (in.at < text.len) {
        stm_json_skip_space(&in);
        if (in.at >= text.len || text.ptr[in.at] != '"')
            return;
        const size_t key = in.at + 1;
        stm_json_skip_string(&in);
        const stm_slice name = stm_slice_sub(text, key, in.at - 1);
        stm_json_skip_space(&in);
        in.at++; /* the colon */
        stm_json_skip_space(&in);
        const size_t begin = in.at;
        const bool plain = stm_json_skip_value(&in);
        const stm_slice value =
            stm_slice_trim(stm_slice_sub(text, begin, in.at));
        /* json-c keeps the order of first sight, so search from there */
        for (uint32_t i = 0; plain && i < n; i++) {
            const uint32_t f = (next + i) % n;
            if (!stm_slice_eq(fields[f].name, name))
                continue;
            fields[f].json = stm_arena_copy(arena, value);
            next = f + 1;
            break;
        }
        in.at++; /* the comma or the closing brace */
    }
}

stm_field *stm_fields_from_json(struct json_object *object, stm_slice text,
                                stm_arena *arena, uint32_t *n_fields)
{
    const uint32_t n = (uint32_t)json_object_object_length(object);
    stm_field *fields = stm_arena_alloc(arena, n, sizeof *fields);
    if (fields == NULL)
        return NULL;
    uint32_t i = 0;
    struct json_object_iterator it = json_object_iter_begin(object);
    const struct json_object_iterator end = json_object_iter_end(object);
    for (; !json_object_iter_equal(&it, &end) && i < n; i++) {
        const stm_slice name =
            stm_slice_from_cstr(json_object_iter_peek_name(&it));
        struct json_object *value = json_object_iter_peek_value(&it);
        const bool people =
            stm_slice_ifind(name, STM_LIT("author"), 0) != STM_SLICE_NPOS ||
            stm_slice_ieq(name, STM_LIT("creator")) ||
            stm_slice_ieq(name, STM_LIT("byline"));
        const bool prose =
            stm_slice_ifind(name, STM_LIT("text"), 0) != STM_SLICE_NPOS ||
            stm_slice_ieq(name, STM_LIT("body")) ||
            stm_slice_ieq(name, STM_LIT("content"));
        fields[i].name = stm_arena_copy(arena, name);
        fields[i].value = stm_text_from_json(value,
                                             people  ? STM_LIT("\x1F")
                                             : prose ? STM_LIT("\n\n")
                                                     : STM_LIT(", "),
                                             arena);
        fields[i].json =
            stm_arena_copy(arena, stm_slice_from_cstr(echo_of(value)));
        json_object_iter_next(&it);
    }
    take_written(fields, i, text, arena);
    *n_fields = i;
    return arena->failed ? NULL : fields;
}
