#include "report/strip.h"

#include "base/size.h"
#include "report/view_origins.h"
#include "report/page.h"
#include "report/say.h"
#include "report/svg.h"

#include "base/banned.h"

#define WIDTH 392.0 /* of a claim's strip: the column is so wide */
#define VOICE_WIDTH 250.0
#define DOTS_A_LINE 30u
#define DOT_PITCH 7.2
#define DOT_LINE 9.0
#define BAR 216.0 /* length of the bar where nothing is drawn */
#define ORIGINS_DRAWN 16u

/* Where a report's disc stands: measures of one strip. */
typedef struct grid {
    double pitch; /* from column to column */
    double radius;
    double line;       /* height of one line of columns */
    uint32_t per_line; /* columns a line */
    uint32_t n_lines;  /* lines one origin takes */
    double width;      /* of all columns */
    bool letters;      /* discs bear letters */
    bool drawn;        /* false: a bar stands for the columns */
} grid;

static grid grid_of(uint32_t n)
{
    grid g = {.pitch = 24,
              .radius = 10,
              .line = 28,
              .per_line = n,
              .n_lines = 1,
              .letters = true,
              .drawn = true};
    if (n > STM_STRIP_DRAWN) {
        g.drawn = false;
        g.letters = false;
        g.width = BAR;
        g.line = 20;
        return g;
    }
    if (n > STM_STRIP_LETTERS) {
        g.pitch = DOT_PITCH;
        g.radius = 3;
        g.letters = false;
        g.per_line = DOTS_A_LINE;
        g.n_lines = (n + DOTS_A_LINE - 1) / DOTS_A_LINE;
        g.line = g.n_lines == 1 ? 20 : DOT_LINE;
        g.width = DOTS_A_LINE * DOT_PITCH;
        return g;
    }
    if (n > 9) {
        g.pitch = 19.5;
        g.radius = 8.6;
    }
    g.width = n * g.pitch;
    return g;
}

static double height_of(const grid *g)
{
    return g->n_lines * g->line + (g->n_lines > 1 ? 8 : 0);
}

static double column(const grid *g, uint32_t row)
{
    return 1 + (row % g->per_line) * g->pitch + g->pitch / 2 - 1;
}

static double level(const grid *g, double top, uint32_t row)
{
    return top + (row / g->per_line) * g->line + g->line / 2 + 1;
}

static void put_open(stm_markup *out, double width, double height)
{
    STM_HTML(out, " viewBox=\"0 0 ");
    stm_svg_point(out, width, height);
    STM_HTML(out, "\"");
    STM_SVG_NUMBER(out, "width", width);
    STM_SVG_NUMBER(out, "height", height);
    STM_HTML(out, " role=\"group\"");
}

static void put_target(const stm_view *view, const stm_disc *disc,
                       stm_markup *out)
{
    STM_HTML(out, "<a href=\"#");
    if (stm_span_is_empty(disc->span))
        stm_put_siglum(view, disc->row, out);
    else
        stm_put_span_id(view, disc->row, disc->span, out);
    STM_HTML(out, "\"><title>");
    stm_put_siglum(view, disc->row, out);
    STM_HTML(out, ", ");
    stm_markup_text(out, stm_view_outlet_name(view, disc->row));
    if (disc->open)
        STM_HTML(out, ": nobody named");
    STM_HTML(out, "</title>");
}

static void put_disc(const stm_view *view, const grid *g, double top,
                     const stm_disc *disc, stm_markup *out)
{
    const double x = column(g, disc->row);
    const double y = level(g, top, disc->row);
    put_target(view, disc, out);
    if (disc->open)
        STM_SVG_CIRCLE(out, "v-open", x, y, g->radius - 0.8);
    else
        STM_SVG_CIRCLE(out, "v-fill", x, y, g->radius);
    if (g->letters) {
        if (disc->open)
            STM_SVG_TEXT(out, "l t-v", x, y + 4.3);
        else
            STM_SVG_TEXT(out, "d", x, y + 4.3);
        stm_put_siglum(view, disc->row, out);
        STM_HTML(out, "</text>");
    }
    STM_HTML(out, "</a>");
}

