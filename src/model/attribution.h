/* Who says what, and who that is. */
#ifndef STM_MODEL_ATTRIBUTION_H
#define STM_MODEL_ATTRIBUTION_H

#include "base/map.h"
#include "model/span.h"

typedef enum stm_speech {
    STM_SPEECH_DIRECT,   /* all words of the content in quotation marks */
    STM_SPEECH_INDIRECT, /* none */
    STM_SPEECH_MIXED,
} stm_speech;

typedef struct stm_attribution {
    uint32_t article;
    const stm_span *source; /* source[n_source]; none where nobody is named */
    uint32_t n_source;
    const stm_span *cue;
    uint32_t n_cue;
    const stm_span *content; /* content[n_content], one or more */
    uint32_t n_content;
    const stm_span *hedges; /* "allegedly", "reportedly" */
    uint32_t n_hedges;
    uint8_t type;     /* stm_speech */
    bool reduced;     /* found by marks and colons alone */
    float confidence; /* 0..1, calibrated */
    uint32_t speaker; /* index into speakers, STM_NONE unresolved */
    uint32_t carrier; /* speaker who passes it on ("AFP quoted"), or NONE */
    uint32_t outer;   /* attribution this one is nested in, or NONE */
} stm_attribution;

typedef enum stm_speaker_kind {
    STM_SPEAKER_UNKNOWN,
    STM_SPEAKER_PERSON,
    STM_SPEAKER_GOVERNMENT,
    STM_SPEAKER_MILITARY,
    STM_SPEAKER_POLICE,
    STM_SPEAKER_COURT,
    STM_SPEAKER_HOSPITAL,
    STM_SPEAKER_COMPANY,
    STM_SPEAKER_PARTY,
    STM_SPEAKER_NGO,
    STM_SPEAKER_AGENCY,
    STM_SPEAKER_OUTLET,
    STM_SPEAKER_DOCUMENT,
    STM_SPEAKER_WITNESS,
    STM_SPEAKER_UNNAMED,    /* "a source close to" */
    STM_SPEAKER_COLLECTIVE, /* "residents", "local media" */
} stm_speaker_kind;

/* A person or body, once however many articles carry it. */
typedef struct stm_speaker {
    stm_slice id;           /* "v1" ... */
    stm_slice name;         /* the fullest form found */
    uint8_t kind;           /* stm_speaker_kind */
    stm_slice country;      /* ISO 3166-1 alpha-2, "" unknown */
    const stm_slice *names; /* names[n_names], surface forms, sorted */
    uint32_t n_names;
    const uint32_t *articles; /* articles[n_articles], ascending */
    uint32_t n_articles;
    uint32_t body; /* the body a spokesperson speaks for, or STM_NONE */
} stm_speaker;

/*
 * The voice that counts for speakers[speaker]: the body a person speaks for,
 * else the speaker itself. STM_NONE stays so.
 */
static inline uint32_t stm_speaker_voice(const stm_speaker *speakers,
                                         uint32_t speaker)
{
    if (speaker == STM_NONE || speakers[speaker].body == STM_NONE)
        return speaker;
    return speakers[speaker].body;
}

/* The word for a kind, as the output prints it: "government". */
stm_slice stm_speaker_kind_text(uint8_t kind);

/* "direct", "indirect" or "mixed". */
stm_slice stm_speech_text(uint8_t type);

#endif
