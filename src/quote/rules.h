/*
 * Attributions by marks, colons and the words of a language's tables: for
 * languages that the tagger's weights do not know.
 *
 *   "Content", VERB SOURCE      VERB, SOURCE: "Content"     NAME: Content
 *   SOURCE VERB, THAT content.  BY SOURCE content.  Content, BY SOURCE.
 *
 * Without tables (`language` NULL) only quotations next to a capitalised
 * name or a colon are found, and lines that begin "Name:".
 */
#ifndef STM_QUOTE_RULES_H
#define STM_QUOTE_RULES_H

#include "quote/linker.h"
#include "quote/quote_language.h"

/* Adds what is found, by paragraph and place. Error: STM_ERR_NOMEM. */
STM_WARN_UNUSED stm_status stm_links_from_rules(stm_slice text,
                                                const stm_reading *reading,
                                                const stm_language *language,
                                                stm_arena *arena,
                                                stm_links *out);

#endif
