#include "report/tree.h"

#include <math.h>

#include "report/page.h"
#include "report/say.h"
#include "report/svg.h"
#include "report/tree_layout.h"
#include "report/view_origins.h"

#include "base/banned.h"

#define WIDE 960.0
#define WIDE_LABEL 200.0 /* room for a name at the left */
#define WIDE_TOP 66.0    /* middle of the first row */
#define WIDE_ROW 40.0
#define NARROW 358.0
#define NARROW_ROW 46.0
#define NARROW_STEP 22.0 /* of a level of descent */
#define NARROW_DEPTH 5u  /* levels that are told apart */
#define SURE 0.8f
#define TICK_APART 62.0 /* least distance of two ticks */

static double wide_y(uint32_t row)
{
    return WIDE_TOP + WIDE_ROW * row;
}

static const stm_edge *edge_of(const stm_view *view, const stm_tree_node *n)
{
    return &view->pile->edges[view->edges[n->edge]];
}

static void put_day_of(int64_t minute, stm_markup *out)
{
    stm_say_day(out, stm_date_from_day_number((int32_t)(minute / 1440)));
}

static void put_panel_name(const stm_tree_panel *p, stm_markup *out)
{
    const int32_t first = (int32_t)(p->begin / 1440);
    const int32_t last = (int32_t)((p->end - 1) / 1440);
    const stm_date from = stm_date_from_day_number(first);
    const stm_date to = stm_date_from_day_number(last);
    STM_SVG_TEXT(out, "b", p->x, 14);
    if (first == last && p->width > 150) {
        put_day_of(p->begin, out);
    } else if (first == last) {
        stm_say_day_short(out, from, p->width > 110 ? 0 : from.year);
    } else {
        if (from.month == to.month && from.year == to.year)
            stm_markup_u64(out, from.day);
        else
            stm_say_day_short(out, from, to.year);
        STM_HTML(out, "\u2013");
        stm_say_day_short(out, to, p->width > 150 ? 0 : to.year);
    }
    STM_HTML(out, "</text>");
}

static int64_t tick_step(const stm_tree_panel *p)
{
    static const int64_t steps[] = {10,   15,    30,    60,    120,
                                    180,  360,   720,   1440,  2880,
                                    7200, 14400, 43200, 525600};
    for (size_t i = 0; i < sizeof steps / sizeof steps[0]; i++) {
        const double px =
            p->width * (double)steps[i] / (double)(p->end - p->begin);
        if (px >= TICK_APART)
            return steps[i];
    }
    return steps[sizeof steps / sizeof steps[0] - 1];
}

static void put_panel(const stm_tree *tree, const stm_tree_panel *p,
                      double height, stm_markup *out)
{
    STM_SVG_LEVEL(out, "inkl", p->x, 34, p->x + p->width);
    put_panel_name(p, out);
    const int64_t step = tick_step(p);
    for (int64_t m = p->begin + (step - p->begin % step) % step; m <= p->end;
         m += step) {
        const double x = stm_tree_x(tree, m);
        STM_HTML(out, "<path class=\"hairl\" d=\"M");
        stm_svg_point(out, x, 34);
        STM_HTML(out, "V");
        stm_markup_fixed(out, height, 1);
        STM_HTML(out, "\"/>");
        if (x > p->x + p->width - 18)
            continue;
        STM_SVG_TEXT(out, "t-q mono sm", x + 3, 29);
        const stm_date when = {.hour = (uint8_t)(m % 1440 / 60),
                               .minute = (uint8_t)(m % 60),
                               .precision = STM_DATE_MINUTE};
        if (step < 1440)
            stm_say_time(out, when);
        else
            stm_say_day_short(
                out, stm_date_from_day_number((int32_t)(m / 1440)),
                stm_date_from_day_number((int32_t)(m / 1440)).year);
        STM_HTML(out, "</text>\n");
    }
}

