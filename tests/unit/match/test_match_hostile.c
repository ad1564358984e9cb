#include <stdio.h>
#include <time.h>

#include "base/size.h"
#include "base/buf.h"
#include "match/match.h"
#include "stm_test.h"

/* Piles made to repeat: each must end soon, with few passages. */
typedef struct pile_of {
    stm_arena arena;
    stm_buf text; /* all texts one after the other */
    stm_article *articles;
    stm_paragraph *paragraphs;
    uint32_t n;
    stm_pool *pool;
    const stm_match *matches;
    uint32_t n_matches;
    stm_match_effect effect;
} pile_of;

static bool pile_init(pile_of *p, uint32_t n)
{
    *p = (pile_of){.n = n};
    stm_arena_init(&p->arena, SIZE_MAX);
    stm_buf_init(&p->text, 1u << 30);
    p->articles = stm_arena_alloc(&p->arena, n, sizeof *p->articles);
    p->paragraphs = stm_arena_alloc(&p->arena, n, sizeof *p->paragraphs);
    return need(p->articles != NULL && p->paragraphs != NULL);
}

/* The text of article `i` begins, or ends, where p->text now ends. */
static void begin_text(pile_of *p, uint32_t i)
{
    p->paragraphs[i].span.begin = stm_u32(p->text.len);
}

static void end_text(pile_of *p, uint32_t i)
{
    p->paragraphs[i].span.end = stm_u32(p->text.len);
}

static bool pile_match(pile_of *p, uint32_t threads)
{
    for (uint32_t i = 0; i < p->n; i++) {
        const stm_span whole = p->paragraphs[i].span;
        p->paragraphs[i].span = (stm_span){0, whole.end - whole.begin};
        p->articles[i].text = stm_span_text(whole, stm_buf_slice(&p->text));
        p->articles[i].language = STM_LIT("en");
        p->articles[i].paragraphs = &p->paragraphs[i];
        p->articles[i].n_paragraphs = 1;
    }
    const stm_pile pile = {.articles = p->articles, .n_articles = p->n};
    stm_match_opts opts = STM_MATCH_OPTS_DEFAULT;
    opts.effect = &p->effect;
    return need(p->text.status == STM_OK) &&
           need_ok(stm_pool_new(threads, &p->pool)) &&
           need_ok(stm_matches_from_articles(&pile, p->pool, &opts, &p->arena,
                                             &p->matches, &p->n_matches, NULL));
}

static void pile_release(pile_of *p)
{
    stm_pool_free(p->pool);
    stm_buf_release(&p->text);
    stm_arena_release(&p->arena);
}

/* Numbers that look random, the same every time. */
static uint32_t next_number(uint32_t *state)
{
    *state = *state * 1664525u + 1013904223u;
    return *state >> 8;
}

static void add_words(pile_of *p, uint32_t n, uint32_t *state)
{
    for (uint32_t i = 0; i < n; i++) {
        char word[32];
        const int len = snprintf(word, sizeof word, "w%cx%u ",
                                 'a' + (int)(next_number(state) % 26),
                                 next_number(state) % 50000);
        stm_buf_add(&p->text, stm_slice_of(word, (size_t)len));
    }
}

static double seconds(void)
{
    return (double)clock() / CLOCKS_PER_SEC;
}

/* Ten times what a slow machine with sanitizers needs. */
static const double soon = 60;

TEST(one_word_over_and_over_ends_soon)
{
    if (stm_test_faulting())
        return;
    pile_of p;
    if (pile_init(&p, 2)) {
        for (uint32_t i = 0; i < 2; i++) {
            begin_text(&p, i);
            for (uint32_t k = 0; k < 1000000; k++)
                stm_buf_add(&p.text, STM_LIT("anchor "));
            end_text(&p, i);
        }
        const double begin = seconds();
        if (pile_match(&p, 1))
            assert_true(p.n_matches <= 256);
        assert_true(seconds() - begin < soon);
    }
    pile_release(&p);
}

TEST(one_article_very_often_gives_a_chain_not_a_square)
{
    if (stm_test_faulting())
        return;
    pile_of p;
    enum { n = 10000 };
    if (pile_init(&p, n)) {
        uint32_t state;
        for (uint32_t i = 0; i < n; i++) {
            state = 7;
            begin_text(&p, i);
            add_words(&p, 60, &state);
            end_text(&p, i);
        }
        const double begin = seconds();
        if (pile_match(&p, 1)) {
            assert_true(p.n_matches >= n - 1 && p.n_matches <= 2 * n);
            assert_true(p.effect.pairs_skipped > 0);
        }
        assert_true(seconds() - begin < soon);
    }
    pile_release(&p);
}

static uint32_t matches_with_footer(uint32_t n)
{
    pile_of p;
    uint32_t found = 0;
    if (pile_init(&p, n)) {
        uint32_t state = 11;
        for (uint32_t i = 0; i < n; i++) {
            begin_text(&p, i);
            add_words(&p, 150, &state);
            uint32_t same = 3;
            add_words(&p, 40, &same);
            end_text(&p, i);
        }
        if (pile_match(&p, 1))
            found = p.n_matches;
    }
    pile_release(&p);
    return found;
}

TEST(a_footer_that_all_articles_have_is_no_passage)
{
    if (stm_test_faulting())
        return;
    assert_int_equal(matches_with_footer(30), 0);
    assert_int_equal(matches_with_footer(2000), 0);
    /* two articles alone cannot show that it is one */
    assert_int_equal(matches_with_footer(2), 1);
}

TEST(any_number_of_threads_finds_the_same)
{
    if (stm_test_faulting())
        return;
    pile_of p[2];
    for (uint32_t t = 0; t < 2; t++) {
        assert_true(pile_init(&p[t], 200));
        uint32_t state = 5;
        for (uint32_t i = 0; i < 200; i++) {
            begin_text(&p[t], i);
            add_words(&p[t], 50, &state);
            uint32_t shared = i / 3;
            add_words(&p[t], 30, &shared);
            end_text(&p[t], i);
        }
        assert_true(pile_match(&p[t], t + 1));
    }
    assert_true(p[0].n_matches >= 190);
    assert_int_equal(p[0].n_matches, p[1].n_matches);
    for (uint32_t i = 0; i < p[0].n_matches; i++) {
        const stm_match *x = &p[0].matches[i];
        const stm_match *y = &p[1].matches[i];
        assert_true(x->a == y->a && x->b == y->b &&
                    x->a_span.begin == y->a_span.begin &&
                    x->a_span.end == y->a_span.end &&
                    x->b_span.begin == y->b_span.begin &&
                    x->b_span.end == y->b_span.end && x->n_words == y->n_words);
    }
    for (uint32_t t = 0; t < 2; t++)
        pile_release(&p[t]);
}
