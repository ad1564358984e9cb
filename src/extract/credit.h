/*
 * Whose copy a text is: datelines and agency credits, and which of the
 * agencies named in a text are credits, which a photo's, which only cited.
 */
#ifndef STM_EXTRACT_CREDIT_H
#define STM_EXTRACT_CREDIT_H

#include "base/arena.h"
#include "extract/date_parse.h"
#include "model/article.h"

/* "BAKU, Sept 19 (Reuters) —" at the head of a paragraph. */
typedef struct stm_dateline {
    stm_span at;    /* all of it, with its dash */
    stm_span place; /* "BAKU"; empty where it names an agency alone */
    stm_span agency_at;
    stm_slice agency; /* canonical; as printed if told by its form; or "" */
    stm_date date;    /* year 0 where it names none; NONE without a date */
} stm_dateline;

/*
 * Reads a dateline at the head of text[par]. False, *out untouched, where
 * there is none.
 */
bool stm_dateline_read(stm_slice text, stm_span par, const stm_date_hint *hint,
                       stm_dateline *out);

/*
 * The first dateline at the head of one of the first four paragraphs that are
 * body or heading. False, *out untouched: none.
 */
bool stm_dateline_find(stm_slice text, const stm_paragraph *pars, uint32_t n,
                       const stm_date_hint *hint, stm_dateline *out);

/* What stm_credits_find looks at besides the article's paragraphs. */
typedef struct stm_credit_clues {
    const stm_dateline *dateline; /* or NULL */
    stm_slice copyright;          /* a copyright line of the page, or "" */
} stm_credit_clues;

/*
 * An agency that no table knows is told by its form in the dateline or among
 * the authors, and then found by that name wherever the text has it; the
 * outlet's own name is no agency's.
 *
 * All agencies named in the read paragraphs of `article`, in its authors and
 * in the clues, in order of the text, those outside the text last; an agency
 * once a place. Paragraphs of kind OTHER count for lines such as "Source:
 * AP" right after the text. Fills out->credits, in `arena`. A failed arena
 * gives none.
 */
void stm_credits_find(stm_article *article, const stm_credit_clues *clues,
                      stm_arena *arena);

/* True where the line is an image's credit by its shape: "(Foto: dpa)". */
bool stm_line_is_photo_credit(stm_slice line);

#endif
