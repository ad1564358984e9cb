/*
 * Whatever an input says, the pages show it and do nothing of it: every
 * field of an article, a voice, a claim and an edge holds the same hostile
 * text, and no page may have an element, an attribute or a URL from it.
 */
#include "report/report.h"

#include <stdio.h>

#include "base/file.h"
#include "report_sample.h"

static const char *const hostile[] = {
    "<script>window.ran=1</script>",
    "</style></script></title><script>window.ran=1</script>",
    "\"><img src=x onerror=window.ran=1>",
    "' onmouseover='window.ran=1",
    "<svg onload=window.ran=1><use href=\"https://a.example/x\"/>",
    "javascript:window.ran=1",
    "<!-- --><![CDATA[ ]]><iframe src=https://a.example></iframe>",
    "</textarea><style>*{background:url(https://a.example/x)}</style>",
    "a\u202Eevil\u202C\u2066b\u2069\u200B\u200D\uFEFF",
    "&lt;script&gt; &#x3C;b&#x3E; &amp",
    "\x01\x02\x1B[31m\x7F\xC2\x85\xFF\xC0\xAF",
    "url(\"https://a.example/x\") expression(alert(1)) {{7*7}}",
};

/* One page's bytes hold no tag or attribute that the text brought in. */
static void assert_inert(const stm_buf *page)
{
    static const char *const never[] = {
        "<script>window", "<img",          "<iframe",

        "<svg onload",    "onmouseover='", "href=\"javascript:",
        "<style>*",       "<![CDATA[",     "<!--",
        "\u202E",         "\x1B",
    };
    for (size_t i = 0; i < sizeof never / sizeof never[0]; i++) {
        const stm_slice needle = stm_slice_from_cstr(never[i]);
        if (stm_slice_find(stm_buf_slice(page), needle, 0) != STM_SLICE_NPOS)
            fail_msg("a page holds %s", never[i]);
    }
    size_t at = 0;
    uint32_t scripts = 0;
    while ((at = stm_slice_find(stm_buf_slice(page), STM_LIT("<script"), at)) !=
           STM_SLICE_NPOS) {
        scripts++;
        at++;
    }
    assert_int_equal(scripts, 1);
}

/* Puts `text` into all that an input could have brought. */
static void poison(sample *s, stm_slice text)
{
    for (uint32_t i = 0; i < s->pile.n_articles; i++) {
        stm_article *a = &s->articles[i];
        a->title = text;
        a->outlet = text;
        a->family = text;
        a->url = text;
        a->path = text;
        a->member = text;
        a->reason = text;
        a->authors = &s->story.title;
        a->n_authors = 1;
        if (i == 5)
            a->language = text;
    }
    s->articles[6].status = STM_RECORD_ERROR;
    s->story.title = text;
    s->story.day_why = text;
    for (uint32_t i = 0; i < s->pile.n_speakers; i++)
        s->speakers[i].name = text;
    for (uint32_t i = 0; i < s->pile.n_claims; i++) {
        s->claims[i].text = text;
        s->claims[i].id = text;
    }
    s->lost[0].agency = text;
    for (uint32_t i = 0; i < s->pile.n_edges; i++) {
        const stm_evidence e = {
            .for_edge = true, .match = STM_NONE, .text = text};
        sample_put(s->edges[i].evidence, 0, &e, sizeof e);
    }
}

/* An article that is hostile text alone, in the place of the fourth. */
static void poison_text(sample *s, stm_slice text)
{
    stm_article *a = &s->articles[5];
    a->text = text;
    a->n_paragraphs = 0;
    s->texts[5] = (stm_text){0};
}

static void write_page(const char *name, size_t number, const stm_buf *page)
{
    char path[256];
    snprintf(path, sizeof path, STM_TEST_SCRATCH "/hostile-%zu-%s", number,
             name);
    assert_int_equal(stm_file_write(path, stm_buf_slice(page), NULL), STM_OK);
}

static void check_one(size_t number, bool quote_only)
{
    sample s;
    stm_buf page;
    stm_buf_init(&page, SIZE_MAX);
    if (sample_init(&s)) {
        const stm_slice text = stm_slice_from_cstr(hostile[number]);
        poison(&s, text);
        poison_text(&s, text);
        const stm_report_opts opts = {
            .title = text, .quote_only = quote_only, .has_outlets = true};
        stm_report_story(&s.pile, 0, &opts, &page);
        if (need_ok(page.status)) {
            assert_inert(&page);
            write_page("story.html", number, &page);
        }
        stm_buf_clear(&page);
        stm_report_index(&s.pile, &opts, &page);
        if (need_ok(page.status)) {
            assert_inert(&page);
            write_page("index.html", number, &page);
        }
        stm_buf_clear(&page);
        stm_report_aligned(&s.pile, 0, &opts, &page);
        if (need_ok(page.status))
            assert_inert(&page);
    }
    stm_buf_release(&page);
    sample_release(&s);
}

TEST(hostile_text_in_every_field_stays_text)
{
    const size_t n =
        stm_test_faulting() ? 1 : sizeof hostile / sizeof hostile[0];
    for (size_t i = 0; i < n; i++) {
        stm_test_label(hostile[i]);
        check_one(i, false);
        check_one(i, true);
    }
}

