/*
 * How often a word form was a cue where the model was trained, in levels.
 *
 * Open addressing in the weights' own bytes: nothing is built at run time.
 */
#ifndef STM_QUOTE_LEXICON_H
#define STM_QUOTE_LEXICON_H

#include <stdint.h>

/* Level 0: not known; 1: never a cue; then rising. */
#define STM_LEXICON_LEVELS 10u

typedef struct stm_lexicon {
    const uint32_t *slots; /* slots[n_slots]: hash & ~15 | level, 0 empty */
    uint32_t n_slots;      /* 0 or a power of two */
} stm_lexicon;

/* The level of a form's hash. */
static inline uint8_t stm_lexicon_get(const stm_lexicon *self, uint32_t hash)
{
    if (self->n_slots == 0)
        return 0;
    const uint32_t mask = self->n_slots - 1;
    uint32_t at = (hash >> 4) * 2654435761u;
    at ^= at >> 15;
    for (uint32_t step = 0; step < 64; step++) {
        const uint32_t slot = self->slots[(at + step) & mask];
        if (slot == 0)
            return 0;
        if ((slot & ~15u) == (hash & ~15u))
            return (uint8_t)(slot & 15u);
    }
    return 0;
}

#endif
