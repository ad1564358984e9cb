/* Words of a text in any script, and sets of their runs, for likeness. */
#ifndef STM_EXTRACT_SHINGLE_H
#define STM_EXTRACT_SHINGLE_H

#include "base/map.h"
#include "base/slice.h"
#include "base/status.h"

/*
 * The next word at or after *at: a run of letters and digits, one CJK
 * character; an empty slice at the end. Moves *at past it.
 */
stm_slice stm_word_next(stm_slice text, size_t *at);

/* Hash of a word without regard to the case of ASCII letters. */
uint64_t stm_word_hash(stm_slice word);

enum { STM_SHINGLE_WORDS = 3 };

/*
 * Adds the hashes of all runs of STM_SHINGLE_WORDS words of `text` to `set`,
 * also (from a shorter text) the run of all its words. False: no memory.
 */
bool stm_shingles_add(stm_u64map *set, stm_slice text);

/* The share 0..1 of the text's runs that are in `set`; 0 without words. */
float stm_shingles_share(const stm_u64map *set, stm_slice text);

#endif
