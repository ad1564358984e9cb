/* Origins as a page shows them: those of a claim, and those of a story. */
#ifndef STM_REPORT_VIEW_ORIGINS_H
#define STM_REPORT_VIEW_ORIGINS_H

#include "report/view.h"

/*
 * Fills origins, low and measured of a view whose reports, claims and edges
 * are there. Origins of two claims are one where they are one speaker's
 * statements, one agency's copy, copied texts with a report in common, or
 * one outlet's own reporting. False where memory is out.
 */
bool stm_view__make_origins(stm_view *self);

/*
 * True where an origin's own text is not in the pile: a copy that derives
 * from a lost text, or a statement that two outlets or more have and none
 * of them from another. rows[n] are the reports that carry it.
 */
bool stm_view_is_lost(const stm_view *self, const stm_origin *origin,
                      const uint32_t *rows, uint32_t n);

/* The rows of an origin's mentions, ascending and once, in the arena. */
uint32_t *stm_view_origin_rows(const stm_view *self, const stm_claim *claim,
                               const stm_origin *origin, stm_arena *arena,
                               uint32_t *n_out);

/*
 * "harbour authority", "Halyard copy", "cannot be told" ...: as much of it
 * as fits `width` pixels of a drawing (INFINITY: all). `outlet` is that of
 * its first report.
 */
void stm_view_put_origin_name(const stm_view *self, const stm_origin *origin,
                              uint32_t outlet, double width, stm_markup *out);

#endif
