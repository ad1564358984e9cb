/*
 * An article as the matcher sees it: its words as numbers, without marks.
 *
 * All arrays of a doc run parallel to its words. The grams of a doc are the
 * word runs that stand for it in the pile's index: of every eight words in
 * a row at least one run of five is among them (winnowing, Schleimer and
 * others 2003), so eight shared words are never passed over.
 */
#ifndef STM_MATCH_DOC_H
#define STM_MATCH_DOC_H

#include "base/arena.h"
#include "model/text.h"

enum {
    STM_GRAM_WORDS = 5,  /* words in a gram */
    STM_GRAM_WINDOW = 4, /* of so many grams in a row one is kept */
};

enum stm_word_flags {
    STM_WORD_QUIET = 1u << 0,   /* boilerplate: no evidence of copying */
    STM_WORD_CAPITAL = 1u << 1, /* a capital that is not a sentence's first */
    STM_WORD_STOP = 1u << 2,
    STM_WORD_NUMBER = 1u << 3,
    STM_WORD_FIRST = 1u << 4,  /* first word of its sentence */
    STM_WORD_COMMON = 1u << 5, /* in a run of words that many articles have */
};

typedef struct stm_doc {
    const uint32_t *words;  /* top 32 bits of the term's hash */
    const uint32_t *begins; /* byte in the article's text */
    const uint16_t *lens;   /* bytes */
    uint8_t *flags;         /* stm_word_flags */
    uint32_t n_words;
    uint32_t article; /* index in the pile */
    uint32_t outlet;  /* number of the outlet, STM_NONE where not named */
    int32_t day;      /* stm_date_day_number of publication, or STM_NO_DAY */
} stm_doc;

/* A gram of a doc, as it is sorted to meet its like. */
typedef struct stm_gram {
    uint32_t hash;
    uint32_t doc;
    uint32_t at; /* its first word */
} stm_gram;

/* Grams, owned. */
typedef struct stm_grams {
    stm_gram *items;
    uint32_t len;
    uint32_t cap;
} stm_grams;

/*
 * Fills words, flags and positions of *out from `text`; arrays lie in
 * `arena`. Error: STM_ERR_NOMEM.
 */
STM_WARN_UNUSED stm_status stm_doc_from_text(const stm_text *text,
                                             stm_arena *arena, stm_doc *out);

/* Appends the doc's grams to *out under `number`. Error: STM_ERR_NOMEM. */
STM_WARN_UNUSED stm_status stm_doc_add_grams(const stm_doc *self,
                                             uint32_t number, stm_grams *out);

/* Bytes in the text from word `first` up to the end of word `last` - 1. */
stm_span stm_doc_span(const stm_doc *self, uint32_t first, uint32_t last);

/* The hash of words[at..at + STM_GRAM_WORDS]. */
uint32_t stm_gram_hash(const uint32_t *words);

#endif
