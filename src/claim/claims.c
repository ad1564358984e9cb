#include "claim/claims.h"

#include "base/banned.h"

stm_status stm_claims_from_stories(const stm_pile *pile, stm_pool *pool,
                                   stm_arena *arena, stm_claim **out,
                                   uint32_t *n_out, stm_error *err)
{
    (void)pile, (void)pool, (void)arena, (void)err;
    *out = NULL;
    *n_out = 0;
    return STM_OK;
}
