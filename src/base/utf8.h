/* Walking and counting UTF-8 that may be broken. */
#ifndef STM_BASE_UTF8_H
#define STM_BASE_UTF8_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/slice.h"

/*
 * Decodes one code point at `at` (< s.len) into *cp and returns the offset
 * after it. A byte that starts no well-formed sequence gives U+FFFD and an
 * advance of 1, so every input is walked to its end.
 */
size_t stm_utf8_next(stm_slice s, size_t at, uint32_t *cp);

/* The offset of the code point before `at` (> 0), and the code point. */
size_t stm_utf8_prev(stm_slice s, size_t at, uint32_t *cp);

/* Offset of the first byte that is not UTF-8, or s.len. */
size_t stm_utf8_valid(stm_slice s);

/* Code points in `s`, counted as stm_utf8_next walks it. */
size_t stm_utf8_count(stm_slice s);

/*
 * `s` in valid UTF-8 without NUL: broken sequences (maximal subparts, as
 * WHATWG's decoder does) and NUL bytes become U+FFFD. Returns `s` itself
 * where nothing had to change, else a copy in the arena.
 */
stm_slice stm_utf8_repair(stm_slice s, stm_arena *arena);

/*
 * Turns byte offsets into code point offsets of valid UTF-8; at most 64 steps
 * a look-up. (In broken text every byte but 10xxxxxx counts as one.)
 */
typedef struct stm_cpindex {
    stm_slice text;
    const uint32_t *at; /* at[i]: code points before byte 64 i */
} stm_cpindex;

/* Builds the index in the arena; empty when the arena has failed. */
stm_cpindex stm_cpindex_from_text(stm_slice text, stm_arena *arena);

/* Code points before byte `byte` of the text, clamped to its length. */
uint32_t stm_cpindex_at(const stm_cpindex *self, size_t byte);

/*
 * The byte at which code point `cp` begins; the text's length for the count
 * of its code points, UINT32_MAX past that. O(log) in the length.
 */
uint32_t stm_cpindex_byte(const stm_cpindex *self, uint32_t cp);

#endif
