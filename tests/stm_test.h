/*
 * Unit tests: a thin layer on cmocka.
 *
 *   TEST(arena_over_limit_fails_and_stays_failed)
 *   {
 *       ...
 *   }
 *
 * A file of tests is a program; main stands in stm_test.c and runs each TEST
 * once. In a build with STM_ALLOC_FAULTS each is run again with the k-th
 * allocation and all later ones failing, k = 1.. until it no longer meets
 * one. In these runs stm_test_faulting() is true: a test must then give back
 * all it holds and must not crash, and what fails must say STM_ERR_NOMEM or
 * carry its sticky failure. need_ok() and need() make that short:
 *
 *       if (!need_ok(stm_pool_new(2, &pool)))
 *           return;
 *
 * A test that writes files does so under STM_TEST_SCRATCH, a folder of the
 * build. Tests are run from the top of the checkout.
 */
#ifndef STM_TEST_H
#define STM_TEST_H

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/slice.h"
#include "stemma/stemma.h"

struct stm_test {
    const char *name;
    void (*run)(void);
    struct stm_test *next;
};

/* Called by TEST alone, before main. */
void stm_test_add(struct stm_test *test);

/* A test: its name states a behaviour. */
#define TEST(name)                                                             \
    static void name(void);                                                    \
    static struct stm_test stm_test_of_##name = {#name, name, NULL};           \
    __attribute__((constructor)) static void stm_test_add_##name(void)         \
    {                                                                          \
        stm_test_add(&stm_test_of_##name);                                     \
    }                                                                          \
    static void name(void)

/* True while allocations are made to fail. */
bool stm_test_faulting(void);

/* Names the case at hand: printed when the test fails. Always true. */
bool stm_test_label(const char *label);

/*
 * Walks a table of cases that have a field `label`:
 *
 *       static const struct { const char *label, *input; } cases[] = {...};
 *       EACH(c, cases)
 *           assert_text(shout(c->input), c->expected);
 */
#define EACH(c, table)                                                         \
    for (__typeof__(&(table)[0]) c = (table);                                  \
         c < (table) + sizeof(table) / sizeof(table)[0] &&                     \
         stm_test_label(c->label);                                             \
         c++)

/*
 * True where `status` is STM_OK. False where it is STM_ERR_NOMEM while
 * allocations are made to fail; anything else fails the test.
 */
#define need_ok(status) stm_test_need_ok(status, #status, __FILE__, __LINE__)
bool stm_test_need_ok(stm_status status, const char *what, const char *file,
                      int line);

/* The same for what is true where it went well. */
#define need(condition) stm_test_need(condition, #condition, __FILE__, __LINE__)
bool stm_test_need(bool condition, const char *what, const char *file,
                   int line);

/* Fails, showing both, where slice `a` does not hold the text `b`. */
#define assert_text(a, b)                                                      \
    stm_test_text(a, stm_slice_from_cstr(b), __FILE__, __LINE__)
/* The same for two slices. */
#define assert_slice_equal(a, b) stm_test_text(a, b, __FILE__, __LINE__)
void stm_test_text(stm_slice a, stm_slice b, const char *file, int line);

#endif
