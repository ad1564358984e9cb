/* Which of two articles that share wording had it from the other. */
#ifndef STM_TRACE_DIRECTION_H
#define STM_TRACE_DIRECTION_H

#include "trace/shares.h"

/* The most evidence one pair can give. */
enum { STM_MAX_EVIDENCE = 8 };

typedef struct stm_direction {
    bool is_known;                           /* false: cannot be told */
    bool a_from_b;                           /* where known: a derives from b */
    bool by_citation;                        /* one names the other's outlet */
    float confidence;                        /* 0.5..1 in that direction */
    stm_evidence evidence[STM_MAX_EVIDENCE]; /* beside the wording */
    uint32_t n_evidence;
} stm_direction;

/*
 * Weighs what the two articles say of themselves: who cites whose outlet,
 * whose agency, how much of each is in the other, and time where it is sure.
 * Sentences of the evidence lie in `arena` (sticky failure).
 */
stm_direction stm_direction_of(const stm_pile *pile, const stm_shared *shared,
                               stm_arena *arena);

/*
 * Where the text of `article` names the outlet of `other`; empty where it
 * does not, or where the outlet is not known.
 */
stm_span stm_outlet_named(const stm_article *article, const stm_article *other);

#endif
