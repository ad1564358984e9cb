/*
 * Voices of single articles become speakers of the pile: first within a
 * story, where a part of a name may do, then across stories by full names
 * alone. Merging is by union-find; the lower index leads, so that the result
 * depends on the order of the articles only.
 */
#include "quote/speakers.h"

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/size.h"
#include "quote/article_voices.h"

#include "base/banned.h"

enum {
    MOST_PAIRED = 1200, /* voices of a story compared by pairs */
    MOST_NAMES = 24,    /* surface forms kept of a speaker */
};

typedef struct joiner {
    const stm_pile *pile;
    const stm_attribution *attributions;
    uint32_t n_attributions;
    stm_voices voices;
    uint32_t *voice_of; /* parallel to attributions */
    uint32_t *root;     /* parallel to voices */
    uint32_t *first_of; /* first voice of each article, n_articles + 1 */
} joiner;

static uint32_t root_of(const joiner *j, uint32_t v)
{
    while (j->root[v] != v) {
        j->root[v] = j->root[j->root[v]];
        v = j->root[v];
    }
    return v;
}

static void unite(joiner *j, uint32_t a, uint32_t b)
{
    a = root_of(j, a);
    b = root_of(j, b);
    if (a < b)
        j->root[b] = a;
    else
        j->root[a] = b;
}

/* --- within a story ----------------------------------------------------------
 */

static size_t least(size_t a, size_t b)
{
    return a < b ? a : b;
}

/*
 * Spellings of one name in two renderings: both of some length, one letter
 * in six apart at most (Levenshtein 1966, bounded).
 */
static bool is_spelt_alike(stm_slice a, stm_slice b)
{
    enum { MOST = 24, LEAST = 6 };
    if (a.len < LEAST || b.len < LEAST || a.len > MOST || b.len > MOST ||
        stm_to_lower(a.ptr[0]) != stm_to_lower(b.ptr[0]))
        return false;
    const size_t allowed = least(a.len, b.len) / 6;
    size_t row[MOST + 1];
    for (size_t k = 0; k <= b.len; k++)
        row[k] = k;
    for (size_t i = 1; i <= a.len; i++) {
        size_t corner = row[0];
        row[0] = i;
        for (size_t k = 1; k <= b.len; k++) {
            const bool same =
                stm_to_lower(a.ptr[i - 1]) == stm_to_lower(b.ptr[k - 1]);
            const size_t change = corner + !same;
            const size_t gap = least(row[k], row[k - 1]) + 1;
            corner = row[k];
            row[k] = least(change, gap);
        }
    }
    return row[b.len] <= allowed;
}

static bool is_one_person(const stm_voice *a, const stm_voice *b)
{
    if (stm_persons_agree(a, b))
        return true;
    return a->first != 0 && b->first != 0 &&
           (a->first == b->first ||
            is_spelt_alike(a->first_name, b->first_name)) &&
           is_spelt_alike(a->last_name, b->last_name);
}

/* True where another person of the story has the surname, yet is none. */
static bool is_ambiguous(const joiner *j, const uint32_t *list, uint32_t n,
                         const stm_voice *single)
{
    uint64_t first = 0;
    stm_slice name = {NULL, 0};
    for (uint32_t i = 0; i < n; i++) {
        const stm_voice *v = &j->voices.items[list[i]];
        if (!v->is_person || v->last != single->last || v->first == 0)
            continue;
        if (first != 0 && v->first != first &&
            !stm_slice_istarts(v->first_name, name) &&
            !stm_slice_istarts(name, v->first_name))
            return true;
        first = v->first;
        name = v->first_name;
    }
    return false;
}

static bool same_keys(const stm_body_name *a, const stm_body_name *b)
{
    return a->n_keys == b->n_keys &&
           (a->n_keys == 0 ||
            memcmp(a->keys, b->keys, a->n_keys * sizeof *a->keys) == 0);
}

