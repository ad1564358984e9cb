#include "quote/naming.h"

#include "base/utf8.h"
#include "model/attribution.h"

#include "base/banned.h"

/* A phrase of more words is cut. */
enum { MOST_WORDS = 48 };

/* --- words -------------------------------------------------------------- */

static bool is_upper_cp(uint32_t cp)
{
    return (cp < 0x80 && stm_is_upper((uint8_t)cp)) ||
           (cp >= 0xC0 && cp <= 0xDE && cp != 0xD7) ||
           (cp >= 0x100 && cp < 0x180 && (cp & 1) == 0) ||
           (cp >= 0x400 && cp < 0x430);
}

static bool is_letter_cp(uint32_t cp)
{
    if (cp < 0x80)
        return stm_is_alpha((uint8_t)cp) || stm_is_digit((uint8_t)cp);
    return cp >= 0xC0 && (cp < 0x2000 || cp > 0x206F) && cp != 0x3001 &&
           cp != 0x3002 && cp != 0xFFFD;
}

static bool is_apostrophe(uint32_t cp)
{
    return cp == '\'' || cp == 0x2019 || cp == 0x2018;
}

/* Joins inside a word: "O'Brien", "al-Aswad", "U.S." */
static bool joins(stm_slice text, size_t at, size_t end, uint32_t cp)
{
    if (!is_apostrophe(cp) && cp != '-' && cp != '.' && cp != '&')
        return false;
    if (end >= text.len)
        return false;
    uint32_t next;
    stm_utf8_next(text, end, &next);
    if (!is_letter_cp(next))
        return false;
    if (cp != '.')
        return true;
    /* a full stop joins single letters alone */
    return at > 0 && (at == 1 || !stm_is_alpha(text.ptr[at - 2]));
}

/* "al-Aswad", "el-Din": a name's particle and a capital. */
static bool has_particle(stm_slice text, size_t at, size_t end)
{
    return end - at > 4 && text.ptr[at + 2] == '-' &&
           stm_is_lower(text.ptr[at]) && stm_is_lower(text.ptr[at + 1]) &&
           (text.ptr[at + 1] == 'l' || text.ptr[at] == 'a') &&
           stm_is_upper(text.ptr[at + 3]);
}

/* "they're", "he'd": the pronoun alone. */
static void cut_clitic(stm_slice word, stm_nword *w)
{
    static const char *const tails[] = {"'re", "'ve", "'ll", "'d", "'m"};
    static const char *const curly[] = {"’re", "’ve", "’ll", "’d", "’m"};
    for (size_t i = 0; i < sizeof tails / sizeof *tails; i++) {
        const stm_slice a = stm_slice_from_cstr(tails[i]);
        const stm_slice b = stm_slice_from_cstr(curly[i]);
        if (word.len > a.len && stm_slice_iends(word, a))
            w->end -= (uint32_t)a.len;
        else if (word.len > b.len && stm_slice_iends(word, b))
            w->end -= (uint32_t)b.len;
        else
            continue;
        return;
    }
}

/* Reads the word at `at`, a letter; returns its end, 's and all. */
static size_t read_word(stm_slice text, size_t at, stm_nword *w)
{
    *w = (stm_nword){.begin = (uint32_t)at};
    uint32_t letters = 0;
    uint32_t capitals = 0;
    size_t end = at;
    while (end < text.len) {
        uint32_t cp;
        const size_t next = stm_utf8_next(text, end, &cp);
        if (!is_letter_cp(cp) && !joins(text, end, next, cp))
            break;
        if (is_letter_cp(cp)) {
            letters++;
            capitals += is_upper_cp(cp);
            w->is_capital = w->is_capital || (end == at && is_upper_cp(cp));
        }
        end = next;
    }
    /* "U.S." keeps its last stop, "Inc." loses it to the marks */
    if (end < text.len && text.ptr[end] == '.' && letters > 1 &&
        letters == capitals &&
        stm_slice_find_byte(stm_slice_sub(text, at, end), '.', 0) !=
            STM_SLICE_NPOS)
        end++;
    w->is_caps = letters >= 2 && capitals == letters;
    w->is_number = stm_is_digit(text.ptr[at]);
    w->end = (uint32_t)end;
    if (!w->is_capital && has_particle(text, at, end))
        w->is_capital = true;
    /* the genitive goes */
    const stm_slice word = stm_slice_sub(text, at, end);
    w->is_aged = stm_slice_iends(word, STM_LIT("-year-old"));
    w->is_based = stm_slice_iends(word, STM_LIT("-based")) ||
                  stm_slice_iends(word, STM_LIT("-backed")) ||
                  stm_slice_iends(word, STM_LIT("-led")) ||
                  stm_slice_iends(word, STM_LIT("-run")) ||
                  stm_slice_iends(word, STM_LIT("-born"));
    cut_clitic(word, w);
    const bool ascii = stm_slice_ends(word, STM_LIT("'s"));
    const bool curly = stm_slice_ends(word, STM_LIT("\xE2\x80\x99s"));
    if (word.len > 4 && (ascii || curly)) {
        w->has_genitive = true;
        w->end -= ascii ? 2 : 4;
    }
    return end;
}

