#include "report/markup.h"

#include "base/utf8.h"

#include "base/banned.h"

#define URL_MAX_BYTES 2048

void stm_markup_init(stm_markup *self, stm_buf *out)
{
    self->out = out;
}

void stm_markup__literal(stm_markup *self, stm_slice literal)
{
    stm_buf_add(self->out, literal);
}

static bool is_control(uint32_t cp)
{
    return (cp < 0x20 && cp != '\t' && cp != '\n') ||
           (cp >= 0x7F && cp <= 0x9F) || (cp >= 0xFDD0 && cp <= 0xFDEF) ||
           (cp & 0xFFFE) == 0xFFFE;
}

static bool is_override(uint32_t cp)
{
    return cp == 0x202D || cp == 0x202E;
}

static bool is_embedding(uint32_t cp)
{
    return (cp >= 0x202A && cp <= 0x202C) || (cp >= 0x2066 && cp <= 0x2069);
}

static void put_code_point(stm_buf *out, uint32_t cp)
{
    switch (cp) {
    case '&':
        stm_buf_add(out, STM_LIT("&amp;"));
        return;
    case '<':
        stm_buf_add(out, STM_LIT("&lt;"));
        return;
    case '>':
        stm_buf_add(out, STM_LIT("&gt;"));
        return;
    case '"':
        stm_buf_add(out, STM_LIT("&quot;"));
        return;
    case '\'':
        stm_buf_add(out, STM_LIT("&#39;"));
        return;
    default:
        break;
    }
    if (cp == '\r')
        stm_buf_byte(out, '\n');
    else if (is_control(cp) || is_override(cp))
        stm_buf_utf8(out, 0xFFFD);
    else if (!is_embedding(cp))
        stm_buf_utf8(out, cp);
}

/* Length of the run of bytes at `at` that are written as they are. */
static size_t plain_run(stm_slice s, size_t at)
{
    size_t end = at;
    while (end < s.len) {
        const uint8_t c = s.ptr[end];
        if (c < 0x20 || c >= 0x7F || c == '&' || c == '<' || c == '>' ||
            c == '"' || c == '\'')
            break;
        end++;
    }
    return end - at;
}

void stm_markup_text(stm_markup *self, stm_slice value)
{
    size_t at = 0;
    while (at < value.len && self->out->status == STM_OK) {
        const size_t run = plain_run(value, at);
        stm_buf_add(self->out, stm_slice_sub(value, at, at + run));
        at += run;
        if (at == value.len)
            break;
        uint32_t cp;
        const size_t next = stm_utf8_next(value, at, &cp);
        const bool crlf =
            cp == '\r' && next < value.len && value.ptr[next] == '\n';
        if (!crlf)
            put_code_point(self->out, cp);
        at = next;
    }
}

void stm_markup_bdi(stm_markup *self, stm_slice value)
{
    STM_HTML(self, "<bdi>");
    stm_markup_text(self, value);
    STM_HTML(self, "</bdi>");
}

void stm_markup__attr(stm_markup *self, stm_slice opening, stm_slice value)
{
    stm_buf_add(self->out, opening);
    stm_markup_text(self, value);
    stm_buf_byte(self->out, '"');
}

bool stm_markup_is_url(stm_slice value)
{
    if (value.len > URL_MAX_BYTES)
        return false;
    if (!stm_slice_istarts(value, STM_LIT("http://")) &&
        !stm_slice_istarts(value, STM_LIT("https://")))
        return false;
    for (size_t i = 0; i < value.len; i++) {
        if (value.ptr[i] <= 0x20 || value.ptr[i] == 0x7F ||
            value.ptr[i] == '\\')
            return false;
    }
    return stm_utf8_valid(value) == value.len;
}

bool stm_markup__url(stm_markup *self, stm_slice opening, stm_slice value)
{
    if (!stm_markup_is_url(value))
        return false;
    stm_markup__attr(self, opening, value);
    return true;
}

void stm_markup_u64(stm_markup *self, uint64_t n)
{
    stm_buf_u64(self->out, n);
}

void stm_markup_fixed(stm_markup *self, double value, unsigned decimals)
{
    stm_buf_fixed(self->out, value, decimals);
}

void stm_markup_hex(stm_markup *self, const uint8_t *bytes, size_t len)
{
    stm_buf_hex(self->out, bytes, len);
}

void stm_markup_fail(stm_markup *self)
{
    if (self->out->status == STM_OK)
        self->out->status = STM_ERR_NOMEM;
}
