#include "base/json_writer.h"

#include <assert.h>
#include <math.h>

#include "base/utf8.h"

#include "base/banned.h"

void stm_json_init(stm_json *self, stm_buf *out)
{
    *self = (stm_json){.out = out};
}

/* What stands before a value or key: a comma where one is due. */
static void separate(stm_json *self)
{
    if (self->after_key) {
        self->after_key = false;
        return;
    }
    const uint64_t bit = UINT64_C(1) << self->depth;
    if (self->has_item & bit)
        stm_buf_byte(self->out, ',');
    self->has_item |= self->depth == 0 ? 0 : bit;
}

static void open(stm_json *self, uint8_t mark)
{
    separate(self);
    assert(self->depth < 62);
    self->depth++;
    self->has_item &= ~(UINT64_C(1) << self->depth);
    stm_buf_byte(self->out, mark);
}

static void shut(stm_json *self, uint8_t mark)
{
    assert(self->depth > 0 && !self->after_key);
    self->depth--;
    stm_buf_byte(self->out, mark);
}

void stm_json_object(stm_json *self)
{
    open(self, '{');
}

void stm_json_end_object(stm_json *self)
{
    shut(self, '}');
}

void stm_json_array(stm_json *self)
{
    open(self, '[');
}

void stm_json_end_array(stm_json *self)
{
    shut(self, ']');
}

static void escape(stm_buf *out, uint8_t c)
{
    switch (c) {
    case '"':
        stm_buf_add(out, STM_LIT("\\\""));
        break;
    case '\\':
        stm_buf_add(out, STM_LIT("\\\\"));
        break;
    case '\n':
        stm_buf_add(out, STM_LIT("\\n"));
        break;
    case '\r':
        stm_buf_add(out, STM_LIT("\\r"));
        break;
    case '\t':
        stm_buf_add(out, STM_LIT("\\t"));
        break;
    default:
        stm_buf_add(out, STM_LIT("\\u00"));
        stm_buf_hex(out, &c, 1);
    }
}

static void add_string(stm_buf *out, stm_slice s)
{
    stm_buf_byte(out, '"');
    size_t kept = 0; /* everything before is written */
    for (size_t at = 0; at < s.len;) {
        const uint8_t c = s.ptr[at];
        if (c >= 0x20 && c < 0x7F && c != '"' && c != '\\') {
            at++;
            continue;
        }
        uint32_t cp;
        const size_t next = stm_utf8_next(s, at, &cp);
        const bool broken = cp == 0xFFFD && next == at + 1;
        if (c >= 0x80 && !broken && cp != 0x2028 && cp != 0x2029) {
            at = next;
            continue;
        }
        stm_buf_add(out, stm_slice_sub(s, kept, at));
        if (c < 0x80)
            escape(out, c);
        else if (broken)
            stm_buf_utf8(out, 0xFFFD);
        else
            stm_buf_add(out,
                        cp == 0x2028 ? STM_LIT("\\u2028") : STM_LIT("\\u2029"));
        at = next;
        kept = at;
    }
    stm_buf_add(out, stm_slice_sub(s, kept, s.len));
    stm_buf_byte(out, '"');
}

void stm_json_key(stm_json *self, stm_slice key)
{
    assert(!self->after_key);
    separate(self);
    add_string(self->out, key);
    stm_buf_byte(self->out, ':');
    self->after_key = true;
}

void stm_json_string(stm_json *self, stm_slice value)
{
    separate(self);
    add_string(self->out, value);
}

void stm_json_u64(stm_json *self, uint64_t value)
{
    separate(self);
    stm_buf_u64(self->out, value);
}

void stm_json_i64(stm_json *self, int64_t value)
{
    separate(self);
    stm_buf_i64(self->out, value);
}

void stm_json_fixed(stm_json *self, double value, unsigned decimals)
{
    if (!isfinite(value)) {
        stm_json_null(self);
        return;
    }
    separate(self);
    stm_buf_fixed(self->out, value, decimals);
}

void stm_json_bool(stm_json *self, bool value)
{
    separate(self);
    stm_buf_add(self->out, value ? STM_LIT("true") : STM_LIT("false"));
}

void stm_json_null(stm_json *self)
{
    separate(self);
    stm_buf_add(self->out, STM_LIT("null"));
}

void stm_json_raw(stm_json *self, stm_slice json)
{
    separate(self);
    stm_buf_add(self->out, json);
}

void stm_json_put_string(stm_json *self, stm_slice key, stm_slice value)
{
    stm_json_key(self, key);
    if (value.len == 0)
        stm_json_null(self);
    else
        stm_json_string(self, value);
}

void stm_json_put_u64(stm_json *self, stm_slice key, uint64_t value)
{
    stm_json_key(self, key);
    stm_json_u64(self, value);
}
