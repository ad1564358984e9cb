/* Where the accounts part: values lined up by who gives them. */
#include <math.h>

#include "report/notes.h"
#include "report/page.h"
#include "report/parts.h"
#include "report/say.h"
#include "report/svg.h"

#include "base/banned.h"

#define SCALE_WIDTH 258.0
#define SCALE_BEGIN 14.0 /* the scale's ends within the drawing */
#define SCALE_END 244.0
#define SPEAKERS_SHOWN 5u

/* A scale from `low` to `high` in steps; none where step is 0. */
typedef struct scale {
    double low;
    double high;
    double step;
} scale;

static double on_scale(const scale *s, double value)
{
    return SCALE_BEGIN +
           (value - s->low) / (s->high - s->low) * (SCALE_END - SCALE_BEGIN);
}

/* Steps of 1, 2 or 5 times a power of ten, three to seven of them. */
static scale scale_of(const stm_difference *d)
{
    double low = INFINITY;
    double high = -INFINITY;
    uint32_t n = 0;
    for (uint32_t i = 0; i < d->n_values; i++) {
        const double v = d->values[i].number;
        if (!isfinite(v) || fabs(v) > 1e15)
            continue;
        low = v < low ? v : low;
        high = v > high ? v : high;
        n++;
    }
    if (n < 2 || !(high > low))
        return (scale){0};
    double step = pow(10, floor(log10(high - low)));
    if ((high - low) / step < 2)
        step /= 5;
    else if ((high - low) / step < 5)
        step /= 2;
    scale s = {.low = floor(low / step) * step,
               .high = ceil(high / step) * step,
               .step = step};
    while ((s.high - s.low) / s.step > 5.5)
        s.step *= 2;
    s.high = s.low + ceil((s.high - s.low) / s.step) * s.step;
    return s;
}

static unsigned decimals_of(const scale *s)
{
    return s->step >= 1 ? 0 : s->step >= 0.1 ? 1 : 2;
}

static void put_head_scale(const scale *s, stm_markup *out)
{
    STM_HTML(out, "<svg viewBox=\"0 0 258 18\" width=\"258\" height=\"18\" "
                  "aria-hidden=\"true\" focusable=\"false\">");
    for (double v = s->low; v <= s->high + s->step / 2; v += s->step) {
        STM_HTML(out, "<text class=\"t-q mono mid\"");
        STM_SVG_NUMBER(out, "x", on_scale(s, v));
        STM_HTML(out, " y=\"13\">");
        if (fabs(v) >= 10000)
            stm_say_digits(out, (uint64_t)fabs(v));
        else
            stm_markup_fixed(out, v, decimals_of(s));
        STM_HTML(out, "</text>");
    }
    STM_HTML(out, "</svg><span class=\"vh\">On a scale</span>");
}

static void put_row_scale(const scale *s, double value, bool named,
                          stm_markup *out)
{
    STM_HTML(out, "<svg viewBox=\"0 0 258 30\" width=\"258\" height=\"30\" "
                  "aria-hidden=\"true\" focusable=\"false\"><path "
                  "class=\"hairl\" d=\"");
    for (double v = s->low; v <= s->high + s->step / 2; v += s->step) {
        STM_HTML(out, "M");
        stm_svg_point(out, on_scale(s, v), 0);
        STM_HTML(out, "V30");
    }
    STM_HTML(out, "\"/>");
    if (!isfinite(value)) {
        STM_SVG_TEXT(out, "t-q sm", SCALE_BEGIN, 19);
        STM_HTML(out, "not a figure</text>");
    } else if (named) {
        STM_SVG_CIRCLE(out, "v-fill", on_scale(s, value), 15, 6);
    } else {
        STM_SVG_CIRCLE(out, "v-open", on_scale(s, value), 15, 5.25);
    }
    STM_HTML(out, "</svg>");
}

