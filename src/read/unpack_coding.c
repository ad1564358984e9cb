/* HTTP content codings (RFC 9110 8.4.1; RFC 7932; RFC 8878) in one piece. */
#include <brotli/decode.h>
#include <isa-l/igzip_lib.h>

#include "base/alloc.h"
#include "base/size.h"
#include "read/inflate.h"

#include "base/banned.h"

enum { step_bytes = 1 << 16 };

static stm_status too_large(const stm_buf *out, stm_error *err)
{
    if (out->status == STM_ERR_NOMEM)
        return stm_fail(err, STM_ERR_NOMEM, 0, "out of memory");
    return stm_fail(err, STM_ERR_LIMIT, 0,
                    "unpacked it is larger than the limit of %zu bytes",
                    out->max_bytes);
}

static stm_status damaged(const char *what, stm_error *err)
{
    return stm_fail(err, STM_ERR_FORMAT, 0, "damaged %s body", what);
}

/* Room for more, and a look at the ratio. */
static stm_status make_room(stm_buf *out, size_t packed_bytes, stm_error *err)
{
    if (out->len > STM_UNPACK_FREE_BYTES &&
        out->len / STM_UNPACK_MAX_RATIO > packed_bytes)
        return stm_fail(err, STM_ERR_LIMIT, 0,
                        "a body that grows to more than %d times its size",
                        STM_UNPACK_MAX_RATIO);
    size_t more = out->cap - out->len;
    if (more < step_bytes)
        more = out->len > step_bytes ? out->len / 2 : step_bytes;
    if (more > out->max_bytes - out->len)
        more = out->max_bytes - out->len;
    if (more == 0 || !stm_buf_reserve(out, more))
        return too_large(out, err);
    return STM_OK;
}

/* One deflate stream; *used says how many bytes it took. */
static stm_status inflate_one(struct inflate_state *z, uint32_t wrapper,
                              const char *what, stm_slice packed, size_t *used,
                              stm_buf *out, stm_error *err)
{
    isal_inflate_init(z);
    z->crc_flag = wrapper;
    /* isa-l's input pointer is not const, though it only reads */
    z->next_in = (uint8_t *)(uintptr_t)packed.ptr;
    z->avail_in = stm_u32(packed.len);
    for (;;) {
        STM_TRY(make_room(out, packed.len, err));
        const uint32_t room = stm_u32(out->cap - out->len);
        z->next_out = out->ptr + out->len;
        z->avail_out = room;
        const int rc = isal_inflate(z);
        out->len += room - z->avail_out;
        if (rc != ISAL_DECOMP_OK && rc != ISAL_END_INPUT)
            return damaged(what, err);
        if (z->block_state == ISAL_BLOCK_FINISH)
            break;
        if (z->avail_in == 0 && z->avail_out > 0)
            return stm_fail(err, STM_ERR_FORMAT, 0, "%s body cut short", what);
    }
    *used = packed.len - z->avail_in;
    return STM_OK;
}

static bool is_zlib(stm_slice s)
{
    return s.len >= 2 && (s.ptr[0] & 0x0F) == 8 &&
           ((unsigned)s.ptr[0] << 8 | s.ptr[1]) % 31 == 0;
}

static stm_status inflate_all(stm_slice packed, bool gzip, stm_buf *out,
                              stm_error *err)
{
    struct inflate_state *z = stm_alloc(1, sizeof *z);
    if (z == NULL)
        return stm_fail(err, STM_ERR_NOMEM, 0, "out of memory");
    stm_status status = STM_OK;
    size_t used = 0;
    if (!gzip) {
        /* "deflate" means zlib, but some servers send it bare */
        status = inflate_one(z, is_zlib(packed) ? ISAL_ZLIB : ISAL_DEFLATE,
                             "deflate", packed, &used, out, err);
    } else if (!stm_is_gzip(packed)) {
        status = damaged("gzip", err);
    }
    while (gzip && status == STM_OK && stm_is_gzip(packed)) {
        status = inflate_one(z, ISAL_GZIP, "gzip", packed, &used, out, err);
        packed = stm_slice_sub(packed, used, packed.len);
    }
    stm_free(z);
    return status;
}

static stm_status unbrotli(stm_slice packed, stm_buf *out, stm_error *err)
{
    BrotliDecoderState *state = BrotliDecoderCreateInstance(NULL, NULL, NULL);
    if (state == NULL)
        return stm_fail(err, STM_ERR_NOMEM, 0, "out of memory");
    const uint8_t *in = packed.ptr;
    size_t in_left = packed.len;
    BrotliDecoderResult rc = BROTLI_DECODER_RESULT_NEEDS_MORE_OUTPUT;
    stm_status status = STM_OK;
    while (rc == BROTLI_DECODER_RESULT_NEEDS_MORE_OUTPUT) {
        status = make_room(out, packed.len, err);
        if (status != STM_OK)
            break;
        size_t room = out->cap - out->len;
        uint8_t *to = out->ptr + out->len;
        const size_t had = room;
        rc = BrotliDecoderDecompressStream(state, &in_left, &in, &room, &to,
                                           NULL);
        out->len += had - room;
    }
    if (status == STM_OK && rc == BROTLI_DECODER_RESULT_NEEDS_MORE_INPUT)
        status = stm_fail(err, STM_ERR_FORMAT, 0, "brotli body cut short");
    else if (status == STM_OK && rc != BROTLI_DECODER_RESULT_SUCCESS)
        status = damaged("brotli", err);
    BrotliDecoderDestroyInstance(state);
    return status;
}

static stm_status unzstd(stm_slice packed, stm_buf *out, stm_error *err)
{
    stm_stream *below;
    stm_stream *stream;
    STM_TRY(stm_stream_from_bytes(packed, &below, err));
    STM_TRY(stm_stream_unzstd(below, &stream, err));
    stm_status status = STM_OK;
    for (;;) {
        const stm_slice s = stm_stream_peek(stream, 1);
        if (s.len == 0)
            break;
        stm_buf_add(out, s);
        stm_stream_take(stream, s.len);
        if (out->status != STM_OK) {
            status = too_large(out, err);
            break;
        }
    }
    if (status == STM_OK && stream->failure.status != STM_OK)
        status = stm_fail(err, stream->failure.status, 0, "%s",
                          stream->failure.text);
    stm_stream_free(stream);
    return status;
}

stm_status stm_unpack_coding(stm_slice coding, stm_slice packed, stm_buf *out,
                             stm_error *err)
{
    if (stm_slice_ieq(coding, STM_LIT("gzip")) ||
        stm_slice_ieq(coding, STM_LIT("x-gzip")))
        return inflate_all(packed, true, out, err);
    if (stm_slice_ieq(coding, STM_LIT("deflate")))
        return inflate_all(packed, false, out, err);
    if (stm_slice_ieq(coding, STM_LIT("br")))
        return unbrotli(packed, out, err);
    if (stm_slice_ieq(coding, STM_LIT("zstd")))
        return unzstd(packed, out, err);
    return stm_fail(err, STM_ERR_FORMAT, 0, "unknown content coding '%.*s'",
                    (int)(coding.len < 40 ? coding.len : 40),
                    (const char *)coding.ptr);
}
