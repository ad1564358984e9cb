/*
 * Runs of equal words in two docs: an index of one, a walk over the other.
 *
 * A run of three words or more that can be lengthened neither to the left
 * nor to the right is an anchor. The work is bounded by a constant times the
 * words of both, however they repeat; what lies beyond that is not found.
 */
#ifndef STM_MATCH_ANCHORS_H
#define STM_MATCH_ANCHORS_H

#include "base/status.h"

#include <stdint.h>

enum {
    STM_ANCHOR_WORDS = 3,   /* fewest words of an anchor */
    STM_ANCHORS_MAX = 4096, /* a pair of docs */
};

typedef struct stm_anchor {
    uint32_t a; /* first word */
    uint32_t b;
    uint32_t len; /* words */
} stm_anchor;

/* Scratch that is used again for one pair after the other. */
typedef struct stm_anchors {
    const uint32_t *words; /* of the indexed doc */
    uint32_t n_words;
    uint32_t *heads; /* heads[mask + 1]: position + 1, by three words */
    uint32_t *nexts; /* nexts[n_words]: next position + 1 with this head */
    uint32_t mask;
    uint32_t cap_heads;
    uint32_t cap_nexts;
    stm_anchor *items; /* items[len], by b, then a */
    uint32_t len;
    uint32_t cap;
} stm_anchors;

void stm_anchors_init(stm_anchors *self);
void stm_anchors_release(stm_anchors *self);

/* Indexes words[n], kept until the next load. Error: STM_ERR_NOMEM. */
STM_WARN_UNUSED stm_status stm_anchors_load(stm_anchors *self,
                                            const uint32_t *words, uint32_t n);

/* Finds the anchors of the indexed doc with words[n]. Error: STM_ERR_NOMEM. */
STM_WARN_UNUSED stm_status stm_anchors_find(stm_anchors *self,
                                            const uint32_t *words, uint32_t n);

#endif
