#include "group/cluster.h"

#include <math.h>
#include <string.h>

#include "base/alloc.h"
#include "base/size.h"

#include "base/banned.h"

/*
 * Generic agglomeration (Muellner 2011) on a sparse graph. The sum of log
 * odds between clusters A and B is
 *
 *   sum over pairs of (u[x] + u[y]) / 2  =  (|B| U(A) + |A| U(B)) / 2
 *
 * with U the sum of `unlinked` over a cluster, and over the links of what
 * each lies above that: only this is kept beside each pair of clusters.
 *
 * A large cluster has more to go by, so that its average may be a little lower:
 * what is taken off the bar is added to the average instead.
 *
 * Every cluster has one offer in the heap, its best join when it was made.
 * A join changes the average of the joined cluster alone, and that one makes
 * a new offer; an average that fell makes an old offer too high, which is
 * seen when it comes to the top, and then it is made anew.
 */
typedef struct side {
    uint32_t other; /* a slot in use */
    double above;   /* sum over links of log odds less what was expected */
} side;

typedef struct cluster {
    side *sides; /* sides[n], ascending by other; owned */
    uint32_t n;
    uint32_t cap;
    uint32_t size;    /* articles */
    uint32_t name;    /* the smallest of them */
    uint32_t version; /* counts its joinings */
    uint32_t into;    /* the slot it was joined to; itself while in use */
    double unlinked;  /* sum over its articles */
} cluster;

typedef struct offer {
    double average;
    uint32_t low; /* names of both, for ties */
    uint32_t high;
    uint32_t slot; /* whose offer it is */
    uint32_t other;
    uint32_t version;
    uint32_t other_version;
} offer;

typedef struct joiner {
    cluster *slots;
    uint32_t n;
    const stm_cluster_opts *opts;
    offer *heap; /* heap[n_heap], at most one offer a slot in use */
    uint32_t n_heap;
    side *merged; /* merged[n]: scratch */
} joiner;

/* True when x goes first: higher average, then smaller names. */
static bool goes_first(const offer *x, const offer *y)
{
    if (x->average != y->average)
        return x->average > y->average;
    return x->low != y->low ? x->low < y->low : x->high < y->high;
}

static void heap_push(joiner *j, offer o)
{
    uint32_t at = j->n_heap++;
    while (at > 0 && goes_first(&o, &j->heap[(at - 1) / 2])) {
        j->heap[at] = j->heap[(at - 1) / 2];
        at = (at - 1) / 2;
    }
    j->heap[at] = o;
}

static offer heap_pop(joiner *j)
{
    offer *items = j->heap;
    const offer top = items[0];
    const offer last = items[--j->n_heap];
    uint32_t at = 0;
    for (;;) {
        uint32_t child = 2 * at + 1;
        if (child >= j->n_heap)
            break;
        if (child + 1 < j->n_heap &&
            goes_first(&items[child + 1], &items[child]))
            child++;
        if (!goes_first(&items[child], &last))
            break;
        items[at] = items[child];
        at = child;
    }
    items[at] = last;
    return top;
}

static double average(const joiner *j, const cluster *a, const cluster *b,
                      double above)
{
    const uint32_t larger = stm_max_u32(a->size, b->size);
    const double gain = (double)j->opts->size_gain *
                        log(stm_min_u32(larger, j->opts->size_most));
    const double expected =
        (b->size * a->unlinked + a->size * b->unlinked) / 2.0;
    return (expected + above) / ((double)a->size * b->size) + gain;
}

/* Offers the best join of a slot, where one is above the bar. */
static void make_offer(joiner *j, uint32_t slot)
{
    const cluster *c = &j->slots[slot];
    const double bar = (double)j->opts->bar;
    offer best = {.slot = slot, .other = slot};
    for (uint32_t i = 0; i < c->n; i++) {
        const cluster *d = &j->slots[c->sides[i].other];
        const offer o = {.average = average(j, c, d, c->sides[i].above),
                         .low = stm_min_u32(c->name, d->name),
                         .high = stm_max_u32(c->name, d->name),
                         .slot = slot,
                         .other = c->sides[i].other,
                         .version = c->version,
                         .other_version = d->version};
        if (o.average > bar && (best.other == slot || goes_first(&o, &best)))
            best = o;
    }
    if (best.other != slot)
        heap_push(j, best);
}

/* Where `other` stands in c's sides, or would stand. */
static uint32_t find_side(const cluster *c, uint32_t other)
{
    uint32_t low = 0;
    uint32_t high = c->n;
    while (low < high) {
        const uint32_t mid = low + (high - low) / 2;
        if (c->sides[mid].other < other)
            low = mid + 1;
        else
            high = mid;
    }
    return low;
}

static void drop_side(cluster *c, uint32_t other)
{
    const uint32_t at = find_side(c, other);
    c->n--;
    memmove(c->sides + at, c->sides + at + 1, (c->n - at) * sizeof *c->sides);
}

