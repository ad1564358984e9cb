#include "report/say.h"

#include "base/banned.h"

static const char *const ones[] = {
    "zero",    "one",     "two",       "three",    "four",
    "five",    "six",     "seven",     "eight",    "nine",
    "ten",     "eleven",  "twelve",    "thirteen", "fourteen",
    "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"};
static const char *const tens[] = {"",       "",      "twenty", "thirty",
                                   "forty",  "fifty", "sixty",  "seventy",
                                   "eighty", "ninety"};
static const char *const months[] = {
    "January", "February", "March",     "April",   "May",      "June",
    "July",    "August",   "September", "October", "November", "December"};
/* day 0, 1 January 1970, was a Thursday */
static const char *const weekdays[] = {"Thursday", "Friday", "Saturday",
                                       "Sunday",   "Monday", "Tuesday",
                                       "Wednesday"};

static void put(stm_markup *out, const char *word)
{
    stm_markup_text(out, stm_slice_from_cstr(word));
}

/* `word` with its first letter raised where `raise` says so. */
static void put_word(stm_markup *out, const char *word, bool raise)
{
    const stm_slice s = stm_slice_from_cstr(word);
    uint8_t first = s.ptr[0];
    if (raise && stm_is_lower(first))
        first = (uint8_t)(first - 32);
    stm_markup_text(out, stm_slice_of(&first, 1));
    stm_markup_text(out, stm_slice_sub(s, 1, s.len));
}

static void say_number(stm_markup *out, uint64_t n, bool raise)
{
    if (n >= 100) {
        stm_say_digits(out, n);
    } else if (n < 20) {
        put_word(out, ones[n], raise);
    } else {
        put_word(out, tens[n / 10], raise);
        if (n % 10 != 0) {
            STM_HTML(out, "-");
            put(out, ones[n % 10]);
        }
    }
}

void stm_say_number(stm_markup *out, uint64_t n)
{
    say_number(out, n, false);
}

void stm_say_number_capital(stm_markup *out, uint64_t n)
{
    say_number(out, n, true);
}

void stm_say_digits(stm_markup *out, uint64_t n)
{
    uint64_t unit = 1;
    while (n / unit >= 1000)
        unit *= 1000;
    stm_markup_u64(out, n / unit);
    while (unit > 1) {
        n %= unit;
        unit /= 1000;
        STM_HTML(out, ",");
        const uint64_t group = n / unit;
        if (group < 100)
            STM_HTML(out, "0");
        if (group < 10)
            STM_HTML(out, "0");
        stm_markup_u64(out, group);
    }
}

void stm_say_count(stm_markup *out, uint64_t n, stm_slice one, stm_slice many)
{
    stm_say_digits(out, n);
    STM_HTML(out, " ");
    stm_markup_text(out, n == 1 ? one : many);
}

void stm_say_words(stm_markup *out, uint64_t n, stm_slice one, stm_slice many)
{
    stm_say_number(out, n);
    STM_HTML(out, " ");
    stm_markup_text(out, n == 1 ? one : many);
}

void stm_say_list(stm_markup *out, uint32_t i, uint32_t n)
{
    if (i == 0)
        return;
    if (i + 1 == n)
        STM_HTML(out, " and ");
    else
        STM_HTML(out, ", ");
}

void stm_say_range(stm_markup *out, uint64_t low, uint64_t high)
{
    stm_markup_u64(out, low);
    if (high == low)
        return;
    STM_HTML(out, "\u2013");
    stm_markup_u64(out, high);
}

void stm_say_share(stm_markup *out, double share)
{
    const double percent = share * 100;
    if (percent > 0 && percent < 1) {
        STM_HTML(out, "under 1\u00A0%");
        return;
    }
    /* a whole is said of a whole alone */
    const double shown = percent > 99 && share < 1 ? 99 : percent;
    stm_markup_fixed(out, shown, 0);
    STM_HTML(out, "\u00A0%");
}

static const char *weekday(stm_date date)
{
    const int32_t day = stm_date_day_number(date);
    if (day == STM_NO_DAY)
        return NULL;
    return weekdays[((day % 7) + 7) % 7];
}

static void put_month(stm_markup *out, stm_date date)
{
    if (date.precision >= STM_DATE_MONTH && date.month >= 1 && date.month <= 12)
        put(out, months[date.month - 1]);
}

static void put_day_month(stm_markup *out, stm_date date)
{
    if (date.precision >= STM_DATE_DAY) {
        stm_markup_u64(out, date.day);
        STM_HTML(out, " ");
    }
    put_month(out, date);
}

static void put_year(stm_markup *out, stm_date date)
{
    stm_markup_u64(out, date.year > 0 ? (uint64_t)date.year : 0);
}

static void put_full(stm_markup *out, stm_date date)
{
    put_day_month(out, date);
    if (date.precision >= STM_DATE_MONTH)
        STM_HTML(out, " ");
    put_year(out, date);
}

void stm_say_weekday(stm_markup *out, stm_date date)
{
    const char *name = weekday(date);
    if (name != NULL)
        stm_markup_text(out, stm_slice_sub(stm_slice_from_cstr(name), 0, 3));
}

