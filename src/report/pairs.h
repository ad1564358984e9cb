/* Which two reports of a story are shown side by side. */
#ifndef STM_REPORT_PAIRS_H
#define STM_REPORT_PAIRS_H

#include "report/view.h"

#define STM_PAIRS_MAX                                                          \
    48u /* on a page of pairs: both texts stand there whole                    \
         */

typedef struct stm_pair {
    uint32_t a;       /* row, above b */
    uint32_t b;       /* row */
    uint32_t n_words; /* in the passages they share */
} stm_pair;

/*
 * Every two reports that a line of descent joins, and each report with the
 * one it shares most words with; by words, most first, at most
 * STM_PAIRS_MAX. In `arena`; false where memory is out.
 */
bool stm_pairs_of_view(const stm_view *view, stm_arena *arena, stm_pair **out,
                       uint32_t *n_out);

/* "story-s1-aligned.html#A-B": where two rows stand side by side. */
void stm_put_pair_link(const stm_view *view, const stm_pair *pair,
                       stm_markup *out);

/* The pair of two rows in any order, or NULL. */
const stm_pair *stm_pair_find(const stm_pair *pairs, uint32_t n, uint32_t a,
                              uint32_t b);

#endif
