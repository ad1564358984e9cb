/* RSS 0.9 to 2.0 (rssboard.org), RSS 1.0 (RDF), Atom (RFC 4287). */
#include "read/feed_item.h"

#include <libxml/tree.h>

#include "base/json_writer.h"
#include "base/utf8.h"
#include "read/feed_text.h"

#include "base/banned.h"

typedef enum item_role {
    ROLE_NONE,
    ROLE_TITLE,
    ROLE_LINK,
    ROLE_ID,
    ROLE_DATE,
    ROLE_UPDATED,
    ROLE_AUTHOR,
    ROLE_CONTENT, /* the whole text */
    ROLE_TEASER,  /* the text, or the beginning of it */
    ROLE_SUMMARY,
    ROLE_SECTION,
    ROLE_SOURCE,
    ROLE_LANGUAGE,
} item_role;

static const struct {
    const char *name;
    item_role role;
} roles[] = {
    {"title", ROLE_TITLE},      {"link", ROLE_LINK},
    {"guid", ROLE_ID},          {"id", ROLE_ID},
    {"identifier", ROLE_ID},    {"pubDate", ROLE_DATE},
    {"published", ROLE_DATE},   {"issued", ROLE_DATE},
    {"date", ROLE_DATE},        {"updated", ROLE_UPDATED},
    {"modified", ROLE_UPDATED}, {"author", ROLE_AUTHOR},
    {"creator", ROLE_AUTHOR},   {"encoded", ROLE_CONTENT},
    {"content", ROLE_CONTENT},  {"description", ROLE_TEASER},
    {"summary", ROLE_SUMMARY},  {"category", ROLE_SECTION},
    {"source", ROLE_SOURCE},    {"language", ROLE_LANGUAGE},
};

static stm_slice slice_of(const xmlChar *s)
{
    return stm_slice_from_cstr((const char *)s);
}

/* What stands before the colon, by declaration or by name alone. */
static stm_slice prefix_of(const xmlNode *node)
{
    if (node->ns != NULL && node->ns->prefix != NULL)
        return slice_of(node->ns->prefix);
    const stm_slice name = slice_of(node->name);
    const size_t colon = stm_slice_find_byte(name, ':', 0);
    return stm_slice_sub(name, 0, colon == STM_SLICE_NPOS ? 0 : colon);
}

stm_slice stm_feed_local_name(const xmlNode *node)
{
    const stm_slice name = slice_of(node->name);
    const size_t colon = stm_slice_find_byte(name, ':', 0);
    return colon == STM_SLICE_NPOS ? name
                                   : stm_slice_sub(name, colon + 1, name.len);
}

/* media:title, itunes:summary and their like speak of something else. */
static bool is_of_the_text(const xmlNode *node)
{
    static const char *const known[] = {"",    "dc",   "dcterms", "content",
                                        "rss", "atom", "a10"};
    const stm_slice prefix = prefix_of(node);
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        if (stm_slice_eq(prefix, stm_slice_from_cstr(known[i])))
            return true;
    }
    return false;
}

static item_role role_of(const xmlNode *node)
{
    if (node->type != XML_ELEMENT_NODE || !is_of_the_text(node))
        return ROLE_NONE;
    const stm_slice name = stm_feed_local_name(node);
    for (size_t i = 0; i < sizeof roles / sizeof *roles; i++) {
        if (stm_slice_eq(name, stm_slice_from_cstr(roles[i].name)))
            return roles[i].role;
    }
    return ROLE_NONE;
}

/* Takes over a string of libxml2. */
static stm_slice keep(xmlChar *s, stm_arena *arena)
{
    const stm_slice out =
        stm_utf8_repair(stm_arena_copy(arena, slice_of(s)), arena);
    if (s != NULL)
        xmlFree(s);
    return out;
}

static stm_slice text_of(const xmlNode *node, stm_arena *arena)
{
    return stm_slice_trim(keep(xmlNodeGetContent(node), arena));
}

static stm_slice attribute(const xmlNode *node, const char *name,
                           stm_arena *arena)
{
    return stm_slice_trim(
        keep(xmlGetNoNsProp(node, (const xmlChar *)name), arena));
}

static const xmlNode *child_named(const xmlNode *node, stm_slice name)
{
    for (const xmlNode *c = node->children; c != NULL; c = c->next) {
        if (c->type == XML_ELEMENT_NODE &&
            stm_slice_eq(stm_feed_local_name(c), name))
            return c;
    }
    return NULL;
}

