#include "report/markup.h"

#include "report/say.h"
#include "report/siglum.h"
#include "report/svg.h"
#include "stm_test.h"

static void with(void (*write)(stm_markup *out, const char *value),
                 const char *value, const char *expected)
{
    stm_buf buf;
    stm_buf_init(&buf, SIZE_MAX);
    stm_markup out;
    stm_markup_init(&out, &buf);
    write(&out, value);
    if (need_ok(buf.status))
        assert_text(stm_buf_slice(&buf), expected);
    stm_buf_release(&buf);
}

static void text(stm_markup *out, const char *value)
{
    stm_markup_text(out, stm_slice_from_cstr(value));
}

static void attr(stm_markup *out, const char *value)
{
    STM_HTML_ATTR(out, "title", stm_slice_from_cstr(value));
}

static void url(stm_markup *out, const char *value)
{
    STM_HTML_URL(out, "href", stm_slice_from_cstr(value));
}

TEST(text_is_escaped_and_controls_are_replaced)
{
    static const struct {
        const char *label, *input, *expected;
    } cases[] = {
        {"plain", "Nine hurt", "Nine hurt"},
        {"markup", "<script>alert(1)</script>",
         "&lt;script&gt;alert(1)&lt;/script&gt;"},
        {"references", "a & b &lt; \"c\" 'd'",
         "a &amp; b &amp;lt; &quot;c&quot; &#39;d&#39;"},
        {"controls", "a\x01\x1B[31mb\x7F", "a\uFFFD\uFFFD[31mb\uFFFD"},
        {"C1",
         "a\xC2\x85"
         "b",
         "a\uFFFD"
         "b"},
        {"line ends", "a\r\nb\rc\n\td", "a\nb\nc\n\td"},
        {"override", "a\u202Egpj.exe", "a\uFFFDgpj.exe"},
        {"embeddings", "a\u202Ab\u202Cc\u2067d\u2069", "abcd"},
        {"marks of direction stay", "a\u200Fb\u200Dc", "a\u200Fb\u200Dc"},
        {"broken", "a\xFF\xC3", "a\uFFFD\uFFFD"},
        {"surrogate", "\xED\xA0\x80", "\uFFFD\uFFFD\uFFFD"},
        {"noncharacter", "\uFFFE", "\uFFFD"},
        {"astral", "\U0001F6A2", "\U0001F6A2"},
    };
    EACH (c, cases)
        with(text, c->input, c->expected);
}

TEST(attribute_cannot_be_left)
{
    with(attr, "x\" onload=\"alert(1)",
         " title=\"x&quot; onload=&quot;alert(1)\"");
    with(attr, "x' y=z\n>", " title=\"x&#39; y=z\n&gt;\"");
}

TEST(only_http_urls_become_links)
{
    static const struct {
        const char *label, *input, *expected;
    } cases[] = {
        {"https", "https://a.example/?b=1&c=2",
         " href=\"https://a.example/?b=1&amp;c=2\""},
        {"http", "HTTP://a.example", " href=\"HTTP://a.example\""},
        {"script", "javascript:alert(1)", ""},
        {"script in capitals", "JaVaScRiPt:alert(1)", ""},
        {"script after a tab", "\tjavascript:alert(1)", ""},
        {"script after a control", "\x01javascript:alert(1)", ""},
        {"data", "data:text/html,<script>", ""},
        {"file", "file:///etc/passwd", ""},
        {"no scheme", "//a.example", ""},
        {"relative", "story.html", ""},
        {"line feed within", "https://a.example/\nb", ""},
        {"backslash", "https:\\\\a.example", ""},
        {"quote", "https://a.example/\"x",
         " href=\"https://a.example/&quot;x\""},
    };
    EACH (c, cases)
        with(url, c->input, c->expected);
}

static void siglum(uint32_t i, const char *expected)
{
    const stm_siglum s = stm_siglum_of_report(i);
    assert_text(stm_siglum_text(&s), expected);
}

TEST(sigla_leave_out_i_and_o_and_go_on_past_z)
{
    siglum(0, "A");
    siglum(7, "H");
    siglum(8, "J");
    siglum(12, "N");
    siglum(13, "P");
    siglum(23, "Z");
    siglum(24, "Aa");
    siglum(25, "Ab");
    siglum(47, "Az");
    siglum(48, "Ba");
    siglum(599, "Zz");
    siglum(600, "Aaa");
}

TEST(lost_texts_have_greek_letters)
{
    static const struct {
        const char *label;
        uint32_t i;
        const char *expected;
    } cases[] = {{"first", 0, "\u03B1"},
                 {"sigma", 17, "\u03C3"},
                 {"last", 23, "\u03C9"},
                 {"second round", 24, "\u03B12"},
                 {"tenth round", 24 * 9, "\u03B110"}};
    EACH (c, cases) {
        const stm_siglum s = stm_siglum_of_lost(c->i);
        assert_text(stm_siglum_text(&s), c->expected);
    }
}

static void words(stm_markup *out, const char *value)
{
    uint64_t n = 0;
    assert_true(stm_slice_u64(stm_slice_from_cstr(value), &n));
    stm_say_number_capital(out, n);
}

TEST(numbers_are_words_up_to_ninety_nine)
{
    with(words, "0", "Zero");
    with(words, "1", "One");
    with(words, "13", "Thirteen");
    with(words, "40", "Forty");
    with(words, "99", "Ninety-nine");
    with(words, "100", "100");
    with(words, "4000", "4,000");
    with(words, "1020304", "1,020,304");
}

static void share(stm_markup *out, const char *value)
{
    uint64_t n = 0;
    assert_true(stm_slice_u64(stm_slice_from_cstr(value), &n));
    stm_say_share(out, (double)n / 1000);
}

TEST(share_is_whole_only_where_it_is)
{
    with(share, "1000", "100\u00A0%");
    with(share, "998", "99\u00A0%");
    with(share, "4", "under 1\u00A0%");
    with(share, "184", "18\u00A0%");
    with(share, "0", "0\u00A0%");
}

static void fit(stm_markup *out, const char *value)
{
    stm_svg_fit(out, stm_slice_from_cstr(value), 80);
}

TEST(labels_are_cut_to_fit_with_an_ellipsis)
{
    with(fit, "short", "short");
    with(fit, "a very long name of an outlet", "a very lon\u2026");
    with(fit, "two\nlines", "two lines");
    with(fit, "", "");
}

static void quoted(stm_markup *out, const char *value)
{
    const stm_slice s = stm_slice_from_cstr(value);
    stm_say_open(out, s);
    stm_markup_text(out, s);
    stm_say_shut(out, s);
}

TEST(texts_with_marks_of_their_own_get_no_others)
{
    with(quoted, "Nine hurt", "\u201CNine hurt\u201D");
    with(quoted, "\u201CNine,\u201D he said", "\u201CNine,\u201D he said");
    with(quoted, "", "\u201C\u201D");
}
