#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "trace/direction.h"
#include "trace/trace.h"

#include "base/banned.h"

/* An article derives wholly from another at this share of its words. */
static const float wholly_share = 0.7f;

/* Less shared wording than this is no lineage: share of words, and bits. */
static const float least_share = 0.04f;
static const float least_bits = 60.0f;

typedef struct tracer {
    const stm_pile *pile;
    stm_arena *arena;
    stm_shares shares;
    stm_edge *edges;
    uint32_t n_edges;
    uint32_t cap_edges;
    stm_lost_origin *lost;
    uint32_t n_lost;
    uint32_t cap_lost;
} tracer;

static stm_slice number_id(stm_arena *arena, uint8_t letter, uint32_t number)
{
    stm_buf buf;
    stm_buf_init(&buf, 32);
    stm_buf_byte(&buf, letter);
    stm_buf_u64(&buf, number);
    const stm_slice id = stm_arena_copy(arena, stm_buf_slice(&buf));
    stm_buf_release(&buf);
    return id;
}

static bool tells_lineage(const stm_shared *s)
{
    const float share = s->of_a > s->of_b ? s->of_a : s->of_b;
    return share >= least_share && s->bits >= least_bits;
}

static uint8_t degree_of(float share)
{
    return share >= wholly_share ? STM_DEGREE_WHOLLY : STM_DEGREE_PARTLY;
}

static bool add_edge(tracer *t, stm_edge e)
{
    if (t->n_edges >= t->cap_edges)
        return false;
    t->edges[t->n_edges++] = e;
    return true;
}

/* The passages that show it, at most four, then what else speaks. */
static void give_evidence(tracer *t, stm_edge *e, const stm_shared *s,
                          const stm_direction *d)
{
    const uint32_t shown = s->n_matches < 4 ? s->n_matches : 4;
    stm_evidence *list =
        stm_arena_alloc(t->arena, shown + d->n_evidence, sizeof *list);
    if (list == NULL)
        return;
    uint32_t n = 0;
    for (uint32_t i = 0; i < shown; i++) {
        const uint32_t match = t->shares.matches[s->first_match + i];
        const stm_match *m = &t->pile->matches[match];
        list[n++] =
            (stm_evidence){.kind = STM_EVIDENCE_WORDING,
                           .for_edge = true,
                           .match = match,
                           .at = e->to == m->a ? m->a_span : m->b_span,
                           .text = m->kind == STM_MATCH_REPRINT
                                       ? STM_LIT("a passage in the same words")
                                       : STM_LIT("a passage in other words")};
    }
    for (uint32_t i = 0; i < d->n_evidence; i++)
        list[n++] = d->evidence[i];
    e->evidence = list;
    e->n_evidence = n;
}

/* What an article of a story may have been taken from. */
typedef struct parent {
    const stm_shared *shared;
    stm_direction direction;
    float share; /* of the article's words */
} parent;

/*
 * The edge into `to` from the article it shares most with, among those that
 * are not known to derive from it. Where nobody can tell, the one that comes
 * first in the pile stands as the source, and the edge says so.
 */
static void trace_article(tracer *t, uint32_t to, const parent *best)
{
    const stm_shared *s = best->shared;
    stm_edge e = {.from = s->a == to ? s->b : s->a,
                  .lost = STM_NONE,
                  .to = to,
                  .degree = degree_of(best->share),
                  .direction_known = best->direction.is_known,
                  .share = best->share,
                  .confidence = best->direction.confidence};
    give_evidence(t, &e, s, &best->direction);
    (void)add_edge(t, e);
}

static bool may_be_parent(const stm_shared *s, const stm_direction *d,
                          uint32_t to)
{
    const bool a_is_to = s->a == to;
    if (d->is_known)
        return d->a_from_b == a_is_to;
    return !a_is_to; /* undecided: the earlier in the pile */
}

static void trace_pairs(tracer *t)
{
    const uint32_t n = t->pile->n_articles;
    parent *best = stm_arena_alloc(t->arena, n, sizeof *best);
    if (best == NULL)
        return;
    for (uint32_t i = 0; i < t->shares.n; i++) {
        const stm_shared *s = &t->shares.items[i];
        if (!tells_lineage(s))
            continue;
        const stm_direction d = stm_direction_of(t->pile, s, t->arena);
        const uint32_t to = may_be_parent(s, &d, s->a) ? s->a : s->b;
        const float share = to == s->a ? s->of_a : s->of_b;
        if (best[to].shared == NULL || share > best[to].share)
            best[to] = (parent){s, d, share};
    }
    for (uint32_t i = 0; i < n; i++)
        if (best[i].shared != NULL)
            trace_article(t, i, &best[i]);
}

/* True where the outlet is the agency itself: its text is in the pile. */
static bool is_agency_itself(const stm_article *a, stm_slice agency)
{
    return stm_slice_ieq(a->outlet, agency);
}

