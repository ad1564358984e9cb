/* People out of byline lines: "By Dr. Ada Lund and Per Ek, dpa". */
#ifndef STM_EXTRACT_BYLINE_H
#define STM_EXTRACT_BYLINE_H

#include "base/arena.h"
#include "base/slice.h"

#define STM_MAX_AUTHORS 24u

typedef struct stm_authors {
    stm_slice items[STM_MAX_AUTHORS]; /* borrowed or in the arena */
    uint32_t n;
} stm_authors;

/* How many bytes a word such as "By " or "Von: " takes at the head, or 0. */
size_t stm_byline_marker(stm_slice line);

/*
 * True where the line by its shape is a byline and nothing else: a marker
 * and at most a few names, short, without a full stop.
 */
bool stm_line_is_byline(stm_slice line);

/*
 * Adds the names in `line` to *out: marker, titles, places, dates, e-mail
 * addresses, URLs and handles go, lists are split. Names of agencies are
 * kept. A name already there is not added again. Slices are borrowed.
 */
void stm_authors_add(stm_authors *out, stm_slice line);

/*
 * The same for a field that is written for machines: an office beside a name
 * ("Marl Staff Report") is part of it, and a desk that signs alone
 * ("Redaktion") is kept.
 */
void stm_authors_add_field(stm_authors *out, stm_slice field);

/* True for "Redaktion", "Staff" and the like, alone. */
bool stm_author_is_desk(stm_slice name);

/* True where a few words, most with a capital or of no case, could be a name.
 */
bool stm_may_be_name(stm_slice s);

#endif
