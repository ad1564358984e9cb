/* Whether a page is an article at all, and whether its text was cut off. */
#ifndef STM_EXTRACT_PAGE_VERDICT_H
#define STM_EXTRACT_PAGE_VERDICT_H

#include "extract/block_features.h"
#include "model/raw.h"

typedef struct stm_page_verdict {
    stm_record_status status; /* OK, EMPTY or NOT_ARTICLE */
    stm_slice reason;         /* static; "" where OK */
    bool paywall;             /* the text stops at an offer to subscribe */
} stm_page_verdict;

/*
 * Judges the page by what was kept of it (`scores`, see main_content.h) and
 * what was left. Errs towards OK: a wrongly kept list costs less than a lost
 * article. Linear.
 */
stm_page_verdict stm_page_verdict_of(const stm_blocks *blocks,
                                     const stm_features *features,
                                     const stm_page_hints *hints,
                                     const float *scores);

#endif
