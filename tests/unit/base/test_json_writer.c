#include "base/json_writer.h"

#include <math.h>

#include "stm_test.h"

TEST(json_sets_commas_and_colons)
{
    stm_buf buf;
    stm_buf_init(&buf, SIZE_MAX);
    stm_json json;
    stm_json_init(&json, &buf);
    stm_json_object(&json);
    stm_json_key(&json, STM_LIT("a"));
    stm_json_array(&json);
    stm_json_array(&json);
    stm_json_end_array(&json);
    stm_json_u64(&json, 1);
    stm_json_i64(&json, -2);
    stm_json_object(&json);
    stm_json_end_object(&json);
    stm_json_end_array(&json);
    stm_json_put_string(&json, STM_LIT("b"), STM_LIT("x"));
    stm_json_put_string(&json, STM_LIT("c"), STM_LIT(""));
    stm_json_put_u64(&json, STM_LIT("d"), 4);
    stm_json_key(&json, STM_LIT("e"));
    stm_json_bool(&json, true);
    stm_json_key(&json, STM_LIT("f"));
    stm_json_fixed(&json, 0.25, 3);
    stm_json_key(&json, STM_LIT("g"));
    stm_json_fixed(&json, (double)NAN, 3);
    stm_json_key(&json, STM_LIT("h"));
    stm_json_raw(&json, STM_LIT("[3]"));
    stm_json_end_object(&json);
    if (need_ok(buf.status))
        assert_text(stm_buf_slice(&buf),
                    "{\"a\":[[],1,-2,{}],\"b\":\"x\",\"c\":null,\"d\":4,"
                    "\"e\":true,\"f\":0.25,\"g\":null,\"h\":[3]}");
    stm_buf_release(&buf);
}

TEST(json_lines_have_no_comma_between_them)
{
    stm_buf buf;
    stm_buf_init(&buf, SIZE_MAX);
    stm_json json;
    stm_json_init(&json, &buf);
    for (int i = 0; i < 2; i++) {
        stm_json_array(&json);
        stm_json_bool(&json, false);
        stm_json_end_array(&json);
        stm_buf_byte(&buf, '\n');
    }
    if (need_ok(buf.status))
        assert_text(stm_buf_slice(&buf), "[false]\n[false]\n");
    stm_buf_release(&buf);
}

TEST(json_escapes_strings)
{
    static const struct {
        const char *label;
        const char *input;
        const char *expected;
    } cases[] = {
        {"empty", "", "\"\""},
        {"marks", "a\"b\\c", "\"a\\\"b\\\\c\""},
        {"white space", "\n\r\t", "\"\\n\\r\\t\""},
        {"controls", "\x01\x1F\x7F", "\"\\u0001\\u001f\\u007f\""},
        {"letters stay", "caf\xC3\xA9 \xF0\x9F\x98\x80",
         "\"caf\xC3\xA9 \xF0\x9F\x98\x80\""},
        {"line separators", "\xE2\x80\xA8\xE2\x80\xA9", "\"\\u2028\\u2029\""},
        {"broken byte", "a\xFFz", "\"a\xEF\xBF\xBDz\""},
        {"cut sequence", "\xE2\x80", "\"\xEF\xBF\xBD\xEF\xBF\xBD\""},
        {"replacement character stays", "\xEF\xBF\xBD", "\"\xEF\xBF\xBD\""},
        {"slash stays", "</a>", "\"</a>\""},
    };
    EACH (c, cases) {
        stm_buf buf;
        stm_buf_init(&buf, SIZE_MAX);
        stm_json json;
        stm_json_init(&json, &buf);
        stm_json_string(&json, stm_slice_from_cstr(c->input));
        if (need_ok(buf.status))
            assert_text(stm_buf_slice(&buf), c->expected);
        stm_buf_release(&buf);
    }
}

TEST(json_nests_to_its_stated_depth)
{
    stm_buf buf;
    stm_buf_init(&buf, SIZE_MAX);
    stm_json json;
    stm_json_init(&json, &buf);
    for (int i = 0; i < 62; i++) {
        stm_json_array(&json);
        stm_json_null(&json);
    }
    for (int i = 0; i < 62; i++) {
        stm_json_null(&json);
        stm_json_end_array(&json);
    }
    if (need_ok(buf.status)) {
        assert_int_equal(buf.len, 62 * (2 + 4 + 4 + 1 + 1) - 1);
        assert_text(stm_slice_sub(stm_buf_slice(&buf), 0, 13), "[null,[null,[");
    }
    stm_buf_release(&buf);
}
