#include "claim/numbers.h"

#include <math.h>

#include "base/banned.h"

typedef struct reader {
    const stm_claim_words *words;
    stm_slice bytes;
    const stm_text *text;
    uint32_t first;
    uint32_t end;
} reader;

static stm_slice token_text(const reader *r, uint32_t i)
{
    const stm_token *t = &r->text->tokens[i];
    return stm_span_text((stm_span){t->begin, t->end}, r->bytes);
}

static const stm_claim_word *word_at(const reader *r, uint32_t i)
{
    static const stm_claim_word none = {0};
    return i < r->end && i >= r->first
               ? stm_claim_words_get(r->words, r->text->terms[i])
               : &none;
}

static bool is_mark(const reader *r, uint32_t i, uint8_t byte)
{
    if (i >= r->end || i < r->first ||
        r->text->tokens[i].kind != STM_TOKEN_MARK)
        return false;
    const stm_slice s = token_text(r, i);
    return s.len == 1 && s.ptr[0] == byte;
}

/* The value of figures such as "1,200", "3.5", "7th"; false for others. */
static bool read_figures(stm_slice s, double *value, bool *ordinal)
{
    double v = 0;
    double scale = 0;
    uint32_t digits = 0;
    size_t i = 0;
    for (; i < s.len && digits < 16; i++) {
        if (stm_is_digit(s.ptr[i])) {
            v = scale > 0 ? v + (s.ptr[i] - '0') * scale
                          : v * 10 + (s.ptr[i] - '0');
            scale /= 10;
            digits++;
        } else if (s.ptr[i] == ',' && scale == 0 && digits > 0) {
            continue;
        } else if (s.ptr[i] == '.' && scale == 0 && digits > 0) {
            scale = .1;
        } else {
            break;
        }
    }
    const stm_slice rest = stm_slice_sub(s, i, s.len);
    *ordinal = stm_slice_ieq(rest, STM_LIT("th")) ||
               stm_slice_ieq(rest, STM_LIT("st")) ||
               stm_slice_ieq(rest, STM_LIT("nd")) ||
               stm_slice_ieq(rest, STM_LIT("rd"));
    double times = 1;
    if (stm_slice_ieq(rest, STM_LIT("m")))
        times = 1e6;
    else if (stm_slice_ieq(rest, STM_LIT("bn")))
        times = 1e9;
    else if (stm_slice_ieq(rest, STM_LIT("k")))
        times = 1e3;
    else if (rest.len > 0 && !*ordinal)
        return false;
    *value = v * times;
    return digits > 0;
}

/* Reads one numeral at token i; returns the token after it, or i. */
static uint32_t read_value(const reader *r, uint32_t i, double *value,
                           bool *ordinal, bool *vague)
{
    const uint32_t start = i;
    const stm_claim_word *w = word_at(r, i);
    *ordinal = *vague = false;
    if (i >= r->end)
        return start;
    if (r->text->tokens[i].kind == STM_TOKEN_NUMBER) {
        if (!read_figures(token_text(r, i), value, ordinal))
            return start;
        i++;
    } else if ((w->flags & STM_CLAIM_WORD_TENS) != 0) {
        *value = w->value;
        i++;
        const uint32_t next = i + is_mark(r, i, '-');
        if ((word_at(r, next)->flags & STM_CLAIM_WORD_ONES) != 0 &&
            word_at(r, next)->value < 10) {
            *value += word_at(r, next)->value;
            i = next + 1;
        }
    } else if ((w->flags & STM_CLAIM_WORD_ONES) != 0) {
        *value = w->value;
        i++;
    } else if ((w->flags & STM_CLAIM_WORD_VAGUE) != 0) {
        *value = w->value;
        *vague = true;
        i++;
    } else if ((w->flags & STM_CLAIM_WORD_TIMES) != 0) {
        *value = 1; /* "a dozen", "hundred" */
    } else {
        return start;
    }
    while ((word_at(r, i)->flags & STM_CLAIM_WORD_TIMES) != 0) {
        *value *= word_at(r, i)->value;
        i++;
    }
    return i;
}

static uint64_t meaning(const reader *r, uint32_t i)
{
    const stm_claim_word *w = word_at(r, i);
    return w->concept != 0 ? w->concept : r->text->stems[i];
}

static bool is_telling(const reader *r, uint32_t i)
{
    return i < r->end && r->text->tokens[i].kind == STM_TOKEN_WORD &&
           (word_at(r, i)->flags &
            (STM_CLAIM_WORD_STOP | STM_CLAIM_WORD_ABOUT | STM_CLAIM_WORD_LEAST |
             STM_CLAIM_WORD_MOST | STM_CLAIM_WORD_NEGATION)) == 0;
}

/* Finds what is counted: the first telling word, and the one behind it. */
static void read_what(const reader *r, uint32_t i, stm_number *n)
{
    n->what_token = STM_NONE;
    const uint32_t last = i + 6 < r->end ? i + 6 : r->end;
    for (uint32_t k = i; k < last; k++) {
        if (r->text->tokens[k].kind == STM_TOKEN_MARK && !is_mark(r, k, '-'))
            break;
        if (!is_telling(r, k))
            continue;
        if (n->what == 0) {
            n->what = meaning(r, k);
            n->what_token = k;
        } else {
            n->near = meaning(r, k);
            break;
        }
    }
}

