#include "match/match.h"

#include <stdio.h>
#include "stm_test.h"

enum { max_articles = 8 };

/* A pile of given texts, each one paragraph, and what they share. */
typedef struct matched {
    stm_arena arena;
    stm_article articles[max_articles];
    stm_paragraph paragraphs[max_articles];
    stm_pile pile;
    stm_pool *pool;
    const stm_match *matches;
    uint32_t n;
} matched;

static bool match_texts(matched *m, const char *const *texts, uint32_t n,
                        const char *language, uint32_t threads)
{
    *m = (matched){0};
    stm_arena_init(&m->arena, SIZE_MAX);
    for (uint32_t i = 0; i < n; i++) {
        m->articles[i].text = stm_slice_from_cstr(texts[i]);
        m->articles[i].language = stm_slice_from_cstr(language);
        m->paragraphs[i].span.end = (uint32_t)m->articles[i].text.len;
        m->articles[i].paragraphs = &m->paragraphs[i];
        m->articles[i].n_paragraphs = 1;
    }
    m->pile.articles = m->articles;
    m->pile.n_articles = n;
    return need_ok(stm_pool_new(threads, &m->pool)) &&
           need_ok(stm_matches_from_articles(&m->pile, m->pool,
                                             &STM_MATCH_OPTS_DEFAULT, &m->arena,
                                             &m->matches, &m->n, NULL));
}

static void matched_release(matched *m)
{
    stm_pool_free(m->pool);
    stm_arena_release(&m->arena);
}

static stm_slice a_text(const matched *m, uint32_t i)
{
    return stm_span_text(m->matches[i].a_span,
                         m->articles[m->matches[i].a].text);
}

static stm_slice b_text(const matched *m, uint32_t i)
{
    return stm_span_text(m->matches[i].b_span,
                         m->articles[m->matches[i].b].text);
}

TEST(a_copied_sentence_is_found_with_its_spans)
{
    static const char *const texts[] = {
        "Quiet day. Divers lifted the rusty anchor from the drowned quarry "
        "beside Oakmere before sunset. More soon.",
        "In other news, divers lifted the rusty anchor from the drowned "
        "quarry beside Oakmere before sunset, we hear.",
        "Bakers of Elmford met to discuss the price of flour and the hours "
        "of the market.",
    };
    matched m;
    if (match_texts(&m, texts, 3, "en", 1)) {
        assert_int_equal(m.n, 1);
        assert_int_equal(m.matches[0].a, 0);
        assert_int_equal(m.matches[0].b, 1);
        assert_int_equal(m.matches[0].kind, STM_MATCH_REPRINT);
        assert_text(a_text(&m, 0),
                    "Divers lifted the rusty anchor from the drowned quarry "
                    "beside Oakmere before sunset");
        assert_text(b_text(&m, 0),
                    "divers lifted the rusty anchor from the drowned quarry "
                    "beside Oakmere before sunset");
        assert_true(m.matches[0].rarity > 20);
    }
    matched_release(&m);
}

TEST(gaps_and_changed_words_stay_in_one_passage)
{
    static const char *const texts[] = {
        "Divers lifted the rusty anchor from the drowned quarry while curious "
        "shepherds whistled and dogs barked loudly at the crane.",
        "Divers hoisted the rusty iron anchor from the drowned quarry while "
        "curious shepherds whistled and hounds barked loudly at the crane.",
    };
    matched m;
    if (match_texts(&m, texts, 2, "en", 1)) {
        assert_int_equal(m.n, 1);
        assert_true(m.matches[0].a_span.begin <= 7);
        assert_int_equal(m.matches[0].a_span.end, m.articles[0].text.len - 1);
        assert_true(m.matches[0].score > 0.7f && m.matches[0].score < 1);
    }
    matched_release(&m);
}

TEST(moved_sentences_are_two_passages)
{
    static const char *const texts[] = {
        "Divers lifted the rusty anchor from the drowned quarry. Curious "
        "shepherds whistled while spotted hounds barked at the crane.",
        "Curious shepherds whistled while spotted hounds barked at the crane. "
        "Divers lifted the rusty anchor from the drowned quarry.",
    };
    matched m;
    if (match_texts(&m, texts, 2, "en", 1)) {
        assert_int_equal(m.n, 2);
        assert_true(m.matches[0].b_span.begin > m.matches[1].b_span.end);
    }
    matched_release(&m);
}

TEST(names_and_function_words_alone_are_no_passage)
{
    static const char *const texts[] = {
        "The Ministry of the Interior of the Republic of Elmland closed it.",
        "He wrote to the Ministry of the Interior of the Republic of Elmland.",
    };
    matched m;
    if (match_texts(&m, texts, 2, "en", 1))
        assert_int_equal(m.n, 0);
    matched_release(&m);
}

TEST(spans_lie_on_code_points_in_any_script)
{
    static const struct {
        const char *label, *language, *shared;
    } cases[] = {
        {"arabic", "ar",
         "رفع الغواصون المرساة الصدئة من المحجر الغارق قرب القرية قبل الغروب"},
        {"chinese", "zh",
         "潜水员在日落之前从村庄附近被淹没的采石场里打捞起一只生锈的铁锚"},
        {"emoji", "en",
         "divers 👩‍👩‍👧 lifted rusty 👍🏽 anchor quarry "
         "drowned shepherd hounds"},
        {"combining", "en",
         "cafe\xCC\x81 divers lifted rusty anco\xCC\x81r quarry drowned "
         "shepherd"},
    };
    EACH (c, cases) {
        char first[600];
        char second[600];
        snprintf(first, sizeof first, "Ünï 😀. %s. Ende", c->shared);
        snprintf(second, sizeof second, "%s", c->shared);
        const char *const texts[] = {first, second};
        matched m;
        if (match_texts(&m, texts, 2, c->language, 1)) {
            assert_int_equal(m.n, 1);
            assert_text(a_text(&m, 0), c->shared);
            assert_text(b_text(&m, 0), c->shared);
        }
        matched_release(&m);
    }
}

TEST(articles_not_ok_are_passed_over)
{
    const char *text = "Divers lifted the rusty anchor from the drowned quarry "
                       "beside Oakmere before sunset.";
    const char *const texts[] = {text, text};
    matched m = {0};
    if (match_texts(&m, texts, 2, "en", 1)) {
        assert_int_equal(m.n, 1);
        m.articles[1].status = STM_RECORD_DUPLICATE;
        if (need_ok(stm_matches_from_articles(&m.pile, m.pool,
                                              &STM_MATCH_OPTS_DEFAULT, &m.arena,
                                              &m.matches, &m.n, NULL)))
            assert_int_equal(m.n, 0);
    }
    matched_release(&m);
}

TEST(an_empty_pile_shares_nothing)
{
    matched m;
    if (match_texts(&m, NULL, 0, "en", 2))
        assert_int_equal(m.n, 0);
    matched_release(&m);
}

TEST(a_ceiling_on_memory_that_is_too_low_is_told)
{
    const char *const texts[] = {"Divers lifted the anchor.", "They did."};
    matched m;
    if (match_texts(&m, texts, 2, "en", 1)) {
        stm_match_opts opts = STM_MATCH_OPTS_DEFAULT;
        opts.memory_bytes = 1000;
        assert_int_equal(stm_matches_from_articles(&m.pile, m.pool, &opts,
                                                   &m.arena, &m.matches, &m.n,
                                                   NULL),
                         STM_ERR_NOMEM);
    }
    matched_release(&m);
}
