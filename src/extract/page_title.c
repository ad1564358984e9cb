/*
 * Places that give a headline disagree in habits: <title> carries the site's
 * name, og:title is sharpened for sharing, JSON-LD's is cut to 110 letters,
 * and the first h1 may be the logo. What the page shows as its headline is
 * the heading that another place repeats.
 */
#include "extract/page_title.h"

#include "base/utf8.h"
#include "extract/date_parse.h"

#include "base/banned.h"

enum { MOST_BYTES = 600, LEAST_KEY = 4 };

/* Letters and figures alone, ASCII in lower case, for comparing. */
static stm_slice key_of(stm_slice s, stm_arena *arena)
{
    uint8_t *out = stm_arena_alloc(arena, s.len + 1, 1);
    size_t n = 0;
    if (out == NULL || s.len > MOST_BYTES)
        return (stm_slice){NULL, 0};
    for (size_t at = 0; at < s.len;) {
        uint32_t cp;
        const size_t next = stm_utf8_next(s, at, &cp);
        const bool is_mark = (cp >= 0x2000 && cp <= 0x206F) || cp == 0xA0 ||
                             cp == 0xAB || cp == 0xBB || cp == 0xAD ||
                             cp == 0xFFFD;
        if (cp < 0x80) {
            if (stm_is_alpha((uint8_t)cp) || stm_is_digit((uint8_t)cp))
                out[n++] = stm_to_lower((uint8_t)cp);
        } else if (!is_mark) {
            for (size_t i = at; i < next; i++)
                out[n++] = s.ptr[i];
        }
        at = next;
    }
    return stm_slice_of(out, n);
}

static bool holds(stm_slice whole, stm_slice part)
{
    return part.len >= LEAST_KEY &&
           stm_slice_find(whole, part, 0) != STM_SLICE_NPOS;
}

/* A section's name is in many titles, yet never the most of one. */
static bool is_most_of(stm_slice part, stm_slice whole)
{
    return 2 * part.len >= whole.len && holds(whole, part);
}

/* "lto" of lto.de and "NTV" of n-tv.de: a part of the host, not the last. */
static bool is_label(stm_slice site, stm_slice key, stm_arena *arena)
{
    for (size_t at = 0;;) {
        const size_t dot = stm_slice_find_byte(site, '.', at);
        if (dot == STM_SLICE_NPOS)
            return false;
        if (stm_slice_eq(key_of(stm_slice_sub(site, at, dot), arena), key))
            return true;
        at = dot + 1;
    }
}

/* True where the piece is the name of the site, as the host spells it too. */
bool stm_names_site(stm_slice piece, stm_slice outlet, stm_slice site,
                    stm_arena *scratch)
{
    const stm_slice key = key_of(piece, scratch);
    const stm_slice name = key_of(outlet, scratch);
    const stm_slice host = key_of(site, scratch);
    if (key.len < 2)
        return false;
    return (name.len > 1 && (stm_slice_eq(key, name) || holds(key, name) ||
                             holds(name, key))) ||
           holds(host, key) || (host.len > 0 && holds(key, host)) ||
           is_label(site, key, scratch);
}

/* A headline may have the site's name in it: here that is most of it. */
static bool is_site_alone(stm_slice heading, stm_slice outlet, stm_slice site,
                          stm_arena *scratch)
{
    const stm_slice key = key_of(heading, scratch);
    const stm_slice name = key_of(outlet, scratch);
    return stm_names_site(heading, outlet, site, scratch) &&
           !(holds(key, name) && !is_most_of(name, key));
}

typedef struct cut {
    stm_slice head;
    stm_slice tail;
} cut;

static const char *const separators[] = {" | ", " - ", " – ",  " — ",
                                         " » ", " « ", " :: ", " · ",
                                         " • ", " / ", " < ",  " > "};

/* Parts s at its last, or first, separator; false where it has none. */
static bool part(stm_slice s, bool last, cut *out)
{
    size_t best = STM_SLICE_NPOS;
    size_t width = 0;
    for (size_t i = 0; i < sizeof separators / sizeof *separators; i++) {
        const stm_slice mark = stm_slice_from_cstr(separators[i]);
        for (size_t at = stm_slice_find(s, mark, 0); at != STM_SLICE_NPOS;
             at = stm_slice_find(s, mark, at + 1)) {
            if (best == STM_SLICE_NPOS || (last ? at > best : at < best)) {
                best = at;
                width = mark.len;
            }
            if (!last)
                break;
        }
    }
    if (best == STM_SLICE_NPOS)
        return false;
    out->head = stm_slice_trim(stm_slice_sub(s, 0, best));
    out->tail = stm_slice_trim(stm_slice_sub(s, best + width, s.len));
    return true;
}

