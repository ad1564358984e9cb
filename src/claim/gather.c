#include "claim/gather.h"

#include <math.h>
#include <stdlib.h>

#include "base/alloc.h"

#include "base/banned.h"

/* What a pair that was never compared counts in a mean, log-odds. */
static const float floor_odds = -6;

typedef struct edge {
    float score;
    uint32_t pair;
} edge;

/* The group being grown; parallel arrays over all units of the story. */
typedef struct grower {
    const stm_units *units;
    const stm_pairs *pairs;
    const stm_gather_opts *opts;
    bool *covered;     /* covered[n_pairs] */
    float *sum;        /* sum[n_units]: odds with members, listed pairs */
    uint32_t *listed;  /* listed[n_units]: how many of them */
    uint32_t *before;  /* before[n_units]: members it met in a group before */
    uint8_t *inside;   /* inside[n_units]: 1 touched, 2 member */
    uint32_t *touched; /* touched[n_touched] */
    uint32_t n_touched;
    uint32_t *of_article; /* of_article[n_members]: members from there */
    uint32_t *group;      /* group[n]: the members */
    uint32_t n;
    uint32_t *store; /* all groups' units, one after the other; owned */
    uint32_t n_store;
    uint32_t cap_store;
    stm_group *groups; /* units are offsets until finished; owned */
    uint32_t *begins;  /* begins[n_groups]: into store; owned */
    uint32_t n_groups;
    uint32_t cap_groups;
    uint32_t cap_begins;
} grower;

static int compare_edges(const void *a, const void *b)
{
    const edge *x = a;
    const edge *y = b;
    if (x->score != y->score)
        return x->score < y->score ? 1 : -1;
    return (x->pair > y->pair) - (x->pair < y->pair);
}

static void touch(grower *g, uint32_t unit)
{
    if (g->inside[unit] != 0)
        return;
    g->inside[unit] = 1;
    g->touched[g->n_touched++] = unit;
}

static void add_member(grower *g, uint32_t unit)
{
    touch(g, unit);
    g->inside[unit] = 2;
    g->group[g->n++] = unit;
    g->of_article[g->units->items[unit].member]++;
    for (uint32_t i = g->pairs->row[unit]; i < g->pairs->row[unit + 1]; i++) {
        const stm_pair *p = &g->pairs->items[g->pairs->row_pairs[i]];
        const uint32_t other = stm_pair_other(p, unit);
        touch(g, other);
        g->sum[other] += fmaxf(p->score, floor_odds);
        g->listed[other]++;
        g->before[other] += g->covered[g->pairs->row_pairs[i]];
    }
}

/* Mean log-odds of a unit with the members in other articles, less `again`. */
static float mean_odds(const grower *g, uint32_t unit)
{
    const uint32_t others = g->n - g->of_article[g->units->items[unit].member];
    if (others == 0)
        return floor_odds;
    const float missing = (float)(others - g->listed[unit]);
    return (g->sum[unit] + missing * floor_odds) / (float)others -
           g->opts->again * (float)g->before[unit] / (float)g->n;
}

static void grow(grower *g)
{
    while (g->n < STM_GROUP_MAX) {
        uint32_t best = STM_NONE;
        float best_odds = g->opts->join;
        for (uint32_t i = 0; i < g->n_touched; i++) {
            const uint32_t u = g->touched[i];
            if (g->inside[u] == 2)
                continue;
            const float odds = mean_odds(g, u);
            if (odds > best_odds ||
                (odds == best_odds && u < best && best != STM_NONE)) {
                best = u;
                best_odds = odds;
            }
        }
        if (best == STM_NONE)
            return;
        add_member(g, best);
    }
}

static void cover(grower *g)
{
    for (uint32_t m = 0; m < g->n; m++)
        for (uint32_t i = g->pairs->row[g->group[m]];
             i < g->pairs->row[g->group[m] + 1]; i++) {
            const uint32_t p = g->pairs->row_pairs[i];
            if (g->inside[stm_pair_other(&g->pairs->items[p], g->group[m])] ==
                2)
                g->covered[p] = true;
        }
}

static void reset(grower *g)
{
    for (uint32_t i = 0; i < g->n_touched; i++) {
        g->inside[g->touched[i]] = 0;
        g->sum[g->touched[i]] = 0;
        g->listed[g->touched[i]] = 0;
        g->before[g->touched[i]] = 0;
    }
    for (uint32_t i = 0; i < g->n; i++)
        g->of_article[g->units->items[g->group[i]].member] = 0;
    g->n_touched = 0;
    g->n = 0;
}

static int compare_ids(const void *a, const void *b)
{
    const uint32_t x = *(const uint32_t *)a;
    const uint32_t y = *(const uint32_t *)b;
    return (x > y) - (x < y);
}

