/*
 * Where the mentions of a claim part: numbers of one thing that disagree,
 * ages, days, and doubt that was lost on the way.
 */
#ifndef STM_CLAIM_PARTINGS_H
#define STM_CLAIM_PARTINGS_H

#include "claim/gather.h"

/* A mention as differences see it. */
typedef struct stm_shown {
    const stm_unit *unit;
    stm_span span;        /* what is shown, in the unit's article */
    stm_span core;        /* the part that says it most shortly */
    uint32_t attribution; /* or STM_NONE */
} stm_shown;

/*
 * The differences between shown[n], the mentions of one claim in order.
 * Results lie in `arena`. Error: STM_ERR_NOMEM.
 */
STM_WARN_UNUSED stm_status stm_differences_from_mentions(
    const stm_pile *pile, const stm_claim_words *words, const stm_units *units,
    const stm_shown *shown, uint32_t n, stm_arena *arena,
    const stm_difference **out, uint32_t *n_out);

#endif
