/* From labelled words to attributions: which source, cue, content belong. */
#ifndef STM_QUOTE_LINKER_H
#define STM_QUOTE_LINKER_H

#include "base/arena.h"
#include "quote/labels.h"
#include "quote/reading.h"

#define STM_LINK_CONTENTS 6u

/* A run of words of the reading. */
typedef struct stm_wspan {
    uint32_t first;
    uint32_t end; /* == first: none */
} stm_wspan;

typedef struct stm_link {
    stm_wspan source;
    stm_wspan cue;
    stm_wspan contents[STM_LINK_CONTENTS]; /* ascending */
    uint32_t n_contents;
    uint32_t outer; /* index of the link that passes it on, or STM_NONE */
    float confidence;
} stm_link;

typedef struct stm_links {
    stm_link *items;
    uint32_t len;
    uint32_t cap;
} stm_links;

/* Appends `link`, with room from `arena`. Error: STM_ERR_NOMEM. */
STM_WARN_UNUSED stm_status stm_links_add(stm_links *self, const stm_link *link,
                                         stm_arena *arena);

/*
 * Adds to `out` the attributions of paragraph `p`, whose words carry
 * labels[p->n]. Room for one a word is taken from `arena` where needed.
 * Error: STM_ERR_NOMEM.
 */
STM_WARN_UNUSED stm_status stm_links_from_labels(const stm_reading *reading,
                                                 const stm_qparagraph *p,
                                                 const uint8_t *labels,
                                                 stm_arena *arena,
                                                 stm_links *out);

#endif
