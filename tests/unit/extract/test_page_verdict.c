#include "stm_test.h"

#include "extract/extract.h"

static bool article_of(stm_slice page, stm_arena *arena, stm_article *out)
{
    const stm_raw raw = {.kind = STM_RAW_HTML, .bytes = page};
    return need_ok(stm_article_from_raw(&raw, arena, out, NULL));
}

TEST(pages_that_are_no_articles_say_why)
{
    static const struct {
        const char *label;
        const char *page;
        const char *why;
    } cases[] = {
        {"error",
         "<title>404 Not Found</title><h1>404 Not Found</h1><hr>"
         "<p>harbour-proxy",
         "an error page"},
        {"guard", "<h1>Checking your browser</h1><p>Please wait.",
         "an error page"},
        {"consent",
         "<div class=cookie-consent><p>We use cookies to make the "
         "pages of the Ebb Courier better, and so do our forty "
         "partners.<button>Accept</button></div>",
         "a consent wall"},
    };
    EACH (c, cases) {
        stm_arena arena;
        stm_article a;
        stm_arena_init(&arena, SIZE_MAX);
        if (article_of(stm_slice_from_cstr(c->page), &arena, &a)) {
            assert_int_equal(a.status, STM_RECORD_NOT_ARTICLE);
            assert_true(stm_slice_eq(a.reason, stm_slice_from_cstr(c->why)));
        }
        stm_arena_release(&arena);
    }
}

TEST(text_that_stops_at_an_offer_is_behind_a_paywall)
{
    static const char page[] =
        "<script type=application/ld+json>{\"@type\":\"NewsArticle\","
        "\"isAccessibleForFree\":false}</script><article><h1>Bridge</h1>"
        "<p>The bridge over the Ebb was shut on Monday, the town's engineer "
        "said, after cracks were found under its middle pillar by divers."
        "<p>How long the works may take is not known, and the mayor of the "
        "town has asked the ferry to run by night as long as it...</article>"
        "<div class=paywall><p>Already a subscriber? Log in.</div>";
    stm_arena arena;
    stm_article a;
    stm_arena_init(&arena, SIZE_MAX);
    if (article_of(stm_slice_from_cstr(page), &arena, &a)) {
        assert_int_equal(a.status, STM_RECORD_OK);
        assert_true(a.paywall);
    }
    stm_arena_release(&arena);
}
