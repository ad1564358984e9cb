/* Every report in full, or in short quotations. */
#include <math.h>

#include "report/page_marks.h"
#include "report/notes.h"
#include "report/page.h"
#include "report/parts.h"
#include "report/say.h"
#include "report/svg.h"

#include "base/banned.h"

#define QUOTE_MAX_BYTES 240u /* of a quotation where texts are not whole */
#define LONG_TITLE 140u      /* bytes; longer ones are set smaller */

void stm_put_sheet(const stm_view *view, uint32_t row, stm_markup *out)
{
    const stm_view_report *r = &view->reports[row];
    STM_HTML(out, "<svg width=\"40\" height=\"48\" viewBox=\"0 0 40 48\" "
                  "role=\"img\" aria-label=\"");
    stm_put_siglum(view, row, out);
    if (isnan(r->share)) {
        STM_HTML(out, ": share of shared wording not measured\">");
        STM_SVG_RECT(out, "sheet", 1, 1, 38, 46);
        STM_SVG_RECT(out, "unm-f", 1, 1, 38, 46);
        STM_SVG_RECT(out, "ground", 9, 13, 22, 22);
        STM_SVG_TEXT(out, "l xl", 20, 30);
    } else {
        STM_HTML(out, ": share of shared wording ");
        stm_say_share(out, r->share);
        STM_HTML(out, "\">");
        STM_SVG_RECT(out, "sheet", 1, 1, 38, 46);
        const double h = 46 * r->share;
        if (h > 0.5 && r->is_copy)
            STM_SVG_RECT(out, "c-stripe bare", 1.6, 47 - h, 36.8, h);
        else if (h > 0.5)
            STM_SVG_RECT(out, "c-tint", 1.6, 47 - h, 36.8, h);
        if (h > 0.5)
            STM_SVG_LEVEL(out, "c-line", 1, 47 - h, 39);
        STM_SVG_RECT(out, "inkl", 1, 1, 38, 46);
        if (r->is_copy)
            STM_SVG_TEXT(out, "l xl sl st", 20, 22);
        else
            STM_SVG_TEXT(out, "l xl", 20, 22);
    }
    stm_put_siglum(view, row, out);
    STM_HTML(out, "</text></svg>");
}

static void put_byline(const stm_view *view, uint32_t row, stm_markup *out)
{
    const stm_article *a = stm_view_article(view, row);
    STM_HTML(out, "<p class=\"kick\">");
    stm_markup_bdi(out, stm_view_outlet_name(view, row));
    for (uint32_t i = 0; i < a->n_authors && i < 4; i++) {
        if (i == 0)
            STM_HTML(out, ", by ");
        else
            STM_HTML(out, ", ");
        stm_markup_bdi(out, a->authors[i]);
    }
    STM_HTML(out, " · ");
    if (a->published.precision == STM_DATE_NONE)
        STM_NOT_MEASURED(out, "day not known");
    else
        stm_say_moment(out, a->published);
    if (a->published.precision == STM_DATE_DAY)
        STM_HTML(out, ", time not known");
    if (stm_markup_is_url(a->url)) {
        STM_HTML(out, " · <a rel=\"noreferrer\"");
        STM_HTML_URL(out, "href", a->url);
        STM_HTML(out, ">where it stood</a>");
    }
    STM_HTML(out, "</p>");
}

static void put_agency(const stm_view_report *r, stm_markup *out)
{
    if (r->agency.len == 0) {
        STM_HTML(out, "No agency credit.");
        return;
    }
    STM_HTML(out, "Credits <b>");
    stm_markup_bdi(out, r->agency);
    STM_HTML(out, "</b>.");
}

