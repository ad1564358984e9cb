/* Who an article says was spoken to: "told AFP", "an AFP reporter". */
#ifndef STM_TRACE_TOLD_H
#define STM_TRACE_TOLD_H

#include "model/article.h"

/*
 * Where the article says that somebody spoke to an agency, or that the
 * agency's own people saw or heard something: a sentence that newsrooms leave
 * unchanged in agency copy whose credit they drop. NULL where it does not.
 * "Reuters reported" is no such place: that is a citation.
 */
const stm_credit *stm_article_told(const stm_article *self);

#endif
