#include "quote/article_voices.h"

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/size.h"
#include "quote/name_runs.h"
#include "quote/namer.h"

#include "base/banned.h"

enum {
    NEAR_BYTES = 700, /* a pronoun's name is looked for so far back */
    WHO_BYTES = 90,
};

/* --- persons ----------------------------------------------------------------
 */

static bool is_suffix(const stm_nword *w)
{
    return w->hash == stm_hash(STM_LIT("jr")) ||
           w->hash == stm_hash(STM_LIT("sr")) ||
           w->hash == stm_hash(STM_LIT("ii")) ||
           w->hash == stm_hash(STM_LIT("iii"));
}

/* By the words before the name ("Mr", "spokeswoman"), else the first name. */
static stm_gender gender_of(const stm_namer *r, const stm_naming *n)
{
    enum { BEFORE = 4 };
    const stm_nword *w = r->words.items;
    for (uint32_t i = n->first; i > 0 && n->first - i < BEFORE; i--) {
        if (w[i].mark_before != 0 || w[i].starts)
            break;
        const stm_gender g = stm_naming_gender(r->table, w[i - 1].hash);
        if (g == STM_GENDER_HE || g == STM_GENDER_SHE)
            return g;
        if (stm_nword_has(&w[i - 1],
                          STM_NAMING_OF | STM_NAMING_LINK | STM_NAMING_STOP))
            break;
    }
    return n->end - n->first > 1 ? stm_naming_gender(r->table, w[n->first].hash)
                                 : STM_GENDER_UNKNOWN;
}

static stm_voice person_of(const stm_namer *r, const stm_naming *n)
{
    const stm_nword *w = r->words.items;
    uint32_t end = n->end;
    if (end > n->first + 1 && is_suffix(&w[end - 1]))
        end--;
    stm_voice v = {.article = r->index,
                   .is_person = true,
                   .is_named = true,
                   .is_single = end - n->first == 1,
                   .kind = STM_SPEAKER_PERSON,
                   .body.country = STM_COUNTRY_NONE,
                   .last = w[end - 1].hash,
                   .last_name = stm_namer__text(r, end - 1, end),
                   .speaks_for = STM_NONE,
                   .name = stm_namer__text(r, n->first, n->end),
                   .at = w[n->first].begin};
    memcpy(v.offices, n->offices, sizeof v.offices);
    v.gender = (uint8_t)gender_of(r, n);
    if (end - n->first > 1) {
        v.first = w[n->first].hash;
        v.first_name = stm_namer__text(r, n->first, n->first + 1);
    }
    return v;
}

/* For whom a person of such an office speaks, or STM_NONE. */
static uint32_t body_of_office(stm_namer *r, const stm_naming *n, uint32_t at)
{
    enum {
        SPEAKS = STM_NAMING_SPOKES | STM_NAMING_RANK | STM_NAMING_EXEC |
                 STM_NAMING_MINISTER
    };
    if ((n->office & SPEAKS) == 0)
        return STM_NONE;
    stm_body_name body = n->body;
    if ((n->office & STM_NAMING_RANK) != 0) {
        if (body.kind != STM_SPEAKER_POLICE &&
            body.kind != STM_SPEAKER_MILITARY &&
            body.noun != stm_hash(STM_LIT("fire")))
            body.kind = n->office_kind;
        if (!body.is_there && n->office_kind == STM_SPEAKER_POLICE)
            return stm_namer__main_police(r);
        if (!body.is_there)
            return STM_NONE;
    }
    if ((n->office & STM_NAMING_MINISTER) != 0 && body.n_keys == 0)
        return STM_NONE; /* a prime minister, or one of nobody knows what */
    if (!body.is_there && !body.of_former)
        return STM_NONE;
    if (body.kind == 0)
        body.kind = (n->office & STM_NAMING_EXEC) != 0 ? STM_SPEAKER_COMPANY
                                                       : n->office_kind;
    if (body.kind == 0)
        body.kind = STM_SPEAKER_COMPANY;
    return stm_namer__resolve_any_body(r, &body, at);
}

