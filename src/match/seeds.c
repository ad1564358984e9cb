#include "match/seeds.h"

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/map.h"
#include "base/size.h"
#include "base/status.h"

#include "base/banned.h"

enum {
    pair_cap = 64,       /* docs of a gram that are all paired */
    neighbours = 2,      /* of a gram in more docs than that */
    quiet_docs = 4,      /* so many docs of one outlet make boilerplate */
    quiet_docs_long = 6, /* so many over a long time, whatever the outlet */
    quiet_days = 3,
    quiet_days_long = 30,
    common_docs = 6, /* so many docs make a passage worth a doubt */
    house_days = 1,  /* between two outlets' articles with one boilerplate */
    house_pairs = 4, /* for each article */
    radix_bits = 11,
    radix_size = 1 << radix_bits,
};

bool stm_pair_is_wanted(const stm_doc *a, const stm_doc *b,
                        const stm_match_opts *opts)
{
    if (opts->other_outlet && a->outlet != STM_NONE && a->outlet == b->outlet)
        return false;
    if (opts->days_apart == 0 || a->day == STM_NO_DAY || b->day == STM_NO_DAY)
        return true;
    const int64_t apart = (int64_t)a->day - b->day;
    return (apart < 0 ? -apart : apart) <= (int64_t)opts->days_apart;
}

/* One stable pass of a radix sort of grams by 11 bits of the hash. */
static void pass_grams(const stm_gram *from, stm_gram *to, uint32_t n,
                       uint32_t shift)
{
    uint32_t at[radix_size] = {0};
    for (uint32_t i = 0; i < n; i++)
        at[from[i].hash >> shift & (radix_size - 1)]++;
    uint32_t sum = 0;
    for (uint32_t i = 0; i < radix_size; i++) {
        const uint32_t count = at[i];
        at[i] = sum;
        sum += count;
    }
    for (uint32_t i = 0; i < n; i++)
        to[at[from[i].hash >> shift & (radix_size - 1)]++] = from[i];
}

/* By hash; grams of one hash stay in the order of docs. */
static stm_status sort_grams(stm_grams *grams)
{
    stm_gram *other = stm_alloc(grams->len, sizeof *other);
    if (other == NULL)
        return STM_ERR_NOMEM;
    pass_grams(grams->items, other, grams->len, 0);
    pass_grams(other, grams->items, grams->len, radix_bits);
    pass_grams(grams->items, other, grams->len, 2 * radix_bits);
    stm_free(grams->items);
    grams->items = other;
    grams->cap = grams->len;
    return STM_OK;
}

static void pass_seeds(const stm_seed *from, stm_seed *to, uint32_t n,
                       uint32_t shift, size_t field)
{
    uint32_t at[radix_size] = {0};
    for (uint32_t i = 0; i < n; i++) {
        const uint32_t key = field == 0 ? from[i].a : from[i].b;
        at[key >> shift & (radix_size - 1)]++;
    }
    uint32_t sum = 0;
    for (uint32_t i = 0; i < radix_size; i++) {
        const uint32_t count = at[i];
        at[i] = sum;
        sum += count;
    }
    for (uint32_t i = 0; i < n; i++) {
        const uint32_t key = field == 0 ? from[i].a : from[i].b;
        to[at[key >> shift & (radix_size - 1)]++] = from[i];
    }
}

/* By a, then b: the two fields in turn, the lesser first. */
static stm_status sort_seeds(stm_seeds *s, uint32_t n_docs)
{
    stm_seed *other = stm_alloc(s->len, sizeof *other);
    if (other == NULL)
        return STM_ERR_NOMEM;
    for (size_t field = 2; field-- > 0;) {
        for (uint32_t shift = 0; shift < 32 && (n_docs - 1) >> shift != 0;
             shift += radix_bits) {
            pass_seeds(s->items, other, s->len, shift, field);
            stm_seed *swap = s->items;
            s->items = other;
            other = swap;
        }
    }
    stm_free(other);
    return STM_OK;
}

/* One hash: grams[n] of ascending docs. */
typedef struct group {
    const stm_gram *grams;
    uint32_t n;
    uint32_t docs; /* different docs */
    bool one_outlet;
    int32_t days; /* between the first and the last */
} group;

static group look_at(const stm_gram *grams, uint32_t n, const stm_doc *docs)
{
    group g = {.grams = grams, .n = n, .one_outlet = true};
    const uint32_t outlet = docs[grams[0].doc].outlet;
    int32_t first = INT32_MAX;
    int32_t last = INT32_MIN;
    for (uint32_t i = 0; i < n; i++) {
        const stm_doc *d = &docs[grams[i].doc];
        g.docs += i == 0 || grams[i].doc != grams[i - 1].doc;
        if (d->outlet == STM_NONE || d->outlet != outlet)
            g.one_outlet = false;
        if (d->day != STM_NO_DAY && d->day < first)
            first = d->day;
        if (d->day != STM_NO_DAY && d->day > last)
            last = d->day;
    }
    g.days = last > first ? last - first : 0;
    return g;
}

static bool is_quiet(const group *g, bool many_outlets)
{
    if (g->docs >= quiet_docs && g->one_outlet && many_outlets)
        return g->days > quiet_days;
    return g->docs >= quiet_docs_long && g->days > quiet_days_long;
}

