#include "extract/page_meta.h"

#include <string.h>

#include "extract/extract.h"
#include "stm_test.h"

/* One page read to an article. */
typedef struct page {
    stm_arena arena;
    stm_article article;
} page;

#define TEXT                                                                   \
    "<p>The weir at Lower Marl gave way in the night, and the council has "    \
    "closed the road along the river until the bank has been looked at.</p>"   \
    "<p>Engineers came from the county town to look at the damage and said "   \
    "that the repair will take some weeks, as the stone must be brought by "   \
    "barge and the river stands high.</p><p>The mill beside the weir was "     \
    "empty, the miller said, and nobody was hurt when the wall fell into "     \
    "the water, which carried it as far as the old bridge.</p>"

static bool page_read(page *self, const char *head, const char *before,
                      const char *after)
{
    stm_arena_init(&self->arena, SIZE_MAX);
    stm_buf buf;
    stm_buf_init(&buf, 1 << 20);
    stm_buf_add(&buf, STM_LIT("<!doctype html><html lang=en><head>"));
    stm_buf_add(&buf, stm_slice_from_cstr(head));
    stm_buf_add(&buf, STM_LIT("</head><body><main>"));
    stm_buf_add(&buf, stm_slice_from_cstr(before));
    stm_buf_add(&buf, STM_LIT("<article>" TEXT "</article></main>"));
    stm_buf_add(&buf, stm_slice_from_cstr(after));
    stm_buf_add(&buf, STM_LIT("</body></html>"));
    const stm_raw raw = {
        .kind = STM_RAW_HTML,
        .bytes = stm_arena_copy(&self->arena, stm_buf_slice(&buf)),
        .url = STM_LIT("https://www.marl-courier.example/news/weir.html")};
    const bool whole = buf.status == STM_OK && !self->arena.failed;
    stm_buf_release(&buf);
    return need(whole) && need_ok(stm_article_from_raw(&raw, &self->arena,
                                                       &self->article, NULL));
}

static void page_free(page *self)
{
    stm_arena_release(&self->arena);
}

static void assert_day(stm_date date, int year, int month, int day)
{
    assert_int_equal(date.year, year);
    assert_int_equal(date.month, month);
    assert_int_equal(date.day, day);
}

TEST(the_headline_is_the_heading_that_other_places_repeat)
{
    page p;
    if (page_read(&p,
                  "<title>Weir at Lower Marl gives way | Marl Courier</title>"
                  "<meta property=og:site_name content='Marl Courier'>",
                  "<h1>Marl Courier</h1><h1>Most read today in the county</h1>"
                  "<h2>Weir at Lower Marl gives way</h2>",
                  "")) {
        assert_text(p.article.title, "Weir at Lower Marl gives way");
        assert_text(p.article.outlet, "Marl Courier");
        assert_text(p.article.site, "marl-courier.example");
    }
    page_free(&p);
}

TEST(the_sites_name_is_cut_from_a_title_that_stands_alone)
{
    page p;
    if (page_read(&p,
                  "<title>Weir gives way in the night - Marl Courier"
                  "</title>",
                  "", ""))
        assert_text(p.article.title, "Weir gives way in the night");
    page_free(&p);
}

TEST(a_kicker_in_the_heading_is_not_the_headline)
{
    page p;
    if (page_read(&p,
                  "<meta property=og:title content='Weir at Lower Marl gives "
                  "way, road is closed'>",
                  "<h1><span class=kicker>Floods</span> Weir at Lower Marl "
                  "gives way, road is closed</h1>",
                  ""))
        assert_text(p.article.title,
                    "Weir at Lower Marl gives way, road is closed");
    page_free(&p);
}

TEST(an_author_named_by_reference_is_found_in_the_graph)
{
    page p;
    if (page_read(&p,
                  "<script type='application/ld+json'>{\"@graph\":[{\"@type\":"
                  "\"NewsArticle\",\"headline\":\"Weir\",\"author\":{\"@id\":"
                  "\"#p1\"}},{\"@type\":\"Person\",\"@id\":\"#p1\",\"name\":"
                  "\"Ada Lund\"}]}</script>",
                  "<h1>Weir</h1>", "") &&
        need(p.article.n_authors == 1))
        assert_text(p.article.authors[0], "Ada Lund");
    page_free(&p);
}

TEST(people_come_before_the_outlet_as_authors)
{
    page p;
    if (page_read(&p,
                  "<meta property=og:site_name content='Marl Courier'>"
                  "<meta name=author content='Marl Courier'>",
                  "<h1>Weir gives way in the night</h1>"
                  "<div class=byline>By Per Ek and Ada Lund</div>",
                  "") &&
        need(p.article.n_authors == 2)) {
        assert_text(p.article.authors[0], "Per Ek");
        assert_text(p.article.authors[1], "Ada Lund");
    }
    page_free(&p);
}

