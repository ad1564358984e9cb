#define _GNU_SOURCE /* memmem */
#include "base/slice.h"

#include <string.h>

#include "base/banned.h"

stm_slice stm_slice_from_cstr(const char *s)
{
    return stm_slice_of(s, s == NULL ? 0 : strlen(s));
}

stm_slice stm_slice_sub(stm_slice s, size_t begin, size_t end)
{
    if (end > s.len)
        end = s.len;
    if (begin >= end)
        return (stm_slice){NULL, 0};
    return stm_slice_of(s.ptr + begin, end - begin);
}

bool stm_slice_eq(stm_slice a, stm_slice b)
{
    return a.len == b.len && (a.len == 0 || memcmp(a.ptr, b.ptr, a.len) == 0);
}

bool stm_slice_ieq(stm_slice a, stm_slice b)
{
    return a.len == b.len && stm_slice_istarts(a, b);
}

int stm_slice_cmp(stm_slice a, stm_slice b)
{
    const size_t n = a.len < b.len ? a.len : b.len;
    const int c = n == 0 ? 0 : memcmp(a.ptr, b.ptr, n);
    if (c != 0)
        return c;
    return a.len < b.len ? -1 : a.len > b.len;
}

bool stm_slice_starts(stm_slice s, stm_slice prefix)
{
    return s.len >= prefix.len &&
           (prefix.len == 0 || memcmp(s.ptr, prefix.ptr, prefix.len) == 0);
}

bool stm_slice_ends(stm_slice s, stm_slice suffix)
{
    return s.len >= suffix.len &&
           stm_slice_eq(stm_slice_sub(s, s.len - suffix.len, s.len), suffix);
}

bool stm_slice_istarts(stm_slice s, stm_slice prefix)
{
    if (s.len < prefix.len)
        return false;
    for (size_t i = 0; i < prefix.len; i++)
        if (stm_to_lower(s.ptr[i]) != stm_to_lower(prefix.ptr[i]))
            return false;
    return true;
}

bool stm_slice_iends(stm_slice s, stm_slice suffix)
{
    return s.len >= suffix.len &&
           stm_slice_ieq(stm_slice_sub(s, s.len - suffix.len, s.len), suffix);
}

size_t stm_slice_find(stm_slice s, stm_slice needle, size_t from)
{
    if (from > s.len)
        return STM_SLICE_NPOS;
    if (needle.len == 0)
        return from;
    if (from == s.len)
        return STM_SLICE_NPOS;
    const uint8_t *at =
        memmem(s.ptr + from, s.len - from, needle.ptr, needle.len);
    return at == NULL ? STM_SLICE_NPOS : (size_t)(at - s.ptr);
}

size_t stm_slice_ifind(stm_slice s, stm_slice needle, size_t from)
{
    if (needle.len == 0 || s.len < needle.len)
        return needle.len == 0 && from <= s.len ? from : STM_SLICE_NPOS;
    const uint8_t first = stm_to_lower(needle.ptr[0]);
    const size_t last = s.len - needle.len;
    for (size_t i = from; i <= last; i++)
        if (stm_to_lower(s.ptr[i]) == first &&
            stm_slice_istarts(stm_slice_sub(s, i, s.len), needle))
            return i;
    return STM_SLICE_NPOS;
}

size_t stm_slice_find_byte(stm_slice s, uint8_t byte, size_t from)
{
    if (from >= s.len)
        return STM_SLICE_NPOS;
    const uint8_t *at = memchr(s.ptr + from, byte, s.len - from);
    return at == NULL ? STM_SLICE_NPOS : (size_t)(at - s.ptr);
}

stm_slice stm_slice_trim(stm_slice s)
{
    while (s.len > 0 && stm_is_space(s.ptr[0])) {
        s.ptr++;
        s.len--;
    }
    while (s.len > 0 && stm_is_space(s.ptr[s.len - 1]))
        s.len--;
    return s;
}

bool stm_slice_u64(stm_slice s, uint64_t *out)
{
    if (s.len == 0 || s.len > 19)
        return false;
    uint64_t n = 0;
    for (size_t i = 0; i < s.len; i++) {
        if (!stm_is_digit(s.ptr[i]))
            return false;
        n = n * 10 + (uint64_t)(s.ptr[i] - '0');
    }
    *out = n;
    return true;
}
