/* The store's door: the pile as one SQLite file. */
#ifndef STM_STORE_STORE_H
#define STM_STORE_STORE_H

#include "model/pile.h"
#include "base/status.h"

/*
 * Writes the whole pile into a new database at `path`, replacing a file of
 * that name. Same pile, same bytes. Errors: STM_ERR_IO, STM_ERR_NOMEM.
 */
STM_WARN_UNUSED stm_status stm_store_write(const stm_pile *pile,
                                           const char *path, stm_error *err);

#endif