static void put_square(const stm_view *view, const grid *g, double top,
                       const stm_disc *disc, stm_markup *out)
{
    const double x = column(g, disc->row);
    const double y = level(g, top, disc->row);
    put_target(view, disc, out);
    if (g->letters) {
        STM_SVG_RECT(out, "sheet", x - g->radius + 1.5, y - 9.5,
                     2 * g->radius - 3, 19);
        STM_SVG_TEXT(out, "l", x, y + 4.3);
        stm_put_siglum(view, disc->row, out);
        STM_HTML(out, "</text>");
    } else {
        STM_SVG_RECT(out, "sheet", x - 2.5, y - 3, 5, 6);
    }
    STM_HTML(out, "</a>");
}

static bool has_disc(const stm_disc *discs, uint32_t n, uint32_t row)
{
    for (uint32_t i = 0; i < n; i++) {
        if (discs[i].row == row)
            return true;
    }
    return false;
}

static bool was_read(const stm_view *view, uint32_t row, bool of_voices)
{
    return of_voices ? view->reports[row].is_heard : view->reports[row].is_read;
}

/* A small dot under each report that was read and does not have it. */
static void put_zeros(const stm_view *view, const grid *g,
                      const stm_disc *discs, uint32_t n, bool of_voices,
                      stm_markup *out)
{
    bool begun = false;
    for (uint32_t row = 0; row < view->n_reports; row++) {
        if (!was_read(view, row, of_voices) || has_disc(discs, n, row))
            continue;
        if (!begun && g->letters)
            STM_HTML(out, "<path class=\"zero\" d=\"");
        else if (!begun)
            STM_HTML(out, "<path class=\"zero small\" d=\"");
        begun = true;
        STM_HTML(out, "M");
        stm_svg_point(out, column(g, row), level(g, 0, row));
        STM_HTML(out, "h.01");
    }
    if (begun)
        STM_HTML(out, "\"/>");
}

/* A hatched column for each report that was not read. */
static void put_unread(const stm_view *view, const grid *g, double height,
                       bool of_voices, stm_markup *out)
{
    for (uint32_t row = 0; row < view->n_reports; row++) {
        if (was_read(view, row, of_voices))
            continue;
        const double half = g->letters ? 8.5 : 2.8;
        const double x = column(g, row);
        STM_HTML(out, "<g><title>");
        stm_put_siglum(view, row, out);
        STM_HTML(out, ", ");
        stm_markup_text(out, stm_view_outlet_name(view, row));
        STM_HTML(out, ": not read</title>");
        if (g->n_lines == 1)
            STM_SVG_RECT(out, "unm-f", x - half, 3, 2 * half, height - 6);
        else
            STM_SVG_RECT(out, "unm-f", x - half, level(g, 0, row) - 3, 2 * half,
                         6);
        STM_HTML(out, "</g>");
    }
}

/* A bar of the share that carries it, where columns are too many. */
static void put_bar(const stm_view *view, double top, uint32_t n,
                    stm_markup *out)
{
    const double share = (double)n / view->n_reports;
    STM_SVG_RECT(out, "bar-ground", 0, top + 7, BAR, 8);
    STM_SVG_RECT(out, "v-fill", 0, top + 7, share * BAR < 1 ? 1 : share * BAR,
                 8);
}

static void put_label(const stm_view *view, const stm_disc *discs, uint32_t n,
                      stm_markup *out)
{
    stm_markup_u64(out, n);
    STM_HTML(out, " of ");
    stm_say_count(out, view->n_heard, STM_LIT("report read"),
                  STM_LIT("reports read"));
    for (uint32_t i = 0; i < n && i < 40; i++) {
        if (i == 0)
            STM_HTML(out, ": ");
        else
            STM_HTML(out, ", ");
        stm_put_siglum(view, discs[i].row, out);
    }
}

static void put_single(const stm_view *view, const stm_disc *discs, uint32_t n,
                       bool squares, stm_markup *out)
{
    const grid g = grid_of(view->n_reports);
    const double height = height_of(&g);
    const double width =
        g.width + 34 > VOICE_WIDTH ? g.width + 34 : VOICE_WIDTH;
    STM_HTML(out, "<svg class=\"vs\"");
    put_open(out, width, height);
    STM_HTML(out, " aria-label=\"");
    put_label(view, discs, n, out);
    STM_HTML(out, "\">");
    if (g.drawn) {
        put_zeros(view, &g, discs, n, true, out);
        put_unread(view, &g, height, true, out);
        for (uint32_t i = 0; i < n; i++) {
            if (squares)
                put_square(view, &g, 0, &discs[i], out);
            else
                put_disc(view, &g, 0, &discs[i], out);
        }
    } else {
        put_bar(view, 0, n, out);
    }
    if (squares)
        STM_SVG_TEXT(out, "mono t-q", g.width + 10, height / 2 + 5);
    else
        STM_SVG_TEXT(out, "mono b", g.width + 10, height / 2 + 5);
    stm_markup_u64(out, n);
    STM_HTML(out, "</text></svg>");
}

