#include "base/slice.h"

#include "stm_test.h"

static stm_slice text(const char *s)
{
    return stm_slice_from_cstr(s);
}

TEST(slice_sub_is_clamped)
{
    const stm_slice s = STM_LIT("harbour");
    assert_text(stm_slice_sub(s, 0, 3), "har");
    assert_text(stm_slice_sub(s, 3, 99), "bour");
    assert_text(stm_slice_sub(s, 5, 2), "");
    assert_text(stm_slice_sub(s, 99, 100), "");
    assert_text(stm_slice_sub((stm_slice){NULL, 0}, 0, 1), "");
}

TEST(slice_compares_bytes_then_length)
{
    static const struct {
        const char *label, *a, *b;
        int sign;
    } cases[] = {
        {"equal", "mill", "mill", 0},           {"empty", "", "", 0},
        {"shorter first", "mil", "mill", -1},   {"empty first", "", "a", -1},
        {"bytes are unsigned", "\xC3", "a", 1}, {"later byte", "mb", "ma", 1},
    };
    EACH (c, cases) {
        const int got = stm_slice_cmp(text(c->a), text(c->b));
        assert_int_equal((got > 0) - (got < 0), c->sign);
        const int back = stm_slice_cmp(text(c->b), text(c->a));
        assert_int_equal((back > 0) - (back < 0), -c->sign);
        assert_int_equal(stm_slice_eq(text(c->a), text(c->b)), c->sign == 0);
    }
}

TEST(slice_ends_and_starts)
{
    const stm_slice s = STM_LIT("Ferry Road");
    assert_true(stm_slice_starts(s, STM_LIT("Ferry")));
    assert_true(stm_slice_starts(s, STM_LIT("")));
    assert_false(stm_slice_starts(s, STM_LIT("ferry")));
    assert_true(stm_slice_istarts(s, STM_LIT("fERRY")));
    assert_false(stm_slice_starts(STM_LIT("Fe"), s));
    assert_true(stm_slice_ends(s, STM_LIT("Road")));
    assert_false(stm_slice_ends(s, STM_LIT("road")));
    assert_true(stm_slice_iends(s, STM_LIT("ROAD")));
    assert_true(stm_slice_iends(s, STM_LIT("")));
    assert_false(stm_slice_iends(STM_LIT("ad"), s));
    assert_true(stm_slice_ieq(s, STM_LIT("ferry road")));
    assert_false(stm_slice_ieq(s, STM_LIT("ferry roads")));
    /* only ASCII letters fold: @ and ` differ by the same bit */
    assert_false(stm_slice_ieq(STM_LIT("@"), STM_LIT("`")));
}

TEST(slice_finds_the_first_at_or_after)
{
    static const struct {
        const char *label, *s, *needle;
        size_t from, at, iat;
    } cases[] = {
        {"first", "abcabc", "bc", 0, 1, 1},
        {"after", "abcabc", "bc", 2, 4, 4},
        {"case", "aBcabc", "bc", 0, 4, 1},
        {"none", "abc", "x", 0, STM_SLICE_NPOS, STM_SLICE_NPOS},
        {"too long", "ab", "abc", 0, STM_SLICE_NPOS, STM_SLICE_NPOS},
        {"empty needle", "ab", "", 1, 1, 1},
        {"empty needle at the end", "ab", "", 2, 2, 2},
        {"past the end", "ab", "", 3, STM_SLICE_NPOS, STM_SLICE_NPOS},
        {"empty text", "", "a", 0, STM_SLICE_NPOS, STM_SLICE_NPOS},
        {"at the very end", "xab", "ab", 1, 1, 1},
    };
    EACH (c, cases) {
        assert_true(stm_slice_find(text(c->s), text(c->needle), c->from) ==
                    c->at);
        assert_true(stm_slice_ifind(text(c->s), text(c->needle), c->from) ==
                    c->iat);
    }
    assert_int_equal(stm_slice_find_byte(STM_LIT("abc"), 'c', 0), 2);
    assert_true(stm_slice_find_byte(STM_LIT("abc"), 'a', 1) == STM_SLICE_NPOS);
    assert_true(stm_slice_find_byte((stm_slice){NULL, 0}, 'a', 0) ==
                STM_SLICE_NPOS);
}

TEST(slice_trim_takes_ascii_space_alone)
{
    assert_text(stm_slice_trim(STM_LIT(" \t\r\n\v\f mill \n")), "mill");
    assert_text(stm_slice_trim(STM_LIT("   ")), "");
    assert_text(stm_slice_trim(STM_LIT("\xC2\xA0x")), "\xC2\xA0x");
    assert_text(stm_slice_trim((stm_slice){NULL, 0}), "");
}

TEST(slice_reads_whole_decimal_numbers)
{
    static const struct {
        const char *label, *input;
        bool good;
        uint64_t value;
    } cases[] = {
        {"zero", "0", true, 0},
        {"leading zeros", "007", true, 7},
        {"largest", "9999999999999999999", true, 9999999999999999999u},
        {"too long", "00000000000000000001", false, 0},
        {"empty", "", false, 0},
        {"sign", "-1", false, 0},
        {"space", " 1", false, 0},
        {"letter after", "1a", false, 0},
    };
    EACH (c, cases) {
        uint64_t value = 42;
        assert_int_equal(stm_slice_u64(text(c->input), &value), c->good);
        assert_int_equal(value, c->good ? c->value : 42);
    }
}

TEST(slice_of_no_string_is_empty)
{
    assert_text(stm_slice_from_cstr(NULL), "");
    assert_int_equal(STM_LIT("four").len, 4);
}
