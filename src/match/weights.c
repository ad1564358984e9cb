#include "match/weights.h"

#include <math.h>

#include "base/alloc.h"
#include "base/status.h"

#include "base/banned.h"

/* 24 bits of a word's hash, then its rarity in eighths of a bit. */
static const uint32_t word_prior[] = {
#include "match/word_prior_weights.inc"
};

enum {
    slots = 1 << 20,
    sample_max = 2048,    /* articles counted: more change little */
    prior_articles = 50,  /* the weight of news at large, in articles */
    tells_eighths = 48,   /* 6 bits: in fewer than one article of 64 */
    unseen_eighths = 104, /* a word that no table holds: 13 bits */
};

typedef struct counter {
    uint32_t articles;
    uint32_t last; /* number of the last article counted, plus 1 */
} counter;

static void count_words(counter *counters, const stm_doc *doc, uint32_t number)
{
    for (uint32_t i = 0; i < doc->n_words; i++) {
        counter *c = &counters[doc->words[i] >> 12];
        if (c->last == number + 1)
            continue;
        c->last = number + 1;
        c->articles++;
    }
}

/* -log2 of the share of articles that hold a word. */
static uint16_t bits_of(uint32_t articles, uint32_t n, uint32_t eighths)
{
    const float prior = prior_articles * exp2f(-(float)eighths / 8.0f);
    const float bits =
        log2f((float)(n + prior_articles) / ((float)articles + prior));
    /* where a pile is one text over and over its words are not nothing */
    const float least = (float)eighths / 8.0f / 4.0f;
    return (uint16_t)((bits < least ? least : bits) * STM_BIT);
}

stm_status stm_weights_init(stm_weights *self, const stm_doc *docs, uint32_t n)
{
    *self = (stm_weights){0};
    counter *counters = stm_alloc(slots, sizeof *counters);
    uint8_t *eighths = stm_alloc(slots, 1);
    self->bits = stm_alloc(slots, sizeof *self->bits);
    self->tells = stm_alloc(slots / 8, 1);
    if (counters == NULL || eighths == NULL || self->bits == NULL ||
        self->tells == NULL) {
        stm_free(counters);
        stm_free(eighths);
        return STM_ERR_NOMEM;
    }
    const uint32_t step = n / sample_max + 1;
    for (uint32_t i = 0; i < n; i += step)
        count_words(counters, &docs[i], self->n_docs++);
    for (size_t i = 0; i < sizeof word_prior / sizeof word_prior[0]; i++) {
        uint8_t *slot = &eighths[word_prior[i] >> 12];
        const uint8_t bits = (uint8_t)(word_prior[i] & 0xFF);
        if (*slot == 0 || bits < *slot)
            *slot = bits == 0 ? 1 : bits;
    }
    const uint16_t unseen = bits_of(0, self->n_docs, unseen_eighths);
    for (uint32_t i = 0; i < slots; i++)
        self->bits[i] =
            counters[i].articles == 0 && eighths[i] == 0
                ? unseen
                : bits_of(counters[i].articles, self->n_docs,
                          eighths[i] == 0 ? unseen_eighths : eighths[i]);
    for (uint32_t i = 0; i < slots; i++)
        if (eighths[i] == 0 || eighths[i] >= tells_eighths)
            self->tells[i / 8] |= (uint8_t)(1u << i % 8);
    stm_free(counters);
    stm_free(eighths);
    return STM_OK;
}

void stm_weights_release(stm_weights *self)
{
    stm_free(self->bits);
    stm_free(self->tells);
    *self = (stm_weights){0};
}
