/* Pieces of drawings: points, fitted text. Lengths are in CSS pixels. */
#ifndef STM_REPORT_SVG_H
#define STM_REPORT_SVG_H

#include "report/markup.h"

/* ` name="1.5"`. */
#define STM_SVG_NUMBER(out, name, value)                                       \
    stm_svg__number(out, STM_LIT(" " name "=\""), value)
void stm_svg__number(stm_markup *out, stm_slice opening, double value);

/* "12.5 30": a point of a path. */
void stm_svg_point(stm_markup *out, double x, double y);

/*
 * As much of `text` as about `width` pixels of 13 px sans hold, with an
 * ellipsis where it is cut; line breaks become spaces.
 */
void stm_svg_fit(stm_markup *out, stm_slice text, double width);

/* About how many pixels `text` takes at 13 px; wide scripts count double. */
double stm_svg_width(stm_slice text);

/* <text class="CLS" x y> and </text>. */
#define STM_SVG_TEXT(out, cls, x, y) stm_svg__text(out, STM_LIT(cls), x, y)
void stm_svg__text(stm_markup *out, stm_slice cls, double x, double y);

/* A rectangle of a class. */
#define STM_SVG_RECT(out, cls, x, y, w, h)                                     \
    stm_svg__rect(out, STM_LIT(cls), x, y, w, h)
void stm_svg__rect(stm_markup *out, stm_slice cls, double x, double y, double w,
                   double h);

#define STM_SVG_CIRCLE(out, cls, x, y, r)                                      \
    stm_svg__circle(out, STM_LIT(cls), x, y, r)
void stm_svg__circle(stm_markup *out, stm_slice cls, double x, double y,
                     double r);

/* <path class="CLS" d="M x y H x2"/>: a level line. */
#define STM_SVG_LEVEL(out, cls, x, y, x2)                                      \
    stm_svg__level(out, STM_LIT(cls), x, y, x2)
void stm_svg__level(stm_markup *out, stm_slice cls, double x, double y,
                    double x2);

#endif
