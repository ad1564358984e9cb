/*
 * A scraped page's text is a run of lines. Its article is the stretch whose
 * lines add up to most: sentences count for their words, short lines, marks
 * and furniture against it (Finn, Kushmerick and Smyth, body text
 * extraction, 2001, with lines for tokens):
 *
 *   site name      -        |  before: title, date, byline, or OTHER
 *   Headline       -        |
 *   Sentences ...  + + +    <- from here
 *   A heading      -
 *   Sentences ...  + +      <- to here
 *   Most read      - -      |  after: OTHER
 *   Headline       -        |
 *
 * Within the stretch single lines of furniture are left out again. Nothing
 * here asks for words but furniture.c; the rest is shape.
 */
#include "extract/scrape.h"

#include <string.h>

#include "base/size.h"
#include "base/utf8.h"
#include "extract/byline.h"
#include "extract/credit.h"
#include "extract/date_role.h"
#include "extract/text_dates.h"
#include "extract/text_line.h"

#include "base/banned.h"

#define MAX_CLAIMS 64u
#define SHORT_COST 3    /* words: what a short line takes away */
#define SECTION_COST 45 /* what "Most read" takes away */
#define TITLE_WORDS 28u /* a headline has no more */

/* One text at work. */
typedef struct scrape {
    stm_slice text;
    stm_date_hint hint;
    stm_text_lines lines;
    stm_paragraph *pars; /* pars[lines.n], one a line */
    uint32_t begin;      /* lines of the article's stretch */
    uint32_t end;
    uint32_t title; /* line, or STM_NONE */
    stm_dateline dateline;
    bool has_dateline;
} scrape;

#define NO_LINE UINT32_MAX

static stm_slice line_text(const scrape *s, uint32_t i)
{
    return stm_span_text(s->lines.items[i].span, s->text);
}

/* --- the stretch ------------------------------------------------------ */

static int32_t worth(const stm_text_line *l)
{
    const int32_t words = (int32_t)stm_min_u32(l->n_words, 60);
    switch ((stm_furniture)l->furniture) {
    case STM_FURNITURE_NONE:
        break;
    case STM_FURNITURE_LINE:
        return -2;
    case STM_FURNITURE_LEAD:
        return -4;
    case STM_FURNITURE_FORM:
        return -12;
    case STM_FURNITURE_SECTION:
        return -SECTION_COST;
    }
    switch ((stm_line_shape)l->shape) {
    case STM_LINE_SENTENCE:
        return l->is_item ? words / 2 : words;
    case STM_LINE_LONG:
        return words / 4;
    case STM_LINE_SHORT:
        return l->is_relative_time ? -8 : -SHORT_COST;
    case STM_LINE_DATE:
        return -6;
    case STM_LINE_BYLINE:
        return -2;
    case STM_LINE_MARK:
        return -1;
    }
    return 0;
}

/* Kadane's maximum stretch; the first of equals. */
static void find_stretch(scrape *s)
{
    int32_t best = 0;
    int32_t sum = 0;
    uint32_t from = 0;
    s->begin = s->end = 0;
    for (uint32_t i = 0; i < s->lines.n; i++) {
        if (sum <= 0) {
            sum = 0;
            from = i;
        }
        sum += worth(&s->lines.items[i]);
        if (sum > best) {
            best = sum;
            s->begin = from;
            s->end = i + 1;
        }
    }
    if (s->end > 0)
        return;
    /* no sentence at all: everything that is no furniture */
    s->end = s->lines.n;
}

/*
 * A section head with much before it and little behind cuts the stretch:
 * teasers that are whole sentences must not come in by it.
 */
static void cut_tail(scrape *s)
{
    int64_t total = 0;
    for (uint32_t i = s->begin; i < s->end; i++)
        total += s->lines.items[i].n_words;
    int64_t before = 0;
    for (uint32_t i = s->begin; i < s->end; i++) {
        const stm_text_line *l = &s->lines.items[i];
        const bool is_head =
            l->furniture == STM_FURNITURE_SECTION ||
            (l->furniture == STM_FURNITURE_FORM && l->n_words <= 6);
        if (is_head && before > 60 && before * 10 >= total * 6) {
            s->end = i;
            break;
        }
        before += l->n_words;
    }
    while (s->end > s->begin + 1) {
        const stm_text_line *l = &s->lines.items[s->end - 1];
        if (l->furniture == STM_FURNITURE_NONE &&
            (l->shape == STM_LINE_SENTENCE || l->shape == STM_LINE_LONG))
            break;
        s->end--;
    }
}

