/* Arithmetic on sizes that says when it does not fit. */
#ifndef STM_BASE_SIZE_H
#define STM_BASE_SIZE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* *out = a * b; false, *out untouched, on overflow. */
static inline bool stm_size_mul(size_t a, size_t b, size_t *out)
{
    size_t r;
    if (__builtin_mul_overflow(a, b, &r))
        return false;
    *out = r;
    return true;
}

/* *out = a + b; false, *out untouched, on overflow. */
static inline bool stm_size_add(size_t a, size_t b, size_t *out)
{
    size_t r;
    if (__builtin_add_overflow(a, b, &r))
        return false;
    *out = r;
    return true;
}

/* `n` as uint32_t, UINT32_MAX where it does not fit. */
static inline uint32_t stm_u32(size_t n)
{
    return n > UINT32_MAX ? UINT32_MAX : (uint32_t)n;
}

static inline uint32_t stm_min_u32(uint32_t a, uint32_t b)
{
    return a < b ? a : b;
}

static inline uint32_t stm_max_u32(uint32_t a, uint32_t b)
{
    return a > b ? a : b;
}

#endif
