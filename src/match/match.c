#include "match/match.h"

#include "base/banned.h"

stm_status stm_matches_from_articles(const stm_pile *pile, stm_pool *pool,
                                     const stm_match_opts *opts,
                                     stm_arena *arena, const stm_match **out,
                                     uint32_t *n_out, stm_error *err)
{
    (void)pile, (void)pool, (void)opts, (void)arena, (void)err;
    *out = NULL;
    *n_out = 0;
    return STM_OK;
}
