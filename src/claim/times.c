#include "claim/times.h"

#include "base/banned.h"

typedef struct calendar {
    const stm_claim_words *words;
    const stm_article *article;
    const stm_text *text;
    uint32_t first;
    uint32_t end;
    int32_t today; /* the article's day, or STM_NO_DAY */
} calendar;

static const stm_claim_word *word_at(const calendar *c, uint32_t i)
{
    static const stm_claim_word none = {0};
    return i >= c->first && i < c->end &&
                   c->text->tokens[i].kind != STM_TOKEN_MARK
               ? stm_claim_words_get(c->words, c->text->terms[i])
               : &none;
}

/* Figures at token i of at most four digits ("7", "7th", "2015"), or 0. */
static uint32_t figures_at(const calendar *c, uint32_t i)
{
    if (i < c->first || i >= c->end ||
        c->text->tokens[i].kind != STM_TOKEN_NUMBER)
        return 0;
    const stm_token *t = &c->text->tokens[i];
    const stm_slice s =
        stm_span_text((stm_span){t->begin, t->end}, c->article->text);
    uint32_t value = 0;
    size_t k = 0;
    for (; k < s.len && k < 4 && stm_is_digit(s.ptr[k]); k++)
        value = value * 10 + (uint32_t)(s.ptr[k] - '0');
    const stm_slice rest = stm_slice_sub(s, k, s.len);
    const bool ordinal = rest.len == 2 && stm_is_alpha(rest.ptr[0]);
    return rest.len == 0 || ordinal ? value : 0;
}

static bool is_comma(const calendar *c, uint32_t i)
{
    return i < c->end && c->text->tokens[i].kind == STM_TOKEN_MARK &&
           c->article->text.ptr[c->text->tokens[i].begin] == ',';
}

/* The year that puts month and day nearest to the article's day. */
static int32_t nearest(const calendar *c, uint32_t month, uint32_t day)
{
    if (c->today == STM_NO_DAY)
        return STM_NO_DAY;
    int32_t best = STM_NO_DAY;
    int32_t best_gap = INT32_MAX;
    const int32_t year = stm_date_from_day_number(c->today).year;
    for (int32_t y = year - 1; y <= year + 1; y++) {
        const int32_t n =
            stm_date_day_number((stm_date){.year = (int16_t)y,
                                           .month = (uint8_t)month,
                                           .day = (uint8_t)day,
                                           .precision = STM_DATE_DAY});
        if (n == STM_NO_DAY)
            continue;
        const int32_t gap = n > c->today ? (n - c->today) * 3 : c->today - n;
        if (gap < best_gap) {
            best_gap = gap;
            best = n;
        }
    }
    return best;
}

/* "May 7", "May 7, 2015", "7 May 2015" at the month's token. */
static bool read_month(const calendar *c, uint32_t i, stm_day_named *out)
{
    const uint32_t month = (uint32_t)word_at(c, i)->value;
    const stm_token *t = &c->text->tokens[i];
    if ((t->flags & STM_TOKEN_CAPITAL) == 0)
        return false;
    uint32_t day = figures_at(c, i + 1);
    uint32_t end = i + 2;
    uint32_t first = i;
    if (day < 1 || day > 31) {
        day = i > c->first ? figures_at(c, i - 1) : 0;
        first = i - 1;
        end = i + 1;
    }
    if (day < 1 || day > 31)
        return false;
    const uint32_t at = is_comma(c, end) ? end + 1 : end;
    const uint32_t year = figures_at(c, at);
    *out = (stm_day_named){.first_token = first, .end_token = end};
    if (year >= 1900 && year <= 2100) {
        out->end_token = at + 1;
        out->day = stm_date_day_number((stm_date){.year = (int16_t)year,
                                                  .month = (uint8_t)month,
                                                  .day = (uint8_t)day,
                                                  .precision = STM_DATE_DAY});
    } else {
        out->day = nearest(c, month, day);
    }
    return out->day != STM_NO_DAY;
}

static bool read_weekday(const calendar *c, uint32_t i, stm_day_named *out)
{
    if (c->today == STM_NO_DAY ||
        (c->text->tokens[i].flags & STM_TOKEN_CAPITAL) == 0)
        return false;
    const uint32_t want = (uint32_t)word_at(c, i)->value;
    const uint32_t back = (stm_weekday(c->today) + 7 - want) % 7;
    *out = (stm_day_named){c->today - (int32_t)back, i, i + 1};
    return true;
}

uint32_t stm_days_from_tokens(const stm_claim_words *words,
                              const stm_article *article, const stm_text *text,
                              uint32_t first, uint32_t end, stm_day_named *out)
{
    const calendar c = {words, article,
                        text,  first,
                        end,   stm_date_day_number(article->published)};
    uint32_t n = 0;
    for (uint32_t i = first; i < end && n < STM_DAYS_MAX; i++) {
        const stm_claim_word *w = word_at(&c, i);
        bool found = false;
        if ((w->flags & STM_CLAIM_WORD_MONTH) != 0)
            found = read_month(&c, i, &out[n]);
        else if ((w->flags & STM_CLAIM_WORD_WEEKDAY) != 0)
            found = read_weekday(&c, i, &out[n]);
        else if ((w->flags & STM_CLAIM_WORD_DAYSHIFT) != 0 &&
                 c.today != STM_NO_DAY) {
            out[n] = (stm_day_named){c.today + (int32_t)w->value, i, i + 1};
            found = true;
        }
        n += found;
    }
    return n;
}
