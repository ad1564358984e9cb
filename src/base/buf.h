/*
 * Owned bytes that grow up to a stated maximum.
 *
 * Appending is sticky: after a refusal nothing more is added and
 * stm_buf_status tells why, so that a writer checks once at its end.
 */
#ifndef STM_BASE_BUF_H
#define STM_BASE_BUF_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/slice.h"
#include "base/status.h"

typedef struct stm_buf {
    uint8_t *ptr;      /* owned; NULL while empty */
    size_t len;        /* bytes in use */
    size_t cap;        /* bytes of room */
    size_t max_bytes;  /* len never passes this */
    stm_status status; /* sticky: STM_OK, STM_ERR_NOMEM or STM_ERR_LIMIT */
} stm_buf;

void stm_buf_init(stm_buf *self, size_t max_bytes);
void stm_buf_release(stm_buf *self);

/* Empties it, keeps the room, forgets a failure. */
void stm_buf_clear(stm_buf *self);

/* Ensures room for `extra` more bytes; false, and sticky, on refusal. */
bool stm_buf_reserve(stm_buf *self, size_t extra);

/* Copies; `s` must not lie in this buffer. */
void stm_buf_add(stm_buf *self, stm_slice s);
void stm_buf_byte(stm_buf *self, uint8_t byte);
void stm_buf_u64(stm_buf *self, uint64_t n);
void stm_buf_i64(stm_buf *self, int64_t n);

/*
 * `value` with at most `decimals` (0..9) places, rounded half away from
 * zero, trailing zeros dropped, in the C locale. Not finite: nothing. Above
 * 1.8e19 in units of the last place: STM_ERR_LIMIT.
 */
void stm_buf_fixed(stm_buf *self, double value, unsigned decimals);

/* `cp` as UTF-8; a surrogate or a value past U+10FFFF as U+FFFD. */
void stm_buf_utf8(stm_buf *self, uint32_t cp);

/* Lower-case hexadecimal of `len` bytes. */
void stm_buf_hex(stm_buf *self, const uint8_t *bytes, size_t len);

/* Cuts to `len` bytes; a greater `len` changes nothing. */
void stm_buf_cut(stm_buf *self, size_t len);

/* What it holds; valid until the next call that changes it. */
static inline stm_slice stm_buf_slice(const stm_buf *self)
{
    return (stm_slice){self->ptr, self->len};
}

bool stm_buf_check(const stm_buf *self);

#endif
