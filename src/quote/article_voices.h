/*
 * The voices of one article: who is named in it, and which of them each
 * source means ("he", "Ek", "the ministry", "police").
 */
#ifndef STM_QUOTE_ARTICLE_VOICES_H
#define STM_QUOTE_ARTICLE_VOICES_H

#include "model/pile.h"
#include "quote/naming.h"

/* A person or body as one article knows it. */
typedef struct stm_voice {
    uint32_t article;
    bool is_person;
    bool is_named;  /* has a name or words of its own */
    bool is_single; /* of one capital word: surname or firm */
    uint8_t kind;   /* stm_speaker_kind */
    uint64_t first; /* hashes of a person's names; 0 none */
    uint64_t last;
    stm_slice first_name; /* as printed */
    stm_slice last_name;
    stm_body_name body;  /* keys of a body */
    uint64_t noun;       /* of folk and documents */
    uint32_t speaks_for; /* a voice of the same article, or STM_NONE */
    stm_slice name;      /* the fullest, as printed */
    uint32_t at;         /* first byte where it is named */
    uint32_t n_sources;  /* how often it is a source */
    uint32_t n_named;    /* how often it is named at all */
} stm_voice;

typedef struct stm_voices {
    stm_voice *items; /* owned; indices are kept by attributions */
    uint32_t n, cap;
} stm_voices;

/*
 * Appends the voices of an article to *out and sets voice_of[i], an index
 * into out->items, for each of its attributions (STM_NONE: no source).
 * `scratch` may be cleared afterwards. Error: STM_ERR_NOMEM. Cost: linear in
 * the text, times the article's own voices (at most 400).
 */
STM_WARN_UNUSED stm_status stm_voices_of_article(
    const stm_naming_words *table, const stm_article *article, uint32_t index,
    const stm_attribution *attributions, uint32_t n_attributions,
    stm_arena *scratch, stm_voices *out, uint32_t *voice_of);

/* Whether two bodies may be one: kind, country and words do not part them. */
bool stm_bodies_agree(const stm_voice *a, const stm_voice *b);

/* Whether two persons may be one: same surname, first names that agree. */
bool stm_persons_agree(const stm_voice *a, const stm_voice *b);

/* True where the acronym is the capital first letters of the name's words. */
bool stm_is_acronym_of(stm_slice acronym, stm_slice name);

#endif
