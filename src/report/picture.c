#include "report/picture.h"

#include <math.h>

#include "base/size.h"
#include "report/page.h"
#include "report/say.h"
#include "report/strip.h"
#include "report/svg.h"
#include "report/view_origins.h"

#include "base/banned.h"

/*
 *   0       52            174  192        246  260            378
 *   [B]     Coast Today ───────█▓
 *   [C]     Daily Lantern ─────█▓─────────(o)  harbour authority
 *   [A][H]  Wrenmouth Log ~~~~~~~~~~~~~~~~/
 *
 * A line of the drawing is a unit: an outlet with its reports; one report
 * in a thin line where there are more than 14; all reports that carry the
 * same origins where there are more than 60.
 */
#define WIDTH 378.0
#define LABEL_X 52.0
#define FROM_X 178.0
#define BAR_X 192.0
#define BAR_WIDTH 9.0
#define RING_X 246.0
#define NAME_X 260.0
#define TOP 96.0
#define AGENCY_WIDTH 140.0          /* of its name, bold, over its bar */
#define THIN_OVER STM_STRIP_LETTERS /* reports beyond which units are thin */
#define FOLD_OVER 60u               /* beyond which they are folded */
#define UNITS_SHOWN 14u             /* where folded; the last holds the rest */
#define ORIGINS_SHOWN 9u
#define SHEETS_SHOWN 6u /* squares of one outlet */

typedef struct unit {
    uint32_t first; /* its first report's row */
    uint32_t n_reports;
    uint32_t agency;  /* the first row with the same agency, or STM_NONE */
    uint64_t carries; /* bit i: origin i of those shown */
    bool wholly;      /* an agency's text taken whole */
    bool is_read;
    double y; /* middle of its line */
} unit;

typedef struct layout {
    const stm_view *view;
    unit *units;
    uint32_t *unit_of; /* unit_of[n_reports] */
    uint32_t n_units;
    uint32_t n_origins; /* shown */
    double origin_y[ORIGINS_SHOWN];
    uint32_t origin_at[ORIGINS_SHOWN]; /* origins from the top down */
    double pitch;
    double height;
    bool thin;
    bool folded;
} layout;

static uint32_t agency_of(const stm_view *view, uint32_t row)
{
    const stm_slice agency = view->reports[row].agency;
    if (agency.len == 0)
        return STM_NONE;
    for (uint32_t i = 0; i < row; i++) {
        if (stm_slice_eq(view->reports[i].agency, agency))
            return i;
    }
    return row;
}

static uint64_t origins_of(const stm_view *view, uint32_t row, uint32_t shown)
{
    uint64_t bits = 0;
    for (uint32_t i = 0; i < shown; i++) {
        for (uint32_t k = 0; k < view->drawn[i].n_rows; k++) {
            if (view->drawn[i].rows[k] == row)
                bits |= (uint64_t)1 << i;
        }
    }
    return bits;
}

static bool takes_whole(const stm_view *view, uint32_t row)
{
    for (uint32_t i = 0; i < view->n_edges; i++) {
        const stm_edge *e = &view->pile->edges[view->edges[i]];
        if (e->degree == STM_DEGREE_WHOLLY && stm_view_row(view, e->to) == row)
            return true;
    }
    return false;
}

/* The unit that the report in `row` joins, or a new one. */
static unit *join_unit(layout *l, uint32_t row, uint32_t agency,
                       uint64_t carries)
{
    const stm_view *view = l->view;
    for (uint32_t i = 0; i < l->n_units && !(l->thin && !l->folded); i++) {
        unit *u = &l->units[i];
        const bool same =
            l->folded
                ? u->agency == agency && u->carries == carries &&
                      u->is_read == view->reports[row].is_read
                : view->reports[u->first].outlet == view->reports[row].outlet;
        if (same)
            return u;
    }
    unit *u = &l->units[l->n_units++];
    *u = (unit){.first = row, .agency = STM_NONE, .carries = 0};
    return u;
}

