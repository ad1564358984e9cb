#define _GNU_SOURCE
#include "read/stream.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/alloc.h"

#include "base/banned.h"

/* Bytes asked for at a time; bench/bench_warc.c is flat from 32 K to 256 K. */
enum { fill_bytes = 65536 };

stm_status stm_stream_new(const stm_stream_class *class, void *own,
                          stm_stream **out, stm_error *err)
{
    stm_stream *self = stm_alloc(1, sizeof *self);
    if (self == NULL) {
        class->free(own);
        return stm_fail(err, STM_ERR_NOMEM, 0, "out of memory");
    }
    self->class = class;
    self->self = own;
    *out = self;
    return STM_OK;
}

void stm_stream_free(stm_stream *self)
{
    if (self == NULL)
        return;
    self->class->free(self->self);
    stm_free(self->window);
    stm_free(self->marks);
    stm_free(self);
}

static void stop(stm_stream *self, stm_status status, const char *text)
{
    self->at_end = true;
    if (self->failure.status == STM_OK)
        (void)stm_fail(&self->failure, status, 0, "%s", text);
}

/* Room for `want` bytes from begin on, and for one fill. */
static bool make_room(stm_stream *self, size_t want)
{
    const size_t held = self->end - self->begin;
    if (want < held + fill_bytes)
        want = held + fill_bytes;
    if (want <= self->cap - self->begin)
        return true;
    if (self->begin > 0 && want <= self->cap) {
        memmove(self->window, self->window + self->begin, held);
        self->begin = 0;
        self->end = held;
        return true;
    }
    size_t cap = self->cap < 2 * fill_bytes ? 4 * fill_bytes : self->cap;
    while (cap < want) {
        if (cap > SIZE_MAX / 2)
            return false;
        cap += cap / 2;
    }
    uint8_t *grown = stm_alloc(cap, 1);
    if (grown == NULL)
        return false;
    if (held > 0)
        memcpy(grown, self->window + self->begin, held);
    stm_free(self->window);
    self->window = grown;
    self->cap = cap;
    self->begin = 0;
    self->end = held;
    return true;
}

static bool add_mark(stm_stream *self, uint64_t pos, uint64_t origin)
{
    if (self->n_marks > 0) {
        const stm_stream_mark *last = &self->marks[self->n_marks - 1];
        const uint64_t moved = self->class->is_exact ? pos - last->pos : 0;
        if (last->origin + moved == origin)
            return true;
    }
    uint32_t old = 0;
    while (old + 1 < self->n_marks && self->marks[old + 1].pos <= self->pos)
        old++;
    if (old > 0) {
        self->n_marks -= old;
        memmove(self->marks, self->marks + old,
                self->n_marks * sizeof *self->marks);
    }
    if (!stm_grow(&self->marks, &self->cap_marks, self->n_marks + 1,
                  sizeof *self->marks))
        return false;
    self->marks[self->n_marks++] = (stm_stream_mark){pos, origin};
    return true;
}

static void fill_once(stm_stream *self, size_t want)
{
    if (!make_room(self, want)) {
        stop(self, STM_ERR_NOMEM, "out of memory");
        return;
    }
    size_t got = 0;
    uint64_t origin = 0;
    stm_error err = {0};
    size_t room = self->cap - self->end;
    if (room > 4 * (size_t)fill_bytes)
        room = 4 * (size_t)fill_bytes;
    const stm_status status = self->class->fill(
        self->self, self->window + self->end, room, &got, &origin, &err);
    if (got > 0 &&
        !add_mark(self, self->pos + (self->end - self->begin), origin)) {
        stop(self, STM_ERR_NOMEM, "out of memory");
        return;
    }
    self->end += got;
    if (status != STM_OK) {
        self->failure = err;
        self->failure.status = status;
    }
    if (status != STM_OK || got == 0)
        self->at_end = true;
}

stm_slice stm_stream_peek(stm_stream *self, size_t want)
{
    while (self->end - self->begin < want && !self->at_end)
        fill_once(self, want);
    return stm_slice_of(self->window + self->begin, self->end - self->begin);
}

void stm_stream_take(stm_stream *self, size_t n)
{
    const size_t held = self->end - self->begin;
    if (n > held)
        n = held;
    self->begin += n;
    self->pos += n;
    if (self->begin == self->end)
        self->begin = self->end = 0;
}

uint64_t stm_stream_skip(stm_stream *self, uint64_t n)
{
    uint64_t left = n;
    while (left > 0) {
        const stm_slice s = stm_stream_peek(self, 1);
        if (s.len == 0)
            break;
        const size_t step = s.len < left ? s.len : (size_t)left;
        stm_stream_take(self, step);
        left -= step;
    }
    return n - left;
}

uint64_t stm_stream_origin(const stm_stream *self)
{
    uint32_t i = self->n_marks;
    while (i > 1 && self->marks[i - 1].pos > self->pos)
        i--;
    if (i == 0)
        return 0;
    const stm_stream_mark *m = &self->marks[i - 1];
    return m->origin + (self->class->is_exact ? self->pos - m->pos : 0);
}

bool stm_stream_resume(stm_stream *self)
{
    stm_stream_take(self, self->end - self->begin);
    self->failure = (stm_error){.status = STM_OK};
    if (self->class->resume == NULL || !self->class->resume(self->self)) {
        self->at_end = true;
        return false;
    }
    self->at_end = false;
    return true;
}

