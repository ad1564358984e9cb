/*
 * Finds where JSON values begin and end without reading them: quotation
 * marks, brackets, commas. What it goes past is parsed by others, so it takes
 * anything and only has to end.
 */
#ifndef STM_READ_JSON_SCAN_H
#define STM_READ_JSON_SCAN_H

#include "base/slice.h"

typedef struct stm_json_scan {
    stm_slice s;
    size_t at;
} stm_json_scan;

void stm_json_skip_space(stm_json_scan *self);

/* At a quotation mark; goes past the closing one, perhaps past the end. */
void stm_json_skip_string(stm_json_scan *self);

/*
 * Goes past one value: past the bracket that closes it, or up to the comma
 * or bracket that follows it, white space included. False
 * where it must not be echoed as it is: raw controls, halves of surrogate
 * pairs, NaN and Infinity, which json-c takes.
 */
bool stm_json_skip_value(stm_json_scan *self);

#endif
