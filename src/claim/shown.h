/*
 * Which part of a sentence a claim shows: the clauses that hold what the
 * sentence has in common with the claim's other sentences.
 */
#ifndef STM_CLAIM_SHOWN_H
#define STM_CLAIM_SHOWN_H

#include "claim/gather.h"

/*
 * Fills spans[group->n_units], bytes in each unit's article. `counts` is
 * room for units->n_words zeroes, zero again afterwards.
 */
void stm_group_show(const stm_pile *pile, const stm_claim_words *words,
                    const stm_units *units, const stm_group *group,
                    uint32_t *counts, stm_span *spans);

#endif
