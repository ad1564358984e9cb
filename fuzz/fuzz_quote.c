/*
 * Attributions and speakers of any bytes made valid UTF-8, cut to two
 * articles at the first 0xFF: every span lies inside its text on code point
 * borders, contents are there, speakers and bodies are of the list, and a
 * second run gives the same.
 */
#include <assert.h>
#include <string.h>

#include "base/utf8.h"
#include "quote/quote.h"
#include "quote/speakers.h"
#include "text/text_cutter.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { articles = 2, most_pars = 64 };

typedef struct run {
    stm_arena arena;
    stm_article list[articles];
    stm_attribution *said;
    uint32_t n;
    const stm_speaker *speakers;
    uint32_t n_speakers;
} run;

static void cut(stm_article *a, stm_slice text, stm_arena *arena)
{
    a->text = stm_utf8_repair(text, arena);
    stm_paragraph *pars = stm_arena_alloc(arena, most_pars, sizeof *pars);
    assert(pars != NULL);
    for (size_t from = 0; from < a->text.len && a->n_paragraphs < most_pars;) {
        size_t to = stm_slice_find_byte(a->text, '\n', from);
        to = to == STM_SLICE_NPOS ? a->text.len : to;
        if (to > from)
            pars[a->n_paragraphs++].span =
                (stm_span){(uint32_t)from, (uint32_t)to};
        from = to + 1;
    }
    a->paragraphs = pars;
    a->language = STM_LIT("en");
}

static void read_all(run *r, const uint8_t *data, size_t size)
{
    memset(r, 0, sizeof *r);
    stm_arena_init(&r->arena, SIZE_MAX);
    stm_arena scratch;
    stm_arena_init(&scratch, SIZE_MAX);
    const stm_slice all = stm_slice_of(data, size);
    size_t half = stm_slice_find_byte(all, 0xFF, 0);
    half = half == STM_SLICE_NPOS ? size / 2 : half;
    cut(&r->list[0], stm_slice_sub(all, 0, half), &r->arena);
    cut(&r->list[1], stm_slice_sub(all, half, size), &r->arena);
    stm_text_cutter *cutter = NULL;
    assert(stm_text_cutter_new(&cutter, NULL) == STM_OK);
    stm_attribution *of[articles];
    uint32_t n[articles];
    for (uint32_t i = 0; i < articles; i++) {
        stm_text text;
        assert(stm_text_from_article(cutter, &r->list[i], &r->arena, &text,
                                     NULL) == STM_OK);
        assert(stm_attributions_from_text(&r->list[i], i, &text, &r->arena,
                                          &scratch, &of[i], &n[i],
                                          NULL) == STM_OK);
        r->n += n[i];
    }
    r->said = stm_arena_alloc(&r->arena, r->n, sizeof *r->said);
    assert(r->said != NULL);
    uint32_t at = 0;
    for (uint32_t i = 0; i < articles; i++)
        for (uint32_t k = 0; k < n[i]; k++) {
            r->said[at] = of[i][k];
            if (r->said[at].outer != STM_NONE)
                r->said[at].outer += at - k;
            at++;
        }
    static const uint32_t members[articles] = {0, 1};
    const stm_story story = {.articles = members, .n_articles = articles};
    const stm_pile pile = {.articles = r->list,
                           .n_articles = articles,
                           .stories = &story,
                           .n_stories = 1};
    assert(stm_speakers_from_attributions(&pile, NULL, r->said, r->n, &r->arena,
                                          &r->speakers, &r->n_speakers,
                                          NULL) == STM_OK);
    stm_text_cutter_free(cutter);
    stm_arena_release(&scratch);
}

static void check_spans(stm_slice text, const stm_span *spans, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++) {
        assert(spans[i].begin < spans[i].end && spans[i].end <= text.len);
        assert((text.ptr[spans[i].begin] & 0xC0) != 0x80);
        assert(spans[i].end == text.len ||
               (text.ptr[spans[i].end] & 0xC0) != 0x80);
    }
}

static void check(const run *r)
{
    for (uint32_t i = 0; i < r->n; i++) {
        const stm_attribution *a = &r->said[i];
        const stm_slice text = r->list[a->article].text;
        check_spans(text, a->source, a->n_source);
        check_spans(text, a->cue, a->n_cue);
        check_spans(text, a->content, a->n_content);
        assert(a->n_content > 0);
        assert(a->confidence >= 0 && a->confidence <= 1);
        assert(a->speaker == STM_NONE || a->speaker < r->n_speakers);
    }
    for (uint32_t i = 0; i < r->n_speakers; i++) {
        assert(r->speakers[i].n_articles > 0);
        assert(
            r->speakers[i].body == STM_NONE ||
            (r->speakers[i].body < r->n_speakers && r->speakers[i].body != i));
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size > 20000)
        return 0;
    run a;
    run b;
    read_all(&a, data, size);
    check(&a);
    read_all(&b, data, size);
    assert(a.n == b.n && a.n_speakers == b.n_speakers);
    for (uint32_t i = 0; i < a.n; i++)
        assert(a.said[i].speaker == b.said[i].speaker &&
               a.said[i].n_content == b.said[i].n_content);
    stm_arena_release(&a.arena);
    stm_arena_release(&b.arena);
    return 0;
}
