/* What programs that save pages write into them about where and when. */
#ifndef STM_READ_SAVED_PAGE_H
#define STM_READ_SAVED_PAGE_H

#include "base/arena.h"
#include "model/raw.h"

/*
 * Reads the comment that SingleFile, HTTrack, or a browser ("saved from
 * url=") puts near the top of a page, and sets raw->url and raw->captured
 * where they are still empty.
 */
void stm_raw_note_saver(stm_raw *raw, stm_arena *arena);

/*
 * A time as HTTP, WARC and SingleFile write it: "2023-09-19T17:03:11Z",
 * "Tue, 19 Sep 2023 17:03:11 GMT", "Tue Sep 19 2023 17:03:11 GMT+0200";
 * precision NONE where it is none of these.
 */
stm_date stm_date_from_stamp(stm_slice s);

#endif
