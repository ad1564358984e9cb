#include "base/pool.h"

#include <stdatomic.h>

#include "stm_test.h"

enum { n_items = 1000 };

struct work {
    atomic_uint times[n_items]; /* how often each item was run */
    atomic_uint on[64];         /* items in work on each worker, 0 or 1 */
    atomic_bool shared;         /* a worker was used twice at a time */
    uint32_t fail_from;         /* items of this index and above fail */
    uint32_t n_workers;
};

static stm_status count(void *ctx, uint32_t item, uint32_t worker)
{
    struct work *work = ctx;
    if (worker >= work->n_workers || atomic_fetch_add(&work->on[worker], 1) > 0)
        atomic_store(&work->shared, true);
    atomic_fetch_add(&work->times[item], 1);
    atomic_fetch_sub(&work->on[worker], 1);
    if (item < work->fail_from)
        return STM_OK;
    return item == work->fail_from ? STM_ERR_FORMAT : STM_ERR_LIMIT;
}

TEST(pool_runs_each_item_once)
{
    for (uint32_t threads = 1; threads <= 8; threads *= 2) {
        stm_pool *pool;
        if (!need_ok(stm_pool_new(threads, &pool)))
            return;
        for (uint32_t n = 0; n <= n_items; n = n * 10 + 1) {
            static struct work work;
            work = (struct work){.fail_from = n_items,
                                 .n_workers = stm_pool_size(pool)};
            assert_in_range(work.n_workers, 1, threads);
            assert_int_equal(stm_pool_run(pool, n, count, &work), STM_OK);
            for (uint32_t i = 0; i < n_items; i++)
                assert_int_equal(work.times[i], i < n ? 1 : 0);
            assert_false(work.shared);
        }
        stm_pool_free(pool);
    }
}

TEST(pool_returns_the_status_of_the_lowest_failing_item)
{
    for (uint32_t threads = 1; threads <= 8; threads *= 2) {
        stm_pool *pool;
        if (!need_ok(stm_pool_new(threads, &pool)))
            return;
        for (int again = 0; again < 20; again++) {
            static struct work work;
            work = (struct work){.fail_from = 500,
                                 .n_workers = stm_pool_size(pool)};
            assert_int_equal(stm_pool_run(pool, n_items, count, &work),
                             STM_ERR_FORMAT);
            for (uint32_t i = 0; i <= 500; i++)
                assert_int_equal(work.times[i], 1);
            assert_int_equal(work.times[n_items - 1], 0);
        }
        stm_pool_free(pool);
    }
}

TEST(pool_of_as_many_as_there_are_has_one_at_least)
{
    stm_pool *pool;
    if (!need_ok(stm_pool_new(0, &pool)))
        return;
    assert_true(stm_pool_size(pool) >= 1);
    stm_pool_free(pool);
    stm_pool_free(NULL);
}
