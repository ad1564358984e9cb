#include "extract/block_words.h"

#include "extract/shingle.h"

#include "base/banned.h"

#include "extract/block_words_weights.inc"

typedef struct slots {
    uint16_t *ids; /* ids[n], ascending, distinct */
    uint32_t n;
} slots;

static void add_slot(slots *s, uint64_t hash)
{
    const uint16_t id = (uint16_t)((hash >> 20) % STM_WORD_SLOTS);
    if (s->n == STM_WORDS_MAX)
        return;
    uint32_t at = s->n;
    while (at > 0 && s->ids[at - 1] > id)
        at--;
    if (at > 0 && s->ids[at - 1] == id)
        return;
    for (uint32_t i = s->n; i > at; i--)
        s->ids[i] = s->ids[i - 1];
    s->ids[at] = id;
    s->n++;
}

enum { FIRST_WORDS = 16, LAST_WORDS = 4, LAST_BYTES = 96 };

uint32_t stm_block_text_slots(const stm_blocks *blocks, uint32_t block,
                              uint16_t out[STM_WORDS_MAX])
{
    const stm_slice text =
        stm_span_text(blocks->items[block].text, blocks->text);
    slots s = {.ids = out};
    uint64_t first = 0;
    size_t at = 0;
    uint32_t n = 0;
    for (; n < FIRST_WORDS; n++) {
        const stm_slice word = stm_word_next(text, &at);
        if (word.len == 0)
            return s.n;
        const uint64_t hash = stm_word_hash(word);
        add_slot(&s, hash);
        if (n == 0)
            first = hash;
        else if (n == 1)
            add_slot(&s, first * 31 + hash);
    }
    uint64_t last[LAST_WORDS] = {0};
    uint32_t n_last = 0;
    if (text.len > at + LAST_BYTES) { /* from the next space on */
        at = text.len - LAST_BYTES;
        while (at < text.len && !stm_is_space(text.ptr[at]))
            at++;
    }
    for (stm_slice word = stm_word_next(text, &at); word.len > 0;
         word = stm_word_next(text, &at))
        last[n_last++ % LAST_WORDS] = stm_word_hash(word);
    for (uint32_t i = 0; i < LAST_WORDS && i < n_last; i++)
        add_slot(&s, last[i]);
    return s.n;
}

/* Words of three letters or more, cut at marks and camelCase humps. */
static void add_names(slots *s, stm_slice names, uint64_t seed)
{
    size_t i = 0;
    while (i < names.len) {
        if (!stm_is_alpha(names.ptr[i])) {
            i++;
            continue;
        }
        const size_t begin = i++;
        while (i < names.len && stm_is_lower(names.ptr[i]))
            i++;
        if (i - begin > 2)
            add_slot(s, stm_word_hash(stm_slice_sub(names, begin, i)) ^ seed);
    }
}

uint32_t stm_block_class_slots(const stm_blocks *blocks, uint32_t block,
                               uint16_t out[STM_WORDS_MAX])
{
    static const uint64_t outer_seed = 0x5DEECE66D00000u;
    const stm_html *html = blocks->html;
    slots s = {.ids = out};
    uint32_t node = html->nodes[blocks->items[block].first].parent;
    for (int k = 0; k < 4 && node != STM_NONE; k++) {
        const uint64_t seed = k == 0 ? 0 : outer_seed;
        const stm_slice names = stm_html_attr_get(html, node, STM_LIT("class"));
        const stm_slice id = stm_html_attr_get(html, node, STM_LIT("id"));
        add_names(&s, stm_slice_sub(names, 0, 80), seed);
        add_names(&s, stm_slice_sub(id, 0, 40), seed);
        node = html->nodes[node].parent;
    }
    return s.n;
}

static float score(const int8_t *weights, float bias, const uint16_t *ids,
                   uint32_t n)
{
    int32_t sum = 0;
    for (uint32_t i = 0; i < n; i++)
        sum += weights[ids[i]];
    return bias + (float)sum * word_unit;
}

float stm_block_text_score(const stm_blocks *blocks, uint32_t block)
{
    uint16_t ids[STM_WORDS_MAX];
    const uint32_t n = stm_block_text_slots(blocks, block, ids);
    return score(text_weights, text_bias, ids, n);
}

float stm_block_class_score(const stm_blocks *blocks, uint32_t block)
{
    uint16_t ids[STM_WORDS_MAX];
    const uint32_t n = stm_block_class_slots(blocks, block, ids);
    return score(class_weights, class_bias, ids, n);
}