/* "agency, not in the pile", "time not known", "credits Marram". */
static void put_second_line(const stm_view *view, const stm_tree_node *n,
                            stm_markup *out)
{
    if (n->kind == STM_TREE_LOST) {
        STM_HTML(out, "not in the pile");
        return;
    }
    const stm_article *a = stm_view_article(view, n->row);
    if (n->when == STM_TREE_UNDATED) {
        STM_HTML(out, "day not known");
        return;
    }
    if (n->kind == STM_TREE_STACK)
        STM_HTML(out, "first ");
    if (n->when == STM_TREE_DAY) {
        stm_say_day_short(out, a->published, a->published.year);
        STM_HTML(out, ", time not known");
    } else {
        stm_say_weekday(out, a->published);
        STM_HTML(out, " ");
        stm_say_time(out, a->published);
    }
}

static void put_node_name(const stm_view *view, const stm_tree_node *n,
                          double width, stm_markup *out)
{
    const stm_pile *pile = view->pile;
    if (n->kind == STM_TREE_STACK) {
        stm_say_count(out, n->n_stack, STM_LIT("whole copy"),
                      STM_LIT("whole copies"));
    } else if (n->kind == STM_TREE_REPORT) {
        stm_svg_fit(out, stm_view_outlet_name(view, n->row), width);
    } else if (pile->lost[n->lost].agency.len > 0) {
        stm_svg_fit(out, pile->lost[n->lost].agency, width);
    } else if (pile->lost[n->lost].speaker < pile->n_speakers) {
        stm_svg_fit(out, pile->speakers[pile->lost[n->lost].speaker].name,
                    width);
    } else {
        STM_HTML(out, "A text");
    }
}

static void put_line_title(const stm_view *view, const stm_tree_node *n,
                           stm_markup *out)
{
    const stm_edge *e = edge_of(view, n);
    STM_HTML(out, "<title>Line ");
    stm_markup_u64(out, n->edge + 1);
    STM_HTML(out, ": ");
    stm_markup_text(out, stm_degree_text(e->degree));
    STM_HTML(out, " derived");
    if (e->n_evidence > 0) {
        STM_HTML(out, ". ");
        stm_svg_fit(out, e->evidence[0].text, 1500);
    }
    STM_HTML(out, "</title>");
}

/* A path drawn twice: a wide unseen one to point at, and the line. */
static void put_path(const stm_edge *e, bool seen, stm_markup *out)
{
    if (!seen)
        STM_HTML(out, "<path class=\"hit\" d=\"M");
    else if (e->degree == STM_DEGREE_WHOLLY)
        STM_HTML(out, "<path class=\"c-line wholly\" d=\"M");
    else if (e->confidence < SURE || !e->direction_known)
        STM_HTML(out, "<path class=\"c-line partly dash\" d=\"M");
    else
        STM_HTML(out, "<path class=\"c-line partly\" d=\"M");
}

static void put_elbow(double x, double y, double x2, double y2, stm_markup *out)
{
    stm_svg_point(out, x, y);
    STM_HTML(out, "V");
    stm_markup_fixed(out, y2 - 7, 1);
    STM_HTML(out, "Q");
    stm_svg_point(out, x, y2);
    STM_HTML(out, " ");
    stm_svg_point(out, x + 7, y2);
    STM_HTML(out, "H");
    stm_markup_fixed(out, x2, 1);
    STM_HTML(out, "\"/>");
}

static void put_number(const stm_view *view, const stm_tree_node *n, double x,
                       double y, stm_markup *out)
{
    const stm_edge *e = edge_of(view, n);
    STM_SVG_TEXT(out, "t-c en sm", x, y);
    stm_markup_u64(out, n->edge + 1);
    if (e->confidence < SURE || !e->direction_known)
        STM_HTML(out, "?");
    STM_HTML(out, "</text>");
}

static void put_line(const stm_view *view, const stm_tree_node *n, double x,
                     double y, double x2, double y2, stm_markup *out)
{
    STM_HTML(out, "<a href=\"#e");
    stm_markup_u64(out, n->edge + 1);
    STM_HTML(out, "\">");
    put_line_title(view, n, out);
    put_path(edge_of(view, n), false, out);
    put_elbow(x, y, x2, y2, out);
    put_path(edge_of(view, n), true, out);
    put_elbow(x, y, x2, y2, out);
    put_number(view, n, x2 - 3, y2 - 4, out);
    STM_HTML(out, "</a>\n");
}

