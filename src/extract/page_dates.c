#include "extract/page_dates.h"

#include "base/buf.h"
#include "base/size.h"
#include "extract/date_role.h"

#include "base/banned.h"

/*
 * How far each place is trusted by itself. A <time> or class may stand for
 * another article's day, hence by its distance to the headline.
 */
#define TRUST_LD 0.97F
#define TRUST_LD_NESTED 0.4F
#define TRUST_META 0.95F
#define TRUST_META_DATED 0.85F
#define TRUST_ITEM 0.9F
#define TRUST_TIME 0.8F
#define TRUST_SHOWN 0.7F
#define TRUST_URL 0.75F
#define TRUST_SCRIPT 0.5F
#define TRUST_IMAGE 0.4F
#define TRUST_HEADER 0.35F
#define ASIDE 0.6F /* of the trust, in what is named for something else */

enum {
    MAX_CLAIMS = 96,
    SHOWN_BYTES = 160,   /* a line that shows a date is no longer */
    NEAR_BYTES = 6000,   /* of markup around the headline */
    BEHIND_BYTES = 4000, /* after the text's end */
    HEAD_BYTES = 48,     /* where a paragraph may open with its day */
    MOST_LATER = 6,
};

typedef struct gatherer {
    const stm_html *html;
    const stm_page_frame *frame;
    stm_date_hint shown;   /* of text */
    stm_date_hint machine; /* of attributes */
    stm_date_claim claims[MAX_CLAIMS];
    uint32_t n;
} gatherer;

static bool is_same_date(stm_date a, stm_date b)
{
    return a.year == b.year && a.month == b.month && a.day == b.day &&
           a.hour == b.hour && a.minute == b.minute && a.second == b.second &&
           a.precision == b.precision && a.zone_minutes == b.zone_minutes;
}

/* Adds a candidate; one told twice in one place counts once. */
static void add(gatherer *g, stm_date date, stm_date_place place,
                stm_date_role role, float trust)
{
    if (date.precision < STM_DATE_DAY || g->n == MAX_CLAIMS)
        return;
    /* before the Web; or a clock that was never set */
    if (date.year < 1990 || date.year > 2100)
        return;
    for (uint32_t i = 0; i < g->n; i++) {
        stm_date_claim *c = &g->claims[i];
        if (c->place == place && c->role == role &&
            is_same_date(c->date, date)) {
            c->trust = c->trust > trust ? c->trust : trust;
            return;
        }
    }
    g->claims[g->n++] = (stm_date_claim){.date = date,
                                         .place = (uint8_t)place,
                                         .role = (uint8_t)role,
                                         .trust = trust};
}

static void add_text(gatherer *g, stm_slice text, stm_date_place place,
                     stm_date_role role, float trust)
{
    stm_date date;
    if (text.len > 0 && stm_date_parse(text, &g->machine, &date))
        add(g, date, place, role, trust);
}

static void take_ld(gatherer *g, const stm_ld *ld)
{
    bool has_article = false;
    for (uint32_t i = 0; i < ld->n; i++)
        has_article =
            has_article || (ld->items[i].is_article && !ld->items[i].is_nested);
    for (uint32_t i = 0; i < ld->n; i++) {
        const stm_ld_item *item = &ld->items[i];
        float trust = TRUST_LD;
        if (item->is_nested || !(item->is_article || item->is_page))
            trust = TRUST_LD_NESTED;
        else if (!item->is_article)
            trust = has_article ? TRUST_LD_NESTED : TRUST_META_DATED;
        const bool has_day = item->published.len > 0;
        add_text(g, has_day ? item->published : item->created,
                 STM_DATE_PLACE_JSON_LD, STM_DATE_ROLE_PUBLISHED, trust);
        add_text(g, item->modified, STM_DATE_PLACE_JSON_LD,
                 STM_DATE_ROLE_MODIFIED, trust);
    }
}

/* 1 beside the headline, less with every screen of markup away from it. */
static float distance_factor(const stm_page_frame *f, uint32_t at)
{
    const uint32_t low = stm_min_u32(f->headline, f->begin);
    const uint32_t high = stm_max_u32(f->headline, f->begin);
    if (at >= low && at <= high)
        return 1.0F;
    if (at < low)
        return low - at <= NEAR_BYTES ? 0.9F : 0.65F;
    if (at < f->end)
        return 0.8F;
    return at - f->end <= BEHIND_BYTES ? 0.85F : 0.55F;
}

