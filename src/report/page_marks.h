/*
 * What is marked in a report: each byte of its text with the marks that lie
 * on it, and the stretches that have a permalink of their own.
 */
#ifndef STM_REPORT_PAGE_MARKS_H
#define STM_REPORT_PAGE_MARKS_H

#include "report/view.h"

enum stm_mark_flags {
    STM_MARK_SOURCE = 1u << 0,
    STM_MARK_CUE = 1u << 1,
    STM_MARK_CONTENT = 1u << 2,
    STM_MARK_HEDGE = 1u << 3,
    STM_MARK_WORDING = 1u << 4,
};

/* A stretch with an id: what a claim or an attribution says. */
typedef struct stm_mark_stretch {
    stm_span span;
    uint32_t claim; /* number among the shared claims, 0 none */
} stm_mark_stretch;

typedef struct stm_marks {
    const uint8_t *flags; /* flags[text.len], of stm_mark_flags */
    const stm_mark_stretch
        *stretches; /* by begin, longer first, claims falling */
    uint32_t n_stretches;
} stm_marks;

/* The marks of a row, in `arena`; false where memory is out. */
bool stm_marks_of_report(const stm_view *view, uint32_t row, stm_arena *arena,
                         stm_marks *out);

/*
 * Writes the bytes of `span` with their marks. Marks may cross one another;
 * a stretch that would cross an open one gets an id at its beginning alone.
 * Spans on other than code point boundaries are moved to the next one.
 */
void stm_marks_put(const stm_marks *self, const stm_view *view, uint32_t row,
                   stm_span span, stm_markup *out);

/*
 * The permalink of stretch `index` where its words are not written: an id,
 * and the number of its claim or, where it has none, an ellipsis.
 */
void stm_marks_put_place(const stm_marks *self, const stm_view *view,
                         uint32_t row, uint32_t index, stm_markup *out);

#endif
