/* One item of a feed as a tree, to the fields of a record. */
#ifndef STM_READ_FEED_ITEM_H
#define STM_READ_FEED_ITEM_H

#include "read/document.h"

struct _xmlNode; /* libxml2's */

/* What a feed says of itself. */
typedef struct stm_feed_head {
    stm_slice title;
    stm_slice language;
} stm_feed_head;

/* The name without what stands before a colon. */
stm_slice stm_feed_local_name(const struct _xmlNode *node);

/* Title and language among the children of `node`, copied. */
void stm_feed_head_fill(stm_feed_head *self, const struct _xmlNode *node,
                        stm_arena *arena);

/*
 * Fills fields, url, kind and status of *raw. A <source> is the publisher
 * (RSS 2.0) or holds it (Atom); the feed is then echoed as "feed", and else
 * is the outlet itself.
 */
void stm_raw_take_feed_item(stm_raw *raw, const struct _xmlNode *item,
                            const stm_feed_head *head, stm_arena *arena);

#endif