static void make_units(layout *l)
{
    const stm_view *view = l->view;
    for (uint32_t row = 0; row < view->n_reports; row++) {
        const uint64_t carries = origins_of(view, row, l->n_origins);
        const uint32_t agency = agency_of(view, row);
        unit *u = join_unit(l, row, agency, carries);
        l->unit_of[row] = (uint32_t)(u - l->units);
        u->n_reports++;
        u->carries |= carries;
        u->is_read |= view->reports[row].is_read;
        u->wholly |= takes_whole(view, row);
        if (u->agency == STM_NONE)
            u->agency = agency;
    }
}

static bool comes_before(const layout *l, const unit *a, const unit *b)
{
    if (a->is_read != b->is_read)
        return a->is_read;
    if (a->agency != b->agency)
        return a->agency < b->agency;
    if (l->folded && a->n_reports != b->n_reports)
        return a->n_reports > b->n_reports;
    if (l->thin && a->carries != b->carries) {
        /* those of the best-carried origin first */
        const uint64_t first =
            (a->carries ^ b->carries) & (~(a->carries ^ b->carries) + 1);
        return (a->carries & first) != 0;
    }
    return a->first < b->first;
}

static void sort_units(const layout *l)
{
    for (uint32_t i = 1; i < l->n_units; i++) {
        const unit item = l->units[i];
        uint32_t k = i;
        for (; k > 0 && comes_before(l, &item, &l->units[k - 1]); k--)
            l->units[k] = l->units[k - 1];
        l->units[k] = item;
    }
}

static void fold_rest(layout *l)
{
    if (!l->folded || l->n_units <= UNITS_SHOWN)
        return;
    unit *last = &l->units[UNITS_SHOWN - 1];
    for (uint32_t i = UNITS_SHOWN; i < l->n_units; i++) {
        last->n_reports += l->units[i].n_reports;
        last->carries |= l->units[i].carries;
        if (l->units[i].agency != last->agency)
            last->agency = STM_NONE;
    }
    l->n_units = UNITS_SHOWN;
}

static void place_units(layout *l)
{
    double y = TOP;
    for (uint32_t i = 0; i < l->n_units; i++) {
        unit *u = &l->units[i];
        const unit *before = i == 0 ? NULL : &l->units[i - 1];
        if (before != NULL) {
            y += l->pitch;
            if (u->agency != STM_NONE && u->agency != before->agency)
                y += 18; /* the agency's name */
            else if (u->is_read != before->is_read ||
                     u->agency != before->agency)
                y += 6;
        }
        u->y = y;
    }
    l->height = y + 18;
}

static double wanted_y(const layout *l, uint32_t origin)
{
    double sum = 0;
    uint32_t n = 0;
    for (uint32_t i = 0; i < l->n_units; i++) {
        if (l->units[i].carries >> origin & 1) {
            sum += l->units[i].y;
            n++;
        }
    }
    return n == 0 ? TOP : sum / n;
}

/* Origins at the mean height of who carries them, kept 30 px apart. */
static void place_origins(layout *l)
{
    for (uint32_t i = 0; i < l->n_origins; i++) {
        const double y = wanted_y(l, i);
        uint32_t k = i;
        for (; k > 0 && wanted_y(l, l->origin_at[k - 1]) > y; k--)
            l->origin_at[k] = l->origin_at[k - 1];
        l->origin_at[k] = i;
    }
    double y = TOP - 30;
    for (uint32_t i = 0; i < l->n_origins; i++) {
        const double wanted = wanted_y(l, l->origin_at[i]);
        y = wanted > y + 30 ? wanted : y + 30;
        l->origin_y[l->origin_at[i]] = y;
    }
    /* those that ran over the end move up together */
    double floor = l->height - 18;
    const double need = TOP + 30 * (l->n_origins - 1.0);
    if (need > floor)
        floor = need;
    for (uint32_t i = l->n_origins; i-- > 0;) {
        double *at = &l->origin_y[l->origin_at[i]];
        if (*at > floor)
            *at = floor;
        floor = *at - 30;
    }
    for (uint32_t i = 0; i < l->n_origins; i++) {
        if (l->origin_y[i] + 18 > l->height)
            l->height = l->origin_y[i] + 18;
    }
}

