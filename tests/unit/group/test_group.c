#include <stdio.h>
#include <string.h>
#include <time.h>

#include "stm_test.h"

#include "news.h"

static const news_facts barn = {"Velmora",     "Tannery Lane", "Ilsabet Korr",
                                "Dov Hanneke", "granary",      62};
static const news_facts mill = {"Ostrel",     "Quay Street", "Marten Vossel",
                                "Prue Adlam", "boathouse",   34};
static const news_facts hall = {"Karnsford",    "Bishop Row",   "Yelena Trask",
                                "Otto Brimble", "concert hall", 210};

static double seconds(void)
{
    return (double)clock() / CLOCKS_PER_SEC;
}

/* Ten times what a slow machine with sanitizers needs. */
static const double soon = 60;

TEST(six_reports_on_two_happenings_are_two_stories)
{
    for (int dated = 0; dated < 2; dated++) {
        news n;
        if (news_init(&n, 16)) {
            for (uint32_t i = 0; i < 3; i++) {
                news_report(&n, 0, &barn, 6, dated * 16000);
                news_report(&n, 1, &mill, 6, dated * 16000);
            }
            if (news_group(&n, 2)) {
                assert_int_equal(news_mixed(&n), 0);
                assert_int_equal(n.stories.n_stories, 2);
            }
        }
        news_release(&n);
    }
}

TEST(four_hundred_reports_on_one_happening_are_one_story)
{
    if (stm_test_faulting())
        return;
    news n;
    if (news_init(&n, 1000)) {
        for (uint32_t i = 0; i < 400; i++) {
            news_report(&n, 0, &barn, 7, 16000 + (int32_t)(i % 3));
            if (i % 8 == 0)
                news_report(&n, 1, &mill, 7, 16001);
            if (i % 8 == 4)
                news_report(&n, 2, &hall, 7, 16002);
        }
        if (news_group(&n, 2)) {
            assert_int_equal(news_mixed(&n), 0);
            for (uint32_t h = 0; h < 3; h++)
                assert_int_equal(news_stories_on(&n, h), 1);
        }
    }
    news_release(&n);
}

TEST(one_article_ten_thousand_times_is_one_story_soon)
{
    if (stm_test_faulting())
        return;
    news n;
    if (news_init(&n, 10000)) {
        news_report(&n, 0, &barn, 9, 16000);
        while (n.n < n.cap)
            news_add(&n, 0, n.articles[0].title, n.articles[0].text, 16000);
        const double begin = seconds();
        if (news_group(&n, 2)) {
            assert_int_equal(n.stories.n_stories, 1);
            assert_int_equal(n.stories.stories[0].n_articles, 10000);
        }
        assert_true(seconds() - begin < soon);
    }
    news_release(&n);
}

/* Articles of 20 own words under 400 words of one site's boilerplate. */
TEST(a_long_shared_boilerplate_ends_soon_and_joins_nobody)
{
    if (stm_test_faulting())
        return;
    news n;
    if (news_init(&n, 4000)) {
        stm_buf buf;
        stm_buf_init(&buf, 1u << 20);
        for (uint32_t i = 0; i < n.cap; i++) {
            stm_buf_clear(&buf);
            for (uint32_t k = 0; k < 20; k++) {
                stm_buf_add(&buf, STM_LIT("w"));
                stm_buf_u64(&buf, news_number(&n) % 50000);
                stm_buf_byte(&buf, ' ');
            }
            stm_buf_add(&buf, STM_LIT(". "));
            for (uint32_t k = 0; k < 400; k++) {
                stm_buf_add(&buf, STM_LIT("cookie"));
                stm_buf_u64(&buf, k * k);
                stm_buf_byte(&buf, ' ');
            }
            news_add(&n, i, (stm_slice){0},
                     stm_arena_copy(&n.arena, stm_buf_slice(&buf)), 0);
        }
        stm_buf_release(&buf);
        const double begin = seconds();
        if (news_group(&n, 2))
            for (uint32_t k = 0; k < n.stories.n_stories; k++)
                assert_true(n.stories.stories[k].n_articles <= 8);
        assert_true(seconds() - begin < soon);
    }
    news_release(&n);
}

/* Each report shares most with the next and nothing with those far off. */
TEST(a_drifting_chain_is_not_one_story)
{
    if (stm_test_faulting())
        return;
    news n;
    if (news_init(&n, 60)) {
        for (uint32_t i = 0; i < n.cap; i++) {
            stm_buf buf;
            stm_buf_init(&buf, 1u << 16);
            for (uint32_t k = 0; k < 40; k++) {
                stm_buf_add(&buf, STM_LIT("Word"));
                stm_buf_u64(&buf, i * 10 + k);
                stm_buf_add(&buf, STM_LIT(" moves. "));
            }
            news_add(&n, i / 8, (stm_slice){0},
                     stm_arena_copy(&n.arena, stm_buf_slice(&buf)),
                     16000 + (int32_t)i);
            stm_buf_release(&buf);
        }
        if (news_group(&n, 2))
            for (uint32_t k = 0; k < n.stories.n_stories; k++)
                assert_true(n.stories.stories[k].n_articles <= 8);
    }
    news_release(&n);
}

TEST(one_thread_and_two_give_the_same)
{
    news a;
    news b;
    const bool a_made = news_init(&a, 60);
    const bool b_made = news_init(&b, 60);
    if (a_made && b_made) {
        for (uint32_t i = 0; i < 20; i++) {
            const news_facts *all[3] = {&barn, &mill, &hall};
            for (uint32_t k = 0; k < 3; k++) {
                news_report(&a, k, all[k], 4, 16000);
                news_report(&b, k, all[k], 4, 16000);
            }
        }
        if (news_group(&a, 1) && news_group(&b, 2)) {
            assert_int_equal(a.stories.n_stories, b.stories.n_stories);
            for (uint32_t i = 0; i < a.n; i++)
                assert_int_equal(a.stories.story_of[i], b.stories.story_of[i]);
            for (uint32_t k = 0; k < a.stories.n_stories; k++)
                assert_memory_equal(&a.stories.stories[k].cohesion,
                                    &b.stories.stories[k].cohesion,
                                    sizeof(float));
        }
    }
    news_release(&a);
    news_release(&b);
}
