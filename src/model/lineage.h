/* What derives from what. */
#ifndef STM_MODEL_LINEAGE_H
#define STM_MODEL_LINEAGE_H

#include "base/map.h"
#include "model/span.h"

/* A text that several articles drew on and that is not in the pile. */
typedef struct stm_lost_origin {
    stm_slice id; /* "o1" ... */
    uint32_t story;
    stm_slice agency;         /* whose copy it was, "" unknown */
    uint32_t speaker;         /* whose statement it was, STM_NONE unknown */
    const uint32_t *articles; /* that drew on it, ascending */
    uint32_t n_articles;
    const uint32_t *matches; /* passages that show what it must have held */
    uint32_t n_matches;
} stm_lost_origin;

typedef enum stm_degree {
    STM_DEGREE_WHOLLY, /* METER's scale (Gaizauskas and others 2001) */
    STM_DEGREE_PARTLY,
} stm_degree;

typedef enum stm_evidence_kind {
    STM_EVIDENCE_WORDING, /* a shared passage */
    STM_EVIDENCE_CREDIT,  /* a credit or dateline names the agency */
    STM_EVIDENCE_CITES,   /* the text names the other outlet */
    STM_EVIDENCE_CUT,     /* the other ends where this goes on */
    STM_EVIDENCE_SLIP,    /* a slip both share */
    STM_EVIDENCE_RETOLD,  /* "told AFP" became "told reporters" */
    STM_EVIDENCE_HOUSE,   /* one side's own boilerplate in the other */
    STM_EVIDENCE_ADDED,   /* matter only the later has */
    STM_EVIDENCE_TIME,    /* a sure earlier time */
} stm_evidence_kind;

typedef struct stm_evidence {
    uint8_t kind;   /* stm_evidence_kind */
    bool for_edge;  /* false: speaks against the direction given */
    uint32_t match; /* index into the passages, or STM_NONE */
    stm_span at;    /* in the text of `to`; empty where none */
    stm_slice text; /* a sentence for the reader */
} stm_evidence;

/* `to` derives from exactly one of: an article, a lost origin. */
typedef struct stm_edge {
    uint32_t from;        /* article index, or STM_NONE */
    uint32_t lost;        /* index into lost origins, or STM_NONE */
    uint32_t to;          /* article index */
    uint8_t degree;       /* stm_degree */
    bool direction_known; /* false: the two share, cannot tell which way */
    float share;          /* 0..1 of the words of `to` found in `from`, or,
                             for a lost origin, in another that drew on it;
                             NaN: not measured */
    float confidence;     /* 0..1, in the direction given */
    stm_slice agency;     /* "" none */
    const stm_evidence *evidence;
    uint32_t n_evidence;
} stm_edge;

stm_slice stm_evidence_kind_text(uint8_t kind);
stm_slice stm_degree_text(uint8_t degree);

#endif
