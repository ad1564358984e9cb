/* How this was counted, and what was not measured. */
#include "report/notes.h"
#include "report/page.h"
#include "report/parts.h"
#include "report/say.h"

#include "base/banned.h"

static void put_rules(const stm_view *view, stm_markup *out)
{
    STM_HTML(out,
             "<div><h3>Origins</h3>\n<p>Mentions are one claim when they "
             "assert the same thing, whoever says it. Two mentions share an "
             "origin when the speaker is the same person or body on the same "
             "matter, when their wording comes from one text, when both "
             "credit the same agency copy, or when one cites the other’s "
             "outlet.</p>\n<p>Sure merges give the high count; sure and "
             "possible merges together give the low one. Where they meet, one "
             "number is printed. The figure at the top counts every origin of "
             "the shared claims once.</p>\n<p>Nothing here says what is true, "
             "and no outlet is rated.</p>\n");
    STM_HTML(out, "<h3 class=\"gap\">The story</h3>\n<p>");
    stm_say_number_capital(out, view->n_reports);
    STM_HTML(out, " reports were put together because of what they tell, whom "
                  "they name and when. Day of the story: ");
    if (view->story->day.precision == STM_DATE_NONE)
        STM_NOT_MEASURED(out, "not known");
    else
        stm_say_day_long(out, view->story->day);
    if (view->story->day_why.len > 0) {
        STM_HTML(out, ", ");
        stm_markup_bdi(out, view->story->day_why);
    }
    STM_HTML(out, ".</p>\n");
}

static void put_families(const stm_view *view, stm_markup *out)
{
    STM_HTML(out, "<h3 class=\"gap\">Set by hand</h3>\n");
    const uint32_t n = view->pile->n_corrections;
    if (n > 0) {
        STM_HTML(out, "<p class=\"hand\">");
        stm_say_number_capital(out, n);
        if (n == 1)
            STM_HTML(out, " correction by a person was applied.</p>\n");
        else
            STM_HTML(out, " corrections by a person were applied.</p>\n");
    } else if (!view->opts->has_outlets) {
        STM_HTML(out, "<p>Nothing.</p>\n");
    }
    if (!view->opts->has_outlets)
        STM_HTML(out, "<p>Which outlets are of one family is known for some "
                      "large publishers; any other outlet counts as a family "
                      "of its own.</p>");
    else
        STM_HTML(out, "<p class=\"hand\">Names and families of outlets are "
                      "those of the table that was given.</p>");
    STM_HTML(out, "</div>\n");
}

static void put_rows_item(const stm_view *view, const uint32_t *rows,
                          uint32_t n, stm_markup *out)
{
    STM_HTML(out, "<li>");
    stm_put_letters(view, rows, n, out);
    STM_HTML(out, " ");
}

static void put_unmeasured(const stm_view *view, uint32_t *rows,
                           stm_markup *out)
{
    uint32_t items = 0;
    STM_HTML(out, "<div><h3>What is not measured</h3>\n<ul class=\"un\">\n");
    uint32_t n = 0;
    for (uint32_t i = 0; i < view->n_reports; i++) {
        if (!view->reports[i].is_read)
            rows[n++] = i;
    }
    if (n > 0) {
        items++;
        put_rows_item(view, rows, n, out);
        STM_HTML(out, "Voices, claims and differences: this release reads "
                      "English. Left out of every count, not counted as "
                      "carrying nothing.</li>\n");
    }
    n = 0;
    for (uint32_t i = 0; i < view->n_reports; i++) {
        if (view->reports[i].is_read && !view->reports[i].is_heard)
            rows[n++] = i;
    }
    if (n > 0) {
        items++;
        put_rows_item(view, rows, n, out);
        STM_HTML(out, "Voices and differences: this release reads English. "
                      "Their claims were found by the wording they "
                      "share.</li>\n");
    }
    n = 0;
    for (uint32_t i = 0; i < view->n_reports; i++) {
        if (!view->reports[i].is_compared)
            rows[n++] = i;
    }
    if (n > 0) {
        items++;
        put_rows_item(view, rows, n, out);
        STM_HTML(out, "Shared wording: not compared between languages.</li>\n");
    }
    n = 0;
    for (uint32_t i = 0; i < view->n_reports; i++) {
        if (stm_view_article(view, i)->published.precision == STM_DATE_NONE)
            rows[n++] = i;
    }
    if (n > 0) {
        items++;
        put_rows_item(view, rows, n, out);
        STM_HTML(out, "When it was published.</li>\n");
    }
    for (uint32_t i = 0; i < view->n_lost && i < 8; i++) {
        const stm_siglum s = stm_siglum_of_lost(i);
        items++;
        STM_HTML(out, "<li><a class=\"r lost\" href=\"#travel\">");
        stm_markup_text(out, stm_siglum_text(&s));
        STM_HTML(out, "</a> How much of it is kept: the text is not in the "
                      "pile.</li>\n");
    }
    uint32_t unmeasured = 0;
    for (uint32_t i = 0; i < view->n_shared; i++)
        unmeasured += !view->pile->claims[view->shared[i]].measured;
    if (unmeasured > 0) {
        items++;
        STM_HTML(out, "<li>The origins of ");
        stm_say_words(out, unmeasured, STM_LIT("shared claim"),
                      STM_LIT("shared claims"));
        STM_HTML(out, ".</li>\n");
    }
    if (!view->named_measured) {
        items++;
        STM_HTML(out, "<li>Who is named and not heard.</li>\n");
    }
    if (!view->single_measured) {
        items++;
        STM_HTML(out, "<li>What a single report has.</li>\n");
    }
    if (items == 0)
        STM_HTML(out, "<li>Nothing that this page speaks of.</li>\n");
    STM_HTML(out, "</ul></div>\n");
}

void stm_part_counted(const stm_view *view, stm_markup *out)
{
    STM_HTML(out, "<section class=\"main\" id=\"counted\" "
                  "aria-labelledby=\"counted-h\"><h2 id=\"counted-h\">How this "
                  "was counted</h2>\n<div class=\"how\">\n");
    put_rules(view, out);
    put_families(view, out);
    stm_arena arena;
    stm_arena_init(&arena, SIZE_MAX);
    uint32_t *rows = stm_arena_alloc(&arena, view->n_reports, sizeof *rows);
    if (arena.failed)
        stm_markup_fail(out);
    else
        put_unmeasured(view, rows, out);
    stm_arena_release(&arena);
    STM_HTML(out, "</div>\n</section>\n");
}
