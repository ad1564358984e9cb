#include "quote/kernels.h"

#include <string.h>

#include "base/banned.h"

#define H STM_TAGGER_HIDDEN

static int16_t cut(int32_t x)
{
    return (int16_t)(x > STM_TAGGER_CLIP ? STM_TAGGER_CLIP : x < 0 ? 0 : x);
}

static void sum_rows_plain(const int8_t *rows, const uint8_t *shifts,
                           const uint32_t *picked, uint32_t n,
                           const int32_t *bias, int16_t *out)
{
    int32_t sum[H];
    memcpy(sum, bias, sizeof sum);
    for (uint32_t k = 0; k < n; k++) {
        const int8_t *row = rows + (size_t)picked[k] * H;
        const int32_t scale = 1 << shifts[picked[k]];
        for (uint32_t i = 0; i < H && picked[k] != 0; i++)
            sum[i] += row[i] * scale;
    }
    for (uint32_t i = 0; i < H; i++)
        out[i] = cut(sum[i]);
}

static void multiply_plain(const int16_t (*weights)[H], const int32_t *bias,
                           uint32_t n, const int16_t *x, int32_t *out)
{
    for (uint32_t j = 0; j < n; j++) {
        /* sums past the end wrap, as the vector unit's do */
        uint32_t sum = (uint32_t)bias[j];
        for (uint32_t k = 0; k < H; k++)
            sum += (uint32_t)((int32_t)weights[j][k] * x[k]);
        out[j] = (int32_t)sum;
    }
}

/* -1 where the sum is negative, else 0: signs turn by it without a branch. */
static int32_t sign_of(int32_t sum)
{
    return -(int32_t)((uint32_t)sum >> 31);
}

/* The table's value at the sum's absolute value. */
static int32_t look_up(const int16_t *table, int32_t sum, int32_t sign)
{
    const uint32_t size = ((uint32_t)sum ^ (uint32_t)sign) - (uint32_t)sign;
    const uint32_t at = size >> STM_KERNELS_SHIFT;
    return table[at < STM_TAGGER_TABLE ? at : STM_TAGGER_TABLE - 1];
}

static void activate_plain(const stm_tagger_dense *dense, const int32_t *u,
                           int16_t *z, int16_t *c)
{
    for (uint32_t i = 0; i < H; i++) {
        const int32_t sign = sign_of(u[i]);
        const int32_t s = look_up(dense->sigmoid, u[i], sign);
        /* of -x: one less that of x */
        z[i] = (int16_t)((s ^ sign) + (sign & 32768));
    }
    for (uint32_t i = 0; i < H; i++) {
        const int32_t sign = sign_of(u[H + i]);
        const int32_t s = look_up(dense->tanh, u[H + i], sign);
        c[i] = (int16_t)((s ^ sign) - sign);
    }
}

static int16_t clip(int32_t x)
{
    return (int16_t)(x > STM_TAGGER_CLIP    ? STM_TAGGER_CLIP
                     : x < -STM_TAGGER_CLIP ? -STM_TAGGER_CLIP
                                            : x);
}

static void run_state_plain(int16_t *a, const int16_t *z, const int16_t *c,
                            uint32_t n, int step)
{
    int32_t h[H / 2] = {0};
    for (uint32_t k = 0; k < n; k++) {
        const size_t at = (size_t)(step > 0 ? k : n - 1 - k) * H;
        for (uint32_t i = 0; i < H / 2; i++) {
            h[i] += (z[at + i] * (c[at + i] - h[i])) >> STM_TAGGER_GATE_BITS;
            a[at + i] = clip(a[at + i] + (h[i] >> STM_KERNELS_DOWN));
        }
    }
}

const stm_kernels *stm_kernels_plain(void)
{
    static const stm_kernels plain = {sum_rows_plain, multiply_plain,
                                      activate_plain, run_state_plain};
    return &plain;
}

const stm_kernels *stm_kernels_best(void)
{
    const stm_kernels *fast = stm_kernels__avx2();
    return fast != NULL ? fast : stm_kernels_plain();
}
