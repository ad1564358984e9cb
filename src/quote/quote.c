#include "quote/quote.h"

#include "base/banned.h"

stm_status stm_attributions_from_text(const stm_article *article,
                                      uint32_t index, const stm_text *text,
                                      stm_arena *arena, stm_arena *scratch,
                                      stm_attribution **out, uint32_t *n_out,
                                      stm_error *err)
{
    (void)article, (void)index, (void)text, (void)arena, (void)scratch;
    (void)err;
    *out = NULL;
    *n_out = 0;
    return STM_OK;
}
