/*
 * What a person says the machine got wrong. Corrections come from a file of
 * their own (docs/corrections.md), are applied on every run and are shown as
 * a person's.
 */
#ifndef STM_MODEL_CORRECTION_H
#define STM_MODEL_CORRECTION_H

#include "model/date.h"
#include "model/span.h"

typedef enum stm_correction_kind {
    STM_CORRECTION_APART,    /* two places are not of one origin */
    STM_CORRECTION_TOGETHER, /* they are */
    STM_CORRECTION_UNDO,     /* as APART, of a merge of this very run */
    STM_CORRECTION_DATE,     /* an article was published on this day */
    STM_CORRECTION_STORY,    /* an article tells the story of another */
    STM_CORRECTION_ALONE,    /* it tells a story of its own */
    STM_CORRECTION_SPEAKER,  /* two names are one voice */
    STM_CORRECTION_SPLIT,    /* a name is not that voice */
} stm_correction_kind;

/* A stretch of an article, as a person names it and as it was found. */
typedef struct stm_place {
    stm_slice id;   /* of the article */
    uint32_t begin; /* code points, half-open */
    uint32_t end;
    uint32_t article; /* index, STM_NONE: not in this pile */
    stm_span span;    /* the same in bytes */
} stm_place;

typedef struct stm_correction {
    uint8_t kind;       /* stm_correction_kind */
    uint32_t line;      /* of the file; 0 where it comes from an option */
    bool is_kept;       /* an archive keeps it; `line` counts those from 1 */
    stm_slice text;     /* the line itself, "" where it is an option */
    stm_place a;        /* the article or place it is about */
    stm_place b;        /* the other one, where there is one */
    stm_slice claim;    /* UNDO: id of the claim */
    uint32_t mention_a; /* UNDO: numbers of its mentions */
    uint32_t mention_b;
    stm_slice name;  /* SPEAKER, SPLIT: a name as reports give it */
    stm_slice other; /* the voice's name */
    stm_date date;
    stm_slice note; /* why, in the person's words; "" none */
} stm_correction;

#endif
