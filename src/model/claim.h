/*
 * What is asserted, where, by whom, and from how many independent origins.
 *
 * A claim's mentions come down to origins by merges. Sure merges alone give
 * `high`, sure and possible ones `low`; one number is known only when the
 * two meet (docs/internals/trace.md).
 */
#ifndef STM_MODEL_CLAIM_H
#define STM_MODEL_CLAIM_H

#include "base/map.h"
#include "model/span.h"

/* One place in an article that states the claim. */
typedef struct stm_mention {
    uint32_t article;
    stm_span span;
    uint32_t attribution; /* index of one that holds it, or STM_NONE */
    uint32_t speaker;     /* who is heard for it: that attribution's voice, or
                             one told by what lies around; STM_NONE nobody */
} stm_mention;

/* Why two mentions are, or may be, of one origin. */
typedef enum stm_merge_kind {
    STM_MERGE_SPEAKER, /* (a) one resolved speaker on one matter */
    STM_MERGE_WORDING, /* (b) passages derived from one text */
    STM_MERGE_AGENCY,  /* (c) both credit one agency text */
    STM_MERGE_CITED,   /* (d) one article cites the other's outlet */
    STM_MERGE_UNCLEAR, /* an assertion without source that may be from there */
    STM_MERGE_PERSON,  /* a correction by a person */
} stm_merge_kind;

typedef struct stm_merge {
    uint32_t a; /* index of a mention in the claim, less than b */
    uint32_t b;
    uint8_t kind; /* stm_merge_kind */
    bool sure;
    float confidence; /* 0..1 */
    uint32_t match;   /* for WORDING: index into the passages, or STM_NONE */
    stm_slice why;    /* a sentence for the reader */
} stm_merge;

typedef enum stm_origin_kind {
    STM_ORIGIN_STATEMENT, /* one voice's words */
    STM_ORIGIN_COPY,      /* one copied text, an agency's or another's */
    STM_ORIGIN_REPORT,    /* one outlet's own reporting */
    STM_ORIGIN_UNCLEAR,   /* cannot be told */
} stm_origin_kind;

/* One origin after all sure merges. */
typedef struct stm_origin {
    uint8_t kind;             /* stm_origin_kind */
    uint32_t speaker;         /* STM_NONE where it has none */
    stm_slice agency;         /* "" none */
    const uint32_t *mentions; /* mentions[n_mentions] of the claim, ascending */
    uint32_t n_mentions;
    stm_slice why;
} stm_origin;

typedef enum stm_difference_kind {
    STM_DIFFERENCE_CONFLICT,
    STM_DIFFERENCE_UPDATE, /* a later report supersedes */
    STM_DIFFERENCE_ROUNDING,
    STM_DIFFERENCE_SCOPE, /* counts something else */
    STM_DIFFERENCE_HEDGE, /* a hedge or attribution lost on the way */
    STM_DIFFERENCE_QUOTE, /* a quotation altered or cut on the way */
} stm_difference_kind;

typedef struct stm_value {
    stm_slice text;           /* the value as a reader would write it */
    double number;            /* NaN where it is not a number */
    const uint32_t *mentions; /* mentions[n_mentions] of the claim */
    uint32_t n_mentions;
} stm_value;

typedef struct stm_difference {
    stm_slice slot; /* "number", "date", "place", "name", "hedge" ... */
    uint8_t kind;   /* stm_difference_kind */
    stm_slice what; /* what is counted or named, "" unknown */
    const stm_value *values; /* values[n_values], two or more */
    uint32_t n_values;
} stm_difference;

typedef struct stm_claim {
    stm_slice id;   /* "c1" ... over the run */
    uint32_t story; /* index */
    stm_slice text; /* the wording that stands for it best */
    float weight;   /* 0..1 in its story; claims are ordered by it */
    float cohesion; /* 0..1 */
    float weakest;  /* 0..1 */
    const stm_mention *mentions; /* by article, then span */
    uint32_t n_mentions;
    uint32_t n_articles; /* carriers: articles, outlets, families, voices */
    uint32_t n_outlets;
    uint32_t n_families;
    uint32_t n_voices;
    const stm_origin *origins;
    uint32_t n_origins;
    const stm_merge *merges; /* all that were found, sure and possible */
    uint32_t n_merges;
    bool measured; /* false: extraction failed somewhere, range unknown */
    uint32_t low;  /* origins after sure and possible merges */
    uint32_t high; /* origins after sure merges, = n_origins */
    const stm_difference *differences;
    uint32_t n_differences;
} stm_claim;

/* Words of the output: "statement", "speaker", "conflict" ... */
stm_slice stm_origin_kind_text(uint8_t kind);
stm_slice stm_merge_kind_text(uint8_t kind);
stm_slice stm_difference_kind_text(uint8_t kind);

#endif
