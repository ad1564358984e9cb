/*
 * The door of rewrites: passages of one story that say the same in other
 * words.
 *
 * Sentences of two articles are compared without regard to order by the
 * stems they share, rare ones counting more, and what all of the story has
 * counting less. Wording that was found already is left alone.
 */
#ifndef STM_MATCH_REWRITES_H
#define STM_MATCH_REWRITES_H

#include "base/arena.h"
#include "base/pool.h"
#include "model/pile.h"

/*
 * The pile's matches with the rewrites of each story (pile->stories) among
 * them, in the same order; they are of kind REWRITE, their spans are
 * sentences, their score is the estimated chance (0..1) that a careful
 * reader calls them the same passage reworked. Cuts articles itself where
 * pile->texts is NULL. Time and memory grow with the words of a story times
 * a constant (stems in very many sentences are passed over). *out lies in
 * `arena`. Error: STM_ERR_NOMEM.
 */
STM_WARN_UNUSED stm_status stm_rewrites_from_stories(
    const stm_pile *pile, stm_pool *pool, stm_arena *arena,
    const stm_match **out, uint32_t *n_out, stm_error *err);

#endif
