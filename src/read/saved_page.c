#include "read/saved_page.h"

#include "base/banned.h"

/* Savers write within the first kilobyte, after the doctype. */
enum { look_bytes = 4096, max_url_bytes = 2048 };

/* From `at` to white space, or the end of the comment. */
static stm_slice word_at(stm_slice s, size_t at)
{
    size_t end = at;
    while (end < s.len && !stm_is_space(s.ptr[end]) &&
           end - at < max_url_bytes &&
           !stm_slice_starts(stm_slice_sub(s, end, s.len), STM_LIT("-->")))
        end++;
    return stm_slice_sub(s, at, end);
}

static bool is_url(stm_slice s)
{
    return stm_slice_istarts(s, STM_LIT("http://")) ||
           stm_slice_istarts(s, STM_LIT("https://"));
}

/* The word after `label` and spaces, or "". */
static stm_slice after(stm_slice s, stm_slice label)
{
    size_t at = stm_slice_ifind(s, label, 0);
    if (at == STM_SLICE_NPOS)
        return (stm_slice){NULL, 0};
    at += label.len;
    while (at < s.len && s.ptr[at] == ' ')
        at++;
    return stm_slice_sub(s, at, s.len);
}

static void note_single_file(stm_raw *raw, stm_slice comment)
{
    const stm_slice url = word_at(after(comment, STM_LIT("url:")), 0);
    if (raw->url.len == 0 && is_url(url))
        raw->url = url;
    stm_slice when = after(comment, STM_LIT("saved date:"));
    const size_t nl = stm_slice_find_byte(when, '\n', 0);
    if (nl != STM_SLICE_NPOS)
        when.len = nl;
    if (raw->captured.precision == STM_DATE_NONE)
        raw->captured = stm_date_from_stamp(when);
}

/* "saved from url=(0042)https://..." (browsers since IE 5) */
static void note_browser(stm_raw *raw, stm_slice comment)
{
    stm_slice s = after(comment, STM_LIT("saved from url="));
    const size_t close = stm_slice_find_byte(s, ')', 0);
    if (s.len > 0 && s.ptr[0] == '(' && close < 8)
        s = stm_slice_sub(s, close + 1, s.len);
    const stm_slice url = word_at(s, 0);
    if (raw->url.len == 0 && is_url(url))
        raw->url = url;
}

static void note_httrack(stm_raw *raw, stm_slice comment, stm_arena *arena)
{
    const stm_slice address =
        word_at(after(comment, STM_LIT("Mirrored from ")), 0);
    if (raw->url.len == 0 && address.len > 0)
        raw->url = is_url(address)
                       ? address
                       : stm_arena_join(arena, STM_LIT("http://"), address);
    const size_t comma = stm_slice_find(comment, STM_LIT("], "), 0);
    if (comma != STM_SLICE_NPOS && raw->captured.precision == STM_DATE_NONE)
        raw->captured =
            stm_date_from_stamp(stm_slice_sub(comment, comma + 3, comment.len));
}

void stm_raw_note_saver(stm_raw *raw, stm_arena *arena)
{
    const stm_slice head = stm_slice_sub(raw->bytes, 0, look_bytes);
    size_t at = 0;
    while ((at = stm_slice_find(head, STM_LIT("<!--"), at)) != STM_SLICE_NPOS) {
        size_t end = stm_slice_find(head, STM_LIT("-->"), at);
        if (end == STM_SLICE_NPOS)
            end = head.len;
        const stm_slice comment = stm_slice_sub(head, at, end);
        if (stm_slice_find(comment, STM_LIT("SingleFile"), 0) != STM_SLICE_NPOS)
            note_single_file(raw, comment);
        else if (stm_slice_ifind(comment, STM_LIT("saved from url="), 0) !=
                 STM_SLICE_NPOS)
            note_browser(raw, comment);
        else if (stm_slice_find(comment, STM_LIT("HTTrack"), 0) !=
                 STM_SLICE_NPOS)
            note_httrack(raw, comment, arena);
        at = end;
    }
}

/* Up to `max` digits at *at; false where there is none. */
static bool number(stm_slice s, size_t *at, size_t max, uint32_t *out)
{
    uint32_t n = 0;
    size_t i = *at;
    while (i < s.len && i - *at < max && stm_is_digit(s.ptr[i]))
        n = n * 10 + (uint32_t)(s.ptr[i++] - '0');
    if (i == *at)
        return false;
    *at = i;
    *out = n;
    return true;
}

