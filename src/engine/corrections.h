/* A person's corrections: read from their file, applied on the way. */
#ifndef STM_ENGINE_CORRECTIONS_H
#define STM_ENGINE_CORRECTIONS_H

#include "engine/run.h"

/*
 * Reads the file of corrections and the merges to undo that the options
 * name (docs/corrections.md). Errors: STM_ERR_IO, STM_ERR_LIMIT,
 * STM_ERR_NOMEM, STM_ERR_USAGE (a merge that is none). Lines that are no
 * corrections are messages.
 */
STM_WARN_UNUSED stm_status stm_corrections_read(stm_run *run, stm_error *err);

/*
 * Puts the corrections that the open archive keeps before those read so far.
 * Errors: STM_ERR_IO, STM_ERR_LIMIT, STM_ERR_NOMEM.
 */
STM_WARN_UNUSED stm_status stm_corrections_recall(stm_run *run, stm_error *err);

/*
 * The lines of `text` that hold a correction, as *out[*n_out] in the run's
 * arena. STM_ERR_USAGE where a line is none; STM_ERR_LIMIT, STM_ERR_NOMEM.
 */
STM_WARN_UNUSED stm_status stm_corrections_check(stm_run *run, stm_slice text,
                                                 stm_slice **out,
                                                 uint32_t *n_out,
                                                 stm_error *err);

/*
 * Finds the articles that corrections name and sets dates. What is not in
 * the pile is a message. Afterwards the pile holds the corrections.
 */
STM_WARN_UNUSED stm_status stm_corrections_to_articles(stm_run *run,
                                                       stm_error *err);

/* Moves articles between stories. Error: STM_ERR_NOMEM. */
STM_WARN_UNUSED stm_status stm_corrections_to_stories(stm_run *run,
                                                      stm_error *err);

/* Joins and splits voices. Error: STM_ERR_NOMEM. */
STM_WARN_UNUSED stm_status stm_corrections_to_speakers(stm_run *run,
                                                       stm_error *err);

#endif
