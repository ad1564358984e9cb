/*
 * Header lines "Name: value" as WARC, HTTP and MIME write them (RFC 5322
 * 2.2; RFC 9112 5). Lines may end in LF alone; one that begins with a space
 * goes on with the value before it.
 */
#ifndef STM_READ_HEADER_LINES_H
#define STM_READ_HEADER_LINES_H

#include "base/arena.h"
#include "base/slice.h"

/*
 * Where the header lines at the beginning of `s` end, their last line end
 * included, and in *body where what follows the blank line begins. False
 * where there is no blank line.
 */
bool stm_header_end(stm_slice s, size_t *end, size_t *body);

/* The value of the first header of that name, trimmed; "" if none. */
stm_slice stm_header_value(stm_slice lines, stm_slice name);

/* "text/html" of "text/html; charset=utf-8", trimmed. */
stm_slice stm_header_main(stm_slice value);

/* The value of a parameter ("charset"), without its quotes; "" if none. */
stm_slice stm_header_param(stm_slice value, stm_slice name);

/* A value that goes over several lines, in one piece, a copy. */
stm_slice stm_header_unfold(stm_slice value, stm_arena *arena);

/* "<urn:x>" without its brackets. */
stm_slice stm_header_unbracket(stm_slice value);

#endif
