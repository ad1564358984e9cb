#include "stm_test.h"

#include "extract/class_words.h"

#define BIT(use) (1u << STM_USE_##use)

TEST(names_tell_what_an_element_is_for)
{
    static const struct {
        const char *label;
        const char *names;
        uint32_t holds;
        uint32_t lacks;
    } cases[] = {
        {"words", "comment-list", BIT(COMMENT), BIT(AD)},
        {"camel case", "shareBar", BIT(SHARE), BIT(COMMENT)},
        {"a short word alone", "ad slot", BIT(AD), BIT(COMMENT)},
        {"not inside another", "headline", BIT(TITLE), BIT(AD)},
        {"upper case", "ARTICLE-BODY", BIT(BODY) | BIT(ARTICLE), BIT(NAV)},
        {"two uses", "related-newsletter", BIT(RELATED) | BIT(OFFER), 0},
        {"nothing known", "x1y2 _", 0, UINT32_MAX},
    };
    stm_class_words words;
    stm_class_words_init(&words);
    EACH (c, cases) {
        const uint32_t uses =
            stm_class_words_uses(&words, stm_slice_from_cstr(c->names));
        assert_int_equal(uses & c->holds, c->holds);
        assert_int_equal(uses & c->lacks, 0);
    }
}
