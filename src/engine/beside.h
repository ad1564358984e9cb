/* Any two articles side by side, of one story or not. */
#ifndef STM_ENGINE_BESIDE_H
#define STM_ENGINE_BESIDE_H

#include "engine/run.h"
#include "report/report.h"

/*
 * The page of two articles of a finished or recalled run, named in `ids` by
 * their ids, a line each; without two it is the form that asks for them, with
 * `ids` told above it. Errors: STM_ERR_NOMEM.
 */
STM_WARN_UNUSED stm_status stm_beside(stm_run *run, const stm_report_opts *opts,
                                      stm_slice ids, stm_buf *out,
                                      stm_error *err);

#endif
