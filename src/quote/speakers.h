/* The door of speakers: from source spans to the people and bodies behind. */
#ifndef STM_QUOTE_SPEAKERS_H
#define STM_QUOTE_SPEAKERS_H

#include "base/arena.h"
#include "base/pool.h"
#include "model/pile.h"
#include "quote/naming_words.h"

/*
 * Resolves the sources of all attributions of the pile, within an article
 * first, then across the articles of a story, then across the pile. Sets
 * `speaker` and `carrier` in attributions[n_attributions] (the pile's own,
 * given writable). *out lies in `arena`, ordered by first article and place.
 * A source that cannot be resolved keeps STM_NONE. `words` are the tables to
 * read names by; NULL: the program's own. Error: STM_ERR_NOMEM.
 */
STM_WARN_UNUSED stm_status stm_speakers_from_attributions(
    const stm_pile *pile, const stm_naming_words *words,
    stm_attribution *attributions, uint32_t n_attributions, stm_arena *arena,
    const stm_speaker **out, uint32_t *n_out, stm_error *err);

#endif
