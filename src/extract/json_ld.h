/* What a page's JSON-LD says of its article (schema.org), tolerantly read. */
#ifndef STM_EXTRACT_JSON_LD_H
#define STM_EXTRACT_JSON_LD_H

#include "base/arena.h"
#include "base/slice.h"

#define STM_LD_MAX_ITEMS 64u
#define STM_LD_MAX_NAMES 24u

typedef struct stm_ld_name {
    stm_slice name; /* "" where only `ref` is told */
    stm_slice ref;  /* the @id of the item that names it, or "" */
    bool is_body;   /* an Organization, as far as it says so */
} stm_ld_name;

/* One object with a @type. Empty slices: it does not say. */
typedef struct stm_ld_item {
    stm_slice type; /* the first */
    stm_slice id;
    bool is_article; /* NewsArticle, BlogPosting, Report ... */
    bool is_page;    /* WebPage and its like */
    bool is_nested;  /* part of a list or a relation: perhaps another article */
    stm_slice headline;
    stm_slice name;
    stm_slice published; /* datePublished, else uploadDate */
    stm_slice created;
    stm_slice modified;
    stm_slice section;
    stm_slice language;
    stm_slice url;
    stm_slice publisher;
    stm_ld_name authors[STM_LD_MAX_NAMES];
    uint32_t n_authors;
} stm_ld_item;

typedef struct stm_ld {
    stm_ld_item *items; /* items[n], in order of the page */
    uint32_t n;
} stm_ld;

/*
 * Reads one script's text and appends its items to *out. Comments and CDATA
 * marks around it, raw control characters in strings and text after the
 * value are forgiven; what is still no JSON is searched for the keys by
 * themselves. Strings are copied to `arena`. A failed arena adds nothing.
 */
void stm_ld_read(stm_slice script, stm_arena *arena, stm_ld *out);

#endif
