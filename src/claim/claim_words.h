/* What single words tell about a clause: joints, negation, doubt, numbers. */
#ifndef STM_CLAIM_WORDS_H
#define STM_CLAIM_WORDS_H

#include "base/map.h"
#include "base/status.h"

enum stm_claim_word_flags {
    STM_CLAIM_WORD_NEGATION = 1u << 0,
    STM_CLAIM_WORD_SAID = 1u << 1,  /* a verb or phrase of saying */
    STM_CLAIM_WORD_JOINT = 1u << 2, /* opens a clause of its own */
    STM_CLAIM_WORD_AND = 1u << 3,   /* opens one where a verb follows */
    STM_CLAIM_WORD_VERB = 1u << 4,  /* common verb form without a telling end */
    STM_CLAIM_WORD_DOUBT = 1u << 5, /* "allegedly", "suspected" */
    STM_CLAIM_WORD_ONES = 1u << 6,  /* a numeral, value in `value` */
    STM_CLAIM_WORD_TENS = 1u << 7,
    STM_CLAIM_WORD_TIMES = 1u << 8,     /* "hundred": multiplies */
    STM_CLAIM_WORD_VAGUE = 1u << 9,     /* "dozens", "several" */
    STM_CLAIM_WORD_ABOUT = 1u << 10,    /* "about", "nearly" */
    STM_CLAIM_WORD_LEAST = 1u << 11,    /* "over", "more than", "at least" */
    STM_CLAIM_WORD_MOST = 1u << 12,     /* "up to", "under", "at most" */
    STM_CLAIM_WORD_WEEKDAY = 1u << 13,  /* value 0 Sunday ... 6 Saturday */
    STM_CLAIM_WORD_MONTH = 1u << 14,    /* value 1..12 */
    STM_CLAIM_WORD_DAYSHIFT = 1u << 15, /* "yesterday": value -1 */
    STM_CLAIM_WORD_UNIT = 1u << 16,     /* value: factor to the base unit */
    STM_CLAIM_WORD_STOP = 1u << 17,     /* tells nothing of the matter */
    STM_CLAIM_WORD_FOLK = 1u << 18,     /* counted by what befell them */
    STM_CLAIM_WORD_OTHER = 1u << 19,    /* beside those counted before */
    STM_CLAIM_WORD_FATE = 1u << 20,     /* what befell: killed, arrested */
    STM_CLAIM_WORD_SUBSET = 1u << 21,   /* counted apart from the whole */
};

/* What a unit measures: numbers are compared within one of these. */
typedef enum stm_measure {
    STM_MEASURE_NONE,
    STM_MEASURE_TIME,   /* base: days */
    STM_MEASURE_LENGTH, /* base: metres */
    STM_MEASURE_WEIGHT, /* base: kilograms */
    STM_MEASURE_AREA,   /* base: square metres */
    STM_MEASURE_SHARE,  /* per cent */
    STM_MEASURE_MONEY,
} stm_measure;

typedef struct stm_claim_word {
    uint32_t flags;   /* stm_claim_word_flags */
    uint8_t measure;  /* stm_measure, for UNIT */
    float value;      /* see flags */
    uint64_t concept; /* equal for words of one meaning; 0 its own */
} stm_claim_word;

typedef struct stm_claim_words {
    stm_u64map index;      /* term -> index into items */
    stm_claim_word *items; /* owned */
    uint32_t len;
    uint32_t cap;
} stm_claim_words;

/* Builds the table (English). Error: STM_ERR_NOMEM; release also then. */
STM_WARN_UNUSED stm_status stm_claim_words_init(stm_claim_words *self);
void stm_claim_words_release(stm_claim_words *self);

/* What is known of a term (stm_hash of the folded word); never NULL. */
const stm_claim_word *stm_claim_words_get(const stm_claim_words *self,
                                          uint64_t term);

#endif
