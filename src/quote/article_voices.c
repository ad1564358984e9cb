#include "quote/article_voices.h"

#include <stdlib.h>

#include "base/alloc.h"
#include "base/size.h"
#include "quote/name_runs.h"

#include "base/banned.h"

enum {
    MOST_VOICES = 400, /* of one article; further names are not kept */
    NEAR_BYTES = 700,  /* a pronoun's name is looked for so far back */
    WHO_BYTES = 90,
};

/* A place where a voice is named. */
typedef struct place {
    uint32_t at;
    uint32_t end;
    uint32_t voice;
} place;

typedef struct reader {
    const stm_naming_words *table;
    const stm_article *article;
    uint32_t index;
    stm_nwords words;
    stm_voices *out;
    uint32_t base;    /* the article's first voice */
    stm_u64map lower; /* words that stand in small letters somewhere */
    place *places;    /* by `at` */
    uint32_t n_places, cap_places;
    uint32_t last_person; /* sources before the one at hand, or STM_NONE */
    uint32_t last_body;
    uint32_t last_any;
    uint32_t last_at;
    stm_status status;
} reader;

/* --- making voices -------------------------------------------------------- */

static stm_slice text_of(const reader *r, uint32_t first, uint32_t end)
{
    if (first >= end)
        return (stm_slice){NULL, 0};
    return stm_slice_sub(r->article->text, r->words.items[first].begin,
                         r->words.items[end - 1].end);
}

static bool has_flag(const stm_nword *w, uint32_t flags)
{
    return w->word != NULL && (w->word->flags & flags) != 0;
}

/* A body's name without what stands before and after it. */
static stm_slice body_text(const reader *r, const stm_body_name *b)
{
    uint32_t first = b->first;
    uint32_t end = b->end;
    const stm_nword *w = r->words.items;
    while (first < end &&
           (has_flag(&w[first], STM_NAMING_DETERMINER | STM_NAMING_HIS |
                                    STM_NAMING_LINK | STM_NAMING_STOP |
                                    STM_NAMING_OF) ||
            (!w[first].is_capital &&
             (w[first].word == NULL || w[first].has_genitive))))
        first++;
    while (end > first &&
           has_flag(&w[end - 1], STM_NAMING_DETERMINER | STM_NAMING_LINK |
                                     STM_NAMING_STOP | STM_NAMING_OF))
        end--;
    return text_of(r, first, end);
}

static uint32_t add_voice(reader *r, const stm_voice *v)
{
    if (r->out->n - r->base >= MOST_VOICES)
        return STM_NONE;
    if (!stm_grow(&r->out->items, &r->out->cap, r->out->n + 1,
                  sizeof *r->out->items)) {
        r->status = STM_ERR_NOMEM;
        return STM_NONE;
    }
    r->out->items[r->out->n] = *v;
    return r->out->n++;
}

static void add_place(reader *r, uint32_t at, uint32_t end, uint32_t voice)
{
    if (voice == STM_NONE)
        return;
    if (!stm_grow(&r->places, &r->cap_places, r->n_places + 1,
                  sizeof *r->places)) {
        r->status = STM_ERR_NOMEM;
        return;
    }
    r->places[r->n_places++] = (place){at, end, voice};
    r->out->items[voice].n_named++;
}

/* Fills in what the newer naming tells more of. */
static void enrich(stm_voice *v, const stm_voice *more)
{
    if (more->name.len > v->name.len)
        v->name = more->name;
    if (v->first == 0 ||
        (more->first != 0 && more->first_name.len > v->first_name.len)) {
        v->first = more->first;
        v->first_name = more->first_name;
    }
    if (v->kind == 0 || (v->is_single && !more->is_single && more->kind != 0))
        v->kind = more->kind;
    if (!v->is_person) {
        if (v->body.country == STM_COUNTRY_NONE)
            v->body.country = more->body.country;
        if (more->body.n_keys > v->body.n_keys) {
            const uint16_t country = v->body.country;
            v->body = more->body;
            if (v->body.country == STM_COUNTRY_NONE)
                v->body.country = country;
        }
        if (v->body.noun == 0)
            v->body.noun = more->body.noun;
        v->is_single = v->is_single && more->is_single;
    }
    if (v->speaks_for == STM_NONE)
        v->speaks_for = more->speaks_for;
}