static void cut_span(const stm_naming_words *table, stm_slice text,
                     stm_span span, stm_nword *items, uint32_t *n)
{
    uint8_t mark = 0;
    bool starts = true;
    for (size_t at = span.begin; at < span.end;) {
        uint32_t cp;
        const size_t next = stm_utf8_next(text, at, &cp);
        if (!is_letter_cp(cp)) {
            if (is_apostrophe(cp) && *n > 0 && items[*n - 1].end == at &&
                !starts)
                items[*n - 1].has_genitive = true; /* "the neighbours'" */
            else if (cp > ' ' && cp != 0xA0 && mark == 0)
                mark = cp < 0x80 ? (uint8_t)cp : (uint8_t)'"';
            starts = starts || cp == '.' || cp == '!' || cp == '?';
            at = next;
            continue;
        }
        stm_nword *w = &items[(*n)++];
        at = read_word(stm_slice_sub(text, 0, span.end), at, w);
        w->mark_before = mark;
        w->starts = starts;
        w->hash = stm_naming_hash(stm_slice_sub(text, w->begin, w->end));
        w->word = stm_naming_word_of(table, w->hash);
        mark = 0;
        starts = false;
        /* the stop of "Sgt." ends no sentence */
        if (w->word != NULL && at < span.end && text.ptr[at] == '.' &&
            (w->word->flags &
             (STM_NAMING_TITLE | STM_NAMING_HEAD | STM_NAMING_RANK)) != 0)
            at++;
        else if (w->is_capital && w->end - w->begin == 1 && at < span.end &&
                 text.ptr[at] == '.')
            at++; /* an initial */
    }
}

stm_status stm_nwords_from_spans(const stm_naming_words *table, stm_slice text,
                                 const stm_span *spans, uint32_t n_spans,
                                 stm_arena *arena, stm_nwords *out)
{
    size_t bytes = 0;
    for (uint32_t i = 0; i < n_spans; i++)
        bytes += spans[i].end - spans[i].begin;
    out->items =
        stm_arena_alloc(arena, bytes / 2 + n_spans + 1, sizeof *out->items);
    out->n = 0;
    if (out->items == NULL)
        return STM_ERR_NOMEM;
    for (uint32_t i = 0; i < n_spans; i++)
        cut_span(table, text, spans[i], out->items, &out->n);
    return STM_OK;
}

/* --- phrases ------------------------------------------------------------ */

static bool is(const stm_nword *w, uint32_t flags)
{
    return w->word != NULL && (w->word->flags & flags) != 0;
}

typedef struct phrase {
    const stm_naming_words *table;
    const stm_nword *w;
    uint32_t first, end;
} phrase;

static bool country_at(const phrase *p, uint32_t at, uint32_t end,
                       stm_country_word *out)
{
    uint64_t hashes[STM_COUNTRY_WORDS];
    uint32_t n = 0;
    for (; n < STM_COUNTRY_WORDS && at + n < end; n++)
        hashes[n] = p->w[at + n].hash;
    return p->w[at].is_capital && stm_naming_country(p->table, hashes, n, out);
}

/* The end of the core: before a comma, a relative, a preposition. */
static uint32_t core_end(const phrase *p, uint32_t from, uint32_t end)
{
    for (uint32_t i = from + 1; i < end; i++) {
        const stm_nword *w = &p->w[i];
        if (w->mark_before != 0 && w->mark_before != '&' &&
            w->mark_before != '.')
            return i;
        if (is(w, STM_NAMING_WHO) ||
            (is(w, STM_NAMING_STOP) && !w->is_capital) || w->is_number)
            return i;
        /* "for" is inside "Observatory for Rights", not "spokesman for" */
        if (is(w, STM_NAMING_LINK) && !w->is_capital &&
            !(i + 1 < end && p->w[i + 1].is_capital) &&
            is(&p->w[i - 1], STM_NAMING_SPOKES | STM_NAMING_EXEC))
            return i;
    }
    return end;
}

