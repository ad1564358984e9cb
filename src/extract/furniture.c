#include "extract/furniture.h"

#include "base/utf8.h"

#include "base/banned.h"

#define LONGEST_BYTES 320u /* no furniture is longer than this */

#define LINE STM_FURNITURE_LINE
#define LEAD STM_FURNITURE_LEAD
#define SECTION STM_FURNITURE_SECTION
#define FORM STM_FURNITURE_FORM

static const struct {
    const char *words;
    bool is_whole; /* the line holds nothing else but marks and digits */
    uint8_t kind;
} phrases[] = {
#include "extract/furniture_phrases.inc"
};

#undef LINE
#undef LEAD
#undef SECTION
#undef FORM

/* Without bullets, arrows and blanks at its head. */
static stm_slice skip_bullets(stm_slice line)
{
    size_t at = 0;
    while (at < line.len) {
        uint32_t c;
        const size_t next = stm_utf8_next(line, at, &c);
        const bool is_mark =
            c <= ' ' || c == '-' || c == '*' || c == '>' || c == '|' ||
            c == '+' || c == '#' || c == 0xA0 || c == 0xB7 || c == 0xBB ||
            (c >= 0x2010 && c <= 0x27BF) || c == 0xFEFF || c == 0xFE0F;
        if (!is_mark)
            break;
        at = next;
    }
    return stm_slice_sub(line, at, line.len);
}

/* Equal at the head but for case, of Latin-1, Greek and Cyrillic too. */
static uint32_t lower(uint32_t c)
{
    if (c < 0x80)
        return stm_to_lower((uint8_t)c);
    if ((c >= 0xC0 && c <= 0xDE && c != 0xD7) || (c >= 0x391 && c <= 0x3A9) ||
        (c >= 0x410 && c <= 0x42F))
        return c + 32;
    if (c >= 0x400 && c <= 0x40F)
        return c + 80;
    if (c == 0x2019 || c == 0x2018)
        return '\'';
    if ((c >= 0x100 && c <= 0x137) || (c >= 0x14A && c <= 0x177))
        return c | 1;
    return c;
}

static bool begins_with(stm_slice line, stm_slice words, size_t *end)
{
    size_t i = 0;
    size_t k = 0;
    while (k < words.len) {
        uint32_t a;
        uint32_t b;
        if (i >= line.len)
            return false;
        i = stm_utf8_next(line, i, &a);
        k = stm_utf8_next(words, k, &b);
        if (lower(a) != b)
            return false;
    }
    *end = i;
    return true;
}

static bool is_word_byte(uint8_t c)
{
    return stm_is_alpha(c) || c >= 0x80;
}

/* Marks, digits and blanks only. */
static bool is_rest_empty(stm_slice rest)
{
    for (size_t i = 0; i < rest.len; i++)
        if (is_word_byte(rest.ptr[i]))
            return false;
    return true;
}

/*
 * A template's key or placeholder that was never filled in: one word without
 * blanks, letters joined by dots, slashes and underscores, in lower case;
 * or braces around a name.
 */
static bool is_template_debris(stm_slice line)
{
    uint32_t joints = 0;
    uint32_t under = 0;
    uint32_t slashes = 0;
    if (stm_slice_starts(line, STM_LIT("{{")) ||
        stm_slice_starts(line, STM_LIT("[[")) ||
        stm_slice_starts(line, STM_LIT("${")) ||
        stm_slice_starts(line, STM_LIT("<%")) ||
        stm_slice_starts(line, STM_LIT("%%")))
        return line.len < 100;
    for (size_t i = 0; i < line.len; i++) {
        const uint8_t c = line.ptr[i];
        const bool is_inner = i > 0 && i + 1 < line.len;
        if (c == '.' || c == '/' || c == '_' || c == ':') {
            if (!is_inner)
                return false;
            joints++;
            under += c == '_';
            slashes += c == '/';
        } else if (!stm_is_alpha(c) && !stm_is_digit(c) && c != '-') {
            return false;
        }
    }
    const bool is_url = stm_slice_istarts(line, STM_LIT("http")) ||
                        stm_slice_istarts(line, STM_LIT("www."));
    return !is_url && joints > 0 && line.len > 4 &&
           (under > 0 ||
            (joints > 1 && slashes == 0 && stm_is_lower(line.ptr[0])));
}

stm_furniture stm_furniture_of(stm_slice line)
{
    line = skip_bullets(stm_slice_trim(line));
    if (line.len == 0 || line.len > LONGEST_BYTES)
        return STM_FURNITURE_NONE;
    if (is_template_debris(line))
        return STM_FURNITURE_LINE;
    for (size_t i = 0; i < sizeof phrases / sizeof *phrases; i++) {
        const stm_slice words = stm_slice_from_cstr(phrases[i].words);
        size_t end;
        if (!begins_with(line, words, &end) ||
            (end < line.len && is_word_byte(line.ptr[end]) &&
             is_word_byte(words.ptr[words.len - 1])))
            continue;
        const stm_slice rest = stm_slice_sub(line, end, line.len);
        if (is_rest_empty(rest) && rest.len < 24)
            return (stm_furniture)phrases[i].kind;
        if (!phrases[i].is_whole && line.len <= 160)
            return (stm_furniture)phrases[i].kind;
    }
    return STM_FURNITURE_NONE;
}
