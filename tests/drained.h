/* All documents that a reader makes of given bytes, for tests and fuzzing. */
#ifndef DRAINED_H
#define DRAINED_H

#include "read/input.h"

typedef struct drained {
    stm_arena arena; /* everything below */
    stm_arena told;
    stm_diags diags;
    stm_raw *raws; /* raws[n], owned */
    uint32_t n;
    uint32_t cap;
} drained;

/* How bytes are to be read. */
typedef struct drained_opts {
    size_t max_document_bytes;
    size_t piece_bytes; /* the stream gives so many at a time */
} drained_opts;

#define DRAINED_OPTS_DEFAULT                                                   \
    ((drained_opts){.max_document_bytes = 1 << 20, .piece_bytes = SIZE_MAX})

/*
 * Reads `bytes` as a file called `name`. Release in any case. Error:
 * STM_ERR_NOMEM.
 */
STM_WARN_UNUSED stm_status drained_from_bytes(drained *self, stm_slice bytes,
                                              const char *name,
                                              const drained_opts *opts);

/* The same for a path of the file system. */
STM_WARN_UNUSED stm_status drained_from_path(drained *self, const char *path);

void drained_release(drained *self);

/*
 * Asserts what is true of every document: slices are valid UTF-8, what is
 * not OK has a reason, and the way back to the saved bytes ascends.
 */
void drained_check(const drained *self);

/* Asserts that two runs gave the same. */
void drained_check_equal(const drained *a, const drained *b);

/*
 * What every reader is fuzzed for: it ends, gives a document, passes
 * drained_check, and gives the same where the bytes come in small pieces.
 */
void drained_fuzz(stm_slice bytes, const char *name);

#endif
