/* Messages about the input, gathered where they arise, shown by the caller. */
#ifndef STM_BASE_DIAG_H
#define STM_BASE_DIAG_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/status.h"

#define STM_NO_OFFSET UINT64_MAX

typedef struct stm_diag {
    stm_severity severity;
    stm_slice path;  /* the input, as it was named */
    uint64_t offset; /* byte in the input, or STM_NO_OFFSET */
    uint64_t line;   /* 1-based, or 0 */
    stm_slice text;  /* one line of English, input bytes made printable */
} stm_diag;

/* A list of them; a stage appends, the engine hands them on. */
typedef struct stm_diags {
    stm_arena *arena; /* texts and paths are copied here */
    stm_diag *items;  /* items[len], in order of arrival; owned */
    uint32_t len;
    uint32_t cap;
    uint32_t max;     /* more than this are only counted */
    uint64_t dropped; /* how many were only counted */
} stm_diags;

/* Keeps `arena`. */
void stm_diags_init(stm_diags *self, stm_arena *arena, uint32_t max);
void stm_diags_release(stm_diags *self);

/* Appends `s` with what could steer a terminal as "\xNN". */
void stm_buf_printable(stm_buf *out, stm_slice s);

/*
 * Adds a message. Copies path and text; control characters in them become
 * "\xNN", so that no input byte reaches a terminal raw. Never fails: without
 * memory the message is counted in `dropped`.
 */
void stm_diags_add(stm_diags *self, stm_severity severity, stm_slice path,
                   uint64_t offset, uint64_t line, const char *format, ...)
    STM_PRINTF(6, 7);

#endif
