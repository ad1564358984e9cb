/*
 * An article's words as the tagger sees them: finer cut than the text
 * room's ("Moor's" is two), each with its class, its likeness to a cue and
 * its place in quotations.
 */
#ifndef STM_QUOTE_READING_H
#define STM_QUOTE_READING_H

#include "base/arena.h"
#include "model/text.h"
#include "quote/quote_language.h"
#include "quote/lexicon.h"

/* Where a word stands with regard to quotation marks. */
enum stm_quoting {
    STM_QUOTING_INSIDE = 1u << 0, /* marks themselves included */
    STM_QUOTING_FIRST = 1u << 1,  /* the opening mark */
    STM_QUOTING_LAST = 1u << 2,   /* the closing mark */
    STM_QUOTING_SINGLE = 1u << 3, /* in single marks */
    STM_QUOTING_OPEN_ENDED = 1u << 4,
};

typedef struct stm_qword {
    uint32_t begin; /* bytes in the article's text */
    uint32_t end;
    uint32_t form;     /* hash of the lower-cased word */
    uint32_t stem;     /* hash of its stem */
    uint32_t sentence; /* index into the text's sentences */
    uint8_t class;     /* stm_word_class */
    uint8_t cue;       /* lexicon level, 0..STM_LEXICON_LEVELS-1 */
    uint8_t shape;     /* 0..15 */
    uint8_t quoting;   /* stm_quoting */
    uint8_t suffix[4]; /* last bytes, lower case, nearest the end first */
    uint8_t prefix[4]; /* first bytes, lower case */
    bool space_before;
    bool starts;  /* first of a paragraph of the article */
    uint8_t part; /* which of the joined paragraphs, up to 3 */
} stm_qword;

/*
 * words[first .. first + n): a paragraph, or several that are read as one: a
 * paragraph that ends in a colon and what it leads in, a quotation that runs
 * over paragraphs.
 */
typedef struct stm_qparagraph {
    uint32_t first;
    uint32_t n;
    uint32_t index;   /* of the first in the article's paragraphs */
    uint32_t ordinal; /* among those with words */
    bool ends_open;   /* its last quotation is never closed */
    bool continues;   /* begins with a mark, the one before ends open */
} stm_qparagraph;

typedef struct stm_reading {
    const stm_qword *words;
    uint32_t n_words;
    const stm_qparagraph *paragraphs;
    uint32_t n_paragraphs;
} stm_reading;

/*
 * Reads `article` cut as `text` with the tables of `language`. The arrays
 * lie in `arena`. Error: STM_ERR_NOMEM.
 */
STM_WARN_UNUSED stm_status stm_reading_from_text(const stm_article *article,
                                                 const stm_text *text,
                                                 const stm_language *language,
                                                 const stm_lexicon *lexicon,
                                                 stm_arena *arena,
                                                 stm_reading *out);

/*
 * Length in words of the speaker's name that a line such as "MOOR: No."
 * begins with, or 0.
 */
uint32_t stm_colon_name(const stm_qword *words, uint32_t n);

/* Whether words of the class can name a speaker. */
bool stm_class_names(uint8_t class);

#endif
