/* One prepared insertion, filled column by column from the left. */
#ifndef STM_STORE_ROW_H
#define STM_STORE_ROW_H

#include <sqlite3.h>

#include "base/map.h"
#include "base/slice.h"

typedef struct stm_row {
    sqlite3_stmt *statement;
    int column;  /* last one bound */
    bool failed; /* sticky */
} stm_row;

/*
 * Prepares `insert into TABLE values (?, ...)` of `columns` parameters.
 * `table` is a literal of ours. A failure is sticky.
 */
void stm_row_init(stm_row *self, sqlite3 *db, const char *table, int columns);
void stm_row_release(stm_row *self);

void stm_row_number(stm_row *self, uint64_t n);
/* NaN, what was not measured, becomes null. */
void stm_row_real(stm_row *self, double n);
void stm_row_null(stm_row *self);

/* Borrowed until stm_row_end; empty text is stored as null. */
void stm_row_text(stm_row *self, stm_slice text);

/* The same, but empty text is stored as ''. */
void stm_row_words(stm_row *self, stm_slice text);

/* An index, STM_NONE as null. */
void stm_row_index(stm_row *self, uint32_t index);

/* Inserts the row and makes ready for the next. */
void stm_row_end(stm_row *self);

#endif
