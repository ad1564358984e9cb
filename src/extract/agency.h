/* News agencies: their names as printed, and their canonical short names. */
#ifndef STM_EXTRACT_AGENCY_H
#define STM_EXTRACT_AGENCY_H

#include "base/slice.h"

typedef struct stm_agency {
    stm_slice name; /* canonical and short: "AP"; empty: none. Static */
    size_t end;     /* where the printed name ends, bytes */
    bool is_shy;    /* an abbreviation with other meanings: "PA" */
    bool is_photo;  /* deals in pictures only */
} stm_agency;

/*
 * The agency whose name begins at byte `at` of `text`, which must begin a
 * word there and end one at its end; the longest such name.
 */
stm_agency stm_agency_at(stm_slice text, size_t at);

/* The agency that `name` is the whole name of, in any case of letters. */
stm_agency stm_agency_named(stm_slice name);

/* The first agency named in `text`, shy ones too; photo dealers left out. */
stm_agency stm_agency_in(stm_slice text, size_t *begin);

#endif
