#include "serve/routes.h"

#include "stm_test.h"

TEST(a_form_field_is_found_and_decoded)
{
    stm_buf out;
    stm_buf_init(&out, 1000);
    if (need(stm_form_field(STM_LIT("a=1&q=two+words%21%C3%A9&z="),
                            STM_LIT("q"), &out)) &&
        need(out.status == STM_OK))
        assert_text(stm_buf_slice(&out), "two words!\xC3\xA9");
    stm_buf_release(&out);
}

TEST(a_missing_or_badly_coded_field_is_none)
{
    stm_buf out;
    stm_buf_init(&out, 1000);
    assert_false(stm_form_field(STM_LIT("a=1"), STM_LIT("q"), &out));
    assert_false(stm_form_field(STM_LIT("q"), STM_LIT("q"), &out));
    assert_false(stm_form_field(STM_LIT("q=%4"), STM_LIT("q"), &out));
    assert_false(stm_form_field(STM_LIT("q=%zz"), STM_LIT("q"), &out));
    assert_false(stm_form_field(STM_LIT(""), STM_LIT("q"), &out));
    assert_false(stm_form_field(STM_LIT("&&&"), STM_LIT("q"), &out));
    stm_buf_release(&out);
}

TEST(only_this_machine_on_this_port_is_ours)
{
    assert_true(stm_host_is_ours(STM_LIT("127.0.0.1:8123"), 8123));
    assert_true(stm_host_is_ours(STM_LIT("LOCALHOST:8123"), 8123));
    assert_true(stm_host_is_ours(STM_LIT("localhost"), 80));
    assert_false(stm_host_is_ours(STM_LIT("127.0.0.1:8124"), 8123));
    assert_false(stm_host_is_ours(STM_LIT("127.0.0.1"), 8123));
    assert_false(
        stm_host_is_ours(STM_LIT("127.0.0.1.evil.example:8123"), 8123));
    assert_false(stm_host_is_ours(STM_LIT("localhost:8123:8123"), 8123));
    assert_false(stm_host_is_ours(STM_LIT("localhost:"), 8123));
    assert_false(stm_host_is_ours(STM_LIT(""), 8123));
}

TEST(another_sites_origin_is_not_ours_and_none_is)
{
    assert_true(stm_origin_is_ours(STM_LIT(""), 8123));
    assert_true(stm_origin_is_ours(STM_LIT("http://127.0.0.1:8123"), 8123));
    assert_false(stm_origin_is_ours(STM_LIT("https://127.0.0.1:8123"), 8123));
    assert_false(stm_origin_is_ours(STM_LIT("http://evil.example"), 8123));
    assert_false(stm_origin_is_ours(STM_LIT("null"), 8123));
}
