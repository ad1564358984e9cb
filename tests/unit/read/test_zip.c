/* Zip archives made here (APPNOTE.TXT 4.3), stored or deflated. */
#include <stdio.h>
#include <string.h>
#include <zlib.h>

#include "base/file.h"
#include "drained.h"
#include "packed.h"
#include "stm_test.h"

typedef struct archive {
    stm_buf bytes;
    stm_buf directory;
    uint16_t n;
} archive;

static void put16(stm_buf *out, unsigned n)
{
    stm_buf_byte(out, (uint8_t)n);
    stm_buf_byte(out, (uint8_t)(n >> 8));
}

static void put32(stm_buf *out, size_t n)
{
    put16(out, (unsigned)(n & 0xFFFF));
    put16(out, (unsigned)(n >> 16 & 0xFFFF));
}

static void begin(archive *a)
{
    *a = (archive){.n = 0};
    stm_buf_init(&a->bytes, 1 << 20);
    stm_buf_init(&a->directory, 1 << 20);
}

/* What local header and directory share. */
static void put_header(stm_buf *out, stm_slice name, stm_slice body,
                       size_t packed, unsigned method)
{
    put16(out, 20);
    put16(out, 0);
    put16(out, method);
    put32(out, 0x21u << 16); /* the first day there is */
    put32(out, (size_t)crc32(0, body.ptr, (uInt)body.len));
    put32(out, packed);
    put32(out, body.len);
    put16(out, (unsigned)name.len);
    put16(out, 0);
}

static void add(archive *a, const char *name, stm_slice body, bool deflated)
{
    const stm_slice n = stm_slice_from_cstr(name);
    const size_t at = a->bytes.len;
    const unsigned method = deflated ? 8 : 0;
    stm_buf packed;
    stm_buf_init(&packed, 1 << 20);
    if (deflated)
        packed_deflate(body, &packed);
    else
        stm_buf_add(&packed, body);
    stm_buf_add(&a->bytes, STM_LIT("PK\x03\x04"));
    put_header(&a->bytes, n, body, packed.len, method);
    stm_buf_add(&a->bytes, n);
    stm_buf_add(&a->bytes, stm_buf_slice(&packed));
    stm_buf_add(&a->directory, STM_LIT("PK\x01\x02"));
    put16(&a->directory, 20);
    put_header(&a->directory, n, body, packed.len, method);
    put16(&a->directory, 0);
    put16(&a->directory, 0);
    put16(&a->directory, 0);
    put32(&a->directory, 0);
    put32(&a->directory, at);
    stm_buf_add(&a->directory, n);
    if (packed.status != STM_OK)
        a->bytes.status = packed.status;
    stm_buf_release(&packed);
    a->n++;
}

static bool finish(archive *a)
{
    const size_t at = a->bytes.len;
    stm_buf_add(&a->bytes, stm_buf_slice(&a->directory));
    stm_buf_add(&a->bytes, STM_LIT("PK\x05\x06"));
    put32(&a->bytes, 0);
    put16(&a->bytes, a->n);
    put16(&a->bytes, a->n);
    put32(&a->bytes, a->directory.len);
    put32(&a->bytes, at);
    put16(&a->bytes, 0);
    const bool ok = a->directory.status == STM_OK && a->bytes.status == STM_OK;
    stm_buf_release(&a->directory);
    if (need(ok))
        return true;
    stm_buf_release(&a->bytes);
    return false;
}

static bool drain(archive *a, drained *d)
{
    if (!finish(a))
        return false;
    const bool ok = need_ok(drained_from_bytes(d, stm_buf_slice(&a->bytes),
                                               "a.zip", &DRAINED_OPTS_DEFAULT));
    if (ok)
        drained_check(d);
    else
        drained_release(d);
    stm_buf_release(&a->bytes);
    return ok;
}

static const char record[] =
    "WARC/1.1\r\nWARC-Type: resource\r\nContent-Type: text/html\r\n"
    "WARC-Target-URI: https://saltby.example/1\r\nContent-Length: 22\r\n\r\n"
    "<p>The ferry has left.\r\n\r\n";

static void add_records(archive *a)
{
    stm_buf packed;
    stm_buf_init(&packed, 1 << 16);
    packed_gzip(stm_slice_from_cstr(record), &packed);
    packed_gzip(stm_slice_from_cstr(record), &packed);
    add(a, "archive/data.warc.gz", stm_buf_slice(&packed), false);
    if (packed.status != STM_OK)
        a->bytes.status = packed.status;
    stm_buf_release(&packed);
}

