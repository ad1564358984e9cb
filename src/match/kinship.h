/*
 * Whether two articles are on one matter, apart from the wording they share:
 * it tells a passage that went round from a footer that stands everywhere.
 */
#ifndef STM_MATCH_KINSHIP_H
#define STM_MATCH_KINSHIP_H

#include "match/chains.h"

typedef struct stm_kinship {
    uint32_t *words[2]; /* telling words of the two docs, sorted */
    uint32_t cap[2];
} stm_kinship;

void stm_kinship_init(stm_kinship *self);
void stm_kinship_release(stm_kinship *self);

/*
 * The share (0..1) of telling words outside runs[n] that docs a and b have
 * in common, of the shorter list. Two articles of one story had .12 and more
 * in 27 of 28 pairs of the development stories, two of one day .07 in nine
 * of ten. Error: STM_ERR_NOMEM.
 */
STM_WARN_UNUSED stm_status stm_kinship_measure(
    stm_kinship *self, const stm_weights *weights, const stm_doc *a,
    const stm_doc *b, const stm_run_pair *runs, uint32_t n, float *out);

#endif