static bool keep(grower *g)
{
    qsort(g->group, g->n, sizeof *g->group, compare_ids);
    if (!stm_grow(&g->store, &g->cap_store, g->n_store + g->n,
                  sizeof *g->store) ||
        !stm_grow(&g->groups, &g->cap_groups, g->n_groups + 1,
                  sizeof *g->groups) ||
        !stm_grow(&g->begins, &g->cap_begins, g->n_groups + 1,
                  sizeof *g->begins))
        return false;
    g->groups[g->n_groups] = (stm_group){.n_units = g->n};
    g->begins[g->n_groups++] = g->n_store;
    for (uint32_t i = 0; i < g->n; i++)
        g->store[g->n_store++] = g->group[i];
    return true;
}

static bool grow_all(grower *g)
{
    edge *edges = stm_alloc(g->pairs->n + 1u, sizeof *edges);
    if (edges == NULL)
        return false;
    uint32_t n = 0;
    for (uint32_t i = 0; i < g->pairs->n; i++)
        if (g->pairs->items[i].score > g->opts->seed)
            edges[n++] = (edge){g->pairs->items[i].score, i};
    qsort(edges, n, sizeof *edges, compare_edges);
    bool ok = true;
    for (uint32_t i = 0; ok && i < n; i++) {
        if (g->covered[edges[i].pair])
            continue;
        add_member(g, g->pairs->items[edges[i].pair].a);
        add_member(g, g->pairs->items[edges[i].pair].b);
        grow(g);
        cover(g);
        ok = keep(g);
        reset(g);
    }
    stm_free(edges);
    return ok;
}

static uint32_t count_shared(const grower *g, uint32_t a, uint32_t b)
{
    const uint32_t *x = g->store + g->begins[a];
    const uint32_t *y = g->store + g->begins[b];
    uint32_t i = 0;
    uint32_t k = 0;
    uint32_t n = 0;
    while (i < g->groups[a].n_units && k < g->groups[b].n_units) {
        const uint32_t u = x[i];
        const uint32_t v = y[k];
        n += u == v;
        i += u <= v;
        k += v <= u;
    }
    return n;
}

static bool nearly_one(const grower *g, uint32_t a, uint32_t b)
{
    const uint32_t na = g->groups[a].n_units;
    const uint32_t nb = g->groups[b].n_units;
    const uint32_t shared = count_shared(g, a, b);
    return shared == (na < nb ? na : nb) ||
           (float)shared >= g->opts->overlap * (float)(na + nb - shared);
}

/* Makes group b's units part of group a; b is emptied. */
static bool unite(grower *g, uint32_t a, uint32_t b)
{
    const uint32_t most = g->groups[a].n_units + g->groups[b].n_units;
    if (!stm_grow(&g->store, &g->cap_store, g->n_store + most,
                  sizeof *g->store))
        return false;
    const uint32_t *x = g->store + g->begins[a];
    const uint32_t *y = g->store + g->begins[b];
    uint32_t *out = g->store + g->n_store;
    uint32_t i = 0;
    uint32_t k = 0;
    uint32_t n = 0;
    while (i < g->groups[a].n_units || k < g->groups[b].n_units) {
        const uint32_t u = i < g->groups[a].n_units ? x[i] : STM_NONE;
        const uint32_t v = k < g->groups[b].n_units ? y[k] : STM_NONE;
        out[n++] = u < v ? u : v;
        i += u <= v;
        k += v <= u;
    }
    g->begins[a] = g->n_store;
    g->groups[a].n_units = n;
    g->groups[b].n_units = 0;
    g->n_store += n;
    return true;
}

typedef struct sized {
    uint32_t n;
    uint32_t group;
} sized;

static int compare_sizes(const void *a, const void *b)
{
    const sized *x = a;
    const sized *y = b;
    if (x->n != y->n)
        return x->n < y->n ? 1 : -1;
    return (x->group > y->group) - (x->group < y->group);
}

/*
 * The largest first; each is held against kept groups with which it shares
 * its first units. `of_unit` lists them: (unit, group) chains.
 */
