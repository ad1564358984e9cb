#include "text/text_cutter.h"

#include "base/alloc.h"
#include "text/sentences.h"

#include "base/banned.h"

/* The arrays are kept from article to article. */
struct stm_text_cutter {
    stm_word_cutter words;
    stm_words found;
    stm_sentences sentences;
};

stm_status stm_text_cutter_new(stm_text_cutter **out, stm_error *err)
{
    stm_text_cutter *self = stm_alloc(1, sizeof *self);
    if (self == NULL || stm_word_cutter_init(&self->words) != STM_OK) {
        stm_text_cutter_free(self);
        return stm_fail(err, STM_ERR_NOMEM, 0, "no memory to cut texts");
    }
    *out = self;
    return STM_OK;
}

void stm_text_cutter_free(stm_text_cutter *self)
{
    if (self == NULL)
        return;
    stm_word_cutter_release(&self->words);
    stm_words_release(&self->found);
    stm_sentences_release(&self->sentences);
    stm_free(self);
}

static uint32_t language_of(const stm_article *article)
{
    stm_slice code = article->language;
    if (code.len == 0)
        code = stm_language_of(article->text);
    code = stm_slice_sub(code, 0, stm_slice_find_byte(code, '-', 0));
    return stm_language_index(code);
}

static stm_status cut_paragraph(stm_text_cutter *self,
                                const stm_article *article, uint32_t paragraph,
                                uint32_t language)
{
    const stm_span span = article->paragraphs[paragraph].span;
    if (stm_span_is_empty(span))
        return STM_OK;
    stm_words *words = &self->found;
    const uint32_t first = words->len;
    STM_TRY(stm_words_from_span(&self->words, article->text, span, language,
                                words));
    stm_quote_marks_set(words, first, article->text);
    return stm_sentences_from_words(&self->words, article->text, words, first,
                                    paragraph, language, &self->sentences);
}

static stm_status cut(stm_text_cutter *self, const stm_article *article,
                      stm_arena *arena, stm_text *out)
{
    stm_words *words = &self->found;
    stm_sentences *sentences = &self->sentences;
    words->len = 0;
    sentences->len = 0;
    const uint32_t language = language_of(article);
    for (uint32_t i = 0; i < article->n_paragraphs; i++)
        if (stm_par_is_read(article->paragraphs[i].kind))
            STM_TRY(cut_paragraph(self, article, i, language));
    const stm_text text = {
        .tokens = stm_arena_copy_array(arena, words->tokens, words->len,
                                       sizeof *words->tokens),
        .terms = stm_arena_copy_array(arena, words->terms, words->len,
                                      sizeof *words->terms),
        .stems = stm_arena_copy_array(arena, words->stems, words->len,
                                      sizeof *words->stems),
        .n_tokens = words->len,
        .sentences = stm_arena_copy_array(
            arena, sentences->items, sentences->len, sizeof *sentences->items),
        .n_sentences = sentences->len,
    };
    if (arena->failed)
        return STM_ERR_NOMEM;
    *out = text;
    return STM_OK;
}

stm_status stm_text_from_article(stm_text_cutter *self,
                                 const stm_article *article, stm_arena *arena,
                                 stm_text *out, stm_error *err)
{
    if (cut(self, article, arena, out) != STM_OK)
        return stm_fail(err, STM_ERR_NOMEM, 0, "no memory to cut a text");
    return STM_OK;
}