static float nearness(const gatherer *g, uint32_t node)
{
    const float near = distance_factor(g->frame, g->html->nodes[node].begin);
    return stm_page_is_aside(g->html, node, g->frame->begin, g->frame->headline)
               ? near * ASIDE
               : near;
}

static stm_date_role role_of(const stm_fact *fact, stm_slice text)
{
    switch (fact->kind) {
    case STM_FACT_PUBLISHED:
        return STM_DATE_ROLE_PUBLISHED;
    case STM_FACT_MODIFIED:
        return STM_DATE_ROLE_MODIFIED;
    default:
        return (stm_date_role)stm_date_role_of_line(text);
    }
}

/* A line that is a date and little else was put there as a stamp. */
static float alone_bonus(stm_slice text, const stm_date_mention *found,
                         uint32_t n)
{
    size_t dated = 0;
    for (uint32_t i = 0; i < n; i++)
        dated += found[i].at.end - found[i].at.begin;
    return 4 * dated >= 3 * text.len ? 0.05F : 0.0F;
}

static void take_shown(gatherer *g, uint32_t node, stm_slice text,
                       const stm_fact *fact, float trust)
{
    stm_date_mention found[2];
    const uint32_t n = stm_date_scan(text, &g->shown, found, 2);
    const float near = nearness(g, node);
    for (uint32_t i = 0; i < n; i++) {
        if (found[i].date.year == 0)
            continue;
        stm_date_role role = fact != NULL
                                 ? role_of(fact, text)
                                 : (stm_date_role)stm_date_role_of_line(text);
        /* "Published 3 May, updated 5 May" */
        if (n == 2 && i == 1 && role == STM_DATE_ROLE_PUBLISHED && g->n > 0 &&
            stm_date_role_of_line(
                stm_slice_sub(text, found[0].at.end, found[1].at.begin)) ==
                STM_DATE_ROLE_MODIFIED)
            role = STM_DATE_ROLE_MODIFIED;
        const float sure = (role == STM_DATE_ROLE_PUBLISHED ? 0.1F : 0.0F) +
                           alone_bonus(text, found, n);
        const uint32_t before = g->n;
        add(g, found[i].date, STM_DATE_PLACE_TEXT, role,
            (trust + sure) * near - 0.02F * (float)i);
        if (g->n > before)
            g->claims[g->n - 1].weekday = found[i].weekday;
    }
}

static void take_facts(gatherer *g, const stm_page_facts *facts)
{
    for (uint32_t i = 0; i < facts->n; i++) {
        const stm_fact *f = &facts->items[i];
        if (f->kind != STM_FACT_PUBLISHED && f->kind != STM_FACT_DATED &&
            f->kind != STM_FACT_MODIFIED)
            continue;
        const bool is_named = f->kind != STM_FACT_DATED;
        const float near = nearness(g, f->node);
        switch (f->place) {
        case STM_FACT_META:
            add_text(g, f->value, STM_DATE_PLACE_META,
                     f->kind == STM_FACT_MODIFIED ? STM_DATE_ROLE_MODIFIED
                                                  : STM_DATE_ROLE_PUBLISHED,
                     is_named ? TRUST_META : TRUST_META_DATED);
            break;
        case STM_FACT_ITEMPROP:
            add_text(g, f->value, STM_DATE_PLACE_TIME, role_of(f, f->value),
                     TRUST_ITEM * near);
            break;
        case STM_FACT_TIME:
            add_text(g, f->value, STM_DATE_PLACE_TIME, role_of(f, f->value),
                     (is_named ? TRUST_ITEM : TRUST_TIME) * near);
            break;
        case STM_FACT_CLASS:
            take_shown(g, f->node, f->value, f, TRUST_SHOWN);
            break;
        case STM_FACT_LINK:
            break;
        }
    }
}

static bool has_digit(stm_slice s)
{
    for (size_t i = 0; i < s.len; i++)
        if (stm_is_digit(s.ptr[i]))
            return true;
    return false;
}

/*
 * Lines that show a date near the headline or right behind the text, whatever
 * their markup is named.
 */
