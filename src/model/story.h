/* The articles on one happening. */
#ifndef STM_MODEL_STORY_H
#define STM_MODEL_STORY_H

#include "model/date.h"

typedef struct stm_story {
    stm_slice id;    /* "s1" ..., in the order of the output */
    stm_slice title; /* of the article that stands for it best */
    stm_date day;    /* the day of the happening, or NONE */
    stm_slice day_why;
    float cohesion; /* 0..1, mean likeness of its articles; 1 for one */
    float weakest;  /* 0..1, the likeness that holds its loosest member */
    const uint32_t *articles; /* articles[n_articles], ascending index */
    uint32_t n_articles;
    const uint32_t *linked; /* stories it continues or is continued by */
    uint32_t n_linked;
} stm_story;

#endif
