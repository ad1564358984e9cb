/*
 * A page cut into blocks: the runs of text that a reader sees as lines or
 * paragraphs, in document order, each with what encloses it.
 *
 *   <div>One <a>two</a><p>Three<br><br>Four</p></div>
 *        [0........]       [1..]       [2..]
 */
#ifndef STM_EXTRACT_BLOCK_H
#define STM_EXTRACT_BLOCK_H

#include "html/html.h"
#include "model/span.h"

/* What encloses a node, itself included. Inherited downwards. */
enum stm_block_flags {
    STM_IN_LINK = 1u << 0,
    STM_IN_BOLD = 1u << 1,
    STM_IN_ITALIC = 1u << 2,
    STM_IN_ARTICLE = 1u << 3,
    STM_IN_MAIN = 1u << 4,
    STM_IN_ASIDE = 1u << 5,
    STM_IN_NAV = 1u << 6,
    STM_IN_HEADER = 1u << 7,
    STM_IN_FOOTER = 1u << 8,
    STM_IN_FORM = 1u << 9,
    STM_IN_FIGURE = 1u << 10,
    STM_IN_CAPTION = 1u << 11,
    STM_IN_LIST = 1u << 12,
    STM_IN_TABLE = 1u << 13,
    STM_IN_QUOTE = 1u << 14,
    STM_IN_SECTION = 1u << 15,
    STM_IN_BUTTON = 1u << 16,
    STM_IN_NOSCRIPT = 1u << 17,
    STM_IN_HIDDEN = 1u << 18,    /* hidden, aria-hidden, display:none */
    STM_IN_BODY_PROP = 1u << 19, /* itemprop articleBody and its like */
    STM_IN_PRE = 1u << 20,
    STM_IN_PARAGRAPH = 1u << 21,
    STM_IN_DIALOG = 1u << 22,
    STM_IN_ADDRESS = 1u << 23,
    STM_IN_DETAILS = 1u << 24,
};

typedef struct stm_block {
    stm_span text;    /* bytes of stm_blocks.text, folded, never empty */
    stm_span from;    /* bytes of the page, first to last text */
    uint32_t box;     /* node: the nearest block element that holds it */
    uint32_t first;   /* node: its first text */
    uint32_t end;     /* node after its last text */
    uint32_t flags;   /* stm_block_flags shared by all its text, of the box */
    uint32_t n_words; /* runs of letters and digits; CJK: characters */
    uint32_t link_bytes; /* of text, inside a */
    uint32_t n_links;
    uint32_t bold_bytes;   /* inside b, strong, h1..h6 */
    uint32_t italic_bytes; /* inside i, em */
    bool after_break;      /* parted from the block before by br alone */
} stm_block;

typedef struct stm_blocks {
    const stm_html *html;
    stm_slice text;         /* all blocks one after the other, parted by LF */
    const stm_block *items; /* items[n], in document order */
    uint32_t n;
    const uint32_t *flags; /* flags[html->n_nodes] of every node */
    const uint32_t *boxes; /* boxes[html->n_nodes]: nearest block element */
} stm_blocks;

/* More blocks than this are left out; of 638 pages the most had 6,220. */
#define STM_BLOCKS_MAX 20000u

/*
 * Cuts the page. White space of every kind folds to one space, a lone br and
 * the line feeds of pre to a line feed, zero-width spaces go. Keeps `html`; the
 * rest lies in `arena`. Error: STM_ERR_NOMEM. Linear.
 */
STM_WARN_UNUSED stm_status stm_blocks_from_html(const stm_html *html,
                                                stm_arena *arena,
                                                stm_blocks *out);

#endif