static void put_figure(double x, stm_slice one, stm_slice many, uint64_t low,
                       uint64_t high, stm_markup *out)
{
    STM_SVG_TEXT(out, "big", x, 25);
    stm_say_range(out, low, high);
    STM_HTML(out, "</text>");
    STM_SVG_TEXT(out, "t-q", x, 42);
    stm_markup_text(out, high == 1 ? one : many);
    STM_HTML(out, "</text>");
}

static void put_under(double x, uint64_t n, stm_slice one, stm_slice many,
                      stm_markup *out)
{
    STM_SVG_TEXT(out, "t-q", x, 58);
    stm_say_count(out, n, one, many);
    STM_HTML(out, "</text>");
}

static void put_figures(const stm_view *view, stm_markup *out)
{
    const double second = view->n_reports < 100 ? LABEL_X + 8 : LABEL_X + 20;
    put_figure(0, STM_LIT("report"), STM_LIT("reports"), view->n_reports,
               view->n_reports, out);
    put_figure(second, STM_LIT("outlet,"), STM_LIT("outlets,"), view->n_outlets,
               view->n_outlets, out);
    put_under(second, view->n_families, STM_LIT("family"), STM_LIT("families"),
              out);
    if (view->measured && view->high > 0) {
        put_figure(237, STM_LIT("origin,"), STM_LIT("origins,"), view->low,
                   view->high, out);
    } else if (view->measured) {
        STM_SVG_TEXT(out, "t-q", 237, 42);
        STM_HTML(out, "nobody named,</text>");
    } else {
        STM_SVG_RECT(out, "unm-f", 237, 6, 34, 20);
        STM_SVG_TEXT(out, "t-q", 237, 42);
        if (view->n_shared == 0 && view->n_read >= 2)
            STM_HTML(out, "no shared claim,</text>");
        else
            STM_HTML(out, "not measured,</text>");
    }
    if (stm_view_knows_voices(view)) {
        put_under(237, view->n_voices, STM_LIT("voice"), STM_LIT("voices"),
                  out);
    } else {
        STM_SVG_TEXT(out, "t-q", 237, 58);
        STM_HTML(out, "voices not told</text>");
    }
}

static void put_curve(const char *cls, double x, double y, double x2, double y2,
                      stm_markup *out)
{
    const double middle = (x + x2) / 2;
    STM_HTML(out, "<path");
    STM_HTML_ATTR(out, "class", stm_slice_from_cstr(cls));
    STM_HTML(out, " d=\"M");
    stm_svg_point(out, x, y);
    STM_HTML(out, "C");
    stm_svg_point(out, middle, y);
    STM_HTML(out, " ");
    stm_svg_point(out, middle, y2);
    STM_HTML(out, " ");
    stm_svg_point(out, x2, y2);
    STM_HTML(out, "\"/>\n");
}

/* How many units of an agency carry `origin`. */
static uint32_t carried_by_agency(const layout *l, uint32_t agency,
                                  uint32_t origin)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < l->n_units; i++)
        n +=
            l->units[i].agency == agency && (l->units[i].carries >> origin & 1);
    return n;
}

/* Where lines are many each is faint, so that their run can be seen. */
static const char *line_class(const layout *l, uint32_t origin)
{
    if (l->view->drawn[origin].kind == STM_ORIGIN_UNCLEAR)
        return l->thin && !l->folded ? "q-line dash faint" : "q-line dash";
    return l->thin && !l->folded ? "v-line faint" : "v-line";
}

static double from_x(const layout *l)
{
    return l->thin && !l->folded ? 14 : FROM_X;
}