/* True for marks that a count's reach does not cross. */
static bool is_barrier(const reader *r, uint32_t i)
{
    if (r->text->tokens[i].kind != STM_TOKEN_MARK)
        return false;
    const uint8_t c = r->bytes.ptr[r->text->tokens[i].begin];
    return c != '-' && c != '\'' && c != '(' && c != ')';
}

/*
 * What befell those counted: the nearest such word behind the number, else
 * before it, twelve tokens at most; 0 none. A number in between takes it for
 * itself, and "and" ends the reach.
 */
static uint64_t read_fate(const reader *r, const stm_number *n)
{
    enum { reach = 12 };
    const uint32_t stops =
        STM_CLAIM_WORD_JOINT | STM_CLAIM_WORD_ONES | STM_CLAIM_WORD_AND;
    for (uint32_t k = n->end_token; k < r->end && k < n->end_token + reach;
         k++) {
        if (is_barrier(r, k) || r->text->tokens[k].kind == STM_TOKEN_NUMBER ||
            (word_at(r, k)->flags & stops) != 0)
            break;
        if ((word_at(r, k)->flags & STM_CLAIM_WORD_FATE) != 0)
            return meaning(r, k);
    }
    for (uint32_t k = n->first_token;
         k-- > r->first && k + reach >= n->first_token;) {
        if (is_barrier(r, k) || r->text->tokens[k].kind == STM_TOKEN_NUMBER)
            break;
        if ((word_at(r, k)->flags & STM_CLAIM_WORD_FATE) != 0)
            return meaning(r, k);
    }
    return 0;
}

static uint8_t read_bound(const reader *r, uint32_t i)
{
    for (uint32_t back = 1; back <= 3 && i >= r->first + back; back++) {
        const uint32_t f = word_at(r, i - back)->flags;
        if ((f & STM_CLAIM_WORD_LEAST) != 0)
            return STM_BOUND_LEAST;
        if ((f & STM_CLAIM_WORD_MOST) != 0)
            return STM_BOUND_MOST;
        if ((f & STM_CLAIM_WORD_ABOUT) != 0)
            return STM_BOUND_ABOUT;
        if (r->text->tokens[i - back].kind == STM_TOKEN_MARK)
            break;
        const stm_slice s = token_text(r, i - back);
        if (back == 1 && stm_slice_ieq(s, STM_LIT("to")) && i >= r->first + 2 &&
            stm_slice_ieq(token_text(r, i - 2), STM_LIT("up")))
            return STM_BOUND_MOST;
    }
    return STM_BOUND_EXACT;
}

/* "Doe, 48," and "48-year-old": years of a life. */
static bool is_age(const reader *r, uint32_t first, uint32_t end, double v)
{
    if (v < 1 || v > 115 || v != floor(v))
        return false;
    if (end + 1 < r->end && stm_slice_ieq(token_text(r, end), STM_LIT("-")) &&
        stm_slice_istarts(token_text(r, end + 1), STM_LIT("year")))
        return end + 2 < r->end && is_mark(r, end + 2, '-');
    if (end + 1 < r->end &&
        stm_slice_ieq(token_text(r, end), STM_LIT("years")) &&
        stm_slice_ieq(token_text(r, end + 1), STM_LIT("old")))
        return true;
    if (first > r->first &&
        stm_slice_ieq(token_text(r, first - 1), STM_LIT("aged")))
        return true;
    uint32_t comma = first;
    while (comma > r->first &&
           (r->text->tokens[comma - 1].flags & STM_TOKEN_SHUT_QUOTE) != 0)
        comma--; /* aka “Doe,” 48 */
    return comma >= r->first + 2 && is_mark(r, comma - 1, ',') &&
           r->text->tokens[comma - 2].kind == STM_TOKEN_WORD &&
           (r->text->tokens[comma - 2].flags & STM_TOKEN_CAPITAL) != 0 &&
           (end >= r->end || is_mark(r, end, ',') || is_mark(r, end, '.') ||
            is_mark(r, end, ';')) &&
           (word_at(r, comma - 2)->flags & STM_CLAIM_WORD_MONTH) == 0;
}

static bool follows_money(const reader *r, uint32_t first)
{
    if (first == r->first)
        return false;
    const stm_slice s = token_text(r, first - 1);
    return is_mark(r, first - 1, '$') || stm_slice_eq(s, STM_LIT("£")) ||
           stm_slice_eq(s, STM_LIT("€")) || stm_slice_eq(s, STM_LIT("¥"));
}

static bool is_month_near(const reader *r, uint32_t first, uint32_t end)
{
    return (first > r->first &&
            (word_at(r, first - 1)->flags & STM_CLAIM_WORD_MONTH) != 0) ||
           (end < r->end &&
            (word_at(r, end)->flags & STM_CLAIM_WORD_MONTH) != 0);
}

