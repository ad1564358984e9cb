/*
 * Around each run of digits a window of tokens is cut and the patterns are
 * tried from the leftmost start that still takes in the digits:
 *
 *   ... by | Tue , 19 Sep 2023 17:03:00 +0000 | in ...
 *                  ^^ anchor
 *
 * so that the work is linear in the text and words are looked up beside
 * numbers only.
 */
#include "extract/date_parse.h"

#include <string.h>

#include "base/utf8.h"
#include "extract/date_words.h"

#include "base/banned.h"

#define BACK_BYTES 72u /* how far before a number a date may begin */
#define WINDOW 44u     /* tokens in a window */
#define MIN_YEAR 1900
#define MAX_YEAR 2099

typedef enum token_kind { TOK_END, TOK_NUM, TOK_WORD, TOK_MARK } token_kind;

typedef struct token {
    uint32_t begin; /* bytes of the text */
    uint32_t end;
    uint32_t value; /* of a number, or the mark's code point */
    uint8_t kind;
    uint8_t digits;     /* of a number */
    bool is_looked_up;  /* `word` is filled */
    bool is_after_line; /* a line break lies before it */
    bool is_after_space;
    stm_date_word word;
} token;

typedef struct window {
    stm_slice text;
    const stm_date_hint *hint;
    token tok[WINDOW + 8]; /* from tok[n] on: TOK_END */
    uint32_t n;
} window;

/* A match: what was read so far, and the token after it. */
typedef struct reading {
    int year; /* 0 none */
    int month;
    int day;
    int weekday;
    int hour; /* -1 none */
    int minute;
    int second; /* -1 none */
    int zone;
    bool is_sure;
    uint32_t begin; /* tokens */
    uint32_t end;
} reading;

/* --- tokens ----------------------------------------------------------- */

static bool is_blank(uint32_t c)
{
    return c == ' ' || (c >= '\t' && c <= '\r') || c == 0xA0 || c == 0x3000 ||
           (c >= 0x2000 && c <= 0x200F) || c == 0x202F || c == 0xFEFF;
}

static bool is_letter(uint32_t c)
{
    if (c < 0x80)
        return stm_is_alpha((uint8_t)c);
    return c >= 0xAA && c != 0xAB && c != 0xB0 && c != 0xB4 && c != 0xB7 &&
           c != 0xBB && c != 0xD7 && c != 0xF7 &&
           !(c >= 0x2000 && c <= 0x2BFF) && !(c >= 0x3000 && c <= 0x303F) &&
           !(c >= 0xFF00 && c <= 0xFF20) && c != 0xFFFD;
}

/* Scripts in which a word's signs stand without blanks: one sign a token. */
static bool is_ideograph(uint32_t c)
{
    return (c >= 0x3040 && c <= 0x9FFF) || (c >= 0xAC00 && c <= 0xD7A3);
}

static size_t cut_number(stm_slice s, size_t at, token *t)
{
    uint64_t value = 0;
    while (at < s.len) {
        uint32_t c;
        const size_t next = stm_utf8_next(s, at, &c);
        const int digit = stm_digit_value(c);
        if (digit < 0)
            break;
        if (t->digits < 20)
            t->digits++;
        value = value > UINT32_MAX / 16 ? value : value * 10 + (uint32_t)digit;
        at = next;
    }
    t->kind = TOK_NUM;
    t->value = (uint32_t)value;
    return at;
}

static size_t cut_word(stm_slice s, size_t at)
{
    while (at < s.len) {
        uint32_t c;
        const size_t next = stm_utf8_next(s, at, &c);
        if (!is_letter(c) || stm_digit_value(c) >= 0 || is_ideograph(c))
            break;
        at = next;
    }
    return at;
}

