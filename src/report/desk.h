/* What the pages of a served archive have in common. */
#ifndef STM_REPORT_DESK_H
#define STM_REPORT_DESK_H

#include "report/page.h"

/* From the doctype to the heading; the page's content follows. */
void stm_desk_begin(const stm_pile *pile, const stm_report_opts *opts,
                    stm_slice title, stm_markup *out);
void stm_desk_end(const stm_pile *pile, stm_markup *out);

/* The links to all such pages, in a row. */
void stm_desk_put_links(stm_markup *out);

/* Opens a link to the page of the article's story; false where it has none. */
bool stm_desk_open_story(const stm_pile *pile, uint32_t article,
                         stm_markup *out);

/* Its outlet, and when it was published, or that these are not known. */
void stm_desk_put_outlet(const stm_article *a, stm_markup *out);
void stm_desk_put_moment(const stm_article *a, stm_markup *out);

#endif
