/* One SQLite file of ours: opened, checked, and told of in clear words. */
#ifndef STM_STORE_DB_H
#define STM_STORE_DB_H

#include <sqlite3.h>

#include "base/status.h"

/* Written into the file's header: "Stm1". */
enum { STM_DB_APPLICATION = 0x53746D31, STM_DB_VERSION = 2 };

typedef enum stm_db_mode {
    STM_DB_READ,   /* an existing file, read only */
    STM_DB_WRITE,  /* an existing file */
    STM_DB_CREATE, /* an existing file, or a new one with the source tables */
} stm_db_mode;

/*
 * Opens `path`. Errors: STM_ERR_IO (missing, not readable, locked, disk full
 * or read-only), STM_ERR_FORMAT (not a database, another program's, or of a
 * newer version of Stemma), STM_ERR_NOMEM. The text says which.
 */
STM_WARN_UNUSED stm_status stm_db_open(const char *path, stm_db_mode mode,
                                       sqlite3 **out, stm_error *err);

/* Runs statements that give no rows. Errors as stm_db_fail. */
STM_WARN_UNUSED stm_status stm_db_run(sqlite3 *db, const char *sql,
                                      stm_error *err);

/* The status and the words for SQLite's last failure on `db`. */
stm_status stm_db_fail(sqlite3 *db, const char *what, stm_error *err);

/* The one number a query gives, or `otherwise`. */
int64_t stm_db_number(sqlite3 *db, const char *sql, int64_t otherwise);

/* The text of the schemas, NUL-terminated. */
extern const char stm_db_source_schema[];
extern const char stm_db_derived_schema[];

/* Drops and makes anew every derived table, inside the open transaction. */
STM_WARN_UNUSED stm_status stm_db_reset_derived(sqlite3 *db, stm_error *err);

#endif
