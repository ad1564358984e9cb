#include "quote/tagger.h"

#include <string.h>

#include "base/map.h"
#include "base/size.h"
#include "quote/kernels.h"

#include "base/banned.h"

#define H STM_TAGGER_HIDDEN
#define HALF (STM_TAGGER_HIDDEN / 2)
#define GATES (2 * STM_TAGGER_HIDDEN)
#define L STM_LABEL_COUNT
#define LP (STM_LABEL_COUNT + 1) /* labels, padded */
#define WORST (INT64_MIN / 4)

/* --- the file ---------------------------------------------------------- */

extern const uint8_t stm_quote_weights[];
extern const uint8_t stm_quote_weights_end[];

static void point_into(const uint8_t *bytes, const stm_tagger_header *h,
                       stm_tagger *out)
{
    const uint8_t *at = bytes + sizeof *h;
    out->dense = (const stm_tagger_dense *)(const void *)at;
    at += sizeof *out->dense;
    out->lexicon.slots = (const uint32_t *)(const void *)at;
    out->lexicon.n_slots = h->n_lexicon;
    at += (size_t)h->n_lexicon * sizeof(uint32_t);
    out->slots = (const uint32_t *)(const void *)at;
    out->n_slots = h->n_slots;
    at += (size_t)h->n_slots * sizeof(uint32_t);
    out->rows = (const int8_t *)(const void *)at;
    out->n_rows = h->n_rows;
    at += (size_t)h->n_rows * H;
    out->shifts = at;
    out->cue_bonus = (int32_t)h->cue_bonus;
}

const stm_tagger *stm_tagger_shipped(stm_tagger *out)
{
    stm_tagger_header h;
    memcpy(&h, stm_quote_weights, sizeof h);
    point_into(stm_quote_weights, &h, out);
    return out;
}

static bool is_power_of_two(uint32_t n)
{
    return n > 0 && (n & (n - 1)) == 0;
}

/* No sum of an activation's bound times the weights may leave 32 bits. */
static bool fits(const int16_t *w, int32_t bias)
{
    int64_t sum = bias < 0 ? -(int64_t)bias : bias;
    for (uint32_t k = 0; k < H; k++)
        sum += (int64_t)(w[k] < 0 ? -w[k] : w[k]) * STM_TAGGER_CLIP;
    return sum < INT32_MAX;
}

static bool is_sound(const stm_tagger *t)
{
    const stm_tagger_dense *d = t->dense;
    for (uint32_t l = 0; l < STM_TAGGER_LAYERS; l++)
        for (uint32_t i = 0; i < GATES; i++)
            if (!fits(d->layer[l][i], d->layer_bias[l][i]))
                return false;
    for (uint32_t j = 0; j < L; j++)
        if (!fits(d->out[j], d->out_bias[j]))
            return false;
    for (uint32_t i = 0; i < H; i++)
        if (d->input_bias[i] > (1 << 24) || d->input_bias[i] < -(1 << 24))
            return false;
    for (uint32_t i = 0; i < t->n_slots; i++)
        if ((t->slots[i] & 0x1FFFFu) >= t->n_rows)
            return false;
    for (uint32_t i = 0; i < t->n_rows; i++)
        if (t->shifts[i] > 4)
            return false;
    return true;
}

stm_status stm_tagger_open(stm_slice bytes, stm_tagger *out, stm_error *err)
{
    stm_tagger_header h;
    if (bytes.len < sizeof h || memcmp(bytes.ptr, "STMQUOTE", 8) != 0)
        return stm_fail(err, STM_ERR_FORMAT, 0,
                        "not the quote reader's weights");
    memcpy(&h, bytes.ptr, sizeof h);
    if (h.version != STM_TAGGER_VERSION)
        return stm_fail(err, STM_ERR_FORMAT, 8,
                        "weights of version %u; this program reads version %u",
                        h.version, STM_TAGGER_VERSION);
    const uint64_t len = sizeof h + (uint64_t)h.dense_bytes +
                         4 * ((uint64_t)h.n_slots + h.n_lexicon) +
                         (uint64_t)h.n_rows * (H + 1);
    if (h.dense_bytes != sizeof(stm_tagger_dense) || len != bytes.len ||
        !is_power_of_two(h.n_slots) || !is_power_of_two(h.n_lexicon) ||
        h.n_rows == 0 || h.n_rows > 0x1FFFFu)
        return stm_fail(err, STM_ERR_FORMAT, 12,
                        "weights whose lengths do not add up");
    if (stm_hash(stm_slice_sub(bytes, sizeof h, bytes.len)) != h.hash)
        return stm_fail(err, STM_ERR_FORMAT, 32, "damaged weights");
    point_into(bytes.ptr, &h, out);
    if (!is_sound(out))
        return stm_fail(err, STM_ERR_FORMAT, sizeof h, "unsound weights");
    return STM_OK;
}

