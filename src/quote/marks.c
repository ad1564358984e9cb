#include "quote/marks.h"

#include "base/utf8.h"

#include "base/banned.h"

/* A single-marked quotation longer than this (bytes) is an apostrophe. */
#define SINGLE_MAX_BYTES 300u

/* Families of marks; a quotation ends with a mark of the family it began. */
enum {
    FAMILY_NONE,
    FAMILY_DOUBLE, /* straight and curly, low and high: often mixed */
    FAMILY_ANGLE,  /* guillemets, either way round */
    FAMILY_CORNER, /* East Asian corner brackets */
    FAMILY_WHITE,  /* white corner brackets */
    FAMILY_SINGLE, /* straight and curly single marks */
    FAMILY_ANGLE1, /* single guillemets */
};

enum { SIDE_EITHER, SIDE_OPEN, SIDE_SHUT };

typedef struct mark {
    uint8_t family;
    uint8_t side; /* what the form alone says */
    uint32_t begin;
    uint32_t end;
    uint32_t before; /* code point before, ' ' at the paragraph's start */
    uint32_t after;  /* code point after, ' ' at its end */
} mark;

static bool is_blank(uint32_t cp)
{
    return cp == ' ' || (cp >= '\t' && cp <= '\r') || cp == 0xA0 ||
           cp == 0x3000 || (cp >= 0x2000 && cp <= 0x200B) || cp == 0x202F;
}

/* What a quotation may follow without a space. */
static bool is_opener_context(uint32_t cp)
{
    return is_blank(cp) || cp == '(' || cp == '[' || cp == '{' || cp == '/' ||
           cp == '-' || cp == ':' || cp == 0x2013 || cp == 0x2014 ||
           cp == 0x2018 || cp == '\'';
}

static bool is_stop(uint32_t cp)
{
    return cp == '.' || cp == ',' || cp == ';' || cp == ':' || cp == '!' ||
           cp == '?' || cp == ')' || cp == ']' || cp == 0x2013 ||
           cp == 0x2014 || cp == 0x2026;
}

static bool is_letter(uint32_t cp)
{
    return (cp < 0x80 && stm_is_alpha((uint8_t)cp)) || cp >= 0xC0;
}

static uint8_t family_of(uint32_t cp, uint8_t *side)
{
    *side = SIDE_EITHER;
    switch (cp) {
    case '"':
    case 0xFF02:
    case 0x201F:
        return FAMILY_DOUBLE;
    case 0x201C:
        *side = SIDE_OPEN;
        return FAMILY_DOUBLE;
    case 0x201D:
        *side = SIDE_SHUT;
        return FAMILY_DOUBLE;
    case 0x201E:
        *side = SIDE_OPEN;
        return FAMILY_DOUBLE;
    case 0xAB:
        *side = SIDE_OPEN;
        return FAMILY_ANGLE;
    case 0xBB:
        *side = SIDE_SHUT;
        return FAMILY_ANGLE;
    case 0x300C:
        *side = SIDE_OPEN;
        return FAMILY_CORNER;
    case 0x300D:
        *side = SIDE_SHUT;
        return FAMILY_CORNER;
    case 0x300E:
        *side = SIDE_OPEN;
        return FAMILY_WHITE;
    case 0x300F:
        *side = SIDE_SHUT;
        return FAMILY_WHITE;
    case 0x2039:
        *side = SIDE_OPEN;
        return FAMILY_ANGLE1;
    case 0x203A:
        *side = SIDE_SHUT;
        return FAMILY_ANGLE1;
    case '\'':
    case 0x201B:
        return FAMILY_SINGLE;
    case 0x2018:
        return FAMILY_SINGLE;
    case 0x201A:
        *side = SIDE_OPEN;
        return FAMILY_SINGLE;
    case 0x2019:
        *side = SIDE_SHUT;
        return FAMILY_SINGLE;
    default:
        return FAMILY_NONE;
    }
}

/* All marks of the paragraph, '' taken as one double mark. */
static uint32_t list_marks(stm_slice text, stm_span par, stm_arena *arena,
                           mark **out)
{
    const stm_slice s = stm_slice_sub(text, 0, par.end);
    uint32_t n = 0, cap = 0;
    mark *marks = NULL;
    for (int pass = 0; pass < 2; pass++) {
        if (pass == 1) {
            cap = n;
            marks = stm_arena_alloc(arena, cap, sizeof *marks);
            if (marks == NULL || cap == 0)
                return 0;
            n = 0;
        }
        uint32_t before = ' ';
        for (size_t at = par.begin; at < par.end;) {
            uint32_t cp = 0;
            uint8_t side;
            size_t next = stm_utf8_next(s, at, &cp);
            uint8_t family = family_of(cp, &side);
            if (cp == '\'' && next < par.end && s.ptr[next] == '\'') {
                family = FAMILY_DOUBLE;
                side = SIDE_EITHER;
                next++;
            }
            if (family != FAMILY_NONE && pass == 1 && n < cap) {
                uint32_t after = ' ';
                if (next < par.end)
                    stm_utf8_next(s, next, &after);
                marks[n] = (mark){family,         side,   (uint32_t)at,
                                  (uint32_t)next, before, after};
            }
            n += family != FAMILY_NONE;
            before = cp;
            at = next;
        }
    }
    *out = marks;
    return n;
}