static bool is_one_body(const stm_voice *a, const stm_voice *b)
{
    if (!stm_bodies_agree(a, b))
        return false;
    /* "the ministry" of nobody knows which */
    return a->body.n_keys > 0 || a->body.country != STM_COUNTRY_NONE ||
           b->body.n_keys > 0;
}

/* One that has a part of another's words is that, if of no third one's. */
static void unite_part(joiner *j, const uint32_t *list, uint32_t n, uint32_t v)
{
    uint32_t whole = STM_NONE;
    for (uint32_t i = 0; i < n; i++) {
        const stm_voice *a = &j->voices.items[v];
        const stm_voice *b = &j->voices.items[list[i]];
        if (b->is_person || !b->is_named || b->body.n_keys <= a->body.n_keys ||
            !is_one_body(a, b))
            continue;
        if (whole != STM_NONE && root_of(j, whole) != root_of(j, list[i]))
            return;
        whole = list[i];
    }
    if (whole != STM_NONE)
        unite(j, v, whole);
}

static void unite_named(joiner *j, const uint32_t *list, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++) {
        const stm_voice *a = &j->voices.items[list[i]];
        if (!a->is_named)
            continue;
        const bool ambiguous =
            a->is_person && a->first == 0 && is_ambiguous(j, list, n, a);
        for (uint32_t k = 0; k < i; k++) {
            const stm_voice *b = &j->voices.items[list[k]];
            if (!b->is_named || a->is_person != b->is_person ||
                a->article == b->article)
                continue;
            if (a->is_person) {
                if (!ambiguous && is_one_person(a, b) &&
                    !(b->first == 0 && is_ambiguous(j, list, n, b)))
                    unite(j, list[i], list[k]);
            } else if (same_keys(&a->body, &b->body) && is_one_body(a, b)) {
                unite(j, list[i], list[k]);
            }
        }
    }
    for (uint32_t i = 0; i < n; i++)
        if (!j->voices.items[list[i]].is_person &&
            j->voices.items[list[i]].is_named &&
            !j->voices.items[list[i]].body.is_ministry)
            unite_part(j, list, n, list[i]);
}

/* "MFS" in one report is the Marl Fire Service of another. */
static void unite_acronyms(joiner *j, const uint32_t *list, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++) {
        const stm_voice *a = &j->voices.items[list[i]];
        if (a->is_person || !a->body.is_acronym)
            continue;
        for (uint32_t k = 0; k < n; k++) {
            const stm_voice *b = &j->voices.items[list[k]];
            if (!b->is_person && b->is_named &&
                stm_is_acronym_of(a->name, b->name)) {
                unite(j, list[i], list[k]);
                break;
            }
        }
    }
}

/* A surname that one article took for a firm is the person another knows. */
static void unite_singles(joiner *j, const uint32_t *list, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++) {
        const stm_voice *a = &j->voices.items[list[i]];
        if (a->is_person || !a->is_single || a->body.n_keys != 1)
            continue;
        for (uint32_t k = 0; k < n; k++) {
            const stm_voice *b = &j->voices.items[list[k]];
            if (b->is_person && b->first != 0 && b->last == a->body.keys[0]) {
                unite(j, list[i], list[k]);
                break;
            }
        }
    }
}

/* Police of no name are those of the story, where it knows of one alone. */
static void unite_police(joiner *j, const uint32_t *list, uint32_t n)
{
    uint32_t main = STM_NONE;
    uint32_t most = 0;
    for (uint32_t i = 0; i < n; i++) {
        const stm_voice *v = &j->voices.items[list[i]];
        if (v->is_person || v->kind != STM_SPEAKER_POLICE || !v->is_named)
            continue;
        uint32_t sum = 0;
        for (uint32_t k = 0; k < n; k++)
            if (root_of(j, list[k]) == root_of(j, list[i]))
                sum += j->voices.items[list[k]].n_sources;
        if (main == STM_NONE || sum > most) {
            main = list[i];
            most = sum;
        }
    }
    uint32_t nameless = STM_NONE;
    for (uint32_t i = 0; i < n; i++) {
        const stm_voice *v = &j->voices.items[list[i]];
        if (v->is_person || v->kind != STM_SPEAKER_POLICE || v->is_named)
            continue;
        if (main != STM_NONE)
            unite(j, list[i], main);
        else if (nameless != STM_NONE)
            unite(j, list[i], nameless);
        nameless = list[i];
    }
}