/* Lines from units to origins, but for those that run by an agency. */
static void put_lines(const layout *l, stm_markup *out)
{
    for (uint32_t i = 0; i < l->n_units; i++) {
        const unit *u = &l->units[i];
        for (uint32_t o = 0; o < l->n_origins; o++) {
            if (!(u->carries >> o & 1))
                continue;
            if (u->agency != STM_NONE && carried_by_agency(l, u->agency, o) > 1)
                continue;
            put_curve(line_class(l, o), from_x(l), u->y, RING_X - 8,
                      l->origin_y[o], out);
        }
        if (u->agency == STM_NONE)
            continue;
        if (u->wholly)
            STM_HTML(out, "<path class=\"c-line wholly\" d=\"M");
        else
            STM_HTML(out, "<path class=\"c-line partly\" d=\"M");
        stm_svg_point(out, from_x(l), u->y);
        STM_HTML(out, "H");
        stm_markup_fixed(out, BAR_X, 1);
        STM_HTML(out, "\"/>");
    }
}

/* A bar an agency, and one line from it to each origin it brings. */
static void put_agencies(const layout *l, stm_markup *out)
{
    for (uint32_t i = 0; i < l->n_units;) {
        const uint32_t agency = l->units[i].agency;
        uint32_t end = i + 1;
        while (end < l->n_units && l->units[end].agency == agency)
            end++;
        if (agency == STM_NONE) {
            i = end;
            continue;
        }
        const double top = l->units[i].y - (l->thin ? 5 : 10);
        const double bottom = l->units[end - 1].y + (l->thin ? 5 : 10);
        for (uint32_t o = 0; o < l->n_origins; o++) {
            if (carried_by_agency(l, agency, o) > 1)
                put_curve(line_class(l, o), BAR_X + BAR_WIDTH,
                          (top + bottom) / 2, RING_X - 8, l->origin_y[o], out);
        }
        STM_SVG_RECT(out, "c-stripe", BAR_X, top, BAR_WIDTH, bottom - top);
        STM_HTML(out, "<text class=\"t-c b mid\"");
        STM_SVG_NUMBER(out, "x", BAR_X + BAR_WIDTH / 2);
        STM_SVG_NUMBER(out, "y", top - 6);
        STM_HTML(out, ">");
        stm_svg_fit(out, l->view->reports[agency].agency, AGENCY_WIDTH);
        STM_HTML(out, "</text>\n");
        i = end;
    }
}

static void put_sheet_with_letter(const layout *l, uint32_t row, double x,
                                  double y, stm_markup *out)
{
    const stm_view *view = l->view;
    const double width = view->reports[row].siglum.len > 1 ? 22 : 17;
    STM_HTML(out, "<a href=\"#");
    stm_put_siglum(view, row, out);
    STM_HTML(out, "\">");
    if (view->reports[row].is_read) {
        STM_SVG_RECT(out, "sheet", x + 0.5, y - 9.5, width, 19);
    } else {
        STM_SVG_RECT(out, "unm-f unm-edge", x + 0.5, y - 9.5, width, 19);
        STM_SVG_RECT(out, "ground", x + 4, y - 6, 10, 12);
    }
    STM_SVG_TEXT(out, "l", x + 0.5 + width / 2, y + 4.3);
    stm_put_siglum(view, row, out);
    STM_HTML(out, "</text></a>");
}

static void put_outlet(const layout *l, uint32_t index, stm_markup *out)
{
    const stm_view *view = l->view;
    const unit *u = &l->units[index];
    double x = 0;
    uint32_t shown = 0;
    for (uint32_t row = 0; row < view->n_reports; row++) {
        if (view->reports[row].outlet != view->reports[u->first].outlet ||
            shown == SHEETS_SHOWN)
            continue;
        put_sheet_with_letter(l, row, x, u->y, out);
        x += view->reports[row].siglum.len > 1 ? 24 : 19;
        shown++;
    }
    const double label = x + 14 > LABEL_X ? x + 4 : LABEL_X;
    STM_SVG_TEXT(out, "", label, u->y + 4.4);
    stm_slice name = stm_view_outlet_name(view, u->first);
    if (stm_slice_starts(name, STM_LIT("The ")))
        name = stm_slice_sub(name, 4, name.len);
    stm_svg_fit(out, name, FROM_X - label - 4);
    STM_HTML(out, "</text>\n");
}

