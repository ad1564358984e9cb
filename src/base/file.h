/* Whole files: read under a limit, written so that no half one is seen. */
#ifndef STM_BASE_FILE_H
#define STM_BASE_FILE_H

#include "base/buf.h"

/*
 * Appends the bytes of the regular file or pipe `path` to *out, whose
 * maximum is the limit. Errors: STM_ERR_IO, STM_ERR_LIMIT, STM_ERR_NOMEM.
 */
STM_WARN_UNUSED stm_status stm_file_read(const char *path, stm_buf *out,
                                         stm_error *err);

/*
 * Writes `bytes` to a new file beside `path` and renames it into place.
 * Error: STM_ERR_IO; `path` is then as it was.
 */
STM_WARN_UNUSED stm_status stm_file_write(const char *path, stm_slice bytes,
                                          stm_error *err);

#endif
