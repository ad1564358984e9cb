/*
 * Which part of a sentence a claim shows: the clauses that hold what the
 * sentence has in common with the claim's other sentences.
 */
#ifndef STM_CLAIM_SHOWN_H
#define STM_CLAIM_SHOWN_H

#include "claim/gather.h"

typedef struct stm_part {
    stm_span span; /* the clauses that share anything with the others */
    stm_span core; /* those that share most of what is this claim's own */
} stm_part;

/*
 * Counts for each word in how many of the groups at least half the units
 * hold it: what many groups share tells none of them apart. Adds to
 * common[units->n_words]; `counts` as below.
 */
void stm_groups_count_common(const stm_units *units, const stm_group *groups,
                             uint32_t n_groups, uint32_t *counts,
                             uint32_t *common);

/*
 * Fills parts[group->n_units], bytes in each unit's article. `counts` is
 * room for units->n_words zeroes, zero again afterwards; `common` is what
 * stm_groups_count_common gave.
 */
void stm_group_show(const stm_pile *pile, const stm_claim_words *words,
                    const stm_units *units, const stm_group *group,
                    uint32_t *counts, const uint32_t *common, stm_part *parts);

#endif
