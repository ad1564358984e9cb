#include "read/encoding.h"

#include <string.h>

#include "stm_test.h"

typedef struct decoded_case {
    const char *label;
    const char *bytes;
    size_t len;
    const char *charset;
    bool is_html;
    const char *encoding;
    const char *text;
} decoded_case;

#define BYTES(s) s, sizeof(s) - 1

static const decoded_case cases[] = {
    {"ascii", BYTES("plain"), "", false, "UTF-8", "plain"},
    {"utf-8 with a mark", BYTES("\xEF\xBB\xBFM\xC3\xBChle"), "", false, "UTF-8",
     "M\xC3\xBChle"},
    {"utf-8 against a wrong declaration", BYTES("M\xC3\xBChle"), "iso-8859-1",
     false, "UTF-8", "M\xC3\xBChle"},
    {"declared by transport", BYTES("M\xFChle"), "ISO-8859-1", false,
     "windows-1252", "M\xC3\xBChle"},
    {"declared by meta", BYTES("<meta charset=\"koi8-r\"><p>\xC4\xC1"), "",
     true, "KOI8-R", "<meta charset=\"koi8-r\"><p>\xD0\xB4\xD0\xB0"},
    {"declared by http-equiv",
     BYTES("<meta http-equiv=Content-Type content='text/html; "
           "charset=windows-1251'>\xE4\xE0"),
     "", true, "windows-1251",
     "<meta http-equiv=Content-Type content='text/html; "
     "charset=windows-1251'>\xD0\xB4\xD0\xB0"},
    {"a comment declares nothing",
     BYTES("<!-- <meta charset=koi8-r> --><p>caf\xE9"), "windows-1252", true,
     "windows-1252", "<!-- <meta charset=koi8-r> --><p>caf\xC3\xA9"},
    {"utf-16 with a mark", BYTES("\xFF\xFEo\0k\0"), "", false, "UTF-16LE",
     "ok"},
    {"utf-16 without one", BYTES("\0f\0e\0r\0r\0y\0 \0l\0e\0f\0t\0 \0n\0o\0w"),
     "", false, "UTF-16BE", "ferry left now"},
    {"nul goes from a page", BYTES("a\0b"), "", true, "UTF-8", "ab"},
    {"nul in a text is marked", BYTES("a\0b"), "", false, "UTF-8",
     "a\xEF\xBF\xBD"
     "b"},
    {"one slip in utf-8 is repaired",
     BYTES("\xC3\xBC\xC3\xBC\xC3\xBC\xC3\xBC\xC3\xBC\xC3\xBC\xC3\xBC\xC3\xBC"
           "\xC3\xBC\xC3\xBC\xFF!"),
     "", false, "UTF-8",
     "\xC3\xBC\xC3\xBC\xC3\xBC\xC3\xBC\xC3\xBC\xC3\xBC\xC3\xBC\xC3\xBC"
     "\xC3\xBC\xC3\xBC\xEF\xBF\xBD!"},
};

TEST(encoding_is_found_and_undone)
{
    EACH (c, cases) {
        stm_arena arena;
        stm_arena_init(&arena, SIZE_MAX);
        stm_decoded d;
        if (need_ok(stm_decoded_from_bytes(stm_slice_of(c->bytes, c->len),
                                           stm_slice_from_cstr(c->charset),
                                           c->is_html, &arena, &d, NULL))) {
            assert_text(d.encoding, c->encoding);
            assert_text(d.text, c->text);
        }
        stm_arena_release(&arena);
    }
}

TEST(encoding_not_declared_is_guessed)
{
    /* "Ferry came to the harbour in the evening" in Russian, KOI8-R */
    static const char word[] =
        "\xF0\xC1\xD2\xCF\xCD \xD0\xD2\xC9\xDB\xA3\xCC \xD7 "
        "\xD0\xCF\xD2\xD4 \xD7\xC5\xDE\xC5\xD2\xCF\xCD. ";
    stm_arena arena;
    stm_arena_init(&arena, SIZE_MAX);
    stm_decoded d;
    char text[8 * sizeof word];
    for (size_t i = 0; i < 8; i++)
        memcpy(text + i * (sizeof word - 1), word, sizeof word - 1);
    if (need_ok(
            stm_decoded_from_bytes(stm_slice_of(text, 8 * (sizeof word - 1)),
                                   STM_LIT(""), false, &arena, &d, NULL))) {
        assert_int_equal(d.from, STM_ENCODING_FROM_GUESS);
        assert_text(d.encoding, "KOI8-R");
    }
    stm_arena_release(&arena);
}

TEST(encoding_keeps_the_way_back_to_the_saved_bytes)
{
    stm_arena arena;
    stm_arena_init(&arena, SIZE_MAX);
    stm_decoded d;
    /* bytes: < p > c a f e' <space> d u; in UTF-8 the e' takes two */
    if (need_ok(stm_decoded_from_bytes(STM_LIT("<p>caf\xE9 du"),
                                       STM_LIT("latin1"), true, &arena, &d,
                                       NULL))) {
        const stm_raw raw = {
            .bytes = d.text, .runs = d.runs, .n_runs = d.n_runs};
        const size_t at = stm_slice_find(d.text, STM_LIT("du"), 0);
        assert_int_equal(at, 9);
        assert_int_equal(stm_raw_page_offset(&raw, (uint32_t)at), 8);
        assert_int_equal(stm_raw_page_offset(&raw, 3), 3);
    }
    stm_arena_release(&arena);
}

TEST(encoding_labels_mean_what_browsers_take_them_for)
{
    static const struct {
        const char *label;
        const char *expected;
    } labels[] = {
        {"latin1", "windows-1252"},
        {" ISO-8859-1 ", "windows-1252"},
        {"gb2312", "GBK"},
        {"ks_c_5601-1987", "EUC-KR"},
        {"utf8", "UTF-8"},
        {"utf-7", ""},
        {"", ""},
    };
    EACH (c, labels)
        assert_text(stm_encoding_from_label(stm_slice_from_cstr(c->label)),
                    c->expected);
}
