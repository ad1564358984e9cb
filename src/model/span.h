/* A stretch of an article's text. */
#ifndef STM_MODEL_SPAN_H
#define STM_MODEL_SPAN_H

#include <stdbool.h>
#include <stdint.h>

#include "base/slice.h"

/*
 * Half-open byte offsets into stm_article.text (UTF-8), on code point
 * boundaries. Output turns them into code points (W3C Web Annotation).
 */
typedef struct stm_span {
    uint32_t begin;
    uint32_t end;
} stm_span;

static inline bool stm_span_is_empty(stm_span s)
{
    return s.begin >= s.end;
}

/* Bytes that lie in both. */
static inline uint32_t stm_span_overlap(stm_span a, stm_span b)
{
    const uint32_t begin = a.begin > b.begin ? a.begin : b.begin;
    const uint32_t end = a.end < b.end ? a.end : b.end;
    return end > begin ? end - begin : 0;
}

static inline stm_slice stm_span_text(stm_span s, stm_slice text)
{
    return stm_slice_sub(text, s.begin, s.end);
}

#endif
