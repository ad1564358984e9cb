/* Lines of a plain text and what they look like, whatever the language. */
#ifndef STM_EXTRACT_TEXT_LINE_H
#define STM_EXTRACT_TEXT_LINE_H

#include "base/arena.h"
#include "extract/date_parse.h"
#include "extract/furniture.h"

typedef enum stm_line_shape {
    STM_LINE_SENTENCE, /* ends as a sentence does, and is no mere stub */
    STM_LINE_LONG,     /* as long as a sentence, without its end */
    STM_LINE_SHORT,    /* a heading, a teaser, a label */
    STM_LINE_DATE,     /* nothing but a date or a time, or nearly */
    STM_LINE_BYLINE,
    STM_LINE_MARK, /* no letters and no digits */
} stm_line_shape;

typedef struct stm_text_line {
    stm_span span;     /* trimmed, never empty */
    uint32_t n_words;  /* in scripts without blanks: signs / 2 */
    uint8_t shape;     /* stm_line_shape */
    uint8_t furniture; /* stm_furniture */
    bool is_item;      /* begins with a bullet */
    bool is_apart;     /* a blank line lies before it */
    bool ends_colon;
    bool is_relative_time; /* "3 hours ago" and the like: digits first */
} stm_text_line;

typedef struct stm_text_lines {
    stm_text_line *items; /* items[n], ascending */
    uint32_t n;
} stm_text_lines;

/*
 * Cuts `text` into lines, or, where it is hard-wrapped, into the paragraphs
 * that blank lines part. A failed arena gives none.
 */
stm_text_lines stm_text_lines_cut(stm_slice text, const stm_date_hint *hint,
                                  stm_arena *arena);

/* True where `line` ends with a full stop or its like, quotes aside. */
bool stm_line_ends_sentence(stm_slice line);

#endif