static uint32_t month_at(stm_slice s, size_t at)
{
    static const char names[] = "janfebmaraprmayjunjulaugsepoctnovdec";
    for (uint32_t m = 0; m < 12; m++) {
        if (stm_slice_ieq(stm_slice_sub(s, at, at + 3),
                          stm_slice_of(names + (size_t)3 * m, 3)))
            return m + 1;
    }
    return 0;
}

static void skip_not_word(stm_slice s, size_t *at)
{
    while (*at < s.len &&
           (s.ptr[*at] == ' ' || s.ptr[*at] == ',' || s.ptr[*at] == '-'))
        (*at)++;
}

/* "Z", "GMT", "+02:00", "GMT+0200"; unknown where it is none. */
static int16_t zone_at(stm_slice s, size_t at)
{
    while (at < s.len && s.ptr[at] == ' ')
        at++;
    const stm_slice rest = stm_slice_sub(s, at, s.len);
    bool utc = false;
    if (stm_slice_istarts(rest, STM_LIT("GMT")) ||
        stm_slice_istarts(rest, STM_LIT("UTC"))) {
        utc = true;
        at += 3;
    } else if (stm_slice_istarts(rest, STM_LIT("Z"))) {
        return 0;
    }
    if (at >= s.len || (s.ptr[at] != '+' && s.ptr[at] != '-'))
        return utc ? 0 : STM_ZONE_UNKNOWN;
    const int sign = s.ptr[at++] == '-' ? -1 : 1;
    uint32_t hours = 0;
    uint32_t minutes = 0;
    if (!number(s, &at, 2, &hours))
        return utc ? 0 : STM_ZONE_UNKNOWN;
    if (at < s.len && s.ptr[at] == ':')
        at++;
    (void)number(s, &at, 2, &minutes);
    if (hours > 14 || minutes > 59)
        return STM_ZONE_UNKNOWN;
    return (int16_t)(sign * (int)(hours * 60 + minutes));
}

static void clock_at(stm_slice s, size_t at, stm_date *date)
{
    uint32_t h = 0;
    uint32_t m = 0;
    uint32_t sec = 0;
    if (!number(s, &at, 2, &h) || at >= s.len || s.ptr[at] != ':')
        return;
    at++;
    if (!number(s, &at, 2, &m) || h > 23 || m > 59)
        return;
    date->precision = STM_DATE_MINUTE;
    if (at < s.len && s.ptr[at] == ':') {
        at++;
        if (!number(s, &at, 2, &sec) || sec > 60)
            return;
        date->precision = STM_DATE_SECOND;
        date->second = (uint8_t)(sec == 60 ? 59 : sec);
    }
    date->hour = (uint8_t)h;
    date->minute = (uint8_t)m;
    if (at < s.len && s.ptr[at] == '.') {
        uint32_t fraction;
        at++;
        (void)number(s, &at, 9, &fraction);
    }
    date->zone_minutes = zone_at(s, at);
}

stm_date stm_date_from_stamp(stm_slice s)
{
    s = stm_slice_trim(s);
    stm_date date = {.zone_minutes = STM_ZONE_UNKNOWN};
    size_t at = 0;
    uint32_t year = 0;
    uint32_t month = 0;
    uint32_t day = 0;
    if (number(s, &at, 4, &year) && at == 4 && at < s.len && s.ptr[at] == '-') {
        at++;
        if (!number(s, &at, 2, &month) || at >= s.len || s.ptr[at++] != '-' ||
            !number(s, &at, 2, &day))
            return (stm_date){0};
        if (at < s.len && (s.ptr[at] == 'T' || s.ptr[at] == ' '))
            at++;
    } else {
        /* a weekday, then day and month in either order, then the year */
        at = 0;
        while (at < s.len && stm_is_alpha(s.ptr[at]))
            at++;
        if (at > 0 && month_at(s, 0) > 0)
            at = 0;
        skip_not_word(s, &at);
        const bool day_first = number(s, &at, 2, &day);
        skip_not_word(s, &at);
        month = month_at(s, at);
        while (at < s.len && stm_is_alpha(s.ptr[at]))
            at++;
        skip_not_word(s, &at);
        if (!day_first && !number(s, &at, 2, &day))
            return (stm_date){0};
        skip_not_word(s, &at);
        if (!number(s, &at, 4, &year))
            return (stm_date){0};
        while (at < s.len && s.ptr[at] == ' ')
            at++;
    }
    if (year < 1 || month < 1 || month > 12 || day < 1 || day > 31)
        return (stm_date){0};
    date.year = (int16_t)year;
    date.month = (uint8_t)month;
    date.day = (uint8_t)day;
    date.precision = STM_DATE_DAY;
    clock_at(s, at, &date);
    return date;
}
