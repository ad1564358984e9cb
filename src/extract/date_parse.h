/*
 * Dates as people and machines write them, found in running text.
 *
 * ISO 8601, RFC 2822, asctime, numbers in any order, names of months in
 * every language ICU knows, ordinals, 年月日, times before and after, zones.
 * Gregorian years only, and the Buddhist era in Thai.
 */
#ifndef STM_EXTRACT_DATE_PARSE_H
#define STM_EXTRACT_DATE_PARSE_H

#include "model/date.h"

/* Order of numbers such as 3/4/2023 where both readings are possible. */
typedef enum stm_date_order {
    STM_DATE_ORDER_DMY,
    STM_DATE_ORDER_MDY,
    STM_DATE_ORDER_YMD, /* matters where the year has two digits */
} stm_date_order;

typedef struct stm_date_hint {
    stm_slice language; /* BCP 47 base language, "" unknown */
    stm_date_order order;
    bool is_machine; /* an attribute: eight digits in a row are a date too */
} stm_date_hint;

/* A date in a text. */
typedef struct stm_date_mention {
    stm_date date;   /* year 0 where the text names none; then precision DAY */
    stm_span at;     /* bytes of the scanned text */
    uint8_t weekday; /* named beside it: 1 Monday .. 7 Sunday; 0 none */
    bool is_sure;    /* false: day and month might be the other way round */
} stm_date_mention;

/*
 * The hint for a text in `language` ("en-US", "de") on `host`: who writes
 * month before day. Keeps `language`'s bytes.
 */
stm_date_hint stm_date_hint_for(stm_slice language, stm_slice host);

/*
 * Finds dates in `text`, in order, not overlapping, at most `cap`. Returns
 * how many. Linear in the text.
 */
uint32_t stm_date_scan(stm_slice text, const stm_date_hint *hint,
                       stm_date_mention *out, uint32_t cap);

/*
 * The first date with year, month and day in `s`, as an attribute or field
 * holds it; also seconds since 1970 (10 digits) and milliseconds (13), in
 * UTC, where they fill all of `s`. False, *out untouched: none.
 */
bool stm_date_parse(stm_slice s, const stm_date_hint *hint, stm_date *out);

/* The date a URL's path holds ("/2023/09/19/", "-20230919-"); else false. */
bool stm_date_from_url(stm_slice url, stm_date *out);

#endif
