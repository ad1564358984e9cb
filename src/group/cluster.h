/*
 * Average linkage over the log odds of pairs: the two clusters whose articles
 * on average most likely tell one story are joined, until no average is above
 * a bar. One look-alike article cannot chain two stories together.
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

typedef struct stm_cluster_opts {
    float bar;       /* average log odds above which two clusters are joined */
    float size_gain; /* taken off the bar for each ln of the larger's size */
    uint32_t size_most; /* beyond this size nothing more is taken off */
} stm_cluster_opts;

/*
 * Joins n articles by links[n_links] (ascending by a, b, each pair once). A
 * pair without a link counts as the mean of both sides' unlinked[n], the log
 * odds that are expected of an article and one it has no link to. Only
 * clusters with a link between them are joined. Equal averages: the smaller
 * articles first. group[i] becomes the smallest article of i's cluster.
 * Memory O(n + L) for L links; time O(L log n) where clusters are small
 * beside n, at worst O(n L). Error: STM_ERR_NOMEM.
 */
STM_WARN_UNUSED stm_status stm_cluster(const stm_link *links, uint32_t n_links,
                                       const float *unlinked, uint32_t n,
                                       const stm_cluster_opts *opts,
                                       uint32_t *group);

#endif
