/*
 * The word cutter over any bytes made valid UTF-8: tokens and sentences lie
 * inside, in order and apart, on code point borders, every sentence holds
 * its tokens and no token is left out; a second cut gives the same. The
 * first byte chooses the language.
 */
#include <assert.h>
#include <string.h>

#include "base/utf8.h"
#include "text/text_cutter.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static bool is_border(stm_slice text, uint32_t at)
{
    return at == text.len || (text.ptr[at] & 0xC0) != 0x80;
}

static void check(const stm_text *t, stm_slice text)
{
    uint32_t end = 0;
    for (uint32_t i = 0; i < t->n_tokens; i++) {
        assert(t->tokens[i].begin >= end);
        assert(t->tokens[i].end > t->tokens[i].begin);
        assert(t->tokens[i].end <= text.len);
        assert(is_border(text, t->tokens[i].begin));
        assert(is_border(text, t->tokens[i].end));
        assert((t->tokens[i].kind == STM_TOKEN_MARK) == (t->terms[i] == 0));
        end = t->tokens[i].end;
    }
    uint32_t next = 0;
    for (uint32_t s = 0; s < t->n_sentences; s++) {
        const stm_sentence *x = &t->sentences[s];
        assert(x->first_token == next && x->n_tokens > 0);
        next += x->n_tokens;
        assert(next <= t->n_tokens);
        assert(x->span.begin == t->tokens[x->first_token].begin);
        assert(x->span.end == t->tokens[next - 1].end);
    }
    assert(next == t->n_tokens);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char *const languages[] = {"en", "de", "fr", "ru",
                                            "ar", "zh", "",   "xx"};
    if (size == 0)
        return 0;
    stm_arena arena;
    stm_arena_init(&arena, SIZE_MAX);
    const stm_slice text =
        stm_utf8_repair(stm_slice_of(data + 1, size - 1), &arena);
    const stm_paragraph whole = {.span = {0, (uint32_t)text.len}};
    const stm_article article = {
        .text = text,
        .language = stm_slice_from_cstr(languages[data[0] % 8]),
        .paragraphs = &whole,
        .n_paragraphs = 1,
    };
    stm_text_cutter *cutter;
    stm_text first;
    stm_text second;
    if (stm_text_cutter_new(&cutter, NULL) != STM_OK)
        return 0;
    if (stm_text_from_article(cutter, &article, &arena, &first, NULL) ==
            STM_OK &&
        stm_text_from_article(cutter, &article, &arena, &second, NULL) ==
            STM_OK) {
        check(&first, text);
        assert(first.n_tokens == second.n_tokens &&
               first.n_sentences == second.n_sentences);
        assert(memcmp(first.terms, second.terms,
                      first.n_tokens * sizeof *first.terms) == 0);
    }
    stm_text_cutter_free(cutter);
    stm_arena_release(&arena);
    return 0;
}
