#include "extract/text_dates.h"

#include "base/size.h"
#include "extract/date_words.h"

#include "base/banned.h"

#define MAX_MENTIONS 200u
#define LEAD_PARS 4u /* paragraphs whose "on Tuesday" means this week */
#define MACHINE 0.93f
#define NAMED 0.85f       /* from here on a place is one made for the day */
#define LEAST_FACTOR 0.6f /* words alone refute no stamp */
#define BELIEVED 0.3f     /* claims below are not believed */

typedef struct evidence {
    stm_date_mention mentions[MAX_MENTIONS]; /* in the read paragraphs */
    uint32_t n;
    uint8_t lead_weekdays[16]; /* bare weekdays of the first paragraphs */
    uint32_t n_weekdays;
} evidence;

static bool is_word_byte(uint8_t c)
{
    return stm_is_alpha(c) || c >= 0x80;
}

/* Weekdays spelt out, with no number beside them. */
static void gather_weekdays(stm_slice par, const stm_date_hint *hint,
                            evidence *e)
{
    for (size_t at = 0; at < par.len;) {
        if (!is_word_byte(par.ptr[at])) {
            at++;
            continue;
        }
        size_t end = at;
        while (end < par.len && is_word_byte(par.ptr[end]))
            end++;
        const stm_slice word = stm_slice_sub(par, at, end);
        const uint8_t weekday =
            word.len >= 5 ? stm_date_word_of(word, hint->language).weekday : 0;
        if (weekday != 0 && e->n_weekdays < sizeof e->lead_weekdays)
            e->lead_weekdays[e->n_weekdays++] = weekday;
        at = end;
    }
}

static void gather(const stm_article *a, const stm_date_hint *hint, evidence *e)
{
    uint32_t bodies = 0;
    for (uint32_t i = 0; i < a->n_paragraphs && e->n < MAX_MENTIONS; i++) {
        const stm_paragraph *p = &a->paragraphs[i];
        if (!stm_par_is_read(p->kind) || p->kind == STM_PAR_DATELINE)
            continue;
        const stm_slice par = stm_span_text(p->span, a->text);
        const uint32_t from = e->n;
        e->n +=
            stm_date_scan(par, hint, &e->mentions[from], MAX_MENTIONS - from);
        for (uint32_t k = from; k < e->n; k++) {
            e->mentions[k].at.begin += p->span.begin;
            e->mentions[k].at.end += p->span.begin;
        }
        if (p->kind == STM_PAR_BODY && bodies++ < LEAD_PARS)
            gather_weekdays(par, hint, e);
    }
}

static uint8_t weekday_of(int32_t day)
{
    const uint32_t w = stm_weekday(day);
    return w == 0 ? 7 : (uint8_t)w;
}

/* The day of a mention without a year that lies nearest to `day`. */
static int32_t nearest_year(stm_date d, int32_t day, int16_t year)
{
    int32_t best = STM_NO_DAY;
    for (int16_t y = (int16_t)(year - 1); y <= year + 1; y++) {
        d.year = y;
        const int32_t n = stm_date_day_number(d);
        if (n == STM_NO_DAY)
            continue;
        if (best == STM_NO_DAY || (n > day ? n - day : day - n) <
                                      (best > day ? best - day : day - best))
            best = n;
    }
    return best;
}

/* "Tuesday, September 19": does it fall on a Tuesday near this day? */
static float weigh_named_days(const evidence *e, int32_t day, int16_t year)
{
    float factor = 1.0f;
    uint32_t right = 0;
    uint32_t wrong = 0;
    uint32_t near_days = 0;
    for (uint32_t i = 0; i < e->n; i++) {
        const stm_date_mention *m = &e->mentions[i];
        if (m->date.day == 0)
            continue;
        const int32_t n = m->date.year != 0 ? stm_date_day_number(m->date)
                                            : nearest_year(m->date, day, year);
        if (n == STM_NO_DAY)
            continue;
        if (m->date.year == 0 && m->weekday != 0) {
            right += weekday_of(n) == m->weekday;
            wrong += weekday_of(n) != m->weekday;
        }
        near_days += n <= day + 1 && n >= day - 7;
    }
    if (wrong > right)
        factor *= 0.4f;
    else if (right > 0)
        factor *= 1.15f;
    if (near_days > 0)
        factor *= 1.1f;
    return factor;
}

/* Days with their year named after publication; years named long before. */
static float weigh_years(const evidence *e, int32_t day, int16_t year)
{
    enum { AHEAD = 92 }; /* days; what is announced lies no further */
    uint32_t after = 0;
    uint32_t far = 0;
    uint32_t full = 0;
    int16_t last_year = 0;
    for (uint32_t i = 0; i < e->n; i++) {
        const stm_date *d = &e->mentions[i].date;
        if (d->year == 0)
            continue;
        last_year = d->year > last_year ? d->year : last_year;
        if (d->day == 0)
            continue;
        full++;
        after += stm_date_day_number(*d) > day + 2;
        far += stm_date_day_number(*d) > day + AHEAD;
    }
    float factor = 1.0f;
    if (full > 0 && after * 2 > full)
        factor *= far > 0 ? 0.5f : 0.75f;
    if (last_year > 0 && last_year <= year - 3)
        factor *= 0.9f;
    return factor;
}

/* "on Tuesday" in the first paragraphs is a day or two back, seldom more. */
static float weigh_weekdays(const evidence *e, int32_t day)
{
    uint32_t close = 0;
    uint32_t far = 0;
    for (uint32_t i = 0; i < e->n_weekdays; i++) {
        const uint32_t back = (weekday_of(day) + 7u - e->lead_weekdays[i]) % 7u;
        close += back <= 2;
        far += back >= 4; /* 4..6 back, or 1..3 ahead */
    }
    if (close + far == 0)
        return 1.0f;
    if (close > 0)
        return 1.1f;
    return 0.6f;
}