static bool has_elements(const xmlNode *node)
{
    for (const xmlNode *c = node->children; c != NULL; c = c->next) {
        if (c->type == XML_ELEMENT_NODE)
            return true;
    }
    return false;
}

/* The markup inside an element, for XHTML that stands there unescaped. */
static stm_slice markup_of(const xmlNode *node, stm_arena *arena)
{
    xmlBufferPtr buf = xmlBufferCreate();
    if (buf == NULL)
        return (stm_slice){NULL, 0};
    for (xmlNode *c = node->children; c != NULL; c = c->next)
        (void)xmlNodeDump(buf, node->doc, c, 0, 0);
    const stm_slice out = stm_utf8_repair(
        stm_arena_copy(arena, stm_slice_of(xmlBufferContent(buf),
                                           (size_t)xmlBufferLength(buf))),
        arena);
    xmlBufferFree(buf);
    return stm_slice_trim(out);
}

/* Tags or references in what should be text: it is HTML. */
static bool is_marked_up(stm_slice s)
{
    for (size_t at = 0; at + 2 < s.len; at++) {
        const uint8_t c = s.ptr[at];
        const uint8_t next = s.ptr[at + 1];
        if (c == '<' && (stm_is_alpha(next) || next == '/' || next == '!'))
            return true;
        if (c == '&' && (stm_is_alpha(next) || next == '#') &&
            stm_slice_find_byte(stm_slice_sub(s, at, at + 10), ';', 0) !=
                STM_SLICE_NPOS)
            return true;
    }
    return false;
}

static void take_text(stm_raw_fields *f, const xmlNode *node, stm_arena *arena)
{
    const stm_slice type = attribute(node, "type", arena);
    const bool has_markup = has_elements(node);
    const stm_slice text =
        has_markup ? markup_of(node, arena) : text_of(node, arena);
    if (text.len == 0)
        return;
    f->text = text;
    f->is_html = has_markup || stm_slice_ieq(type, STM_LIT("html")) ||
                 stm_slice_ieq(type, STM_LIT("text/html")) ||
                 (!stm_slice_ieq(type, STM_LIT("text")) && is_marked_up(text));
}

/* "post@saltby.example (Ada Finch)" is Ada Finch. */
static stm_slice without_address(stm_slice s)
{
    const size_t open = stm_slice_find_byte(s, '(', 0);
    if (stm_slice_find_byte(s, '@', 0) == STM_SLICE_NPOS ||
        open == STM_SLICE_NPOS || s.ptr[s.len - 1] != ')')
        return s;
    return stm_slice_sub(s, open + 1, s.len - 1);
}

static void take_author(stm_raw_fields *f, const xmlNode *node,
                        stm_arena *arena)
{
    const xmlNode *name = child_named(node, STM_LIT("name"));
    const stm_slice s =
        without_address(text_of(name == NULL ? node : name, arena));
    if (s.len == 0)
        return;
    if (f->authors.len > 0)
        f->authors = stm_arena_join(arena, f->authors, STM_LIT("\x1F"));
    f->authors = stm_arena_join(arena, f->authors, s);
}

static bool is_address(stm_slice s)
{
    return stm_slice_istarts(s, STM_LIT("http://")) ||
           stm_slice_istarts(s, STM_LIT("https://"));
}

/* Atom's links have their address in an attribute, and many relations. */
static stm_slice link_of(const xmlNode *node, stm_arena *arena)
{
    const stm_slice href = attribute(node, "href", arena);
    if (href.len == 0)
        return text_of(node, arena);
    const stm_slice rel = attribute(node, "rel", arena);
    const bool is_page =
        rel.len == 0 || stm_slice_ieq(rel, STM_LIT("alternate"));
    return is_page ? href : (stm_slice){NULL, 0};
}

/* The first that is given stands. */
static void set(stm_slice *field, stm_slice value)
{
    if (field->len == 0)
        *field = value;
}

typedef struct item_parts {
    const xmlNode *content;
    const xmlNode *teaser;
    const xmlNode *summary;
    const xmlNode *source;
} item_parts;

