/* MIME entities (RFC 2045 to 2047), as MHTML (RFC 2557) and mail hold them. */
#ifndef STM_READ_MIME_H
#define STM_READ_MIME_H

#include "base/arena.h"
#include "base/slice.h"

/* Multiparts in multiparts. */
#define STM_MIME_MAX_DEPTH 4

typedef struct stm_mime_part {
    stm_slice lines; /* header lines */
    stm_slice body;  /* as it stands */
} stm_mime_part;

/* True where `head` begins with header lines that declare a multipart. */
bool stm_is_mime(stm_slice head);

/* Parts an entity; without header lines all of it is body. Borrowed. */
stm_mime_part stm_mime_part_from_bytes(stm_slice entity);

/*
 * The page of an entity: the part `start` names, else the first of text/html,
 * also inside multiparts; in *is_cut whether the last boundary is missing.
 * False where there is none.
 */
bool stm_mime_find_page(const stm_mime_part *whole, stm_mime_part *page,
                        bool *is_cut);

/*
 * A part's body without its transfer encoding: quoted-printable, base64, or
 * as it is. In the arena, or in the part. What is damaged is left out.
 */
stm_slice stm_mime_decode(const stm_mime_part *part, stm_arena *arena);

#endif