/*
 * "The Observatory" of an article that never says which is the story's one
 * of that noun; "the government" of two such articles is one.
 */
static void unite_nouns(joiner *j, const uint32_t *list, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++) {
        const stm_voice *a = &j->voices.items[list[i]];
        if (a->is_named || a->is_person || a->noun == 0 ||
            a->kind == STM_SPEAKER_DOCUMENT || a->kind == STM_SPEAKER_POLICE ||
            a->kind == STM_SPEAKER_UNNAMED || a->kind == STM_SPEAKER_WITNESS ||
            a->kind == STM_SPEAKER_COLLECTIVE || a->kind == STM_SPEAKER_UNKNOWN)
            continue;
        uint32_t one = STM_NONE;
        bool many = false;
        uint32_t nameless = STM_NONE;
        for (uint32_t k = 0; k < n; k++) {
            const stm_voice *b = &j->voices.items[list[k]];
            if (b->is_person || k == i)
                continue;
            if (b->is_named && b->body.noun == a->noun) {
                many = many || (one != STM_NONE &&
                                root_of(j, one) != root_of(j, list[k]));
                one = list[k];
            } else if (!b->is_named && b->noun == a->noun &&
                       b->kind == a->kind && k < i) {
                nameless = list[k];
            }
        }
        if (one != STM_NONE && !many)
            unite(j, list[i], one);
        else if (one == STM_NONE && nameless != STM_NONE &&
                 a->kind != STM_SPEAKER_COMPANY)
            unite(j, list[i], nameless);
    }
}

/* One document, "the indictment", is the same through a story. */
static void unite_documents(joiner *j, const uint32_t *list, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++) {
        const stm_voice *a = &j->voices.items[list[i]];
        if (a->is_named || a->kind != STM_SPEAKER_DOCUMENT)
            continue;
        for (uint32_t k = 0; k < i; k++) {
            const stm_voice *b = &j->voices.items[list[k]];
            if (!b->is_named && b->kind == STM_SPEAKER_DOCUMENT &&
                a->noun == b->noun) {
                unite(j, list[i], list[k]);
                break;
            }
        }
    }
}

static uint64_t attribution_hash(const joiner *j, uint32_t i)
{
    const stm_attribution *a = &j->attributions[i];
    const stm_slice text = j->pile->articles[a->article].text;
    uint64_t h = 0;
    for (uint32_t k = 0; k < a->n_source; k++)
        h = stm_hash_mix(h, stm_hash(stm_span_text(a->source[k], text)));
    for (uint32_t k = 0; k < a->n_content; k++)
        h = stm_hash_mix(h, stm_hash(stm_span_text(a->content[k], text)));
    return h;
}

/* "he said it was" may be anybody's; a clause's length is not. */
static bool says_enough(const joiner *j, uint32_t i)
{
    enum { LEAST = 24 };
    const stm_attribution *a = &j->attributions[i];
    uint32_t bytes = 0;
    for (uint32_t k = 0; k < a->n_content; k++)
        bytes += a->content[k].end - a->content[k].begin;
    return bytes >= LEAST;
}

