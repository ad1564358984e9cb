#include "quote_export.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/map.h"
#include "quote/tagger.h"

#define H NET_HIDDEN

typedef struct ranked {
    float worth;
    uint32_t row;
} ranked;

static int compare_ranked(const void *a, const void *b)
{
    const ranked *x = a, *y = b;
    if (x->worth != y->worth)
        return x->worth > y->worth ? -1 : 1;
    return x->row < y->row ? -1 : 1;
}

static long fixed(float x, int bits, long most, uint32_t *clipped)
{
    const long v = lroundf(x * (float)(1 << bits));
    if (v > most || v < -most) {
        (*clipped)++;
        return v > 0 ? most : -most;
    }
    return v;
}

static void export_dense(const net_weights *w, stm_tagger_dense *d)
{
    const int wide = STM_TAGGER_ROW_BITS + STM_TAGGER_WEIGHT_BITS;
    uint32_t clipped = 0;
    memset(d, 0, sizeof *d);
    for (uint32_t l = 0; l < NET_LAYERS; l++)
        for (uint32_t i = 0; i < NET_GATES; i++) {
            for (uint32_t k = 0; k < H; k++)
                d->layer[l][i][k] = (int16_t)fixed(
                    w->layer[l][i][k], STM_TAGGER_WEIGHT_BITS, 32767, &clipped);
            d->layer_bias[l][i] =
                (int32_t)fixed(w->layer_bias[l][i], wide, 1 << 29, &clipped);
        }
    for (uint32_t i = 0; i < H; i++)
        d->input_bias[i] = (int32_t)fixed(w->input_bias[i], STM_TAGGER_ROW_BITS,
                                          1 << 20, &clipped);
    for (uint32_t j = 0; j < NET_LABELS; j++) {
        for (uint32_t k = 0; k < H; k++)
            d->out[j][k] = (int16_t)fixed(w->out[j][k], STM_TAGGER_WEIGHT_BITS,
                                          32767, &clipped);
        d->out_bias[j] =
            (int32_t)fixed(w->out_bias[j], wide, 1 << 29, &clipped);
        d->start[j] = (int32_t)fixed(w->start[j], STM_TAGGER_SCORE_BITS,
                                     1 << 24, &clipped);
        for (uint32_t c = 0; c < STM_FEATURES_CONTEXTS; c++)
            for (uint32_t i = 0; i < NET_LABELS; i++)
                d->change[c][i][j] =
                    (int32_t)fixed(w->change[c][i][j], STM_TAGGER_SCORE_BITS,
                                   1 << 24, &clipped);
    }
    for (uint32_t i = 0; i < STM_TAGGER_TABLE; i++) {
        const double x = (i + .5) / (1 << STM_TAGGER_TABLE_BITS);
        d->sigmoid[i] = (int16_t)lround(32767 / (1 + exp(-x)));
        d->tanh[i] = (int16_t)lround(tanh(x) * 16383);
    }
    fprintf(stderr, "dense weights clipped: %u\n", clipped);
}

/* A row as int8 with the least shift that holds it. */
static uint8_t export_row(const float *row, int8_t *q, uint32_t *clipped)
{
    float top = 0;
    for (uint32_t i = 0; i < H; i++)
        top = fmaxf(top, fabsf(row[i]));
    uint8_t shift = 0;
    while (shift < 4 &&
           top * (1 << STM_TAGGER_ROW_BITS) > 127.0f * (float)(1 << shift))
        shift++;
    for (uint32_t i = 0; i < H; i++)
        q[i] = (int8_t)fixed(row[i] / (float)(1 << shift), STM_TAGGER_ROW_BITS,
                             127, clipped);
    return shift;
}

static void put_slot(uint32_t *slots, uint32_t n_slots, uint32_t hash,
                     uint32_t row)
{
    uint32_t at = stm_tagger_slot(hash) & (n_slots - 1);
    while (slots[at] != 0)
        at = (at + 1) & (n_slots - 1);
    slots[at] = stm_tagger_tag(hash) << 17 | row;
}

bool quote_export(net *net, const uint32_t *hashes, uint32_t n_hashes,
                  const uint32_t *uses, uint32_t keep,
                  const stm_lexicon *lexicon, float bonus, const char *path)
{
    ranked *order = malloc(n_hashes * sizeof *order);
    for (uint32_t r = 1; r <= n_hashes; r++) {
        float sum = 0;
        for (uint32_t i = 0; i < H; i++)
            sum += net_row(net, r)[i] * net_row(net, r)[i];
        order[r - 1] = (ranked){sqrtf(sum * (float)uses[r]), r};
    }
    qsort(order, n_hashes, sizeof *order, compare_ranked);
    keep = keep < n_hashes ? keep : n_hashes;
    stm_tagger_header h = {.magic = "STMQUOTE",
                           .version = STM_TAGGER_VERSION,
                           .n_rows = keep + 1,
                           .n_slots = 1024,
                           .n_lexicon = lexicon->n_slots,
                           .dense_bytes = sizeof(stm_tagger_dense)};
    h.cue_bonus = (uint32_t)lroundf(bonus * (1 << STM_TAGGER_SCORE_BITS));
    while (h.n_slots < keep * 2)
        h.n_slots *= 2;
    const size_t size = sizeof h + sizeof(stm_tagger_dense) +
                        4 * ((size_t)h.n_lexicon + h.n_slots) +
                        (size_t)h.n_rows * (H + 1);
    uint8_t *file = calloc(1, size);
    uint8_t *at = file + sizeof h;
    export_dense(net_dense(net), (stm_tagger_dense *)(void *)at);
    at += sizeof(stm_tagger_dense);
    memcpy(at, lexicon->slots, 4 * (size_t)h.n_lexicon);
    at += 4 * (size_t)h.n_lexicon;
    uint32_t *slots = (uint32_t *)(void *)at;
    int8_t *rows = (int8_t *)(at + 4 * (size_t)h.n_slots);
    uint8_t *shifts = (uint8_t *)(rows + (size_t)h.n_rows * H);
    uint32_t clipped = 0;
    for (uint32_t i = 0; i < keep; i++) {
        const uint32_t r = order[i].row;
        shifts[i + 1] =
            export_row(net_row(net, r), rows + (size_t)(i + 1) * H, &clipped);
        put_slot(slots, h.n_slots, hashes[r - 1], i + 1);
    }
    fprintf(stderr, "%u rows, numbers clipped: %u, %zu bytes\n", keep, clipped,
            size);
    h.hash = stm_hash(stm_slice_of(file + sizeof h, size - sizeof h));
    memcpy(file, &h, sizeof h);
    stm_tagger opened;
    stm_error err = {0};
    if (stm_tagger_open(stm_slice_of(file, size), &opened, &err) != STM_OK) {
        fprintf(stderr, "%s\n", err.text);
        return false;
    }
    FILE *f = fopen(path, "wb");
    if (f == NULL || fwrite(file, 1, size, f) != size)
        return false;
    return fclose(f) == 0;
}
