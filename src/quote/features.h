/*
 * What the tagger looks at: for each word a fixed number of hashed features.
 *
 * The trainer (tools/train/train_quote.c) calls the same function, so that
 * training and reading cannot part. A feature is a 32-bit hash of its
 * template and values.
 */
#ifndef STM_QUOTE_FEATURES_H
#define STM_QUOTE_FEATURES_H

#include "quote/reading.h"

#define STM_FEATURES 30u

/* Contexts that the weights of label changes are kept for. */
#define STM_FEATURES_CONTEXTS 8u

/* Facts of one word that take a look at its surroundings. */
typedef struct stm_surroundings {
    uint32_t left_cue; /* word index in the paragraph, or STM_NONE */
    uint32_t right_cue;
    uint16_t left_between; /* bits of what lies between, see features.c */
    uint16_t right_between;
    uint16_t since_comma; /* words since the last comma or dash */
    uint8_t comma_class;  /* class of the word after it */
    uint8_t quote_number; /* 1-based quotation in the paragraph, 0 none */
    uint8_t best_cue;     /* highest level in the sentence, outside quotes */
    uint8_t cues;         /* how many candidates in the sentence, up to 3 */
    uint8_t sentence_flags;
    uint8_t shut_after; /* class before the last closing mark */
    uint16_t place;     /* words since the sentence's first */
    uint16_t length;    /* words of the sentence */
    uint32_t opener;    /* form of the sentence's first word */
} stm_surroundings;

/*
 * Fills around[p->n] and features[p->n * STM_FEATURES] for the words of
 * paragraph `p` of `reading`, and contexts[p->n] (0..CONTEXTS-1).
 */
void stm_features_fill(const stm_reading *reading, const stm_qparagraph *p,
                       stm_surroundings *around, uint32_t *features,
                       uint8_t *contexts);

#endif