/* The same words put in the same mouth, in two reports: one voice. */
static stm_status unite_copies(joiner *j, const stm_story *story,
                               const uint32_t *attributions_of)
{
    stm_u64map seen;
    stm_u64map_init(&seen);
    stm_status status = STM_OK;
    for (uint32_t m = 0; m < story->n_articles && status == STM_OK; m++) {
        const uint32_t article = story->articles[m];
        for (uint32_t i = attributions_of[article];
             i < attributions_of[article + 1]; i++) {
            if (j->voice_of[i] == STM_NONE || !says_enough(j, i))
                continue;
            bool was_new = false;
            stm_u64map_entry *e = stm_u64map_put(&seen, attribution_hash(j, i),
                                                 j->voice_of[i], &was_new);
            if (e == NULL) {
                status = STM_ERR_NOMEM;
                break;
            }
            if (!was_new)
                unite(j, j->voice_of[i], e->value);
        }
    }
    stm_u64map_release(&seen);
    return status;
}

static stm_status join_story(joiner *j, const stm_story *story,
                             const uint32_t *attributions_of,
                             stm_arena *scratch)
{
    uint32_t n = 0;
    for (uint32_t m = 0; m < story->n_articles; m++)
        n += j->first_of[story->articles[m] + 1] -
             j->first_of[story->articles[m]];
    uint32_t *list = stm_arena_alloc(scratch, n, sizeof *list);
    if (list == NULL)
        return STM_ERR_NOMEM;
    /* voices that speak, or for whom somebody speaks */
    n = 0;
    for (uint32_t m = 0; m < story->n_articles; m++)
        for (uint32_t v = j->first_of[story->articles[m]];
             v < j->first_of[story->articles[m] + 1]; v++)
            if (j->voices.items[v].n_sources > 0 && n < MOST_PAIRED)
                list[n++] = v;
    unite_named(j, list, n);
    unite_singles(j, list, n);
    unite_acronyms(j, list, n);
    unite_police(j, list, n);
    unite_nouns(j, list, n);
    unite_documents(j, list, n);
    return unite_copies(j, story, attributions_of);
}

/* --- across stories
 * ------------------------------------------------------------ */

/* A key that only one person or body of the world should have; 0: none. */
static uint64_t full_key(const stm_voice *v)
{
    if (!v->is_named)
        return 0;
    if (v->is_person)
        return v->first == 0 || v->first_name.len < 2
                   ? 0
                   : stm_hash_mix(stm_hash_mix(1, v->first), v->last);
    if (v->body.n_keys == 0 && v->body.country == STM_COUNTRY_NONE)
        return 0;
    /* firms of one word keep to their kind; ministries need a country */
    if (v->body.is_ministry && v->body.country == STM_COUNTRY_NONE)
        return 0;
    uint64_t h = stm_hash_mix(2, v->body.is_ministry);
    h = stm_hash_mix(h, v->kind);
    h = stm_hash_mix(h, v->body.country);
    for (uint32_t i = 0; i < v->body.n_keys; i++)
        h = stm_hash_mix(h, v->body.keys[i]);
    return h;
}

static stm_status join_pile(joiner *j)
{
    stm_u64map seen;
    stm_u64map_init(&seen);
    stm_status status = STM_OK;
    for (uint32_t v = 0; v < j->voices.n && status == STM_OK; v++) {
        const uint64_t key = full_key(&j->voices.items[v]);
        if (key == 0 || j->voices.items[v].n_sources == 0)
            continue;
        bool was_new = false;
        stm_u64map_entry *e = stm_u64map_put(&seen, key, v, &was_new);
        if (e == NULL)
            status = STM_ERR_NOMEM;
        else if (!was_new)
            unite(j, v, e->value);
    }
    stm_u64map_release(&seen);
    return status;
}

/* --- output
 * --------------------------------------------------------------------- */

static int compare_slices(const void *a, const void *b)
{
    return stm_slice_cmp(*(const stm_slice *)a, *(const stm_slice *)b);
}

static int compare_u32(const void *a, const void *b)
{
    const uint32_t x = *(const uint32_t *)a;
    const uint32_t y = *(const uint32_t *)b;
    return (x > y) - (x < y);
}

