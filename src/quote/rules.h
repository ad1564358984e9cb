/*
 * Attributions by marks, colons and the words of a language's tables: for
 * languages that the tagger's weights do not know.
 *
 *   "Content", VERB SOURCE      VERB, SOURCE: "Content"     NAME: Content
 *   SOURCE VERB THAT content    SOURCE VERB, content in the mood of reports
 *   content, VERB SOURCE        AS SOURCE VERB, content     content, AS ...
 *   BY SOURCE content           content, SO SOURCE          SOURCE AFTER ...
 *
 * Sentences in the mood of reports that follow go to the same source, and so
 * do quotations that stand alone. Without tables (`language` NULL) there are
 * quotations, with the name beside them or in front of their colon, and lines
 * that begin "Name:".
 */
#ifndef STM_QUOTE_RULES_H
#define STM_QUOTE_RULES_H

#include "quote/linker.h"
#include "quote/quote_language.h"

/*
 * Adds what is found, by paragraph and place, and the layers that are missing
 * (layers.h). Error:
 * STM_ERR_NOMEM. Cost: linear in the words; sentences of more than 200 words
 * are read for lines and quotations only.
 */
STM_WARN_UNUSED stm_status stm_links_from_rules(const stm_reading *reading,
                                                const stm_language *language,
                                                stm_arena *arena,
                                                stm_links *out);

#endif
