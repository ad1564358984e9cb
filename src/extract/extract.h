/* The extractor's door: from a raw document to an article. */
#ifndef STM_EXTRACT_EXTRACT_H
#define STM_EXTRACT_EXTRACT_H

#include "base/diag.h"
#include "model/article.h"

/*
 * Makes the article of one raw document: text, paragraphs, title, dates,
 * credits. All it needs of `raw` is copied into `arena`. A document that
 * holds no article gives one with a status and a reason. `language` is left
 * empty where the document does not name it. Errors: STM_ERR_NOMEM. Safe to
 * call from many threads at once.
 */
STM_WARN_UNUSED stm_status stm_article_from_raw(const stm_raw *raw,
                                                stm_arena *arena,
                                                stm_article *out,
                                                stm_error *err);

/*
 * Looks over all articles of a run: blocks that recur over pages of one
 * site are marked STM_PAR_OTHER (or cut, for pages), and an article whose
 * text is the same as an earlier one's gets status DUPLICATE when its bytes
 * are too. Changes articles[n] in place; new arrays lie in `arena`. Error:
 * STM_ERR_NOMEM.
 */
STM_WARN_UNUSED stm_status stm_articles_compare(stm_article *articles,
                                                uint32_t n, stm_arena *arena,
                                                stm_error *err);

#endif
