/* WARC files made here, record by record, and damaged on purpose. */
#include <stdio.h>
#include <string.h>

#include "drained.h"
#include "packed.h"
#include "stm_test.h"

static const char page[] = "<p>The ferry left Saltby at noon.";

typedef struct warc_file {
    stm_buf bytes;
    bool packed;     /* each record is a gzip member */
    size_t begin[8]; /* of each record put */
    uint32_t n;
} warc_file;

static void file_init(warc_file *f, bool packed)
{
    *f = (warc_file){.packed = packed};
    stm_buf_init(&f->bytes, 1 << 24);
}

/* A record whose declared length differs by `off` from the block's. */
static void put_record(warc_file *f, const char *type, const char *lines,
                       stm_slice block, int off)
{
    char head[512];
    const int n = snprintf(head, sizeof head,
                           "WARC/1.1\r\nWARC-Type: %s\r\n"
                           "WARC-Target-URI: <https://saltby.example/%u>\r\n"
                           "WARC-Date: 2031-01-02T03:04:05Z\r\n"
                           "WARC-Record-ID: <urn:uuid:%u>\r\n%s"
                           "Content-Length: %d\r\n\r\n",
                           type, f->n, f->n, lines, (int)block.len + off);
    stm_buf record;
    stm_buf_init(&record, 1 << 24);
    stm_buf_add(&record, stm_slice_of(head, (size_t)n));
    stm_buf_add(&record, block);
    stm_buf_add(&record, STM_LIT("\r\n\r\n"));
    f->begin[f->n++] = f->bytes.len;
    if (record.status != STM_OK)
        f->bytes.status = record.status;
    else if (f->packed)
        packed_gzip(stm_buf_slice(&record), &f->bytes);
    else
        stm_buf_add(&f->bytes, stm_buf_slice(&record));
    stm_buf_release(&record);
}

static void put_answer(warc_file *f, const char *lines, stm_slice body, int off)
{
    stm_buf block;
    stm_buf_init(&block, 1 << 24);
    stm_buf_add(&block, stm_slice_from_cstr(lines));
    stm_buf_add(&block, STM_LIT("\r\n"));
    stm_buf_add(&block, body);
    put_record(f, "response",
               "Content-Type: application/http; msgtype=response\r\n"
               "WARC-Payload-Digest: sha1:ABC\r\n",
               stm_buf_slice(&block), off);
    if (block.status != STM_OK)
        f->bytes.status = block.status;
    stm_buf_release(&block);
}

static void put_page(warc_file *f, const char *text, int off)
{
    put_answer(f, "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n",
               stm_slice_from_cstr(text), off);
}

/* Reads the file; false where memory was refused. The file is released. */
static bool drain(warc_file *f, drained *d, size_t max)
{
    drained_opts opts = DRAINED_OPTS_DEFAULT;
    opts.max_document_bytes = max;
    *d = (drained){.n = 0};
    bool ok = need_ok(f->bytes.status);
    if (ok) {
        ok = need_ok(drained_from_bytes(d, stm_buf_slice(&f->bytes),
                                        f->packed ? "a.warc.gz" : "a.warc",
                                        &opts));
        if (ok)
            drained_check(d);
        else
            drained_release(d);
    }
    stm_buf_release(&f->bytes);
    return ok;
}

TEST(warc_response_gives_page_address_and_capture)
{
    for (int packed = 0; packed < 2; packed++) {
        warc_file f;
        drained d;
        file_init(&f, packed == 1);
        put_record(&f, "warcinfo", "", STM_LIT("software: none\r\n"), 0);
        put_answer(&f,
                   "HTTP/1.1 200 OK\r\nContent-Type: text/html; "
                   "charset=\"iso-8859-2\"\r\n"
                   "Last-Modified: Tue, 01 Jan 2030 00:00:00 GMT\r\n",
                   STM_LIT("<p>\xA3\xF3"
                           "d\xBC"),
                   0);
        if (!drain(&f, &d, 1 << 20))
            return;
        assert_int_equal(d.n, 1);
        const stm_raw *raw = &d.raws[0];
        assert_int_equal(raw->status, STM_RECORD_OK);
        assert_int_equal(raw->kind, STM_RAW_HTML);
        assert_text(raw->url, "https://saltby.example/1");
        assert_text(raw->record_id, "urn:uuid:1");
        assert_text(raw->payload_digest, "sha1:ABC");
        assert_text(raw->encoding, "ISO-8859-2");
        assert_text(raw->bytes, "<p>\xC5\x81\xC3\xB3"
                                "d\xC5\xBA");
        assert_int_equal(raw->captured.hour, 3);
        assert_int_equal(raw->header_date.year, 2030);
        assert_int_equal(raw->offset, f.begin[1]);
        if (need(d.diags.len == 1))
            assert_text(d.diags.items[0].text,
                        "records passed over: 1 warcinfo");
        drained_release(&d);
    }
}

