/*
 * Why two mentions of a claim may come from one origin: the rules of
 * docs/internals/trace.md, one function a rule.
 */
#ifndef STM_TRACE_MERGES_H
#define STM_TRACE_MERGES_H

#include "trace/shares.h"

typedef struct stm_merger {
    const stm_pile *pile;
    const stm_shares *shares;
    const uint32_t *text_of; /* text_of[n_articles]: the lost origin whose
                                text an article carries, or STM_NONE */
    const bool *is_most_of;  /* is_most_of[n_articles]: it is most of it */
    stm_arena *arena;        /* sentences lie here; failure is sticky */
} stm_merger;

/*
 * The strongest reason to merge mentions a and b (a < b) of the claim, into
 * *out; false where there is none. O(passages the two articles share).
 */
bool stm_merge_find(const stm_merger *self, const stm_claim *claim, uint32_t a,
                    uint32_t b, stm_merge *out);

/* On whose word a mention stands. */
typedef enum stm_backing {
    STM_BACKING_NONE,
    STM_BACKING_AGENCY, /* nobody is named, but it is an agency's text */
    STM_BACKING_SOURCE, /* somebody is named, and an attribution holds it */
} stm_backing;

stm_backing stm_mention_backing(const stm_merger *self,
                                const stm_mention *mention);

/* True for a speaker who is one body or person wherever it is met. */
bool stm_speaker_is_known(const stm_speaker *speaker);

#endif
