#include "extract/agency_form.h"
#include "extract/credit.h"
#include "stm_test.h"

#include "base/banned.h"

TEST(agency_form_is_told_from_names_of_other_things)
{
    static const struct {
        const char *held;
        bool expected;
    } cases[] = {
        {"Northern Wire", true},
        {"Marl Press Agency", true},
        {"Press Agency of Marl", true},
        {"Halvorsen Newswire", true},
        {"Agence Presse de Brume", true},
        {"Wire", false},
        {"Press Agency", false},
        {"Pellbury Press", false},
        {"Ean Valley News", false},
        {"northern wire", false},
        {"a live wire of a man", false},
        {"Northern Wire, Lindow", false},
        {"9 October", false},
        {"", false},
        {"The Very Long Northern And Southern Wire", false},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        if (stm_agency_has_form(stm_slice_from_cstr(cases[i].held)) !=
            cases[i].expected)
            fail_msg("case: %s", cases[i].held);
}

static stm_credit_place place_of(const char *text, const char *outlet,
                                 bool *is_found)
{
    const stm_date_hint hint = {0};
    stm_dateline line = {0};
    stm_arena arena;
    stm_arena_init(&arena, 1u << 20);
    const stm_slice words = stm_slice_from_cstr(text);
    const stm_span span = {0, (uint32_t)words.len};
    const stm_paragraph par = {.span = span, .kind = STM_PAR_BODY};
    const bool has_line = stm_dateline_read(words, span, &hint, &line);
    stm_article a = {.text = words,
                     .outlet = stm_slice_from_cstr(outlet),
                     .paragraphs = &par,
                     .n_paragraphs = 1};
    stm_credits_find(
        &a, &(stm_credit_clues){.dateline = has_line ? &line : NULL}, &arena);
    *is_found = a.n_credits > 0;
    const stm_credit_place place =
        *is_found ? a.credits[0].place : STM_CREDIT_MENTION;
    stm_arena_release(&arena);
    return place;
}

TEST(agency_unknown_to_the_table_is_credited_in_a_dateline)
{
    bool is_found;
    const char *text = "MARL (Northern Wire) — The bridge is open again.";
    const stm_credit_place place = place_of(text, "", &is_found);
    if (stm_test_faulting())
        return;
    assert_true(is_found);
    assert_int_equal(place, STM_CREDIT_DATELINE);
}

TEST(agency_that_is_the_outlet_itself_is_no_credit)
{
    bool is_found;
    const char *text = "MARL (Northern Wire) — The bridge is open again.";
    (void)place_of(text, "Northern Wire", &is_found);
    assert_false(is_found);
}
