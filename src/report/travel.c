/* How it travelled: the drawing, and every line with its evidence. */
#include <math.h>

#include "report/notes.h"
#include "report/page.h"
#include "report/pairs.h"
#include "report/parts.h"
#include "report/say.h"
#include "report/tree.h"

#include "base/banned.h"

#define LINES_SHOWN 60u /* rows of the table; more are folded away */
#define SURE 0.8f       /* confidence from which a line is called sure */

static void put_lost_letter(const stm_view *view, uint32_t lost,
                            stm_markup *out)
{
    const stm_siglum s = stm_view_lost_siglum(view, lost);
    const stm_lost_origin *o = &view->pile->lost[lost];
    STM_HTML(out, "<a class=\"r lost\" href=\"#travel\" title=\"");
    if (o->agency.len > 0)
        stm_markup_text(out, o->agency);
    else if (o->speaker < view->pile->n_speakers)
        stm_markup_text(out, view->pile->speakers[o->speaker].name);
    else
        STM_HTML(out, "A text");
    STM_HTML(out, ", not in the pile\">");
    stm_markup_text(out, stm_siglum_text(&s));
    STM_HTML(out, "</a>");
}

static void put_from(const stm_view *view, const stm_edge *e, stm_markup *out)
{
    if (e->lost < view->pile->n_lost) {
        put_lost_letter(view, e->lost, out);
        return;
    }
    if (e->from >= view->pile->n_articles)
        return;
    const uint32_t row = stm_view_row(view, e->from);
    if (row != STM_NONE) {
        stm_put_letter(view, row, out);
        return;
    }
    STM_HTML(out, "<span class=\"r lost\"");
    STM_HTML_ATTR(out, "title", view->pile->articles[e->from].title);
    STM_HTML(out, ">archive</span>");
}

static void put_evidence(const stm_edge *e, stm_markup *out)
{
    for (uint32_t i = 0; i < e->n_evidence && i < 6; i++) {
        const stm_evidence *v = &e->evidence[i];
        if (i > 0)
            STM_HTML(out, "; ");
        if (!v->for_edge)
            STM_HTML(out, "against it: ");
        if (v->text.len > 0)
            stm_markup_bdi(out, v->text);
        else
            stm_markup_text(out, stm_evidence_kind_text(v->kind));
    }
    if (e->n_evidence == 0)
        STM_HTML(out, "Wording in common.");
}

/* The pairs that are shown side by side, for links to them. */
typedef struct beside {
    const stm_pair *pairs;
    uint32_t n;
} beside;

static void put_beside(const stm_view *view, const beside *b, const stm_edge *e,
                       stm_markup *out)
{
    const uint32_t to = stm_view_row(view, e->to);
    const stm_pair *pair = NULL;
    if (e->from != STM_NONE) {
        pair = stm_pair_find(b->pairs, b->n, stm_view_row(view, e->from), to);
    } else {
        for (uint32_t i = 0; i < b->n && pair == NULL; i++) {
            if (b->pairs[i].a == to || b->pairs[i].b == to)
                pair = &b->pairs[i];
        }
    }
    if (pair == NULL)
        return;
    STM_HTML(out, ". <a href=\"");
    stm_put_pair_link(view, pair, out);
    STM_HTML(out, "\">");
    stm_put_siglum(view, pair->a, out);
    STM_HTML(out, " and ");
    stm_put_siglum(view, pair->b, out);
    STM_HTML(out, " side by side</a>");
}

static void put_line(const stm_view *view, const beside *b, uint32_t index,
                     stm_markup *out)
{
    const stm_edge *e = &view->pile->edges[view->edges[index]];
    STM_HTML(out, "<tr id=\"e");
    stm_markup_u64(out, index + 1);
    STM_HTML(out, "\" role=\"row\"><th scope=\"row\" role=\"rowheader\" "
                  "class=\"num\">");
    stm_markup_u64(out, index + 1);
    STM_HTML(out, "</th><td role=\"cell\"><span class=\"rs\">");
    put_from(view, e, out);
    if (e->direction_known)
        STM_HTML(out, " <span class=\"s q\" aria-hidden=\"true\">\u2192</span>"
                      "<span class=\"vh\">to</span> ");
    else
        STM_HTML(out, " <span class=\"s q\" aria-hidden=\"true\">\u2013</span>"
                      "<span class=\"vh\">and</span> ");
    stm_put_letter(view, stm_view_row(view, e->to), out);
    STM_HTML(out, "</span></td><td role=\"cell\" data-h=\"Derived\">");
    stm_markup_text(out, stm_degree_text(e->degree));
    STM_HTML(out, "</td><td role=\"cell\" class=\"num\" data-h=\"In common\">");
    if (e->share > 0 && isfinite(e->share))
        stm_say_share(out, e->share);
    else
        STM_NOT_MEASURED(out, "not measured");
    STM_HTML(out, "</td><td role=\"cell\" data-h=\"Evidence\">");
    put_evidence(e, out);
    put_beside(view, b, e, out);
    STM_HTML(out, "</td><td role=\"cell\" data-h=\"How sure\">");
    if (!e->direction_known)
        STM_HTML(out, "which way cannot be told");
    else if (e->confidence >= SURE)
        STM_HTML(out, "sure");
    else
        STM_HTML(out, "possible");
    STM_HTML(out, "</td></tr>\n");
}