/* A word that begins with an apostrophe: 'em, 'til, 'cause, 'n, '90s. */
static bool is_clipped_word(stm_slice text, const mark *m)
{
    static const char *const words[] = {"em",   "til",   "cause", "n",  "tis",
                                        "twas", "round", "bout",  "cuz"};
    const stm_slice rest = stm_slice_sub(text, m->end, text.len);
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        const stm_slice w = stm_slice_from_cstr(words[i]);
        if (stm_slice_istarts(rest, w) &&
            (rest.len == w.len || !stm_is_alpha(rest.ptr[w.len])))
            return true;
    }
    return false;
}

static bool opens(stm_slice text, const mark *m)
{
    const bool angle = m->family == FAMILY_ANGLE || m->family == FAMILY_ANGLE1;
    /* French sets a space inside its guillemets */
    if (is_blank(m->after))
        return angle && m->side == SIDE_OPEN && is_opener_context(m->before);
    if (angle && m->side == SIDE_SHUT)
        return is_opener_context(m->before);
    switch (m->family) {
    case FAMILY_SINGLE:
        return is_opener_context(m->before) && m->before != '\'' &&
               (is_letter(m->after) || m->after == 0x201C || m->after == '"') &&
               m->side != SIDE_SHUT && !is_clipped_word(text, m);
    case FAMILY_DOUBLE:
        return m->side != SIDE_SHUT || is_opener_context(m->before);
    case FAMILY_ANGLE:
    case FAMILY_ANGLE1:
        return true;
    default:
        return m->side != SIDE_SHUT;
    }
}

static bool shuts(const mark *m, const mark *opener)
{
    if (m->family != opener->family)
        return false;
    switch (m->family) {
    case FAMILY_SINGLE:
        return !is_blank(m->before) &&
               (is_blank(m->after) || is_stop(m->after) || m->after == '"' ||
                m->after == 0x201D);
    case FAMILY_DOUBLE:
        if (m->side == SIDE_SHUT)
            return true;
        /* the wrong way round, or a German close after a low mark */
        if (m->side == SIDE_OPEN)
            return !is_blank(m->before) &&
                   (is_blank(m->after) || is_stop(m->after));
        return true;
    case FAMILY_ANGLE:
    case FAMILY_ANGLE1:
        return m->side != opener->side ||
               (m->side == SIDE_SHUT && !is_blank(m->before));
    default:
        return m->side != SIDE_OPEN;
    }
}

/* A mark inside a quotation that looks like a new opening one. */
static bool reopens(const mark *m, const mark *opener)
{
    if (m->family != FAMILY_DOUBLE || opener->family != FAMILY_DOUBLE)
        return false;
    const bool shaped = is_opener_context(m->before) && !is_blank(m->after);
    if (m->side == SIDE_OPEN)
        return !(is_blank(m->after) || is_stop(m->after));
    return m->side == SIDE_EITHER && opener->side == SIDE_EITHER && shaped;
}

static void close_at(stm_quotation *q, uint32_t inner_end, uint32_t end)
{
    q->inner.end = inner_end < q->inner.begin ? q->inner.begin : inner_end;
    q->span.end = end;
}

/* Index of the mark that closes the single-marked `open`, or n. */
static uint32_t find_single_close(const mark *marks, uint32_t open, uint32_t n)
{
    for (uint32_t i = open + 1; i < n; i++) {
        if (marks[i].begin - marks[open].end > SINGLE_MAX_BYTES)
            return n;
        if (shuts(&marks[i], &marks[open]))
            return i;
    }
    return n;
}

uint32_t stm_quotations_from_paragraph(stm_slice text, stm_span par,
                                       stm_arena *arena, stm_quotation **out)
{
    mark *marks = NULL;
    const uint32_t n = list_marks(text, par, arena, &marks);
    stm_quotation *list = stm_arena_alloc(arena, (size_t)n + 1, sizeof *list);
    uint32_t len = 0;
    if (n == 0 || list == NULL)
        return 0;
    const mark *open = NULL;
    for (uint32_t i = 0; i < n; i++) {
        const mark *m = &marks[i];
        if (open != NULL && reopens(m, open)) {
            close_at(&list[len++], m->begin, m->begin);
            open = NULL;
        } else if (open != NULL && shuts(m, open)) {
            close_at(&list[len++], m->begin, m->end);
            open = NULL;
            continue;
        }
        if (open != NULL || !opens(text, m))
            continue;
        list[len] = (stm_quotation){.span = {m->begin, m->end},
                                    .inner = {m->end, m->end}};
        if (m->family != FAMILY_SINGLE) {
            open = m;
            continue;
        }
        const uint32_t shut = find_single_close(marks, i, n);
        if (shut == n)
            continue;
        close_at(&list[len], marks[shut].begin, marks[shut].end);
        list[len++].flags = STM_QUOTATION_SINGLE;
        i = shut;
    }
    if (open != NULL) {
        close_at(&list[len], par.end, par.end);
        list[len++].flags = STM_QUOTATION_OPEN_ENDED;
    }
    *out = list;
    return len;
}
