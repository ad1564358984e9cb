#include "stm_test.h"

#include <string.h>

#include "extract/extract.h"

static const char page[] =
    "<html><head><title>Ferry runs again | Port Ebb Courier</title></head>"
    "<body><nav><ul><li><a href=/>Home</a><li><a href=/n>News</a></ul></nav>"
    "<article><h1>Ferry runs again</h1>"
    "<p>The ferry between Port Ebb and Lower Quay ran again on Monday after "
    "three weeks of repairs, the harbour office said in the morning.</p>"
    "<h2>New engine</h2>"
    "<p>Its engine was replaced, and the mayor, Ada Merrow, thanked the crew "
    "for their patience while passengers waited on the pier.</p>"
    "<blockquote>We missed the old horn, but the new one is as loud as it "
    "was, said a passenger from Lower Quay.</blockquote>"
    "<table><tr><td>Adults and grown-ups</td><td>4 crowns</td></tr></table>"
    "</article><footer><p>All rights reserved by the Port Ebb Courier and "
    "its friends since the year 1901.</p></footer></body></html>";

static bool holds(const stm_article *a, const char *piece)
{
    return stm_slice_find(a->text, stm_slice_from_cstr(piece), 0) !=
           STM_SLICE_NPOS;
}

TEST(article_is_kept_and_its_surroundings_left_out)
{
    stm_arena arena;
    stm_arena_init(&arena, SIZE_MAX);
    const stm_raw raw = {.kind = STM_RAW_HTML,
                         .bytes = stm_slice_from_cstr(page)};
    stm_article a;
    if (need_ok(stm_article_from_raw(&raw, &arena, &a, NULL))) {
        assert_int_equal(a.status, STM_RECORD_OK);
        assert_true(holds(&a, "The ferry between Port Ebb"));
        assert_true(holds(&a, "thanked the crew"));
        assert_false(holds(&a, "Home"));
        assert_false(holds(&a, "All rights reserved"));
    }
    stm_arena_release(&arena);
}

TEST(paragraphs_lead_back_to_the_bytes_of_the_page)
{
    stm_arena arena;
    stm_arena_init(&arena, SIZE_MAX);
    const stm_raw raw = {.kind = STM_RAW_HTML,
                         .bytes = stm_slice_from_cstr(page)};
    stm_article a;
    if (need_ok(stm_article_from_raw(&raw, &arena, &a, NULL))) {
        assert_true(a.n_paragraphs > 0);
        for (uint32_t i = 0; i < a.n_paragraphs; i++) {
            const stm_paragraph *p = &a.paragraphs[i];
            const stm_slice said = stm_span_text(p->span, a.text);
            const stm_slice saved = stm_span_text(p->from, raw.bytes);
            if (stm_slice_find_byte(saved, '<', 0) == STM_SLICE_NPOS)
                assert_true(stm_slice_eq(said, saved));
        }
    }
    stm_arena_release(&arena);
}

TEST(fragment_of_a_feed_is_kept_whole)
{
    stm_arena arena;
    stm_arena_init(&arena, SIZE_MAX);
    const stm_raw raw = {
        .kind = STM_RAW_FIELDS,
        .fields = {.text = STM_LIT("<p>Short.<ul><li>One<li>Two</ul>"),
                   .is_html = true}};
    stm_article a;
    if (need_ok(stm_article_from_raw(&raw, &arena, &a, NULL))) {
        assert_true(stm_slice_eq(a.text, STM_LIT("Short.\n\nOne\n\nTwo")));
        assert_int_equal(a.paragraphs[1].kind, STM_PAR_LIST);
    }
    stm_arena_release(&arena);
}

