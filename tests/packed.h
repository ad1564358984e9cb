/* Packed bytes for tests of what unpacks them. */
#ifndef PACKED_H
#define PACKED_H

#include "base/buf.h"

/* Appends `s` as one gzip member; a failed buffer is left as it is. */
void packed_gzip(stm_slice s, stm_buf *out);

/* Appends `s` as one zlib stream (RFC 1950), or bare deflate (RFC 1951). */
void packed_zlib(stm_slice s, stm_buf *out);
void packed_deflate(stm_slice s, stm_buf *out);

/* Appends `s` as one Zstandard frame. */
void packed_zstd(stm_slice s, stm_buf *out);

#endif
