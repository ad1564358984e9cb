#include "read/http_answer.h"

#include "read/document.h"
#include "read/header_lines.h"
#include "read/inflate.h"
#include "read/saved_page.h"

#include "base/banned.h"

/* More codings than this, one in another, are nobody's but an attacker's. */
enum { max_codings = 4 };

bool stm_http_answer_from_bytes(stm_slice message, stm_http_answer *out)
{
    if (!stm_slice_starts(message, STM_LIT("HTTP/")))
        return false;
    size_t end = message.len;
    size_t body = message.len;
    (void)stm_header_end(message, &end, &body);
    const size_t space = stm_slice_find_byte(message, ' ', 0);
    uint64_t code = 0;
    if (space >= end ||
        !stm_slice_u64(stm_slice_sub(message, space + 1, space + 4), &code))
        return false;
    size_t lines = stm_slice_find_byte(message, '\n', 0);
    lines = lines == STM_SLICE_NPOS ? end : lines + 1;
    *out = (stm_http_answer){
        .code = (uint32_t)code,
        .lines = stm_slice_sub(message, lines, end),
        .body = stm_slice_sub(message, body, message.len),
    };
    out->type =
        stm_header_main(stm_header_value(out->lines, STM_LIT("Content-Type")));
    out->changed = stm_date_from_stamp(
        stm_header_value(out->lines, STM_LIT("Last-Modified")));
    return true;
}

/* The size line of a chunk at *at; false where it is none. */
static bool chunk_size(stm_slice s, size_t *at, size_t *size)
{
    size_t n = 0;
    size_t i = *at;
    for (; i < s.len && i - *at < 12; i++) {
        const uint8_t c = stm_to_lower(s.ptr[i]);
        if (stm_is_digit(c))
            n = n * 16 + (size_t)(c - '0');
        else if (c >= 'a' && c <= 'f')
            n = n * 16 + (size_t)(c - 'a') + 10;
        else
            break;
    }
    const size_t nl = stm_slice_find_byte(s, '\n', i);
    if (i == *at || nl == STM_SLICE_NPOS || nl - i > 256 ||
        (s.ptr[i] != '\r' && s.ptr[i] != '\n' && s.ptr[i] != ';' &&
         s.ptr[i] != ' '))
        return false;
    *at = nl + 1;
    *size = n;
    return true;
}

/*
 * Chunks (RFC 9112 7.1) to bytes. Some archives keep the header and not the
 * chunks: what does not begin with a chunk is taken as it is.
 */
static void join_chunks(stm_slice *body, stm_buf *out, const char **remark)
{
    size_t at = 0;
    size_t size;
    if (!chunk_size(*body, &at, &size))
        return;
    for (;;) {
        const stm_slice chunk = stm_slice_sub(*body, at, at + size);
        stm_buf_add(out, chunk);
        at += chunk.len;
        if (size == 0)
            break;
        if (chunk.len < size) {
            *remark = "the last chunk is cut short";
            break;
        }
        if (at < body->len && body->ptr[at] == '\r')
            at++;
        if (at < body->len && body->ptr[at] == '\n')
            at++;
        if (at >= body->len || !chunk_size(*body, &at, &size)) {
            *remark = "the last chunk is missing";
            break;
        }
    }
    *body = stm_buf_slice(out);
}

/* Takes the last of the codings off `list`; "" where none is left. */
static stm_slice last_coding(stm_slice *list)
{
    for (;;) {
        if (list->len == 0)
            return *list;
        size_t at = list->len;
        while (at > 0 && list->ptr[at - 1] != ',')
            at--;
        const stm_slice coding =
            stm_slice_trim(stm_slice_sub(*list, at, list->len));
        list->len = at > 0 ? at - 1 : 0;
        if (coding.len > 0 && !stm_slice_ieq(coding, STM_LIT("identity")) &&
            !stm_slice_ieq(coding, STM_LIT("none")))
            return coding;
    }
}

/* A body that its header calls packed but that is a page as it stands. */
static bool is_plain(stm_slice body)
{
    const stm_slice head = stm_slice_trim(stm_slice_sub(body, 0, 512));
    return head.len > 0 && head.ptr[0] == '<' &&
           stm_looks_like_html(head, (stm_slice){NULL, 0});
}

stm_status stm_http_answer_unpack(const stm_http_answer *self,
                                  stm_buf buffers[2], stm_slice *body,
                                  const char **remark, stm_error *err)
{
    stm_slice now = self->body;
    size_t next = 0;
    *remark = NULL;
    stm_buf_clear(&buffers[0]);
    const stm_slice transfer =
        stm_header_value(self->lines, STM_LIT("Transfer-Encoding"));
    if (stm_slice_ifind(transfer, STM_LIT("chunked"), 0) != STM_SLICE_NPOS) {
        join_chunks(&now, &buffers[0], remark);
        next = 1;
        if (buffers[0].status != STM_OK)
            return stm_fail(err, buffers[0].status, 0,
                            "a body larger than the limit");
    }
    stm_slice list = stm_header_value(self->lines, STM_LIT("Content-Encoding"));
    for (unsigned i = 0; now.len > 0; i++) {
        const stm_slice coding = last_coding(&list);
        if (coding.len == 0)
            break;
        if (i == max_codings)
            return stm_fail(err, STM_ERR_LIMIT, 0, "too many content codings");
        if (is_plain(now)) {
            *remark = "not packed, against what its header says";
            break;
        }
        stm_buf_clear(&buffers[next]);
        STM_TRY(stm_unpack_coding(coding, now, &buffers[next], err));
        now = stm_buf_slice(&buffers[next]);
        next = 1 - next;
    }
    *body = now;
    return STM_OK;
}

bool stm_type_says_nothing(stm_slice type)
{
    return stm_slice_find_byte(type, '/', 0) == STM_SLICE_NPOS ||
           stm_slice_ieq(type, STM_LIT("application/octet-stream")) ||
           stm_slice_ieq(type, STM_LIT("unknown/unknown")) ||
           stm_slice_ieq(type, STM_LIT("*/*"));
}

stm_body_kind stm_body_kind_from_type(stm_slice type, stm_slice body)
{
    const stm_slice none = {NULL, 0};
    if (stm_slice_ieq(type, STM_LIT("text/html")) ||
        stm_slice_ieq(type, STM_LIT("application/xhtml+xml")))
        return STM_BODY_PAGE;
    if (stm_slice_ieq(type, STM_LIT("text/plain")))
        return stm_looks_like_html(body, none) ? STM_BODY_PAGE : STM_BODY_TEXT;
    if (stm_type_says_nothing(type) && stm_looks_like_html(body, none))
        return STM_BODY_PAGE;
    return STM_BODY_OTHER;
}
