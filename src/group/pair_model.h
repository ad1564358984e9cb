/*
 * From the features of two articles to the odds that they tell one story:
 * boosted trees (Friedman 2001), trained by tools/train/train_group.py.
 */
#ifndef STM_GROUP_PAIR_MODEL_H
#define STM_GROUP_PAIR_MODEL_H

#include "group/pair_features.h"

/* Log odds; above 0 they more likely do. */
float stm_pair_log_odds(const float x[STM_N_PAIR_FEATURES]);

#endif
