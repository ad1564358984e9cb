#include "read/json_scan.h"

#include "base/banned.h"

void stm_json_skip_space(stm_json_scan *self)
{
    while (self->at < self->s.len && stm_is_space(self->s.ptr[self->at]))
        self->at++;
}

void stm_json_skip_string(stm_json_scan *self)
{
    for (self->at++; self->at < self->s.len; self->at++) {
        const uint8_t c = self->s.ptr[self->at];
        if (c == '\\')
            self->at++;
        else if (c == '"')
            break;
    }
    self->at++;
}

bool stm_json_skip_value(stm_json_scan *self)
{
    uint32_t depth = 0;
    bool plain = true;
    while (self->at < self->s.len) {
        const uint8_t c = self->s.ptr[self->at];
        if (c == '"') {
            const size_t begin = self->at;
            stm_json_skip_string(self);
            const stm_slice text = stm_slice_sub(self->s, begin, self->at);
            /* half a surrogate pair is no text, a raw control no JSON */
            for (size_t i = 0; plain && i < text.len; i++)
                plain = text.ptr[i] >= 0x20;
            plain = plain &&
                    stm_slice_ifind(text, STM_LIT("\\ud"), 0) == STM_SLICE_NPOS;
            continue;
        }
        if (c == '{' || c == '[')
            depth++;
        if (depth == 0 && (c == ',' || c == '}' || c == ']'))
            break;
        /* json-c takes NaN and Infinity, which are not JSON */
        plain = plain && c != 'N' && c != 'I' && c >= ' ';
        self->at++;
        if ((c == '}' || c == ']') && --depth == 0)
            break;
    }
    return plain;
}
