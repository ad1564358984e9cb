/* From links of words to the attributions that leave the room. */
#ifndef STM_QUOTE_ATTRIBUTE_H
#define STM_QUOTE_ATTRIBUTE_H

#include "model/attribution.h"
#include "quote/linker.h"
#include "quote/quote_language.h"

/*
 * The links as attributions of article `index`, ordered by content: with
 * type and hedges. A link all of whose words lie inside a content of another
 * is nested in it. The arrays lie in `arena`, what is only needed here in
 * `scratch`. Error: STM_ERR_NOMEM.
 */
STM_WARN_UNUSED stm_status stm_attributions_from_links(
    const stm_reading *reading, const stm_language *language,
    const stm_links *links, uint32_t index, bool reduced, stm_arena *arena,
    stm_arena *scratch, stm_attribution **out, uint32_t *n_out);

#endif
