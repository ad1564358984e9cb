#define _GNU_SOURCE
#include "engine/extract_worker.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdatomic.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/alloc.h"
#include "engine/article_copy.h"

#include "base/banned.h"

/* Of one worker's articles in a run: sixteen times a batch of documents. */
#define ROOM_BYTES ((size_t)256 << 20)

enum {
    max_workers = 256,
    poll_ms = 1000 /* how often it is looked whether one is stuck */
};

typedef enum item_state {
    ITEM_TODO,
    ITEM_DONE,   /* its article is in the room of `worker` */
    ITEM_NOMEM,  /* the worker had no memory for it */
    ITEM_FAILED, /* nothing sound was made of it */
} item_state;

/* One item, written by the worker that took it. */
typedef struct shared_item {
    atomic_uint state; /* item_state */
    uint32_t worker;
    stm_article article;
} shared_item;

/* What parent and children both see. */
typedef struct shared {
    atomic_uint next;                 /* item to be taken */
    atomic_uint current[max_workers]; /* item at hand + 1, 0 none */
    atomic_size_t used[max_workers];  /* of each room, whole articles */
    shared_item items[];
} shared;

typedef struct child {
    pid_t pid;     /* 0: none */
    int pipe;      /* closes when the child is gone */
    unsigned seen; /* `current` when it was last looked at */
    time_t since;
} child;

struct stm_extract_workers {
    stm_extract_opts opts;
    shared *shared; /* mapped */
    size_t shared_bytes;
    stm_copy_room *rooms; /* rooms[n_workers], mapped */
    child *children;      /* children[n_workers] */
};

/* One run's arguments. */
typedef struct work {
    stm_extract_fn *fn;
    void *ctx;
    uint32_t n;
    int *why;
} work;