static stm_span credit_place(const stm_article *a, stm_slice agency)
{
    for (uint32_t i = 0; i < a->n_credits; i++)
        if (stm_slice_eq(a->credits[i].agency, agency) &&
            a->credits[i].place <= STM_CREDIT_COPYRIGHT)
            return a->credits[i].at;
    return (stm_span){0, 0};
}

/* How much of an article stands in others that credit the same agency. */
static float share_with_copies(const tracer *t, uint32_t article,
                               const uint32_t *copies, uint32_t n)
{
    float best = 0.0f;
    for (uint32_t i = 0; i < n; i++) {
        const stm_shared *s =
            copies[i] == article
                ? NULL
                : stm_shares_find(&t->shares, article, copies[i]);
        const float v = s == NULL ? 0.0f : s->a == article ? s->of_a : s->of_b;
        best = v > best ? v : best;
    }
    return best;
}

static void edge_from_agency(tracer *t, uint32_t lost, uint32_t to,
                             stm_slice agency, float share)
{
    stm_evidence *e = stm_arena_alloc(t->arena, 1, sizeof *e);
    if (e == NULL)
        return;
    const stm_slice text =
        stm_arena_join(t->arena, STM_LIT("it credits "), agency);
    *e = (stm_evidence){.kind = STM_EVIDENCE_CREDIT,
                        .for_edge = true,
                        .match = STM_NONE,
                        .at = credit_place(&t->pile->articles[to], agency),
                        .text = text};
    (void)add_edge(t, (stm_edge){.from = STM_NONE,
                                 .lost = lost,
                                 .to = to,
                                 .degree = degree_of(share),
                                 .direction_known = true,
                                 .share = share,
                                 .confidence = 0.9f,
                                 .agency = agency,
                                 .evidence = e,
                                 .n_evidence = 1});
}

/* The agency's own text, unseen: one for the copies of it in a story. */
static void trace_agency(tracer *t, uint32_t story, stm_slice agency,
                         const uint32_t *copies, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++)
        if (is_agency_itself(&t->pile->articles[copies[i]], agency))
            return;
    if (t->n_lost >= t->cap_lost)
        return;
    const uint32_t lost = t->n_lost++;
    t->lost[lost] = (stm_lost_origin){
        .id = number_id(t->arena, 'o', lost + 1),
        .story = story,
        .agency = agency,
        .speaker = STM_NONE,
        .articles = stm_arena_copy_array(t->arena, copies, n, sizeof *copies),
        .n_articles = n};
    for (uint32_t i = 0; i < n; i++)
        edge_from_agency(t, lost, copies[i], agency,
                         share_with_copies(t, copies[i], copies, n));
}

static void trace_agencies(tracer *t, uint32_t story)
{
    const stm_story *s = &t->pile->stories[story];
    uint32_t *copies = stm_arena_alloc(t->arena, s->n_articles, sizeof *copies);
    bool *done = stm_arena_alloc(t->arena, s->n_articles, sizeof *done);
    if (t->arena->failed)
        return;
    for (uint32_t i = 0; i < s->n_articles; i++) {
        const stm_slice agency =
            stm_article_agency(&t->pile->articles[s->articles[i]]);
        if (done[i] || agency.len == 0)
            continue;
        uint32_t n = 0;
        for (uint32_t k = i; k < s->n_articles; k++)
            if (stm_slice_eq(
                    stm_article_agency(&t->pile->articles[s->articles[k]]),
                    agency)) {
                copies[n++] = s->articles[k];
                done[k] = true;
            }
        trace_agency(t, story, agency, copies, n);
    }
}

static int by_end(const void *x, const void *y)
{
    const stm_edge *a = x;
    const stm_edge *b = y;
    if (a->to != b->to)
        return a->to < b->to ? -1 : 1;
    if (a->from != b->from)
        return a->from < b->from ? -1 : 1;
    return a->lost < b->lost ? -1 : a->lost > b->lost;
}

stm_status stm_lineage_from_matches(const stm_pile *pile, stm_arena *arena,
                                    stm_lineage *out, stm_error *err)
{
    tracer t = {.pile = pile, .arena = arena};
    t.cap_edges = 2 * pile->n_articles + 1;
    t.cap_lost = pile->n_articles + 1;
    t.edges = stm_arena_alloc(arena, t.cap_edges, sizeof *t.edges);
    t.lost = stm_arena_alloc(arena, t.cap_lost, sizeof *t.lost);
    if (arena->failed ||
        stm_shares_from_matches(pile, arena, &t.shares) != STM_OK)
        return stm_fail(err, STM_ERR_NOMEM, 0, "out of memory");
    trace_pairs(&t);
    for (uint32_t i = 0; i < pile->n_stories; i++)
        if (pile->stories[i].n_articles > 1)
            trace_agencies(&t, i);
    if (arena->failed)
        return stm_fail(err, STM_ERR_NOMEM, 0, "out of memory");
    qsort(t.edges, t.n_edges, sizeof *t.edges, by_end);
    *out = (stm_lineage){t.edges, t.n_edges, t.lost, t.n_lost};
    return STM_OK;
}
