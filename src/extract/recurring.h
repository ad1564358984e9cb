/* Blocks that a site prints on many of its pages, found by comparing them. */
#ifndef STM_EXTRACT_RECURRING_H
#define STM_EXTRACT_RECURRING_H

#include "base/arena.h"
#include "base/status.h"
#include "model/article.h"

/*
 * Leaves out of articles[n] what stands word for word on at least three
 * pages of one site (by `site`, else the host of `url`) that are otherwise
 * unlike. Cut from the text of pages, with every span moved along; marked
 * OTHER where the text is the input's own. `reason` says how many. Versions
 * of one story share most paragraphs and lose none. New arrays lie in
 * `arena`. Error: STM_ERR_NOMEM. Linear but for sorting.
 */
STM_WARN_UNUSED stm_status stm_drop_recurring(stm_article *articles, uint32_t n,
                                              stm_arena *arena);

#endif
