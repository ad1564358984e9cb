#include "claim/times.h"

#include "claim_story.h"
#include "stm_test.h"

TEST(days_are_resolved_against_the_day_of_the_article)
{
    /* the article is of Wednesday, 1 January 2031 */
    static const struct {
        const char *label, *text;
        int year, month, day; /* 0: no day */
    } cases[] = {
        {"weekday before", "The ferry sank on Monday near Nebin", 2030, 12, 30},
        {"the same weekday", "The ferry sank on Wednesday", 2031, 1, 1},
        {"yesterday", "The ferry sank yesterday", 2030, 12, 31},
        {"month and day", "It sank on December 20 near Nebin", 2030, 12, 20},
        {"day and month", "It sank on 20 December near Nebin", 2030, 12, 20},
        {"with a year", "It sank on May 7, 2015, near Nebin", 2015, 5, 7},
        {"no day of May", "It sank on May 44 near Nebin", 0, 0, 0},
        {"may, the verb", "It may sink 7 times", 0, 0, 0},
    };
    EACH (c, cases) {
        claim_story s;
        stm_claim_words words = {0};
        const stm_slice text = stm_slice_from_cstr(c->text);
        if (need_ok(claim_story_init(&s, &text, 1, 1)) &&
            need_ok(stm_claim_words_init(&words))) {
            stm_day_named days[STM_DAYS_MAX];
            const uint32_t n =
                stm_days_from_tokens(&words, &s.articles[0], &s.texts[0], 0,
                                     s.texts[0].n_tokens, days);
            assert_int_equal(n, c->year != 0);
            if (n == 1) {
                const stm_date d = stm_date_from_day_number(days[0].day);
                assert_int_equal(d.year, c->year);
                assert_int_equal(d.month, c->month);
                assert_int_equal(d.day, c->day);
            }
        }
        stm_claim_words_release(&words);
        claim_story_release(&s);
    }
}
