#include "base/diag.h"

#include <stdio.h>
#include <string.h>

#include "base/alloc.h"
#include "base/buf.h"
#include "base/utf8.h"

#include "base/banned.h"

void stm_diags_init(stm_diags *self, stm_arena *arena, uint32_t max)
{
    *self = (stm_diags){.arena = arena, .max = max};
}

void stm_diags_release(stm_diags *self)
{
    stm_free(self->items);
    *self = (stm_diags){.arena = self->arena, .max = self->max};
}

/* C0, DEL, C1, bidi controls and line separators: not for a terminal. */
static bool is_unprintable(uint32_t cp)
{
    return cp < 0x20 || (cp >= 0x7F && cp < 0xA0) ||
           (cp >= 0x200E && cp <= 0x200F) || (cp >= 0x2028 && cp <= 0x202E) ||
           (cp >= 0x2066 && cp <= 0x2069) || cp == 0xFFFD || cp == 0xFEFF;
}

void stm_buf_printable(stm_buf *out, stm_slice s)
{
    uint32_t cp;
    for (size_t at = 0; at < s.len;) {
        const size_t next = stm_utf8_next(s, at, &cp);
        if (!is_unprintable(cp)) {
            stm_buf_add(out, stm_slice_of(s.ptr + at, next - at));
        } else {
            for (size_t i = at; i < next; i++) {
                stm_buf_add(out, STM_LIT("\\x"));
                stm_buf_hex(out, s.ptr + i, 1);
            }
        }
        at = next;
    }
}

/* A copy, cut at 8 KiB; `arena` has failed where memory is out. */
static stm_slice printable(stm_arena *arena, stm_slice s)
{
    stm_buf out;
    stm_buf_init(&out, 8192);
    stm_buf_printable(&out, s);
    if (out.status == STM_ERR_NOMEM)
        arena->failed = true;
    const stm_slice copy = stm_arena_copy(arena, stm_buf_slice(&out));
    stm_buf_release(&out);
    return copy;
}

void stm_diags_add(stm_diags *self, stm_severity severity, stm_slice path,
                   uint64_t offset, uint64_t line, const char *format, ...)
{
    if (self->len >= self->max) {
        self->dropped++;
        return;
    }
    char text[1024];
    va_list args;
    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    const stm_diag made = {
        .severity = severity,
        .path = printable(self->arena, path),
        .offset = offset,
        .line = line,
        .text = printable(self->arena, stm_slice_from_cstr(text)),
    };
    if (self->arena->failed || !stm_grow(&self->items, &self->cap,
                                         self->len + 1, sizeof *self->items)) {
        self->dropped++;
        return;
    }
    self->items[self->len++] = made;
}
