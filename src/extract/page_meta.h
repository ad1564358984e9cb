/*
 * What a page says of its article beside the text: title, authors, outlet,
 * dates, section, dateline and credits, out of the many places that say it.
 */
#ifndef STM_EXTRACT_PAGE_META_H
#define STM_EXTRACT_PAGE_META_H

#include "extract/date_parse.h"
#include "html/html.h"
#include "model/article.h"

/*
 * Fills those fields of *article, whose text and paragraphs are there already
 * with offsets `from` in html->page. Of several that disagree the one counts
 * that the page itself bears out: a headline that the <title> repeats, a date
 * that others share and the text does not contradict. A field that no place
 * tells stays empty. What is given lies in `arena` or, for text, in the
 * article; `scratch` takes the rest. Linear in the page; at most 256 facts
 * are looked at. Error: STM_ERR_NOMEM.
 */
STM_WARN_UNUSED stm_status stm_page_meta_fill(const stm_html *html,
                                              const stm_raw *raw,
                                              stm_arena *scratch,
                                              stm_arena *arena,
                                              stm_article *article);

/*
 * Dateline and credits of an article whose paragraphs, authors and outlet
 * are known; `copyright` is a copyright line of its page, or "".
 */
void stm_page_credits_fill(const stm_date_hint *hint, stm_slice copyright,
                           stm_arena *arena, stm_article *article);

#endif
