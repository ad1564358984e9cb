/*
 * Machine-read places name people most surely, though often the outlet
 * instead, which is put aside while people may come. Shown places are known
 * by a link to a writer's page, by a word such as "by" before a name, or by
 * the name of their class, in this order.
 */
#include "extract/page_authors.h"

#include "base/size.h"
#include "base/utf8.h"
#include "extract/byline.h"
#include "extract/date_role.h"
#include "extract/date_words.h"
#include "extract/page_title.h"

#include "base/banned.h"

/* Addresses, handles and numbers in an author's field name nobody. */
static bool may_be_author(stm_slice s)
{
    return s.len > 1 &&
           stm_slice_find(s, STM_LIT("://"), 0) == STM_SLICE_NPOS &&
           s.ptr[0] != '@' && s.ptr[0] != '/';
}

/* Who is found, and the outlet or site put aside while people may come. */
typedef struct author_search {
    stm_authors people;
    stm_authors bodies;
    const stm_article *article;
    stm_arena *scratch;
} author_search;

/* "emma-lund" in a link is "Emma Lund" in the byline. */
static bool is_same_name(stm_slice a, stm_slice b)
{
    size_t i = 0;
    size_t k = 0;
    for (;;) {
        while (i < a.len && (a.ptr[i] == ' ' || a.ptr[i] == '-'))
            i++;
        while (k < b.len && (b.ptr[k] == ' ' || b.ptr[k] == '-'))
            k++;
        if (i == a.len || k == b.len)
            return i == a.len && k == b.len;
        if (stm_to_lower(a.ptr[i++]) != stm_to_lower(b.ptr[k++]))
            return false;
    }
}

static bool is_among(const stm_authors *list, stm_slice name)
{
    for (uint32_t k = 0; k < list->n; k++)
        if (is_same_name(list->items[k], name))
            return true;
    return false;
}

static void put(stm_authors *to, stm_slice name)
{
    if (to->n < STM_MAX_AUTHORS && !is_among(to, name))
        to->items[to->n++] = name;
}

typedef enum said_by {
    SAID_BODY,  /* a field that says it is an organisation */
    SAID_FIELD, /* a field */
    SAID_SHOWN, /* what readers see */
} said_by;

static void add_authors(author_search *s, stm_slice line, said_by by)
{
    stm_authors found = {.n = 0};
    if (!may_be_author(line))
        return;
    if (by == SAID_SHOWN)
        stm_authors_add(&found, line);
    else
        stm_authors_add_field(&found, line);
    bool is_body = by == SAID_BODY;
    for (uint32_t i = 0; i < found.n; i++) {
        const stm_slice name = found.items[i];
        /* "Published on", "Updated" */
        if (by == SAID_SHOWN &&
            stm_date_role_of_line(name) != STM_DATE_ROLE_UNKNOWN)
            continue;
        const bool is_site = stm_names_site(name, s->article->outlet,
                                            s->article->site, s->scratch);
        /* "Marl Courier, Marl": the rest is its address */
        is_body =
            is_body || (by == SAID_FIELD && i == 0 && is_site &&
                        stm_slice_find_byte(line, ',', 0) != STM_SLICE_NPOS);
        if (is_site && s->bodies.n > 0)
            continue; /* an agency or desk says more */
        put(is_body || is_site || stm_author_is_desk(name) ||
                    is_among(&s->bodies, name)
                ? &s->bodies
                : &s->people,
            name);
    }
    /* a name that only the site's own could be */
    if (found.n == 0 && s->bodies.n == 0 &&
        stm_names_site(line, s->article->outlet, s->article->site, s->scratch))
        put(&s->bodies, stm_slice_trim(line));
}

static stm_slice ld_name(const stm_ld *ld, const stm_ld_name *author)
{
    if (author->name.len > 0)
        return author->name;
    for (uint32_t i = 0; i < ld->n; i++)
        if (stm_slice_eq(ld->items[i].id, author->ref))
            return ld->items[i].name;
    return (stm_slice){NULL, 0};
}

static void authors_from_ld(const stm_ld *ld, author_search *out)
{
    for (uint32_t i = 0; i < ld->n && out->people.n == 0; i++) {
        const stm_ld_item *item = &ld->items[i];
        if (!(item->is_article || item->is_page) || item->is_nested)
            continue;
        for (uint32_t k = 0; k < item->n_authors; k++)
            add_authors(out, ld_name(ld, &item->authors[k]),
                        item->authors[k].is_body ? SAID_BODY : SAID_FIELD);
    }
}

