#include "quote/kernels.h"

#if defined(__x86_64__) && defined(__GNUC__)

#include <assert.h>
#include <immintrin.h>

#include "base/banned.h"

#define H STM_TAGGER_HIDDEN

/* Rows of at most 127 << 4: so many stay within 16 bits. */
enum { GROUP = 15 };

static_assert(H == 48, "three vectors of 16");

__attribute__((target("avx2"))) static void
sum_rows_avx2(const int8_t *rows, const uint8_t *shifts, const uint32_t *picked,
              uint32_t n, const int32_t *bias, int16_t *out)
{
    __m256i sum[6];
    for (int v = 0; v < 6; v++)
        sum[v] =
            _mm256_loadu_si256((const __m256i *)(const void *)(bias + 8 * v));
    for (uint32_t k = 0; k < n; k += GROUP) {
        __m256i part[3] = {_mm256_setzero_si256(), _mm256_setzero_si256(),
                           _mm256_setzero_si256()};
        for (uint32_t f = k; f < n && f < k + GROUP; f++) {
            const uint32_t r = picked[f];
            if (r == 0)
                continue;
            const int8_t *row = rows + (size_t)r * H;
            const __m128i shift = _mm_cvtsi32_si128(shifts[r]);
            for (int v = 0; v < 3; v++) {
                const __m256i wide = _mm256_cvtepi8_epi16(_mm_loadu_si128(
                    (const __m128i *)(const void *)(row + 16 * v)));
                part[v] =
                    _mm256_add_epi16(part[v], _mm256_sll_epi16(wide, shift));
            }
        }
        for (int v = 0; v < 3; v++) {
            sum[2 * v] = _mm256_add_epi32(
                sum[2 * v],
                _mm256_cvtepi16_epi32(_mm256_castsi256_si128(part[v])));
            sum[2 * v + 1] = _mm256_add_epi32(
                sum[2 * v + 1],
                _mm256_cvtepi16_epi32(_mm256_extracti128_si256(part[v], 1)));
        }
    }
    const __m256i most = _mm256_set1_epi32(STM_TAGGER_CLIP);
    const __m256i zero = _mm256_setzero_si256();
    for (int v = 0; v < 3; v++) {
        const __m256i a =
            _mm256_min_epi32(_mm256_max_epi32(sum[2 * v], zero), most);
        const __m256i b =
            _mm256_min_epi32(_mm256_max_epi32(sum[2 * v + 1], zero), most);
        /* packs halves crosswise: put them in order */
        const __m256i both = _mm256_permute4x64_epi64(_mm256_packs_epi32(a, b),
                                                      _MM_SHUFFLE(3, 1, 2, 0));
        _mm256_storeu_si256((__m256i *)(void *)(out + 16 * v), both);
    }
}

__attribute__((target("avx2"))) static void
multiply_avx2(const int16_t (*weights)[H], const int32_t *bias, uint32_t n,
              const int16_t *x, int32_t *out)
{
    __m256i in[3];
    for (int v = 0; v < 3; v++)
        in[v] = _mm256_loadu_si256((const __m256i *)(const void *)(x + 16 * v));
    for (uint32_t j = 0; j < n; j += 4) {
        __m256i sum[4];
        for (uint32_t r = 0; r < 4; r++) {
            const int16_t *w = weights[j + r];
            sum[r] = _mm256_madd_epi16(
                in[0], _mm256_loadu_si256((const __m256i *)(const void *)w));
            for (int v = 1; v < 3; v++)
                sum[r] = _mm256_add_epi32(
                    sum[r],
                    _mm256_madd_epi16(
                        in[v],
                        _mm256_loadu_si256(
                            (const __m256i *)(const void *)(w + 16 * v))));
        }
        /* four sums of eight numbers become four numbers */
        const __m256i ab = _mm256_hadd_epi32(sum[0], sum[1]);
        const __m256i cd = _mm256_hadd_epi32(sum[2], sum[3]);
        const __m256i all = _mm256_hadd_epi32(ab, cd);
        const __m128i four = _mm_add_epi32(_mm256_castsi256_si128(all),
                                           _mm256_extracti128_si256(all, 1));
        const __m128i base =
            _mm_loadu_si128((const __m128i *)(const void *)(bias + j));
        _mm_storeu_si128((__m128i *)(void *)(out + j),
                         _mm_add_epi32(four, base));
    }
}