typedef enum coding { PLAIN, GZIP, ZLIB, DEFLATE, BROTLI, ZSTD } coding;

static void add_coded(stm_buf *out, coding how)
{
    const stm_slice s = stm_slice_from_cstr(page);
    switch (how) {
    case PLAIN:
        stm_buf_add(out, s);
        break;
    case GZIP:
        packed_gzip(s, out);
        break;
    case ZLIB:
        packed_zlib(s, out);
        break;
    case DEFLATE:
        packed_deflate(s, out);
        break;
    case BROTLI: /* by the brotli command */
        stm_buf_add(
            out, STM_LIT("\x0B\x10\x80\x3C\x70\x3E\x54\x68\x65\x20\x66\x65\x72"
                         "\x72\x79\x20\x6C\x65\x66\x74\x20\x53\x61\x6C\x74\x62"
                         "\x79\x20\x61\x74\x20\x6E\x6F\x6F\x6E\x2E\x03"));
        break;
    case ZSTD:
        packed_zstd(s, out);
        break;
    }
}

TEST(warc_body_is_freed_of_chunks_and_codings)
{
    static const struct {
        const char *label;
        const char *lines;
        coding how;
        bool chunked;
    } cases[] = {
        {"plain", "", PLAIN, false},
        {"chunks", "Transfer-Encoding: chunked\r\n", PLAIN, true},
        {"chunks in name only", "Transfer-Encoding: chunked\r\n", PLAIN, false},
        {"gzip", "Content-Encoding: gzip\r\n", GZIP, false},
        {"gzip in chunks",
         "content-encoding: x-gzip\r\ntransfer-encoding: chunked\r\n", GZIP,
         true},
        {"deflate", "Content-Encoding: deflate\r\n", ZLIB, false},
        {"bare deflate", "Content-Encoding: deflate\r\n", DEFLATE, false},
        {"brotli", "Content-Encoding: br\r\n", BROTLI, false},
        {"zstd", "Content-Encoding: identity, zstd\r\n", ZSTD, false},
        {"gzip in name only", "Content-Encoding: gzip\r\n", PLAIN, false},
    };
    EACH (c, cases) {
        warc_file f;
        drained d;
        stm_buf body;
        stm_buf coded;
        char lines[200];
        file_init(&f, false);
        stm_buf_init(&body, 1 << 16);
        stm_buf_init(&coded, 1 << 16);
        snprintf(lines, sizeof lines,
                 "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n%s", c->lines);
        add_coded(&coded, c->how);
        if (c->chunked) {
            char size[24];
            snprintf(size, sizeof size, "5;x=y\r\n");
            stm_buf_add(&body, stm_slice_from_cstr(size));
            stm_buf_add(&body, stm_slice_sub(stm_buf_slice(&coded), 0, 5));
            snprintf(size, sizeof size, "\r\n%zX\r\n",
                     coded.len > 5 ? coded.len - 5 : 0);
            stm_buf_add(&body, stm_slice_from_cstr(size));
            stm_buf_add(&body,
                        stm_slice_sub(stm_buf_slice(&coded), 5, coded.len));
            stm_buf_add(&body, STM_LIT("\r\n0\r\n\r\n"));
        } else {
            stm_buf_add(&body, stm_buf_slice(&coded));
        }
        put_answer(&f, lines, stm_buf_slice(&body), 0);
        if (body.status != STM_OK || coded.status != STM_OK)
            f.bytes.status = STM_ERR_NOMEM;
        stm_buf_release(&coded);
        stm_buf_release(&body);
        if (!drain(&f, &d, 1 << 20))
            return;
        assert_int_equal(d.n, 1);
        assert_text(d.raws[0].bytes, page);
        drained_release(&d);
    }
}

