/*
 * The sentences of one story as bags of stems, and how alike two of them
 * are: the numbers that rewrites are judged by.
 */
#ifndef STM_MATCH_SENTENCE_PAIRS_H
#define STM_MATCH_SENTENCE_PAIRS_H

#include "base/arena.h"
#include "match/weights.h"

/* What a sentence pair is judged by; each is explained where it is made. */
enum { STM_LIKENESS = 9 };

/* A content word of a sentence. */
typedef struct stm_stem {
    uint64_t stem;
    float weight; /* bits, less where all of the story has it */
    bool name;    /* a capital inside the sentence */
    bool number;
} stm_stem;

typedef struct stm_bag {
    uint32_t member; /* which article of the story */
    stm_span span;
    const stm_stem *stems; /* stems[n_stems], by stem, each once */
    uint32_t n_stems;
    float total;      /* weight of all */
    uint32_t n_names; /* among the stems */
    uint32_t n_numbers;
    const uint64_t *near; /* near[n_near]: content stems that stand close */
    uint32_t n_near;
    const uint64_t *runs; /* runs[n_runs]: stems that follow each other */
    uint32_t n_runs;
} stm_bag;

typedef struct stm_bag_pair {
    uint32_t a; /* bag */
    uint32_t b;
    float shared;                 /* bits */
    uint32_t n_shared;            /* stems */
    float likeness[STM_LIKENESS]; /* see stm_bag_pairs_judge */
} stm_bag_pair;

/*
 * The bags of texts[n], in order; sentences of fewer than four content words
 * have none. Lies in `arena`. Error: STM_ERR_NOMEM.
 */
STM_WARN_UNUSED stm_status
stm_bags_from_texts(const stm_text *texts, uint32_t n, const stm_weights *prior,
                    stm_arena *arena, const stm_bag **out, uint32_t *n_out);

/*
 * Pairs of bags of two articles that share three content stems or more, with
 * their likeness; by article of a, article of b, a, b. Error: STM_ERR_NOMEM.
 */
STM_WARN_UNUSED stm_status stm_bag_pairs_from_bags(const stm_bag *bags,
                                                   uint32_t n, stm_arena *arena,
                                                   stm_bag_pair **out,
                                                   uint32_t *n_out);

#endif
