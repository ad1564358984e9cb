/*
 * A sentence cut into clauses, by joints and marks, without a parser.
 *
 * A clause is what a mention shows: the smallest stretch that states
 * something by itself. Dashes, colons, semicolons and quotation marks part
 * clauses; "who", "after", "because" open one; "and" and a comma do where a
 * verb follows.
 */
#ifndef STM_CLAIM_CLAUSES_H
#define STM_CLAIM_CLAUSES_H

#include "claim/claim_words.h"
#include "model/text.h"

typedef struct stm_clause {
    uint32_t first_token; /* index into the text's tokens */
    uint32_t end_token;   /* half-open */
} stm_clause;

enum { STM_CLAUSES_MAX = 32 };

/*
 * The clauses of sentence `s`, in order, at least one for a sentence with a
 * token; together they cover its words. Returns how many, at most
 * STM_CLAUSES_MAX (the last then runs to the end).
 */
uint32_t stm_clauses_from_sentence(const stm_claim_words *words,
                                   stm_slice bytes, const stm_text *text,
                                   const stm_sentence *s, stm_clause *out);

#endif
