/* Pages of a served archive that ask for something: search, find. */
#include "report/desk.h"
#include "report/page.h"
#include "report/report.h"
#include "report/say.h"

#include "base/banned.h"

void stm_desk_begin(const stm_pile *pile, const stm_report_opts *opts,
                    stm_slice title, stm_markup *out)
{
    stm_page_begin_title_with_forms(out);
    stm_markup_text(out, title);
    stm_page_end_title(out);
    STM_PAGE_BODY(out, "p-index", "To the content");
    STM_HTML(out, "<header class=\"top\"><b><a href=\"/\">Stemma</a></b> "
                  "<span>Pile “");
    stm_put_pile_title(pile, opts, out);
    STM_HTML(out, "”</span> <span>");
    stm_desk_put_links(out);
    STM_HTML(out, "</span></header>\n<main id=\"main\">\n<h1 dir=\"auto\">");
    stm_markup_text(out, title);
    STM_HTML(out, "</h1>\n");
}

void stm_desk_put_links(stm_markup *out)
{
    STM_HTML(out, "<a href=\"/\">Stories</a> · <a href=\"/timeline\">Days</a> "
                  "· <a href=\"/speakers\">Voices</a> · <a "
                  "href=\"/outlets\">Outlets</a> · <a "
                  "href=\"/search\">Search</a> · <a href=\"/find\">Who "
                  "carried a statement?</a> · <a href=\"/beside\">Side by "
                  "side</a> · <a href=\"/correct\">Corrections</a>");
}

void stm_desk_end(const stm_pile *pile, stm_markup *out)
{
    STM_HTML(out, "</main>\n");
    stm_page_end(out, pile);
}

bool stm_desk_open_story(const stm_pile *pile, uint32_t article,
                         stm_markup *out)
{
    const uint32_t story =
        pile->story_of == NULL ? STM_NONE : pile->story_of[article];
    if (story >= pile->n_stories || pile->stories[story].n_articles < 2)
        return false;
    STM_HTML(out, "<a href=\"/");
    stm_put_story_file(pile, story, out);
    STM_HTML(out, "\">");
    return true;
}

void stm_desk_put_outlet(const stm_article *a, stm_markup *out)
{
    if (a->outlet.len > 0)
        stm_markup_bdi(out, a->outlet);
    else
        STM_HTML(out, "outlet not known");
}

void stm_desk_put_moment(const stm_article *a, stm_markup *out)
{
    if (a->published.precision == STM_DATE_NONE)
        STM_NOT_MEASURED(out, "day not known");
    else
        stm_say_moment(out, a->published);
}

/* A link to the article in its story's page, or its title alone. */
static void put_article(const stm_pile *pile, uint32_t article, stm_markup *out)
{
    const stm_article *a = &pile->articles[article];
    STM_HTML(out, "<li><h3 dir=\"auto\">");
    const bool has_page = stm_desk_open_story(pile, article, out);
    if (a->title.len > 0)
        stm_markup_text(out, a->title);
    else
        STM_HTML(out, "Without a headline");
    if (has_page)
        STM_HTML(out, "</a>");
    STM_HTML(out, "</h3><p class=\"kick\">");
    stm_desk_put_outlet(a, out);
    STM_HTML(out, " · ");
    stm_desk_put_moment(a, out);
    if (!has_page)
        STM_HTML(out, " · in no story of two reports");
    STM_HTML(out, " · ");
    stm_markup_bdi(out, a->id);
    STM_HTML(out, "</p></li>\n");
}

void stm_report_search(const stm_pile *pile, const stm_report_opts *opts,
                       stm_slice query, const uint32_t *hits, uint32_t n,
                       stm_slice complaint, stm_buf *buf)
{
    stm_markup markup;
    stm_markup *out = &markup;
    stm_markup_init(out, buf);
    stm_desk_begin(pile, opts, STM_LIT("Search"), out);
    STM_HTML(out, "<form action=\"/search\" role=\"search\"><p><label "
                  "for=\"q\">Words; a phrase in quotation marks; A OR B; "
                  "outlet : name; title : word</label></p><p><input id=\"q\" "
                  "name=\"q\" size=\"50\" maxlength=\"400\"");
    STM_HTML_ATTR(out, "value", query);
    STM_HTML(out, "> <button>Search</button></p></form>\n");
    if (complaint.len > 0) {
        STM_HTML(out, "<p role=\"alert\">");
        stm_markup_text(out, complaint);
        STM_HTML(out, "</p>\n");
    } else if (query.len > 0) {
        STM_HTML(out, "<p role=\"status\" class=\"deck\">");
        stm_say_count(out, n, STM_LIT("report"), STM_LIT("reports"));
        STM_HTML(out, ", best first.</p>\n");
    }
    if (n > 0)
        STM_HTML(out, "<ol>\n");
    for (uint32_t i = 0; i < n; i++)
        if (hits[i] < pile->n_articles)
            put_article(pile, hits[i], out);
    if (n > 0)
        STM_HTML(out, "</ol>\n");
    STM_HTML(out, "</main>\n");
    stm_page_end(out, pile);
}

void stm_report_find_form(const stm_pile *pile, const stm_report_opts *opts,
                          stm_slice said, stm_buf *buf)
{
    stm_markup markup;
    stm_markup *out = &markup;
    stm_markup_init(out, buf);
    stm_desk_begin(pile, opts, STM_LIT("Who carried a statement?"), out);
    if (said.len > 0) {
        STM_HTML(out, "<p role=\"alert\">");
        stm_markup_text(out, said);
        STM_HTML(out, "</p>\n");
    }
    STM_HTML(out, "<form action=\"/find\" method=\"post\"><p><label "
                  "for=\"text\">The statement, as it was given out. It stays "
                  "on this machine and is not kept.</label></p><p><textarea "
                  "id=\"text\" name=\"text\" rows=\"14\" cols=\"70\" required>"
                  "</textarea></p><p><button>Find who carried it</button></p>"
                  "</form>\n</main>\n");
    stm_page_end(out, pile);
}