static void cut_window(window *w, size_t from)
{
    size_t at = from;
    bool space = false;
    bool line = false;
    w->n = 0;
    while (at < w->text.len && w->n < WINDOW) {
        uint32_t c;
        const size_t next = stm_utf8_next(w->text, at, &c);
        if (is_blank(c)) {
            space = true;
            line = line || c == '\n';
            at = next;
            continue;
        }
        token *t = &w->tok[w->n++];
        *t = (token){.begin = (uint32_t)at,
                     .is_after_line = line,
                     .is_after_space = space};
        if (stm_digit_value(c) >= 0) {
            at = cut_number(w->text, at, t);
        } else if (is_letter(c)) {
            t->kind = TOK_WORD;
            at = is_ideograph(c) ? next : cut_word(w->text, next);
        } else {
            t->kind = TOK_MARK;
            t->value = c;
            at = next;
        }
        t->end = (uint32_t)at;
        space = line = false;
    }
    w->tok[w->n] = (token){.begin = (uint32_t)at, .end = (uint32_t)at};
}

static stm_date_word word_at(window *w, uint32_t i)
{
    token *t = &w->tok[i];
    if (t->kind != TOK_WORD)
        return (stm_date_word){0};
    if (!t->is_looked_up) {
        t->word = stm_date_word_of(stm_slice_sub(w->text, t->begin, t->end),
                                   w->hint->language);
        t->is_looked_up = true;
    }
    return t->word;
}

static bool word_is(const window *w, uint32_t i, const char *word)
{
    const token *t = &w->tok[i];
    return t->kind == TOK_WORD &&
           stm_slice_ieq(stm_slice_sub(w->text, t->begin, t->end),
                         stm_slice_from_cstr(word));
}

static bool word_in(const window *w, uint32_t i, const char *const *list,
                    size_t n)
{
    for (size_t k = 0; k < n; k++)
        if (word_is(w, i, list[k]))
            return true;
    return false;
}

#define WORD_IN(w, i, list) word_in(w, i, list, sizeof(list) / sizeof *(list))

static bool mark_is(const window *w, uint32_t i, uint32_t mark)
{
    return w->tok[i].kind == TOK_MARK && w->tok[i].value == mark;
}

static bool mark_in(const window *w, uint32_t i, const char *marks)
{
    const token *t = &w->tok[i];
    return t->kind == TOK_MARK && t->value < 0x80 &&
           strchr(marks, (int)t->value) != NULL;
}

/* A number of at most `digits` digits within low..high. */
static bool number_in(const window *w, uint32_t i, uint32_t digits,
                      uint32_t low, uint32_t high)
{
    const token *t = &w->tok[i];
    return t->kind == TOK_NUM && t->digits <= digits && t->value >= low &&
           t->value <= high;
}

static int year_at(const window *w, uint32_t i)
{
    const token *t = &w->tok[i];
    if (t->kind != TOK_NUM || t->digits != 4)
        return 0;
    const bool is_thai = stm_slice_eq(w->hint->language, STM_LIT("th"));
    const int year = (int)t->value - (is_thai && t->value > 2400 ? 543 : 0);
    return year >= MIN_YEAR && year <= MAX_YEAR ? year : 0;
}

static int short_year(uint32_t value)
{
    return value < 70 ? 2000 + (int)value : 1900 + (int)value;
}

/* --- the time of day -------------------------------------------------- */

static const char *const time_words[] = {
    "at", "um",  "à",    "as",   "às",    "alle", "kl",    "klo",
    "om", "ore", "a",    "o",    "в",     "u",    "saat",  "las",
    "la", "ora", "о",    "godz", "clock", "t",    "kello", "den",
    "ob", "lúc", "hour", "time", "heure", "ab",   "г"};

static const char *const hour_words[] = {"uhr", "h", "hrs", "hours", "hs"};

