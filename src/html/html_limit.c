/*
 * A walk over the tags that keeps a stack of names, as the tree builder keeps
 * its open elements, but errs towards deeper: an end tag pops only where the
 * builder surely would. Elements whose end tag may be left out (p, li, td and
 * their like) close one another and cannot nest by themselves; they are not
 * counted, save inside svg and math where nothing is implied.
 *
 * Formatting elements left open are built again inside each later block, so
 * `<b>`, 24 of them, and a million `<p>` would make 24 million nodes. Their
 * number is limited apart, and the nodes they cost are counted.
 *
 * The parser joins pieces of text that an ignored tag parted by copying the
 * whole: `x</q>` a million times is quadratic too, and so is text that stands
 * in a table outside its cells. The bytes so copied are estimated, and the
 * page is cut where they pass a limit.
 */
#include "html/html_limit.h"

#include <string.h>

#include "html/html.h"

#include "base/banned.h"

#define MAX_FORMATTING 24u
#define MAX_COPIED_BYTES (128u << 20)

enum {
    KIND_VOID = 1,   /* never holds anything */
    KIND_IMPLIED,    /* closed by its like */
    KIND_FORMATTING, /* built again in each block */
    KIND_ORDINARY,   /* span, unknown names: end tag stops at a special one */
    KIND_SPECIAL,    /* div and its like */
    KIND_BARRIER,    /* end tags inside do not reach out of it */
    KIND_RAW,        /* what follows up to the end tag is text */
};

typedef struct entry {
    uint64_t name; /* hash of the lower-case name */
    uint8_t kind;
} entry;

typedef struct walk {
    stm_slice page;
    entry stack[STM_HTML_MAX_DEPTH];
    uint32_t depth;
    uint32_t formatting; /* open elements of that kind */
    uint32_t foreign;    /* open svg and math */
    uint32_t tables;     /* open tables */
    bool in_cell;        /* text stands in a cell, not between them */
    size_t text_begin;   /* where the text node that may still grow began */
    size_t tag_end;      /* end of the tag before */
    uint64_t loose;      /* bytes of text between cells */
    uint64_t copied;     /* bytes copied to join texts, estimate */
    uint64_t nodes;      /* estimate from above */
    uint8_t *copy;       /* NULL while nothing had to be blanked */
    stm_arena *arena;
    bool was_cut;
} walk;

static uint8_t kind_of(stm_tag tag)
{
    switch (tag) {
    case STM_TAG_AREA:
    case STM_TAG_BASE:
    case STM_TAG_BR:
    case STM_TAG_COL:
    case STM_TAG_EMBED:
    case STM_TAG_FRAME:
    case STM_TAG_HR:
    case STM_TAG_IMG:
    case STM_TAG_INPUT:
    case STM_TAG_LINK:
    case STM_TAG_META:
    case STM_TAG_PARAM:
    case STM_TAG_SOURCE:
    case STM_TAG_TRACK:
    case STM_TAG_WBR:
        return KIND_VOID;
    case STM_TAG_HTML:
    case STM_TAG_HEAD:
    case STM_TAG_BODY:
    case STM_TAG_P:
    case STM_TAG_LI:
    case STM_TAG_DD:
    case STM_TAG_DT:
    case STM_TAG_TD:
    case STM_TAG_TH:
    case STM_TAG_TR:
    case STM_TAG_TBODY:
    case STM_TAG_THEAD:
    case STM_TAG_TFOOT:
    case STM_TAG_COLGROUP:
    case STM_TAG_OPTION:
    case STM_TAG_A:
        return KIND_IMPLIED;
    case STM_TAG_B:
    case STM_TAG_BIG:
    case STM_TAG_CODE:
    case STM_TAG_EM:
    case STM_TAG_FONT:
    case STM_TAG_I:
    case STM_TAG_NOBR:
    case STM_TAG_S:
    case STM_TAG_SMALL:
    case STM_TAG_STRIKE:
    case STM_TAG_STRONG:
    case STM_TAG_TT:
    case STM_TAG_U:
        return KIND_FORMATTING;
    case STM_TAG_SCRIPT:
    case STM_TAG_STYLE:
    case STM_TAG_TEXTAREA:
    case STM_TAG_TITLE:
    case STM_TAG_XMP:
    case STM_TAG_IFRAME:
    case STM_TAG_NOEMBED:
    case STM_TAG_NOFRAMES:
        return KIND_RAW;
    case STM_TAG_APPLET:
    case STM_TAG_CAPTION:
    case STM_TAG_TABLE:
    case STM_TAG_MARQUEE:
    case STM_TAG_OBJECT:
    case STM_TAG_TEMPLATE:
    case STM_TAG_SVG:
    case STM_TAG_MATH:
    case STM_TAG_SELECT:
        return KIND_BARRIER;
    default:
        return stm_tag_is_block(tag) || tag == STM_TAG_BUTTON ? KIND_SPECIAL
                                                              : KIND_ORDINARY;
    }
}

