#include <string.h>

#include "base/utf8.h"
#include "text/cld2_shim.h"
#include "text/text_cutter.h"

#include "base/banned.h"

/*
 * Half a kilobyte tells the language of news as well as a whole article does,
 * at a tenth of the cost; where CLD2 doubts, it is asked again with more.
 */
enum { first_look_bytes = 512, second_look_bytes = 8192, skip_bytes = 512 };

/* At most `max` bytes of `text` from `at`, moved to code point borders. */
static stm_slice window(stm_slice text, size_t at, size_t max)
{
    while (at < text.len && (text.ptr[at] & 0xC0) == 0x80)
        at++;
    size_t end = text.len - at > max ? at + max : text.len;
    while (end > at && end < text.len && (text.ptr[end] & 0xC0) == 0x80)
        end--;
    /* CLD2 asks for valid UTF-8 */
    const stm_slice cut = stm_slice_sub(text, at, end);
    return stm_slice_sub(cut, 0, stm_utf8_valid(cut));
}

/* CLD2's codes that BCP 47 spells otherwise. */
static stm_slice to_bcp47(const char *code)
{
    static const struct {
        const char *cld2;
        const char *ours;
    } renamed[] = {{"iw", "he"}, {"in", "id"}, {"jw", "jv"},
                   {"un", ""},   {"xxx", ""},  {"tl", "fil"}};
    for (size_t i = 0; i < sizeof renamed / sizeof renamed[0]; i++)
        if (strcmp(code, renamed[i].cld2) == 0)
            return stm_slice_from_cstr(renamed[i].ours);
    const stm_slice all = stm_slice_from_cstr(code);
    return stm_slice_sub(all, 0, stm_slice_find_byte(all, '-', 0));
}

stm_slice stm_language_of(stm_slice text)
{
    const size_t at = text.len > 4 * skip_bytes ? skip_bytes : 0;
    const stm_slice first = window(text, at, first_look_bytes);
    if (first.len == 0)
        return (stm_slice){NULL, 0};
    bool reliable = false;
    const char *code =
        stm_cld2_detect((const char *)first.ptr, (int)first.len, &reliable);
    if (!reliable && text.len > first.len) {
        const stm_slice more = window(text, 0, second_look_bytes);
        code =
            stm_cld2_detect((const char *)more.ptr, (int)more.len, &reliable);
    }
    return reliable ? to_bcp47(code) : (stm_slice){NULL, 0};
}
