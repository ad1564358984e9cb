/* The front page: the stories of the pile, what is told once, what gave
 * no report. */
#include "report/notes.h"
#include "report/desk.h"
#include "report/page.h"
#include "report/picture.h"
#include "report/report.h"
#include "report/say.h"

#include "base/banned.h"

#define ALONE_SHOWN 60u /* rows of a table; more are folded away */

/* What the front page counts. */
typedef struct totals {
    uint32_t reports;
    uint32_t outlets;
    uint32_t stories; /* of two reports or more */
    uint32_t alone;   /* reports in no such story */
    uint32_t failed;  /* records that gave no report */
} totals;

static bool is_alone(const stm_pile *pile, uint32_t article)
{
    if (pile->articles[article].status != STM_RECORD_OK)
        return false;
    const uint32_t story =
        pile->story_of == NULL ? STM_NONE : pile->story_of[article];
    return story >= pile->n_stories || pile->stories[story].n_articles < 2;
}

static bool count_outlets(const stm_pile *pile, uint32_t *n_out)
{
    stm_map map;
    stm_map_init(&map);
    stm_arena arena;
    stm_arena_init(&arena, SIZE_MAX);
    bool ok = true;
    for (uint32_t i = 0; i < pile->n_articles && ok; i++) {
        if (pile->articles[i].status != STM_RECORD_OK)
            continue;
        const stm_slice name =
            stm_arena_lower(&arena, stm_article_outlet(&pile->articles[i]));
        if (name.len > 0)
            ok = stm_map_put(&map, name, 0, NULL) != NULL;
    }
    *n_out = map.len;
    ok = ok && !arena.failed;
    stm_arena_release(&arena);
    stm_map_release(&map);
    return ok;
}

static bool count_all(const stm_pile *pile, totals *out)
{
    *out = (totals){.reports = stm_pile_n_articles(pile)};
    out->failed = pile->n_articles - out->reports;
    for (uint32_t i = 0; i < pile->n_stories; i++)
        out->stories += pile->stories[i].n_articles >= 2;
    for (uint32_t i = 0; i < pile->n_articles; i++)
        out->alone += is_alone(pile, i);
    return count_outlets(pile, &out->outlets);
}

static void put_lede(const totals *t, stm_markup *out)
{
    STM_HTML(out, "<p class=\"lede\"><strong>");
    if (t->reports == 0)
        STM_HTML(out, "No report was found");
    else {
        stm_say_number_capital(out, t->reports);
        if (t->reports == 1)
            STM_HTML(out, " report");
        else
            STM_HTML(out, " reports");
    }
    if (t->outlets > 0) {
        STM_HTML(out, " from ");
        stm_say_words(out, t->outlets, STM_LIT("outlet"), STM_LIT("outlets"));
    }
    if (t->stories > 0) {
        STM_HTML(out, ": ");
        stm_say_words(out, t->stories, STM_LIT("story"), STM_LIT("stories"));
        if (t->alone > 0) {
            STM_HTML(out, ", and ");
            stm_say_number(out, t->alone);
            STM_HTML(out, " <a href=\"#alone\">told once</a>");
        }
    } else if (t->reports > 1) {
        STM_HTML(out, ", each <a href=\"#alone\">told once</a>");
    }
    STM_HTML(out, ".</strong>");
    if (t->failed > 0) {
        STM_HTML(out, " <a href=\"#notread\">");
        stm_say_number_capital(out, t->failed);
        if (t->failed == 1)
            STM_HTML(out, " file</a> gave no report.");
        else
            STM_HTML(out, " files</a> gave no report.");
    }
    STM_HTML(out, "</p>");
}

