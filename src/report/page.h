/* What every page has: head with style and policy, signs, bar, foot. */
#ifndef STM_REPORT_PAGE_H
#define STM_REPORT_PAGE_H

#include "report/view.h"

/*
 * From the doctype to the open <body>: style and script are named by hash in
 * a policy that allows nothing else, so nothing an input brought in could
 * run or be fetched. The title is written between the two.
 */
void stm_page_begin_title(stm_markup *out);
/* The same for a served page whose forms may go to its own server. */
void stm_page_begin_title_with_forms(stm_markup *out);
void stm_page_end_title(stm_markup *out);

/* <body> with the signs all drawings use. */
#define STM_PAGE_BODY(out, cls, skip)                                          \
    stm_page__body(out, STM_LIT(cls), STM_LIT(skip))
void stm_page__body(stm_markup *out, stm_slice cls, stm_slice skip);

/* The foot, the script and the end of the document. */
void stm_page_end(stm_markup *out, const stm_pile *pile);

/* A sign in the line of text: <svg><use>. */
#define STM_SIGN(out, width, name)                                             \
    STM_HTML(out, "<svg class=\"i i" width "\" aria-hidden=\"true\">"          \
                  "<use href=\"#i-" name "\"/></svg>")

/* "not measured", hatched; with other words where given. */
#define STM_NOT_MEASURED(out, words)                                           \
    STM_HTML(out, "<span class=\"none\">" words "</span>")

/* The letter of a report, a link to it: in its square. */
void stm_put_letter(const stm_view *view, uint32_t row, stm_markup *out);

/* Letters of rows[n] in a row; beyond 24 the rest is folded away. */
void stm_put_letters(const stm_view *view, const uint32_t *rows, uint32_t n,
                     stm_markup *out);

/* Letters without squares: "A, C and D", links. */
void stm_put_letter_list(const stm_view *view, const uint32_t *rows, uint32_t n,
                         stm_markup *out);

/* The letter alone, as text. */
void stm_put_siglum(const stm_view *view, uint32_t row, stm_markup *out);

/* "A-c120-164": the id of a span of a report, in code points of its text. */
void stm_put_span_id(const stm_view *view, uint32_t row, stm_span span,
                     stm_markup *out);

/* The title of a pile: the one given, or its size in words. */
void stm_put_pile_title(const stm_pile *pile, const stm_report_opts *opts,
                        stm_markup *out);

/* "story-s1.html": the file of a story's page. */
void stm_put_story_file(const stm_pile *pile, uint32_t story, stm_markup *out);

/* "story-s1-aligned.html". */
void stm_put_aligned_file(const stm_pile *pile, uint32_t story,
                          stm_markup *out);

/* Articles that were read well. */
uint32_t stm_pile_n_articles(const stm_pile *pile);

#endif
