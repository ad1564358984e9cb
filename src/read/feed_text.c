#include "read/feed_text.h"

#include "base/alloc.h"
#include "base/buf.h"
#include "base/size.h"
#include "base/utf8.h"

#include "base/banned.h"

/* More items than this are nobody's feed. */
enum { max_items = 1 << 20 };

static stm_slice rest_at(stm_slice s, size_t at)
{
    return stm_slice_sub(s, at, s.len);
}

/* Past "what begins here ... `close`", or the end. */
static size_t past(stm_slice s, size_t at, stm_slice close)
{
    const size_t end = stm_slice_find(s, close, at);
    return end == STM_SLICE_NPOS ? s.len : end + close.len;
}

static bool is_name_byte(uint8_t c)
{
    return stm_is_alpha(c) || stm_is_digit(c) || c == ':' || c == '_' ||
           c == '-' || c == '.' || c >= 0x80;
}

static stm_slice name_at(stm_slice s, size_t at)
{
    size_t end = at;
    while (end < s.len && is_name_byte(s.ptr[end]))
        end++;
    return stm_slice_sub(s, at, end);
}

/* A document type may hold declarations in brackets. */
static size_t past_declaration(stm_slice s, size_t at)
{
    const size_t end = past(s, at, STM_LIT(">"));
    return stm_slice_find_byte(stm_slice_sub(s, 0, end), '[', at) ==
                   STM_SLICE_NPOS
               ? end
               : past(s, at, STM_LIT("]>"));
}

stm_slice stm_xml_root_name(stm_slice head)
{
    size_t at = stm_slice_starts(head, STM_LIT("\xEF\xBB\xBF")) ? 3 : 0;
    for (;;) {
        while (at < head.len && stm_is_space(head.ptr[at]))
            at++;
        const stm_slice rest = rest_at(head, at);
        if (stm_slice_starts(rest, STM_LIT("<!--")))
            at = past(head, at, STM_LIT("-->"));
        else if (stm_slice_starts(rest, STM_LIT("<?")))
            at = past(head, at, STM_LIT("?>"));
        else if (stm_slice_starts(rest, STM_LIT("<!")))
            at = past_declaration(head, at);
        else if (stm_slice_starts(rest, STM_LIT("<")))
            return name_at(head, at + 1);
        else
            return (stm_slice){NULL, 0};
    }
}

/* What is found while the text is walked. */
typedef struct finder {
    stm_slice s;
    stm_span *items; /* items[n_items], owned */
    uint32_t n_items;
    uint32_t cap_items;
    bool is_inside; /* an item */
    bool failed;
    bool has_entities;
} finder;

/* "item" and "entry", whatever stands before a colon. */
static bool is_item(stm_slice name)
{
    const size_t colon = stm_slice_find_byte(name, ':', 0);
    if (colon != STM_SLICE_NPOS)
        name = rest_at(name, colon + 1);
    return stm_slice_eq(name, STM_LIT("item")) ||
           stm_slice_eq(name, STM_LIT("entry"));
}

static void close_item(finder *self, size_t end)
{
    if (!self->is_inside)
        return;
    self->items[self->n_items - 1].end = stm_u32(end);
    self->is_inside = false;
}

static void open_item(finder *self, size_t at)
{
    close_item(self, at);
    if (self->n_items >= max_items)
        return;
    if (!stm_grow(&self->items, &self->cap_items, self->n_items + 1,
                  sizeof *self->items)) {
        self->failed = true;
        return;
    }
    /* the end is set when it is met */
    self->items[self->n_items++] =
        (stm_span){stm_u32(at), stm_u32(self->s.len)};
    self->is_inside = true;
}

/* A "<" at `at`; returns where to go on. */
static size_t take_markup(finder *self, size_t at)
{
    const stm_slice rest = rest_at(self->s, at);
    if (stm_slice_starts(rest, STM_LIT("<![CDATA[")))
        return past(self->s, at, STM_LIT("]]>"));
    if (stm_slice_starts(rest, STM_LIT("<!--")))
        return past(self->s, at + 4, STM_LIT("-->"));
    if (stm_slice_starts(rest, STM_LIT("<!ENTITY"))) {
        self->has_entities = true;
    } else if (rest.len > 1 && rest.ptr[1] == '/') {
        if (is_item(name_at(self->s, at + 2)))
            close_item(self, past(self->s, at, STM_LIT(">")));
    } else if (is_item(name_at(self->s, at + 1))) {
        open_item(self, at);
    }
    return at + 1;
}

stm_feed_items stm_feed_items_from_utf8(stm_slice text, stm_arena *arena)
{
    finder f = {.s = text};
    for (size_t at = 0;
         (at = stm_slice_find_byte(text, '<', at)) != STM_SLICE_NPOS;)
        at = take_markup(&f, at);
    stm_feed_items out = {
        .spans =
            stm_arena_copy_array(arena, f.items, f.n_items, sizeof *f.items),
        .n = f.n_items,
        .has_entities = f.has_entities,
    };
    stm_free(f.items);
    arena->failed = arena->failed || f.failed;
    return arena->failed ? (stm_feed_items){.n = 0} : out;
}