static void take_lines(gatherer *g)
{
    const stm_html *html = g->html;
    const stm_page_frame *f = g->frame;
    const uint32_t low = stm_min_u32(f->headline, f->begin);
    const uint32_t from = low > NEAR_BYTES ? low - NEAR_BYTES : 0;
    const uint32_t to = f->end + BEHIND_BYTES;
    uint32_t later = 0; /* the first shown is most likely meant */
    for (uint32_t i = 0; i < html->n_nodes; i++) {
        const stm_html_node *n = &html->nodes[i];
        if (n->tag != STM_TAG_TEXT || n->begin < from || n->begin > to)
            continue;
        const stm_slice text = stm_slice_trim(n->text);
        if (text.len < 6 || text.len > SHOWN_BYTES || !has_digit(text))
            continue;
        const stm_tag tag = (stm_tag)html->nodes[n->parent].tag;
        if (tag == STM_TAG_SCRIPT || tag == STM_TAG_STYLE)
            continue;
        const uint32_t before = g->n;
        /* inside the text a date is the story's, unless it stands alone */
        const bool is_inside = n->begin > f->begin && n->begin < f->end;
        if (is_inside && text.len > 48)
            continue;
        const bool is_labelled =
            stm_date_role_of_line(text) == STM_DATE_ROLE_PUBLISHED;
        take_shown(g, i, text, NULL,
                   (is_inside && !is_labelled ? 0.4F : 0.6F) -
                       0.02F * (float)later);
        later += later < MOST_LATER && g->n > before;
    }
}

static void take_urls(gatherer *g, const stm_page_facts *facts,
                      const stm_raw *raw)
{
    stm_date date;
    if (stm_date_from_url(raw->url, &date)) {
        add(g, date, STM_DATE_PLACE_URL, STM_DATE_ROLE_PUBLISHED, TRUST_URL);
        return;
    }
    for (uint32_t i = 0; i < facts->n; i++)
        if (facts->items[i].kind == STM_FACT_URL &&
            stm_date_from_url(facts->items[i].value, &date)) {
            add(g, date, STM_DATE_PLACE_URL, STM_DATE_ROLE_PUBLISHED,
                TRUST_URL);
            return;
        }
}

/* No word before `at`: "On 3 May" is a sentence's own day, "(3 May)" is not. */
static bool opens_with(stm_slice par, size_t at)
{
    for (size_t i = 0; i < at; i++)
        if (stm_is_alpha(par.ptr[i]) || par.ptr[i] >= 0x80)
            return false;
    return true;
}

/* "Marl, 3 May 2021. The council ..." and "03.05.2021 - The council ..." */
static void take_dateline(gatherer *g, const stm_article *a)
{
    uint32_t bodies = 0;
    for (uint32_t i = 0; i < a->n_paragraphs && bodies < 2; i++) {
        const stm_paragraph *p = &a->paragraphs[i];
        if (p->kind != STM_PAR_BODY)
            continue;
        bodies++;
        const stm_slice par = stm_span_text(p->span, a->text);
        const bool is_whole = par.len <= HEAD_BYTES;
        stm_date_mention m;
        if (stm_date_scan(stm_slice_sub(par, 0, 2 * HEAD_BYTES), &g->shown, &m,
                          1) == 0 ||
            m.date.year == 0 || m.at.end > HEAD_BYTES)
            continue;
        const bool is_dateline = a->dateline_at.end > a->dateline_at.begin &&
                                 a->dateline_at.begin == p->span.begin &&
                                 p->span.begin + m.at.end <= a->dateline_at.end;
        add(g, m.date, STM_DATE_PLACE_DATELINE, STM_DATE_ROLE_UNKNOWN,
            is_dateline                               ? 0.85F
            : is_whole || opens_with(par, m.at.begin) ? 0.6F
                                                      : 0.35F);
    }
}

/*
 * A system may stamp the day a page was begun; where a line at the headline
 * and a <time> or meta element have another, that is the day it came out.
 */
