#include "extract/page_hints.h"

#include <json-c/json.h>
#include <string.h>

#include "base/utf8.h"

#include "base/banned.h"

enum { MAX_BODY_BYTES = 1 << 20 };

/* The JSON string that begins at `at` of `json`, decoded; "" for none. */
static stm_slice string_at(stm_slice json, size_t at, stm_arena *arena)
{
    while (at < json.len && (stm_is_space(json.ptr[at]) || json.ptr[at] == ':'))
        at++;
    if (at >= json.len || json.ptr[at] != '"')
        return (stm_slice){0};
    size_t end = at + 1;
    while (end < json.len && json.ptr[end] != '"' &&
           end - at < MAX_BODY_BYTES) {
        end += json.ptr[end] == '\\' ? 2u : 1u;
    }
    if (end >= json.len || json.ptr[end] != '"')
        return (stm_slice){0};
    struct json_tokener *tok = json_tokener_new();
    if (tok == NULL) {
        arena->failed = true;
        return (stm_slice){0};
    }
    struct json_object *value = json_tokener_parse_ex(
        tok, (const char *)json.ptr + at, (int)(end + 1 - at));
    stm_slice text = {0};
    if (json_object_is_type(value, json_type_string))
        text = stm_arena_copy(
            arena, stm_slice_of(json_object_get_string(value),
                                (size_t)json_object_get_string_len(value)));
    json_object_put(value);
    json_tokener_free(tok);
    return text;
}

/* Tags inside the string become spaces: some sites put HTML there. */
static stm_slice without_tags(stm_slice text, stm_arena *arena)
{
    if (stm_slice_find_byte(text, '<', 0) == STM_SLICE_NPOS)
        return text;
    uint8_t *out = stm_arena_alloc(arena, text.len, 1);
    if (out == NULL)
        return (stm_slice){0};
    bool inside = false;
    for (size_t i = 0; i < text.len; i++) {
        const bool opens = text.ptr[i] == '<' && i + 1 < text.len &&
                           !stm_is_space(text.ptr[i + 1]);
        inside |= opens;
        out[i] = inside ? ' ' : text.ptr[i];
        inside = inside && text.ptr[i] != '>';
    }
    return stm_slice_of(out, text.len);
}

/* "isAccessibleForFree": false, also as a string. */
static bool says_not_free(stm_slice json)
{
    const stm_slice key = STM_LIT("isAccessibleForFree\"");
    size_t at = stm_slice_find(json, key, 0);
    if (at == STM_SLICE_NPOS)
        return false;
    at += key.len;
    while (at < json.len && (stm_is_space(json.ptr[at]) ||
                             json.ptr[at] == ':' || json.ptr[at] == '"'))
        at++;
    return stm_slice_istarts(stm_slice_sub(json, at, json.len),
                             STM_LIT("false"));
}

/* True for a URL without a path, or of an index page. */
static bool is_root_url(stm_slice url)
{
    const size_t host = stm_slice_find(url, STM_LIT("//"), 0);
    if (host == STM_SLICE_NPOS)
        return false;
    const size_t slash = stm_slice_find_byte(url, '/', host + 2);
    const stm_slice path = slash == STM_SLICE_NPOS
                               ? (stm_slice){0}
                               : stm_slice_sub(url, slash + 1, url.len);
    return path.len == 0 || stm_slice_istarts(path, STM_LIT("index."));
}

static void look_at_script(stm_page_hints *h, const stm_html *html,
                           uint32_t script, stm_arena *arena)
{
    const uint32_t child = stm_html_first_child(html, script);
    const stm_slice type = stm_html_attr_get(html, script, STM_LIT("type"));
    if (child == STM_NONE || !stm_slice_istarts(stm_slice_trim(type),
                                                STM_LIT("application/ld+json")))
        return;
    const stm_slice json = html->nodes[child].text;
    const stm_slice key = STM_LIT("\"articleBody\"");
    size_t at = 0;
    while ((at = stm_slice_find(json, key, at)) != STM_SLICE_NPOS) {
        at += key.len;
        const stm_slice body = string_at(json, at, arena);
        if (body.len > h->body.len) {
            h->body = without_tags(stm_utf8_repair(body, arena), arena);
            h->body_at = script;
        }
    }
    h->is_not_free |= says_not_free(json);
    h->is_article |=
        stm_slice_find(json, STM_LIT("Article\""), 0) != STM_SLICE_NPOS;
}

static bool add_title(stm_page_hints *h, stm_slice text)
{
    size_t at = 0;
    for (;;) {
        const stm_slice word = stm_word_next(text, &at);
        if (word.len == 0)
            return true;
        if (stm_u64map_put(&h->title_set, stm_word_hash(word), 1, NULL) == NULL)
            return false;
    }
}

static bool look_at_meta(stm_page_hints *h, const stm_html *html, uint32_t meta)
{
    stm_slice name = stm_html_attr_get(html, meta, STM_LIT("property"));
    if (name.len == 0)
        name = stm_html_attr_get(html, meta, STM_LIT("name"));
    const stm_slice value = stm_html_attr_get(html, meta, STM_LIT("content"));
    if (stm_slice_ieq(name, STM_LIT("og:url")))
        h->is_root |= is_root_url(value);
    if (stm_slice_ieq(name, STM_LIT("og:type")))
        h->is_article |= stm_slice_ieq(value, STM_LIT("article"));
    if (stm_slice_ieq(name, STM_LIT("description")) ||
        stm_slice_ieq(name, STM_LIT("og:description")))
        return stm_shingles_add(&h->lead_set, value);
    if (stm_slice_ieq(name, STM_LIT("og:title")))
        return add_title(h, value);
    return true;
}

stm_status stm_page_hints_from_html(const stm_html *html, stm_arena *arena,
                                    stm_page_hints *out)
{
    bool ok = true;
    memset(out, 0, sizeof(*out));
    out->body_at = STM_NONE;
    stm_u64map_init(&out->body_set);
    stm_u64map_init(&out->lead_set);
    stm_u64map_init(&out->title_set);
    for (uint32_t i = 0; ok && i < html->n_nodes; i++) {
        const uint16_t tag = html->nodes[i].tag;
        if (tag == STM_TAG_SCRIPT)
            look_at_script(out, html, i, arena);
        else if (tag == STM_TAG_IMG)
            out->n_images++;
        else if (tag == STM_TAG_META)
            ok = look_at_meta(out, html, i);
        else if (tag == STM_TAG_TITLE && html->nodes[i].end_node > i + 1)
            ok = add_title(out, html->nodes[i + 1].text);
    }
    ok = ok && stm_shingles_add(&out->body_set, out->body);
    return ok && !arena->failed ? STM_OK : STM_ERR_NOMEM;
}

void stm_page_hints_release(stm_page_hints *self)
{
    stm_u64map_release(&self->body_set);
    stm_u64map_release(&self->lead_set);
    stm_u64map_release(&self->title_set);
}
