/*
 * Quotation marks and the ends of sentences, by rules over tokens.
 *
 * A stop ends a sentence unless what stands before it is an abbreviation, an
 * initial or a number that goes on, or what follows begins in lower case.
 * Marks that close belong to the sentence they close.
 */
#ifndef STM_TEXT_SENTENCES_H
#define STM_TEXT_SENTENCES_H

#include "text/words.h"

/* The sentences of one text; owned. */
typedef struct stm_sentences {
    stm_sentence *items;
    uint32_t len;
    uint32_t cap;
} stm_sentences;

void stm_sentences_release(stm_sentences *self);

/*
 * Sets STM_TOKEN_OPEN_QUOTE and STM_TOKEN_SHUT_QUOTE on the marks among
 * words->tokens[first..], which are one paragraph of `text`.
 */
void stm_quote_marks_set(stm_words *words, uint32_t first, stm_slice text);

/*
 * Appends the sentences of the paragraph words->tokens[first..] to *out and
 * sets the tokens' sentence_low. Needs the quotation marks. Error:
 * STM_ERR_NOMEM.
 */
STM_WARN_UNUSED stm_status stm_sentences_from_words(
    const stm_word_cutter *cutter, stm_slice text, stm_words *words,
    uint32_t first, uint32_t paragraph, uint32_t language, stm_sentences *out);

#endif
