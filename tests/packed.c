#include "packed.h"

#include <assert.h>
#include <zlib.h>
#include <zstd.h>

#include "base/size.h"

#include "base/banned.h"

/* `window`: 15 zlib, -15 bare deflate, 31 gzip (zlib's deflateInit2). */
static void pack(stm_slice s, int window, stm_buf *out)
{
    static uint8_t nothing[1];
    z_stream z = {0};
    const int rc = deflateInit2(&z, 6, Z_DEFLATED, window, 8, 0);
    assert(rc == Z_OK);
    const size_t room = deflateBound(&z, s.len) + 32;
    if (stm_buf_reserve(out, room)) {
        /* zlib's input pointer is not const, though it only reads */
        z.next_in = s.len > 0 ? (Bytef *)(uintptr_t)s.ptr : nothing;
        z.avail_in = stm_u32(s.len);
        z.next_out = out->ptr + out->len;
        z.avail_out = stm_u32(room);
        const int end = deflate(&z, Z_FINISH);
        assert(end == Z_STREAM_END);
        out->len += z.total_out;
    }
    deflateEnd(&z);
}

void packed_gzip(stm_slice s, stm_buf *out)
{
    pack(s, 31, out);
}

void packed_zlib(stm_slice s, stm_buf *out)
{
    pack(s, 15, out);
}

void packed_deflate(stm_slice s, stm_buf *out)
{
    pack(s, -15, out);
}

void packed_zstd(stm_slice s, stm_buf *out)
{
    const size_t room = ZSTD_compressBound(s.len);
    if (!stm_buf_reserve(out, room))
        return;
    const size_t n = ZSTD_compress(out->ptr + out->len, room, s.ptr, s.len, 3);
    assert(!ZSTD_isError(n));
    out->len += n;
}
