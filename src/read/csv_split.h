/* Records and fields of CSV (RFC 4180) with any of four delimiters. */
#ifndef STM_READ_CSV_SPLIT_H
#define STM_READ_CSV_SPLIT_H

#include "base/arena.h"
#include "read/stream.h"

/* More columns than this and a file is no list of articles. */
#define STM_CSV_MAX_COLUMNS 512

/*
 * The next record without its line end, which may lie in quotes before. A
 * record of more than `max` bytes, or a quotation mark that is never closed,
 * sets *broken: `record` is then its first line alone, and the next record
 * begins after it. Where `by_line`, every line end ends a record. Valid until
 * the next call; false at the end. Cost: linear, or twice where broken.
 */
bool stm_csv_record(stm_stream *stream, uint8_t delimiter, size_t max,
                    bool by_line, stm_slice *record, bool *broken);

/*
 * The fields of a record, unquoted, in the arena: fields[*n], at most
 * STM_CSV_MAX_COLUMNS, the last of which holds the rest. NULL when the arena
 * failed.
 */
stm_slice *stm_csv_fields(stm_slice record, uint8_t delimiter, stm_arena *arena,
                          uint32_t *n);

/*
 * The delimiter that parts the first line into the most names of an
 * article's fields; 0 where none gives as many as `least`.
 */
uint8_t stm_csv_delimiter(stm_slice line, uint32_t least);

#endif
