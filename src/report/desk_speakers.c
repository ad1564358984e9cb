/* Who is heard in a served archive: all voices, and all that one has said. */
#include <stdlib.h>

#include "base/alloc.h"
#include "report/desk.h"
#include "report/report.h"
#include "report/say.h"

#include "base/banned.h"

enum { VOICES_LISTED = 500, SAYINGS_LISTED = 500, OUTLETS_LISTED = 100 };

/* "/speaker-12.html": the speaker with this index. */
static void open_speaker(uint32_t speaker, stm_markup *out)
{
    STM_HTML(out, "<a href=\"/speaker-");
    stm_markup_u64(out, (uint64_t)speaker + 1);
    STM_HTML(out, ".html\">");
}

typedef struct ranked {
    uint32_t speaker;
    uint32_t n; /* reports that carry it */
} ranked;

static int compare_ranked(const void *a, const void *b)
{
    const ranked *x = a;
    const ranked *y = b;
    if (x->n != y->n)
        return x->n < y->n ? 1 : -1;
    return x->speaker < y->speaker ? -1 : x->speaker > y->speaker;
}

/* Times each voice is heard: heard[n_speakers], zeroed by the caller. */
static void count_sayings(const stm_pile *pile, uint32_t *heard)
{
    for (uint32_t i = 0; i < pile->n_attributions; i++)
        if (pile->attributions[i].speaker < pile->n_speakers)
            heard[pile->attributions[i].speaker]++;
}

static void put_voice(const stm_pile *pile, const ranked *r, uint32_t sayings,
                      stm_markup *out)
{
    const stm_speaker *s = &pile->speakers[r->speaker];
    STM_HTML(out, "<tr role=\"row\"><th scope=\"row\" role=\"rowheader\" "
                  "dir=\"auto\">");
    open_speaker(r->speaker, out);
    stm_markup_text(out, s->name);
    STM_HTML(out, "</a></th><td role=\"cell\">");
    if (s->kind == STM_SPEAKER_UNKNOWN)
        STM_NOT_MEASURED(out, "kind not known");
    else
        stm_markup_text(out, stm_speaker_kind_text(s->kind));
    STM_HTML(out, "</td><td role=\"cell\" class=\"num\">");
    stm_say_count(out, r->n, STM_LIT("report"), STM_LIT("reports"));
    STM_HTML(out, ", ");
    stm_say_count(out, sayings, STM_LIT("saying"), STM_LIT("sayings"));
    STM_HTML(out, "</td></tr>\n");
}

static void put_voices(const stm_pile *pile, ranked *list, uint32_t *heard,
                       stm_markup *out)
{
    count_sayings(pile, heard);
    uint32_t n = 0;
    for (uint32_t i = 0; i < pile->n_speakers; i++)
        if (heard[i] > 0)
            list[n++] = (ranked){i, pile->speakers[i].n_articles};
    qsort(list, n, sizeof *list, compare_ranked);
    STM_HTML(out, "<p class=\"deck\">");
    stm_say_number_capital(out, n);
    if (n == 1)
        STM_HTML(out, " voice is heard.");
    else
        STM_HTML(out, " voices are heard, the most carried first.");
    if (n > VOICES_LISTED) {
        STM_HTML(out, " The first ");
        stm_say_digits(out, VOICES_LISTED);
        STM_HTML(out, " are listed; the search finds reports of the others.");
    }
    STM_HTML(out,
             "</p>\n<table class=\"data stack\" role=\"table\"><caption "
             "class=\"vh\">Voices, the most carried first</caption>"
             "<thead><tr role=\"row\"><th scope=\"col\" "
             "role=\"columnheader\">Voice</th><th scope=\"col\" "
             "role=\"columnheader\">Kind</th><th scope=\"col\" "
             "role=\"columnheader\">Carried by</th></tr></thead><tbody>\n");
    for (uint32_t i = 0; i < n && i < VOICES_LISTED; i++)
        put_voice(pile, &list[i], heard[list[i].speaker], out);
    STM_HTML(out, "</tbody></table>\n");
}

