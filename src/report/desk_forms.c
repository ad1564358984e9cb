/* Forms of a served archive: two articles side by side, corrections. */
#include "report/desk.h"
#include "report/report.h"

#include "base/banned.h"

static void put_said(stm_slice said, stm_markup *out)
{
    if (said.len == 0)
        return;
    STM_HTML(out, "<p role=\"alert\">");
    stm_markup_text(out, said);
    STM_HTML(out, "</p>\n");
}

void stm_report_beside_form(const stm_pile *pile, const stm_report_opts *opts,
                            stm_slice said, stm_buf *buf)
{
    stm_markup markup;
    stm_markup *out = &markup;
    stm_markup_init(out, buf);
    stm_desk_begin(pile, opts, STM_LIT("Two reports side by side"), out);
    put_said(said, out);
    STM_HTML(out, "<form action=\"/beside\"><p><label for=\"a\">Id of the one, "
                  "as the search gives it</label></p><p><input id=\"a\" "
                  "name=\"a\" size=\"40\" required></p><p><label for=\"b\">Id "
                  "of the other</label></p><p><input id=\"b\" name=\"b\" "
                  "size=\"40\" required></p><p><button>Show them</button></p>"
                  "</form>\n");
    stm_desk_end(pile, out);
}

static void open_form(stm_slice address, stm_markup *out)
{
    STM_HTML(out, "<form method=\"post\"");
    STM_HTML_ATTR(out, "action", address);
    STM_HTML(out, ">");
}

static void put_kept(stm_slice lines, stm_slice address, stm_markup *out)
{
    uint32_t n = 0;
    for (size_t at = 0; at < lines.len;) {
        size_t end = stm_slice_find_byte(lines, '\n', at);
        end = end == STM_SLICE_NPOS ? lines.len : end;
        if (n++ == 0)
            STM_HTML(out, "<ol>\n");
        STM_HTML(out, "<li><p dir=\"auto\"><code>");
        stm_markup_text(out, stm_slice_sub(lines, at, end));
        STM_HTML(out, "</code></p>");
        open_form(address, out);
        STM_HTML(out, "<p><input type=\"hidden\" name=\"back\" value=\"");
        stm_markup_u64(out, n);
        STM_HTML(out, "\"><button>Take correction ");
        stm_markup_u64(out, n);
        STM_HTML(out, " back</button></p></form></li>\n");
        at = end + 1;
    }
    if (n > 0)
        STM_HTML(out, "</ol>\n");
    else
        STM_HTML(out, "<p>There are none.</p>\n");
}

/* A labelled line of input whose name is also its id. */
#define FIELD(out, name, label)                                                \
    STM_HTML(out, "<p><label for=\"" name "\">" label                          \
                  "</label></p><p><input id=\"" name "\" name=\"" name         \
                  "\" size=\"40\" required></p>")

static void put_forms(stm_slice address, stm_markup *out)
{
    STM_HTML(out, "<h2>Undo a merge</h2>\n");
    open_form(address, out);
    FIELD(out, "merge", "The claim and two of its mentions, like c12:0-3");
    STM_HTML(out, "<p><button>They are not of one origin</button></p></form>\n"
                  "<h2>Voices</h2>\n");
    open_form(address, out);
    FIELD(out, "speaker", "A name as reports give it");
    FIELD(out, "voice", "The voice’s name");
    STM_HTML(out, "<p><button name=\"how\" value=\"is\">They are one voice"
                  "</button> <button name=\"how\" value=\"is-not\">They are not"
                  "</button></p></form>\n<h2>An article’s story</h2>\n");
    open_form(address, out);
    FIELD(out, "story", "Id of the article");
    STM_HTML(out, "<p><label for=\"with\">Id of one that tells the same story; "
                  "empty: none does</label></p><p><input id=\"with\" "
                  "name=\"with\" size=\"40\"></p><p><button>Move it</button>"
                  "</p></form>\n<h2>An article’s day</h2>\n");
    open_form(address, out);
    FIELD(out, "date", "Id of the article");
    FIELD(out, "published", "When it was published, like 2031-01-09");
    STM_HTML(out, "<p><button>Set the day</button></p></form>\n");
}

void stm_report_corrections(const stm_pile *pile, const stm_report_opts *opts,
                            stm_slice lines, stm_slice address, stm_slice said,
                            stm_buf *buf)
{
    stm_markup markup;
    stm_markup *out = &markup;
    stm_markup_init(out, buf);
    stm_desk_begin(pile, opts, STM_LIT("Corrections"), out);
    put_said(said, out);
    STM_HTML(out, "<p class=\"deck\">What a person says the machine got wrong. "
                  "Corrections are kept apart from what the machine found, "
                  "hold on every later run and are shown as a person’s. After "
                  "each one the archive’s account is worked out anew, which "
                  "takes its time in a large archive.</p>\n<h2>Made so far"
                  "</h2>\n");
    put_kept(lines, address, out);
    put_forms(address, out);
    stm_desk_end(pile, out);
}
