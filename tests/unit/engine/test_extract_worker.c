/* Workers that are killed, that fail, that never end. */
#define _GNU_SOURCE
#include "engine/extract_worker.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/alloc.h"
#include "stm_test.h"

enum { n_items = 40 };

/* What is done over an item besides making its article. */
typedef struct plan {
    int signal_at[n_items]; /* the worker sends itself this signal */
    uint32_t fail_at;       /* STM_ERR_FORMAT; n_items: nowhere */
    uint32_t spin_at;       /* never ends */
    stm_arena arena;        /* the worker's own copy of it */
} plan;

static void spin(void)
{
    for (volatile uint64_t i = 0;; i++)
        ;
}

/* "article 7", with a paragraph, an author and a credit. */
static stm_status make(void *ctx, uint32_t item, uint32_t worker,
                       stm_article *out)
{
    plan *p = ctx;
    char text[32];
    (void)worker;
    if (p->signal_at[item] != 0)
        raise(p->signal_at[item]);
    if (p->spin_at == item)
        spin();
    if (p->fail_at == item)
        return STM_ERR_FORMAT;
    snprintf(text, sizeof text, "article %u", item);
    stm_arena_clear(&p->arena);
    const stm_slice words =
        stm_arena_copy(&p->arena, stm_slice_from_cstr(text));
    const stm_paragraph par = {{0, (uint32_t)words.len}, {0, 0}, 0};
    const stm_credit credit = {.agency = words};
    *out = (stm_article){.text = words, .offset = item};
    out->paragraphs = stm_arena_copy_array(&p->arena, &par, 1, sizeof par);
    out->n_paragraphs = 1;
    out->authors = stm_arena_copy_array(&p->arena, &words, 1, sizeof words);
    out->n_authors = 1;
    out->credits = stm_arena_copy_array(&p->arena, &credit, 1, sizeof credit);
    out->n_credits = 1;
    return p->arena.failed ? STM_ERR_NOMEM : STM_OK;
}

typedef struct outcome {
    stm_arena arena;
    stm_article articles[n_items];
    int why[n_items];
} outcome;

/* Runs the plan; false where memory was refused. Release in any case. */
static bool run(plan *p, uint32_t n_workers, uint32_t cpu_seconds, outcome *o)
{
    const stm_extract_opts opts = {.n_workers = n_workers,
                                   .max_items = n_items,
                                   .cpu_seconds = cpu_seconds,
                                   .stuck_seconds = 100};
    stm_extract_workers *workers;
    stm_arena_init(&o->arena, SIZE_MAX);
    if (!need_ok(stm_extract_workers_new(&opts, &workers)))
        return false;
    stm_arena_init(&p->arena, SIZE_MAX);
    const bool ok = need_ok(stm_extract_workers_run(
        workers, n_items, make, p, &o->arena, o->articles, o->why));
    stm_arena_release(&p->arena);
    stm_extract_workers_free(workers);
    return ok;
}

static void check_article(const outcome *o, uint32_t i)
{
    char text[32];
    snprintf(text, sizeof text, "article %u", i);
    const stm_article *a = &o->articles[i];
    assert_int_equal(o->why[i], 0);
    assert_text(a->text, text);
    assert_int_equal(a->offset, i);
    assert_int_equal(a->paragraphs[0].span.end, strlen(text));
    assert_text(a->authors[0], text);
    assert_text(a->credits[0].agency, text);
}

TEST(workers_make_every_article_in_its_place)
{
    for (uint32_t n = 1; n <= 3; n++) {
        plan p = {.fail_at = n_items, .spin_at = n_items};
        outcome o;
        if (run(&p, n, 100, &o)) {
            for (uint32_t i = 0; i < n_items; i++)
                check_article(&o, i);
        }
        stm_arena_release(&o.arena);
    }
}

TEST(worker_that_is_killed_costs_its_article_alone)
{
    for (uint32_t n = 1; n <= 3; n++) {
        plan p = {.fail_at = 20, .spin_at = n_items};
        outcome o;
        p.signal_at[0] = SIGKILL;
        p.signal_at[7] = SIGSEGV;
        p.signal_at[8] = SIGABRT;
        p.signal_at[n_items - 1] = SIGBUS;
        if (run(&p, n, 100, &o)) {
            for (uint32_t i = 0; i < n_items; i++) {
                if (i == 20)
                    assert_int_equal(o.why[i], -1);
                else if (p.signal_at[i] == 0)
                    check_article(&o, i);
                else
                    assert_true(o.why[i] != 0);
            }
            assert_int_equal(o.why[0], SIGKILL);
        }
        stm_arena_release(&o.arena);
    }
}

TEST(worker_that_never_ends_is_stopped)
{
    if (stm_test_faulting())
        return;
    plan p = {.fail_at = n_items, .spin_at = 3};
    outcome o;
    assert_true(run(&p, 2, 1, &o));
    for (uint32_t i = 0; i < n_items; i++) {
        if (i != 3)
            check_article(&o, i);
    }
    assert_int_equal(o.why[3], SIGXCPU);
    stm_arena_release(&o.arena);
}

/* What an open file or a connection would need is refused. */
static stm_status try_to_get_out(void *ctx, uint32_t item, uint32_t worker,
                                 stm_article *out)
{
    (void)ctx;
    (void)worker;
    *out = (stm_article){.offset = item};
    const bool opened = dup(0) >= 0;
    const bool connected = socket(AF_INET, SOCK_STREAM, 0) >= 0;
    return opened || connected ? STM_ERR_FORMAT : STM_OK;
}

TEST(worker_can_open_neither_file_nor_connection)
{
    const stm_extract_opts opts = {
        .n_workers = 1, .max_items = 1, .cpu_seconds = 9, .stuck_seconds = 9};
    stm_extract_workers *workers;
    stm_arena arena;
    stm_article article;
    int why = 0;
    stm_arena_init(&arena, SIZE_MAX);
    if (need_ok(stm_extract_workers_new(&opts, &workers))) {
        if (need_ok(stm_extract_workers_run(workers, 1, try_to_get_out, NULL,
                                            &arena, &article, &why)))
            assert_int_equal(why, 0);
        stm_extract_workers_free(workers);
    }
    stm_arena_release(&arena);
}