static void prefer_shown(gatherer *g)
{
    for (uint32_t i = 0; i < g->n; i++) {
        stm_date_claim *c = &g->claims[i];
        if (c->place != STM_DATE_PLACE_TEXT || c->trust < 0.5F ||
            c->role == STM_DATE_ROLE_MODIFIED)
            continue;
        const int32_t day = stm_date_day_number(c->date);
        bool has_time = false;
        bool is_named = false; /* by JSON-LD or meta, in any role */
        for (uint32_t k = 0; k < g->n; k++) {
            const stm_date_claim *o = &g->claims[k];
            if (stm_date_day_number(o->date) == day) {
                has_time = has_time || ((o->place == STM_DATE_PLACE_TIME ||
                                         o->place == STM_DATE_PLACE_META) &&
                                        o->trust >= 0.6F &&
                                        o->role != STM_DATE_ROLE_MODIFIED);
                is_named = is_named || o->role == STM_DATE_ROLE_MODIFIED;
            }
        }
        if (has_time && !is_named)
            c->trust = 0.96F;
    }
}

static void take_given(gatherer *g, const stm_raw *raw)
{
    add_text(g, raw->fields.date, STM_DATE_PLACE_GIVEN, STM_DATE_ROLE_PUBLISHED,
             0.98F);
    add_text(g, raw->fields.modified, STM_DATE_PLACE_GIVEN,
             STM_DATE_ROLE_MODIFIED, 0.98F);
    add(g, raw->header_date, STM_DATE_PLACE_HEADER, STM_DATE_ROLE_UNKNOWN,
        TRUST_HEADER);
}

/* Keys of an article's day in the data that scripts carry. */
static const char *const script_keys[] = {
    "datePublished",   "published_at", "publishedAt",  "publishDate",
    "publicationDate", "pubDate",      "publish_date", "published_time",
    "firstPublished",  "dateCreated",  "createdAt",    "created_at",
};

static void take_key(gatherer *g, stm_slice script, stm_slice key)
{
    const size_t found = stm_slice_find(script, key, 0);
    if (found == STM_SLICE_NPOS)
        return;
    size_t at = found + key.len;
    while (at < script.len &&
           (script.ptr[at] == '"' || script.ptr[at] == '\\' ||
            script.ptr[at] == ':' || script.ptr[at] == ' ' ||
            script.ptr[at] == '\''))
        at++;
    size_t end = at;
    while (end < script.len && end < at + 40 && script.ptr[end] != '"' &&
           script.ptr[end] != '\\' && script.ptr[end] != ',')
        end++;
    add_text(g, stm_slice_sub(script, at, end), STM_DATE_PLACE_META,
             STM_DATE_ROLE_PUBLISHED, TRUST_SCRIPT);
}

/* Where nothing else is worth much: what scripts and pictures' names hold. */
static void take_leftovers(gatherer *g, const stm_page_facts *facts)
{
    for (uint32_t i = 0; i < g->n; i++)
        if (g->claims[i].trust >= TRUST_SCRIPT &&
            g->claims[i].role != STM_DATE_ROLE_MODIFIED)
            return;
    const stm_html *html = g->html;
    for (uint32_t i = 0; i < html->n_nodes; i++) {
        if (html->nodes[i].tag != STM_TAG_TEXT ||
            html->nodes[html->nodes[i].parent].tag != STM_TAG_SCRIPT)
            continue;
        for (size_t k = 0; k < sizeof script_keys / sizeof *script_keys; k++)
            take_key(g, html->nodes[i].text,
                     stm_slice_from_cstr(script_keys[k]));
    }
    stm_date date;
    if (stm_date_from_url(stm_page_fact(facts, STM_FACT_IMAGE, STM_FACT_META),
                          &date))
        add(g, date, STM_DATE_PLACE_URL, STM_DATE_ROLE_UNKNOWN, TRUST_IMAGE);
}

static int64_t minutes_of(stm_date d)
{
    return (int64_t)stm_date_day_number(d) * 1440 + d.hour * 60 + d.minute;
}

/* True where the page shows that day near the headline, not as a change's. */
static bool is_shown_day(const gatherer *g, int32_t day)
{
    for (uint32_t i = 0; i < g->n; i++)
        if (g->claims[i].place == STM_DATE_PLACE_TEXT &&
            g->claims[i].trust >= 0.5F &&
            g->claims[i].role != STM_DATE_ROLE_MODIFIED &&
            stm_date_day_number(g->claims[i].date) == day)
            return true;
    return false;
}

