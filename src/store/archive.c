#include "store/archive.h"

#include <stdio.h>

#include "base/alloc.h"
#include "store/derived.h"
#include "store/documents.h"
#include "store/row.h"
#include "store/row_reader.h"

#include "base/banned.h"

struct stm_archive {
    sqlite3 *db;
};

stm_status stm_archive_open(const char *path, stm_db_mode mode,
                            stm_archive **out, stm_error *err)
{
    stm_archive *self = stm_alloc(1, sizeof *self);
    if (self == NULL)
        return stm_fail(err, STM_ERR_NOMEM, 0, "out of memory");
    const stm_status status = stm_db_open(path, mode, &self->db, err);
    if (status != STM_OK) {
        stm_free(self);
        return status;
    }
    *out = self;
    return STM_OK;
}

void stm_archive_close(stm_archive *self)
{
    if (self == NULL)
        return;
    sqlite3_close(self->db);
    stm_free(self);
}

stm_status stm_archive_documents(stm_archive *self, stm_arena *arena,
                                 stm_article **out, uint32_t *n_out,
                                 stm_error *err)
{
    return stm_documents_read(self->db, arena, out, n_out, err);
}

stm_status stm_archive_document(stm_archive *self, uint32_t number,
                                stm_arena *arena, stm_article **out,
                                stm_error *err)
{
    return stm_documents_read_one(self->db, number, arena, out, err);
}

stm_status stm_archive_readings(stm_archive *self, const stm_article *articles,
                                uint32_t n, stm_arena *arena, stm_reading **out,
                                stm_error *err)
{
    stm_reading *readings =
        stm_arena_alloc(arena, (size_t)n + 1, sizeof *readings);
    if (readings == NULL)
        return stm_fail(err, STM_ERR_NOMEM, 0, "out of memory");
    STM_TRY(stm_readings_read(self->db, articles, n, arena, readings, err));
    *out = readings;
    return STM_OK;
}

static int64_t count_documents(const stm_archive *self)
{
    return stm_db_number(self->db, "select count(*) from document", -1);
}

/* How many documents the derived tables were made of; -1 never. */
static int64_t count_derived(const stm_archive *self)
{
    return stm_db_number(self->db,
                         "select value from state where name = 'derived' and "
                         "not exists (select 1 from state where name = "
                         "'corrected')",
                         -1);
}

stm_status stm_archive_articles(stm_archive *self, stm_arena *arena,
                                stm_pile *out, stm_error *err)
{
    if (count_derived(self) != count_documents(self))
        return stm_fail(err, STM_ERR_USAGE, 0,
                        "the archive has documents that were not worked on "
                        "yet; run `stemma rebuild`");
    stm_pile pile = {0};
    stm_article *articles;
    STM_TRY(stm_documents_read_edited(self->db, arena, &articles,
                                      &pile.n_articles, err));
    pile.articles = articles;
    *out = pile;
    return STM_OK;
}

stm_status stm_archive_pile(stm_archive *self, stm_arena *arena, stm_pile *out,
                            stm_error *err)
{
    stm_pile pile = {0};
    STM_TRY(stm_archive_articles(self, arena, &pile, err));
    STM_TRY(stm_derived_read(self->db, arena, &pile, err));
    *out = pile;
    return STM_OK;
}

/* Ends the transaction as `status` asks. */
static stm_status end(stm_archive *self, stm_status status, stm_error *err)
{
    if (status == STM_OK)
        status = stm_db_run(self->db, "commit", err);
    if (status != STM_OK)
        sqlite3_exec(self->db, "rollback", NULL, NULL, NULL);
    return status;
}

stm_status stm_archive_append(stm_archive *self, const stm_article *articles,
                              uint32_t n, stm_error *err)
{
    STM_TRY(stm_db_run(self->db, "begin immediate", err));
    const int64_t first = count_documents(self);
    stm_status status = STM_OK;
    if (first < 0 || first + n >= STM_NONE)
        status = stm_fail(err, STM_ERR_LIMIT, 0, "too many documents");
    else
        status =
            stm_documents_write(self->db, articles, n, (uint32_t)first, err);
    return end(self, status, err);
}