/* Longer is fuller; without a genitive before it better. */
static bool is_fuller(stm_slice a, stm_slice b)
{
    const bool x =
        stm_slice_find(a, STM_LIT("\xE2\x80\x99s "), 0) != STM_SLICE_NPOS ||
        stm_slice_find(a, STM_LIT("'s "), 0) != STM_SLICE_NPOS;
    const bool y =
        stm_slice_find(b, STM_LIT("\xE2\x80\x99s "), 0) != STM_SLICE_NPOS ||
        stm_slice_find(b, STM_LIT("'s "), 0) != STM_SLICE_NPOS;
    if (x != y)
        return y;
    return a.len != b.len ? a.len > b.len : stm_slice_cmp(a, b) < 0;
}

/* "Defence Ministry", where no form says whose: "... of Azerbaijan". */
static stm_slice with_country(const joiner *j, const uint32_t *list, uint32_t n,
                              uint16_t country, stm_slice name,
                              stm_arena *arena)
{
    const stm_slice lower = stm_country_name(country);
    bool is_ministry = false;
    for (uint32_t i = 0; i < n; i++)
        is_ministry = is_ministry || j->voices.items[list[i]].body.is_ministry;
    /* "Armenia", "Armenian" */
    const size_t root = lower.len > 4 ? lower.len - 2 : lower.len;
    if (!is_ministry || lower.len == 0 || name.len == 0 ||
        stm_slice_ifind(name, stm_slice_sub(lower, 0, root), 0) !=
            STM_SLICE_NPOS)
        return name;
    uint8_t *title = stm_arena_copy_array(arena, lower.ptr, lower.len, 1);
    if (title == NULL)
        return name;
    for (size_t i = 0; i < lower.len; i++)
        if ((i == 0 || title[i - 1] == ' ') && stm_is_lower(title[i]))
            title[i] = (uint8_t)(title[i] - 'a' + 'A');
    return stm_arena_join(arena, stm_arena_join(arena, name, STM_LIT(" of ")),
                          stm_slice_of(title, lower.len));
}

static stm_slice speaker_id(uint32_t number, stm_arena *arena)
{
    uint8_t room[16];
    size_t n = sizeof room;
    do {
        room[--n] = (uint8_t)('0' + number % 10);
        number /= 10;
    } while (number > 0);
    room[--n] = 'v';
    return stm_arena_copy(arena, stm_slice_of(room + n, sizeof room - n));
}

/* The members of one speaker: list[from .. to) share a root. */
static bool fill_speaker(const joiner *j, const uint32_t *list, uint32_t n,
                         stm_arena *arena, stm_speaker *out)
{
    stm_slice names[MOST_NAMES];
    uint32_t n_names = 0;
    uint32_t *articles = stm_arena_alloc(arena, n, sizeof *articles);
    if (articles == NULL)
        return false;
    uint16_t country = STM_COUNTRY_NONE;
    bool has_person = false;
    for (uint32_t i = 0; i < n; i++)
        has_person = has_person || j->voices.items[list[i]].is_person;
    for (uint32_t i = 0; i < n; i++) {
        const stm_voice *v = &j->voices.items[list[i]];
        articles[i] = v->article;
        bool seen = v->name.len == 0 || n_names == MOST_NAMES;
        for (uint32_t k = 0; k < n_names && !seen; k++)
            seen = stm_slice_eq(names[k], v->name);
        if (!seen)
            names[n_names++] = v->name;
        if (country == STM_COUNTRY_NONE)
            country = v->body.country;
        const bool better = out->name.len == 0 || is_fuller(v->name, out->name);
        if (v->is_person == has_person && better)
            out->name = v->name;
        if (out->kind == STM_SPEAKER_UNKNOWN && v->is_person == has_person)
            out->kind = v->kind;
    }
    if (!has_person)
        out->name = with_country(j, list, n, country, out->name, arena);
    if (out->name.len == 0) /* "its spokesman": nobody says whose */
        out->name = stm_speaker_kind_text(out->kind);
    qsort(names, n_names, sizeof *names, compare_slices);
    qsort(articles, n, sizeof *articles, compare_u32);
    uint32_t n_articles = 0;
    for (uint32_t i = 0; i < n; i++)
        if (i == 0 || articles[i] != articles[i - 1])
            articles[n_articles++] = articles[i];
    out->names = stm_arena_copy_array(arena, names, n_names, sizeof *names);
    out->n_names = n_names;
    out->articles = articles;
    out->n_articles = n_articles;
    out->country =
        has_person ? (stm_slice){NULL, 0} : stm_country_code(country);
    return out->names != NULL;
}

