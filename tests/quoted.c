#include "quoted.h"

#include "base/buf.h"
#include "text/text_cutter.h"

bool quoted_read(quoted *self, const char *text, const char *language)
{
    *self = (quoted){.n = 0};
    stm_arena_init(&self->arena, SIZE_MAX);
    stm_arena_init(&self->scratch, SIZE_MAX);
    stm_article *a = &self->article;
    a->text = stm_slice_from_cstr(text);
    a->language = stm_slice_from_cstr(language);
    for (size_t from = 0; from < a->text.len;) {
        size_t to = stm_slice_find_byte(a->text, '\n', from);
        to = to == STM_SLICE_NPOS ? a->text.len : to;
        self->pars[a->n_paragraphs++].span =
            (stm_span){(uint32_t)from, (uint32_t)to};
        from = to + 1;
    }
    a->paragraphs = self->pars;
    stm_text_cutter *cutter = NULL;
    stm_text cut = {0};
    const bool ok =
        need_ok(stm_text_cutter_new(&cutter, NULL)) &&
        need_ok(stm_text_from_article(cutter, a, &self->arena, &cut, NULL)) &&
        need_ok(stm_attributions_from_text(a, 0, &cut, &self->arena,
                                           &self->scratch, &self->list,
                                           &self->n, NULL));
    stm_text_cutter_free(cutter);
    return ok;
}

void quoted_free(quoted *self)
{
    stm_arena_release(&self->arena);
    stm_arena_release(&self->scratch);
}

stm_slice quoted_words(const quoted *self, stm_span s)
{
    return stm_span_text(s, self->article.text);
}

static void put_spans(const quoted *self, const stm_span *spans, uint32_t n,
                      const char *marks, stm_buf *out)
{
    stm_buf_byte(out, (uint8_t)marks[0]);
    for (uint32_t i = 0; i < n; i++) {
        if (i > 0)
            stm_buf_add(out, STM_LIT(" + "));
        stm_buf_add(out, quoted_words(self, spans[i]));
    }
    stm_buf_byte(out, (uint8_t)marks[1]);
}

stm_slice quoted_lines(const quoted *self, stm_arena *arena)
{
    stm_buf out;
    stm_buf_init(&out, SIZE_MAX);
    for (uint32_t i = 0; i < self->n; i++) {
        const stm_attribution *a = &self->list[i];
        if (i > 0)
            stm_buf_byte(&out, '\n');
        stm_buf_add(&out, stm_speech_text(a->type));
        stm_buf_byte(&out, ' ');
        put_spans(self, a->source, a->n_source, "[]", &out);
        stm_buf_byte(&out, ' ');
        put_spans(self, a->cue, a->n_cue, "<>", &out);
        stm_buf_byte(&out, ' ');
        put_spans(self, a->content, a->n_content, "{}", &out);
        if (a->outer != STM_NONE) {
            stm_buf_add(&out, STM_LIT("  in "));
            stm_buf_byte(&out, (uint8_t)('0' + a->outer % 10));
        }
    }
    if (out.status != STM_OK)
        arena->failed = true;
    const stm_slice kept = stm_arena_copy(arena, stm_buf_slice(&out));
    stm_buf_release(&out);
    return kept;
}
