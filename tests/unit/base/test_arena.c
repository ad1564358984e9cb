#include "base/arena.h"

#include <stdalign.h>

#include "stm_test.h"

TEST(arena_gives_zeroed_aligned_memory)
{
    stm_arena arena;
    stm_arena_init(&arena, SIZE_MAX);
    for (size_t size = 1; size < 200000; size = size * 3 + 1) {
        uint8_t *at = stm_arena_alloc(&arena, size, 1);
        if (!need(at != NULL))
            break;
        assert_int_equal((uintptr_t)at % alignof(max_align_t), 0);
        assert_int_equal(at[0], 0);
        assert_int_equal(at[size - 1], 0);
        at[0] = at[size - 1] = 0xFF;
        assert_true(stm_arena_check(&arena));
    }
    stm_arena_release(&arena);
}

TEST(arena_over_limit_fails_and_stays_failed)
{
    stm_arena arena;
    stm_arena_init(&arena, 100000);
    (void)need(stm_arena_alloc(&arena, 50000, 1) != NULL);
    assert_null(stm_arena_alloc(&arena, 60000, 1));
    assert_true(arena.failed);
    assert_null(stm_arena_alloc(&arena, 1, 1));
    assert_true(stm_arena_check(&arena));
    stm_arena_clear(&arena);
    assert_false(arena.failed);
    (void)need(stm_arena_alloc(&arena, 1, 1) != NULL);
    stm_arena_release(&arena);
}

TEST(arena_with_a_limit_below_its_header_gives_nothing)
{
    stm_arena arena;
    stm_arena_init(&arena, 1);
    assert_null(stm_arena_alloc(&arena, 1, 1));
    assert_true(arena.failed);
    stm_arena_release(&arena);
}

TEST(arena_refuses_sizes_that_overflow)
{
    stm_arena arena;
    stm_arena_init(&arena, SIZE_MAX);
    assert_null(stm_arena_alloc(&arena, SIZE_MAX / 2, 3));
    stm_arena_clear(&arena);
    assert_null(stm_arena_alloc(&arena, SIZE_MAX - 3, 1));
    stm_arena_clear(&arena);
    assert_null(stm_arena_alloc(&arena, SIZE_MAX - 64, 1));
    assert_true(arena.failed);
    stm_arena_release(&arena);
}

TEST(arena_copies_lower_and_join)
{
    stm_arena arena;
    stm_arena_init(&arena, SIZE_MAX);
    const stm_slice copy = stm_arena_copy(&arena, STM_LIT("Elverhaven"));
    const stm_slice lower = stm_arena_lower(&arena, STM_LIT("\xC3\x84 Mill"));
    const stm_slice join =
        stm_arena_join(&arena, STM_LIT("Old "), STM_LIT("Bridge"));
    if (need(!arena.failed)) {
        assert_text(copy, "Elverhaven");
        assert_text(lower, "\xC3\x84 mill");
        assert_text(join, "Old Bridge");
        assert_int_equal(stm_arena_copy(&arena, (stm_slice){NULL, 0}).len, 0);
    }
    stm_arena_release(&arena);
}

TEST(arena_join_of_too_much_fails)
{
    stm_arena arena;
    stm_arena_init(&arena, SIZE_MAX);
    const stm_slice huge = {(const uint8_t *)"", SIZE_MAX};
    assert_null(stm_arena_join(&arena, huge, STM_LIT("x")).ptr);
    assert_true(arena.failed);
    stm_arena_release(&arena);
}

TEST(arena_clear_keeps_one_chunk)
{
    stm_arena arena;
    stm_arena_init(&arena, SIZE_MAX);
    for (int i = 0; i < 10; i++)
        (void)need(stm_arena_alloc(&arena, 50000, 1) != NULL);
    const size_t held = arena.held_bytes;
    stm_arena_clear(&arena);
    assert_true(stm_arena_check(&arena));
    if (!stm_test_faulting())
        assert_in_range(arena.held_bytes, 1, held - 1);
    stm_arena_release(&arena);
    assert_int_equal(arena.held_bytes, 0);
    assert_true(stm_arena_check(&arena));
}