typedef struct member {
    uint32_t root;
    uint32_t voice;
} member;

static int compare_members(const void *a, const void *b)
{
    const member *x = a;
    const member *y = b;
    if (x->root != y->root)
        return x->root < y->root ? -1 : 1;
    return (x->voice > y->voice) - (x->voice < y->voice);
}

/* For whom a speaker's persons speak most; ties: the first. */
static uint32_t body_of(const joiner *j, const member *m, uint32_t n,
                        const uint32_t *speaker_of)
{
    for (uint32_t i = 0; i < n; i++) {
        const stm_voice *v = &j->voices.items[m[i].voice];
        if (v->speaks_for != STM_NONE)
            return speaker_of[root_of(j, v->speaks_for)];
    }
    return STM_NONE;
}

static stm_status put_speakers(joiner *j, stm_attribution *attributions,
                               stm_arena *arena, stm_arena *scratch,
                               const stm_speaker **out, uint32_t *n_out)
{
    member *m = stm_arena_alloc(scratch, j->voices.n, sizeof *m);
    uint32_t *speaker_of =
        stm_arena_alloc(scratch, j->voices.n, sizeof *speaker_of);
    uint32_t *list = stm_arena_alloc(scratch, j->voices.n, sizeof *list);
    if (scratch->failed)
        return STM_ERR_NOMEM;
    uint32_t n = 0;
    for (uint32_t v = 0; v < j->voices.n; v++) {
        speaker_of[v] = STM_NONE;
        if (j->voices.items[v].n_sources > 0)
            m[n++] = (member){root_of(j, v), v};
    }
    qsort(m, n, sizeof *m, compare_members);
    uint32_t n_speakers = 0;
    for (uint32_t i = 0; i < n; i++)
        n_speakers += i == 0 || m[i].root != m[i - 1].root;
    stm_speaker *speakers =
        stm_arena_alloc(arena, n_speakers, sizeof *speakers);
    if (speakers == NULL)
        return STM_ERR_NOMEM;
    uint32_t k = 0;
    for (uint32_t i = 0, to; i < n; i = to, k++) {
        for (to = i; to < n && m[to].root == m[i].root; to++)
            list[to - i] = m[to].voice;
        speaker_of[m[i].root] = k;
        speakers[k] =
            (stm_speaker){.id = speaker_id(k + 1, arena), .body = STM_NONE};
        if (!fill_speaker(j, list, to - i, arena, &speakers[k]))
            return STM_ERR_NOMEM;
    }
    k = 0;
    for (uint32_t i = 0, to; i < n; i = to, k++) {
        for (to = i; to < n && m[to].root == m[i].root; to++)
            ;
        const uint32_t body = body_of(j, m + i, to - i, speaker_of);
        speakers[k].body = body == k ? STM_NONE : body;
    }
    for (uint32_t i = 0; i < j->n_attributions; i++)
        if (j->voice_of[i] != STM_NONE)
            attributions[i].speaker = speaker_of[root_of(j, j->voice_of[i])];
    *out = speakers;
    *n_out = n_speakers;
    return arena->failed ? STM_ERR_NOMEM : STM_OK;
}

