/*
 * Extraction in processes of its own, which may die without taking the run
 * along.
 *
 *   parent: documents of a batch in its memory
 *     |  fork            a child sees them as they were: nothing is sent
 *     +--> child 0..n-1: takes the next item, makes its article, copies it
 *     |                  into its part of the shared memory, takes the next
 *     |  pipe closes     a child is gone: done, or dead over an item
 *     +--> in place of a dead one, another, which goes on after that item
 *
 * A child may use up to `cpu_seconds` of processor time, cannot open a file
 * or a connection (RLIMIT_NOFILE 0), write to one (RLIMIT_FSIZE 0) or leave a
 * core, and dies with its parent.
 */
#ifndef STM_ENGINE_EXTRACT_WORKER_H
#define STM_ENGINE_EXTRACT_WORKER_H

#include "base/arena.h"
#include "model/article.h"

typedef struct stm_extract_workers stm_extract_workers;

/* Makes the article of one item, in worker 0..n-1, in memory of its own. */
typedef stm_status stm_extract_fn(void *ctx, uint32_t item, uint32_t worker,
                                  stm_article *out);

typedef struct stm_extract_opts {
    uint32_t n_workers;
    uint32_t max_items; /* of a run */
    uint32_t cpu_seconds;
    uint32_t stuck_seconds; /* over one item, after which it is killed */
} stm_extract_opts;

/*
 * Shares memory out; no process is begun yet. Errors: STM_ERR_NOMEM. No
 * other thread of the program may hold a lock that `fn` needs when a run
 * begins: a child has only the calling thread.
 */
STM_WARN_UNUSED stm_status stm_extract_workers_new(const stm_extract_opts *opts,
                                                   stm_extract_workers **out);

/* NULL is allowed. */
void stm_extract_workers_free(stm_extract_workers *self);

/*
 * Calls fn(ctx, i, worker, &article) for each i in 0..n-1 in the workers and
 * copies each article into `arena`: out[n]. An item over which a worker died,
 * or that it made nothing sound of, has why[i] != 0: the signal, or -1;
 * out[i] is then as it was. Errors: STM_ERR_NOMEM; STM_ERR_IO where no
 * process can be begun: items may be left then.
 */
STM_WARN_UNUSED stm_status stm_extract_workers_run(stm_extract_workers *self,
                                                   uint32_t n,
                                                   stm_extract_fn *fn,
                                                   void *ctx, stm_arena *arena,
                                                   stm_article *out, int *why);

#endif
