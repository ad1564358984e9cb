/* Borrowed bytes: a pointer and a length, never NUL-terminated. */
#ifndef STM_BASE_SLICE_H
#define STM_BASE_SLICE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct stm_slice {
    const uint8_t *ptr; /* may be NULL where len is 0 */
    size_t len;         /* bytes */
} stm_slice;

/* A slice of a string literal, and of nothing else. */
#define STM_LIT(s) ((stm_slice){(const uint8_t *)("" s), sizeof(s) - 1})

#define STM_SLICE_NPOS SIZE_MAX

static inline stm_slice stm_slice_of(const void *ptr, size_t len)
{
    return (stm_slice){(const uint8_t *)ptr, len};
}

/* The bytes of a NUL-terminated string of the operating system; NULL: "". */
stm_slice stm_slice_from_cstr(const char *s);

/* Bytes begin..end of `s`, both clamped to its length. */
stm_slice stm_slice_sub(stm_slice s, size_t begin, size_t end);

bool stm_slice_eq(stm_slice a, stm_slice b);

/* Equal but for the case of ASCII letters. */
bool stm_slice_ieq(stm_slice a, stm_slice b);

/* Less than, equal to or greater than 0 in byte order, shorter first. */
int stm_slice_cmp(stm_slice a, stm_slice b);

bool stm_slice_starts(stm_slice s, stm_slice prefix);
bool stm_slice_ends(stm_slice s, stm_slice suffix);
bool stm_slice_istarts(stm_slice s, stm_slice prefix);
bool stm_slice_iends(stm_slice s, stm_slice suffix);

/* Offset of the first `needle` at or after `from`, or STM_SLICE_NPOS. */
size_t stm_slice_find(stm_slice s, stm_slice needle, size_t from);

/* The same without regard to the case of ASCII letters. */
size_t stm_slice_ifind(stm_slice s, stm_slice needle, size_t from);

size_t stm_slice_find_byte(stm_slice s, uint8_t byte, size_t from);

/* Without ASCII white space at both ends. */
stm_slice stm_slice_trim(stm_slice s);

/*
 * A decimal number of 1 to 19 digits that fills all of `s`; false, *out
 * untouched, where it is anything else.
 */
bool stm_slice_u64(stm_slice s, uint64_t *out);

/* ASCII tests, the same in every locale. */
static inline bool stm_is_space(uint8_t c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

static inline bool stm_is_digit(uint8_t c)
{
    return c >= '0' && c <= '9';
}

static inline bool stm_is_upper(uint8_t c)
{
    return c >= 'A' && c <= 'Z';
}

static inline bool stm_is_lower(uint8_t c)
{
    return c >= 'a' && c <= 'z';
}

static inline bool stm_is_alpha(uint8_t c)
{
    return stm_is_upper(c) || stm_is_lower(c);
}

static inline uint8_t stm_to_lower(uint8_t c)
{
    return stm_is_upper(c) ? (uint8_t)(c + 32) : c;
}

#endif
