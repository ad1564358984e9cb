#include "group/candidates.h"

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/size.h"

#include "base/banned.h"

/*
 * Postings of each term are in order of time. An article asks the postings
 * of its weightiest terms, near it in time first, sums up weight products
 * and keeps the best. Both bags are asked; pairs found twice are one.
 */
enum {
    asked_terms = 48,  /* weightiest terms of an article that are asked */
    posting_cap = 500, /* articles asked of one term */
    keep_best = 30,
};

typedef struct posting {
    uint32_t rank; /* position in order of time */
    float weight;
} posting;

typedef struct index {
    stm_u64map term;   /* key -> number */
    uint32_t *at;      /* at[n_terms + 1]: into postings */
    posting *postings; /* of a term ascending by rank */
} index;

typedef struct search {
    const stm_profile *profiles;
    uint32_t n;
    stm_bag_kind bag;
    index ix;
    const uint32_t *by_time; /* by_time[n]: article of a rank */
    const uint32_t *rank_of; /* rank_of[n]: rank of an article */
    uint32_t *found;         /* found[n * keep_best]: partners */
    uint32_t *n_found;       /* n_found[n] */
    float **sums;            /* sums[worker][n], zero between articles */
    uint32_t **touched;      /* touched[worker][n] */
} search;

static stm_status count_terms(index *ix, const search *s, uint32_t **counts,
                              uint32_t *cap)
{
    for (uint32_t i = 0; i < s->n; i++) {
        const stm_bag *bag = &s->profiles[i].bags[s->bag];
        for (uint32_t k = 0; k < bag->n; k++) {
            bool was_new;
            const uint32_t next = ix->term.len;
            const stm_u64map_entry *e =
                stm_u64map_put(&ix->term, bag->items[k].key, next, &was_new);
            if (e == NULL ||
                !stm_grow(counts, cap, ix->term.len, sizeof **counts))
                return STM_ERR_NOMEM;
            (*counts)[e->value] = was_new ? 1 : (*counts)[e->value] + 1;
        }
    }
    return STM_OK;
}

static stm_status fill_index(search *s)
{
    index *ix = &s->ix;
    uint32_t *counts = NULL;
    uint32_t cap = 0;
    stm_status status = count_terms(ix, s, &counts, &cap);
    const uint32_t n_terms = ix->term.len;
    ix->at = stm_alloc((size_t)n_terms + 1, sizeof *ix->at);
    if (status == STM_OK && ix->at != NULL) {
        for (uint32_t t = 0; t < n_terms; t++)
            ix->at[t + 1] = ix->at[t] + counts[t];
        ix->postings = stm_alloc(ix->at[n_terms], sizeof *ix->postings);
        if (n_terms > 0)
            memcpy(counts, ix->at, n_terms * sizeof *counts);
    }
    if (ix->postings == NULL)
        status = STM_ERR_NOMEM;
    for (uint32_t r = 0; r < s->n && status == STM_OK; r++) {
        const stm_bag *bag = &s->profiles[s->by_time[r]].bags[s->bag];
        for (uint32_t k = 0; k < bag->n; k++) {
            const uint32_t t = stm_u64map_get(&ix->term, bag->items[k].key);
            ix->postings[counts[t]++] = (posting){r, bag->items[k].weight};
        }
    }
    stm_free(counts);
    return status;
}

static int by_weight(const void *x, const void *y)
{
    const stm_term_weight *a = x;
    const stm_term_weight *b = y;
    if (a->weight != b->weight)
        return a->weight > b->weight ? -1 : 1;
    return a->key < b->key ? -1 : a->key > b->key;
}

/* The postings near `rank`: the whole list, or a window of posting_cap. */
static void window(const index *ix, uint32_t term, uint32_t rank,
                   uint32_t *begin, uint32_t *end)
{
    *begin = ix->at[term];
    *end = ix->at[term + 1];
    if (*end - *begin <= posting_cap)
        return;
    uint32_t low = *begin;
    uint32_t high = *end;
    while (low < high) {
        const uint32_t mid = low + (high - low) / 2;
        if (ix->postings[mid].rank < rank)
            low = mid + 1;
        else
            high = mid;
    }
    uint32_t from =
        low > *begin + posting_cap / 2 ? low - posting_cap / 2 : *begin;
    if (from > *end - posting_cap)
        from = *end - posting_cap;
    *begin = from;
    *end = from + posting_cap;
}

