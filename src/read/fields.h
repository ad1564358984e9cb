/*
 * What the fields of a record are called: by us, news-please, trafilatura,
 * Media Cloud, passim and common exports.
 */
#ifndef STM_READ_FIELDS_H
#define STM_READ_FIELDS_H

#include "base/map.h"
#include "read/document.h"

typedef enum stm_field_role {
    STM_FIELD_ID,
    STM_FIELD_URL,
    STM_FIELD_OUTLET,
    STM_FIELD_DATE,
    STM_FIELD_MODIFIED,
    STM_FIELD_CAPTURED,
    STM_FIELD_TITLE,
    STM_FIELD_TEXT,
    STM_FIELD_HTML,
    STM_FIELD_AUTHORS,
    STM_FIELD_LANGUAGE,
    STM_FIELD_SECTION,
    STM_FIELD_ROLES, /* how many there are */
} stm_field_role;

/* One field of a record as it was given. */
typedef struct stm_field {
    stm_slice name;
    stm_slice value; /* as text; "" for null */
    stm_slice json;  /* as JSON, for `extra` */
} stm_field;

/*
 * Gives each role the field that is named best for it and not empty, and
 * every other field to raw->fields.extra. Sets url, captured, kind and status
 * of *raw: ERROR where no field is known to us, EMPTY where none holds text.
 * Slices of `fields` must lie in `arena`; for repeated names the last counts.
 */
void stm_raw_take_fields(stm_raw *raw, const stm_read_ctx *ctx, uint64_t line,
                         const stm_field *fields, uint32_t n_fields,
                         stm_arena *arena);

/* True where a name stands for a role, in any case, with "-" or " " for "_". */
bool stm_is_field_name(stm_slice name);

#endif