/* True where half of the name's words stand in the address: ".../ada-lund/". */
static bool is_in_address(stm_slice name, stm_slice href)
{
    enum { LEAST = 3 };
    uint32_t words = 0;
    uint32_t found = 0;
    for (size_t at = 0; at < name.len;) {
        size_t end = at;
        while (end < name.len && name.ptr[end] != ' ' && name.ptr[end] != '-')
            end++;
        uint8_t folded[STM_DATE_FOLD_BYTES];
        const size_t n = stm_date_fold(stm_slice_sub(name, at, end), folded);
        words += n >= LEAST;
        found += n >= LEAST && stm_slice_ifind(href, stm_slice_of(folded, n),
                                               0) != STM_SLICE_NPOS;
        at = end + 1;
    }
    return found > 0 && 2 * found >= words;
}

/* "lund1984", a word that only its link makes a name. */
static bool is_user_name(stm_slice s)
{
    enum { MOST = 24 };
    bool has_digit = false;
    for (size_t i = 0; i < s.len; i++) {
        const bool is_digit = stm_is_digit(s.ptr[i]);
        if (!is_digit && !stm_is_alpha(s.ptr[i]))
            return false;
        has_digit = has_digit || is_digit;
    }
    return has_digit && s.len <= MOST && stm_is_alpha(s.ptr[0]);
}

enum { REACH = 6000, ABOVE = 1500, TOGETHER = 1200 };

static bool is_near(const stm_html *html, const stm_page_frame *frame,
                    uint32_t node)
{
    const uint32_t low = stm_min_u32(frame->headline, frame->begin);
    const uint32_t at = html->nodes[node].begin;
    const uint32_t above = frame->headline == frame->begin ? REACH : ABOVE;
    return at + above >= low && at <= frame->end + REACH &&
           !stm_page_is_aside(html, node, frame->begin, frame->headline);
}

/* `is_sure`: of links, those alone whose address holds the name. */
static void authors_from_facts(const stm_html *html,
                               const stm_page_facts *facts,
                               const stm_page_frame *frame,
                               stm_fact_place place, bool is_sure,
                               author_search *out)
{
    uint32_t first = STM_NONE;
    const bool is_shown = place != STM_FACT_META;
    for (uint32_t i = 0; i < facts->n; i++) {
        const stm_fact *f = &facts->items[i];
        if (f->kind != STM_FACT_AUTHOR || f->place != place ||
            (is_shown && !is_near(html, frame, f->node)))
            continue;
        if (place == STM_FACT_LINK &&
            (is_sure
                 ? !is_in_address(f->value, stm_html_attr_get(html, f->node,
                                                              STM_LIT("href")))
                 : !stm_may_be_name(f->value)))
            continue;
        const stm_html_node *n = &html->nodes[f->node];
        /* shown bylines stand together, the parts of one inside it */
        if (first != STM_NONE &&
            (f->node < html->nodes[first].end_node || place == STM_FACT_CLASS))
            continue;
        if (first != STM_NONE && n->begin > html->nodes[first].begin + TOGETHER)
            return;
        const uint32_t before = out->people.n;
        if (is_sure && is_user_name(f->value))
            put(&out->people, f->value);
        else
            add_authors(out, f->value, is_shown ? SAID_SHOWN : SAID_FIELD);
        if (out->people.n > before && is_shown)
            first = f->node;
    }
}

/* --- lines at the headline --------------------------------------------- */

static bool has_letter(stm_slice s)
{
    for (size_t i = 0; i < s.len; i++)
        if (stm_is_alpha(s.ptr[i]) || s.ptr[i] >= 0x80)
            return true;
    return false;
}

/* Where a part that may open with "by" begins after `at`, past "|" or "·". */
static size_t next_part(stm_slice line, size_t at)
{
    while (at < line.len) {
        uint32_t c;
        at = stm_utf8_next(line, at, &c);
        if (c == '|' || c == 0xB7 || c == 0x2022 || c == 0x2014 || c == 0x2013)
            break;
    }
    while (at < line.len && line.ptr[at] <= ' ')
        at++;
    return at;
}

/* The text behind the marker that the line or a part of it opens with. */
static bool behind_marker(stm_slice line, stm_slice *out)
{
    for (size_t at = 0; at < line.len; at = next_part(line, at)) {
        const stm_slice part = stm_slice_sub(line, at, line.len);
        const size_t marker = stm_byline_marker(part);
        if (marker == 0)
            continue;
        *out = stm_slice_trim(stm_slice_sub(part, marker, part.len));
        return true;
    }
    return false;
}