static bool is_name_end(uint8_t c)
{
    return stm_is_space(c) || c == '/' || c == '>';
}

/* The offset after the tag's '>' with quoted values passed over. */
static size_t tag_end(stm_slice page, size_t at)
{
    uint8_t quote = 0;
    bool after_equals = false;
    for (; at < page.len; at++) {
        const uint8_t c = page.ptr[at];
        if (quote != 0) {
            if (c == quote)
                quote = 0;
        } else if (c == '>') {
            return at + 1;
        } else if ((c == '"' || c == '\'') && after_equals) {
            quote = c;
        } else if (!stm_is_space(c)) {
            after_equals = c == '=';
        }
    }
    return page.len;
}

/* After the first "-->" or "--!>" at or after `at`. */
static size_t comment_end(stm_slice page, size_t at)
{
    for (;;) {
        at = stm_slice_find_byte(page, '>', at);
        if (at == STM_SLICE_NPOS)
            return page.len;
        const stm_slice before = stm_slice_sub(page, at - 3, at);
        if (stm_slice_ends(before, STM_LIT("--")) ||
            stm_slice_eq(before, STM_LIT("--!")))
            return at + 1;
        at++;
    }
}

/* After the end of a comment, doctype or other markup that begins "<!". */
static size_t markup_end(stm_slice page, size_t at)
{
    const stm_slice rest = stm_slice_sub(page, at, page.len);
    if (stm_slice_starts(rest, STM_LIT("<!--"))) {
        if (stm_slice_starts(rest, STM_LIT("<!-->")))
            return at + 5;
        return comment_end(page, at + 4);
    }
    const size_t end = stm_slice_find_byte(page, '>', at);
    return end == STM_SLICE_NPOS ? page.len : end + 1;
}

/* The offset of "</name" at or after `at`, or the end of the page. */
static size_t raw_end(stm_slice page, size_t at, stm_slice name)
{
    for (;;) {
        at = stm_slice_find_byte(page, '<', at);
        if (at == STM_SLICE_NPOS || at + 1 >= page.len)
            return page.len;
        const size_t end = at + 2 + name.len;
        if (page.ptr[at + 1] == '/' && end <= page.len &&
            stm_slice_ieq(stm_slice_sub(page, at + 2, end), name) &&
            (end == page.len || is_name_end(page.ptr[end])))
            return at;
        at++;
    }
}

static void blank(walk *w, size_t begin, size_t end)
{
    w->was_cut = true;
    if (w->copy == NULL)
        w->copy = stm_arena_copy_array(w->arena, w->page.ptr, w->page.len, 1);
    if (w->copy != NULL)
        memset(w->copy + begin, ' ', end - begin);
}

static void pop_at(walk *w, uint32_t i)
{
    const entry e = w->stack[i];
    if (e.kind == KIND_FORMATTING)
        w->formatting--;
    if (e.kind == KIND_BARRIER &&
        (e.name == (uint64_t)STM_TAG_SVG || e.name == (uint64_t)STM_TAG_MATH))
        w->foreign--;
    if (e.name == (uint64_t)STM_TAG_TABLE)
        w->tables--;
    memmove(&w->stack[i], &w->stack[i + 1],
            (w->depth - i - 1) * sizeof(w->stack[0]));
    w->depth--;
}

/* False where the start tag must not reach the parser. */
static bool open_element(walk *w, uint64_t name, uint8_t kind)
{
    w->nodes += 2;
    if (kind == KIND_VOID || (kind == KIND_IMPLIED && w->foreign == 0)) {
        w->nodes += w->formatting;
        return true;
    }
    if (w->depth == STM_HTML_MAX_DEPTH ||
        (kind == KIND_FORMATTING && w->formatting == MAX_FORMATTING))
        return false;
    if (kind == KIND_FORMATTING)
        w->formatting++;
    else
        w->nodes += w->formatting;
    if (name == (uint64_t)STM_TAG_SVG || name == (uint64_t)STM_TAG_MATH)
        w->foreign++;
    if (name == (uint64_t)STM_TAG_TABLE)
        w->tables++;
    w->stack[w->depth++] = (entry){name, kind};
    return true;
}

static void close_element(walk *w, uint64_t name, uint8_t kind)
{
    w->nodes++;
    for (uint32_t i = w->depth; i-- > 0;) {
        const entry e = w->stack[i];
        if (e.name == name) {
            if (kind == KIND_SPECIAL || kind == KIND_BARRIER) {
                while (w->depth > i + 1)
                    pop_at(w, w->depth - 1);
            }
            pop_at(w, i);
            return;
        }
        if (e.kind == KIND_BARRIER ||
            (e.kind == KIND_SPECIAL && kind == KIND_ORDINARY))
            return;
    }
}