/* Numbers after a removed one move down, lowest first, so none meets. */
static const char close_gaps[] =
    "create temp table moved as select number as old, "
    "row_number() over (order by number) - 1 as new from document;"
    "update document set number = (select new from moved where old = number)"
    " where number in (select old from moved where old <> new);"
    "update author set document = (select new from moved where old = document)"
    " where document in (select old from moved where old <> new);"
    "update paragraph set document = (select new from moved where old = "
    "document) where document in (select old from moved where old <> new);"
    "update date_found set document = (select new from moved where old = "
    "document) where document in (select old from moved where old <> new);"
    "update credit set document = (select new from moved where old = document)"
    " where document in (select old from moved where old <> new);"
    "drop table moved;"
    "insert or replace into state values ('derived', -1);";

stm_status stm_archive_remove(stm_archive *self, const uint32_t *numbers,
                              uint32_t n, stm_error *err)
{
    static const char *const tables[] = {"author", "paragraph", "date_found",
                                         "credit"};
    STM_TRY(stm_db_run(self->db, "begin immediate", err));
    stm_status status = STM_OK;
    char sql[160];
    for (uint32_t i = 0; i < n && status == STM_OK; i++) {
        for (int t = 0; t < 4 && status == STM_OK; t++) {
            snprintf(sql, sizeof sql, "delete from %s where document = %u",
                     tables[t], numbers[i]);
            status = stm_db_run(self->db, sql, err);
        }
        snprintf(sql, sizeof sql, "delete from document where number = %u",
                 numbers[i]);
        if (status == STM_OK)
            status = stm_db_run(self->db, sql, err);
    }
    if (status == STM_OK)
        status = stm_db_run(self->db, close_gaps, err);
    return end(self, status, err);
}

stm_status stm_archive_corrections(stm_archive *self, stm_buf *out,
                                   stm_error *err)
{
    stm_row_reader row;
    stm_row_reader_init(&row, self->db,
                        "select line from correction order by number");
    while (stm_row_reader_next(&row)) {
        stm_buf_add(out, stm_row_take_word(&row));
        stm_buf_byte(out, '\n');
    }
    const bool failed = row.failed;
    stm_row_reader_release(&row);
    if (failed)
        return stm_db_fail(self->db, "the archive", err);
    return out->status == STM_OK
               ? STM_OK
               : stm_fail(err, out->status, 0, "too many corrections");
}

static const char note_corrected[] =
    "insert or replace into state values ('corrected', 1)";

stm_status stm_archive_correct(stm_archive *self, const stm_slice *lines,
                               uint32_t n, stm_error *err)
{
    STM_TRY(stm_db_run(self->db, "begin immediate", err));
    const int64_t last = stm_db_number(
        self->db, "select coalesce(max(number), 0) from correction", 0);
    stm_row row;
    stm_row_init(&row, self->db, "correction", 2);
    for (uint32_t i = 0; i < n; i++) {
        stm_row_number(&row, (uint64_t)last + i + 1);
        stm_row_words(&row, lines[i]);
        stm_row_end(&row);
    }
    stm_status status = row.failed ? stm_db_fail(self->db, "the archive", err)
                                   : stm_db_run(self->db, note_corrected, err);
    stm_row_release(&row);
    return end(self, status, err);
}

stm_status stm_archive_uncorrect(stm_archive *self, uint32_t number,
                                 stm_error *err)
{
    char sql[160];
    snprintf(sql, sizeof sql,
             "delete from correction where number = (select number from "
             "correction order by number limit 1 offset %u)",
             number - 1);
    STM_TRY(stm_db_run(self->db, "begin immediate", err));
    stm_status status = number == 0 ? STM_OK : stm_db_run(self->db, sql, err);
    if (status == STM_OK && (number == 0 || sqlite3_changes(self->db) != 1))
        status = stm_fail(err, STM_ERR_USAGE, 0,
                          "there is no correction number %u", number);
    if (status == STM_OK)
        status = stm_db_run(self->db, note_corrected, err);
    return end(self, status, err);
}