/* "Eight of nine carry the harbour authority; two more are heard." */
static void put_saying(const stm_view *view, stm_markup *out)
{
    STM_HTML(out, "<p class=\"say1\">");
    if (view->n_read == 0) {
        STM_HTML(out, "Grouped by outlet, day and names; not read for voices "
                      "and claims.");
    } else if (view->n_heard == 0) {
        STM_HTML(out, "Not read for voices.");
    } else if (view->n_voices == 0 && view->n_sayings > 0) {
        STM_HTML(out, "Who speaks in them was not resolved.");
    } else if (view->n_voices == 0) {
        STM_HTML(out, "Nobody’s words were found in them.");
    } else {
        const stm_view_voice *v = &view->voices[0];
        if (v->n_rows == view->n_reports && v->n_rows == 2)
            STM_HTML(out, "Both carry ");
        else if (v->n_rows == view->n_reports) {
            STM_HTML(out, "All ");
            stm_say_number(out, v->n_rows);
            STM_HTML(out, " carry ");
        } else {
            stm_say_number_capital(out, v->n_rows);
            STM_HTML(out, " of ");
            stm_say_number(out, view->n_reports);
            if (v->n_rows == 1)
                STM_HTML(out, " carries ");
            else
                STM_HTML(out, " carry ");
        }
        stm_put_speaker(view, v->speaker, out);
        if (view->n_voices == 1)
            STM_HTML(out, "; nobody else is heard.");
        else {
            STM_HTML(out, "; ");
            stm_say_number(out, view->n_voices - 1);
            if (view->n_voices == 2)
                STM_HTML(out, " other voice is heard.");
            else
                STM_HTML(out, " other voices are heard.");
        }
    }
    const uint32_t unread = view->n_reports - view->n_read;
    if (unread > 0 && view->n_read > 0) {
        STM_HTML(out, " ");
        stm_say_number_capital(out, unread);
        if (unread == 1)
            STM_HTML(out, " was not read.");
        else
            STM_HTML(out, " were not read.");
    }
    STM_HTML(out, "</p>");
}

static void put_counts(const stm_view *view, stm_markup *out)
{
    STM_HTML(out, "<p class=\"cnt num\">");
    stm_say_count(out, view->n_reports, STM_LIT("report"), STM_LIT("reports"));
    STM_HTML(out, ", ");
    stm_say_count(out, view->n_outlets, STM_LIT("outlet"), STM_LIT("outlets"));
    STM_HTML(out, ", ");
    stm_say_count(out, view->n_families, STM_LIT("family"),
                  STM_LIT("families"));
    STM_HTML(out, ", ");
    if (stm_view_knows_voices(view))
        stm_say_count(out, view->n_voices, STM_LIT("voice"), STM_LIT("voices"));
    else {
        STM_HTML(out, "voices ");
        STM_NOT_MEASURED(out, "not measured");
    }
    STM_HTML(out, "</p>");
}

static void put_count(const stm_view *view, stm_markup *out)
{
    STM_HTML(out, "<td class=\"o num\" role=\"cell\">");
    if (view->measured && view->high == 0) {
        STM_HTML(out, "<span class=\"s q\">nobody named</span>");
    } else if (view->measured) {
        stm_say_range(out, view->low, view->high);
        if (view->high == 1)
            STM_HTML(out, " <small>origin</small>");
        else
            STM_HTML(out, " <small>origins</small>");
    } else if (view->n_shared == 0 && view->n_read > 0) {
        STM_HTML(out, "<span class=\"s q\">no shared claim</span>");
    } else {
        STM_NOT_MEASURED(out, "not measured");
    }
    STM_HTML(out, "</td>");
}

