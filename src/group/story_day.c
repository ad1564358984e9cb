#include "group/story_day.h"

#include "base/buf.h"

#include "base/banned.h"

enum { max_days = 64 }; /* different days that are kept apart */

typedef struct vote {
    int32_t day;
    float weight;
    uint32_t dated; /* reports published that day */
    uint32_t named; /* reports that name the day */
} vote;

typedef struct ballot {
    vote votes[max_days];
    uint32_t n;
} ballot;

static vote *vote_for(ballot *b, int32_t day)
{
    for (uint32_t i = 0; i < b->n; i++)
        if (b->votes[i].day == day)
            return &b->votes[i];
    if (b->n == max_days)
        return NULL;
    b->votes[b->n] = (vote){.day = day};
    return &b->votes[b->n++];
}

/* A day named twice in one report counts once. */
static bool named_before(const stm_article *a, uint32_t i, int32_t day)
{
    for (uint32_t k = 0; k < i; k++)
        if (a->dates[k].role == STM_DATE_ROLE_EVENT &&
            stm_date_day_number(a->dates[k].date) == day)
            return true;
    return false;
}

static void cast(ballot *b, const stm_article *a)
{
    const int32_t published = stm_date_day_number(a->published);
    vote *v = published == STM_NO_DAY ? NULL : vote_for(b, published);
    if (v != NULL) {
        v->weight += a->published_confidence;
        v->dated += a->published_confidence >= 0.5f;
    }
    for (uint32_t i = 0; i < a->n_dates && i < 256; i++) {
        const stm_date_found *d = &a->dates[i];
        const int32_t day = stm_date_day_number(d->date);
        if (d->role != STM_DATE_ROLE_EVENT || !d->believed ||
            day == STM_NO_DAY || named_before(a, i, day))
            continue;
        v = vote_for(b, day);
        if (v == NULL)
            continue;
        v->weight += 0.3f;
        v->named++;
    }
}

static void add_reports(stm_buf *buf, uint32_t n, stm_slice one, stm_slice many)
{
    stm_buf_u64(buf, n);
    stm_buf_add(buf, n == 1 ? one : many);
}

static stm_slice explain(const vote *v, uint32_t n_articles, stm_arena *arena)
{
    stm_buf buf;
    stm_buf_init(&buf, 512);
    if (v->dated > 0)
        add_reports(&buf, v->dated, STM_LIT(" report is dated that day"),
                    STM_LIT(" reports are dated that day"));
    if (v->dated > 0 && v->named > 0)
        stm_buf_add(&buf, STM_LIT(", "));
    if (v->named > 0)
        add_reports(&buf, v->named, STM_LIT(" names it"), STM_LIT(" name it"));
    if (v->dated + v->named == 0)
        stm_buf_add(&buf, STM_LIT("the likeliest of the dates found"));
    stm_buf_add(&buf, STM_LIT(", of "));
    stm_buf_u64(&buf, n_articles);
    if (buf.status != STM_OK)
        arena->failed = true;
    const stm_slice why = stm_arena_copy(arena, stm_buf_slice(&buf));
    stm_buf_release(&buf);
    return why;
}

void stm_story_find_day(stm_story *story, const stm_pile *pile,
                        stm_arena *arena)
{
    ballot b = {.n = 0};
    for (uint32_t i = 0; i < story->n_articles; i++)
        cast(&b, &pile->articles[story->articles[i]]);
    const vote *best = NULL;
    for (uint32_t i = 0; i < b.n; i++) {
        const vote *v = &b.votes[i];
        if (best == NULL || v->weight > best->weight ||
            (v->weight == best->weight && v->day < best->day))
            best = v;
    }
    if (best == NULL || best->weight < 0.25f)
        return;
    story->day = stm_date_from_day_number(best->day);
    story->day_why = explain(best, story->n_articles, arena);
}
