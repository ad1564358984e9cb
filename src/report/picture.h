/* The picture at the top of a story: reports, agencies, origins. */
#ifndef STM_REPORT_PICTURE_H
#define STM_REPORT_PICTURE_H

#include "report/view.h"

/* The figure with its caption. */
void stm_put_picture(const stm_view *view, stm_markup *out);

/* The small form on the front page: squares, and a line an origin. */
void stm_put_small_picture(const stm_view *view, stm_markup *out);

#endif
