#include "extract/agency.h"

#include "base/utf8.h"

#include "base/banned.h"

enum agency_flag {
    AGENCY_CASE = 1u << 0,  /* printed in just this case of letters */
    AGENCY_SHY = 1u << 1,   /* an abbreviation with other meanings */
    AGENCY_PHOTO = 1u << 2, /* deals in pictures only */
};

/* Ascending by `name` in ASCII lower case: a test holds the file to it. */
static const struct {
    const char *name;
    const char *canonical;
    uint8_t flags;
} agencies[] = {
#include "extract/agency_names.inc"
};

#define N_AGENCIES (sizeof agencies / sizeof *agencies)

static bool is_word_byte(uint8_t c)
{
    return stm_is_alpha(c) || stm_is_digit(c) || c >= 0x80;
}

/* True where the code point at `at` goes on a word of the Latin kind. */
static bool goes_on(stm_slice text, size_t at)
{
    if (at >= text.len)
        return false;
    if (text.ptr[at] < 0x80)
        return is_word_byte(text.ptr[at]);
    uint32_t c;
    stm_utf8_next(text, at, &c);
    return (c >= 0xC0 && c < 0x2000 && c != 0xD7 && c != 0xF7);
}

static bool starts_word(stm_slice text, size_t at)
{
    if (at == 0)
        return true;
    uint32_t c;
    (void)stm_utf8_prev(text, at, &c);
    if (c < 0x80)
        return !stm_is_alpha((uint8_t)c) && !stm_is_digit((uint8_t)c);
    return !(c >= 0xC0 && c < 0x2000 && c != 0xD7 && c != 0xF7);
}

static int order(stm_slice text, size_t at, uint8_t first)
{
    const uint8_t c = at < text.len ? stm_to_lower(text.ptr[at]) : 0;
    return (int)stm_to_lower(first) - (int)c;
}

/* The first entry whose name begins with the byte at `at`. */
static size_t lower_bound(stm_slice text, size_t at)
{
    size_t low = 0;
    size_t high = N_AGENCIES;
    while (low < high) {
        const size_t mid = low + (high - low) / 2;
        if (order(text, at, (uint8_t)agencies[mid].name[0]) < 0)
            low = mid + 1;
        else
            high = mid;
    }
    return low;
}

static stm_agency agency_of(size_t i, size_t end)
{
    return (stm_agency){.name = stm_slice_from_cstr(agencies[i].canonical),
                        .end = end,
                        .is_shy = (agencies[i].flags & AGENCY_SHY) != 0,
                        .is_photo = (agencies[i].flags & AGENCY_PHOTO) != 0};
}

stm_agency stm_agency_at(stm_slice text, size_t at)
{
    stm_agency best = {0};
    if (at >= text.len || !starts_word(text, at))
        return best;
    for (size_t i = lower_bound(text, at);
         i < N_AGENCIES && order(text, at, (uint8_t)agencies[i].name[0]) == 0;
         i++) {
        const stm_slice name = stm_slice_from_cstr(agencies[i].name);
        const stm_slice here = stm_slice_sub(text, at, at + name.len);
        const bool is_same = (agencies[i].flags & AGENCY_CASE) != 0
                                 ? stm_slice_eq(here, name)
                                 : stm_slice_ieq(here, name);
        if (is_same && !goes_on(text, at + name.len) &&
            at + name.len > best.end)
            best = agency_of(i, at + name.len);
    }
    return best;
}

stm_agency stm_agency_named(stm_slice name)
{
    for (size_t i = lower_bound(name, 0);
         i < N_AGENCIES && order(name, 0, (uint8_t)agencies[i].name[0]) == 0;
         i++)
        if (stm_slice_ieq(name, stm_slice_from_cstr(agencies[i].name)))
            return agency_of(i, name.len);
    return (stm_agency){0};
}

stm_agency stm_agency_in(stm_slice text, size_t *begin)
{
    for (size_t at = 0; at < text.len; at++) {
        if (!is_word_byte(text.ptr[at]) || (text.ptr[at] & 0xC0) == 0x80)
            continue;
        const stm_agency found = stm_agency_at(text, at);
        if (found.name.len > 0 && !found.is_photo) {
            *begin = at;
            return found;
        }
    }
    return (stm_agency){0};
}
