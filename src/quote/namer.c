#include "quote/namer.h"

#include "base/alloc.h"
#include "model/attribution.h"

#include "base/banned.h"

enum {
    MOST_VOICES = 400, /* of one article; further names are not kept */
};

/* --- making voices -------------------------------------------------------- */

stm_slice stm_namer__text(const stm_namer *r, uint32_t first, uint32_t end)
{
    if (first >= end)
        return (stm_slice){NULL, 0};
    return stm_slice_sub(r->article->text, r->words.items[first].begin,
                         r->words.items[end - 1].end);
}

/* A body's name without what stands before and after it. */
stm_slice stm_namer__body_text(const stm_namer *r, const stm_body_name *b)
{
    uint32_t first = b->first;
    uint32_t end = b->end;
    const stm_nword *w = r->words.items;
    while (first < end &&
           (stm_nword_has(&w[first], STM_NAMING_DETERMINER | STM_NAMING_HIS |
                                         STM_NAMING_LINK | STM_NAMING_STOP |
                                         STM_NAMING_OF) ||
            (!w[first].is_capital &&
             (w[first].word == NULL || w[first].has_genitive))))
        first++;
    while (end > first &&
           stm_nword_has(&w[end - 1], STM_NAMING_DETERMINER | STM_NAMING_LINK |
                                          STM_NAMING_STOP | STM_NAMING_OF))
        end--;
    return stm_namer__text(r, first, end);
}

static uint32_t add_voice(stm_namer *r, const stm_voice *v)
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

void stm_namer__add_place(stm_namer *r, const stm_named_place *place)
{
    if (place->voice == STM_NONE)
        return;
    if (!stm_grow(&r->places, &r->cap_places, r->n_places + 1,
                  sizeof *r->places)) {
        r->status = STM_ERR_NOMEM;
        return;
    }
    r->places[r->n_places++] = *place;
    r->out->items[place->voice].n_named++;
}

static void add_office(stm_voice *v, uint64_t office)
{
    uint32_t n = 0;
    while (n < STM_NAMING_OFFICES && v->offices[n] != 0 &&
           v->offices[n] != office)
        n++;
    if (n < STM_NAMING_OFFICES)
        v->offices[n] = office;
}

/* Fills in what the newer naming tells more of. */
void stm_namer__enrich(stm_voice *v, const stm_voice *more)
{
    if (more->body.tail != 0 && more->name.len >= v->name.len)
        v->body.tail = more->body.tail;
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
    if (v->gender == STM_GENDER_UNKNOWN)
        v->gender = more->gender;
    for (uint32_t i = 0; i < STM_NAMING_OFFICES && more->offices[i] != 0; i++)
        add_office(v, more->offices[i]);
}

/* The newest voice of the article that agrees, or STM_NONE. */
static uint32_t find_voice(const stm_namer *r, const stm_voice *v)
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

uint32_t stm_namer__intern(stm_namer *r, const stm_voice *v)
{
    const uint32_t i = find_voice(r, v);
    if (i == STM_NONE)
        return add_voice(r, v);
    stm_namer__enrich(&r->out->items[i], v);
    return i;
}

/* --- bodies ----------------------------------------------------------------
 */

uint32_t stm_namer__find_acronym(const stm_namer *r, stm_slice acronym)
{
    for (uint32_t i = r->out->n; i-- > r->base;)
        if (!r->out->items[i].is_person && r->out->items[i].is_named &&
            stm_is_acronym_of(acronym, r->out->items[i].name))
            return i;
    return STM_NONE;
}

uint32_t stm_namer__recent(const stm_namer *r, uint32_t before,
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
    return !v->is_person && v->is_named &&
           (v->body.noun == *noun || v->body.tail == *noun);
}

/* "Marl" that is only ever where things happen. */
static bool is_a_place(const stm_voice *v)
{
    return v->kind == STM_SPEAKER_UNKNOWN && v->n_sources == 0 &&
           v->n_placed > 0 && v->n_placed * 2 >= v->n_named;
}

static bool is_firm(const stm_voice *v, const void *what)
{
    (void)what;
    return !v->is_person && v->is_named && !is_a_place(v) &&
           (v->kind == STM_SPEAKER_COMPANY || v->is_single ||
            (v->kind == STM_SPEAKER_UNKNOWN && v->body.noun == 0));
}

/* A firm named at least a third as often as the one named most. */
static bool is_main_firm(const stm_voice *v, const void *what)
{
    const uint32_t *most = what;
    return is_firm(v, NULL) && v->n_named * 3 >= *most;
}

/* A company, or one capital word that has spoken. */
static bool is_sure_firm(const stm_voice *v, const void *what)
{
    return is_main_firm(v, what) &&
           (v->kind == STM_SPEAKER_COMPANY || v->n_sources > 0);
}

static uint32_t recent_firm(const stm_namer *r, uint32_t at)
{
    uint32_t most = 0;
    for (uint32_t i = r->base; i < r->out->n; i++)
        if (is_firm(&r->out->items[i], NULL) && r->out->items[i].n_named > most)
            most = r->out->items[i].n_named;
    if (most == 0)
        return STM_NONE;
    const uint32_t sure = stm_namer__recent(r, at, is_sure_firm, &most);
    return sure != STM_NONE ? sure
                            : stm_namer__recent(r, at, is_main_firm, &most);
}

