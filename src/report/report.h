/* The report's door: HTML pages of the pile. */
#ifndef STM_REPORT_REPORT_H
#define STM_REPORT_REPORT_H

#include "base/buf.h"
#include "model/pile.h"

typedef struct stm_report_opts {
    stm_slice title;  /* of the whole pile, "" none given */
    bool quote_only;  /* short quotations in place of whole texts */
    bool has_outlets; /* a person's table of outlets was given */
    bool is_alone;    /* a page by itself: it links to no other */
    bool is_served;   /* search and find are there to be linked to */
} stm_report_opts;

#define STM_REPORT_OPTS_DEFAULT ((stm_report_opts){0})

/* The front page, self-contained. Failure is sticky in *out. */
void stm_report_index(const stm_pile *pile, const stm_report_opts *opts,
                      stm_buf *out);

/* The page of stories[story]; links to it are stm_report_story_file. */
void stm_report_story(const stm_pile *pile, uint32_t story,
                      const stm_report_opts *opts, stm_buf *out);

/* Its file name, such as "story-s1.html", appended. */
void stm_report_story_file(const stm_pile *pile, uint32_t story, stm_buf *out);

/*
 * The page on which reports of a story stand side by side. False, and
 * nothing written, where no two share a passage.
 */
bool stm_report_aligned(const stm_pile *pile, uint32_t story,
                        const stm_report_opts *opts, stm_buf *out);

/* Its file name, such as "story-s1-aligned.html", appended. */
void stm_report_aligned_file(const stm_pile *pile, uint32_t story,
                             stm_buf *out);

/*
 * The page of a search in a served archive: a form and the articles
 * hits[n], best first, each a link into its story. `complaint` says why there
 * are none, or "".
 */
void stm_report_search(const stm_pile *pile, const stm_report_opts *opts,
                       stm_slice query, const uint32_t *hits, uint32_t n,
                       stm_slice complaint, stm_buf *out);

/* The page with the form for a statement; `said` tells what came of one. */
void stm_report_find_form(const stm_pile *pile, const stm_report_opts *opts,
                          stm_slice said, stm_buf *out);

/* All voices that are heard, the most carried first. */
void stm_report_speakers(const stm_pile *pile, const stm_report_opts *opts,
                         stm_buf *out);

/*
 * All that speakers[speaker] said, over time, and who carried it. False, and
 * nothing written, where there is no such speaker.
 */
bool stm_report_speaker(const stm_pile *pile, uint32_t speaker,
                        const stm_report_opts *opts, stm_buf *out);

/* All outlets: their share of agency copy, and whom each follows most. */
void stm_report_outlets(const stm_pile *pile, const stm_report_opts *opts,
                        stm_buf *out);

/* The outlet of articles[article]. False where there is no such article. */
bool stm_report_outlet(const stm_pile *pile, uint32_t article,
                       const stm_report_opts *opts, stm_buf *out);

/* Stories of two reports or more by day, the latest first. */
void stm_report_timeline(const stm_pile *pile, const stm_report_opts *opts,
                         stm_buf *out);

/* The two reports of the pile's first story side by side, whatever they
 * share. */
void stm_report_beside(const stm_pile *pile, const stm_report_opts *opts,
                       stm_buf *out);

/* The form that asks for two articles; `said` tells what came of it. */
void stm_report_beside_form(const stm_pile *pile, const stm_report_opts *opts,
                            stm_slice said, stm_buf *out);

/*
 * The corrections `lines`, one a line, and forms for more, which are posted
 * to `address`; `said` tells what came of the last.
 */
void stm_report_corrections(const stm_pile *pile, const stm_report_opts *opts,
                            stm_slice lines, stm_slice address, stm_slice said,
                            stm_buf *out);

/* All articles with their attributions marked: a page by itself. */
void stm_report_quotes(const stm_pile *pile, stm_buf *out);

#endif
