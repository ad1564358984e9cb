/*
 * Any bytes: walking them forwards and backwards meets the same code points;
 * repair gives valid UTF-8 and is done once; what the JSON writer escapes
 * can be read back to the same text.
 */
#include <assert.h>
#include <string.h>

#include "base/alloc.h"
#include "base/json_writer.h"
#include "base/utf8.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len);

static void check_walk(stm_slice s)
{
    uint8_t *begins = stm_alloc(s.len + 1, 1);
    assert(begins != NULL);
    size_t n = 0;
    for (size_t at = 0; at < s.len; n++) {
        uint32_t cp;
        begins[at] = 1;
        const size_t next = stm_utf8_next(s, at, &cp);
        assert(next > at && next <= s.len && next - at <= 4);
        assert(cp <= 0x10FFFF && (cp < 0xD800 || cp > 0xDFFF));
        at = next;
    }
    assert(n == stm_utf8_count(s));
    for (size_t at = s.len; at > 0; n--) {
        uint32_t cp;
        at = stm_utf8_prev(s, at, &cp);
        assert(begins[at]);
    }
    assert(n == 0);
    stm_free(begins);
}

static uint32_t hex_digit(uint8_t c)
{
    return c <= '9' ? c - (uint32_t)'0' : c - (uint32_t)'a' + 10;
}

/* Reads one JSON string the plain way; asserts that it is one. */
static void unescape(stm_slice json, stm_buf *out)
{
    assert(json.len >= 2 && json.ptr[0] == '"' &&
           json.ptr[json.len - 1] == '"');
    for (size_t at = 1; at < json.len - 1; at++) {
        uint8_t c = json.ptr[at];
        assert(c >= 0x20 && c != '"' && c != 0x7F);
        if (c != '\\') {
            stm_buf_byte(out, c);
            continue;
        }
        c = json.ptr[++at];
        if (c == 'u') {
            uint32_t cp = 0;
            assert(at + 4 < json.len - 1);
            for (int i = 0; i < 4; i++)
                cp = cp << 4 | hex_digit(json.ptr[++at]);
            stm_buf_utf8(out, cp);
        } else {
            stm_buf_byte(out, c == 'n'   ? '\n'
                              : c == 'r' ? '\r'
                              : c == 't' ? '\t'
                                         : c);
        }
    }
}

static void check_json(stm_slice text)
{
    stm_buf json, back;
    stm_buf_init(&json, SIZE_MAX);
    stm_buf_init(&back, SIZE_MAX);
    stm_json writer;
    stm_json_init(&writer, &json);
    stm_json_string(&writer, text);
    assert(json.status == STM_OK);
    assert(stm_utf8_valid(stm_buf_slice(&json)) == json.len);
    unescape(stm_buf_slice(&json), &back);
    if (stm_utf8_valid(text) == text.len)
        assert(stm_slice_eq(stm_buf_slice(&back), text));
    assert(stm_utf8_count(stm_buf_slice(&back)) == stm_utf8_count(text));
    stm_buf_release(&json);
    stm_buf_release(&back);
}

static void check_index(stm_slice valid, stm_arena *arena)
{
    const stm_cpindex index = stm_cpindex_from_text(valid, arena);
    uint32_t n = 0;
    for (size_t at = 0; at < valid.len; n++) {
        uint32_t cp;
        assert(stm_cpindex_at(&index, at) == n);
        at = stm_utf8_next(valid, at, &cp);
    }
    assert(stm_cpindex_at(&index, valid.len) == n);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    const stm_slice s = stm_slice_of(bytes, len);
    check_walk(s);
    check_json(s);
    stm_arena arena;
    stm_arena_init(&arena, SIZE_MAX);
    const stm_slice fixed = stm_utf8_repair(s, &arena);
    assert(!arena.failed);
    assert(stm_utf8_valid(fixed) == fixed.len);
    assert(stm_slice_find_byte(fixed, 0, 0) == STM_SLICE_NPOS);
    const stm_slice again = stm_utf8_repair(fixed, &arena);
    assert(again.ptr == fixed.ptr && again.len == fixed.len);
    check_json(fixed);
    check_index(fixed, &arena);
    stm_arena_release(&arena);
    return 0;
}
