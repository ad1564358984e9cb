#include <string.h>

#include "drained.h"
#include "stm_test.h"

static bool drain(drained *d, const char *bytes, const char *name)
{
    if (!need_ok(drained_from_bytes(d, stm_slice_from_cstr(bytes), name,
                                    &DRAINED_OPTS_DEFAULT)))
        return false;
    drained_check(d);
    return true;
}

TEST(json_is_told_from_lines_of_it)
{
    static const struct {
        const char *label;
        const char *bytes;
        const char *name;
        uint32_t n;
    } cases[] = {
        {"one article", "{\n \"title\": \"A\",\n \"text\": \"One.\"\n}\n", "a",
         1},
        {"a list", "[{\"text\": \"One.\"}, {\"text\": \"Two.\"}]", "a.json", 2},
        {"a service's list",
         "{\"status\": \"ok\", \"articles\": [\n{\"text\": \"One.\", "
         "\"source\": {\"id\": null, \"name\": \"M\"}},\n"
         "{\"text\": \"Two.\"}]}",
         "a.json", 2},
        {"lines", "{\"text\": \"One.\"}\n{\"text\": \"Two.\"}\n", "a.json", 2},
        {"an article that holds a list",
         "{\n\"text\": \"One.\", \"items\": [{\"a\": 1}, {\"a\": 2}]}", "a", 1},
        {"one after another",
         "{\n\"text\": \"One.\"\n}\n{\n\"text\": \"Two."
         "\"\n}\n",
         "a.json", 2},
    };
    EACH (c, cases) {
        drained d;
        if (drain(&d, c->bytes, c->name)) {
            assert_int_equal(d.n, c->n);
            assert_text(d.raws[0].fields.text, "One.");
            if (c->n > 1)
                assert_text(d.raws[1].fields.text, "Two.");
        }
        drained_release(&d);
    }
}

TEST(json_feed_is_read)
{
    drained d;
    if (drain(&d,
              "{\"version\": \"https://jsonfeed.org/version/1.1\", "
              "\"title\": \"Mercury\", \"language\": \"en\", \"items\": ["
              "{\"id\": \"1\", \"url\": \"https://saltby.example/1\", "
              "\"title\": \"Ferry\", \"content_html\": \"<p>One.\", "
              "\"date_published\": \"2031-01-02T03:04:05Z\", "
              "\"authors\": [{\"name\": \"Ada Finch\"}], \"tags\": [\"a\"]},"
              "{\"id\": \"2\", \"content_text\": \"Two.\"}]}",
              "feed")) {
        assert_int_equal(d.n, 2);
        const stm_raw *raw = &d.raws[0];
        assert_text(raw->fields.outlet, "Mercury");
        assert_text(raw->fields.language, "en");
        assert_text(raw->fields.date, "2031-01-02T03:04:05Z");
        assert_text(raw->fields.authors, "Ada Finch");
        assert_text(raw->fields.extra, "{\"tags\":[\"a\"]}");
        assert_true(raw->fields.is_html);
        assert_text(d.raws[1].fields.text, "Two.");
        assert_false(d.raws[1].fields.is_html);
    }
    drained_release(&d);
}

TEST(json_article_that_is_damaged_costs_no_other)
{
    drained d;
    if (drain(&d,
              "[{\"text\": \"One.\"}, {\"text\": oh}, 7, {\"text\": \"Two.\"}]",
              "a.json")) {
        assert_int_equal(d.n, 4);
        assert_int_equal(d.raws[1].status, STM_RECORD_ERROR);
        assert_int_equal(d.raws[2].status, STM_RECORD_ERROR);
        assert_text(d.raws[3].fields.text, "Two.");
        assert_int_equal(d.raws[3].offset, 36);
    }
    drained_release(&d);
}