static const struct {
    const char *name;
    int16_t minutes;
} zones[] = {
    {"z", 0},      {"utc", 0},    {"gmt", 0},    {"wet", 0},    {"bst", 60},
    {"cet", 60},   {"cest", 120}, {"mez", 60},   {"mesz", 120}, {"eet", 120},
    {"eest", 180}, {"msk", 180},  {"est", -300}, {"edt", -240}, {"et", -300},
    {"cst", -360}, {"cdt", -300}, {"mst", -420}, {"mdt", -360}, {"pst", -480},
    {"pdt", -420}, {"jst", 540},  {"kst", 540},  {"aest", 600}, {"aedt", 660},
    {"wib", 420},  {"hkt", 480},  {"sgt", 480},
};

static bool read_offset(const window *w, uint32_t *i, int *zone)
{
    if (!mark_is(w, *i, '+') && !mark_is(w, *i, '-') && !mark_is(w, *i, 0x2212))
        return false;
    const int sign = mark_is(w, *i, '+') ? 1 : -1;
    const token *t = &w->tok[*i + 1];
    if (t->kind != TOK_NUM || t->is_after_space)
        return false;
    if (t->digits == 4 && t->value % 100 < 60 && t->value <= 1400) {
        *zone = sign * (int)(t->value / 100 * 60 + t->value % 100);
        *i += 2;
        return true;
    }
    if (t->digits > 2 || t->value > 14)
        return false;
    int minutes = (int)t->value * 60;
    *i += 2;
    if (mark_is(w, *i, ':') && number_in(w, *i + 1, 2, 0, 59)) {
        minutes += (int)w->tok[*i + 1].value;
        *i += 2;
    }
    *zone = sign * minutes;
    return true;
}

static void read_zone(const window *w, uint32_t *i, reading *r)
{
    uint32_t k = *i;
    if (mark_is(w, k, '('))
        k++;
    if (read_offset(w, &k, &r->zone)) {
        *i = k;
        return;
    }
    for (size_t z = 0; z < sizeof zones / sizeof *zones; z++) {
        if (!word_is(w, k, zones[z].name))
            continue;
        r->zone = zones[z].minutes;
        k++;
        if (zones[z].minutes == 0)
            (void)read_offset(w, &k, &r->zone);
        *i = k;
        return;
    }
}

/* "pm", "p.m.": moves past it and puts the hour right. */
static bool read_half_day(const window *w, uint32_t *i, reading *r)
{
    uint32_t k = *i;
    bool is_pm;
    if (word_is(w, k, "am") || word_is(w, k, "pm")) {
        is_pm = word_is(w, k, "pm");
        k++;
    } else if ((word_is(w, k, "a") || word_is(w, k, "p")) &&
               mark_is(w, k + 1, '.') && word_is(w, k + 2, "m")) {
        is_pm = word_is(w, k, "p");
        k += mark_is(w, k + 3, '.') ? 4 : 3;
    } else {
        return false;
    }
    if (r->hour > 12)
        is_pm = true;
    if (is_pm && r->hour < 12)
        r->hour += 12;
    else if (!is_pm && r->hour == 12)
        r->hour = 0;
    *i = k;
    return true;
}

