/* The door of claims: from the sentences of a story to what it asserts. */
#ifndef STM_CLAIM_CLAIMS_H
#define STM_CLAIM_CLAIMS_H

#include "base/arena.h"
#include "base/pool.h"
#include "model/pile.h"

/*
 * The claims of every story of the pile, with their mentions (speaker and
 * attribution filled), carriers counted and differences; origins, merges and
 * the range are left for stm_origins_from_claims. Needs texts, matches,
 * stories, attributions and speakers. *out lies in `arena`, ordered by
 * story, then weight. Linear in the sentences of a story for candidates.
 * Error: STM_ERR_NOMEM.
 */
STM_WARN_UNUSED stm_status
stm_claims_from_stories(const stm_pile *pile, stm_pool *pool, stm_arena *arena,
                        stm_claim **out, uint32_t *n_out, stm_error *err);

#endif
