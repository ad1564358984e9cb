/* An article cut into words and sentences. */
#ifndef STM_MODEL_TEXT_H
#define STM_MODEL_TEXT_H

#include "model/article.h"

typedef enum stm_token_kind {
    STM_TOKEN_WORD,
    STM_TOKEN_NUMBER, /* holds a digit */
    STM_TOKEN_MARK,   /* one punctuation mark or symbol */
} stm_token_kind;

enum stm_token_flags {
    STM_TOKEN_CAPITAL = 1u << 0,  /* first letter is upper case */
    STM_TOKEN_ALL_CAPS = 1u << 1, /* two letters or more, all upper */
    STM_TOKEN_SPACE_BEFORE = 1u << 2,
    STM_TOKEN_OPEN_QUOTE = 1u << 3, /* a mark that opens a quotation */
    STM_TOKEN_SHUT_QUOTE = 1u << 4,
    STM_TOKEN_STOP = 1u << 5, /* a function word of the language */
};

typedef struct stm_token {
    uint32_t begin; /* bytes in the article's text */
    uint32_t end;
    uint8_t kind;          /* stm_token_kind */
    uint8_t flags;         /* stm_token_flags */
    uint16_t sentence_low; /* sentence index modulo 65536: a check */
} stm_token;

typedef struct stm_sentence {
    stm_span span;        /* without white space at its ends */
    uint32_t first_token; /* index into tokens */
    uint32_t n_tokens;
    uint32_t paragraph; /* index into the article's paragraphs */
} stm_sentence;

/*
 * Tokens cover every paragraph that is read (stm_par_is_read), in order; a
 * sentence never crosses a paragraph. `terms` and `stems` run parallel to
 * `tokens`: hashes (stm_hash) of the word's NFC case-folded form and of its
 * stem, 0 for marks. Equal words have equal hashes in every article.
 */
typedef struct stm_text {
    const stm_token *tokens;
    const uint64_t *terms;
    const uint64_t *stems;
    uint32_t n_tokens;
    const stm_sentence *sentences;
    uint32_t n_sentences;
} stm_text;

#endif
