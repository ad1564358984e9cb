/*
 * A dateline is read from left to right:
 *
 *   [date] [(AGENCY) -] PLACE[, PLACE] [,] [date] [(AGENCY)] dash
 *
 * and believed when its place is in capitals, or when an agency or a date
 * stands beside it.
 */
#include <unicode/uchar.h>

#include "base/size.h"
#include "base/utf8.h"
#include "extract/agency.h"
#include "extract/agency_form.h"
#include "extract/credit.h"
#include "extract/date_words.h"

#include "base/banned.h"

#define MAX_BYTES 180u /* a dateline ends within so many bytes */
#define MAX_WORDS 7u

typedef struct cursor {
    stm_slice line; /* the head of the paragraph */
    size_t at;
} cursor;

static uint32_t peek(const cursor *c, size_t *next)
{
    uint32_t cp = 0;
    *next = c->at;
    if (c->at < c->line.len)
        *next = stm_utf8_next(c->line, c->at, &cp);
    return cp;
}

static bool is_gap(uint32_t cp)
{
    return cp == ' ' || cp == '\t' || cp == 0xA0 || cp == 0x202F ||
           cp == 0x200B || cp == 0xFEFF;
}

static void skip_gaps(cursor *c)
{
    size_t next;
    while (is_gap(peek(c, &next)))
        c->at = next;
}

static bool is_dash(uint32_t cp)
{
    return cp == '-' || (cp >= 0x2010 && cp <= 0x2015) || cp == 0x2212;
}

/* Dashes, ".-", ":", "/" at the end. Says how telling the mark is. */
typedef enum end_mark { END_NONE, END_COLON, END_HYPHEN, END_DASH } end_mark;

static end_mark read_end(cursor *c)
{
    cursor t = *c;
    size_t next;
    end_mark mark = END_NONE;
    const bool gap = is_gap(peek(&t, &next));
    skip_gaps(&t);
    if (peek(&t, &next) == '.') {
        t.at = next;
        skip_gaps(&t);
    }
    const uint32_t cp = peek(&t, &next);
    if (is_dash(cp)) {
        t.at = next;
        mark = cp == '-' ? END_HYPHEN : END_DASH;
        while (is_dash(peek(&t, &next))) {
            t.at = next;
            mark = END_DASH;
        }
        /* "Jean-Marie" is no dateline: a hyphen needs a blank beside it */
        if (mark == END_HYPHEN && !gap && !is_gap(peek(&t, &next)))
            return END_NONE;
    } else if (cp == ':' || cp == 0xFF1A) {
        t.at = next;
        mark = END_COLON;
    } else {
        return END_NONE;
    }
    skip_gaps(&t);
    *c = t;
    return mark;
}

static bool is_particle(stm_slice word)
{
    static const char *const particles[] = {
        "de",   "del", "la", "le",  "les", "der", "am", "an", "of",
        "upon", "da",  "do", "dos", "das", "di",  "al", "el", "on",
        "sur",  "bei", "im", "the", "and", "na",  "nad"};
    for (size_t i = 0; i < sizeof particles / sizeof *particles; i++)
        if (stm_slice_eq(word, stm_slice_from_cstr(particles[i])))
            return true;
    return false;
}

typedef struct place {
    stm_span span; /* of the line */
    bool is_caps;  /* every letter that has a case is a capital */
    uint32_t n_words;
    uint32_t n_letters;
} place;

static size_t word_end(stm_slice line, size_t at, bool *is_capital,
                       bool *is_caps, uint32_t *letters)
{
    bool is_first = true;
    *is_capital = false;
    *is_caps = true;
    *letters = 0;
    while (at < line.len) {
        uint32_t c;
        const size_t next = stm_utf8_next(line, at, &c);
        const bool is_joint =
            !is_first && (c == '\'' || c == 0x2019 || c == '-' || c == '.');
        if (!u_isalpha((UChar32)c) && !is_joint &&
            u_getCombiningClass((UChar32)c) == 0)
            break;
        if (c == '-' && (next >= line.len || line.ptr[next] == ' ' ||
                         line.ptr[next] == '-'))
            break;
        if (c == '.' && next < line.len &&
            (line.ptr[next] == '-' || line.ptr[next] == '/'))
            break;
        if (u_isalpha((UChar32)c)) {
            if (is_first)
                *is_capital = !u_islower((UChar32)c);
            if (u_islower((UChar32)c))
                *is_caps = false;
            (*letters)++;
        }
        is_first = false;
        at = next;
    }
    return at;
}

