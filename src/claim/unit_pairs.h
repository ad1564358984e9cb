/*
 * Which sentences of a story are compared, and what is measured of them.
 *
 * Candidates come from lists of the units that hold a word, rare words
 * first; each unit keeps its best. A unit's row is its pairs, sorted by the
 * other unit, so that the mean and the best of a row can be had.
 */
#ifndef STM_CLAIM_UNIT_PAIRS_H
#define STM_CLAIM_UNIT_PAIRS_H

#include "claim/units.h"

enum {
    STM_PAIRS_A_ROW = 96,  /* candidates kept for a unit */
    STM_PAIRS_LIST = 1500, /* words in more units than this seek nothing */
};

/* What is measured of a pair; docs/internals/claim.md says why. */
typedef enum stm_pair_feature {
    STM_PAIR_COSINE,
    STM_PAIR_COVER_LESS, /* share of one's weight found in the other */
    STM_PAIR_COVER_MORE,
    STM_PAIR_COSINE_ROW,       /* less the mean of both rows */
    STM_PAIR_COSINE_BEST_LESS, /* less the best in the other's article */
    STM_PAIR_COSINE_BEST_MORE,
    STM_PAIR_SHARED, /* log of the shared weight */
    STM_PAIR_GRAMS,  /* log of the shared bigrams' weight */
    STM_PAIR_GRAMS_COVER,
    STM_PAIR_GRAMS_ROW,
    STM_PAIR_GRAMS_BEST_LESS,
    STM_PAIR_GRAMS_BEST_MORE,
    STM_PAIR_NAMES,
    STM_PAIR_NAMES_COVER,
    STM_PAIR_NAMES_MISSING,
    STM_PAIR_LENGTH_LESS, /* log of words */
    STM_PAIR_LENGTH_MORE,
    STM_PAIR_LENGTH_APART,
    STM_PAIR_PLACE_APART,
    STM_PAIR_PLACE_LAST,
    STM_PAIR_PLACE_FIRST,
    STM_PAIR_NEGATION,
    STM_PAIR_SAID_ONE,
    STM_PAIR_SAID_BOTH,
    STM_PAIR_QUOTE_BOTH,
    STM_PAIR_QUOTE_ONE,
    STM_PAIR_NUMBERS,       /* weight of equal numbers */
    STM_PAIR_NUMBERS_APART, /* numbers of one thing that disagree */
    STM_PAIR_NUMBERS_FREE,  /* log of numbers only one has */
    STM_PAIR_NUMBERS_THING, /* numbers of one thing */
    STM_PAIR_NUMBERS_ONE,   /* only one has any */
    STM_PAIR_NEXT,          /* best cosine of the neighbours, in step */
    STM_PAIR_NEXT_SUM,
    STM_PAIR_BESIDE,  /* best cosine of one with the other's neighbours */
    STM_PAIR_KIN,     /* likeness of the two articles */
    STM_PAIR_RUN,     /* log of the longest run of words in common */
    STM_PAIR_RAREST,  /* weight of the rarest shared word */
    STM_PAIR_RARER,   /* of the next */
    STM_PAIR_PASSAGE, /* share of the shorter that lies in a match of both */
    STM_PAIR_SPEAKER, /* 1: one resolved speaker, -1: two, else 0 */
    STM_PAIR_CLAUSE_COSINE, /* best of two clauses */
    STM_PAIR_CLAUSE_ROW,
    STM_PAIR_CLAUSE_BEST_LESS,
    STM_PAIR_CLAUSE_BEST_MORE,
    STM_PAIR_CLAUSE_SHARED, /* log of the most weight two clauses share */
    STM_PAIR_NEARS,         /* log of shared near pairs' weight */
    STM_PAIR_NEARS_COVER,
    STM_PAIR_NEARS_ROW,
    STM_PAIR_NEARS_BEST_LESS,
    STM_PAIR_NEARS_BEST_MORE,
    STM_PAIR_DAY,  /* 1: the first days named are equal, -1: not, 0: none */
    STM_PAIR_FATE, /* both count people whom one thing befell */
    STM_PAIR_FEATURES
} stm_pair_feature;

typedef struct stm_pair {
    uint32_t a; /* unit, less than b, of another article */
    uint32_t b;
    float cosine;
    float score; /* log-odds that both state one claim */
    float x[STM_PAIR_FEATURES];
} stm_pair;

typedef struct stm_pairs {
    stm_pair *items; /* by a, then b */
    uint32_t n;
    uint32_t *row;       /* row[n_units + 1]: into row_pairs */
    uint32_t *row_pairs; /* pairs of a unit, by the other unit */
    uint32_t *row_units; /* parallel to row_pairs: the other unit */
} stm_pairs;

/* The pairs of the units of `story`, scores not set. Error: NOMEM. */
STM_WARN_UNUSED stm_status stm_pairs_from_units(const stm_pile *pile,
                                                const stm_units *units,
                                                stm_arena *arena,
                                                stm_pairs *out);

/* Index of the pair of units a and b, or STM_NONE. */
uint32_t stm_pairs_find(const stm_pairs *self, uint32_t a, uint32_t b);

/* The unit of pair `p` that is not `unit`. */
static inline uint32_t stm_pair_other(const stm_pair *p, uint32_t unit)
{
    return p->a == unit ? p->b : p->a;
}

#endif
