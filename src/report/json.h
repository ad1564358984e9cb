/* JSON views of the pile, one function a command (docs/stemma.schema.json). */
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

/* One article as `stemma extract` prints it, without the line's end. */
void stm_json_article(const stm_article *article, bool with_text, stm_buf *out);

/* JSON Lines of each stage. Spans are in code points. */
void stm_json_matches(const stm_pile *pile, stm_buf *out);
void stm_json_stories(const stm_pile *pile, stm_buf *out);
void stm_json_quotes(const stm_pile *pile, stm_buf *out);
void stm_json_claims(const stm_pile *pile, stm_buf *out);
void stm_json_lineage(const stm_pile *pile, stm_buf *out);

/* stemma.json, whole. Failure is sticky in *out. */
void stm_json_all(const stm_pile *pile, const stm_run_info *info, stm_buf *out);

#endif
