#include "read/document.h"

#include <nettle/sha2.h>
#include <stdio.h>

#include "base/size.h"
#include "base/utf8.h"
#include "read/encoding.h"
#include "read/saved_page.h"

#include "base/banned.h"

void stm_sha256(stm_slice bytes, uint8_t out[32])
{
    struct sha256_ctx sha;
    sha256_init(&sha);
    sha256_update(&sha, bytes.len, bytes.ptr);
    sha256_digest(&sha, 32, out);
}

void stm_raw_begin(stm_raw *raw, const stm_read_place *place, stm_arena *arena)
{
    *raw = (stm_raw){.status = STM_RECORD_OK, .kind = STM_RAW_TEXT};
    raw->path = stm_arena_copy(arena, place->path);
    raw->member = stm_arena_copy(arena, place->member);
}

void stm_raw_fail(stm_raw *raw, const stm_read_ctx *ctx, uint64_t line,
                  stm_arena *arena, const char *format, ...)
{
    char text[256];
    va_list args;
    va_start(args, format);
    (void)vsnprintf(text, sizeof text, format, args);
    va_end(args);
    raw->status = STM_RECORD_ERROR;
    raw->reason = stm_utf8_repair(
        stm_arena_copy(arena, stm_slice_from_cstr(text)), arena);
    stm_diags_add(ctx->diags, STM_SEVERITY_ERROR, raw->path,
                  raw->offset == 0 ? STM_NO_OFFSET : raw->offset, line, "%s",
                  text);
}

typedef struct magic {
    uint16_t at;
    uint16_t len;
    const char *bytes;
    const char *kind;
} magic;

static const magic magics[] = {
    {0, 5, "%PDF-", "a PDF file"},
    {0, 8, "\x89PNG\r\n\x1A\n", "a PNG image"},
    {0, 3, "\xFF\xD8\xFF", "a JPEG image"},
    {0, 5, "GIF8\x37", "a GIF image"},
    {0, 5, "GIF8\x39", "a GIF image"},
    {0, 4, "RIFF", "a media file"},
    {4, 4, "ftyp", "a media file"},
    {0, 4, "OggS", "a media file"},
    {0, 3, "ID3", "a media file"},
    {0, 4, "\x1A\x45\xDF\xA3", "a media file"},
    {0, 4,
     "\x7F"
     "ELF",
     "a program"},
    {0, 5, "{\\rtf", "an RTF document"},
    {0, 11, "filedesc://", "an ARC file, the forerunner of WARC"},
    {0, 8, "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", "an office document"},
    {0, 6, "bplist", "a property list"},
    {0, 15, "SQLite format 3", "an SQLite database"},
    {0, 3, "BZh", "bzip2 data"},
    {0, 4, "PK\x03\x04", "a zip archive too deep in others"},
    {0, 4, "PK\x05\x06", "an empty zip archive"},
    {0, 6,
     "\xFD"
     "7zXZ\0",
     "xz data"},
    {0, 6, "7z\xBC\xAF\x27\x1C", "a 7z archive"},
    {0, 4, "Rar!", "a RAR archive"},
    {257, 5, "ustar", "a tar archive"},
    {0, 4, "wOFF", "a font"},
    {0, 4, "wOF2", "a font"},
};

stm_slice stm_foreign_kind(stm_slice head)
{
    for (size_t i = 0; i < sizeof magics / sizeof magics[0]; i++) {
        const magic *m = &magics[i];
        const stm_slice at = stm_slice_sub(head, m->at, (size_t)m->at + m->len);
        if (stm_slice_eq(at, stm_slice_of(m->bytes, m->len)))
            return stm_slice_from_cstr(m->kind);
    }
    return (stm_slice){NULL, 0};
}

static bool ends_in_any(stm_slice name, const char *const *endings, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (stm_slice_iends(name, stm_slice_from_cstr(endings[i])))
            return true;
    }
    return false;
}

bool stm_is_dressing(stm_slice name)
{
    static const char *const endings[] = {
        ".css",   ".js",  ".mjs", ".map",  ".png",  ".jpg",  ".jpeg",
        ".gif",   ".svg", ".ico", ".webp", ".avif", ".woff", ".bmp",
        ".woff2", ".ttf", ".otf", ".eot",  ".mp3",  ".mp4",  ".webm"};
    return ends_in_any(name, endings, sizeof endings / sizeof endings[0]);
}

