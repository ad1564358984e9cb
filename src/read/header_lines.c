#include "read/header_lines.h"

#include "base/banned.h"

/* One line from *at, without its end; *at goes past it. False at the end. */
static bool next_line(stm_slice s, size_t *at, stm_slice *line)
{
    if (*at >= s.len)
        return false;
    const size_t nl = stm_slice_find_byte(s, '\n', *at);
    const size_t end = nl == STM_SLICE_NPOS ? s.len : nl;
    *line = stm_slice_sub(s, *at, end);
    if (line->len > 0 && line->ptr[line->len - 1] == '\r')
        line->len--;
    *at = nl == STM_SLICE_NPOS ? s.len : nl + 1;
    return true;
}

bool stm_header_end(stm_slice s, size_t *end, size_t *body)
{
    size_t at = 0;
    for (;;) {
        const size_t begin = at;
        const size_t nl = stm_slice_find_byte(s, '\n', at);
        if (nl == STM_SLICE_NPOS)
            return false;
        at = nl + 1;
        if (nl == begin || (nl == begin + 1 && s.ptr[begin] == '\r')) {
            *end = begin;
            *body = at;
            return true;
        }
    }
}

stm_slice stm_header_value(stm_slice lines, stm_slice name)
{
    stm_slice line;
    for (size_t at = 0; next_line(lines, &at, &line);) {
        if (line.len <= name.len || !stm_slice_istarts(line, name))
            continue;
        const size_t colon = stm_slice_find_byte(line, ':', name.len);
        if (colon == STM_SLICE_NPOS ||
            stm_slice_trim(stm_slice_sub(line, name.len, colon)).len > 0)
            continue;
        const size_t begin = (size_t)(line.ptr - lines.ptr) + colon + 1;
        while (at < lines.len &&
               (lines.ptr[at] == ' ' || lines.ptr[at] == '\t'))
            (void)next_line(lines, &at, &line);
        return stm_slice_trim(stm_slice_sub(lines, begin, at));
    }
    return (stm_slice){NULL, 0};
}

stm_slice stm_header_main(stm_slice value)
{
    const size_t semicolon = stm_slice_find_byte(value, ';', 0);
    return stm_slice_trim(stm_slice_sub(value, 0, semicolon));
}

/* From a quotation mark at `at` to the one that closes it. */
static stm_slice quoted_at(stm_slice s, size_t at)
{
    const size_t close = stm_slice_find_byte(s, '"', at + 1);
    return stm_slice_sub(s, at + 1, close);
}

stm_slice stm_header_param(stm_slice value, stm_slice name)
{
    size_t at = 0;
    while ((at = stm_slice_find_byte(value, ';', at)) != STM_SLICE_NPOS) {
        at++;
        while (at < value.len && stm_is_space(value.ptr[at]))
            at++;
        const stm_slice rest = stm_slice_sub(value, at, value.len);
        const size_t equals = stm_slice_find_byte(rest, '=', 0);
        if (equals == STM_SLICE_NPOS)
            break;
        if (!stm_slice_ieq(stm_slice_trim(stm_slice_sub(rest, 0, equals)),
                           name))
            continue;
        at = equals + 1;
        while (at < rest.len && stm_is_space(rest.ptr[at]))
            at++;
        if (at < rest.len && rest.ptr[at] == '"')
            return quoted_at(rest, at);
        const size_t end = stm_slice_find_byte(rest, ';', at);
        return stm_slice_trim(stm_slice_sub(rest, at, end));
    }
    return (stm_slice){NULL, 0};
}

stm_slice stm_header_unfold(stm_slice value, stm_arena *arena)
{
    if (stm_slice_find_byte(value, '\n', 0) == STM_SLICE_NPOS)
        return value;
    uint8_t *out = stm_arena_alloc(arena, value.len, 1);
    if (out == NULL)
        return (stm_slice){NULL, 0};
    size_t n = 0;
    for (size_t i = 0; i < value.len; i++) {
        const uint8_t c = value.ptr[i];
        if (c == '\r' || c == '\n')
            continue;
        /* the white space that begins a line of continuation is one space */
        if ((c == ' ' || c == '\t') && n > 0 && out[n - 1] == ' ')
            continue;
        out[n++] = c == '\t' ? ' ' : c;
    }
    return stm_slice_of(out, n);
}

stm_slice stm_header_unbracket(stm_slice value)
{
    if (value.len >= 2 && value.ptr[0] == '<' &&
        value.ptr[value.len - 1] == '>')
        return stm_slice_sub(value, 1, value.len - 1);
    return value;
}
