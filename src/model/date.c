#include "model/date.h"

#include "base/banned.h"

static bool is_leap(int32_t y)
{
    return (y % 4 == 0 && y % 100 != 0) || y % 400 == 0;
}

static uint32_t days_in_month(int32_t y, uint32_t m)
{
    static const uint8_t days[12] = {31, 28, 31, 30, 31, 30,
                                     31, 31, 30, 31, 30, 31};
    return m == 2 && is_leap(y) ? 29 : days[m - 1];
}

/* Counts from 1 March of year 0, so that the leap day ends a year. */
int32_t stm_date_day_number(stm_date date)
{
    if (date.precision < STM_DATE_DAY || date.month < 1 || date.month > 12 ||
        date.day < 1 || date.year < 1 ||
        date.day > days_in_month(date.year, date.month))
        return STM_NO_DAY;
    const int32_t y = date.year - (date.month <= 2);
    const int32_t m = (date.month + 9) % 12;
    const int32_t era_day = y * 365 + y / 4 - y / 100 + y / 400;
    return era_day + (m * 153 + 2) / 5 + date.day - 1 - 719468;
}

stm_date stm_date_from_day_number(int32_t day)
{
    const int64_t z = (int64_t)day + 719468;
    const int64_t era = (z >= 0 ? z : z - 146096) / 146097;
    const int64_t of_era = z - era * 146097;
    const int64_t y =
        (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
    const int64_t of_year = of_era - (365 * y + y / 4 - y / 100);
    const int64_t m = (5 * of_year + 2) / 153;
    const int64_t month = m < 10 ? m + 3 : m - 9;
    return (stm_date){
        .year = (int16_t)(y + era * 400 + (month <= 2)),
        .month = (uint8_t)month,
        .day = (uint8_t)(of_year - (153 * m + 2) / 5 + 1),
        .precision = STM_DATE_DAY,
        .zone_minutes = STM_ZONE_UNKNOWN,
    };
}

uint32_t stm_weekday(int32_t day)
{
    const int64_t n = ((int64_t)day + 4) % 7;
    return (uint32_t)(n < 0 ? n + 7 : n);
}

static void add_padded(stm_buf *out, uint32_t n, uint32_t digits)
{
    uint32_t limit = 1;
    for (uint32_t i = 1; i < digits; i++)
        limit *= 10;
    for (; limit > 1 && n < limit; limit /= 10)
        stm_buf_byte(out, '0');
    stm_buf_u64(out, n);
}

static void add_zone(stm_buf *out, int16_t zone_minutes)
{
    if (zone_minutes == STM_ZONE_UNKNOWN)
        return;
    const uint32_t off =
        (uint32_t)(zone_minutes < 0 ? -zone_minutes : zone_minutes);
    stm_buf_byte(out, zone_minutes < 0 ? '-' : '+');
    add_padded(out, off / 60, 2);
    stm_buf_byte(out, ':');
    add_padded(out, off % 60, 2);
}

void stm_date_format(stm_date date, stm_buf *out)
{
    if (date.precision == STM_DATE_NONE)
        return;
    add_padded(out, (uint32_t)(date.year < 0 ? 0 : date.year), 4);
    if (date.precision < STM_DATE_MONTH)
        return;
    stm_buf_byte(out, '-');
    add_padded(out, date.month, 2);
    if (date.precision < STM_DATE_DAY)
        return;
    stm_buf_byte(out, '-');
    add_padded(out, date.day, 2);
    if (date.precision < STM_DATE_MINUTE)
        return;
    stm_buf_byte(out, 'T');
    add_padded(out, date.hour, 2);
    stm_buf_byte(out, ':');
    add_padded(out, date.minute, 2);
    if (date.precision >= STM_DATE_SECOND) {
        stm_buf_byte(out, ':');
        add_padded(out, date.second, 2);
    }
    add_zone(out, date.zone_minutes);
}

/* Exactly `digits` digits at `at`, which moves past them. */
static bool take_digits(stm_slice s, size_t *at, size_t digits, uint32_t *out)
{
    uint64_t n;
    if (*at + digits > s.len ||
        !stm_slice_u64(stm_slice_sub(s, *at, *at + digits), &n))
        return false;
    *at += digits;
    *out = (uint32_t)n;
    return true;
}

static bool take_byte(stm_slice s, size_t *at, uint8_t byte)
{
    if (*at >= s.len || s.ptr[*at] != byte)
        return false;
    (*at)++;
    return true;
}

static bool take_zone(stm_slice s, size_t *at, int16_t *out)
{
    if (*at == s.len)
        return true;
    uint32_t hours;
    uint32_t minutes;
    const bool west = take_byte(s, at, '-');
    if ((!west && !take_byte(s, at, '+')) || !take_digits(s, at, 2, &hours) ||
        !take_byte(s, at, ':') || !take_digits(s, at, 2, &minutes))
        return false;
    const int16_t off = (int16_t)(hours * 60 + minutes);
    *out = west ? (int16_t)-off : off;
    return true;
}

stm_date stm_date_from_iso(stm_slice s)
{
    const stm_date none = {0};
    stm_date d = {.zone_minutes = STM_ZONE_UNKNOWN};
    uint32_t part[6] = {0};
    static const uint8_t digits[6] = {4, 2, 2, 2, 2, 2};
    static const uint8_t before[6] = {0, '-', '-', 'T', ':', ':'};
    size_t at = 0;
    uint32_t n = 0;
    while (n < 6 && (n == 0 || take_byte(s, &at, before[n]))) {
        if (!take_digits(s, &at, digits[n], &part[n]))
            return none;
        n++;
    }
    if (n == 4 || (n > 4 && !take_zone(s, &at, &d.zone_minutes)) || at != s.len)
        return none;
    d.year = (int16_t)part[0];
    d.month = (uint8_t)part[1];
    d.day = (uint8_t)part[2];
    d.hour = (uint8_t)part[3];
    d.minute = (uint8_t)part[4];
    d.second = (uint8_t)part[5];
    d.precision = (uint8_t)(n == 6   ? STM_DATE_SECOND
                            : n == 5 ? STM_DATE_MINUTE
                                     : STM_DATE_NONE + n);
    return d;
}

stm_slice stm_date_place_text(uint8_t place)
{
    switch ((stm_date_place)place) {
    case STM_DATE_PLACE_JSON_LD:
        return STM_LIT("json-ld");
    case STM_DATE_PLACE_META:
        return STM_LIT("meta");
    case STM_DATE_PLACE_TIME:
        return STM_LIT("time");
    case STM_DATE_PLACE_URL:
        return STM_LIT("url");
    case STM_DATE_PLACE_DATELINE:
        return STM_LIT("dateline");
    case STM_DATE_PLACE_TEXT:
        return STM_LIT("text");
    case STM_DATE_PLACE_BODY:
        return STM_LIT("body");
    case STM_DATE_PLACE_FEED:
        return STM_LIT("feed");
    case STM_DATE_PLACE_HEADER:
        return STM_LIT("header");
    case STM_DATE_PLACE_FILE:
        return STM_LIT("file");
    case STM_DATE_PLACE_GIVEN:
        return STM_LIT("given");
    case STM_DATE_PLACE_PERSON:
        return STM_LIT("person");
    }
    return STM_LIT("text");
}

stm_slice stm_date_role_text(uint8_t role)
{
    switch ((stm_date_role)role) {
    case STM_DATE_ROLE_UNKNOWN:
        return STM_LIT("unknown");
    case STM_DATE_ROLE_PUBLISHED:
        return STM_LIT("published");
    case STM_DATE_ROLE_MODIFIED:
        return STM_LIT("modified");
    case STM_DATE_ROLE_CAPTURED:
        return STM_LIT("captured");
    case STM_DATE_ROLE_EVENT:
        return STM_LIT("event");
    }
    return STM_LIT("unknown");
}
