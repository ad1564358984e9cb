#define _GNU_SOURCE
#include "base/pool.h"

#include <pthread.h>
#include <stdatomic.h>
#include <unistd.h>

#include "base/alloc.h"

#include "base/banned.h"

enum { max_threads = 256 };

/* What one worker is told; the pool owns an array of these. */
typedef struct worker {
    struct stm_pool *pool;
    uint32_t number;
    pthread_t thread;
} worker;

struct stm_pool {
    pthread_mutex_t lock;
    pthread_cond_t begin; /* a run has begun, or the pool ends */
    pthread_cond_t end;   /* the last worker has left a run */
    uint64_t round;       /* runs begun so far */
    uint32_t busy;        /* helpers still in this run */
    bool closing;
    stm_pool_fn *fn;
    void *ctx;
    uint32_t n;
    atomic_uint_fast64_t next; /* next item to take: passes n, never wraps */
    atomic_bool stopped;       /* an item has failed */
    uint32_t failed_item;      /* lowest failed item, under lock */
    stm_status status;
    uint32_t n_helpers; /* threads besides the caller's */
    worker *helpers;    /* helpers[n_helpers] */
};

static void note_failure(stm_pool *self, uint32_t item, stm_status status)
{
    pthread_mutex_lock(&self->lock);
    if (self->status == STM_OK || item < self->failed_item) {
        self->status = status;
        self->failed_item = item;
    }
    pthread_mutex_unlock(&self->lock);
    atomic_store(&self->stopped, true);
}

static void take_items(stm_pool *self, uint32_t number)
{
    while (!atomic_load(&self->stopped)) {
        const uint64_t taken = atomic_fetch_add(&self->next, 1);
        if (taken >= self->n)
            break;
        const uint32_t item = (uint32_t)taken;
        const stm_status status = self->fn(self->ctx, item, number);
        if (status != STM_OK)
            note_failure(self, item, status);
    }
}

static void *help(void *arg)
{
    worker *me = arg;
    stm_pool *self = me->pool;
    uint64_t seen = 0;
    pthread_mutex_lock(&self->lock);
    for (;;) {
        while (self->round == seen && !self->closing)
            pthread_cond_wait(&self->begin, &self->lock);
        if (self->closing)
            break;
        seen = self->round;
        pthread_mutex_unlock(&self->lock);
        take_items(self, me->number);
        pthread_mutex_lock(&self->lock);
        if (--self->busy == 0)
            pthread_cond_signal(&self->end);
    }
    pthread_mutex_unlock(&self->lock);
    return NULL;
}

static uint32_t wanted(uint32_t threads)
{
    if (threads == 0) {
        const long n = sysconf(_SC_NPROCESSORS_ONLN);
        threads = n < 1 ? 1 : (uint32_t)n;
    }
    return threads > max_threads ? max_threads : threads;
}

stm_status stm_pool_new(uint32_t threads, stm_pool **out)
{
    threads = wanted(threads);
    stm_pool *self = stm_alloc(1, sizeof *self);
    if (self == NULL)
        return STM_ERR_NOMEM;
    self->helpers = stm_alloc(threads, sizeof *self->helpers);
    if (self->helpers == NULL) {
        stm_free(self);
        return STM_ERR_NOMEM;
    }
    pthread_mutex_init(&self->lock, NULL);
    pthread_cond_init(&self->begin, NULL);
    pthread_cond_init(&self->end, NULL);
    while (self->n_helpers < threads - 1) {
        worker *w = &self->helpers[self->n_helpers];
        *w = (worker){.pool = self, .number = self->n_helpers + 1};
        if (pthread_create(&w->thread, NULL, help, w) != 0)
            break;
        self->n_helpers++;
    }
    *out = self;
    return STM_OK;
}

void stm_pool_free(stm_pool *self)
{
    if (self == NULL)
        return;
    pthread_mutex_lock(&self->lock);
    self->closing = true;
    pthread_cond_broadcast(&self->begin);
    pthread_mutex_unlock(&self->lock);
    for (uint32_t i = 0; i < self->n_helpers; i++)
        pthread_join(self->helpers[i].thread, NULL);
    pthread_cond_destroy(&self->end);
    pthread_cond_destroy(&self->begin);
    pthread_mutex_destroy(&self->lock);
    stm_free(self->helpers);
    stm_free(self);
}

uint32_t stm_pool_size(const stm_pool *self)
{
    return self->n_helpers + 1;
}

stm_status stm_pool_run(stm_pool *self, uint32_t n, stm_pool_fn *fn, void *ctx)
{
    pthread_mutex_lock(&self->lock);
    self->fn = fn;
    self->ctx = ctx;
    self->n = n;
    self->status = STM_OK;
    atomic_store(&self->next, 0);
    atomic_store(&self->stopped, false);
    self->busy = self->n_helpers;
    self->round++;
    pthread_cond_broadcast(&self->begin);
    pthread_mutex_unlock(&self->lock);
    take_items(self, 0);
    pthread_mutex_lock(&self->lock);
    while (self->busy > 0)
        pthread_cond_wait(&self->end, &self->lock);
    pthread_mutex_unlock(&self->lock);
    return self->status;
}
