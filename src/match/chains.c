#include "match/chains.h"

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/map.h"
#include "base/size.h"
#include "base/status.h"

#include "base/banned.h"

enum {
    seed_words = 3,
    hits_max = 8,         /* places in a that one run of b is tried at */
    anchors_max = 4096,   /* a pair */
    runs_max = 256,       /* a pair */
    look_back = 64,       /* anchors a chain may skip over */
    gap_max = 12,         /* words left out between two anchors of a chain */
    extend_words = 10,    /* looked over at a chain's ends */
    effort_per_word = 64, /* words compared, at most, for one of a and b */
    open_cost = STM_BIT,
    change_cost = STM_BIT * 3 / 2, /* a word changed for another */
    skip_cost = STM_BIT * 3 / 4,   /* a word more on one side */
};

/* A run of equal words, as long as it goes. */
typedef struct stm_anchor {
    uint32_t a;
    uint32_t b;
    uint32_t len;
    uint32_t from; /* anchor before it in the best chain, or STM_NONE */
    int32_t score; /* of the best chain that ends here */
    bool used;
} stm_anchor;

void stm_chainer_init(stm_chainer *self, const stm_weights *weights)
{
    *self = (stm_chainer){.weights = weights};
}

void stm_chainer_release(stm_chainer *self)
{
    stm_free(self->heads);
    stm_free(self->nexts);
    stm_free(self->sums);
    stm_free(self->anchors);
    stm_free(self->runs);
    *self = (stm_chainer){0};
}

static uint32_t trigram(const uint32_t *w)
{
    uint64_t h =
        ((w[0] * 0x9E3779B97F4A7C15u + w[1]) * 0xD6E8FEB86659FD93u + w[2]) *
        0xBF58476D1CE4E5B9u;
    return (uint32_t)(h >> 32);
}

stm_status stm_chainer_load(stm_chainer *self, const stm_doc *a)
{
    uint32_t size = 64;
    while (size < 2 * a->n_words && size < 1u << 30)
        size *= 2;
    if (!stm_grow(&self->heads, &self->cap_heads, size, sizeof *self->heads) ||
        !stm_grow(&self->nexts, &self->cap_nexts, a->n_words + 1,
                  sizeof *self->nexts) ||
        !stm_grow(&self->sums, &self->cap_sums, a->n_words + 1,
                  sizeof *self->sums))
        return STM_ERR_NOMEM;
    self->a = a;
    self->mask = size - 1;
    memset(self->heads, 0, size * sizeof *self->heads);
    self->sums[0] = 0;
    for (uint32_t i = 0; i < a->n_words; i++)
        self->sums[i + 1] =
            self->sums[i] +
            stm_weight_of(self->weights, a->words[i], a->flags[i]);
    /* from the end, so that the lists go upwards */
    for (uint32_t i = a->n_words; i-- > 0;) {
        if (i + seed_words > a->n_words)
            continue;
        uint32_t *head = &self->heads[trigram(a->words + i) & self->mask];
        self->nexts[i] = *head;
        *head = i + 1;
    }
    return STM_OK;
}

static uint32_t weight(const stm_chainer *self, uint32_t from, uint32_t to)
{
    return self->sums[to] - self->sums[from];
}

static stm_status push_anchor(stm_chainer *self, uint32_t a, uint32_t b,
                              uint32_t len)
{
    if (!stm_grow(&self->anchors, &self->cap_anchors, self->n_anchors + 1,
                  sizeof *self->anchors))
        return STM_ERR_NOMEM;
    self->anchors[self->n_anchors++] =
        (stm_anchor){.a = a, .b = b, .len = len, .from = STM_NONE};
    return STM_OK;
}

/* All runs of equal words that cannot be lengthened to the left. */
static stm_status find_anchors(stm_chainer *self, const stm_doc *b)
{
    const stm_doc *a = self->a;
    self->n_anchors = 0;
    uint64_t effort = (uint64_t)effort_per_word * (a->n_words + b->n_words);
    for (uint32_t j = 0; j + seed_words <= b->n_words; j++) {
        uint32_t at = self->heads[trigram(b->words + j) & self->mask];
        for (uint32_t hits = 0; at != 0 && hits < hits_max; hits++) {
            const uint32_t i = at - 1;
            at = self->nexts[i];
            if (i > 0 && j > 0 && a->words[i - 1] == b->words[j - 1])
                continue;
            uint32_t len = 0;
            while (i + len < a->n_words && j + len < b->n_words &&
                   a->words[i + len] == b->words[j + len])
                len++;
            if (len < seed_words)
                continue;
            STM_TRY(push_anchor(self, i, j, len));
            if (self->n_anchors >= anchors_max || effort < len)
                return STM_OK;
            effort -= len;
        }
    }
    return STM_OK;
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
    for (uint32_t k = 0; k < self->n_anchors; k++) {
        stm_anchor *q = &self->anchors[k];
        q->score = (int32_t)weight(self, q->a, q->a + q->len);
        const uint32_t first = k > look_back ? k - look_back : 0;
        const int32_t alone = q->score;
        for (uint32_t j = k; j-- > first;) {
            const stm_anchor *p = &self->anchors[j];
            int32_t cost;
            uint32_t cut;
            if (!link_cost(p, q, &cost, &cut))
                continue;
            const int32_t lost = (int32_t)weight(self, q->a, q->a + cut);
            const int32_t score = p->score + alone - lost - cost;
            if (score > q->score) {
                q->score = score;
                q->from = j;
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
    const stm_anchor *end = &self->anchors[last];
    stm_run_pair run = {
        .a_first = end->a + end->len,
        .a_last = end->a + end->len,
        .b_first = end->b + end->len,
        .b_last = end->b + end->len,
    };
    for (uint32_t k = last; k != STM_NONE && !self->anchors[k].used;
         k = self->anchors[k].from) {
        stm_anchor *p = &self->anchors[k];
        p->used = true;
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

static stm_status gather_runs(stm_chainer *self, const stm_doc *b,
                              uint32_t least_bits)
{
    ranked order[anchors_max];
    uint32_t n = 0;
    for (uint32_t k = 0; k < self->n_anchors; k++)
        order[n++] = (ranked){self->anchors[k].score, k};
    qsort(order, n, sizeof *order, compare_ranked);
    self->n_runs = 0;
    for (uint32_t k = 0; k < n && self->n_runs < runs_max; k++) {
        if (self->anchors[order[k].anchor].used)
            continue;
        stm_run_pair run = trace_chain(self, b, order[k].anchor);
        /* what is too light by half will not grow enough at its ends */
        if (2 * run.bits < least_bits)
            continue;
        for (uint32_t i = 0; i < 16 && extend_once(self, b, FORWARD, &run); i++)
            ;
        for (uint32_t i = 0; i < 16 && extend_once(self, b, BACKWARD, &run);
             i++)
            ;
        if (run.bits < least_bits)
            continue;
        if (!stm_grow(&self->runs, &self->cap_runs, self->n_runs + 1,
                      sizeof *self->runs))
            return STM_ERR_NOMEM;
        self->runs[self->n_runs++] = run;
    }
    if (self->n_runs > 0)
        drop_covered(self);
    return STM_OK;
}

stm_status stm_chainer_align(stm_chainer *self, const stm_doc *b,
                             uint32_t least_bits)
{
    self->n_runs = 0;
    STM_TRY(find_anchors(self, b));
    if (self->n_anchors == 0)
        return STM_OK;
    qsort(self->anchors, self->n_anchors, sizeof *self->anchors,
          compare_anchors);
    score_chains(self);
    return gather_runs(self, b, least_bits);
}
