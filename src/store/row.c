#include "store/row.h"

#include <math.h>
#include <stdio.h>

#include "base/banned.h"

void stm_row_init(stm_row *self, sqlite3 *db, const char *table, int columns)
{
    char sql[256];
    *self = (stm_row){0};
    int len = snprintf(sql, sizeof sql, "insert into %s values (", table);
    for (int i = 0; i < columns && len > 0 && len < 240; i++)
        len += snprintf(sql + len, sizeof sql - (size_t)len, "%s",
                        i == 0 ? "?" : ",?");
    if (len < 0 || len >= 240) {
        self->failed = true;
        return;
    }
    snprintf(sql + len, sizeof sql - (size_t)len, ")");
    self->failed =
        sqlite3_prepare_v2(db, sql, -1, &self->statement, NULL) != SQLITE_OK;
}

void stm_row_release(stm_row *self)
{
    sqlite3_finalize(self->statement);
    self->statement = NULL;
}

static void note(stm_row *self, int code)
{
    self->failed |= code != SQLITE_OK;
}

void stm_row_number(stm_row *self, uint64_t n)
{
    if (!self->failed)
        note(self, sqlite3_bind_int64(self->statement, ++self->column,
                                      (sqlite3_int64)n));
}

void stm_row_real(stm_row *self, double n)
{
    if (isnan(n))
        stm_row_null(self);
    else if (!self->failed)
        note(self, sqlite3_bind_double(self->statement, ++self->column, n));
}

void stm_row_null(stm_row *self)
{
    if (!self->failed)
        note(self, sqlite3_bind_null(self->statement, ++self->column));
}

void stm_row_words(stm_row *self, stm_slice text)
{
    const char *ptr = text.len == 0 ? "" : (const char *)text.ptr;
    if (!self->failed)
        note(self, sqlite3_bind_text64(self->statement, ++self->column, ptr,
                                       text.len, SQLITE_STATIC, SQLITE_UTF8));
}

void stm_row_text(stm_row *self, stm_slice text)
{
    if (text.len == 0)
        stm_row_null(self);
    else
        stm_row_words(self, text);
}

void stm_row_index(stm_row *self, uint32_t index)
{
    if (index == STM_NONE)
        stm_row_null(self);
    else
        stm_row_number(self, index);
}

void stm_row_end(stm_row *self)
{
    self->column = 0;
    if (self->failed)
        return;
    self->failed = sqlite3_step(self->statement) != SQLITE_DONE;
    note(self, sqlite3_reset(self->statement));
}