void stm_strip_put_voice(const stm_view *view, const stm_disc *discs,
                         uint32_t n, stm_markup *out)
{
    put_single(view, discs, n, false, out);
}

void stm_strip_put_named(const stm_view *view, const stm_disc *discs,
                         uint32_t n, stm_markup *out)
{
    put_single(view, discs, n, true, out);
}

/* The discs of an origin, by row; open where no mention names a voice. */
static uint32_t make_discs(const stm_view *view, const stm_claim *claim,
                           const stm_origin *origin, stm_disc *discs)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < origin->n_mentions; i++) {
        if (origin->mentions[i] >= claim->n_mentions)
            continue;
        const stm_mention *m = &claim->mentions[origin->mentions[i]];
        const uint32_t row = stm_view_row(view, m->article);
        if (row == STM_NONE)
            continue;
        const bool open = m->attribution == STM_NONE && m->speaker == STM_NONE;
        uint32_t k = n;
        while (k > 0 && discs[k - 1].row > row)
            k--;
        if (k > 0 && discs[k - 1].row == row) {
            if (discs[k - 1].open && !open)
                discs[k - 1].span = m->span;
            discs[k - 1].open &= open;
            continue;
        }
        for (uint32_t j = n; j > k; j--)
            discs[j] = discs[j - 1];
        discs[k] = (stm_disc){.row = row, .open = open, .span = m->span};
        n++;
    }
    return n;
}

/* Stripes behind runs of discs whose words are the agency's. */
static void put_stripes(const stm_view *view, const grid *g, double top,
                        const stm_disc *discs, uint32_t n, stm_markup *out)
{
    for (uint32_t i = 0; i < n;) {
        uint32_t end = i;
        while (end < n && view->reports[discs[end].row].is_copy &&
               discs[end].row == discs[i].row + (end - i) &&
               discs[end].row / g->per_line == discs[i].row / g->per_line)
            end++;
        if (end == i) {
            i++;
            continue;
        }
        const double half = g->letters ? 12.5 : g->pitch / 2 + 0.6;
        STM_SVG_RECT(out, "c-stripe", column(g, discs[i].row) - g->pitch / 2,
                     level(g, top, discs[i].row) - half, (end - i) * g->pitch,
                     2 * half);
        i = end;
    }
}

static void put_ring(const stm_origin *origin, bool is_lost, double x, double y,
                     stm_markup *out)
{
    if (origin->kind == STM_ORIGIN_UNCLEAR) {
        STM_SVG_CIRCLE(out, "ground q-line dash", x, y, 8);
        STM_SVG_TEXT(out, "l t-ink", x, y + 4);
        STM_HTML(out, "?</text>");
        return;
    }
    if (is_lost)
        STM_SVG_CIRCLE(out, "v-ring dash", x, y, 8);
    else
        STM_SVG_CIRCLE(out, "v-ring", x, y, 8);
    STM_SVG_CIRCLE(out, "v-fill", x, y, 4);
}

/* What recounting needs: letters, and whether the line may fall away. */
static void put_data(const stm_view *view, const stm_origin *origin,
                     const stm_disc *discs, uint32_t n, stm_markup *out)
{
    STM_HTML(out, "<g data-rows=\"");
    for (uint32_t i = 0; i < n; i++) {
        if (i > 0)
            STM_HTML(out, " ");
        stm_put_siglum(view, discs[i].row, out);
    }
    if (origin->kind == STM_ORIGIN_UNCLEAR)
        STM_HTML(out, "\" data-kind=\"maybe\">");
    else if (origin->speaker != STM_NONE)
        STM_HTML(out, "\" data-kind=\"voice\">");
    else
        STM_HTML(out, "\" data-kind=\"text\">");
}

