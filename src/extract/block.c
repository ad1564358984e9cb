#include "extract/block.h"

#include "base/alloc.h"
#include "base/size.h"
#include "base/utf8.h"

#include "base/banned.h"

typedef struct cutter {
    const stm_html *html;
    stm_buf text;
    stm_block *items; /* heap, items[n] */
    uint32_t n;
    uint32_t cap;
    stm_block cur;   /* the block being gathered; text.begin is set */
    bool is_open;    /* cur holds text */
    bool space;      /* white space is owed before the next text */
    uint32_t breaks; /* br since the last text */
    uint32_t links;  /* a begun since the last text */
    bool after_break;
    bool in_word;
    bool failed;
} cutter;

static bool is_skipped(stm_tag tag)
{
    return stm_tag_is_hidden(tag) || tag == STM_TAG_SELECT ||
           tag == STM_TAG_TEXTAREA || tag == STM_TAG_SVG ||
           tag == STM_TAG_COMMENT || tag == STM_TAG_PROGRESS ||
           tag == STM_TAG_METER;
}

static bool is_box(stm_tag tag)
{
    return stm_tag_is_block(tag) || tag == STM_TAG_BUTTON ||
           tag == STM_TAG_DOCUMENT;
}

static uint32_t flag_of_tag(stm_tag tag)
{
    switch (tag) {
    case STM_TAG_A:
        return STM_IN_LINK;
    case STM_TAG_B:
    case STM_TAG_STRONG:
    case STM_TAG_H1:
    case STM_TAG_H2:
    case STM_TAG_H3:
    case STM_TAG_H4:
    case STM_TAG_H5:
    case STM_TAG_H6:
        return STM_IN_BOLD;
    case STM_TAG_I:
    case STM_TAG_EM:
        return STM_IN_ITALIC;
    case STM_TAG_ARTICLE:
        return STM_IN_ARTICLE;
    case STM_TAG_MAIN:
        return STM_IN_MAIN;
    case STM_TAG_ASIDE:
        return STM_IN_ASIDE;
    case STM_TAG_NAV:
        return STM_IN_NAV;
    case STM_TAG_HEADER:
        return STM_IN_HEADER;
    case STM_TAG_FOOTER:
        return STM_IN_FOOTER;
    case STM_TAG_FORM:
        return STM_IN_FORM;
    case STM_TAG_FIGURE:
        return STM_IN_FIGURE;
    case STM_TAG_FIGCAPTION:
        return STM_IN_CAPTION;
    case STM_TAG_UL:
    case STM_TAG_OL:
    case STM_TAG_DL:
        return STM_IN_LIST;
    case STM_TAG_TABLE:
        return STM_IN_TABLE;
    case STM_TAG_BLOCKQUOTE:
        return STM_IN_QUOTE;
    case STM_TAG_SECTION:
        return STM_IN_SECTION;
    case STM_TAG_BUTTON:
    case STM_TAG_LABEL:
        return STM_IN_BUTTON;
    case STM_TAG_NOSCRIPT:
        return STM_IN_NOSCRIPT;
    case STM_TAG_PRE:
        return STM_IN_PRE;
    case STM_TAG_P:
        return STM_IN_PARAGRAPH;
    case STM_TAG_DIALOG:
        return STM_IN_DIALOG;
    case STM_TAG_ADDRESS:
        return STM_IN_ADDRESS;
    case STM_TAG_DETAILS:
        return STM_IN_DETAILS;
    default:
        return 0;
    }
}

static bool style_hides(stm_slice style)
{
    size_t at = 0;
    while ((at = stm_slice_ifind(style, STM_LIT("display"), at)) !=
           STM_SLICE_NPOS) {
        at += 7;
        while (at < style.len &&
               (stm_is_space(style.ptr[at]) || style.ptr[at] == ':'))
            at++;
        if (stm_slice_istarts(stm_slice_sub(style, at, style.len),
                              STM_LIT("none")))
            return true;
    }
    return false;
}