/* Room is there: a side to the cluster that is joined was just dropped. */
static void add_side(cluster *c, uint32_t other, double above)
{
    const uint32_t at = find_side(c, other);
    if (at < c->n && c->sides[at].other == other) {
        c->sides[at].above += above;
        return;
    }
    memmove(c->sides + at + 1, c->sides + at, (c->n - at) * sizeof *c->sides);
    c->sides[at] = (side){other, above};
    c->n++;
}

/* The sides of both without those between them, into j->merged. */
static uint32_t merge_sides(joiner *j, uint32_t a, uint32_t b)
{
    const cluster *x = &j->slots[a];
    const cluster *y = &j->slots[b];
    uint32_t i = 0;
    uint32_t k = 0;
    uint32_t n = 0;
    while (i < x->n || k < y->n) {
        const uint32_t p = i < x->n ? x->sides[i].other : UINT32_MAX;
        const uint32_t q = k < y->n ? y->sides[k].other : UINT32_MAX;
        side s = {stm_min_u32(p, q), 0.0};
        if (p == s.other)
            s.above += x->sides[i++].above;
        if (q == s.other)
            s.above += y->sides[k++].above;
        if (s.other != a && s.other != b)
            j->merged[n++] = s;
    }
    return n;
}

/* Joins slot b into slot a. */
static stm_status join(joiner *j, uint32_t a, uint32_t b)
{
    cluster *to = &j->slots[a];
    cluster *from = &j->slots[b];
    const uint32_t n = merge_sides(j, a, b);
    for (uint32_t i = 0; i < from->n; i++)
        if (from->sides[i].other != a) {
            cluster *other = &j->slots[from->sides[i].other];
            const double above = from->sides[i].above;
            drop_side(other, b);
            add_side(other, a, above);
        }
    stm_free(from->sides);
    from->sides = NULL;
    from->n = 0;
    from->into = a;
    if (!stm_grow(&to->sides, &to->cap, n, sizeof *to->sides))
        return STM_ERR_NOMEM;
    memcpy(to->sides, j->merged, n * sizeof *to->sides);
    to->n = n;
    to->size += from->size;
    to->unlinked += from->unlinked;
    to->name = stm_min_u32(to->name, from->name);
    to->version++;
    make_offer(j, a);
    return STM_OK;
}

static stm_status start(joiner *j, const stm_link *links, uint32_t n_links,
                        const float *unlinked)
{
    j->slots = stm_alloc(j->n, sizeof *j->slots);
    j->heap = stm_alloc(j->n, sizeof *j->heap);
    j->merged = stm_alloc(j->n, sizeof *j->merged);
    if (j->slots == NULL || j->heap == NULL || j->merged == NULL)
        return STM_ERR_NOMEM;
    for (uint32_t i = 0; i < j->n; i++)
        j->slots[i] = (cluster){
            .size = 1, .name = i, .into = i, .unlinked = (double)unlinked[i]};
    /* Ascending by a, b: first all links to smaller ones, then to greater. */
    for (int turn = 0; turn < 2; turn++)
        for (uint32_t i = 0; i < n_links; i++) {
            const stm_link *l = &links[i];
            const uint32_t of = turn == 0 ? l->b : l->a;
            cluster *c = &j->slots[of];
            if (!stm_grow(&c->sides, &c->cap, c->n + 1, sizeof *c->sides))
                return STM_ERR_NOMEM;
            c->sides[c->n++] = (side){
                l->a + l->b - of,
                (double)l->log_odds -
                    ((double)unlinked[l->a] + (double)unlinked[l->b]) / 2.0};
        }
    for (uint32_t i = 0; i < j->n; i++)
        make_offer(j, i);
    return STM_OK;
}

/* The best join of all is done, or an offer that no longer holds renewed. */
static stm_status step(joiner *j)
{
    const offer o = heap_pop(j);
    const cluster *a = &j->slots[o.slot];
    if (a->into != o.slot || a->version != o.version)
        return STM_OK; /* what it was joined to has made its own */
    const cluster *b = &j->slots[o.other];
    if (b->into != o.other || b->version != o.other_version) {
        make_offer(j, o.slot);
        return STM_OK;
    }
    return a->n >= b->n ? join(j, o.slot, o.other) : join(j, o.other, o.slot);
}

stm_status stm_cluster(const stm_link *links, uint32_t n_links,
                       const float *unlinked, uint32_t n,
                       const stm_cluster_opts *opts, uint32_t *group)
{
    joiner j = {.n = n, .opts = opts};
    stm_status status = start(&j, links, n_links, unlinked);
    while (status == STM_OK && j.n_heap > 0)
        status = step(&j);
    for (uint32_t i = 0; i < n && status == STM_OK; i++) {
        uint32_t at = i;
        while (j.slots[at].into != at)
            at = j.slots[at].into;
        group[i] = j.slots[at].name;
    }
    for (uint32_t i = 0; j.slots != NULL && i < n; i++)
        stm_free(j.slots[i].sides);
    stm_free(j.slots);
    stm_free(j.heap);
    stm_free(j.merged);
    return status;
}
