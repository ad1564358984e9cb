#include "quote/kernels.h"

#include <string.h>

#include "stm_test.h"

#define H STM_TAGGER_HIDDEN

/* Numbers without a pattern, the same on every run (Marsaglia 2003). */
typedef struct dice {
    uint32_t state;
} dice;

static uint32_t roll(dice *d)
{
    d->state ^= d->state << 13;
    d->state ^= d->state >> 17;
    d->state ^= d->state << 5;
    return d->state;
}

/* One of -range .. range, the ends more often than they should. */
static int32_t throw_in(dice *d, int32_t range)
{
    const uint32_t r = roll(d);
    if ((r & 15u) == 0)
        return (r & 16u) ? range : -range;
    return (int32_t)(r >> 5) % (range + 1) * ((r & 16u) ? 1 : -1);
}

enum { ROWS = 200, WORDS = 37, TIMES = 300 };

typedef struct numbers {
    stm_tagger_dense dense;
    uint32_t behind; /* the tables may be read two bytes past their end */
    int8_t rows[ROWS][H];
    uint8_t shifts[ROWS];
    uint32_t picked[STM_FEATURES];
    int32_t bias[2 * H];
    int32_t sums[2 * H];
    int16_t a[WORDS][H], z[WORDS][H], c[WORDS][H];
} numbers;

static void throw_all(dice *d, numbers *n)
{
    for (uint32_t r = 0; r < ROWS; r++) {
        n->shifts[r] = (uint8_t)(roll(d) % 5);
        for (uint32_t i = 0; i < H; i++)
            n->rows[r][i] = r == 0 ? 0 : (int8_t)throw_in(d, 127);
    }
    for (uint32_t k = 0; k < STM_FEATURES; k++)
        n->picked[k] = roll(d) % 3 == 0 ? 0 : roll(d) % ROWS;
    for (uint32_t i = 0; i < 2 * H; i++) {
        n->bias[i] = throw_in(d, 1 << 20);
        n->sums[i] = (int32_t)roll(d) >> (roll(d) % 20);
        for (uint32_t k = 0; k < H; k++)
            n->dense.layer[0][i][k] = (int16_t)throw_in(d, 32767);
    }
    n->sums[0] = INT32_MIN;
    n->sums[H] = INT32_MAX;
    for (uint32_t i = 0; i < STM_TAGGER_TABLE; i++) {
        n->dense.sigmoid[i] = (int16_t)(roll(d) & 32767u);
        n->dense.tanh[i] = (int16_t)(roll(d) & 16383u);
    }
    for (uint32_t t = 0; t < WORDS; t++)
        for (uint32_t i = 0; i < H; i++) {
            n->a[t][i] = (int16_t)throw_in(d, STM_TAGGER_CLIP);
            n->z[t][i] = (int16_t)(roll(d) & 32767u);
            n->c[t][i] = (int16_t)throw_in(d, 16384);
        }
}

static void compare(const stm_kernels *x, const stm_kernels *y, numbers *n)
{
    int16_t sums[2][H];
    x->sum_rows(n->rows[0], n->shifts, n->picked, STM_FEATURES, n->bias,
                sums[0]);
    y->sum_rows(n->rows[0], n->shifts, n->picked, STM_FEATURES, n->bias,
                sums[1]);
    assert_memory_equal(sums[0], sums[1], sizeof sums[0]);
    const stm_tagger_dense *dense = &n->dense;
    int32_t products[2][2 * H];
    x->multiply(dense->layer[0], n->bias, 2 * H, n->a[0], products[0]);
    y->multiply(dense->layer[0], n->bias, 2 * H, n->a[0], products[1]);
    assert_memory_equal(products[0], products[1], sizeof products[0]);
    int16_t gates[4][H];
    x->activate(dense, n->sums, gates[0], gates[1]);
    y->activate(dense, n->sums, gates[2], gates[3]);
    assert_memory_equal(gates[0], gates[2], 2 * sizeof gates[0]);
    for (int step = -1; step <= 1; step += 2) {
        int16_t a[2][WORDS][H];
        memcpy(a[0], n->a, sizeof n->a);
        memcpy(a[1], n->a, sizeof n->a);
        x->run_state(a[0][0], n->z[0], n->c[0], WORDS, step);
        y->run_state(a[1][0], n->z[0], n->c[0], WORDS, step);
        assert_memory_equal(a[0], a[1], sizeof a[0]);
    }
}

TEST(the_fast_loops_give_the_integers_of_the_plain_ones)
{
    static numbers n;
    dice d = {.state = 2463534242u};
    for (uint32_t i = 0; i < TIMES; i++) {
        throw_all(&d, &n);
        compare(stm_kernels_plain(), stm_kernels_best(), &n);
    }
}
