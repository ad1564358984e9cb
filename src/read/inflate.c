#include "read/inflate.h"

#include <isa-l/igzip_lib.h>

#include "base/alloc.h"
#include "base/size.h"

#include "base/banned.h"

typedef struct gunzip {
    stm_stream *packed;
    struct inflate_state state;
    uint64_t member;   /* origin of the member in the outermost file */
    uint64_t in_bytes; /* of the member so far */
    uint64_t out_bytes;
    bool inside; /* in a member */
    bool any;    /* one member at least was begun */
} gunzip;

bool stm_is_gzip(stm_slice head)
{
    return head.len >= 4 && head.ptr[0] == 0x1F && head.ptr[1] == 0x8B &&
           head.ptr[2] == 8 && (head.ptr[3] & 0xE0) == 0;
}

/* Begins the next member; false at the end or where there is none. */
static bool begin_member(gunzip *self, stm_error *err, stm_status *status)
{
    stm_slice head = stm_stream_peek(self->packed, 4);
    /* tar and some crawlers pad with NUL between and after members */
    while (head.len > 0 && head.ptr[0] == 0 && self->any) {
        stm_stream_take(self->packed, 1);
        head = stm_stream_peek(self->packed, 4);
    }
    *status = self->packed->failure.status;
    if (head.len == 0) {
        if (*status != STM_OK && err != NULL)
            *err = self->packed->failure;
        return false;
    }
    self->member = stm_stream_origin(self->packed);
    if (!stm_is_gzip(head)) {
        *status = stm_fail(err, STM_ERR_FORMAT, self->member,
                           "no gzip member where one should begin");
        return false;
    }
    isal_inflate_init(&self->state);
    self->state.crc_flag = ISAL_GZIP;
    self->in_bytes = 0;
    self->out_bytes = 0;
    self->inside = true;
    self->any = true;
    return true;
}

/* One call of the decoder over what the packed stream holds. */
static stm_status step(gunzip *self, uint8_t *out, size_t room, size_t *got,
                       stm_error *err)
{
    const stm_slice in = stm_stream_peek(self->packed, 1);
    if (in.len == 0) {
        self->inside = false;
        return stm_fail(err, STM_ERR_FORMAT, self->member,
                        "gzip member cut short");
    }
    struct inflate_state *z = &self->state;
    z->next_in = self->packed->window + self->packed->begin;
    z->avail_in = stm_u32(in.len);
    z->next_out = out;
    z->avail_out = stm_u32(room);
    const uint32_t had = z->avail_in;
    const int rc = isal_inflate(z);
    *got = room - z->avail_out;
    self->in_bytes += had - z->avail_in;
    self->out_bytes += *got;
    stm_stream_take(self->packed, had - z->avail_in);
    const bool stuck =
        *got == 0 && had == z->avail_in && z->block_state != ISAL_BLOCK_FINISH;
    if ((rc != ISAL_DECOMP_OK && rc != ISAL_END_INPUT) || stuck) {
        self->inside = false;
        return stm_fail(err, STM_ERR_FORMAT, self->member,
                        rc == ISAL_INCORRECT_CHECKSUM
                            ? "checksum of gzip member does not agree"
                            : "damaged gzip member");
    }
    if (self->out_bytes > STM_UNPACK_FREE_BYTES &&
        self->out_bytes / STM_UNPACK_MAX_RATIO > self->in_bytes)
        return stm_fail(err, STM_ERR_LIMIT, self->member,
                        "gzip member grows to more than %d times its size",
                        STM_UNPACK_MAX_RATIO);
    if (z->block_state == ISAL_BLOCK_FINISH)
        self->inside = false;
    return STM_OK;
}

static stm_status fill_gunzip(void *own, uint8_t *out, size_t room, size_t *got,
                              uint64_t *origin, stm_error *err)
{
    gunzip *self = own;
    *got = 0;
    while (*got == 0) {
        stm_status status = STM_OK;
        if (!self->inside && !begin_member(self, err, &status))
            return status;
        *origin = self->member;
        STM_TRY(step(self, out, room, got, err));
    }
    return STM_OK;
}

/* Looks for the next magic; a false one only leads to the next failure. */
static bool resume_gunzip(void *own)
{
    gunzip *self = own;
    self->inside = false;
    for (;;) {
        const stm_slice s = stm_stream_peek(self->packed, 4096);
        if (s.len < 18) {
            stm_stream_take(self->packed, s.len);
            return false;
        }
        for (size_t i = 0; i + 4 <= s.len; i++) {
            if (stm_is_gzip(stm_slice_sub(s, i, s.len)) &&
                self->member != stm_stream_origin(self->packed) + i) {
                stm_stream_take(self->packed, i);
                return true;
            }
        }
        stm_stream_take(self->packed, s.len - 3);
    }
}

static void free_gunzip(void *own)
{
    gunzip *self = own;
    stm_stream_free(self->packed);
    stm_free(self);
}

static const stm_stream_class gunzip_class = {
    .fill = fill_gunzip, .resume = resume_gunzip, .free = free_gunzip};

stm_status stm_stream_gunzip(stm_stream *packed, stm_stream **out,
                             stm_error *err)
{
    gunzip *self = stm_alloc(1, sizeof *self);
    if (self == NULL) {
        stm_stream_free(packed);
        return stm_fail(err, STM_ERR_NOMEM, 0, "out of memory");
    }
    self->packed = packed;
    self->member = UINT64_MAX;
    return stm_stream_new(&gunzip_class, self, out, err);
}