TEST(the_outlet_is_the_author_where_nobody_else_is)
{
    page p;
    if (page_read(&p,
                  "<meta property=og:site_name content='Marl Courier'>"
                  "<meta name=author content='Marl Courier'>",
                  "<h1>Weir gives way in the night</h1>", "") &&
        need(p.article.n_authors == 1))
        assert_text(p.article.authors[0], "Marl Courier");
    page_free(&p);
}

TEST(a_stamp_outranks_the_dates_of_teasers)
{
    page p;
    if (page_read(&p,
                  "<meta property=article:published_time "
                  "content='2021-03-04T11:20:00+01:00'>",
                  "<h1>Weir gives way in the night</h1>",
                  "<aside><ul><li><time datetime=2022-08-09>9 Aug 2022</time>"
                  "<a href=/x>Mayor resigns</a></ul></aside>")) {
        assert_day(p.article.published, 2021, 3, 4);
        assert_true(p.article.published_confidence > 0.8F);
        assert_int_equal(p.article.published.hour, 11);
    }
    page_free(&p);
}

TEST(a_time_near_the_headline_is_believed_before_one_in_a_sidebar)
{
    page p;
    if (page_read(&p, "<title>Weir gives way</title>",
                  "<div class=sidebar><time datetime=2022-08-09></time></div>"
                  "<h1>Weir gives way in the night</h1>"
                  "<time datetime=2021-03-04></time>",
                  ""))
        assert_day(p.article.published, 2021, 3, 4);
    page_free(&p);
}

TEST(a_stamp_in_utc_yields_to_the_day_that_readers_see)
{
    page p;
    if (page_read(&p,
                  "<meta property=article:published_time "
                  "content='2021-03-05T02:10:30Z'>",
                  "<h1>Weir gives way in the night</h1>"
                  "<p class=date>March 4, 2021 9:10 p.m.</p>",
                  "")) {
        assert_day(p.article.published, 2021, 3, 4);
        assert_int_equal(p.article.published.hour, 21);
        assert_int_equal(p.article.published.zone_minutes, -300);
    }
    page_free(&p);
}

TEST(a_page_without_a_day_says_so)
{
    page p;
    if (page_read(&p, "<title>Weir gives way</title>",
                  "<h1>Weir gives way in the night</h1>", "")) {
        assert_int_equal(p.article.published.precision, STM_DATE_NONE);
        assert_int_equal(p.article.n_authors, 0);
    }
    page_free(&p);
}

TEST(only_a_day_of_change_is_believed_little)
{
    page p;
    if (page_read(&p,
                  "<meta property=article:modified_time "
                  "content='2021-03-06T08:00:00+01:00'>",
                  "<h1>Weir gives way in the night</h1>", "")) {
        assert_day(p.article.modified, 2021, 3, 6);
        assert_day(p.article.published, 2021, 3, 6);
        assert_true(p.article.published_confidence < 0.4F);
    }
    page_free(&p);
}

TEST(the_day_of_the_url_is_a_candidate)
{
    page p;
    if (page_read(&p,
                  "<link rel=canonical "
                  "href='https://marl-courier.example/2021/03/04/weir'>",
                  "<h1>Weir gives way in the night</h1>", "")) {
        assert_day(p.article.published, 2021, 3, 4);
        assert_text(p.article.canonical_url,
                    "https://marl-courier.example/2021/03/04/weir");
    }
    page_free(&p);
}

TEST(a_line_run_into_the_heading_goes_where_a_place_has_the_rest)
{
    page p;
    if (page_read(&p, "<title>Weir at Lower Marl gives way</title>",
                  "<h1><span>High water</span>Weir at Lower Marl gives way"
                  "</h1>",
                  ""))
        assert_text(p.article.title, "Weir at Lower Marl gives way");
    page_free(&p);
}

TEST(three_places_that_agree_outrank_the_heading)
{
    page p;
    if (page_read(&p,
                  "<title>Floods: Weir at Lower Marl gives way - Marl Courier"
                  "</title><meta property=og:site_name content='Marl Courier'>"
                  "<meta property=og:title content='Floods: Weir at Lower Marl "
                  "gives way'><script type='application/ld+json'>{\"@type\":"
                  "\"NewsArticle\",\"headline\":\"Floods: Weir at Lower Marl "
                  "gives way\"}</script>",
                  "<h1>Weir at Lower Marl gives way</h1>", ""))
        assert_text(p.article.title, "Floods: Weir at Lower Marl gives way");
    page_free(&p);
}

