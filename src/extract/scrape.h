/* An article out of plain text that may hold a whole scraped page. */
#ifndef STM_EXTRACT_SCRAPE_H
#define STM_EXTRACT_SCRAPE_H

#include "base/arena.h"
#include "base/status.h"
#include "model/article.h"

/*
 * Fills text, paragraphs, title, authors, outlet, dateline, dates, credits
 * and what else the text of `raw` (kind TEXT, or FIELDS without HTML) tells
 * into *out, in `arena`. The text is the input's own, unchanged but for
 * repair to valid UTF-8; paragraphs that are not the article are of kind
 * OTHER. What the record gave by itself comes before what its text tells.
 * Error: STM_ERR_NOMEM. Linear in the text.
 */
STM_WARN_UNUSED stm_status stm_scrape_from_text(const stm_raw *raw,
                                                stm_arena *arena,
                                                stm_article *out,
                                                stm_error *err);

#endif