static void put_folded(const layout *l, uint32_t index, stm_markup *out)
{
    const unit *u = &l->units[index];
    if (u->is_read)
        STM_SVG_RECT(out, "sheet", 0.5, u->y - 9.5, 17, 19);
    else
        STM_SVG_RECT(out, "unm-f unm-edge", 0.5, u->y - 9.5, 17, 19);
    STM_SVG_RECT(out, "sheet", 3.5, u->y - 6.5, 17, 19);
    STM_SVG_TEXT(out, "", LABEL_X - 20, u->y + 4.4);
    stm_say_count(out, u->n_reports, STM_LIT("report"), STM_LIT("reports"));
    if (u->carries == 0 && u->is_read)
        STM_HTML(out, ", other origins");
    STM_HTML(out, "</text>\n");
}

static void put_thin(const layout *l, uint32_t index, stm_markup *out)
{
    const unit *u = &l->units[index];
    STM_HTML(out, "<a href=\"#");
    stm_put_siglum(l->view, u->first, out);
    STM_HTML(out, "\"><title>");
    stm_put_siglum(l->view, u->first, out);
    STM_HTML(out, ", ");
    stm_markup_text(out, stm_view_outlet_name(l->view, u->first));
    STM_HTML(out, "</title>");
    if (u->is_read)
        STM_SVG_RECT(out, "sheet", 0.5, u->y - 2, 12, 4);
    else
        STM_SVG_RECT(out, "unm-f", 0.5, u->y - 2, 12, 4);
    STM_HTML(out, "</a>");
}

static void put_units(const layout *l, stm_markup *out)
{
    for (uint32_t i = 0; i < l->n_units; i++) {
        if (l->folded)
            put_folded(l, i, out);
        else if (l->thin)
            put_thin(l, i, out);
        else
            put_outlet(l, i, out);
        if (!l->units[i].is_read && !l->thin) {
            STM_SVG_RECT(out, "unm-f", RING_X - 8, l->units[i].y - 8, 16, 16);
            STM_SVG_TEXT(out, "t-q", NAME_X, l->units[i].y + 4.4);
            STM_HTML(out, "not read</text>\n");
        }
    }
}

static void put_name(const stm_view *view, const stm_view_origin *o,
                     double width, stm_markup *out)
{
    const stm_origin as_claim = {
        .kind = o->kind, .speaker = o->speaker, .agency = o->agency};
    stm_view_put_origin_name(view, &as_claim, o->outlet, width, out);
    if (o->n_merged > 1) {
        STM_HTML(out, " (");
        stm_markup_u64(out, o->n_merged);
        STM_HTML(out, ")");
    }
}

static void put_ring(const stm_view_origin *o, double x, double y, double r,
                     stm_markup *out)
{
    if (o->kind == STM_ORIGIN_UNCLEAR) {
        STM_SVG_CIRCLE(out, "ground q-line dash", x, y, r);
        if (r < 7)
            return;
        STM_SVG_TEXT(out, "l t-ink", x, y + 4);
        STM_HTML(out, "?</text>");
        return;
    }
    if (o->is_lost)
        STM_SVG_CIRCLE(out, "v-ring dash", x, y, r);
    else
        STM_SVG_CIRCLE(out, "v-ring", x, y, r);
    STM_SVG_CIRCLE(out, "v-fill", x, y, r / 2);
}

static void put_origins(const layout *l, stm_markup *out)
{
    for (uint32_t i = 0; i < l->n_origins; i++) {
        const stm_view_origin *o = &l->view->drawn[i];
        put_ring(o, RING_X, l->origin_y[i], 8, out);
        if (o->kind == STM_ORIGIN_UNCLEAR)
            STM_SVG_TEXT(out, "t-q", NAME_X, l->origin_y[i] + 4.4);
        else
            STM_SVG_TEXT(out, "", NAME_X, l->origin_y[i] + 4.4);
        put_name(l->view, o, WIDTH - NAME_X, out);
        STM_HTML(out, "</text>\n");
    }
    const uint32_t more = l->view->n_drawn - l->n_origins;
    if (more > 0) {
        STM_SVG_TEXT(out, "t-q", RING_X - 8, l->height - 6);
        STM_HTML(out, "and ");
        stm_say_count(out, more, STM_LIT("origin more"),
                      STM_LIT("origins more"));
        STM_HTML(out, "</text>\n");
    }
}

