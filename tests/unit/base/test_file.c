#define _GNU_SOURCE /* mkdtemp */
#include "base/file.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "stm_test.h"

/* A folder of its own for each test; removed by leave_folder. */
static char folder[1024];
static char path[1100];

static void enter_folder(const char *name)
{
    strcpy(folder, STM_TEST_SCRATCH "/file_XXXXXX");
    assert_non_null(mkdtemp(folder));
    snprintf(path, sizeof path, "%s/%s", folder, name);
}

static void leave_folder(void)
{
    unlink(path);
    assert_int_equal(rmdir(folder), 0); /* nothing else was left behind */
}

TEST(file_written_is_read_back)
{
    static const size_t sizes[] = {0, 1, 63, 64, 65, 4096, 100000};
    for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
        enter_folder("page.html");
        static uint8_t bytes[100000];
        for (size_t k = 0; k < sizes[i]; k++)
            bytes[k] = (uint8_t)(k * 7);
        const stm_slice given = stm_slice_of(bytes, sizes[i]);
        assert_int_equal(stm_file_write(path, given, NULL), STM_OK);
        stm_buf buf;
        stm_buf_init(&buf, 100000);
        if (need_ok(stm_file_read(path, &buf, NULL)))
            assert_slice_equal(stm_buf_slice(&buf), given);
        stm_buf_release(&buf);
        leave_folder();
    }
}

TEST(file_larger_than_the_limit_is_refused)
{
    enter_folder("big");
    assert_int_equal(stm_file_write(path, STM_LIT("0123456789"), NULL), STM_OK);
    stm_buf buf;
    stm_buf_init(&buf, 9);
    stm_error err = {0};
    const stm_status status = stm_file_read(path, &buf, &err);
    if (!stm_test_faulting()) {
        assert_int_equal(status, STM_ERR_LIMIT);
        assert_int_equal(err.status, STM_ERR_LIMIT);
        assert_non_null(strstr(err.text, "9 bytes"));
    }
    stm_buf_release(&buf);
    stm_buf_init(&buf, 10);
    (void)need_ok(stm_file_read(path, &buf, NULL));
    stm_buf_release(&buf);
    leave_folder();
}

TEST(file_that_is_missing_or_a_folder_says_so)
{
    enter_folder("none\x1B");
    stm_buf buf;
    stm_buf_init(&buf, 100);
    stm_error err = {0};
    assert_int_equal(stm_file_read(path, &buf, &err), STM_ERR_IO);
    assert_non_null(strstr(err.text, "none?"));
    assert_int_equal(stm_file_read(folder, &buf, &err), STM_ERR_IO);
    assert_int_equal(buf.len, 0);
    stm_buf_release(&buf);
    leave_folder();
}

TEST(file_write_that_fails_leaves_the_old_file)
{
    enter_folder("sub");
    assert_int_equal(mkdir(path, 0777), 0);
    stm_error err = {0};
    assert_int_equal(stm_file_write(path, STM_LIT("x"), &err), STM_ERR_IO);
    assert_int_equal(err.status, STM_ERR_IO);
    assert_int_equal(rmdir(path), 0);
    leave_folder();
    assert_int_equal(stm_file_write("/nonexistent/x", STM_LIT("x"), NULL),
                     STM_ERR_IO);
}

TEST(file_of_a_pipe_is_read_to_its_end)
{
    int ends[2];
    assert_int_equal(pipe(ends), 0);
    assert_int_equal(write(ends[1], "from a pipe", 11), 11);
    close(ends[1]);
    char name[32];
    snprintf(name, sizeof name, "/dev/fd/%d", ends[0]);
    stm_buf buf;
    stm_buf_init(&buf, 100);
    if (need_ok(stm_file_read(name, &buf, NULL)))
        assert_text(stm_buf_slice(&buf), "from a pipe");
    stm_buf_release(&buf);
    close(ends[0]);
}
