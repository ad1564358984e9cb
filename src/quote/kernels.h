/*
 * The tagger's inner loops, in plain C and for processors with AVX2. Both
 * give the same integers: sums are exact, so their order does not matter.
 */
#ifndef STM_QUOTE_KERNELS_H
#define STM_QUOTE_KERNELS_H

#include <stdint.h>

#include "quote/tagger.h"

typedef struct stm_kernels {
    /*
     * out[HIDDEN]: bias plus rows picked[n] (n <= STM_FEATURES; 0: no row) of
     * rows[..][HIDDEN], each times 2^shifts[row], cut to 0..STM_TAGGER_CLIP.
     */
    void (*sum_rows)(const int8_t *rows, const uint8_t *shifts,
                     const uint32_t *picked, uint32_t n, const int32_t *bias,
                     int16_t *out);
    /* out[n] = bias[n] + weights[n][HIDDEN] times x; n a multiple of 4. */
    void (*multiply)(const int16_t (*weights)[STM_TAGGER_HIDDEN],
                     const int32_t *bias, uint32_t n, const int16_t *x,
                     int32_t *out);
    /*
     * z[HIDDEN]: sigmoid of u[0 .. HIDDEN), c[HIDDEN]: tanh of the rest of
     * u[2 * HIDDEN], by the tables of `dense`, behind which two more bytes
     * can be read.
     */
    void (*activate)(const stm_tagger_dense *dense, const int32_t *u,
                     int16_t *z, int16_t *c);
    /*
     * Half of a gated layer, over words 0 .. n (step 1) or n .. 0 (step -1):
     * h += z (c - h), and h joins the activations a. All three are [n][HIDDEN]
     * of which columns 0 .. HIDDEN / 2 are meant.
     */
    void (*run_state)(int16_t *a, const int16_t *z, const int16_t *c,
                      uint32_t n, int step);
} stm_kernels;

/* Sums to steps of the tables; states to activations. */
enum {
    STM_KERNELS_DOWN = STM_TAGGER_STATE_BITS - STM_TAGGER_ROW_BITS,
    STM_KERNELS_SHIFT =
        STM_TAGGER_ROW_BITS + STM_TAGGER_WEIGHT_BITS - STM_TAGGER_TABLE_BITS
};

const stm_kernels *stm_kernels_plain(void);

/* NULL on processors without it. */
const stm_kernels *stm_kernels__avx2(void);

/* The fastest that this processor runs. */
const stm_kernels *stm_kernels_best(void);

#endif
