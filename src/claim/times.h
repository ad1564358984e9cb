/* Days that a text names, resolved against the day of its article. */
#ifndef STM_CLAIM_TIMES_H
#define STM_CLAIM_TIMES_H

#include "claim/claim_words.h"
#include "model/article.h"
#include "model/text.h"

typedef struct stm_day_named {
    int32_t day;          /* days from 1970 */
    uint32_t first_token; /* index into the text's tokens */
    uint32_t end_token;   /* half-open */
} stm_day_named;

enum { STM_DAYS_MAX = 8 };

/*
 * The days named in tokens first..end, in order: "May 7, 2015", "7 May",
 * "Thursday" (the last one up to the article's day), "yesterday". Where the
 * article's day is unknown only full dates count. Returns how many.
 */
uint32_t stm_days_from_tokens(const stm_claim_words *words,
                              const stm_article *article, const stm_text *text,
                              uint32_t first, uint32_t end, stm_day_named *out);

#endif
