/* The matcher's door: from articles to the passages they share. */
#ifndef STM_MATCH_MATCH_H
#define STM_MATCH_MATCH_H

#include "base/arena.h"
#include "base/pool.h"
#include "model/pile.h"

/* What a run cost and what its limits left out. */
typedef struct stm_match_effect {
    uint64_t words;         /* read */
    uint64_t grams;         /* word runs kept as seeds' material */
    uint64_t quiet_grams;   /* of these, found to be boilerplate */
    uint64_t capped_grams;  /* of these, in too many articles to pair all */
    uint64_t pairs_skipped; /* pairs of articles those would have given */
    uint64_t pairs;         /* pairs of articles that were aligned */
} stm_match_effect;

typedef struct stm_match_opts {
    uint32_t days_apart;   /* pairs of articles at most so far apart; 0 any */
    bool other_outlet;     /* only pairs of different outlets */
    uint64_t memory_bytes; /* more than this fails at once; 0 any */
    stm_match_effect *effect; /* filled on success; may be NULL */
} stm_match_opts;

#define STM_MATCH_OPTS_DEFAULT ((stm_match_opts){0})

/*
 * Finds what any two articles of the pile share (articles with status OK;
 * read paragraphs alone). *out lies in `arena`, ordered by a, b, a_span,
 * b_span. Cuts the articles itself where pile->texts is NULL. Errors:
 * STM_ERR_NOMEM (also where the texts would take more than memory_bytes,
 * about four times their own size), STM_ERR_LIMIT (over four billion grams).
 */
STM_WARN_UNUSED stm_status stm_matches_from_articles(
    const stm_pile *pile, stm_pool *pool, const stm_match_opts *opts,
    stm_arena *arena, const stm_match **out, uint32_t *n_out, stm_error *err);

#endif