static uint32_t apart(uint32_t a, uint32_t b)
{
    return a < b ? b - a : a - b;
}

/*
 * Of equals the nearest in time goes first: many copies of one text then
 * list their neighbours, and not all the same few.
 */
static bool is_better(uint32_t x, uint32_t y, uint32_t of, const float *sums)
{
    if (sums[x] != sums[y])
        return sums[x] > sums[y];
    if (apart(x, of) != apart(y, of))
        return apart(x, of) < apart(y, of);
    return x < y;
}

/* Inserts a partner into the list of the best of `of`. */
static uint32_t keep(uint32_t *list, uint32_t len, uint32_t rank, uint32_t of,
                     const float *sums)
{
    uint32_t at = len < keep_best ? len : keep_best;
    while (at > 0 && is_better(rank, list[at - 1], of, sums))
        at--;
    if (at == keep_best)
        return len;
    const uint32_t last = len < keep_best ? len : keep_best - 1;
    memmove(list + at + 1, list + at, (last - at) * sizeof *list);
    list[at] = rank;
    return last + 1;
}

static stm_status search_one(void *ctx, uint32_t item, uint32_t worker)
{
    search *s = ctx;
    float *sums = s->sums[worker];
    uint32_t *touched = s->touched[worker];
    const stm_bag *bag = &s->profiles[item].bags[s->bag];
    const uint32_t rank = s->rank_of[item];
    stm_term_weight *terms = stm_alloc(bag->n, sizeof *terms);
    if (terms == NULL)
        return STM_ERR_NOMEM;
    if (bag->n > 0)
        memcpy(terms, bag->items, bag->n * sizeof *terms);
    qsort(terms, bag->n, sizeof *terms, by_weight);
    uint32_t n_touched = 0;
    for (uint32_t k = 0; k < stm_min_u32(bag->n, asked_terms); k++) {
        uint32_t begin;
        uint32_t end;
        window(&s->ix, stm_u64map_get(&s->ix.term, terms[k].key), rank, &begin,
               &end);
        for (uint32_t p = begin; p < end; p++) {
            const posting *at = &s->ix.postings[p];
            if (sums[at->rank] == 0.0f)
                touched[n_touched++] = at->rank;
            sums[at->rank] += at->weight * terms[k].weight;
        }
    }
    stm_free(terms);
    uint32_t *list = s->found + (size_t)item * keep_best;
    uint32_t len = 0;
    for (uint32_t i = 0; i < n_touched; i++)
        if (touched[i] != rank && sums[touched[i]] > 0.03f)
            len = keep(list, len, touched[i], rank, sums);
    for (uint32_t i = 0; i < n_touched; i++)
        sums[touched[i]] = 0.0f;
    for (uint32_t i = 0; i < len; i++)
        list[i] = s->by_time[list[i]];
    s->n_found[item] = len;
    return STM_OK;
}

typedef struct timed {
    int32_t day;
    uint32_t article;
} timed;

static int by_day(const void *x, const void *y)
{
    const timed *a = x;
    const timed *b = y;
    if (a->day != b->day)
        return a->day < b->day ? -1 : 1;
    return a->article < b->article ? -1 : a->article > b->article;
}

/* Undated articles stand where they came in, after the day before them. */
static stm_status order_by_time(const stm_profile *profiles, uint32_t n,
                                uint32_t *by_time, uint32_t *rank_of)
{
    timed *t = stm_alloc(n, sizeof *t);
    if (t == NULL)
        return STM_ERR_NOMEM;
    int32_t last = 0;
    for (uint32_t i = 0; i < n; i++) {
        if (profiles[i].day != STM_NO_DAY)
            last = profiles[i].day;
        t[i] = (timed){last, i};
    }
    qsort(t, n, sizeof *t, by_day);
    for (uint32_t r = 0; r < n; r++) {
        by_time[r] = t[r].article;
        rank_of[t[r].article] = r;
    }
    stm_free(t);
    return STM_OK;
}

static int by_ends(const void *x, const void *y)
{
    const uint64_t a = *(const uint64_t *)x;
    const uint64_t b = *(const uint64_t *)y;
    return a < b ? -1 : a > b;
}

