/* The engine itself, for the files that implement the public header. */
#ifndef STM_ENGINE_ENGINE_H
#define STM_ENGINE_ENGINE_H

#include "engine/run.h"

struct stm_engine {
    stm_run run;
};

/* Fills the summary from the finished pile. */
void stm_run_count(stm_run *run);

#endif