static uint32_t resolve_person(stm_namer *r, const stm_naming *n)
{
    stm_voice v = person_of(r, n);
    const uint32_t at = v.at;
    /* before the person: the array may move */
    v.speaks_for = body_of_office(r, n, at);
    const uint32_t known =
        v.first == 0
            ? stm_namer__best_person(r, v.last, at, (stm_gender)v.gender)
            : STM_NONE;
    if (known == STM_NONE)
        return stm_namer__intern(r, &v);
    stm_namer__enrich(&r->out->items[known], &v);
    return known;
}

/* One capital word: a surname of the article, a body's word, or new. */
static uint32_t resolve_single(stm_namer *r, const stm_naming *n,
                               uint32_t first, uint32_t at)
{
    const stm_nword *w = &r->words.items[n->body.end - 1];
    (void)first;
    const uint32_t person =
        stm_namer__best_person(r, w->hash, at, STM_GENDER_UNKNOWN);
    if (person != STM_NONE)
        return person;
    if (w->starts && stm_u64map_get(&r->lower, w->hash) != STM_NONE)
        return STM_NONE; /* a common word at a sentence's head */
    if (w->is_caps) {
        const uint32_t full = stm_namer__find_acronym(
            r, stm_slice_sub(r->article->text, w->begin, w->end));
        if (full != STM_NONE)
            return full;
    }
    stm_voice v = {.article = r->index,
                   .kind = n->body.kind,
                   .body = n->body,
                   .is_named = true,
                   .is_single = n->body.kind == 0,
                   .speaks_for = STM_NONE,
                   .name = stm_namer__body_text(r, &n->body),
                   .at = at};
    return stm_namer__intern(r, &v);
}

/* --- the text's names --------------------------------------------------------
 */

static bool is_common(const stm_namer *r, const stm_nword *w)
{
    return w->starts && stm_u64map_get(&r->lower, w->hash) != STM_NONE;
}

static void note_lower(stm_namer *r)
{
    for (uint32_t i = 0; i < r->words.n; i++)
        if (!r->words.items[i].is_capital &&
            stm_u64map_put(&r->lower, r->words.items[i].hash, 1, NULL) == NULL)
            r->status = STM_ERR_NOMEM;
}

/* "The mayor Ada Lund": nothing but an article before. */
static bool begins_sentence(const stm_nwords *words, uint32_t begin)
{
    return words->items[begin].starts ||
           (begin > 0 && words->items[begin - 1].starts &&
            stm_nword_has(&words->items[begin - 1], STM_NAMING_DETERMINER));
}

/* "in Marl", "Marl, Ean": where something is. */
static bool is_placed(const stm_namer *r, uint32_t first, uint32_t end)
{
    static const char *const before[] = {"in",     "near",   "outside",
                                         "from",   "on",     "into",
                                         "across", "around", "of"};
    const stm_nword *w = r->words.items;
    if (first == 0 || w[first].starts)
        return false;
    if (w[first].mark_before == ',')
        return w[first - 1].is_capital &&
               (end == r->words.n || w[end].starts || w[end].mark_before != 0);
    for (size_t i = 0; i < sizeof before / sizeof *before; i++)
        if (w[first].mark_before == 0 &&
            w[first - 1].hash == stm_hash(stm_slice_from_cstr(before[i])))
            return true;
    return false;
}

/* Reads all names in order, so that a source can mean one of them. */
static void read_names(stm_namer *r)
{
    const stm_nwords *words = &r->words;
    for (uint32_t i = 0; i < words->n && r->status == STM_OK;) {
        uint32_t next;
        if (words->items[i].starts && stm_is_title_case(words, i, &next)) {
            i = next;
            continue;
        }
        if (!stm_is_name_word(&words->items[i]) ||
            is_common(r, &words->items[i])) {
            i++;
            continue;
        }
        const uint32_t end = stm_name_run_end(words, i);
        const uint32_t begin = stm_name_phrase_begin(words, i);
        const stm_naming n = stm_naming_read(r->table, words->items, begin,
                                             stm_name_phrase_end(words, end));
        const uint32_t at = words->items[i].begin;
        uint32_t v = STM_NONE;
        /* "Marl Ean Convention" begins with no person */
        const bool goes_on =
            n.form == STM_NAMED_PERSON && n.office == 0 && end < words->n &&
            words->items[end].mark_before == 0 && !words->items[end].starts &&
            words->items[end].is_capital &&
            stm_nword_has(&words->items[end], STM_NAMING_NOUN);
        if (goes_on)
            v = STM_NONE;
        else if (n.form == STM_NAMED_PERSON &&
                 (n.end - n.first > 1 || n.office != 0))
            v = resolve_person(r, &n);
        else if (n.form == STM_NAMED_BODY)
            v = stm_namer__resolve_body(r, n.body, at);
        else if (n.form == STM_NAMED_SINGLE && !words->items[i].starts)
            v = resolve_single(r, &n, begin, at);
        else if (n.form == STM_NAMED_SINGLE)
            v = stm_namer__best_person(r, words->items[i].hash, at,
                                       STM_GENDER_UNKNOWN);
        stm_namer__add_place(
            r, &(stm_named_place){at, words->items[end - 1].end, v,
                                  begins_sentence(words, begin)});
        if (v != STM_NONE && is_placed(r, i, end))
            r->out->items[v].n_placed++;
        i = end;
    }
}