/* The newest voice of the article that agrees, or STM_NONE. */
static uint32_t find_voice(const reader *r, const stm_voice *v)
{
    uint32_t found = STM_NONE;
    for (uint32_t i = r->out->n; i-- > r->base;) {
        const stm_voice *o = &r->out->items[i];
        if (o->is_person != v->is_person || !o->is_named)
            continue;
        if (v->is_person ? stm_persons_agree(o, v) : stm_bodies_agree(o, v)) {
            /* the same words before a part of them */
            if (!v->is_person && o->body.n_keys != v->body.n_keys) {
                found = found == STM_NONE ? i : found;
                continue;
            }
            return i;
        }
    }
    return found;
}

static uint32_t intern(reader *r, const stm_voice *v)
{
    const uint32_t i = find_voice(r, v);
    if (i == STM_NONE)
        return add_voice(r, v);
    enrich(&r->out->items[i], v);
    return i;
}

/* --- bodies ----------------------------------------------------------------
 */

static uint32_t find_acronym(const reader *r, stm_slice acronym)
{
    for (uint32_t i = r->out->n; i-- > r->base;)
        if (!r->out->items[i].is_person && r->out->items[i].is_named &&
            stm_is_acronym_of(acronym, r->out->items[i].name))
            return i;
    return STM_NONE;
}

static uint32_t recent(const reader *r, uint32_t before,
                       bool (*wanted)(const stm_voice *, const void *),
                       const void *what)
{
    for (uint32_t i = r->n_places; i-- > 0;)
        if (r->places[i].at < before &&
            wanted(&r->out->items[r->places[i].voice], what))
            return r->places[i].voice;
    for (uint32_t i = r->base; i < r->out->n; i++)
        if (wanted(&r->out->items[i], what))
            return i;
    return STM_NONE;
}

static bool is_ministry_of(const stm_voice *v, const void *what)
{
    const stm_body_name *b = what;
    return !v->is_person && v->body.is_ministry &&
           v->body.country != STM_COUNTRY_NONE && v->body.n_keys == b->n_keys &&
           stm_keys_within(&v->body, b);
}

static bool has_noun(const stm_voice *v, const void *what)
{
    const uint64_t *noun = what;
    return !v->is_person && v->is_named && v->body.noun == *noun;
}

static bool is_firm(const stm_voice *v, const void *what)
{
    (void)what;
    return !v->is_person && v->is_named &&
           (v->kind == STM_SPEAKER_COMPANY || v->is_single);
}

static bool is_any_body(const stm_voice *v, const void *what)
{
    (void)what;
    return !v->is_person && v->is_named && v->kind != STM_SPEAKER_DOCUMENT;
}

static bool is_a_person(const stm_voice *v, const void *what)
{
    (void)what;
    return v->is_person;
}

/* The country named last before `at`, or most in all of the article. */
static uint16_t country_near(const reader *r, uint32_t at)
{
    uint16_t near = STM_COUNTRY_NONE;
    const stm_nword *w = r->words.items;
    for (uint32_t i = 0; i < r->words.n; i++) {
        stm_country_word c;
        uint64_t hashes[STM_COUNTRY_WORDS];
        uint32_t n = 0;
        if (!w[i].is_capital)
            continue;
        for (; n < STM_COUNTRY_WORDS && i + n < r->words.n; n++)
            hashes[n] = w[i + n].hash;
        if (!stm_naming_country(r->table, hashes, n, &c))
            continue;
        if (w[i].begin >= at && near != STM_COUNTRY_NONE)
            break;
        near = c.country;
        if (w[i].begin >= at)
            break;
    }
    return near;
}

/* That of the body heard last, else the one named most, else the nearest. */
static uint16_t country_meant(const reader *r, uint32_t at)
{
    if (r->last_body != STM_NONE &&
        r->out->items[r->last_body].body.country != STM_COUNTRY_NONE)
        return r->out->items[r->last_body].body.country;
    enum { MOST = 64 };
    uint16_t countries[MOST];
    uint32_t counts[MOST];
    uint32_t n = 0;
    for (uint32_t i = 0; i < r->words.n; i++) {
        stm_country_word c;
        const uint64_t hash = r->words.items[i].hash;
        if (!r->words.items[i].is_capital ||
            !stm_naming_country(r->table, &hash, 1, &c) ||
            c.form == STM_COUNTRY_CAPITAL)
            continue;
        uint32_t k = 0;
        while (k < n && countries[k] != c.country)
            k++;
        if (k == MOST)
            continue;
        if (k == n) {
            countries[n] = c.country;
            counts[n++] = 0;
        }
        counts[k]++;
    }
    uint32_t best = 0;
    for (uint32_t k = 1; k < n; k++)
        if (counts[k] > counts[best])
            best = k;
    return n > 0 ? countries[best] : country_near(r, at);
}

