#include "base/size.h"

#include "stm_test.h"

TEST(size_products_and_sums_say_when_they_do_not_fit)
{
    size_t out = 7;
    assert_true(stm_size_mul(6, 7, &out));
    assert_int_equal(out, 42);
    assert_false(stm_size_mul(SIZE_MAX / 2 + 1, 2, &out));
    assert_int_equal(out, 42);
    assert_true(stm_size_add(SIZE_MAX - 1, 1, &out));
    assert_true(out == SIZE_MAX);
    assert_false(stm_size_add(SIZE_MAX, 1, &out));
    assert_true(out == SIZE_MAX);
}

TEST(u32_stops_at_its_end)
{
    assert_int_equal(stm_u32(0), 0);
    assert_int_equal(stm_u32(UINT32_MAX), UINT32_MAX);
    assert_int_equal(stm_u32((size_t)UINT32_MAX + 1), UINT32_MAX);
    assert_int_equal(stm_min_u32(1, 2), 1);
    assert_int_equal(stm_max_u32(1, 2), 2);
}