static void put_story(const stm_pile *pile, uint32_t story,
                      const stm_report_opts *opts, stm_markup *out)
{
    stm_view view;
    if (!stm_view_init(&view, pile, story, opts)) {
        stm_view_release(&view);
        stm_markup_fail(out);
        return;
    }
    STM_HTML(out, "<tr role=\"row\" id=\"");
    stm_markup_text(out, view.story->id);
    STM_HTML(out, "\"><th scope=\"row\" role=\"rowheader\"><h2 dir=\"auto\"");
    if (view.story->title.len > 140)
        STM_HTML(out, " class=\"long\"");
    STM_HTML(out, "><a href=\"");
    stm_put_story_file(pile, story, out);
    STM_HTML(out, "\">");
    if (view.story->title.len > 0)
        stm_markup_text(out, view.story->title);
    else
        STM_HTML(out, "A story without a headline");
    STM_HTML(out, "</a></h2>");
    put_saying(&view, out);
    put_counts(&view, out);
    STM_HTML(out, "</th>\n<td class=\"when num\" role=\"cell\">");
    if (view.story->day.precision == STM_DATE_NONE)
        STM_NOT_MEASURED(out, "not known");
    else
        stm_say_day(out, view.story->day);
    STM_HTML(out, "</td>\n<td role=\"cell\">");
    stm_put_small_picture(&view, out);
    STM_HTML(out, "</td>\n");
    put_count(&view, out);
    STM_HTML(out, "</tr>\n");
    stm_view_release(&view);
}

/* Stories of two reports or more, the most reported first; stable. */
static uint32_t *order_stories(const stm_pile *pile, stm_arena *arena,
                               uint32_t *n_out)
{
    uint32_t *order = stm_arena_alloc(arena, pile->n_stories, sizeof *order);
    uint32_t *count =
        stm_arena_alloc(arena, (size_t)pile->n_articles + 2, sizeof *count);
    *n_out = 0;
    if (arena->failed)
        return order;
    /* a counting sort by size, largest first */
    for (uint32_t i = 0; i < pile->n_stories; i++) {
        if (pile->stories[i].n_articles >= 2)
            count[pile->stories[i].n_articles]++;
    }
    uint32_t at = 0;
    for (uint32_t size = pile->n_articles + 1; size-- > 0;) {
        const uint32_t n = count[size];
        count[size] = at;
        at += n;
    }
    for (uint32_t i = 0; i < pile->n_stories; i++) {
        if (pile->stories[i].n_articles >= 2)
            order[count[pile->stories[i].n_articles]++] = i;
    }
    *n_out = at;
    return order;
}

static void put_stories(const stm_pile *pile, const stm_report_opts *opts,
                        stm_markup *out)
{
    stm_arena arena;
    stm_arena_init(&arena, SIZE_MAX);
    uint32_t n;
    const uint32_t *order = order_stories(pile, &arena, &n);
    if (arena.failed)
        stm_markup_fail(out);
    if (n > 0) {
        STM_HTML(out,
                 "<div class=\"find noprint\" id=\"find\" hidden></div>\n"
                 "<table class=\"idx stack\" role=\"table\">\n<caption "
                 "class=\"vh\">Stories of the pile, the most reported "
                 "first</caption>\n<colgroup><col><col class=\"c2\"><col "
                 "class=\"c3\"><col class=\"c4\"></colgroup>\n<thead><tr "
                 "role=\"row\"><th scope=\"col\" role=\"columnheader\">Story, "
                 "and who is heard in it</th><th scope=\"col\" "
                 "role=\"columnheader\">Day</th><th scope=\"col\" "
                 "role=\"columnheader\">Reports, and what they come down "
                 "to</th><th scope=\"col\" role=\"columnheader\">Origins</th>"
                 "</tr></thead>\n<tbody>\n");
        for (uint32_t i = 0; i < n; i++)
            put_story(pile, order[i], opts, out);
        STM_HTML(out, "</tbody></table>\n");
    }
    stm_arena_release(&arena);
}

static void put_alone_row(const stm_article *a, stm_markup *out)
{
    STM_HTML(out, "<tr role=\"row\"><th scope=\"row\" role=\"rowheader\" "
                  "dir=\"auto\">");
    if (a->title.len > 0)
        stm_markup_text(out, a->title);
    else
        STM_HTML(out, "Without a headline");
    STM_HTML(out, "</th><td role=\"cell\">");
    const stm_slice outlet = stm_article_outlet(a);
    if (outlet.len > 0)
        stm_markup_bdi(out, outlet);
    else
        STM_NOT_MEASURED(out, "not known");
    STM_HTML(out, "</td><td role=\"cell\" class=\"num\">");
    if (a->published.precision == STM_DATE_NONE)
        STM_NOT_MEASURED(out, "not known");
    else
        stm_say_day(out, a->published);
    STM_HTML(out, "</td></tr>\n");
}

