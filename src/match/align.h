/*
 * The door for showing two texts side by side: which words of one stand for
 * which of the other.
 */
#ifndef STM_MATCH_ALIGN_H
#define STM_MATCH_ALIGN_H

#include "base/arena.h"
#include "base/status.h"
#include "model/text.h"

/*
 * Words that stand in the same order on both sides, without a gap. The spans
 * run from the first word to the last; marks between words may differ.
 */
typedef struct stm_aligned {
    stm_span a; /* bytes of the first text */
    stm_span b; /* bytes of the second */
    uint32_t n_words;
    bool moved; /* stands elsewhere in the order of the other text */
} stm_aligned;

/*
 * Maps the words of `a_text` inside `a_span` onto those of `b_text` inside
 * `b_span`: the longest common runs first (a word is in one run at most),
 * then single words between runs that keep their order. For whole articles
 * give spans over all of them. *out lies in `arena`, by a. Time about linear
 * in the words of both. Error: STM_ERR_NOMEM.
 */
STM_WARN_UNUSED stm_status stm_aligned_from_spans(
    const stm_text *a_text, stm_span a_span, const stm_text *b_text,
    stm_span b_span, stm_arena *arena, const stm_aligned **out,
    uint32_t *n_out);

#endif
