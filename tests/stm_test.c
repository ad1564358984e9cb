#include "stm_test.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/alloc.h"

/* Long cases meet some of their allocations only: about so many runs. */
enum { max_sweeps = 200, max_sweep_seconds = 3 };

static struct stm_test *first;
static struct stm_test **last = &first;
static const char *current_label;
static uint64_t current_k; /* allocation that fails, 0 none */
static bool finished;

void stm_test_add(struct stm_test *test)
{
    *last = test;
    last = &test->next;
}

bool stm_test_faulting(void)
{
    return current_k != 0;
}

bool stm_test_label(const char *label)
{
    current_label = label;
    return true;
}

bool stm_test_need_ok(stm_status status, const char *what, const char *file,
                      int line)
{
    if (status == STM_OK)
        return true;
    if (status == STM_ERR_NOMEM && stm_test_faulting())
        return false;
    print_error("%s: %s\n", what, stm_status_text(status));
    _fail(file, line);
    return false;
}

bool stm_test_need(bool condition, const char *what, const char *file, int line)
{
    if (condition)
        return true;
    if (stm_test_faulting())
        return false;
    print_error("not so: %s\n", what);
    _fail(file, line);
    return false;
}

void stm_test_text(stm_slice a, stm_slice b, const char *file, int line)
{
    if (stm_slice_eq(a, b))
        return;
    print_error("\"%.*s\" (%zu bytes)\nis not\n\"%.*s\" (%zu bytes)\n",
                (int)a.len, a.ptr == NULL ? "" : (const char *)a.ptr, a.len,
                (int)b.len, b.ptr == NULL ? "" : (const char *)b.ptr, b.len);
    _fail(file, line);
}

static void run_once(void **state)
{
    const struct stm_test *test = *state;
    finished = false;
    current_label = NULL;
    test->run();
    finished = true;
}

/* Runs after each case, also after one that failed. */
static int say_where(void **state)
{
    (void)state;
    if (!finished && current_label != NULL)
        print_error("in the case \"%s\"\n", current_label);
    if (!finished && current_k != 0)
        print_error("with allocation %llu failing\n",
                    (unsigned long long)current_k);
    current_k = 0;
#ifdef STM_ALLOC_FAULTS
    stm_alloc_fail_at(0);
#endif
    return 0;
}

#ifdef STM_ALLOC_FAULTS
static void sweep(void **state)
{
    const struct stm_test *test = *state;
    finished = false;
    current_label = NULL;
    stm_alloc_fail_at(0);
    test->run();
    const uint64_t n = stm_alloc_count();
    const uint64_t step = n / max_sweeps + 1;
    const time_t begun = time(NULL);
    for (uint64_t k = 1; k <= n; k += step) {
        current_k = k;
        stm_alloc_fail_at(k);
        test->run();
        if (time(NULL) - begun > max_sweep_seconds)
            break;
    }
    finished = true;
}
#endif

int main(void)
{
    enum { max_tests = 512 };
    static struct CMUnitTest tests[2 * max_tests];
    size_t n = 0;
    for (struct stm_test *t = first; t != NULL; t = t->next) {
        if (n + 2 > sizeof tests / sizeof tests[0])
            return EXIT_FAILURE;
        tests[n++] = (struct CMUnitTest){
            .name = t->name,
            .test_func = run_once,
            .teardown_func = say_where,
            .initial_state = t,
        };
#ifdef STM_ALLOC_FAULTS
        char *name = malloc(strlen(t->name) + 32);
        if (name == NULL)
            return EXIT_FAILURE;
        sprintf(name, "%s, short of memory", t->name);
        tests[n++] = (struct CMUnitTest){
            .name = name,
            .test_func = sweep,
            .teardown_func = say_where,
            .initial_state = t,
        };
#endif
    }
    const int failed = _cmocka_run_group_tests("", tests, n, NULL, NULL);
#ifdef STM_ALLOC_FAULTS
    for (size_t i = 1; i < n; i += 2) {
        char *name;
        memcpy(&name, &tests[i].name, sizeof name);
        free(name);
    }
#endif
    /* a file without a TEST would pass whatever it held */
    return failed == 0 && n > 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
