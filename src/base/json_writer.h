/*
 * JSON text, appended to a buffer; the caller gives the structure.
 *
 * Commas and colons are set by the writer. Strings are escaped so that the
 * output is valid UTF-8 on one line: quotation mark, backslash, controls,
 * U+2028 and U+2029; a broken sequence becomes U+FFFD. (RFC 8259)
 */
#ifndef STM_BASE_JSON_WRITER_H
#define STM_BASE_JSON_WRITER_H

#include "base/buf.h"

typedef struct stm_json {
    stm_buf *out;
    uint32_t depth;    /* open objects and arrays, at most 62 */
    uint64_t has_item; /* bit d: the container at depth d has an item */
    bool after_key;
} stm_json;

/* Keeps `out`, whose sticky status tells of failures. */
void stm_json_init(stm_json *self, stm_buf *out);

void stm_json_object(stm_json *self);
void stm_json_end_object(stm_json *self);
void stm_json_array(stm_json *self);
void stm_json_end_array(stm_json *self);

/* The key of the next value, inside an object. */
void stm_json_key(stm_json *self, stm_slice key);

void stm_json_string(stm_json *self, stm_slice value);
void stm_json_u64(stm_json *self, uint64_t value);
void stm_json_i64(stm_json *self, int64_t value);
/* At most `decimals` places; null where it is not finite. */
void stm_json_fixed(stm_json *self, double value, unsigned decimals);
void stm_json_bool(stm_json *self, bool value);
void stm_json_null(stm_json *self);
/* `json` must be one well-formed value. */
void stm_json_raw(stm_json *self, stm_slice json);

/* Shorthands: key and value in one. An empty string is written as null. */
void stm_json_put_string(stm_json *self, stm_slice key, stm_slice value);
void stm_json_put_u64(stm_json *self, stm_slice key, uint64_t value);

#endif
