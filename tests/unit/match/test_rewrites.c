#include "match/rewrites.h"

#include "match/match.h"
#include "stm_test.h"

enum { n_articles = 3 };

/* One story of three texts, each a paragraph, and its passages. */
typedef struct told {
    stm_arena arena;
    stm_article articles[n_articles];
    stm_paragraph paragraphs[n_articles];
    uint32_t members[n_articles];
    stm_story story;
    stm_pile pile;
    stm_pool *pool;
    const stm_match *all;
    uint32_t n;
} told;

static bool search(told *t, const char *const *texts)
{
    *t = (told){0};
    stm_arena_init(&t->arena, SIZE_MAX);
    for (uint32_t i = 0; i < n_articles; i++) {
        t->members[i] = i;
        t->articles[i].text = stm_slice_from_cstr(texts[i]);
        t->articles[i].language = STM_LIT("en");
        t->paragraphs[i].span.end = (uint32_t)t->articles[i].text.len;
        t->articles[i].paragraphs = &t->paragraphs[i];
        t->articles[i].n_paragraphs = 1;
    }
    t->story.articles = t->members;
    t->story.n_articles = n_articles;
    t->pile = (stm_pile){.articles = t->articles,
                         .n_articles = n_articles,
                         .stories = &t->story,
                         .n_stories = 1};
    return need_ok(stm_pool_new(2, &t->pool)) &&
           need_ok(stm_matches_from_articles(
               &t->pile, t->pool, &STM_MATCH_OPTS_DEFAULT, &t->arena,
               &t->pile.matches, &t->pile.n_matches, NULL)) &&
           need_ok(stm_rewrites_from_stories(&t->pile, t->pool, &t->arena,
                                             &t->all, &t->n, NULL));
}

static void told_release(told *t)
{
    stm_pool_free(t->pool);
    stm_arena_release(&t->arena);
}

static const char *const texts[n_articles] = {
    "It rained. Curious shepherds worried that a rusty crane would damage the "
    "quarry, whose newts are rare.",
    "We asked. Damage to newts, which are rare, by the crane, rusty as it "
    "stands, worried shepherds: they were curious about the quarry. He left.",
    "Bakers of Elmford met to discuss the price of flour and market hours.",
};

TEST(a_reworded_sentence_is_found_whole)
{
    told t;
    if (search(&t, texts)) {
        assert_int_equal(t.pile.n_matches, 0);
        assert_int_equal(t.n, 1);
        assert_int_equal(t.all[0].kind, STM_MATCH_REWRITE);
        assert_int_equal(t.all[0].a, 0);
        assert_int_equal(t.all[0].b, 1);
        assert_int_equal(t.all[0].a_span.begin, 11);
        assert_true(t.all[0].score > 0.25f && t.all[0].score <= 1);
    }
    told_release(&t);
}

TEST(wording_that_was_found_is_not_found_again)
{
    static const char *const copies[n_articles] = {
        "Curious shepherds worried that the rusty crane would damage the "
        "drowned quarry and its rare newts.",
        "Curious shepherds worried that the rusty crane would damage the "
        "drowned quarry and its rare newts.",
        "Bakers met to discuss the price of flour and market hours.",
    };
    told t;
    if (search(&t, copies)) {
        assert_int_equal(t.pile.n_matches, 1);
        assert_int_equal(t.n, 1);
    }
    told_release(&t);
}

TEST(a_story_of_one_article_has_no_rewrites)
{
    told t;
    if (search(&t, texts)) {
        t.story.n_articles = 1;
        if (need_ok(stm_rewrites_from_stories(&t.pile, t.pool, &t.arena, &t.all,
                                              &t.n, NULL)))
            assert_int_equal(t.n, t.pile.n_matches);
    }
    told_release(&t);
}
