/* Points in time as news states them: partial, zoned, and with a place. */
#ifndef STM_MODEL_DATE_H
#define STM_MODEL_DATE_H

#include "base/buf.h"
#include "model/span.h"

typedef enum stm_date_precision {
    STM_DATE_NONE, /* no date: every other field is 0 */
    STM_DATE_YEAR,
    STM_DATE_MONTH,
    STM_DATE_DAY,
    STM_DATE_MINUTE,
    STM_DATE_SECOND,
} stm_date_precision;

#define STM_ZONE_UNKNOWN INT16_MIN

typedef struct stm_date {
    int16_t year;  /* 1..9999 */
    uint8_t month; /* 1..12, 0 unknown */
    uint8_t day;   /* 1..31, 0 unknown */
    uint8_t hour;
    uint8_t minute;
    uint8_t second;
    uint8_t precision;    /* stm_date_precision */
    int16_t zone_minutes; /* east of UTC, or STM_ZONE_UNKNOWN */
} stm_date;

#define STM_NO_DAY INT32_MIN

/*
 * Days from 1 January 1970 to the date's day (proleptic Gregorian), or
 * STM_NO_DAY where its day is not known or does not exist.
 */
int32_t stm_date_day_number(stm_date date);

/* The date, of precision DAY, that lies `day` days after 1 January 1970. */
stm_date stm_date_from_day_number(int32_t day);

/* 0 Sunday ... 6 Saturday; `day` is not STM_NO_DAY. */
uint32_t stm_weekday(int32_t day);

/*
 * Appends ISO 8601 in the date's own precision: "2023", "2023-09",
 * "2023-09-19", "2023-09-19T17:03+02:00"; nothing for NONE.
 */
void stm_date_format(stm_date date, stm_buf *out);

/* What stm_date_format wrote, read back; NONE for anything else. */
stm_date stm_date_from_iso(stm_slice text);

/* Where a date was found. */
typedef enum stm_date_place {
    STM_DATE_PLACE_JSON_LD,
    STM_DATE_PLACE_META,
    STM_DATE_PLACE_TIME, /* a <time> element */
    STM_DATE_PLACE_URL,
    STM_DATE_PLACE_DATELINE,
    STM_DATE_PLACE_TEXT, /* visible text near the headline or the end */
    STM_DATE_PLACE_BODY, /* named inside the article itself */
    STM_DATE_PLACE_FEED,
    STM_DATE_PLACE_HEADER, /* HTTP Last-Modified, Date; WARC-Date */
    STM_DATE_PLACE_FILE,
    STM_DATE_PLACE_GIVEN,  /* a field of a JSONL, CSV or feed record */
    STM_DATE_PLACE_PERSON, /* a correction */
} stm_date_place;

typedef enum stm_date_role {
    STM_DATE_ROLE_UNKNOWN,
    STM_DATE_ROLE_PUBLISHED,
    STM_DATE_ROLE_MODIFIED,
    STM_DATE_ROLE_CAPTURED,
    STM_DATE_ROLE_EVENT, /* a day the text speaks of */
} stm_date_role;

/* Words of the output: "json-ld", "published". */
stm_slice stm_date_place_text(uint8_t place);
stm_slice stm_date_role_text(uint8_t role);

/* One candidate. */
typedef struct stm_date_found {
    stm_date date;
    stm_span at;   /* in the text; empty where found outside it */
    uint8_t place; /* stm_date_place */
    uint8_t role;  /* stm_date_role */
    bool believed; /* not contradicted, not from a sidebar */
} stm_date_found;

#endif