/* Flags that attributes alone tell. */
static uint32_t flag_of_attrs(const stm_html *html, const stm_html_node *n)
{
    uint32_t flags = 0;
    for (uint32_t i = 0; i < n->n_attrs; i++) {
        const stm_html_attr *a = &html->attrs[n->attrs + i];
        switch (a->name.len) {
        case 4:
            if (stm_slice_eq(a->name, STM_LIT("role"))) {
                if (stm_slice_ieq(a->value, STM_LIT("navigation")))
                    flags |= STM_IN_NAV;
                else if (stm_slice_ieq(a->value, STM_LIT("main")))
                    flags |= STM_IN_MAIN;
                else if (stm_slice_ieq(a->value, STM_LIT("dialog")))
                    flags |= STM_IN_DIALOG;
                else if (stm_slice_ieq(a->value, STM_LIT("complementary")))
                    flags |= STM_IN_ASIDE;
                else if (stm_slice_ieq(a->value, STM_LIT("contentinfo")))
                    flags |= STM_IN_FOOTER;
            }
            break;
        case 5:
            if (stm_slice_eq(a->name, STM_LIT("style")) &&
                style_hides(a->value))
                flags |= STM_IN_HIDDEN;
            break;
        case 6:
            if (stm_slice_eq(a->name, STM_LIT("hidden")))
                flags |= STM_IN_HIDDEN;
            break;
        case 8:
            if (stm_slice_eq(a->name, STM_LIT("itemprop")) &&
                (stm_slice_ieq(a->value, STM_LIT("articleBody")) ||
                 stm_slice_ieq(a->value, STM_LIT("reviewBody")) ||
                 stm_slice_ieq(a->value, STM_LIT("text"))))
                flags |= STM_IN_BODY_PROP;
            break;
        case 11:
            if (stm_slice_eq(a->name, STM_LIT("aria-hidden")) &&
                stm_slice_ieq(a->value, STM_LIT("true")))
                flags |= STM_IN_HIDDEN;
            break;
        default:
            break;
        }
    }
    return flags;
}

/* An inline element that style sheets hide: for screen readers, hovering. */
static bool is_unseen(const stm_html *html, uint32_t node)
{
    static const char *const names[] = {
        "sr-only",   "screen-reader", "visually-hidden", "visuallyhidden",
        "assistive", "rollover",      "tooltip",         "popover"};
    const stm_slice cls = stm_html_attr_get(html, node, STM_LIT("class"));
    if (cls.len == 0)
        return false;
    for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
        if (stm_slice_ifind(cls, stm_slice_from_cstr(names[i]), 0) !=
            STM_SLICE_NPOS)
            return true;
    }
    return false;
}

static void shut(cutter *c)
{
    c->space = false;
    c->in_word = false;
    if (!c->is_open)
        return;
    c->is_open = false;
    c->cur.text.end = stm_u32(c->text.len);
    c->after_break = false;
    if (c->n == STM_BLOCKS_MAX)
        return;
    if (!stm_grow(&c->items, &c->cap, c->n + 1, sizeof(*c->items))) {
        c->failed = true;
        return;
    }
    c->items[c->n++] = c->cur;
    stm_buf_byte(&c->text, '\n');
}

static void open_block(cutter *c, uint32_t node, uint32_t box, uint32_t flags)
{
    c->is_open = true;
    c->cur = (stm_block){.text.begin = stm_u32(c->text.len),
                         .from.begin = c->html->nodes[node].begin,
                         .box = box,
                         .first = node,
                         .flags = flags,
                         .after_break = c->after_break};
}

/* Bytes of white space or of nothing to see at `at`, or 0. */
static size_t space_at(stm_slice s, size_t at, bool *is_nothing)
{
    const uint8_t c = s.ptr[at];
    *is_nothing = false;
    if (stm_is_space(c))
        return 1;
    if (c == 0xC2 && at + 1 < s.len && s.ptr[at + 1] == 0xA0)
        return 2;
    if (c < 0xE1 || at + 2 >= s.len)
        return 0;
    const uint8_t d = s.ptr[at + 1];
    const uint8_t e = s.ptr[at + 2];
    if (c == 0xE2 && d == 0x80) {
        *is_nothing = e == 0x8B; /* zero width space */
        return e <= 0x8B || e == 0xA8 || e == 0xA9 || e == 0xAF ? 3 : 0;
    }
    if (c == 0xEF && d == 0xBB && e == 0xBF) {
        *is_nothing = true;
        return 3;
    }
    if (c == 0xE3 && d == 0x80 && e == 0x80)
        return 3;
    return c == 0xE2 && d == 0x81 && e == 0x9F ? 3 : 0;
}

/* CJK characters count as a word each, other bytes past ASCII as letters. */
static void count_words(cutter *c, stm_slice piece)
{
    for (size_t i = 0; i < piece.len; i++) {
        const uint8_t b = piece.ptr[i];
        if (b >= 0xE3 && b <= 0xE9) {
            c->cur.n_words++;
            c->in_word = false;
            i += 2;
            continue;
        }
        const bool is_word = stm_is_alpha(b) || stm_is_digit(b) || b >= 0x80;
        c->cur.n_words += is_word && !c->in_word;
        c->in_word = is_word;
    }
}

