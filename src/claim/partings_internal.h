/* What the files that find differences share; for them alone. */
#ifndef STM_CLAIM_PARTINGS_INTERNAL_H
#define STM_CLAIM_PARTINGS_INTERNAL_H

#include "claim/partings.h"

/* Differences kept a claim, values kept a difference. */
enum { STM_PARTINGS_MAX = 12, STM_VALUES_MAX = 64 };

/* A number in a mention, and what it is said to count. */
typedef struct stm_counted {
    uint32_t mention;
    const stm_number *number;
    uint64_t thing;    /* concept or stem; never 0 */
    uint64_t names[3]; /* for ages: names before it, nearest first; 0 none */
} stm_counted;

/* The mentions of one claim and the differences found so far. */
typedef struct stm_partings {
    const stm_pile *pile;
    const stm_claim_words *words;
    const stm_units *units;
    const stm_shown *shown; /* shown[n] */
    uint32_t n;
    stm_arena *arena;
    stm_counted *items; /* items[n_items], by mention */
    uint32_t n_items;
    uint32_t max_items;
    uint64_t killed; /* concepts */
    uint64_t wounded;
    stm_difference *out; /* out[n_out], room for STM_PARTINGS_MAX */
    uint32_t n_out;
} stm_partings;

/* The text of tokens first..end of a mention's article. */
stm_slice stm_partings__text(const stm_partings *f, uint32_t mention,
                             uint32_t first, uint32_t end);

/* What is known of a token's word. */
const stm_claim_word *stm_partings__word(const stm_partings *f,
                                         const stm_unit *u, uint32_t token);

/*
 * Adds a difference with values[n_values], whose mentions are filled from
 * of_mention[n] (value of each mention, or STM_NONE). False: out of memory.
 */
bool stm_partings__add(stm_partings *f, stm_slice name, stm_slice what,
                       uint8_t kind, stm_value *values, uint32_t n_values,
                       const uint32_t *of_mention);

/* Each finds differences of its sort. False: out of memory. */
bool stm_partings__compare_numbers(stm_partings *f);
bool stm_partings__compare_names(stm_partings *f);
bool stm_partings__compare_days(stm_partings *f);
bool stm_partings__compare_doubt(stm_partings *f);
bool stm_partings__compare_quotes(stm_partings *f);

#endif
