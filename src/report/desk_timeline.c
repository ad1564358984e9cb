/* The stories of a served archive by the day of their happening. */
#include <stdlib.h>

#include "base/alloc.h"
#include "report/desk.h"
#include "report/report.h"
#include "report/say.h"

#include "base/banned.h"

enum { STORIES_LISTED = 1000 };

typedef struct dated {
    int32_t day; /* STM_NO_DAY last */
    uint32_t n;  /* reports */
    uint32_t story;
} dated;

/* The latest day first, on a day the most reported. */
static int compare_dated(const void *a, const void *b)
{
    const dated *x = a;
    const dated *y = b;
    const bool known = x->day != STM_NO_DAY;
    if (known != (y->day != STM_NO_DAY))
        return known ? -1 : 1;
    if (x->day != y->day)
        return x->day > y->day ? -1 : 1;
    if (x->n != y->n)
        return x->n < y->n ? 1 : -1;
    return x->story < y->story ? -1 : 1;
}

static void put_story(const stm_pile *pile, const dated *d, stm_markup *out)
{
    const stm_story *s = &pile->stories[d->story];
    STM_HTML(out, "<li dir=\"auto\">");
    (void)stm_desk_open_story(pile, s->articles[0], out);
    if (s->title.len > 0)
        stm_markup_text(out, s->title);
    else
        STM_HTML(out, "A story without a headline");
    STM_HTML(out, "</a> <span class=\"kick\">");
    stm_say_count(out, d->n, STM_LIT("report"), STM_LIT("reports"));
    STM_HTML(out, "</span></li>\n");
}

static void put_days(const stm_pile *pile, const dated *list, uint32_t n,
                     stm_markup *out)
{
    for (uint32_t i = 0; i < n && i < STORIES_LISTED; i++) {
        const bool begins = i == 0 || list[i].day != list[i - 1].day;
        if (begins && i > 0)
            STM_HTML(out, "</ul>\n");
        if (begins) {
            STM_HTML(out, "<h2>");
            if (list[i].day == STM_NO_DAY)
                STM_HTML(out, "Day not known");
            else
                stm_say_day_long(out, pile->stories[list[i].story].day);
            STM_HTML(out, "</h2>\n<ul>\n");
        }
        put_story(pile, &list[i], out);
    }
    if (n > 0)
        STM_HTML(out, "</ul>\n");
    if (n > STORIES_LISTED) {
        STM_HTML(out, "<p class=\"kick\">And ");
        stm_say_count(out, n - STORIES_LISTED, STM_LIT("story"),
                      STM_LIT("stories"));
        STM_HTML(out, " of earlier days.</p>\n");
    }
}

void stm_report_timeline(const stm_pile *pile, const stm_report_opts *opts,
                         stm_buf *buf)
{
    stm_markup markup;
    stm_markup *out = &markup;
    stm_markup_init(out, buf);
    dated *list = stm_alloc((size_t)pile->n_stories + 1, sizeof *list);
    uint32_t n = 0;
    for (uint32_t i = 0; i < pile->n_stories && list != NULL; i++)
        if (pile->stories[i].n_articles >= 2)
            list[n++] = (dated){stm_date_day_number(pile->stories[i].day),
                                pile->stories[i].n_articles, i};
    stm_desk_begin(pile, opts, STM_LIT("Stories by day"), out);
    STM_HTML(out, "<p class=\"deck\">The latest day first; on a day the most "
                  "reported.</p>\n");
    if (list == NULL) {
        stm_markup_fail(out);
    } else {
        qsort(list, n, sizeof *list, compare_dated);
        put_days(pile, list, n, out);
    }
    stm_free(list);
    stm_desk_end(pile, out);
}
