/* The grouper's door: from articles to stories. */
#ifndef STM_GROUP_GROUP_H
#define STM_GROUP_GROUP_H

#include "base/arena.h"
#include "base/pool.h"
#include "model/pile.h"

typedef struct stm_stories {
    const stm_story *stories; /* ordered by day, then first article */
    uint32_t n_stories;
    const uint32_t *story_of; /* parallel to the articles, or STM_NONE */
} stm_stories;

/*
 * Every article with status OK is in exactly one story. Reads pile->articles
 * (and texts, cut anew where NULL) and matches where there are any. Results
 * lie in `arena`. Error: STM_ERR_NOMEM.
 */
STM_WARN_UNUSED stm_status stm_stories_from_articles(const stm_pile *pile,
                                                     stm_pool *pool,
                                                     stm_arena *arena,
                                                     stm_stories *out,
                                                     stm_error *err);

#endif
