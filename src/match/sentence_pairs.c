#include "match/sentence_pairs.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/map.h"
#include "base/status.h"

#include "base/banned.h"

enum {
    stems_max = 64, /* content words of a sentence that are looked at */
    stems_least = 4,
    shared_least = 3,    /* content stems */
    postings_max = 256,  /* sentences of a stem: of a commoner one none */
    pairs_max = 1 << 20, /* of sentences, in a story */
};

static int compare_stems(const void *x, const void *y)
{
    const stm_stem *p = x;
    const stm_stem *q = y;
    if (p->stem != q->stem)
        return p->stem < q->stem ? -1 : 1;
    return p->name < q->name ? -1 : p->name > q->name;
}

static int compare_u64(const void *x, const void *y)
{
    const uint64_t p = *(const uint64_t *)x;
    const uint64_t q = *(const uint64_t *)y;
    return p < q ? -1 : p > q;
}

static bool is_content(const stm_token *t)
{
    return t->kind != STM_TOKEN_MARK && (t->flags & STM_TOKEN_STOP) == 0;
}

/* Counts in how many articles each stem stands: at most 65,535. */
static stm_status count_stems(const stm_text *texts, uint32_t n,
                              stm_u64map *map)
{
    for (uint32_t a = 0; a < n && a < UINT16_MAX; a++)
        for (uint32_t i = 0; i < texts[a].n_tokens; i++) {
            if (!is_content(&texts[a].tokens[i]))
                continue;
            stm_u64map_entry *e =
                stm_u64map_put(map, texts[a].stems[i], 0, NULL);
            if (e == NULL)
                return STM_ERR_NOMEM;
            if (e->value >> 16 != a + 1)
                e->value = (a + 1) << 16 | ((e->value & 0xFFFF) + 1);
        }
    return STM_OK;
}

/*
 * Bits of a content word: as in news at large, at most ten, and down to a
 * quarter of that where every article of the story has it.
 */
static float weigh(const stm_weights *prior, const stm_text *text, uint32_t i,
                   const stm_u64map *map, uint32_t n_articles)
{
    const uint32_t word = (uint32_t)(text->terms[i] >> 32);
    float bits = (float)prior->bits[word >> 12] / STM_BIT;
    bits = bits > 10 ? 10 : bits;
    const uint32_t articles = stm_u64map_get(map, text->stems[i]) & 0xFFFF;
    bits *= 1 - 0.75f * ((float)articles - 1) / (float)n_articles;
    if (text->tokens[i].kind == STM_TOKEN_NUMBER)
        bits *= 0.8f;
    return bits < 0.3f ? 0.3f : bits;
}

/* Sorts and drops equals; returns how many are left. */
static uint32_t make_set(uint64_t *items, uint32_t n)
{
    if (n > 1)
        qsort(items, n, sizeof *items, compare_u64);
    uint32_t kept = 0;
    for (uint32_t i = 0; i < n; i++)
        if (i == 0 || items[i] != items[i - 1])
            items[kept++] = items[i];
    return kept;
}

static uint64_t unordered(uint64_t a, uint64_t b)
{
    return a < b ? stm_hash_mix(a, b) : stm_hash_mix(b, a);
}

/* Stems of one sentence while its bag is made. */
typedef struct draft {
    stm_stem stems[stems_max];
    uint32_t n_stems;
    uint64_t seq[stems_max]; /* content stems in order */
    uint64_t near[2 * stems_max];
    uint32_t n_near;
    uint64_t runs[4 * stems_max];
    uint32_t n_runs;
} draft;

static void fill_draft(draft *d, const stm_text *text, const stm_sentence *s,
                       const stm_weights *prior, const stm_u64map *map,
                       uint32_t n_articles)
{
    d->n_stems = d->n_near = d->n_runs = 0;
    uint64_t before = 0;
    for (uint32_t k = 0; k < s->n_tokens; k++) {
        const uint32_t i = s->first_token + k;
        const stm_token *t = &text->tokens[i];
        if (t->kind == STM_TOKEN_MARK)
            continue;
        if (before != 0 && d->n_runs < 4 * stems_max)
            d->runs[d->n_runs++] = stm_hash_mix(before, text->stems[i]);
        before = text->stems[i];
        if (!is_content(t) || d->n_stems == stems_max)
            continue;
        d->seq[d->n_stems] = text->stems[i];
        d->stems[d->n_stems++] = (stm_stem){
            .stem = text->stems[i],
            .weight = weigh(prior, text, i, map, n_articles),
            .name = k > 0 && (t->flags & STM_TOKEN_CAPITAL) != 0,
            .number = t->kind == STM_TOKEN_NUMBER,
        };
    }
    for (uint32_t i = 0; i < d->n_stems; i++)
        for (uint32_t gap = 1; gap <= 2 && i + gap < d->n_stems; gap++)
            d->near[d->n_near++] = unordered(d->seq[i], d->seq[i + gap]);
    d->n_near = make_set(d->near, d->n_near);
    d->n_runs = make_set(d->runs, d->n_runs);
    qsort(d->stems, d->n_stems, sizeof *d->stems, compare_stems);
    uint32_t kept = 0;
    for (uint32_t i = 0; i < d->n_stems; i++)
        if (i == 0 || d->stems[i].stem != d->stems[i - 1].stem)
            d->stems[kept++] = d->stems[i];
    d->n_stems = kept;
}

