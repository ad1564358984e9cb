/*
 * Memory that is given out piece by piece and taken back all at once.
 *
 *   chunk -> chunk -> chunk        newest first, each at least 64 KiB
 *   [used........|free....]
 *
 * One arena a document, one a run, one for scratch. An arena that once
 * failed stays failed and gives NULL until it is cleared, so that a builder
 * may test it once at the end.
 */
#ifndef STM_BASE_ARENA_H
#define STM_BASE_ARENA_H

#include <stdbool.h>
#include <stddef.h>

#include "base/slice.h"

struct stm_arena_chunk;

typedef struct stm_arena {
    struct stm_arena_chunk *head; /* newest chunk, or NULL */
    size_t held_bytes;            /* taken from the heap */
    size_t limit_bytes;           /* held_bytes never passes this */
    bool failed;                  /* sticky: something was refused */
} stm_arena;

/* An empty arena; takes nothing from the heap yet. SIZE_MAX: no limit. */
void stm_arena_init(stm_arena *self, size_t limit_bytes);

/* Gives everything back; the arena is then as after init. */
void stm_arena_release(stm_arena *self);

/* Empties the arena and keeps one chunk for reuse. */
void stm_arena_clear(stm_arena *self);

/*
 * `count` items of `size` bytes, zeroed, aligned for any type; NULL when
 * the arena has failed. A count of 0 gives a pointer that may not be read.
 */
void *stm_arena_alloc(stm_arena *self, size_t count, size_t size);

/* A copy of `s` in the arena; empty when the arena has failed. */
stm_slice stm_arena_copy(stm_arena *self, stm_slice s);

/* A copy of `count` items of `size` bytes, or NULL. */
void *stm_arena_copy_array(stm_arena *self, const void *items, size_t count,
                           size_t size);

/* Lower-cased (ASCII) copy. */
stm_slice stm_arena_lower(stm_arena *self, stm_slice s);

/* `a` and `b` one after the other, a copy. */
stm_slice stm_arena_join(stm_arena *self, stm_slice a, stm_slice b);

/* True when what it counts agrees with its chunks: for tests. */
bool stm_arena_check(const stm_arena *self);

#endif