static void *map(size_t bytes)
{
    void *p = mmap(NULL, bytes, PROT_READ | PROT_WRITE,
                   MAP_SHARED | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    return p == MAP_FAILED ? NULL : p;
}

stm_status stm_extract_workers_new(const stm_extract_opts *opts,
                                   stm_extract_workers **out)
{
    stm_extract_workers *self = stm_alloc(1, sizeof *self);
    if (self == NULL)
        return STM_ERR_NOMEM;
    self->opts = *opts;
    if (self->opts.n_workers > max_workers)
        self->opts.n_workers = max_workers;
    const uint32_t n = self->opts.n_workers;
    self->shared_bytes = sizeof(shared) + opts->max_items * sizeof(shared_item);
    self->shared = map(self->shared_bytes);
    self->rooms = stm_alloc(n, sizeof *self->rooms);
    self->children = stm_alloc(n, sizeof *self->children);
    bool ok =
        self->shared != NULL && self->rooms != NULL && self->children != NULL;
    for (uint32_t i = 0; ok && i < n; i++) {
        self->rooms[i].bytes = map(ROOM_BYTES);
        self->rooms[i].cap = ROOM_BYTES;
        ok = self->rooms[i].bytes != NULL;
    }
    if (!ok) {
        stm_extract_workers_free(self);
        return STM_ERR_NOMEM;
    }
    *out = self;
    return STM_OK;
}

void stm_extract_workers_free(stm_extract_workers *self)
{
    if (self == NULL)
        return;
    for (uint32_t i = 0; self->rooms != NULL && i < self->opts.n_workers; i++) {
        if (self->rooms[i].bytes != NULL)
            (void)munmap(self->rooms[i].bytes, ROOM_BYTES);
    }
    if (self->shared != NULL)
        (void)munmap(self->shared, self->shared_bytes);
    stm_free(self->children);
    stm_free(self->rooms);
    stm_free(self);
}

/* In the child: what it may not do. A limit that is refused stays as it is. */
static void give_up_rights(const stm_extract_opts *opts)
{
    const struct rlimit none = {0, 0};
    const struct rlimit cpu = {opts->cpu_seconds, opts->cpu_seconds + 1};
    (void)prctl(PR_SET_PDEATHSIG, SIGKILL);
    (void)prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
    (void)setrlimit(RLIMIT_CORE, &none);
    (void)setrlimit(RLIMIT_FSIZE, &none);
    (void)setrlimit(RLIMIT_NOFILE, &none);
    (void)setrlimit(RLIMIT_CPU, &cpu);
}

/* In the child: the program's handlers are not for it; it dies of these. */
static void forget_handlers(void)
{
    static const int signals[] = {SIGSEGV, SIGABRT, SIGBUS,  SIGFPE,
                                  SIGILL,  SIGSYS,  SIGTRAP, SIGXCPU,
                                  SIGTERM, SIGINT,  SIGHUP,  SIGPIPE};
    sigset_t none;
    for (size_t i = 0; i < sizeof signals / sizeof *signals; i++)
        (void)signal(signals[i], SIG_DFL);
    sigemptyset(&none);
    (void)sigprocmask(SIG_SETMASK, &none, NULL);
}

static void make_one(stm_extract_workers *self, const work *w, uint32_t item,
                     uint32_t worker)
{
    shared_item *to = &self->shared->items[item];
    stm_copy_room room = {.bytes = self->rooms[worker].bytes,
                          .used = atomic_load(&self->shared->used[worker]),
                          .cap = ROOM_BYTES};
    stm_article article = {0};
    const stm_status status = w->fn(w->ctx, item, worker, &article);
    item_state state = ITEM_DONE;
    if (status == STM_ERR_NOMEM)
        state = ITEM_NOMEM;
    else if (status != STM_OK ||
             !stm_article_copy_to_room(&article, &room, &to->article))
        state = ITEM_FAILED;
    to->worker = worker;
    atomic_store(&self->shared->used[worker], room.used);
    atomic_store(&to->state, state);
}

/* In the child: item after item until there is none. */
static void work_on(stm_extract_workers *self, const work *w, uint32_t worker)
{
    shared *s = self->shared;
    for (;;) {
        const unsigned item = atomic_fetch_add(&s->next, 1);
        if (item >= w->n)
            break;
        atomic_store(&s->current[worker], item + 1);
        make_one(self, w, item, worker);
        atomic_store(&s->current[worker], 0);
    }
}

/* Begins a child. Its room goes on after the last whole article. */
static bool begin_child(stm_extract_workers *self, const work *w,
                        uint32_t worker)
{
    int ends[2];
    if (pipe2(ends, O_CLOEXEC) != 0)
        return false;
    atomic_store(&self->shared->current[worker], 0);
    const pid_t parent = getpid();
    const pid_t pid = fork();
    if (pid == 0) {
        forget_handlers();
        give_up_rights(&self->opts);
        if (getppid() == parent)
            work_on(self, w, worker);
        _exit(0);
    }
    close(ends[1]);
    if (pid < 0) {
        close(ends[0]);
        return false;
    }
    self->children[worker] =
        (child){.pid = pid, .pipe = ends[0], .since = time(NULL)};
    return true;
}

/* How a child ended: 0 well, else a signal, or -1. */
static int end_of_child(child *c)
{
    int status = 0;
    pid_t got;
    do
        got = waitpid(c->pid, &status, 0);
    while (got < 0 && errno == EINTR);
    close(c->pipe);
    c->pid = 0;
    if (got < 0)
        return -1;
    if (WIFSIGNALED(status))
        return WTERMSIG(status);
    return WIFEXITED(status) && WEXITSTATUS(status) == 0 ? 0 : -1;
}

/*
 * Takes leave of a child and, where it died, notes over which item and
 * begins another. False where none can be begun.
 */
static bool replace_child(stm_extract_workers *self, const work *w,
                          uint32_t worker)
{
    const int how = end_of_child(&self->children[worker]);
    const unsigned item = atomic_load(&self->shared->current[worker]);
    if (how == 0)
        return true;
    /* what it was about to say of the item is not believed */
    if (item > 0 && item <= w->n)
        w->why[item - 1] = how;
    /* one that dies before it takes an item would die for ever */
    if (item == 0)
        return false;
    return begin_child(self, w, worker);
}

static void kill_if_stuck(stm_extract_workers *self, uint32_t worker)
{
    child *c = &self->children[worker];
    const unsigned now = atomic_load(&self->shared->current[worker]);
    if (now != c->seen || now == 0) {
        c->seen = now;
        c->since = time(NULL);
    } else if (time(NULL) - c->since > (time_t)self->opts.stuck_seconds) {
        (void)kill(c->pid, SIGKILL);
    }
}

/* Waits for the children until none is left. */
static void watch(stm_extract_workers *self, const work *w)
{
    struct pollfd ends[max_workers];
    uint32_t of[max_workers];
    for (;;) {
        nfds_t n = 0;
        for (uint32_t i = 0; i < self->opts.n_workers; i++) {
            if (self->children[i].pid == 0)
                continue;
            ends[n] =
                (struct pollfd){.fd = self->children[i].pipe, .events = POLLIN};
            of[n++] = i;
        }
        if (n == 0)
            return;
        if (poll(ends, n, poll_ms) < 0 && errno != EINTR)
            return;
        for (nfds_t k = 0; k < n; k++) {
            if (ends[k].revents != 0)
                (void)replace_child(self, w, of[k]);
            else
                kill_if_stuck(self, of[k]);
        }
    }
}

/* What the workers left becomes the caller's. */
static stm_status collect(stm_extract_workers *self, const work *w,
                          stm_arena *arena, stm_article *out)
{
    stm_status status = STM_OK;
    for (uint32_t i = 0; i < w->n; i++) {
        const shared_item *item = &self->shared->items[i];
        const unsigned state = atomic_load(&item->state);
        if (w->why[i] != 0)
            continue;
        if (state == ITEM_NOMEM)
            return STM_ERR_NOMEM;
        if (state == ITEM_TODO)
            status = STM_ERR_IO;
        else if (state != ITEM_DONE || item->worker >= self->opts.n_workers ||
                 !stm_article_copy_from_room(&item->article,
                                             &self->rooms[item->worker], arena,
                                             &out[i]))
            w->why[i] = -1;
        if (arena->failed)
            return STM_ERR_NOMEM;
    }
    return status;
}

stm_status stm_extract_workers_run(stm_extract_workers *self, uint32_t n,
                                   stm_extract_fn *fn, void *ctx,
                                   stm_arena *arena, stm_article *out, int *why)
{
    const work w = {.fn = fn, .ctx = ctx, .n = n, .why = why};
    shared *s = self->shared;
    atomic_store(&s->next, 0);
    for (uint32_t i = 0; i < n; i++) {
        atomic_store(&s->items[i].state, ITEM_TODO);
        why[i] = 0;
    }
    for (uint32_t i = 0; i < self->opts.n_workers; i++) {
        atomic_store(&s->used[i], 0);
        self->children[i].pid = 0;
    }
    for (uint32_t i = 0; i < self->opts.n_workers && i < n; i++)
        (void)begin_child(self, &w, i);
    watch(self, &w);
    return collect(self, &w, arena, out);
}