/* The lead's first weekday against the day, once more and sharper. */
static float weigh_lead(const evidence *e, int32_t day)
{
    if (e->n_weekdays == 0)
        return 1.0f;
    const uint32_t back = (weekday_of(day) + 7u - e->lead_weekdays[0]) % 7u;
    return back == 0 ? 1.1f : back <= 2 ? 1.0f : back == 3 ? 0.9f : 0.8f;
}

static float weigh(const evidence *e, stm_date date)
{
    const int32_t day = stm_date_day_number(date);
    if (day == STM_NO_DAY)
        return 0.5f;
    const float factor = weigh_named_days(e, day, date.year) *
                         weigh_years(e, day, date.year) *
                         weigh_weekdays(e, day) * weigh_lead(e, day);
    return factor < LEAST_FACTOR ? LEAST_FACTOR : factor;
}

float stm_text_bears_out(const stm_article *article, const stm_date_hint *hint,
                         stm_date date)
{
    evidence e = {.n = 0};
    gather(article, hint, &e);
    return weigh(&e, date);
}

static bool is_same_day(stm_date a, stm_date b)
{
    return a.year == b.year && a.month == b.month && a.day == b.day;
}

/* What a reader sees, and not as the day of a change. */
static bool is_shown(const stm_date_claim *c)
{
    return c->place == STM_DATE_PLACE_TEXT && c->role != STM_DATE_ROLE_MODIFIED;
}

/* The claim's trust after its weekday, the text and its fellows had a say. */
static float judge(const stm_date_claim *claims, uint32_t n, uint32_t i,
                   const evidence *e)
{
    const stm_date_claim *c = &claims[i];
    const int32_t day = stm_date_day_number(c->date);
    if (c->date.precision < STM_DATE_DAY || day == STM_NO_DAY)
        return 0.0f;
    float doubt = 1.0f - c->trust;
    for (uint32_t k = 0; k < n; k++) /* agreement lessens doubt */
        if (k != i && claims[k].place != c->place &&
            claims[k].trust > BELIEVED && is_same_day(claims[k].date, c->date))
            doubt *= c->trust >= NAMED && is_shown(&claims[k]) ? 0.5f : 0.8f;
    float factor = weigh(e, c->date);
    /* a stamp made by machine for the purpose yields little to words */
    if (c->trust >= MACHINE && factor < 1.0f)
        factor = 1.0f - 0.3f * (1.0f - factor);
    float sure =
        factor >= 1.0f ? 1.0f - doubt / factor : (1.0f - doubt) * factor;
    if (c->weekday != 0 && c->weekday != weekday_of(day))
        sure *= 0.5f;
    return sure < 0.0f ? 0.0f : sure;
}

static void fill(stm_article *article, const stm_date_claim *claims, uint32_t n,
                 const float *sure)
{
    uint32_t best = UINT32_MAX;
    for (uint32_t i = 0; i < n; i++) {
        if (claims[i].role == STM_DATE_ROLE_MODIFIED ||
            claims[i].role == STM_DATE_ROLE_CAPTURED || sure[i] < BELIEVED)
            continue;
        if (best == UINT32_MAX || sure[i] > sure[best] ||
            (sure[i] == sure[best] && /* the same day, told more closely */
             is_same_day(claims[i].date, claims[best].date) &&
             claims[i].date.precision > claims[best].date.precision))
            best = i;
    }
    for (uint32_t i = 0; i < n; i++)
        if (claims[i].role == STM_DATE_ROLE_MODIFIED &&
            article->modified.precision == STM_DATE_NONE)
            article->modified = claims[i].date;
    if (best != UINT32_MAX) {
        article->published = claims[best].date;
        article->published_confidence = sure[best] > 0.99f ? 0.99f : sure[best];
    } else if (article->modified.precision >= STM_DATE_DAY) {
        /* at the latest then; a page seldom changed is seldom older */
        article->published = article->modified;
        article->published_confidence = BELIEVED;
    }
}

void stm_dates_choose(stm_article *article, const stm_date_hint *hint,
                      stm_date_claim *claims, uint32_t n_claims,
                      stm_arena *arena)
{
    evidence e = {.n = 0};
    gather(article, hint, &e);
    float *sure = stm_arena_alloc(arena, n_claims, sizeof *sure);
    stm_date_found *found =
        stm_arena_alloc(arena, (size_t)n_claims + e.n, sizeof *found);
    if (sure == NULL || found == NULL)
        return;
    uint32_t n = 0;
    for (uint32_t i = 0; i < n_claims; i++) {
        sure[i] = judge(claims, n_claims, i, &e);
        found[n++] = (stm_date_found){.date = claims[i].date,
                                      .at = claims[i].at,
                                      .place = claims[i].place,
                                      .role = claims[i].role,
                                      .believed = sure[i] >= BELIEVED};
    }
    fill(article, claims, n_claims, sure);
    for (uint32_t i = 0; i < e.n; i++) {
        if (e.mentions[i].date.year == 0)
            continue;
        found[n++] = (stm_date_found){.date = e.mentions[i].date,
                                      .at = e.mentions[i].at,
                                      .place = STM_DATE_PLACE_BODY,
                                      .role = STM_DATE_ROLE_EVENT,
                                      .believed = true};
    }
    article->dates = found;
    article->n_dates = n;
}