static void mark_words(const group *g, stm_doc *docs, uint8_t flag)
{
    for (uint32_t i = 0; i < g->n; i++) {
        stm_doc *d = &docs[g->grams[i].doc];
        const uint32_t at = g->grams[i].at;
        for (uint32_t k = at; k < at + STM_GRAM_WORDS; k++)
            d->flags[k] |= flag;
    }
}

/* Pairs each doc of the group with those after it, at most `reach` of them. */
static stm_status pair_up(const group *g, uint32_t reach, const stm_doc *docs,
                          const stm_match_opts *opts, stm_seeds *out)
{
    for (uint32_t i = 0; i < g->n; i++) {
        const uint32_t a = g->grams[i].doc;
        if (i > 0 && g->grams[i - 1].doc == a)
            continue;
        uint32_t last = a;
        uint32_t done = 0;
        for (uint32_t k = i + 1; k < g->n && done < reach; k++) {
            const uint32_t b = g->grams[k].doc;
            if (b == last)
                continue;
            last = b;
            done++;
            if (!stm_pair_is_wanted(&docs[a], &docs[b], opts))
                continue;
            if (!stm_grow(&out->items, &out->cap, out->len + 1,
                          sizeof *out->items))
                return STM_ERR_NOMEM;
            out->items[out->len++] = (stm_seed){
                .a = a,
                .b = b,
                .a_word = g->grams[i].at,
                .b_word = g->grams[k].at,
            };
        }
    }
    return STM_OK;
}

static stm_status push_house(const group *g, uint32_t i, uint32_t k,
                             stm_seeds *out)
{
    const stm_gram *x = &g->grams[i];
    const stm_gram *y = &g->grams[k];
    if (!stm_grow(&out->items, &out->cap, out->len + 1, sizeof *out->items))
        return STM_ERR_NOMEM;
    out->items[out->len++] = (stm_seed){
        .a = x->doc,
        .b = y->doc,
        .a_word = x->at,
        .b_word = y->at,
        .house = 1,
    };
    return STM_OK;
}

static bool is_guest(const stm_doc *a, const stm_doc *b)
{
    const int64_t apart = (int64_t)a->day - b->day;
    return a->outlet != b->outlet && a->day != STM_NO_DAY &&
           b->day != STM_NO_DAY && apart <= house_days && apart >= -house_days;
}

/* Boilerplate that two outlets have on about the same day: pairs the docs. */
static stm_status pair_guests(const group *g, const stm_doc *docs,
                              const stm_match_opts *opts, stm_seeds *out)
{
    if (g->one_outlet || g->n > pair_cap)
        return STM_OK;
    for (uint32_t i = 0; i < g->n; i++) {
        uint32_t done = 0;
        for (uint32_t k = i + 1; k < g->n && done < house_pairs; k++) {
            const stm_doc *a = &docs[g->grams[i].doc];
            const stm_doc *b = &docs[g->grams[k].doc];
            if (!is_guest(a, b) || !stm_pair_is_wanted(a, b, opts))
                continue;
            done++;
            STM_TRY(push_house(g, i, k, out));
        }
    }
    return STM_OK;
}

static bool has_many_outlets(const stm_doc *docs, uint32_t n)
{
    for (uint32_t i = 1; i < n; i++)
        if (docs[i].outlet != docs[0].outlet)
            return true;
    return false;
}

static stm_status take_group(const group *g, stm_doc *docs, bool many_outlets,
                             const stm_match_opts *opts, stm_seeds *out,
                             stm_match_effect *effect)
{
    if (g->docs < 2)
        return STM_OK;
    if (is_quiet(g, many_outlets)) {
        effect->quiet_grams += g->n;
        mark_words(g, docs, STM_WORD_QUIET);
        return pair_guests(g, docs, opts, out);
    }
    if (g->docs >= common_docs)
        mark_words(g, docs, STM_WORD_COMMON);
    uint32_t reach = pair_cap;
    if (g->docs > pair_cap) {
        reach = neighbours;
        effect->capped_grams += g->n;
        effect->pairs_skipped += (uint64_t)g->docs * (g->docs - 1) / 2 -
                                 (uint64_t)g->docs * neighbours;
    }
    return pair_up(g, reach, docs, opts, out);
}

static stm_status find_seeds(const stm_grams *grams, stm_doc *docs,
                             uint32_t n_docs, const stm_match_opts *opts,
                             stm_seeds *out, stm_match_effect *effect)
{
    const bool many_outlets = has_many_outlets(docs, n_docs);
    for (uint32_t i = 0; i < grams->len;) {
        uint32_t end = i + 1;
        while (end < grams->len &&
               grams->items[end].hash == grams->items[i].hash)
            end++;
        if (end - i > 1) {
            const group g = look_at(grams->items + i, end - i, docs);
            STM_TRY(take_group(&g, docs, many_outlets, opts, out, effect));
        }
        i = end;
    }
    return STM_OK;
}

stm_status stm_seeds_from_grams(stm_grams *grams, stm_doc *docs,
                                uint32_t n_docs, const stm_match_opts *opts,
                                stm_seeds *out, stm_match_effect *effect)
{
    effect->grams = grams->len;
    stm_status status = sort_grams(grams);
    if (status == STM_OK)
        status = find_seeds(grams, docs, n_docs, opts, out, effect);
    stm_free(grams->items);
    *grams = (stm_grams){0};
    return status == STM_OK ? sort_seeds(out, n_docs) : status;
}
