/*
 * Cells of a CSV row (RFC 4180): quoted where they must be, and never a
 * formula: one that a spreadsheet would run begins with "'".
 */
#ifndef STM_EXPORT_CSV_CELLS_H
#define STM_EXPORT_CSV_CELLS_H

#include "base/buf.h"

void stm_csv_first(stm_buf *out, stm_slice cell);
/* A comma, then the cell. */
void stm_csv_next(stm_buf *out, stm_slice cell);
void stm_csv_number(stm_buf *out, uint64_t n);

#endif
