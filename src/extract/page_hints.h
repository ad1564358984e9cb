/* What a page says of its article outside what it shows. */
#ifndef STM_EXTRACT_PAGE_HINTS_H
#define STM_EXTRACT_PAGE_HINTS_H

#include "extract/shingle.h"
#include "html/html.h"

typedef struct stm_page_hints {
    stm_slice body;       /* JSON-LD articleBody, longest, or "" */
    uint32_t body_at;     /* node: the script that holds it, or STM_NONE */
    stm_u64map body_set;  /* its runs of words; owned */
    stm_u64map lead_set;  /* runs of words of the page's descriptions; owned */
    stm_u64map title_set; /* single words of its titles; owned */
    bool is_article;      /* og:type or a JSON-LD type says article */
    bool is_not_free;     /* JSON-LD: isAccessibleForFree is false */
    bool is_root;         /* og:url has no path: a front page */
    uint32_t n_images;
} stm_page_hints;

/*
 * Looks through meta elements and JSON-LD scripts. Strings lie in `arena`;
 * the caller releases *out, also after a failure. Error: STM_ERR_NOMEM.
 */
STM_WARN_UNUSED stm_status stm_page_hints_from_html(const stm_html *html,
                                                    stm_arena *arena,
                                                    stm_page_hints *out);

void stm_page_hints_release(stm_page_hints *self);

#endif
