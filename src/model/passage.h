/* Wording that two articles share. */
#ifndef STM_MODEL_PASSAGE_H
#define STM_MODEL_PASSAGE_H

#include "model/span.h"

typedef enum stm_match_kind {
    STM_MATCH_REPRINT, /* nearly verbatim */
    STM_MATCH_REWRITE, /* reworded */
} stm_match_kind;

typedef struct stm_match {
    uint32_t a; /* article index, less than b */
    uint32_t b;
    stm_span a_span;
    stm_span b_span;
    uint8_t kind;     /* stm_match_kind */
    float score;      /* 0..1: share of the longer side's words in common */
    float rarity;     /* bits: how surprising the shared words are */
    uint32_t n_words; /* words in common, in the same order for REPRINT */
} stm_match;

#endif
