/*
 * What is measured of a block before a model judges it. Plain numbers; each
 * is described by its name, where "prose" is a block of 8 words or more, less
 * than a third of them linked, that holds the end of a sentence.
 */
#ifndef STM_EXTRACT_BLOCK_FEATURES_H
#define STM_EXTRACT_BLOCK_FEATURES_H

#include "extract/block.h"
#include "extract/class_words.h"
#include "extract/page_hints.h"

enum {
    /* TEXT: the block's own text; BOX: its element; IN: stm_block_flags;
     * POS: its place in the page; CONT: the elements that hold it (up1 is
     * its box's parent, art the nearest article); SIG: blocks of the same
     * tags and classes; NEAR: its neighbours; HINT: stm_page_hints. */
    STM_F_TEXT_LOG_BYTES,
    STM_F_TEXT_LOG_WORDS,
    STM_F_TEXT_WORD_LEN,
    STM_F_TEXT_ENDERS,
    STM_F_TEXT_COMMAS,
    STM_F_TEXT_ENDS_SENTENCE,
    STM_F_TEXT_ENDS_COLON,
    STM_F_TEXT_ENDS_OTHER,
    STM_F_TEXT_DIGITS,
    STM_F_TEXT_UPPERS,
    STM_F_TEXT_STARTS_LOWER,
    STM_F_TEXT_STARTS_QUOTE,
    STM_F_TEXT_STARTS_DIGIT,
    STM_F_TEXT_COPYRIGHT,
    STM_F_TEXT_BARS,
    STM_F_TEXT_ATS,
    STM_F_TEXT_QUOTES,
    STM_F_TEXT_LINES,
    STM_F_TEXT_BOLD,
    STM_F_TEXT_ITALIC,
    STM_F_TEXT_LINKS,
    STM_F_TEXT_N_LINKS_LOG,
    STM_F_TEXT_LINKS_PER_WORD,
    STM_F_TEXT_ONE_LINK,
    STM_F_TEXT_HAS_DOTS_END,
    STM_F_BOX_IS_P,
    STM_F_BOX_IS_DIV,
    STM_F_BOX_IS_LI,
    STM_F_BOX_HEADING,
    STM_F_BOX_IS_CELL,
    STM_F_BOX_IS_DL,
    STM_F_BOX_IS_QUOTE,
    STM_F_BOX_IS_FIGCAPTION,
    STM_F_BOX_IS_CONTAINER,
    STM_F_BOX_IS_INLINE_LINK,
    STM_F_BOX_IS_INLINE_BOLD,
    STM_F_BOX_IS_INLINE_SPAN,
    STM_F_BOX_IS_INLINE_SMALL,
    STM_F_BOX_IS_INLINE_TIME,
    STM_F_BOX_IS_INLINE_LABEL,
    STM_F_BOX_IS_BUTTON,
    STM_F_BOX_IS_SUMMARY,
    STM_F_BOX_AFTER_BREAK,
    STM_F_IN_LINK,
    STM_F_IN_BOLD,
    STM_F_IN_ITALIC,
    STM_F_IN_ARTICLE,
    STM_F_IN_MAIN,
    STM_F_IN_ASIDE,
    STM_F_IN_NAV,
    STM_F_IN_HEADER,
    STM_F_IN_FOOTER,
    STM_F_IN_FORM,
    STM_F_IN_FIGURE,
    STM_F_IN_CAPTION,
    STM_F_IN_LIST,
    STM_F_IN_TABLE,
    STM_F_IN_QUOTE,
    STM_F_IN_SECTION,
    STM_F_IN_BUTTON,
    STM_F_IN_NOSCRIPT,
    STM_F_IN_HIDDEN,
    STM_F_IN_BODY_PROP,
    STM_F_IN_PRE,
    STM_F_IN_PARAGRAPH,
    STM_F_IN_DIALOG,
    STM_F_IN_ADDRESS,
    STM_F_IN_DETAILS,
    STM_F_POS_INDEX,
    STM_F_POS_SHARE_BEFORE,
    STM_F_POS_SHARE_BYTES_BEFORE,
    STM_F_POS_FROM_END,
    STM_F_POS_DEPTH,
    STM_F_POS_H1_BLOCKS,
    STM_F_POS_H1_AFTER,
    STM_F_POS_H1_BYTES,
    STM_F_CONT_UP1_SHARE,
    STM_F_CONT_UP1_PROSE_SHARE,
    STM_F_CONT_UP1_LINKS,
    STM_F_CONT_UP1_BLOCKS,
    STM_F_CONT_UP1_PROSE_BLOCKS,
    STM_F_CONT_UP1_MEAN_BYTES,
    STM_F_CONT_UP2_SHARE,
    STM_F_CONT_UP2_PROSE_SHARE,
    STM_F_CONT_UP2_LINKS,
    STM_F_CONT_UP2_BLOCKS,
    STM_F_CONT_UP2_PROSE_BLOCKS,
    STM_F_CONT_UP2_MEAN_BYTES,
    STM_F_CONT_UP3_SHARE,
    STM_F_CONT_UP3_PROSE_SHARE,
    STM_F_CONT_UP3_LINKS,
    STM_F_CONT_UP3_BLOCKS,
    STM_F_CONT_UP3_PROSE_BLOCKS,
    STM_F_CONT_UP3_MEAN_BYTES,
    STM_F_CONT_ART_SHARE,
    STM_F_CONT_ART_PROSE_SHARE,
    STM_F_CONT_ART_LINKS,
    STM_F_CONT_ART_BLOCKS,
    STM_F_CONT_ART_PROSE_BLOCKS,
    STM_F_CONT_ART_MEAN_BYTES,
    STM_F_CONT_UP1_SAME_TAG,
    STM_F_CONT_UP1_TEXT_KIDS,
    STM_F_CONT_BEST_INSIDE,
    STM_F_CONT_BEST_UP,
    STM_F_CONT_BEST_DOWN,
    STM_F_CONT_BEST_SHARE,
    STM_F_CONT_BEST2_INSIDE,
    STM_F_CONT_CLEAN_INSIDE,
    STM_F_CONT_CLEAN_UP,
    STM_F_CONT_CLEAN_DOWN,
    STM_F_CONT_CLEAN_SHARE,
    STM_F_CONT_CLEAN_AFTER,
    STM_F_CONT_CLEAN_SAME_KIN,
    STM_F_CONT_ARTICLE_INDEX,
    STM_F_CONT_ARTICLES,
    STM_F_CONT_BEST_IN_ARTICLE,
    STM_F_SIG_COUNT,
    STM_F_SIG_BYTES,
    STM_F_SIG_LINKS,
    STM_F_SIG_MEAN,
    STM_F_SIG_PROSE,
    STM_F_SIG_SHARE,
    STM_F_NEAR_PREV1_WORDS,
    STM_F_NEAR_PREV1_LINKS,
    STM_F_NEAR_PREV1_PROSE,
    STM_F_NEAR_PREV1_HEADING,
    STM_F_NEAR_PREV1_SAME_BOX_PARENT,
    STM_F_NEAR_PREV1_SAME_SIG,
    STM_F_NEAR_PREV2_WORDS,
    STM_F_NEAR_PREV2_LINKS,
    STM_F_NEAR_PREV2_PROSE,
    STM_F_NEAR_PREV2_HEADING,
    STM_F_NEAR_PREV2_SAME_BOX_PARENT,
    STM_F_NEAR_PREV2_SAME_SIG,
    STM_F_NEAR_NEXT1_WORDS,
    STM_F_NEAR_NEXT1_LINKS,
    STM_F_NEAR_NEXT1_PROSE,
    STM_F_NEAR_NEXT1_HEADING,
    STM_F_NEAR_NEXT1_SAME_BOX_PARENT,
    STM_F_NEAR_NEXT1_SAME_SIG,
    STM_F_NEAR_NEXT2_WORDS,
    STM_F_NEAR_NEXT2_LINKS,
    STM_F_NEAR_NEXT2_PROSE,
    STM_F_NEAR_NEXT2_HEADING,
    STM_F_NEAR_NEXT2_SAME_BOX_PARENT,
    STM_F_NEAR_NEXT2_SAME_SIG,
    STM_F_NEAR_PROSE_SINCE,
    STM_F_NEAR_PROSE_UNTIL,
    STM_F_NEAR_WINDOW_PROSE,
    STM_F_NEAR_WINDOW_LINKS,
    STM_F_HINT_LD_SHARE,
    STM_F_HINT_LD_ANY,
    STM_F_HINT_LEAD_SHARE,
    STM_F_HINT_TITLE_SHARE,
    STM_F_HINT_IS_ARTICLE_PAGE,
    STM_F_HINT_PREV_LD,
    STM_F_HINT_NEXT_LD,
    STM_F_HINT_TWICE,
    STM_F_HINT_EARLIER,
    STM_F_WORDS_TEXT, /* stm_block_text_score */
    STM_F_WORDS_CLASS,
    STM_F_PAGE_BLOCKS,
    STM_F_PAGE_BYTES,
    STM_F_PAGE_PROSE,
    STM_F_PAGE_LINKS,
    STM_F_PAGE_PARAGRAPHS,
    STM_F_USE_OWN, /* 32 of them: uses of the box and what is inside it */
    STM_F_USE_NEAR = STM_F_USE_OWN + 32, /* of the three elements above */
    STM_F_USE_ALL = STM_F_USE_NEAR + 32, /* of all above but the body */
    STM_F_COUNT = STM_F_USE_ALL + 32
};

/* "text_log_bytes", "use_near_comment" ...; into `out`, of 64 bytes. */
void stm_feature_name(unsigned feature, char out[64]);

/* Which blocks a block goes with; ranges are half-open, of blocks. */
typedef struct stm_block_kin {
    uint32_t sig;      /* number of its signature, 0.. in order of arrival */
    uint32_t begin[4]; /* below its box's parent, the next two, its article */
    uint32_t end[4];
} stm_block_kin;

typedef struct stm_features {
    float *rows;              /* rows[n * STM_F_COUNT], a row a block */
    const stm_block_kin *kin; /* kin[n] */
    uint32_t n_sigs;
    uint32_t h1; /* block of the headline, or STM_NONE */
} stm_features;

/*
 * Measures all blocks; what is given lies in `arena`. Error: STM_ERR_NOMEM.
 * Linear but for logarithms.
 */
STM_WARN_UNUSED stm_status stm_features_from_blocks(const stm_blocks *blocks,
                                                    const stm_page_hints *hints,
                                                    stm_arena *arena,
                                                    stm_features *out);

#endif
