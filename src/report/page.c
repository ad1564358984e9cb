#include "report/page.h"

#include "report/say.h"

#include "base/banned.h"

#define LETTERS_SHOWN 24u /* more are folded: a table cell of four lines */

static void put_style(stm_markup *out)
{
    STM_HTML(out, "<style>");
#include "report/page_style_table.inc"
    STM_HTML(out, "</style>\n");
}

static void put_script(stm_markup *out)
{
    STM_HTML(out, "<script>");
#include "report/page_script_table.inc"
    STM_HTML(out, "</script>\n");
}

static void put_policy(bool with_forms, stm_markup *out)
{
    STM_HTML(out, "<meta http-equiv=\"Content-Security-Policy\" content=\"");
#include "report/page_policy_table.inc"
    if (with_forms)
        STM_HTML(out, "'self'\">\n");
    else
        STM_HTML(out, "'none'\">\n");
}

static void begin_title(bool with_forms, stm_markup *out)
{
    STM_HTML(out, "<!doctype html>\n<html lang=\"en\">\n<head>\n"
                  "<meta charset=\"utf-8\">\n");
    put_policy(with_forms, out);
    STM_HTML(out, "<meta name=\"viewport\" content=\"width=device-width, "
                  "initial-scale=1\">\n"
                  "<meta name=\"color-scheme\" content=\"light dark\">\n"
                  "<meta name=\"referrer\" content=\"no-referrer\">\n"
                  "<title>");
}

void stm_page_begin_title(stm_markup *out)
{
    begin_title(false, out);
}

void stm_page_begin_title_with_forms(stm_markup *out)
{
    begin_title(true, out);
}

void stm_page_end_title(stm_markup *out)
{
    STM_HTML(out, "</title>\n");
    put_style(out);
    STM_HTML(out, "</head>\n");
}

/* Patterns and signs: round is speech, square is text (docs/internals). */
static void put_signs(stm_markup *out)
{
    STM_HTML(out, "<svg width=\"0\" height=\"0\" class=\"defs\" "
                  "aria-hidden=\"true\"><defs>\n"
                  "<pattern id=\"hatch\" width=\"5\" height=\"5\" "
                  "patternUnits=\"userSpaceOnUse\"><path class=\"ground\" "
                  "d=\"M0 0h5v5H0z\"/><path class=\"line\" "
                  "d=\"M-1 1l2-2M0 5l5-5M4 6l2-2\"/></pattern>\n"
                  "<pattern id=\"stripe\" width=\"8\" height=\"5\" "
                  "patternUnits=\"userSpaceOnUse\"><path class=\"c-tint\" "
                  "d=\"M0 0h8v5H0z\"/><path class=\"c-line\" d=\"M0 2.5h8\" "
                  "stroke-opacity=\".5\"/></pattern>\n");
    STM_HTML(out, "<symbol id=\"i-named\" viewBox=\"0 0 16 16\"><circle "
                  "class=\"v-fill\" cx=\"8\" cy=\"8\" r=\"7\"/></symbol>\n"
                  "<symbol id=\"i-open\" viewBox=\"0 0 16 16\"><circle "
                  "class=\"v-open\" cx=\"8\" cy=\"8\" r=\"6.25\"/></symbol>\n"
                  "<symbol id=\"i-own\" viewBox=\"0 0 16 16\"><circle "
                  "class=\"v-ring\" cx=\"8\" cy=\"8\" r=\"6.75\"/><circle "
                  "class=\"v-fill\" cx=\"8\" cy=\"8\" r=\"3.375\"/></symbol>\n"
                  "<symbol id=\"i-lost\" viewBox=\"0 0 16 16\"><circle "
                  "class=\"v-ring dash\" cx=\"8\" cy=\"8\" r=\"6.75\"/><circle "
                  "class=\"v-fill\" cx=\"8\" cy=\"8\" r=\"3.375\"/></symbol>\n"
                  "<symbol id=\"i-zero\" viewBox=\"0 0 16 16\"><path "
                  "class=\"zero\" d=\"M8 8h.01\"/></symbol>\n"
                  "<symbol id=\"i-copy\" viewBox=\"0 0 22 16\"><rect "
                  "class=\"c-stripe\" x=\"1\" y=\"1\" width=\"20\" "
                  "height=\"14\"/></symbol>\n"
                  "<symbol id=\"i-tint\" viewBox=\"0 0 16 16\"><rect "
                  "class=\"c-fill\" x=\"1\" y=\"1\" width=\"14\" "
                  "height=\"14\"/></symbol>\n");
    STM_HTML(out,
             "<symbol id=\"i-unm\" viewBox=\"0 0 16 16\"><rect "
             "class=\"unm-f\" x=\"1\" y=\"1\" width=\"14\" "
             "height=\"14\"/></symbol>\n"
             "<symbol id=\"i-text\" viewBox=\"0 0 16 16\"><rect "
             "class=\"sheet dash\" x=\"2\" y=\"1.5\" width=\"12\" "
             "height=\"13\"/></symbol>\n"
             "<symbol id=\"i-part\" viewBox=\"0 0 16 16\"><path "
             "class=\"p-line\" d=\"M0 8h5C10 8 9 3 16 3M5 8c5 0 4 5 11 5\" "
             "stroke-width=\"1.75\"/></symbol>\n"
             "<symbol id=\"i-sure\" viewBox=\"0 0 30 16\"><path "
             "class=\"inkl\" d=\"M1 2.5c9 0 9 5.5 14 5.5H29M1 13.5c9 0 9-5.5 "
             "14-5.5\"/></symbol>\n"
             "<symbol id=\"i-poss\" viewBox=\"0 0 30 16\"><path "
             "class=\"inkl dash\" d=\"M1 2.5c9 0 9 5.5 14 5.5M1 13.5c9 0 "
             "9-5.5 14-5.5\"/><path class=\"inkl\" d=\"M15 8H29\"/></symbol>\n"
             "<symbol id=\"i-apart\" viewBox=\"0 0 30 16\"><path "
             "class=\"inkl\" d=\"M1 3.5H29M1 12.5H29\"/></symbol>\n"
             "</defs></svg>\n");
}