TEST(warc_records_of_every_type_are_accounted_for)
{
    static const struct {
        const char *label;
        const char *type;
        const char *lines;
        const char *block;
        int status; /* -1: passed over */
    } cases[] = {
        {"request", "request", "", "GET / HTTP/1.1\r\n\r\n", -1},
        {"metadata", "metadata", "", "via: x", -1},
        {"resource", "resource", "Content-Type: text/html\r\n", "<p>One.",
         STM_RECORD_OK},
        {"image", "resource", "Content-Type: image/png\r\n", "<p>One.", -1},
        {"conversion", "conversion", "Content-Type: text/plain\r\n", "One.",
         STM_RECORD_OK},
        {"revisit", "revisit", "", "HTTP/1.1 200 OK\r\n\r\n",
         STM_RECORD_DUPLICATE},
        {"revisit of an image", "revisit", "",
         "HTTP/1.1 200 OK\r\nContent-Type: image/gif\r\n\r\n", -1},
        {"not found", "response", "",
         "HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\n\r\n<p>No.",
         STM_RECORD_NOT_ARTICLE},
        {"elsewhere", "response", "",
         "HTTP/1.1 301 Moved\r\nLocation: /\r\n\r\n", -1},
        {"script", "response", "",
         "HTTP/1.1 200 OK\r\nContent-Type: text/javascript\r\n\r\n<p>", -1},
        {"no type but a page", "response", "",
         "HTTP/1.1 200 OK\r\n\r\n<!doctype html><p>One.", STM_RECORD_OK},
        {"not http", "response", "", "oh", STM_RECORD_ERROR},
        {"empty", "response", "",
         "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n",
         STM_RECORD_EMPTY},
        {"damaged coding", "response", "",
         "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
         "Content-Encoding: gzip\r\n\r\nnothing of the kind",
         STM_RECORD_ERROR},
        {"pdf", "response", "",
         "HTTP/1.1 200 OK\r\nContent-Type: application/pdf\r\n\r\n%PDF-1.4",
         STM_RECORD_NOT_ARTICLE},
        {"missing pdf", "response", "",
         "HTTP/1.1 404 Gone\r\nContent-Type: application/pdf\r\n\r\n%PDF", -1},
        {"feed", "resource", "Content-Type: application/rss+xml\r\n", "<rss/>",
         STM_RECORD_NOT_ARTICLE},
        {"unknown", "novelty", "", "x", -1},
        {"continuation", "continuation", "WARC-Segment-Number: 2\r\n", "x", -1},
    };
    EACH (c, cases) {
        warc_file f;
        drained d;
        file_init(&f, false);
        put_record(&f, c->type, c->lines, stm_slice_from_cstr(c->block), 0);
        put_page(&f, page, 0);
        if (!drain(&f, &d, 1 << 20))
            return;
        assert_int_equal(d.n, c->status < 0 ? 1 : 2);
        if (c->status >= 0)
            assert_int_equal(d.raws[0].status, c->status);
        assert_text(d.raws[d.n - 1].bytes, page);
        drained_release(&d);
    }
}

#define SHA1 "B6RIJGJ666VHBD6XGPYFL7KVYK3KCX2T"
#define SHA256                                                                 \
    "7aa51a41a0c672b82663fea88fa7c8de630f778b3821aba54cc5a989629cf958"

TEST(warc_digest_that_is_wrong_is_told_and_the_page_taken)
{
    static const struct {
        const char *label;
        const char *digest;
        const char *body;
        const char *lines; /* of the record, besides the digest */
        bool is_told;
    } cases[] = {
        {"base 32", "sha1:" SHA1, "<p>One.", "", false},
        {"lower case", "SHA-1:b6rijgj666vhbd6xgpyfl7kvyk3kcx2t", "<p>One.", "",
         false},
        {"hexadecimal", "sha256:" SHA256, "<p>One.", "", false},
        {"wrong", "sha1:" SHA1, "<p>Two.", "", true},
        {"wrong sha256", "sha256:" SHA256, "<p>Two.", "", true},
        {"cut by the crawler", "sha1:" SHA1, "<p>Two.",
         "WARC-Truncated: length\r\n", false},
        {"another algorithm", "md5:AAAA", "<p>Two.", "", false},
        {"no digest", "sha1:short", "<p>Two.", "", false},
    };
    EACH (c, cases) {
        warc_file f;
        drained d;
        char lines[256];
        char block[128];
        (void)snprintf(lines, sizeof lines, "WARC-Payload-Digest: %s\r\n%s",
                       c->digest, c->lines);
        (void)snprintf(block, sizeof block,
                       "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n%s",
                       c->body);
        file_init(&f, true);
        put_record(&f, "response", lines, stm_slice_from_cstr(block), 0);
        if (!drain(&f, &d, 1 << 20))
            return;
        bool is_told = false;
        for (size_t i = 0; i < d.diags.len; i++)
            is_told = is_told ||
                      stm_slice_find(d.diags.items[i].text, STM_LIT("digest"),
                                     0) != STM_SLICE_NPOS;
        assert_int_equal(is_told, c->is_told);
        if (need(d.n == 1)) {
            assert_int_equal(d.raws[0].status, STM_RECORD_OK);
            assert_text(d.raws[0].bytes, c->body);
        }
        drained_release(&d);
    }
}

TEST(warc_digest_of_joined_chunks_is_right_too)
{
    warc_file f;
    drained d;
    file_init(&f, false);
    put_record(&f, "response", "WARC-Payload-Digest: sha1:" SHA1 "\r\n",
               STM_LIT("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
                       "Transfer-Encoding: chunked\r\n\r\n"
                       "7\r\n<p>One.\r\n0\r\n\r\n"),
               0);
    if (!drain(&f, &d, 1 << 20))
        return;
    assert_int_equal(d.diags.len, 0);
    drained_release(&d);
}

