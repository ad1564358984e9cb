/* All that a run found as one stream of JSON Lines, each naming its kind. */
#ifndef STM_ENGINE_RECORDS_H
#define STM_ENGINE_RECORDS_H

#include "base/buf.h"
#include "model/pile.h"

/*
 * Appends articles, passages, stories, quotes, claims and lineage in that
 * order, each line as its own view prints it with a first field "record".
 * Failure is sticky in *out.
 */
void stm_records_from_pile(const stm_pile *pile, stm_buf *out);

#endif
