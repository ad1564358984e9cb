/* What keeps a hostile page from making the tree builder quadratic. */
#ifndef STM_HTML_HTML_LIMIT_H
#define STM_HTML_HTML_LIMIT_H

#include "base/arena.h"
#include "base/status.h"

/*
 * Looks over the tags of `page` and gives in *out what may be parsed: `page`
 * itself for all pages that people write; else a copy of equal length in
 * `arena` in which start tags nested too deep are spaces, cut where the
 * number of nodes would pass the limit. Offsets stay as they were. *was_cut
 * tells. Error: STM_ERR_NOMEM. Linear, about 1 ns a byte.
 */
STM_WARN_UNUSED stm_status stm_html_limit(stm_slice page, stm_arena *arena,
                                          stm_slice *out, bool *was_cut);

#endif
