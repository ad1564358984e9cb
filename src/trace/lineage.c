#include <math.h>
#include <stdlib.h>

#include "base/buf.h"
#include "trace/direction.h"
#include "trace/statements.h"
#include "trace/trace.h"
#include "trace/unseen.h"

#include "base/banned.h"

/* An article derives wholly from another at this share of its words. */
static const float wholly_share = 0.7f;

/* Copies with less in common than this may be of two versions of a text. */
static const float version_share = 0.4f;

/*
 * Less wording in common than this, without what both quote, is no lineage:
 * share of either's words, and bits.
 */
static const float least_share = 0.04f;
static const float least_bits = 60.0f;

/* Evidence shown of one line's wording. */
enum { passages_shown = 4 };

/* Statements of a story that are drawn, and so lines into one article. */
enum { statements_each = 12, lines_each = 2 + statements_each };

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
    uint32_t *pairs;   /* numbers of shares, by story */
    uint32_t *at;      /* at[n_stories + 1], into pairs */
    uint32_t *text_of; /* text_of[n_articles]: lost text it carries, or NONE */
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

/* Pairs of each story, in the order of the shares. */
static bool list_pairs(tracer *t)
{
    const stm_pile *pile = t->pile;
    t->pairs = stm_arena_alloc(t->arena, t->shares.n, sizeof *t->pairs);
    t->at = stm_arena_alloc(t->arena, pile->n_stories + 2u, sizeof *t->at);
    t->text_of =
        stm_arena_alloc(t->arena, pile->n_articles, sizeof *t->text_of);
    if (t->arena->failed)
        return false;
    for (uint32_t i = 0; i < pile->n_articles; i++)
        t->text_of[i] = STM_NONE;
    for (uint32_t i = 0; i < t->shares.n; i++)
        t->at[pile->story_of[t->shares.items[i].a] + 2]++;
    for (uint32_t s = 0; s < pile->n_stories; s++)
        t->at[s + 2] += t->at[s + 1];
    for (uint32_t i = 0; i < t->shares.n; i++)
        t->pairs[t->at[pile->story_of[t->shares.items[i].a] + 1]++] = i;
    return true;
}

static bool tells_lineage(const stm_shared *s)
{
    const float share = s->own_of_a > s->own_of_b ? s->own_of_a : s->own_of_b;
    return share >= least_share && s->own_bits >= least_bits;
}

static uint8_t degree_of(float share)
{
    return share >= wholly_share ? STM_DEGREE_WHOLLY : STM_DEGREE_PARTLY;
}

static void add_edge(tracer *t, stm_edge e)
{
    if (t->n_edges < t->cap_edges)
        t->edges[t->n_edges++] = e;
}

/* The passages that show it, at most four, told from the side of `to`. */
static uint32_t list_wording(const tracer *t, const stm_shared *s, uint32_t to,
                             stm_evidence *list)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < s->n_matches && n < passages_shown; i++) {
        const uint32_t match = t->shares.matches[s->first_match + i];
        const stm_match *m = &t->pile->matches[match];
        list[n++] =
            (stm_evidence){.kind = STM_EVIDENCE_WORDING,
                           .for_edge = true,
                           .match = match,
                           .at = to == m->a ? m->a_span : m->b_span,
                           .text = m->kind == STM_MATCH_REPRINT
                                       ? STM_LIT("a passage in the same words")
                                       : STM_LIT("a passage in other words")};
    }
    return n;
}

/* Lines between articles */

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
static void add_taken(tracer *t, uint32_t to, const parent *best)
{
    const stm_shared *s = best->shared;
    const stm_direction *d = &best->direction;
    stm_evidence *list =
        stm_arena_alloc(t->arena, passages_shown + d->n_evidence, sizeof *list);
    if (list == NULL)
        return;
    uint32_t n = list_wording(t, s, to, list);
    for (uint32_t i = 0; i < d->n_evidence; i++)
        list[n++] = d->evidence[i];
    add_edge(t, (stm_edge){.from = s->a == to ? s->b : s->a,
                           .lost = STM_NONE,
                           .to = to,
                           .degree = degree_of(best->share),
                           .direction_known = d->is_known,
                           .share = best->share,
                           .confidence = d->confidence,
                           .evidence = list,
                           .n_evidence = n});
}