TEST(wacz_gives_the_records_of_its_archives_alone)
{
    archive a;
    drained d;
    begin(&a);
    add(&a, "datapackage.json", STM_LIT("{}"), true);
    add_records(&a);
    add(&a, "pages/pages.jsonl", STM_LIT("{\"title\":\"x\"}\n"), true);
    if (!drain(&a, &d))
        return;
    assert_int_equal(d.n, 2);
    assert_text(d.raws[0].bytes, "<p>The ferry has left.");
    assert_text(d.raws[0].member, "archive/data.warc.gz");
    assert_text(d.raws[0].url, "https://saltby.example/1");
    assert_int_equal(d.raws[0].offset, 0);
    assert_true(d.raws[1].offset > 0);
    drained_release(&d);
}

TEST(zip_of_pages_gives_each_but_what_dresses_them)
{
    archive a;
    drained d;
    begin(&a);
    add(&a, "saved/", STM_LIT(""), false);
    add(&a, "saved/one.html", STM_LIT("<p>The ferry has left."), true);
    add(&a, "saved/style.css", STM_LIT("p {}"), true);
    add(&a, "__MACOSX/saved/._one.html", STM_LIT("x"), true);
    add(&a, "saved/two.txt", STM_LIT("The ferry is back."), false);
    if (!drain(&a, &d))
        return;
    assert_int_equal(d.n, 2);
    assert_int_equal(d.raws[0].kind, STM_RAW_HTML);
    assert_text(d.raws[0].member, "saved/one.html");
    assert_text(d.raws[1].bytes, "The ferry is back.");
    drained_release(&d);
}

TEST(zip_from_a_file_is_read_where_it_lies)
{
    archive a;
    drained d;
    begin(&a);
    add(&a, "one.txt", STM_LIT("The ferry has left."), true);
    if (!finish(&a))
        return;
    const char *path = STM_TEST_SCRATCH "/small.zip";
    if (!stm_test_faulting())
        assert_int_equal(stm_file_write(path, stm_buf_slice(&a.bytes), NULL),
                         STM_OK);
    stm_buf_release(&a.bytes);
    if (need_ok(drained_from_path(&d, path))) {
        assert_int_equal(d.n, 1);
        assert_text(d.raws[0].bytes, "The ferry has left.");
    }
    drained_release(&d);
}

TEST(zip_member_that_is_damaged_costs_no_other)
{
    archive a;
    drained d;
    begin(&a);
    add(&a, "one.txt", STM_LIT("The ferry has left."), false);
    add(&a, "two.txt", STM_LIT("The ferry is back."), false);
    if (a.bytes.status == STM_OK && a.bytes.len > 45)
        a.bytes.ptr[45] ^= 1; /* in the text of the first */
    if (!drain(&a, &d))
        return;
    assert_int_equal(d.n, 2);
    assert_int_equal(d.raws[0].status, STM_RECORD_ERROR);
    assert_text(d.raws[1].bytes, "The ferry is back.");
    drained_release(&d);
}

TEST(zip_that_holds_no_news_says_so)
{
    static const struct {
        const char *label;
        const char *member;
        int status;
    } cases[] = {
        {"a document", "[Content_Types].xml", STM_RECORD_ERROR},
        {"nothing to read", "style.css", STM_RECORD_EMPTY},
    };
    EACH (c, cases) {
        archive a;
        drained d;
        begin(&a);
        add(&a, c->member, STM_LIT("x"), false);
        if (!drain(&a, &d))
            return;
        assert_int_equal(d.n, 1);
        assert_int_equal(d.raws[0].status, c->status);
        drained_release(&d);
    }
}

TEST(zip_cut_short_is_an_error)
{
    archive a;
    drained d;
    begin(&a);
    add(&a, "one.txt", STM_LIT("The ferry has left."), false);
    if (!finish(&a))
        return;
    if (need_ok(drained_from_bytes(
            &d, stm_slice_sub(stm_buf_slice(&a.bytes), 0, 60), "a.zip",
            &DRAINED_OPTS_DEFAULT)))
        assert_int_equal(d.raws[0].status, STM_RECORD_ERROR);
    drained_release(&d);
    stm_buf_release(&a.bytes);
}
