/*
 * Two docs side by side: what runs of words they share, with gaps, changed
 * words and moved sentences.
 *
 * Seeds are runs of three equal words, lengthened as far as they go; they
 * are chained by dynamic programming where they follow each other closely
 * in both docs, gaps are filled by a small alignment, and each chain that
 * weighs enough is a shared run. (Seed, chain, extend: Li 2018, minimap2,
 * with weights in bits in place of bases.)
 */
#ifndef STM_MATCH_CHAINS_H
#define STM_MATCH_CHAINS_H

#include "match/anchors.h"
#include "match/weights.h"

/* A shared run, in words of both docs. */
typedef struct stm_run_pair {
    uint32_t a_first;
    uint32_t a_last; /* one past */
    uint32_t b_first;
    uint32_t b_last;
    uint32_t n_words; /* equal and in order */
    uint32_t bits;    /* weight of these, in 1/STM_BIT */
} stm_run_pair;

/* Scratch for one worker, and the runs found last. */
typedef struct stm_chainer {
    const stm_weights *weights;
    const stm_doc *a;
    uint32_t *sums;       /* of the two below, the ones in use */
    uint32_t *quiet_sums; /* sums[i]: weight of the words of a before i */
    uint32_t *loud_sums;  /* the same with quiet words at their weight */
    uint32_t cap_quiet;
    uint32_t cap_loud;
    bool indexed; /* anchors hold a */
    stm_anchors anchors;
    struct stm_link *links; /* parallel to the anchors */
    uint32_t cap_links;
    stm_run_pair *runs; /* runs[n_runs], by a_first, b_first */
    uint32_t n_runs;
    uint32_t cap_runs;
} stm_chainer;

/* Keeps `weights`. */
void stm_chainer_init(stm_chainer *self, const stm_weights *weights);
void stm_chainer_release(stm_chainer *self);

/* Makes `a` the first doc; keeps it. Linear. Error: STM_ERR_NOMEM. */
STM_WARN_UNUSED stm_status stm_chainer_load(stm_chainer *self,
                                            const stm_doc *a);

/* Whether quiet words are given their weight from now on; load says no. */
void stm_chainer_hear_quiet(stm_chainer *self, bool heard);

/*
 * What one shared gram, at word `i` of a and word `j` of b, grows to by
 * itself: a run of no words where the words differ after all. Constant cost
 * but for the equal words themselves.
 */
stm_run_pair stm_chainer_grow(const stm_chainer *self, const stm_doc *b,
                              uint32_t i, uint32_t j);

/*
 * Finds the runs that `a` shares with `b` and that weigh `least_bits` or
 * more. About linear in both; the work is bounded by a constant times their
 * length however they repeat. Error: STM_ERR_NOMEM.
 */
STM_WARN_UNUSED stm_status stm_chainer_align(stm_chainer *self,
                                             const stm_doc *b,
                                             uint32_t least_bits);

#endif
