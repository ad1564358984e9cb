#include "match/doc.h"

#include "base/alloc.h"
#include "base/map.h"
#include "base/status.h"

#include "base/banned.h"

/* A "word" longer than this is no word of news and is left out. */
enum { word_max_bytes = UINT16_MAX };

static bool is_kept(const stm_token *t)
{
    return t->kind != STM_TOKEN_MARK && t->end - t->begin < word_max_bytes;
}

static uint8_t word_flags(const stm_token *t, bool first)
{
    uint8_t flags = 0;
    if (first)
        flags |= STM_WORD_FIRST;
    if ((t->flags & STM_TOKEN_STOP) != 0)
        flags |= STM_WORD_STOP;
    else if ((t->flags & STM_TOKEN_CAPITAL) != 0 && !first)
        flags |= STM_WORD_CAPITAL;
    if (t->kind == STM_TOKEN_NUMBER)
        flags |= STM_WORD_NUMBER;
    return flags;
}

stm_status stm_doc_from_text(const stm_text *text, stm_arena *arena,
                             stm_doc *out)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < text->n_tokens; i++)
        n += is_kept(&text->tokens[i]);
    uint32_t *words = stm_arena_alloc(arena, n, sizeof *words);
    uint32_t *begins = stm_arena_alloc(arena, n, sizeof *begins);
    uint16_t *lens = stm_arena_alloc(arena, n, sizeof *lens);
    uint8_t *flags = stm_arena_alloc(arena, n, sizeof *flags);
    if (arena->failed)
        return STM_ERR_NOMEM;
    uint32_t to = 0;
    for (uint32_t s = 0; s < text->n_sentences; s++) {
        const stm_sentence *sentence = &text->sentences[s];
        bool first = true;
        for (uint32_t k = 0; k < sentence->n_tokens; k++) {
            const uint32_t i = sentence->first_token + k;
            const stm_token *t = &text->tokens[i];
            if (!is_kept(t))
                continue;
            words[to] = (uint32_t)(text->terms[i] >> 32);
            begins[to] = t->begin;
            lens[to] = (uint16_t)(t->end - t->begin);
            flags[to++] = word_flags(t, first);
            first = false;
        }
    }
    out->words = words;
    out->begins = begins;
    out->lens = lens;
    out->flags = flags;
    out->n_words = to;
    return STM_OK;
}

uint32_t stm_gram_hash(const uint32_t *words)
{
    uint64_t h = 0;
    for (uint32_t i = 0; i < STM_GRAM_WORDS; i++)
        h = (h + words[i]) * 0x9E3779B97F4A7C15u;
    h ^= h >> 32;
    h *= 0xD6E8FEB86659FD93u;
    return (uint32_t)(h >> 32);
}

/* Of each window the gram with the least hash, the last of equals. */
stm_status stm_doc_add_grams(const stm_doc *self, uint32_t number,
                             stm_grams *out)
{
    if (self->n_words < STM_GRAM_WORDS)
        return STM_OK;
    const uint32_t n = self->n_words - STM_GRAM_WORDS + 1;
    uint32_t ring[STM_GRAM_WINDOW];
    uint32_t best = STM_NONE;
    for (uint32_t i = 0; i < n; i++) {
        ring[i % STM_GRAM_WINDOW] = stm_gram_hash(self->words + i);
        if (i + 1 < STM_GRAM_WINDOW && i + 1 < n)
            continue;
        const uint32_t from =
            i + 1 >= STM_GRAM_WINDOW ? i + 1 - STM_GRAM_WINDOW : 0;
        uint32_t least = from;
        for (uint32_t k = from + 1; k <= i; k++)
            if (ring[k % STM_GRAM_WINDOW] <= ring[least % STM_GRAM_WINDOW])
                least = k;
        if (least == best)
            continue;
        best = least;
        if (!stm_grow(&out->items, &out->cap, out->len + 1, sizeof *out->items))
            return STM_ERR_NOMEM;
        out->items[out->len++] =
            (stm_gram){ring[least % STM_GRAM_WINDOW], number, least};
    }
    return STM_OK;
}

stm_span stm_doc_span(const stm_doc *self, uint32_t first, uint32_t last)
{
    return (stm_span){self->begins[first],
                      self->begins[last - 1] + self->lens[last - 1]};
}
