/*
 * The sentences of a story, made comparable: words weighted by how rare they
 * are in the story, pairs of neighbouring words, names, numbers.
 */
#ifndef STM_CLAIM_UNITS_H
#define STM_CLAIM_UNITS_H

#include "base/arena.h"
#include "claim/numbers.h"
#include "model/pile.h"

enum stm_unit_flags {
    STM_UNIT_NEGATED = 1u << 0,
    STM_UNIT_SAID = 1u << 1,  /* someone is said to say it */
    STM_UNIT_QUOTE = 1u << 2, /* holds quotation marks */
};

/* Clauses behind the last of these count as part of it. */
enum { STM_UNIT_CLAUSES = 8 };

/*
 * One sentence. Word, bigram and name lists are parts of the arrays of
 * stm_units, begin..end.
 */
typedef struct stm_unit {
    uint32_t article;  /* index into the pile */
    uint32_t member;   /* place of the article in the story */
    uint32_t sentence; /* index into the article's sentences */
    uint32_t row;      /* words in order, from here */
    uint32_t row_end;
    uint32_t set; /* words, ascending, each once */
    uint32_t set_end;
    uint32_t grams; /* bigrams, ascending, each once */
    uint32_t grams_end;
    uint32_t nears; /* pairs of words that stand close, ascending */
    uint32_t nears_end;
    uint32_t names; /* words that are names, ascending */
    uint32_t names_end;
    uint32_t numbers;
    uint32_t numbers_end;
    uint32_t flags;   /* stm_unit_flags */
    uint32_t speaker; /* of an attribution that covers most, or STM_NONE */
    float place;      /* 0 first sentence of its article ... 1 last */
    float weight;     /* sum over the set */
    float norm;       /* root of the sum of squares over the set */
    float gram_weight;
    float near_weight;
    float name_weight;
    uint32_t n_clauses;
    float clause_norm[STM_UNIT_CLAUSES]; /* as norm, of one clause's words */
    int32_t day; /* the first day named, or STM_NO_DAY */
} stm_unit;

typedef struct stm_units {
    stm_unit *items; /* by article, then place */
    uint32_t n;
    uint32_t n_members;   /* articles of the story */
    uint32_t *first_of;   /* first_of[n_members + 1]: index into items */
    uint32_t *words;      /* ids, see stm_unit.row and .set */
    uint32_t *tokens;     /* parallel to words: the token of a row's word */
    uint32_t n_words;     /* different words */
    float *word_weight;   /* word_weight[n_words] */
    uint32_t *word_units; /* word_units[n_words]: in how many units */
    uint8_t *clauses;   /* parallel to words: of a set's word, a bit a clause */
    uint32_t *grams;    /* ids of bigrams */
    uint32_t n_grams;   /* different bigrams */
    float *gram_weight; /* gram_weight[n_grams] */
    uint32_t *nears;
    uint32_t n_nears;   /* different ones */
    float *near_weight; /* near_weight[n_nears] */
    uint32_t *names;    /* ids of words */
    stm_number *numbers;
} stm_units;

/* Units of more articles' sentences than this are not read. */
enum { STM_UNITS_MAX = 200000 };

/*
 * The units of one story of the pile (its texts must be there). Sentences
 * of one word are left out. All lies in `arena`; error: STM_ERR_NOMEM.
 */
STM_WARN_UNUSED stm_status stm_units_from_story(const stm_pile *pile,
                                                uint32_t story,
                                                const stm_claim_words *words,
                                                stm_arena *arena,
                                                stm_units *out);

/* The bytes of a unit's sentence in its article's text. */
stm_span stm_unit_span(const stm_pile *pile, const stm_unit *unit);

/*
 * The attribution that covers most of `span` (at least half), innermost
 * first; STM_NONE where the outlet says it itself. `first` is the index of
 * the article's first attribution.
 */
uint32_t stm_attribution_over(const stm_pile *pile, uint32_t article,
                              uint32_t first, stm_span span);

/* Index of the first attribution of `article`, by bisection. */
uint32_t stm_attributions_of(const stm_pile *pile, uint32_t article);

#endif
