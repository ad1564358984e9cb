#include "read/mime.h"

#include "read/header_lines.h"

#include "base/banned.h"

static stm_slice type_of(const stm_mime_part *part)
{
    return stm_header_main(
        stm_header_value(part->lines, STM_LIT("Content-Type")));
}

static bool is_multipart(stm_slice type)
{
    return stm_slice_istarts(type, STM_LIT("multipart/"));
}

/* A line of a header: a name without spaces, and a colon. */
static bool begins_with_header(stm_slice s)
{
    const size_t colon = stm_slice_find_byte(stm_slice_sub(s, 0, 80), ':', 0);
    if (colon == STM_SLICE_NPOS || colon == 0)
        return false;
    for (size_t i = 0; i < colon; i++) {
        if (!stm_is_alpha(s.ptr[i]) && s.ptr[i] != '-')
            return false;
    }
    return true;
}

bool stm_is_mime(stm_slice head)
{
    size_t end;
    size_t body;
    if (!begins_with_header(head) || !stm_header_end(head, &end, &body))
        return false;
    const stm_mime_part part = {.lines = stm_slice_sub(head, 0, end)};
    return is_multipart(type_of(&part)) &&
           stm_header_param(
               stm_header_value(part.lines, STM_LIT("Content-Type")),
               STM_LIT("boundary"))
                   .len > 0;
}

stm_mime_part stm_mime_part_from_bytes(stm_slice entity)
{
    size_t end;
    size_t body;
    if (!stm_header_end(entity, &end, &body))
        return (stm_mime_part){.body = entity};
    return (stm_mime_part){.lines = stm_slice_sub(entity, 0, end),
                           .body = stm_slice_sub(entity, body, entity.len)};
}

/*
 * The next line "--boundary" at or after *at: *begin is where it begins, with
 * the line end before it, which belongs to it; *at goes past it.
 */
static bool next_boundary(stm_slice s, stm_slice boundary, size_t *at,
                          size_t *begin, bool *is_last)
{
    size_t from = *at;
    for (;;) {
        const size_t dashes = stm_slice_find(s, STM_LIT("--"), from);
        if (dashes == STM_SLICE_NPOS)
            return false;
        from = dashes + 2;
        const stm_slice rest = stm_slice_sub(s, from, s.len);
        if ((dashes > 0 && s.ptr[dashes - 1] != '\n') ||
            !stm_slice_starts(rest, boundary))
            continue;
        size_t end = from + boundary.len;
        *is_last =
            stm_slice_starts(stm_slice_sub(s, end, s.len), STM_LIT("--"));
        const size_t nl = stm_slice_find_byte(s, '\n', end);
        end = nl == STM_SLICE_NPOS ? s.len : nl + 1;
        *begin = dashes;
        if (*begin > *at && s.ptr[*begin - 1] == '\n')
            (*begin)--;
        if (*begin > *at && s.ptr[*begin - 1] == '\r')
            (*begin)--;
        *at = end;
        return true;
    }
}

/* What is looked for among the parts of one multipart. */
typedef struct search {
    stm_slice start;     /* Content-ID of the page, or "" */
    stm_mime_part page;  /* found */
    stm_mime_part inner; /* the first multipart inside */
    bool has_page;
    bool has_inner;
} search;

static void consider(search *self, const stm_mime_part *part)
{
    const stm_slice type = type_of(part);
    const stm_slice id = stm_header_unbracket(
        stm_header_value(part->lines, STM_LIT("Content-ID")));
    const bool is_start = self->start.len > 0 && stm_slice_eq(id, self->start);
    if (is_multipart(type) && !self->has_inner) {
        self->inner = *part;
        self->has_inner = true;
    }
    const bool is_page = stm_slice_ieq(type, STM_LIT("text/html")) ||
                         stm_slice_ieq(type, STM_LIT("application/xhtml+xml"));
    if (is_page && (!self->has_page || is_start)) {
        self->page = *part;
        self->has_page = true;
        /* the part that was asked for is not replaced by a later one */
        if (is_start)
            self->start = (stm_slice){NULL, 0};
    }
}