/* Who passes it on: the speaker of what it is nested in. */
static void set_carriers(stm_attribution *attributions, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++)
        if (attributions[i].outer != STM_NONE && attributions[i].outer < n)
            attributions[i].carrier =
                attributions[attributions[i].outer].speaker;
}

static stm_status read_articles(joiner *j, const stm_naming_words *table,
                                const uint32_t *attributions_of)
{
    stm_arena scratch;
    stm_arena_init(&scratch, SIZE_MAX);
    stm_status status = STM_OK;
    for (uint32_t i = 0; i < j->pile->n_articles && status == STM_OK; i++) {
        j->first_of[i] = j->voices.n;
        const uint32_t from = attributions_of[i];
        status = stm_voices_of_article(table, &j->pile->articles[i], i,
                                       j->attributions + from,
                                       attributions_of[i + 1] - from, &scratch,
                                       &j->voices, j->voice_of + from);
        stm_arena_clear(&scratch);
    }
    j->first_of[j->pile->n_articles] = j->voices.n;
    stm_arena_release(&scratch);
    return status;
}

static stm_status join_all(joiner *j, const uint32_t *attributions_of,
                           stm_arena *scratch)
{
    j->root = stm_arena_alloc(scratch, j->voices.n, sizeof *j->root);
    if (j->root == NULL)
        return STM_ERR_NOMEM;
    for (uint32_t v = 0; v < j->voices.n; v++)
        j->root[v] = v;
    for (uint32_t s = 0; s < j->pile->n_stories; s++)
        STM_TRY(join_story(j, &j->pile->stories[s], attributions_of, scratch));
    return join_pile(j);
}

/* attributions_of[a] .. attributions_of[a + 1]: those of article a. */
static void index_attributions(const stm_attribution *list, uint32_t n,
                               uint32_t n_articles, uint32_t *out)
{
    uint32_t at = 0;
    for (uint32_t a = 0; a <= n_articles; a++) {
        while (at < n && list[at].article < a)
            at++;
        out[a] = at;
    }
}

stm_status stm_speakers_from_attributions(
    const stm_pile *pile, const stm_naming_words *words,
    stm_attribution *attributions, uint32_t n_attributions, stm_arena *arena,
    const stm_speaker **out, uint32_t *n_out, stm_error *err)
{
    *out = NULL;
    *n_out = 0;
    stm_arena scratch;
    stm_arena_init(&scratch, SIZE_MAX);
    stm_naming_words own = {.len = 0};
    stm_status status = STM_OK;
    if (words == NULL)
        status = stm_naming_words_init(&own);
    joiner j = {.pile = pile,
                .attributions = attributions,
                .n_attributions = n_attributions};
    uint32_t *attributions_of = stm_arena_alloc(
        &scratch, (size_t)pile->n_articles + 1, sizeof *attributions_of);
    j.first_of = stm_arena_alloc(&scratch, (size_t)pile->n_articles + 1,
                                 sizeof *j.first_of);
    j.voice_of = stm_arena_alloc(&scratch, n_attributions, sizeof *j.voice_of);
    if (status == STM_OK && scratch.failed)
        status = STM_ERR_NOMEM;
    if (status == STM_OK) {
        index_attributions(attributions, n_attributions, pile->n_articles,
                           attributions_of);
        status =
            read_articles(&j, words == NULL ? &own : words, attributions_of);
    }
    if (status == STM_OK)
        status = join_all(&j, attributions_of, &scratch);
    if (status == STM_OK)
        status = put_speakers(&j, attributions, arena, &scratch, out, n_out);
    if (status == STM_OK)
        set_carriers(attributions, n_attributions);
    stm_free(j.voices.items);
    if (words == NULL)
        stm_naming_words_release(&own);
    stm_arena_release(&scratch);
    return status == STM_OK
               ? STM_OK
               : stm_fail(err, status, 0, "no memory to resolve speakers");
}