static void add_key(stm_body_name *body, uint64_t key)
{
    uint32_t at = 0;
    while (at < body->n_keys && body->keys[at] < key)
        at++;
    if ((at < body->n_keys && body->keys[at] == key) ||
        body->n_keys == STM_BODY_KEYS)
        return;
    for (uint32_t i = body->n_keys++; i > at; i--)
        body->keys[i] = body->keys[i - 1];
    body->keys[at] = key;
}

/* Takes the noun's kind; police before department, ministry before all. */
static void take_noun(stm_body_name *body, const stm_nword *w, bool is_after)
{
    const uint32_t flags = w->word->flags;
    if (is_after && body->noun != 0)
        return; /* "Observatory for Human Rights" */
    const bool plain = (flags & STM_NAMING_PLAIN) != 0;
    if ((flags & STM_NAMING_MINISTRY) != 0) {
        body->is_ministry = true;
        body->kind = STM_SPEAKER_GOVERNMENT;
        body->noun = w->word->as;
        return;
    }
    if (body->is_ministry || body->kind == STM_SPEAKER_POLICE)
        return;
    /* "monitoring group" is what monitors */
    if ((plain || (flags & STM_NAMING_FIRM) != 0) && body->noun != 0)
        return;
    body->kind = w->word->kind;
    body->noun = w->word->as;
    body->is_firm = (flags & STM_NAMING_FIRM) != 0;
}

enum {
    NOUN_FLAGS = STM_NAMING_BODY | STM_NAMING_MINISTRY | STM_NAMING_LAW,
    SKIP_FLAGS = STM_NAMING_DETERMINER | STM_NAMING_LINK | STM_NAMING_OF |
                 STM_NAMING_PLAIN | STM_NAMING_STOP | STM_NAMING_NOUN,
};

/*
 * The body that the words first .. end name. It has keys where it has words
 * of its own; only a noun: "the ministry".
 */
static stm_body_name read_body(const phrase *p, uint32_t first, uint32_t end)
{
    stm_body_name body = {
        .country = STM_COUNTRY_NONE, .first = first, .end = end};
    bool has_subject = false;
    bool is_after = false; /* "of" or "for" has come */
    for (uint32_t i = first; i < end; i++) {
        const stm_nword *w = &p->w[i];
        is_after = is_after || is(w, STM_NAMING_OF) ||
                   w->hash == stm_hash(STM_LIT("for"));
        if (is(w, STM_NAMING_HIS)) {
            body.of_former = true;
            continue;
        }
        stm_country_word c;
        if (country_at(p, i, end, &c)) {
            /* "the country" of a body; "Washington State" is none */
            const bool is_state =
                i + c.n_words < end &&
                p->w[i + c.n_words].hash == stm_hash(STM_LIT("state"));
            if (!is_state && c.form != STM_COUNTRY_CAPITAL) {
                if (body.country == STM_COUNTRY_NONE)
                    body.country = c.country;
                i += c.n_words - 1u;
                continue;
            }
        }
        if (w->hash == stm_hash(STM_LIT("country")) ||
            w->hash == stm_hash(STM_LIT("nation"))) {
            body.of_former = body.of_former || w->has_genitive;
            continue;
        }
        if (is(w, NOUN_FLAGS)) {
            take_noun(&body, w, is_after);
            if (!is_after)
                body.tail = w->word->as;
            body.is_there = true;
            if (is(w, STM_NAMING_PLAIN) || is(w, STM_NAMING_LAW) ||
                body.kind == STM_SPEAKER_POLICE)
                continue;
            if (!w->is_capital || is(w, STM_NAMING_MINISTRY))
                continue;
            if (w->word->as == body.noun)
                continue;
        } else if (is(w, SKIP_FLAGS)) {
            continue;
        }
        if (w->is_based || w->is_number)
            continue;
        if (is(w, STM_NAMING_AGENCY)) {
            body.kind = STM_SPEAKER_AGENCY;
            body.n_keys = 0;
            add_key(&body, w->hash);
            break;
        }
        if (is(w, STM_NAMING_SUBJECT)) {
            has_subject = true;
            add_key(&body, w->word->as);
        } else if (w->is_capital) {
            body.is_acronym = body.is_acronym || w->is_caps;
            add_key(&body, w->word != NULL ? w->word->as : w->hash);
        }
    }
    /* "Defense Department" is a ministry, "Police Department" none */
    if (has_subject && body.kind == STM_SPEAKER_GOVERNMENT)
        body.is_ministry = true;
    if (body.n_keys > 0)
        body.is_there = true;
    body.is_acronym = body.is_acronym && body.n_keys == 1;
    return body;
}

