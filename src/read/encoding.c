#include "read/encoding_internal.h"

#include <string.h>
#include <uchardet/uchardet.h>
#include <unicode/ucnv.h>
#include <unicode/utf16.h>

#include "base/alloc.h"
#include "base/buf.h"
#include "base/size.h"
#include "base/utf8.h"

#include "base/banned.h"

enum {
    piece_units = 4096,    /* UTF-16 units converted at a time */
    max_runs = 1u << 20,   /* 12 MiB */
    guess_bytes = 1u << 18 /* as much as uchardet is shown */
};

/* What takes characters one by one and builds the text and the runs. */
typedef struct builder {
    stm_buf text;
    stm_raw_run *runs; /* runs[n_runs], owned */
    uint32_t n_runs;
    uint32_t cap_runs;
    uint32_t n_repaired;
    uint32_t page_end; /* where the last character ended in the bytes */
    bool is_html;
    bool failed;
} builder;

static void add_run(builder *self, uint32_t text_len, uint32_t page,
                    uint32_t page_len)
{
    const uint32_t text = stm_u32(self->text.len);
    if (self->n_runs > 0) {
        const stm_raw_run *run = &self->runs[self->n_runs - 1];
        const uint32_t chars = (text - run->text) / run->text_unit;
        if (run->text_unit == text_len && run->page_unit == page_len &&
            run->page + chars * run->page_unit == page)
            return;
    }
    if (self->n_runs >= max_runs)
        return;
    if (!stm_grow(&self->runs, &self->cap_runs, self->n_runs + 1,
                  sizeof *self->runs)) {
        self->failed = true;
        return;
    }
    self->runs[self->n_runs++] = (stm_raw_run){
        text, page, (uint16_t)text_len,
        (uint16_t)(page_len > UINT16_MAX ? UINT16_MAX : page_len)};
}

/* One character that was bytes page..page_end of the document. */
static void add_char(builder *self, uint32_t cp, uint32_t page,
                     uint32_t page_end)
{
    self->page_end = page_end;
    if (cp == 0 && self->is_html)
        return;
    if (cp == 0 || (cp >= 0xD800 && cp <= 0xDFFF))
        cp = 0xFFFD;
    self->n_repaired += cp == 0xFFFD;
    const uint32_t len = cp < 0x80 ? 1 : cp < 0x800 ? 2 : cp < 0x10000 ? 3 : 4;
    add_run(self, len, page, page_end - page);
    stm_buf_utf8(&self->text, cp);
}

/*
 * ICU tells for each UTF-16 unit where its character began; where it ended is
 * known when the next one comes, so one is always held back.
 */
typedef struct held {
    uint32_t cp;
    uint32_t page;
    bool any;
} held;

static void take_units(builder *self, held *last, const UChar *units,
                       const int32_t *offsets, int32_t n, uint32_t base)
{
    for (int32_t i = 0; i < n;) {
        const int32_t at = i;
        uint32_t cp = units[i++];
        if (U16_IS_LEAD(cp) && i < n && U16_IS_TRAIL(units[i]))
            cp = (cp << 10) + units[i++] -
                 ((0xD800u << 10) + 0xDC00u - 0x10000u);
        uint32_t page = last->any ? last->page : base;
        if (offsets[at] >= 0)
            page = base + (uint32_t)offsets[at];
        if (last->any)
            add_char(self, last->cp, last->page, page);
        *last = (held){cp, page, true};
    }
}

