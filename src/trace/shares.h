/* How much of each article of a story stands in each other one. */
#ifndef STM_TRACE_SHARES_H
#define STM_TRACE_SHARES_H

#include "base/arena.h"
#include "base/status.h"
#include "model/pile.h"

/* Two articles of one story that share wording. */
typedef struct stm_shared {
    uint32_t a; /* article index, less than b */
    uint32_t b;
    uint32_t first_match; /* into list.matches */
    uint32_t n_matches;
    float of_a;     /* 0..1: share of a's read text that stands in b */
    float of_b;     /* 0..1: share of b's that stands in a */
    float own_of_a; /* the same, without words that a quotes from somebody */
    float own_of_b;
    float own_bits; /* sum of the rarity of passages, without such words */
    bool verbatim;  /* a reprint among them, not rewrites alone */
} stm_shared;

typedef struct stm_shares {
    const stm_shared *items; /* items[n], by a, then b */
    uint32_t n;
    const uint32_t *matches; /* matches of pairs, in order */
} stm_shares;

/*
 * What two articles quote alike they may both have heard; what they tell
 * alike beside it one has from the other, or both from a third. So quoted
 * words (direct and mixed attributions) are also left out of a second count.
 *
 * Linear in the matches and attributions. Matches between stories are left out.
 * Rewrites count by their chance. Error: STM_ERR_NOMEM.
 */
STM_WARN_UNUSED stm_status stm_shares_from_matches(const stm_pile *pile,
                                                   stm_arena *arena,
                                                   stm_shares *out);

/* The shared wording of two articles, or NULL; O(log n). */
const stm_shared *stm_shares_find(const stm_shares *self, uint32_t a,
                                  uint32_t b);

#endif