static void search_parts(search *self, const stm_mime_part *whole, bool *is_cut)
{
    const stm_slice type =
        stm_header_value(whole->lines, STM_LIT("Content-Type"));
    const stm_slice boundary = stm_header_param(type, STM_LIT("boundary"));
    self->start =
        stm_header_unbracket(stm_header_param(type, STM_LIT("start")));
    size_t at = 0;
    size_t begin = 0;
    bool is_last = false;
    if (boundary.len == 0 ||
        !next_boundary(whole->body, boundary, &at, &begin, &is_last))
        return;
    while (!is_last) {
        const size_t from = at;
        const bool found =
            next_boundary(whole->body, boundary, &at, &begin, &is_last);
        const stm_mime_part part = stm_mime_part_from_bytes(
            stm_slice_sub(whole->body, from, found ? begin : whole->body.len));
        consider(self, &part);
        if (!found) {
            *is_cut = true;
            return;
        }
    }
}

bool stm_mime_find_page(const stm_mime_part *whole, stm_mime_part *page,
                        bool *is_cut)
{
    stm_mime_part now = *whole;
    *is_cut = false;
    for (unsigned depth = 0; depth < STM_MIME_MAX_DEPTH; depth++) {
        search s = {.has_page = false};
        search_parts(&s, &now, is_cut);
        if (s.has_page) {
            *page = s.page;
            return true;
        }
        if (!s.has_inner)
            return false;
        now = s.inner;
    }
    return false;
}

static int hex_value(uint8_t c)
{
    if (stm_is_digit(c))
        return c - '0';
    c = stm_to_lower(c);
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* RFC 2045 6.7; what is no escape is left as it stands. */
static size_t unquote(stm_slice s, uint8_t *out)
{
    size_t n = 0;
    for (size_t i = 0; i < s.len; i++) {
        if (s.ptr[i] != '=') {
            out[n++] = s.ptr[i];
            continue;
        }
        size_t end = i + 1;
        while (end < s.len && (s.ptr[end] == ' ' || s.ptr[end] == '\t'))
            end++;
        if (end < s.len && s.ptr[end] == '\r')
            end++;
        if (end >= s.len || s.ptr[end] == '\n') {
            i = end; /* a soft line end */
            continue;
        }
        const int high = i + 2 < s.len ? hex_value(s.ptr[i + 1]) : -1;
        const int low = i + 2 < s.len ? hex_value(s.ptr[i + 2]) : -1;
        if (high < 0 || low < 0) {
            out[n++] = '=';
            continue;
        }
        out[n++] = (uint8_t)(high * 16 + low);
        i += 2;
    }
    return n;
}

static int base64_value(uint8_t c)
{
    if (stm_is_upper(c))
        return c - 'A';
    if (stm_is_lower(c))
        return c - 'a' + 26;
    if (stm_is_digit(c))
        return c - '0' + 52;
    return c == '+' ? 62 : c == '/' ? 63 : -1;
}

static size_t unbase64(stm_slice s, uint8_t *out)
{
    uint32_t bits = 0;
    unsigned have = 0;
    size_t n = 0;
    for (size_t i = 0; i < s.len && s.ptr[i] != '='; i++) {
        const int value = base64_value(s.ptr[i]);
        if (value < 0)
            continue;
        bits = bits << 6 | (uint32_t)value;
        have += 6;
        if (have >= 8) {
            have -= 8;
            out[n++] = (uint8_t)(bits >> have);
        }
    }
    return n;
}

stm_slice stm_mime_decode(const stm_mime_part *part, stm_arena *arena)
{
    const stm_slice how = stm_header_main(
        stm_header_value(part->lines, STM_LIT("Content-Transfer-Encoding")));
    const bool quoted = stm_slice_ieq(how, STM_LIT("quoted-printable"));
    if (!quoted && !stm_slice_ieq(how, STM_LIT("base64")))
        return part->body;
    uint8_t *out = stm_arena_alloc(arena, part->body.len, 1);
    if (out == NULL)
        return (stm_slice){NULL, 0};
    const size_t n =
        quoted ? unquote(part->body, out) : unbase64(part->body, out);
    return stm_slice_of(out, n);
}