/* The body of that kind which the article names most, or STM_NONE. */
static uint32_t main_of_kind(const stm_namer *r, uint8_t kind)
{
    uint32_t best = STM_NONE;
    for (uint32_t i = r->base; i < r->out->n; i++) {
        const stm_voice *v = &r->out->items[i];
        if (!v->is_person && v->is_named && v->kind == kind &&
            (best == STM_NONE || v->n_named > r->out->items[best].n_named))
            best = i;
    }
    return best;
}

bool stm_namer__is_any_body(const stm_voice *v, const void *what)
{
    (void)what;
    return !v->is_person && v->is_named && !is_a_place(v) &&
           v->kind != STM_SPEAKER_DOCUMENT;
}

bool stm_namer__is_a_person(const stm_voice *v, const void *what)
{
    (void)what;
    return v->is_person;
}

/* The country named last before `at`, or most in all of the article. */
static uint16_t country_near(const stm_namer *r, uint32_t at)
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
static uint16_t country_meant(const stm_namer *r, uint32_t at)
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
uint32_t stm_namer__main_police(const stm_namer *r)
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

uint32_t stm_namer__nameless(stm_namer *r, uint8_t kind, uint64_t noun,
                             const stm_body_name *body, stm_slice name,
                             uint32_t at)
{
    for (uint32_t i = r->base; i < r->out->n; i++) {
        const stm_voice *v = &r->out->items[i];
        if (!v->is_named && !v->is_person && v->kind == kind &&
            v->noun == noun &&
            (stm_keys_within(body, &v->body) ||
             stm_keys_within(&v->body, body)))
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

uint32_t stm_namer__resolve_law(stm_namer *r, const stm_naming *n,
                                stm_slice name, uint32_t at)
{
    const uint32_t police = stm_namer__main_police(r);
    if (police != STM_NONE)
        return police;
    const stm_body_name none = {.country = n->body.country};
    return stm_namer__nameless(r, STM_SPEAKER_POLICE,
                               stm_hash(STM_LIT("police")), &none, name, at);
}

/* A body with words of its own, or a ministry. */
uint32_t stm_namer__resolve_body(stm_namer *r, stm_body_name body, uint32_t at)
{
    if (body.is_ministry && body.country == STM_COUNTRY_NONE) {
        if (body.of_former) {
            body.country = country_near(r, at);
        } else {
            const uint32_t known =
                stm_namer__recent(r, at, is_ministry_of, &body);
            body.country = known != STM_NONE ? r->out->items[known].body.country
                                             : country_meant(r, at);
        }
    }
    stm_voice v = {.article = r->index,
                   .kind = body.kind,
                   .body = body,
                   .is_named = true,
                   .speaks_for = STM_NONE,
                   .name = stm_namer__body_text(r, &body),
                   .at = at};
    return stm_namer__intern(r, &v);
}

/* "the ministry", "the company", "the State Police" */
uint32_t stm_namer__resolve_noun(stm_namer *r, const stm_body_name *body,
                                 uint32_t at)
{
    uint32_t v = STM_NONE;
    if (body->noun != 0)
        v = stm_namer__recent(r, at, has_noun, &body->noun);
    if (v == STM_NONE && body->kind == STM_SPEAKER_POLICE)
        v = stm_namer__main_police(r);
    if (v == STM_NONE && (body->is_firm || body->noun == 0)) {
        v = recent_firm(r, at);
        /* "the company" tells what the one capital word before it was */
        if (v != STM_NONE && body->is_firm && r->out->items[v].kind == 0)
            r->out->items[v].kind = STM_SPEAKER_COMPANY;
    }
    /* "a monitor" is the observatory that the article names */
    if (v == STM_NONE &&
        (body->kind == STM_SPEAKER_NGO || body->kind == STM_SPEAKER_COURT ||
         body->kind == STM_SPEAKER_HOSPITAL ||
         body->kind == STM_SPEAKER_MILITARY))
        v = main_of_kind(r, body->kind);
    if (v == STM_NONE && body->of_former)
        v = stm_namer__recent(r, at, stm_namer__is_any_body, NULL);
    if (v != STM_NONE)
        return v;
    const stm_body_name none = {.country = STM_COUNTRY_NONE};
    return stm_namer__nameless(r, body->kind, body->noun, &none,
                               stm_namer__body_text(r, body), at);
}

uint32_t stm_namer__resolve_any_body(stm_namer *r, const stm_body_name *body,
                                     uint32_t at)
{
    if (body->n_keys > 0 ||
        (body->is_there && body->country != STM_COUNTRY_NONE))
        return stm_namer__resolve_body(r, *body, at);
    return stm_namer__resolve_noun(r, body, at);
}

/*
 * The person of that surname (or first name): one who is a source before one
 * who is not, then the one named last before `at`.
 */
uint32_t stm_namer__best_person(const stm_namer *r, uint64_t name, uint32_t at,
                                stm_gender gender)
{
    for (int first = 0; first < 2; first++) {
        uint32_t best = STM_NONE;
        uint32_t best_at = 0;
        for (uint32_t i = r->base; i < r->out->n; i++) {
            const stm_voice *v = &r->out->items[i];
            if (!v->is_person || (first ? v->first : v->last) != name ||
                !stm_genders_agree(v->gender, (uint8_t)gender))
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
uint32_t stm_namer__resolve_country(stm_namer *r, const stm_body_name *body,
                                    uint32_t at)
{
    /* a Mr Jordan of the article is not the kingdom */
    const uint32_t person =
        body->end - body->first == 1
            ? stm_namer__best_person(r, r->words.items[body->first].hash, at,
                                     STM_GENDER_UNKNOWN)
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
    return one != STM_NONE ? one : stm_namer__resolve_body(r, *body, at);
}