TEST(warc_length_that_is_wrong_costs_one_record)
{
    static const struct {
        const char *label;
        int off;
        bool packed;
        uint32_t n;
        int wrong; /* which of them is the error */
    } cases[] = {
        {"too long, plain", 40, false, 3, 1},
        {"far too long, plain", 400, false, 3, 1},
        {"too long, packed", 40, true, 3, 1},
        /* the page is cut, and what is left of it is no record */
        {"too short, plain", -9, false, 4, 2},
        {"too short, packed", -9, true, 4, 2},
    };
    EACH (c, cases) {
        warc_file f;
        drained d;
        file_init(&f, c->packed);
        put_page(&f, "<p>One.", 0);
        put_page(&f, "<p>Two and a little more.", c->off);
        put_page(&f, "<p>Three.", 0);
        if (!drain(&f, &d, 1 << 20))
            return;
        assert_int_equal(d.n, c->n);
        for (uint32_t i = 0; i < d.n; i++)
            assert_int_equal(d.raws[i].status, (int)i == c->wrong
                                                   ? STM_RECORD_ERROR
                                                   : STM_RECORD_OK);
        assert_text(d.raws[d.n - 1].bytes, "<p>Three.");
        drained_release(&d);
    }
}

TEST(warc_member_that_is_damaged_costs_one_record)
{
    warc_file f;
    drained d;
    file_init(&f, true);
    put_page(&f, "<p>One.", 0);
    put_page(&f, "<p>Two and a little more.", 0);
    put_page(&f, "<p>Three.", 0);
    if (f.bytes.status == STM_OK)
        f.bytes.ptr[f.begin[2] - 8] ^= 1;
    if (!drain(&f, &d, 1 << 20))
        return;
    assert_int_equal(d.n, 3);
    assert_int_equal(d.raws[1].status, STM_RECORD_ERROR);
    assert_int_equal(d.raws[1].offset, f.begin[1]);
    assert_text(d.raws[2].bytes, "<p>Three.");
    assert_int_equal(d.raws[2].offset, f.begin[2]);
    drained_release(&d);
}

TEST(warc_cut_short_is_told)
{
    for (int packed = 0; packed < 2; packed++) {
        warc_file f;
        drained d;
        file_init(&f, packed == 1);
        put_page(&f, "<p>One.", 0);
        put_page(&f, "<p>Two and a little more.", 0);
        stm_buf_cut(&f.bytes, f.bytes.len - 20);
        if (!drain(&f, &d, 1 << 20))
            return;
        assert_int_equal(d.n, 2);
        assert_int_equal(d.raws[1].status, STM_RECORD_ERROR);
        assert_text(d.raws[1].url, "https://saltby.example/1");
        assert_int_equal(d.raws[1].offset, f.begin[1]);
        drained_release(&d);
    }
}

TEST(warc_record_over_the_limit_is_skipped_and_told)
{
    for (int packed = 0; packed < 2; packed++) {
        warc_file f;
        drained d;
        char big[3000];
        memset(big, 'a', sizeof big);
        big[sizeof big - 1] = 0;
        file_init(&f, packed == 1);
        put_page(&f, big, 0);
        put_page(&f, page, 0);
        if (!drain(&f, &d, 1000))
            return;
        assert_int_equal(d.n, 2);
        assert_text(d.raws[0].reason, "larger than the limit of 1000 bytes");
        assert_text(d.raws[1].bytes, page);
        drained_release(&d);
    }
}

TEST(warc_body_that_grows_past_the_limit_is_an_error)
{
    warc_file f;
    drained d;
    stm_buf body;
    char big[3000];
    memset(big, 'a', sizeof big);
    file_init(&f, false);
    stm_buf_init(&body, 1 << 16);
    packed_gzip(stm_slice_of(big, sizeof big), &body);
    put_answer(&f,
               "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
               "Content-Encoding: gzip\r\n",
               stm_buf_slice(&body), 0);
    if (body.status != STM_OK)
        f.bytes.status = STM_ERR_NOMEM;
    stm_buf_release(&body);
    if (!drain(&f, &d, 1000))
        return;
    assert_int_equal(d.n, 1);
    assert_int_equal(d.raws[0].status, STM_RECORD_ERROR);
    drained_release(&d);
}

TEST(warc_without_pages_gives_an_empty_record)
{
    warc_file f;
    drained d;
    file_init(&f, false);
    put_record(&f, "warcinfo", "", STM_LIT("x"), 0);
    if (!drain(&f, &d, 1 << 20))
        return;
    assert_int_equal(d.n, 1);
    assert_int_equal(d.raws[0].status, STM_RECORD_EMPTY);
    drained_release(&d);
}