static void take_child(stm_raw *raw, item_parts *parts, const xmlNode *c,
                       stm_arena *arena)
{
    stm_raw_fields *f = &raw->fields;
    switch (role_of(c)) {
    case ROLE_TITLE:
        set(&f->title, stm_feed_title(text_of(c, arena), arena));
        break;
    case ROLE_LINK:
        set(&raw->url, link_of(c, arena));
        break;
    case ROLE_ID:
        set(&f->id, text_of(c, arena));
        break;
    case ROLE_DATE:
        set(&f->date, text_of(c, arena));
        break;
    case ROLE_UPDATED:
        set(&f->modified, text_of(c, arena));
        break;
    case ROLE_AUTHOR:
        take_author(f, c, arena);
        break;
    case ROLE_CONTENT:
        parts->content = parts->content == NULL ? c : parts->content;
        break;
    case ROLE_TEASER:
        parts->teaser = parts->teaser == NULL ? c : parts->teaser;
        break;
    case ROLE_SUMMARY:
        parts->summary = parts->summary == NULL ? c : parts->summary;
        break;
    case ROLE_SECTION:
        set(&f->section, text_of(c, arena));
        set(&f->section, attribute(c, "term", arena));
        break;
    case ROLE_SOURCE:
        parts->source = c;
        break;
    case ROLE_LANGUAGE:
        set(&f->language, text_of(c, arena));
        break;
    case ROLE_NONE:
        break;
    }
}

static stm_slice feed_as_extra(stm_slice title, stm_arena *arena)
{
    stm_buf buf;
    stm_json json;
    stm_buf_init(&buf, title.len * 6 + 64);
    stm_json_init(&json, &buf);
    stm_json_object(&json);
    stm_json_put_string(&json, STM_LIT("feed"), title);
    stm_json_end_object(&json);
    if (buf.status != STM_OK)
        arena->failed = true;
    const stm_slice out = stm_arena_copy(arena, stm_buf_slice(&buf));
    stm_buf_release(&buf);
    return out;
}

/* "Ferry leaves early - Saltby Mercury", where the source says so too. */
static stm_slice without_source(stm_slice title, stm_slice source)
{
    if (source.len == 0 || !stm_slice_ends(title, source))
        return title;
    const stm_slice rest = stm_slice_sub(title, 0, title.len - source.len);
    return stm_slice_ends(rest, STM_LIT(" - "))
               ? stm_slice_trim(stm_slice_sub(rest, 0, rest.len - 3))
               : title;
}

static void take_outlet(stm_raw_fields *f, const xmlNode *source,
                        const stm_feed_head *head, stm_arena *arena)
{
    if (source == NULL) {
        f->outlet = stm_arena_copy(arena, head->title);
        return;
    }
    const xmlNode *title = child_named(source, STM_LIT("title"));
    const bool is_plain = !has_elements(source);
    if (title != NULL || is_plain)
        f->outlet = stm_feed_title(
            text_of(title != NULL ? title : source, arena), arena);
    f->title = without_source(f->title, f->outlet);
    if (head->title.len > 0 && !stm_slice_eq(head->title, f->outlet))
        f->extra = feed_as_extra(head->title, arena);
}

void stm_feed_head_fill(stm_feed_head *self, const xmlNode *node,
                        stm_arena *arena)
{
    for (const xmlNode *c = node->children; c != NULL; c = c->next) {
        const item_role role = role_of(c);
        if (role == ROLE_TITLE)
            set(&self->title, stm_feed_title(text_of(c, arena), arena));
        else if (role == ROLE_LANGUAGE)
            set(&self->language, text_of(c, arena));
    }
}

void stm_raw_take_feed_item(stm_raw *raw, const xmlNode *item,
                            const stm_feed_head *head, stm_arena *arena)
{
    stm_raw_fields *f = &raw->fields;
    item_parts parts = {NULL, NULL, NULL, NULL};
    raw->kind = STM_RAW_FIELDS;
    for (const xmlNode *c = item->children; c != NULL; c = c->next)
        take_child(raw, &parts, c, arena);
    const xmlNode *const texts[] = {parts.content, parts.teaser, parts.summary};
    for (size_t i = 0; i < 3 && f->text.len == 0; i++) {
        if (texts[i] != NULL)
            take_text(f, texts[i], arena);
    }
    if (is_address(f->id))
        set(&raw->url, f->id);
    set(&f->date, f->modified);
    set(&f->language, stm_arena_copy(arena, head->language));
    take_outlet(f, parts.source, head, arena);
    if (f->text.len == 0) {
        raw->status = STM_RECORD_EMPTY;
        raw->reason = STM_LIT("the item has no text");
    }
}
