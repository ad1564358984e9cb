#include "extract/main_content.h"

#include "extract/block_model.h"

#include "base/banned.h"

/*
 * Comments read like prose, and a page may hold more of them than of its
 * article; a consent notice is the longest text of many a page. Where enough
 * else is kept, what stands among either goes. (Sites left out: article-body
 * .957 to .965, publishers .9658 to .9664, segments unchanged.)
 */
enum { ENOUGH_BYTES = 300 };

static void drop_comments(const stm_blocks *blocks,
                          const stm_features *features, float *scores)
{
    uint32_t kept = 0;
    for (int pass = 0; pass < 2; pass++) {
        for (uint32_t i = 0; i < blocks->n; i++) {
            const float *f = &features->rows[(size_t)i * STM_F_COUNT];
            const bool is_foreign = f[STM_F_USE_ALL + STM_USE_COMMENT] > 0.0F ||
                                    f[STM_F_USE_ALL + STM_USE_COOKIE] > 0.0F;
            const stm_block *b = &blocks->items[i];
            if (pass == 0 && !is_foreign && scores[i] >= STM_KEEP_FROM)
                kept += b->text.end - b->text.begin;
            if (pass == 1 && is_foreign)
                scores[i] = 0.0F;
        }
        if (kept < ENOUGH_BYTES)
            return;
    }
}

stm_status stm_block_scores(const stm_blocks *blocks,
                            const stm_features *features, stm_arena *arena,
                            float **out)
{
    STM_TRY(stm_block_model_scores(blocks, features, arena, out));
    drop_comments(blocks, features, *out);
    return STM_OK;
}
