/*
 * What an article looks like to the grouper: six bags of hashed words.
 *
 *   FULL     title twice and text        TITLE    title, else first words
 *   LEAD     title and first 70 words    NAMES    capitalised inside a sentence
 *   NUMBERS  as written                  BIGRAMS  two telling words in a row
 *
 * A bag is sorted by key; its weights are (1 + ln tf) * idf, of length 1.
 */
#ifndef STM_GROUP_PROFILE_H
#define STM_GROUP_PROFILE_H

#include "base/arena.h"
#include "base/map.h"
#include "base/status.h"
#include "model/text.h"

typedef enum stm_bag_kind {
    STM_BAG_FULL,
    STM_BAG_LEAD,
    STM_BAG_TITLE,
    STM_BAG_NAMES,
    STM_BAG_NUMBERS,
    STM_BAG_BIGRAMS,
    STM_N_BAGS,
} stm_bag_kind;

typedef struct stm_term_weight {
    uint32_t key; /* upper half of the stem's hash */
    float weight; /* term count until weighed, then 0..1 */
} stm_term_weight;

typedef struct stm_bag {
    stm_term_weight *items; /* items[n], ascending by key */
    uint32_t n;
} stm_bag;

typedef struct stm_profile {
    stm_bag bags[STM_N_BAGS];
    float mass;       /* sum of idf over FULL's terms */
    uint32_t n_terms; /* distinct terms of FULL */
    int32_t day;      /* published, or STM_NO_DAY */
} stm_profile;

/*
 * Counts the words of one article; `title` holds the words of its title
 * where that stands outside the text, else it is empty. Bags lie in `arena`.
 * Error: STM_ERR_NOMEM.
 */
STM_WARN_UNUSED stm_status stm_profile_count(stm_profile *self,
                                             const stm_text *title,
                                             const stm_text *text,
                                             stm_arena *arena);

/*
 * How rare each key is over the pile. Counts are smoothed by a prior as if
 * STM_IDF_PRIOR_ARTICLES more articles had been read, so that in a pile of
 * five on one story a name that all five hold still weighs more than "said".
 */
typedef struct stm_idf {
    stm_u64map df; /* key -> articles that hold it */
    uint32_t n;    /* articles counted */
} stm_idf;

void stm_idf_init(stm_idf *self);
void stm_idf_release(stm_idf *self);

/* Counts each key of `bag` once. Error: STM_ERR_NOMEM. */
STM_WARN_UNUSED stm_status stm_idf_add(stm_idf *self, const stm_bag *bag);

/* ln((n + P) / (df + P * prior)) + 1 */
float stm_idf_of(const stm_idf *self, uint32_t key);

/* Turns counts into weights of length 1. */
void stm_bag_weigh(stm_bag *self, const stm_idf *idf);

/* Dot product, that is cosine, of two weighed bags. */
float stm_bag_dot(const stm_bag *a, const stm_bag *b);

#endif