static stm_bag keep_draft(const draft *d, uint32_t member, stm_span span,
                          stm_arena *arena)
{
    stm_bag bag = {
        .member = member,
        .span = span,
        .stems =
            stm_arena_copy_array(arena, d->stems, d->n_stems, sizeof *d->stems),
        .n_stems = d->n_stems,
        .near =
            stm_arena_copy_array(arena, d->near, d->n_near, sizeof *d->near),
        .n_near = d->n_near,
        .runs =
            stm_arena_copy_array(arena, d->runs, d->n_runs, sizeof *d->runs),
        .n_runs = d->n_runs,
    };
    for (uint32_t i = 0; i < d->n_stems; i++) {
        bag.total += d->stems[i].weight;
        bag.n_names += d->stems[i].name;
        bag.n_numbers += d->stems[i].number;
    }
    return bag;
}

stm_status stm_bags_from_texts(const stm_text *texts, uint32_t n,
                               const stm_weights *prior, stm_arena *arena,
                               const stm_bag **out, uint32_t *n_out)
{
    uint32_t sentences = 0;
    for (uint32_t a = 0; a < n; a++)
        sentences += texts[a].n_sentences;
    stm_bag *bags = stm_arena_alloc(arena, sentences, sizeof *bags);
    draft *d = stm_arena_alloc(arena, 1, sizeof *d);
    stm_u64map map;
    stm_u64map_init(&map);
    if (bags == NULL || d == NULL || count_stems(texts, n, &map) != STM_OK) {
        stm_u64map_release(&map);
        return STM_ERR_NOMEM;
    }
    uint32_t len = 0;
    for (uint32_t a = 0; a < n; a++)
        for (uint32_t s = 0; s < texts[a].n_sentences; s++) {
            fill_draft(d, &texts[a], &texts[a].sentences[s], prior, &map, n);
            if (d->n_stems < stems_least)
                continue;
            bags[len++] = keep_draft(d, a, texts[a].sentences[s].span, arena);
        }
    stm_u64map_release(&map);
    if (arena->failed)
        return STM_ERR_NOMEM;
    *out = bags;
    *n_out = len;
    return STM_OK;
}

/* Which bags hold each stem: lists[from[i]..from[i + 1]], stem number i. */
typedef struct postings {
    stm_u64map numbers; /* stem -> number */
    uint32_t *from;
    uint32_t *lists;
} postings;

static void free_postings(postings *p)
{
    stm_u64map_release(&p->numbers);
    stm_free(p->from);
    stm_free(p->lists);
}

static stm_status fill_postings(const stm_bag *bags, uint32_t n, postings *p)
{
    uint32_t entries = 0;
    stm_u64map_init(&p->numbers);
    for (uint32_t i = 0; i < n; i++)
        for (uint32_t k = 0; k < bags[i].n_stems; k++, entries++)
            if (stm_u64map_put(&p->numbers, bags[i].stems[k].stem,
                               p->numbers.len, NULL) == NULL)
                return STM_ERR_NOMEM;
    const uint32_t n_stems = p->numbers.len;
    p->from = stm_alloc((size_t)n_stems + 2, sizeof *p->from);
    p->lists = stm_alloc(entries, sizeof *p->lists);
    if (p->from == NULL || p->lists == NULL)
        return STM_ERR_NOMEM;
    for (uint32_t i = 0; i < n; i++)
        for (uint32_t k = 0; k < bags[i].n_stems; k++)
            p->from[stm_u64map_get(&p->numbers, bags[i].stems[k].stem) + 2]++;
    for (uint32_t i = 2; i < n_stems + 2; i++)
        p->from[i] += p->from[i - 1];
    for (uint32_t i = 0; i < n; i++)
        for (uint32_t k = 0; k < bags[i].n_stems; k++) {
            const uint32_t stem =
                stm_u64map_get(&p->numbers, bags[i].stems[k].stem);
            p->lists[p->from[stem + 1]++] = i;
        }
    return STM_OK;
}

