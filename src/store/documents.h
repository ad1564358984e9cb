/* Documents in the source tables: written once, read back whole. */
#ifndef STM_STORE_DOCUMENTS_H
#define STM_STORE_DOCUMENTS_H

#include <sqlite3.h>

#include "base/arena.h"
#include "base/status.h"
#include "model/article.h"

/*
 * Inserts articles[n] with the numbers first, first + 1 ... inside the open
 * transaction. Errors: STM_ERR_IO, STM_ERR_NOMEM.
 */
STM_WARN_UNUSED stm_status stm_documents_write(sqlite3 *db,
                                               const stm_article *articles,
                                               uint32_t n, uint32_t first,
                                               stm_error *err);

/*
 * Reads all documents back, equal in every field to what was written. *out
 * and all it names lie in `arena`. Errors: STM_ERR_IO, STM_ERR_FORMAT (a span
 * outside its text), STM_ERR_NOMEM.
 */
STM_WARN_UNUSED stm_status stm_documents_read(sqlite3 *db, stm_arena *arena,
                                              stm_article **out,
                                              uint32_t *n_out, stm_error *err);

/* One of them, without its parts. STM_ERR_USAGE where there is none. */
STM_WARN_UNUSED stm_status stm_documents_read_one(sqlite3 *db, uint32_t number,
                                                  stm_arena *arena,
                                                  stm_article **out,
                                                  stm_error *err);

/* All, with what comparing them changed: the articles of the pile. */
STM_WARN_UNUSED stm_status stm_documents_read_edited(sqlite3 *db,
                                                     stm_arena *arena,
                                                     stm_article **out,
                                                     uint32_t *n_out,
                                                     stm_error *err);

/*
 * Notes in the derived tables where articles[n] (after comparing) differ
 * from documents[n] (before). Errors: STM_ERR_IO, STM_ERR_NOMEM.
 */
STM_WARN_UNUSED stm_status stm_documents_write_edits(
    sqlite3 *db, const stm_article *documents, const stm_article *articles,
    uint32_t n, stm_error *err);

#endif