/* The table's values at eight sums' absolute values; 16 bits each. */
__attribute__((target("avx2"))) static __m256i look_up(const int16_t *table,
                                                       __m256i sums)
{
    const __m256i at = _mm256_min_epu32(
        _mm256_srli_epi32(_mm256_abs_epi32(sums), STM_KERNELS_SHIFT),
        _mm256_set1_epi32(STM_TAGGER_TABLE - 1));
    const __m256i pairs =
        _mm256_i32gather_epi32((const int *)(const void *)table, at, 2);
    return _mm256_and_si256(pairs, _mm256_set1_epi32(0xFFFF));
}

__attribute__((target("avx2"))) static void store(int16_t *to, __m256i a,
                                                  __m256i b)
{
    _mm256_storeu_si256((__m256i *)(void *)to,
                        _mm256_permute4x64_epi64(_mm256_packs_epi32(a, b),
                                                 _MM_SHUFFLE(3, 1, 2, 0)));
}

__attribute__((target("avx2"))) static void
activate_avx2(const stm_tagger_dense *dense, const int32_t *u, int16_t *z,
              int16_t *c)
{
    const __m256i half = _mm256_set1_epi32(32768);
    for (uint32_t i = 0; i < H; i += 16) {
        __m256i zs[2];
        __m256i cs[2];
        for (uint32_t k = 0; k < 2; k++) {
            const void *at = u + i + 8 * k;
            const __m256i x = _mm256_loadu_si256((const __m256i *)at);
            const __m256i sign = _mm256_srai_epi32(x, 31);
            zs[k] = _mm256_add_epi32(
                _mm256_xor_si256(look_up(dense->sigmoid, x), sign),
                _mm256_and_si256(sign, half));
            at = u + H + i + 8 * k;
            const __m256i y = _mm256_loadu_si256((const __m256i *)at);
            const __m256i minus = _mm256_srai_epi32(y, 31);
            cs[k] = _mm256_sub_epi32(
                _mm256_xor_si256(look_up(dense->tanh, y), minus), minus);
        }
        store(z + i, zs[0], zs[1]);
        store(c + i, cs[0], cs[1]);
    }
}

__attribute__((target("avx2"))) static __m256i widen(const int16_t *eight)
{
    return _mm256_cvtepi16_epi32(
        _mm_loadu_si128((const __m128i *)(const void *)eight));
}

__attribute__((target("avx2"))) static void run_state_avx2(int16_t *a,
                                                           const int16_t *z,
                                                           const int16_t *c,
                                                           uint32_t n, int step)
{
    const __m256i most = _mm256_set1_epi32(STM_TAGGER_CLIP);
    const __m256i least = _mm256_set1_epi32(-STM_TAGGER_CLIP);
    __m256i h[3] = {_mm256_setzero_si256(), _mm256_setzero_si256(),
                    _mm256_setzero_si256()};
    for (uint32_t k = 0; k < n; k++) {
        const size_t at = (size_t)(step > 0 ? k : n - 1 - k) * H;
        for (int v = 0; v < 3; v++) {
            const size_t i = at + 8 * (size_t)v;
            const __m256i change = _mm256_mullo_epi32(
                widen(z + i), _mm256_sub_epi32(widen(c + i), h[v]));
            h[v] = _mm256_add_epi32(
                h[v], _mm256_srai_epi32(change, STM_TAGGER_GATE_BITS));
            const __m256i sum = _mm256_add_epi32(
                widen(a + i), _mm256_srai_epi32(h[v], STM_KERNELS_DOWN));
            const __m256i kept =
                _mm256_min_epi32(_mm256_max_epi32(sum, least), most);
            _mm_storeu_si128(
                (__m128i *)(void *)(a + i),
                _mm_packs_epi32(_mm256_castsi256_si128(kept),
                                _mm256_extracti128_si256(kept, 1)));
        }
    }
}

const stm_kernels *stm_kernels__avx2(void)
{
    static const stm_kernels avx2 = {sum_rows_avx2, multiply_avx2,
                                     activate_avx2, run_state_avx2};
    return __builtin_cpu_supports("avx2") ? &avx2 : NULL;
}

#else

#include <stddef.h>

#include "base/banned.h"

const stm_kernels *stm_kernels__avx2(void)
{
    return NULL;
}

#endif