static uint32_t count_common(const uint64_t *a, uint32_t n_a, const uint64_t *b,
                             uint32_t n_b)
{
    uint32_t n = 0;
    for (uint32_t i = 0, j = 0; i < n_a && j < n_b;) {
        const uint64_t x = a[i];
        const uint64_t y = b[j];
        n += x == y;
        i += x <= y;
        j += y <= x;
    }
    return n;
}

static float agreement(uint32_t same, uint32_t a, uint32_t b)
{
    const uint32_t least = a < b ? a : b;
    return least == 0 ? 0 : (float)same / (float)least - 0.5f;
}

/*
 * The likeness of a pair, but for number 6, which set_margins makes:
 *   0 shared bits, tens, at most 4     1 of the lesser total
 *   2 of the greater total             3 share of what is no name
 *   4 log of close stems in common     5 log of following stems in common
 *   6 how far above what either sentence shares with others of the other
 *     article, of the shared bits
 *   7 share of the names of the side with fewer that the other has, less
 *     half; 0 where one has none      8 the same of numbers
 */
static void compare_bags(const stm_bag *a, const stm_bag *b, stm_bag_pair *out)
{
    float plain = 0;
    uint32_t names = 0;
    uint32_t numbers = 0;
    for (uint32_t i = 0, j = 0; i < a->n_stems && j < b->n_stems;) {
        const stm_stem *x = &a->stems[i];
        const stm_stem *y = &b->stems[j];
        if (x->stem == y->stem) {
            out->shared += x->weight;
            out->n_shared++;
            if (!x->name && !y->name)
                plain += x->weight;
            names += x->name && y->name;
            numbers += x->number;
        }
        i += x->stem <= y->stem;
        j += y->stem <= x->stem;
    }
    const float least = fminf(a->total, b->total);
    const float most = fmaxf(a->total, b->total);
    out->likeness[0] = fminf(4, out->shared / 10);
    out->likeness[1] = out->shared / fmaxf(least, 0.1f);
    out->likeness[2] = out->shared / fmaxf(most, 0.1f);
    out->likeness[3] = plain / fmaxf(out->shared, 1);
    out->likeness[4] =
        log1pf((float)count_common(a->near, a->n_near, b->near, b->n_near));
    out->likeness[5] =
        log1pf((float)count_common(a->runs, a->n_runs, b->runs, b->n_runs));
    out->likeness[7] = agreement(names, a->n_names, b->n_names);
    out->likeness[8] = agreement(numbers, a->n_numbers, b->n_numbers);
}

/* Growing list of pairs, and counts by bag while one bag is looked at. */
typedef struct search {
    const stm_bag *bags;
    uint32_t n;
    postings postings;
    uint32_t *counts;  /* counts[n]: stems shared with the bag at hand */
    uint32_t *touched; /* touched[n_touched]: bags with a count */
    uint32_t n_touched;
    stm_bag_pair *pairs;
    uint32_t n_pairs;
    uint32_t cap_pairs;
} search;

static void count_sharers(search *s, uint32_t i)
{
    const stm_bag *bag = &s->bags[i];
    s->n_touched = 0;
    for (uint32_t k = 0; k < bag->n_stems; k++) {
        const uint32_t stem =
            stm_u64map_get(&s->postings.numbers, bag->stems[k].stem);
        const uint32_t begin = s->postings.from[stem];
        const uint32_t end = s->postings.from[stem + 1];
        if (end - begin > postings_max)
            continue;
        for (uint32_t at = begin; at < end; at++) {
            const uint32_t j = s->postings.lists[at];
            if (j <= i || s->bags[j].member == bag->member)
                continue;
            if (s->counts[j]++ == 0)
                s->touched[s->n_touched++] = j;
        }
    }
}

static stm_status find_pairs(search *s)
{
    for (uint32_t i = 0; i < s->n; i++) {
        count_sharers(s, i);
        for (uint32_t k = 0; k < s->n_touched; k++) {
            const uint32_t j = s->touched[k];
            const uint32_t count = s->counts[j];
            s->counts[j] = 0;
            if (count < shared_least || s->n_pairs >= pairs_max)
                continue;
            if (!stm_grow(&s->pairs, &s->cap_pairs, s->n_pairs + 1,
                          sizeof *s->pairs))
                return STM_ERR_NOMEM;
            stm_bag_pair *pair = &s->pairs[s->n_pairs++];
            *pair = (stm_bag_pair){.a = i, .b = j};
            compare_bags(&s->bags[i], &s->bags[j], pair);
        }
    }
    return STM_OK;
}

