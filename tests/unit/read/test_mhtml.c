#include "drained.h"
#include "stm_test.h"

static bool drain(drained *d, const char *bytes)
{
    if (!need_ok(drained_from_bytes(d, stm_slice_from_cstr(bytes), "a.mhtml",
                                    &DRAINED_OPTS_DEFAULT)))
        return false;
    drained_check(d);
    return true;
}

#define HEAD                                                                   \
    "From: <Saved by Blink>\r\n"                                               \
    "Snapshot-Content-Location: https://saltby.example/1\r\n"                  \
    "Subject: Ferry\r\nDate: Thu, 2 Jan 2031 03:04:05 -0000\r\n"               \
    "MIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n"                \
    "\ttype=\"text/html\";\r\n\tboundary=\"--b1--\"\r\n\r\n\r\n"

TEST(mhtml_gives_its_page)
{
    static const struct {
        const char *label;
        const char *bytes;
        const char *page;
    } cases[] = {
        {"quoted-printable",
         HEAD "----b1--\r\nContent-Type: text/html; charset=utf-8\r\n"
              "Content-ID: <f1>\r\n"
              "Content-Transfer-Encoding: quoted-printable\r\n"
              "Content-Location: https://saltby.example/1\r\n\r\n"
              "<p class=3D\"a\">The ferry =\r\nleft M=C3=BChle.\r\n"
              "----b1--\r\nContent-Type: image/png\r\n\r\nx\r\n"
              "----b1----\r\n",
         "<p class=\"a\">The ferry left M\xC3\xBChle."},
        {"base64",
         HEAD "----b1--\r\nContent-Type: text/css\r\n\r\np {}\r\n"
              "----b1--\r\nContent-Type: text/html\r\n"
              "Content-Transfer-Encoding: base64\r\n"
              "Content-Location: https://saltby.example/1\r\n\r\n"
              "PHA+VGhlIGZl\r\ncnJ5IGxlZnQu\r\n----b1----\r\n",
         "<p>The ferry left."},
        {"cut short",
         HEAD "----b1--\r\nContent-Type: text/html\r\n\r\n<p>The ferry",
         "<p>The ferry"},
        {"a multipart inside",
         HEAD "----b1--\r\nContent-Type: multipart/alternative; boundary=in\r\n"
              "\r\n--in\r\nContent-Type: text/plain\r\n\r\nx\r\n--in\r\n"
              "Content-Type: text/html\r\n\r\n<p>The ferry.\r\n--in--\r\n"
              "----b1----\r\n",
         "<p>The ferry."},
        {"the part that is named",
         "MIME-Version: 1.0\nContent-Type: multipart/related; boundary=b; "
         "start=\"<two>\"\nDate: Thu, 2 Jan 2031 03:04:05 GMT\n"
         "Snapshot-Content-Location: https://saltby.example/1\n\n--b\n"
         "Content-Type: text/html\nContent-ID: <one>\n\n<p>Advert\n--b\n"
         "Content-Type: text/html\nContent-ID: <two>\n\n<p>The ferry.\n--b--\n",
         "<p>The ferry."},
    };
    EACH (c, cases) {
        drained d;
        if (drain(&d, c->bytes)) {
            assert_int_equal(d.n, 1);
            assert_int_equal(d.raws[0].status, STM_RECORD_OK);
            assert_int_equal(d.raws[0].kind, STM_RAW_HTML);
            assert_text(d.raws[0].bytes, c->page);
            assert_text(d.raws[0].url, "https://saltby.example/1");
            assert_int_equal(d.raws[0].captured.year, 2031);
        }
        drained_release(&d);
    }
}

TEST(mhtml_without_a_page_is_an_error)
{
    drained d;
    if (drain(&d, HEAD "----b1--\r\nContent-Type: image/png\r\n\r\nx\r\n"
                       "----b1----\r\n")) {
        assert_int_equal(d.n, 1);
        assert_text(d.raws[0].reason, "no page among its parts");
    }
    drained_release(&d);
}

TEST(text_that_begins_with_a_colon_is_no_mail)
{
    drained d;
    if (drain(&d, "Saltby: the ferry left.\n\nContent-Type: multipart/x; "
                  "boundary=a\n\n"))
        assert_int_equal(d.raws[0].kind, STM_RAW_TEXT);
    drained_release(&d);
}