static void put_origin(const stm_view *view, const grid *g,
                       const stm_claim *claim, const stm_origin *origin,
                       double top, stm_disc *discs, uint32_t *rows,
                       stm_markup *out)
{
    const uint32_t n = make_discs(view, claim, origin, discs);
    for (uint32_t i = 0; i < n; i++)
        rows[i] = discs[i].row;
    const double ring = g->width + 16;
    const double middle = top + height_of(g) / 2 + 1;
    put_data(view, origin, discs, n, out);
    if (g->drawn && g->n_lines == 1 && n > 0) {
        if (origin->kind == STM_ORIGIN_UNCLEAR)
            STM_SVG_LEVEL(out, "q-line dash", column(g, discs[0].row), middle,
                          ring - 8);
        else
            STM_SVG_LEVEL(out, "v-line", column(g, discs[0].row), middle,
                          ring - 8);
    }
    if (g->drawn) {
        put_stripes(view, g, top, discs, n, out);
        for (uint32_t i = 0; i < n; i++)
            put_disc(view, g, top, &discs[i], out);
    } else {
        put_bar(view, top, n, out);
    }
    put_ring(origin, stm_view_is_lost(view, origin, rows, n), ring, middle,
             out);
    const uint32_t outlet = n > 0 ? view->reports[rows[0]].outlet : 0;
    if (origin->kind == STM_ORIGIN_UNCLEAR)
        STM_SVG_TEXT(out, "t-q", ring + 13, middle + 4.5);
    else
        STM_SVG_TEXT(out, "", ring + 13, middle + 4.5);
    stm_view_put_origin_name(view, origin, outlet, WIDTH - ring - 13, out);
    STM_HTML(out, "</text></g>\n");
}

static void put_claim_label(const stm_view *view, const stm_claim *claim,
                            stm_disc *discs, stm_markup *out)
{
    for (uint32_t i = 0; i < claim->n_origins; i++) {
        const stm_origin *o = &claim->origins[i];
        const uint32_t n = make_discs(view, claim, o, discs);
        if (i > 0)
            STM_HTML(out, ". ");
        const uint32_t outlet = n > 0 ? view->reports[discs[0].row].outlet : 0;
        stm_view_put_origin_name(view, o, outlet, 400, out);
        STM_HTML(out, ": ");
        for (uint32_t k = 0; k < n && k < 40; k++) {
            if (k > 0)
                STM_HTML(out, ", ");
            stm_put_siglum(view, discs[k].row, out);
            if (discs[k].open)
                STM_HTML(out, " (nobody named)");
        }
    }
}

static bool carries(const stm_view *view, const stm_claim *claim, uint32_t row)
{
    const uint32_t article = view->reports[row].article;
    for (uint32_t i = 0; i < claim->n_mentions; i++) {
        if (claim->mentions[i].article == article)
            return true;
    }
    return false;
}

static uint32_t discs_of_carriers(const stm_view *view, const stm_claim *claim,
                                  stm_disc *discs)
{
    uint32_t n = 0;
    for (uint32_t row = 0; row < view->n_reports; row++) {
        if (carries(view, claim, row))
            discs[n++] = (stm_disc){.row = row};
    }
    return n;
}

void stm_strip_put_claim(const stm_view *view, const stm_claim *claim,
                         stm_markup *out)
{
    stm_arena arena;
    stm_arena_init(&arena, SIZE_MAX);
    stm_disc *discs = stm_arena_alloc(&arena, view->n_reports, sizeof *discs);
    uint32_t *rows = stm_arena_alloc(&arena, view->n_reports, sizeof *rows);
    if (arena.failed) {
        stm_markup_fail(out);
        stm_arena_release(&arena);
        return;
    }
    const grid g = grid_of(view->n_reports);
    const uint32_t shown = stm_min_u32(claim->n_origins, ORIGINS_DRAWN);
    const double each = height_of(&g);
    const double height =
        shown * each + 2 + (claim->n_origins > shown ? 20 : 0);
    STM_HTML(out, "<svg class=\"strip\"");
    put_open(out, WIDTH, height);
    STM_HTML(out, " aria-label=\"");
    put_claim_label(view, claim, discs, out);
    STM_HTML(out, "\">\n");
    if (g.drawn) {
        const uint32_t n = discs_of_carriers(view, claim, discs);
        put_unread(view, &g, height, false, out);
        put_zeros(view, &g, discs, n, false, out);
    }
    for (uint32_t i = 0; i < shown; i++)
        put_origin(view, &g, claim, &claim->origins[i], i * each, discs, rows,
                   out);
    if (claim->n_origins > shown) {
        STM_SVG_TEXT(out, "t-q", 0, height - 6);
        STM_HTML(out, "and ");
        stm_say_count(out, claim->n_origins - shown, STM_LIT("origin more"),
                      STM_LIT("origins more"));
        STM_HTML(out, "</text>");
    }
    STM_HTML(out, "</svg>");
    stm_arena_release(&arena);
}
