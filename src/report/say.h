/* Small pieces of English: numbers, plurals, lists, days and times. */
#ifndef STM_REPORT_SAY_H
#define STM_REPORT_SAY_H

#include "model/date.h"
#include "report/markup.h"

/*
 * `n` in words up to ninety-nine, in digits with commas beyond. `capital`
 * begins a sentence.
 */
void stm_say_number(stm_markup *out, uint64_t n);
void stm_say_number_capital(stm_markup *out, uint64_t n);

/* `n` in digits with commas: "4,000". */
void stm_say_digits(stm_markup *out, uint64_t n);

/* "3 reports", "1 report": digits and the noun that goes with them. */
void stm_say_count(stm_markup *out, uint64_t n, stm_slice one, stm_slice many);

/* "three reports", "one report". */
void stm_say_words(stm_markup *out, uint64_t n, stm_slice one, stm_slice many);

/* What stands before item `i` of `n` in a list: "", ", " or " and ". */
void stm_say_list(stm_markup *out, uint32_t i, uint32_t n);

/* "2", or "2–3" where the two differ. */
void stm_say_range(stm_markup *out, uint64_t low, uint64_t high);

/* "18 %", of a share 0..1; "under 1 %" for a little. */
void stm_say_share(stm_markup *out, double share);

/* "Tue 4 March 2025", "March 2025", "2025"; nothing without a date. */
void stm_say_day(stm_markup *out, stm_date date);
/* "Tuesday 4 March 2025". */
void stm_say_day_long(stm_markup *out, stm_date date);
/* "4 March", "4 March 2025" where `year` differs from the date's. */
void stm_say_day_short(stm_markup *out, stm_date date, int16_t year);
/* "Tue": the day of the week, nothing where the day is not known. */
void stm_say_weekday(stm_markup *out, stm_date date);
/* "09:52", nothing where the time is not known. */
void stm_say_time(stm_markup *out, stm_date date);
/* The day, a comma and the time where there is one. */
void stm_say_moment(stm_markup *out, stm_date date);

/*
 * A text of an article between quotation marks, or in its own where it begins
 * with some. A mark at either end whose fellow was cut off is left out.
 */
void stm_say_quoted(stm_markup *out, stm_slice text);

/* The marks alone, where the text between them is written by another. */
void stm_say_open(stm_markup *out, stm_slice text);
void stm_say_shut(stm_markup *out, stm_slice text);

/* The English name of a base language (BCP 47), or the tag itself. */
stm_slice stm_language_name(stm_slice tag);

#endif