/* --- the network ------------------------------------------------------- */

typedef struct work {
    const stm_tagger *t;
    const stm_kernels *kernels;
    uint32_t n;
    int16_t *a;      /* a[n][H], ROW_BITS */
    int16_t *z;      /* z[n][H], GATE_BITS */
    int16_t *c;      /* c[n][H], STATE_BITS */
    int32_t *scores; /* scores[n][LP], SCORE_BITS */
    int64_t *alpha;  /* alpha[n][LP]: best path that ends there */
    int64_t *beta;
    uint8_t *back;
} work;

static uint32_t row_of(const stm_tagger *t, uint32_t hash)
{
    const uint32_t tag = stm_tagger_tag(hash);
    const uint32_t mask = t->n_slots - 1;
    uint32_t at = stm_tagger_slot(hash) & mask;
    for (uint32_t step = 0; step < 64; step++, at = (at + 1) & mask) {
        const uint32_t slot = t->slots[at];
        /* an empty slot has row 0; which of the two it is, nobody foretells */
        if ((slot >> 17 == tag) | (slot == 0))
            return slot & 0x1FFFFu;
    }
    return 0;
}

static void find_rows(const stm_tagger *t, const uint32_t *features,
                      uint32_t *picked)
{
    for (uint32_t k = 0; k < STM_FEATURES; k++) {
        picked[k] = row_of(t, features[k]);
        /* a row may lie in two lines of the cache */
        __builtin_prefetch(t->rows + (size_t)picked[k] * H);
        __builtin_prefetch(t->rows + (size_t)picked[k] * H + H - 1);
    }
}

/*
 * Most of the time is waiting for slots and rows to come from memory: slots
 * are asked for two words ahead, rows one.
 */
static void read_features(work *w, const uint32_t *features)
{
    const stm_tagger *t = w->t;
    uint32_t picked[2][STM_FEATURES];
    find_rows(t, features, picked[0]);
    for (uint32_t i = 0; i < w->n; i++) {
        const uint32_t *next = features + (size_t)(i + 1) * STM_FEATURES;
        for (uint32_t k = 0; i + 2 < w->n && k < STM_FEATURES; k++)
            __builtin_prefetch(
                &t->slots[stm_tagger_slot(next[STM_FEATURES + k]) &
                          (t->n_slots - 1)]);
        if (i + 1 < w->n)
            find_rows(t, next, picked[(i + 1) & 1u]);
        w->kernels->sum_rows(t->rows, t->shifts, picked[i & 1u], STM_FEATURES,
                             t->dense->input_bias, w->a + (size_t)i * H);
    }
}

static void run_gates(work *w, uint32_t layer)
{
    const stm_tagger_dense *d = w->t->dense;
    for (uint32_t t = 0; t < w->n; t++) {
        int32_t u[GATES];
        const size_t at = (size_t)t * H;
        w->kernels->multiply(d->layer[layer], d->layer_bias[layer], GATES,
                             w->a + at, u);
        w->kernels->activate(d, u, w->z + at, w->c + at);
    }
}

static void score_labels(work *w)
{
    enum {
        DOWN =
            STM_TAGGER_ROW_BITS + STM_TAGGER_WEIGHT_BITS - STM_TAGGER_SCORE_BITS
    };
    const stm_tagger_dense *d = w->t->dense;
    for (uint32_t t = 0; t < w->n; t++) {
        int32_t *scores = w->scores + (size_t)t * LP;
        w->kernels->multiply(d->out, d->out_bias, LP, w->a + (size_t)t * H,
                             scores);
        for (uint32_t j = 0; j < L; j++)
            scores[j] = (scores[j] >> DOWN) +
                        (j == STM_LABEL_CUE ? w->t->cue_bonus : 0);
    }
}

/* --- the chain (Viterbi 1967) ------------------------------------------ */

/* Labels that may stand before j: it goes on, or begins after anything. */
static void best_before(const work *w, const uint8_t *contexts, uint32_t t)
{
    const int64_t *before = w->alpha + (size_t)(t - 1) * LP;
    const int32_t(*change)[LP] = w->t->dense->change[contexts[t]];
    for (uint32_t j = 0; j < L; j++) {
        int64_t best = WORST;
        uint32_t from = 0;
        if (j > 0 && !stm_label_begins((uint8_t)j)) {
            /* goes on: only after its begin or itself */
            const int64_t b = before[j - 1] + change[j - 1][j];
            const int64_t s = before[j] + change[j][j];
            from = b >= s ? j - 1 : j;
            best = b >= s ? b : s;
        } else {
            for (uint32_t i = 0; i < L; i++) {
                const int64_t v = before[i] + change[i][j];
                if (v > best) {
                    best = v;
                    from = i;
                }
            }
        }
        w->alpha[(size_t)t * LP + j] = best + w->scores[(size_t)t * LP + j];
        w->back[(size_t)t * LP + j] = (uint8_t)from;
    }
}

