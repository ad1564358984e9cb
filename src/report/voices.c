/* Who is heard, and who is named and not heard. */
#include "report/notes.h"
#include "report/page.h"
#include "report/parts.h"
#include "report/say.h"
#include "report/strip.h"

#include "base/banned.h"

#define VOICES_SHOWN 24u /* more are folded away */
#define NAMES_SHOWN 4u

static void put_kind(const stm_speaker *s, stm_markup *out)
{
    if (s->kind == STM_SPEAKER_UNKNOWN)
        return;
    stm_markup_text(out, stm_speaker_kind_text(s->kind));
    STM_HTML(out, "; ");
}

/* The kind of speaker, and by what other names it goes. */
static void put_names(const stm_view *view, uint32_t speaker, stm_markup *out)
{
    const stm_speaker *s = &view->pile->speakers[speaker];
    STM_HTML(out, "<span class=\"sub\">");
    put_kind(s, out);
    uint32_t n = 0;
    for (uint32_t i = 0; i < s->n_names; i++) {
        if (stm_slice_eq(s->names[i], s->name))
            continue;
        if (n == NAMES_SHOWN) {
            STM_HTML(out, " \u2026");
            break;
        }
        if (n++ > 0)
            STM_HTML(out, ", ");
        STM_HTML(out, "“");
        stm_markup_bdi(out, s->names[i]);
        STM_HTML(out, "”");
    }
    if (n == 0)
        STM_HTML(out, "always by this name");
    if (s->body < view->pile->n_speakers) {
        STM_HTML(out, "; speaks for ");
        stm_put_speaker(view, s->body, out);
    }
    STM_HTML(out, "</span>");
}

/* What a voice's words are like in one report. */
typedef struct manner {
    bool quoted;
    bool told;
    uint32_t carrier; /* STM_NONE none */
    stm_span first;   /* its first words */
} manner;

static manner manner_in(const stm_view *view, uint32_t row, uint32_t speaker)
{
    const stm_view_report *r = &view->reports[row];
    manner m = {.carrier = STM_NONE};
    bool begun = false;
    for (uint32_t i = 0; i < r->n_attributions; i++) {
        const stm_attribution *a =
            &view->pile->attributions[r->first_attribution + i];
        if (a->speaker != speaker)
            continue;
        if (!begun && a->n_content > 0)
            m.first = a->content[0];
        begun = true;
        if (a->type == STM_SPEECH_INDIRECT)
            m.told = true;
        else
            m.quoted = true;
        if (a->carrier != STM_NONE && m.carrier == STM_NONE)
            m.carrier = a->carrier;
    }
    return m;
}

/* "Quoted in A and C; in other words in B; by way of AFP in D." */
static void put_manners(const stm_view *view, const stm_view_voice *voice,
                        uint32_t *rows, stm_markup *out)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < voice->n_rows; i++) {
        if (manner_in(view, voice->rows[i], voice->speaker).quoted)
            rows[n++] = voice->rows[i];
    }
    if (n > 0) {
        STM_HTML(out, "Quoted in ");
        stm_put_letter_list(view, rows, n, out);
    }
    const bool quoted = n > 0;
    n = 0;
    for (uint32_t i = 0; i < voice->n_rows; i++) {
        if (!manner_in(view, voice->rows[i], voice->speaker).quoted)
            rows[n++] = voice->rows[i];
    }
    if (n > 0 && quoted)
        STM_HTML(out, "; in other words in ");
    else if (n > 0)
        STM_HTML(out, "In other words in ");
    if (n > 0)
        stm_put_letter_list(view, rows, n, out);
    n = 0;
    uint32_t carrier = STM_NONE;
    for (uint32_t i = 0; i < voice->n_rows; i++) {
        const uint32_t c =
            manner_in(view, voice->rows[i], voice->speaker).carrier;
        if (c < view->pile->n_speakers &&
            (carrier == STM_NONE || c == carrier)) {
            carrier = c;
            rows[n++] = voice->rows[i];
        }
    }
    if (n > 0) {
        STM_HTML(out, "; by way of ");
        stm_put_speaker(view, carrier, out);
        STM_HTML(out, " in ");
        stm_put_letter_list(view, rows, n, out);
    }
    STM_HTML(out, ".");
}

static void put_voice(const stm_view *view, uint32_t index, stm_disc *discs,
                      uint32_t *rows, stm_markup *out)
{
    const stm_view_voice *v = &view->voices[index];
    STM_HTML(out, "<tr id=\"v");
    stm_markup_u64(out, index + 1);
    STM_HTML(out, "\" role=\"row\"><th scope=\"row\" role=\"rowheader\">");
    stm_put_speaker(view, v->speaker, out);
    put_names(view, v->speaker, out);
    STM_HTML(out, "</th><td role=\"cell\">");
    for (uint32_t i = 0; i < v->n_rows; i++)
        discs[i] =
            (stm_disc){.row = v->rows[i],
                       .span = manner_in(view, v->rows[i], v->speaker).first};
    stm_strip_put_voice(view, discs, v->n_rows, out);
    STM_HTML(out, "</td><td role=\"cell\" data-h=\"How\">");
    put_manners(view, v, rows, out);
    STM_HTML(out, "</td><td class=\"num ra\" role=\"cell\" "
                  "data-h=\"Shared claims\">");
    stm_markup_u64(out, v->n_claims);
    STM_HTML(out, "</td></tr>\n");
}