/* A report: its square, filled from below by its share. */
static void put_report_sheet(const stm_view *view, const stm_tree_node *n,
                             double x, double y, stm_markup *out)
{
    const stm_view_report *r = &view->reports[n->row];
    const double half = r->siglum.len > 2 ? 14 : r->siglum.len > 1 ? 12 : 10;
    STM_HTML(out, "<a href=\"#");
    stm_put_siglum(view, n->row, out);
    STM_HTML(out, "\"><title>");
    stm_put_siglum(view, n->row, out);
    STM_HTML(out, ", ");
    stm_markup_text(out, stm_view_outlet_name(view, n->row));
    if (isnan(r->share)) {
        STM_HTML(out, ". Wording not compared.");
    } else {
        STM_HTML(out, ". ");
        stm_say_share(out, r->share);
        STM_HTML(out, " of its words stand in another report.");
    }
    STM_HTML(out, "</title>");
    if (n->kind == STM_TREE_STACK) {
        STM_SVG_RECT(out, "sheet", x - half + 6, y - 17, 2 * half, 24);
        STM_SVG_RECT(out, "sheet", x - half + 3, y - 14.5, 2 * half, 24);
    }
    STM_SVG_RECT(out, "ground", x - half, y - 12, 2 * half, 24);
    if (isnan(r->share)) {
        STM_SVG_RECT(out, "unm-f", x - half, y - 12, 2 * half, 24);
        STM_SVG_RECT(out, "ground", x - 6, y - 6.5, 12, 13);
    } else if (r->share > 0.02) {
        const double h = 24 * r->share;
        if (r->is_copy)
            STM_SVG_RECT(out, "c-stripe bare", x - half, y + 12 - h, 2 * half,
                         h);
        else
            STM_SVG_RECT(out, "c-tint", x - half, y + 12 - h, 2 * half, h);
        STM_SVG_LEVEL(out, "c-line", x - half, y + 12 - h, x + half);
    }
    STM_SVG_RECT(out, "inkl", x - half, y - 12, 2 * half, 24);
    if (r->is_copy)
        STM_SVG_TEXT(out, "l sl st", x, y + 4.4);
    else
        STM_SVG_TEXT(out, "l", x, y + 4.4);
    stm_put_siglum(view, n->row, out);
    STM_HTML(out, "</text></a>");
}

static void put_lost_sheet(const stm_view *view, const stm_tree_node *n,
                           double x, double y, stm_markup *out)
{
    const stm_siglum s = stm_view_lost_siglum(view, n->lost);
    if (view->pile->lost[n->lost].agency.len > 0) {
        STM_SVG_RECT(out, "c-stripe bare", x - 10, y - 12, 20, 24);
        STM_SVG_RECT(out, "inkl dash", x - 10, y - 12, 20, 24);
        STM_SVG_TEXT(out, "l sl st", x, y + 4.4);
    } else if (view->pile->lost[n->lost].speaker < view->pile->n_speakers) {
        STM_SVG_CIRCLE(out, "v-ring dash", x, y, 11);
        STM_SVG_TEXT(out, "l", x, y + 4.4);
    } else {
        STM_SVG_RECT(out, "sheet dash", x - 10, y - 12, 20, 24);
        STM_SVG_TEXT(out, "l", x, y + 4.4);
    }
    stm_markup_text(out, stm_siglum_text(&s));
    STM_HTML(out, "</text>");
}

static void put_sheet(const stm_view *view, const stm_tree_node *n, double x,
                      double y, stm_markup *out)
{
    if (n->kind == STM_TREE_LOST)
        put_lost_sheet(view, n, x, y, out);
    else
        put_report_sheet(view, n, x, y, out);
}