/* Small numbers are stm_tag; unknown names hash far above them. */
static uint64_t name_of(stm_slice name, stm_tag *tag)
{
    uint8_t lower[16];
    *tag = STM_TAG_OTHER;
    if (name.len <= sizeof(lower)) {
        for (size_t i = 0; i < name.len; i++)
            lower[i] = stm_to_lower(name.ptr[i]);
        *tag = stm_tag_from_name(stm_slice_of(lower, name.len));
        if (*tag != STM_TAG_OTHER)
            return (uint64_t)*tag;
        return stm_hash(stm_slice_of(lower, name.len)) | (1u << 16);
    }
    return stm_hash(name) | (1u << 16);
}

static bool is_table_part(stm_tag tag)
{
    return tag == STM_TAG_TR || tag == STM_TAG_TBODY || tag == STM_TAG_THEAD ||
           tag == STM_TAG_TFOOT || tag == STM_TAG_COL ||
           tag == STM_TAG_COLGROUP || tag == STM_TAG_TABLE;
}

static bool is_cell(stm_tag tag)
{
    return tag == STM_TAG_TD || tag == STM_TAG_TH || tag == STM_TAG_CAPTION;
}

/* Counts what joining the text before this tag to earlier text may cost. */
static void count_copies(walk *w, size_t at, stm_tag tag, bool closes)
{
    if (at > w->tag_end && w->tables > 0 && !w->in_cell) {
        w->loose += at - w->tag_end;
        w->copied += w->loose;
    }
    if (closes || ((is_table_part(tag) || is_cell(tag)) && w->tables == 0) ||
        tag == STM_TAG_HTML || tag == STM_TAG_HEAD || tag == STM_TAG_BODY ||
        tag == STM_TAG_FRAME || tag == STM_TAG_FRAMESET)
        w->copied += at - w->text_begin;
    else
        w->text_begin = at;
    if (is_cell(tag) && !closes)
        w->in_cell = true;
    else if (is_cell(tag) || is_table_part(tag))
        w->in_cell = closes && tag == STM_TAG_TABLE;
}

/* One tag that begins at `at`; returns where to go on. */
static size_t walk_tag(walk *w, size_t at)
{
    const bool closes = w->page.ptr[at + 1] == '/';
    const size_t begin = at + 1 + closes;
    size_t name_end = begin;
    while (name_end < w->page.len && !is_name_end(w->page.ptr[name_end]))
        name_end++;
    const stm_slice name = stm_slice_sub(w->page, begin, name_end);
    stm_tag tag;
    const uint64_t id = name_of(name, &tag);
    const uint8_t kind = kind_of(tag);
    const size_t end = tag_end(w->page, name_end);
    const size_t text_begin = w->text_begin;
    count_copies(w, at, tag, closes);
    w->tag_end = end;
    if (closes) {
        close_element(w, id, kind);
        return end;
    }
    if (w->foreign > 0 && end >= 2 && w->page.ptr[end - 2] == '/') {
        w->nodes += 2;
        return end;
    }
    if (kind == KIND_RAW && w->foreign == 0) {
        w->nodes += 2 + w->formatting;
        return raw_end(w->page, end, name);
    }
    if (tag == STM_TAG_PLAINTEXT)
        return w->page.len;
    if (!open_element(w, id, kind)) {
        w->text_begin = text_begin;
        w->copied += at - text_begin;
        blank(w, at, end);
    }
    return end;
}

stm_status stm_html_limit(stm_slice page, stm_arena *arena, stm_slice *out,
                          bool *was_cut)
{
    walk *w = stm_arena_alloc(arena, 1, sizeof(*w));
    if (w == NULL)
        return STM_ERR_NOMEM;
    w->page = page;
    w->arena = arena;
    size_t at = 0;
    while (w->nodes < STM_HTML_MAX_NODES && w->copied < MAX_COPIED_BYTES) {
        at = stm_slice_find_byte(page, '<', at);
        if (at == STM_SLICE_NPOS || at + 1 >= page.len) {
            at = page.len;
            break;
        }
        const uint8_t next = page.ptr[at + 1];
        const uint8_t after = at + 2 < page.len ? page.ptr[at + 2] : 0;
        if (stm_is_alpha(next) || (next == '/' && stm_is_alpha(after)))
            at = walk_tag(w, at);
        else if (next == '!' || next == '?' || next == '/')
            at = w->tag_end = w->text_begin = markup_end(page, at);
        else
            at++;
        if (arena->failed)
            return STM_ERR_NOMEM;
    }
    w->was_cut |= at < page.len;
    *out = stm_slice_of(w->copy != NULL ? w->copy : page.ptr, at);
    *was_cut = w->was_cut;
    return STM_OK;
}
