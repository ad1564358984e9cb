/* How surely each block of a page belongs to its article. */
#ifndef STM_EXTRACT_MAIN_CONTENT_H
#define STM_EXTRACT_MAIN_CONTENT_H

#include "extract/block_features.h"

/* From this score on a block is kept. */
#define STM_KEEP_FROM 0.4F

/*
 * Sets *out to scores[blocks->n], 0..1, in `arena`: the probability that a
 * reader who copies the article by hand would copy the block. Error:
 * STM_ERR_NOMEM.
 */
STM_WARN_UNUSED stm_status stm_block_scores(const stm_blocks *blocks,
                                            const stm_features *features,
                                            stm_arena *arena, float **out);

#endif
