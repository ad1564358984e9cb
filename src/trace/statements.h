/* Words of one voice that several newsrooms carry, their own text unseen. */
#ifndef STM_TRACE_STATEMENTS_H
#define STM_TRACE_STATEMENTS_H

#include "trace/shares.h"

/* An article that carries some of it. */
typedef struct stm_quoting {
    uint32_t article;
    float share; /* 0..1: of its text that are these words */
    bool direct; /* at least once in quotation marks */
    stm_span at; /* the longest stretch of them */
} stm_quoting;

typedef struct stm_statement {
    uint32_t speaker;            /* the voice that counts */
    const stm_quoting *articles; /* articles[n_articles], ascending */
    uint32_t n_articles;
    const uint32_t *matches; /* passages that show it, ascending */
    uint32_t n_matches;
} stm_statement;

typedef struct stm_statement_list {
    stm_statement *items; /* by speaker */
    uint32_t n;
} stm_statement_list;

/*
 * Finds, among the pairs of one story (numbers of its items in `shares`), the
 * known voices to whom both sides of a passage are attributed, in articles of
 * at least two newsrooms. `text_of[n_articles]` names the unseen text that an
 * article is wholly made of, STM_NONE none: all copies of one are one
 * newsroom. Linear in the passages times the attributions of an article.
 * Results lie in `arena`; false where memory is out.
 */
bool stm_statements_from_pairs(const stm_pile *pile, const stm_shares *shares,
                               const uint32_t *pairs, uint32_t n_pairs,
                               const uint32_t *text_of, stm_arena *arena,
                               stm_statement_list *out);

#endif
