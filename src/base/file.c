#define _GNU_SOURCE
#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/banned.h"

static stm_status fail_errno(stm_error *err, const char *what, const char *path)
{
    char why[96];
    return stm_fail(err, STM_ERR_IO, 0, "cannot %s %.120s: %s", what, path,
                    strerror_r(errno, why, sizeof why));
}

static ssize_t read_some(int fd, void *at, size_t want)
{
    ssize_t n;
    do
        n = read(fd, at, want);
    while (n < 0 && errno == EINTR);
    return n;
}

static stm_status read_all(int fd, const char *path, stm_buf *out,
                           stm_error *err)
{
    for (;;) {
        /* a full buffer grows only once a byte more has been seen */
        uint8_t one;
        const bool full = out->len == out->cap;
        void *at = full ? &one : out->ptr + out->len;
        const ssize_t n = read_some(fd, at, full ? 1 : out->cap - out->len);
        if (n < 0)
            return fail_errno(err, "read", path);
        if (n == 0)
            return STM_OK;
        if (!full)
            out->len += (size_t)n;
        else
            stm_buf_byte(out, one);
        if (out->status == STM_ERR_LIMIT)
            return stm_fail(err, STM_ERR_LIMIT, out->len,
                            "larger than %zu bytes", out->max_bytes);
        if (out->status != STM_OK)
            return stm_fail(err, out->status, out->len, "out of memory");
    }
}

stm_status stm_file_read(const char *path, stm_buf *out, stm_error *err)
{
    const int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return fail_errno(err, "open", path);
    struct stat st;
    if (fstat(fd, &st) == 0 && S_ISREG(st.st_mode) && st.st_size > 0 &&
        (uint64_t)st.st_size <= out->max_bytes - out->len)
        (void)stm_buf_reserve(out, (size_t)st.st_size);
    const stm_status status = read_all(fd, path, out, err);
    close(fd);
    return status;
}

static bool write_all(int fd, stm_slice bytes)
{
    size_t at = 0;
    while (at < bytes.len) {
        const ssize_t n = write(fd, bytes.ptr + at, bytes.len - at);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return false;
        at += (size_t)n;
    }
    return true;
}

stm_status stm_file_write(const char *path, stm_slice bytes, stm_error *err)
{
    char beside[4096];
    const int n = snprintf(beside, sizeof beside, "%s.new", path);
    if (n < 0 || (size_t)n >= sizeof beside)
        return stm_fail(err, STM_ERR_IO, 0, "path too long");
    const int fd = open(beside, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
    if (fd < 0)
        return fail_errno(err, "write", beside);
    const bool written = write_all(fd, bytes);
    const int why = errno;
    if (close(fd) == 0 && written && rename(beside, path) == 0)
        return STM_OK;
    if (!written)
        errno = why;
    const stm_status status = fail_errno(err, "write", path);
    unlink(beside);
    return status;
}
