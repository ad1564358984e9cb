#include "extract/main_content.h"

#include "extract/block_model.h"

#include "base/banned.h"

stm_status stm_block_scores(const stm_blocks *blocks, stm_arena *arena,
                            float **out)
{
    stm_page_hints hints;
    stm_features features;
    stm_status status = stm_page_hints_from_html(blocks->html, arena, &hints);
    if (status == STM_OK)
        status = stm_features_from_blocks(blocks, &hints, arena, &features);
    stm_page_hints_release(&hints);
    if (status != STM_OK)
        return status;
    return stm_block_model_scores(blocks, &features, arena, out);
}
