/* The words that output uses for the enums of the model. */
#include "model/attribution.h"
#include "model/claim.h"
#include "model/lineage.h"

#include "stm_test.h"

typedef stm_slice words_fn(uint8_t value);

TEST(each_value_has_a_word_of_its_own)
{
    static const struct {
        const char *label;
        words_fn *word;
        uint8_t last;
    } cases[] = {
        {"speaker kinds", stm_speaker_kind_text, STM_SPEAKER_COLLECTIVE},
        {"speech", stm_speech_text, STM_SPEECH_MIXED},
        {"origins", stm_origin_kind_text, STM_ORIGIN_UNCLEAR},
        {"merges", stm_merge_kind_text, STM_MERGE_PERSON},
        {"differences", stm_difference_kind_text, STM_DIFFERENCE_QUOTE},
        {"evidence", stm_evidence_kind_text, STM_EVIDENCE_TIME},
        {"degrees", stm_degree_text, STM_DEGREE_PARTLY},
    };
    EACH (c, cases) {
        for (uint8_t i = 0; i <= c->last; i++) {
            const stm_slice word = c->word(i);
            assert_true(word.len > 0);
            for (uint8_t k = 0; k < i; k++)
                assert_false(stm_slice_eq(word, c->word(k)));
        }
        /* a value that cannot be still gives a word */
        assert_true(c->word(200).len > 0);
    }
}

TEST(words_of_the_output_contract)
{
    assert_text(stm_speech_text(STM_SPEECH_DIRECT), "direct");
    assert_text(stm_speaker_kind_text(STM_SPEAKER_GOVERNMENT), "government");
    assert_text(stm_origin_kind_text(STM_ORIGIN_STATEMENT), "statement");
    assert_text(stm_difference_kind_text(STM_DIFFERENCE_UPDATE), "update");
    assert_text(stm_degree_text(STM_DEGREE_WHOLLY), "wholly");
}
