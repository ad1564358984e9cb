/* The tagger's labels: what a word is part of, and on which side its cue. */
#ifndef STM_QUOTE_LABELS_H
#define STM_QUOTE_LABELS_H

#include <stdbool.h>
#include <stdint.h>

/* Odd labels begin a span, the even one after goes on with it. */
typedef enum stm_label {
    STM_LABEL_OUT,
    STM_LABEL_CUE,
    STM_LABEL_CUE_ON,
    STM_LABEL_SOURCE, /* its cue follows */
    STM_LABEL_SOURCE_ON,
    STM_LABEL_SOURCE_AFTER, /* its cue came before */
    STM_LABEL_SOURCE_AFTER_ON,
    STM_LABEL_CONTENT, /* its cue follows */
    STM_LABEL_CONTENT_ON,
    STM_LABEL_CONTENT_AFTER, /* its cue came before */
    STM_LABEL_CONTENT_AFTER_ON,
    STM_LABEL_COUNT
} stm_label;

static inline bool stm_label_begins(uint8_t label)
{
    return (label & 1u) != 0;
}

/* Whether `to` may stand after `from`: a span goes on only after itself. */
static inline bool stm_label_follows(uint8_t from, uint8_t to)
{
    return to == STM_LABEL_OUT || stm_label_begins(to) || from == to ||
           from + 1 == to;
}

#endif
