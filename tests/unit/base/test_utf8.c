#include "base/utf8.h"

#include "stm_test.h"

TEST(utf8_walks_any_bytes)
{
    static const struct {
        const char *label, *input;
        size_t n;     /* code points as they are walked */
        size_t valid; /* bytes that are well-formed from the start on */
        const char *repaired;
    } cases[] = {
        {"empty", "", 0, 0, ""},
        {"ascii", "ab", 2, 2, "ab"},
        {"two, three, four bytes", "\xC3\xA9\xE2\x82\xAC\xF0\x9F\x98\x80", 3, 9,
         "\xC3\xA9\xE2\x82\xAC\xF0\x9F\x98\x80"},
        {"lone tail", "a\x80z", 3, 1, "a\xEF\xBF\xBDz"},
        {"overlong slash", "\xC0\xAF", 2, 0, "\xEF\xBF\xBD\xEF\xBF\xBD"},
        {"overlong of three", "\xE0\x80\xAF", 3, 0,
         "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD"},
        {"surrogate", "\xED\xA0\x80", 3, 0,
         "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD"},
        {"past the last", "\xF4\x90\x80\x80", 4, 0,
         "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD"},
        {"five bytes", "\xF8\x88\x80\x80\x80", 5, 0,
         "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD"},
        /* WHATWG: one mark for a maximal subpart */
        {"cut after two of three", "\xE2\x82z", 3, 0, "\xEF\xBF\xBDz"},
        {"cut after three of four", "\xF0\x9F\x98", 3, 0, "\xEF\xBF\xBD"},
        {"cut after two of four", "\xF0\x9F\xC3\xA9", 3, 0,
         "\xEF\xBF\xBD\xC3\xA9"},
        {"cut at the end", "a\xC3", 2, 1, "a\xEF\xBF\xBD"},
    };
    EACH (c, cases) {
        stm_arena arena;
        stm_arena_init(&arena, SIZE_MAX);
        const stm_slice s = stm_slice_from_cstr(c->input);
        assert_int_equal(stm_utf8_count(s), c->n);
        assert_int_equal(stm_utf8_valid(s), c->valid);
        const stm_slice fixed = stm_utf8_repair(s, &arena);
        if (need(!arena.failed)) {
            assert_text(fixed, c->repaired);
            assert_int_equal(stm_utf8_valid(fixed), fixed.len);
            if (c->valid == s.len)
                assert_ptr_equal(fixed.ptr, s.ptr);
        }
        stm_arena_release(&arena);
    }
}

TEST(utf8_repair_takes_out_nul)
{
    stm_arena arena;
    stm_arena_init(&arena, SIZE_MAX);
    const stm_slice fixed = stm_utf8_repair(stm_slice_of("a\0b", 3), &arena);
    if (need(!arena.failed))
        assert_text(fixed, "a\xEF\xBF\xBD"
                           "b");
    stm_arena_release(&arena);
}

TEST(utf8_decodes_the_ends_of_each_range)
{
    static const struct {
        const char *label, *input;
        uint32_t cp;
    } cases[] = {
        {"two, first", "\xC2\x80", 0x80},
        {"two, last", "\xDF\xBF", 0x7FF},
        {"three, first", "\xE0\xA0\x80", 0x800},
        {"before the surrogates", "\xED\x9F\xBF", 0xD7FF},
        {"after the surrogates", "\xEE\x80\x80", 0xE000},
        {"three, last", "\xEF\xBF\xBF", 0xFFFF},
        {"four, first", "\xF0\x90\x80\x80", 0x10000},
        {"last of all", "\xF4\x8F\xBF\xBF", 0x10FFFF},
    };
    EACH (c, cases) {
        const stm_slice s = stm_slice_from_cstr(c->input);
        uint32_t cp = 0;
        assert_int_equal(stm_utf8_next(s, 0, &cp), s.len);
        assert_int_equal(cp, c->cp);
        cp = 0;
        assert_int_equal(stm_utf8_prev(s, s.len, &cp), 0);
        assert_int_equal(cp, c->cp);
    }
}

TEST(utf8_backwards_meets_the_same_code_points)
{
    static const char *const inputs[] = {
        "na\xC3\xAFve \xE2\x82\xAC \xF0\x9F\x98\x80!",
        "\x80\x80\xC3\xA9\xFFz\xC3\xA9\xC3\xA9",
    };
    for (size_t i = 0; i < sizeof inputs / sizeof inputs[0]; i++) {
        const stm_slice s = stm_slice_from_cstr(inputs[i]);
        size_t starts[64];
        uint32_t cps[64];
        size_t n = 0;
        for (size_t at = 0; at < s.len; n++) {
            starts[n] = at;
            at = stm_utf8_next(s, at, &cps[n]);
        }
        for (size_t at = s.len; at > 0;) {
            uint32_t cp;
            at = stm_utf8_prev(s, at, &cp);
            n--;
            assert_int_equal(at, starts[n]);
            assert_int_equal(cp, cps[n]);
        }
        assert_int_equal(n, 0);
    }
}

TEST(cpindex_agrees_with_counting)
{
    /* lengths around the step of 64 bytes, letters of one to four bytes */
    static const char *const letters[] = {"a", "\xC3\xA9", "\xE2\x82\xAC",
                                          "\xF0\x9F\x98\x80"};
    for (size_t len = 0; len <= 200; len++) {
        uint8_t bytes[900];
        stm_slice s = {bytes, 0};
        for (size_t i = 0; i < len; i++) {
            const stm_slice letter = stm_slice_from_cstr(letters[i * i % 4]);
            for (size_t k = 0; k < letter.len; k++)
                bytes[s.len++] = letter.ptr[k];
        }
        stm_arena arena;
        stm_arena_init(&arena, SIZE_MAX);
        const stm_cpindex index = stm_cpindex_from_text(s, &arena);
        if (need(!arena.failed)) {
            uint32_t n = 0;
            for (size_t at = 0; at < s.len; n++) {
                uint32_t cp;
                assert_int_equal(stm_cpindex_at(&index, at), n);
                at = stm_utf8_next(s, at, &cp);
            }
            assert_int_equal(stm_cpindex_at(&index, s.len), n);
            assert_int_equal(stm_cpindex_at(&index, s.len + 100), n);
        } else {
            assert_int_equal(stm_cpindex_at(&index, 10), 0);
        }
        stm_arena_release(&arena);
    }
}