static void put_facts(const stm_view *view, uint32_t row, stm_markup *out)
{
    const stm_view_report *r = &view->reports[row];
    const stm_article *a = stm_view_article(view, row);
    STM_HTML(out, "<p class=\"facts\">");
    stm_say_count(out, r->n_words, STM_LIT("word"), STM_LIT("words"));
    if (a->language.len > 0 && !stm_slice_ieq(a->language, STM_LIT("en"))) {
        STM_HTML(out, " in ");
        stm_markup_bdi(out, stm_language_name(a->language));
    }
    if (isnan(r->share)) {
        STM_HTML(out, "; shared wording ");
        STM_NOT_MEASURED(out, "not measured");
        STM_HTML(out, ". ");
    } else if (r->share > 0) {
        STM_HTML(out, "; <b>");
        stm_say_share(out, r->share);
        STM_HTML(out, "</b> of them stand in another report. ");
    } else {
        STM_HTML(out, ", none of them in a passage that another report has. ");
    }
    put_agency(r, out);
    if (a->paywall)
        STM_HTML(out, " The text stops at a paywall.");
    STM_HTML(out, " <span class=\"q\">sha256 ");
    stm_markup_hex(out, a->sha256, 6);
    STM_HTML(out, "\u2026</span></p>");
}

static void put_language(const stm_article *a, stm_markup *out)
{
    if (a->language.len > 0 && a->language.len < 12)
        STM_HTML_ATTR(out, "lang", a->language);
    STM_HTML(out, " dir=\"auto\"");
}

/* The paragraph that is the headline, or STM_NONE. */
static uint32_t title_paragraph(const stm_article *a)
{
    for (uint32_t i = 0; i < a->n_paragraphs; i++) {
        if (a->paragraphs[i].kind == STM_PAR_TITLE)
            return i;
    }
    return STM_NONE;
}

static void put_title(const stm_view *view, uint32_t row,
                      const stm_marks *marks, stm_markup *out)
{
    const stm_article *a = stm_view_article(view, row);
    const uint32_t par = title_paragraph(a);
    STM_HTML(out, "<h3 id=\"");
    stm_put_siglum(view, row, out);
    STM_HTML(out, "-t\"");
    put_language(a, out);
    if (a->title.len > LONG_TITLE)
        STM_HTML(out, " class=\"long\"");
    STM_HTML(out, ">");
    if (par != STM_NONE)
        stm_marks_put(marks, view, row, a->paragraphs[par].span, out);
    else if (a->title.len > 0)
        stm_markup_text(out, a->title);
    else
        STM_HTML(out, "Without a headline");
    STM_HTML(out, "</h3>");
}

static void put_header(const stm_view *view, uint32_t row,
                       const stm_marks *marks, stm_markup *out)
{
    STM_HTML(out, "<article class=\"rep\" id=\"");
    stm_put_siglum(view, row, out);
    STM_HTML(out, "\" aria-labelledby=\"");
    stm_put_siglum(view, row, out);
    STM_HTML(out, "-t\">\n<header>");
    stm_put_sheet(view, row, out);
    put_byline(view, row, out);
    put_title(view, row, marks, out);
    put_facts(view, row, out);
    STM_HTML(out, "</header>\n");
}

static void open_paragraph(const stm_article *a, stm_par_kind kind,
                           stm_markup *out)
{
    switch (kind) {
    case STM_PAR_HEADING:
    case STM_PAR_TITLE:
        STM_HTML(out, "<h4");
        break;
    case STM_PAR_QUOTE:
        STM_HTML(out, "<blockquote");
        break;
    case STM_PAR_CAPTION:
    case STM_PAR_DATELINE:
        STM_HTML(out, "<p class=\"cap\"");
        break;
    case STM_PAR_BODY:
    case STM_PAR_LIST:
    case STM_PAR_OTHER:
        STM_HTML(out, "<p");
        break;
    }
    put_language(a, out);
    STM_HTML(out, ">");
}

static void close_paragraph(stm_par_kind kind, stm_markup *out)
{
    if (kind == STM_PAR_HEADING || kind == STM_PAR_TITLE)
        STM_HTML(out, "</h4>");
    else if (kind == STM_PAR_QUOTE)
        STM_HTML(out, "</blockquote>");
    else
        STM_HTML(out, "</p>");
}