/* Distinct speakers of a value's mentions; true where one has none. */
static uint32_t speakers_of(const stm_claim *c, const stm_value *v,
                            uint32_t *speakers, bool *unnamed)
{
    uint32_t n = 0;
    *unnamed = false;
    for (uint32_t i = 0; i < v->n_mentions; i++) {
        if (v->mentions[i] >= c->n_mentions)
            continue;
        const stm_mention *m = &c->mentions[v->mentions[i]];
        if (m->speaker == STM_NONE) {
            *unnamed |= m->attribution == STM_NONE;
            continue;
        }
        bool seen = n == SPEAKERS_SHOWN;
        for (uint32_t k = 0; k < n && !seen; k++)
            seen = speakers[k] == m->speaker;
        if (!seen)
            speakers[n++] = m->speaker;
    }
    return n;
}

static bool put_givers(const stm_view *view, const stm_claim *c,
                       const stm_value *v, stm_markup *out)
{
    uint32_t speakers[SPEAKERS_SHOWN];
    bool unnamed;
    const uint32_t n = speakers_of(c, v, speakers, &unnamed);
    for (uint32_t i = 0; i < n; i++) {
        if (i > 0)
            STM_HTML(out, "; ");
        stm_put_speaker(view, speakers[i], out);
    }
    if (n == 0)
        STM_HTML(out, "nobody named");
    return n > 0;
}

/* Rows of a value's mentions, ascending, once. */
static uint32_t rows_of(const stm_view *view, const stm_claim *c,
                        const stm_value *v, bool open_only, uint32_t *rows)
{
    uint32_t n = 0;
    for (uint32_t row = 0; row < view->n_reports; row++) {
        for (uint32_t i = 0; i < v->n_mentions; i++) {
            if (v->mentions[i] >= c->n_mentions)
                continue;
            const stm_mention *m = &c->mentions[v->mentions[i]];
            if (m->article != view->reports[row].article ||
                (open_only && m->speaker != STM_NONE))
                continue;
            rows[n++] = row;
            break;
        }
    }
    return n;
}

static void put_kind(uint8_t kind, stm_markup *out)
{
    switch ((stm_difference_kind)kind) {
    case STM_DIFFERENCE_CONFLICT:
        STM_HTML(out, "<span class=\"kind\">conflict</span>: the values do not "
                      "go together");
        return;
    case STM_DIFFERENCE_UPDATE:
        STM_HTML(out, "<span class=\"kind\">update</span>: a later report "
                      "gives another value");
        return;
    case STM_DIFFERENCE_ROUNDING:
        STM_HTML(out, "<span class=\"kind\">rounding</span>: one value in "
                      "round figures");
        return;
    case STM_DIFFERENCE_SCOPE:
        STM_HTML(out, "<span class=\"kind\">scope</span>: the values may count "
                      "different things");
        return;
    case STM_DIFFERENCE_HEDGE:
        STM_HTML(out, "<span class=\"kind\">hedge lost</span>: said with less "
                      "doubt than where it comes from");
        return;
    case STM_DIFFERENCE_QUOTE:
        STM_HTML(out, "<span class=\"kind\">quotation changed</span>: the "
                      "words in marks are not the same");
        return;
    }
}

static void put_standing(const stm_view *view, const stm_claim *c,
                         const stm_value *v, uint32_t *rows, stm_markup *out)
{
    const uint32_t all = rows_of(view, c, v, false, rows);
    stm_date first = {0};
    if (all > 0)
        first = stm_view_article(view, rows[0])->published;
    const uint32_t open = rows_of(view, c, v, true, rows);
    if (first.precision != STM_DATE_NONE) {
        STM_HTML(out, "first on ");
        stm_say_moment(out, first);
    } else {
        STM_NOT_MEASURED(out, "day not known");
    }
    if (open > 0 && open < all) {
        STM_HTML(out, "; nobody named in ");
        stm_put_letter_list(view, rows, open, out);
    }
}

