/*
 * Numbers as news writes them: in figures or words, rounded, bounded, with
 * what they count.
 */
#ifndef STM_CLAIM_NUMBERS_H
#define STM_CLAIM_NUMBERS_H

#include "claim/claim_words.h"
#include "model/text.h"

typedef enum stm_bound {
    STM_BOUND_EXACT,
    STM_BOUND_ABOUT,
    STM_BOUND_LEAST, /* "at least", "more than" */
    STM_BOUND_MOST,  /* "up to", "fewer than" */
    STM_BOUND_VAGUE, /* "dozens": a size, no number */
} stm_bound;

typedef enum stm_number_kind {
    STM_NUMBER_COUNT,   /* of things or people */
    STM_NUMBER_MEASURE, /* with a unit, in the base unit of its measure */
    STM_NUMBER_AGE,     /* years of a person's life */
    STM_NUMBER_YEAR,    /* of the calendar */
    STM_NUMBER_ORDINAL, /* "7th": a place in a row or a day of a month */
    STM_NUMBER_OTHER,   /* of a street, a flight, a clock */
} stm_number_kind;

typedef struct stm_number {
    double low;    /* the value, or the lower end of a range */
    double high;   /* the upper end; low where it is one value */
    uint64_t what; /* concept or stem of what it counts; 0 unknown */
    uint64_t near; /* concept or stem of the next telling word; 0 none */
    uint64_t fate; /* concept or stem of what befell those counted; 0 none */
    uint32_t first_token; /* index into the text's tokens */
    uint32_t end_token;   /* half-open, without what it counts */
    uint32_t what_token;  /* STM_NONE where `what` is 0 */
    uint8_t kind;         /* stm_number_kind */
    uint8_t bound;        /* stm_bound */
    uint8_t measure;      /* stm_measure, for MEASURE */
} stm_number;

enum { STM_NUMBERS_MAX = 32 };

/*
 * The numbers of tokens first..end of `text`, at most STM_NUMBERS_MAX, in
 * order. Returns how many. The article's text is `bytes`.
 */
uint32_t stm_numbers_from_tokens(const stm_claim_words *words, stm_slice bytes,
                                 const stm_text *text, uint32_t first,
                                 uint32_t end, stm_number *out);

/*
 * True where the two can be said of one thing: equal, or one is a rounding
 * of the other within what their bounds allow ("44 days" and "six weeks",
 * "at least 68" and "nearly 70").
 */
bool stm_numbers_agree(const stm_number *a, const stm_number *b);

#endif