static void put_paragraph(const stm_view *view, uint32_t row,
                          const stm_marks *marks, const stm_paragraph *par,
                          stm_markup *out)
{
    const stm_article *a = stm_view_article(view, row);
    STM_HTML(out, "<div class=\"row\">");
    open_paragraph(a, par->kind, out);
    stm_marks_put(marks, view, row, par->span, out);
    close_paragraph(par->kind, out);
    stm_put_notes(view, row, par->span, out);
    STM_HTML(out, "</div>\n");
}

static void put_left_out(uint32_t n, stm_markup *out)
{
    if (n == 0)
        return;
    STM_HTML(out, "<div class=\"row\"><p class=\"skip-note\">Left out: ");
    stm_say_words(out, n, STM_LIT("paragraph"), STM_LIT("paragraphs"));
    STM_HTML(out, " of the file that ");
    if (n == 1)
        STM_HTML(out, "is not of the article.</p></div>\n");
    else
        STM_HTML(out, "are not of the article.</p></div>\n");
}

static void put_whole(const stm_view *view, uint32_t row,
                      const stm_marks *marks, stm_markup *out)
{
    const stm_article *a = stm_view_article(view, row);
    const uint32_t title = title_paragraph(a);
    uint32_t left_out = 0;
    for (uint32_t i = 0; i < a->n_paragraphs; i++) {
        if (!stm_par_is_read(a->paragraphs[i].kind))
            left_out++;
        else if (i != title)
            put_paragraph(view, row, marks, &a->paragraphs[i], out);
    }
    if (a->n_paragraphs == 0 && a->text.len > 0) {
        const stm_paragraph all = {.span = {0, (uint32_t)a->text.len}};
        put_paragraph(view, row, marks, &all, out);
    }
    put_left_out(left_out, out);
}

/* The end of a quotation of at most QUOTE_MAX_BYTES, between two words. */
static uint32_t quote_end(stm_slice text, stm_span span)
{
    if (span.end - span.begin <= QUOTE_MAX_BYTES)
        return span.end;
    uint32_t end = span.begin + QUOTE_MAX_BYTES;
    while (end > span.begin && !stm_is_space(text.ptr[end]))
        end--;
    if (end > span.begin)
        return end;
    end = span.begin + QUOTE_MAX_BYTES;
    while (end > span.begin && (text.ptr[end] & 0xC0) == 0x80)
        end--;
    return end;
}

/*
 * Which stretches are quoted: what shared claims rest on first, then the
 * rest, each in the order of the text, while no more than a third of it is
 * quoted in all. Ends of quotations in ends[n_stretches], 0 not quoted.
 */
static void choose_quotations(const stm_article *a, const stm_marks *marks,
                              uint32_t *ends)
{
    size_t left = a->text.len / 3;
    for (int pass = 0; pass < 2; pass++) {
        uint32_t at = 0;
        for (uint32_t i = 0; i < marks->n_stretches; i++) {
            const stm_mark_stretch *s = &marks->stretches[i];
            if (ends[i] > at)
                at = ends[i];
            if ((s->claim == 0) != (pass == 1) || s->span.begin < at ||
                s->span.begin >= s->span.end || s->span.end > a->text.len)
                continue;
            uint32_t end = quote_end(a->text, s->span);
            for (uint32_t k = i + 1;
                 k < marks->n_stretches && marks->stretches[k].span.begin < end;
                 k++) {
                if (ends[k] > 0)
                    end = marks->stretches[k].span.begin;
            }
            if (end <= s->span.begin || end - s->span.begin > left)
                continue;
            left -= end - s->span.begin;
            ends[i] = end;
            at = end;
        }
    }
}

