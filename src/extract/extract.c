#include "extract/extract.h"

#include "base/banned.h"

stm_status stm_article_from_raw(const stm_raw *raw, stm_arena *arena,
                                stm_article *out, stm_error *err)
{
    (void)raw, (void)arena, (void)err;
    *out = (stm_article){0};
    return STM_OK;
}

stm_status stm_articles_compare(stm_article *articles, uint32_t n,
                                stm_arena *arena, stm_error *err)
{
    (void)articles, (void)n, (void)arena, (void)err;
    return STM_OK;
}