/* --- inside ----------------------------------------------------------- */

/* How many short lines in a row, i among them, stand within the stretch. */
static uint32_t short_run(const scrape *s, uint32_t i)
{
    uint32_t a = i;
    uint32_t b = i + 1;
    while (a > s->begin && s->lines.items[a - 1].shape == STM_LINE_SHORT)
        a--;
    while (b < s->end && s->lines.items[b].shape == STM_LINE_SHORT)
        b++;
    return b - a;
}

static bool is_caption(stm_slice line, const stm_text_line *l)
{
    if (stm_line_is_photo_credit(line))
        return true;
    const size_t paren = line.len > 90 ? line.len - 90 : 0;
    const stm_slice tail = stm_slice_sub(line, paren, line.len);
    const bool has_credit =
        stm_slice_ends(line, STM_LIT(")")) &&
        (stm_slice_ifind(tail, STM_LIT("photo"), 0) != STM_SLICE_NPOS ||
         stm_slice_ifind(tail, STM_LIT("foto"), 0) != STM_SLICE_NPOS ||
         stm_slice_ifind(tail, STM_LIT("image:"), 0) != STM_SLICE_NPOS);
    return (has_credit || stm_slice_starts(line, STM_LIT("FILE - ")) ||
            stm_slice_starts(line, STM_LIT("FILE PHOTO"))) &&
           l->n_words < 120;
}

static stm_par_kind kind_inside(const scrape *s, uint32_t i)
{
    const stm_text_line *l = &s->lines.items[i];
    const stm_slice line = line_text(s, i);
    if (l->furniture != STM_FURNITURE_NONE)
        return STM_PAR_OTHER;
    /* what a "Read also:" leads to */
    if (i > 0 && s->lines.items[i - 1].furniture == STM_FURNITURE_LEAD &&
        s->lines.items[i - 1].n_words <= 4 && l->shape != STM_LINE_SENTENCE)
        return STM_PAR_OTHER;
    if (is_caption(line, l))
        return STM_PAR_CAPTION;
    switch ((stm_line_shape)l->shape) {
    case STM_LINE_SENTENCE:
    case STM_LINE_LONG:
        return l->is_item ? STM_PAR_LIST : STM_PAR_BODY;
    case STM_LINE_MARK:
        return STM_PAR_OTHER;
    case STM_LINE_DATE:
    case STM_LINE_BYLINE:
        return i < s->begin + 6 ? STM_PAR_DATELINE : STM_PAR_OTHER;
    case STM_LINE_SHORT:
        break;
    }
    if (l->is_item)
        return STM_PAR_LIST;
    if (stm_line_ends_sentence(line) || l->ends_colon)
        return STM_PAR_BODY;
    const bool is_led = i > 0 && s->lines.items[i - 1].ends_colon;
    if (short_run(s, i) >= 3 && !is_led)
        return STM_PAR_OTHER;
    return STM_PAR_HEADING;
}

/* --- before: the headline --------------------------------------------- */

/* Words of four bytes or more of line i that the article's text holds too. */
static uint32_t shared_words(const scrape *s, uint32_t i, uint32_t *n_words)
{
    const stm_slice line = line_text(s, i);
    const stm_slice body =
        stm_slice_sub(s->text, s->lines.items[s->begin].span.begin,
                      stm_min_u32(s->lines.items[s->end - 1].span.end,
                                  s->lines.items[s->begin].span.begin + 4000));
    uint32_t shared = 0;
    *n_words = 0;
    for (size_t at = 0; at < line.len;) {
        size_t end = at;
        while (end < line.len &&
               (stm_is_alpha(line.ptr[end]) || stm_is_digit(line.ptr[end]) ||
                line.ptr[end] >= 0x80))
            end++;
        if (end - at >= 4) {
            (*n_words)++;
            /* a stem, so that endings may differ */
            const size_t stem = end - at > 6 ? end - 2 : end;
            shared += stm_slice_ifind(body, stm_slice_sub(line, at, stem), 0) !=
                      STM_SLICE_NPOS;
        }
        at = end > at ? end : at + 1;
    }
    return shared;
}

