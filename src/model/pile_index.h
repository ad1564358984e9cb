/*
 * What belongs to each story, so that a view of one story need not look
 * through the whole pile.
 */
#ifndef STM_MODEL_PILE_INDEX_H
#define STM_MODEL_PILE_INDEX_H

#include "base/arena.h"
#include "model/pile.h"

/* items[at[s]..at[s + 1]) belong to story s, ascending. */
typedef struct stm_story_list {
    const uint32_t *at; /* at[n_stories + 1] */
    const uint32_t *items;
} stm_story_list;

typedef struct stm_pile_index {
    stm_story_list claims;   /* the story's own */
    stm_story_list edges;    /* into one of its articles */
    stm_story_list lost;     /* the story's own */
    stm_story_list speakers; /* who are in one of its articles */
} stm_pile_index;

/*
 * Builds all four in `arena`; linear in the pile. False where memory is out.
 */
bool stm_pile_index_build(stm_pile_index *self, const stm_pile *pile,
                          stm_arena *arena);

#endif
