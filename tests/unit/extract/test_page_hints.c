#include "stm_test.h"

#include "extract/page_hints.h"

static bool read(const char *page, stm_arena *arena, stm_page_hints *out)
{
    stm_html html;
    return need_ok(stm_html_from_page(stm_slice_from_cstr(page), arena, &html,
                                      NULL)) &&
           need_ok(stm_page_hints_from_html(&html, arena, out));
}

TEST(article_body_of_json_ld_is_decoded)
{
    stm_arena arena;
    stm_page_hints h = {0};
    stm_arena_init(&arena, SIZE_MAX);
    if (read("<script type='application/ld+json'>{\"@type\":\"NewsArticle\","
             "\"isAccessibleForFree\": \"False\",\"articleBody\" : "
             "\"Der M\\u00fcller <b>lud</b> \\\"alle\\\" ein\"}</script>",
             &arena, &h)) {
        assert_true(h.is_article);
        assert_true(h.is_not_free);
        assert_true(stm_slice_find(h.body, STM_LIT("M\xC3\xBCller"), 0) !=
                    STM_SLICE_NPOS);
        assert_true(stm_slice_find(h.body, STM_LIT("<b>"), 0) ==
                    STM_SLICE_NPOS);
        assert_true(stm_shingles_share(&h.body_set,
                                       STM_LIT("lud \"alle\" ein")) > 0.9F);
    }
    stm_page_hints_release(&h);
    stm_arena_release(&arena);
}

TEST(broken_json_gives_no_body)
{
    static const struct {
        const char *label;
        const char *page;
    } cases[] = {
        {"not ended", "<script type=application/ld+json>"
                      "{\"articleBody\": \"open"},
        {"ends in an escape", "<script type=application/ld+json>"
                              "{\"articleBody\": \"open\\"},
        {"not a string", "<script type=application/ld+json>"
                         "{\"articleBody\": 7}</script>"},
        {"not JSON-LD", "<script>{\"articleBody\": \"text\"}</script>"},
    };
    EACH (c, cases) {
        stm_arena arena;
        stm_page_hints h = {0};
        stm_arena_init(&arena, SIZE_MAX);
        if (read(c->page, &arena, &h))
            assert_int_equal(h.body.len, 0);
        stm_page_hints_release(&h);
        stm_arena_release(&arena);
    }
}

TEST(address_without_a_path_is_a_front_page)
{
    static const struct {
        const char *label;
        const char *page;
        bool is_root;
    } cases[] = {
        {"bare host", "<meta property=og:url content=https://ebb.example>",
         true},
        {"slash", "<meta property=og:url content=https://ebb.example/>", true},
        {"article", "<meta property=og:url content=https://ebb.example/a>",
         false},
        {"none", "<p>", false},
    };
    EACH (c, cases) {
        stm_arena arena;
        stm_page_hints h = {0};
        stm_arena_init(&arena, SIZE_MAX);
        if (read(c->page, &arena, &h))
            assert_int_equal(h.is_root, c->is_root);
        stm_page_hints_release(&h);
        stm_arena_release(&arena);
    }
}
