#include "store/archive.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "report/json.h"
#include "store/store.h"
#include "unit/report/report_sample.h"

#define PATH STM_TEST_SCRATCH "/archive.db"

static void forget(const char *path)
{
    char other[256];
    static const char *const ends[] = {"", "-wal", "-shm", "-journal"};
    for (size_t i = 0; i < sizeof ends / sizeof ends[0]; i++) {
        snprintf(other, sizeof other, "%s%s", path, ends[i]);
        (void)unlink(other);
    }
}

/* The sample in a new archive at PATH; false where memory was out. */
static bool write_sample(sample *s)
{
    forget(PATH);
    return sample_init(s) &&
           need_ok(stm_store_write(&s->pile, s->articles, PATH, NULL));
}

static void print_pile(const stm_pile *pile, stm_buf *out)
{
    const stm_run_info info = {.options_json = STM_LIT("{}"),
                               .full_text = true};
    stm_buf_init(out, SIZE_MAX);
    stm_json_all(pile, &info, out);
}

TEST(what_was_written_is_read_back_as_it_was)
{
    sample s;
    stm_archive *archive = NULL;
    stm_pile pile = {0};
    stm_buf before;
    stm_buf after;
    stm_arena arena;
    stm_arena_init(&arena, SIZE_MAX);
    stm_buf_init(&before, 1);
    stm_buf_init(&after, 1);
    if (write_sample(&s) &&
        need_ok(stm_archive_open(PATH, STM_DB_READ, &archive, NULL)) &&
        need_ok(stm_archive_pile(archive, &arena, &pile, NULL))) {
        print_pile(&s.pile, &before);
        print_pile(&pile, &after);
        if (need_ok(before.status) && need_ok(after.status)) {
            assert_true(before.len > 4000);
            assert_slice_equal(stm_buf_slice(&after), stm_buf_slice(&before));
        }
    }
    stm_archive_close(archive);
    stm_buf_release(&before);
    stm_buf_release(&after);
    stm_arena_release(&arena);
    sample_release(&s);
}

TEST(the_same_pile_gives_the_same_bytes)
{
    sample s;
    stm_buf first;
    stm_buf second;
    stm_buf_init(&first, SIZE_MAX);
    stm_buf_init(&second, SIZE_MAX);
    bool ok = write_sample(&s);
    ok = ok && need_ok(stm_file_read(PATH, &first, NULL));
    ok = ok && need_ok(stm_store_write(&s.pile, s.articles, PATH, NULL));
    ok = ok && need_ok(stm_file_read(PATH, &second, NULL));
    if (ok) {
        assert_int_equal(first.len, second.len);
        assert_memory_equal(first.ptr, second.ptr, first.len);
    }
    stm_buf_release(&first);
    stm_buf_release(&second);
    sample_release(&s);
}

TEST(a_whole_archive_has_no_faults_and_a_damaged_one_has)
{
    static const struct {
        const char *label, *sql;
    } cases[] = {
        {"whole", "select 1"},
        {"a mention past the end of its text",
         "update mention set \"end\" = 1000000"},
        {"an article that is not there", "update mention set article = 900"},
        {"a gap in the numbers", "delete from claim where number = 0"},
        {"a story of nothing", "delete from story"},
    };
    if (stm_test_faulting())
        return;
    EACH (c, cases) {
        sample s;
        sqlite3 *db = NULL;
        stm_archive *archive = NULL;
        stm_buf faults;
        stm_arena arena;
        stm_pile pile = {0};
        stm_arena_init(&arena, SIZE_MAX);
        stm_buf_init(&faults, 1 << 20);
        assert_true(sample_init(&s));
        forget(PATH);
        s.articles[6].status = STM_RECORD_EMPTY; /* it is in no story */
        assert_int_equal(stm_store_write(&s.pile, s.articles, PATH, NULL),
                         STM_OK);
        assert_int_equal(stm_db_open(PATH, STM_DB_WRITE, &db, NULL), STM_OK);
        assert_int_equal(stm_db_run(db, c->sql, NULL), STM_OK);
        sqlite3_close(db);
        assert_int_equal(stm_archive_open(PATH, STM_DB_READ, &archive, NULL),
                         STM_OK);
        assert_int_equal(stm_archive_check(archive, &faults, NULL), STM_OK);
        const bool is_whole = c == cases;
        if ((faults.len == 0) != is_whole)
            fail_msg("faults: %.*s", (int)faults.len, (const char *)faults.ptr);
        const stm_status status =
            stm_archive_pile(archive, &arena, &pile, NULL);
        assert_true(is_whole ? status == STM_OK
                             : status == STM_ERR_FORMAT || status == STM_OK);
        stm_archive_close(archive);
        stm_arena_release(&arena);
        stm_buf_release(&faults);
        sample_release(&s);
    }
}

