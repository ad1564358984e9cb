#include "store/db.h"

#include <stdio.h>
#include <string.h>

#include "base/banned.h"

const char stm_db_source_schema[] = {
#include "schema_source_sql.inc"
    , 0};

const char stm_db_derived_schema[] = {
#include "schema_derived_sql.inc"
    , 0};

stm_status stm_db_fail(sqlite3 *db, const char *what, stm_error *err)
{
    const int code = db == NULL ? SQLITE_NOMEM : sqlite3_errcode(db);
    switch (code & 0xFF) {
    case SQLITE_NOMEM:
        return stm_fail(err, STM_ERR_NOMEM, 0, "out of memory");
    case SQLITE_NOTADB:
        return stm_fail(err, STM_ERR_FORMAT, 0, "%s: it is not a database",
                        what);
    case SQLITE_CORRUPT:
        return stm_fail(err, STM_ERR_FORMAT, 0, "%s: the file is damaged",
                        what);
    case SQLITE_FULL:
        return stm_fail(err, STM_ERR_IO, 0, "%s: the disk is full", what);
    case SQLITE_READONLY:
        return stm_fail(err, STM_ERR_IO, 0, "%s: it cannot be written to",
                        what);
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return stm_fail(err, STM_ERR_IO, 0,
                        "%s: another program is writing to it", what);
    default:
        return stm_fail(err, STM_ERR_IO, 0, "%s: %.150s", what,
                        sqlite3_errmsg(db));
    }
}

stm_status stm_db_run(sqlite3 *db, const char *sql, stm_error *err)
{
    if (sqlite3_exec(db, sql, NULL, NULL, NULL) == SQLITE_OK)
        return STM_OK;
    return stm_db_fail(db, "the archive", err);
}

int64_t stm_db_number(sqlite3 *db, const char *sql, int64_t otherwise)
{
    sqlite3_stmt *statement = NULL;
    int64_t n = otherwise;
    if (sqlite3_prepare_v2(db, sql, -1, &statement, NULL) == SQLITE_OK &&
        sqlite3_step(statement) == SQLITE_ROW)
        n = sqlite3_column_int64(statement, 0);
    sqlite3_finalize(statement);
    return n;
}

static stm_status begin_file(sqlite3 *db, stm_error *err)
{
    char pragmas[128];
    snprintf(pragmas, sizeof pragmas,
             "pragma application_id=%d; pragma user_version=%d;",
             STM_DB_APPLICATION, STM_DB_VERSION);
    STM_TRY(stm_db_run(db, "begin immediate", err));
    STM_TRY(stm_db_run(db, pragmas, err));
    STM_TRY(stm_db_run(db, stm_db_source_schema, err));
    STM_TRY(stm_db_run(db, stm_db_derived_schema, err));
    return stm_db_run(db, "commit", err);
}

/* Version 1 knew no corrections and not what speech was read from. */
static stm_status upgrade(sqlite3 *db, stm_error *err)
{
    STM_TRY(stm_db_run(db, "begin immediate", err));
    stm_status status = stm_db_run(
        db,
        "create table if not exists correction (number integer primary key, "
        "line text not null);",
        err);
    if (status == STM_OK)
        status = stm_db_reset_derived(db, err);
    if (status == STM_OK)
        status = stm_db_run(db,
                            "insert or replace into state values "
                            "('derived', -1); pragma user_version = 2;",
                            err);
    if (status == STM_OK)
        status = stm_db_run(db, "commit", err);
    if (status != STM_OK)
        sqlite3_exec(db, "rollback", NULL, NULL, NULL);
    return status;
}

/* A file of ours and of no newer version; an empty one is begun. */
static stm_status check_file(sqlite3 *db, stm_db_mode mode, stm_error *err)
{
    const int64_t tables =
        stm_db_number(db, "select count(*) from sqlite_schema", -1);
    if (tables < 0)
        return stm_db_fail(db, "the archive cannot be opened", err);
    const int64_t owner = stm_db_number(db, "pragma application_id", 0);
    const int64_t version = stm_db_number(db, "pragma user_version", 0);
    if (tables == 0 && owner == 0 && mode == STM_DB_CREATE)
        return begin_file(db, err);
    if (owner != STM_DB_APPLICATION)
        return stm_fail(err, STM_ERR_FORMAT, 0,
                        "the file is a database of another program");
    if (version > STM_DB_VERSION)
        return stm_fail(err, STM_ERR_FORMAT, 0,
                        "the archive is of a newer Stemma (version %lld, this "
                        "one reads up to %d)",
                        (long long)version, STM_DB_VERSION);
    if (version < STM_DB_VERSION && mode == STM_DB_READ)
        return stm_fail(err, STM_ERR_FORMAT, 0,
                        "the archive is of an older Stemma; `stemma rebuild` "
                        "brings it up to date");
    return version < STM_DB_VERSION ? upgrade(db, err) : STM_OK;
}

stm_status stm_db_open(const char *path, stm_db_mode mode, sqlite3 **out,
                       stm_error *err)
{
    static const int flags[] = {
        [STM_DB_READ] = SQLITE_OPEN_READONLY,
        [STM_DB_WRITE] = SQLITE_OPEN_READWRITE,
        [STM_DB_CREATE] = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE,
    };
    sqlite3 *db = NULL;
    stm_status status = STM_OK;
    if (sqlite3_open_v2(path, &db, flags[mode] | SQLITE_OPEN_FULLMUTEX, NULL) !=
        SQLITE_OK)
        status = stm_db_fail(db, "the archive cannot be opened", err);
    if (status == STM_OK) {
        sqlite3_busy_timeout(db, 5000);
        status = check_file(db, mode, err);
    }
    if (status == STM_OK && mode != STM_DB_READ)
        status = stm_db_run(db,
                            "pragma journal_mode=wal;"
                            "pragma synchronous=normal;"
                            "pragma secure_delete=off;",
                            err);
    if (status == STM_OK) {
        *out = db;
        return STM_OK;
    }
    sqlite3_close(db);
    return status;
}

stm_status stm_db_reset_derived(sqlite3 *db, stm_error *err)
{
    static const char drops[] =
        "drop table if exists search; drop view if exists article;"
        "drop table if exists evidence; drop table if exists edge;"
        "drop table if exists lost_article; drop table if exists lost_passage;"
        "drop table if exists lost_origin;"
        "drop table if exists difference_value;"
        "drop table if exists difference; drop table if exists merge;"
        "drop table if exists origin_mention; drop table if exists origin;"
        "drop table if exists mention; drop table if exists claim;"
        "drop table if exists attribution_span;"
        "drop table if exists attribution; drop table if exists speaker_name;"
        "drop table if exists speaker_article;"
        "drop table if exists speaker; drop table if exists story_article;"
        "drop table if exists story_link; drop table if exists story; drop "
        "table if exists passage;"
        "drop table if exists reading;"
        "drop table if exists edited_paragraph; drop table if exists edited;";
    STM_TRY(stm_db_run(db, drops, err));
    return stm_db_run(db, stm_db_derived_schema, err);
}