static void put_value(const stm_view *view, const stm_claim *c,
                      const stm_value *v, const scale *s, uint32_t *rows,
                      stm_markup *out)
{
    STM_HTML(out, "<tr role=\"row\"><th scope=\"row\" role=\"rowheader\">");
    if (v->text.len <= 24)
        STM_HTML(out, "<span class=\"val\" dir=\"auto\">");
    else
        STM_HTML(out, "<span class=\"wd\" dir=\"auto\">");
    stm_markup_text(out, v->text);
    STM_HTML(out, "</span></th>");
    uint32_t speakers[SPEAKERS_SHOWN];
    bool unnamed;
    if (s->step > 0) {
        STM_HTML(out, "<td role=\"cell\" class=\"ax\">");
        put_row_scale(s, v->number, speakers_of(c, v, speakers, &unnamed) > 0,
                      out);
        STM_HTML(out, "</td>");
    }
    STM_HTML(out, "<td role=\"cell\" data-h=\"Given by\">");
    put_givers(view, c, v, out);
    STM_HTML(out, "</td><td role=\"cell\" data-h=\"Reports\">");
    stm_put_letters(view, rows, rows_of(view, c, v, false, rows), out);
    STM_HTML(out, "</td><td role=\"cell\" data-h=\"Stands\">");
    put_standing(view, c, v, rows, out);
    STM_HTML(out, "</td></tr>\n");
}

/* The reports that were not read give no value, and not none. */
static void put_unread(const stm_view *view, bool has_scale, uint32_t *rows,
                       stm_markup *out)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < view->n_reports; i++) {
        if (!view->reports[i].is_read)
            rows[n++] = i;
    }
    if (n == 0)
        return;
    STM_HTML(out, "<tr role=\"row\"><th scope=\"row\" role=\"rowheader\">");
    STM_NOT_MEASURED(out, "not measured");
    STM_HTML(out, "</th>");
    if (has_scale)
        STM_HTML(out, "<td role=\"cell\" class=\"ax\"><svg viewBox=\"0 0 258 "
                      "30\" width=\"258\" height=\"30\" aria-hidden=\"true\" "
                      "focusable=\"false\"><rect class=\"unm-f\" x=\"1\" "
                      "y=\"4\" width=\"248\" height=\"22\"/></svg></td>");
    STM_HTML(out, "<td role=\"cell\">not read</td><td role=\"cell\">");
    stm_put_letters(view, rows, n, out);
    STM_HTML(out, "</td><td role=\"cell\">in ");
    stm_markup_bdi(
        out, stm_language_name(stm_view_article(view, rows[0])->language));
    STM_HTML(out, "</td></tr>\n");
}

static void put_columns(bool has_scale, const scale *s, stm_markup *out)
{
    if (has_scale) {
        STM_HTML(out, "<colgroup><col class=\"w13\"><col class=\"w28\"><col "
                      "class=\"w18\"><col class=\"w16\"><col></colgroup><thead>"
                      "<tr role=\"row\"><th scope=\"col\" "
                      "role=\"columnheader\">Value</th><th scope=\"col\" "
                      "role=\"columnheader\">");
        put_head_scale(s, out);
        STM_HTML(out, "</th>");
    } else {
        STM_HTML(out, "<colgroup><col class=\"w41\"><col class=\"w18\"><col "
                      "class=\"w16\"><col></colgroup><thead><tr "
                      "role=\"row\"><th scope=\"col\" role=\"columnheader\">"
                      "Value</th>");
    }
    STM_HTML(out, "<th scope=\"col\" role=\"columnheader\">Who gives it</th>"
                  "<th scope=\"col\" role=\"columnheader\">Reports</th><th "
                  "scope=\"col\" role=\"columnheader\">How it stands</th></tr>"
                  "</thead><tbody>\n");
}

