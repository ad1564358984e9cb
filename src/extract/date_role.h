/* What the words beside a shown date say it is the day of. */
#ifndef STM_EXTRACT_DATE_ROLE_H
#define STM_EXTRACT_DATE_ROLE_H

#include "base/slice.h"

/*
 * The stm_date_role that `line` names: PUBLISHED for "Posted 3 May", MODIFIED
 * for "Updated ...", in the languages of much news; PUBLISHED where both are
 * named; else UNKNOWN.
 */
uint8_t stm_date_role_of_line(stm_slice line);

#endif
