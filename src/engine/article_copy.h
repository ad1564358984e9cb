/* Whole copies of an article, out of memory that may be untrue. */
#ifndef STM_ENGINE_ARTICLE_COPY_H
#define STM_ENGINE_ARTICLE_COPY_H

#include "base/arena.h"
#include "model/article.h"

/* Bytes given out one after the other until they are used up. */
typedef struct stm_copy_room {
    uint8_t *bytes; /* bytes[cap], borrowed, aligned for any type */
    size_t used;
    size_t cap;
} stm_copy_room;

/* A copy in `room`, its slices too; false where the room is too small. */
bool stm_article_copy_to_room(const stm_article *from, stm_copy_room *room,
                              stm_article *to);

/*
 * A copy in the arena of an article that another process left in `room`.
 * False where a slice or an array of it does not lie inside the room: that
 * process wrote nonsense. Test arena->failed besides.
 */
bool stm_article_copy_from_room(const stm_article *from,
                                const stm_copy_room *room, stm_arena *arena,
                                stm_article *to);

#endif
