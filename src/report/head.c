/* The headline, what it comes down to, and what happened. */
#include "report/notes.h"
#include "report/page.h"
#include "report/parts.h"
#include "report/picture.h"
#include "report/say.h"

#include "base/banned.h"

#define TOLD 6u         /* claims told at the top */
#define LONG_TITLE 140u /* bytes; longer ones are set smaller */
#define NAMED_IN_LEDE 3u
#define TOLD_MAX_BYTES 400u /* of one claim at the top */

static void put_title(const stm_view *view, stm_markup *out)
{
    const stm_slice title = view->story->title;
    if (title.len > LONG_TITLE)
        STM_HTML(out, "<h1 dir=\"auto\" class=\"long\">");
    else
        STM_HTML(out, "<h1 dir=\"auto\">");
    if (title.len > 0)
        stm_markup_text(out, title);
    else
        STM_HTML(out, "A story without a headline");
    STM_HTML(out, "</h1>\n");
}

/* "dated reports of 4 and 5 March", "dated reports of 4 to 9 March". */
static void put_report_days(const stm_view *view, stm_markup *out)
{
    stm_date first = {0};
    stm_date last = {0};
    uint32_t undated = 0;
    for (uint32_t i = 0; i < view->n_reports; i++) {
        const stm_date d = stm_view_article(view, i)->published;
        const int32_t day = stm_date_day_number(d);
        if (day == STM_NO_DAY) {
            undated++;
            continue;
        }
        if (first.precision == STM_DATE_NONE ||
            day < stm_date_day_number(first))
            first = d;
        if (last.precision == STM_DATE_NONE || day > stm_date_day_number(last))
            last = d;
    }
    if (first.precision == STM_DATE_NONE) {
        STM_HTML(out, " · no report with a day that is known");
        return;
    }
    const int32_t days = stm_date_day_number(last) - stm_date_day_number(first);
    STM_HTML(out, " · dated reports of ");
    if (days > 0 && first.month == last.month && first.year == last.year)
        stm_markup_u64(out, first.day);
    else
        stm_say_day_short(out, first, last.year);
    if (days == 1)
        STM_HTML(out, " and ");
    else if (days > 1)
        STM_HTML(out, " to ");
    if (days > 0)
        stm_say_day_short(out, last, first.year);
    if (undated > 0) {
        STM_HTML(out, ", ");
        stm_markup_u64(out, undated);
        STM_HTML(out, " without a day that is known");
    }
}

static void put_kick(const stm_view *view, stm_markup *out)
{
    STM_HTML(out, "<p class=\"kick\">");
    if (view->story->day.precision == STM_DATE_NONE)
        STM_NOT_MEASURED(out, "day not known");
    else
        stm_say_day_long(out, view->story->day);
    put_report_days(view, out);
    STM_HTML(out, "</p>\n");
}

static void put_origins(const stm_view *view, stm_markup *out)
{
    const uint32_t low = view->low;
    const uint32_t high = view->high;
    STM_HTML(out, " <a href=\"#shared\">");
    if (low == high) {
        stm_say_words(out, low, STM_LIT("origin"), STM_LIT("origins"));
        STM_HTML(out, "</a>");
    } else if (high - low <= 2) {
        stm_say_words(out, low, STM_LIT("origin"), STM_LIT("origins"));
        STM_HTML(out, "</a>, perhaps ");
        stm_say_number(out, high);
    } else {
        stm_say_number(out, low);
        STM_HTML(out, " to ");
        stm_say_words(out, high, STM_LIT("origin"), STM_LIT("origins"));
        STM_HTML(out, "</a>");
    }
}

/* Reports of unknown outlets are not taken for outlets of their own. */
static void put_outlets(const stm_view *view, stm_markup *out)
{
    const uint32_t known = view->n_outlets - view->n_unknown;
    if (view->n_unknown == 0) {
        stm_say_words(out, known, STM_LIT("outlet"), STM_LIT("outlets"));
        return;
    }
    if (known > 0) {
        stm_say_words(out, known, STM_LIT("known outlet"),
                      STM_LIT("known outlets"));
        STM_HTML(out, " and ");
        stm_say_number(out, view->n_unknown);
        STM_HTML(out, " not known");
        return;
    }
    STM_HTML(out, "outlets that are not known");
}

