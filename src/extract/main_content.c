#include "extract/main_content.h"

#include "base/banned.h"

static const uint32_t never = STM_IN_NAV | STM_IN_ASIDE | STM_IN_FOOTER |
                              STM_IN_FORM | STM_IN_BUTTON | STM_IN_HIDDEN |
                              STM_IN_NOSCRIPT | STM_IN_DIALOG;

static float weight_of(const stm_block *b)
{
    const float len = (float)(b->text.end - b->text.begin);
    if ((b->flags & never) != 0 || b->n_words < 8)
        return 0.0F;
    return len - 2.0F * (float)b->link_bytes;
}

stm_status stm_block_scores(const stm_blocks *blocks, stm_arena *arena,
                            float **out)
{
    const stm_html *html = blocks->html;
    float *scores = stm_arena_alloc(arena, blocks->n, sizeof(*scores));
    float *held = stm_arena_alloc(arena, html->n_nodes, sizeof(*held));
    if (scores == NULL || held == NULL)
        return STM_ERR_NOMEM;
    for (uint32_t i = 0; i < blocks->n; i++) {
        float w = weight_of(&blocks->items[i]);
        uint32_t node = blocks->items[i].box;
        for (int k = 0; k < 4 && node != STM_NONE; k++, w *= 0.7F) {
            node = html->nodes[node].parent;
            if (node != STM_NONE)
                held[node] += w;
        }
    }
    uint32_t best = 0;
    for (uint32_t i = 0; i < html->n_nodes; i++) {
        if (held[i] > held[best])
            best = i;
    }
    for (uint32_t i = 0; i < blocks->n; i++) {
        const stm_block *b = &blocks->items[i];
        const uint32_t len = b->text.end - b->text.begin;
        const bool inside =
            b->box >= best && b->box < html->nodes[best].end_node;
        const bool ok = (b->flags & never) == 0 && 2 * b->link_bytes < len;
        scores[i] = inside && ok ? 1.0F : 0.0F;
    }
    *out = scores;
    return STM_OK;
}
