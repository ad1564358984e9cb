/* The page of one story: the rail, and the parts in their order. */
#include "report/desk.h"
#include "report/page.h"
#include "report/parts.h"
#include "report/report.h"
#include "report/say.h"

#include "base/banned.h"

#define KEY_SHOWN 60u /* reports in the rail's key */

static void put_title(const stm_view *view, stm_markup *out)
{
    stm_page_begin_title(out);
    if (view->story->title.len > 0)
        stm_markup_text(out, view->story->title);
    else
        STM_HTML(out, "A story without a headline");
    STM_HTML(out, ": ");
    stm_say_words(out, view->n_reports, STM_LIT("report"), STM_LIT("reports"));
    if (view->measured && view->high > 0) {
        STM_HTML(out, ", ");
        stm_say_range(out, view->low, view->high);
        if (view->high == 1)
            STM_HTML(out, " origin");
        else
            STM_HTML(out, " origins");
    }
    stm_page_end_title(out);
}

/* Stories of two reports or more: those that have a page. */
static bool has_page(const stm_pile *pile, uint32_t story)
{
    return pile->stories[story].n_articles >= 2;
}

static void put_story_link(const stm_pile *pile, uint32_t story,
                           stm_markup *out)
{
    STM_HTML(out, "<a href=\"");
    stm_put_story_file(pile, story, out);
    STM_HTML(out, "\">");
}

static void put_bar(const stm_view *view, stm_markup *out)
{
    const stm_pile *pile = view->pile;
    STM_HTML(out, "<header class=\"top\"><b><a href=\"index.html\">Stemma</a>"
                  "</b> <span>Pile “");
    stm_put_pile_title(pile, view->opts, out);
    STM_HTML(out, "”, ");
    stm_say_count(out, stm_pile_n_articles(pile), STM_LIT("report"),
                  STM_LIT("reports"));
    STM_HTML(out, "</span> <span><a href=\"index.html\">All stories</a> · "
                  "story ");
    uint32_t number = 0;
    uint32_t total = 0;
    uint32_t next = STM_NONE;
    for (uint32_t i = 0; i < pile->n_stories; i++) {
        if (!has_page(pile, i))
            continue;
        total++;
        if (i <= view->story_index)
            number = total;
        else if (next == STM_NONE)
            next = i;
    }
    stm_markup_u64(out, number);
    STM_HTML(out, " of ");
    stm_markup_u64(out, total);
    if (next != STM_NONE) {
        STM_HTML(out, " · ");
        put_story_link(pile, next, out);
        STM_HTML(out, "next</a>");
    }
    if (view->opts->is_served) {
        STM_HTML(out, " · ");
        stm_desk_put_links(out);
    }
    STM_HTML(out, "</span></header>\n");
}

static void put_key_line(const stm_view *view, uint32_t row, stm_markup *out)
{
    const stm_view_report *r = &view->reports[row];
    const stm_article *a = stm_view_article(view, row);
    STM_HTML(out, "<li");
    STM_HTML_ATTR(out, "data-outlet", stm_view_outlet_name(view, row));
    STM_HTML(out, " data-family=\"");
    stm_markup_u64(out, view->outlets[r->outlet].family);
    STM_HTML(out, "\"><a href=\"#");
    stm_put_siglum(view, row, out);
    if (r->is_read)
        STM_HTML(out, "\"><span class=\"r\">");
    else
        STM_HTML(out, "\"><span class=\"r unm\">");
    STM_HTML(out, "<span>");
    stm_put_siglum(view, row, out);
    STM_HTML(out, "</span></span> <span>");
    stm_markup_bdi(out, stm_view_outlet_name(view, row));
    STM_HTML(out, "<small class=\"num\">");
    if (a->published.precision >= STM_DATE_MINUTE) {
        stm_say_weekday(out, a->published);
        STM_HTML(out, " ");
        stm_say_time(out, a->published);
    } else if (a->published.precision != STM_DATE_NONE) {
        stm_say_day(out, a->published);
    } else {
        STM_HTML(out, "day not known");
    }
    if (r->agency.len > 0) {
        STM_HTML(out, ", ");
        stm_markup_bdi(out, r->agency);
    }
    if (!r->is_read)
        STM_HTML(out, ", not read");
    STM_HTML(out, "</small></span></a></li>\n");
}