static uint32_t skip_determiners(const phrase *p, uint32_t at, uint32_t end)
{
    while (at < end && is(&p->w[at], STM_NAMING_DETERMINER | STM_NAMING_LINK) &&
           !(p->w[at].is_capital && !p->w[at].starts && at > p->first))
        at++;
    return at;
}

/* "Sheriff's Office" holds no sheriff, "police department" no chief. */
static bool is_office(const phrase *p, uint32_t i, uint32_t end, uint32_t flags)
{
    const stm_nword *w = &p->w[i];
    if (!is(w, flags))
        return false;
    return !(is(w, STM_NAMING_LAW) &&
             (w->has_genitive ||
              (i + 1 < end && is(&p->w[i + 1], STM_NAMING_PLAIN))));
}

/* An office's words and the body for which it is held, in first .. end. */
static void read_office(const phrase *p, uint32_t first, uint32_t end,
                        stm_naming *out)
{
    enum {
        OFFICES = STM_NAMING_SPOKES | STM_NAMING_RANK | STM_NAMING_EXEC |
                  STM_NAMING_MINISTER | STM_NAMING_HEAD
    };
    uint32_t at = end;
    for (uint32_t i = first; i < end; i++)
        if (is_office(p, i, end, OFFICES)) {
            /* the most telling: a spokesman is one whatever else he is */
            const uint32_t flags = p->w[i].word->flags;
            if (out->office == 0 || (flags & STM_NAMING_SPOKES) != 0 ||
                (out->office == STM_NAMING_HEAD &&
                 (flags & (STM_NAMING_MINISTER | STM_NAMING_EXEC)) != 0)) {
                out->office = flags & OFFICES;
                out->office_kind = p->w[i].word->kind;
            }
            at = i;
        }
    if (at == end)
        return;
    /* the body before the first office word, or after the last */
    uint32_t office = first;
    while (office < end && !is_office(p, office, end, OFFICES))
        office++;
    stm_body_name body = read_body(p, first, office);
    /* "chief fire officer" */
    if (!body.is_there && !body.of_former && office + 1 < at)
        body = read_body(p, office + 1, at);
    if (!body.is_there && !body.of_former && at + 1 < end &&
        (is(&p->w[at + 1], STM_NAMING_OF) ||
         is(&p->w[at + 1], STM_NAMING_LINK) ||
         is(&p->w[at + 1], STM_NAMING_STOP))) {
        uint32_t to = at + 2;
        while (to < end && !is(&p->w[to], STM_NAMING_WHO) &&
               (p->w[to].mark_before == 0 || p->w[to].mark_before == '.'))
            to++;
        const uint16_t country = body.country;
        body = read_body(p, at + 2, to);
        if (body.country == STM_COUNTRY_NONE)
            body.country = country;
    }
    if (out->office & STM_NAMING_MINISTER) {
        body.is_there = true;
        body.is_ministry = true;
        body.kind = STM_SPEAKER_GOVERNMENT;
        body.noun = stm_hash(STM_LIT("ministry"));
    }
    if (body.is_there || body.of_former || body.country != STM_COUNTRY_NONE)
        out->body = body;
}

