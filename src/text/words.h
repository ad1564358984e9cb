/*
 * The word cutter: a paragraph's bytes to tokens with their terms.
 *
 * Letters, digits and what combines with them make words by rules of our
 * own, close to Unicode's (UAX 29) but for what news needs: hyphens part
 * words, a possessive 's is a token, "U.S." is one. Runs of scripts written
 * without spaces go to ICU's dictionaries.
 */
#ifndef STM_TEXT_WORDS_H
#define STM_TEXT_WORDS_H

#include "base/status.h"
#include "model/text.h"
#include "text/chars.h"
#include "text/terms.h"

struct UBreakIterator;

/* Tokens as they are cut; parallel arrays of `len` items, owned. */
typedef struct stm_words {
    stm_token *tokens;
    uint64_t *terms;
    uint64_t *stems;
    uint32_t len;
    uint32_t cap;
} stm_words;

typedef struct stm_word_cutter {
    stm_chars chars;
    stm_terms terms;
    struct UBreakIterator *breaks; /* word breaks; opened when first needed */
} stm_word_cutter;

/* Error: STM_ERR_NOMEM. Release also after a failure. */
STM_WARN_UNUSED stm_status stm_word_cutter_init(stm_word_cutter *self);
void stm_word_cutter_release(stm_word_cutter *self);

/*
 * Appends the tokens of bytes `span` of `text` to *out; quotation marks and
 * sentences are not set yet. Error: STM_ERR_NOMEM.
 */
STM_WARN_UNUSED stm_status stm_words_from_span(stm_word_cutter *self,
                                               stm_slice text, stm_span span,
                                               uint32_t language,
                                               stm_words *out);

void stm_words_release(stm_words *self);

#endif