/* A time at token i: "17:03", "17:03:00.5", "5.03 pm", "17h03", "5 p.m." */
static bool read_time(const window *w, uint32_t *i, reading *r)
{
    uint32_t k = *i;
    if (!number_in(w, k, 2, 0, 24))
        return false;
    reading t = *r;
    t.hour = (int)w->tok[k].value % 24;
    t.minute = 0;
    t.second = -1;
    const bool is_named = k > 0 && WORD_IN(w, k - 1, time_words);
    bool is_time = false;
    bool is_dotted = false;
    if ((mark_is(w, k + 1, ':') || mark_is(w, k + 1, '.') ||
         mark_is(w, k + 1, 0xFF1A) || word_is(w, k + 1, "h")) &&
        number_in(w, k + 2, 2, 0, 59) && w->tok[k + 2].digits == 2) {
        is_time = !mark_is(w, k + 1, '.') || is_named;
        is_dotted = !is_time;
        t.minute = (int)w->tok[k + 2].value;
        k += 3;
        if (mark_is(w, k, ':') && number_in(w, k + 1, 2, 0, 60)) {
            const uint32_t second = w->tok[k + 1].value;
            t.second = (int)(second > 59 ? 59 : second);
            k += 2;
            if (mark_in(w, k, ".,") && w->tok[k + 1].kind == TOK_NUM &&
                !w->tok[k + 1].is_after_space)
                k += 2;
        }
    } else if ((word_is(w, k + 1, "時") || word_is(w, k + 1, "시") ||
                word_is(w, k + 1, "时"))) {
        is_time = true;
        k += 2;
        if (number_in(w, k, 2, 0, 59) &&
            (word_is(w, k + 1, "分") || word_is(w, k + 1, "분"))) {
            t.minute = (int)w->tok[k].value;
            k += 2;
        }
    } else {
        k++;
    }
    if (read_half_day(w, &k, &t)) {
        is_time = true;
    } else if (WORD_IN(w, k, hour_words)) {
        is_time = true;
        k++;
    }
    if (!is_time && (is_dotted || k == *i + 1))
        return false;
    read_zone(w, &k, &t);
    *r = t;
    *i = k;
    return true;
}

/* A time after the date, past marks and words such as "at". */
static void read_time_after(const window *w, reading *r)
{
    uint32_t k = r->end;
    for (uint32_t skipped = 0; skipped < 4; skipped++) {
        if (read_time(w, &k, r)) {
            r->end = k;
            return;
        }
        const bool is_filler =
            WORD_IN(w, k, time_words) || mark_in(w, k, ",-|/.()@;:") ||
            (w->tok[k].kind == TOK_MARK && w->tok[k].value >= 0x80);
        if (!is_filler)
            return;
        k++;
    }
}

/* A time before it: "17:03 GMT, 19 September". */
static void read_time_before(const window *w, uint32_t first, reading *r)
{
    for (uint32_t back = 3; back <= 8 && back <= first; back++) {
        uint32_t k = first - back;
        reading t = *r;
        if (!mark_is(w, k + 1, ':') || (k > 0 && mark_is(w, k - 1, ':')) ||
            !read_time(w, &k, &t))
            continue;
        while (k < first &&
               (mark_in(w, k, ",-|/()") || word_is(w, k, "on") ||
                word_is(w, k, "h") || word_is(w, k, "uhr") ||
                (w->tok[k].kind == TOK_MARK && w->tok[k].value >= 0x80)))
            k++;
        if (k != first)
            continue;
        const uint32_t end = r->end;
        *r = t;
        r->end = end;
        r->begin = first - back;
        return;
    }
}

/* --- the day ---------------------------------------------------------- */

static const char *const fillers[] = {"of",   "de", "del", "do", "d",    "den",
                                      "the",  "г",  "m",   "ta", "gada", "e",
                                      "року", "mh", "ng",  "ka"};

static const char *const ordinals[] = {"st",  "nd",  "rd", "th", "er", "ro",
                                       "го",  "е",   "a",  "e",  "º",  "ª",
                                       "eme", "ème", "η",  "da", "an"};

/* Past at most two marks and words that may stand between the parts. */
static uint32_t skip_filler(const window *w, uint32_t i)
{
    for (uint32_t n = 0; n < 2; n++) {
        if (mark_in(w, i, ",.-/'") || WORD_IN(w, i, fillers) ||
            mark_is(w, i, 0x2019))
            i++;
        else
            break;
    }
    return i;
}

static bool take_weekday(window *w, uint32_t *i, reading *r)
{
    const stm_date_word word = word_at(w, *i);
    if (word.weekday == 0)
        return false;
    r->weekday = word.weekday;
    (*i)++;
    while (mark_in(w, *i, ",.|"))
        (*i)++;
    return true;
}

