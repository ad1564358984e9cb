/* One query walked row by row, columns taken from the left. */
#ifndef STM_STORE_ROW_READER_H
#define STM_STORE_ROW_READER_H

#include <sqlite3.h>

#include "base/arena.h"
#include "base/map.h"
#include "model/date.h"

typedef struct stm_row_reader {
    sqlite3_stmt *statement;
    int column;  /* the next to be taken */
    bool failed; /* sticky */
} stm_row_reader;

/* Prepares `sql`, a literal of ours without parameters, or with one number. */
void stm_row_reader_init(stm_row_reader *self, sqlite3 *db, const char *sql);
void stm_row_reader_release(stm_row_reader *self);

/* Gives the query's parameter its value. */
void stm_row_reader_bind(stm_row_reader *self, uint32_t number);

/* Steps to the next row; false at the end or after a failure. */
bool stm_row_reader_next(stm_row_reader *self);

uint64_t stm_row_take_number(stm_row_reader *self);
/* Null, what was not measured, becomes NaN. */
double stm_row_take_real(stm_row_reader *self);
/* STM_NONE for null. */
uint32_t stm_row_take_index(stm_row_reader *self);
/* A copy in `arena`; empty for null. */
stm_slice stm_row_take_text(stm_row_reader *self, stm_arena *arena);
/* Valid until the next step. */
stm_slice stm_row_take_word(stm_row_reader *self);
stm_date stm_row_take_date(stm_row_reader *self);
/* Two columns. */
stm_span stm_row_take_span(stm_row_reader *self);

#endif