/* --- sources
 * ------------------------------------------------------------------ */

/* The words of a span: first and one past the last. */
static void words_in(const stm_namer *r, stm_span s, uint32_t *first,
                     uint32_t *end)
{
    uint32_t lo = 0;
    uint32_t hi = r->words.n;
    while (lo < hi) {
        const uint32_t mid = lo + (hi - lo) / 2;
        if (r->words.items[mid].end <= s.begin)
            lo = mid + 1;
        else
            hi = mid;
    }
    *first = *end = lo;
    while (*end < r->words.n && r->words.items[*end].begin < s.end)
        (*end)++;
}

static bool is_inside_speech(const stm_namer *r, uint32_t at)
{
    uint32_t lo = 0;
    uint32_t hi = r->n_said;
    while (lo < hi) {
        const uint32_t mid = lo + (hi - lo) / 2;
        if (r->said[mid].begin <= at)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo > 0 && at < r->said[lo - 1].end;
}

static bool may_be(const stm_namer *r, uint32_t voice, stm_gender gender)
{
    const stm_voice *v = &r->out->items[voice];
    return v->is_person && stm_genders_agree(v->gender, (uint8_t)gender);
}

/* The begin of the paragraph that holds `at`, or what is near before. */
static uint32_t paragraph_begin(const stm_namer *r, uint32_t at)
{
    const stm_article *a = r->article;
    uint32_t begin = 0;
    for (uint32_t i = 0;
         i < a->n_paragraphs && a->paragraphs[i].span.begin <= at; i++)
        begin = a->paragraphs[i].span.begin;
    /* a text of one paragraph has none */
    if (begin + NEAR_BYTES < at)
        begin = at - NEAR_BYTES;
    return begin;
}

/*
 * "he": the person who began a sentence of the paragraph last, or spoke in
 * it last; else who spoke last, else who was named last. None whom the
 * pronoun does not fit, and nobody for being named inside what is said.
 */
static uint32_t resolve_he(const stm_namer *r, stm_gender gender, uint32_t at)
{
    const uint32_t begin = paragraph_begin(r, at);
    const bool spoke_here = r->last_at != STM_NONE && r->last_at >= begin &&
                            r->last_person != STM_NONE;
    /* "Lund wrote": one capital word that speaks may well be somebody */
    const bool is_somebody =
        r->last_any != STM_NONE && r->last_at != STM_NONE &&
        r->last_at >= begin && r->out->items[r->last_any].is_single &&
        r->out->items[r->last_any].kind == STM_SPEAKER_UNKNOWN;
    if (is_somebody)
        return r->last_any;
    uint32_t named = STM_NONE;
    for (uint32_t i = r->n_places; i-- > 0 && r->places[i].at >= begin;) {
        const stm_named_place *p = &r->places[i];
        if (p->at >= at || !may_be(r, p->voice, gender) ||
            is_inside_speech(r, p->at))
            continue;
        if (spoke_here && p->at <= r->last_at)
            break;
        if (p->starts)
            return p->voice;
        if (named == STM_NONE)
            named = p->voice;
    }
    const bool near = r->last_at != STM_NONE && r->last_at + NEAR_BYTES >= at;
    if (near && r->last_person != STM_NONE && may_be(r, r->last_person, gender))
        return r->last_person;
    if (named != STM_NONE)
        return named;
    /* outside of what is said first */
    for (int inside = 0; inside < 2; inside++)
        for (uint32_t i = r->n_places; i-- > 0;)
            if (r->places[i].at < at && may_be(r, r->places[i].voice, gender) &&
                is_inside_speech(r, r->places[i].at) == (inside == 1))
                return r->places[i].voice;
    return STM_NONE;
}

static uint32_t resolve_pronoun(const stm_namer *r, const stm_naming *n,
                                uint32_t first)
{
    const uint32_t at = r->words.items[first].begin;
    const uint32_t flags = n->flags;
    if ((flags & STM_NAMING_WHO) != 0) {
        for (uint32_t i = r->n_places; i-- > 0;)
            if (r->places[i].end <= at && r->places[i].end + WHO_BYTES >= at)
                return r->places[i].voice;
        return STM_NONE;
    }
    if ((flags & STM_NAMING_PERSON) != 0)
        return resolve_he(
            r, stm_naming_gender(r->table, r->words.items[first].hash), at);
    const bool near = r->last_at != STM_NONE && r->last_at + NEAR_BYTES >= at;
    if ((flags & STM_NAMING_IT) != 0)
        return near && r->last_body != STM_NONE
                   ? r->last_body
                   : stm_namer__recent(r, at, stm_namer__is_any_body, NULL);
    if ((flags & STM_NAMING_THEY) != 0)
        return near ? r->last_any : STM_NONE;
    return STM_NONE;
}

static bool holds(const stm_voice *v, uint64_t office)
{
    for (uint32_t i = 0; i < STM_NAMING_OFFICES; i++)
        if (v->offices[i] == office)
            return true;
    return false;
}

/* "the mayor": the last before `at` who is one, else the only one. */
static uint32_t by_office(const stm_namer *r, const stm_naming *n, uint32_t at)
{
    uint64_t office = 0;
    for (uint32_t i = 0; i < STM_NAMING_OFFICES && n->offices[i] != 0; i++)
        office = n->offices[i];
    if (office == 0)
        return STM_NONE;
    for (uint32_t i = r->n_places; i-- > 0;) {
        const stm_voice *v = &r->out->items[r->places[i].voice];
        if (r->places[i].at < at && v->is_person && holds(v, office))
            return r->places[i].voice;
    }
    uint32_t one = STM_NONE;
    for (uint32_t i = r->base; i < r->out->n; i++) {
        if (!r->out->items[i].is_person || !holds(&r->out->items[i], office))
            continue;
        if (one != STM_NONE)
            return STM_NONE;
        one = i;
    }
    return one;
}

/* The one body of state or police that speaks in the article, or STM_NONE. */
static uint32_t sole_authority(const stm_namer *r)
{
    uint32_t one = STM_NONE;
    for (uint32_t i = r->base; i < r->out->n; i++) {
        const stm_voice *v = &r->out->items[i];
        if (v->is_person || !v->is_named || v->n_sources == 0 ||
            (v->kind != STM_SPEAKER_GOVERNMENT &&
             v->kind != STM_SPEAKER_POLICE))
            continue;
        if (one != STM_NONE)
            return STM_NONE;
        one = i;
    }
    return one;
}

static uint32_t resolve_folk(stm_namer *r, const stm_naming *n, stm_slice name,
                             uint32_t at)
{
    if ((n->flags & STM_NAMING_VAGUE) != 0 && n->body.n_keys == 0 &&
        n->body.country == STM_COUNTRY_NONE) {
        const uint32_t one = sole_authority(r);
        if (one != STM_NONE)
            return one;
        if ((n->flags & STM_NAMING_LAW) != 0 &&
            stm_namer__main_police(r) != STM_NONE)
            return stm_namer__main_police(r);
    }
    /* "Marl city officials" are the city */
    if ((n->flags & STM_NAMING_VAGUE) != 0 &&
        (n->body.n_keys > 0 || n->body.kind == STM_SPEAKER_POLICE)) {
        stm_body_name body = n->body;
        if (body.kind == 0)
            body.kind = STM_SPEAKER_GOVERNMENT;
        return stm_namer__resolve_any_body(r, &body, at);
    }
    return stm_namer__nameless(r, n->kind, n->noun, &n->body, name, at);
}

static uint32_t resolve(stm_namer *r, const stm_naming *n, uint32_t first,
                        uint32_t end)
{
    const uint32_t at = r->words.items[first].begin;
    const stm_slice name = stm_namer__text(r, first, end);
    const stm_body_name none = {.country = STM_COUNTRY_NONE};
    const bool is_holder = (n->form == STM_NAMED_FOLK && n->office != 0) ||
                           (n->form == STM_NAMED_NOUN && n->office != 0);
    if (is_holder && (n->is_definite || n->form == STM_NAMED_FOLK)) {
        const uint32_t person = by_office(r, n, at);
        if (person != STM_NONE)
            return person;
    }
    switch (n->form) {
    case STM_NAMED_NOTHING:
        break;
    case STM_NAMED_PRONOUN:
        return resolve_pronoun(r, n, first);
    case STM_NAMED_PERSON:
        return resolve_person(r, n);
    case STM_NAMED_BODY: {
        stm_body_name body = n->body;
        if (body.kind == 0 && (n->office & STM_NAMING_EXEC) != 0)
            body.kind = STM_SPEAKER_COMPANY;
        return stm_namer__resolve_any_body(r, &body, at);
    }
    case STM_NAMED_SINGLE:
        return resolve_single(r, n, first, at);
    case STM_NAMED_COUNTRY:
        return stm_namer__resolve_country(r, &n->body, at);
    case STM_NAMED_NOUN:
        return stm_namer__resolve_noun(r, &n->body, at);
    case STM_NAMED_LAW:
        return stm_namer__resolve_law(r, n, name, at);
    case STM_NAMED_FOLK:
        return resolve_folk(r, n, name, at);
    case STM_NAMED_DOCUMENT:
        return stm_namer__nameless(r, STM_SPEAKER_DOCUMENT, n->noun, &none,
                                   name, at);
    case STM_NAMED_STATEMENT:
        if (r->last_body != STM_NONE)
            return r->last_body;
        if (r->last_any != STM_NONE)
            return r->last_any;
        return stm_namer__nameless(r, STM_SPEAKER_DOCUMENT, n->noun, &none,
                                   name, at);
    }
    return STM_NONE;
}

static void note_source(stm_namer *r, uint32_t voice, uint32_t at)
{
    stm_voice *v = &r->out->items[voice];
    v->n_sources++;
    r->last_any = voice;
    r->last_at = at;
    if (v->is_person)
        r->last_person = voice;
    else if (v->is_named || v->kind == STM_SPEAKER_POLICE)
        r->last_body = voice;
    if (v->is_person && v->speaks_for != STM_NONE) {
        r->out->items[v->speaks_for].n_sources++;
        r->last_body = v->speaks_for;
    }
}

/* "officials" are told by who else speaks: they are read last. */
static bool is_vague(const stm_naming *n)
{
    return n->form == STM_NAMED_LAW ||
           (n->form == STM_NAMED_FOLK && (n->flags & STM_NAMING_VAGUE) != 0);
}

static void read_source(stm_namer *r, const stm_attribution *a, bool vague,
                        uint32_t *voice)
{
    uint32_t first;
    uint32_t end;
    words_in(r, a->source[0], &first, &end);
    if (first == end)
        return;
    const stm_naming n = stm_naming_read(r->table, r->words.items, first, end);
    if (is_vague(&n) != vague)
        return;
    uint32_t v = resolve(r, &n, first, end);
    if (v == STM_NONE && r->status == STM_OK) {
        /* told by nobody we could find: a voice of its own */
        const stm_body_name none = {.country = STM_COUNTRY_NONE};
        const stm_slice name = stm_namer__text(r, first, end);
        const uint64_t noun =
            n.form == STM_NAMED_PRONOUN
                ? stm_hash_mix(stm_hash(STM_LIT("pronoun")), first)
                : stm_hash(name);
        v = stm_namer__nameless(r, STM_SPEAKER_UNKNOWN, noun, &none, name,
                                r->words.items[first].begin);
    }
    if (v == STM_NONE)
        return;
    *voice = v;
    note_source(r, v, r->words.items[first].begin);
}

static int compare_spans(const void *a, const void *b)
{
    const stm_span *x = a;
    const stm_span *y = b;
    if (x->begin != y->begin)
        return x->begin < y->begin ? -1 : 1;
    return (x->end < y->end) - (x->end > y->end);
}

/* All contents in order, each that lies in another left out. */
static stm_status list_said(stm_namer *r, const stm_attribution *list,
                            uint32_t n, stm_arena *scratch)
{
    uint32_t most = 0;
    for (uint32_t i = 0; i < n; i++)
        most += list[i].n_content;
    stm_span *said = stm_arena_alloc(scratch, (size_t)most + 1, sizeof *said);
    if (said == NULL)
        return STM_ERR_NOMEM;
    uint32_t k = 0;
    for (uint32_t i = 0; i < n; i++)
        for (uint32_t c = 0; c < list[i].n_content; c++)
            said[k++] = list[i].content[c];
    qsort(said, k, sizeof *said, compare_spans);
    uint32_t kept = 0;
    for (uint32_t i = 0; i < k; i++) {
        if (kept > 0 && said[i].begin < said[kept - 1].end) {
            if (said[i].end > said[kept - 1].end)
                said[kept - 1].end = said[i].end;
            continue;
        }
        said[kept++] = said[i];
    }
    r->said = said;
    r->n_said = kept;
    return STM_OK;
}

typedef struct turn {
    uint32_t at;
    uint32_t i;
} turn;

static int compare_turns(const void *a, const void *b)
{
    const turn *x = a;
    const turn *y = b;
    return x->at != y->at ? (x->at < y->at ? -1 : 1)
                          : (x->i > y->i) - (x->i < y->i);
}

static stm_status read_sources(stm_namer *r, const stm_attribution *list,
                               uint32_t n, stm_arena *scratch,
                               uint32_t *voice_of)
{
    turn *turns = stm_arena_alloc(scratch, n, sizeof *turns);
    if (turns == NULL)
        return STM_ERR_NOMEM;
    uint32_t n_turns = 0;
    for (uint32_t i = 0; i < n; i++) {
        voice_of[i] = STM_NONE;
        if (list[i].n_source > 0)
            turns[n_turns++] = (turn){list[i].source[0].begin, i};
    }
    qsort(turns, n_turns, sizeof *turns, compare_turns);
    for (int vague = 0; vague < 2; vague++)
        for (uint32_t k = 0; k < n_turns && r->status == STM_OK; k++)
            read_source(r, &list[turns[k].i], vague == 1,
                        &voice_of[turns[k].i]);
    return r->status;
}

stm_status stm_voices_of_article(const stm_naming_words *table,
                                 const stm_article *article, uint32_t index,
                                 const stm_attribution *attributions,
                                 uint32_t n_attributions, stm_arena *scratch,
                                 stm_voices *out, uint32_t *voice_of)
{
    stm_namer r = {.table = table,
                   .article = article,
                   .index = index,
                   .out = out,
                   .base = out->n,
                   .last_person = STM_NONE,
                   .last_body = STM_NONE,
                   .last_any = STM_NONE,
                   .last_at = STM_NONE};
    if (n_attributions == 0)
        return STM_OK;
    stm_u64map_init(&r.lower);
    stm_span *spans = stm_arena_alloc(
        scratch, (size_t)article->n_paragraphs + 1, sizeof *spans);
    if (spans == NULL)
        return STM_ERR_NOMEM; /* the map holds nothing yet */
    uint32_t n_spans = 0;
    for (uint32_t i = 0; i < article->n_paragraphs; i++)
        if (stm_par_is_read(article->paragraphs[i].kind))
            spans[n_spans++] = article->paragraphs[i].span;
    stm_status status = stm_nwords_from_spans(table, article->text, spans,
                                              n_spans, scratch, &r.words);
    if (status == STM_OK) {
        note_lower(&r);
        read_names(&r);
        status = r.status;
    }
    if (status == STM_OK)
        status = list_said(&r, attributions, n_attributions, scratch);
    if (status == STM_OK)
        status =
            read_sources(&r, attributions, n_attributions, scratch, voice_of);
    stm_free(r.places);
    stm_u64map_release(&r.lower);
    return status;
}
