/* A person or body as one article knows it, and when two may be one. */
#ifndef STM_QUOTE_VOICE_H
#define STM_QUOTE_VOICE_H

#include "quote/naming.h"

typedef struct stm_voice {
    uint32_t article;
    bool is_person;
    bool is_named;  /* has a name or words of its own */
    bool is_single; /* of one capital word: surname or firm */
    uint8_t kind;   /* stm_speaker_kind */
    uint8_t gender; /* stm_gender of a person */
    uint64_t first; /* hashes of a person's names; 0 none */
    uint64_t last;
    stm_slice first_name; /* as printed */
    stm_slice last_name;
    stm_body_name body;                   /* keys of a body */
    uint64_t noun;                        /* of folk and documents */
    uint64_t offices[STM_NAMING_OFFICES]; /* words: mayor, owner; 0 none */
    uint32_t speaks_for; /* a voice of the same article, or STM_NONE */
    stm_slice name;      /* the fullest, as printed */
    uint32_t at;         /* first byte where it is named */
    uint32_t n_sources;  /* how often it is a source */
    uint32_t n_named;    /* how often it is named at all */
    uint32_t n_placed;   /* how often as a place is: "in Marl" */
} stm_voice;

typedef struct stm_voices {
    stm_voice *items; /* owned; indices are kept by attributions */
    uint32_t n, cap;
} stm_voices;

/* Whether every word of `a` is one of `b`. */
bool stm_keys_within(const stm_body_name *a, const stm_body_name *b);

/* Whether two bodies may be one: kind, country and words do not part them. */
bool stm_bodies_agree(const stm_voice *a, const stm_voice *b);

/* Whether two persons may be one: same surname, first names that agree. */
bool stm_persons_agree(const stm_voice *a, const stm_voice *b);

/* Whether one person may be of both: stm_gender, unknown is either. */
static inline bool stm_genders_agree(uint8_t a, uint8_t b)
{
    return a == b || a == STM_GENDER_UNKNOWN || b == STM_GENDER_UNKNOWN;
}

/* True where the acronym is the capital first letters of the name's words. */
bool stm_is_acronym_of(stm_slice acronym, stm_slice name);

#endif
