/* Which words of a report stand in another of its story. */
#ifndef STM_REPORT_WORDING_H
#define STM_REPORT_WORDING_H

#include "report/view.h"

/*
 * Fills wordings, tint, tint_at and each report's words and share. Tint lies
 * on the words that both sides of a passage have: runs of two words or more
 * that stand in the other side too, and what lies between two such words of
 * a reprint. False where memory is out.
 */
bool stm_view__make_wordings(stm_view *self);

#endif