TEST(a_headline_may_have_the_sites_name_in_it)
{
    page p;
    if (page_read(&p,
                  "<meta property=og:site_name content='Marl Weir'>"
                  "<title>No repair of the Marl Weir before the autumn comes"
                  "</title>",
                  "<h1>No repair of the Marl Weir before the autumn comes</h1>",
                  ""))
        assert_text(p.article.title,
                    "No repair of the Marl Weir before the autumn comes");
    page_free(&p);
}

TEST(the_minute_that_readers_see_tells_the_day_beside_a_day_of_change)
{
    page p;
    if (page_read(&p,
                  "<meta property=article:published_time "
                  "content='2021-03-05T05:30:59Z'>",
                  "<h1>Weir gives way in the night</h1>"
                  "<p class=date>Published: March 4, 2021 at 11:30 p.m.</p>"
                  "<p class=date>Updated: March 5, 2021 at 12:21 a.m.</p>",
                  ""))
        assert_day(p.article.published, 2021, 3, 4);
    page_free(&p);
}

TEST(a_stamp_whose_minute_is_shown_as_it_stands_keeps_its_day)
{
    page p;
    if (page_read(&p,
                  "<meta property=article:published_time "
                  "content='2021-03-04T23:55:00Z'>",
                  "<h1>Weir gives way in the night</h1>"
                  "<p class=date>4 March 2021 23:55</p>"
                  "<p class=date>5 March 2021 07:25</p>",
                  ""))
        assert_day(p.article.published, 2021, 3, 4);
    page_free(&p);
}

TEST(a_day_first_in_the_address_is_read_where_it_cannot_be_a_month)
{
    page p;
    if (page_read(&p,
                  "<link rel=canonical "
                  "href='https://marl-courier.example/news/29-10-2021'>",
                  "<h1>Weir gives way in the night</h1>", ""))
        assert_day(p.article.published, 2021, 10, 29);
    page_free(&p);
    if (page_read(&p,
                  "<link rel=canonical "
                  "href='https://marl-courier.example/news/09-10-2021'>",
                  "<h1>Weir gives way in the night</h1>", ""))
        assert_int_equal(p.article.published.precision, STM_DATE_NONE);
    page_free(&p);
}

static void assert_one_author(const char *head, const char *before,
                              const char *name)
{
    page p;
    if (page_read(&p, head, before, "") && need(p.article.n_authors == 1))
        assert_text(p.article.authors[0], name);
    page_free(&p);
}

TEST(a_line_at_the_headline_that_opens_as_a_byline_names_the_author)
{
    assert_one_author("",
                      "<h1>Weir gives way in the night</h1><p>by "
                      "<b>Ada Lund</b>, 4 March 2021</p>",
                      "Ada Lund");
    assert_one_author("",
                      "<h1>Weir gives way in the night</h1>"
                      "<p>4 March 2021 | By Ada Lund</p>",
                      "Ada Lund");
}

#define FIFTY "<li><a href=/county/>County and river news</a></li>"
#define MENU FIFTY FIFTY FIFTY FIFTY FIFTY FIFTY FIFTY FIFTY FIFTY FIFTY

TEST(a_link_in_the_menu_is_no_author)
{
    assert_one_author(
        "",
        "<ul><li><a href=/user/login>Login Paper</a>" MENU MENU MENU MENU
        "</ul>"
        "<h1>Weir gives way in the night</h1>"
        "<a href=/authors/lund-ada>Ada Lund</a>",
        "Ada Lund");
}

TEST(an_office_in_a_field_belongs_to_the_name)
{
    assert_one_author("<meta name=author content='Harbour Staff Report'>",
                      "<h1>Weir gives way in the night</h1>",
                      "Harbour Staff Report");
}

TEST(a_desk_signs_where_nobody_else_does)
{
    assert_one_author("<meta name=author content='Redaktion'>",
                      "<h1>Weir gives way in the night</h1>", "Redaktion");
    assert_one_author("<meta name=author content='Redaktion'>",
                      "<h1>Weir gives way in the night</h1>"
                      "<p class=byline>By Ada Lund</p>",
                      "Ada Lund");
}

TEST(entities_in_json_ld_are_letters)
{
    assert_one_author("<script type='application/ld+json'>{\"@type\":"
                      "\"NewsArticle\",\"author\":{\"@type\":\"Person\","
                      "\"name\":\"Ren&eacute; L&#252;nd\"}}</script>",
                      "<h1>Weir gives way in the night</h1>", "René Lünd");
}
