/*
 * Paragraphs whose layout alone tells who speaks.
 *
 *   MOOR: We will go.            a line of a transcript
 *   “We will go.” — Ida Moor     a quotation signed
 */
#ifndef STM_QUOTE_LINES_H
#define STM_QUOTE_LINES_H

#include "quote/labels.h"
#include "quote/reading.h"

/* Whether the article holds lines of a transcript, two at least. */
bool stm_lines_are_transcript(const stm_reading *reading);

/*
 * Overwrites labels[p->n] of the words of paragraph `p` where its layout
 * says more; returns whether it did.
 */
bool stm_lines_label(const stm_reading *reading, const stm_qparagraph *p,
                     bool transcript, uint8_t *labels);

#endif
