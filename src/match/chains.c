#include "match/chains.h"

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/map.h"
#include "base/size.h"
#include "base/status.h"

#include "base/banned.h"

enum {
    runs_max = 256,    /* a pair */
    look_back = 64,    /* anchors a chain may skip over */
    gap_max = 12,      /* words left out between two anchors of a chain */
    extend_words = 10, /* looked over at a chain's ends */
    extend_steps = 16, /* times a chain's end may move on */
    open_cost = STM_BIT,
    change_cost = STM_BIT * 3 / 2, /* a word changed for another */
    skip_cost = STM_BIT * 3 / 4,   /* a word more on one side */
};

/* How an anchor is chained. */
typedef struct stm_link {
    int32_t score; /* of the best chain that ends here */
    uint32_t from; /* anchor before it in that chain, or STM_NONE */
    bool used;
} stm_link;

void stm_chainer_init(stm_chainer *self, const stm_weights *weights)
{
    *self = (stm_chainer){.weights = weights};
    stm_anchors_init(&self->anchors);
}

void stm_chainer_release(stm_chainer *self)
{
    stm_anchors_release(&self->anchors);
    stm_free(self->quiet_sums);
    stm_free(self->loud_sums);
    stm_free(self->links);
    stm_free(self->runs);
    *self = (stm_chainer){0};
}

stm_status stm_chainer_load(stm_chainer *self, const stm_doc *a)
{
    const uint32_t n = a->n_words;
    if (!stm_grow(&self->quiet_sums, &self->cap_quiet, n + 1,
                  sizeof *self->quiet_sums) ||
        !stm_grow(&self->loud_sums, &self->cap_loud, n + 1,
                  sizeof *self->loud_sums))
        return STM_ERR_NOMEM;
    self->a = a;
    self->indexed = false;
    self->sums = self->quiet_sums;
    self->quiet_sums[0] = 0;
    self->loud_sums[0] = 0;
    for (uint32_t i = 0; i < n; i++) {
        const uint8_t flags = a->flags[i];
        const uint32_t loud = stm_weight_of(self->weights, a->words[i],
                                            (uint8_t)(flags & ~STM_WORD_QUIET));
        const uint32_t quiet = (flags & STM_WORD_QUIET) != 0 ? 0 : loud;
        self->quiet_sums[i + 1] = self->quiet_sums[i] + quiet;
        self->loud_sums[i + 1] = self->loud_sums[i] + loud;
    }
    return STM_OK;
}

void stm_chainer_hear_quiet(stm_chainer *self, bool heard)
{
    self->sums = heard ? self->loud_sums : self->quiet_sums;
}

static uint32_t weight(const stm_chainer *self, uint32_t from, uint32_t to)
{
    return self->sums[to] - self->sums[from];
}

static int compare_anchors(const void *x, const void *y)
{
    const stm_anchor *p = x;
    const stm_anchor *q = y;
    if (p->a != q->a)
        return p->a < q->a ? -1 : 1;
    if (p->b != q->b)
        return p->b < q->b ? -1 : 1;
    return 0;
}

/*
 * What it costs to go from the end of anchor `p` to the begin of `q`; false
 * where `q` does not follow. *cut is how many words of `q` lie in `p`.
 */
static bool link_cost(const stm_anchor *p, const stm_anchor *q, int32_t *cost,
                      uint32_t *cut)
{
    const uint32_t a_end = p->a + p->len;
    const uint32_t b_end = p->b + p->len;
    uint32_t over = 0;
    if (q->a < a_end)
        over = a_end - q->a;
    if (q->b < b_end)
        over = stm_max_u32(over, b_end - q->b);
    if (q->a <= p->a || q->b <= p->b || over >= q->len)
        return false;
    const uint32_t a_gap = q->a + over - a_end;
    const uint32_t b_gap = q->b + over - b_end;
    if (a_gap > gap_max || b_gap > gap_max)
        return false;
    const uint32_t both = stm_min_u32(a_gap, b_gap);
    const uint32_t rest = stm_max_u32(a_gap, b_gap) - both;
    *cost = (int32_t)(both * change_cost + rest * skip_cost);
    if (both + rest > 0)
        *cost += open_cost;
    *cut = over;
    return true;
}

static void score_chains(stm_chainer *self)
{
    const stm_anchor *anchors = self->anchors.items;
    for (uint32_t k = 0; k < self->anchors.len; k++) {
        const stm_anchor *q = &anchors[k];
        stm_link *link = &self->links[k];
        const int32_t alone = (int32_t)weight(self, q->a, q->a + q->len);
        *link = (stm_link){.score = alone, .from = STM_NONE};
        const uint32_t first = k > look_back ? k - look_back : 0;
        for (uint32_t j = k; j-- > first;) {
            int32_t cost;
            uint32_t cut;
            if (!link_cost(&anchors[j], q, &cost, &cut))
                continue;
            const int32_t lost = (int32_t)weight(self, q->a, q->a + cut);
            const int32_t score = self->links[j].score + alone - lost - cost;
            if (score > link->score) {
                link->score = score;
                link->from = j;
            }
        }
    }
}