static bool take_day(const window *w, uint32_t *i, reading *r)
{
    if (!number_in(w, *i, 2, 1, 31))
        return false;
    r->day = (int)w->tok[*i].value;
    (*i)++;
    if (!w->tok[*i].is_after_space && WORD_IN(w, *i, ordinals))
        (*i)++;
    else if (mark_is(w, *i, 0xB0))
        (*i)++;
    return true;
}

/* A year after day and month; a weekday or a time may stand between. */
static void take_year(window *w, uint32_t *i, reading *r)
{
    uint32_t k = *i;
    reading with_time = *r;
    const uint32_t past = skip_filler(w, k);
    const bool same_line = !w->tok[past].is_after_line || past > k;
    if (same_line && year_at(w, past) != 0 && !mark_is(w, past + 1, ':')) {
        r->year = year_at(w, past);
        *i = past + 1;
        return;
    }
    if (past == k + 1 && number_in(w, past, 2, 0, 99) &&
        w->tok[past].digits == 2 && !w->tok[past].is_after_space &&
        (mark_in(w, k, "-/.'") || mark_is(w, k, 0x2019)) &&
        !mark_is(w, past + 1, ':')) {
        r->year = short_year(w->tok[past].value);
        *i = past + 1;
        return;
    }
    /* asctime: "Sep 19 17:03:00 UTC 2023" */
    if (read_time(w, &k, &with_time) && year_at(w, k) != 0) {
        with_time.year = year_at(w, k);
        *r = with_time;
        *i = k + 1;
    }
}

/* "Tuesday, 19 September 2023" */
static bool match_day_month(window *w, uint32_t i, reading *r)
{
    (void)take_weekday(w, &i, r);
    if (WORD_IN(w, i, fillers) || word_is(w, i, "le") || word_is(w, i, "am"))
        i++;
    if (!take_day(w, &i, r))
        return false;
    i = skip_filler(w, i);
    r->month = word_at(w, i).month;
    if (r->month == 0 || w->tok[i].is_after_line)
        return false;
    i++;
    take_year(w, &i, r);
    r->end = i;
    return true;
}

/* "Tuesday, September 19, 2023" */
static bool match_month_day(window *w, uint32_t i, reading *r)
{
    const stm_date_word first = word_at(w, i);
    const bool is_both = first.month != 0 && first.weekday != 0 &&
                         word_at(w, i + 1).month == 0 &&
                         word_at(w, i + 2).month == 0;
    if (!is_both)
        (void)take_weekday(w, &i, r);
    r->month = word_at(w, i).month;
    if (r->month == 0)
        return false;
    i++;
    if (mark_in(w, i, ".-/,"))
        i++;
    if (word_is(w, i, "the") || word_is(w, i, "de"))
        i++;
    if (w->tok[i].is_after_line || !take_day(w, &i, r) || mark_is(w, i, ':'))
        return false;
    take_year(w, &i, r);
    r->end = i;
    return true;
}

/* "2023. szeptember 19.", "2023, Saturday 26 October" */
static bool match_year_first(window *w, uint32_t i, reading *r)
{
    r->year = year_at(w, i);
    if (r->year == 0)
        return false;
    i = skip_filler(w, i + 1);
    (void)take_weekday(w, &i, r);
    if (word_at(w, i).month != 0) {
        r->month = word_at(w, i).month;
        i = skip_filler(w, i + 1);
        if (!take_day(w, &i, r))
            return false;
    } else {
        if (!take_day(w, &i, r))
            return false;
        i = skip_filler(w, i);
        r->month = word_at(w, i).month;
        i++;
    }
    r->end = i;
    return r->month != 0;
}

/* "2023年9月19日", "2023년 9월 19일" */
static bool match_east_asian(const window *w, uint32_t i, reading *r)
{
    if (year_at(w, i) != 0 &&
        (word_is(w, i + 1, "年") || word_is(w, i + 1, "년"))) {
        r->year = year_at(w, i);
        i += 2;
    }
    if (!number_in(w, i, 2, 1, 12) ||
        !(word_is(w, i + 1, "月") || word_is(w, i + 1, "월")) ||
        !number_in(w, i + 2, 2, 1, 31) ||
        !(word_is(w, i + 3, "日") || word_is(w, i + 3, "일")))
        return false;
    r->month = (int)w->tok[i].value;
    r->day = (int)w->tok[i + 2].value;
    r->end = i + 4;
    return true;
}

