#include "export/csv_cells.h"

#include "base/banned.h"

void stm_csv_first(stm_buf *out, stm_slice s)
{
    const bool formula =
        s.len > 0 && (s.ptr[0] == '=' || s.ptr[0] == '+' || s.ptr[0] == '-' ||
                      s.ptr[0] == '@' || s.ptr[0] == '\t' || s.ptr[0] == '\r');
    bool quoted = formula;
    for (size_t i = 0; i < s.len; i++)
        quoted = quoted || s.ptr[i] == '"' || s.ptr[i] == ',' ||
                 s.ptr[i] == '\n' || s.ptr[i] == '\r';
    if (!quoted) {
        stm_buf_add(out, s);
        return;
    }
    stm_buf_byte(out, '"');
    if (formula)
        stm_buf_byte(out, '\'');
    for (size_t i = 0; i < s.len; i++) {
        if (s.ptr[i] == '"')
            stm_buf_byte(out, '"');
        stm_buf_byte(out, s.ptr[i]);
    }
    stm_buf_byte(out, '"');
}

void stm_csv_next(stm_buf *out, stm_slice s)
{
    stm_buf_byte(out, ',');
    stm_csv_first(out, s);
}

void stm_csv_number(stm_buf *out, uint64_t n)
{
    stm_buf_byte(out, ',');
    stm_buf_u64(out, n);
}
