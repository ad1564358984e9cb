#include "read/csv_split.h"

#include <string.h>

#include "read/fields.h"

#include "base/banned.h"

/*
 *   field start --"--> quoted --"--> after a quote --"--> quoted
 *        |                                 |
 *        +--other--> plain <-----other-----+
 *
 * A quotation mark inside a plain field is a character like others.
 */
typedef enum place { FIELD_START, PLAIN, QUOTED, AFTER_QUOTE } place;

static place step(place at, uint8_t c, uint8_t delimiter)
{
    if (at == QUOTED)
        return c == '"' ? AFTER_QUOTE : QUOTED;
    if (c == delimiter || c == '\n')
        return FIELD_START;
    if (c == '"' && (at == FIELD_START || at == AFTER_QUOTE))
        return QUOTED;
    return at == AFTER_QUOTE && c == '\r' ? AFTER_QUOTE : PLAIN;
}

/* The first line of the window, whatever the quotes say. */
static void take_line(stm_stream *stream, size_t max, stm_slice *record)
{
    bool cut;
    if (!stm_stream_line(stream, max, record, &cut))
        *record = (stm_slice){NULL, 0};
}

bool stm_csv_record(stm_stream *stream, uint8_t delimiter, size_t max,
                    bool by_line, stm_slice *record, bool *broken)
{
    *broken = false;
    if (by_line)
        return stm_stream_line(stream, max, record, broken);
    stm_slice s = stm_stream_peek(stream, 1);
    if (s.len == 0)
        return false;
    place at = FIELD_START;
    size_t i = 0;
    for (;;) {
        while (i < s.len && i <= max && (at == QUOTED || s.ptr[i] != '\n'))
            at = step(at, s.ptr[i++], delimiter);
        if (i > max || (i == s.len && stream->at_end))
            break;
        if (i < s.len)
            break; /* at a line end */
        s = stm_stream_peek(stream, s.len + 1);
    }
    if (i > max || (i == s.len && at == QUOTED)) {
        *broken = true;
        take_line(stream, max, record);
        return true;
    }
    *record = stm_slice_sub(s, 0, i);
    if (record->len > 0 && record->ptr[record->len - 1] == '\r')
        record->len--;
    stm_stream_take(stream, i < s.len ? i + 1 : i);
    return true;
}

/* One field from *at; *at goes past its delimiter. */
static stm_slice take_field(stm_slice record, size_t *at, uint8_t delimiter,
                            bool is_last, uint8_t *out)
{
    size_t n = 0;
    place p = FIELD_START;
    size_t i = *at;
    for (; i < record.len; i++) {
        const uint8_t c = record.ptr[i];
        const place next = step(p, c, delimiter);
        if (next == FIELD_START && !is_last)
            break;
        /* the marks that open and close are no text, a doubled one is */
        const bool is_mark = c == '"' && (next == AFTER_QUOTE ||
                                          (next == QUOTED && p == FIELD_START));
        if (!is_mark)
            out[n++] = c;
        p = next;
    }
    *at = i + 1;
    return stm_slice_of(out, n);
}

stm_slice *stm_csv_fields(stm_slice record, uint8_t delimiter, stm_arena *arena,
                          uint32_t *n)
{
    uint32_t most = 1;
    for (size_t i = 0; i < record.len && most < STM_CSV_MAX_COLUMNS; i++)
        most += record.ptr[i] == delimiter;
    stm_slice *fields = stm_arena_alloc(arena, most, sizeof *fields);
    uint8_t *out = stm_arena_alloc(arena, record.len + 1, 1);
    *n = 0;
    if (fields == NULL || out == NULL)
        return NULL;
    size_t at = 0;
    while (*n < most && (at <= record.len)) {
        const bool is_last = *n + 1 == STM_CSV_MAX_COLUMNS;
        const stm_slice field =
            take_field(record, &at, delimiter, is_last, out);
        out += field.len;
        fields[(*n)++] = field;
    }
    return fields;
}

/* How many of a line's fields are names of an article's; 0 where few are. */
static uint32_t count_names(stm_slice line, uint8_t delimiter)
{
    uint32_t known = 0;
    uint32_t all = 0;
    for (size_t at = 0; at <= line.len && all < STM_CSV_MAX_COLUMNS; all++) {
        uint8_t name[64];
        size_t end = stm_slice_find_byte(line, delimiter, at);
        if (end == STM_SLICE_NPOS)
            end = line.len;
        const stm_slice field = stm_slice_trim(stm_slice_sub(line, at, end));
        at = end + 1;
        if (field.len == 0 || field.len > sizeof name)
            continue;
        memcpy(name, field.ptr, field.len);
        stm_slice bare = stm_slice_of(name, field.len);
        if (bare.len >= 2 && name[0] == '"' && name[bare.len - 1] == '"')
            bare = stm_slice_sub(bare, 1, bare.len - 1);
        known += stm_is_field_name(bare);
    }
    return known * 3 >= all ? known : 0;
}

uint8_t stm_csv_delimiter(stm_slice line, uint32_t least)
{
    static const uint8_t delimiters[] = {',', '\t', ';', '|'};
    uint8_t best = 0;
    uint32_t most = least > 0 ? least - 1 : 0;
    for (size_t i = 0; i < sizeof delimiters; i++) {
        const uint32_t known = count_names(line, delimiters[i]);
        if (known > most) {
            most = known;
            best = delimiters[i];
        }
    }
    return best;
}
