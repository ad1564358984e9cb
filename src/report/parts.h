/* The parts of a story's page, each a section; in the order of the page. */
#ifndef STM_REPORT_PARTS_H
#define STM_REPORT_PARTS_H

#include "report/view.h"

/* The headline, the sentence, the picture, what happened. */
void stm_part_head(const stm_view *view, stm_markup *out);

/* Who is heard; who is named and not heard. */
void stm_part_voices(const stm_view *view, stm_markup *out);

/* What they share: a strip a claim, with the reasons. */
void stm_part_claims(const stm_view *view, stm_markup *out);

/* Where the accounts part: a table a difference. */
void stm_part_differences(const stm_view *view, stm_markup *out);

/* What a single report has. */
void stm_part_only(const stm_view *view, stm_markup *out);

/* How it travelled: the drawing, and every line with its evidence. */
void stm_part_travel(const stm_view *view, stm_markup *out);

/* Every report, with voices, wording and claims marked. */
void stm_part_reports(const stm_view *view, stm_markup *out);

/* How this was counted, and what was not measured. */
void stm_part_counted(const stm_view *view, stm_markup *out);

/* The square of a report, filled by its share, 40 by 48. */
void stm_put_sheet(const stm_view *view, uint32_t row, stm_markup *out);

#endif
