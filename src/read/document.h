/* The parts of a raw document that every format fills the same way. */
#ifndef STM_READ_DOCUMENT_H
#define STM_READ_DOCUMENT_H

#include "read/source.h"

/* *raw becomes an empty document of `place`, copied into `arena`. */
void stm_raw_begin(stm_raw *raw, const stm_read_place *place, stm_arena *arena);

/*
 * Status ERROR with a reason, and a diagnostic at raw->offset; what fails at
 * the very beginning of an input is told of the input as a whole.
 */
void stm_raw_fail(stm_raw *raw, const stm_read_ctx *ctx, uint64_t line,
                  stm_arena *arena, const char *format, ...) STM_PRINTF(5, 6);

/*
 * Takes `saved`, which must lie in `arena` or outlive it: digest, decoding,
 * kind by content unless `is_html`, what the saver wrote about itself.
 * Status EMPTY or ERROR where there is nothing to read. Error: NOMEM.
 */
STM_WARN_UNUSED stm_status stm_raw_take_document(stm_raw *raw,
                                                 const stm_read_ctx *ctx,
                                                 stm_slice saved, bool is_html,
                                                 stm_arena *arena,
                                                 stm_error *err);

/* True where bytes or name are those of an HTML page. */
bool stm_looks_like_html(stm_slice head, stm_slice name);

/*
 * True for the names of what pages are dressed with (styles, scripts,
 * pictures): named by a message, not by a record.
 */
bool stm_is_dressing(stm_slice name);

/*
 * What kind of thing that is not text begins like this ("a PDF file"), or ""
 * where it may be text. A literal.
 */
stm_slice stm_foreign_kind(stm_slice head);

void stm_sha256(stm_slice bytes, uint8_t out[32]);

/* "a.html.gz" without its last ending, "" if it has none. */
stm_slice stm_name_without_ending(stm_slice name);

#endif