static bool unite_all(grower *g)
{
    sized *order = stm_alloc(g->n_groups + 1u, sizeof *order);
    uint32_t *seen = stm_alloc(g->n_groups + 1u, sizeof *seen);
    uint32_t *head = stm_alloc(g->units->n + 1u, sizeof *head);
    uint32_t *next = NULL;
    uint32_t *who = NULL;
    uint32_t n_links = 0;
    uint32_t cap_next = 0;
    uint32_t cap_who = 0;
    bool ok = order != NULL && seen != NULL && head != NULL;
    for (uint32_t i = 0; ok && i < g->n_groups; i++)
        order[i] = (sized){g->groups[i].n_units, i};
    if (ok)
        qsort(order, g->n_groups, sizeof *order, compare_sizes);
    for (uint32_t i = 0; ok && i < g->n_groups; i++) {
        const uint32_t b = order[i].group;
        uint32_t home = STM_NONE;
        for (uint32_t k = 0; k < g->groups[b].n_units; k++)
            for (uint32_t l = head[g->store[g->begins[b] + k]]; l != 0;
                 l = next[l - 1]) {
                const uint32_t a = who[l - 1];
                if (seen[a] == i + 1)
                    continue;
                seen[a] = i + 1;
                if (nearly_one(g, a, b) && (home == STM_NONE || a < home))
                    home = a;
            }
        const uint32_t from = g->begins[b];
        const uint32_t n = g->groups[b].n_units;
        if (home != STM_NONE)
            ok = unite(g, home, b);
        const uint32_t kept = home == STM_NONE ? b : home;
        ok = ok && stm_grow(&next, &cap_next, n_links + n, sizeof *next) &&
             stm_grow(&who, &cap_who, n_links + n, sizeof *who);
        for (uint32_t k = 0; ok && k < n; k++) {
            const uint32_t u = g->store[from + k];
            next[n_links] = head[u];
            who[n_links++] = kept;
            head[u] = n_links;
        }
    }
    stm_free(order);
    stm_free(seen);
    stm_free(head);
    stm_free(next);
    stm_free(who);
    return ok;
}

/* Fills cohesion and weakest. */
static void judge(grower *g, stm_group *group)
{
    for (uint32_t i = 0; i < group->n_units; i++)
        g->inside[group->units[i]] = 2;
    float total = 0;
    float pairs = 0;
    group->weakest = 1;
    for (uint32_t i = 0; i < group->n_units; i++) {
        const uint32_t u = group->units[i];
        float sum = 0;
        for (uint32_t k = g->pairs->row[u]; k < g->pairs->row[u + 1]; k++) {
            const stm_pair *p = &g->pairs->items[g->pairs->row_pairs[k]];
            if (g->inside[stm_pair_other(p, u)] == 2)
                sum += 1 / (1 + expf(-p->score));
        }
        float others = 0;
        for (uint32_t k = 0; k < group->n_units; k++)
            others += g->units->items[group->units[k]].member !=
                      g->units->items[u].member;
        if (others > 0)
            group->weakest = fminf(group->weakest, sum / others);
        total += sum;
        pairs += others;
    }
    group->cohesion = pairs > 0 ? total / pairs : 1;
    for (uint32_t i = 0; i < group->n_units; i++)
        g->inside[group->units[i]] = 0;
}

static stm_status hand_over(grower *g, stm_arena *arena, stm_group **out,
                            uint32_t *n_out)
{
    stm_group *groups =
        stm_arena_alloc(arena, g->n_groups + 1u, sizeof *groups);
    if (groups == NULL)
        return STM_ERR_NOMEM;
    uint32_t n = 0;
    for (uint32_t i = 0; i < g->n_groups; i++) {
        stm_group x = g->groups[i];
        if (x.n_units == 0)
            continue;
        x.units = stm_arena_copy_array(arena, g->store + g->begins[i],
                                       x.n_units, sizeof *x.units);
        if (x.units == NULL)
            return STM_ERR_NOMEM;
        judge(g, &x);
        groups[n++] = x;
    }
    *out = groups;
    *n_out = n;
    return STM_OK;
}

static void release(grower *g)
{
    stm_free(g->covered);
    stm_free(g->sum);
    stm_free(g->listed);
    stm_free(g->before);
    stm_free(g->inside);
    stm_free(g->touched);
    stm_free(g->of_article);
    stm_free(g->group);
    stm_free(g->store);
    stm_free(g->groups);
    stm_free(g->begins);
}

stm_status stm_groups_from_pairs(const stm_units *units, const stm_pairs *pairs,
                                 const stm_gather_opts *opts, stm_arena *arena,
                                 stm_group **out, uint32_t *n_out)
{
    grower g = {.units = units, .pairs = pairs, .opts = opts};
    const size_t n = units->n + 1u;
    g.covered = stm_alloc(pairs->n + 1u, sizeof *g.covered);
    g.sum = stm_alloc(n, sizeof *g.sum);
    g.listed = stm_alloc(n, sizeof *g.listed);
    g.before = stm_alloc(n, sizeof *g.before);
    g.inside = stm_alloc(n, sizeof *g.inside);
    g.touched = stm_alloc(n, sizeof *g.touched);
    g.of_article = stm_alloc(units->n_members + 1u, sizeof *g.of_article);
    g.group = stm_alloc(STM_GROUP_MAX + 2, sizeof *g.group);
    stm_status status = STM_ERR_NOMEM;
    if (g.covered != NULL && g.sum != NULL && g.listed != NULL &&
        g.before != NULL && g.inside != NULL && g.touched != NULL &&
        g.of_article != NULL && g.group != NULL && grow_all(&g) &&
        unite_all(&g))
        status = hand_over(&g, arena, out, n_out);
    release(&g);
    return status;
}
