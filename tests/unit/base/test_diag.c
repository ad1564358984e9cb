#include "base/diag.h"

#include "stm_test.h"

TEST(diag_keeps_order_path_and_place)
{
    stm_arena arena;
    stm_arena_init(&arena, SIZE_MAX);
    stm_diags diags;
    stm_diags_init(&diags, &arena, 10);
    stm_diags_add(&diags, STM_SEVERITY_WARNING, STM_LIT("a.jsonl"), 120, 7,
                  "broken line, %d bytes", 31);
    stm_diags_add(&diags, STM_SEVERITY_ERROR, STM_LIT("b"), STM_NO_OFFSET, 0,
                  "%s", "gone");
    assert_int_equal(diags.len + diags.dropped, 2);
    if (need(diags.len == 2)) {
        assert_int_equal(diags.items[0].severity, STM_SEVERITY_WARNING);
        assert_text(diags.items[0].path, "a.jsonl");
        assert_text(diags.items[0].text, "broken line, 31 bytes");
        assert_int_equal(diags.items[0].offset, 120);
        assert_int_equal(diags.items[0].line, 7);
        assert_text(diags.items[1].text, "gone");
    }
    stm_diags_release(&diags);
    stm_arena_release(&arena);
}

TEST(diag_lets_no_control_character_through)
{
    static const struct {
        const char *label;
        const char *input;
        const char *expected;
    } cases[] = {
        {"escape", "\x1B[2J", "\\x1b[2J"},
        {"line end", "a\nb", "a\\x0ab"},
        {"broken byte", "a\xFF", "a\\xff"},
        {"C1 control", "\xC2\x9B", "\\xc2\\x9b"},
        {"right-to-left override", "\xE2\x80\xAEx", "\\xe2\\x80\\xaex"},
        {"replacement character", "\xEF\xBF\xBD", "\\xef\\xbf\\xbd"},
        {"letters stay", "m\xC3\xBChle", "m\xC3\xBChle"},
    };
    EACH (c, cases) {
        stm_arena arena;
        stm_arena_init(&arena, SIZE_MAX);
        stm_diags diags;
        stm_diags_init(&diags, &arena, 10);
        stm_diags_add(&diags, STM_SEVERITY_NOTE, stm_slice_from_cstr(c->input),
                      0, 0, "%s", c->input);
        if (need(diags.len == 1)) {
            assert_text(diags.items[0].path, c->expected);
            assert_text(diags.items[0].text, c->expected);
        }
        stm_diags_release(&diags);
        stm_arena_release(&arena);
    }
}

TEST(diag_counts_what_is_too_many)
{
    stm_arena arena;
    stm_arena_init(&arena, SIZE_MAX);
    stm_diags diags;
    stm_diags_init(&diags, &arena, 3);
    for (int i = 0; i < 5; i++)
        stm_diags_add(&diags, STM_SEVERITY_NOTE, STM_LIT("x"), 0, 0, "%d", i);
    assert_int_equal(diags.len + diags.dropped, 5);
    if (!stm_test_faulting())
        assert_int_equal(diags.len, 3);
    stm_diags_release(&diags);
    stm_arena_release(&arena);
}

TEST(diag_cuts_what_is_too_long)
{
    char longest[4000];
    for (size_t i = 0; i < sizeof longest; i++)
        longest[i] = 'x';
    longest[sizeof longest - 1] = '\0';
    stm_arena arena;
    stm_arena_init(&arena, SIZE_MAX);
    stm_diags diags;
    stm_diags_init(&diags, &arena, 3);
    stm_diags_add(&diags, STM_SEVERITY_NOTE, STM_LIT("x"), 0, 0, "%s", longest);
    if (need(diags.len == 1))
        assert_int_equal(diags.items[0].text.len, 1023);
    stm_diags_release(&diags);
    stm_arena_release(&arena);
}