/* The maximal run of capital words that ends the core and is a name. */
static uint32_t name_begin(const phrase *p, uint32_t first, uint32_t end)
{
    enum {
        NOT_NAME = NOUN_FLAGS | STM_NAMING_SPOKES | STM_NAMING_RANK |
                   STM_NAMING_EXEC | STM_NAMING_MINISTER | STM_NAMING_HEAD |
                   STM_NAMING_TITLE | STM_NAMING_DOCUMENT |
                   STM_NAMING_STATEMENT | STM_NAMING_FOLK | STM_NAMING_NOUN |
                   STM_NAMING_DETERMINER | STM_NAMING_STOP | STM_NAMING_OF
    };
    uint32_t at = end;
    while (at > first) {
        const stm_nword *w = &p->w[at - 1];
        const bool initial = w->is_capital && w->end - w->begin == 1;
        if (!w->is_capital || (is(w, NOT_NAME) && !initial))
            break;
        if (w->has_genitive && at < end)
            break;
        at--;
        if (at < end && w->mark_before != 0 && w->mark_before != '.')
            break;
    }
    /* "of Armenia Nikol ..." and "Azerbaijan SSR", but "Jordan Ebner" */
    stm_country_word c;
    while (at < end && country_at(p, at, end, &c) && at + c.n_words < end &&
           ((at > first && is(&p->w[at - 1], STM_NAMING_OF)) ||
            !is(&p->w[at], STM_NAMING_FORENAME)))
        at += c.n_words;
    return at;
}

static bool read_statement(const phrase *p, uint32_t first, uint32_t core,
                           stm_naming *out)
{
    for (uint32_t i = first; i < core; i++) {
        const bool statement = is(&p->w[i], STM_NAMING_STATEMENT);
        if ((!statement && !is(&p->w[i], STM_NAMING_DOCUMENT)) ||
            (p->w[i].is_capital && i > first))
            continue;
        out->form = statement ? STM_NAMED_STATEMENT : STM_NAMED_DOCUMENT;
        out->noun = p->w[i].word->as;
        out->kind = STM_SPEAKER_DOCUMENT;
        stm_body_name body = read_body(p, first, i);
        if (!body.is_there && !body.of_former && i + 1 < p->end &&
            (is(&p->w[i + 1], STM_NAMING_OF) ||
             is(&p->w[i + 1], STM_NAMING_STOP)))
            body = read_body(p, i + 2, core_end(p, i + 2, p->end));
        if (body.is_there && body.kind == 0 && statement)
            body.kind = STM_SPEAKER_COMPANY;
        /* "a Bloomberg News article" is the outlet's; "court documents" none's
         */
        const bool takes = statement || body.kind == STM_SPEAKER_OUTLET;
        if (body.is_there && takes &&
            (body.n_keys > 0 || body.country != STM_COUNTRY_NONE ||
             body.noun != 0)) {
            out->body = body;
            out->form = body.n_keys > 0 || body.country != STM_COUNTRY_NONE
                            ? STM_NAMED_BODY
                            : STM_NAMED_NOUN;
        }
        return true;
    }
    return false;
}

static bool read_folk(const phrase *p, uint32_t first, uint32_t core,
                      stm_naming *out)
{
    for (uint32_t i = first; i < core; i++)
        if (is(&p->w[i], STM_NAMING_FOLK) &&
            (!p->w[i].is_capital || i == first)) {
            /* a body's noun after it: "the students union" */
            if (i + 1 < core && is(&p->w[i + 1], NOUN_FLAGS))
                continue;
            out->form = STM_NAMED_FOLK;
            out->flags = p->w[i].word->flags;
            out->noun = p->w[i].word->as;
            out->kind = p->w[i].word->kind;
            out->body = read_body(p, first, i);
            for (uint32_t k = first; k < i; k++)
                if (is(&p->w[k], STM_NAMING_FEDERAL)) {
                    out->flags &= ~(uint32_t)STM_NAMING_VAGUE;
                    out->kind = STM_SPEAKER_GOVERNMENT;
                    out->noun = p->w[k].word->as;
                }
            return true;
        }
    return false;
}

static void read_person(const phrase *p, uint32_t first, uint32_t name,
                        uint32_t core, stm_naming *out)
{
    out->form = STM_NAMED_PERSON;
    out->first = name;
    out->end = core;
    if (name > first)
        read_office(p, first, name, out);
    for (uint32_t i = first; i < name; i++)
        if (out->office == 0 && is(&p->w[i], STM_NAMING_TITLE))
            out->office = STM_NAMING_TITLE;
    /* what follows: ", a spokesman for ...", "of the State Patrol" */
    if (out->body.is_there || out->body.of_former || core >= p->end)
        return;
    stm_naming after = {.body.country = STM_COUNTRY_NONE};
    const uint32_t tail = skip_determiners(p, core, p->end);
    read_office(p, tail, p->end, &after);
    if (after.office != 0) {
        const bool own = out->office == 0 || out->office == STM_NAMING_TITLE;
        if (own || out->office != STM_NAMING_HEAD) {
            out->office = own ? after.office : out->office;
            out->office_kind = own ? after.office_kind : out->office_kind;
            out->body = after.body;
        }
        return;
    }
    if (is(&p->w[core], STM_NAMING_OF) && core + 1 < p->end &&
        out->office != STM_NAMING_HEAD)
        out->body = read_body(p, core + 1, core_end(p, core + 1, p->end));
}

