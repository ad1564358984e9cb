/* The dates a page gives of its article, each with its place and trust. */
#ifndef STM_EXTRACT_PAGE_DATES_H
#define STM_EXTRACT_PAGE_DATES_H

#include "extract/page_facts.h"
#include "extract/text_dates.h"

/* Where on the page the article stands, as byte offsets of the page. */
typedef struct stm_page_frame {
    uint32_t headline; /* its heading, or the text's begin */
    uint32_t begin;    /* of its first paragraph */
    uint32_t end;      /* of its last */
} stm_page_frame;

/*
 * Gathers the candidates and chooses: fills dates, published and modified of
 * *article. Machine-read places (JSON-LD, meta, <time>) are trusted by what
 * they are named for, shown text by where it stands to the headline, the
 * URL's own day below them.
 */
void stm_page_dates_fill(const stm_html *html, const stm_page_facts *facts,
                         const stm_page_frame *frame, const stm_raw *raw,
                         const stm_date_hint *hint, stm_arena *arena,
                         stm_article *article);

#endif
