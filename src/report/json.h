/*
 * JSON views of the pile, one function a command (docs/stemma.schema.json).
 *
 * Spans leave as Unicode code points of the article's text. Every function
 * appends to *out, whose sticky status tells of failures. An article of the
 * pile is named by its id.
 */
#ifndef STM_REPORT_JSON_H
#define STM_REPORT_JSON_H

#include "base/json_writer.h"
#include "model/pile.h"

/* What stemma.json says of the run itself. */
typedef struct stm_run_info {
    stm_slice options_json; /* an object */
    uint64_t n_read;
    uint64_t n_failed;
    bool full_text; /* texts of pages are written too */
} stm_run_info;

/*
 * One article as `stemma extract` prints it, without the line's end. Its
 * text is written where `with_text` or where the input gave it.
 */
void stm_json_article(const stm_article *article, bool with_text, stm_buf *out);

/* JSON Lines, one record a line, each ended by a newline. */
void stm_json_articles(const stm_pile *pile, stm_buf *out);
void stm_json_matches(const stm_pile *pile, stm_buf *out);
void stm_json_stories(const stm_pile *pile, stm_buf *out);
void stm_json_quotes(const stm_pile *pile, stm_buf *out);
void stm_json_claims(const stm_pile *pile, stm_buf *out);
void stm_json_lineage(const stm_pile *pile, stm_buf *out);

/* stemma.json, whole, arrays in order of their numbers. */
void stm_json_all(const stm_pile *pile, const stm_run_info *info, stm_buf *out);

#endif