/* Words with a capital, "of" and the like between them, commas. */
static void read_place(cursor *c, place *out)
{
    *out = (place){.is_caps = true};
    size_t end = c->at;
    const size_t begin = c->at;
    cursor t = *c;
    while (out->n_words < MAX_WORDS) {
        bool is_capital, is_caps;
        uint32_t letters;
        const size_t from = t.at;
        const size_t stop =
            word_end(t.line, from, &is_capital, &is_caps, &letters);
        if (stop == from)
            break;
        const stm_slice word = stm_slice_sub(t.line, from, stop);
        if (!is_capital && !(out->n_words > 0 && is_particle(word)))
            break;
        /* the month of a date begins the next part */
        if (out->n_words > 0 && is_capital &&
            stm_date_word_of(word, (stm_slice){NULL, 0}).month != 0 &&
            letters > 2) {
            break;
        }
        if (is_capital) {
            out->n_words++;
            out->n_letters += letters;
            out->is_caps = out->is_caps && is_caps;
            end = stop;
        }
        t.at = stop;
        size_t next;
        const uint32_t cp = peek(&t, &next);
        if (cp == ',' || cp == '/')
            t.at = next;
        else if (!is_gap(cp))
            break;
        skip_gaps(&t);
    }
    out->span = (stm_span){(uint32_t)begin, (uint32_t)end};
    c->at = end;
}

/* "(Reuters)", "/TASS/", "[AFP]", "(AP/Reuters)". */
static bool read_agency(cursor *c, stm_dateline *out)
{
    cursor t = *c;
    size_t next;
    skip_gaps(&t);
    while (peek(&t, &next) == '.' || peek(&t, &next) == ',') {
        t.at = next;
        skip_gaps(&t);
    }
    const uint32_t open = peek(&t, &next);
    if (open != '(' && open != '/' && open != '[' && open != 0xFF08)
        return false;
    const size_t inner = next;
    size_t close = inner;
    while (close < t.line.len && close < inner + 60 &&
           t.line.ptr[close] != ')' && t.line.ptr[close] != ']' &&
           !(open == '/' && t.line.ptr[close] == '/'))
        close++;
    if (close >= t.line.len || close == inner + 60)
        return false;
    size_t begin = 0;
    const stm_slice held = stm_slice_sub(t.line, inner, close);
    stm_agency found = stm_agency_in(held, &begin);
    if (found.name.len == 0 && stm_agency_has_form(held)) {
        found.name = stm_slice_trim(held);
        begin = (size_t)(found.name.ptr - held.ptr);
        found.end = begin + found.name.len;
    }
    if (found.name.len == 0)
        return false;
    out->agency = found.name;
    out->agency_at =
        (stm_span){(uint32_t)(inner + begin), (uint32_t)(inner + found.end)};
    c->at = close + 1;
    return true;
}

/* A date that begins right here, past a comma. */
static bool read_date(cursor *c, const stm_date_hint *hint, stm_dateline *out)
{
    stm_date_mention found;
    size_t next;
    cursor t = *c;
    skip_gaps(&t);
    while (peek(&t, &next) == ',' || peek(&t, &next) == '(') {
        t.at = next;
        skip_gaps(&t);
    }
    const stm_slice rest = stm_slice_sub(t.line, t.at, t.at + 60);
    if (stm_date_scan(rest, hint, &found, 1) == 0 || found.at.begin > 2)
        return false;
    out->date = found.date;
    c->at = t.at + found.at.end;
    if (peek(c, &next) == ')' || peek(c, &next) == '.')
        c->at = peek(c, &next) == ')' ? next : c->at;
    return true;
}

/* A date before the place, with one short word before it at most. */
static void read_leading_date(cursor *c, const stm_date_hint *hint,
                              stm_dateline *out)
{
    stm_date_mention found;
    const stm_slice head = stm_slice_sub(c->line, 0, 80);
    if (stm_date_scan(head, hint, &found, 1) == 0 ||
        found.at.begin > c->at + 12 || found.date.day == 0)
        return;
    out->date = found.date;
    c->at = found.at.end;
    size_t next;
    while (is_gap(peek(c, &next)) || peek(c, &next) == ',' ||
           is_dash(peek(c, &next)) || peek(c, &next) == '|')
        c->at = next;
}

