#include "quote/naming_words.h"

#include "model/attribution.h"
#include "stm_test.h"

static const stm_naming_word *word(const stm_naming_words *self,
                                   const char *lower)
{
    return stm_naming_word_of(self, stm_hash(stm_slice_from_cstr(lower)));
}

TEST(a_persons_words_stand_beside_the_programs)
{
    stm_naming_words words;
    uint32_t bad_line = 0;
    if (need_ok(stm_naming_words_init(&words)) &&
        need_ok(stm_naming_words_add(&words,
                                     STM_LIT("# mine\n"
                                             "head | | Reeve portreeve=reeve\n"
                                             "\n"
                                             "body | hospital | hospice\n"
                                             "people | | lodgers\n"
                                             "country | AZ | Old Quarrix"),
                                     &bad_line))) {
        assert_int_equal(bad_line, 0);
        if (need(word(&words, "reeve") != NULL) &&
            need(word(&words, "portreeve") != NULL)) {
            assert_true((word(&words, "reeve")->flags & STM_NAMING_HEAD) != 0);
            assert_true(word(&words, "portreeve")->as ==
                        word(&words, "reeve")->as);
        }
        if (need(word(&words, "hospice") != NULL))
            assert_int_equal(word(&words, "hospice")->kind,
                             STM_SPEAKER_HOSPITAL);
        if (need(word(&words, "lodgers") != NULL))
            assert_int_equal(word(&words, "lodgers")->kind,
                             STM_SPEAKER_UNNAMED);
        const uint64_t hashes[] = {stm_hash(STM_LIT("old")),
                                   stm_hash(STM_LIT("quarrix"))};
        stm_country_word c;
        if (need(stm_naming_country(&words, hashes, 2, &c)))
            assert_text(stm_country_code(c.country), "AZ");
        assert_true((word(&words, "mayor")->flags & STM_NAMING_HEAD) != 0);
    }
    stm_naming_words_release(&words);
}

TEST(a_line_that_cannot_be_read_is_told_and_passed_over)
{
    static const struct {
        const char *text;
        uint32_t bad;
    } cases[] = {
        {"", 0},
        {"head | | reeve\nking reeve\nhead | | warden", 2},
        {"nonsense | | x", 1},
        {"body | nonsense | x", 1},
        {"country | Q | x", 1},
        {"body | company |", 1},
        {"|||", 1},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        stm_naming_words words;
        uint32_t bad_line = 99;
        if (need_ok(stm_naming_words_init(&words)) &&
            need_ok(stm_naming_words_add(
                &words, stm_slice_from_cstr(cases[i].text), &bad_line)))
            assert_int_equal(bad_line, cases[i].bad);
        stm_naming_words_release(&words);
    }
}