/* Spans that lie outside the text, cross, or cut a letter in two. */
TEST(broken_spans_do_no_harm)
{
    sample s;
    stm_buf page;
    stm_buf_init(&page, SIZE_MAX);
    if (sample_init(&s)) {
        static const stm_span odd[] = {
            {0, UINT32_MAX}, {UINT32_MAX - 1, UINT32_MAX}, {50, 10}, {3, 40}};
        for (uint32_t i = 0; i < 4; i++) {
            s.attributions[i].content = &odd[i];
            s.attributions[i].hedges = &odd[i];
            s.attributions[i].n_hedges = 1;
            stm_mention m = s.claims[0].mentions[i];
            m.span = odd[i];
            sample_put(s.claims[0].mentions, i, &m, sizeof m);
        }
        s.articles[5].text = STM_LIT("\u05d2\u05e9\u05e8");
        const stm_report_opts opts = STM_REPORT_OPTS_DEFAULT;
        stm_report_story(&s.pile, 0, &opts, &page);
        if (need_ok(page.status))
            assert_true(stm_slice_ends(stm_buf_slice(&page),
                                       STM_LIT("</body>\n</html>\n")));
        const stm_report_opts quotes = {.quote_only = true};
        stm_buf_clear(&page);
        stm_report_story(&s.pile, 0, &quotes, &page);
        (void)need_ok(page.status);
    }
    stm_buf_release(&page);
    sample_release(&s);
}

TEST(story_of_two_reports_without_anything_else_has_a_page)
{
    static const uint32_t members[] = {0, 1};
    const stm_article articles[2] = {{.id = STM_LIT("a")},
                                     {.id = STM_LIT("b")}};
    const stm_story story = {
        .id = STM_LIT("s1"), .articles = members, .n_articles = 2};
    const uint32_t story_of[2] = {0, 0};
    const stm_pile pile = {.articles = articles,
                           .n_articles = 2,
                           .stories = &story,
                           .n_stories = 1,
                           .story_of = story_of};
    stm_buf page;
    stm_buf_init(&page, SIZE_MAX);
    const stm_report_opts opts = STM_REPORT_OPTS_DEFAULT;
    stm_report_story(&pile, 0, &opts, &page);
    if (need_ok(page.status)) {
        assert_true(stm_slice_find(stm_buf_slice(&page),
                                   STM_LIT("A story without a headline"),
                                   0) != STM_SLICE_NPOS);
        assert_true(stm_slice_find(stm_buf_slice(&page),
                                   STM_LIT("day not known"),
                                   0) != STM_SLICE_NPOS);
    }
    stm_buf_clear(&page);
    stm_report_index(&pile, &opts, &page);
    (void)need_ok(page.status);
    stm_buf_release(&page);
}

TEST(pile_of_nothing_has_a_front_page)
{
    const stm_pile pile = {0};
    stm_buf page;
    stm_buf_init(&page, SIZE_MAX);
    const stm_report_opts opts = STM_REPORT_OPTS_DEFAULT;
    stm_report_index(&pile, &opts, &page);
    if (need_ok(page.status))
        assert_true(stm_slice_find(stm_buf_slice(&page),
                                   STM_LIT("No report was found"),
                                   0) != STM_SLICE_NPOS);
    stm_buf_release(&page);
}

/* What was not read must not look like nought. */
TEST(story_in_another_language_is_not_measured)
{
    static const uint32_t members[] = {0, 1};
    const stm_article articles[2] = {
        {.id = STM_LIT("a"), .language = STM_LIT("he")},
        {.id = STM_LIT("b"), .language = STM_LIT("he")}};
    const stm_story story = {
        .id = STM_LIT("s1"), .articles = members, .n_articles = 2};
    const stm_pile pile = {.articles = articles,
                           .n_articles = 2,
                           .stories = &story,
                           .n_stories = 1};
    stm_buf page;
    stm_buf_init(&page, SIZE_MAX);
    const stm_report_opts opts = STM_REPORT_OPTS_DEFAULT;
    stm_report_story(&pile, 0, &opts, &page);
    if (need_ok(page.status)) {
        static const char *const never[] = {
            "No claim was found", "No value was found", "Nobody\u2019s words"};
        for (size_t i = 0; i < sizeof never / sizeof never[0]; i++)
            assert_true(stm_slice_find(stm_buf_slice(&page),
                                       stm_slice_from_cstr(never[i]),
                                       0) == STM_SLICE_NPOS);
    }
    stm_buf_release(&page);
}

TEST(huge_words_and_long_headlines_stay_within_the_page)
{
    sample s;
    stm_buf page;
    stm_buf word;
    stm_buf_init(&page, SIZE_MAX);
    stm_buf_init(&word, SIZE_MAX);
    for (uint32_t i = 0; i < 400; i++)
        stm_buf_byte(&word, 'w');
    if (sample_init(&s) && word.status == STM_OK) {
        poison(&s, stm_buf_slice(&word));
        const stm_report_opts opts = {.title = stm_buf_slice(&word)};
        stm_report_story(&s.pile, 0, &opts, &page);
        if (need_ok(page.status))
            write_page("story.html", 400, &page);
        stm_buf_clear(&page);
        stm_report_index(&s.pile, &opts, &page);
        if (need_ok(page.status))
            write_page("index.html", 400, &page);
    }
    stm_buf_release(&word);
    stm_buf_release(&page);
    sample_release(&s);
}