/* A reference XML knows by itself, with its semicolon; 0 where it is none. */
static size_t reference_len(stm_slice rest)
{
    static const char *const names[] = {"&amp;", "&lt;", "&gt;", "&quot;",
                                        "&apos;"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const stm_slice name = stm_slice_from_cstr(names[i]);
        if (stm_slice_starts(rest, name))
            return name.len;
    }
    if (!stm_slice_starts(rest, STM_LIT("&#")))
        return 0;
    const size_t end = stm_slice_find_byte(stm_slice_sub(rest, 0, 12), ';', 0);
    return end == STM_SLICE_NPOS || end < 3 ? 0 : end + 1;
}

/* CDATA and comments, whose "&" is no reference; 0 where there is neither. */
static size_t literal_len(stm_slice rest)
{
    if (stm_slice_starts(rest, STM_LIT("<![CDATA[")))
        return past(rest, 0, STM_LIT("]]>"));
    if (stm_slice_starts(rest, STM_LIT("<!--")))
        return past(rest, 4, STM_LIT("-->"));
    return 0;
}

stm_slice stm_feed_mend(stm_slice text, stm_arena *arena)
{
    stm_buf out;
    /* the worst is a text of bare "&" */
    stm_buf_init(&out, text.len * 5 + 16);
    size_t plain = 0; /* from here on nothing was copied yet */
    for (size_t at = 0; at < text.len;) {
        const uint8_t c = text.ptr[at];
        size_t len = 1;
        if (c == '<') {
            const size_t literal = literal_len(rest_at(text, at));
            len = literal > 0 ? literal : 1;
        }
        if (c == '&')
            len = reference_len(rest_at(text, at));
        if (len == 0) {
            stm_buf_add(&out, stm_slice_sub(text, plain, at));
            stm_buf_add(&out, STM_LIT("&amp;"));
            plain = ++at;
        } else {
            at += len;
        }
    }
    stm_buf_add(&out, stm_slice_sub(text, plain, text.len));
    for (size_t i = 0; i < out.len; i++) {
        const uint8_t c = out.ptr[i];
        if (c < 0x20 && c != '\t' && c != '\n' && c != '\r')
            out.ptr[i] = ' ';
    }
    if (out.status != STM_OK)
        arena->failed = true;
    const stm_slice mended = stm_arena_copy(arena, stm_buf_slice(&out));
    stm_buf_release(&out);
    return mended;
}

/* The character of a reference at the beginning of `s`; its length, or 0. */
static size_t reference_at(stm_slice s, uint32_t *cp)
{
    static const struct {
        const char *name;
        uint32_t cp;
    } names[] = {
        {"&amp;", '&'},      {"&lt;", '<'},        {"&gt;", '>'},
        {"&quot;", '"'},     {"&apos;", '\''},     {"&nbsp;", 0xA0},
        {"&rsquo;", 0x2019}, {"&lsquo;", 0x2018},  {"&rdquo;", 0x201D},
        {"&ldquo;", 0x201C}, {"&bdquo;", 0x201E},  {"&ndash;", 0x2013},
        {"&mdash;", 0x2014}, {"&hellip;", 0x2026}, {"&laquo;", 0xAB},
        {"&raquo;", 0xBB},   {"&auml;", 0xE4},     {"&ouml;", 0xF6},
        {"&uuml;", 0xFC},    {"&Auml;", 0xC4},     {"&Ouml;", 0xD6},
        {"&Uuml;", 0xDC},    {"&szlig;", 0xDF},    {"&eacute;", 0xE9},
        {"&egrave;", 0xE8},  {"&agrave;", 0xE0},   {"&ccedil;", 0xE7},
        {"&euro;", 0x20AC},
    };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const stm_slice name = stm_slice_from_cstr(names[i].name);
        if (stm_slice_starts(s, name)) {
            *cp = names[i].cp;
            return name.len;
        }
    }
    if (!stm_slice_starts(s, STM_LIT("&#")))
        return 0;
    const bool is_hex = s.len > 2 && (s.ptr[2] == 'x' || s.ptr[2] == 'X');
    uint32_t value = 0;
    size_t i = is_hex ? 3 : 2;
    for (; i < s.len && i < 11 && s.ptr[i] != ';'; i++) {
        const uint8_t c = stm_to_lower(s.ptr[i]);
        if (stm_is_digit(c))
            value = value * (is_hex ? 16 : 10) + (uint32_t)(c - '0');
        else if (is_hex && c >= 'a' && c <= 'f')
            value = value * 16 + (uint32_t)(c - 'a') + 10;
        else
            return 0;
    }
    if (i >= s.len || s.ptr[i] != ';' || value < 0x20)
        return 0;
    *cp = value;
    return i + 1;
}

stm_slice stm_feed_title(stm_slice text, stm_arena *arena)
{
    text = stm_slice_trim(text);
    if (stm_slice_find_byte(text, '&', 0) == STM_SLICE_NPOS)
        return text;
    stm_buf buf;
    /* no reference is shorter than its character */
    stm_buf_init(&buf, text.len + 4);
    for (size_t at = 0; at < text.len;) {
        uint32_t cp = 0;
        const size_t len = reference_at(rest_at(text, at), &cp);
        if (len > 0)
            stm_buf_utf8(&buf, cp);
        else
            stm_buf_byte(&buf, text.ptr[at]);
        at += len > 0 ? len : 1;
    }
    if (buf.status != STM_OK)
        arena->failed = true;
    const stm_slice out = stm_arena_copy(arena, stm_buf_slice(&buf));
    stm_buf_release(&buf);
    return out;
}
