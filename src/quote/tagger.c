#include "quote/tagger.h"

#include <string.h>

#include "base/map.h"
#include "base/size.h"

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
        if (slot == 0)
            return 0;
        if (slot >> 17 == tag)
            return slot & 0x1FFFFu;
    }
    return 0;
}

/* 15 rows of at most 127 << 4 stay within 16 bits. */
static void sum_rows(const stm_tagger *t, const uint32_t *features,
                     int32_t *sum)
{
    enum { GROUP = 15 };
    for (uint32_t k = 0; k < STM_FEATURES; k += GROUP) {
        int16_t part[H] = {0};
        for (uint32_t f = k; f < k + GROUP && f < STM_FEATURES; f++) {
            const uint32_t row = row_of(t, features[f]);
            const int8_t *q = t->rows + (size_t)row * H;
            const int16_t scale = (int16_t)(1 << t->shifts[row]);
            for (uint32_t i = 0; i < H; i++)
                part[i] = (int16_t)(part[i] + q[i] * scale);
        }
        for (uint32_t i = 0; i < H; i++)
            sum[i] += part[i];
    }
}

static int16_t clip(int32_t x)
{
    return (int16_t)(x > STM_TAGGER_CLIP    ? STM_TAGGER_CLIP
                     : x < -STM_TAGGER_CLIP ? -STM_TAGGER_CLIP
                                            : x);
}

static void read_features(work *w, const uint32_t *features)
{
    for (uint32_t t = 0; t < w->n; t++) {
        int32_t sum[H];
        memcpy(sum, w->t->dense->input_bias, sizeof sum);
        sum_rows(w->t, features + (size_t)t * STM_FEATURES, sum);
        int16_t *a = w->a + (size_t)t * H;
        for (uint32_t i = 0; i < H; i++)
            a[i] = sum[i] > 0 ? clip(sum[i]) : 0;
    }
}

static int32_t dot(const int16_t *x, const int16_t *y)
{
    int32_t sum = 0;
    for (uint32_t k = 0; k < H; k++)
        sum += (int32_t)x[k] * y[k];
    return sum;
}

/* -1 where the sum is negative, else 0: signs turn by it without a branch. */
static int32_t sign_of(int32_t sum)
{
    return -(int32_t)((uint32_t)sum >> 31);
}

/* The table's value at the sum's absolute value. */
static int32_t look_up(const int16_t *table, int32_t sum, int32_t sign)
{
    enum {
        SHIFT =
            STM_TAGGER_ROW_BITS + STM_TAGGER_WEIGHT_BITS - STM_TAGGER_TABLE_BITS
    };
    const uint32_t at = (uint32_t)((sum ^ sign) - sign) >> SHIFT;
    return table[at < STM_TAGGER_TABLE ? at : STM_TAGGER_TABLE - 1];
}

static void run_gates(work *w, uint32_t layer)
{
    const stm_tagger_dense *d = w->t->dense;
    for (uint32_t t = 0; t < w->n; t++) {
        const int16_t *a = w->a + (size_t)t * H;
        int32_t u[GATES];
        for (uint32_t i = 0; i < GATES; i++)
            u[i] = d->layer_bias[layer][i] + dot(d->layer[layer][i], a);
        for (uint32_t i = 0; i < H; i++) {
            const int32_t sign = sign_of(u[i]);
            const int32_t s = look_up(d->sigmoid, u[i], sign);
            /* of -x: one less that of x */
            w->z[(size_t)t * H + i] = (int16_t)((s ^ sign) + (sign & 32768));
        }
        for (uint32_t i = 0; i < H; i++) {
            const int32_t sign = sign_of(u[H + i]);
            const int32_t s = look_up(d->tanh, u[H + i], sign);
            w->c[(size_t)t * H + i] = (int16_t)((s ^ sign) - sign);
        }
    }
}

/* h += z (c - h), and h joins the activations. */
static void run_state(work *w, uint32_t from, bool forward)
{
    enum { DOWN = STM_TAGGER_STATE_BITS - STM_TAGGER_ROW_BITS };
    int32_t h[HALF] = {0};
    for (uint32_t k = 0; k < w->n; k++) {
        const size_t at = (size_t)(forward ? k : w->n - 1 - k) * H + from;
        for (uint32_t i = 0; i < HALF; i++) {
            h[i] +=
                (w->z[at + i] * (w->c[at + i] - h[i])) >> STM_TAGGER_GATE_BITS;
            w->a[at + i] = clip(w->a[at + i] + (h[i] >> DOWN));
        }
    }
}

static void score_labels(work *w)
{
    enum {
        DOWN =
            STM_TAGGER_ROW_BITS + STM_TAGGER_WEIGHT_BITS - STM_TAGGER_SCORE_BITS
    };
    const stm_tagger_dense *d = w->t->dense;
    for (uint32_t t = 0; t < w->n; t++)
        for (uint32_t j = 0; j < L; j++) {
            const int32_t sum =
                d->out_bias[j] + dot(d->out[j], w->a + (size_t)t * H);
            w->scores[(size_t)t * LP + j] =
                (sum >> DOWN) + (j == STM_LABEL_CUE ? w->t->cue_bonus : 0);
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
    work w = {.t = self, .n = stm_min_u32(n, STM_TAGGER_MAX_WORDS)};
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
        run_state(&w, 0, true);
        run_state(&w, HALF, false);
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
