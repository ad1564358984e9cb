#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "base/file.h"
#include "drained.h"
#include "packed.h"
#include "stm_test.h"

static void put(const char *path, stm_slice bytes)
{
    if (!stm_test_faulting())
        assert_int_equal(stm_file_write(path, bytes, NULL), STM_OK);
}

#define PLACE STM_TEST_SCRATCH "/walk"

static void make_folder(void)
{
    mkdir(PLACE, 0777);
    mkdir(PLACE "/Page_files", 0777);
    mkdir(PLACE "/deep", 0777);
    put(PLACE "/Page.html", STM_LIT("<p>The ferry left Saltby."));
    put(PLACE "/Page_files/advert.html", STM_LIT("<p>Buy a boat."));
    put(PLACE "/b.txt", STM_LIT("The ferry came back.\n"));
    put(PLACE "/deep/a.txt", STM_LIT("Nobody saw it.\n"));
    put(PLACE "/style.css", STM_LIT("p {}"));
    put(PLACE "/.hidden", STM_LIT("x"));
}

TEST(walk_reads_a_folder_in_byte_order_of_names)
{
    make_folder();
    drained d;
    if (need_ok(drained_from_path(&d, PLACE))) {
        assert_int_equal(d.n, 3);
        assert_text(d.raws[0].path, PLACE "/Page.html");
        assert_int_equal(d.raws[0].kind, STM_RAW_HTML);
        assert_text(d.raws[1].path, PLACE "/b.txt");
        assert_int_equal(d.raws[1].kind, STM_RAW_TEXT);
        assert_text(d.raws[2].path, PLACE "/deep/a.txt");
        /* the style sheet and the page's folder are named */
        assert_int_equal(d.diags.len + d.diags.dropped, 2);
    }
    drained_release(&d);
}

TEST(walk_of_a_missing_file_says_so_without_an_offset)
{
    drained d;
    if (need_ok(drained_from_path(&d, PLACE "/there-is-none"))) {
        assert_int_equal(d.n, 1);
        assert_int_equal(d.raws[0].status, STM_RECORD_ERROR);
        assert_text(d.raws[0].reason, "cannot open: No such file or directory");
        assert_false(stm_digest_is_known(d.raws[0].sha256));
        if (need(d.diags.len == 1))
            assert_true(d.diags.items[0].offset == STM_NO_OFFSET);
    }
    drained_release(&d);
}

TEST(walk_of_an_empty_folder_gives_a_record)
{
    mkdir(STM_TEST_SCRATCH "/walk-empty", 0777);
    drained d;
    if (need_ok(drained_from_path(&d, STM_TEST_SCRATCH "/walk-empty"))) {
        assert_int_equal(d.n, 1);
        assert_int_equal(d.raws[0].status, STM_RECORD_ERROR);
    }
    drained_release(&d);
}

TEST(file_gives_the_same_digest_packed_or_not)
{
    stm_buf packed;
    stm_buf_init(&packed, 1 << 16);
    const stm_slice page = STM_LIT("<!doctype html><p>The ferry left.");
    packed_gzip(page, &packed);
    drained a;
    drained b;
    const bool ok_a =
        need_ok(drained_from_bytes(&a, page, "p", &DRAINED_OPTS_DEFAULT));
    const bool ok_b =
        need_ok(packed.status == STM_OK
                    ? drained_from_bytes(&b, stm_buf_slice(&packed), "p.gz",
                                         &DRAINED_OPTS_DEFAULT)
                    : packed.status);
    if (ok_a && ok_b) {
        assert_int_equal(b.raws[0].kind, STM_RAW_HTML);
        assert_memory_equal(a.raws[0].sha256, b.raws[0].sha256, 32);
    }
    if (packed.status == STM_OK)
        drained_release(&b);
    drained_release(&a);
    stm_buf_release(&packed);
}

TEST(file_that_is_not_text_is_an_error_that_names_it)
{
    static const struct {
        const char *label;
        const char *bytes;
        size_t len;
        const char *reason;
    } cases[] = {
        {"pdf", "%PDF-1.7 x", 10, "not text: a PDF file"},
        {"bytes", "\1\2\3\4\5\6", 6, "not text"},
        {"nothing", "", 0, "empty"},
        {"blank", " \n\t", 3, "nothing but white space"},
    };
    EACH (c, cases) {
        drained d;
        if (need_ok(drained_from_bytes(&d, stm_slice_of(c->bytes, c->len),
                                       "file", &DRAINED_OPTS_DEFAULT)))
            assert_text(d.raws[0].reason, c->reason);
        drained_release(&d);
    }
}

TEST(file_over_the_limit_is_an_error)
{
    drained d;
    const drained_opts opts = {.max_document_bytes = 8, .piece_bytes = 3};
    if (need_ok(drained_from_bytes(&d, STM_LIT("0123456789"), "a.txt", &opts)))
        assert_text(d.raws[0].reason, "larger than the limit of 8 bytes");
    drained_release(&d);
}
