#include "base/buf.h"

#include <math.h>
#include <string.h>

#include "base/alloc.h"
#include "base/size.h"

#include "base/banned.h"

void stm_buf_init(stm_buf *self, size_t max_bytes)
{
    *self = (stm_buf){.max_bytes = max_bytes};
}

void stm_buf_release(stm_buf *self)
{
    stm_free(self->ptr);
    stm_buf_init(self, self->max_bytes);
}

void stm_buf_clear(stm_buf *self)
{
    self->len = 0;
    self->status = STM_OK;
}

bool stm_buf_reserve(stm_buf *self, size_t extra)
{
    if (self->status != STM_OK)
        return false;
    if (self->ptr != NULL && extra <= self->cap - self->len)
        return true;
    if (extra > self->max_bytes - self->len) {
        self->status = STM_ERR_LIMIT;
        return false;
    }
    const size_t need = self->len + extra;
    size_t room = self->cap + self->cap / 2 + 64;
    if (room < need)
        room = need;
    if (room > self->max_bytes)
        room = self->max_bytes;
    uint8_t *grown = stm_realloc(self->ptr, room, 1);
    if (grown == NULL) {
        self->status = STM_ERR_NOMEM;
        return false;
    }
    self->ptr = grown;
    self->cap = room;
    return true;
}

void stm_buf_add(stm_buf *self, stm_slice s)
{
    if (s.len == 0 || !stm_buf_reserve(self, s.len))
        return;
    memcpy(self->ptr + self->len, s.ptr, s.len);
    self->len += s.len;
}

void stm_buf_byte(stm_buf *self, uint8_t byte)
{
    if (stm_buf_reserve(self, 1))
        self->ptr[self->len++] = byte;
}

void stm_buf_u64(stm_buf *self, uint64_t n)
{
    uint8_t digits[20];
    size_t at = sizeof digits;
    do {
        digits[--at] = (uint8_t)('0' + n % 10);
        n /= 10;
    } while (n > 0);
    stm_buf_add(self, stm_slice_of(digits + at, sizeof digits - at));
}

void stm_buf_i64(stm_buf *self, int64_t n)
{
    if (n < 0)
        stm_buf_byte(self, '-');
    stm_buf_u64(self, n < 0 ? 0 - (uint64_t)n : (uint64_t)n);
}

void stm_buf_fixed(stm_buf *self, double value, unsigned decimals)
{
    if (!isfinite(value))
        return;
    uint64_t scale = 1;
    for (unsigned i = 0; i < decimals; i++)
        scale *= 10;
    const double scaled = floor(fabs(value) * (double)scale + 0.5);
    if (scaled >= 1.8e19) {
        self->status = self->status == STM_OK ? STM_ERR_LIMIT : self->status;
        return;
    }
    const uint64_t n = (uint64_t)scaled;
    if (value < 0 && n > 0)
        stm_buf_byte(self, '-');
    stm_buf_u64(self, n / scale);
    uint64_t rest = n % scale;
    if (rest == 0)
        return;
    stm_buf_byte(self, '.');
    while (rest > 0) {
        scale /= 10;
        stm_buf_byte(self, (uint8_t)('0' + rest / scale));
        rest %= scale;
    }
}

void stm_buf_utf8(stm_buf *self, uint32_t cp)
{
    if (cp > 0x10FFFF || (cp >= 0xD800 && cp <= 0xDFFF))
        cp = 0xFFFD;
    uint8_t out[4];
    size_t n;
    if (cp < 0x80) {
        out[0] = (uint8_t)cp;
        n = 1;
    } else if (cp < 0x800) {
        out[0] = (uint8_t)(0xC0 | cp >> 6);
        out[1] = (uint8_t)(0x80 | (cp & 0x3F));
        n = 2;
    } else if (cp < 0x10000) {
        out[0] = (uint8_t)(0xE0 | cp >> 12);
        out[1] = (uint8_t)(0x80 | (cp >> 6 & 0x3F));
        out[2] = (uint8_t)(0x80 | (cp & 0x3F));
        n = 3;
    } else {
        out[0] = (uint8_t)(0xF0 | cp >> 18);
        out[1] = (uint8_t)(0x80 | (cp >> 12 & 0x3F));
        out[2] = (uint8_t)(0x80 | (cp >> 6 & 0x3F));
        out[3] = (uint8_t)(0x80 | (cp & 0x3F));
        n = 4;
    }
    stm_buf_add(self, stm_slice_of(out, n));
}

void stm_buf_hex(stm_buf *self, const uint8_t *bytes, size_t len)
{
    static const uint8_t digit[16] = "0123456789abcdef";
    for (size_t i = 0; i < len; i++) {
        stm_buf_byte(self, digit[bytes[i] >> 4]);
        stm_buf_byte(self, digit[bytes[i] & 15]);
    }
}

void stm_buf_cut(stm_buf *self, size_t len)
{
    if (len < self->len)
        self->len = len;
}

bool stm_buf_check(const stm_buf *self)
{
    return self->len <= self->cap && self->cap <= self->max_bytes &&
           (self->ptr != NULL || self->cap == 0);
}