/* Converts all of `bytes` from `from` on. */
static bool convert(builder *self, const char *icu_name, stm_slice bytes,
                    size_t from)
{
    UErrorCode error = U_ZERO_ERROR;
    UConverter *cnv = ucnv_open(icu_name, &error);
    if (U_FAILURE(error))
        return false;
    UChar *units = stm_alloc(piece_units, sizeof *units);
    int32_t *offsets = stm_alloc(piece_units, sizeof *offsets);
    held last = {0, 0, false};
    const char *source = (const char *)bytes.ptr + from;
    const char *limit = (const char *)bytes.ptr + bytes.len;
    bool done = units == NULL || offsets == NULL;
    self->failed = done;
    while (!done && !self->failed && self->text.status == STM_OK) {
        const uint32_t base = (uint32_t)(source - (const char *)bytes.ptr);
        UChar *target = units;
        error = U_ZERO_ERROR;
        /* one less: a surrogate pair is never cut by the end of the room */
        ucnv_toUnicode(cnv, &target, units + piece_units - 1, &source, limit,
                       offsets, true, &error);
        done = error != U_BUFFER_OVERFLOW_ERROR;
        take_units(self, &last, units, offsets, (int32_t)(target - units),
                   base);
    }
    if (last.any)
        add_char(self, last.cp, last.page, stm_u32(bytes.len));
    stm_free(offsets);
    stm_free(units);
    ucnv_close(cnv);
    return true;
}

static stm_status decode(stm_slice bytes, size_t from, bool is_html,
                         stm_arena *arena, stm_decoded *out, stm_error *err)
{
    builder b = {.is_html = is_html};
    /* a byte gives at most three of UTF-8 */
    stm_buf_init(&b.text, bytes.len * 3 + 16);
    (void)stm_buf_reserve(&b.text, bytes.len - from + 16);
    const bool known =
        convert(&b, stm_encoding_icu_name(out->encoding), bytes, from);
    out->text = stm_arena_copy(arena, stm_buf_slice(&b.text));
    out->runs = stm_arena_copy_array(arena, b.runs, b.n_runs, sizeof *b.runs);
    out->n_runs = b.n_runs;
    out->n_repaired = b.n_repaired;
    const bool failed =
        !known || b.failed || b.text.status != STM_OK || arena->failed;
    stm_buf_release(&b.text);
    stm_free(b.runs);
    if (failed)
        return stm_fail(err, STM_ERR_NOMEM, 0, "out of memory");
    return STM_OK;
}

/* The name a byte order mark stands for, and its length. */
static stm_slice from_mark(stm_slice bytes, size_t *len)
{
    *len = 3;
    if (stm_slice_starts(bytes, STM_LIT("\xEF\xBB\xBF")))
        return STM_LIT("UTF-8");
    *len = 2;
    if (stm_slice_starts(bytes, STM_LIT("\xFF\xFE")))
        return STM_LIT("UTF-16LE");
    if (stm_slice_starts(bytes, STM_LIT("\xFE\xFF")))
        return STM_LIT("UTF-16BE");
    *len = 0;
    return (stm_slice){NULL, 0};
}

/* UTF-16 without a mark: every other byte of Western text is NUL. */
static stm_slice from_nuls(stm_slice bytes)
{
    const size_t n = bytes.len < 1024 ? bytes.len / 2 : 512;
    size_t even = 0;
    size_t odd = 0;
    for (size_t i = 0; i < n; i++) {
        even += bytes.ptr[2 * i] == 0;
        odd += bytes.ptr[2 * i + 1] == 0;
    }
    if (n >= 8 && odd * 10 > n * 7 && even * 20 < n)
        return STM_LIT("UTF-16LE");
    if (n >= 8 && even * 10 > n * 7 && odd * 20 < n)
        return STM_LIT("UTF-16BE");
    return (stm_slice){NULL, 0};
}

/*
 * UTF-8 with a few slips: ten sound characters beyond ASCII for each broken
 * one. Latin text read so has next to none.
 */
static bool is_nearly_utf8(stm_slice bytes)
{
    size_t sound = 0;
    size_t broken = 0;
    for (size_t at = 0; at < bytes.len;) {
        if (bytes.ptr[at] < 0x80) {
            at++;
            continue;
        }
        uint32_t cp;
        const size_t next = stm_utf8_next(bytes, at, &cp);
        sound += next - at > 1;
        broken += next - at == 1;
        at = next;
    }
    return sound >= 10 * broken;
}

