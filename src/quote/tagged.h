/* The trained way from a reading to links: tag, then link. */
#ifndef STM_QUOTE_TAGGED_H
#define STM_QUOTE_TAGGED_H

#include "quote/linker.h"
#include "quote/quote_language.h"
#include "quote/tagger.h"

/*
 * Adds the attributions that the tagger finds, each with a confidence
 * calibrated on the development articles (quote_weights.md), and what a
 * sentence it passed over says plainly (plain.h), and the layers that are
 * missing (layers.h). Takes some 1 KB of `scratch` a word. Error:
 * STM_ERR_NOMEM.
 */
STM_WARN_UNUSED stm_status stm_links_from_tagger(const stm_reading *reading,
                                                 const stm_tagger *tagger,
                                                 const stm_language *language,
                                                 stm_arena *scratch,
                                                 stm_links *out);

#endif