void stm_report_speakers(const stm_pile *pile, const stm_report_opts *opts,
                         stm_buf *buf)
{
    stm_markup markup;
    stm_markup *out = &markup;
    stm_markup_init(out, buf);
    ranked *list = stm_alloc(pile->n_speakers + 1u, sizeof *list);
    uint32_t *heard = stm_alloc(pile->n_speakers + 1u, sizeof *heard);
    stm_desk_begin(pile, opts, STM_LIT("Voices"), out);
    if (list == NULL || heard == NULL)
        stm_markup_fail(out);
    else
        put_voices(pile, list, heard, out);
    stm_desk_end(pile, out);
    stm_free(heard);
    stm_free(list);
}

/* --- one voice -------------------------------------------------------------
 */

/* A saying, in the order of the page. */
typedef struct saying {
    uint32_t attribution;
    int32_t day;     /* STM_NO_DAY last */
    uint32_t minute; /* of the day */
} saying;

static int compare_sayings(const void *a, const void *b)
{
    const saying *x = a;
    const saying *y = b;
    const bool known = x->day != STM_NO_DAY;
    if (known != (y->day != STM_NO_DAY))
        return known ? -1 : 1;
    if (x->day != y->day)
        return x->day < y->day ? -1 : 1;
    if (x->minute != y->minute)
        return x->minute < y->minute ? -1 : 1;
    return x->attribution < y->attribution ? -1 : 1;
}

/* Of the voice itself, or of one who speaks for it. */
static bool is_of(const stm_pile *pile, uint32_t i, uint32_t speaker)
{
    const uint32_t s = pile->attributions[i].speaker;
    return s < pile->n_speakers &&
           (s == speaker || stm_speaker_voice(pile->speakers, s) == speaker);
}

static uint32_t find_sayings(const stm_pile *pile, uint32_t speaker,
                             saying *list)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < pile->n_attributions; i++) {
        if (!is_of(pile, i, speaker))
            continue;
        const stm_date *d =
            &pile->articles[pile->attributions[i].article].published;
        list[n++] =
            (saying){i, stm_date_day_number(*d), 60u * d->hour + d->minute};
    }
    qsort(list, n, sizeof *list, compare_sayings);
    return n;
}

static void put_saying(const stm_pile *pile, uint32_t speaker,
                       const saying *item, stm_markup *out)
{
    const stm_attribution *s = &pile->attributions[item->attribution];
    const stm_article *a = &pile->articles[s->article];
    STM_HTML(out, "<li><p class=\"kick\">");
    stm_desk_put_moment(a, out);
    STM_HTML(out, " · ");
    stm_desk_put_outlet(a, out);
    STM_HTML(out, " · ");
    stm_markup_text(out, stm_speech_text(s->type));
    if (s->speaker != speaker) {
        STM_HTML(out, " · through ");
        stm_markup_bdi(out, pile->speakers[s->speaker].name);
    }
    if (s->carrier < pile->n_speakers) {
        STM_HTML(out, " · as told to ");
        stm_markup_bdi(out, pile->speakers[s->carrier].name);
    }
    STM_HTML(out, "</p><p dir=\"auto\">");
    for (uint32_t k = 0; k < s->n_content; k++) {
        if (k > 0)
            STM_HTML(out, " … ");
        stm_markup_text(out, stm_span_text(s->content[k], a->text));
    }
    STM_HTML(out, "</p><p class=\"kick\" dir=\"auto\">");
    const bool has_page = stm_desk_open_story(pile, s->article, out);
    if (a->title.len > 0)
        stm_markup_text(out, a->title);
    else
        STM_HTML(out, "Without a headline");
    if (has_page)
        STM_HTML(out, "</a>");
    STM_HTML(out, "</p></li>\n");
}

typedef struct carrier {
    stm_slice outlet;
    uint32_t n;    /* reports */
    uint32_t last; /* article counted last */
} carrier;

static int compare_carriers(const void *a, const void *b)
{
    const carrier *x = a;
    const carrier *y = b;
    if (x->n != y->n)
        return x->n < y->n ? 1 : -1;
    return stm_slice_cmp(x->outlet, y->outlet);
}

/* In how many reports each outlet carries it. */
static uint32_t find_carriers(const stm_pile *pile, const saying *list,
                              uint32_t n, stm_map *names, carrier *carriers)
{
    uint32_t found = 0;
    for (uint32_t i = 0; i < n; i++) {
        const uint32_t article =
            pile->attributions[list[i].attribution].article;
        const stm_slice outlet = pile->articles[article].outlet;
        bool was_new;
        stm_map_entry *e = stm_map_put(names, outlet, found, &was_new);
        if (e == NULL)
            return STM_NONE;
        if (was_new)
            carriers[found++] = (carrier){outlet, 0, STM_NONE};
        carrier *c = &carriers[e->value];
        c->n += c->last != article;
        c->last = article;
    }
    qsort(carriers, found, sizeof *carriers, compare_carriers);
    return found;
}

