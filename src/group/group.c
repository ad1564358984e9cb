#include "group/group.h"

#include <math.h>
#include <stdlib.h>

#include "base/alloc.h"
#include "group/cluster.h"
#include "group/grouping.h"
#include "group/pair_model.h"
#include "group/story_day.h"

#include "base/banned.h"

/* Shifts all log odds, for what average linkage takes away. */
static const float leniency = 0.6f;

/*
 * Chosen on the four story sets together: without size_gain events of a dozen
 * reports fall apart, at 0.8 look-alikes are joined.
 */
static const stm_cluster_opts cluster_opts = {
    .bar = 0.0f, .size_gain = 0.5f, .size_most = 12};

/* Log odds of an article and one that it shares too little with to be asked. */
static const float unlinked_least = -3.0f;
static const float unlinked_most = 6.0f;

typedef struct scoring {
    const stm_pair *pairs;
    stm_link *links;
} scoring;

static stm_status score_one(void *ctx, uint32_t item, uint32_t worker)
{
    (void)worker;
    const scoring *s = ctx;
    const stm_pair *p = &s->pairs[item];
    s->links[item] = (stm_link){p->a, p->b, stm_pair_log_odds(p->x) + leniency};
    return STM_OK;
}

/* What a story's articles are to each other, summed over its pairs. */
typedef struct bond {
    float sum; /* of likelihoods, 0..1 each */
    uint32_t n;
} bond;

typedef struct builder {
    const stm_pile *pile;
    const stm_grouping *grouping;
    const stm_link *links;
    uint32_t *group;  /* group[n]: smallest member of its cluster */
    uint32_t *number; /* number[n]: story of a cluster's smallest member */
    bond *bonds;      /* bonds[n]: of each article inside its story */
    stm_story *stories;
    uint32_t n_stories;
    stm_arena *arena;
} builder;

static float likelihood(float log_odds)
{
    return 1.0f / (1.0f + expf(-log_odds));
}

static void sum_bonds(builder *b)
{
    for (uint32_t i = 0; i < b->grouping->found.n; i++) {
        const stm_link *l = &b->links[i];
        if (b->group[l->a] != b->group[l->b])
            continue;
        const float p = likelihood(l->log_odds);
        b->bonds[l->a].sum += p;
        b->bonds[l->b].sum += p;
        b->bonds[l->a].n++;
        b->bonds[l->b].n++;
    }
}

/* One story a cluster, members in order of the pile. */
static void lay_out(builder *b)
{
    const uint32_t n = b->grouping->n;
    uint32_t *sizes = stm_arena_alloc(b->arena, n, sizeof *sizes);
    if (b->arena->failed)
        return;
    for (uint32_t i = 0; i < n; i++) {
        if (b->group[i] == i)
            b->number[i] = b->n_stories++;
        sizes[b->group[i]]++;
    }
    b->stories = stm_arena_alloc(b->arena, b->n_stories, sizeof *b->stories);
    uint32_t *members = stm_arena_alloc(b->arena, n, sizeof *members);
    if (b->arena->failed)
        return;
    uint32_t at = 0;
    for (uint32_t i = 0; i < n; i++)
        if (b->group[i] == i) {
            b->stories[b->number[i]].articles = members + at;
            at += sizes[i];
        }
    for (uint32_t i = 0; i < n; i++) {
        stm_story *s = &b->stories[b->number[b->group[i]]];
        members[s->articles - members + s->n_articles++] =
            b->grouping->article[i];
    }
}

static float mean(bond b)
{
    return b.n == 0 ? 0.0f : b.sum / (float)b.n;
}

/* The story's headline is that of the article most like the others. */
static void describe(builder *b)
{
    float *best = stm_arena_alloc(b->arena, b->n_stories, sizeof *best);
    bond *whole = stm_arena_alloc(b->arena, b->n_stories, sizeof *whole);
    if (b->arena->failed)
        return;
    for (uint32_t k = 0; k < b->n_stories; k++) {
        b->stories[k].weakest = 1.0f;
        best[k] = -1.0f;
    }
    for (uint32_t i = 0; i < b->grouping->n; i++) {
        const uint32_t k = b->number[b->group[i]];
        stm_story *s = &b->stories[k];
        const float m = mean(b->bonds[i]);
        const stm_article *a = &b->pile->articles[b->grouping->article[i]];
        whole[k].sum += b->bonds[i].sum;
        whole[k].n += b->bonds[i].n;
        if (m < s->weakest)
            s->weakest = m;
        if (a->title.len > 0 && m > best[k]) {
            best[k] = m;
            s->title = a->title;
        }
    }
    for (uint32_t k = 0; k < b->n_stories; k++) {
        stm_story *s = &b->stories[k];
        s->cohesion = s->n_articles < 2 ? 1.0f : mean(whole[k]);
        if (s->n_articles < 2)
            s->weakest = 1.0f;
        stm_story_find_day(s, b->pile, b->arena);
    }
}

