/*
 * The one way by which bytes reach a page.
 *
 * Markup is written from literals alone (STM_HTML); everything that comes
 * from an input goes through stm_markup_text, stm_markup_bdi, STM_HTML_ATTR or
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
#ifndef STM_REPORT_MARKUP_H
#define STM_REPORT_MARKUP_H

#include "base/buf.h"

typedef struct stm_markup {
    stm_buf *out; /* read by nobody but markup.c */
} stm_markup;

/* Keeps `out`, whose sticky status tells of failures. */
void stm_markup_init(stm_markup *self, stm_buf *out);

/* Appends a string literal as it stands; anything else does not compile. */
#define STM_HTML(self, literal) stm_markup__literal(self, STM_LIT(literal))
void stm_markup__literal(stm_markup *self, stm_slice literal);

/* Text between tags, escaped. */
void stm_markup_text(stm_markup *self, stm_slice value);

/* The same in a <bdi>, so that its direction leaves what is around alone. */
void stm_markup_bdi(stm_markup *self, stm_slice value);

/* ` name="value"`, the name a literal, the value escaped. */
#define STM_HTML_ATTR(self, name, value)                                       \
    stm_markup__attr(self, STM_LIT(" " name "=\""), value)
void stm_markup__attr(stm_markup *self, stm_slice opening, stm_slice value);

/*
 * ` name="value"` for a link to the outside; nothing is written, and false
 * returned, unless the value is an absolute http or https URL of at most
 * 2,048 bytes without white space or controls.
 */
#define STM_HTML_URL(self, name, value)                                        \
    stm_markup__url(self, STM_LIT(" " name "=\""), value)
bool stm_markup__url(stm_markup *self, stm_slice opening, stm_slice value);

/* Decimal numbers. */
void stm_markup_u64(stm_markup *self, uint64_t n);
/* At most `decimals` places, trailing zeros dropped: for drawings. */
void stm_markup_fixed(stm_markup *self, double value, unsigned decimals);
/* Lower-case hexadecimal of `len` bytes. */
void stm_markup_hex(stm_markup *self, const uint8_t *bytes, size_t len);

/* Says that what was to be written could not be made for want of memory. */
void stm_markup_fail(stm_markup *self);

/* True when the value may be written by STM_HTML_URL. */
bool stm_markup_is_url(stm_slice value);

#endif