static int64_t find_path(work *w, const uint8_t *contexts, uint8_t *labels)
{
    for (uint32_t j = 0; j < L; j++)
        w->alpha[j] = j == STM_LABEL_OUT || stm_label_begins((uint8_t)j)
                          ? (int64_t)w->t->dense->start[j] + w->scores[j]
                          : WORST;
    for (uint32_t t = 1; t < w->n; t++)
        best_before(w, contexts, t);
    const int64_t *last = w->alpha + (size_t)(w->n - 1) * LP;
    uint32_t best = 0;
    for (uint32_t j = 1; j < L; j++)
        if (last[j] > last[best])
            best = j;
    const int64_t top = last[best];
    for (uint32_t t = w->n; t-- > 0;) {
        labels[t] = (uint8_t)best;
        best = w->back[(size_t)t * LP + best];
    }
    return top;
}

/* Best way on from each label of each word, without that word's score. */
static void look_ahead(work *w, const uint8_t *contexts)
{
    memset(w->beta + (size_t)(w->n - 1) * LP, 0, LP * sizeof *w->beta);
    for (uint32_t t = w->n - 1; t-- > 0;) {
        const int32_t(*change)[LP] = w->t->dense->change[contexts[t + 1]];
        const int64_t *next = w->beta + (size_t)(t + 1) * LP;
        const int32_t *scores = w->scores + (size_t)(t + 1) * LP;
        for (uint32_t i = 0; i < L; i++) {
            int64_t best = WORST;
            for (uint32_t j = 0; j < L; j++) {
                if (!stm_label_follows((uint8_t)i, (uint8_t)j))
                    continue;
                const int64_t v = next[j] + scores[j] + change[i][j];
                best = v > best ? v : best;
            }
            w->beta[(size_t)t * LP + i] = best;
        }
    }
}

static void find_margins(work *w, const uint8_t *contexts,
                         const uint8_t *labels, int64_t top, float *margins)
{
    look_ahead(w, contexts);
    for (uint32_t t = 0; t < w->n; t++) {
        int64_t other = WORST;
        for (uint32_t j = 0; j < L; j++) {
            const int64_t v =
                w->alpha[(size_t)t * LP + j] + w->beta[(size_t)t * LP + j];
            if (j != labels[t] && v > other)
                other = v;
        }
        const int64_t margin = top - other;
        margins[t] = margin > (100 << STM_TAGGER_SCORE_BITS)
                         ? 100.0F
                         : (float)margin / (1 << STM_TAGGER_SCORE_BITS);
    }
}

stm_status stm_tagger_label(const stm_tagger *self, const uint32_t *features,
                            const uint8_t *contexts, uint32_t n,
                            stm_arena *scratch, uint8_t *labels, float *margins)
{
    memset(labels, STM_LABEL_OUT, n);
    memset(margins, 0, n * sizeof *margins);
    work w = {.t = self,
              .kernels = stm_kernels_best(),
              .n = stm_min_u32(n, STM_TAGGER_MAX_WORDS)};
    if (w.n == 0)
        return STM_OK;
    w.a = stm_arena_alloc(scratch, (size_t)w.n * H, sizeof *w.a);
    w.z = stm_arena_alloc(scratch, (size_t)w.n * H, sizeof *w.z);
    w.c = stm_arena_alloc(scratch, (size_t)w.n * H, sizeof *w.c);
    w.scores = stm_arena_alloc(scratch, (size_t)w.n * LP, sizeof *w.scores);
    w.alpha = stm_arena_alloc(scratch, (size_t)w.n * LP, sizeof *w.alpha);
    w.beta = stm_arena_alloc(scratch, (size_t)w.n * LP, sizeof *w.beta);
    w.back = stm_arena_alloc(scratch, (size_t)w.n * LP, sizeof *w.back);
    if (scratch->failed)
        return STM_ERR_NOMEM;
    read_features(&w, features);
    for (uint32_t layer = 0; layer < STM_TAGGER_LAYERS; layer++) {
        run_gates(&w, layer);
        w.kernels->run_state(w.a, w.z, w.c, w.n, 1);
        w.kernels->run_state(w.a + HALF, w.z + HALF, w.c + HALF, w.n, -1);
    }
    score_labels(&w);
    const int64_t top = find_path(&w, contexts, labels);
    for (uint32_t t = 0; t < w.n; t++)
        if (labels[t] != STM_LABEL_OUT) {
            find_margins(&w, contexts, labels, top, margins);
            break;
        }
    return STM_OK;
}