/* The police that the article means by "police": named most. */
static uint32_t main_police(const reader *r)
{
    uint32_t best = STM_NONE;
    for (uint32_t i = r->base; i < r->out->n; i++) {
        const stm_voice *v = &r->out->items[i];
        if (v->is_person || v->kind != STM_SPEAKER_POLICE || !v->is_named)
            continue;
        if (best == STM_NONE || v->n_named > r->out->items[best].n_named)
            best = i;
    }
    return best;
}

static uint32_t nameless(reader *r, uint8_t kind, uint64_t noun,
                         const stm_body_name *body, stm_slice name, uint32_t at)
{
    for (uint32_t i = r->base; i < r->out->n; i++) {
        const stm_voice *v = &r->out->items[i];
        if (!v->is_named && !v->is_person && v->kind == kind &&
            v->noun == noun && stm_keys_within(body, &v->body) &&
            stm_keys_within(&v->body, body))
            return i;
    }
    stm_voice v = {.article = r->index,
                   .kind = kind,
                   .noun = noun,
                   .body = *body,
                   .speaks_for = STM_NONE,
                   .name = name,
                   .at = at};
    v.body.is_there = false;
    return add_voice(r, &v);
}

static uint32_t resolve_law(reader *r, const stm_naming *n, stm_slice name,
                            uint32_t at)
{
    const uint32_t police = main_police(r);
    if (police != STM_NONE)
        return police;
    const stm_body_name none = {.country = n->body.country};
    return nameless(r, STM_SPEAKER_POLICE, stm_hash(STM_LIT("police")), &none,
                    name, at);
}

/* A body with words of its own, or a ministry. */
static uint32_t resolve_body(reader *r, stm_body_name body, uint32_t at)
{
    if (body.is_ministry && body.country == STM_COUNTRY_NONE) {
        if (body.of_former) {
            body.country = country_near(r, at);
        } else {
            const uint32_t known = recent(r, at, is_ministry_of, &body);
            body.country = known != STM_NONE ? r->out->items[known].body.country
                                             : country_meant(r, at);
        }
    }
    stm_voice v = {.article = r->index,
                   .kind = body.kind,
                   .body = body,
                   .is_named = true,
                   .speaks_for = STM_NONE,
                   .name = body_text(r, &body),
                   .at = at};
    return intern(r, &v);
}

/* "the ministry", "the company", "the State Police" */
static uint32_t resolve_noun(reader *r, const stm_body_name *body, uint32_t at)
{
    uint32_t v = STM_NONE;
    if (body->noun != 0)
        v = recent(r, at, has_noun, &body->noun);
    if (v == STM_NONE && body->kind == STM_SPEAKER_POLICE)
        v = main_police(r);
    if (v == STM_NONE && (body->is_firm || body->noun == 0)) {
        v = recent(r, at, is_firm, NULL);
        /* "the company" tells what the one capital word before it was */
        if (v != STM_NONE && body->is_firm && r->out->items[v].kind == 0)
            r->out->items[v].kind = STM_SPEAKER_COMPANY;
    }
    if (v == STM_NONE && body->of_former)
        v = recent(r, at, is_any_body, NULL);
    if (v != STM_NONE)
        return v;
    const stm_body_name none = {.country = STM_COUNTRY_NONE};
    return nameless(r, body->kind, body->noun, &none, body_text(r, body), at);
}

static uint32_t resolve_any_body(reader *r, const stm_body_name *body,
                                 uint32_t at)
{
    if (body->n_keys > 0 ||
        (body->is_there && body->country != STM_COUNTRY_NONE))
        return resolve_body(r, *body, at);
    return resolve_noun(r, body, at);
}

/*
 * The person of that surname (or first name): one who is a source before one
 * who is not, then the one named last before `at`.
 */
static uint32_t best_person(const reader *r, uint64_t name, uint32_t at)
{
    for (int first = 0; first < 2; first++) {
        uint32_t best = STM_NONE;
        uint32_t best_at = 0;
        for (uint32_t i = r->base; i < r->out->n; i++) {
            const stm_voice *v = &r->out->items[i];
            if (!v->is_person || (first ? v->first : v->last) != name)
                continue;
            uint32_t seen = 0;
            for (uint32_t k = 0; k < r->n_places && r->places[k].at < at; k++)
                if (r->places[k].voice == i)
                    seen = r->places[k].at + 1;
            const bool speaks = v->n_sources > 0;
            const bool best_speaks =
                best != STM_NONE && r->out->items[best].n_sources > 0;
            if (best == STM_NONE || (speaks && !best_speaks) ||
                (speaks == best_speaks && seen > best_at)) {
                best = i;
                best_at = seen;
            }
        }
        if (best != STM_NONE)
            return best;
    }
    return STM_NONE;
}

