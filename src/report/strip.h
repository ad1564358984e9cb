/*
 * Strips: columns are the reports in the order of the page, a line is an
 * origin or a voice.
 *
 * Up to 14 reports a disc bears its letter, 24 px a column. More are dots of
 * 7 px, 30 to a line, with their letters in the list beside; more than 120
 * are not drawn but told.
 */
#ifndef STM_REPORT_STRIP_H
#define STM_REPORT_STRIP_H

#include "report/view.h"

#define STM_STRIP_LETTERS 14u /* reports whose discs bear letters */
#define STM_STRIP_DRAWN 120u  /* reports that are drawn at all */

/* One disc: where it stands and what it says. */
typedef struct stm_disc {
    uint32_t row;
    bool open;     /* carried, and nobody named */
    stm_span span; /* what it links to; empty: the report */
} stm_disc;

/* The strip of a voice; discs[n] ascending by row. */
void stm_strip_put_voice(const stm_view *view, const stm_disc *discs,
                         uint32_t n, stm_markup *out);

/* The same for who is named and not heard: squares. */
void stm_strip_put_named(const stm_view *view, const stm_disc *discs,
                         uint32_t n, stm_markup *out);

/* The strip of a claim: a line an origin. */
void stm_strip_put_claim(const stm_view *view, const stm_claim *claim,
                         stm_markup *out);

#endif
