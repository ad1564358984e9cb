#include "report/notes.h"

#include "report/page.h"
#include "report/say.h"
#include "report/svg.h"

#include "base/banned.h"

#define VOICES_SHOWN 6u   /* notes on voices a paragraph */
#define LETTERS_SHOWN 12u /* letters in the note on wording */
#define HEDGE_MAX_BYTES 60u

void stm_put_speaker(const stm_view *view, uint32_t speaker, stm_markup *out)
{
    if (speaker >= view->pile->n_speakers)
        STM_HTML(out, "somebody not named");
    else
        stm_markup_bdi(out, view->pile->speakers[speaker].name);
}

/* Without white space and commas at its ends. */
static stm_slice trim_source(stm_slice text)
{
    text = stm_slice_trim(text);
    while (text.len > 0 &&
           (text.ptr[text.len - 1] == ',' || text.ptr[text.len - 1] == ';' ||
            text.ptr[text.len - 1] == ':'))
        text = stm_slice_trim(stm_slice_sub(text, 0, text.len - 1));
    return text;
}

void stm_put_voice_of(const stm_view *view, const stm_attribution *a,
                      stm_markup *out)
{
    if (a->speaker < view->pile->n_speakers) {
        stm_put_speaker(view, a->speaker, out);
    } else if (a->n_source > 0) {
        const stm_slice text = view->pile->articles[a->article].text;
        STM_HTML(out, "\u201C");
        stm_markup_bdi(out, trim_source(stm_span_text(a->source[0], text)));
        STM_HTML(out, "\u201D");
    } else {
        STM_HTML(out, "nobody named");
    }
}

/* Opens the column of notes with the first note. */
static void open_note(bool *begun, stm_markup *out)
{
    if (!*begun)
        STM_HTML(out, "<div class=\"n\">");
    *begun = true;
    STM_HTML(out, "<p>");
}

static void put_voice(const stm_view *view, uint32_t row,
                      const stm_attribution *a, stm_markup *out)
{
    const stm_article *article = stm_view_article(view, row);
    if (a->speaker < view->pile->n_speakers || a->n_source > 0)
        STM_SIGN(out, "16", "named");
    else
        STM_SIGN(out, "16", "open");
    STM_HTML(out, "<b>");
    stm_put_voice_of(view, a, out);
    STM_HTML(out, "</b>, ");
    if (a->type == STM_SPEECH_DIRECT)
        STM_HTML(out, "quoted");
    else if (a->type == STM_SPEECH_MIXED)
        STM_HTML(out, "quoted in part");
    else
        STM_HTML(out, "in other words");
    if (a->carrier < view->pile->n_speakers) {
        STM_HTML(out, ", by way of ");
        stm_put_speaker(view, a->carrier, out);
    }
    if (a->n_hedges > 0) {
        stm_span hedge = a->hedges[0];
        if (hedge.end - hedge.begin > HEDGE_MAX_BYTES)
            hedge.end = hedge.begin + HEDGE_MAX_BYTES;
        STM_HTML(out, "; hedged: “");
        stm_markup_bdi(out, stm_span_text(hedge, article->text));
        STM_HTML(out, "”");
    }
    STM_HTML(out, "</p>");
}

/* Two attributions that a note would tell in the same words. */
static bool is_alike(const stm_attribution *a, const stm_attribution *b)
{
    return a->speaker != STM_NONE && a->speaker == b->speaker &&
           a->type == b->type && a->carrier == b->carrier && b->n_hedges == 0;
}

static void put_voices(const stm_view *view, uint32_t row, stm_span span,
                       bool *begun, stm_markup *out)
{
    const stm_view_report *r = &view->reports[row];
    const stm_attribution *all = view->pile->attributions;
    uint32_t shown = 0;
    uint32_t more = 0;
    for (uint32_t i = 0; i < r->n_attributions; i++) {
        const stm_attribution *a = &all[r->first_attribution + i];
        if (a->n_content == 0 || a->content[0].begin < span.begin ||
            a->content[0].begin >= span.end)
            continue;
        bool told = false;
        for (uint32_t k = i; k-- > 0 && !told;) {
            const stm_attribution *b = &all[r->first_attribution + k];
            if (b->n_content == 0 || b->content[0].begin < span.begin)
                break;
            told = is_alike(b, a);
        }
        if (told)
            continue;
        if (shown == VOICES_SHOWN) {
            more++;
            continue;
        }
        open_note(begun, out);
        put_voice(view, row, a, out);
        shown++;
    }
    if (more > 0) {
        open_note(begun, out);
        STM_HTML(out, "and ");
        stm_say_words(out, more, STM_LIT("voice more"), STM_LIT("voices more"));
        STM_HTML(out, "</p>");
    }
}