/* A country's government, or the one body of it that the article hears. */
static uint32_t resolve_country(reader *r, const stm_body_name *body,
                                uint32_t at)
{
    /* a Mr Jordan of the article is not the kingdom */
    const uint32_t person =
        body->end - body->first == 1
            ? best_person(r, r->words.items[body->first].hash, at)
            : STM_NONE;
    if (person != STM_NONE)
        return person;
    uint32_t one = STM_NONE;
    for (uint32_t i = r->base; i < r->out->n; i++) {
        const stm_voice *v = &r->out->items[i];
        if (v->is_person || !v->is_named || v->body.country != body->country ||
            !v->body.is_ministry)
            continue;
        if (one != STM_NONE) {
            one = STM_NONE;
            break;
        }
        one = i;
    }
    return one != STM_NONE ? one : resolve_body(r, *body, at);
}

/* --- persons ----------------------------------------------------------------
 */

static bool is_suffix(const stm_nword *w)
{
    return w->hash == stm_hash(STM_LIT("jr")) ||
           w->hash == stm_hash(STM_LIT("sr")) ||
           w->hash == stm_hash(STM_LIT("ii")) ||
           w->hash == stm_hash(STM_LIT("iii"));
}

static stm_voice person_of(const reader *r, const stm_naming *n)
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
                   .last_name = text_of(r, end - 1, end),
                   .speaks_for = STM_NONE,
                   .name = text_of(r, n->first, n->end),
                   .at = w[n->first].begin};
    if (end - n->first > 1) {
        v.first = w[n->first].hash;
        v.first_name = text_of(r, n->first, n->first + 1);
    }
    return v;
}

/* For whom a person of such an office speaks, or STM_NONE. */
static uint32_t body_of_office(reader *r, const stm_naming *n, uint32_t at)
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
            body.kind != STM_SPEAKER_MILITARY)
            body.kind = n->office_kind;
        if (!body.is_there && n->office_kind == STM_SPEAKER_POLICE)
            return main_police(r);
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
    return resolve_any_body(r, &body, at);
}

static uint32_t resolve_person(reader *r, const stm_naming *n)
{
    stm_voice v = person_of(r, n);
    const uint32_t at = v.at;
    /* before the person: the array may move */
    v.speaks_for = body_of_office(r, n, at);
    const uint32_t known = v.first == 0 ? best_person(r, v.last, at) : STM_NONE;
    if (known == STM_NONE)
        return intern(r, &v);
    enrich(&r->out->items[known], &v);
    return known;
}

/* One capital word: a surname of the article, a body's word, or new. */
static uint32_t resolve_single(reader *r, const stm_naming *n, uint32_t first,
                               uint32_t at)
{
    const stm_nword *w = &r->words.items[n->body.end - 1];
    (void)first;
    const uint32_t person = best_person(r, w->hash, at);
    if (person != STM_NONE)
        return person;
    if (w->starts && stm_u64map_get(&r->lower, w->hash) != STM_NONE)
        return STM_NONE; /* a common word at a sentence's head */
    if (w->is_caps) {
        const uint32_t full =
            find_acronym(r, stm_slice_sub(r->article->text, w->begin, w->end));
        if (full != STM_NONE)
            return full;
    }
    stm_voice v = {.article = r->index,
                   .kind = n->body.kind,
                   .body = n->body,
                   .is_named = true,
                   .is_single = n->body.kind == 0,
                   .speaks_for = STM_NONE,
                   .name = body_text(r, &n->body),
                   .at = at};
    return intern(r, &v);
}

/* --- the text's names --------------------------------------------------------
 */

static bool is_common(const reader *r, const stm_nword *w)
{
    return w->starts && stm_u64map_get(&r->lower, w->hash) != STM_NONE;
}

static void note_lower(reader *r)
{
    for (uint32_t i = 0; i < r->words.n; i++)
        if (!r->words.items[i].is_capital &&
            stm_u64map_put(&r->lower, r->words.items[i].hash, 1, NULL) == NULL)
            r->status = STM_ERR_NOMEM;
}

/* Reads all names in order, so that a source can mean one of them. */
static void read_names(reader *r)
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
        if (n.form == STM_NAMED_PERSON &&
            (n.end - n.first > 1 || n.office != 0))
            v = resolve_person(r, &n);
        else if (n.form == STM_NAMED_BODY)
            v = resolve_body(r, n.body, at);
        else if (n.form == STM_NAMED_SINGLE && !words->items[i].starts)
            v = resolve_single(r, &n, begin, at);
        add_place(r, at, words->items[end - 1].end, v);
        i = end;
    }
}

