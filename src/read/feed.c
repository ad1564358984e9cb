/*
 * A feed: RSS of any version, or Atom. Read as a whole; its items are cut out
 * and mended (feed_text.h) and each is parsed by libxml2 by itself. Entities
 * of the document's own are refused and nothing is fetched.
 */
#include <libxml/parser.h>

#include "base/alloc.h"
#include "read/encoding.h"
#include "read/feed_item.h"
#include "read/feed_text.h"

#include "base/banned.h"

/* Larger ones are no feeds. */
enum { max_feed_bytes = 16 << 20 };

typedef struct feed {
    const stm_read_ctx *ctx;
    stm_kept_place at;
    stm_stream *stream;
    stm_arena own;
    stm_decoded decoded;  /* in own */
    stm_feed_items items; /* in own */
    stm_feed_head head;   /* in own */
    uint32_t next;        /* item to be given */
    bool is_open;
    bool any;
} feed;

/*
 * The tree of a piece of the feed, or NULL. Its prefixes may be undeclared:
 * the parser leaves them in the names. The caller frees it.
 */
static xmlDocPtr parse(stm_slice text, stm_arena *arena)
{
    const stm_slice xml = stm_feed_mend(text, arena);
    const int options = XML_PARSE_RECOVER | XML_PARSE_NONET |
                        XML_PARSE_NOERROR | XML_PARSE_NOWARNING |
                        XML_PARSE_NOCDATA;
    if (xml.len == 0)
        return NULL;
    return xmlReadMemory((const char *)xml.ptr, (int)xml.len, NULL, "UTF-8",
                         options);
}

/*
 * What the feed says of itself stands before its items, in <channel> or in
 * the root.
 */
static void read_head(feed *self)
{
    const size_t end =
        self->items.n > 0 ? self->items.spans[0].begin : self->decoded.text.len;
    xmlDocPtr doc =
        parse(stm_slice_sub(self->decoded.text, 0, end), &self->own);
    if (doc == NULL)
        return;
    const xmlNode *root = xmlDocGetRootElement(doc);
    for (const xmlNode *c = root == NULL ? NULL : root->children; c != NULL;
         c = c->next) {
        if (c->type == XML_ELEMENT_NODE &&
            stm_slice_eq(stm_feed_local_name(c), STM_LIT("channel")))
            stm_feed_head_fill(&self->head, c, &self->own);
    }
    if (root != NULL)
        stm_feed_head_fill(&self->head, root, &self->own);
    xmlFreeDoc(doc);
}

/* Reads all of it; where that fails *why says so. */
static stm_status open_feed(feed *self, const char **why, stm_error *err)
{
    self->is_open = true;
    bool cut = false;
    size_t max = self->ctx->opts.max_document_bytes;
    max = max < max_feed_bytes ? max : max_feed_bytes;
    const stm_slice all = stm_stream_rest(self->stream, max, &cut);
    const stm_error *failure = &self->stream->failure;
    if (failure->status == STM_ERR_NOMEM)
        return stm_fail(err, STM_ERR_NOMEM, 0, "out of memory");
    if (cut || failure->status != STM_OK) {
        *why = cut ? "larger than a feed may be" : failure->text;
        return STM_OK;
    }
    const stm_slice kept = stm_arena_copy(&self->own, all);
    if (self->own.failed)
        return stm_fail(err, STM_ERR_NOMEM, 0, "out of memory");
    /* as HTML: NUL goes, and what <?xml encoding?> declares is believed */
    STM_TRY(stm_decoded_from_bytes(kept, (stm_slice){NULL, 0}, true, &self->own,
                                   &self->decoded, err));
    self->items = stm_feed_items_from_utf8(self->decoded.text, &self->own);
    if (self->items.has_entities) {
        *why = "a feed that declares entities of its own";
        self->items.n = 0;
    } else {
        read_head(self);
    }
    if (self->own.failed)
        return stm_fail(err, STM_ERR_NOMEM, 0, "out of memory");
    return STM_OK;
}

static void take_item(feed *self, stm_raw *raw, stm_arena *arena)
{
    const stm_span span = self->items.spans[self->next++];
    const stm_raw way_back = {.runs = self->decoded.runs,
                              .n_runs = self->decoded.n_runs};
    raw->offset = stm_raw_page_offset(&way_back, span.begin);
    raw->bytes = stm_arena_copy(
        arena, stm_slice_sub(self->decoded.text, span.begin, span.end));
    raw->encoding = self->decoded.encoding;
    stm_sha256(raw->bytes, raw->sha256);
    xmlDocPtr doc = parse(raw->bytes, arena);
    const xmlNode *item = doc == NULL ? NULL : xmlDocGetRootElement(doc);
    if (item == NULL)
        stm_raw_fail(raw, self->ctx, 0, arena, "an item that is not XML");
    else
        stm_raw_take_feed_item(raw, item, &self->head, arena);
    if (doc != NULL)
        xmlFreeDoc(doc);
}

static stm_status next_feed(void *own, stm_arena *arena, stm_raw *out,
                            bool *more, stm_error *err)
{
    feed *self = own;
    *more = false;
    const char *why = NULL;
    if (!self->is_open)
        STM_TRY(open_feed(self, &why, err));
    *more = self->next < self->items.n || !self->any;
    if (!*more)
        return STM_OK;
    self->any = true;
    stm_raw_begin(out, &self->at.place, arena);
    if (why != NULL) {
        stm_raw_fail(out, self->ctx, 0, arena, "%s", why);
    } else if (self->items.n == 0) {
        out->status = STM_RECORD_EMPTY;
        out->reason = STM_LIT("a feed without items");
    } else {
        take_item(self, out, arena);
    }
    if (arena->failed)
        return stm_fail(err, STM_ERR_NOMEM, 0, "out of memory");
    return STM_OK;
}

static void free_feed(void *own)
{
    feed *self = own;
    stm_stream_free(self->stream);
    stm_arena_release(&self->own);
    stm_kept_place_release(&self->at);
    stm_free(self);
}

static const stm_source_class feed_class = {next_feed, free_feed};

stm_status stm_source_open_feed(const stm_read_ctx *ctx,
                                const stm_read_place *place, stm_stream *stream,
                                stm_source *out, stm_error *err)
{
    feed *self = stm_alloc(1, sizeof *self);
    if (self == NULL) {
        stm_stream_free(stream);
        return stm_fail(err, STM_ERR_NOMEM, 0, "out of memory");
    }
    self->ctx = ctx;
    self->stream = stream;
    stm_arena_init(&self->own, SIZE_MAX);
    const stm_status status = stm_kept_place_init(&self->at, place, err);
    if (status != STM_OK) {
        free_feed(self);
        return status;
    }
    *out = (stm_source){&feed_class, self};
    return STM_OK;
}
