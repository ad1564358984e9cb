/* The store's door for a report: the pile as one SQLite file. */
#ifndef STM_STORE_STORE_H
#define STM_STORE_STORE_H

#include "base/status.h"
#include "model/pile.h"

/*
 * Writes the whole pile into a new archive at `path`, replacing a file of
 * that name. documents[pile->n_articles] are the articles before they were
 * compared with each other. Same pile, same bytes. Errors: STM_ERR_IO,
 * STM_ERR_NOMEM.
 */
STM_WARN_UNUSED stm_status stm_store_write(const stm_pile *pile,
                                           const stm_article *documents,
                                           const char *path, stm_error *err);

#endif
