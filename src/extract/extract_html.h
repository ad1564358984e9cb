/* A page's article: which of its blocks are kept, and as what. */
#ifndef STM_EXTRACT_EXTRACT_HTML_H
#define STM_EXTRACT_EXTRACT_HTML_H

#include "extract/block.h"
#include "model/article.h"

/*
 * Fills text, paragraphs, status, reason and paywall of *out from the page's
 * tree; offsets `from` count in html->page. What is given lies in `arena`;
 * `scratch` takes what is not needed afterwards. Error: STM_ERR_NOMEM.
 */
STM_WARN_UNUSED stm_status stm_article_from_html(const stm_html *html,
                                                 stm_arena *scratch,
                                                 stm_arena *arena,
                                                 stm_article *out);

/* The same for a fragment that holds an article alone: all is kept. */
STM_WARN_UNUSED stm_status stm_article_from_fragment(const stm_html *html,
                                                     stm_arena *scratch,
                                                     stm_arena *arena,
                                                     stm_article *out);

#endif
