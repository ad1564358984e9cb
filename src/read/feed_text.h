/*
 * Where a feed's items stand, and XML made fit for a strict parser.
 *
 * Feeds are written by templates: "&nbsp;" without a declaration, bare "&",
 * controls, tags that are never closed. So each item is cut out and mended by
 * itself before the parser sees it, and a broken one costs no other.
 */
#ifndef STM_READ_FEED_TEXT_H
#define STM_READ_FEED_TEXT_H

#include "base/arena.h"
#include "model/span.h"

typedef struct stm_feed_items {
    const stm_span *spans; /* spans[n]: <item> and <entry>, ascending */
    uint32_t n;
    bool has_entities; /* declares entities of its own, which is refused */
} stm_feed_items;

/* The name of the first element of `head`, "" if it does not begin so. */
stm_slice stm_xml_root_name(stm_slice head);

/*
 * `text` is valid UTF-8 under 4 GiB. An item that is not closed ends where
 * the next begins. Empty where the arena failed.
 */
stm_feed_items stm_feed_items_from_utf8(stm_slice text, stm_arena *arena);

/* The text with bare "&" escaped and controls as spaces, in the arena. */
stm_slice stm_feed_mend(stm_slice text, stm_arena *arena);

/*
 * The text of a title: character references that stand in it although XML's
 * own are undone already ("&amp;#8217;" in the feed) become characters.
 */
stm_slice stm_feed_title(stm_slice text, stm_arena *arena);

#endif
