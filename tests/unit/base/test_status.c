#include "base/status.h"

#include <string.h>

#include "stm_test.h"

TEST(status_has_a_word_for_every_value)
{
    for (int s = STM_OK; s <= STM_ERR_CANCEL; s++) {
        const char *word = stm_status_text((stm_status)s);
        assert_non_null(word);
        assert_string_not_equal(word, "unknown status");
        for (int t = STM_OK; t < s; t++)
            assert_string_not_equal(word, stm_status_text((stm_status)t));
    }
    assert_string_equal(stm_status_text((stm_status)99), "unknown status");
}

TEST(fail_fills_the_error_and_returns_the_status)
{
    stm_error err = {0};
    assert_int_equal(stm_fail(&err, STM_ERR_FORMAT, 12, "line %d", 3),
                     STM_ERR_FORMAT);
    assert_int_equal(err.status, STM_ERR_FORMAT);
    assert_int_equal(err.pos, 12);
    assert_string_equal(err.text, "line 3");
    assert_int_equal(stm_fail(NULL, STM_ERR_IO, 0, "x"), STM_ERR_IO);
}

TEST(fail_cuts_long_texts_and_keeps_terminals_safe)
{
    char longest[1000];
    memset(longest, 'x', sizeof longest);
    longest[sizeof longest - 1] = '\0';
    stm_error err = {0};
    (void)stm_fail(&err, STM_ERR_IO, 0, "%s", longest);
    assert_int_equal(strlen(err.text), sizeof err.text - 1);
    (void)stm_fail(&err, STM_ERR_IO, 0, "a\x1B[2J\nb\x7F");
    assert_string_equal(err.text, "a?[2J?b?");
}

static stm_status twice(stm_status first, int *calls)
{
    STM_TRY(first);
    (*calls)++;
    return STM_OK;
}

TEST(try_returns_at_the_first_failure)
{
    int calls = 0;
    assert_int_equal(twice(STM_ERR_LIMIT, &calls), STM_ERR_LIMIT);
    assert_int_equal(calls, 0);
    assert_int_equal(twice(STM_OK, &calls), STM_OK);
    assert_int_equal(calls, 1);
}

TEST(version_is_the_headers)
{
    assert_string_equal(stm_version(), STM_VERSION);
}