/*
 * A small alignment of words a0..a1 with b0..b1 (at most gap_max each):
 * equal words in order, by weight. Adds what it finds to the run.
 */
static void fill_gap(const stm_chainer *self, const stm_doc *b, uint32_t a0,
                     uint32_t a1, uint32_t b0, uint32_t b1, stm_run_pair *run)
{
    uint32_t bits[gap_max + 1][gap_max + 1];
    uint32_t words[gap_max + 1][gap_max + 1];
    const uint32_t n = a1 - a0;
    const uint32_t m = b1 - b0;
    if (n == 0 || m == 0 || n > gap_max || m > gap_max)
        return;
    memset(bits, 0, sizeof bits);
    memset(words, 0, sizeof words);
    for (uint32_t i = 1; i <= n; i++) {
        for (uint32_t j = 1; j <= m; j++) {
            const bool up = bits[i - 1][j] >= bits[i][j - 1];
            bits[i][j] = up ? bits[i - 1][j] : bits[i][j - 1];
            words[i][j] = up ? words[i - 1][j] : words[i][j - 1];
            if (self->a->words[a0 + i - 1] != b->words[b0 + j - 1])
                continue;
            const uint32_t with =
                bits[i - 1][j - 1] + weight(self, a0 + i - 1, a0 + i);
            if (with > bits[i][j]) {
                bits[i][j] = with;
                words[i][j] = words[i - 1][j - 1] + 1;
            }
        }
    }
    run->bits += bits[n][m];
    run->n_words += words[n][m];
}

/*
 * Goes on from a corner of the run over changed words to further equal
 * ones, while they weigh more than the change. `forward` begins at
 * a_last/b_last, else it ends at a_first/b_first. Returns false at the end.
 */
typedef enum direction { BACKWARD, FORWARD } direction;

static bool extend_once(const stm_chainer *self, const stm_doc *b,
                        direction way, stm_run_pair *run)
{
    int32_t best = 0;
    uint32_t best_a = 0;
    uint32_t best_b = 0;
    const bool forward = way == FORWARD;
    const uint32_t a_room =
        forward ? self->a->n_words - run->a_last : run->a_first;
    const uint32_t b_room = forward ? b->n_words - run->b_last : run->b_first;
    for (uint32_t i = 0; i < stm_min_u32(a_room, extend_words); i++) {
        const uint32_t ai = forward ? run->a_last + i : run->a_first - 1 - i;
        for (uint32_t j = 0; j < stm_min_u32(b_room, extend_words); j++) {
            const uint32_t bj =
                forward ? run->b_last + j : run->b_first - 1 - j;
            if (self->a->words[ai] != b->words[bj])
                continue;
            const uint32_t both = stm_min_u32(i, j);
            const uint32_t rest = stm_max_u32(i, j) - both;
            int32_t gain = (int32_t)weight(self, ai, ai + 1) -
                           (int32_t)(both * change_cost + rest * skip_cost);
            if (both + rest > 0)
                gain -= open_cost;
            if (gain > best) {
                best = gain;
                best_a = i + 1;
                best_b = j + 1;
            }
        }
    }
    if (best <= 0)
        return false;
    const uint32_t word =
        forward ? run->a_last + best_a - 1 : run->a_first - best_a;
    run->bits += weight(self, word, word + 1);
    run->n_words++;
    if (forward) {
        fill_gap(self, b, run->a_last, run->a_last + best_a - 1, run->b_last,
                 run->b_last + best_b - 1, run);
        run->a_last += best_a;
        run->b_last += best_b;
    } else {
        fill_gap(self, b, run->a_first - best_a + 1, run->a_first,
                 run->b_first - best_b + 1, run->b_first, run);
        run->a_first -= best_a;
        run->b_first -= best_b;
    }
    return true;
}

/* The run of the chain that ends at anchor `last`; marks its anchors used. */
static stm_run_pair trace_chain(stm_chainer *self, const stm_doc *b,
                                uint32_t last)
{
    const stm_anchor *end = &self->anchors.items[last];
    stm_run_pair run = {
        .a_first = end->a + end->len,
        .a_last = end->a + end->len,
        .b_first = end->b + end->len,
        .b_last = end->b + end->len,
    };
    for (uint32_t k = last; k != STM_NONE && !self->links[k].used;
         k = self->links[k].from) {
        const stm_anchor *p = &self->anchors.items[k];
        self->links[k].used = true;
        /* words of p that lie before the run so far */
        uint32_t len = p->len;
        len = stm_min_u32(len, run.a_first - p->a);
        len = stm_min_u32(len, run.b_first - p->b);
        fill_gap(self, b, p->a + len, run.a_first, p->b + len, run.b_first,
                 &run);
        run.n_words += len;
        run.bits += weight(self, p->a, p->a + len);
        run.a_first = p->a;
        run.b_first = p->b;
    }
    return run;
}

static int compare_by_bits(const void *x, const void *y)
{
    const stm_run_pair *p = x;
    const stm_run_pair *q = y;
    if (p->bits != q->bits)
        return p->bits > q->bits ? -1 : 1;
    if (p->a_first != q->a_first)
        return p->a_first < q->a_first ? -1 : 1;
    return p->b_first < q->b_first ? -1 : p->b_first > q->b_first;
}

