/*
 * The tagger's network in floating point, and its training.
 *
 *   features --sum of rows--> a0 (HIDDEN) --gated layer, both ways--> a1 ...
 *   o = V a;  a chain of labels over o (CRF)
 *
 * A gated layer: z = sigmoid(U a), c = tanh(W a), h_t = h_{t-1} + z (c -
 * h_{t-1}), one half of h running forward, the other backward; a' = a + h.
 * (Bradbury et al. 2017, quasi-recurrent networks, width 1.)
 */
#ifndef STM_TRAIN_QUOTE_NET_H
#define STM_TRAIN_QUOTE_NET_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

#include "quote/features.h"
#include "quote/labels.h"

#ifndef NET_HIDDEN
#define NET_HIDDEN 48u
#endif
#ifndef NET_LAYERS
#define NET_LAYERS 2u
#endif
#define NET_LABELS STM_LABEL_COUNT
#define NET_GATES (2 * NET_HIDDEN)

/* All weights but the rows. */
typedef struct net_weights {
    float layer[NET_LAYERS][NET_GATES][NET_HIDDEN];
    float layer_bias[NET_LAYERS][NET_GATES];
    float input_bias[NET_HIDDEN];
    float out[NET_LABELS][NET_HIDDEN];
    float out_bias[NET_LABELS];
    float change[STM_FEATURES_CONTEXTS][NET_LABELS][NET_LABELS];
    float start[NET_LABELS];
} net_weights;

/* One paragraph with its features. */
typedef struct net_item {
    const uint32_t *features; /* rows[n * STM_FEATURES]; 0: none */
    const uint8_t *contexts;
    const uint8_t *labels; /* what to learn */
    uint32_t n;
    float weight;
} net_item;

typedef struct net_options {
    uint32_t n_rows; /* row 0 is always zero */
    float lr_deep, lr_dense;
    float drop_feature, drop_hidden;
    uint32_t seed;
} net_options;

typedef struct net net;

net *net_new(const net_options *options);
void net_free(net *self);
/* One step on an item; `progress` 0..1 scales the rates down. */
double net_train(net *self, const net_item *item, float progress);
/* Ends a batch: applies what the dense weights have gathered. */
void net_step(net *self, float progress);
/* Adds the present weights to the average; then net_average uses it. */
void net_accumulate(net *self);
void net_average(net *self);
/* The best labels by the mean of nets[n_nets], each cue begun worth `bonus`
 * more; marginals or NULL. */
void net_decode(net *const *nets, uint32_t n_nets, const net_item *item,
                float bonus, uint8_t *labels, float *marginals);
/* Mean loss a word of an item, without training. */
double net_loss(net *self, const net_item *item);
/* The row of H numbers of a feature, to be read or changed. */
float *net_row(net *self, uint32_t row);
const net_weights *net_dense(const net *self);
bool net_save(const net *self, FILE *f);
bool net_load(net *self, FILE *f);

#endif