/* "a spokesman for the ministry": the body speaks. */
static bool read_nameless_office(const phrase *p, uint32_t first, uint32_t core,
                                 stm_naming *out)
{
    stm_naming office = {.body.country = STM_COUNTRY_NONE};
    read_office(p, first, p->end, &office);
    if (office.office == 0)
        return false;
    bool in_core = false;
    for (uint32_t i = first; i < core; i++)
        in_core =
            in_core ||
            is(&p->w[i], STM_NAMING_SPOKES | STM_NAMING_RANK | STM_NAMING_EXEC |
                             STM_NAMING_MINISTER | STM_NAMING_HEAD);
    if (!in_core)
        return false;
    out->office = office.office;
    out->office_kind = office.office_kind;
    out->body = office.body;
    if (office.office == STM_NAMING_HEAD) {
        out->form = STM_NAMED_FOLK;
        out->kind = STM_SPEAKER_UNNAMED;
        for (uint32_t i = first; i < core; i++)
            if (is(&p->w[i], STM_NAMING_HEAD))
                out->noun = p->w[i].word->as;
        return true;
    }
    const bool own =
        office.body.n_keys > 0 || office.body.country != STM_COUNTRY_NONE;
    out->form = own ? STM_NAMED_BODY : STM_NAMED_NOUN;
    if (!office.body.is_there) {
        out->body.is_there = true;
        out->body.kind = office.office_kind;
        out->body.of_former = true;
    }
    return true;
}

/* "the club's owner, Gene Marl": the name is the apposition. */
static bool read_named_after(const phrase *p, uint32_t first, uint32_t core,
                             stm_naming *out)
{
    if (core >= p->end || p->w[core].mark_before != ',')
        return false;
    stm_naming office = {.body.country = STM_COUNTRY_NONE};
    read_office(p, first, core, &office);
    uint32_t end = core;
    while (end < p->end && p->w[end].is_capital &&
           (end == core || p->w[end].mark_before == 0 ||
            p->w[end].mark_before == '.'))
        end++;
    if (office.office == 0 || end - core < 2 ||
        name_begin(p, core, end) != core)
        return false;
    *out = office;
    out->form = STM_NAMED_PERSON;
    out->first = core;
    out->end = end;
    return true;
}

/* "a fitter at the store, Tomas Marl": the name ends the phrase. */
static bool read_name_at_end(const phrase *p, uint32_t core, stm_naming *out)
{
    enum { MOST = 4 };
    uint32_t from = p->end;
    while (from > core && p->end - from <= MOST && p->w[from - 1].is_capital &&
           (from == p->end || p->w[from].mark_before == 0 ||
            p->w[from].mark_before == '.'))
        from--;
    const uint32_t n = p->end - from;
    if (n < 2 || n > MOST || from == 0 || p->w[from].mark_before != ',' ||
        name_begin(p, from, p->end) != from)
        return false;
    read_office(p, p->first, from, out);
    out->form = STM_NAMED_PERSON;
    out->first = from;
    out->end = p->end;
    return true;
}

/* A core that is a person "of" something ends before it. */
static uint32_t before_of(const phrase *p, uint32_t at, uint32_t core)
{
    enum {
        OFFICES = STM_NAMING_RANK | STM_NAMING_HEAD | STM_NAMING_TITLE |
                  STM_NAMING_EXEC | STM_NAMING_SPOKES
    };
    for (uint32_t i = at + 1; i < core; i++) {
        if (!is(&p->w[i], STM_NAMING_OF))
            continue;
        const uint32_t name = name_begin(p, at, i);
        bool office = name == at && i - name >= 2;
        for (uint32_t k = at; k < name; k++)
            office = office || is(&p->w[k], OFFICES);
        return i - name >= 1 && office ? i : core;
    }
    return core;
}