/* By the articles of both, then by the sentences. */
typedef struct sort_key {
    uint64_t articles;
    uint64_t bags;
    uint32_t at;
} sort_key;

static int compare_keys(const void *x, const void *y)
{
    const sort_key *p = x;
    const sort_key *q = y;
    if (p->articles != q->articles)
        return p->articles < q->articles ? -1 : 1;
    return p->bags < q->bags ? -1 : p->bags > q->bags;
}

static stm_status sort_pairs(const search *s, stm_arena *arena,
                             stm_bag_pair **out)
{
    const uint32_t n = s->n_pairs;
    sort_key *keys = stm_alloc(n, sizeof *keys);
    stm_bag_pair *sorted = stm_arena_alloc(arena, n, sizeof *sorted);
    if (keys == NULL || sorted == NULL) {
        stm_free(keys);
        return STM_ERR_NOMEM;
    }
    for (uint32_t i = 0; i < n; i++) {
        const stm_bag_pair *p = &s->pairs[i];
        keys[i] = (sort_key){(uint64_t)s->bags[p->a].member << 32 |
                                 s->bags[p->b].member,
                             (uint64_t)p->a << 32 | p->b, i};
    }
    if (n > 1)
        qsort(keys, n, sizeof *keys, compare_keys);
    for (uint32_t i = 0; i < n; i++)
        sorted[i] = s->pairs[keys[i].at];
    stm_free(keys);
    *out = sorted;
    return STM_OK;
}

/* The two most bits a sentence shares with those of one other article. */
typedef struct best_two {
    float first;
    float second;
} best_two;

static void note(best_two *b, float shared)
{
    if (shared > b->first) {
        b->second = b->first;
        b->first = shared;
    } else if (shared > b->second) {
        b->second = shared;
    }
}

static float other_than(const best_two *b, float shared)
{
    return shared >= b->first ? b->second : b->first;
}

/* Fills number 6 of pairs[n], which are of two articles. */
static void set_margins(stm_bag_pair *pairs, uint32_t n, best_two *best)
{
    for (uint32_t i = 0; i < n; i++) {
        best[pairs[i].a] = (best_two){0};
        best[pairs[i].b] = (best_two){0};
    }
    for (uint32_t i = 0; i < n; i++) {
        note(&best[pairs[i].a], pairs[i].shared);
        note(&best[pairs[i].b], pairs[i].shared);
    }
    for (uint32_t i = 0; i < n; i++) {
        const float shared = pairs[i].shared;
        const float other = fmaxf(other_than(&best[pairs[i].a], shared),
                                  other_than(&best[pairs[i].b], shared));
        pairs[i].likeness[6] =
            fmaxf(-1, (shared - other) / fmaxf(shared, 0.1f));
    }
}

static stm_status search_bags(search *s, stm_arena *arena, stm_bag_pair **out)
{
    s->counts = stm_alloc(s->n, sizeof *s->counts);
    s->touched = stm_alloc(s->n, sizeof *s->touched);
    best_two *best = stm_arena_alloc(arena, s->n, sizeof *best);
    if (s->counts == NULL || s->touched == NULL || best == NULL)
        return STM_ERR_NOMEM;
    STM_TRY(fill_postings(s->bags, s->n, &s->postings));
    STM_TRY(find_pairs(s));
    STM_TRY(sort_pairs(s, arena, out));
    stm_bag_pair *pairs = *out;
    for (uint32_t i = 0; i < s->n_pairs;) {
        uint32_t end = i;
        while (end < s->n_pairs &&
               s->bags[pairs[end].a].member == s->bags[pairs[i].a].member &&
               s->bags[pairs[end].b].member == s->bags[pairs[i].b].member)
            end++;
        set_margins(pairs + i, end - i, best);
        i = end;
    }
    return STM_OK;
}

stm_status stm_bag_pairs_from_bags(const stm_bag *bags, uint32_t n,
                                   stm_arena *arena, stm_bag_pair **out,
                                   uint32_t *n_out)
{
    search s = {.bags = bags, .n = n};
    stm_u64map_init(&s.postings.numbers);
    const stm_status status = search_bags(&s, arena, out);
    *n_out = s.n_pairs;
    free_postings(&s.postings);
    stm_free(s.counts);
    stm_free(s.touched);
    stm_free(s.pairs);
    return status;
}