static uint32_t discs_of_named(const stm_view *view, uint32_t speaker,
                               stm_disc *discs)
{
    const stm_speaker *s = &view->pile->speakers[speaker];
    uint32_t n = 0;
    for (uint32_t i = 0; i < s->n_articles; i++) {
        const uint32_t row = stm_view_row(view, s->articles[i]);
        if (row == STM_NONE || n == view->n_reports)
            continue;
        uint32_t k = n++;
        for (; k > 0 && discs[k - 1].row > row; k--)
            discs[k] = discs[k - 1];
        discs[k] = (stm_disc){.row = row};
    }
    return n;
}

static void put_named(const stm_view *view, stm_disc *discs, stm_markup *out)
{
    if (view->n_named == 0)
        return;
    STM_HTML(out, "<tbody class=\"group\"><tr role=\"row\"><th colspan=\"4\" "
                  "scope=\"rowgroup\" role=\"rowheader\" id=\"unheard\">Named, "
                  "and not heard</th></tr>\n");
    for (uint32_t i = 0; i < view->n_named && i < VOICES_SHOWN; i++) {
        STM_HTML(out, "<tr role=\"row\"><th scope=\"row\" role=\"rowheader\">");
        stm_put_speaker(view, view->named[i], out);
        put_names(view, view->named[i], out);
        STM_HTML(out, "</th><td role=\"cell\">");
        const uint32_t n = discs_of_named(view, view->named[i], discs);
        stm_strip_put_named(view, discs, n, out);
        STM_HTML(out, "</td><td role=\"cell\" data-h=\"How\">Named; none of "
                      "its words are given.</td><td class=\"num ra\" "
                      "role=\"cell\" data-h=\"Shared claims\">0</td></tr>\n");
    }
    STM_HTML(out, "</tbody>\n");
}

static void open_table(stm_markup *out)
{
    STM_HTML(out,
             "<table class=\"data stack voices\" role=\"table\">\n<caption "
             "class=\"vh\">Voices and the reports that carry them</caption>\n"
             "<colgroup><col class=\"w27\"><col class=\"w29\"><col><col "
             "class=\"w8\"></colgroup>\n<thead><tr role=\"row\"><th "
             "scope=\"col\" role=\"columnheader\">Voice</th><th scope=\"col\" "
             "role=\"columnheader\">Reports that carry it</th><th "
             "scope=\"col\" role=\"columnheader\">How its words reached "
             "them</th><th scope=\"col\" role=\"columnheader\" "
             "class=\"ra\">Shared claims</th></tr></thead>\n");
}

static void put_tables(const stm_view *view, stm_disc *discs, uint32_t *rows,
                       stm_markup *out)
{
    open_table(out);
    STM_HTML(out, "<tbody>\n");
    for (uint32_t i = 0; i < view->n_voices && i < VOICES_SHOWN; i++)
        put_voice(view, i, discs, rows, out);
    STM_HTML(out, "</tbody>\n");
    put_named(view, discs, out);
    STM_HTML(out, "</table>\n");
    if (view->n_voices <= VOICES_SHOWN)
        return;
    STM_HTML(out, "<details class=\"more\"><summary>");
    stm_say_count(out, view->n_voices - VOICES_SHOWN, STM_LIT("voice more"),
                  STM_LIT("voices more"));
    STM_HTML(out, "</summary>");
    open_table(out);
    STM_HTML(out, "<tbody>\n");
    for (uint32_t i = VOICES_SHOWN; i < view->n_voices; i++)
        put_voice(view, i, discs, rows, out);
    STM_HTML(out, "</tbody></table></details>\n");
}

void stm_part_voices(const stm_view *view, stm_markup *out)
{
    STM_HTML(out, "<section class=\"main\" id=\"heard\" "
                  "aria-labelledby=\"heard-h\"><h2 id=\"heard-h\">Who is "
                  "heard</h2>\n<p class=\"deck\">");
    if (view->n_voices == 0) {
        if (view->n_heard == 0) {
            STM_NOT_MEASURED(out, "not measured");
            STM_HTML(out, ": none of these reports could be read for voices."
                          "</p>\n");
        } else if (view->n_sayings > 0) {
            STM_NOT_MEASURED(out, "not measured");
            STM_HTML(out, ". In ");
            stm_say_words(out, view->n_sayings, STM_LIT("place"),
                          STM_LIT("places"));
            STM_HTML(out, " somebody says something, marked in the reports; "
                          "who stands behind them was not resolved.</p>\n");
        } else {
            STM_HTML(out, "Nobody’s words were found in these reports.</p>\n");
        }
        STM_HTML(out, "</section>\n");
        return;
    }
    STM_HTML(out, "A voice is a person or body, counted once however many "
                  "reports carry it. ");
    STM_SIGN(out, "16", "named");
    STM_HTML(out, " the report gives its words; ");
    STM_SIGN(out, "16", "zero");
    STM_HTML(out, " was read and does not; ");
    STM_SIGN(out, "16", "unm");
    STM_HTML(out, " was not read.</p>\n");
    stm_arena arena;
    stm_arena_init(&arena, SIZE_MAX);
    stm_disc *discs = stm_arena_alloc(&arena, view->n_reports, sizeof *discs);
    uint32_t *rows = stm_arena_alloc(&arena, view->n_reports, sizeof *rows);
    if (arena.failed)
        stm_markup_fail(out);
    else
        put_tables(view, discs, rows, out);
    stm_arena_release(&arena);
    STM_HTML(out, "</section>\n");
}
