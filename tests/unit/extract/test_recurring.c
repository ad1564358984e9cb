#include "stm_test.h"

#include "extract/extract.h"

/* Three pages of one site: an own sentence each, one they all end with. */
static const char *const own[3] = {"The ferry ran again.",
                                   "The mayor opened a bridge.",
                                   "Rain flooded the market."};
static const char shared[] = "Write to our desk at the harbour.";

static stm_article page(uint32_t i, const char *first, stm_arena *arena,
                        stm_paragraph pars[2])
{
    const stm_slice a = stm_slice_from_cstr(first);
    const stm_slice b = stm_slice_from_cstr(shared);
    stm_article article = {.url = STM_LIT("https://ebb.example/a"),
                           .sha256 = {(uint8_t)(i + 1)}};
    article.text =
        stm_arena_join(arena, stm_arena_join(arena, a, STM_LIT("\n\n")), b);
    const uint32_t len = (uint32_t)a.len;
    pars[0] = (stm_paragraph){.span = {0, len}, .from = {10, 20}};
    pars[1] = (stm_paragraph){.span = {len + 2, len + 2 + (uint32_t)b.len}};
    article.paragraphs = pars;
    article.n_paragraphs = 2;
    return article;
}

TEST(block_on_three_unlike_pages_of_a_site_is_left_out_and_named)
{
    stm_arena arena;
    stm_arena_init(&arena, SIZE_MAX);
    stm_paragraph pars[3][2];
    stm_article articles[3];
    for (uint32_t i = 0; i < 3; i++)
        articles[i] = page(i, own[i], &arena, pars[i]);
    if (!arena.failed &&
        need_ok(stm_articles_compare(articles, 3, &arena, NULL))) {
        for (uint32_t i = 0; i < 3; i++) {
            assert_true(
                stm_slice_eq(articles[i].text, stm_slice_from_cstr(own[i])));
            assert_int_equal(articles[i].n_paragraphs, 1);
            assert_int_equal(articles[i].paragraphs[0].from.begin, 10);
            assert_true(articles[i].reason.len > 0);
        }
    }
    stm_arena_release(&arena);
}

TEST(block_on_two_pages_stays)
{
    stm_arena arena;
    stm_arena_init(&arena, SIZE_MAX);
    stm_paragraph pars[2][2];
    stm_article articles[2];
    for (uint32_t i = 0; i < 2; i++)
        articles[i] = page(i, own[i], &arena, pars[i]);
    if (!arena.failed &&
        need_ok(stm_articles_compare(articles, 2, &arena, NULL)))
        assert_int_equal(articles[0].n_paragraphs, 2);
    stm_arena_release(&arena);
}

TEST(versions_of_one_story_lose_nothing)
{
    stm_arena arena;
    stm_arena_init(&arena, SIZE_MAX);
    stm_paragraph pars[3][2];
    stm_article articles[3];
    for (uint32_t i = 0; i < 3; i++)
        articles[i] = page(i, own[0], &arena, pars[i]);
    if (!arena.failed &&
        need_ok(stm_articles_compare(articles, 3, &arena, NULL))) {
        for (uint32_t i = 0; i < 3; i++)
            assert_int_equal(articles[i].n_paragraphs, 2);
    }
    stm_arena_release(&arena);
}

TEST(given_text_is_marked_not_cut)
{
    stm_arena arena;
    stm_arena_init(&arena, SIZE_MAX);
    stm_paragraph pars[3][2];
    stm_article articles[3];
    for (uint32_t i = 0; i < 3; i++) {
        articles[i] = page(i, own[i], &arena, pars[i]);
        articles[i].text_is_given = true;
    }
    if (!arena.failed &&
        need_ok(stm_articles_compare(articles, 3, &arena, NULL))) {
        assert_int_equal(articles[1].n_paragraphs, 2);
        assert_int_equal(articles[1].paragraphs[1].kind, STM_PAR_OTHER);
        assert_int_equal(articles[1].paragraphs[0].kind, STM_PAR_BODY);
    }
    stm_arena_release(&arena);
}

TEST(same_bytes_again_are_a_duplicate)
{
    stm_arena arena;
    stm_arena_init(&arena, SIZE_MAX);
    stm_paragraph pars[2][2];
    stm_article articles[2] = {page(0, own[0], &arena, pars[0]),
                               page(0, own[0], &arena, pars[1])};
    if (!arena.failed &&
        need_ok(stm_articles_compare(articles, 2, &arena, NULL))) {
        assert_int_equal(articles[0].status, STM_RECORD_OK);
        assert_int_equal(articles[1].status, STM_RECORD_DUPLICATE);
    }
    stm_arena_release(&arena);
}
