/* Lines that belong to a page's furniture, not to any article. */
#ifndef STM_EXTRACT_FURNITURE_H
#define STM_EXTRACT_FURNITURE_H

#include "base/slice.h"

typedef enum stm_furniture {
    STM_FURNITURE_NONE,
    STM_FURNITURE_LINE,    /* debris by itself: "Advertisement" */
    STM_FURNITURE_LEAD,    /* leads to one teaser: "Read also:" */
    STM_FURNITURE_SECTION, /* heads what follows an article: "Most read" */
    STM_FURNITURE_FORM,    /* of a comment or subscription form */
} stm_furniture;

/*
 * What a line of text is by its wording, in the larger languages, or by the
 * shape of a template's debris ("client/title.list_title", "{{ name }}").
 * Only short lines are furniture.
 */
stm_furniture stm_furniture_of(stm_slice line);

#endif