static void put_what(const stm_difference *d, stm_markup *out)
{
    if (d->what.len > 0) {
        stm_markup_bdi(out, d->what);
        return;
    }
    if (stm_slice_eq(d->slot, STM_LIT("number")))
        STM_HTML(out, "How many");
    else if (stm_slice_eq(d->slot, STM_LIT("date")))
        STM_HTML(out, "When");
    else if (stm_slice_eq(d->slot, STM_LIT("place")))
        STM_HTML(out, "Where");
    else if (stm_slice_eq(d->slot, STM_LIT("name")))
        STM_HTML(out, "By what name");
    else if (stm_slice_eq(d->slot, STM_LIT("hedge")))
        STM_HTML(out, "How sure");
    else
        stm_markup_bdi(out, d->slot);
}

static void put_difference(const stm_view *view, uint32_t number,
                           uint32_t index, uint32_t *rows, stm_markup *out)
{
    const stm_claim *c = &view->pile->claims[view->shared[number - 1]];
    const stm_difference *d = &c->differences[index];
    const scale s = scale_of(d);
    STM_HTML(out, "<div class=\"diff\" id=\"d");
    stm_markup_u64(out, number);
    STM_HTML(out, "-");
    stm_markup_u64(out, index + 1);
    STM_HTML(out, "\"><h3>");
    STM_SIGN(out, "16", "part");
    put_what(d, out);
    STM_HTML(out, " <span class=\"kick\">claim <a href=\"#k");
    stm_markup_u64(out, number);
    STM_HTML(out, "\">");
    stm_markup_u64(out, number);
    STM_HTML(out, "</a></span></h3>\n<p class=\"kick\">");
    put_kind(d->kind, out);
    STM_HTML(out, ". <span dir=\"auto\">“");
    stm_markup_text(out, c->text);
    STM_HTML(out, "”</span></p>\n");
    if (s.step > 0)
        STM_HTML(out, "<table class=\"data stack d1\" role=\"table\"><caption "
                      "class=\"vh\">");
    else
        STM_HTML(out, "<table class=\"data stack\" role=\"table\"><caption "
                      "class=\"vh\">");
    put_what(d, out);
    STM_HTML(out, "</caption>");
    put_columns(s.step > 0, &s, out);
    for (uint32_t i = 0; i < d->n_values; i++)
        put_value(view, c, &d->values[i], &s, rows, out);
    put_unread(view, s.step > 0, rows, out);
    STM_HTML(out, "</tbody></table></div>\n");
}

void stm_part_differences(const stm_view *view, stm_markup *out)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < view->n_shared; i++)
        n += view->pile->claims[view->shared[i]].n_differences;
    STM_HTML(out, "<section class=\"main\" id=\"part\" "
                  "aria-labelledby=\"part-h\"><h2 id=\"part-h\">Where the "
                  "accounts part</h2>\n<p class=\"deck\">");
    if (n == 0 && view->n_heard < 2) {
        STM_NOT_MEASURED(out, "not measured");
        STM_HTML(out, ": fewer than two reports could be read for claims.</p>"
                      "\n</section>\n");
        return;
    }
    if (n == 0) {
        STM_HTML(out, "No value was found that two reports give differently. "
                      "Figures, days, places, names and hedges were looked at "
                      "in the claims they share.</p>\n</section>\n");
        return;
    }
    STM_HTML(out, "The same thing with another value, lined up by who gives "
                  "it. Nothing here says which is right.</p>\n");
    stm_arena arena;
    stm_arena_init(&arena, SIZE_MAX);
    uint32_t *rows = stm_arena_alloc(&arena, view->n_reports, sizeof *rows);
    if (arena.failed)
        stm_markup_fail(out);
    for (uint32_t i = 0; i < view->n_shared && !arena.failed; i++) {
        const stm_claim *c = &view->pile->claims[view->shared[i]];
        for (uint32_t k = 0; k < c->n_differences; k++)
            put_difference(view, i + 1, k, rows, out);
    }
    stm_arena_release(&arena);
    STM_HTML(out, "</section>\n");
}
