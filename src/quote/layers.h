/*
 * Speech that passes through another's mouth: "the agency quoted the ministry
 * as saying". The tagger labels a word once, so that of two layers it finds
 * one; the other is found here, by the language's tables.
 */
#ifndef STM_QUOTE_LAYERS_H
#define STM_QUOTE_LAYERS_H

#include "quote/linker.h"
#include "quote/phrases.h"

/* The tables of one language, made ready; read-only afterwards. */
typedef struct stm_layers {
    stm_phrases say;
    stm_phrases relay;     /* "quoted" */
    stm_phrases as_saying; /* "as saying" */
    stm_phrases citing;    /* "citing" */
    stm_phrases by;        /* "according to" */
    stm_phrases agent;     /* "by" */
    stm_phrases voices;    /* nouns that can speak, beside roles and names */
} stm_layers;

/* `language` may be NULL: no tables. Error: STM_ERR_NOMEM. */
STM_WARN_UNUSED stm_status stm_layers_init(stm_layers *self,
                                           const stm_language *language,
                                           stm_arena *arena);

/*
 * Adds the missing layers to the links of paragraph `p`, which are
 * links->items[from .. len). An inner link's `outer` is the index of the one
 * that passes it on. What it adds or changes:
 *
 *   X quoted Y as saying C     X: "Y as saying C", Y: C
 *   Y was quoted (by X) as saying C
 *   X said C, citing Y         Y: C, within X: C
 *   Y said C, X reported       X: "Y said C"
 *   Y said C, according to X   X: "Y said C"
 *   X said that Y denied C     Y: C, within X's content
 *
 * `scratch` holds 8 bytes a word. Error: STM_ERR_NOMEM. Cost: linear in the
 * paragraph's words.
 */
STM_WARN_UNUSED stm_status stm_layers_add(const stm_layers *self,
                                          const stm_reading *reading,
                                          const stm_qparagraph *p,
                                          uint32_t from, stm_arena *scratch,
                                          stm_links *links);

#endif
