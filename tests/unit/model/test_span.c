#include "model/span.h"

#include "stm_test.h"

TEST(span_overlap_counts_shared_bytes)
{
    static const struct {
        const char *label;
        stm_span a, b;
        uint32_t shared;
    } cases[] = {
        {"apart", {0, 3}, {5, 9}, 0},  {"touching", {0, 3}, {3, 9}, 0},
        {"partly", {0, 5}, {3, 9}, 2}, {"inside", {0, 9}, {3, 5}, 2},
        {"same", {2, 7}, {2, 7}, 5},   {"empty", {4, 4}, {0, 9}, 0},
    };
    EACH (c, cases) {
        assert_int_equal(stm_span_overlap(c->a, c->b), c->shared);
        assert_int_equal(stm_span_overlap(c->b, c->a), c->shared);
    }
}

TEST(span_text_is_clamped)
{
    assert_text(stm_span_text((stm_span){1, 3}, STM_LIT("mill")), "il");
    assert_text(stm_span_text((stm_span){2, 99}, STM_LIT("mill")), "ll");
    assert_text(stm_span_text((stm_span){7, 9}, STM_LIT("mill")), "");
    assert_true(stm_span_is_empty((stm_span){3, 3}));
    assert_true(stm_span_is_empty((stm_span){4, 3}));
    assert_false(stm_span_is_empty((stm_span){3, 4}));
}