void stm_page__body(stm_markup *out, stm_slice cls, stm_slice skip)
{
    STM_HTML(out, "<body");
    STM_HTML_ATTR(out, "class", cls);
    STM_HTML(out, ">\n<a class=\"skip\" href=\"#main\">");
    stm_markup_text(out, skip);
    STM_HTML(out, "</a>\n");
    put_signs(out);
    STM_HTML(out, "<div class=\"page\">\n");
}

/* One number for all inputs: the hash of their digests in order. */
static uint64_t digest_of(const stm_pile *pile)
{
    uint64_t hash = 0;
    for (uint32_t i = 0; i < pile->n_articles; i++) {
        const stm_slice sha = stm_slice_of(pile->articles[i].sha256,
                                           sizeof pile->articles[i].sha256);
        hash = stm_hash_mix(hash, stm_hash(sha));
    }
    return hash;
}

void stm_page_end(stm_markup *out, const stm_pile *pile)
{
    STM_HTML(out,
             "<footer class=\"foot\">Stemma " STM_VERSION ", offline, from ");
    stm_say_count(out, pile->n_articles, STM_LIT("record"), STM_LIT("records"));
    STM_HTML(out, ". Input ");
    uint8_t bytes[8];
    const uint64_t hash = digest_of(pile);
    for (unsigned i = 0; i < sizeof bytes; i++)
        bytes[i] = (uint8_t)(hash >> (56 - 8 * i));
    stm_markup_hex(out, bytes, sizeof bytes);
    STM_HTML(out, "; the same files give the same page.</footer>\n</div>\n");
    put_script(out);
    STM_HTML(out, "</body>\n</html>\n");
}

void stm_put_siglum(const stm_view *view, uint32_t row, stm_markup *out)
{
    stm_markup_text(out, stm_siglum_text(&view->reports[row].siglum));
}

void stm_put_letter(const stm_view *view, uint32_t row, stm_markup *out)
{
    const bool read = view->reports[row].is_read;
    if (read)
        STM_HTML(out, "<a class=\"r\" href=\"#");
    else
        STM_HTML(out, "<a class=\"r unm\" href=\"#");
    stm_put_siglum(view, row, out);
    STM_HTML(out, "\"");
    STM_HTML_ATTR(out, "title", stm_view_outlet_name(view, row));
    STM_HTML(out, "><span>");
    stm_put_siglum(view, row, out);
    STM_HTML(out, "</span></a>");
}

void stm_put_letters(const stm_view *view, const uint32_t *rows, uint32_t n,
                     stm_markup *out)
{
    STM_HTML(out, "<span class=\"rs\">");
    for (uint32_t i = 0; i < n && i < LETTERS_SHOWN; i++)
        stm_put_letter(view, rows[i], out);
    STM_HTML(out, "</span>");
    if (n <= LETTERS_SHOWN)
        return;
    STM_HTML(out, "<details><summary>and ");
    stm_say_digits(out, n - LETTERS_SHOWN);
    STM_HTML(out, " more</summary><span class=\"rs\">");
    for (uint32_t i = LETTERS_SHOWN; i < n; i++)
        stm_put_letter(view, rows[i], out);
    STM_HTML(out, "</span></details>");
}

void stm_put_letter_list(const stm_view *view, const uint32_t *rows, uint32_t n,
                         stm_markup *out)
{
    const uint32_t shown = n > LETTERS_SHOWN ? LETTERS_SHOWN / 2 : n;
    const uint32_t items = shown + (n > shown);
    for (uint32_t i = 0; i < shown; i++) {
        stm_say_list(out, i, items);
        STM_HTML(out, "<a href=\"#");
        stm_put_siglum(view, rows[i], out);
        STM_HTML(out, "\">");
        stm_put_siglum(view, rows[i], out);
        STM_HTML(out, "</a>");
    }
    if (n > shown) {
        STM_HTML(out, " and ");
        stm_say_words(out, n - shown, STM_LIT("other"), STM_LIT("others"));
    }
}

void stm_put_span_id(const stm_view *view, uint32_t row, stm_span span,
                     stm_markup *out)
{
    const stm_cpindex *cp = &view->cp[row];
    stm_put_siglum(view, row, out);
    STM_HTML(out, "-c");
    stm_markup_u64(out, stm_cpindex_at(cp, span.begin));
    STM_HTML(out, "-");
    stm_markup_u64(out, stm_cpindex_at(cp, span.end));
}

uint32_t stm_pile_n_articles(const stm_pile *pile)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < pile->n_articles; i++)
        n += pile->articles[i].status == STM_RECORD_OK;
    return n;
}

void stm_put_pile_title(const stm_pile *pile, const stm_report_opts *opts,
                        stm_markup *out)
{
    if (opts->title.len > 0) {
        stm_markup_text(out, opts->title);
        return;
    }
    const uint32_t n = stm_pile_n_articles(pile);
    stm_say_number_capital(out, n);
    if (n == 1)
        STM_HTML(out, " report");
    else
        STM_HTML(out, " reports");
}
