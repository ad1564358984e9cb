/* An article of a few lines, read to its attributions, for tests. */
#ifndef STM_TESTS_QUOTED_H
#define STM_TESTS_QUOTED_H

#include "quote/quote.h"
#include "stm_test.h"

typedef struct quoted {
    stm_arena arena, scratch;
    stm_article article;
    stm_paragraph pars[8];
    stm_attribution *list;
    uint32_t n;
} quoted;

/* Reads the attributions of `text`, a paragraph a line; false: it failed. */
bool quoted_read(quoted *self, const char *text, const char *language);
void quoted_free(quoted *self);

stm_slice quoted_words(const quoted *self, stm_span s);

/*
 * All of them as text, one a line, in `arena`:
 *
 *   type [source] <cue> {content + content}
 *
 * A nested one has "  in N" after it, N the outer one's line, from 0.
 */
stm_slice quoted_lines(const quoted *self, stm_arena *arena);

#endif
