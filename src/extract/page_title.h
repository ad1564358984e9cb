/* The headline of a page, out of the places that give one. */
#ifndef STM_EXTRACT_PAGE_TITLE_H
#define STM_EXTRACT_PAGE_TITLE_H

#include "extract/page_facts.h"

typedef struct stm_page_title {
    stm_slice text; /* "" where nothing gives one */
    uint32_t node;  /* its heading, or STM_NONE */
} stm_page_title;

/*
 * The heading that <title>, og:title or JSON-LD repeat, else what these say
 * without the site's name. `outlet` and `site` (a host) tell the name to cut.
 * Slices are those of the facts.
 */
stm_page_title stm_page_title_choose(const stm_html *html,
                                     const stm_page_facts *facts,
                                     stm_slice outlet, stm_slice site,
                                     stm_arena *scratch);

/* True where `piece` is the site's name, as written or as its host has it. */
bool stm_names_site(stm_slice piece, stm_slice outlet, stm_slice site,
                    stm_arena *scratch);

#endif