/* --- sources
 * ------------------------------------------------------------------ */

/* The words of a span: first and one past the last. */
static void words_in(const reader *r, stm_span s, uint32_t *first,
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

static uint32_t resolve_pronoun(const reader *r, uint32_t flags, uint32_t at)
{
    if ((flags & STM_NAMING_WHO) != 0) {
        for (uint32_t i = r->n_places; i-- > 0;)
            if (r->places[i].end <= at && r->places[i].end + WHO_BYTES >= at)
                return r->places[i].voice;
        return STM_NONE;
    }
    const bool near = r->last_at != STM_NONE && r->last_at + NEAR_BYTES >= at;
    if ((flags & STM_NAMING_PERSON) != 0) {
        if (near && r->last_person != STM_NONE)
            return r->last_person;
        return recent(r, at, is_a_person, NULL);
    }
    if ((flags & STM_NAMING_IT) != 0)
        return near && r->last_body != STM_NONE
                   ? r->last_body
                   : recent(r, at, is_any_body, NULL);
    if ((flags & STM_NAMING_THEY) != 0)
        return near ? r->last_any : STM_NONE;
    return STM_NONE;
}

/* The one body of state or police that speaks in the article, or STM_NONE. */
static uint32_t sole_authority(const reader *r)
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

static uint32_t resolve_folk(reader *r, const stm_naming *n, stm_slice name,
                             uint32_t at)
{
    if ((n->flags & STM_NAMING_VAGUE) != 0 && n->body.n_keys == 0 &&
        n->body.country == STM_COUNTRY_NONE) {
        const uint32_t one = sole_authority(r);
        if (one != STM_NONE)
            return one;
        if ((n->flags & STM_NAMING_LAW) != 0 && main_police(r) != STM_NONE)
            return main_police(r);
    }
    return nameless(r, n->kind, n->noun, &n->body, name, at);
}

static uint32_t resolve(reader *r, const stm_naming *n, uint32_t first,
                        uint32_t end)
{
    const uint32_t at = r->words.items[first].begin;
    const stm_slice name = text_of(r, first, end);
    const stm_body_name none = {.country = STM_COUNTRY_NONE};
    switch (n->form) {
    case STM_NAMED_NOTHING:
        break;
    case STM_NAMED_PRONOUN:
        return resolve_pronoun(r, n->flags, at);
    case STM_NAMED_PERSON:
        return resolve_person(r, n);
    case STM_NAMED_BODY:
        return resolve_any_body(r, &n->body, at);
    case STM_NAMED_SINGLE:
        return resolve_single(r, n, first, at);
    case STM_NAMED_COUNTRY:
        return resolve_country(r, &n->body, at);
    case STM_NAMED_NOUN:
        return resolve_noun(r, &n->body, at);
    case STM_NAMED_LAW:
        return resolve_law(r, n, name, at);
    case STM_NAMED_FOLK:
        return resolve_folk(r, n, name, at);
    case STM_NAMED_DOCUMENT:
        return nameless(r, STM_SPEAKER_DOCUMENT, n->noun, &none, name, at);
    case STM_NAMED_STATEMENT:
        if (r->last_body != STM_NONE)
            return r->last_body;
        if (r->last_any != STM_NONE)
            return r->last_any;
        return nameless(r, STM_SPEAKER_DOCUMENT, n->noun, &none, name, at);
    }
    return STM_NONE;
}

static void note_source(reader *r, uint32_t voice, uint32_t at)
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

static void read_source(reader *r, const stm_attribution *a, bool vague,
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
        const stm_slice name = text_of(r, first, end);
        const uint64_t noun =
            n.form == STM_NAMED_PRONOUN
                ? stm_hash_mix(stm_hash(STM_LIT("pronoun")), first)
                : stm_hash(name);
        v = nameless(r, STM_SPEAKER_UNKNOWN, noun, &none, name,
                     r->words.items[first].begin);
    }
    if (v == STM_NONE)
        return;
    *voice = v;
    note_source(r, v, r->words.items[first].begin);
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

static stm_status read_sources(reader *r, const stm_attribution *list,
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
    reader r = {.table = table,
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
        status =
            read_sources(&r, attributions, n_attributions, scratch, voice_of);
    stm_free(r.places);
    stm_u64map_release(&r.lower);
    return status;
}