static void read_kind(const reader *r, stm_number *n, bool ordinal)
{
    const uint32_t first = n->first_token;
    uint32_t at = n->end_token;
    if (ordinal || is_month_near(r, first, at)) {
        n->kind = STM_NUMBER_ORDINAL;
        return;
    }
    if (is_age(r, first, at, n->low)) {
        n->kind = STM_NUMBER_AGE;
        return;
    }
    if (follows_money(r, first)) {
        n->kind = STM_NUMBER_MEASURE;
        n->measure = STM_MEASURE_MONEY;
        return;
    }
    at += is_mark(r, at, '-');
    const stm_claim_word *unit = word_at(r, at);
    if (at < r->end &&
        (is_mark(r, at, '%') || (unit->flags & STM_CLAIM_WORD_UNIT) != 0)) {
        const bool share = is_mark(r, at, '%');
        n->kind = STM_NUMBER_MEASURE;
        n->measure = share ? (uint8_t)STM_MEASURE_SHARE : unit->measure;
        n->low *= share ? 1 : (double)unit->value;
        n->high *= share ? 1 : (double)unit->value;
        n->end_token = at + 1;
        return;
    }
    if (n->low >= 1900 && n->low <= 2100 && n->low == floor(n->low) &&
        n->end_token == first + 1 && token_text(r, first).len == 4) {
        n->kind = STM_NUMBER_YEAR;
        return;
    }
    const bool name = first > r->first &&
                      (r->text->tokens[first - 1].flags & STM_TOKEN_CAPITAL) &&
                      r->text->tokens[first].kind == STM_TOKEN_NUMBER &&
                      first - 1 > r->first;
    n->kind = name || is_mark(r, at, ':') ? STM_NUMBER_OTHER : STM_NUMBER_COUNT;
}

/* "five or six", "20 to 30", "20-30": the end of a range behind token i. */
static uint32_t read_range(const reader *r, uint32_t i, stm_number *n)
{
    if (i + 1 >= r->end)
        return i;
    const stm_slice s = token_text(r, i);
    if (!stm_slice_ieq(s, STM_LIT("or")) && !stm_slice_ieq(s, STM_LIT("to")) &&
        !stm_slice_eq(s, STM_LIT("-")) && !stm_slice_eq(s, STM_LIT("–")))
        return i;
    double high = 0;
    bool ordinal = false;
    bool vague = false;
    const uint32_t end = read_value(r, i + 1, &high, &ordinal, &vague);
    if (end == i + 1 || ordinal || vague || high <= n->low ||
        high > n->low * 10)
        return i;
    n->high = high;
    return end;
}

uint32_t stm_numbers_from_tokens(const stm_claim_words *words, stm_slice bytes,
                                 const stm_text *text, uint32_t first,
                                 uint32_t end, stm_number *out)
{
    const reader r = {words, bytes, text, first, end};
    uint32_t n = 0;
    for (uint32_t i = first; i < end && n < STM_NUMBERS_MAX;) {
        stm_number x = {.first_token = i};
        bool ordinal = false;
        bool vague = false;
        const uint32_t next = read_value(&r, i, &x.low, &ordinal, &vague);
        if (next == i) {
            i++;
            continue;
        }
        x.high = x.low;
        x.bound = vague ? (uint8_t)STM_BOUND_VAGUE : read_bound(&r, i);
        x.end_token = vague || ordinal ? next : read_range(&r, next, &x);
        read_kind(&r, &x, ordinal);
        read_what(&r, x.end_token, &x);
        x.fate = x.kind == STM_NUMBER_COUNT ? read_fate(&r, &x) : 0;
        i = x.end_token;
        out[n++] = x;
    }
    return n;
}

/* How far from `v` a round number may lie that stands for it. */
static double slack(const stm_number *n)
{
    const double v = n->high;
    if (v <= 0)
        return 0;
    if (n->bound == STM_BOUND_VAGUE)
        return v * 3;
    double unit = 1;
    const double shown = v;
    if (n->kind == STM_NUMBER_MEASURE && n->measure == STM_MEASURE_TIME)
        return v * .09;
    while (unit * 10 <= shown && fmod(shown, unit * 10) == 0)
        unit *= 10;
    const double coarse = unit > 1 ? unit / 2 : 0;
    return n->bound == STM_BOUND_EXACT ? (v >= 100 ? coarse : 0)
                                       : fmax(coarse, v * .06);
}

bool stm_numbers_agree(const stm_number *a, const stm_number *b)
{
    if (a->low <= b->high && b->low <= a->high)
        return true;
    const bool a_less = a->high < b->low;
    const stm_number *less = a_less ? a : b;
    const stm_number *more = a_less ? b : a;
    const double gap = more->low - less->high;
    if (less->bound == STM_BOUND_VAGUE || more->bound == STM_BOUND_VAGUE)
        return more->low < less->high * 8 && less->high * 8 > more->low;
    return gap <= fmax(slack(less), slack(more));
}
