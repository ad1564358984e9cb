/* Names of months and weekdays in every language ICU knows. */
#ifndef STM_EXTRACT_DATE_WORDS_H
#define STM_EXTRACT_DATE_WORDS_H

#include "base/slice.h"

typedef struct stm_date_word {
    uint8_t month;   /* 1..12, or 0 */
    uint8_t weekday; /* 1 Monday .. 7 Sunday, or 0 */
} stm_date_word;

/* Room for a folded word; longer words are no names of ours. */
#define STM_DATE_FOLD_BYTES 64

/*
 * Folds `word` to `out`: case, accents and full stops go. Returns the bytes
 * written, 0 where the word does not fit.
 */
size_t stm_date_fold(stm_slice word, uint8_t out[STM_DATE_FOLD_BYTES]);

/*
 * What `word` names. Where one name means different things, or has three
 * letters or less, it counts in `language` (BCP 47 base) and in English only,
 * or, where `language` is empty, in the language with most readers. A name
 * may be a month and a weekday at once ("mar" in Spanish).
 */
stm_date_word stm_date_word_of(stm_slice word, stm_slice language);

/* The value 0..9 of a decimal digit of any script, or -1. */
int stm_digit_value(uint32_t cp);

#endif
