/* The day of a report as its own text tells it, weighed against its words. */
#ifndef STM_EXTRACT_TEXT_DATES_H
#define STM_EXTRACT_TEXT_DATES_H

#include "base/arena.h"
#include "extract/date_parse.h"
#include "model/article.h"

/* A date printed with the text, which might be its day of publication. */
typedef struct stm_date_claim {
    stm_date date;
    stm_span at;     /* in the text; empty where it stands outside */
    uint8_t place;   /* stm_date_place */
    uint8_t role;    /* stm_date_role, as its label or markup says */
    uint8_t weekday; /* printed beside it, 1 Monday .. 7; 0 none */
    float trust;     /* 0..1 by its place alone */
} stm_date_claim;

/*
 * How far the words of the read paragraphs of `article` go with publication
 * on the day of `date`: 1 neutral, above it borne out, below contradicted.
 * What counts: "Tuesday, September 19" fits few years; "on Tuesday" in the
 * first paragraphs lies at most a few days back; no day named with its year
 * lies long after; the years named reach up to near it.
 */
float stm_text_bears_out(const stm_article *article, const stm_date_hint *hint,
                         stm_date date);

/*
 * Weighs the claims against the text, sorts the best first in belief, and
 * fills dates, published, published_confidence and modified of *article; the
 * days its body names go in as candidates of role EVENT. Claims come in order
 * of rising offset, those outside the text first. A failed arena leaves the
 * fields empty.
 */
void stm_dates_choose(stm_article *article, const stm_date_hint *hint,
                      stm_date_claim *claims, uint32_t n_claims,
                      stm_arena *arena);

#endif
