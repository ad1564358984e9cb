/*
 * The tagger: labels every word of a paragraph by a small network.
 *
 *   features --sum of int8 rows--> a0 --gated layer, both ways--> a1 --> a2
 *   scores = V a2; a chain of labels over the scores (CRF), best path
 *
 * A gated layer: z = sigmoid(U a), c = tanh(W a), h_t = h_{t-1} + z (c -
 * h_{t-1}), half of h running forward, half backward; a' = a + h (Bradbury
 * et al., quasi-recurrent networks, 2017, width 1; Lafferty et al., CRF,
 * 2001). All sums are of integers: the labels are the same on every machine.
 * Trained by tools/train/train_quote.c; figures in quote_weights.md.
 */
#ifndef STM_QUOTE_TAGGER_H
#define STM_QUOTE_TAGGER_H

#include "base/arena.h"
#include "base/status.h"
#include "quote/features.h"
#include "quote/labels.h"
#include "quote/lexicon.h"

#define STM_TAGGER_HIDDEN 48u
#define STM_TAGGER_LAYERS 2u
#define STM_TAGGER_MAX_WORDS 4096u

/* Fixed point: fractional bits of what is stored and computed. */
enum {
    STM_TAGGER_ROW_BITS = 10,    /* sums of rows, activations */
    STM_TAGGER_WEIGHT_BITS = 12, /* dense weights */
    STM_TAGGER_GATE_BITS = 15,   /* sigmoid */
    STM_TAGGER_STATE_BITS = 14,  /* tanh, the states */
    STM_TAGGER_SCORE_BITS = 12,
    STM_TAGGER_TABLE_BITS = 8, /* step of the tables of sigmoid and tanh */
    STM_TAGGER_TABLE = 2048,   /* their length: 0 .. 8 */
    STM_TAGGER_CLIP = 16383,   /* of activations */
};

/* Weights as they lie in their file after the header; little-endian. */
typedef struct stm_tagger_dense {
    int16_t layer[STM_TAGGER_LAYERS][2 * STM_TAGGER_HIDDEN][STM_TAGGER_HIDDEN];
    int32_t layer_bias[STM_TAGGER_LAYERS][2 * STM_TAGGER_HIDDEN];
    int32_t input_bias[STM_TAGGER_HIDDEN];
    int16_t out[STM_LABEL_COUNT + 1][STM_TAGGER_HIDDEN];
    int32_t out_bias[STM_LABEL_COUNT + 1];
    int32_t change[STM_FEATURES_CONTEXTS][STM_LABEL_COUNT + 1]
                  [STM_LABEL_COUNT + 1];
    int32_t start[STM_LABEL_COUNT + 1];
    int16_t sigmoid[STM_TAGGER_TABLE]; /* of x >= 0 */
    int16_t tanh[STM_TAGGER_TABLE];
} stm_tagger_dense;

typedef struct stm_tagger_header {
    char magic[8]; /* "STMQUOTE" */
    uint32_t version;
    uint32_t n_rows;  /* row 0 is zero */
    uint32_t n_slots; /* a power of two */
    uint32_t n_lexicon;
    uint32_t dense_bytes;
    uint32_t cue_bonus; /* in SCORE_BITS: what a cue begun is worth more */
    uint64_t hash;      /* XXH3 of all that follows */
} stm_tagger_header;

#define STM_TAGGER_VERSION 1u

/* Points into the weights' bytes; owns nothing. */
typedef struct stm_tagger {
    stm_lexicon lexicon;
    const stm_tagger_dense *dense;
    const uint32_t *slots; /* slots[n_slots]: tag << 17 | row, 0 empty */
    uint32_t n_slots;
    const int8_t *rows;    /* rows[n_rows][HIDDEN] */
    const uint8_t *shifts; /* shifts[n_rows], 0..4: a row's power of two */
    uint32_t n_rows;
    int32_t cue_bonus;
} stm_tagger;

/* The weights that come with the program. */
const stm_tagger *stm_tagger_shipped(stm_tagger *out);

/*
 * Opens weights that lie, aligned to 8 bytes, in `bytes`, which must outlive
 * *out. Checks magic, version, lengths, the hash and every index. Error:
 * STM_ERR_FORMAT with the byte at fault.
 */
STM_WARN_UNUSED stm_status stm_tagger_open(stm_slice bytes, stm_tagger *out,
                                           stm_error *err);

/*
 * Labels n words with features[n * STM_FEATURES] and contexts[n] as
 * stm_features_fill gives them; words past STM_TAGGER_MAX_WORDS are OUT.
 * margins[n] takes for each word by how much (in nats) the best path is
 * better than the best one with another label there; 0 where all are OUT.
 * `scratch` holds 600 bytes a word. Error: STM_ERR_NOMEM. Cost: 17,000
 * multiplications a word.
 */
STM_WARN_UNUSED stm_status stm_tagger_label(const stm_tagger *self,
                                            const uint32_t *features,
                                            const uint8_t *contexts, uint32_t n,
                                            stm_arena *scratch, uint8_t *labels,
                                            float *margins);

/* The slot a feature's hash is looked for first, and its tag. */
static inline uint32_t stm_tagger_slot(uint32_t hash)
{
    uint32_t h = hash * 0x9E3779B1u;
    return h ^ h >> 15;
}

static inline uint32_t stm_tagger_tag(uint32_t hash)
{
    return hash >> 17;
}

#endif
