/*
 * Plain reports of speech that the tagger passed over: "..., said harbour
 * spokeswoman Ada Lund", "... a monitor said on Sunday", "Police told
 * reporters that ...", "According to the ministry, ...".
 *
 * Only a sentence of which the tagger labelled no word is read, only the
 * surest verbs of the language count (stm_language.plain), and only a source
 * that is a noun phrase beside the verb.
 */
#ifndef STM_QUOTE_PLAIN_H
#define STM_QUOTE_PLAIN_H

#include "quote/linker.h"
#include "quote/phrases.h"
#include "quote/quote_language.h"

typedef struct stm_plain {
    stm_phrases say;
    stm_phrases by;
    stm_phrases verbs; /* all of saying */
} stm_plain;

/* The tables of `language`, in `arena`. Error: STM_ERR_NOMEM. */
STM_WARN_UNUSED stm_status stm_plain_init(stm_plain *self,
                                          const stm_language *language,
                                          stm_arena *arena);

/*
 * Adds to `out` what sentences of paragraph `p` say plainly that the tagger
 * gave no content; links from number `from` on, which are its own, are given
 * a source where they have none. labels[p->n] are the tagger's. Linear.
 * Error: STM_ERR_NOMEM.
 */
STM_WARN_UNUSED stm_status stm_links_from_plain(
    const stm_plain *self, const stm_reading *reading, const stm_qparagraph *p,
    const uint8_t *labels, uint32_t from, stm_arena *arena, stm_links *out);

#endif
