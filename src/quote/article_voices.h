/*
 * The voices of one article: who is named in it, and which of them each
 * source means ("he", "Ek", "the ministry", "police").
 */
#ifndef STM_QUOTE_ARTICLE_VOICES_H
#define STM_QUOTE_ARTICLE_VOICES_H

#include "model/pile.h"
#include "quote/voice.h"

/*
 * Appends the voices of an article to *out and sets voice_of[i], an index
 * into out->items, for each of its attributions (STM_NONE: no source).
 * `scratch` may be cleared afterwards. Error: STM_ERR_NOMEM. Cost: linear in
 * the text, times the article's own voices (at most 400).
 */
STM_WARN_UNUSED stm_status stm_voices_of_article(
    const stm_naming_words *table, const stm_article *article, uint32_t index,
    const stm_attribution *attributions, uint32_t n_attributions,
    stm_arena *scratch, stm_voices *out, uint32_t *voice_of);

#endif
