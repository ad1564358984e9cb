#include "extract/json_ld.h"

#include <string.h>

#include <json.h>

#include "base/utf8.h"

#include "base/banned.h"

#define MAX_DEPTH 24
#define MAX_STACK 512u
#define MAX_SCRIPT ((size_t)2 << 20)

/* An object yet to be read. */
typedef struct pending {
    struct json_object *value;
    bool is_nested;
} pending;

typedef struct reader {
    stm_arena *arena;
    stm_ld *out;
    pending stack[MAX_STACK]; /* document order from the top */
    uint32_t n;
} reader;

/* Names of U+00A0 to U+00FF. */
static const char *const latin_names[] = {
    "nbsp",   "iexcl",  "cent",   "pound",  "curren", "yen",    "brvbar",
    "sect",   "uml",    "copy",   "ordf",   "laquo",  "not",    "shy",
    "reg",    "macr",   "deg",    "plusmn", "sup2",   "sup3",   "acute",
    "micro",  "para",   "middot", "cedil",  "sup1",   "ordm",   "raquo",
    "frac14", "frac12", "frac34", "iquest", "Agrave", "Aacute", "Acirc",
    "Atilde", "Auml",   "Aring",  "AElig",  "Ccedil", "Egrave", "Eacute",
    "Ecirc",  "Euml",   "Igrave", "Iacute", "Icirc",  "Iuml",   "ETH",
    "Ntilde", "Ograve", "Oacute", "Ocirc",  "Otilde", "Ouml",   "times",
    "Oslash", "Ugrave", "Uacute", "Ucirc",  "Uuml",   "Yacute", "THORN",
    "szlig",  "agrave", "aacute", "acirc",  "atilde", "auml",   "aring",
    "aelig",  "ccedil", "egrave", "eacute", "ecirc",  "euml",   "igrave",
    "iacute", "icirc",  "iuml",   "eth",    "ntilde", "ograve", "oacute",
    "ocirc",  "otilde", "ouml",   "divide", "oslash", "ugrave", "uacute",
    "ucirc",  "uuml",   "yacute", "thorn",  "yuml",
};

/* The character of "&eacute;" or "&#233;" at `at`, and its end; 0: none. */
static uint32_t entity_at(stm_slice s, size_t at, size_t *end)
{
    enum { LONGEST = 10 };
    size_t stop = at + 1;
    while (stop < s.len && stop < at + LONGEST && s.ptr[stop] != ';')
        stop++;
    if (stop >= s.len || s.ptr[stop] != ';')
        return 0;
    const stm_slice name = stm_slice_sub(s, at + 1, stop);
    *end = stop + 1;
    if (name.len > 1 && name.ptr[0] == '#') {
        uint32_t cp = 0;
        for (size_t i = 1; i < name.len; i++) {
            if (!stm_is_digit(name.ptr[i]))
                return 0;
            cp = cp * 10 + (name.ptr[i] - '0');
        }
        return cp >= 0xA0 && cp < 0xD800 ? cp : 0;
    }
    for (uint32_t i = 0; i < sizeof latin_names / sizeof *latin_names; i++)
        if (stm_slice_eq(name, stm_slice_from_cstr(latin_names[i])))
            return 0xA0 + i;
    return 0;
}

/* Of U+00A0 to U+D7FF; the bytes written. */
static size_t put_utf8(uint32_t cp, uint8_t *out)
{
    if (cp < 0x800) {
        out[0] = (uint8_t)(0xC0 | cp >> 6);
        out[1] = (uint8_t)(0x80 | (cp & 0x3F));
        return 2;
    }
    out[0] = (uint8_t)(0xE0 | cp >> 12);
    out[1] = (uint8_t)(0x80 | (cp >> 6 & 0x3F));
    out[2] = (uint8_t)(0x80 | (cp & 0x3F));
    return 3;
}

