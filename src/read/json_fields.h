/* From one JSON object to the fields of a record. */
#ifndef STM_READ_JSON_FIELDS_H
#define STM_READ_JSON_FIELDS_H

#include <json-c/json.h>

#include "read/fields.h"

/* Deeper nesting is refused: articles are flat. */
#define STM_JSON_MAX_DEPTH 64

/* A strict tokener that checks UTF-8, or NULL; the caller frees it. */
struct json_tokener *stm_json_tokener_new(void);

/*
 * The members of `object`, which was parsed from `text` (valid UTF-8), as
 * fields in the arena. Values are echoed as they were written where that is
 * JSON, else as json-c writes them. NULL when the arena failed.
 */
stm_field *stm_fields_from_json(struct json_object *object, stm_slice text,
                                stm_arena *arena, uint32_t *n_fields);

/*
 * A value as text: a string; a number as written; a list's items, people's
 * and things' names, parted by `between`; "" for null and the rest.
 */
stm_slice stm_text_from_json(struct json_object *value, stm_slice between,
                             stm_arena *arena);

#endif
