/* The doors of lineage and origins: what derives from what. */
#ifndef STM_TRACE_TRACE_H
#define STM_TRACE_TRACE_H

#include "base/arena.h"
#include "base/pool.h"
#include "model/pile.h"

typedef struct stm_lineage {
    const stm_edge *edges; /* by to, then from, then lost */
    uint32_t n_edges;
    const stm_lost_origin *lost; /* by story, then first article */
    uint32_t n_lost;
} stm_lineage;

/*
 * The lineage of every story's articles, from matches, credits, dates and
 * attributions. Results lie in `arena`. Error: STM_ERR_NOMEM.
 */
STM_WARN_UNUSED stm_status stm_lineage_from_matches(const stm_pile *pile,
                                                    stm_arena *arena,
                                                    stm_lineage *out,
                                                    stm_error *err);

/*
 * Counts the origins of claims[n], which are the pile's own, given
 * writable: fills origins, merges, measured, low, high. Needs the lineage
 * in the pile. Error: STM_ERR_NOMEM.
 */
STM_WARN_UNUSED stm_status stm_origins_from_claims(const stm_pile *pile,
                                                   stm_claim *claims,
                                                   uint32_t n, stm_arena *arena,
                                                   stm_error *err);

#endif
