/*
 * From pair scores to groups of sentences that state one claim.
 *
 * A sentence may state two claims, so groups may overlap; they are grown
 * from the surest pair outwards, a sentence joining where the mean of its
 * odds with all members in other articles is high, less so where it was in a
 * group with them before. Pairs inside a group start none. Groups that are
 * nearly one are made one.
 */
#ifndef STM_CLAIM_GATHER_H
#define STM_CLAIM_GATHER_H

#include "claim/unit_pairs.h"

typedef struct stm_group {
    const uint32_t *units; /* units[n_units], ascending */
    uint32_t n_units;
    float cohesion; /* mean chance over pairs of two articles, 0..1 */
    float weakest;  /* the least mean chance of a member with the others */
} stm_group;

typedef struct stm_gather_opts {
    float seed;    /* log-odds that a pair needs to start a group */
    float join;    /* mean log-odds that a sentence needs to join */
    float again;   /* taken off where it was in a group with all members */
    float overlap; /* groups that share this part of their union are one */
} stm_gather_opts;

/* Set on the development stories; docs/EVALUATION.md. */
#define STM_GATHER_OPTS_DEFAULT ((stm_gather_opts){-.2F, .5F, 1, .6F})

enum { STM_GROUP_MAX = 2000 };

/*
 * Groups of two units or more, the surest first. *out lies in `arena`.
 * Error: STM_ERR_NOMEM.
 */
STM_WARN_UNUSED stm_status stm_groups_from_pairs(
    const stm_units *units, const stm_pairs *pairs, const stm_gather_opts *opts,
    stm_arena *arena, stm_group **out, uint32_t *n_out);

#endif
