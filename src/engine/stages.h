/* The steps of the pipeline that need workers or gathering of their own. */
#ifndef STM_ENGINE_STAGES_H
#define STM_ENGINE_STAGES_H

#include "engine/run.h"

/*
 * Reads the table of outlets that the options name, if any. Errors:
 * STM_ERR_IO, STM_ERR_LIMIT, STM_ERR_NOMEM. A line that tells nothing is a
 * message.
 */
STM_WARN_UNUSED stm_status stm_stage_read_outlets(stm_run *run, stm_error *err);

/*
 * Builds the tables of words by which names are read, with those of the file
 * that the options name, if any. Errors: STM_ERR_IO, STM_ERR_NOMEM.
 */
STM_WARN_UNUSED stm_status stm_stage_read_words(stm_run *run, stm_error *err);

/* Gives articles the outlets' names and families of that table and ours. */
void stm_stage_name_outlets(stm_run *run, stm_article *articles, uint32_t n);

/* Passes over the articles of the outlet that the options leave out. */
void stm_stage_leave_out(stm_run *run);

/* Reads the queued inputs into run->articles. */
STM_WARN_UNUSED stm_status stm_stage_load(stm_run *run, stm_error *err);

/* Cuts every article with status OK into run->pile.texts. */
STM_WARN_UNUSED stm_status stm_stage_cut(stm_run *run, stm_error *err);

/* Finds the attributions of every article, in order of the articles. */
STM_WARN_UNUSED stm_status stm_stage_quote(stm_run *run, stm_error *err);

/* Notes what belongs to each story of the finished pile. */
STM_WARN_UNUSED stm_status stm_stage_index(stm_run *run, stm_error *err);

#endif