static bool may_be_parent(const stm_shared *s, const stm_direction *d,
                          uint32_t to)
{
    const bool a_is_to = s->a == to;
    if (d->is_known)
        return d->a_from_b == a_is_to;
    return !a_is_to; /* undecided: the earlier in the pile */
}

/* Two copies of one unseen text: neither has it from the other. */
static bool is_explained(const tracer *t, const stm_shared *s,
                         const stm_direction *d)
{
    return t->text_of[s->a] != STM_NONE &&
           t->text_of[s->a] == t->text_of[s->b] && !d->by_citation;
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
        if (is_explained(t, s, &d))
            continue;
        const uint32_t to = may_be_parent(s, &d, s->a) ? s->a : s->b;
        const float share = to == s->a ? s->of_a : s->of_b;
        if (best[to].shared == NULL || share > best[to].share)
            best[to] = (parent){s, d, share};
    }
    for (uint32_t i = 0; i < n; i++)
        if (best[i].shared != NULL)
            add_taken(t, i, &best[i]);
}

/* Lines from texts that are not in the pile */

static stm_lost_origin *add_lost(tracer *t, uint32_t story)
{
    if (t->n_lost >= t->cap_lost)
        return NULL;
    stm_lost_origin *o = &t->lost[t->n_lost++];
    *o = (stm_lost_origin){.id = number_id(t->arena, 'o', t->n_lost),
                           .story = story,
                           .speaker = STM_NONE};
    return o;
}

/*
 * A credit stands for the whole, but where another copy shows that it has
 * some of the text and goes on with its own. Where no other copy has much of
 * it, it may be of another version.
 */
static uint8_t degree_of_carrier(const stm_carrier *c)
{
    const bool is_mixed = c->share >= version_share && c->share < wholly_share;
    if (c->how == STM_CARRIED_CREDIT && !c->in_part && !is_mixed)
        return STM_DEGREE_WHOLLY;
    return degree_of(isnan(c->share) ? 0.0f : c->share);
}

/* Set by hand; wording alone is the surer the more of it there is. */
static float confidence_of_carrier(const stm_carrier *c)
{
    const float share = isnan(c->share) ? 0.0f : c->share;
    switch ((stm_carried)c->how) {
    case STM_CARRIED_CREDIT:
        return 0.95f;
    case STM_CARRIED_TOLD:
        return 0.7f + 0.2f * share;
    case STM_CARRIED_WORDING:
        break;
    }
    return 0.55f + 0.35f * share;
}

static void add_carried(tracer *t, uint32_t lost, const stm_carrier *c,
                        stm_slice agency)
{
    stm_evidence *list =
        stm_arena_alloc(t->arena, passages_shown + 1, sizeof *list);
    if (list == NULL)
        return;
    uint32_t n = 0;
    if (c->how != STM_CARRIED_WORDING)
        list[n++] = (stm_evidence){
            .kind = STM_EVIDENCE_CREDIT,
            .for_edge = true,
            .match = STM_NONE,
            .at = c->at,
            .text = stm_arena_join(
                t->arena,
                c->how == STM_CARRIED_CREDIT
                    ? STM_LIT("it credits ")
                    : STM_LIT("in it somebody speaks to, or is seen by, "),
                agency)};
    if (c->kin != STM_NONE)
        n += list_wording(t, stm_shares_find(&t->shares, c->article, c->kin),
                          c->article, list + n);
    t->text_of[c->article] = lost;
    add_edge(t, (stm_edge){.from = STM_NONE,
                           .lost = lost,
                           .to = c->article,
                           .degree = degree_of_carrier(c),
                           .direction_known = true,
                           .share = c->share,
                           .confidence = confidence_of_carrier(c),
                           .agency = agency,
                           .evidence = list,
                           .n_evidence = n});
}