void stm_say_day(stm_markup *out, stm_date date)
{
    if (date.precision == STM_DATE_NONE)
        return;
    if (weekday(date) != NULL) {
        stm_say_weekday(out, date);
        STM_HTML(out, " ");
    }
    put_full(out, date);
}

void stm_say_day_long(stm_markup *out, stm_date date)
{
    if (date.precision == STM_DATE_NONE)
        return;
    const char *name = weekday(date);
    if (name != NULL) {
        put(out, name);
        STM_HTML(out, " ");
    }
    put_full(out, date);
}

void stm_say_day_short(stm_markup *out, stm_date date, int16_t year)
{
    if (date.precision == STM_DATE_NONE)
        return;
    put_day_month(out, date);
    if (date.year == year && date.precision >= STM_DATE_MONTH)
        return;
    if (date.precision >= STM_DATE_MONTH)
        STM_HTML(out, " ");
    put_year(out, date);
}

static void put_two(stm_markup *out, unsigned n)
{
    if (n < 10)
        STM_HTML(out, "0");
    stm_markup_u64(out, n);
}

void stm_say_time(stm_markup *out, stm_date date)
{
    if (date.precision < STM_DATE_MINUTE)
        return;
    put_two(out, date.hour);
    STM_HTML(out, ":");
    put_two(out, date.minute);
}

void stm_say_moment(stm_markup *out, stm_date date)
{
    stm_say_day(out, date);
    if (date.precision >= STM_DATE_MINUTE) {
        STM_HTML(out, ", ");
        stm_say_time(out, date);
    }
}

static const char *const double_marks[] = {"\"",     "\u201C", "\u201D",
                                           "\u201E", "\u00AB", "\u00BB"};

static bool has_own_marks(stm_slice text)
{
    static const char *const marks[] = {"\"",     "\u201C", "\u201E",
                                        "\u00AB", "\u2018", "'"};
    for (size_t i = 0; i < sizeof marks / sizeof marks[0]; i++) {
        if (stm_slice_starts(text, stm_slice_from_cstr(marks[i])))
            return true;
    }
    return false;
}

static uint32_t count_marks(stm_slice text)
{
    uint32_t n = 0;
    for (size_t i = 0; i < sizeof double_marks / sizeof *double_marks; i++) {
        const stm_slice mark = stm_slice_from_cstr(double_marks[i]);
        for (size_t at = stm_slice_find(text, mark, 0); at != STM_SLICE_NPOS;
             at = stm_slice_find(text, mark, at + mark.len))
            n++;
    }
    return n;
}

/* Without the mark at its one end, where the marks do not pair. */
static stm_slice without_lone_mark(stm_slice text)
{
    if (count_marks(text) % 2 == 0)
        return text;
    for (size_t i = 0; i < sizeof double_marks / sizeof *double_marks; i++) {
        const stm_slice mark = stm_slice_from_cstr(double_marks[i]);
        if (stm_slice_ends(text, mark))
            return stm_slice_sub(text, 0, text.len - mark.len);
        if (stm_slice_starts(text, mark))
            return stm_slice_sub(text, mark.len, text.len);
    }
    return text;
}

void stm_say_quoted(stm_markup *out, stm_slice text)
{
    text = stm_slice_trim(without_lone_mark(text));
    stm_say_open(out, text);
    stm_markup_text(out, text);
    stm_say_shut(out, text);
}

void stm_say_open(stm_markup *out, stm_slice text)
{
    if (!has_own_marks(text))
        STM_HTML(out, "\u201C");
}

void stm_say_shut(stm_markup *out, stm_slice text)
{
    if (!has_own_marks(text))
        STM_HTML(out, "\u201D");
}

stm_slice stm_language_name(stm_slice tag)
{
    static const char *const names[][2] = {
        {"ar", "Arabic"},     {"az", "Azerbaijani"}, {"be", "Belarusian"},
        {"bg", "Bulgarian"},  {"cs", "Czech"},       {"da", "Danish"},
        {"de", "German"},     {"el", "Greek"},       {"en", "English"},
        {"es", "Spanish"},    {"et", "Estonian"},    {"fa", "Persian"},
        {"fi", "Finnish"},    {"fr", "French"},      {"he", "Hebrew"},
        {"hi", "Hindi"},      {"hr", "Croatian"},    {"hu", "Hungarian"},
        {"hy", "Armenian"},   {"id", "Indonesian"},  {"it", "Italian"},
        {"ja", "Japanese"},   {"ka", "Georgian"},    {"ko", "Korean"},
        {"lt", "Lithuanian"}, {"lv", "Latvian"},     {"nl", "Dutch"},
        {"no", "Norwegian"},  {"pl", "Polish"},      {"pt", "Portuguese"},
        {"ro", "Romanian"},   {"ru", "Russian"},     {"sk", "Slovak"},
        {"sl", "Slovene"},    {"sr", "Serbian"},     {"sv", "Swedish"},
        {"th", "Thai"},       {"tr", "Turkish"},     {"uk", "Ukrainian"},
        {"ur", "Urdu"},       {"vi", "Vietnamese"},  {"zh", "Chinese"}};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        if (stm_slice_ieq(tag, stm_slice_from_cstr(names[i][0])))
            return stm_slice_from_cstr(names[i][1]);
    }
    return tag;
}
