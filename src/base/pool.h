/*
 * Workers that share out the items of a loop.
 *
 * Items are taken in any order, so `fn` must write what it makes into a
 * place that belongs to its item (or to its worker, if order does not
 * matter); what comes out is then the same on any number of threads.
 */
#ifndef STM_BASE_POOL_H
#define STM_BASE_POOL_H

#include "base/status.h"

typedef struct stm_pool stm_pool;

/* `worker` is 0..stm_pool_size-1, one thread at a time each. */
typedef stm_status stm_pool_fn(void *ctx, uint32_t item, uint32_t worker);

/*
 * A pool of `threads` workers (0: one a processor), the caller's thread
 * being one of them. Where threads cannot be started it has fewer. Errors:
 * STM_ERR_NOMEM.
 */
STM_WARN_UNUSED stm_status stm_pool_new(uint32_t threads, stm_pool **out);

/* Joins the workers; NULL is allowed. */
void stm_pool_free(stm_pool *self);

uint32_t stm_pool_size(const stm_pool *self);

/*
 * Calls fn(ctx, i, worker) once for each i in 0..n-1 and returns when all
 * are done. After a failure no further items are begun; the status returned
 * is that of the failing item with the lowest index, which always runs, so
 * it too is the same on any number of threads. Not to be called from `fn`.
 */
STM_WARN_UNUSED stm_status stm_pool_run(stm_pool *self, uint32_t n,
                                        stm_pool_fn *fn, void *ctx);

#endif