static stm_slice guess(stm_slice bytes)
{
    uchardet_t ud = uchardet_new();
    if (ud == NULL)
        return STM_LIT("windows-1252");
    const stm_slice shown = stm_slice_sub(bytes, 0, guess_bytes);
    (void)uchardet_handle_data(ud, (const char *)shown.ptr, shown.len);
    uchardet_data_end(ud);
    stm_slice name =
        stm_encoding_from_label(stm_slice_from_cstr(uchardet_get_charset(ud)));
    uchardet_delete(ud);
    /* what is not UTF-8 and not named is what browsers take it for */
    if (name.len == 0 || stm_slice_eq(name, STM_LIT("UTF-8")) ||
        stm_slice_starts(name, STM_LIT("UTF-16")))
        name = STM_LIT("windows-1252");
    return name;
}

static bool is_ascii(stm_slice s)
{
    size_t at = 0;
    for (; at + 8 <= s.len; at += 8) {
        uint64_t eight;
        memcpy(&eight, s.ptr + at, sizeof eight);
        if ((eight & 0x8080808080808080u) != 0)
            return false;
    }
    while (at < s.len && s.ptr[at] < 0x80)
        at++;
    return at == s.len;
}

/* Chooses the encoding; *mark is the length of a byte order mark. */
static void choose(stm_slice bytes, stm_slice charset, bool is_html,
                   stm_decoded *out, size_t *mark)
{
    out->from = STM_ENCODING_FROM_MARK;
    out->encoding = from_mark(bytes, mark);
    if (out->encoding.len > 0)
        return;
    const bool valid = out->bad_at == bytes.len;
    const bool ascii = valid && is_ascii(bytes);
    out->from = STM_ENCODING_FROM_BYTES;
    out->encoding = STM_LIT("UTF-8");
    if (valid && !ascii)
        return;
    out->from = STM_ENCODING_FROM_DECLARED;
    stm_slice name = from_nuls(bytes);
    if (name.len == 0)
        name = stm_encoding_from_label(charset);
    if (name.len == 0 && is_html)
        name = stm_encoding_declared(bytes);
    const bool by_nuls = from_nuls(bytes).len > 0;
    if (ascii && !by_nuls && !stm_slice_eq(name, STM_LIT("ISO-2022-JP")))
        name = STM_LIT("UTF-8");
    if (name.len > 0 && !stm_slice_eq(name, STM_LIT("UTF-8"))) {
        out->encoding = name;
        return;
    }
    if (valid || is_nearly_utf8(bytes))
        return;
    out->from = STM_ENCODING_FROM_GUESS;
    out->encoding = guess(bytes);
}

stm_status stm_decoded_from_bytes(stm_slice bytes, stm_slice charset,
                                  bool is_html, stm_arena *arena,
                                  stm_decoded *out, stm_error *err)
{
    stm_decoded d = {.bad_at = stm_u32(stm_utf8_valid(bytes))};
    size_t mark = 0;
    choose(bytes, charset, is_html, &d, &mark);
    const bool as_is = d.bad_at == bytes.len &&
                       stm_slice_eq(d.encoding, STM_LIT("UTF-8")) &&
                       stm_slice_find_byte(bytes, 0, 0) == STM_SLICE_NPOS;
    if (!as_is) {
        STM_TRY(decode(bytes, mark, is_html, arena, &d, err));
        *out = d;
        return STM_OK;
    }
    d.text = stm_slice_sub(bytes, mark, bytes.len);
    if (mark > 0) {
        const stm_raw_run run = {0, (uint32_t)mark, 1, 1};
        d.runs = stm_arena_copy_array(arena, &run, 1, sizeof run);
        d.n_runs = 1;
        if (d.runs == NULL)
            return stm_fail(err, STM_ERR_NOMEM, 0, "out of memory");
    }
    *out = d;
    return STM_OK;
}
