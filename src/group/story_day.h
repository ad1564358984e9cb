/* The day of a happening, from the days its reports give. */
#ifndef STM_GROUP_STORY_DAY_H
#define STM_GROUP_STORY_DAY_H

#include "base/arena.h"
#include "model/pile.h"

/*
 * Sets day and day_why. Reports vote with the day they were published, by
 * how far that is believed, and with the days they name; of equal days the
 * earlier wins. No vote: no day. The sentence lies in `arena`.
 */
void stm_story_find_day(stm_story *story, const stm_pile *pile,
                        stm_arena *arena);

#endif