static int compare_by_place(const void *x, const void *y)
{
    const stm_run_pair *p = x;
    const stm_run_pair *q = y;
    if (p->a_first != q->a_first)
        return p->a_first < q->a_first ? -1 : 1;
    return p->b_first < q->b_first ? -1 : p->b_first > q->b_first;
}

static uint32_t common(uint32_t a0, uint32_t a1, uint32_t b0, uint32_t b1)
{
    const uint32_t begin = stm_max_u32(a0, b0);
    const uint32_t end = stm_min_u32(a1, b1);
    return end > begin ? end - begin : 0;
}

/* Drops runs that say again what a weightier one says of the same words. */
static void drop_covered(stm_chainer *self)
{
    qsort(self->runs, self->n_runs, sizeof *self->runs, compare_by_bits);
    uint32_t kept = 0;
    for (uint32_t i = 0; i < self->n_runs; i++) {
        const stm_run_pair r = self->runs[i];
        uint32_t in_a = 0;
        uint32_t in_b = 0;
        for (uint32_t k = 0; k < kept; k++) {
            const stm_run_pair *q = &self->runs[k];
            in_a += common(r.a_first, r.a_last, q->a_first, q->a_last);
            in_b += common(r.b_first, r.b_last, q->b_first, q->b_last);
        }
        if (2 * in_a <= r.a_last - r.a_first &&
            2 * in_b <= r.b_last - r.b_first)
            self->runs[kept++] = r;
    }
    self->n_runs = kept;
    qsort(self->runs, self->n_runs, sizeof *self->runs, compare_by_place);
}

/* An order of anchors by the score of the chain that ends there. */
typedef struct ranked {
    int32_t score;
    uint32_t anchor;
} ranked;

static int compare_ranked(const void *x, const void *y)
{
    const ranked *p = x;
    const ranked *q = y;
    if (p->score != q->score)
        return p->score > q->score ? -1 : 1;
    return p->anchor < q->anchor ? -1 : 1;
}

static void extend(const stm_chainer *self, const stm_doc *b, stm_run_pair *run)
{
    for (uint32_t i = 0; i < extend_steps; i++)
        if (!extend_once(self, b, FORWARD, run))
            break;
    for (uint32_t i = 0; i < extend_steps; i++)
        if (!extend_once(self, b, BACKWARD, run))
            break;
}

static stm_status gather_runs(stm_chainer *self, const stm_doc *b,
                              uint32_t least_bits)
{
    ranked order[STM_ANCHORS_MAX];
    const uint32_t n = self->anchors.len;
    for (uint32_t k = 0; k < n; k++)
        order[k] = (ranked){self->links[k].score, k};
    qsort(order, n, sizeof *order, compare_ranked);
    for (uint32_t k = 0; k < n && self->n_runs < runs_max; k++) {
        if (self->links[order[k].anchor].used)
            continue;
        stm_run_pair run = trace_chain(self, b, order[k].anchor);
        /* what is too light by half will not grow enough at its ends */
        if (2 * run.bits < least_bits)
            continue;
        extend(self, b, &run);
        if (run.bits < least_bits)
            continue;
        if (!stm_grow(&self->runs, &self->cap_runs, self->n_runs + 1,
                      sizeof *self->runs))
            return STM_ERR_NOMEM;
        self->runs[self->n_runs++] = run;
    }
    if (self->n_runs > 1)
        drop_covered(self);
    return STM_OK;
}

stm_run_pair stm_chainer_grow(const stm_chainer *self, const stm_doc *b,
                              uint32_t i, uint32_t j)
{
    const uint32_t *x = self->a->words;
    const uint32_t *y = b->words;
    stm_run_pair run = {i, i, j, j, 0, 0};
    while (run.a_last < self->a->n_words && run.b_last < b->n_words &&
           x[run.a_last] == y[run.b_last]) {
        run.a_last++;
        run.b_last++;
    }
    if (run.a_last == i)
        return run;
    while (run.a_first > 0 && run.b_first > 0 &&
           x[run.a_first - 1] == y[run.b_first - 1]) {
        run.a_first--;
        run.b_first--;
    }
    run.n_words = run.a_last - run.a_first;
    run.bits = weight(self, run.a_first, run.a_last);
    extend(self, b, &run);
    return run;
}

stm_status stm_chainer_align(stm_chainer *self, const stm_doc *b,
                             uint32_t least_bits)
{
    self->n_runs = 0;
    if (!self->indexed)
        STM_TRY(
            stm_anchors_load(&self->anchors, self->a->words, self->a->n_words));
    self->indexed = true;
    STM_TRY(stm_anchors_find(&self->anchors, b->words, b->n_words));
    const uint32_t n = self->anchors.len;
    if (n == 0)
        return STM_OK;
    if (!stm_grow(&self->links, &self->cap_links, n, sizeof *self->links))
        return STM_ERR_NOMEM;
    qsort(self->anchors.items, n, sizeof *self->anchors.items, compare_anchors);
    score_chains(self);
    return gather_runs(self, b, least_bits);
}
