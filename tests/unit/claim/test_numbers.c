#include "claim/numbers.h"

#include "claim_story.h"
#include "stm_test.h"

typedef struct reading {
    claim_story story;
    stm_claim_words words;
    stm_number numbers[STM_NUMBERS_MAX];
    uint32_t n;
} reading;

static bool read_text(reading *r, const char *text)
{
    *r = (reading){0};
    const stm_slice s = stm_slice_from_cstr(text);
    if (!need_ok(claim_story_init(&r->story, &s, 1, 1)) ||
        !need_ok(stm_claim_words_init(&r->words)))
        return false;
    r->n = stm_numbers_from_tokens(&r->words, s, &r->story.texts[0], 0,
                                   r->story.texts[0].n_tokens, r->numbers);
    return true;
}

static void reading_release(reading *r)
{
    stm_claim_words_release(&r->words);
    claim_story_release(&r->story);
}

TEST(numbers_are_read_in_figures_and_words)
{
    static const struct {
        const char *label, *text;
        double low, high;
        stm_number_kind kind;
        stm_bound bound;
    } cases[] = {
        {"figures", "The flood took 17 barges away", 17, 17, STM_NUMBER_COUNT,
         STM_BOUND_EXACT},
        {"thousands", "The flood took 1,200 barges away", 1200, 1200,
         STM_NUMBER_COUNT, STM_BOUND_EXACT},
        {"words", "The flood took twenty-three barges away", 23, 23,
         STM_NUMBER_COUNT, STM_BOUND_EXACT},
        {"multiplied", "The mill sold 4.5 million sacks", 4.5e6, 4.5e6,
         STM_NUMBER_COUNT, STM_BOUND_EXACT},
        {"at least", "At least six barges sank", 6, 6, STM_NUMBER_COUNT,
         STM_BOUND_LEAST},
        {"more than", "It was more than 40 barges", 40, 40, STM_NUMBER_COUNT,
         STM_BOUND_LEAST},
        {"up to", "It took up to 40 barges", 40, 40, STM_NUMBER_COUNT,
         STM_BOUND_MOST},
        {"nearly", "It took nearly 70 barges", 70, 70, STM_NUMBER_COUNT,
         STM_BOUND_ABOUT},
        {"dozens", "It took dozens of barges", 36, 36, STM_NUMBER_COUNT,
         STM_BOUND_VAGUE},
        {"range", "It took 15 to 18 barges", 15, 18, STM_NUMBER_COUNT,
         STM_BOUND_EXACT},
        {"weeks are days", "The siege lasted six weeks", 42, 42,
         STM_NUMBER_MEASURE, STM_BOUND_EXACT},
        {"per cent", "Some 12 percent of it", 12, 12, STM_NUMBER_MEASURE,
         STM_BOUND_ABOUT},
        {"money", "It cost $5,000 in all", 5000, 5000, STM_NUMBER_MEASURE,
         STM_BOUND_EXACT},
        {"age", "The miller, Ulla Torv, 48, of Nebin, fled", 48, 48,
         STM_NUMBER_AGE, STM_BOUND_EXACT},
        {"year-old", "A 19-year-old miller fled", 19, 19, STM_NUMBER_AGE,
         STM_BOUND_EXACT},
        {"year", "It began in 2029 there", 2029, 2029, STM_NUMBER_YEAR,
         STM_BOUND_EXACT},
        {"day of a month", "It began on May 7 there", 7, 7, STM_NUMBER_ORDINAL,
         STM_BOUND_EXACT},
    };
    EACH (c, cases) {
        reading r;
        if (read_text(&r, c->text)) {
            assert_int_equal(r.n, 1);
            assert_true(r.numbers[0].low == c->low);
            assert_true(r.numbers[0].high == c->high);
            assert_int_equal(r.numbers[0].kind, c->kind);
            assert_int_equal(r.numbers[0].bound, c->bound);
        }
        reading_release(&r);
    }
}

TEST(numbers_agree_where_one_rounds_the_other)
{
    static const struct {
        const char *label, *a, *b;
        bool agree;
    } cases[] = {
        {"44 days, six weeks", "It took 44 days", "It took six weeks", true},
        {"at least 68, nearly 70", "At least 68 barges", "Nearly 70 barges",
         true},
        {"two, six", "Two barges sank", "Six barges sank", false},
        {"98, 109", "It took 98 barges", "It took 109 barges", false},
        {"dozens, 75", "Dozens of barges", "It was 75 barges", true},
        {"dozens, 900", "Dozens of barges", "It was 900 barges", false},
        {"range holds it", "About five or six barges", "Six barges", true},
    };
    EACH (c, cases) {
        reading a;
        reading b;
        const bool ok = read_text(&a, c->a);
        if (read_text(&b, c->b) && ok) {
            assert_int_equal(a.n, 1);
            assert_int_equal(b.n, 1);
            assert_int_equal(stm_numbers_agree(&a.numbers[0], &b.numbers[0]),
                             c->agree);
            assert_int_equal(stm_numbers_agree(&b.numbers[0], &a.numbers[0]),
                             c->agree);
        }
        reading_release(&a);
        reading_release(&b);
    }
}