static bool may_be_title(const scrape *s, uint32_t i)
{
    const stm_text_line *l = &s->lines.items[i];
    const stm_slice line = line_text(s, i);
    if (l->furniture != STM_FURNITURE_NONE || l->is_item ||
        l->n_words > TITLE_WORDS || l->n_words < 2 ||
        stm_line_is_photo_credit(line))
        return false;
    if (l->shape == STM_LINE_SHORT || l->shape == STM_LINE_LONG)
        return !stm_slice_ends(line, STM_LIT("."));
    /* "Is it over?" ends as a sentence does, yet may be a headline */
    return l->shape == STM_LINE_SENTENCE && !stm_slice_ends(line, STM_LIT("."));
}

/*
 * The line that heads the article: of those before the stretch, and its own
 * first, the one whose words the text takes up most.
 */
static void find_title(scrape *s)
{
    uint32_t best_score = 0;
    s->title = NO_LINE;
    const uint32_t stop = s->begin < s->end ? s->begin + 1 : s->end;
    const uint32_t start = stop > 40 ? stop - 40 : 0;
    for (uint32_t i = start; i < stop; i++) {
        if (!may_be_title(s, i))
            continue;
        uint32_t n_words;
        const uint32_t shared = shared_words(s, i, &n_words);
        uint32_t score = 10 + 8 * stm_min_u32(shared, 6);
        if (n_words > 0)
            score += 60 * shared / n_words;
        if (s->lines.items[i].n_words >= 4)
            score += 40;
        if (i == 0)
            score += 15;
        if (s->lines.items[i].shape == STM_LINE_LONG)
            score /= 2;
        if (score > best_score) {
            best_score = score;
            s->title = i;
        }
    }
}

static stm_par_kind kind_before(const scrape *s, uint32_t i)
{
    const stm_text_line *l = &s->lines.items[i];
    if (i == s->title)
        return STM_PAR_TITLE;
    if (l->furniture != STM_FURNITURE_NONE)
        return STM_PAR_OTHER;
    if (l->shape == STM_LINE_DATE || l->shape == STM_LINE_BYLINE)
        return STM_PAR_DATELINE;
    /* a standfirst without a full stop, between headline and text */
    const bool is_after_title = s->title != NO_LINE && i > s->title;
    const bool is_close = i + 6 >= s->begin;
    if (l->shape == STM_LINE_SENTENCE && is_close)
        return STM_PAR_BODY;
    if (l->shape == STM_LINE_LONG && is_close &&
        (is_after_title || s->title == NO_LINE))
        return STM_PAR_BODY;
    if (is_after_title && is_close && l->n_words >= 8 &&
        l->shape == STM_LINE_SHORT && !l->is_item)
        return STM_PAR_BODY;
    return STM_PAR_OTHER;
}

static void give_kinds(scrape *s)
{
    for (uint32_t i = 0; i < s->lines.n; i++) {
        stm_paragraph *p = &s->pars[i];
        p->span = s->lines.items[i].span;
        if (i == s->title)
            p->kind = STM_PAR_TITLE;
        else if (i < s->begin)
            p->kind = kind_before(s, i);
        else if (i < s->end)
            p->kind = kind_inside(s, i);
        else
            p->kind = STM_PAR_OTHER;
    }
}

/* --- what the lines tell ---------------------------------------------- */

/*
 * How far a date line is trusted by its place. One before everything, with
 * no headline behind it, is as likely the page's clock as the report's day.
 */
static float trust_of_line(const scrape *s, uint32_t i, uint8_t role,
                           stm_date date)
{
    const float timed = date.precision >= STM_DATE_MINUTE ? 0.1f : 0.0f;
    if (s->pars[i].kind == STM_PAR_OTHER || i >= s->end)
        return 0.15f;
    if (role == STM_DATE_ROLE_PUBLISHED)
        return 0.85f + timed;
    const bool is_headed = s->title != NO_LINE;
    if (is_headed && i > s->title)
        return 0.8f + timed;
    if (is_headed && i + 2 >= s->title)
        return 0.65f + timed;
    return is_headed ? 0.5f + timed : 0.4f + timed;
}