/* Both ways round and twice over become one pair each, in order. */
static stm_status merge_pairs(const uint32_t *found, const uint32_t *n_found,
                              uint32_t n_rows, uint32_t n, stm_candidates *out)
{
    size_t total = 0;
    for (uint32_t i = 0; i < n_rows; i++)
        total += n_found[i];
    uint64_t *ends = stm_alloc(total, sizeof *ends);
    if (ends == NULL)
        return STM_ERR_NOMEM;
    size_t at = 0;
    for (uint32_t i = 0; i < n_rows; i++)
        for (uint32_t k = 0; k < n_found[i]; k++) {
            const uint32_t x = i % n;
            const uint32_t y = found[(size_t)i * keep_best + k];
            ends[at++] = (uint64_t)stm_min_u32(x, y) << 32 | stm_max_u32(x, y);
        }
    qsort(ends, total, sizeof *ends, by_ends);
    size_t distinct = 0;
    for (size_t i = 0; i < total; i++)
        distinct += i == 0 || ends[i] != ends[i - 1];
    out->pairs = stm_alloc(distinct, sizeof *out->pairs);
    out->n = 0;
    for (size_t i = 0; i < total && out->pairs != NULL; i++)
        if (i == 0 || ends[i] != ends[i - 1])
            out->pairs[out->n++] = (stm_pair){.a = (uint32_t)(ends[i] >> 32),
                                              .b = (uint32_t)ends[i]};
    stm_free(ends);
    return out->pairs == NULL ? STM_ERR_NOMEM : STM_OK;
}

static stm_status search_bag(search *s, stm_bag_kind bag, stm_pool *pool)
{
    s->bag = bag;
    s->ix = (index){0};
    stm_status status = fill_index(s);
    if (status == STM_OK)
        status = stm_pool_run(pool, s->n, search_one, s);
    stm_u64map_release(&s->ix.term);
    stm_free(s->ix.at);
    stm_free(s->ix.postings);
    return status;
}

stm_status stm_candidates_find(const stm_profile *profiles, uint32_t n,
                               stm_pool *pool, stm_arena *arena,
                               stm_candidates *out)
{
    stm_arena scratch;
    stm_arena_init(&scratch, SIZE_MAX);
    search s = {.profiles = profiles, .n = n};
    const uint32_t workers = stm_pool_size(pool);
    uint32_t *by_time = stm_arena_alloc(&scratch, n, sizeof *by_time);
    uint32_t *rank_of = stm_arena_alloc(&scratch, n, sizeof *rank_of);
    uint32_t *found =
        stm_arena_alloc(&scratch, (size_t)n * 2 * keep_best, sizeof *found);
    uint32_t *n_found =
        stm_arena_alloc(&scratch, (size_t)n * 2, sizeof *n_found);
    s.sums = stm_arena_alloc(&scratch, workers, sizeof *s.sums);
    s.touched = stm_arena_alloc(&scratch, workers, sizeof *s.touched);
    for (uint32_t i = 0; i < workers && !scratch.failed; i++) {
        s.sums[i] = stm_arena_alloc(&scratch, n, sizeof **s.sums);
        s.touched[i] = stm_arena_alloc(&scratch, n, sizeof **s.touched);
    }
    out->full = stm_arena_alloc(arena, n, sizeof *out->full);
    stm_status status =
        scratch.failed || arena->failed ? STM_ERR_NOMEM : STM_OK;
    if (status == STM_OK)
        status = order_by_time(profiles, n, by_time, rank_of);
    s.by_time = by_time;
    s.rank_of = rank_of;
    static const stm_bag_kind bags[2] = {STM_BAG_FULL, STM_BAG_LEAD};
    for (uint32_t b = 0; b < 2 && status == STM_OK; b++) {
        s.found = found + (size_t)b * n * keep_best;
        s.n_found = n_found + (size_t)b * n;
        status = search_bag(&s, bags[b], pool);
    }
    for (uint32_t i = 0; i < n && status == STM_OK; i++)
        out->full[i] = n_found[i] == keep_best;
    if (status == STM_OK)
        status = merge_pairs(found, n_found, 2 * n, n, out);
    stm_arena_release(&scratch);
    return status;
}
