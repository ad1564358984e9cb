#include "group/pair_features.h"

#include <math.h>

#include "base/size.h"

#include "base/banned.h"

typedef struct shared {
    float idf;   /* of all shared terms */
    float above; /* of it, what lies above the middle of the scale */
} shared;

static shared share_terms(const stm_bag *a, const stm_bag *b,
                          const stm_idf *idf, float middle)
{
    shared s = {0.0f, 0.0f};
    uint32_t i = 0;
    uint32_t k = 0;
    while (i < a->n && k < b->n) {
        const uint32_t x = a->items[i].key;
        const uint32_t y = b->items[k].key;
        if (x == y) {
            const float v = stm_idf_of(idf, x);
            s.idf += v;
            s.above += v > middle ? v - middle : 0.0f;
        }
        i += x <= y;
        k += y <= x;
    }
    return s;
}

static void compare_days(float *x, int32_t a, int32_t b)
{
    if (a == STM_NO_DAY || b == STM_NO_DAY)
        return;
    const float days = fabsf((float)a - (float)b);
    x[STM_PAIR_DATED] = 1.0f;
    x[STM_PAIR_DAYS_2] = expf(-days / 2.0f);
    x[STM_PAIR_DAYS_8] = expf(-days / 8.0f);
    x[STM_PAIR_DAY_SAME] = days <= 1.0f ? 1.0f : 0.0f;
}

void stm_pair_compare(stm_pair *self, const stm_profile *a,
                      const stm_profile *b, const stm_idf *idf)
{
    float *x = self->x;
    for (int k = 0; k < STM_N_BAGS; k++)
        x[STM_PAIR_FULL + k] = stm_bag_dot(&a->bags[k], &b->bags[k]);
    /* The scale of idf runs from 1 to about ln(n + P) + 1 + 2. */
    const float middle = 1.0f + logf((float)idf->n + 200.0f) / 2.0f;
    const shared full = share_terms(&a->bags[STM_BAG_FULL],
                                    &b->bags[STM_BAG_FULL], idf, middle);
    const shared names = share_terms(&a->bags[STM_BAG_NAMES],
                                     &b->bags[STM_BAG_NAMES], idf, middle);
    const float lighter = fminf(a->mass, b->mass);
    x[STM_PAIR_COVER] = lighter > 0.0f ? full.idf / lighter : 0.0f;
    x[STM_PAIR_RARE] = logf(1.0f + full.above);
    x[STM_PAIR_RARE_NAMES] = logf(1.0f + names.above);
    compare_days(x, a->day, b->day);
    x[STM_PAIR_SHORT] = logf(1.0f + (float)stm_min_u32(a->n_terms, b->n_terms));
    x[STM_PAIR_LONG] = logf(1.0f + (float)stm_max_u32(a->n_terms, b->n_terms));
}

/* What an article's candidates come to in one bag. */
typedef struct row_sum {
    float best;
    float sum;
    uint32_t n;
} row_sum;

static void relate(stm_pair *pairs, uint32_t n, row_sum *rows, uint32_t of,
                   uint32_t low)
{
    for (uint32_t i = 0; i < n; i++) {
        const float v = pairs[i].x[of];
        row_sum *sides[2] = {&rows[pairs[i].a], &rows[pairs[i].b]};
        for (int s = 0; s < 2; s++) {
            sides[s]->best = fmaxf(sides[s]->best, v);
            sides[s]->sum += v;
            sides[s]->n++;
        }
    }
    for (uint32_t i = 0; i < n; i++) {
        float *x = pairs[i].x;
        const row_sum *a = &rows[pairs[i].a];
        const row_sum *b = &rows[pairs[i].b];
        const float ra = x[of] / fmaxf(a->best, 1e-6f);
        const float rb = x[of] / fmaxf(b->best, 1e-6f);
        x[low] = fminf(ra, rb);
        x[low + 1] = fmaxf(ra, rb);
        x[low + 2] = x[of] - (a->sum / (float)a->n + b->sum / (float)b->n) / 2;
    }
}

stm_status stm_pairs_relate(stm_pair *pairs, uint32_t n, uint32_t n_articles,
                            stm_arena *scratch)
{
    row_sum *full = stm_arena_alloc(scratch, n_articles, sizeof *full);
    row_sum *lead = stm_arena_alloc(scratch, n_articles, sizeof *lead);
    if (scratch->failed)
        return STM_ERR_NOMEM;
    relate(pairs, n, full, STM_PAIR_FULL, STM_PAIR_FULL_LOW);
    relate(pairs, n, lead, STM_PAIR_LEAD, STM_PAIR_LEAD_LOW);
    return STM_OK;
}
