/* What a single report has, and on whose word. */
#include "report/notes.h"
#include "report/page.h"
#include "report/parts.h"
#include "report/say.h"

#include "base/banned.h"

#define SHOWN 5u /* claims a report; more are folded away */

static void put_one(const stm_view *view, uint32_t row, const stm_claim *c,
                    stm_markup *out)
{
    STM_HTML(out, "<dd><span dir=\"auto\">");
    stm_say_quoted(out, c->text);
    STM_HTML(out, "</span> <span class=\"who\">");
    uint32_t speaker = STM_NONE;
    uint32_t attribution = STM_NONE;
    for (uint32_t i = 0; i < c->n_mentions; i++) {
        if (speaker == STM_NONE)
            speaker = c->mentions[i].speaker;
        if (attribution == STM_NONE)
            attribution = c->mentions[i].attribution;
    }
    if (speaker < view->pile->n_speakers)
        stm_put_speaker(view, speaker, out);
    else if (attribution < view->pile->n_attributions)
        stm_put_voice_of(view, &view->pile->attributions[attribution], out);
    else
        STM_HTML(out, "Nobody named");
    STM_HTML(out, ".");
    if (c->n_mentions > 0) {
        STM_HTML(out, " <a href=\"#");
        stm_put_span_id(view, row, c->mentions[0].span, out);
        STM_HTML(out, "\">Where</a>");
    }
    STM_HTML(out, "</span></dd>\n");
}

static bool is_of(const stm_view *view, uint32_t claim, uint32_t row)
{
    const stm_claim *c = &view->pile->claims[claim];
    return c->n_mentions > 0 &&
           c->mentions[0].article == view->reports[row].article;
}

static void put_report(const stm_view *view, uint32_t row, uint32_t n,
                       stm_markup *out)
{
    STM_HTML(out, "<div><dt>");
    stm_put_letter(view, row, out);
    STM_HTML(out, " ");
    stm_markup_bdi(out, stm_view_outlet_name(view, row));
    STM_HTML(out, "</dt>");
    uint32_t shown = 0;
    for (uint32_t i = 0; i < view->n_single; i++) {
        if (!is_of(view, view->single[i], row))
            continue;
        if (shown == SHOWN) {
            STM_HTML(out, "<dd class=\"who\">and ");
            stm_say_words(out, n - SHOWN, STM_LIT("claim more"),
                          STM_LIT("claims more"));
            STM_HTML(out, ", marked in the report itself.</dd>");
            break;
        }
        put_one(view, row, &view->pile->claims[view->single[i]], out);
        shown++;
    }
    STM_HTML(out, "</div>\n");
}

/* Reports with nothing of their own, and those not read: one line each. */
static void put_rest(const stm_view *view, const uint32_t *counts,
                     uint32_t *rows, stm_markup *out)
{
    uint32_t n = 0;
    for (uint32_t row = 0; row < view->n_reports; row++) {
        if (counts[row] == 0 && view->reports[row].is_read)
            rows[n++] = row;
    }
    if (n > 0) {
        STM_HTML(out, "<div><dt>");
        stm_put_letters(view, rows, n, out);
        STM_HTML(out, "</dt><dd class=\"q\">0: no claim that another report "
                      "lacks.</dd></div>\n");
    }
    n = 0;
    for (uint32_t row = 0; row < view->n_reports; row++) {
        if (!view->reports[row].is_read)
            rows[n++] = row;
    }
    if (n > 0) {
        STM_HTML(out, "<div><dt>");
        stm_put_letters(view, rows, n, out);
        STM_HTML(out, "</dt><dd>");
        STM_NOT_MEASURED(out, "not measured");
        STM_HTML(out, "</dd></div>\n");
    }
}

static void put_list(const stm_view *view, stm_markup *out)
{
    stm_arena arena;
    stm_arena_init(&arena, SIZE_MAX);
    const uint32_t n = view->n_reports;
    uint32_t *counts = stm_arena_alloc(&arena, n, sizeof *counts);
    uint32_t *rows = stm_arena_alloc(&arena, n, sizeof *rows);
    if (arena.failed) {
        stm_markup_fail(out);
    } else {
        for (uint32_t i = 0; i < view->n_single; i++) {
            const stm_claim *c = &view->pile->claims[view->single[i]];
            const uint32_t row =
                c->n_mentions == 0 ? STM_NONE
                                   : stm_view_row(view, c->mentions[0].article);
            if (row != STM_NONE)
                counts[row]++;
        }
        STM_HTML(out, "<dl class=\"only\">\n");
        for (uint32_t row = 0; row < n; row++) {
            if (counts[row] > 0)
                put_report(view, row, counts[row], out);
        }
        put_rest(view, counts, rows, out);
        STM_HTML(out, "</dl>\n");
    }
    stm_arena_release(&arena);
}

void stm_part_only(const stm_view *view, stm_markup *out)
{
    STM_HTML(out, "<section class=\"main\" id=\"only\" "
                  "aria-labelledby=\"only-h\"><h2 id=\"only-h\">Only here</h2>"
                  "\n<p class=\"deck\">");
    if (!view->single_measured) {
        STM_NOT_MEASURED(out, "not measured");
        STM_HTML(out, ". Claims of a single report were not gathered in this "
                      "run.</p>\n</section>\n");
        return;
    }
    STM_HTML(out, "What a single report has, in its words, and on whose "
                  "word.</p>\n");
    put_list(view, out);
    STM_HTML(out, "</section>\n");
}