/* "19 tháng 9 năm 2023" and "19 tháng 9, 2023" */
static bool match_vietnamese(const window *w, uint32_t i, reading *r)
{
    if (!number_in(w, i, 2, 1, 31) ||
        !(word_is(w, i + 1, "tháng") || word_is(w, i + 1, "Tháng")) ||
        !number_in(w, i + 2, 2, 1, 12))
        return false;
    r->day = (int)w->tok[i].value;
    r->month = (int)w->tok[i + 2].value;
    i += 3;
    if (mark_is(w, i, ',') || word_is(w, i, "năm"))
        i++;
    r->year = year_at(w, i);
    r->end = r->year != 0 ? i + 1 : i;
    return r->year != 0;
}

/* Puts day and month where a and b are the two numbers, as written. */
static bool order_pair(const window *w, int a, int b, reading *r)
{
    const bool dmy = a >= 1 && a <= 31 && b >= 1 && b <= 12;
    const bool mdy = b >= 1 && b <= 31 && a >= 1 && a <= 12;
    if (!dmy && !mdy)
        return false;
    const bool take_mdy = mdy && (!dmy || w->hint->order == STM_DATE_ORDER_MDY);
    r->day = take_mdy ? b : a;
    r->month = take_mdy ? a : b;
    r->is_sure = !(dmy && mdy) || a == b;
    return true;
}

/* "2023-09-19", "19.09.2023", "9/19/23" */
static bool match_numeric(const window *w, uint32_t i, reading *r)
{
    const token *t = &w->tok[i];
    if (t[0].kind != TOK_NUM || w->n < i + 5 || t[2].kind != TOK_NUM ||
        t[4].kind != TOK_NUM || t[1].kind != TOK_MARK ||
        t[1].value != t[3].value || t[1].kind != t[3].kind ||
        !mark_in(w, i + 1, "./-"))
        return false;
    const bool is_tight = !t[1].is_after_space && !t[2].is_after_space;
    const bool is_inside =
        (i > 0 && !t[0].is_after_space && mark_in(w, i - 1, "./-") && i > 1 &&
         t[-2].kind == TOK_NUM) ||
        (mark_in(w, i + 5, "./-") && t[6].kind == TOK_NUM &&
         !t[5].is_after_space && !t[6].is_after_space &&
         t[5].value == t[1].value);
    if (is_inside || t[2].digits > 2 || t[1].is_after_line ||
        t[2].is_after_line || t[4].is_after_line)
        return false;
    r->end = i + 5;
    if (year_at(w, i) != 0 && t[4].digits <= 2) {
        r->year = year_at(w, i);
        r->month = (int)t[2].value;
        r->day = (int)t[4].value;
        return r->month >= 1 && r->month <= 12;
    }
    if (t[0].digits > 2 || t[2].digits > 2)
        return false;
    if (year_at(w, i + 4) != 0) {
        r->year = year_at(w, i + 4);
        return order_pair(w, (int)t[0].value, (int)t[2].value, r);
    }
    if (t[4].digits != 2 || !is_tight || t[0].digits + t[2].digits < 3)
        return false;
    if (w->hint->order == STM_DATE_ORDER_YMD && t[0].digits == 2 &&
        t[2].value <= 12 && t[4].value <= 31) {
        r->year = short_year(t[0].value);
        r->month = (int)t[2].value;
        r->day = (int)t[4].value;
        return true;
    }
    r->year = short_year(t[4].value);
    return order_pair(w, (int)t[0].value, (int)t[2].value, r);
}

