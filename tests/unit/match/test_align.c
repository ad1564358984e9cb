#include "match/align.h"

#include "stm_test.h"
#include "text/text_cutter.h"

/* Two texts cut whole, and how their words map. */
typedef struct pair {
    stm_arena arena;
    stm_text_cutter *cutter;
    stm_slice text[2];
    stm_text cut[2];
    const stm_aligned *runs;
    uint32_t n;
} pair;

static bool align_texts(pair *p, const char *a, const char *b)
{
    *p = (pair){.text = {stm_slice_from_cstr(a), stm_slice_from_cstr(b)}};
    stm_arena_init(&p->arena, SIZE_MAX);
    if (!need_ok(stm_text_cutter_new(&p->cutter, NULL)))
        return false;
    for (uint32_t i = 0; i < 2; i++) {
        const stm_paragraph whole = {.span = {0, (uint32_t)p->text[i].len}};
        const stm_article article = {.text = p->text[i],
                                     .language = STM_LIT("en"),
                                     .paragraphs = &whole,
                                     .n_paragraphs = 1};
        if (!need_ok(stm_text_from_article(p->cutter, &article, &p->arena,
                                           &p->cut[i], NULL)))
            return false;
    }
    return need_ok(stm_aligned_from_spans(
        &p->cut[0], (stm_span){0, (uint32_t)p->text[0].len}, &p->cut[1],
        (stm_span){0, (uint32_t)p->text[1].len}, &p->arena, &p->runs, &p->n));
}

static void pair_release(pair *p)
{
    stm_text_cutter_free(p->cutter);
    stm_arena_release(&p->arena);
}

static void check_run(const pair *p, uint32_t i, const char *a, const char *b,
                      bool moved)
{
    assert_true(i < p->n);
    assert_text(stm_span_text(p->runs[i].a, p->text[0]), a);
    assert_text(stm_span_text(p->runs[i].b, p->text[1]), b);
    assert_int_equal(p->runs[i].moved, moved);
}

TEST(changed_words_part_runs)
{
    pair p;
    if (align_texts(&p, "Divers lifted the rusty anchor at noon today.",
                    "Divers raised the rusty anchor, at noon.")) {
        assert_int_equal(p.n, 2);
        check_run(&p, 0, "Divers", "Divers", false);
        check_run(&p, 1, "the rusty anchor at noon",
                  "the rusty anchor, at noon", false);
        assert_int_equal(p.runs[1].n_words, 5);
    }
    pair_release(&p);
}

TEST(a_sentence_that_changed_its_place_is_moved)
{
    pair p;
    if (align_texts(&p,
                    "Hounds barked loudly. Divers lifted the rusty anchor "
                    "from the quarry.",
                    "Divers lifted the rusty anchor from the quarry. Hounds "
                    "barked loudly.")) {
        assert_int_equal(p.n, 2);
        check_run(&p, 0, "Hounds barked loudly", "Hounds barked loudly", true);
        check_run(&p, 1, "Divers lifted the rusty anchor from the quarry",
                  "Divers lifted the rusty anchor from the quarry", false);
    }
    pair_release(&p);
}

TEST(a_word_is_in_one_run_at_most)
{
    pair p;
    if (align_texts(&p, "one two three four one two three four five",
                    "one two three four five one two three")) {
        for (uint32_t i = 0; i < p.n; i++)
            for (uint32_t k = i + 1; k < p.n; k++) {
                assert_int_equal(stm_span_overlap(p.runs[i].a, p.runs[k].a), 0);
                assert_int_equal(stm_span_overlap(p.runs[i].b, p.runs[k].b), 0);
            }
        assert_true(p.n >= 2);
    }
    pair_release(&p);
}

TEST(texts_without_common_words_map_nothing)
{
    static const struct {
        const char *label, *a, *b;
    } cases[] = {
        {"different", "alpha beta gamma", "delta epsilon"},
        {"empty", "", "delta epsilon"},
        {"both empty", "", ""},
    };
    EACH (c, cases) {
        pair p;
        if (align_texts(&p, c->a, c->b))
            assert_int_equal(p.n, 0);
        pair_release(&p);
    }
}