/* "Lund and Ek": the first of two people stands for both. */
static uint32_t before_and(const phrase *p, uint32_t at, uint32_t core)
{
    for (uint32_t i = at + 1; i + 1 < core; i++) {
        if (p->w[i].hash != stm_hash(STM_LIT("and")))
            continue;
        stm_country_word c;
        const bool names = name_begin(p, at, i) == at && i - at <= 4 &&
                           p->w[i + 1].is_capital && !country_at(p, at, i, &c);
        for (uint32_t k = i + 1; k < core && names; k++)
            if (is(&p->w[k], NOUN_FLAGS))
                return core;
        return names ? i : core;
    }
    return core;
}

static bool read_pronoun(const stm_nword *w, stm_naming *out)
{
    enum {
        PRONOUNS = STM_NAMING_PERSON | STM_NAMING_IT | STM_NAMING_THEY |
                   STM_NAMING_WHO | STM_NAMING_SELF
    };
    if (!is(w, PRONOUNS) || w->is_caps)
        return false;
    out->form = STM_NAMED_PRONOUN;
    out->flags = w->word->flags & PRONOUNS;
    return true;
}

static void read_rest(const phrase *p, uint32_t first, uint32_t core,
                      stm_naming *out)
{
    stm_country_word c;
    if (country_at(p, first, core, &c) && first + c.n_words == core) {
        out->form = STM_NAMED_COUNTRY;
        out->body = (stm_body_name){.is_there = true,
                                    .kind = STM_SPEAKER_GOVERNMENT,
                                    .country = c.country,
                                    .first = first,
                                    .end = core};
        return;
    }
    const stm_body_name body = read_body(p, first, core);
    if (core - first == 1 && p->w[first].is_capital && body.noun == 0) {
        out->form = STM_NAMED_SINGLE;
        out->body = body;
        if (is(&p->w[first], STM_NAMING_AGENCY))
            out->body.kind = STM_SPEAKER_AGENCY;
        return;
    }
    if (!body.is_there)
        return;
    out->body = body;
    const bool is_law = is(&p->w[core - 1], STM_NAMING_LAW) &&
                        body.n_keys == 0 && body.country == STM_COUNTRY_NONE;
    out->form = is_law ? STM_NAMED_LAW
                : body.n_keys > 0 || body.country != STM_COUNTRY_NONE
                    ? STM_NAMED_BODY
                    : STM_NAMED_NOUN;
}

/* "43-year-old" */
static bool is_aged(const stm_nword *w)
{
    return w->is_number && w->is_aged;
}

static stm_naming read_phrase(const stm_naming_words *table, const stm_nword *w,
                              uint32_t first, uint32_t end)
{
    stm_naming out = {.body.country = STM_COUNTRY_NONE};
    if (end - first > MOST_WORDS)
        end = first + MOST_WORDS;
    for (uint32_t i = first + 1; i < end; i++)
        if (w[i].mark_before == '>' || w[i].mark_before == '|')
            first = i; /* a page's debris before it */
    const phrase p = {table, w, first, end};
    if (first >= end)
        return out;
    /* "that" may point: "that report" */
    const bool points = w[first].hash == stm_hash(STM_LIT("that"));
    if (read_pronoun(&w[first], &out) &&
        (end - first == 1 || w[first + 1].mark_before != 0 || !points))
        return out;
    out = (stm_naming){.body.country = STM_COUNTRY_NONE};
    uint32_t at = skip_determiners(&p, first, end);
    /* "the 43-year-old" points as "he" does */
    if (at > first && at < end && is_aged(&w[at]) &&
        (at + 1 == end || is(&w[at + 1], STM_NAMING_STOP))) {
        out.form = STM_NAMED_PRONOUN;
        out.flags = STM_NAMING_PERSON;
        return out;
    }
    if (at == end) {
        /* "some", "many": folk */
        out.form = STM_NAMED_FOLK;
        out.kind = STM_SPEAKER_COLLECTIVE;
        out.noun = w[first].hash;
        return out;
    }
    const uint32_t core =
        before_and(&p, at, before_of(&p, at, core_end(&p, at, end)));
    if (read_statement(&p, at, core, &out))
        return out;
    const uint32_t name = name_begin(&p, at, core);
    const uint32_t n = core - name;
    stm_country_word c;
    const bool is_country =
        n > 0 && country_at(&p, name, core, &c) && name + c.n_words == core;
    enum {
        BEFORE_NAME = STM_NAMING_SPOKES | STM_NAMING_RANK | STM_NAMING_EXEC |
                      STM_NAMING_MINISTER | STM_NAMING_HEAD | STM_NAMING_TITLE |
                      STM_NAMING_FOLK
    };
    bool has_office = false;
    for (uint32_t i = at; i < name; i++)
        has_office = has_office || is_office(&p, i, name, BEFORE_NAME);
    const bool has_lower =
        name > at && !w[name - 1].is_capital && !is(&w[name - 1], SKIP_FLAGS) &&
        !is(&w[name - 1], NOUN_FLAGS) && !w[name - 1].has_genitive;
    /* "the head of the Marl chapter of Open Ean, Ada Lund" */
    if (n > 0 && has_office && is(&w[name - 1], STM_NAMING_OF) &&
        read_named_after(&p, at, core, &out))
        return out;
    if (n > 0 && !is_country &&
        (has_office ||
         (name == at && n >= 2 && n <= 5 &&
          stm_naming_gender(table, w[name].hash) != STM_GENDER_NOBODY) ||
         (has_lower && n <= 4))) {
        read_person(&p, at, name, core, &out);
        return out;
    }
    /* one word with an apposition that names an office is a person */
    if (n == 1 && name == at && core < end && !is_country &&
        w[core].mark_before == ',') {
        stm_naming after = {.body.country = STM_COUNTRY_NONE};
        read_office(&p, skip_determiners(&p, core, end), end, &after);
        if (after.office != 0) {
            read_person(&p, at, name, core, &out);
            return out;
        }
    }
    if (name == core && read_name_at_end(&p, core, &out))
        return out;
    if (read_folk(&p, at, core, &out))
        return out;
    if (read_named_after(&p, at, core, &out))
        return out;
    if (read_nameless_office(&p, at, core, &out))
        return out;
    read_rest(&p, at, core, &out);
    return out;
}