/* "20230919", in attributes only; "20230919T170300Z" */
static bool match_compact(const window *w, uint32_t i, reading *r)
{
    const token *t = &w->tok[i];
    if (t->kind != TOK_NUM || t->digits != 8 || !w->hint->is_machine)
        return false;
    r->year = (int)(t->value / 10000);
    r->month = (int)(t->value / 100 % 100);
    r->day = (int)(t->value % 100);
    r->end = i + 1;
    if (word_is(w, i + 1, "t") && w->tok[i + 2].kind == TOK_NUM &&
        w->tok[i + 2].digits == 6) {
        const uint32_t time = w->tok[i + 2].value;
        r->hour = (int)(time / 10000 % 24);
        r->minute = (int)(time / 100 % 100 % 60);
        r->second = (int)(time % 100 % 60);
        r->end = i + 3;
        read_zone(w, &r->end, r);
    }
    return r->year >= MIN_YEAR && r->year <= MAX_YEAR;
}

/* "September 2023" */
static bool match_month_year(window *w, uint32_t i, reading *r)
{
    r->month = word_at(w, i).month;
    if (r->month == 0)
        return false;
    i = skip_filler(w, i + 1);
    r->year = year_at(w, i);
    r->end = i + 1;
    return r->year != 0 && !w->tok[i].is_after_line;
}

/* --- putting it together ---------------------------------------------- */

static const reading nothing = {
    .hour = -1, .second = -1, .zone = STM_ZONE_UNKNOWN, .is_sure = true};

static bool to_date(const reading *r, stm_date *out)
{
    stm_date d = {.year = (int16_t)r->year,
                  .month = (uint8_t)r->month,
                  .day = (uint8_t)r->day,
                  .precision = STM_DATE_DAY,
                  .zone_minutes = STM_ZONE_UNKNOWN};
    if (r->day == 0) {
        d.precision = STM_DATE_MONTH;
        *out = d;
        return true;
    }
    stm_date probe = d;
    if (probe.year == 0)
        probe.year = 2000; /* a leap year: 29 February may be meant */
    if (stm_date_day_number(probe) == STM_NO_DAY)
        return false;
    if (r->hour >= 0) {
        d.hour = (uint8_t)r->hour;
        d.minute = (uint8_t)r->minute;
        d.second = r->second >= 0 ? (uint8_t)r->second : 0;
        d.precision = r->second >= 0 ? STM_DATE_SECOND : STM_DATE_MINUTE;
        d.zone_minutes = (int16_t)r->zone;
    }
    *out = d;
    return true;
}

static bool match_at(window *w, uint32_t i, reading *r)
{
    *r = nothing;
    r->begin = i;
    if (match_numeric(w, i, r))
        return true;
    *r = nothing;
    if (match_east_asian(w, i, r))
        return true;
    *r = nothing;
    if (match_vietnamese(w, i, r))
        return true;
    *r = nothing;
    if (match_year_first(w, i, r))
        return true;
    *r = nothing;
    if (match_day_month(w, i, r))
        return true;
    *r = nothing;
    if (match_month_day(w, i, r))
        return true;
    *r = nothing;
    if (match_compact(w, i, r))
        return true;
    *r = nothing;
    return match_month_year(w, i, r);
}

/* Prefers a match with a day to "September 2023" begun further left. */
static bool match_around(window *w, uint32_t anchor, reading *out,
                         stm_date *date)
{
    bool has_month_only = false;
    const uint32_t first = anchor > 5 ? anchor - 5 : 0;
    for (uint32_t i = first; i <= anchor; i++) {
        reading r;
        stm_date d;
        const bool is_found = match_at(w, i, &r);
        r.begin = i;
        if (!is_found || r.end <= anchor || !to_date(&r, &d))
            continue;
        if (r.day == 0) {
            has_month_only = true;
            *out = r;
            *date = d;
            continue;
        }
        if (r.hour < 0) {
            if (word_at(w, r.end).weekday != 0 ||
                (mark_in(w, r.end, ",(") &&
                 word_at(w, r.end + 1).weekday != 0 && r.weekday == 0)) {
                r.end += word_at(w, r.end).weekday != 0 ? 0 : 1;
                r.weekday = word_at(w, r.end).weekday;
                r.end += mark_is(w, r.end + 1, ')') ? 2 : 1;
            }
            read_time_after(w, &r);
        }
        if (r.hour < 0)
            read_time_before(w, i, &r);
        if (!to_date(&r, &d))
            continue;
        *out = r;
        *date = d;
        return true;
    }
    return has_month_only;
}

