/*
 * Average linkage over the log odds of pairs: the two clusters whose articles
 * on average most likely tell one story are joined, until no average is above
 * zero. One look-alike article cannot chain two stories together.
 */
#ifndef STM_GROUP_CLUSTER_H
#define STM_GROUP_CLUSTER_H

#include "base/arena.h"
#include "base/status.h"

typedef struct stm_link {
    uint32_t a; /* less than b */
    uint32_t b;
    float log_odds;
} stm_link;

/*
 * Joins n articles by links[n_links] (ascending by a, b). A pair without a
 * link counts as unlikely, unless either article is `full`: has more likely
 * partners than its list could hold. group[i] becomes the smallest article
 * of i's cluster. O(L log L) for L links, clusters being small beside n.
 * Error: STM_ERR_NOMEM.
 */
STM_WARN_UNUSED stm_status stm_cluster(const stm_link *links, uint32_t n_links,
                                       const bool *full, uint32_t n,
                                       uint32_t *group);

#endif
