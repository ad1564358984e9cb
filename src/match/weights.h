/*
 * How much a shared word says: its rarity in bits, from how many articles of
 * the pile hold it and, where the pile is small, from news at large.
 */
#ifndef STM_MATCH_WEIGHTS_H
#define STM_MATCH_WEIGHTS_H

#include "match/doc.h"

/* Weights are sixteenths of a bit. */
enum { STM_BIT = 16 };

typedef struct stm_weights {
    uint16_t *bits;  /* bits[1 << 20], by the top 20 bits of the word */
    uint8_t *tells;  /* a bit for each of these: rare in news at large */
    uint32_t n_docs; /* articles they were learned from */
} stm_weights;

/*
 * Counts the words of docs[n] (of a bounded sample of them, evenly spaced).
 * Error: STM_ERR_NOMEM.
 */
STM_WARN_UNUSED stm_status stm_weights_init(stm_weights *self,
                                            const stm_doc *docs, uint32_t n);
void stm_weights_release(stm_weights *self);

/* True for words that tell what an article is about. */
static inline bool stm_weight_tells(const stm_weights *self, uint32_t word,
                                    uint8_t flags)
{
    return (flags & STM_WORD_STOP) == 0 &&
           (self->tells[word >> 15] >> (word >> 12 & 7) & 1) != 0;
}

/* What one word with its flags weighs where it is shared in a passage. */
static inline uint32_t stm_weight_of(const stm_weights *self, uint32_t word,
                                     uint8_t flags)
{
    if ((flags & STM_WORD_QUIET) != 0)
        return 0;
    if ((flags & STM_WORD_STOP) != 0)
        return STM_BIT + STM_BIT / 4;
    const uint32_t bits = self->bits[word >> 12];
    if ((flags & STM_WORD_CAPITAL) != 0)
        return bits / 2; /* names come with the matter, not with the text */
    if ((flags & STM_WORD_NUMBER) != 0)
        return bits * 3 / 4;
    return bits;
}

#endif