/* "Nine reports from eight outlets come down to three origins." */
static void put_first_sentence(const stm_view *view, stm_markup *out)
{
    STM_HTML(out, "<strong><a href=\"#reports\">");
    stm_say_number_capital(out, view->n_reports);
    if (view->n_reports == 1)
        STM_HTML(out, " report");
    else
        STM_HTML(out, " reports");
    STM_HTML(out, "</a> from <a href=\"#reports\">");
    put_outlets(view, out);
    STM_HTML(out, "</a>");
    if (view->n_shared == 0 && view->n_read < 2) {
        STM_HTML(out, ", not read for claims.</strong>");
        return;
    }
    if (view->n_shared == 0) {
        STM_HTML(out, " with no claim that two of them share.</strong>");
        return;
    }
    if (!view->measured) {
        STM_HTML(out, " share ");
        stm_say_words(out, view->n_shared, STM_LIT("claim"), STM_LIT("claims"));
        STM_HTML(out, ", whose origins were not measured.</strong>");
        return;
    }
    if (view->high == 0) {
        STM_HTML(out, " share ");
        stm_say_words(out, view->n_shared, STM_LIT("claim"), STM_LIT("claims"));
        STM_HTML(out, ", and name nobody for ");
        if (view->n_shared == 1)
            STM_HTML(out, "it.</strong>");
        else
            STM_HTML(out, "any of them.</strong>");
        return;
    }
    if (view->n_reports == 1)
        STM_HTML(out, " comes down to");
    else
        STM_HTML(out, " come down to");
    put_origins(view, out);
    STM_HTML(out, ".</strong>");
}

/* "All eight that were read carry the harbour authority." */
static void put_best_voice(const stm_view *view, stm_markup *out)
{
    if (view->n_voices == 0 || view->voices[0].n_rows < 2)
        return;
    const stm_view_voice *v = &view->voices[0];
    STM_HTML(out, " ");
    if (v->n_rows == view->n_heard && view->n_heard == 2) {
        STM_HTML(out, "Both");
    } else if (v->n_rows == view->n_heard) {
        STM_HTML(out, "All ");
        stm_say_number(out, v->n_rows);
    } else {
        stm_say_number_capital(out, v->n_rows);
        STM_HTML(out, " of ");
        stm_say_number(out, view->n_heard);
    }
    if (view->n_heard < view->n_reports)
        STM_HTML(out, " that could be read for voices");
    STM_HTML(out, " carry <a href=\"#v1\">");
    stm_put_speaker(view, v->speaker, out);
    STM_HTML(out, "</a>");
    if (v->n_claims > 0) {
        STM_HTML(out, "; ");
        if (v->n_claims == view->n_shared)
            STM_HTML(out, "it stands behind every claim they share");
        else {
            stm_say_number(out, v->n_claims);
            STM_HTML(out, " of the ");
            stm_say_words(out, view->n_shared, STM_LIT("claim"),
                          STM_LIT("claims"));
            if (v->n_claims == 1)
                STM_HTML(out, " they share rests on it");
            else
                STM_HTML(out, " they share rest on it");
        }
    }
    STM_HTML(out, ".");
}

/* "For four of the claims nobody is named." */
static void put_unsourced(const stm_view *view, stm_markup *out)
{
    if (!view->measured || view->n_unsourced == 0 || view->high == 0)
        return;
    STM_HTML(out, " For ");
    stm_say_number(out, view->n_unsourced);
    STM_HTML(out, " of the claims they share nobody is named.");
}

/* Voices after the first: how many reach one report alone. */
static void put_other_voices(const stm_view *view, stm_markup *out)
{
    uint32_t alone = 0;
    for (uint32_t i = 0; i < view->n_voices; i++)
        alone += view->voices[i].n_rows == 1;
    if (view->n_voices == 0 && view->n_sayings > 0) {
        STM_HTML(out, "In ");
        stm_say_words(out, view->n_sayings, STM_LIT("place"),
                      STM_LIT("places"));
        STM_HTML(out, " somebody says something; who stands behind them was "
                      "not resolved.");
    } else if (view->n_voices == 0 && view->n_heard == 0)
        return;
    else if (view->n_voices == 0)
        STM_HTML(out, "Nobody’s words were found in them.");
    else if (alone == 0)
        return;
    else if (alone <= NAMED_IN_LEDE) {
        uint32_t n = 0;
        for (uint32_t i = 0; i < view->n_voices; i++) {
            if (view->voices[i].n_rows != 1)
                continue;
            stm_say_list(out, n++, alone);
            STM_HTML(out, "<a href=\"#v");
            stm_markup_u64(out, i + 1);
            STM_HTML(out, "\">");
            stm_put_speaker(view, view->voices[i].speaker, out);
            STM_HTML(out, "</a>");
        }
        if (alone == 1)
            STM_HTML(out, " is heard in one report alone.");
        else
            STM_HTML(out, " are each heard in one report alone.");
    } else {
        stm_say_number_capital(out, alone);
        STM_HTML(out, " of <a href=\"#heard\">");
        stm_say_words(out, view->n_voices, STM_LIT("voice"), STM_LIT("voices"));
        STM_HTML(out, "</a> are heard in one report alone.");
    }
}