static void open_three(stm_markup *out)
{
    STM_HTML(out, "<colgroup><col class=\"w24\"><col class=\"w14\"><col>"
                  "</colgroup><thead><tr role=\"row\">");
}

static void open_alone(stm_markup *out)
{
    STM_HTML(out, "<table class=\"data stack\" role=\"table\"><caption "
                  "class=\"vh\">Reports outside any story</caption>");
    open_three(out);
    STM_HTML(out, "<th scope=\"col\" role=\"columnheader\">Title</th><th "
                  "scope=\"col\" role=\"columnheader\">Outlet</th><th "
                  "scope=\"col\" role=\"columnheader\">Day</th></tr></thead>"
                  "<tbody>\n");
}

static void put_alone(const stm_pile *pile, const totals *t, stm_markup *out)
{
    if (t->alone == 0)
        return;
    STM_HTML(out, "<section class=\"main\" id=\"alone\" "
                  "aria-labelledby=\"alone-h\"><h2 id=\"alone-h\">Told once"
                  "</h2>\n<p class=\"deck\">");
    stm_say_number_capital(out, t->alone);
    if (t->alone == 1)
        STM_HTML(out, " report that no other report of the pile tells.</p>\n");
    else
        STM_HTML(out, " reports that no other report of the pile tells.</p>\n");
    open_alone(out);
    uint32_t n = 0;
    for (uint32_t i = 0; i < pile->n_articles; i++) {
        if (!is_alone(pile, i))
            continue;
        if (n == ALONE_SHOWN) {
            STM_HTML(out,
                     "</tbody></table>\n<details class=\"more\"><summary>");
            stm_say_count(out, t->alone - n, STM_LIT("more"), STM_LIT("more"));
            STM_HTML(out, "</summary>");
            open_alone(out);
        }
        put_alone_row(&pile->articles[i], out);
        n++;
    }
    STM_HTML(out, "</tbody></table>");
    if (n > ALONE_SHOWN)
        STM_HTML(out, "</details>");
    STM_HTML(out, "</section>\n");
}

static void put_status(stm_record_status status, stm_markup *out)
{
    switch (status) {
    case STM_RECORD_OK:
        STM_HTML(out, "read");
        return;
    case STM_RECORD_EMPTY:
        STM_HTML(out, "empty");
        return;
    case STM_RECORD_DUPLICATE:
        STM_HTML(out, "duplicate");
        return;
    case STM_RECORD_NOT_ARTICLE:
        STM_HTML(out, "not an article");
        return;
    case STM_RECORD_ERROR:
        STM_HTML(out, "error");
        return;
    }
}

static void open_failed(stm_markup *out)
{
    STM_HTML(out, "<table class=\"data stack\" role=\"table\"><caption "
                  "class=\"vh\">Files that gave no report, with "
                  "reasons</caption>");
    open_three(out);
    STM_HTML(out, "<th scope=\"col\" role=\"columnheader\">File</th><th "
                  "scope=\"col\" role=\"columnheader\">Status</th><th "
                  "scope=\"col\" role=\"columnheader\">Reason</th></tr>"
                  "</thead><tbody>\n");
}