static stm_status derive(stm_archive *self, const stm_article *documents,
                         const stm_pile *pile, stm_error *err)
{
    STM_TRY(stm_db_reset_derived(self->db, err));
    STM_TRY(stm_documents_write_edits(self->db, documents, pile->articles,
                                      pile->n_articles, err));
    STM_TRY(stm_derived_write(self->db, pile, err));
    STM_TRY(
        stm_readings_write(self->db, pile->articles, pile->n_articles, err));
    char note[128];
    snprintf(note, sizeof note,
             "delete from state where name = 'corrected';"
             "insert or replace into state values ('derived', %u);",
             pile->n_articles);
    STM_TRY(stm_db_run(self->db, note, err));
    return stm_db_run(self->db, "insert into search(search) values ('rebuild')",
                      err);
}

stm_status stm_archive_derive(stm_archive *self, const stm_article *documents,
                              const stm_pile *pile, stm_error *err)
{
    STM_TRY(stm_db_run(self->db, "begin immediate", err));
    stm_status status = STM_OK;
    if (count_documents(self) != pile->n_articles)
        status = stm_fail(err, STM_ERR_IO, 0,
                          "another program changed the archive meanwhile");
    else
        status = derive(self, documents, pile, err);
    return end(self, status, err);
}

stm_status stm_archive_copy(stm_archive *self, stm_buf *out, stm_error *err)
{
    /* bytes 18 and 19 of the header: 2 with a write-ahead log, 1 without */
    enum { WRITE_VERSION = 18, READ_VERSION = 19, HEADER = 100 };
    sqlite3_int64 len = 0;
    unsigned char *file = sqlite3_serialize(self->db, "main", &len, 0);
    if (file == NULL || len < HEADER) {
        sqlite3_free(file);
        return stm_fail(err, STM_ERR_NOMEM, 0, "out of memory");
    }
    file[WRITE_VERSION] = file[READ_VERSION] = 1;
    stm_buf_add(out, stm_slice_of(file, (size_t)len));
    sqlite3_free(file);
    return out->status == STM_OK
               ? STM_OK
               : stm_fail(err, out->status, 0, "out of memory");
}

stm_status stm_archive_settle(stm_archive *self, stm_error *err)
{
    return stm_db_run(self->db, "pragma journal_mode=delete", err);
}

stm_status stm_archive_tell(stm_archive *self, stm_archive_state *out,
                            stm_error *err)
{
    static const char *const queries[] = {
        "select count(*) from document",
        "select count(*) from article where status = 'ok'",
        "select count(*) from (select story from story_article group by story "
        "having count(*) > 1)",
        "select count(*) from speaker",
        "select count(*) from passage",
        "select count(*) from attribution",
        "select count(*) from claim",
        "select page_count * page_size from pragma_page_count, "
        "pragma_page_size",
    };
    stm_archive_state s = {0};
    uint64_t *const fields[] = {&s.documents, &s.articles, &s.stories,
                                &s.speakers,  &s.passages, &s.attributions,
                                &s.claims,    &s.bytes};
    for (size_t i = 0; i < sizeof queries / sizeof *queries; i++) {
        const int64_t n = stm_db_number(self->db, queries[i], -1);
        if (n < 0)
            return stm_db_fail(self->db, "the archive", err);
        *fields[i] = (uint64_t)n;
    }
    s.is_behind = count_derived(self) != count_documents(self);
    *out = s;
    return STM_OK;
}

static stm_status add_faults(stm_archive *self, const char *sql,
                             stm_buf *faults, stm_error *err)
{
    stm_row_reader row;
    stm_row_reader_init(&row, self->db, sql);
    while (stm_row_reader_next(&row)) {
        const stm_slice line = stm_row_take_word(&row);
        if (stm_slice_eq(line, STM_LIT("ok")))
            continue;
        stm_buf_add(faults, line);
        stm_buf_byte(faults, '\n');
    }
    const bool failed = row.failed;
    stm_row_reader_release(&row);
    if (faults->status != STM_OK)
        return stm_fail(err, STM_ERR_NOMEM, 0, "out of memory");
    return failed ? stm_db_fail(self->db, "the archive", err) : STM_OK;
}

