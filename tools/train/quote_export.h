/* From a trained network to the weights file that the product reads. */
#ifndef STM_TRAIN_QUOTE_EXPORT_H
#define STM_TRAIN_QUOTE_EXPORT_H

#include "quote/lexicon.h"
#include "quote_net.h"

/*
 * Writes the `keep` rows that matter most (by how often their feature occurs
 * in training, uses[n_rows], times their length), quantised, with the dense
 * weights and the lexicon. hashes[row - 1] is a row's feature. `bonus` is
 * what a cue begun is worth more. False: the file could not be written, or
 * the weights do not fit their fixed point.
 */
bool quote_export(net *net, const uint32_t *hashes, uint32_t n_hashes,
                  const uint32_t *uses, uint32_t keep,
                  const stm_lexicon *lexicon, float bonus, const char *path);

#endif