bool stm_stream_line(stm_stream *self, size_t max, stm_slice *line, bool *cut)
{
    stm_slice s = stm_stream_peek(self, 1);
    if (s.len == 0)
        return false;
    size_t nl = stm_slice_find_byte(s, '\n', 0);
    while (nl == STM_SLICE_NPOS && s.len <= max) {
        const size_t had = s.len;
        s = stm_stream_peek(self, had + 1);
        if (s.len == had)
            break;
        nl = stm_slice_find_byte(s, '\n', had);
    }
    const size_t len = nl == STM_SLICE_NPOS ? s.len : nl;
    *cut = len > max;
    *line = stm_slice_of(s.ptr, *cut ? max : len);
    if (!*cut && line->len > 0 && line->ptr[line->len - 1] == '\r')
        line->len--;
    /* taking does not move the window: the line stays where it is */
    stm_stream_take(self, nl == STM_SLICE_NPOS ? s.len : nl + 1);
    if (*cut && nl == STM_SLICE_NPOS) {
        for (;;) {
            s = stm_stream_peek(self, 1);
            if (s.len == 0)
                break;
            nl = stm_slice_find_byte(s, '\n', 0);
            stm_stream_take(self, nl == STM_SLICE_NPOS ? s.len : nl + 1);
            if (nl != STM_SLICE_NPOS)
                break;
        }
        *line = (stm_slice){NULL, 0};
    }
    return true;
}

stm_slice stm_stream_rest(stm_stream *self, size_t max, bool *cut)
{
    stm_slice s = stm_stream_peek(self, 1);
    while (s.len <= max && !self->at_end)
        s = stm_stream_peek(self, s.len + 1);
    *cut = s.len > max;
    return stm_slice_sub(s, 0, max);
}

/* A file of the operating system. */

typedef struct file_source {
    int fd;
    bool owned;
    uint64_t at;
} file_source;

static stm_status fill_from_file(void *own, uint8_t *out, size_t room,
                                 size_t *got, uint64_t *origin, stm_error *err)
{
    file_source *self = own;
    ssize_t n;
    do
        n = read(self->fd, out, room);
    while (n < 0 && errno == EINTR);
    if (n < 0) {
        char why[96];
        return stm_fail(err, STM_ERR_IO, self->at, "cannot read: %s",
                        strerror_r(errno, why, sizeof why));
    }
    *origin = self->at;
    *got = (size_t)n;
    self->at += (uint64_t)n;
    return STM_OK;
}

static void free_file(void *own)
{
    file_source *self = own;
    if (self->owned)
        close(self->fd);
    stm_free(self);
}

static const stm_stream_class file_class = {
    .fill = fill_from_file, .free = free_file, .is_exact = true};

stm_status stm_stream_open(const char *path, stm_stream **out, stm_error *err)
{
    const bool is_stdin = path[0] == '-' && path[1] == 0;
    /* O_NONBLOCK: a named pipe without a writer must not hold the run */
    const int fd =
        is_stdin ? 0 : open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
    if (fd < 0) {
        char why[96];
        return stm_fail(err, STM_ERR_IO, 0, "cannot open: %s",
                        strerror_r(errno, why, sizeof why));
    }
    struct stat st;
    const bool known = fstat(fd, &st) == 0;
    if (!is_stdin && known && S_ISFIFO(st.st_mode)) {
        /* process substitution gives a pipe: wait for its bytes */
        const int flags = fcntl(fd, F_GETFL);
        (void)fcntl(fd, F_SETFL, flags & ~O_NONBLOCK);
    } else if (!is_stdin && known && !S_ISREG(st.st_mode) &&
               !S_ISCHR(st.st_mode)) {
        close(fd);
        return stm_fail(err, STM_ERR_IO, 0, "cannot open: not a file");
    }
    file_source *self = stm_alloc(1, sizeof *self);
    if (self == NULL) {
        if (!is_stdin)
            close(fd);
        return stm_fail(err, STM_ERR_NOMEM, 0, "out of memory");
    }
    *self = (file_source){.fd = fd, .owned = !is_stdin};
    return stm_stream_new(&file_class, self, out, err);
}

int stm_stream_file(const stm_stream *self, uint64_t *size)
{
    if (self->class != &file_class)
        return -1;
    const file_source *file = self->self;
    struct stat st;
    if (fstat(file->fd, &st) != 0 || !S_ISREG(st.st_mode))
        return -1;
    *size = (uint64_t)st.st_size;
    return file->fd;
}

/* Bytes in memory. */

typedef struct bytes_source {
    stm_slice bytes;
    size_t at;
} bytes_source;

static stm_status fill_from_bytes(void *own, uint8_t *out, size_t room,
                                  size_t *got, uint64_t *origin, stm_error *err)
{
    (void)err;
    bytes_source *self = own;
    const size_t left = self->bytes.len - self->at;
    const size_t n = left < room ? left : room;
    if (n > 0)
        memcpy(out, self->bytes.ptr + self->at, n);
    *origin = self->at;
    *got = n;
    self->at += n;
    return STM_OK;
}

static const stm_stream_class bytes_class = {
    .fill = fill_from_bytes, .free = stm_free, .is_exact = true};

stm_status stm_stream_from_bytes(stm_slice bytes, stm_stream **out,
                                 stm_error *err)
{
    bytes_source *self = stm_alloc(1, sizeof *self);
    if (self == NULL)
        return stm_fail(err, STM_ERR_NOMEM, 0, "out of memory");
    self->bytes = bytes;
    return stm_stream_new(&bytes_class, self, out, err);
}