TEST(page_without_text_is_empty_and_says_so)
{
    stm_arena arena;
    stm_arena_init(&arena, SIZE_MAX);
    const stm_raw raw = {.kind = STM_RAW_HTML,
                         .bytes = STM_LIT("<html><body><img src=a></body>")};
    stm_article a;
    if (need_ok(stm_article_from_raw(&raw, &arena, &a, NULL))) {
        assert_int_equal(a.status, STM_RECORD_EMPTY);
        assert_true(a.reason.len > 0);
    }
    stm_arena_release(&arena);
}

TEST(text_of_a_page_that_scripts_fill_comes_from_its_json_ld)
{
    stm_buf built;
    stm_arena arena;
    stm_buf_init(&built, 1u << 16);
    stm_arena_init(&arena, SIZE_MAX);
    stm_buf_add(&built, STM_LIT("<body><div id=app></div><script type="
                                "application/ld+json>{\"articleBody\": \""));
    for (int i = 0; i < 12; i++)
        stm_buf_add(&built, STM_LIT("The ferry of Port Ebb ran again on Monday "
                                    "after repairs.\\n"));
    stm_buf_add(&built, STM_LIT("\"}</script>"));
    const stm_raw raw = {.kind = STM_RAW_HTML, .bytes = stm_buf_slice(&built)};
    stm_article a;
    if (built.status == STM_OK &&
        need_ok(stm_article_from_raw(&raw, &arena, &a, NULL))) {
        assert_int_equal(a.status, STM_RECORD_OK);
        assert_int_equal(a.n_paragraphs, 12);
        assert_true(
            stm_slice_starts(stm_span_text(a.paragraphs[1].span, a.text),
                             STM_LIT("The ferry of Port Ebb")));
        assert_true(a.paragraphs[0].from.begin < a.paragraphs[0].from.end);
    }
    stm_arena_release(&arena);
    stm_buf_release(&built);
}

/* The kind of the paragraph that begins with `start`, or -1. */
static int kind_of_paragraph(const stm_article *a, const char *start)
{
    for (uint32_t i = 0; i < a->n_paragraphs; i++)
        if (stm_slice_starts(stm_span_text(a->paragraphs[i].span, a->text),
                             stm_slice_from_cstr(start)))
            return a->paragraphs[i].kind;
    return -1;
}

/* A fragment is kept whole, so that each of its blocks has a kind. */
TEST(captions_are_known_by_name_and_quotations_by_element)
{
    static const char fragment[] =
        "<p>The ferry between Port Ebb and Lower Quay ran again on Monday.</p>"
        "<div class=photo><img src=a.jpg><p class=wp-caption-text>The ferry at "
        "its pier in the morning.</p></div>"
        "<div class=photo><p><span class='inline caption'>Ada Merrow thanks "
        "the crew.</span></p></div>"
        "<p class=storycaptions>Passengers waited on the pier for an hour.</p>"
        "<blockquote class=twitter-tweet><p>The horn is back, said Port Ebb "
        "Harbour.</p></blockquote>"
        "<p class=pull-quote>As loud as it ever was.</p>";
    stm_arena arena;
    stm_arena_init(&arena, SIZE_MAX);
    const stm_raw raw = {
        .kind = STM_RAW_FIELDS,
        .fields = {.text = stm_slice_from_cstr(fragment), .is_html = true}};
    stm_article a;
    if (need_ok(stm_article_from_raw(&raw, &arena, &a, NULL))) {
        assert_int_equal(kind_of_paragraph(&a, "The ferry bet"), STM_PAR_BODY);
        assert_int_equal(kind_of_paragraph(&a, "The ferry at"),
                         STM_PAR_CAPTION);
        assert_int_equal(kind_of_paragraph(&a, "Ada"), STM_PAR_CAPTION);
        assert_int_equal(kind_of_paragraph(&a, "Passengers"), STM_PAR_BODY);
        assert_int_equal(kind_of_paragraph(&a, "The horn"), STM_PAR_QUOTE);
        assert_int_equal(kind_of_paragraph(&a, "As loud"), STM_PAR_QUOTE);
    }
    stm_arena_release(&arena);
}
