/*
 * A page as a flat tree: the one header between us and the HTML parser.
 *
 * Nodes lie in document order, so that the descendants of node i are exactly
 * the nodes i+1 .. nodes[i].end_node-1 and a loop over them needs no stack:
 *
 *   0 document [1..9)
 *   1   html   [2..9)
 *   2     head [3..5)
 *   ...
 *
 * The tree is the one of the HTML standard (scripting off), built by MyHTML
 * in its single-threaded mode; any other parser could fill it as well.
 */
#ifndef STM_HTML_HTML_H
#define STM_HTML_HTML_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/map.h"
#include "base/status.h"
#include "html/html_tag.h"

/* Limits, far over what pages have (most nodes 40,000; depth 50). */
#define STM_HTML_MAX_BYTES (16u << 20)
#define STM_HTML_MAX_NODES (2u << 20)
#define STM_HTML_MAX_DEPTH 512u

typedef struct stm_html_attr {
    stm_slice name;  /* lower case */
    stm_slice value; /* character references resolved; may be empty */
} stm_html_attr;

typedef struct stm_html_node {
    uint32_t parent;   /* node index; STM_NONE for the document */
    uint32_t end_node; /* one past its last descendant */
    uint32_t attrs;    /* index of its first attribute */
    uint32_t n_attrs;
    uint32_t begin; /* bytes of the page: the start tag, or the text */
    uint32_t end;   /* equal to begin where the parser made the element up */
    uint16_t tag;   /* stm_tag */
    uint16_t depth; /* 0 for the document */
    stm_slice text; /* TEXT, COMMENT: decoded; OTHER: the element's name */
} stm_html_node;

typedef struct stm_html {
    stm_slice page; /* the bytes that the offsets count in, valid UTF-8 */
    const stm_html_node *nodes; /* nodes[n_nodes], document order */
    uint32_t n_nodes;           /* at least 1: the document */
    const stm_html_attr *attrs; /* attrs[n_attrs], grouped by node */
    uint32_t n_attrs;
    bool is_cut; /* a limit left out the rest of the page, or tags too deep */
} stm_html;

/*
 * Parses a page in UTF-8 into *out. The tree and its strings lie in `arena`;
 * out->page is `page`, or a copy where it was broken UTF-8 or held NUL (which
 * become U+FFFD, so offsets then count in the copy). Bytes past
 * STM_HTML_MAX_BYTES are left out. Start tags deeper than STM_HTML_MAX_DEPTH
 * are passed over, because tree building is quadratic in the depth. Error:
 * STM_ERR_NOMEM. About 3 ns a byte. Safe from many threads at once.
 */
STM_WARN_UNUSED stm_status stm_html_from_page(stm_slice page, stm_arena *arena,
                                              stm_html *out, stm_error *err);

/*
 * The value of the node's first attribute `name` (lower case), or an empty
 * slice. stm_html_has_attr tells an empty value from a missing one.
 */
stm_slice stm_html_attr_get(const stm_html *self, uint32_t node,
                            stm_slice name);
bool stm_html_has_attr(const stm_html *self, uint32_t node, stm_slice name);

/* Index of a child, sibling or ancestor, or STM_NONE. */
uint32_t stm_html_first_child(const stm_html *self, uint32_t node);
uint32_t stm_html_next_sibling(const stm_html *self, uint32_t node);
/* The nearest node of `tag` that holds `node`, itself included. */
uint32_t stm_html_closest(const stm_html *self, uint32_t node, stm_tag tag);
/* The first node of `tag` after `from` and before `end`, in order. */
uint32_t stm_html_find(const stm_html *self, stm_tag tag, uint32_t from,
                       uint32_t end);

/*
 * Appends the shown text below `node`: white space folded to one space, a
 * space between blocks, nothing from hidden elements (unless `node` itself
 * is one: then its own text, as with <title>).
 */
void stm_html_text(const stm_html *self, uint32_t node, stm_buf *out);

/*
 * True where every invariant of the tree holds: order, nesting, offsets
 * inside the page. For tests and fuzzing; linear.
 */
bool stm_html_check(const stm_html *self);

#endif
