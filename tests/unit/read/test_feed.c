#include <string.h>

#include "drained.h"
#include "stm_test.h"

static bool drain(drained *d, const char *bytes)
{
    if (!need_ok(drained_from_bytes(d, stm_slice_from_cstr(bytes), "feed",
                                    &DRAINED_OPTS_DEFAULT)))
        return false;
    drained_check(d);
    return true;
}

static const char rss[] =
    "<?xml version=\"1.0\"?>\n<rss version=\"2.0\" "
    "xmlns:dc=\"http://purl.org/dc/elements/1.1/\" "
    "xmlns:content=\"http://purl.org/rss/1.0/modules/content/\" "
    "xmlns:media=\"http://search.yahoo.com/mrss/\"><channel>\n"
    "<title>Harbour &amp; Hill</title><language>en-gb</language>\n"
    "<item><title>Ferry leaves early - Saltby Mercury</title>"
    "<link>https://saltby.example/1</link><guid>g1</guid>"
    "<pubDate>Thu, 02 Jan 2031 03:04:05 GMT</pubDate>"
    "<dc:creator>Ada Finch</dc:creator><dc:creator>Bo Reed</dc:creator>"
    "<media:title>A picture</media:title>"
    "<description>Short.</description>"
    "<content:encoded><![CDATA[<p>The ferry left&nbsp;early.</p>]]>"
    "</content:encoded>"
    "<source url=\"https://saltby.example/feed\">Saltby Mercury</source>"
    "</item>\n"
    "<item><title>It&amp;#8217;s back</title>"
    "<author>post@saltby.example (Cy Moor)</author>"
    "<guid isPermaLink=\"true\">https://saltby.example/2</guid>"
    "<description>The ferry came &lt;b&gt;back&lt;/b&gt;.</description>"
    "</item></channel></rss>";

TEST(rss_source_is_the_publisher)
{
    drained d;
    if (drain(&d, rss)) {
        assert_int_equal(d.n, 2);
        const stm_raw *raw = &d.raws[0];
        assert_int_equal(raw->status, STM_RECORD_OK);
        assert_text(raw->fields.outlet, "Saltby Mercury");
        assert_text(raw->fields.title, "Ferry leaves early");
        assert_text(raw->fields.extra, "{\"feed\":\"Harbour & Hill\"}");
        assert_text(raw->fields.date, "Thu, 02 Jan 2031 03:04:05 GMT");
        assert_text(raw->fields.authors, "Ada Finch\x1F"
                                         "Bo Reed");
        assert_text(raw->fields.language, "en-gb");
        assert_text(raw->url, "https://saltby.example/1");
        assert_text(raw->fields.text, "<p>The ferry left&nbsp;early.</p>");
        assert_true(raw->fields.is_html);
        assert_true(stm_slice_starts(raw->bytes, STM_LIT("<item>")));
        assert_true(stm_slice_ends(raw->bytes, STM_LIT("</item>")));
        assert_memory_equal(rss + raw->offset, "<item>", 6);
    }
    drained_release(&d);
}

TEST(rss_without_source_is_the_feeds_own)
{
    drained d;
    if (drain(&d, rss)) {
        const stm_raw *raw = &d.raws[1];
        assert_text(raw->fields.outlet, "Harbour & Hill");
        assert_text(raw->fields.title, "It\xE2\x80\x99s back");
        assert_text(raw->fields.authors, "Cy Moor");
        assert_text(raw->url, "https://saltby.example/2");
        assert_text(raw->fields.text, "The ferry came <b>back</b>.");
        assert_true(raw->fields.is_html);
        assert_int_equal(raw->fields.extra.len, 0);
    }
    drained_release(&d);
}

TEST(atom_entries_are_read)
{
    drained d;
    if (drain(&d, "<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"de\">"
                  "<title>Mercury</title><link rel=\"self\" href=\"x\"/>"
                  "<entry><title type=\"text\">F\xC3\xA4hre</title>"
                  "<link rel=\"edit\" href=\"https://saltby.example/e\"/>"
                  "<link href=\"https://saltby.example/1\"/><id>urn:1</id>"
                  "<updated>2031-01-02T03:04:05Z</updated>"
                  "<author><name>Ada Finch</name></author>"
                  "<category term=\"Harbour\"/>"
                  "<summary>Short.</summary>"
                  "<content type=\"xhtml\"><div><p>One <b>two</b>.</p></div>"
                  "</content></entry></feed>")) {
        assert_int_equal(d.n, 1);
        const stm_raw *raw = &d.raws[0];
        assert_text(raw->fields.title, "F\xC3\xA4hre");
        assert_text(raw->url, "https://saltby.example/1");
        assert_text(raw->fields.date, "2031-01-02T03:04:05Z");
        assert_text(raw->fields.authors, "Ada Finch");
        assert_text(raw->fields.section, "Harbour");
        assert_text(raw->fields.outlet, "Mercury");
        assert_true(raw->fields.is_html);
        if (need(raw->fields.text.len > 0))
            assert_true(stm_slice_find(raw->fields.text,
                                       STM_LIT("<p>One <b>two</b>.</p>"),
                                       0) != STM_SLICE_NPOS);
    }
    drained_release(&d);
}

TEST(feed_that_is_broken_gives_what_it_has)
{
    static const struct {
        const char *label;
        const char *bytes;
        uint32_t n;
    } cases[] = {
        {"undeclared references",
         "<rss><channel><item><title>A &nbsp; B & C</title>"
         "<description>One.</description></item></channel></rss>",
         1},
        {"a tag not closed",
         "<rss><channel><item><title>A<description>One.</description>"
         "</item><item><title>B</title><description>Two.</description>"
         "</item></channel></rss>",
         2},
        {"cut short",
         "<rss><channel><item><description>One.</description></item>"
         "<item><description>Tw",
         2},
        {"RSS 1.0",
         "<rdf:RDF xmlns:rdf=\"r\" xmlns=\"http://purl.org/rss/1.0/\">"
         "<channel><title>M</title></channel><item rdf:about=\"x\">"
         "<title>A</title><description>One.</description></item></rdf:RDF>",
         1},
    };
    EACH (c, cases) {
        drained d;
        if (drain(&d, c->bytes)) {
            assert_int_equal(d.n, c->n);
            assert_int_equal(d.raws[c->n - 1].status, STM_RECORD_OK);
        }
        drained_release(&d);
    }
}

TEST(feed_with_entities_of_its_own_is_refused)
{
    drained d;
    if (drain(&d, "<!DOCTYPE rss [<!ENTITY a \"b\">]><rss><channel><item>"
                  "<description>&a;</description></item></channel></rss>")) {
        assert_int_equal(d.n, 1);
        assert_int_equal(d.raws[0].status, STM_RECORD_ERROR);
    }
    drained_release(&d);
}

TEST(feed_without_items_is_empty)
{
    drained d;
    if (drain(&d, "<rss><channel><title>M</title></channel></rss>"))
        assert_int_equal(d.raws[0].status, STM_RECORD_EMPTY);
    drained_release(&d);
}