static void put_words(const stm_view *view, uint32_t shown, stm_markup *out)
{
    stm_say_count(out, view->n_reports, STM_LIT("report"), STM_LIT("reports"));
    STM_HTML(out, ", ");
    stm_say_count(out, view->n_outlets, STM_LIT("outlet"), STM_LIT("outlets"));
    for (uint32_t i = 0; i < shown; i++) {
        const stm_view_origin *o = &view->drawn[i];
        STM_HTML(out, ". ");
        put_name(view, o, 400, out);
        STM_HTML(out, ": ");
        for (uint32_t k = 0; k < o->n_rows && k < 40; k++) {
            if (k > 0)
                STM_HTML(out, ", ");
            stm_put_siglum(view, o->rows[k], out);
        }
    }
    if (view->n_read < view->n_reports) {
        STM_HTML(out, ". Not read: ");
        stm_markup_u64(out, view->n_reports - view->n_read);
    }
}

static void put_drawing(const layout *l, stm_markup *out)
{
    STM_HTML(out, "<figure class=\"hg\"><svg class=\"glass full\" "
                  "viewBox=\"0 0 ");
    stm_svg_point(out, WIDTH, l->height);
    STM_HTML(out, "\"");
    STM_SVG_NUMBER(out, "width", WIDTH);
    STM_SVG_NUMBER(out, "height", l->height);
    STM_HTML(out, " role=\"group\" aria-label=\"");
    put_words(l->view, l->n_origins, out);
    STM_HTML(out, "\">\n");
    put_figures(l->view, out);
    put_lines(l, out);
    put_agencies(l, out);
    put_units(l, out);
    put_origins(l, out);
    STM_HTML(out, "</svg>\n<figcaption>");
    STM_SIGN(out, "16", "own");
    STM_HTML(out, " an origin, dashed ");
    STM_SIGN(out, "16", "lost");
    STM_HTML(out, " if its own text is not in the pile. Lines show who carries "
                  "whom; thick, a text taken whole.</figcaption></figure>\n");
}

void stm_put_picture(const stm_view *view, stm_markup *out)
{
    stm_arena arena;
    stm_arena_init(&arena, SIZE_MAX);
    layout l = {.view = view,
                .n_origins = stm_min_u32(view->n_drawn, ORIGINS_SHOWN),
                .thin = view->n_reports > THIN_OVER,
                .folded = view->n_reports > FOLD_OVER};
    l.pitch = l.thin && !l.folded ? 6 : 27;
    l.units = stm_arena_alloc(&arena, view->n_reports, sizeof *l.units);
    l.unit_of = stm_arena_alloc(&arena, view->n_reports, sizeof *l.unit_of);
    if (arena.failed) {
        stm_markup_fail(out);
    } else {
        make_units(&l);
        sort_units(&l);
        fold_rest(&l);
        place_units(&l);
        place_origins(&l);
        if (view->n_drawn > l.n_origins)
            l.height += 24;
        put_drawing(&l, out);
    }
    stm_arena_release(&arena);
}

#define SMALL_WIDTH 320.0
#define SMALL_LINES 5u

/* Columns of the small picture. */
typedef struct columns {
    double pitch;
    double width;
    double radius;
    bool drawn; /* false: bars stand for them */
} columns;

static columns columns_of(uint32_t n)
{
    if (n <= STM_STRIP_LETTERS)
        return (columns){15, 15.0 * n, 4.75, true};
    if (n <= FOLD_OVER)
        return (columns){190.0 / n, 190, fmin(4, 95.0 / n - 0.2), true};
    return (columns){0, 190, 4, false};
}

static double column_x(const columns *c, uint32_t row)
{
    return c->pitch * row + c->pitch / 2 - 0.5;
}

