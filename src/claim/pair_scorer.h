/*
 * From what is measured of a pair to the odds that it states one claim.
 *
 * Two logistic regressions, the second over the first: it sees what the
 * first made of the pair, of the pairs next to it, and of third sentences
 * that both resemble. Weights, card and training: pair_scorer.md.
 */
#ifndef STM_CLAIM_PAIR_SCORER_H
#define STM_CLAIM_PAIR_SCORER_H

#include "claim/unit_pairs.h"

/* What the second regression sees beside stm_pair_feature. */
typedef enum stm_pair_second {
    STM_SECOND_ODDS, /* the first's log-odds */
    STM_SECOND_CHANCE,
    STM_SECOND_THIRD,     /* best weaker link over a third sentence */
    STM_SECOND_THIRD_SUM, /* log of the sum of products over thirds */
    STM_SECOND_BEST_LESS, /* chance less the best in the other's article */
    STM_SECOND_BEST_MORE,
    STM_SECOND_STEP,     /* chance of the neighbours, in step */
    STM_SECOND_BESIDE,   /* of one with the other's neighbours */
    STM_SECOND_CROSS,    /* of the neighbours, crosswise */
    STM_SECOND_ROW_LESS, /* log of the chances in a row */
    STM_SECOND_ROW_MORE,
    STM_SECOND_ROWS_COSINE,
    STM_SECOND_FEATURES
} stm_pair_second;

/* Sets pairs->items[].score, log-odds. Error: STM_ERR_NOMEM. */
STM_WARN_UNUSED stm_status stm_pairs_score(const stm_units *units,
                                           stm_pairs *pairs);

#endif