/* Entities that page builders leave in JSON. No text grows by this. */
static stm_slice unescape(stm_slice s, stm_arena *arena)
{
    static const struct {
        const char *name;
        uint8_t byte;
    } entities[] = {{"&amp;", '&'},   {"&quot;", '"'}, {"&#39;", '\''},
                    {"&#039;", '\''}, {"&lt;", '<'},   {"&gt;", '>'},
                    {"&apos;", '\''}, {"&#34;", '"'},  {"&#x27;", '\''}};
    if (stm_slice_find_byte(s, '&', 0) == STM_SLICE_NPOS)
        return s;
    uint8_t *copy = stm_arena_alloc(arena, s.len, 1);
    if (copy == NULL)
        return s;
    size_t n = 0;
    for (size_t at = 0; at < s.len;) {
        bool is_found = false;
        for (size_t i = 0; i < sizeof entities / sizeof *entities; i++) {
            const stm_slice e = stm_slice_from_cstr(entities[i].name);
            if (stm_slice_starts(stm_slice_sub(s, at, s.len), e)) {
                copy[n++] = entities[i].byte;
                at += e.len;
                is_found = true;
                break;
            }
        }
        size_t end = 0;
        const uint32_t cp =
            !is_found && s.ptr[at] == '&' ? entity_at(s, at, &end) : 0;
        if (cp != 0) {
            n += put_utf8(cp, copy + n);
            at = end;
        } else if (!is_found) {
            copy[n++] = s.ptr[at++];
        }
    }
    return stm_slice_of(copy, n);
}

static stm_slice keep(reader *r, const char *text, size_t len)
{
    const stm_slice copy =
        stm_arena_copy(r->arena, stm_slice_trim(stm_slice_of(text, len)));
    return unescape(stm_utf8_repair(copy, r->arena), r->arena);
}

static stm_slice string_of(reader *r, struct json_object *value)
{
    if (json_object_is_type(value, json_type_array) &&
        json_object_array_length(value) > 0)
        value = json_object_array_get_idx(value, 0);
    if (json_object_is_type(value, json_type_string))
        return keep(r, json_object_get_string(value),
                    (size_t)json_object_get_string_len(value));
    if (json_object_is_type(value, json_type_int)) {
        const char *digits = json_object_get_string(value);
        return keep(r, digits, strlen(digits));
    }
    if (json_object_is_type(value, json_type_object)) {
        static const char *const keys[] = {"@value", "name", "@id"};
        for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
            struct json_object *inner;
            if (json_object_object_get_ex(value, keys[i], &inner) &&
                json_object_is_type(inner, json_type_string))
                return keep(r, json_object_get_string(inner),
                            (size_t)json_object_get_string_len(inner));
        }
    }
    return (stm_slice){NULL, 0};
}

static stm_slice field(reader *r, struct json_object *object, const char *key)
{
    struct json_object *value;
    if (!json_object_object_get_ex(object, key, &value))
        return (stm_slice){NULL, 0};
    return string_of(r, value);
}

static bool type_has(struct json_object *object, const char *word)
{
    struct json_object *type;
    if (!json_object_object_get_ex(object, "@type", &type))
        return false;
    const stm_slice needle = stm_slice_from_cstr(word);
    if (json_object_is_type(type, json_type_array)) {
        for (size_t i = 0; i < json_object_array_length(type); i++) {
            const char *one =
                json_object_get_string(json_object_array_get_idx(type, i));
            if (stm_slice_find(stm_slice_from_cstr(one), needle, 0) !=
                STM_SLICE_NPOS)
                return true;
        }
        return false;
    }
    return stm_slice_find(stm_slice_from_cstr(json_object_get_string(type)),
                          needle, 0) != STM_SLICE_NPOS;
}

static void add_author(stm_ld_item *item, stm_slice name, bool is_body)
{
    if (name.len == 0 || item->n_authors == STM_LD_MAX_NAMES)
        return;
    for (uint32_t i = 0; i < item->n_authors; i++)
        if (stm_slice_ieq(item->authors[i].name, name))
            return;
    item->authors[item->n_authors++] =
        (stm_ld_name){.name = name, .is_body = is_body};
}

static void read_author(reader *r, struct json_object *value, stm_ld_item *item)
{
    if (json_object_is_type(value, json_type_string)) {
        add_author(item, string_of(r, value), false);
    } else if (json_object_is_type(value, json_type_object)) {
        struct json_object *name;
        if (!json_object_object_get_ex(value, "name", &name)) {
            const stm_slice ref = field(r, value, "@id");
            if (ref.len > 0 && item->n_authors < STM_LD_MAX_NAMES)
                item->authors[item->n_authors++] = (stm_ld_name){.ref = ref};
            return;
        }
        const bool is_body = type_has(value, "Organization");
        if (json_object_is_type(name, json_type_array))
            for (size_t i = 0; i < json_object_array_length(name); i++)
                add_author(item,
                           string_of(r, json_object_array_get_idx(name, i)),
                           is_body);
        else
            add_author(item, string_of(r, name), is_body);
    }
}