/* Words in capitals that head a line and are no places. */
static bool is_label(stm_slice words)
{
    static const char *const labels[] = {
        "watch",         "video",      "update",
        "updated",       "breaking",   "exclusive",
        "opinion",       "live",       "analysis",
        "photos",        "photo",      "review",
        "breaking news", "read",       "read more",
        "related",       "listen",     "note",
        "editor's note", "correction", "warning",
        "more",          "see also",   "eilmeldung",
        "kommentar",     "interview",  "en direct",
        "exclusif",      "exklusiv",   "urgente",
        "foto",          "fotos",      "bild",
        "source",        "quelle",     "fact",
        "explainer",     "factbox",    "news",
        "date",          "time",       "place",
        "venue",         "where",      "when",
        "what",          "who",        "why",
        "how",           "q",          "a",
        "faq",           "tl;dr",      "ps",
        "p.s.",          "gallery",    "poll",
        "quiz",          "tags",       "share",
        "background"};
    for (size_t i = 0; i < sizeof labels / sizeof *labels; i++)
        if (stm_slice_ieq(words, stm_slice_from_cstr(labels[i])))
            return true;
    return false;
}

static bool is_believed(const place *p, const stm_dateline *d, end_mark mark)
{
    const bool has_date = d->date.precision != STM_DATE_NONE;
    if (d->agency.len > 0)
        return mark != END_NONE || p->is_caps;
    if (mark == END_NONE || p->n_letters < 2 || p->n_words == 0)
        return false;
    if (p->is_caps && p->n_letters >= 3)
        return mark != END_COLON || p->n_words <= 3;
    return has_date && p->n_words <= 4;
}

bool stm_dateline_read(stm_slice text, stm_span par, const stm_date_hint *hint,
                       stm_dateline *out)
{
    stm_dateline d = {0};
    place where = {0};
    cursor c = {.line =
                    stm_slice_sub(text, par.begin,
                                  stm_min_u32(par.end, par.begin + MAX_BYTES))};
    skip_gaps(&c);
    read_leading_date(&c, hint, &d);
    if (read_agency(&c, &d) && read_end(&c) == END_NONE)
        skip_gaps(&c);
    read_place(&c, &where);
    if (where.n_words == 0 && d.agency.len == 0)
        return false;
    if (is_label(stm_slice_sub(c.line, where.span.begin, where.span.end)))
        return false;
    if (d.date.precision == STM_DATE_NONE)
        (void)read_date(&c, hint, &d);
    if (d.agency.len == 0 && read_agency(&c, &d) &&
        d.date.precision == STM_DATE_NONE)
        (void)read_date(&c, hint, &d);
    const end_mark mark = read_end(&c);
    if (!is_believed(&where, &d, mark))
        return false;
    /* an agency alone at the head: what follows is the text's first words */
    const bool is_agency_first =
        d.agency.len > 0 && d.agency_at.begin < where.span.begin;
    if (is_agency_first && mark == END_NONE)
        where.span = (stm_span){0, 0};
    d.at = (stm_span){par.begin, par.begin + (uint32_t)c.at};
    if (!stm_span_is_empty(where.span))
        d.place = (stm_span){par.begin + where.span.begin,
                             par.begin + where.span.end};
    d.agency_at.begin += par.begin;
    d.agency_at.end += par.begin;
    *out = d;
    return true;
}

bool stm_dateline_find(stm_slice text, const stm_paragraph *pars, uint32_t n,
                       const stm_date_hint *hint, stm_dateline *out)
{
    enum { FIRST_PARS = 4 };
    uint32_t seen = 0;
    for (uint32_t i = 0; i < n && seen < FIRST_PARS; i++) {
        if (pars[i].kind != STM_PAR_BODY && pars[i].kind != STM_PAR_HEADING)
            continue;
        seen++;
        if (stm_dateline_read(text, pars[i].span, hint, out))
            return true;
    }
    return false;
}