static void put_unheard(const stm_view *view, stm_markup *out)
{
    if (view->n_named == 0)
        return;
    STM_HTML(out, " ");
    if (view->n_named <= NAMED_IN_LEDE) {
        for (uint32_t i = 0; i < view->n_named; i++) {
            stm_say_list(out, i, view->n_named);
            stm_put_speaker(view, view->named[i], out);
        }
        if (view->n_named == 1)
            STM_HTML(out, " is <a href=\"#unheard\">named, and not heard</a>.");
        else
            STM_HTML(out,
                     " are <a href=\"#unheard\">named, and not heard</a>.");
        return;
    }
    stm_say_number_capital(out, view->n_named);
    STM_HTML(out, " more are <a href=\"#unheard\">named, and not heard</a>.");
}

static void put_unread(const stm_view *view, stm_markup *out)
{
    const uint32_t unread = view->n_reports - view->n_read;
    const uint32_t unheard = view->n_read - view->n_heard;
    if (unread > 0) {
        STM_HTML(out, " ");
        stm_say_number_capital(out, unread);
        if (unread == 1)
            STM_HTML(out, " report <a href=\"#counted\">was not read</a>.");
        else
            STM_HTML(out, " reports <a href=\"#counted\">were not read</a>.");
    }
    if (unheard > 0) {
        STM_HTML(out, " ");
        stm_say_number_capital(out, unheard);
        if (unheard == 1)
            STM_HTML(out, " report was <a href=\"#counted\">not read for "
                          "voices</a>.");
        else
            STM_HTML(out, " reports were <a href=\"#counted\">not read for "
                          "voices</a>.");
    }
}

static void put_told(const stm_view *view, stm_markup *out)
{
    if (view->n_shared == 0)
        return;
    STM_HTML(out, "<div class=\"told\"><p class=\"kick\">What happened, in the "
                  "words of the best-carried claims</p>\n");
    for (uint32_t i = 0; i < view->n_shared && i < TOLD; i++) {
        const stm_claim *c = &view->pile->claims[view->shared[i]];
        STM_HTML(out, "<p dir=\"auto\">");
        if (c->text.len > TOLD_MAX_BYTES) {
            size_t end = TOLD_MAX_BYTES;
            while (end > 0 && !stm_is_space(c->text.ptr[end]))
                end--;
            stm_say_open(out, c->text);
            stm_markup_text(out, stm_slice_sub(c->text, 0, end));
            STM_HTML(out, " \u2026");
            stm_say_shut(out, c->text);
        } else {
            stm_say_quoted(out, c->text);
        }
        STM_HTML(out, "<a class=\"k\" href=\"#k");
        stm_markup_u64(out, i + 1);
        STM_HTML(out, "\">");
        stm_markup_u64(out, i + 1);
        STM_HTML(out, "</a></p>\n");
    }
    STM_HTML(out, "</div>\n");
}

void stm_part_head(const stm_view *view, stm_markup *out)
{
    STM_HTML(out, "<div class=\"head\">\n");
    put_title(view, out);
    STM_HTML(out, "<div class=\"sum\">");
    put_kick(view, out);
    STM_HTML(out, "<p class=\"lede\">");
    put_first_sentence(view, out);
    put_best_voice(view, out);
    put_unsourced(view, out);
    STM_HTML(out, "</p>\n<p class=\"lede\">");
    put_other_voices(view, out);
    put_unheard(view, out);
    put_unread(view, out);
    STM_HTML(out, "</p></div>\n");
    stm_put_picture(view, out);
    put_told(view, out);
    STM_HTML(out, "</div>\n");
}