bool stm_looks_like_html(stm_slice head, stm_slice name)
{
    static const char *const endings[] = {".html", ".htm", ".xhtml", ".shtml"};
    static const char *const signs[] = {"<!doctype html", "<html",  "<head",
                                        "<body",          "<meta ", "<title"};
    static const char *const starts[] = {
        "<div", "<p>",    "<p ",   "<article", "<section", "<main",
        "<h1",  "<table", "<span", "<script",  "<style"};
    if (ends_in_any(name, endings, sizeof endings / sizeof endings[0]))
        return true;
    const stm_slice first = stm_slice_trim(stm_slice_sub(head, 0, 2048));
    const bool is_tag = first.len > 0 && first.ptr[0] == '<';
    for (size_t i = 0; is_tag && i < sizeof starts / sizeof starts[0]; i++) {
        if (stm_slice_istarts(first, stm_slice_from_cstr(starts[i])))
            return true;
    }
    for (size_t i = 0; i < sizeof signs / sizeof signs[0]; i++) {
        const size_t at =
            stm_slice_ifind(first, stm_slice_from_cstr(signs[i]), 0);
        /* a text that speaks of <html> far inside is a text */
        if (at != STM_SLICE_NPOS && (is_tag || at < 64))
            return true;
    }
    return false;
}

stm_slice stm_name_without_ending(stm_slice name)
{
    for (size_t i = name.len; i > 0; i--) {
        if (name.ptr[i - 1] == '/')
            break;
        if (name.ptr[i - 1] == '.')
            return stm_slice_sub(name, 0, i - 1);
    }
    return (stm_slice){NULL, 0};
}

/* More than one control in fifty characters of the beginning: not text. */
static bool is_binary(stm_slice text)
{
    const stm_slice head = stm_slice_sub(text, 0, 8192);
    size_t chars = 0;
    size_t controls = 0;
    for (size_t at = 0; at < head.len; chars++) {
        uint32_t cp;
        at = stm_utf8_next(head, at, &cp);
        const bool is_space = cp == 0x1B || (cp >= 8 && cp <= 13);
        controls += (cp < 0x20 && !is_space) ||
                    (cp >= 0x7F && cp < 0xA0 && cp != 0x85) ||
                    (cp == 0xFFFD && at < head.len);
    }
    return controls > 0 && controls * 50 > chars;
}

static bool is_blank(stm_slice text)
{
    for (size_t at = 0; at < text.len;) {
        uint32_t cp;
        at = stm_utf8_next(text, at, &cp);
        if (cp > 0x20 && cp != 0xA0 && cp != 0xFEFF && cp != 0x200B &&
            cp != 0x3000)
            return false;
    }
    return true;
}

static void tell_of_encoding(const stm_raw *raw, const stm_read_ctx *ctx,
                             const stm_decoded *d)
{
    const int len = (int)d->encoding.len;
    if (d->from == STM_ENCODING_FROM_GUESS)
        stm_diags_add(ctx->diags, STM_SEVERITY_WARNING, raw->path,
                      raw->offset + d->bad_at, 0,
                      "not valid UTF-8 and no encoding declared: read as %.*s",
                      len, (const char *)d->encoding.ptr);
    else if (d->n_repaired > 0)
        stm_diags_add(ctx->diags, STM_SEVERITY_WARNING, raw->path,
                      raw->offset + d->bad_at, 0,
                      "not valid %.*s: %u characters replaced", len,
                      (const char *)d->encoding.ptr, d->n_repaired);
}

stm_status stm_raw_take_document(stm_raw *raw, const stm_read_ctx *ctx,
                                 stm_slice saved, bool is_html,
                                 stm_arena *arena, stm_error *err)
{
    stm_sha256(saved, raw->sha256);
    raw->kind = is_html ? STM_RAW_HTML : STM_RAW_TEXT;
    if (saved.len == 0) {
        raw->status = STM_RECORD_EMPTY;
        raw->reason = STM_LIT("empty");
        return STM_OK;
    }
    const stm_slice foreign = stm_foreign_kind(saved);
    if (foreign.len > 0) {
        stm_raw_fail(raw, ctx, 0, arena, "not text: %.*s", (int)foreign.len,
                     (const char *)foreign.ptr);
        return STM_OK;
    }
    stm_decoded d;
    STM_TRY(
        stm_decoded_from_bytes(saved, raw->charset, is_html, arena, &d, err));
    if (is_binary(d.text)) {
        stm_raw_fail(raw, ctx, 0, arena, "not text");
        return STM_OK;
    }
    raw->bytes = d.text;
    raw->encoding = d.encoding;
    raw->runs = d.runs;
    raw->n_runs = d.n_runs;
    tell_of_encoding(raw, ctx, &d);
    if (is_blank(d.text)) {
        raw->status = STM_RECORD_EMPTY;
        raw->reason = STM_LIT("nothing but white space");
    } else if (is_html) {
        stm_raw_note_saver(raw, arena);
    }
    return STM_OK;
}
