#include "model/article.h"

#include "stm_test.h"

TEST(agency_is_the_most_telling_credit)
{
    const stm_credit credits[] = {
        {.agency = STM_LIT("MENTIONED"), .place = STM_CREDIT_MENTION},
        {.agency = STM_LIT("COPYRIGHT"), .place = STM_CREDIT_COPYRIGHT},
        {.agency = STM_LIT("LINE"), .place = STM_CREDIT_LINE},
        {.agency = STM_LIT("OTHER LINE"), .place = STM_CREDIT_LINE},
        {.agency = STM_LIT("PHOTO"), .place = STM_CREDIT_PHOTO},
        {.agency = STM_LIT("DATELINE"), .place = STM_CREDIT_DATELINE},
    };
    stm_article article = {.credits = credits, .n_credits = 6};
    assert_text(stm_article_agency(&article), "DATELINE");
    article.n_credits = 5;
    assert_text(stm_article_agency(&article), "LINE");
    article.n_credits = 2;
    assert_text(stm_article_agency(&article), "COPYRIGHT");
    article.n_credits = 1;
    assert_text(stm_article_agency(&article), "");
    article.n_credits = 0;
    assert_text(stm_article_agency(&article), "");
}

TEST(other_paragraphs_are_never_read)
{
    for (int kind = STM_PAR_BODY; kind < STM_PAR_OTHER; kind++)
        assert_true(stm_par_is_read((stm_par_kind)kind));
    assert_false(stm_par_is_read(STM_PAR_OTHER));
}