/* The words of office in first .. end that tell one holder from another. */
static void add_offices(const phrase *p, uint32_t first, uint32_t end,
                        stm_naming *out)
{
    enum {
        OFFICES = STM_NAMING_SPOKES | STM_NAMING_RANK | STM_NAMING_EXEC |
                  STM_NAMING_MINISTER | STM_NAMING_HEAD | STM_NAMING_TITLE |
                  STM_NAMING_FOLK
    };
    static const char *const plain[] = {"mr",   "mrs",    "ms",     "miss",
                                        "dr",   "sir",    "former", "ex",
                                        "vice", "acting", "chief",  "officer"};
    uint32_t n = 0;
    while (n < STM_NAMING_OFFICES && out->offices[n] != 0)
        n++;
    for (uint32_t i = first; i < end && n < STM_NAMING_OFFICES; i++) {
        if (!is_office(p, i, end, OFFICES) || is(&p->w[i], STM_NAMING_VAGUE))
            continue;
        bool tells = true;
        for (size_t k = 0; k < sizeof plain / sizeof *plain; k++)
            tells = tells &&
                    p->w[i].hash != stm_hash(stm_slice_from_cstr(plain[k]));
        if (tells)
            out->offices[n++] = p->w[i].word->as;
    }
}

/* The end of an apposition from `at`: before "who", a verb's clause, ... */
static uint32_t apposition_end(const phrase *p, uint32_t at)
{
    uint32_t end = at;
    while (end < p->end && !is(&p->w[end], STM_NAMING_WHO) && end - at < 12)
        end++;
    return end;
}

stm_naming stm_naming_read(const stm_naming_words *table, const stm_nword *w,
                           uint32_t first, uint32_t end)
{
    stm_naming out = read_phrase(table, w, first, end);
    if (first >= end)
        return out;
    if (end - first > MOST_WORDS)
        end = first + MOST_WORDS;
    const phrase p = {table, w, first, end};
    out.is_definite = w[first].hash == stm_hash(STM_LIT("the")) ||
                      w[first].hash == stm_hash(STM_LIT("that")) ||
                      w[first].hash == stm_hash(STM_LIT("this")) ||
                      is(&w[first], STM_NAMING_HIS);
    if (out.form == STM_NAMED_PERSON) {
        add_offices(&p, first, out.first, &out);
        if (out.end < end && w[out.end].mark_before == ',')
            add_offices(&p, out.end, apposition_end(&p, out.end), &out);
    } else if (out.form == STM_NAMED_FOLK || out.form == STM_NAMED_NOUN ||
               out.form == STM_NAMED_BODY) {
        add_offices(&p, first, core_end(&p, first, end), &out);
    }
    return out;
}
