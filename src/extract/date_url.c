/* What stands outside a text: who writes it, and the date in its address. */
#include "extract/date_parse.h"
#include "extract/date_words.h"

#include "base/banned.h"

#define FIRST_YEAR 1990 /* of the web */
#define LAST_YEAR 2099

stm_date_hint stm_date_hint_for(stm_slice language, stm_slice host)
{
    static const char *const ymd[] = {"hu", "ja", "ko", "zh", "lt", "mn"};
    size_t cut = stm_slice_find_byte(language, '-', 0);
    if (cut == STM_SLICE_NPOS)
        cut = stm_slice_find_byte(language, '_', 0);
    const stm_slice base =
        cut == STM_SLICE_NPOS ? language : stm_slice_sub(language, 0, cut);
    const stm_slice region =
        cut == STM_SLICE_NPOS ? (stm_slice){NULL, 0}
                              : stm_slice_sub(language, cut + 1, language.len);
    stm_date_hint hint = {.language = base, .order = STM_DATE_ORDER_DMY};
    for (size_t i = 0; i < sizeof ymd / sizeof *ymd; i++)
        if (stm_slice_eq(base, stm_slice_from_cstr(ymd[i])))
            hint.order = STM_DATE_ORDER_YMD;
    /* Month first is the way of the United States and the Philippines. */
    static const char *const day_first[] = {".uk", ".au", ".ie", ".nz", ".in",
                                            ".za", ".pk", ".ng", ".ke", ".eu"};
    bool is_day_first = false;
    for (size_t i = 0; i < sizeof day_first / sizeof *day_first; i++)
        if (stm_slice_iends(host, stm_slice_from_cstr(day_first[i])))
            is_day_first = true;
    if (stm_slice_ieq(region, STM_LIT("US")) ||
        stm_slice_ieq(region, STM_LIT("PH")))
        hint.order = is_day_first ? STM_DATE_ORDER_DMY : STM_DATE_ORDER_MDY;
    else if (stm_slice_ieq(base, STM_LIT("en")) && region.len == 0 &&
             !is_day_first)
        hint.order = STM_DATE_ORDER_MDY;
    return hint;
}

static bool url_number(stm_slice url, size_t *at, size_t digits, int *out)
{
    if (*at + digits > url.len)
        return false;
    int value = 0;
    for (size_t i = 0; i < digits; i++) {
        const uint8_t c = url.ptr[*at + i];
        if (!stm_is_digit(c))
            return false;
        value = value * 10 + (c - '0');
    }
    *at += digits;
    *out = value;
    return true;
}

static bool url_date_at(stm_slice url, size_t at, stm_date *out)
{
    int year = 0;
    int month = 0;
    int day = 0;
    if (!url_number(url, &at, 4, &year) || at >= url.len)
        return false;
    const uint8_t sep = url.ptr[at];
    if (sep == '/' || sep == '-' || sep == '_' || sep == '.') {
        at++;
        if (!url_number(url, &at, 2, &month)) {
            size_t end = at;
            while (end < url.len && stm_is_alpha(url.ptr[end]))
                end++;
            month = stm_date_word_of(stm_slice_sub(url, at, end), STM_LIT("en"))
                        .month;
            if (month == 0 && end == at)
                (void)(url_number(url, &at, 1, &month));
            else
                at = end;
        }
        if (month == 0 || at >= url.len || url.ptr[at] != sep)
            return false;
        at++;
        if (!url_number(url, &at, 2, &day) && !url_number(url, &at, 1, &day))
            return false;
    } else if (!url_number(url, &at, 2, &month) ||
               !url_number(url, &at, 2, &day)) {
        return false;
    }
    if (at < url.len && stm_is_digit(url.ptr[at]))
        return false;
    const stm_date date = {.year = (int16_t)year,
                           .month = (uint8_t)month,
                           .day = (uint8_t)day,
                           .precision = STM_DATE_DAY,
                           .zone_minutes = STM_ZONE_UNKNOWN};
    if (year < FIRST_YEAR || year > LAST_YEAR ||
        stm_date_day_number(date) == STM_NO_DAY)
        return false;
    *out = date;
    return true;
}

/* "29-10-2021", day first, as its own part of the path. */
static bool day_first_at(stm_slice url, size_t at, stm_date *out)
{
    int day = 0;
    int month = 0;
    int year = 0;
    if (!url_number(url, &at, 2, &day) || at >= url.len)
        return false;
    const uint8_t sep = url.ptr[at++];
    if ((sep != '-' && sep != '.' && sep != '_') ||
        !url_number(url, &at, 2, &month) || at >= url.len ||
        url.ptr[at++] != sep || !url_number(url, &at, 4, &year))
        return false;
    const stm_date date = {.year = (int16_t)year,
                           .month = (uint8_t)month,
                           .day = (uint8_t)day,
                           .precision = STM_DATE_DAY,
                           .zone_minutes = STM_ZONE_UNKNOWN};
    /* twelve and less might as well be the month */
    if ((at < url.len && stm_is_digit(url.ptr[at])) || day <= 12 ||
        year < FIRST_YEAR || year > LAST_YEAR ||
        stm_date_day_number(date) == STM_NO_DAY)
        return false;
    *out = date;
    return true;
}

bool stm_date_from_url(stm_slice url, stm_date *out)
{
    size_t at = stm_slice_find(url, STM_LIT("//"), 0);
    at = at == STM_SLICE_NPOS ? 0 : at + 2;
    const size_t end = url.len < at + 2048 ? url.len : at + 2048;
    for (; at < end; at++) {
        const bool starts = at == 0 || !stm_is_digit(url.ptr[at - 1]);
        if (starts && (url.ptr[at] == '1' || url.ptr[at] == '2') &&
            url_date_at(url, at, out))
            return true;
        if (starts && stm_is_digit(url.ptr[at]) && day_first_at(url, at, out))
            return true;
    }
    return false;
}