/* Without the day that many bylines end with. */
static stm_slice before_day(stm_slice line, const stm_date_hint *hint)
{
    stm_date_mention m;
    if (stm_date_scan(line, hint, &m, 1) == 1)
        line = stm_slice_sub(line, 0, m.at.begin);
    return stm_slice_trim(line);
}

/* The next text with a letter after node `i` in its block, or "". */
static stm_slice text_after(const stm_html *html, uint32_t i)
{
    enum { AHEAD = 8 };
    for (uint32_t k = i + 1; k < html->n_nodes && k <= i + AHEAD; k++)
        if (html->nodes[k].tag == STM_TAG_TEXT &&
            has_letter(html->nodes[k].text))
            return stm_slice_trim(html->nodes[k].text);
    return (stm_slice){NULL, 0};
}

/* A line before the text or right after it that opens as bylines do. */
static void authors_from_lines(const stm_html *html,
                               const stm_page_frame *frame,
                               const stm_date_hint *hint, author_search *out)
{
    enum { BEFORE = 2500, LINE = 160, BEHIND = 1500 };
    const uint32_t low = stm_min_u32(frame->headline, frame->begin);
    for (uint32_t i = 0; i < html->n_nodes; i++) {
        const stm_html_node *n = &html->nodes[i];
        if (n->tag != STM_TAG_TEXT || n->begin + BEFORE < low ||
            n->begin > frame->end + BEHIND ||
            (n->begin > frame->begin && n->begin < frame->end))
            continue;
        const stm_tag tag = (stm_tag)html->nodes[n->parent].tag;
        const stm_slice text = stm_slice_trim(n->text);
        stm_slice name;
        if (text.len == 0 || text.len > LINE || tag == STM_TAG_SCRIPT ||
            tag == STM_TAG_STYLE || !behind_marker(text, &name) ||
            stm_page_is_aside(html, i, frame->begin, frame->headline))
            continue;
        if (!has_letter(name))
            name = text_after(html, i);
        name = before_day(name, hint);
        if (name.len == 0 || name.len > LINE || !stm_may_be_name(name))
            continue;
        add_authors(out, name, SAID_SHOWN);
        if (out->people.n > 0)
            return;
    }
}

/* Lines of the text itself that are bylines by their shape. */
static void authors_from_text(const stm_article *a, stm_authors *out)
{
    enum { FIRST = 6 };
    for (uint32_t i = 0; i < a->n_paragraphs; i++) {
        if (i >= FIRST && i + 3 < a->n_paragraphs)
            continue;
        const stm_slice line = stm_span_text(a->paragraphs[i].span, a->text);
        if (out->n == 0 && line.len < 120 && stm_line_is_byline(line))
            stm_authors_add(out, line);
    }
}

static void search(const stm_html *html, const stm_page_facts *facts,
                   const stm_page_frame *frame, const stm_raw *raw,
                   const stm_date_hint *hint, author_search *s)
{
    static const struct {
        stm_fact_place place;
        bool is_sure;
    } steps[] = {{STM_FACT_META, false},
                 {STM_FACT_LINK, true},
                 {STM_FACT_ITEMPROP, false},
                 {STM_FACT_TIME, false}, /* no place of authors: lines */
                 {STM_FACT_LINK, false},
                 {STM_FACT_CLASS, false}};
    if (raw->fields.authors.len > 0)
        stm_authors_add(&s->people, raw->fields.authors);
    if (s->people.n == 0)
        authors_from_ld(&facts->ld, s);
    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++) {
        if (s->people.n > 0)
            return;
        if (steps[i].place == STM_FACT_TIME)
            authors_from_lines(html, frame, hint, s);
        else
            authors_from_facts(html, facts, frame, steps[i].place,
                               steps[i].is_sure, s);
    }
    if (s->people.n == 0)
        authors_from_text(s->article, &s->people);
}

void stm_page_authors_fill(const stm_html *html, const stm_page_facts *facts,
                           const stm_page_frame *frame, const stm_raw *raw,
                           const stm_date_hint *hint, stm_arena *scratch,
                           stm_arena *arena, stm_article *article)
{
    author_search s = {.article = article, .scratch = scratch};
    search(html, facts, frame, raw, hint, &s);
    const stm_authors *names = s.people.n > 0 ? &s.people : &s.bodies;
    stm_slice *copies = stm_arena_alloc(arena, names->n, sizeof *copies);
    for (uint32_t i = 0; i < names->n && copies != NULL; i++)
        copies[i] = stm_arena_copy(arena, names->items[i]);
    article->authors = copies;
    article->n_authors = copies == NULL ? 0 : names->n;
}
