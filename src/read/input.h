/*
 * The readers' door: from paths to raw documents, one after the other.
 *
 * Folders are walked in byte order of names; an archive gives its members in
 * order. What cannot be read still gives a document, with status ERROR and a
 * reason, so that nothing is lost.
 */
#ifndef STM_READ_INPUT_H
#define STM_READ_INPUT_H

#include "base/diag.h"
#include "model/raw.h"

typedef struct stm_input stm_input;

typedef struct stm_input_opts {
    size_t max_document_bytes; /* a larger one is an ERROR record */
} stm_input_opts;

#define STM_INPUT_OPTS_DEFAULT                                                 \
    ((stm_input_opts){.max_document_bytes = 64u << 20})

/*
 * Opens nothing yet. Copies the paths; "-" is standard input. Keeps `diags`.
 * Error: STM_ERR_NOMEM.
 */
STM_WARN_UNUSED stm_status stm_input_new(const stm_slice *paths,
                                         uint32_t n_paths,
                                         const stm_input_opts *opts,
                                         stm_diags *diags, stm_input **out,
                                         stm_error *err);

void stm_input_free(stm_input *self);

/*
 * The next document, into *out; *more is false at the end. All its slices
 * lie in `arena`. Error: STM_ERR_NOMEM.
 */
STM_WARN_UNUSED stm_status stm_input_next(stm_input *self, stm_arena *arena,
                                          stm_raw *out, bool *more,
                                          stm_error *err);

#endif
