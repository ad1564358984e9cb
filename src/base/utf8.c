#include "base/utf8.h"

#include <string.h>

#include "base/buf.h"

#include "base/banned.h"

static bool is_tail(uint8_t c)
{
    return (c & 0xC0) == 0x80;
}

/*
 * Length of the well-formed sequence at `at`, or 0; *bad is then the length
 * of its maximal broken subpart (Unicode 15, table 3-7).
 */
static size_t sequence(stm_slice s, size_t at, size_t *bad)
{
    const uint8_t *p = s.ptr + at;
    const size_t left = s.len - at;
    const uint8_t c = p[0];
    *bad = 1;
    if (c < 0x80)
        return 1;
    if (c < 0xC2 || c > 0xF4)
        return 0;
    const size_t need = c < 0xE0 ? 2 : c < 0xF0 ? 3 : 4;
    uint8_t low = 0x80;
    uint8_t high = 0xBF;
    if (c == 0xE0)
        low = 0xA0;
    if (c == 0xED)
        high = 0x9F;
    if (c == 0xF0)
        low = 0x90;
    if (c == 0xF4)
        high = 0x8F;
    if (left < 2 || p[1] < low || p[1] > high)
        return 0;
    for (size_t i = 2; i < need; i++) {
        *bad = i;
        if (left <= i || !is_tail(p[i]))
            return 0;
    }
    return need;
}

size_t stm_utf8_next(stm_slice s, size_t at, uint32_t *cp)
{
    size_t bad;
    const uint8_t *p = s.ptr + at;
    switch (sequence(s, at, &bad)) {
    case 1:
        *cp = p[0];
        return at + 1;
    case 2:
        *cp = (uint32_t)(p[0] & 0x1F) << 6 | (p[1] & 0x3F);
        return at + 2;
    case 3:
        *cp = (uint32_t)(p[0] & 0x0F) << 12 | (uint32_t)(p[1] & 0x3F) << 6 |
              (p[2] & 0x3F);
        return at + 3;
    case 4:
        *cp = (uint32_t)(p[0] & 0x07) << 18 | (uint32_t)(p[1] & 0x3F) << 12 |
              (uint32_t)(p[2] & 0x3F) << 6 | (p[3] & 0x3F);
        return at + 4;
    default:
        *cp = 0xFFFD;
        return at + 1;
    }
}

size_t stm_utf8_prev(stm_slice s, size_t at, uint32_t *cp)
{
    size_t from = at - 1;
    while (from > 0 && at - from < 4 && is_tail(s.ptr[from]))
        from--;
    if (stm_utf8_next(s, from, cp) == at)
        return from;
    *cp = 0xFFFD;
    return at - 1;
}

size_t stm_utf8_valid(stm_slice s)
{
    size_t at = 0;
    size_t bad;
    while (at < s.len) {
        uint64_t eight;
        if (at + sizeof(eight) <= s.len) { /* ASCII goes by in eights */
            memcpy(&eight, s.ptr + at, sizeof(eight));
            if ((eight & 0x8080808080808080u) == 0) {
                at += sizeof(eight);
                continue;
            }
        }
        if (s.ptr[at] < 0x80) {
            at++;
            continue;
        }
        const size_t n = sequence(s, at, &bad);
        if (n == 0)
            return at;
        at += n;
    }
    return at;
}

size_t stm_utf8_count(stm_slice s)
{
    size_t n = 0;
    uint32_t cp;
    for (size_t at = 0; at < s.len; n++)
        at = stm_utf8_next(s, at, &cp);
    return n;
}

stm_slice stm_utf8_repair(stm_slice s, stm_arena *arena)
{
    if (stm_utf8_valid(s) == s.len &&
        stm_slice_find_byte(s, 0, 0) == STM_SLICE_NPOS)
        return s;
    stm_buf out;
    stm_buf_init(&out, SIZE_MAX); /* at most 3 bytes for one */
    size_t bad;
    for (size_t at = 0; at < s.len;) {
        const size_t n = sequence(s, at, &bad);
        if (n == 0 || s.ptr[at] == 0) {
            stm_buf_utf8(&out, 0xFFFD);
            at += n == 0 ? bad : 1;
            continue;
        }
        stm_buf_add(&out, stm_slice_of(s.ptr + at, n));
        at += n;
    }
    stm_slice fixed = {NULL, 0};
    if (out.status == STM_OK)
        fixed = stm_arena_copy(arena, stm_buf_slice(&out));
    else
        arena->failed = true;
    stm_buf_release(&out);
    return fixed;
}

enum { step_bytes = 64 };

stm_cpindex stm_cpindex_from_text(stm_slice text, stm_arena *arena)
{
    uint32_t *at =
        stm_arena_alloc(arena, text.len / step_bytes + 1, sizeof *at);
    if (at == NULL)
        return (stm_cpindex){.text = {NULL, 0}};
    uint32_t n = 0;
    for (size_t byte = 0; byte < text.len; byte++) {
        if (byte % step_bytes == 0)
            at[byte / step_bytes] = n;
        n += !is_tail(text.ptr[byte]);
    }
    if (text.len % step_bytes == 0)
        at[text.len / step_bytes] = n;
    return (stm_cpindex){.text = text, .at = at};
}

uint32_t stm_cpindex_at(const stm_cpindex *self, size_t byte)
{
    if (self->text.len == 0)
        return 0;
    if (byte > self->text.len)
        byte = self->text.len;
    uint32_t n = self->at[byte / step_bytes];
    for (size_t i = byte / step_bytes * step_bytes; i < byte; i++)
        n += !is_tail(self->text.ptr[i]);
    return n;
}

uint32_t stm_cpindex_byte(const stm_cpindex *self, uint32_t cp)
{
    size_t low = 0; /* the last step with at most cp code points before it */
    size_t high = self->text.len / step_bytes + 1;
    if (self->text.len == 0)
        return cp == 0 ? 0 : UINT32_MAX;
    while (high - low > 1) {
        const size_t mid = low + (high - low) / 2;
        if (mid * step_bytes < self->text.len + 1 && self->at[mid] <= cp)
            low = mid;
        else
            high = mid;
    }
    uint32_t n = self->at[low];
    for (size_t i = low * step_bytes; i < self->text.len; i++) {
        if (is_tail(self->text.ptr[i]))
            continue;
        if (n == cp)
            return (uint32_t)i;
        n++;
    }
    return n == cp ? (uint32_t)self->text.len : UINT32_MAX;
}
