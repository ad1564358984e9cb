/*
 * The trained judge of blocks: two rounds of boosted trees.
 *
 * The first round sees each block's features; the second sees them again and
 * what the first said of the block's neighbours, so that a judgement may
 * lean on those around it (stacked sequential learning, Cohen and de
 * Carvalho 2005). The mean of both is given: it erred less than either on
 * sites left out. Weights: block_model_weights.inc, made by
 * tools/train/train_blocks.py; its card is block_model.md.
 */
#ifndef STM_EXTRACT_BLOCK_MODEL_H
#define STM_EXTRACT_BLOCK_MODEL_H

#include "extract/block_features.h"

/*
 * Sets *out to scores[blocks->n] in `arena`: the probability, 0..1, that
 * each block is of the article. Error: STM_ERR_NOMEM. Linear.
 */
STM_WARN_UNUSED stm_status stm_block_model_scores(const stm_blocks *blocks,
                                                  const stm_features *features,
                                                  stm_arena *arena,
                                                  float **out);

#endif
