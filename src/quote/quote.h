/* The door of attributions: from words to who says what. */
#ifndef STM_QUOTE_QUOTE_H
#define STM_QUOTE_QUOTE_H

#include "base/arena.h"
#include "base/pool.h"
#include "model/pile.h"

/*
 * The attributions of one article, in order of their content. `index` is
 * the article's in the pile; speakers are left STM_NONE. `outer` is an index
 * into this article's own list. The arrays lie in `arena`; `scratch` is
 * used and may be cleared afterwards. Error: STM_ERR_NOMEM. Safe from many
 * threads with arenas of their own.
 */
STM_WARN_UNUSED stm_status stm_attributions_from_text(
    const stm_article *article, uint32_t index, const stm_text *text,
    stm_arena *arena, stm_arena *scratch, stm_attribution **out,
    uint32_t *n_out, stm_error *err);

#endif
