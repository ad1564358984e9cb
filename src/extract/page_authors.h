/* Who wrote a page's article, as the page tells it. */
#ifndef STM_EXTRACT_PAGE_AUTHORS_H
#define STM_EXTRACT_PAGE_AUTHORS_H

#include "extract/page_dates.h"
#include "extract/page_facts.h"

/*
 * Fills authors of *article, whose outlet, site and text are there. The first
 * place that names a person is taken: the record's own field, JSON-LD, meta,
 * links to a writer's page, microdata, a line at the headline that begins as
 * a byline does, classes, the text. Where nobody is found, the organisation
 * or desk that signs. A failed arena leaves the list empty. Linear.
 */
void stm_page_authors_fill(const stm_html *html, const stm_page_facts *facts,
                           const stm_page_frame *frame, const stm_raw *raw,
                           const stm_date_hint *hint, stm_arena *scratch,
                           stm_arena *arena, stm_article *article);

#endif