/* Passages between two carriers: what the text must have held. */
static void list_held(tracer *t, stm_lost_origin *o, const uint32_t *pairs,
                      uint32_t n_pairs)
{
    const uint32_t lost = (uint32_t)(o - t->lost);
    uint32_t n = 0;
    for (uint32_t i = 0; i < n_pairs; i++)
        n += t->shares.items[pairs[i]].n_matches;
    uint32_t *held = stm_arena_alloc(t->arena, n, sizeof *held);
    if (held == NULL)
        return;
    o->matches = held;
    for (uint32_t i = 0; i < n_pairs; i++) {
        const stm_shared *s = &t->shares.items[pairs[i]];
        if (t->text_of[s->a] != lost || t->text_of[s->b] != lost)
            continue;
        for (uint32_t k = 0; k < s->n_matches; k++)
            held[o->n_matches++] = t->shares.matches[s->first_match + k];
    }
}

static void trace_unseen(tracer *t, uint32_t story)
{
    const uint32_t *pairs = t->pairs + t->at[story];
    const uint32_t n_pairs = t->at[story + 1] - t->at[story];
    stm_unseen_list list = {0};
    if (!stm_unseen_from_story(t->pile, &t->pile->stories[story], &t->shares,
                               pairs, n_pairs, t->arena, &list))
        return;
    for (uint32_t i = 0; i < list.n; i++) {
        const stm_unseen *u = &list.items[i];
        stm_lost_origin *o = add_lost(t, story);
        uint32_t *articles =
            stm_arena_alloc(t->arena, u->n_carriers, sizeof *articles);
        if (o == NULL || articles == NULL)
            return;
        o->agency = u->agency;
        o->articles = articles;
        o->n_articles = u->n_carriers;
        for (uint32_t k = 0; k < u->n_carriers; k++) {
            articles[k] = u->carriers[k].article;
            add_carried(t, (uint32_t)(o - t->lost), &u->carriers[k], u->agency);
        }
        list_held(t, o, pairs, n_pairs);
    }
}

/* Lines from statements */

static void add_said(tracer *t, uint32_t lost, const stm_quoting *q,
                     stm_slice speaker)
{
    stm_evidence *e = stm_arena_alloc(t->arena, 1, sizeof *e);
    if (e == NULL)
        return;
    *e = (stm_evidence){
        .kind = STM_EVIDENCE_WORDING,
        .for_edge = true,
        .match = STM_NONE,
        .at = q->at,
        .text = stm_arena_join(
            t->arena,
            q->direct ? STM_LIT("it quotes words that others quote too, from ")
                      : STM_LIT("it gives words that others give too, from "),
            speaker)};
    add_edge(t, (stm_edge){.from = STM_NONE,
                           .lost = lost,
                           .to = q->article,
                           .degree = degree_of(q->share),
                           .direction_known = true,
                           .share = q->share,
                           .confidence = q->direct ? 0.85f : 0.65f,
                           .evidence = e,
                           .n_evidence = 1});
}

/* An article that is wholly somebody's copy has the words from there. */
static uint32_t *list_wholes(const tracer *t)
{
    const uint32_t n = t->pile->n_articles;
    uint32_t *of = stm_arena_alloc(t->arena, n, sizeof *of);
    for (uint32_t i = 0; of != NULL && i < n; i++)
        of[i] = STM_NONE;
    for (uint32_t i = 0; of != NULL && i < t->n_edges; i++)
        if (t->edges[i].lost != STM_NONE &&
            t->edges[i].degree == STM_DEGREE_WHOLLY)
            of[t->edges[i].to] = t->edges[i].lost;
    return of;
}

/* The carrier whose outlet `q` names: it has the words from there. */
static const stm_quoting *cited_by(const tracer *t, const stm_statement *s,
                                   const stm_quoting *q, stm_span *at)
{
    for (uint32_t i = 0; i < s->n_articles; i++) {
        const stm_quoting *other = &s->articles[i];
        *at = other == q ? (stm_span){0, 0}
                         : stm_outlet_named(&t->pile->articles[q->article],
                                            &t->pile->articles[other->article]);
        if (!stm_span_is_empty(*at))
            return other;
    }
    return NULL;
}

