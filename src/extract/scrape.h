/* An article out of plain text that may hold a whole scraped page. */
#ifndef STM_EXTRACT_SCRAPE_H
#define STM_EXTRACT_SCRAPE_H

#include "base/arena.h"
#include "base/status.h"
#include "model/article.h"

/*
 * Fills text, paragraphs, title, dateline, dates and what else the text of
 * `raw` (kind TEXT, or FIELDS without HTML) tells into *out, in `arena`. The
 * text is the input's own, unchanged; paragraphs that are not the article
 * are of kind OTHER. Error: STM_ERR_NOMEM.
 */
STM_WARN_UNUSED stm_status stm_scrape_from_text(const stm_raw *raw,
                                                stm_arena *arena,
                                                stm_article *out,
                                                stm_error *err);

#endif