static void put_rail(const stm_view *view, stm_markup *out)
{
    STM_HTML(out, "<nav class=\"rail\" aria-label=\"On this page\">\n<ul>\n"
                  "<li><a href=\"#heard\">Who is heard</a></li><li><a "
                  "href=\"#shared\">What they share</a></li><li><a "
                  "href=\"#part\">Where the accounts part</a></li><li><a "
                  "href=\"#only\">Only here</a></li><li><a "
                  "href=\"#travel\">How it travelled</a></li><li><a "
                  "href=\"#reports\">The reports</a></li><li><a "
                  "href=\"#counted\">How this was counted</a></li>\n</ul>\n"
                  "<div class=\"keybox\"><h2>The ");
    stm_say_words(out, view->n_reports, STM_LIT("report"), STM_LIT("reports"));
    STM_HTML(out, "</h2>\n<ul class=\"key\">\n");
    for (uint32_t row = 0; row < view->n_reports && row < KEY_SHOWN; row++)
        put_key_line(view, row, out);
    STM_HTML(out, "</ul>");
    if (view->n_reports > KEY_SHOWN) {
        STM_HTML(out, "<details><summary>");
        stm_say_count(out, view->n_reports - KEY_SHOWN, STM_LIT("more"),
                      STM_LIT("more"));
        STM_HTML(out, "</summary><ul class=\"key\">\n");
        for (uint32_t row = KEY_SHOWN; row < view->n_reports; row++)
            put_key_line(view, row, out);
        STM_HTML(out, "</ul></details>");
    }
    STM_HTML(out, "</div>\n</nav>\n");
}

static void put_page(const stm_view *view, stm_markup *out)
{
    put_title(view, out);
    STM_PAGE_BODY(out, "p-story", "To the account");
    put_bar(view, out);
    STM_HTML(out, "<div class=\"body\">\n");
    put_rail(view, out);
    STM_HTML(out, "<main id=\"main\">\n");
    stm_part_head(view, out);
    stm_part_voices(view, out);
    stm_part_claims(view, out);
    stm_part_differences(view, out);
    stm_part_only(view, out);
    stm_part_travel(view, out);
    stm_part_reports(view, out);
    stm_part_counted(view, out);
    STM_HTML(out, "</main>\n</div>\n");
    stm_page_end(out, view->pile);
}

void stm_report_story(const stm_pile *pile, uint32_t story,
                      const stm_report_opts *opts, stm_buf *out)
{
    stm_markup html;
    stm_markup_init(&html, out);
    stm_view view;
    if (stm_view_init(&view, pile, story, opts))
        put_page(&view, &html);
    else
        stm_markup_fail(&html);
    stm_view_release(&view);
}

/* Ids are ours ("s1"), yet what is no letter or digit becomes "-". */
static void put_stem(const stm_pile *pile, uint32_t story, stm_markup *out)
{
    STM_HTML(out, "story-");
    const stm_slice id = pile->stories[story].id;
    for (size_t i = 0; i < id.len && i < 64; i++) {
        const uint8_t c = id.ptr[i];
        if (stm_is_alpha(c) || stm_is_digit(c))
            stm_markup_text(out, stm_slice_of(&c, 1));
        else
            STM_HTML(out, "-");
    }
}

void stm_put_story_file(const stm_pile *pile, uint32_t story, stm_markup *out)
{
    put_stem(pile, story, out);
    STM_HTML(out, ".html");
}

void stm_put_aligned_file(const stm_pile *pile, uint32_t story, stm_markup *out)
{
    put_stem(pile, story, out);
    STM_HTML(out, "-aligned.html");
}

void stm_report_story_file(const stm_pile *pile, uint32_t story, stm_buf *out)
{
    stm_markup html;
    stm_markup_init(&html, out);
    stm_put_story_file(pile, story, &html);
}
