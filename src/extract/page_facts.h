/*
 * What a page says of itself, gathered in one walk: meta elements, links,
 * JSON-LD, titles, and what stands in elements named for a date or an author.
 */
#ifndef STM_EXTRACT_PAGE_FACTS_H
#define STM_EXTRACT_PAGE_FACTS_H

#include "extract/json_ld.h"
#include "html/html.h"
#include "model/date.h"

/* What a fact is about, by the name of its element or attribute. */
typedef enum stm_fact_kind {
    STM_FACT_TITLE, /* og:title and the like */
    STM_FACT_AUTHOR,
    STM_FACT_PUBLISHED, /* named for publication */
    STM_FACT_DATED,     /* named for a date, which might be any */
    STM_FACT_MODIFIED,
    STM_FACT_SITE,
    STM_FACT_SECTION,
    STM_FACT_LANGUAGE,
    STM_FACT_URL,
    STM_FACT_COPYRIGHT,
    STM_FACT_IMAGE,
} stm_fact_kind;

/* From where it comes, most telling first. */
typedef enum stm_fact_place {
    STM_FACT_META,
    STM_FACT_LINK,     /* rel=canonical, rel=author */
    STM_FACT_ITEMPROP, /* microdata in the body */
    STM_FACT_TIME,     /* a <time> element's datetime */
    STM_FACT_CLASS,    /* an element whose class names it: shown text */
} stm_fact_place;

typedef struct stm_fact {
    stm_fact_kind kind;
    stm_fact_place place;
    uint32_t node;
    stm_slice value; /* attribute or shown text, in the arena */
} stm_fact;

enum { STM_MAX_FACTS = 256, STM_MAX_HEADINGS = 32 };

typedef struct stm_page_facts {
    stm_fact items[STM_MAX_FACTS]; /* in order of the page */
    uint32_t n;
    stm_ld ld;
    stm_slice title;                        /* <title>, or "" */
    stm_slice headings[STM_MAX_HEADINGS];   /* the first h1 to h3, in order */
    uint32_t heading_at[STM_MAX_HEADINGS];  /* their nodes */
    uint8_t heading_rank[STM_MAX_HEADINGS]; /* 1..3 */
    uint32_t n_headings;
    stm_slice language; /* of <html>, or "" */
} stm_page_facts;

/* Strings lie in `arena`; a failed arena leaves facts out. Linear. */
void stm_page_facts_gather(const stm_html *html, stm_arena *arena,
                           stm_page_facts *out);

/* All shown text of a node, trimmed. A failed buffer fails the arena. */
stm_slice stm_page_shown(const stm_html *html, uint32_t node, stm_arena *arena);

/*
 * True in what by its name belongs to other articles, to comments or to the
 * site, and holds neither byte `text_at` of the page, where the article is,
 * nor `headline_at`.
 */
bool stm_page_is_aside(const stm_html *html, uint32_t node, uint32_t text_at,
                       uint32_t headline_at);

/* The first value of a kind and place, or "". */
stm_slice stm_page_fact(const stm_page_facts *self, stm_fact_kind kind,
                        stm_fact_place place);

#endif