static void put_sheets(const stm_view *view, const columns *c, stm_markup *out)
{
    if (!c->drawn) {
        STM_SVG_RECT(out, "sheet", 0.5, 2, c->width, 13);
        return;
    }
    const double width = c->pitch >= 15 ? 10 : c->pitch - 1;
    for (uint32_t row = 0; row < view->n_reports; row++) {
        const double x = column_x(c, row) - width / 2;
        if (view->reports[row].is_read)
            STM_SVG_RECT(out, "sheet", x, 2, width, 13);
        else
            STM_SVG_RECT(out, "unm-f", x, 2, width, 13);
    }
}

/* Stripes behind neighbours that hold agency copy. */
static void put_small_stripes(const stm_view *view, const columns *c,
                              const stm_view_origin *o, double y,
                              stm_markup *out)
{
    for (uint32_t i = 0; i < o->n_rows;) {
        uint32_t end = i;
        while (end < o->n_rows && view->reports[o->rows[end]].is_copy &&
               o->rows[end] == o->rows[i] + (end - i))
            end++;
        if (end > i)
            STM_SVG_RECT(out, "c-stripe",
                         column_x(c, o->rows[i]) - c->pitch / 2, y - 7,
                         (end - i) * c->pitch, 14);
        i = end > i ? end : i + 1;
    }
}

static void put_small_line(const stm_view *view, const columns *c,
                           const stm_view_origin *o, double y, stm_markup *out)
{
    const double ring = c->width + 14;
    if (c->drawn) {
        if (o->kind == STM_ORIGIN_UNCLEAR)
            STM_SVG_LEVEL(out, "q-line dash", column_x(c, o->rows[0]), y,
                          ring - 6);
        else
            STM_SVG_LEVEL(out, "v-line", column_x(c, o->rows[0]), y, ring - 6);
        put_small_stripes(view, c, o, y, out);
        for (uint32_t k = 0; k < o->n_rows; k++) {
            if (o->kind == STM_ORIGIN_UNCLEAR)
                STM_SVG_CIRCLE(out, "v-open", column_x(c, o->rows[k]), y,
                               c->radius - 0.7);
            else
                STM_SVG_CIRCLE(out, "v-fill", column_x(c, o->rows[k]), y,
                               c->radius);
        }
    } else {
        STM_SVG_RECT(out, "bar-ground", 0, y - 4, c->width, 8);
        STM_SVG_RECT(out, "v-fill", 0, y - 4,
                     c->width * o->n_rows / view->n_reports, 8);
    }
    put_ring(o, ring, y, 6, out);
    if (o->kind == STM_ORIGIN_UNCLEAR)
        STM_SVG_TEXT(out, "t-q", ring + 11, y + 4.4);
    else
        STM_SVG_TEXT(out, "", ring + 11, y + 4.4);
    put_name(view, o, SMALL_WIDTH - ring - 11, out);
    STM_HTML(out, "</text>");
}

void stm_put_small_picture(const stm_view *view, stm_markup *out)
{
    const uint32_t lines = stm_min_u32(view->n_drawn, SMALL_LINES);
    const uint32_t more = view->n_drawn - lines;
    const columns c = columns_of(view->n_reports);
    const double height = 24 + 17.0 * lines + (more > 0 ? 17 : 0);
    STM_HTML(out, "<svg class=\"pic\" viewBox=\"0 0 ");
    stm_svg_point(out, SMALL_WIDTH, height);
    STM_HTML(out, "\"");
    STM_SVG_NUMBER(out, "width", SMALL_WIDTH);
    STM_SVG_NUMBER(out, "height", height);
    STM_HTML(out, " role=\"img\" aria-label=\"");
    put_words(view, lines, out);
    STM_HTML(out, "\">");
    put_sheets(view, &c, out);
    for (uint32_t i = 0; i < lines; i++)
        put_small_line(view, &c, &view->drawn[i], 34 + 17.0 * i, out);
    if (more > 0) {
        STM_SVG_TEXT(out, "t-q", 0, height - 5);
        STM_HTML(out, "and ");
        stm_say_count(out, more, STM_LIT("origin more"),
                      STM_LIT("origins more"));
        STM_HTML(out, "</text>");
    }
    STM_HTML(out, "</svg>");
}
