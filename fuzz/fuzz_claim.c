/*
 * Claims of a story whose articles are any bytes made valid UTF-8, parted by
 * 0xFF, with attributions and matches at places the input chooses: mentions
 * lie inside, on code point borders and in order, weights fall, every
 * difference parts mentions that are there, and a second run gives the same.
 */
#include <assert.h>
#include <string.h>

#include "base/utf8.h"
#include "claim/claims.h"
#include "claim_story.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { most_articles = 6, most_given = 8 };

static bool is_border(stm_slice text, uint32_t at)
{
    return at == text.len || (text.ptr[at] & 0xC0) != 0x80;
}

static void check_differences(const stm_claim *c)
{
    for (uint32_t d = 0; d < c->n_differences; d++) {
        assert(c->differences[d].n_values >= 2);
        for (uint32_t v = 0; v < c->differences[d].n_values; v++) {
            const stm_value *x = &c->differences[d].values[v];
            assert(x->text.len > 0);
            for (uint32_t k = 0; k < x->n_mentions; k++)
                assert(x->mentions[k] < c->n_mentions);
        }
    }
}

static void check(const claim_story *s, const stm_claim *claims, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++) {
        const stm_claim *c = &claims[i];
        assert(c->n_mentions > 0 && c->n_articles > 0);
        assert(c->weight >= 0 && c->weight <= 1);
        assert(i == 0 || claims[i - 1].weight >= c->weight);
        for (uint32_t k = 0; k < c->n_mentions; k++) {
            const stm_mention *m = &c->mentions[k];
            assert(m->article < s->pile.n_articles);
            const stm_slice text = s->articles[m->article].text;
            assert(m->span.begin < m->span.end && m->span.end <= text.len);
            assert(is_border(text, m->span.begin));
            assert(is_border(text, m->span.end));
            assert(k == 0 || c->mentions[k - 1].article <= m->article);
        }
        check_differences(c);
    }
}

static uint32_t split(const uint8_t *data, size_t size, stm_arena *arena,
                      stm_slice *texts)
{
    uint32_t n = 0;
    size_t begin = 0;
    for (size_t i = 0; i <= size && n < most_articles; i++) {
        if (i < size && data[i] != 0xFF)
            continue;
        texts[n++] =
            stm_utf8_repair(stm_slice_of(data + begin, i - begin), arena);
        begin = i + 1;
    }
    return n;
}

static stm_span place(stm_slice text, uint8_t at, uint8_t len)
{
    uint32_t begin = (uint32_t)(text.len * at / 256);
    uint32_t end = begin + len;
    end = end > text.len ? (uint32_t)text.len : end;
    while (begin < text.len && !is_border(text, begin))
        begin++;
    while (end < text.len && !is_border(text, end))
        end++;
    return (stm_span){begin, end};
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size < most_given)
        return 0;
    stm_arena arena;
    stm_arena_init(&arena, SIZE_MAX);
    stm_slice texts[most_articles];
    const uint32_t n =
        split(data + most_given, size - most_given, &arena, texts);
    claim_story s;
    if (claim_story_init(&s, texts, n, 1) == STM_OK) {
        stm_span spans[2];
        spans[0] = place(texts[0], data[0], data[1]);
        spans[1] = place(texts[n - 1], data[2], data[3]);
        const stm_attribution given = {.article = 0,
                                       .content = &spans[0],
                                       .n_content = 1,
                                       .speaker = STM_NONE,
                                       .carrier = STM_NONE,
                                       .outer = STM_NONE};
        const stm_match match = {
            .a = 0, .b = n - 1, .a_span = spans[0], .b_span = spans[1]};
        s.pile.attributions = &given;
        s.pile.n_attributions = data[4] & 1;
        s.pile.matches = &match;
        s.pile.n_matches = n > 1 && (data[4] & 2) != 0;
        stm_claim *claims = NULL;
        stm_claim *again = NULL;
        uint32_t n_claims = 0;
        uint32_t n_again = 0;
        assert(stm_claims_from_stories(&s.pile, s.pool, &s.arena, &claims,
                                       &n_claims, NULL) == STM_OK);
        check(&s, claims, n_claims);
        assert(stm_claims_from_stories(&s.pile, s.pool, &s.arena, &again,
                                       &n_again, NULL) == STM_OK);
        assert(n_claims == n_again);
        for (uint32_t i = 0; i < n_claims; i++)
            assert(claims[i].weight == again[i].weight &&
                   claims[i].n_mentions == again[i].n_mentions &&
                   stm_slice_eq(claims[i].text, again[i].text));
    }
    claim_story_release(&s);
    stm_arena_release(&arena);
    return 0;
}
