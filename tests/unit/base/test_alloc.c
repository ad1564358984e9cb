#include "base/alloc.h"

#include "stm_test.h"

TEST(alloc_gives_zeroed_items)
{
    uint32_t *items = stm_alloc(100, sizeof *items);
    if (!need(items != NULL))
        return;
    for (int i = 0; i < 100; i++)
        assert_int_equal(items[i], 0);
    stm_free(items);
}

TEST(alloc_of_nothing_gives_a_pointer)
{
    void *at = stm_alloc(0, 8);
    (void)need(at != NULL);
    stm_free(at);
    stm_free(NULL);
}

TEST(alloc_refuses_what_no_object_can_hold)
{
    assert_null(stm_alloc(SIZE_MAX, 2));
    assert_null(stm_alloc(SIZE_MAX / 2, 2));
    assert_null(stm_alloc(SIZE_MAX, 1));
    assert_null(stm_realloc(NULL, SIZE_MAX / 4, 8));
}

TEST(grow_keeps_what_is_there)
{
    uint32_t *items = NULL;
    uint32_t cap = 0;
    uint32_t len = 0;
    for (uint32_t i = 0; i < 1000; i++) {
        if (!need(stm_grow(&items, &cap, len + 1, sizeof *items)))
            break;
        assert_true(cap > len);
        items[len++] = i;
    }
    for (uint32_t i = 0; i < len; i++)
        assert_int_equal(items[i], i);
    stm_free(items);
}

TEST(grow_that_fails_changes_nothing)
{
    uint64_t *items = NULL;
    uint32_t cap = 0;
    if (!need(stm_grow(&items, &cap, 4, sizeof *items)))
        return;
    const uint64_t *before = items;
    const uint32_t cap_before = cap;
    assert_false(stm_grow(&items, &cap, UINT32_MAX, SIZE_MAX / 2));
    assert_ptr_equal(items, before);
    assert_int_equal(cap, cap_before);
    stm_free(items);
}

TEST(grow_within_its_room_asks_for_nothing)
{
    uint8_t *items = NULL;
    uint32_t cap = 0;
    if (!need(stm_grow(&items, &cap, 10, 1)))
        return;
    const uint8_t *before = items;
    assert_true(stm_grow(&items, &cap, cap, 1));
    assert_ptr_equal(items, before);
    stm_free(items);
}

#ifdef STM_ALLOC_FAULTS
TEST(faults_hit_the_chosen_allocation_and_all_later)
{
    if (stm_test_faulting())
        return;
    stm_alloc_fail_at(2);
    void *a = stm_alloc(1, 1);
    void *b = stm_alloc(1, 1);
    void *c = stm_realloc(NULL, 1, 1);
    assert_int_equal(stm_alloc_count(), 3);
    stm_alloc_fail_at(0);
    assert_non_null(a);
    assert_null(b);
    assert_null(c);
    stm_free(a);
}
#endif
