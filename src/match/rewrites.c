#include "match/rewrites.h"

#include <math.h>
#include <stdlib.h>

#include "base/alloc.h"
#include "base/size.h"
#include "match/sentence_pairs.h"
#include "text/text_cutter.h"

#include "base/banned.h"

/*
 * A logistic regression over the likeness of two sentences, trained by
 * tools/train/rewrites.py on passages that readers marked as copied in eight
 * stories; docs/internals/match.md gives what it reaches on the story left
 * out.
 */
static const float likeness_weights[STM_LIKENESS + 1] = {
#include "match/rewrite_weights.inc"
};

/* Below this chance a pair is not shown (the same page says why). */
static const float least_chance = 0.25f;

/* Rewrites of one story. */
typedef struct found {
    stm_match *items;
    uint32_t len;
    uint32_t cap;
} found;

typedef struct worker {
    stm_text_cutter *cutter;
    stm_arena arena; /* one story's texts and sentences */
} worker;

typedef struct rewriter {
    const stm_pile *pile;
    worker *workers;
    uint32_t n_workers;
    stm_weights prior;
    found *stories; /* parallel to pile->stories */
} rewriter;

static float chance_of(const float *likeness)
{
    float sum = likeness_weights[STM_LIKENESS];
    for (uint32_t i = 0; i < STM_LIKENESS; i++)
        sum += likeness_weights[i] * likeness[i];
    return 1 / (1 + expf(-sum));
}

static stm_status start(rewriter *r, stm_pool *pool)
{
    r->n_workers = stm_pool_size(pool);
    r->workers = stm_alloc(r->n_workers, sizeof *r->workers);
    r->stories = stm_alloc(r->pile->n_stories, sizeof *r->stories);
    if (r->workers == NULL || r->stories == NULL)
        return STM_ERR_NOMEM;
    for (uint32_t i = 0; i < r->n_workers; i++)
        stm_arena_init(&r->workers[i].arena, SIZE_MAX);
    for (uint32_t i = 0; i < r->n_workers && r->pile->texts == NULL; i++)
        STM_TRY(stm_text_cutter_new(&r->workers[i].cutter, NULL));
    /* no docs: what is left is how rare words are in news at large */
    return stm_weights_init(&r->prior, NULL, 0);
}

static void finish(rewriter *r)
{
    for (uint32_t i = 0; r->workers != NULL && i < r->n_workers; i++) {
        stm_text_cutter_free(r->workers[i].cutter);
        stm_arena_release(&r->workers[i].arena);
    }
    for (uint32_t i = 0; r->stories != NULL && i < r->pile->n_stories; i++)
        stm_free(r->stories[i].items);
    stm_weights_release(&r->prior);
    stm_free(r->workers);
    stm_free(r->stories);
}

static stm_status read_texts(const rewriter *r, worker *w,
                             const stm_story *story, stm_text *texts)
{
    for (uint32_t i = 0; i < story->n_articles; i++) {
        const uint32_t article = story->articles[i];
        if (r->pile->texts != NULL)
            texts[i] = r->pile->texts[article];
        else
            STM_TRY(stm_text_from_article(w->cutter,
                                          &r->pile->articles[article],
                                          &w->arena, &texts[i], NULL));
    }
    return STM_OK;
}

/* The first match of articles a and b or later ones. */
static uint32_t find_match(const stm_pile *pile, uint32_t a, uint32_t b)
{
    uint32_t low = 0;
    uint32_t high = pile->n_matches;
    while (low < high) {
        const uint32_t mid = low + (high - low) / 2;
        const stm_match *m = &pile->matches[mid];
        if (m->a < a || (m->a == a && m->b < b))
            low = mid + 1;
        else
            high = mid;
    }
    return low;
}

/* True where wording that both sentences touch was found already. */
static bool is_known(const stm_pile *pile, const stm_match *x)
{
    for (uint32_t i = find_match(pile, x->a, x->b);
         i < pile->n_matches && pile->matches[i].a == x->a &&
         pile->matches[i].b == x->b;
         i++) {
        const stm_match *m = &pile->matches[i];
        if (stm_span_overlap(m->a_span, x->a_span) > 0 &&
            stm_span_overlap(m->b_span, x->b_span) > 0)
            return true;
    }
    return false;
}

static stm_match to_match(const stm_story *story, const stm_bag *bags,
                          const stm_bag_pair *p, float chance)
{
    const stm_bag *a = &bags[p->a];
    const stm_bag *b = &bags[p->b];
    return (stm_match){
        .a = story->articles[a->member],
        .b = story->articles[b->member],
        .a_span = a->span,
        .b_span = b->span,
        .kind = STM_MATCH_REWRITE,
        .score = chance,
        .rarity = p->shared,
        .n_words = p->n_shared,
    };
}

/* A pair of one pair of articles with its chance. */
typedef struct ranked {
    float chance;
    uint32_t pair;
} ranked;

static int compare_ranked(const void *x, const void *y)
{
    const ranked *p = x;
    const ranked *q = y;
    if (p->chance > q->chance || p->chance < q->chance)
        return p->chance > q->chance ? -1 : 1;
    return p->pair < q->pair ? -1 : p->pair > q->pair;
}

/* What choosing among the sentence pairs of a story needs. */
typedef struct choice {
    const stm_story *story;
    const stm_bag *bags;
    const stm_bag_pair *pairs;
    ranked *order;   /* order[n_pairs]: scratch */
    uint32_t *taken; /* taken[n_bags]: round + 1 in which it was paired */
} choice;