static void put_carriers(const carrier *list, uint32_t n, stm_markup *out)
{
    STM_HTML(out, "<h2>Who carried it</h2>\n<ul>\n");
    for (uint32_t i = 0; i < n && i < OUTLETS_LISTED; i++) {
        STM_HTML(out, "<li>");
        if (list[i].outlet.len > 0)
            stm_markup_bdi(out, list[i].outlet);
        else
            STM_HTML(out, "outlet not known");
        STM_HTML(out, ": ");
        stm_say_count(out, list[i].n, STM_LIT("report"), STM_LIT("reports"));
        STM_HTML(out, "</li>\n");
    }
    STM_HTML(out, "</ul>\n");
    if (n > OUTLETS_LISTED) {
        STM_HTML(out, "<p class=\"kick\">And ");
        stm_say_count(out, n - OUTLETS_LISTED, STM_LIT("outlet"),
                      STM_LIT("outlets"));
        STM_HTML(out, " more.</p>\n");
    }
}

static void put_names(const stm_pile *pile, uint32_t speaker, stm_markup *out)
{
    const stm_speaker *s = &pile->speakers[speaker];
    STM_HTML(out, "<p class=\"deck\">");
    if (s->kind != STM_SPEAKER_UNKNOWN) {
        stm_markup_text(out, stm_speaker_kind_text(s->kind));
        STM_HTML(out, "; ");
    }
    STM_HTML(out, "named ");
    for (uint32_t i = 0; i < s->n_names; i++) {
        stm_say_list(out, i, s->n_names);
        STM_HTML(out, "“");
        stm_markup_bdi(out, s->names[i]);
        STM_HTML(out, "”");
    }
    if (s->body < pile->n_speakers) {
        STM_HTML(out, "; speaks for ");
        open_speaker(s->body, out);
        stm_markup_text(out, pile->speakers[s->body].name);
        STM_HTML(out, "</a>");
    }
    STM_HTML(out, ".</p>\n");
}

static void put_all(const stm_pile *pile, uint32_t speaker, saying *list,
                    carrier *carriers, stm_markup *out)
{
    stm_map names;
    stm_map_init(&names);
    const uint32_t n = find_sayings(pile, speaker, list);
    const uint32_t n_carriers = find_carriers(pile, list, n, &names, carriers);
    stm_map_release(&names);
    if (n_carriers == STM_NONE) {
        stm_markup_fail(out);
        return;
    }
    put_names(pile, speaker, out);
    put_carriers(carriers, n_carriers, out);
    STM_HTML(out, "<h2>What was said, over time</h2>\n<p class=\"deck\">");
    stm_say_number_capital(out, n);
    if (n == 1)
        STM_HTML(out, " saying.");
    else
        STM_HTML(out, " sayings, the earliest report first.");
    if (n > SAYINGS_LISTED) {
        STM_HTML(out, " The first ");
        stm_say_digits(out, SAYINGS_LISTED);
        STM_HTML(out, " stand here.");
    }
    STM_HTML(out, "</p>\n<ol>\n");
    for (uint32_t i = 0; i < n && i < SAYINGS_LISTED; i++)
        put_saying(pile, speaker, &list[i], out);
    STM_HTML(out, "</ol>\n");
}

bool stm_report_speaker(const stm_pile *pile, uint32_t speaker,
                        const stm_report_opts *opts, stm_buf *buf)
{
    if (speaker >= pile->n_speakers)
        return false;
    stm_markup markup;
    stm_markup *out = &markup;
    stm_markup_init(out, buf);
    saying *list = stm_alloc(pile->n_attributions + 1u, sizeof *list);
    carrier *carriers = stm_alloc(pile->n_attributions + 1u, sizeof *carriers);
    stm_desk_begin(pile, opts, pile->speakers[speaker].name, out);
    if (list == NULL || carriers == NULL)
        stm_markup_fail(out);
    else
        put_all(pile, speaker, list, carriers, out);
    stm_desk_end(pile, out);
    stm_free(carriers);
    stm_free(list);
    return true;
}
