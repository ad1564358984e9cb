#include "group/cluster.h"

#include <string.h>

#include "base/alloc.h"
#include "base/size.h"

#include "base/banned.h"

/* Log odds of a pair that shares too little to have been compared. */
static const float unlinked_log_odds = -4.0f;

typedef struct side {
    uint32_t other; /* a cluster, alive */
    uint32_t count; /* links between the two */
    float sum;      /* of their log odds */
} side;

typedef struct cluster {
    side *sides; /* sides[n], ascending by other */
    uint32_t n;
    uint32_t cap;
    uint32_t size;
    uint32_t n_short; /* members whose list of partners is not full */
    uint32_t version; /* counts its joinings */
    uint32_t into;    /* the cluster it was joined to; itself while alive */
} cluster;

typedef struct offer {
    float average;
    uint32_t a;
    uint32_t b;
    uint32_t a_version;
    uint32_t b_version;
} offer;

typedef struct heap {
    offer *items;
    uint32_t n;
    uint32_t cap;
} heap;

typedef struct joiner {
    cluster *clusters;
    uint32_t n;
    heap heap;
} joiner;

/* True when x goes first: higher average, then smaller numbers. */
static bool goes_first(const offer *x, const offer *y)
{
    if (x->average != y->average)
        return x->average > y->average;
    return x->a != y->a ? x->a < y->a : x->b < y->b;
}

static bool heap_push(heap *h, offer o)
{
    if (!stm_grow(&h->items, &h->cap, h->n + 1, sizeof *h->items))
        return false;
    uint32_t at = h->n++;
    while (at > 0 && goes_first(&o, &h->items[(at - 1) / 2])) {
        h->items[at] = h->items[(at - 1) / 2];
        at = (at - 1) / 2;
    }
    h->items[at] = o;
    return true;
}

static offer heap_pop(heap *h)
{
    const offer top = h->items[0];
    const offer last = h->items[--h->n];
    uint32_t at = 0;
    for (;;) {
        uint32_t child = 2 * at + 1;
        if (child >= h->n)
            break;
        if (child + 1 < h->n &&
            goes_first(&h->items[child + 1], &h->items[child]))
            child++;
        if (!goes_first(&h->items[child], &last))
            break;
        h->items[at] = h->items[child];
        at = child;
    }
    h->items[at] = last;
    return top;
}

static float average(const cluster *a, const cluster *b, const side *s)
{
    const uint64_t known = (uint64_t)a->n_short * b->n_short;
    const uint64_t missing = known > s->count ? known - s->count : 0;
    return (s->sum + (float)missing * unlinked_log_odds) /
           (float)(s->count + missing);
}

static bool offer_join(joiner *j, uint32_t a, const side *s)
{
    const uint32_t low = stm_min_u32(a, s->other);
    const uint32_t high = stm_max_u32(a, s->other);
    const float value = average(&j->clusters[low], &j->clusters[high], s);
    if (!(value > 0.0f))
        return true;
    return heap_push(&j->heap,
                     (offer){value, low, high, j->clusters[low].version,
                             j->clusters[high].version});
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

static bool add_side(cluster *c, side s)
{
    const uint32_t at = find_side(c, s.other);
    if (at < c->n && c->sides[at].other == s.other) {
        c->sides[at].sum += s.sum;
        c->sides[at].count += s.count;
        return true;
    }
    if (!stm_grow(&c->sides, &c->cap, c->n + 1, sizeof *c->sides))
        return false;
    memmove(c->sides + at + 1, c->sides + at, (c->n - at) * sizeof *c->sides);
    c->sides[at] = s;
    c->n++;
    return true;
}

static void drop_side(cluster *c, uint32_t other)
{
    const uint32_t at = find_side(c, other);
    if (at == c->n || c->sides[at].other != other)
        return;
    c->n--;
    memmove(c->sides + at, c->sides + at + 1, (c->n - at) * sizeof *c->sides);
}

/* Joins b into a and offers a anew to all it now touches. */
static stm_status join(joiner *j, uint32_t a, uint32_t b)
{
    cluster *to = &j->clusters[a];
    cluster *from = &j->clusters[b];
    drop_side(to, b);
    for (uint32_t i = 0; i < from->n; i++) {
        const side s = from->sides[i];
        if (s.other == a)
            continue;
        cluster *other = &j->clusters[s.other];
        drop_side(other, b);
        if (!add_side(to, s) || !add_side(other, (side){a, s.count, s.sum}))
            return STM_ERR_NOMEM;
    }
    stm_free(from->sides);
    from->sides = NULL;
    from->n = from->cap = 0;
    from->into = a;
    to->size += from->size;
    to->n_short += from->n_short;
    to->version++;
    for (uint32_t i = 0; i < to->n; i++)
        if (!offer_join(j, a, &to->sides[i]))
            return STM_ERR_NOMEM;
    return STM_OK;
}

static stm_status start(joiner *j, const stm_link *links, uint32_t n_links,
                        const bool *full)
{
    j->clusters = stm_alloc(j->n, sizeof *j->clusters);
    if (j->clusters == NULL)
        return STM_ERR_NOMEM;
    for (uint32_t i = 0; i < j->n; i++)
        j->clusters[i] = (cluster){.size = 1, .n_short = !full[i], .into = i};
    for (uint32_t i = 0; i < n_links; i++) {
        const stm_link *l = &links[i];
        if (!add_side(&j->clusters[l->a], (side){l->b, 1, l->log_odds}) ||
            !add_side(&j->clusters[l->b], (side){l->a, 1, l->log_odds}))
            return STM_ERR_NOMEM;
    }
    for (uint32_t i = 0; i < j->n; i++)
        for (uint32_t k = 0; k < j->clusters[i].n; k++)
            if (j->clusters[i].sides[k].other > i &&
                !offer_join(j, i, &j->clusters[i].sides[k]))
                return STM_ERR_NOMEM;
    return STM_OK;
}

static bool stands(const joiner *j, const offer *o)
{
    const cluster *a = &j->clusters[o->a];
    const cluster *b = &j->clusters[o->b];
    return a->into == o->a && b->into == o->b && a->version == o->a_version &&
           b->version == o->b_version;
}

stm_status stm_cluster(const stm_link *links, uint32_t n_links,
                       const bool *full, uint32_t n, uint32_t *group)
{
    joiner j = {.n = n};
    stm_status status = start(&j, links, n_links, full);
    while (status == STM_OK && j.heap.n > 0) {
        const offer o = heap_pop(&j.heap);
        if (stands(&j, &o))
            status = join(&j, o.a, o.b);
    }
    for (uint32_t i = 0; i < n && status == STM_OK; i++) {
        group[i] = i;
        while (j.clusters[group[i]].into != group[i])
            group[i] = j.clusters[group[i]].into;
    }
    for (uint32_t i = 0; j.clusters != NULL && i < n; i++)
        stm_free(j.clusters[i].sides);
    stm_free(j.clusters);
    stm_free(j.heap.items);
    return status;
}
