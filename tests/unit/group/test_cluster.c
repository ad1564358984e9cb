#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "group/cluster.h"
#include "stm_test.h"

enum { most = 40 };

/* All pairs of a small graph, and the plain way to join them. */
typedef struct graph {
    uint32_t n;
    stm_link links[most * most];
    uint32_t n_links;
    float unlinked[most];
    bool linked[most][most];
    double odds[most][most]; /* of linked pairs; else what is expected */
    uint32_t group[most];
} graph;

static const stm_cluster_opts plain_opts = {0.0f, 0.0f, 1};

static uint32_t next_number(uint32_t *state)
{
    *state = *state * 1664525u + 1013904223u;
    return *state >> 8;
}

/* Sums of quarters are exact, so that no order of adding matters. */
static float quarters(uint32_t *state, int low, int high)
{
    const int span = (high - low) * 4 + 1;
    return (float)low + (float)(next_number(state) % (uint32_t)span) / 4.0f;
}

static void make_graph(graph *g, uint32_t n, uint32_t one_in, uint32_t *state)
{
    memset(g, 0, sizeof *g);
    g->n = n;
    for (uint32_t i = 0; i < n; i++)
        g->unlinked[i] = quarters(state, -6, 2);
    for (uint32_t a = 0; a < n; a++)
        for (uint32_t b = a + 1; b < n; b++) {
            double v = ((double)g->unlinked[a] + (double)g->unlinked[b]) / 2.0;
            if (next_number(state) % one_in == 0) {
                const float odds = quarters(state, -4, 5);
                g->links[g->n_links++] = (stm_link){a, b, odds};
                g->linked[a][b] = g->linked[b][a] = true;
                v = (double)odds;
            }
            g->odds[a][b] = g->odds[b][a] = v;
        }
}

/* The average of clusters x and y, members told by g->group; NAN: no link. */
static double plain_average(const graph *g, uint32_t x, uint32_t y,
                            const stm_cluster_opts *opts)
{
    double sum = 0;
    uint32_t sizes[2] = {0, 0};
    bool linked = false;
    for (uint32_t a = 0; a < g->n; a++) {
        sizes[0] += g->group[a] == x;
        sizes[1] += g->group[a] == y;
        for (uint32_t b = 0; b < g->n; b++)
            if (g->group[a] == x && g->group[b] == y) {
                sum += g->odds[a][b];
                linked = linked || g->linked[a][b];
            }
    }
    if (!linked)
        return (double)NAN;
    uint32_t larger = sizes[0] > sizes[1] ? sizes[0] : sizes[1];
    if (larger > opts->size_most)
        larger = opts->size_most;
    return sum / ((double)sizes[0] * sizes[1]) +
           (double)opts->size_gain * log(larger);
}

static void join_plainly(graph *g, const stm_cluster_opts *opts)
{
    for (uint32_t i = 0; i < g->n; i++)
        g->group[i] = i;
    for (;;) {
        double best = (double)opts->bar;
        uint32_t at[2] = {0, 0};
        for (uint32_t x = 0; x < g->n; x++)
            for (uint32_t y = x + 1; y < g->n; y++) {
                const double v = plain_average(g, x, y, opts);
                if (v > best) {
                    best = v;
                    at[0] = x;
                    at[1] = y;
                }
            }
        if (at[0] == at[1])
            return;
        for (uint32_t i = 0; i < g->n; i++)
            if (g->group[i] == at[1])
                g->group[i] = at[0];
    }
}

static void compare(graph *g, const stm_cluster_opts *opts)
{
    uint32_t group[most];
    if (!need_ok(
            stm_cluster(g->links, g->n_links, g->unlinked, g->n, opts, group)))
        return;
    join_plainly(g, opts);
    for (uint32_t i = 0; i < g->n; i++)
        assert_int_equal(group[i], g->group[i]);
}

TEST(random_graphs_are_joined_as_the_plain_way_joins_them)
{
    uint32_t state = 7;
    graph g;
    const uint32_t rounds = stm_test_faulting() ? 2 : 120;
    for (uint32_t round = 0; round < rounds; round++) {
        make_graph(&g, 2 + next_number(&state) % (most - 1),
                   1 + next_number(&state) % 8, &state);
        compare(&g, &plain_opts);
    }
}

TEST(a_gain_by_size_and_a_bar_join_as_the_plain_way_does)
{
    static const stm_cluster_opts opts = {-0.5f, 0.75f, 6};
    uint32_t state = 11;
    graph g;
    const uint32_t rounds = stm_test_faulting() ? 2 : 120;
    for (uint32_t round = 0; round < rounds; round++) {
        make_graph(&g, 2 + next_number(&state) % (most - 1),
                   1 + next_number(&state) % 8, &state);
        compare(&g, &opts);
    }
}

TEST(no_article_and_no_link_give_no_cluster)
{
    const float unlinked[2] = {5.0f, 5.0f};
    uint32_t group[2] = {9, 9};
    if (need_ok(stm_cluster(NULL, 0, unlinked, 0, &plain_opts, group)) &&
        need_ok(stm_cluster(NULL, 0, unlinked, 2, &plain_opts, group))) {
        assert_int_equal(group[0], 0);
        assert_int_equal(group[1], 1);
    }
}

/* Each is like the next and unlike all others: a rope, not a story. */
TEST(a_chain_is_not_pulled_into_one)
{
    stm_link links[most];
    float unlinked[most];
    uint32_t group[most];
    for (uint32_t i = 0; i < most; i++)
        unlinked[i] = -3.0f;
    for (uint32_t i = 0; i + 1 < most; i++)
        links[i] = (stm_link){i, i + 1, 2.0f};
    if (!need_ok(
            stm_cluster(links, most - 1, unlinked, most, &plain_opts, group)))
        return;
    uint32_t sizes[most] = {0};
    for (uint32_t i = 0; i < most; i++)
        sizes[group[i]]++;
    for (uint32_t i = 0; i < most; i++)
        assert_true(sizes[i] <= 3);
}

/* A hub that all link to: its sides are many, its joins are not. */
TEST(a_hub_of_many_sides_ends_soon)
{
    if (stm_test_faulting())
        return;
    enum { n = 20000 };
    stm_link *links = test_calloc(2 * n, sizeof *links);
    float *unlinked = test_calloc(n, sizeof *unlinked);
    uint32_t *group = test_calloc(n, sizeof *group);
    uint32_t at = 0;
    for (uint32_t i = 1; i < n; i++)
        links[at++] = (stm_link){0, i, 1.0f};
    for (uint32_t i = 1; i + 1 < n; i++)
        links[at++] = (stm_link){i, i + 1, 1.0f};
    if (need_ok(stm_cluster(links, at, unlinked, n, &plain_opts, group)))
        for (uint32_t i = 0; i < n; i++)
            assert_int_equal(group[i], 0);
    test_free(links);
    test_free(unlinked);
    test_free(group);
}
