#include "extract/date_words.h"

#include <string.h>

#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/utf16.h>

#include "base/utf8.h"

#include "base/banned.h"

/* Ascending by name; `languages` is empty where the name is unambiguous. */
static const struct {
    const char *name;
    const char *languages; /* parted by blanks */
    uint8_t value;         /* 1..12 month, 21..27 weekday */
} names[] = {
#include "extract/date_names_table.inc"
};

/* Who is asked first where the text's language is not known. */
static const char *const readers[] = {"en", "es", "de", "fr", "pt", "it",
                                      "ru", "pl", "nl", "tr", "cs", "sv",
                                      "id", "uk", "ro", "hu", "el", "hr"};

static size_t append_utf8(uint8_t *out, size_t n, size_t cap, uint32_t c)
{
    uint8_t b[4];
    size_t len = 0;
    if (c < 0x80) {
        b[len++] = (uint8_t)c;
    } else if (c < 0x800) {
        b[len++] = (uint8_t)(0xC0 | c >> 6);
        b[len++] = (uint8_t)(0x80 | (c & 0x3F));
    } else if (c < 0x10000) {
        b[len++] = (uint8_t)(0xE0 | c >> 12);
        b[len++] = (uint8_t)(0x80 | (c >> 6 & 0x3F));
        b[len++] = (uint8_t)(0x80 | (c & 0x3F));
    } else {
        b[len++] = (uint8_t)(0xF0 | c >> 18);
        b[len++] = (uint8_t)(0x80 | (c >> 12 & 0x3F));
        b[len++] = (uint8_t)(0x80 | (c >> 6 & 0x3F));
        b[len++] = (uint8_t)(0x80 | (c & 0x3F));
    }
    if (n + len > cap)
        return 0;
    memcpy(out + n, b, len);
    return n + len;
}

/* Case folded, and the letter alone of a letter with marks. */
static uint32_t base_letter(const UNormalizer2 *nfd, uint32_t cp)
{
    UErrorCode err = U_ZERO_ERROR;
    UChar parts[16];
    const UChar32 c = u_foldCase((UChar32)cp, U_FOLD_CASE_DEFAULT);
    const int32_t m = unorm2_getDecomposition(nfd, c, parts, 16, &err);
    if (U_FAILURE(err) || m <= 0)
        return (uint32_t)c;
    if (m > 1 && U16_IS_SURROGATE(parts[0]))
        return (uint32_t)U16_GET_SUPPLEMENTARY(parts[0], parts[1]);
    return parts[0];
}

size_t stm_date_fold(stm_slice word, uint8_t out[STM_DATE_FOLD_BYTES])
{
    UErrorCode err = U_ZERO_ERROR;
    const UNormalizer2 *nfd = NULL;
    size_t n = 0;
    for (size_t at = 0; at < word.len;) {
        uint32_t c;
        at = stm_utf8_next(word, at, &c);
        if (c == '.')
            continue;
        if (c < 0x80) {
            c = stm_to_lower((uint8_t)c);
        } else {
            if (nfd == NULL)
                nfd = unorm2_getNFDInstance(&err);
            if (U_FAILURE(err))
                return 0;
            c = base_letter(nfd, c);
            if (u_getCombiningClass((UChar32)c) != 0 || c == 0x200C ||
                c == 0x200D)
                continue;
        }
        n = append_utf8(out, n, STM_DATE_FOLD_BYTES, c);
        if (n == 0)
            return 0;
    }
    return n;
}

static int compare_name(const uint8_t *word, size_t len, const char *name)
{
    const size_t other = strlen(name);
    const size_t shared = len < other ? len : other;
    const int c = memcmp(word, name, shared);
    if (c != 0)
        return c;
    return len < other ? -1 : len > other;
}

static size_t first_of(const uint8_t *word, size_t len)
{
    size_t low = 0;
    size_t high = sizeof names / sizeof *names;
    while (low < high) {
        const size_t mid = low + (high - low) / 2;
        if (compare_name(word, len, names[mid].name) > 0)
            low = mid + 1;
        else
            high = mid;
    }
    return low;
}

static bool lists(const char *languages, stm_slice language)
{
    const stm_slice all = stm_slice_from_cstr(languages);
    size_t at = 0;
    while (language.len > 0 && at < all.len) {
        size_t end = stm_slice_find_byte(all, ' ', at);
        end = end == STM_SLICE_NPOS ? all.len : end;
        if (stm_slice_eq(stm_slice_sub(all, at, end), language))
            return true;
        at = end + 1;
    }
    return false;
}

/*
 * How early the language of an entry is asked; less is better, UINT32_MAX
 * never. English names turn up in texts of every language.
 */
static uint32_t rank_of(const char *languages, stm_slice language)
{
    if (languages[0] == 0 || lists(languages, language))
        return 0;
    for (uint32_t i = 0; i < sizeof readers / sizeof *readers; i++)
        if (lists(languages, stm_slice_from_cstr(readers[i])))
            return i == 0 || language.len == 0 ? i + 1 : UINT32_MAX;
    return UINT32_MAX;
}

stm_date_word stm_date_word_of(stm_slice word, stm_slice language)
{
    uint8_t folded[STM_DATE_FOLD_BYTES];
    stm_date_word found = {0};
    const size_t len = stm_date_fold(word, folded);
    if (len < 2)
        return found;
    uint32_t month_rank = UINT32_MAX;
    uint32_t weekday_rank = UINT32_MAX;
    for (size_t i = first_of(folded, len);
         i < sizeof names / sizeof *names &&
         compare_name(folded, len, names[i].name) == 0;
         i++) {
        const uint32_t rank = rank_of(names[i].languages, language);
        if (names[i].value > 20 && rank < weekday_rank) {
            weekday_rank = rank;
            found.weekday = (uint8_t)(names[i].value - 20);
        } else if (names[i].value <= 12 && rank < month_rank) {
            month_rank = rank;
            found.month = names[i].value;
        }
    }
    return found;
}

int stm_digit_value(uint32_t cp)
{
    if (cp < 0x80)
        return cp >= '0' && cp <= '9' ? (int)cp - '0' : -1;
    if (u_charType((UChar32)cp) != U_DECIMAL_DIGIT_NUMBER)
        return -1;
    return (int)u_charDigitValue((UChar32)cp);
}
