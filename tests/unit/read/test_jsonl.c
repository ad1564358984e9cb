#include <string.h>

#include "drained.h"
#include "stm_test.h"

static bool drain(drained *d, const char *bytes, size_t max)
{
    drained_opts opts = DRAINED_OPTS_DEFAULT;
    opts.max_document_bytes = max;
    return need_ok(
        drained_from_bytes(d, stm_slice_from_cstr(bytes), "pile.jsonl", &opts));
}

TEST(jsonl_knows_what_others_call_their_fields)
{
    static const struct {
        const char *label;
        const char *line;
        const char *outlet;
        const char *date;
        const char *authors;
        const char *url;
    } cases[] = {
        {"ours",
         "{\"id\":\"a1\",\"url\":\"https://saltby.example/1\",\"outlet\":"
         "\"Mercury\",\"date\":\"2031-01-02\",\"title\":\"Ferry\",\"text\":"
         "\"One.\",\"authors\":[\"Ada Finch\",\"Bo Reed\"]}",
         "Mercury", "2031-01-02",
         "Ada Finch\x1F"
         "Bo Reed",
         "https://saltby.example/1"},
        {"news-please",
         "{\"authors\":[\"Ada Finch\"],\"date_download\":\"2031-01-03 "
         "01:02:03\",\"date_publish\":\"2031-01-02 00:00:00\",\"filename\":"
         "\"x.json\",\"maintext\":\"One.\",\"source_domain\":\"saltby.example"
         "\",\"title\":\"Ferry\",\"title_page\":null,\"url\":"
         "\"https://saltby.example/1\"}",
         "saltby.example", "2031-01-02 00:00:00", "Ada Finch",
         "https://saltby.example/1"},
        {"trafilatura",
         "{\"title\":\"Ferry\",\"author\":\"Ada Finch; Bo Reed\",\"hostname\":"
         "\"saltby.example\",\"date\":\"2031-01-02\",\"raw_text\":\"One two\","
         "\"text\":\"One.\",\"source\":\"https://saltby.example/1\","
         "\"source-hostname\":\"Mercury\"}",
         "Mercury", "2031-01-02", "Ada Finch; Bo Reed",
         "https://saltby.example/1"},
        {"Media Cloud",
         "{\"id\":\"9af\",\"media_name\":\"saltby.example\",\"media_url\":"
         "\"saltby.example\",\"title\":\"Ferry\",\"publish_date\":"
         "\"2031-01-02\",\"url\":\"https://saltby.example/1\",\"language\":"
         "\"en\",\"indexed_date\":\"2031-01-04T01:02:03\",\"text\":\"One.\"}",
         "saltby.example", "2031-01-02", "", "https://saltby.example/1"},
        {"passim",
         "{\"id\":\"a1\",\"series\":\"mercury\",\"date\":\"2031-01-02\","
         "\"title\":\"Ferry\",\"text\":\"One.\",\"url\":"
         "\"https://saltby.example/1\"}",
         "mercury", "2031-01-02", "", "https://saltby.example/1"},
    };
    EACH (c, cases) {
        drained d;
        if (drain(&d, c->line, 1 << 16)) {
            assert_int_equal(d.n, 1);
            const stm_raw *raw = &d.raws[0];
            assert_int_equal(raw->status, STM_RECORD_OK);
            assert_text(raw->fields.title, "Ferry");
            assert_text(raw->fields.text, "One.");
            assert_text(raw->fields.outlet, c->outlet);
            assert_text(raw->fields.date, c->date);
            assert_text(raw->fields.authors, c->authors);
            assert_text(raw->url, c->url);
        }
        drained_release(&d);
    }
}

TEST(jsonl_echoes_what_it_does_not_know)
{
    drained d;
    if (drain(&d,
              "{\"text\":\"One.\",\"mood\":1.50,\"tags\":[\"a\", {\"b\":null}],"
              "\"title\":\"\"}\n",
              1 << 16))
        assert_text(d.raws[0].fields.extra,
                    "{\"mood\":1.50,\"tags\":[\"a\", {\"b\":null}]}");
    drained_release(&d);
}

TEST(jsonl_goes_on_after_a_broken_line_and_says_which)
{
    drained d;
    if (drain(&d, "{\"text\":\"One.\"}\n{\"text\": oh}\n\n{\"text\":\"Two.\"}",
              1 << 16)) {
        assert_int_equal(d.n, 3);
        assert_int_equal(d.raws[0].status, STM_RECORD_OK);
        assert_int_equal(d.raws[1].status, STM_RECORD_ERROR);
        assert_int_equal(d.raws[1].offset, 16);
        assert_text(d.raws[2].fields.text, "Two.");
        if (need(d.diags.len == 1)) {
            assert_int_equal(d.diags.items[0].line, 2);
            assert_int_equal(d.diags.items[0].offset, 16);
        }
    }
    drained_release(&d);
}

TEST(jsonl_line_over_the_limit_is_an_error_and_the_next_is_read)
{
    drained d;
    if (drain(&d,
              "{\"text\":\"0123456789012345678901234567890123456789\"}\n"
              "{\"text\":\"Two.\"}\n",
              32)) {
        assert_int_equal(d.n, 2);
        assert_int_equal(d.raws[0].status, STM_RECORD_ERROR);
        assert_int_equal(d.raws[1].status, STM_RECORD_OK);
    }
    drained_release(&d);
}

TEST(jsonl_record_without_text_is_empty_and_one_without_fields_an_error)
{
    drained d;
    if (drain(&d, "{\"title\":\"Ferry\"}\n{\"x\":1}\n[1]\n", 1 << 16)) {
        assert_int_equal(d.n, 3);
        assert_int_equal(d.raws[0].status, STM_RECORD_EMPTY);
        assert_int_equal(d.raws[1].status, STM_RECORD_ERROR);
        assert_int_equal(d.raws[2].status, STM_RECORD_ERROR);
    }
    drained_release(&d);
}
