/*
 * Texts that a story's articles carry and that are not in the pile: an
 * agency's copy, or a text of which nobody knows whose it was.
 */
#ifndef STM_TRACE_UNSEEN_H
#define STM_TRACE_UNSEEN_H

#include "trace/shares.h"

/* How it shows that an article carries the text, most telling first. */
typedef enum stm_carried {
    STM_CARRIED_CREDIT,  /* it credits the agency */
    STM_CARRIED_TOLD,    /* it says that somebody spoke to the agency */
    STM_CARRIED_WORDING, /* it shares wording with those that do */
} stm_carried;

typedef struct stm_carrier {
    uint32_t article;
    uint8_t how;  /* stm_carried */
    bool in_part; /* it credits others beside the agency */
    float share;  /* 0..1: of its words in other carriers; NaN: alone */
    stm_span at;  /* of the credit; empty for WORDING */
    uint32_t kin; /* the carrier it shares most with, or STM_NONE */
} stm_carrier;

typedef struct stm_unseen {
    stm_slice agency;            /* "" nobody knows whose */
    const stm_carrier *carriers; /* carriers[n_carriers], in story order */
    uint32_t n_carriers;
} stm_unseen;

typedef struct stm_unseen_list {
    stm_unseen *items; /* by their first carrier */
    uint32_t n;
} stm_unseen_list;

/*
 * Finds them for one story. `pairs[n_pairs]` are numbers of the story's items
 * in `shares`. An article carries one text at most.
 *
 * Articles that credit one agency carry one text where they share wording of
 * their own, each another where they do not. An article without credit joins
 * the one with whose carriers it shares most, if that is a tenth of either
 * side and neither names the other; and on through what it shares. Of the
 * rest, three outlets or more that share a sixth of their words carry a text
 * that nobody names.
 *
 * O(pairs x rounds of joining), at most as many rounds as articles. Results
 * lie in `arena`. False where memory is out.
 */
bool stm_unseen_from_story(const stm_pile *pile, const stm_story *story,
                           const stm_shares *shares, const uint32_t *pairs,
                           uint32_t n_pairs, stm_arena *arena,
                           stm_unseen_list *out);

#endif