TEST(files_that_are_no_archive_are_refused_in_words)
{
    static const struct {
        const char *label, *bytes, *sql;
        stm_status status;
        const char *words;
    } cases[] = {
        {"missing", NULL, NULL, STM_ERR_IO, "cannot be opened"},
        {"text", "The old footbridge was closed. It will be looked at.", NULL,
         STM_ERR_FORMAT, "not a database"},
        {"another program's", "", "create table t(x); pragma application_id=7",
         STM_ERR_FORMAT, "another program"},
        {"newer", NULL, "pragma user_version=99", STM_ERR_FORMAT, "newer"},
    };
    if (stm_test_faulting())
        return;
    EACH (c, cases) {
        sample s = {0};
        sqlite3 *db = NULL;
        stm_archive *archive = NULL;
        stm_error err = {0};
        forget(PATH);
        if (c->bytes != NULL)
            assert_int_equal(
                stm_file_write(PATH, stm_slice_from_cstr(c->bytes), NULL),
                STM_OK);
        if (c->bytes == NULL && c->sql != NULL) {
            assert_true(write_sample(&s));
            sample_release(&s);
        }
        if (c->sql != NULL) {
            assert_int_equal(sqlite3_open(PATH, &db), SQLITE_OK);
            assert_int_equal(sqlite3_exec(db, c->sql, NULL, NULL, NULL),
                             SQLITE_OK);
            sqlite3_close(db);
        }
        assert_int_equal(stm_archive_open(PATH, STM_DB_READ, &archive, &err),
                         c->status);
        assert_null(archive);
        if (strstr(err.text, c->words) == NULL)
            fail_msg("\"%s\" does not say \"%s\"", err.text, c->words);
    }
}

TEST(documents_that_no_run_worked_on_leave_the_account_behind)
{
    sample s;
    stm_archive *archive = NULL;
    stm_archive_state state = {0};
    stm_article *documents = NULL;
    stm_arena arena;
    stm_pile pile = {0};
    uint32_t n = 0;
    static const uint32_t gone[] = {0, 2};
    stm_arena_init(&arena, SIZE_MAX);
    bool ok = write_sample(&s);
    ok = ok && need_ok(stm_archive_open(PATH, STM_DB_WRITE, &archive, NULL));
    ok = ok && need_ok(stm_archive_remove(archive, gone, 2, NULL));
    ok = ok && need_ok(stm_archive_tell(archive, &state, NULL));
    if (ok) {
        assert_true(state.is_behind);
        assert_int_equal(state.documents, SAMPLE_ARTICLES - 2);
        const stm_status status =
            stm_archive_pile(archive, &arena, &pile, NULL);
        assert_true(status == STM_ERR_USAGE ||
                    (stm_test_faulting() && status == STM_ERR_NOMEM));
    }
    ok = ok && need_ok(stm_archive_append(archive, &s.articles[2], 1, NULL));
    if (ok &&
        need_ok(stm_archive_documents(archive, &arena, &documents, &n, NULL))) {
        assert_int_equal(n, SAMPLE_ARTICLES - 1);
        assert_slice_equal(documents[0].id, s.articles[1].id);
        assert_slice_equal(documents[n - 1].text, s.articles[2].text);
        assert_int_equal(documents[n - 1].n_paragraphs,
                         s.articles[2].n_paragraphs);
    }
    stm_archive_close(archive);
    stm_arena_release(&arena);
    sample_release(&s);
}

TEST(words_find_articles_and_bad_syntax_is_the_askers)
{
    sample s;
    stm_archive *archive = NULL;
    stm_archive_hit *hits = NULL;
    stm_arena arena;
    uint32_t n = 0;
    stm_arena_init(&arena, SIZE_MAX);
    if (write_sample(&s) &&
        need_ok(stm_archive_open(PATH, STM_DB_READ, &archive, NULL)) &&
        need_ok(stm_archive_search(archive, STM_LIT("footbridge"), 3, &arena,
                                   &hits, &n, NULL))) {
        assert_int_equal(n, 3);
        assert_true(hits[0].rank <= hits[1].rank);
        const stm_status status = stm_archive_search(
            archive, STM_LIT("\"open"), 3, &arena, &hits, &n, NULL);
        assert_true(status == STM_ERR_FORMAT ||
                    (stm_test_faulting() && status == STM_ERR_NOMEM));
    }
    stm_archive_close(archive);
    stm_arena_release(&arena);
    sample_release(&s);
}
