/*
 * The one way by which bytes reach a page.
 *
 * Markup is written from literals alone (STM_HTML); everything that comes
 * from an input goes through stm_html_text, stm_html_bdi, STM_HTML_ATTR or
 * STM_HTML_URL, which escape it. No other file of report/ appends to the
 * buffer (the test `writer` looks for that).
 *
 * What values become, in text and in attributes alike:
 *   & < > " '                   the five references
 *   broken UTF-8                U+FFFD, a byte each
 *   C0, DEL, C1, nonchar.       U+FFFD, but for tab and line feed
 *   carriage return             line feed
 *   U+202D, U+202E (overrides)  U+FFFD: they show other text than is there
 *   U+202A-C, U+2066-9          nothing: direction is isolated by <bdi> and
 *                               dir=auto, which these could break out of
 * (Unicode Technical Report 36, section 2.6; HTML, section 13.1.2)
 */
#ifndef STM_REPORT_HTML_WRITER_H
#define STM_REPORT_HTML_WRITER_H

#include "base/buf.h"

typedef struct stm_html {
    stm_buf *out; /* read by nobody but html_writer.c */
} stm_html;

/* Keeps `out`, whose sticky status tells of failures. */
void stm_html_init(stm_html *self, stm_buf *out);

/* Appends a string literal as it stands; anything else does not compile. */
#define STM_HTML(self, literal) stm_html__literal(self, STM_LIT(literal))
void stm_html__literal(stm_html *self, stm_slice literal);

/* Text between tags, escaped. */
void stm_html_text(stm_html *self, stm_slice value);

/* The same in a <bdi>, so that its direction leaves what is around alone. */
void stm_html_bdi(stm_html *self, stm_slice value);

/* ` name="value"`, the name a literal, the value escaped. */
#define STM_HTML_ATTR(self, name, value)                                       \
    stm_html__attr(self, STM_LIT(" " name "=\""), value)
void stm_html__attr(stm_html *self, stm_slice opening, stm_slice value);

/*
 * ` name="value"` for a link to the outside; nothing is written, and false
 * returned, unless the value is an absolute http or https URL of at most
 * 2,048 bytes without white space or controls.
 */
#define STM_HTML_URL(self, name, value)                                        \
    stm_html__url(self, STM_LIT(" " name "=\""), value)
bool stm_html__url(stm_html *self, stm_slice opening, stm_slice value);

/* Decimal numbers. */
void stm_html_u64(stm_html *self, uint64_t n);
/* At most `decimals` places, trailing zeros dropped: for drawings. */
void stm_html_fixed(stm_html *self, double value, unsigned decimals);
/* Lower-case hexadecimal of `len` bytes. */
void stm_html_hex(stm_html *self, const uint8_t *bytes, size_t len);

/* Says that what was to be written could not be made for want of memory. */
void stm_html_fail(stm_html *self);

/* True when the value may be written by STM_HTML_URL. */
bool stm_html_is_url(stm_slice value);

#endif