/* Hatched: where it may have been, as far as can be told. */
static void put_unknown(const stm_tree *tree, const stm_tree_node *n, double y,
                        stm_markup *out)
{
    if (n->kind == STM_TREE_LOST || n->when == STM_TREE_TIMED)
        return;
    double from = n->x;
    double to = WIDE - 30;
    if (n->when == STM_TREE_DAY) {
        from = stm_tree_x(tree, n->minute - 720);
        to = stm_tree_x(tree, n->minute + 719);
    } else if (n->parent != STM_NONE) {
        from = tree->nodes[n->parent].x + 8;
    }
    if (to - from < 24)
        return;
    STM_SVG_RECT(out, "unm-f bare", from, y - 4, to - from, 8);
}

/* The first voice that this report alone has: asked at first hand. */
static uint32_t own_voice(const stm_view *view, uint32_t row)
{
    for (uint32_t i = 0; i < view->n_voices; i++) {
        if (view->voices[i].n_rows == 1 && view->voices[i].rows[0] == row)
            return view->voices[i].speaker;
    }
    return STM_NONE;
}

/* What stands at the right of a text. */
static void put_remark(const stm_view *view, const stm_tree_node *n, double x,
                       double y, double width, stm_markup *out)
{
    if (width < 60)
        return;
    if (n->kind == STM_TREE_LOST) {
        STM_SVG_TEXT(out, "t-q", x + 20, y + 4.5);
        stm_say_count(out, view->pile->lost[n->lost].n_articles,
                      STM_LIT("report draws on it"),
                      STM_LIT("reports draw on it"));
        STM_HTML(out, "</text>");
        return;
    }
    if (n->kind == STM_TREE_STACK) {
        STM_SVG_TEXT(out, "t-q", x + 26, y + 4.5);
        STM_HTML(out, "and ");
        stm_say_count(out, n->n_stack - 1u, STM_LIT("more"), STM_LIT("more"));
        STM_HTML(out, ", taken whole</text>");
        return;
    }
    const uint32_t voice = own_voice(view, n->row);
    if (voice == STM_NONE)
        return;
    STM_HTML(out, "<path class=\"ground\" d=\"M");
    stm_svg_point(out, x + 16, y - 9);
    STM_HTML(out, "h");
    const stm_slice name = view->pile->speakers[voice].name;
    const double wanted = stm_svg_width(name) + 18;
    stm_markup_fixed(out, wanted < width ? wanted : width, 1);
    STM_HTML(out, "v18H");
    stm_markup_fixed(out, x + 16, 1);
    STM_HTML(out, "z\"/>");
    STM_SVG_CIRCLE(out, "v-ring", x + 23, y, 6);
    STM_SVG_CIRCLE(out, "v-fill", x + 23, y, 3);
    STM_SVG_TEXT(out, "", x + 33, y + 4.5);
    stm_svg_fit(out, name, width - 34);
    STM_HTML(out, "</text>");
}

static void put_wide(const stm_view *view, const stm_tree *tree,
                     stm_markup *out)
{
    const double height = wide_y(tree->n_nodes - 1) + 26;
    STM_HTML(out, "<svg class=\"wide full\" viewBox=\"0 0 ");
    stm_svg_point(out, WIDE, height);
    STM_HTML(out, "\" width=\"960\"");
    STM_SVG_NUMBER(out, "height", height);
    STM_HTML(out, " role=\"group\" aria-label=\"Family tree of the reports on "
                  "an axis of time. Every line is a row of the table "
                  "below.\">\n");
    for (uint32_t i = 0; i < tree->n_panels; i++)
        put_panel(tree, &tree->panels[i], height, out);
    for (uint32_t i = 0; i < tree->n_nodes; i++) {
        const stm_tree_node *n = &tree->nodes[i];
        put_unknown(tree, n, wide_y(i), out);
        STM_SVG_TEXT(out, "b", 0, wide_y(i) - 2);
        put_node_name(view, n, WIDE_LABEL, out);
        STM_HTML(out, "</text>");
        STM_SVG_TEXT(out, "t-q sm", 0, wide_y(i) + 13);
        put_second_line(view, n, out);
        STM_HTML(out, "</text>\n");
    }
    for (uint32_t i = 0; i < tree->n_nodes; i++) {
        const stm_tree_node *n = &tree->nodes[i];
        if (n->parent != STM_NONE)
            put_line(view, n, tree->nodes[n->parent].x, wide_y(n->parent) + 12,
                     n->x - 10, wide_y(i), out);
    }
    for (uint32_t i = 0; i < tree->n_nodes; i++) {
        const stm_tree_node *n = &tree->nodes[i];
        put_remark(view, n, n->x, wide_y(i), WIDE - n->x - 20, out);
        put_sheet(view, n, n->x, wide_y(i), out);
        STM_HTML(out, "\n");
    }
    STM_HTML(out, "</svg>\n");
}

