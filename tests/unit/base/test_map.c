#include "base/map.h"

#include <stdio.h>
#include <string.h>

#include "stm_test.h"

enum { n_keys = 500 };

TEST(map_finds_what_was_put_in_order_of_insertion)
{
    static char keys[n_keys][16];
    stm_map map;
    stm_map_init(&map);
    assert_int_equal(stm_map_get(&map, STM_LIT("none")), STM_NONE);
    uint32_t put = 0;
    for (; put < n_keys; put++) {
        snprintf(keys[put], sizeof keys[put], "village %u", put);
        bool was_new = false;
        if (!need(stm_map_put(&map, stm_slice_from_cstr(keys[put]), put,
                              &was_new) != NULL))
            break;
        assert_true(was_new);
        if (put % 50 == 0)
            assert_true(stm_map_check(&map));
    }
    assert_true(stm_map_check(&map));
    assert_int_equal(map.len, put);
    for (uint32_t i = 0; i < put; i++) {
        assert_text(map.entries[i].key, keys[i]);
        assert_int_equal(stm_map_get(&map, stm_slice_from_cstr(keys[i])), i);
    }
    assert_int_equal(stm_map_get(&map, STM_LIT("village")), STM_NONE);
    stm_map_release(&map);
}

TEST(map_put_again_keeps_the_first_value)
{
    stm_map map;
    stm_map_init(&map);
    (void)need(stm_map_put(&map, STM_LIT(""), 7, NULL) != NULL);
    bool was_new = true;
    stm_map_entry *e = stm_map_put(&map, (stm_slice){NULL, 0}, 8, &was_new);
    if (need(e != NULL) && !stm_test_faulting()) {
        assert_false(was_new);
        assert_int_equal(e->value, 7);
        e->value = 9;
        assert_int_equal(stm_map_get(&map, STM_LIT("")), 9);
        assert_int_equal(map.len, 1);
    }
    stm_map_release(&map);
}

TEST(map_clear_empties_and_is_reusable)
{
    stm_map map;
    stm_map_init(&map);
    stm_map_clear(&map);
    (void)need(stm_map_put(&map, STM_LIT("a"), 1, NULL) != NULL);
    stm_map_clear(&map);
    assert_int_equal(stm_map_get(&map, STM_LIT("a")), STM_NONE);
    assert_true(stm_map_check(&map));
    if (need(stm_map_put(&map, STM_LIT("b"), 2, NULL) != NULL))
        assert_int_equal(stm_map_get(&map, STM_LIT("b")), 2);
    stm_map_release(&map);
    assert_int_equal(map.len, 0);
}

TEST(u64map_finds_what_was_put_in_order_of_insertion)
{
    stm_u64map map;
    stm_u64map_init(&map);
    assert_int_equal(stm_u64map_get(&map, 0), STM_NONE);
    uint32_t put = 0;
    for (; put < n_keys; put++) {
        bool was_new = false;
        /* keys that share their low bits, 0 among them */
        if (!need(stm_u64map_put(&map, (uint64_t)put << 40, put, &was_new) !=
                  NULL))
            break;
        assert_true(was_new);
    }
    assert_true(stm_u64map_check(&map));
    for (uint32_t i = 0; i < put; i++) {
        assert_int_equal(map.entries[i].key, (uint64_t)i << 40);
        assert_int_equal(stm_u64map_get(&map, (uint64_t)i << 40), i);
    }
    assert_int_equal(stm_u64map_get(&map, 1), STM_NONE);
    stm_u64map_clear(&map);
    assert_int_equal(stm_u64map_get(&map, 0), STM_NONE);
    assert_true(stm_u64map_check(&map));
    stm_u64map_release(&map);
}

TEST(hash_is_the_published_one)
{
    /* XXH3_64bits of the empty string, from its specification */
    assert_int_equal(stm_hash((stm_slice){NULL, 0}), 0x2D06800538D394C2u);
    assert_int_equal(stm_hash(STM_LIT("")), 0x2D06800538D394C2u);
    assert_int_not_equal(stm_hash(STM_LIT("a")), stm_hash(STM_LIT("b")));
}

TEST(hash_mix_tells_order)
{
    assert_int_not_equal(stm_hash_mix(1, 2), stm_hash_mix(2, 1));
    assert_int_not_equal(stm_hash_mix(0, 1), stm_hash_mix(0, 2));
}