static void open_table(stm_markup *out)
{
    STM_HTML(out,
             "<table class=\"data stack edges\" role=\"table\"><caption "
             "class=\"vh\">Every line of descent, with its "
             "evidence</caption>\n<colgroup><col class=\"w5\"><col "
             "class=\"w14p\"><col class=\"w9\"><col class=\"w16\"><col><col "
             "class=\"w9\"></colgroup>\n<thead><tr role=\"row\"><th "
             "scope=\"col\" role=\"columnheader\">Line</th><th scope=\"col\" "
             "role=\"columnheader\">From, to</th><th scope=\"col\" "
             "role=\"columnheader\">Derived</th><th scope=\"col\" "
             "role=\"columnheader\">Words in common</th><th scope=\"col\" "
             "role=\"columnheader\">Evidence</th><th scope=\"col\" "
             "role=\"columnheader\">How sure</th></tr></thead><tbody>\n");
}

static void put_table(const stm_view *view, const beside *b, stm_markup *out)
{
    STM_HTML(out, "<h3 class=\"gap\">Every line, with its evidence</h3>\n");
    open_table(out);
    for (uint32_t i = 0; i < view->n_edges && i < LINES_SHOWN; i++)
        put_line(view, b, i, out);
    STM_HTML(out, "</tbody></table>\n");
    if (view->n_edges <= LINES_SHOWN)
        return;
    STM_HTML(out, "<details class=\"more\"><summary>");
    stm_say_count(out, view->n_edges - LINES_SHOWN, STM_LIT("line more"),
                  STM_LIT("lines more"));
    STM_HTML(out, "</summary>");
    open_table(out);
    for (uint32_t i = LINES_SHOWN; i < view->n_edges; i++)
        put_line(view, b, i, out);
    STM_HTML(out, "</tbody></table></details>\n");
}

/* One sentence a text that is not in the pile. */
static void put_lost(const stm_view *view, stm_markup *out)
{
    if (view->n_lost == 0)
        return;
    STM_HTML(out, "<p class=\"words\">");
    for (uint32_t i = 0; i < view->n_lost && i < 8; i++) {
        const stm_lost_origin *o = &view->pile->lost[view->lost[i]];
        const stm_siglum s = stm_siglum_of_lost(i);
        if (i > 0)
            STM_HTML(out, " ");
        if (o->agency.len > 0) {
            stm_markup_bdi(out, o->agency);
            STM_HTML(out, "’s copy (");
        } else if (o->speaker < view->pile->n_speakers) {
            STM_HTML(out, "What ");
            stm_put_speaker(view, o->speaker, out);
            STM_HTML(out, " gave out (");
        } else {
            STM_HTML(out, "One text (");
        }
        stm_markup_text(out, stm_siglum_text(&s));
        STM_HTML(out, ") is not in the pile; ");
        stm_say_words(out, o->n_articles, STM_LIT("report draws"),
                      STM_LIT("reports draw"));
        STM_HTML(out, " on it.");
    }
    STM_HTML(out, "</p>\n");
}

void stm_part_travel(const stm_view *view, stm_markup *out)
{
    STM_HTML(out, "<section class=\"main\" id=\"travel\" "
                  "aria-labelledby=\"travel-h\"><h2 id=\"travel-h\">How it "
                  "travelled</h2>\n<p class=\"deck\">");
    if (view->n_edges == 0) {
        STM_HTML(out, "No report was found to have its wording from another "
                      "or from one text outside the pile.</p>\n");
        STM_HTML(out, "</section>\n");
        return;
    }
    STM_HTML(out, "Who has whose wording. A square ");
    STM_SIGN(out, "16", "tint");
    STM_HTML(out, " is a text, filled from below by the share of its words "
                  "that stand in another; a dashed edge ");
    STM_SIGN(out, "16", "text");
    STM_HTML(out, " means that the text is not in the pile. A thick line is a "
                  "text taken wholly, a thin one partly; a question mark, "
                  "possible. The numbers are rows of the table.</p>\n");
    stm_put_tree(view, out);
    put_lost(view, out);
    stm_arena arena;
    stm_arena_init(&arena, SIZE_MAX);
    beside b = {0};
    stm_pair *pairs = NULL;
    if (!stm_pairs_of_view(view, &arena, &pairs, &b.n))
        stm_markup_fail(out);
    b.pairs = pairs;
    put_table(view, &b, out);
    stm_arena_release(&arena);
    STM_HTML(out, "</section>\n");
}
