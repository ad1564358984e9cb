/*
 * The text room's door: from an article to words and sentences.
 *
 * A cutter holds break iterators and stemmers, which are dear to open; each
 * worker has its own and uses it for all its articles.
 */
#ifndef STM_TEXT_TEXT_CUTTER_H
#define STM_TEXT_TEXT_CUTTER_H

#include "base/arena.h"
#include "base/status.h"
#include "model/text.h"

typedef struct stm_text_cutter stm_text_cutter;

/* Error: STM_ERR_NOMEM (also where ICU's data is missing). */
STM_WARN_UNUSED stm_status stm_text_cutter_new(stm_text_cutter **out,
                                               stm_error *err);
void stm_text_cutter_free(stm_text_cutter *self);

/*
 * Cuts the read paragraphs of `article`. The arrays lie in `arena`. The
 * language is the article's, or is guessed where it names none. Error:
 * STM_ERR_NOMEM. Same bytes out for same bytes in, whatever came before.
 */
STM_WARN_UNUSED stm_status stm_text_from_article(stm_text_cutter *self,
                                                 const stm_article *article,
                                                 stm_arena *arena,
                                                 stm_text *out, stm_error *err);

/*
 * The base language of `text` (BCP 47, "en"), or "" where it cannot be told.
 * The slice is static. Safe from many threads.
 */
stm_slice stm_language_of(stm_slice text);

#endif