static void put_quotation(const stm_view *view, uint32_t row,
                          const stm_marks *marks, stm_span span, bool is_cut,
                          stm_markup *out)
{
    const stm_article *a = stm_view_article(view, row);
    STM_HTML(out, "<div class=\"row\"><p");
    put_language(a, out);
    STM_HTML(out, ">");
    stm_say_open(out, stm_span_text(span, a->text));
    stm_marks_put(marks, view, row, span, out);
    if (is_cut)
        STM_HTML(out, " \u2026");
    stm_say_shut(out, stm_span_text(span, a->text));
    STM_HTML(out, "</p>");
    stm_put_notes(view, row, span, out);
    STM_HTML(out, "</div>\n");
}

/* Permalinks of what is not quoted, with the numbers of its claims. */
static void put_unquoted(const stm_view *view, uint32_t row,
                         const stm_marks *marks, const uint32_t *ends,
                         stm_markup *out)
{
    uint32_t at = 0;
    bool begun = false;
    for (uint32_t i = 0; i < marks->n_stretches; i++) {
        const stm_mark_stretch *s = &marks->stretches[i];
        if (ends[i] > at)
            at = ends[i];
        if (s->span.begin < at || s->span.begin >= s->span.end)
            continue;
        if (!begun)
            STM_HTML(out, "<div class=\"row\"><p class=\"skip-note\">Not "
                          "quoted, to keep it short:");
        begun = true;
        STM_HTML(out, " ");
        stm_marks_put_place(marks, view, row, i, out);
    }
    if (begun)
        STM_HTML(out, "</p></div>\n");
}

/* What claims and voices rest on, cut short, each with its permalink. */
static void put_quotations(const stm_view *view, uint32_t row,
                           const stm_marks *marks, stm_arena *arena,
                           stm_markup *out)
{
    const stm_article *a = stm_view_article(view, row);
    uint32_t *ends = stm_arena_alloc(arena, marks->n_stretches, sizeof *ends);
    if (arena->failed) {
        stm_markup_fail(out);
        return;
    }
    choose_quotations(a, marks, ends);
    bool any = false;
    for (uint32_t i = 0; i < marks->n_stretches; i++) {
        const stm_span span = marks->stretches[i].span;
        if (ends[i] == 0)
            continue;
        put_quotation(view, row, marks, (stm_span){span.begin, ends[i]},
                      ends[i] < span.end, out);
        any = true;
    }
    put_unquoted(view, row, marks, ends, out);
    if (!any)
        STM_HTML(out, "<div class=\"row\"><p class=\"skip-note\">Nothing of "
                      "this report is quoted here.</p></div>\n");
}

void stm_part_reports(const stm_view *view, stm_markup *out)
{
    STM_HTML(out,
             "<section class=\"main\" id=\"reports\" "
             "aria-labelledby=\"reports-h\"><h2 id=\"reports-h\">The reports"
             "</h2>\n<p class=\"deck\">Underlined: who says something "
             "<span class=\"src\">the source</span>, <span class=\"cue\">says"
             "</span>, <span class=\"say\">what it says</span>, <span "
             "class=\"hedge\">perhaps</span>. On tint: <mark>words that stand "
             "in another report</mark>. A small number leads to the claim.");
    if (view->opts->quote_only)
        STM_HTML(out, " The texts are not whole here: short quotations stand "
                      "for them, each where a claim or a voice rests on it.");
    STM_HTML(out, "</p>\n");
    stm_arena arena;
    stm_arena_init(&arena, SIZE_MAX);
    for (uint32_t row = 0; row < view->n_reports; row++) {
        stm_marks marks = {0};
        if (!stm_marks_of_report(view, row, &arena, &marks)) {
            stm_markup_fail(out);
            break;
        }
        put_header(view, row, &marks, out);
        if (view->opts->quote_only)
            put_quotations(view, row, &marks, &arena, out);
        else
            put_whole(view, row, &marks, out);
        STM_HTML(out, "</article>\n");
        stm_arena_clear(&arena);
    }
    stm_arena_release(&arena);
    STM_HTML(out, "</section>\n");
}
