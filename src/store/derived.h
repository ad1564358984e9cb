/* What was made of the documents, in the derived tables and back. */
#ifndef STM_STORE_DERIVED_H
#define STM_STORE_DERIVED_H

#include <sqlite3.h>

#include "base/arena.h"
#include "base/status.h"
#include "model/pile.h"

/*
 * Inserts matches, stories, speakers, attributions, claims and lineage of
 * the pile into empty derived tables, inside the open transaction. Errors:
 * STM_ERR_IO, STM_ERR_NOMEM.
 */
STM_WARN_UNUSED stm_status stm_derived_write(sqlite3 *db, const stm_pile *pile,
                                             stm_error *err);

/*
 * Reads them back into `pile`, whose articles are filled already; texts are
 * not kept in the file and stay NULL. All lies in `arena`. Errors:
 * STM_ERR_IO, STM_ERR_FORMAT (a row that points to nothing), STM_ERR_NOMEM.
 */
STM_WARN_UNUSED stm_status stm_derived_read(sqlite3 *db, stm_arena *arena,
                                            stm_pile *pile, stm_error *err);

#endif