stm_status stm_archive_check(stm_archive *self, stm_buf *faults, stm_error *err)
{
    static const char *const questions[] = {
        "pragma integrity_check(20)",
        "select 'document numbers have a gap' from (select count(*) as n, "
        "max(number) as last from document) where n > 0 and last + 1 <> n",
        "select 'document ' || id || ': a paragraph lies outside its text' "
        "from paragraph join document d on d.number = document "
        "where \"begin\" > \"end\" or \"end\" > length(text) limit 20",
        "select t || ' ' || document || ' belongs to no document' from ("
        "select 'author' as t, document from author union all "
        "select 'paragraph', document from paragraph union all "
        "select 'date', document from date_found union all "
        "select 'credit', document from credit) "
        "where document not in (select number from document) limit 20",
        "select 'a row of ' || \"table\" || ' refers to a row of ' || parent "
        "|| ' that is not there' from pragma_foreign_key_check "
        "group by \"table\", parent order by \"table\", parent limit 20",
        "select 'claim ' || c.id || ': a mention lies outside its article' "
        "from mention m join claim c on c.number = m.claim "
        "left join article a on a.number = m.article "
        "where a.number is null or m.\"end\" > length(a.text) limit 20",
        "select 'article ' || id || ' is in no story' from article "
        "where status = 'ok' and number not in "
        "(select article from story_article) and (select value from state "
        "where name = 'derived') = (select count(*) from document) limit 20",
    };
    for (size_t i = 0; i < sizeof questions / sizeof *questions; i++)
        STM_TRY(add_faults(self, questions[i], faults, err));
    return STM_OK;
}

static stm_status take_hits(sqlite3_stmt *statement, stm_archive_hit *hits,
                            uint32_t max, uint32_t *n)
{
    *n = 0;
    int code = sqlite3_step(statement);
    for (; code == SQLITE_ROW && *n < max; code = sqlite3_step(statement))
        hits[(*n)++] = (stm_archive_hit){
            .article = (uint32_t)sqlite3_column_int64(statement, 0),
            .rank = sqlite3_column_double(statement, 1)};
    return code == SQLITE_ROW || code == SQLITE_DONE ? STM_OK : STM_ERR_FORMAT;
}

stm_status stm_archive_search(stm_archive *self, stm_slice query, uint32_t max,
                              stm_arena *arena, stm_archive_hit **out,
                              uint32_t *n_out, stm_error *err)
{
    stm_archive_hit *hits = stm_arena_alloc(arena, max, sizeof *hits);
    if (hits == NULL)
        return stm_fail(err, STM_ERR_NOMEM, 0, "out of memory");
    sqlite3_stmt *statement = NULL;
    static const char sql[] =
        "select rowid, bm25(search, 4.0, 2.0, 1.0) from search "
        "where search match ? order by 2, 1 limit ?";
    if (sqlite3_prepare_v2(self->db, sql, -1, &statement, NULL) != SQLITE_OK ||
        sqlite3_bind_text64(statement, 1, (const char *)query.ptr, query.len,
                            SQLITE_STATIC, SQLITE_UTF8) != SQLITE_OK ||
        sqlite3_bind_int64(statement, 2, max) != SQLITE_OK) {
        sqlite3_finalize(statement);
        return stm_db_fail(self->db, "the archive", err);
    }
    const stm_status status = take_hits(statement, hits, max, n_out);
    sqlite3_finalize(statement);
    if (status != STM_OK)
        return stm_fail(err, STM_ERR_FORMAT, 0, "not understood: %.150s",
                        sqlite3_errmsg(self->db));
    *out = hits;
    return STM_OK;
}