/* Rows that share wording in `span`, ascending; at most LETTERS_SHOWN + 1. */
static uint32_t rows_in_span(const stm_view *view, uint32_t row, stm_span span,
                             uint32_t *rows)
{
    uint32_t n = 0;
    for (uint32_t i = stm_view_first_wording(view, row);
         i < view->n_wordings && view->wordings[i].row == row; i++) {
        const stm_view_wording *w = &view->wordings[i];
        if (stm_span_overlap(w->span, span) == 0)
            continue;
        uint32_t k = n;
        while (k > 0 && rows[k - 1] > w->other)
            k--;
        if ((k > 0 && rows[k - 1] == w->other) || k > LETTERS_SHOWN)
            continue;
        if (n <= LETTERS_SHOWN)
            n++;
        for (uint32_t j = n - 1; j > k; j--)
            rows[j] = rows[j - 1];
        rows[k] = w->other;
    }
    return n;
}

static bool has_tint(const stm_view *view, uint32_t row, stm_span span)
{
    const uint8_t *tint = view->tint + view->tint_at[row];
    const size_t len = view->tint_at[row + 1] - view->tint_at[row];
    for (size_t i = span.begin; i < span.end && i < len; i++) {
        if (tint[i])
            return true;
    }
    return false;
}

static void put_wording(const stm_view *view, uint32_t row, stm_span span,
                        bool *begun, stm_markup *out)
{
    uint32_t rows[LETTERS_SHOWN + 2];
    const uint32_t n = rows_in_span(view, row, span, rows);
    if (n == 0 || !has_tint(view, row, span))
        return;
    open_note(begun, out);
    if (view->reports[row].is_copy)
        STM_SIGN(out, "22", "copy");
    else
        STM_SIGN(out, "16", "tint");
    STM_HTML(out, "wording also in <span class=\"rs\">");
    for (uint32_t i = 0; i < n && i < LETTERS_SHOWN; i++)
        stm_put_letter(view, rows[i], out);
    STM_HTML(out, "</span>");
    if (n > LETTERS_SHOWN)
        STM_HTML(out, " and others");
    STM_HTML(out, "</p>");
}

/* The value that mention `m` of a claim gives in a difference, or NULL. */
static const stm_value *value_of(const stm_difference *d, uint32_t m)
{
    for (uint32_t i = 0; i < d->n_values; i++) {
        for (uint32_t k = 0; k < d->values[i].n_mentions; k++) {
            if (d->values[i].mentions[k] == m)
                return &d->values[i];
        }
    }
    return NULL;
}

static void put_others(const stm_difference *d, const stm_value *own,
                       stm_markup *out)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < d->n_values; i++) {
        if (&d->values[i] == own)
            continue;
        if (n == 4) {
            STM_HTML(out, " and others");
            return;
        }
        if (n++ > 0)
            STM_HTML(out, ", ");
        stm_markup_bdi(out, d->values[i].text);
    }
}

static void put_differences(const stm_view *view, uint32_t row, stm_span span,
                            bool *begun, stm_markup *out)
{
    const uint32_t article = view->reports[row].article;
    for (uint32_t i = 0; i < view->n_shared; i++) {
        const stm_claim *c = &view->pile->claims[view->shared[i]];
        for (uint32_t k = 0; c->n_differences > 0 && k < c->n_mentions; k++) {
            const stm_mention *m = &c->mentions[k];
            if (m->article != article || m->span.begin < span.begin ||
                m->span.begin >= span.end)
                continue;
            for (uint32_t d = 0; d < c->n_differences; d++) {
                const stm_value *own = value_of(&c->differences[d], k);
                if (own == NULL)
                    continue;
                open_note(begun, out);
                STM_HTML(out, "<span class=\"p\">");
                STM_SIGN(out, "16", "part");
                STM_HTML(out, "<b>");
                stm_markup_bdi(out, own->text);
                STM_HTML(out, "</b>; others: ");
                put_others(&c->differences[d], own, out);
                STM_HTML(out, " (claim <a href=\"#k");
                stm_markup_u64(out, i + 1);
                STM_HTML(out, "\">");
                stm_markup_u64(out, i + 1);
                STM_HTML(out, "</a>)</span></p>");
            }
        }
    }
}

void stm_put_notes(const stm_view *view, uint32_t row, stm_span span,
                   stm_markup *out)
{
    bool begun = false;
    put_wording(view, row, span, &begun, out);
    put_voices(view, row, span, &begun, out);
    put_differences(view, row, span, &begun, out);
    if (begun)
        STM_HTML(out, "</div>");
}