static double narrow_x(const stm_tree_node *n)
{
    const uint32_t depth = n->depth < NARROW_DEPTH ? n->depth : NARROW_DEPTH;
    return 12 + NARROW_STEP * depth;
}

static void put_narrow(const stm_view *view, const stm_tree *tree,
                       stm_markup *out)
{
    const double height = NARROW_ROW * tree->n_nodes + 4;
    STM_HTML(out, "<svg class=\"narrow full\" viewBox=\"0 0 ");
    stm_svg_point(out, NARROW, height);
    STM_HTML(out, "\" width=\"358\"");
    STM_SVG_NUMBER(out, "height", height);
    STM_HTML(out, " role=\"group\" aria-label=\"Family tree of the reports, "
                  "each under the text it has its wording from.\">\n");
    for (uint32_t i = 0; i < tree->n_nodes; i++) {
        const stm_tree_node *n = &tree->nodes[i];
        const double y = NARROW_ROW * i + 22;
        if (n->parent == STM_NONE)
            continue;
        const double x = narrow_x(&tree->nodes[n->parent]);
        put_line(view, n, x, NARROW_ROW * n->parent + 34,
                 narrow_x(n) > x ? narrow_x(n) - 8 : x + 8, y, out);
    }
    for (uint32_t i = 0; i < tree->n_nodes; i++) {
        const stm_tree_node *n = &tree->nodes[i];
        const double y = NARROW_ROW * i + 22;
        const double x = narrow_x(n) + (n->parent == STM_NONE ? 0 : 6);
        put_sheet(view, n, x, y, out);
        const double label = x + (n->kind == STM_TREE_STACK ? 24 : 20);
        STM_SVG_TEXT(out, "b", label, y - 2);
        put_node_name(view, n, NARROW - label, out);
        STM_HTML(out, "</text>");
        STM_SVG_TEXT(out, "t-q sm", label, y + 14);
        put_second_line(view, n, out);
        STM_HTML(out, "</text>\n");
    }
    STM_HTML(out, "</svg>");
}

static void put_left_out(const stm_tree *tree, stm_markup *out)
{
    if (tree->n_left_out == 0 && tree->n_cut == 0)
        return;
    STM_HTML(out, "<figcaption class=\"kick\">");
    if (tree->n_left_out > 0) {
        STM_HTML(out, "Not drawn: ");
        stm_say_words(out, tree->n_left_out, STM_LIT("report"),
                      STM_LIT("reports"));
        STM_HTML(out, " without any line.");
    }
    if (tree->n_cut > 0) {
        STM_HTML(out, " In the table alone: ");
        stm_say_words(out, tree->n_cut, STM_LIT("text more"),
                      STM_LIT("texts more"));
        STM_HTML(out, ".");
    }
    STM_HTML(out, "</figcaption>");
}

void stm_put_tree(const stm_view *view, stm_markup *out)
{
    stm_arena arena;
    stm_arena_init(&arena, SIZE_MAX);
    stm_tree tree;
    if (!stm_tree_from_view(view, &arena, &tree)) {
        stm_markup_fail(out);
    } else if (tree.n_nodes > 0) {
        STM_HTML(out, "<figure class=\"tree\">");
        put_wide(view, &tree, out);
        put_narrow(view, &tree, out);
        put_left_out(&tree, out);
        STM_HTML(out, "</figure>\n");
    }
    stm_arena_release(&arena);
}