static void read_authors(reader *r, struct json_object *object,
                         stm_ld_item *item)
{
    static const char *const keys[] = {"author", "creator"};
    for (size_t k = 0; k < 2 && item->n_authors == 0; k++) {
        struct json_object *value;
        if (!json_object_object_get_ex(object, keys[k], &value))
            continue;
        if (!json_object_is_type(value, json_type_array)) {
            read_author(r, value, item);
            continue;
        }
        for (size_t i = 0; i < json_object_array_length(value); i++)
            read_author(r, json_object_array_get_idx(value, i), item);
    }
}

static bool is_article_type(struct json_object *object)
{
    static const char *const words[] = {
        "Article",   "Posting",   "Report",       "Review",
        "NewsStory", "Interview", "OpinionPiece", "CreativeWork"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (type_has(object, words[i]))
            return !type_has(object, "CreativeWorkSe");
    return false;
}

static void read_item(reader *r, struct json_object *object, bool is_nested)
{
    stm_ld *out = r->out;
    if (out->n == STM_LD_MAX_ITEMS)
        return;
    stm_ld_item *item = &out->items[out->n++];
    *item = (stm_ld_item){.type = field(r, object, "@type"),
                          .id = field(r, object, "@id"),
                          .is_article = is_article_type(object),
                          .is_page = type_has(object, "Page"),
                          .is_nested = is_nested,
                          .headline = field(r, object, "headline"),
                          .name = field(r, object, "name"),
                          .published = field(r, object, "datePublished"),
                          .created = field(r, object, "dateCreated"),
                          .modified = field(r, object, "dateModified"),
                          .section = field(r, object, "articleSection"),
                          .language = field(r, object, "inLanguage"),
                          .url = field(r, object, "url"),
                          .publisher = field(r, object, "publisher")};
    if (item->published.len == 0)
        item->published = field(r, object, "uploadDate");
    if (item->url.len == 0)
        item->url = field(r, object, "mainEntityOfPage");
    read_authors(r, object, item);
}

static void push(reader *r, struct json_object *value, bool is_nested)
{
    if (r->n < MAX_STACK && (json_object_is_type(value, json_type_object) ||
                             json_object_is_type(value, json_type_array)))
        r->stack[r->n++] = (pending){value, is_nested};
}

/* Relations under which an object is the page's own article. */
static bool is_own(const char *key)
{
    return strcmp(key, "@graph") == 0 || strcmp(key, "mainEntity") == 0 ||
           strcmp(key, "mainEntityOfPage") == 0;
}

/* Relations that hold other things than articles. */
static bool is_skipped(const char *key)
{
    static const char *const keys[] = {
        "author",  "publisher", "creator",      "image",     "logo",
        "comment", "address",   "itemReviewed", "speakable", "thumbnail"};
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        if (strcmp(key, keys[i]) == 0)
            return true;
    return false;
}

static void push_children(reader *r, const pending *p)
{
    const uint32_t first = r->n;
    if (json_object_is_type(p->value, json_type_array)) {
        for (size_t i = 0; i < json_object_array_length(p->value); i++)
            push(r, json_object_array_get_idx(p->value, i), p->is_nested);
    } else {
        struct json_object_iterator it = json_object_iter_begin(p->value);
        struct json_object_iterator end = json_object_iter_end(p->value);
        while (!json_object_iter_equal(&it, &end)) {
            const char *key = json_object_iter_peek_name(&it);
            if (!is_skipped(key))
                push(r, json_object_iter_peek_value(&it),
                     p->is_nested || !is_own(key));
            json_object_iter_next(&it);
        }
    }
    /* the first child is to be read first: turn them round */
    for (uint32_t a = first, b = r->n; a + 1 < b; a++) {
        const pending swap = r->stack[a];
        r->stack[a] = r->stack[--b];
        r->stack[b] = swap;
    }
}

static void walk(reader *r, struct json_object *root)
{
    push(r, root, false);
    while (r->n > 0) {
        const pending p = r->stack[--r->n];
        struct json_object *type;
        if (json_object_is_type(p.value, json_type_object) &&
            json_object_object_get_ex(p.value, "@type", &type))
            read_item(r, p.value, p.is_nested);
        push_children(r, &p);
    }
}

/* --- scripts that are not quite JSON ---------------------------------- */

static stm_slice without_wrapping(stm_slice s)
{
    s = stm_slice_trim(s);
    if (stm_slice_starts(s, STM_LIT("<!--")) ||
        stm_slice_starts(s, STM_LIT("//")) ||
        stm_slice_starts(s, STM_LIT("/*")) ||
        stm_slice_istarts(s, STM_LIT("<![CDATA["))) {
        size_t at = 0;
        while (at < s.len && s.ptr[at] != '{' &&
               !(s.ptr[at] == '[' &&
                 (at == 0 || (s.ptr[at - 1] != '!' && s.ptr[at - 1] != 'A'))))
            at++;
        s = stm_slice_sub(s, at, s.len);
    }
    return s;
}

/* Raw control characters, not allowed in JSON's strings, become blanks. */
static stm_slice without_controls(stm_slice s, stm_arena *arena)
{
    uint8_t *copy = stm_arena_copy_array(arena, s.ptr, s.len, 1);
    if (copy == NULL)
        return (stm_slice){NULL, 0};
    for (size_t i = 0; i < s.len; i++)
        if (copy[i] < ' ')
            copy[i] = ' ';
    return stm_slice_of(copy, s.len);
}

/* The string after "key" : in text that is no JSON; the first such. */
static stm_slice loose_field(reader *r, stm_slice s, stm_slice key)
{
    for (size_t at = stm_slice_find(s, key, 0); at != STM_SLICE_NPOS;
         at = stm_slice_find(s, key, at + 1)) {
        size_t k = at + key.len;
        while (k < s.len && stm_is_space(s.ptr[k]))
            k++;
        if (k >= s.len || s.ptr[k] != ':')
            continue;
        k++;
        while (k < s.len && stm_is_space(s.ptr[k]))
            k++;
        if (k >= s.len || s.ptr[k] != '"')
            continue;
        size_t end = k + 1;
        while (end < s.len && s.ptr[end] != '"' && end - k < 400)
            end += s.ptr[end] == '\\' ? 2 : 1;
        if (end < s.len && s.ptr[end] == '"')
            return keep(r, (const char *)s.ptr + k + 1, end - k - 1);
    }
    return (stm_slice){NULL, 0};
}

static void read_loosely(reader *r, stm_slice s)
{
    if (r->out->n == STM_LD_MAX_ITEMS)
        return;
    stm_ld_item item = {
        .type = loose_field(r, s, STM_LIT("\"@type\"")),
        .headline = loose_field(r, s, STM_LIT("\"headline\"")),
        .published = loose_field(r, s, STM_LIT("\"datePublished\"")),
        .modified = loose_field(r, s, STM_LIT("\"dateModified\""))};
    if (item.headline.len == 0 && item.published.len == 0)
        return;
    item.is_article = true;
    const size_t at = stm_slice_find(s, STM_LIT("\"author\""), 0);
    if (at != STM_SLICE_NPOS)
        add_author(
            &item,
            loose_field(r, stm_slice_sub(s, at, at + 400), STM_LIT("\"name\"")),
            false);
    r->out->items[r->out->n++] = item;
}

void stm_ld_read(stm_slice script, stm_arena *arena, stm_ld *out)
{
    if (script.len > MAX_SCRIPT)
        script.len = MAX_SCRIPT;
    if (out->items == NULL) {
        out->items =
            stm_arena_alloc(arena, STM_LD_MAX_ITEMS, sizeof *out->items);
        out->n = 0;
    }
    if (out->items == NULL)
        return;
    const stm_slice s = without_controls(without_wrapping(script), arena);
    if (s.len == 0)
        return;
    struct json_tokener *tokener = json_tokener_new_ex(MAX_DEPTH);
    if (tokener == NULL)
        return;
    reader *r = stm_arena_alloc(arena, 1, sizeof *r);
    if (r != NULL) {
        r->arena = arena;
        r->out = out;
        struct json_object *root =
            json_tokener_parse_ex(tokener, (const char *)s.ptr, (int)s.len);
        if (root != NULL)
            walk(r, root);
        else
            read_loosely(r, s);
        json_object_put(root);
    }
    json_tokener_free(tokener);
}
