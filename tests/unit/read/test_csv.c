#include <string.h>

#include "drained.h"
#include "stm_test.h"

static bool drain(drained *d, stm_slice bytes, const char *name)
{
    drained_opts opts = DRAINED_OPTS_DEFAULT;
    opts.max_document_bytes = 4096;
    if (!need_ok(drained_from_bytes(d, bytes, name, &opts)))
        return false;
    drained_check(d);
    return true;
}

TEST(csv_is_read_whatever_parts_its_columns)
{
    static const struct {
        const char *label;
        const char *name;
        const char *bytes;
    } cases[] = {
        {"comma", "a.csv",
         "title,outlet,text\nFerry,Mercury,\"One, \"\"two\"\".\"\n"},
        {"semicolon, CRLF", "a.csv",
         "title;outlet;text\r\nFerry;Mercury;\"One, \"\"two\"\".\"\r\n"},
        {"tab, by its first line", "list",
         "\xEF\xBB\xBFtitle\toutlet\ttext\nFerry\tMercury\tOne, \"two\"."},
        {"bar, quoted names", "a.csv",
         "\"title\"|\"outlet\"|\"text\"\n\n\"Ferry\"|Mercury|One, \"two\"."},
    };
    EACH (c, cases) {
        drained d;
        if (drain(&d, stm_slice_from_cstr(c->bytes), c->name)) {
            assert_int_equal(d.n, 1);
            assert_int_equal(d.raws[0].status, STM_RECORD_OK);
            assert_text(d.raws[0].fields.title, "Ferry");
            assert_text(d.raws[0].fields.outlet, "Mercury");
            assert_text(d.raws[0].fields.text, "One, \"two\".");
        }
        drained_release(&d);
    }
}

TEST(csv_text_may_go_over_lines)
{
    drained d;
    if (drain(&d,
              STM_LIT("id,text\na,\"One.\n\nTwo.\"\nb,Three.\n,\"Four.\"\n"),
              "a.csv")) {
        assert_int_equal(d.n, 3);
        assert_text(d.raws[0].fields.text, "One.\n\nTwo.");
        assert_text(d.raws[0].fields.id, "a");
        assert_text(d.raws[1].fields.text, "Three.");
        assert_int_equal(d.raws[1].offset, 23);
        assert_text(d.raws[2].fields.text, "Four.");
    }
    drained_release(&d);
}

TEST(csv_echoes_columns_it_does_not_know)
{
    drained d;
    if (drain(&d, STM_LIT("text,mood,\nOne.,\"a \"\"b\"\"\",x\n"), "a.csv"))
        assert_text(d.raws[0].fields.extra,
                    "{\"mood\":\"a \\\"b\\\"\",\"column 3\":\"x\"}");
    drained_release(&d);
}

TEST(csv_mark_that_is_not_closed_costs_one_record)
{
    drained d;
    if (drain(&d, STM_LIT("id,text\na,\"One.\nb,Two.\nc,Three.\n"), "a.csv")) {
        assert_int_equal(d.n, 3);
        assert_int_equal(d.raws[0].status, STM_RECORD_ERROR);
        assert_text(d.raws[1].fields.text, "Two.");
        assert_text(d.raws[2].fields.text, "Three.");
        if (need(d.diags.len == 1))
            assert_int_equal(d.diags.items[0].line, 2);
    }
    drained_release(&d);
}

TEST(csv_of_other_columns_says_so_once)
{
    drained d;
    if (drain(&d, STM_LIT("colour,weight\nred,1\nblue,2\n"), "a.csv")) {
        assert_int_equal(d.n, 1);
        assert_int_equal(d.raws[0].status, STM_RECORD_ERROR);
    }
    drained_release(&d);
}

TEST(csv_without_records_is_empty)
{
    drained d;
    if (drain(&d, STM_LIT("title,text\n"), "a.csv")) {
        assert_int_equal(d.n, 1);
        assert_int_equal(d.raws[0].status, STM_RECORD_EMPTY);
    }
    drained_release(&d);
}

TEST(csv_of_spreadsheets_is_decoded)
{
    static const struct {
        const char *label;
        const char *bytes;
        size_t len;
    } cases[] = {
        {"latin", "title;text\nA;caf\xE9 M\xFChle\n", 24},
        {"utf-16",
         "\xFF\xFEt\0i\0t\0l\0e\0\t\0t\0e\0x\0t\0\n\0A\0\t\0c\0a\0f\0\xE9\0 "
         "\0M\0\xFC\0h\0l\0e\0",
         48},
    };
    EACH (c, cases) {
        drained d;
        if (drain(&d, stm_slice_of(c->bytes, c->len), "a.csv")) {
            assert_int_equal(d.n, 1);
            assert_text(d.raws[0].fields.text, "caf\xC3\xA9 M\xC3\xBChle");
        }
        drained_release(&d);
    }
}

TEST(text_that_looks_a_little_like_csv_is_text)
{
    drained d;
    if (drain(&d, STM_LIT("Text, date, weather\nThe ferry left.\n"), "a.txt"))
        assert_int_equal(d.raws[0].kind, STM_RAW_TEXT);
    drained_release(&d);
}
