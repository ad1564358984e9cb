/*
 * Bytes that come piece by piece, with a window to look ahead.
 *
 *   fed by fill():   file, memory, or another stream unpacked
 *
 *      window:  [ taken | peeked ......... | room ]
 *                       ^begin             ^end
 *
 * A stream that fails keeps what it had: peek gives fewer bytes than asked
 * for, and `status` says why. Streams that unpack others own them.
 */
#ifndef STM_READ_STREAM_H
#define STM_READ_STREAM_H

#include "base/status.h"
#include "base/slice.h"

typedef struct stm_stream stm_stream;

/* Where, in the outermost file, bytes from `pos` of this stream began. */
typedef struct stm_stream_mark {
    uint64_t pos;
    uint64_t origin;
} stm_stream_mark;

typedef struct stm_stream_class {
    /*
     * Puts up to `room` (> 0) bytes at `out` and their number into *got, 0 at
     * the end. *origin: where in the outermost file they begin, or where the
     * packed member they belong to begins. Bytes given with a failure count.
     */
    stm_status (*fill)(void *self, uint8_t *out, size_t room, size_t *got,
                       uint64_t *origin, stm_error *err);
    /* After a failure: goes to the next sound member; false: there is none. */
    bool (*resume)(void *self); /* NULL: never */
    void (*free)(void *self);
    bool is_exact; /* origin moves with every byte (a plain file) */
} stm_stream_class;

struct stm_stream {
    const stm_stream_class *class;
    void *self;      /* the class's own, owned */
    uint8_t *window; /* window[cap], owned; begin..end are peeked bytes */
    size_t begin;
    size_t end;
    size_t cap;
    uint64_t pos;           /* offset in this stream of `begin` */
    stm_stream_mark *marks; /* marks[n_marks], ascending; the first <= pos */
    uint32_t n_marks;
    uint32_t cap_marks;
    bool at_end;       /* fill gave 0 or failed: nothing more will come */
    stm_error failure; /* status STM_OK while nothing failed */
};

/*
 * A stream of a class, taking over `self` (freed on failure too). Error:
 * STM_ERR_NOMEM.
 */
STM_WARN_UNUSED stm_status stm_stream_new(const stm_stream_class *class,
                                          void *self, stm_stream **out,
                                          stm_error *err);

void stm_stream_free(stm_stream *self);

/* Opens a file, or standard input for "-". Errors: STM_ERR_IO, NOMEM. */
STM_WARN_UNUSED stm_status stm_stream_open(const char *path, stm_stream **out,
                                           stm_error *err);

/*
 * The descriptor of the regular file a stream reads, still the stream's, and
 * its size; -1 where it reads anything else.
 */
int stm_stream_file(const stm_stream *self, uint64_t *size);

/* Bytes in memory, borrowed until the stream is freed. Error: NOMEM. */
STM_WARN_UNUSED stm_status stm_stream_from_bytes(stm_slice bytes,
                                                 stm_stream **out,
                                                 stm_error *err);

/*
 * At least `want` bytes from the current place, fewer only at the end or
 * after a failure; there may be more. Valid until the next call. Out of
 * memory counts as a failure.
 */
stm_slice stm_stream_peek(stm_stream *self, size_t want);

/* Goes on by `n` of the bytes peeked. */
void stm_stream_take(stm_stream *self, size_t n);

/* Goes on by `n` bytes without keeping them; returns how many there were. */
uint64_t stm_stream_skip(stm_stream *self, uint64_t n);

/* Where in the outermost file the current place lies, or its member begins. */
uint64_t stm_stream_origin(const stm_stream *self);

/*
 * After a failure: drops what is left in the window and goes on at the next
 * sound member. False, and at its end, where there is none.
 */
bool stm_stream_resume(stm_stream *self);

/*
 * The next line without its LF (and CR before it); false at the end. A line
 * of more than `max` bytes is given cut, with *cut set, and its rest skipped.
 * `line` is valid until the next call.
 */
bool stm_stream_line(stm_stream *self, size_t max, stm_slice *line, bool *cut);

/*
 * Everything that is left, up to `max` bytes; *cut tells whether there was
 * more. Valid until the next call.
 */
stm_slice stm_stream_rest(stm_stream *self, size_t max, bool *cut);

#endif
