/*
 * Streams that unpack others: gzip (RFC 1952, any number of members) and
 * Zstandard (RFC 8878, any number of frames), in bounded memory.
 *
 * A member that grows to more than STM_UNPACK_MAX_RATIO times its packed size
 * is taken for a bomb: the stream fails with STM_ERR_LIMIT. A damaged member
 * fails with STM_ERR_FORMAT; stm_stream_resume then looks for the next one.
 */
#ifndef STM_READ_INFLATE_H
#define STM_READ_INFLATE_H

#include "base/buf.h"
#include "read/stream.h"

/* Deflate cannot pass 1032; saved pages stay under 60. */
#define STM_UNPACK_MAX_RATIO 300
/* The ratio is not looked at before this many bytes. */
#define STM_UNPACK_FREE_BYTES (16u << 20)

bool stm_is_gzip(stm_slice head);
bool stm_is_zstd(stm_slice head);

/* Takes over `packed`, freed on failure too. Error: STM_ERR_NOMEM. */
STM_WARN_UNUSED stm_status stm_stream_gunzip(stm_stream *packed,
                                             stm_stream **out, stm_error *err);
STM_WARN_UNUSED stm_status stm_stream_unzstd(stm_stream *packed,
                                             stm_stream **out, stm_error *err);

/*
 * Undoes one HTTP content coding ("gzip", "x-gzip", "deflate", "br",
 * "zstd"), appending to *out, whose maximum is the limit. What was unpacked
 * before a failure stays. Errors: STM_ERR_FORMAT (damaged or cut short, or
 * another coding), STM_ERR_LIMIT, STM_ERR_NOMEM.
 */
STM_WARN_UNUSED stm_status stm_unpack_coding(stm_slice coding, stm_slice packed,
                                             stm_buf *out, stm_error *err);

#endif