static uint32_t gather_claims(const scrape *s, const stm_raw *raw,
                              stm_date_claim *claims)
{
    uint32_t n = 0;
    stm_date given;
    if (stm_date_parse(raw->fields.date, &s->hint, &given))
        claims[n++] = (stm_date_claim){.date = given,
                                       .place = STM_DATE_PLACE_GIVEN,
                                       .role = STM_DATE_ROLE_PUBLISHED,
                                       .trust = 0.95f};
    if (stm_date_parse(raw->fields.modified, &s->hint, &given))
        claims[n++] = (stm_date_claim){.date = given,
                                       .place = STM_DATE_PLACE_GIVEN,
                                       .role = STM_DATE_ROLE_MODIFIED,
                                       .trust = 0.95f};
    if (stm_date_from_url(raw->url, &given))
        claims[n++] = (stm_date_claim){.date = given,
                                       .place = STM_DATE_PLACE_URL,
                                       .role = STM_DATE_ROLE_PUBLISHED,
                                       .trust = 0.9f};
    for (uint32_t i = 0; i < s->lines.n && n < MAX_CLAIMS; i++) {
        const bool is_date = s->lines.items[i].shape == STM_LINE_DATE;
        const bool is_dateline = s->has_dateline &&
                                 s->dateline.date.precision != STM_DATE_NONE &&
                                 s->dateline.at.begin == s->pars[i].span.begin;
        stm_date_mention m[2];
        /* a time on a line of its own after the day belongs to it */
        stm_span span = s->pars[i].span;
        if (is_date && i + 1 < s->lines.n &&
            s->lines.items[i + 1].shape == STM_LINE_DATE &&
            s->pars[i + 1].span.end - s->pars[i + 1].span.begin <= 14)
            span.end = s->pars[i + 1].span.end;
        if (is_dateline)
            span = s->dateline.at;
        if (!is_date && !is_dateline)
            continue;
        const uint32_t found =
            stm_date_scan(stm_span_text(span, s->text), &s->hint, m, 2);
        for (uint32_t k = 0; k < found && n < MAX_CLAIMS; k++) {
            if (m[k].date.year == 0)
                continue;
            const uint8_t role = stm_date_role_of_line(line_text(s, i));
            claims[n++] = (stm_date_claim){
                .date = m[k].date,
                .at = {span.begin + m[k].at.begin, span.begin + m[k].at.end},
                .place =
                    is_dateline ? STM_DATE_PLACE_DATELINE : STM_DATE_PLACE_TEXT,
                .role = role,
                .weekday = m[k].weekday,
                .trust =
                    is_dateline ? 0.85f : trust_of_line(s, i, role, m[k].date)};
        }
    }
    return n;
}

/* A site's name above the headline: a short first line in capitals. */
static stm_slice outlet_of(const scrape *s)
{
    if (s->title == NO_LINE || s->title == 0 || s->lines.n == 0)
        return (stm_slice){NULL, 0};
    const stm_text_line *l = &s->lines.items[0];
    const stm_slice line = line_text(s, 0);
    if (l->shape != STM_LINE_SHORT || l->n_words > 4 || l->ends_colon ||
        l->furniture != STM_FURNITURE_NONE || line.len > 48)
        return (stm_slice){NULL, 0};
    uint32_t first;
    stm_utf8_next(line, 0, &first);
    if (first < 0x80 && !stm_is_upper((uint8_t)first))
        return (stm_slice){NULL, 0};
    static const char *const parts[] = {". ",  " | ", " - ", " – ",
                                        " — ", " » ", ": "};
    size_t cut = line.len;
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        const size_t at =
            stm_slice_find(line, stm_slice_from_cstr(parts[i]), 0);
        if (at != STM_SLICE_NPOS && at < cut)
            cut = at;
    }
    return stm_slice_sub(line, 0, cut);
}

