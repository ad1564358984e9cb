/* What an element's class, id and other names say it is for. */
#ifndef STM_EXTRACT_CLASS_WORDS_H
#define STM_EXTRACT_CLASS_WORDS_H

#include "html/html.h"

/* Kinds of use, bits of a set: 1u << kind. */
enum {
    STM_USE_BODY,
    STM_USE_ARTICLE,
    STM_USE_CONTENT,
    STM_USE_TEXT,
    STM_USE_TITLE,
    STM_USE_LEAD,
    STM_USE_AUTHOR,
    STM_USE_DATE,
    STM_USE_SHARE,
    STM_USE_COMMENT,
    STM_USE_RELATED,
    STM_USE_TEASER,
    STM_USE_NAV,
    STM_USE_HEADER,
    STM_USE_FOOTER,
    STM_USE_SIDEBAR,
    STM_USE_AD,
    STM_USE_OFFER,
    STM_USE_TAG,
    STM_USE_MEDIA,
    STM_USE_VIDEO,
    STM_USE_COOKIE,
    STM_USE_MODAL,
    STM_USE_HIDDEN,
    STM_USE_QUOTE,
    STM_USE_BOX,
    STM_USE_FORM,
    STM_USE_LIST,
    STM_USE_EMBED,
    STM_USE_KICKER,
    STM_USE_DATA,
    STM_USE_TOC,
    STM_USE_COUNT
};

/* The word for a kind: "comment"; for tables of features. */
const char *stm_use_name(unsigned use);

/* An index of the words by their first two letters; made once a page. */
typedef struct stm_class_words {
    uint16_t first[26 * 26]; /* 1 + index of the first word so beginning */
    uint16_t next[512];      /* 1 + index of the next, or 0 */
} stm_class_words;

void stm_class_words_init(stm_class_words *self);

/* The uses that words in `names` (one attribute's value) tell of. */
uint32_t stm_class_words_uses(const stm_class_words *self, stm_slice names);

#endif