/* True where the page shows the minute itself: its readers live by UTC. */
static bool is_shown_minute(const gatherer *g, stm_date utc)
{
    for (uint32_t i = 0; i < g->n; i++)
        if (g->claims[i].place == STM_DATE_PLACE_TEXT &&
            g->claims[i].date.precision >= STM_DATE_MINUTE &&
            minutes_of(g->claims[i].date) == minutes_of(utc))
            return true;
    return false;
}

/* The same minute told in UTC and in the time of a place. */
static bool is_same_minute(stm_date utc, stm_date local)
{
    enum { WEST = -12 * 60, EAST = 14 * 60 };
    if (utc.precision < STM_DATE_MINUTE || local.precision < STM_DATE_MINUTE)
        return false;
    const int64_t zone = minutes_of(local) - minutes_of(utc);
    return zone % 30 == 0 && zone >= WEST && zone <= EAST;
}

/*
 * A stamp in UTC names another day than its readers see, near midnight. Where
 * the page shows the day, or the minute, that fits a zone, that is the day of
 * the report; shown to the minute it tells the zone, too.
 */
static void localise(gatherer *g)
{
    enum { MOST_ZONE = 14 * 60 };
    for (uint32_t i = 0; i < g->n; i++) {
        stm_date_claim *utc = &g->claims[i];
        if (utc->date.precision < STM_DATE_MINUTE ||
            utc->date.zone_minutes != 0 || is_shown_minute(g, utc->date))
            continue;
        const int64_t at = minutes_of(utc->date);
        const bool is_shown = is_shown_day(g, stm_date_day_number(utc->date));
        for (uint32_t k = 0; k < g->n; k++) {
            const stm_date_claim *shown = &g->claims[k];
            const int32_t day = stm_date_day_number(shown->date);
            if (shown->date.zone_minutes != STM_ZONE_UNKNOWN ||
                shown->role == STM_DATE_ROLE_MODIFIED ||
                day == stm_date_day_number(utc->date))
                continue;
            /* the day may be shown for something else, the minute is not */
            if (!is_same_minute(utc->date, shown->date) &&
                (is_shown || shown->trust < 0.5F))
                continue;
            const bool has_time = shown->date.precision >= STM_DATE_MINUTE;
            const int64_t from =
                has_time ? minutes_of(shown->date) : (int64_t)day * 1440;
            const int64_t to = has_time ? from : from + 1439;
            if (to < at - MOST_ZONE + 120 || from > at + MOST_ZONE)
                continue;
            const int64_t zone = from - at;
            if (has_time && zone % 15 != 0)
                continue;
            const float trust = utc->trust;
            const uint8_t second = utc->date.second;
            const uint8_t precision = utc->date.precision;
            utc->date = shown->date;
            utc->trust = trust;
            if (has_time) {
                utc->date.zone_minutes = (int16_t)zone;
                utc->date.second = second;
                utc->date.precision = precision;
            }
            break;
        }
    }
}

/*
 * What cannot be the day of publication: a day after the page was saved, and
 * one after it was last changed, as far as the page says so itself.
 */
static void bound(gatherer *g, const stm_raw *raw)
{
    const int32_t saved = stm_date_day_number(raw->captured);
    for (uint32_t i = 0; i < g->n && saved != STM_NO_DAY; i++)
        if (stm_date_day_number(g->claims[i].date) > saved + 1)
            g->claims[i].trust *= 0.2F;
}

void stm_page_dates_fill(const stm_html *html, const stm_page_facts *facts,
                         const stm_page_frame *frame, const stm_raw *raw,
                         const stm_date_hint *hint, stm_arena *arena,
                         stm_article *article)
{
    gatherer g = {
        .html = html, .frame = frame, .shown = *hint, .machine = *hint};
    g.machine.is_machine = true;
    take_given(&g, raw);
    take_dateline(&g, article);
    take_ld(&g, &facts->ld);
    take_facts(&g, facts);
    take_urls(&g, facts, raw);
    take_lines(&g);
    take_leftovers(&g, facts);
    prefer_shown(&g);
    localise(&g);
    bound(&g, raw);
    stm_dates_choose(article, hint, g.claims, g.n, arena);
}
