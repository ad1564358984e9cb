#include "group/pair_model.h"

#include <assert.h>

#include "base/banned.h"

/*
 * Nodes of all trees in a row; left and right count from the tree's first
 * node, and a leaf has neither (both 0).
 */
typedef struct tree_node {
    uint8_t feature;
    uint8_t left;
    uint8_t right;
    float threshold; /* at most this: left */
    float value;     /* of a leaf */
} tree_node;

#include "group/pair_weights.inc"

float stm_pair_log_odds(const float x[STM_N_PAIR_FEATURES])
{
    float sum = pair_base;
    for (uint32_t t = 0; t < sizeof pair_trees / sizeof *pair_trees; t++) {
        const tree_node *tree = &pair_nodes[pair_trees[t]];
        uint32_t at = 0;
        while (tree[at].left != 0)
            at = x[tree[at].feature] <= tree[at].threshold ? tree[at].left
                                                           : tree[at].right;
        sum += tree[at].value;
    }
    return sum;
}
