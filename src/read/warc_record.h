/* One record of a WARC file: what it is, and the document in it. */
#ifndef STM_READ_WARC_RECORD_H
#define STM_READ_WARC_RECORD_H

#include "base/buf.h"
#include "read/document.h"

/* Why a record gives no document: counted, and named once a file. */
typedef enum stm_warc_passed {
    STM_WARC_TAKEN, /* it does give one */
    STM_WARC_REQUEST,
    STM_WARC_METADATA,
    STM_WARC_WARCINFO,
    STM_WARC_REDIRECT, /* the answer sends elsewhere, or has no body */
    STM_WARC_MEDIA,    /* an image, a script, data: no page and no text */
    STM_WARC_CRAWLER,  /* the crawler's own: logs, screenshots, robots.txt */
    STM_WARC_SEGMENT,  /* goes on with an earlier record */
    STM_WARC_OTHER,    /* of a type not known to us */
    STM_WARC_PASSED,   /* how many there are */
} stm_warc_passed;

/* "requests", "redirects": what is counted, in the plural. */
const char *stm_warc_passed_text(stm_warc_passed passed);

/* What the header lines alone tell; TAKEN where the block must be seen. */
stm_warc_passed stm_warc_passed_from_lines(stm_slice lines);

/* Copies url, record id, digest and capture date into *raw. */
void stm_raw_take_warc_lines(stm_raw *raw, stm_slice lines, stm_arena *arena);

/*
 * Makes *raw, begun by stm_raw_begin, the document of a record with these
 * header lines and this block, both borrowed. `buffers` are scratch whose
 * maximum is the limit. Returns in *passed why there is none. Error: NOMEM.
 */
STM_WARN_UNUSED stm_status
stm_raw_take_warc_record(stm_raw *raw, const stm_read_ctx *ctx, stm_slice lines,
                         stm_slice block, stm_buf buffers[2], stm_arena *arena,
                         stm_warc_passed *passed, stm_error *err);

#endif