/* Without the site's name at its end or begin. */
static stm_slice without_site(stm_slice s, stm_slice outlet, stm_slice site,
                              stm_arena *scratch)
{
    cut c;
    for (int i = 0; i < 3 && part(s, true, &c); i++) {
        if (c.head.len == 0 || !stm_names_site(c.tail, outlet, site, scratch))
            break;
        s = c.head;
    }
    if (part(s, false, &c) && c.tail.len > 0 &&
        stm_names_site(c.head, outlet, site, scratch))
        s = c.tail;
    return s;
}

/* The longest part of a <title> of which nothing else is known. */
static stm_slice longest_part(stm_slice s)
{
    cut c;
    while (part(s, true, &c))
        s = c.head.len >= c.tail.len ? c.head : c.tail;
    return s;
}

static stm_slice ld_headline(const stm_ld *ld)
{
    for (uint32_t i = 0; i < ld->n; i++)
        if (ld->items[i].is_article && !ld->items[i].is_nested &&
            ld->items[i].headline.len > 0)
            return ld->items[i].headline;
    return (stm_slice){NULL, 0};
}

/* How well other places bear out a heading. */
static int support(stm_slice key, stm_slice title, stm_slice shared,
                   stm_slice ld)
{
    if (key.len < LEAST_KEY)
        return 0;
    int n = 0;
    if (stm_slice_eq(key, title))
        n += 4;
    else if (is_most_of(key, title))
        n += stm_slice_starts(title, key) ? 3 : 2;
    if (stm_slice_eq(key, shared))
        n += 4;
    else if (is_most_of(key, shared) || is_most_of(shared, key))
        n += 2;
    if (stm_slice_eq(key, ld))
        n += 3;
    else if (is_most_of(key, ld) || is_most_of(ld, key))
        n += 1;
    return n;
}

static uint32_t best_heading(const stm_page_facts *facts, stm_slice title,
                             stm_slice shared, stm_slice ld, stm_slice outlet,
                             stm_slice site, stm_arena *scratch)
{
    uint32_t best = STM_NONE;
    int most = 0;
    for (uint32_t i = 0; i < facts->n_headings; i++) {
        if (is_site_alone(facts->headings[i], outlet, site, scratch))
            continue;
        const stm_slice key = key_of(facts->headings[i], scratch);
        int n = support(key, title, shared, ld);
        /* "News" is in many titles */
        if (key.len < 12 && n < 4)
            continue;
        n = n > 0 ? 2 * n + (facts->heading_rank[i] == 1) : 0;
        if (n > most) {
            most = n;
            best = i;
        }
    }
    return best;
}

/* An element named for the line over a headline. */
static bool is_kicker(const stm_html *html, uint32_t node)
{
    static const char *const names[] = {
        "kicker",  "overline", "dach",   "roof",      "topline",  "top-line",
        "prefix",  "super",    "rubrik", "ategor",    "section",  "spitz",
        "eyebrow", "flag",     "topic",  "overtitle", "pretitle", "pre-title",
        "subject", "theme",    "ober",   "intro",     "vorspann", "hidden",
        "label",   "strap",    "tag",    "sub",       "catch",    "roofline"};
    const stm_slice class = stm_html_attr_get(html, node, STM_LIT("class"));
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (stm_slice_ifind(class, stm_slice_from_cstr(names[i]), 0) !=
            STM_SLICE_NPOS)
            return true;
    return false;
}

/*
 * A heading's own line: without a kicker that stands in it before the rest,
 * and without the day that some lists put first.
 */
static stm_slice own_line(const stm_html *html, const stm_page_title *t,
                          stm_arena *scratch)
{
    const stm_slice text = t->text;
    size_t from = 0;
    const stm_html_node *h = &html->nodes[t->node];
    for (uint32_t i = t->node + 1; i < h->end_node; i++) {
        const stm_html_node *n = &html->nodes[i];
        if (n->tag == STM_TAG_TEXT || n->tag == STM_TAG_COMMENT)
            continue;
        const stm_slice part = stm_page_shown(html, i, scratch);
        /* a wrapper of all of it: look inside */
        if (part.len == 0 || stm_slice_eq(part, text))
            continue;
        if (stm_slice_starts(text, part) && 2 * part.len < text.len &&
            is_kicker(html, i))
            from = part.len;
        break;
    }
    const stm_date_hint hint = {.order = STM_DATE_ORDER_DMY};
    stm_date_mention day;
    if (from == 0 && stm_date_scan(text, &hint, &day, 1) == 1 &&
        day.at.begin == 0 && day.date.year != 0 && day.date.day != 0)
        from = day.at.end;
    while (from < text.len) {
        uint32_t cp;
        const size_t next = stm_utf8_next(text, from, &cp);
        if (from == 0 ||
            (cp != ' ' && cp != ':' && cp != '-' && cp != '|' && cp != '/' &&
             cp != 0x2013 && cp != 0x2014 && cp != 0xA0))
            break;
        from = next;
    }
    return text.len - from < LEAST_KEY ? text
                                       : stm_slice_sub(text, from, text.len);
}

