#include "extract/agency_form.h"

#include "base/utf8.h"

#include "base/banned.h"

#define MAX_BYTES 48u
#define MAX_WORDS 5u

enum word_kind {
    WORD_PLAIN = 1u << 0,
    WORD_WIRE = 1u << 1, /* says it alone */
    WORD_NEWS = 1u << 2, /* says it with the next */
    WORD_SERVICE = 1u << 3,
    WORD_JOINT = 1u << 4, /* "of", "and": no capital needed */
    WORD_LOWER = 1u << 5, /* anything else without a capital */
};

static const struct {
    const char *word;
    unsigned kind;
} known[] = {
    {"wire", WORD_WIRE},
    {"newswire", WORD_WIRE},
    {"wires", WORD_WIRE},
    {"syndicate", WORD_WIRE},
    {"nachrichtenagentur", WORD_WIRE},
    {"presseagentur", WORD_WIRE},
    {"news", WORD_NEWS},
    {"press", WORD_NEWS},
    {"presse", WORD_NEWS},
    {"telegraph", WORD_NEWS},
    {"information", WORD_NEWS},
    {"agency", WORD_SERVICE},
    {"service", WORD_SERVICE},
    {"agence", WORD_SERVICE},
    {"agencia", WORD_SERVICE},
    {"agenzia", WORD_SERVICE},
    {"of", WORD_JOINT},
    {"and", WORD_JOINT},
    {"the", WORD_JOINT},
    {"de", WORD_JOINT},
};

static unsigned kind_of(stm_slice word)
{
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (stm_slice_ieq(word, stm_slice_from_cstr(known[i].word)))
            return known[i].kind;
    const uint8_t c = word.ptr[0];
    const bool is_capital = c >= 0x80 || (c >= 'A' && c <= 'Z');
    return is_capital ? WORD_PLAIN : WORD_LOWER;
}

bool stm_agency_has_form(stm_slice held)
{
    const stm_slice s = stm_slice_trim(held);
    if (s.len == 0 || s.len > MAX_BYTES)
        return false;
    unsigned seen = 0;
    uint32_t n_words = 0;
    for (size_t at = 0; at < s.len;) {
        size_t end = at;
        while (end < s.len && (stm_is_alpha(s.ptr[end]) || s.ptr[end] >= 0x80 ||
                               s.ptr[end] == '-'))
            end++;
        if (end == at || ++n_words > MAX_WORDS)
            return false;
        seen |= kind_of(stm_slice_sub(s, at, end));
        if (end < s.len && s.ptr[end] != ' ')
            return false;
        at = end + 1;
    }
    const bool says = (seen & WORD_WIRE) != 0 ||
                      ((seen & WORD_NEWS) != 0 && (seen & WORD_SERVICE) != 0);
    const bool names = (seen & WORD_PLAIN) != 0;
    return says && names && (seen & WORD_LOWER) == 0 && n_words >= 2;
}