static void add_cited(tracer *t, const stm_quoting *q, const stm_quoting *from,
                      stm_span at)
{
    stm_evidence *e = stm_arena_alloc(t->arena, 1, sizeof *e);
    if (e == NULL)
        return;
    *e = (stm_evidence){
        .kind = STM_EVIDENCE_CITES,
        .for_edge = true,
        .match = STM_NONE,
        .at = at,
        .text = stm_arena_join(t->arena,
                               STM_LIT("it gives somebody's words and names "),
                               t->pile->articles[from->article].outlet)};
    add_edge(t, (stm_edge){.from = from->article,
                           .lost = STM_NONE,
                           .to = q->article,
                           .degree = degree_of(q->share),
                           .direction_known = true,
                           .share = q->share,
                           .confidence = 0.8f,
                           .evidence = e,
                           .n_evidence = 1});
}

/* Carriers that have it from nobody in the pile draw on the lost text. */
static void trace_statement(tracer *t, uint32_t story, const stm_statement *s,
                            const uint32_t *whole_of)
{
    uint32_t *drawing =
        stm_arena_alloc(t->arena, s->n_articles, sizeof *drawing);
    uint32_t *articles =
        stm_arena_alloc(t->arena, s->n_articles, sizeof *articles);
    if (t->arena->failed)
        return;
    uint32_t n = 0;
    for (uint32_t i = 0; i < s->n_articles; i++) {
        const stm_quoting *q = &s->articles[i];
        stm_span at;
        const stm_quoting *from = cited_by(t, s, q, &at);
        if (whole_of[q->article] != STM_NONE)
            continue;
        if (from != NULL)
            add_cited(t, q, from, at);
        else
            drawing[n++] = i;
    }
    if (n == 0 || (n == 1 && n < s->n_articles))
        return; /* the one that is left is where the others have it from */
    stm_lost_origin *o = add_lost(t, story);
    if (o == NULL)
        return;
    o->speaker = s->speaker;
    o->articles = articles;
    o->n_articles = n;
    o->matches = s->matches;
    o->n_matches = s->n_matches;
    for (uint32_t i = 0; i < n; i++) {
        articles[i] = s->articles[drawing[i]].article;
        add_said(t, (uint32_t)(o - t->lost), &s->articles[drawing[i]],
                 t->pile->speakers[s->speaker].name);
    }
}

static void trace_statements(tracer *t, uint32_t story,
                             const uint32_t *whole_of)
{
    stm_statement_list list;
    if (!stm_statements_from_pairs(t->pile, &t->shares, t->pairs + t->at[story],
                                   t->at[story + 1] - t->at[story], whole_of,
                                   t->arena, &list))
        t->arena->failed = true;
    for (uint32_t i = 0; i < list.n && i < statements_each; i++)
        trace_statement(t, story, &list.items[i], whole_of);
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
    t.cap_edges = lines_each * pile->n_articles + 1;
    t.cap_lost = pile->n_articles + statements_each * pile->n_stories + 1;
    t.edges = stm_arena_alloc(arena, t.cap_edges, sizeof *t.edges);
    t.lost = stm_arena_alloc(arena, t.cap_lost, sizeof *t.lost);
    if (arena->failed ||
        stm_shares_from_matches(pile, arena, &t.shares) != STM_OK ||
        !list_pairs(&t))
        return stm_fail(err, STM_ERR_NOMEM, 0, "out of memory");
    for (uint32_t i = 0; i < pile->n_stories; i++)
        if (pile->stories[i].n_articles > 1)
            trace_unseen(&t, i);
    const uint32_t *whole_of = list_wholes(&t);
    for (uint32_t i = 0; i < pile->n_stories && !arena->failed; i++)
        if (pile->stories[i].n_articles > 1)
            trace_statements(&t, i, whole_of);
    trace_pairs(&t);
    if (arena->failed)
        return stm_fail(err, STM_ERR_NOMEM, 0, "out of memory");
    qsort(t.edges, t.n_edges, sizeof *t.edges, by_end);
    *out = (stm_lineage){t.edges, t.n_edges, t.lost, t.n_lost};
    return STM_OK;
}