static void add_piece(cutter *c, uint32_t node, uint32_t box, uint32_t flags,
                      uint32_t box_flags, stm_slice piece)
{
    if (!c->is_open)
        open_block(c, node, box, box_flags);
    else if (c->breaks > 0)
        stm_buf_byte(&c->text, '\n');
    else if (c->space)
        stm_buf_byte(&c->text, ' ');
    if (c->space || c->breaks > 0)
        c->in_word = false;
    c->space = false;
    c->breaks = 0;
    count_words(c, piece);
    c->cur.n_links += c->links;
    c->links = 0;
    const uint32_t len = stm_u32(piece.len);
    if ((flags & STM_IN_LINK) != 0)
        c->cur.link_bytes += len;
    if ((flags & STM_IN_BOLD) != 0)
        c->cur.bold_bytes += len;
    if ((flags & STM_IN_ITALIC) != 0)
        c->cur.italic_bytes += len;
    c->cur.end = node + 1;
    /* text moved out of a table may stand before what it follows */
    const stm_html_node *n = &c->html->nodes[node];
    c->cur.from.begin = stm_min_u32(c->cur.from.begin, n->begin);
    c->cur.from.end = stm_max_u32(c->cur.from.end, n->end);
    stm_buf_add(&c->text, piece);
}

static void add_text(cutter *c, uint32_t node, uint32_t box, uint32_t flags,
                     uint32_t box_flags)
{
    const stm_slice s = c->html->nodes[node].text;
    size_t at = 0;
    while (at < s.len) {
        bool is_nothing;
        size_t n = space_at(s, at, &is_nothing);
        if (n > 0) {
            c->space |= !is_nothing;
            if (s.ptr[at] == '\n' && (box_flags & STM_IN_PRE) != 0)
                c->breaks = 1;
            at += n;
            continue;
        }
        size_t end = at;
        while (end < s.len && space_at(s, end, &is_nothing) == 0)
            end++;
        add_piece(c, node, box, flags, box_flags, stm_slice_sub(s, at, end));
        at = end;
    }
}

/* One node; returns the node to go on with. */
static uint32_t cut_node(cutter *c, uint32_t i, uint32_t *flags,
                         uint32_t *boxes)
{
    const stm_html_node *n = &c->html->nodes[i];
    const stm_tag tag = (stm_tag)n->tag;
    const uint32_t up = n->parent == STM_NONE ? 0 : flags[n->parent];
    boxes[i] = n->parent == STM_NONE || is_box(tag) ? i : boxes[n->parent];
    if (tag == STM_TAG_TEXT) {
        if (c->is_open && boxes[i] != c->cur.box)
            shut(c);
        add_text(c, i, boxes[i], up, flags[boxes[i]]);
        return i + 1;
    }
    flags[i] = up | flag_of_tag(tag) | flag_of_attrs(c->html, n);
    if (is_box(tag)) {
        shut(c);
        c->breaks = 0;
        c->links = 0;
    } else if (tag == STM_TAG_BR && ++c->breaks == 2) {
        shut(c);
        c->breaks = 0;
        c->after_break = true;
    } else if (tag == STM_TAG_A) {
        c->links++;
    }
    if (tag == STM_TAG_SPAN && n->n_attrs > 0 && is_unseen(c->html, i))
        return n->end_node;
    return is_skipped(tag) ? n->end_node : i + 1;
}

stm_status stm_blocks_from_html(const stm_html *html, stm_arena *arena,
                                stm_blocks *out)
{
    uint32_t *flags = stm_arena_alloc(arena, html->n_nodes, sizeof(*flags));
    uint32_t *boxes = stm_arena_alloc(arena, html->n_nodes, sizeof(*boxes));
    if (flags == NULL || boxes == NULL)
        return STM_ERR_NOMEM;
    cutter c = {.html = html};
    stm_buf_init(&c.text, 2 * (size_t)STM_HTML_MAX_BYTES);
    for (uint32_t i = 0; i < html->n_nodes && !c.failed;)
        i = cut_node(&c, i, flags, boxes);
    shut(&c);
    *out = (stm_blocks){
        .html = html,
        .text = stm_arena_copy(arena, stm_buf_slice(&c.text)),
        .items = stm_arena_copy_array(arena, c.items, c.n, sizeof(*c.items)),
        .n = c.n,
        .flags = flags,
        .boxes = boxes};
    const bool failed =
        c.failed || c.text.status == STM_ERR_NOMEM || arena->failed;
    stm_buf_release(&c.text);
    stm_free(c.items);
    return failed ? STM_ERR_NOMEM : STM_OK;
}
