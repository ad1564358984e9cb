#include "base/buf.h"

#include <float.h>
#include <math.h>

#include "stm_test.h"

TEST(buf_appends_in_order)
{
    stm_buf buf;
    stm_buf_init(&buf, SIZE_MAX);
    stm_buf_add(&buf, STM_LIT("river"));
    stm_buf_byte(&buf, ' ');
    stm_buf_u64(&buf, UINT64_MAX);
    stm_buf_byte(&buf, ' ');
    stm_buf_i64(&buf, INT64_MIN);
    stm_buf_byte(&buf, ' ');
    stm_buf_i64(&buf, 0);
    assert_true(stm_buf_check(&buf));
    if (need_ok(buf.status))
        assert_text(stm_buf_slice(&buf),
                    "river 18446744073709551615 -9223372036854775808 0");
    stm_buf_release(&buf);
}

TEST(buf_over_its_maximum_fails_and_stays_failed)
{
    stm_buf buf;
    stm_buf_init(&buf, 8);
    stm_buf_add(&buf, STM_LIT("12345678"));
    if (need_ok(buf.status)) {
        stm_buf_byte(&buf, '9');
        assert_int_equal(buf.status, STM_ERR_LIMIT);
        stm_buf_cut(&buf, 2);
        stm_buf_byte(&buf, 'x');
        assert_text(stm_buf_slice(&buf), "12");
        stm_buf_clear(&buf);
        stm_buf_byte(&buf, 'x');
        assert_text(stm_buf_slice(&buf), "x");
    }
    assert_true(stm_buf_check(&buf));
    stm_buf_release(&buf);
}

TEST(buf_refuses_room_that_overflows)
{
    stm_buf buf;
    stm_buf_init(&buf, SIZE_MAX);
    stm_buf_byte(&buf, 'x');
    assert_false(stm_buf_reserve(&buf, SIZE_MAX));
    assert_int_not_equal(buf.status, STM_OK);
    stm_buf_clear(&buf);
    assert_false(stm_buf_reserve(&buf, SIZE_MAX - 1));
    assert_int_equal(buf.status, STM_ERR_NOMEM);
    assert_true(stm_buf_check(&buf));
    stm_buf_release(&buf);
}

TEST(buf_of_no_bytes_takes_none)
{
    stm_buf buf;
    stm_buf_init(&buf, 0);
    stm_buf_add(&buf, (stm_slice){NULL, 0});
    assert_int_equal(buf.status, STM_OK);
    stm_buf_byte(&buf, 'x');
    assert_int_equal(buf.status, STM_ERR_LIMIT);
    assert_true(stm_buf_check(&buf));
    stm_buf_release(&buf);
}

TEST(buf_writes_fixed_point)
{
    static const struct {
        const char *label;
        double value;
        unsigned decimals;
        const char *expected;
    } cases[] = {
        {"whole", 12, 3, "12"},
        {"trailing zeros go", 1.5, 4, "1.5"},
        {"half away from zero", 2.5, 0, "3"},
        {"half away from zero, below", -2.5, 0, "-3"},
        {"leading zeros of the fraction stay", 1.0625, 4, "1.0625"},
        {"small", 0.001, 3, "0.001"},
        {"rounds to nothing", 0.0004, 3, "0"},
        {"no minus zero", -0.0004, 3, "0"},
        {"carry", 0.9996, 3, "1"},
        {"nine places", 0.123456789, 9, "0.123456789"},
        {"not a number", (double)NAN, 2, ""},
        {"endless", (double)INFINITY, 2, ""},
    };
    EACH (c, cases) {
        stm_buf buf;
        stm_buf_init(&buf, 64);
        stm_buf_fixed(&buf, c->value, c->decimals);
        if (need_ok(buf.status))
            assert_text(stm_buf_slice(&buf), c->expected);
        stm_buf_release(&buf);
    }
}

TEST(buf_refuses_fixed_point_that_does_not_fit)
{
    stm_buf buf;
    stm_buf_init(&buf, 64);
    stm_buf_fixed(&buf, DBL_MAX, 2);
    assert_int_equal(buf.status, STM_ERR_LIMIT);
    stm_buf_release(&buf);
}

TEST(buf_writes_utf8)
{
    static const struct {
        const char *label;
        uint32_t cp;
        const char *expected;
    } cases[] = {
        {"one byte", 0x7F, "\x7F"},
        {"two bytes", 0x80, "\xC2\x80"},
        {"two bytes, last", 0x7FF, "\xDF\xBF"},
        {"three bytes", 0x800, "\xE0\xA0\x80"},
        {"three bytes, last", 0xFFFF, "\xEF\xBF\xBF"},
        {"four bytes", 0x10000, "\xF0\x90\x80\x80"},
        {"last of all", 0x10FFFF, "\xF4\x8F\xBF\xBF"},
        {"past the last", 0x110000, "\xEF\xBF\xBD"},
        {"surrogate", 0xD800, "\xEF\xBF\xBD"},
        {"surrogate, last", 0xDFFF, "\xEF\xBF\xBD"},
    };
    EACH (c, cases) {
        stm_buf buf;
        stm_buf_init(&buf, 8);
        stm_buf_utf8(&buf, c->cp);
        if (need_ok(buf.status))
            assert_text(stm_buf_slice(&buf), c->expected);
        stm_buf_release(&buf);
    }
}

TEST(buf_writes_hexadecimal)
{
    static const uint8_t bytes[] = {0x00, 0x0F, 0xA5, 0xFF};
    stm_buf buf;
    stm_buf_init(&buf, 64);
    stm_buf_hex(&buf, bytes, sizeof bytes);
    if (need_ok(buf.status))
        assert_text(stm_buf_slice(&buf), "000fa5ff");
    stm_buf_release(&buf);
}