/*
 * Of pairs begin..end, all of two articles, the likeliest first, each
 * sentence once.
 */
static stm_status choose(const rewriter *r, choice *c, uint32_t begin,
                         uint32_t end, found *out)
{
    uint32_t n = 0;
    for (uint32_t i = begin; i < end; i++) {
        const float chance = chance_of(c->pairs[i].likeness);
        if (chance >= least_chance)
            c->order[n++] = (ranked){chance, i};
    }
    if (n > 1)
        qsort(c->order, n, sizeof *c->order, compare_ranked);
    const uint32_t round = begin + 1;
    for (uint32_t i = 0; i < n; i++) {
        const stm_bag_pair *p = &c->pairs[c->order[i].pair];
        if (c->taken[p->a] == round || c->taken[p->b] == round)
            continue;
        const stm_match m = to_match(c->story, c->bags, p, c->order[i].chance);
        if (is_known(r->pile, &m))
            continue;
        c->taken[p->a] = c->taken[p->b] = round;
        if (!stm_grow(&out->items, &out->cap, out->len + 1, sizeof *out->items))
            return STM_ERR_NOMEM;
        out->items[out->len++] = m;
    }
    return STM_OK;
}

static stm_status choose_all(const rewriter *r, choice *c, uint32_t n_pairs,
                             found *out)
{
    for (uint32_t i = 0; i < n_pairs;) {
        const uint32_t a = c->bags[c->pairs[i].a].member;
        const uint32_t b = c->bags[c->pairs[i].b].member;
        uint32_t end = i;
        while (end < n_pairs && c->bags[c->pairs[end].a].member == a &&
               c->bags[c->pairs[end].b].member == b)
            end++;
        STM_TRY(choose(r, c, i, end, out));
        i = end;
    }
    return STM_OK;
}

static stm_status search_story(void *ctx, uint32_t item, uint32_t number)
{
    rewriter *r = ctx;
    worker *w = &r->workers[number];
    const stm_story *story = &r->pile->stories[item];
    if (story->n_articles < 2)
        return STM_OK;
    stm_arena_clear(&w->arena);
    stm_text *texts =
        stm_arena_alloc(&w->arena, story->n_articles, sizeof *texts);
    if (texts == NULL)
        return STM_ERR_NOMEM;
    STM_TRY(read_texts(r, w, story, texts));
    const stm_bag *bags;
    uint32_t n_bags;
    STM_TRY(stm_bags_from_texts(texts, story->n_articles, &r->prior, &w->arena,
                                &bags, &n_bags));
    stm_bag_pair *pairs;
    uint32_t n_pairs;
    STM_TRY(stm_bag_pairs_from_bags(bags, n_bags, &w->arena, &pairs, &n_pairs));
    choice c = {
        .story = story,
        .bags = bags,
        .pairs = pairs,
        .order = stm_arena_alloc(&w->arena, n_pairs, sizeof *c.order),
        .taken = stm_arena_alloc(&w->arena, n_bags, sizeof *c.taken),
    };
    if (w->arena.failed)
        return STM_ERR_NOMEM;
    return choose_all(r, &c, n_pairs, &r->stories[item]);
}

static int compare_matches(const void *x, const void *y)
{
    const stm_match *p = x;
    const stm_match *q = y;
    const uint32_t left[] = {
        p->a,         p->b, p->a_span.begin, p->a_span.end, p->b_span.begin,
        p->b_span.end};
    const uint32_t right[] = {
        q->a,         q->b, q->a_span.begin, q->a_span.end, q->b_span.begin,
        q->b_span.end};
    for (uint32_t i = 0; i < 6; i++)
        if (left[i] != right[i])
            return left[i] < right[i] ? -1 : 1;
    return 0;
}

static stm_status hand_over(const rewriter *r, stm_arena *arena,
                            const stm_match **out, uint32_t *n_out)
{
    uint64_t n = r->pile->n_matches;
    for (uint32_t i = 0; i < r->pile->n_stories; i++)
        n += r->stories[i].len;
    if (n > UINT32_MAX)
        return STM_ERR_NOMEM;
    stm_match *all = stm_arena_alloc(arena, n, sizeof *all);
    if (all == NULL)
        return STM_ERR_NOMEM;
    uint32_t to = 0;
    for (uint32_t i = 0; i < r->pile->n_matches; i++)
        all[to++] = r->pile->matches[i];
    for (uint32_t i = 0; i < r->pile->n_stories; i++)
        for (uint32_t k = 0; k < r->stories[i].len; k++)
            all[to++] = r->stories[i].items[k];
    if (to > 1)
        qsort(all, to, sizeof *all, compare_matches);
    *out = all;
    *n_out = to;
    return STM_OK;
}

stm_status stm_rewrites_from_stories(const stm_pile *pile, stm_pool *pool,
                                     stm_arena *arena, const stm_match **out,
                                     uint32_t *n_out, stm_error *err)
{
    rewriter r = {.pile = pile};
    stm_status status = start(&r, pool);
    if (status == STM_OK)
        status = stm_pool_run(pool, pile->n_stories, search_story, &r);
    if (status == STM_OK)
        status = hand_over(&r, arena, out, n_out);
    finish(&r);
    if (status != STM_OK)
        return stm_fail(err, status, 0, "looking for rewrites");
    return STM_OK;
}
