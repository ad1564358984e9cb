/* Which pairs of articles are worth comparing, without comparing all. */
#ifndef STM_GROUP_CANDIDATES_H
#define STM_GROUP_CANDIDATES_H

#include "base/pool.h"
#include "group/pair_features.h"

typedef struct stm_candidates {
    stm_pair *pairs; /* ascending by a, then b; features not filled; owned */
    uint32_t n;
    bool *full; /* full[n_articles]: its list was cut off at the limit */
} stm_candidates;

/*
 * For each article its best partners by FULL and by LEAD (at most 30 each)
 * among those that share one of its weightiest terms. A term held by more
 * than 500 articles is asked for only its 500 nearest in time. Linear in the
 * articles. `pairs` is from the heap (stm_free), `full` in `arena`. Error:
 * STM_ERR_NOMEM.
 */
STM_WARN_UNUSED stm_status stm_candidates_find(const stm_profile *profiles,
                                               uint32_t n, stm_pool *pool,
                                               stm_arena *arena,
                                               stm_candidates *out);

#endif
