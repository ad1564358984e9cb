/*
 * Which stretches of a paragraph stand in quotation marks.
 *
 * Marks of one kind pair by the table in marks.c; which side a mark is on is
 * told by its shape where its form leaves it open or is contradicted: a mark
 * after a space and before a letter opens. A quotation that is never closed
 * runs to the end of its paragraph, as newspapers leave it open when the
 * next paragraph goes on with it. Single marks count outside double ones
 * only, and an apostrophe is never one.
 */
#ifndef STM_QUOTE_MARKS_H
#define STM_QUOTE_MARKS_H

#include "base/arena.h"
#include "model/span.h"

enum stm_quotation_flags {
    STM_QUOTATION_OPEN_ENDED = 1u << 0, /* no closing mark was found */
    STM_QUOTATION_SINGLE = 1u << 1,     /* single marks */
};

typedef struct stm_quotation {
    stm_span span;  /* with its marks */
    stm_span inner; /* without them */
    uint32_t flags; /* stm_quotation_flags */
} stm_quotation;

/*
 * The outermost quotations of the paragraph `par` of `text`, ascending, not
 * overlapping. The array lies in `arena`. Returns its length; 0 also when
 * the arena has failed. Time: linear in the paragraph.
 */
uint32_t stm_quotations_from_paragraph(stm_slice text, stm_span par,
                                       stm_arena *arena, stm_quotation **out);

#endif