static void put_failed(const stm_pile *pile, const totals *t, stm_markup *out)
{
    if (t->failed == 0)
        return;
    STM_HTML(out, "<section class=\"main\" id=\"notread\" "
                  "aria-labelledby=\"notread-h\"><h2 id=\"notread-h\">Files "
                  "that gave no report</h2>\n<p class=\"deck\">Every file has "
                  "a record. ");
    if (t->failed == 1)
        STM_HTML(out, "This one has no article in it, or one that is here "
                      "already.</p>\n");
    else {
        STM_HTML(out, "These ");
        stm_say_number(out, t->failed);
        STM_HTML(out, " have no article in them, or one that is here already."
                      "</p>\n");
    }
    open_failed(out);
    uint32_t n = 0;
    for (uint32_t i = 0; i < pile->n_articles; i++) {
        const stm_article *a = &pile->articles[i];
        if (a->status == STM_RECORD_OK)
            continue;
        if (n == ALONE_SHOWN) {
            STM_HTML(out,
                     "</tbody></table>\n<details class=\"more\"><summary>");
            stm_say_count(out, t->failed - n, STM_LIT("more"), STM_LIT("more"));
            STM_HTML(out, "</summary>");
            open_failed(out);
        }
        n++;
        STM_HTML(out, "<tr role=\"row\"><th scope=\"row\" role=\"rowheader\" "
                      "class=\"file\">");
        stm_markup_bdi(out, a->path);
        if (a->member.len > 0) {
            STM_HTML(out, " ");
            stm_markup_bdi(out, a->member);
        }
        STM_HTML(out, "</th><td role=\"cell\">");
        put_status(a->status, out);
        STM_HTML(out, "</td><td role=\"cell\">");
        stm_markup_bdi(out, a->reason);
        STM_HTML(out, "</td></tr>\n");
    }
    STM_HTML(out, "</tbody></table>");
    if (n > ALONE_SHOWN)
        STM_HTML(out, "</details>");
    STM_HTML(out, "</section>\n");
}

static void put_desk_links(stm_markup *out)
{
    STM_HTML(out, " · ");
    stm_desk_put_links(out);
}

static void put_head(const stm_pile *pile, const stm_report_opts *opts,
                     const totals *t, stm_markup *out)
{
    stm_page_begin_title(out);
    stm_put_pile_title(pile, opts, out);
    STM_HTML(out, ": ");
    stm_say_words(out, t->stories, STM_LIT("story"), STM_LIT("stories"));
    stm_page_end_title(out);
    STM_PAGE_BODY(out, "p-index", "To the stories");
    STM_HTML(out, "<header class=\"top\"><b>Stemma</b> <span>Pile “");
    stm_put_pile_title(pile, opts, out);
    STM_HTML(out, "”</span> <span>");
    stm_say_count(out, pile->n_articles, STM_LIT("record read"),
                  STM_LIT("records read"));
    if (opts->is_served)
        put_desk_links(out);
    STM_HTML(out, "</span></header>\n<main id=\"main\">\n<h1 dir=\"auto\">");
    stm_put_pile_title(pile, opts, out);
    STM_HTML(out, "</h1>\n<div class=\"two\">");
    put_lede(t, out);
    STM_HTML(out, "<p class=\"deck\">A square is a report. Below the squares "
                  "one line is one origin ");
    STM_HTML(out, "<span class=\"nb\">");
    STM_SIGN(out, "16", "own");
    STM_HTML(out, ",</span> dashed ");
    STM_SIGN(out, "16", "lost");
    STM_HTML(out, " if its own text is not in the pile; a dot ");
    STM_SIGN(out, "16", "named");
    STM_HTML(out, " stands under each report that carries it, on stripes ");
    STM_SIGN(out, "22", "copy");
    STM_HTML(out, " if agency copy stands in it. ");
    STM_SIGN(out, "16", "unm");
    STM_HTML(out, " was not read, and counts as neither.</p></div>\n");
}

void stm_report_index(const stm_pile *pile, const stm_report_opts *opts,
                      stm_buf *out)
{
    stm_markup html;
    stm_markup_init(&html, out);
    totals t;
    if (!count_all(pile, &t)) {
        stm_markup_fail(&html);
        return;
    }
    put_head(pile, opts, &t, &html);
    put_stories(pile, opts, &html);
    put_alone(pile, &t, &html);
    put_failed(pile, &t, &html);
    STM_HTML(&html, "</main>\n");
    stm_page_end(&html, pile);
}
