/* How two articles compare, as numbers for the pair model. */
#ifndef STM_GROUP_PAIR_FEATURES_H
#define STM_GROUP_PAIR_FEATURES_H

#include "group/profile.h"

/* Order of the features; tools/train/train_group.py reads the names below. */
typedef enum stm_pair_feature {
    STM_PAIR_FULL, /* cosines of the six bags */
    STM_PAIR_LEAD,
    STM_PAIR_TITLE,
    STM_PAIR_NAMES,
    STM_PAIR_NUMBERS,
    STM_PAIR_BIGRAMS,
    STM_PAIR_FULL_LOW,  /* FULL beside each side's best: the lower ... */
    STM_PAIR_FULL_HIGH, /* ... and the higher ratio, 0..1 */
    STM_PAIR_FULL_OVER, /* FULL less the mean of both sides' candidates */
    STM_PAIR_LEAD_LOW,
    STM_PAIR_LEAD_HIGH,
    STM_PAIR_LEAD_OVER,
    STM_PAIR_COVER,      /* idf of shared terms over the lighter side's */
    STM_PAIR_RARE,       /* ln(1 + idf above the middle, of shared terms) */
    STM_PAIR_RARE_NAMES, /* the same over shared names */
    STM_PAIR_DATED,      /* 1: both days are known */
    STM_PAIR_DAYS_2,     /* exp(-days / 2), 0 undated */
    STM_PAIR_DAYS_8,     /* exp(-days / 8), 0 undated */
    STM_PAIR_DAY_SAME,   /* 1: at most one day apart */
    STM_PAIR_SHORT,      /* ln(1 + distinct terms of the shorter) */
    STM_PAIR_LONG,       /* ln(1 + distinct terms of the longer) */
    STM_N_PAIR_FEATURES,
} stm_pair_feature;

/* A pair of candidates, a < b. */
typedef struct stm_pair {
    uint32_t a;
    uint32_t b;
    float x[STM_N_PAIR_FEATURES];
} stm_pair;

/*
 * Fills all features but those that need a side's other candidates (LOW,
 * HIGH, OVER). Profiles are weighed.
 */
void stm_pair_compare(stm_pair *self, const stm_profile *a,
                      const stm_profile *b, const stm_idf *idf);

/* Fills LOW, HIGH and OVER of pairs[n] over n_articles. */
STM_WARN_UNUSED stm_status stm_pairs_relate(stm_pair *pairs, uint32_t n,
                                            uint32_t n_articles,
                                            stm_arena *scratch);

#endif
