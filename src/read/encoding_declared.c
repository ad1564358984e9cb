#include "read/encoding_internal.h"

#include "base/banned.h"

/* Browsers look at 1,024 bytes; some pages put their scripts first. */
enum { look_bytes = 4096 };

static size_t skip_space(stm_slice s, size_t at)
{
    while (at < s.len && (stm_is_space(s.ptr[at]) || s.ptr[at] == '/'))
        at++;
    return at;
}

/* A quoted or bare value that begins at `at`; *end is where it stops. */
static stm_slice value_at(stm_slice s, size_t at, size_t *end)
{
    if (at < s.len && (s.ptr[at] == '"' || s.ptr[at] == '\'')) {
        const size_t close = stm_slice_find_byte(s, s.ptr[at], at + 1);
        const size_t stop = close == STM_SLICE_NPOS ? s.len : close;
        *end = stop < s.len ? stop + 1 : stop;
        return stm_slice_sub(s, at + 1, stop);
    }
    size_t stop = at;
    while (stop < s.len && !stm_is_space(s.ptr[stop]) && s.ptr[stop] != '>' &&
           s.ptr[stop] != ';')
        stop++;
    *end = stop;
    return stm_slice_sub(s, at, stop);
}

/* The value after "charset" and "=" in a content attribute. */
static stm_slice charset_in_content(stm_slice content)
{
    size_t at = 0;
    for (;;) {
        at = stm_slice_ifind(content, STM_LIT("charset"), at);
        if (at == STM_SLICE_NPOS)
            return (stm_slice){NULL, 0};
        at = skip_space(content, at + 7);
        if (at < content.len && content.ptr[at] == '=') {
            size_t end;
            return value_at(content, skip_space(content, at + 1), &end);
        }
    }
}

/* Reads the attributes of one <meta ...>, from after its name. */
static stm_slice charset_in_meta(stm_slice s, size_t at, size_t *end)
{
    stm_slice found = {NULL, 0};
    for (;;) {
        at = skip_space(s, at);
        if (at >= s.len || s.ptr[at] == '>')
            break;
        const size_t name = at;
        while (at < s.len && s.ptr[at] != '=' && s.ptr[at] != '>' &&
               s.ptr[at] != '/' && !stm_is_space(s.ptr[at]))
            at++;
        const stm_slice attribute = stm_slice_sub(s, name, at);
        at = skip_space(s, at);
        stm_slice value = {NULL, 0};
        if (at < s.len && s.ptr[at] == '=')
            value = value_at(s, skip_space(s, at + 1), &at);
        else if (at == name)
            at++;
        if (found.len == 0 && stm_slice_ieq(attribute, STM_LIT("charset")))
            found = value;
        if (found.len == 0 && stm_slice_ieq(attribute, STM_LIT("content")))
            found = charset_in_content(value);
    }
    *end = at;
    return found;
}

static stm_slice xml_encoding(stm_slice s)
{
    if (!stm_slice_starts(s, STM_LIT("<?xml")))
        return (stm_slice){NULL, 0};
    const size_t close = stm_slice_find(s, STM_LIT("?>"), 0);
    if (close == STM_SLICE_NPOS)
        return (stm_slice){NULL, 0};
    s.len = close;
    const size_t at = stm_slice_find(s, STM_LIT("encoding"), 0);
    const size_t equals =
        at == STM_SLICE_NPOS ? at : stm_slice_find_byte(s, '=', at);
    if (equals == STM_SLICE_NPOS)
        return (stm_slice){NULL, 0};
    size_t end;
    return value_at(s, skip_space(s, equals + 1), &end);
}

stm_slice stm_encoding_declared(stm_slice bytes)
{
    const stm_slice s = stm_slice_sub(bytes, 0, look_bytes);
    stm_slice name = stm_encoding_from_label(xml_encoding(s));
    size_t at = 0;
    while (name.len == 0) {
        at = stm_slice_find_byte(s, '<', at);
        if (at == STM_SLICE_NPOS)
            break;
        const stm_slice rest = stm_slice_sub(s, at, s.len);
        if (stm_slice_starts(rest, STM_LIT("<!--"))) {
            at = stm_slice_find(s, STM_LIT("-->"), at + 2);
            if (at == STM_SLICE_NPOS)
                break;
        } else if (stm_slice_istarts(rest, STM_LIT("<meta")) && rest.len > 5 &&
                   (stm_is_space(rest.ptr[5]) || rest.ptr[5] == '/')) {
            name = stm_encoding_from_label(charset_in_meta(s, at + 5, &at));
        } else {
            at++;
        }
    }
    if (stm_slice_starts(name, STM_LIT("UTF-16")))
        return STM_LIT("UTF-8");
    return name;
}
