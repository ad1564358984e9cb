/*
 * What the words of a block, and those in the classes around it, say of it.
 *
 * Two logistic models over hashed words, whose scores are features among
 * others. Weights: block_words_weights.inc, by tools/train/train_blocks.py.
 */
#ifndef STM_EXTRACT_BLOCK_WORDS_H
#define STM_EXTRACT_BLOCK_WORDS_H

#include "extract/block.h"

enum {
    STM_WORD_SLOTS = 8192, /* hashes are folded to so many */
    STM_WORDS_MAX = 64,    /* slots of one block at most */
};

/*
 * Slots of the block's first 16 and last 4 words and of its first two as a
 * pair, distinct, ascending. Returns how many.
 */
uint32_t stm_block_text_slots(const stm_blocks *blocks, uint32_t block,
                              uint16_t out[STM_WORDS_MAX]);

/*
 * Slots of the words in class and id of the four innermost elements round
 * the block's first text; the innermost one's are told from the others'.
 */
uint32_t stm_block_class_slots(const stm_blocks *blocks, uint32_t block,
                               uint16_t out[STM_WORDS_MAX]);

/* Log odds of being article text by each of the two. */
float stm_block_text_score(const stm_blocks *blocks, uint32_t block);
float stm_block_class_score(const stm_blocks *blocks, uint32_t block);

#endif
