/*
 * Where the texts of a story stand in the drawing of their descent.
 *
 * Each text hangs under one parent, the best attested; further lines are in
 * the table alone. Rows are in depth-first order of descent, so that no line
 * crosses another: a trunk runs down at its parent's place in time, and all
 * that descends from a child lies to the right of it.
 *
 *   alpha   o
 *           |---[A]
 *           |    `-----[H]
 *   beta    `------[b]
 *                   |--[B]
 *                   `----[C]
 */
#ifndef STM_REPORT_TREE_LAYOUT_H
#define STM_REPORT_TREE_LAYOUT_H

#include "report/view.h"

typedef enum stm_tree_kind {
    STM_TREE_REPORT,
    STM_TREE_LOST,  /* a text that is not in the pile */
    STM_TREE_STACK, /* whole copies of one text, drawn as one */
} stm_tree_kind;

/* How well the place of a text in time is known. */
typedef enum stm_tree_when {
    STM_TREE_TIMED,
    STM_TREE_DAY,     /* its day alone */
    STM_TREE_UNDATED, /* neither */
} stm_tree_when;

typedef struct stm_tree_node {
    uint8_t kind;     /* stm_tree_kind */
    uint8_t when;     /* stm_tree_when */
    uint32_t row;     /* of the report, or the first of a stack */
    uint32_t lost;    /* index into the pile's lost origins, or STM_NONE */
    uint32_t n_stack; /* reports in a stack, else 1 */
    uint32_t parent;  /* index of a node, or STM_NONE */
    uint32_t edge;    /* index into stm_view.edges of its line, or STM_NONE */
    uint32_t depth;
    int64_t minute; /* since 1970; INT64_MAX undated */
    double x;       /* middle, in the wide drawing */
} stm_tree_node;

/* A stretch of the axis without a long gap. */
typedef struct stm_tree_panel {
    int64_t begin; /* minutes since 1970 */
    int64_t end;
    double x; /* where it begins */
    double width;
} stm_tree_panel;

#define STM_TREE_PANELS 6u

typedef struct stm_tree {
    stm_tree_node *nodes; /* nodes[n_nodes], in the order of the rows */
    uint32_t n_nodes;
    uint32_t n_left_out; /* reports without any line */
    uint32_t n_cut;      /* nodes beyond what is drawn */
    stm_tree_panel panels[STM_TREE_PANELS];
    uint32_t n_panels;
} stm_tree;

/* Lays out the tree, in `arena`; false where memory is out. */
bool stm_tree_from_view(const stm_view *view, stm_arena *arena, stm_tree *out);

/* Minutes since 1970 of a report, INT64_MAX where its day is not known. */
int64_t stm_tree_minute(stm_date date);

/* Where a minute lies on the axis. */
double stm_tree_x(const stm_tree *self, int64_t minute);

#endif
