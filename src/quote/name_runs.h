/* Where names stand in running text: runs of capital words and their offices.
 */
#ifndef STM_QUOTE_NAME_RUNS_H
#define STM_QUOTE_NAME_RUNS_H

#include "quote/naming.h"

/* Whether the word can be part of a name by its look and the table. */
bool stm_is_name_word(const stm_nword *w);

/*
 * Whether the sentence that begins at words[first] is a headline in capitals,
 * which tells no name from another word; *end is one past it.
 */
bool stm_is_title_case(const stm_nwords *words, uint32_t first, uint32_t *end);

/* The end of the run of name words at i, "of" and "for" within included. */
uint32_t stm_name_run_end(const stm_nwords *words, uint32_t i);

/* Where the phrase of the name at i begins: small words of office before. */
uint32_t stm_name_phrase_begin(const stm_nwords *words, uint32_t i);

/* Where it ends: an apposition after the run's `end` included. */
uint32_t stm_name_phrase_end(const stm_nwords *words, uint32_t end);

#endif
