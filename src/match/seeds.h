/*
 * From the grams of all docs to the pairs of docs worth aligning.
 *
 * Grams are sorted by hash; equal ones of different docs make a pair of
 * docs. What the pile shows to be boilerplate (the same words in one outlet
 * over and over, or over many weeks) marks its words quiet and makes none,
 * but where two outlets have it on the same day: that may say where it was
 * taken from.
 * A gram in very many docs pairs each only with its next neighbours, so the
 * work stays linear in the grams.
 */
#ifndef STM_MATCH_SEEDS_H
#define STM_MATCH_SEEDS_H

#include "match/doc.h"
#include "match/match.h"

/* A gram that docs a < b share. */
typedef struct stm_seed {
    uint32_t a;
    uint32_t b;
    uint32_t a_word; /* where the gram begins */
    uint32_t b_word;
    uint32_t house; /* 1: boilerplate that both had at the same time */
} stm_seed;

/* Seeds, owned; by a, then b, then in the order of hashes. */
typedef struct stm_seeds {
    stm_seed *items;
    uint32_t len;
    uint32_t cap;
} stm_seeds;

/*
 * Sorts *grams (and releases it) and finds the seeds; sets STM_WORD_QUIET in
 * docs. Error: STM_ERR_NOMEM.
 */
STM_WARN_UNUSED stm_status stm_seeds_from_grams(stm_grams *grams, stm_doc *docs,
                                                uint32_t n_docs,
                                                const stm_match_opts *opts,
                                                stm_seeds *out,
                                                stm_match_effect *effect);

/* True where the options let docs a and b be compared. */
bool stm_pair_is_wanted(const stm_doc *a, const stm_doc *b,
                        const stm_match_opts *opts);

#endif
