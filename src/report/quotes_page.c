/* Texts with their attributions marked, for checking by eye. */
#include <string.h>

#include "report/page.h"
#include "report/report.h"
#include "report/say.h"

#include "base/banned.h"

/* What a byte of a text is part of; the higher hides the lower. */
enum { IN_NOTHING, IN_CONTENT, IN_CUE, IN_SOURCE };

static void mark(uint8_t *marks, stm_slice text, const stm_span *spans,
                 uint32_t n, uint8_t as)
{
    for (uint32_t i = 0; i < n; i++)
        for (uint32_t k = spans[i].begin; k < spans[i].end && k < text.len; k++)
            marks[k] = marks[k] < as ? as : marks[k];
}

static void put_run(stm_slice run, uint8_t as, stm_markup *out)
{
    switch (as) {
    case IN_CONTENT:
        STM_HTML(out, "<mark>");
        stm_markup_text(out, run);
        STM_HTML(out, "</mark>");
        return;
    case IN_CUE:
        STM_HTML(out, "<u>");
        stm_markup_text(out, run);
        STM_HTML(out, "</u>");
        return;
    case IN_SOURCE:
        STM_HTML(out, "<b>");
        stm_markup_text(out, run);
        STM_HTML(out, "</b>");
        return;
    default:
        stm_markup_text(out, run);
    }
}

static void put_paragraph(const stm_article *a, stm_span par,
                          const uint8_t *marks, stm_markup *out)
{
    STM_HTML(out, "<p dir=\"auto\">");
    for (uint32_t from = par.begin; from < par.end;) {
        uint32_t to = from + 1;
        while (to < par.end && marks[to] == marks[from])
            to++;
        put_run(stm_slice_sub(a->text, from, to), marks[from], out);
        from = to;
    }
    STM_HTML(out, "</p>\n");
}

static void put_one(const stm_pile *pile, const stm_attribution *a,
                    stm_markup *out)
{
    STM_HTML(out, "<li><b>");
    if (a->speaker < pile->n_speakers)
        stm_markup_bdi(out, pile->speakers[a->speaker].name);
    else
        STM_HTML(out, "nobody named");
    STM_HTML(out, "</b>, ");
    stm_markup_text(out, stm_speech_text(a->type));
    STM_HTML(out, ", ");
    stm_markup_u64(out, (uint64_t)(a->confidence * 100.0F + 0.5F));
    STM_HTML(out, " in 100 sure: ");
    stm_markup_bdi(
        out, stm_span_text(a->content[0], pile->articles[a->article].text));
    STM_HTML(out, "</li>\n");
}

static void put_article(const stm_pile *pile, uint32_t article, uint32_t from,
                        uint32_t to, uint8_t *marks, stm_markup *out)
{
    const stm_article *a = &pile->articles[article];
    STM_HTML(out, "<section class=\"main\"><h2 dir=\"auto\">");
    if (a->title.len > 0)
        stm_markup_text(out, a->title);
    else
        STM_HTML(out, "Without a headline");
    STM_HTML(out, "</h2>\n<p class=\"kick\">");
    stm_markup_bdi(out, a->id);
    STM_HTML(out, " · ");
    stm_say_count(out, to - from, STM_LIT("attribution"),
                  STM_LIT("attributions"));
    STM_HTML(out, "</p>\n");
    for (uint32_t i = from; i < to; i++) {
        const stm_attribution *q = &pile->attributions[i];
        mark(marks, a->text, q->content, q->n_content, IN_CONTENT);
        mark(marks, a->text, q->cue, q->n_cue, IN_CUE);
        mark(marks, a->text, q->source, q->n_source, IN_SOURCE);
    }
    for (uint32_t i = 0; i < a->n_paragraphs; i++)
        if (stm_par_is_read(a->paragraphs[i].kind))
            put_paragraph(a, a->paragraphs[i].span, marks, out);
    STM_HTML(out, "<ol>\n");
    for (uint32_t i = from; i < to; i++)
        put_one(pile, &pile->attributions[i], out);
    STM_HTML(out, "</ol></section>\n");
}

void stm_report_quotes(const stm_pile *pile, stm_buf *buf)
{
    stm_markup markup;
    stm_markup *out = &markup;
    stm_markup_init(out, buf);
    stm_page_begin_title(out);
    STM_HTML(out, "Who says what");
    stm_page_end_title(out);
    STM_PAGE_BODY(out, "p-quotes", "To the texts");
    STM_HTML(out, "<main id=\"main\">\n<h1>Who says what</h1>\n<p "
                  "class=\"deck\"><b>Who is named</b>, <u>the cue</u> and "
                  "<mark>what is said</mark>.</p>\n");
    uint32_t at = 0;
    for (uint32_t i = 0; i < pile->n_articles; i++) {
        if (pile->articles[i].status != STM_RECORD_OK)
            continue;
        while (at < pile->n_attributions && pile->attributions[at].article < i)
            at++;
        const uint32_t from = at;
        while (at < pile->n_attributions && pile->attributions[at].article == i)
            at++;
        stm_arena arena;
        stm_arena_init(&arena, SIZE_MAX);
        uint8_t *marks =
            stm_arena_alloc(&arena, pile->articles[i].text.len + 1, 1);
        if (marks == NULL)
            stm_markup_fail(out);
        else
            put_article(pile, i, from, at, marks, out);
        stm_arena_release(&arena);
    }
    STM_HTML(out, "</main>\n");
    stm_page_end(out, pile);
}