/* The choice before own_line. */
static stm_page_title choose(const stm_page_facts *facts, stm_slice outlet,
                             stm_slice site, stm_arena *scratch)
{
    const stm_slice meta = stm_page_fact(facts, STM_FACT_TITLE, STM_FACT_META);
    const stm_slice ld = ld_headline(&facts->ld);
    const stm_slice shared = without_site(meta, outlet, site, scratch);
    const stm_slice title = without_site(facts->title, outlet, site, scratch);
    const uint32_t h =
        best_heading(facts, key_of(title, scratch), key_of(shared, scratch),
                     key_of(ld, scratch), outlet, site, scratch);
    if (h != STM_NONE)
        return (stm_page_title){facts->headings[h], facts->heading_at[h]};
    uint32_t h1 = STM_NONE;
    uint32_t n_h1 = 0;
    for (uint32_t i = 0; i < facts->n_headings; i++)
        if (facts->heading_rank[i] == 1 && facts->headings[i].len >= 12 &&
            !is_site_alone(facts->headings[i], outlet, site, scratch)) {
            h1 = h1 == STM_NONE ? i : h1;
            n_h1++;
        }
    /* the only h1 of some length is what readers see as the headline */
    if (n_h1 == 1)
        return (stm_page_title){facts->headings[h1], facts->heading_at[h1]};
    const stm_slice said =
        stm_page_fact(facts, STM_FACT_TITLE, STM_FACT_ITEMPROP);
    const stm_slice text = shared.len > 0 ? shared
                           : ld.len > 0   ? ld
                           : said.len > 0 ? said
                                          : longest_part(title);
    if (text.len == 0 && h1 != STM_NONE)
        return (stm_page_title){facts->headings[h1], facts->heading_at[h1]};
    return (stm_page_title){text, STM_NONE};
}

/* What the places beside the headings give, without the site's name. */
typedef struct told {
    stm_slice text[3]; /* of <title>, of meta, of JSON-LD */
    stm_slice key[3];
} told;

static bool ends_with(stm_slice whole, stm_slice part)
{
    return part.len < whole.len &&
           stm_slice_eq(stm_slice_sub(whole, whole.len - part.len, whole.len),
                        part);
}

/*
 * The headline in words of another place where these are to be preferred to
 * the heading's: two places have a part of it, or one its end (the rest is a
 * line over or under it); all three have something else; one has the same
 * letters and parts the words, which line breaks do in the heading. Else "".
 */
static stm_slice better_told(const told *t, stm_slice key)
{
    enum { TITLE, META, LD, LEAST = 12 };
    for (int i = LD; i >= TITLE; i--)
        if (t->key[i].len >= LEAST && ends_with(key, t->key[i]))
            return t->text[i];
    for (int i = TITLE; i <= META; i++)
        for (int k = i + 1; k <= LD; k++)
            if (t->key[i].len >= LEAST && t->key[i].len < key.len &&
                stm_slice_eq(t->key[i], t->key[k]) && holds(key, t->key[i]))
                return t->text[i];
    if (t->key[META].len >= LEAST && stm_slice_eq(t->key[META], t->key[LD]) &&
        stm_slice_starts(t->key[TITLE], t->key[META]))
        return t->text[META];
    return stm_slice_eq(t->key[META], key) ? t->text[META]
                                           : (stm_slice){NULL, 0};
}

stm_page_title stm_page_title_choose(const stm_html *html,
                                     const stm_page_facts *facts,
                                     stm_slice outlet, stm_slice site,
                                     stm_arena *scratch)
{
    stm_page_title title = choose(facts, outlet, site, scratch);
    if (title.node == STM_NONE)
        return title;
    told t = {.text = {facts->title,
                       stm_page_fact(facts, STM_FACT_TITLE, STM_FACT_META),
                       ld_headline(&facts->ld)}};
    for (size_t i = 0; i < 3; i++) {
        t.text[i] = without_site(t.text[i], outlet, site, scratch);
        t.key[i] = key_of(t.text[i], scratch);
    }
    const stm_slice key = key_of(title.text, scratch);
    const stm_slice better = better_told(&t, key);
    if (better.len > 0) {
        title.text = better;
        return title;
    }
    /* where another place has all of the heading, all of it is the headline */
    const stm_slice meta =
        key_of(stm_page_fact(facts, STM_FACT_TITLE, STM_FACT_META), scratch);
    if (!holds(meta, key) && !holds(t.key[2], key))
        title.text = own_line(html, &title, scratch);
    return title;
}
