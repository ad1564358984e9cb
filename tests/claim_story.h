/*
 * A story of texts for the tests and the fuzz target of claims: each text is
 * an article, each of its lines a paragraph. Attributions are given by hand
 * or left out; nothing is matched.
 */
#ifndef STM_CLAIM_STORY_H
#define STM_CLAIM_STORY_H

#include "base/pool.h"
#include "model/pile.h"
#include "text/text_cutter.h"

typedef struct claim_story {
    stm_arena arena;
    stm_pool *pool;
    stm_article *articles;
    stm_text *texts;
    stm_story story;
    stm_pile pile;
} claim_story;

/* The story of texts[n], of day `day` + i (1..28) in January 2031 each. */
stm_status claim_story_init(claim_story *self, const stm_slice *texts,
                            uint32_t n, uint32_t threads);
void claim_story_release(claim_story *self);

#endif