static void find_authors(const scrape *s, const stm_raw *raw, stm_arena *arena,
                         stm_article *out)
{
    stm_authors names = {.n = 0};
    if (raw->fields.authors.len > 0)
        stm_authors_add(&names, raw->fields.authors);
    for (uint32_t i = 0; i < s->lines.n && raw->fields.authors.len == 0; i++)
        if (s->lines.items[i].shape == STM_LINE_BYLINE &&
            s->pars[i].kind == STM_PAR_DATELINE)
            stm_authors_add(&names, line_text(s, i));
    for (uint32_t i = 0; i < names.n; i++)
        names.items[i] = stm_arena_copy(arena, names.items[i]);
    out->authors =
        stm_arena_copy_array(arena, names.items, names.n, sizeof *names.items);
    out->n_authors = out->authors == NULL ? 0 : names.n;
}

static void fill_fields(const scrape *s, const stm_raw *raw, stm_arena *arena,
                        stm_article *out)
{
    const stm_raw_fields *f = &raw->fields;
    out->title = f->title.len > 0      ? stm_arena_copy(arena, f->title)
                 : s->title != NO_LINE ? line_text(s, s->title)
                                       : (stm_slice){NULL, 0};
    out->outlet =
        f->outlet.len > 0 ? stm_arena_copy(arena, f->outlet) : outlet_of(s);
    out->section = stm_arena_copy(arena, f->section);
    if (f->language.len > 0)
        out->language = stm_arena_lower(arena, s->hint.language);
    if (s->has_dateline) {
        out->dateline = stm_span_text(s->dateline.place, s->text);
        out->dateline_at = s->dateline.at;
    }
    find_authors(s, raw, arena, out);
}

static void fill_dates(const scrape *s, const stm_raw *raw, stm_arena *arena,
                       stm_article *out)
{
    stm_date_claim claims[MAX_CLAIMS];
    const uint32_t n = gather_claims(s, raw, claims);
    stm_dates_choose(out, &s->hint, claims, n, arena);
}

/*
 * A given title that the text repeats is its title line; where the text does
 * not repeat it, no line is the title, and the text is the article's as given.
 */
static void match_given_title(scrape *s, const stm_raw *raw)
{
    const stm_slice given = stm_slice_trim(raw->fields.title);
    if (given.len == 0)
        return;
    s->title = NO_LINE;
    for (uint32_t i = 0; i < s->lines.n && i < 40; i++)
        if (stm_slice_ieq(line_text(s, i), given)) {
            s->title = i;
            return;
        }
    if (s->end <= s->begin) {
        s->begin = 0;
        s->end = s->lines.n;
    }
}

stm_status stm_scrape_from_text(const stm_raw *raw, stm_arena *arena,
                                stm_article *out, stm_error *err)
{
    const stm_slice given =
        raw->kind == STM_RAW_FIELDS ? raw->fields.text : raw->bytes;
    scrape s = {
        .text = stm_utf8_repair(stm_arena_copy(arena, given), arena),
        .hint = stm_date_hint_for(raw->fields.language, (stm_slice){NULL, 0}),
        .title = NO_LINE};
    s.lines = stm_text_lines_cut(s.text, &s.hint, arena);
    s.pars = stm_arena_alloc(arena, (size_t)s.lines.n + 1, sizeof *s.pars);
    if (arena->failed)
        return stm_fail(err, STM_ERR_NOMEM, 0, "no memory for a text");
    find_stretch(&s);
    cut_tail(&s);
    if (s.end > s.begin)
        find_title(&s);
    match_given_title(&s, raw);
    give_kinds(&s);
    s.has_dateline =
        stm_dateline_find(s.text, s.pars, s.lines.n, &s.hint, &s.dateline);

    out->text = s.text;
    out->text_is_given = true;
    out->paragraphs = s.pars;
    out->n_paragraphs = s.lines.n;
    fill_fields(&s, raw, arena, out);
    fill_dates(&s, raw, arena, out);
    const stm_credit_clues clues = {.dateline =
                                        s.has_dateline ? &s.dateline : NULL};
    stm_credits_find(out, &clues, arena);
    if (s.lines.n == 0) {
        out->status = STM_RECORD_EMPTY;
        out->reason = STM_LIT("no text");
    }
    return arena->failed
               ? stm_fail(err, STM_ERR_NOMEM, 0, "no memory for a text")
               : STM_OK;
}