static int by_day(const void *x, const void *y)
{
    const stm_story *a = x;
    const stm_story *b = y;
    const int32_t p = stm_date_day_number(a->day);
    const int32_t q = stm_date_day_number(b->day);
    if (p != q)
        return p < q ? -1 : 1;
    return a->articles[0] < b->articles[0] ? -1
                                           : a->articles[0] > b->articles[0];
}

static stm_slice make_id(uint32_t number, stm_arena *arena)
{
    stm_buf buf;
    stm_buf_init(&buf, 32);
    stm_buf_byte(&buf, 's');
    stm_buf_u64(&buf, number + 1u);
    if (buf.status != STM_OK)
        arena->failed = true;
    const stm_slice id = stm_arena_copy(arena, stm_buf_slice(&buf));
    stm_buf_release(&buf);
    return id;
}

static void name_stories(builder *b, stm_stories *out)
{
    qsort(b->stories, b->n_stories, sizeof *b->stories, by_day);
    uint32_t *story_of =
        stm_arena_alloc(b->arena, b->pile->n_articles, sizeof *story_of);
    if (story_of == NULL)
        return;
    for (uint32_t i = 0; i < b->pile->n_articles; i++)
        story_of[i] = STM_NONE;
    for (uint32_t k = 0; k < b->n_stories; k++) {
        b->stories[k].id = make_id(k, b->arena);
        for (uint32_t i = 0; i < b->stories[k].n_articles; i++)
            story_of[b->stories[k].articles[i]] = k;
    }
    *out = (stm_stories){b->stories, b->n_stories, story_of};
}

/*
 * What is expected of a pair that is on neither side's list: at most what the
 * last of the list has, where the list was full, and little where it was not.
 * Of 400 articles on one happening each lists a few dozen, all of them alike;
 * the others are then taken to be so too.
 */
static void expect_unlinked(const builder *b, float *unlinked)
{
    const stm_candidates *found = &b->grouping->found;
    for (uint32_t i = 0; i < b->grouping->n; i++)
        unlinked[i] = found->full[i] ? unlinked_most : unlinked_least;
    for (uint32_t i = 0; i < found->n; i++) {
        const stm_link *l = &b->links[i];
        unlinked[l->a] = fminf(unlinked[l->a], l->log_odds);
        unlinked[l->b] = fminf(unlinked[l->b], l->log_odds);
    }
    for (uint32_t i = 0; i < b->grouping->n; i++)
        unlinked[i] = fmaxf(unlinked[i], unlinked_least);
}

static stm_status build(builder *b, stm_pool *pool, stm_stories *out)
{
    const stm_grouping *g = b->grouping;
    stm_link *links = stm_arena_alloc(b->arena, g->found.n, sizeof *links);
    float *unlinked = stm_arena_alloc(b->arena, g->n, sizeof *unlinked);
    b->group = stm_arena_alloc(b->arena, g->n, sizeof *b->group);
    b->number = stm_arena_alloc(b->arena, g->n, sizeof *b->number);
    b->bonds = stm_arena_alloc(b->arena, g->n, sizeof *b->bonds);
    if (b->arena->failed)
        return STM_ERR_NOMEM;
    scoring s = {.pairs = g->found.pairs, .links = links};
    b->links = links;
    STM_TRY(stm_pool_run(pool, g->found.n, score_one, &s));
    expect_unlinked(b, unlinked);
    STM_TRY(stm_cluster(links, g->found.n, unlinked, g->n, &cluster_opts,
                        b->group));
    sum_bonds(b);
    lay_out(b);
    if (!b->arena->failed)
        describe(b);
    if (!b->arena->failed)
        name_stories(b, out);
    return b->arena->failed ? STM_ERR_NOMEM : STM_OK;
}

stm_status stm_stories_from_articles(const stm_pile *pile, stm_pool *pool,
                                     stm_arena *arena, stm_stories *out,
                                     stm_error *err)
{
    stm_grouping grouping;
    stm_status status = stm_grouping_prepare(&grouping, pile, pool, arena);
    builder b = {.pile = pile, .grouping = &grouping, .arena = arena};
    if (status == STM_OK)
        status = build(&b, pool, out);
    stm_free(grouping.found.pairs);
    return status == STM_OK ? STM_OK
                            : stm_fail(err, status, 0, "grouping: %s",
                                       stm_status_text(status));
}
