#include "trace/told.h"

#include "stm_test.h"

/* Whether the text tells that somebody spoke to its agency, "NW". */
static bool tells(const char *text)
{
    const stm_slice s = stm_slice_from_cstr(text);
    const size_t at = stm_slice_find(s, STM_LIT("NW"), 0);
    const stm_credit credit = {
        .agency = STM_LIT("NW"),
        .at = {(uint32_t)at, (uint32_t)at + 2u},
        .place = STM_CREDIT_MENTION,
    };
    const stm_article a = {.text = s, .credits = &credit, .n_credits = 1};
    return stm_article_told(&a) == &credit;
}

TEST(who_spoke_to_an_agency_is_told_from_a_citation)
{
    static const struct {
        const char *text;
        bool expected;
    } cases[] = {
        {"\"We heard it,\" she told NW by telephone.", true},
        {"Mr Oakes tells the NW that he left.", true},
        {"in an interview with NW on Monday", true},
        {"a-t-il déclaré à l'NW lundi", true},
        {"sagte der NW am Montag", true},
        {"Smoke stood over the yard, an NW reporter said.", true},
        {"The yard is closed, NW reported on Monday.", false},
        {"NW, citing officials, says eleven are hurt.", false},
        {"He was untold NW", false},
        {"NW", false},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        if (stm_test_label(cases[i].text))
            assert_int_equal(tells(cases[i].text), cases[i].expected);
}

TEST(a_credit_line_is_not_asked_whether_somebody_was_told)
{
    const stm_credit credit = {
        .agency = STM_LIT("NW"), .at = {5, 7}, .place = STM_CREDIT_DATELINE};
    const stm_article a = {
        .text = STM_LIT("told NW"), .credits = &credit, .n_credits = 1};
    assert_null(stm_article_told(&a));
}
