#include <zstd.h>

#include "base/alloc.h"
#include "read/inflate.h"

#include "base/banned.h"

/* 64 MiB: what `zstd --ultra -21` uses; a frame that wants more is refused. */
enum { max_window_log = 26 };

typedef struct unzstd {
    stm_stream *packed;
    ZSTD_DCtx *dctx;
    uint64_t frame;    /* origin of the frame in the outermost file */
    uint64_t in_bytes; /* of the frame so far */
    uint64_t out_bytes;
    bool inside;
} unzstd;

static uint32_t little_u32(const uint8_t *p)
{
    return (uint32_t)p[0] | (uint32_t)p[1] << 8 | (uint32_t)p[2] << 16 |
           (uint32_t)p[3] << 24;
}

bool stm_is_zstd(stm_slice head)
{
    if (head.len < 4)
        return false;
    const uint32_t magic = little_u32(head.ptr);
    return magic == ZSTD_MAGICNUMBER ||
           (magic & 0xFFFFFFF0u) == ZSTD_MAGIC_SKIPPABLE_START;
}

/* Begins the next frame; false, with *status OK, at the end. */
static bool begin_frame(unzstd *self, stm_error *err, stm_status *status)
{
    const stm_slice head = stm_stream_peek(self->packed, 4);
    *status = self->packed->failure.status;
    if (head.len == 0) {
        if (*status != STM_OK && err != NULL)
            *err = self->packed->failure;
        return false;
    }
    self->frame = stm_stream_origin(self->packed);
    if (!stm_is_zstd(head)) {
        *status = stm_fail(err, STM_ERR_FORMAT, self->frame,
                           "no zstd frame where one should begin");
        return false;
    }
    (void)ZSTD_DCtx_reset(self->dctx, ZSTD_reset_session_only);
    self->in_bytes = 0;
    self->out_bytes = 0;
    self->inside = true;
    return true;
}

static stm_status step(unzstd *self, uint8_t *out, size_t room, size_t *got,
                       stm_error *err)
{
    const stm_slice packed = stm_stream_peek(self->packed, 1);
    if (packed.len == 0) {
        self->inside = false;
        return stm_fail(err, STM_ERR_FORMAT, self->frame,
                        "zstd frame cut short");
    }
    ZSTD_inBuffer in = {packed.ptr, packed.len, 0};
    ZSTD_outBuffer to = {out, room, 0};
    const size_t rc = ZSTD_decompressStream(self->dctx, &to, &in);
    *got = to.pos;
    self->in_bytes += in.pos;
    self->out_bytes += to.pos;
    stm_stream_take(self->packed, in.pos);
    if (ZSTD_isError(rc) || (rc != 0 && in.pos == 0 && to.pos == 0)) {
        self->inside = false;
        return stm_fail(err, STM_ERR_FORMAT, self->frame,
                        "damaged zstd frame: %s",
                        ZSTD_isError(rc) ? ZSTD_getErrorName(rc) : "stuck");
    }
    if (self->out_bytes > STM_UNPACK_FREE_BYTES &&
        self->out_bytes / STM_UNPACK_MAX_RATIO > self->in_bytes)
        return stm_fail(err, STM_ERR_LIMIT, self->frame,
                        "zstd frame grows to more than %d times its size",
                        STM_UNPACK_MAX_RATIO);
    if (rc == 0)
        self->inside = false;
    return STM_OK;
}

static stm_status fill_unzstd(void *own, uint8_t *out, size_t room, size_t *got,
                              uint64_t *origin, stm_error *err)
{
    unzstd *self = own;
    *got = 0;
    while (*got == 0) {
        stm_status status = STM_OK;
        if (!self->inside && !begin_frame(self, err, &status))
            return status;
        *origin = self->frame;
        STM_TRY(step(self, out, room, got, err));
    }
    return STM_OK;
}

static bool resume_unzstd(void *own)
{
    unzstd *self = own;
    self->inside = false;
    for (;;) {
        const stm_slice s = stm_stream_peek(self->packed, 4096);
        if (s.len < 9) {
            stm_stream_take(self->packed, s.len);
            return false;
        }
        for (size_t i = 0; i + 4 <= s.len; i++) {
            if (little_u32(s.ptr + i) == ZSTD_MAGICNUMBER &&
                self->frame != stm_stream_origin(self->packed) + i) {
                stm_stream_take(self->packed, i);
                return true;
            }
        }
        stm_stream_take(self->packed, s.len - 3);
    }
}

static void free_unzstd(void *own)
{
    unzstd *self = own;
    ZSTD_freeDCtx(self->dctx);
    stm_stream_free(self->packed);
    stm_free(self);
}

static const stm_stream_class unzstd_class = {
    .fill = fill_unzstd, .resume = resume_unzstd, .free = free_unzstd};

stm_status stm_stream_unzstd(stm_stream *packed, stm_stream **out,
                             stm_error *err)
{
    unzstd *self = stm_alloc(1, sizeof *self);
    if (self == NULL) {
        stm_stream_free(packed);
        return stm_fail(err, STM_ERR_NOMEM, 0, "out of memory");
    }
    self->packed = packed;
    self->frame = UINT64_MAX;
    self->dctx = ZSTD_createDCtx();
    if (self->dctx == NULL ||
        ZSTD_isError(ZSTD_DCtx_setParameter(self->dctx, ZSTD_d_windowLogMax,
                                            max_window_log))) {
        free_unzstd(self);
        return stm_fail(err, STM_ERR_NOMEM, 0, "out of memory");
    }
    return stm_stream_new(&unzstd_class, self, out, err);
}
