/* The steps of grouping before clusters are made, for the trainer too. */
#ifndef STM_GROUP_GROUPING_H
#define STM_GROUP_GROUPING_H

#include "group/candidates.h"
#include "model/pile.h"

typedef struct stm_grouping {
    uint32_t n;              /* articles with status OK */
    const uint32_t *article; /* article[n]: index in the pile, ascending */
    stm_profile *profiles;   /* profiles[n], weighed */
    stm_candidates found;    /* pairs over 0..n-1, all features filled */
} stm_grouping;

/* Arrays lie in `arena` but for found.pairs (stm_free). STM_ERR_NOMEM. */
STM_WARN_UNUSED stm_status stm_grouping_prepare(stm_grouping *self,
                                                const stm_pile *pile,
                                                stm_pool *pool,
                                                stm_arena *arena);

#endif
