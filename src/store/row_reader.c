#include "store/row_reader.h"

#include <math.h>

#include "base/size.h"

#include "base/banned.h"

void stm_row_reader_init(stm_row_reader *self, sqlite3 *db, const char *sql)
{
    *self = (stm_row_reader){0};
    self->failed =
        sqlite3_prepare_v2(db, sql, -1, &self->statement, NULL) != SQLITE_OK;
}

void stm_row_reader_release(stm_row_reader *self)
{
    sqlite3_finalize(self->statement);
    self->statement = NULL;
}

void stm_row_reader_bind(stm_row_reader *self, uint32_t number)
{
    if (!self->failed)
        self->failed =
            sqlite3_bind_int64(self->statement, 1, number) != SQLITE_OK;
}

bool stm_row_reader_next(stm_row_reader *self)
{
    self->column = 0;
    if (self->failed)
        return false;
    const int code = sqlite3_step(self->statement);
    self->failed = code != SQLITE_ROW && code != SQLITE_DONE;
    return code == SQLITE_ROW;
}

uint64_t stm_row_take_number(stm_row_reader *self)
{
    const sqlite3_int64 n =
        sqlite3_column_int64(self->statement, self->column++);
    return n < 0 ? 0 : (uint64_t)n;
}

double stm_row_take_real(stm_row_reader *self)
{
    if (sqlite3_column_type(self->statement, self->column) == SQLITE_NULL) {
        self->column++;
        return NAN;
    }
    return sqlite3_column_double(self->statement, self->column++);
}

uint32_t stm_row_take_index(stm_row_reader *self)
{
    if (sqlite3_column_type(self->statement, self->column) == SQLITE_NULL) {
        self->column++;
        return STM_NONE;
    }
    return stm_u32((size_t)stm_row_take_number(self));
}

stm_slice stm_row_take_word(stm_row_reader *self)
{
    const int at = self->column++;
    const uint8_t *ptr = sqlite3_column_text(self->statement, at);
    const int len = sqlite3_column_bytes(self->statement, at);
    return stm_slice_of(ptr, ptr == NULL || len < 0 ? 0 : (size_t)len);
}

stm_slice stm_row_take_text(stm_row_reader *self, stm_arena *arena)
{
    const stm_slice s = stm_row_take_word(self);
    return s.len == 0 ? (stm_slice){NULL, 0} : stm_arena_copy(arena, s);
}

stm_date stm_row_take_date(stm_row_reader *self)
{
    return stm_date_from_iso(stm_row_take_word(self));
}

stm_span stm_row_take_span(stm_row_reader *self)
{
    const uint32_t begin = stm_row_take_index(self);
    const uint32_t end = stm_row_take_index(self);
    return begin == STM_NONE || end == STM_NONE ? (stm_span){0, 0}
                                                : (stm_span){begin, end};
}