/* Where a window may begin: not within a word, not before `floor`. */
static size_t window_start(stm_slice text, size_t anchor, size_t floor)
{
    if (anchor - floor <= BACK_BYTES)
        return floor;
    size_t at = anchor - BACK_BYTES;
    while (at < anchor && text.ptr[at] != ' ' && text.ptr[at] != '\n')
        at++;
    return at;
}

static bool digit_starts(stm_slice text, size_t at, size_t *next)
{
    if (text.ptr[at] < 0x80) {
        *next = at + 1;
        return stm_is_digit(text.ptr[at]);
    }
    uint32_t c;
    *next = stm_utf8_next(text, at, &c);
    return stm_digit_value(c) >= 0;
}

uint32_t stm_date_scan(stm_slice text, const stm_date_hint *hint,
                       stm_date_mention *out, uint32_t cap)
{
    uint32_t n = 0;
    size_t floor = 0;
    if (text.len > UINT32_MAX / 2)
        text.len = UINT32_MAX / 2;
    for (size_t at = 0; at < text.len && n < cap;) {
        size_t next;
        if (!digit_starts(text, at, &next)) {
            at = next;
            continue;
        }
        window w = {.text = text, .hint = hint};
        cut_window(&w, window_start(text, at, floor));
        uint32_t anchor = 0;
        while (anchor < w.n && w.tok[anchor].end <= at)
            anchor++;
        reading r;
        stm_date date;
        if (anchor < w.n && match_around(&w, anchor, &r, &date)) {
            const uint32_t last = r.end < w.n ? r.end - 1 : w.n - 1;
            out[n++] = (stm_date_mention){
                .date = date,
                .at = {w.tok[r.begin].begin, w.tok[last].end},
                .weekday = (uint8_t)r.weekday,
                .is_sure = r.is_sure};
            at = floor = w.tok[last].end;
        } else {
            at = anchor < w.n && w.tok[anchor].end > at ? w.tok[anchor].end
                                                        : next;
        }
    }
    return n;
}

static bool parse_epoch(stm_slice s, stm_date *out)
{
    uint64_t seconds;
    if ((s.len != 10 && s.len != 13) || !stm_slice_u64(s, &seconds))
        return false;
    if (s.len == 13)
        seconds /= 1000;
    if (seconds < 600000000u || seconds > 4000000000u)
        return false;
    stm_date d = stm_date_from_day_number((int32_t)(seconds / 86400));
    const uint32_t rest = (uint32_t)(seconds % 86400);
    d.hour = (uint8_t)(rest / 3600);
    d.minute = (uint8_t)(rest / 60 % 60);
    d.second = (uint8_t)(rest % 60);
    d.precision = STM_DATE_SECOND;
    d.zone_minutes = 0;
    *out = d;
    return true;
}

bool stm_date_parse(stm_slice s, const stm_date_hint *hint, stm_date *out)
{
    stm_date_mention found[4];
    s = stm_slice_sub(stm_slice_trim(s), 0, 512);
    if (parse_epoch(s, out))
        return true;
    stm_date_hint machine = *hint;
    machine.is_machine = true;
    const uint32_t n = stm_date_scan(s, &machine, found, 4);
    for (uint32_t i = 0; i < n; i++) {
        if (found[i].date.year == 0 || found[i].date.day == 0)
            continue;
        *out = found[i].date;
        return true;
    }
    return false;
}
