#include "claim/pair_scorer.h"

#include <assert.h>
#include <math.h>

#include "base/alloc.h"

#include "base/banned.h"

/* first_weights, first_bias, second_weights, second_bias. */
#include "claim/pair_scorer_weights.inc"

static_assert(sizeof first_weights / sizeof first_weights[0] ==
                  STM_PAIR_FEATURES,
              "one weight a feature");
static_assert(sizeof second_weights / sizeof second_weights[0] ==
                  (int)STM_SECOND_FEATURES + (int)STM_PAIR_FEATURES,
              "one weight a feature");

/* Pairs that the first gives less are not looked at again. */
static const float hopeless = .01F;

typedef struct scorer {
    const stm_units *units;
    stm_pairs *pairs;
    float *odds;   /* odds[n_pairs] of the first */
    float *chance; /* chance[n_pairs] */
    float *in_row; /* parallel to pairs->row_pairs: the chance */
    float *best_a; /* best of a's row in b's article */
    float *best_b;
    float *row;  /* row[n_units]: sum of chances */
    float *norm; /* norm[n_units]: root of the sum of squares */
} scorer;

static float chance_of(const scorer *s, uint32_t a, uint32_t b)
{
    if (a == STM_NONE || b == STM_NONE)
        return 0;
    const uint32_t p = stm_pairs_find(s->pairs, a, b);
    return p == STM_NONE ? 0 : s->chance[p];
}

static uint32_t beside(const stm_units *u, uint32_t i, int32_t step)
{
    const int64_t at = (int64_t)i + step;
    if (at < 0 || at >= u->n || u->items[at].member != u->items[i].member)
        return STM_NONE;
    return (uint32_t)at;
}

static void score_first(scorer *s)
{
    for (uint32_t i = 0; i < s->pairs->n; i++) {
        float odds = first_bias;
        for (uint32_t f = 0; f < STM_PAIR_FEATURES; f++)
            odds += first_weights[f] * s->pairs->items[i].x[f];
        s->odds[i] = odds;
        s->chance[i] = 1 / (1 + expf(-odds));
    }
}

static void read_row(scorer *s, uint32_t u)
{
    const stm_pairs *ps = s->pairs;
    float sum = 0;
    float squares = 0;
    uint32_t i = ps->row[u];
    while (i < ps->row[u + 1]) {
        const uint32_t member =
            s->units->items[stm_pair_other(&ps->items[ps->row_pairs[i]], u)]
                .member;
        float best = 0;
        uint32_t k = i;
        for (; k < ps->row[u + 1]; k++) {
            const uint32_t p = ps->row_pairs[k];
            if (s->units->items[stm_pair_other(&ps->items[p], u)].member !=
                member)
                break;
            best = fmaxf(best, s->chance[p]);
            sum += s->chance[p];
            squares += s->chance[p] * s->chance[p];
        }
        for (; i < k; i++) {
            const uint32_t p = ps->row_pairs[i];
            if (ps->items[p].a == u)
                s->best_a[p] = best;
            else
                s->best_b[p] = best;
        }
    }
    s->row[u] = sum;
    s->norm[u] = sqrtf(squares);
}

/* Both rows are sorted by the other unit: one walk finds the thirds. */
static void compare_rows(const scorer *s, const stm_pair *p, float *second)
{
    const stm_pairs *ps = s->pairs;
    uint32_t i = ps->row[p->a];
    uint32_t k = ps->row[p->b];
    float best = 0;
    float sum = 0;
    const uint32_t i_end = ps->row[p->a + 1];
    const uint32_t k_end = ps->row[p->b + 1];
    while (i < i_end && k < k_end) {
        const uint32_t x = ps->row_units[i];
        const uint32_t y = ps->row_units[k];
        if (x == y) {
            best = fmaxf(best, fminf(s->in_row[i], s->in_row[k]));
            sum += s->in_row[i] * s->in_row[k];
        }
        i += x <= y;
        k += y <= x;
    }
    second[STM_SECOND_THIRD] = best;
    second[STM_SECOND_THIRD_SUM] = log1pf(sum);
    second[STM_SECOND_ROWS_COSINE] =
        sum / ((s->norm[p->a] + .3F) * (s->norm[p->b] + .3F));
}

static void look_beside(const scorer *s, const stm_pair *p, float *second)
{
    const uint32_t a0 = beside(s->units, p->a, -1);
    const uint32_t a1 = beside(s->units, p->a, 1);
    const uint32_t b0 = beside(s->units, p->b, -1);
    const uint32_t b1 = beside(s->units, p->b, 1);
    second[STM_SECOND_STEP] = fmaxf(chance_of(s, a0, b0), chance_of(s, a1, b1));
    second[STM_SECOND_CROSS] =
        fmaxf(chance_of(s, a0, b1), chance_of(s, a1, b0));
    second[STM_SECOND_BESIDE] =
        fmaxf(fmaxf(chance_of(s, p->a, b0), chance_of(s, p->a, b1)),
              fmaxf(chance_of(s, a0, p->b), chance_of(s, a1, p->b)));
}

static float score_second(const scorer *s, uint32_t i)
{
    const stm_pair *p = &s->pairs->items[i];
    float second[STM_SECOND_FEATURES];
    second[STM_SECOND_ODDS] = s->odds[i];
    second[STM_SECOND_CHANCE] = s->chance[i];
    const float a = s->chance[i] - s->best_a[i];
    const float b = s->chance[i] - s->best_b[i];
    second[STM_SECOND_BEST_LESS] = fminf(a, b);
    second[STM_SECOND_BEST_MORE] = fmaxf(a, b);
    second[STM_SECOND_ROW_LESS] = log1pf(fminf(s->row[p->a], s->row[p->b]));
    second[STM_SECOND_ROW_MORE] = log1pf(fmaxf(s->row[p->a], s->row[p->b]));
    compare_rows(s, p, second);
    look_beside(s, p, second);
    float odds = second_bias;
    for (uint32_t f = 0; f < STM_SECOND_FEATURES; f++)
        odds += second_weights[f] * second[f];
    for (uint32_t f = 0; f < STM_PAIR_FEATURES; f++)
        odds += second_weights[STM_SECOND_FEATURES + f] * p->x[f];
    return odds;
}

stm_status stm_pairs_score(const stm_units *units, stm_pairs *pairs)
{
    scorer s = {.units = units, .pairs = pairs};
    const size_t n = pairs->n;
    float *all = stm_alloc(6 * n + 2 * (size_t)units->n + 1, sizeof *all);
    if (all == NULL)
        return STM_ERR_NOMEM;
    s.odds = all;
    s.chance = all + n;
    s.best_a = all + 2 * n;
    s.best_b = all + 3 * n;
    s.row = all + 4 * n;
    s.norm = s.row + units->n;
    s.in_row = s.norm + units->n;
    score_first(&s);
    for (size_t i = 0; i < 2 * n; i++)
        s.in_row[i] = s.chance[pairs->row_pairs[i]];
    for (uint32_t u = 0; u < units->n; u++)
        read_row(&s, u);
    for (uint32_t i = 0; i < pairs->n; i++)
        pairs->items[i].score =
            s.chance[i] < hopeless ? s.odds[i] : score_second(&s, i);
    stm_free(all);
    return STM_OK;
}
