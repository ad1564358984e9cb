#include "extract/page_facts.h"

#include "base/buf.h"
#include "base/size.h"

#include "base/banned.h"

/* Longer shown texts are not a date or a byline. */
enum { shown_bytes = 240, value_bytes = 1000, heading_bytes = 4096 };

/* Names of meta elements, lower case; all end with one that is NULL. */
typedef struct name_kind {
    const char *name;
    stm_fact_kind kind;
} name_kind;

static const name_kind meta_names[] = {
    {"og:title", STM_FACT_TITLE},
    {"twitter:title", STM_FACT_TITLE},
    {"headline", STM_FACT_TITLE},
    {"parsely-title", STM_FACT_TITLE},
    {"sailthru.title", STM_FACT_TITLE},
    {"dc.title", STM_FACT_TITLE},
    {"dcterms.title", STM_FACT_TITLE},
    {"citation_title", STM_FACT_TITLE},
    {"fb_title", STM_FACT_TITLE},
    {"author", STM_FACT_AUTHOR},
    {"article:author", STM_FACT_AUTHOR},
    {"article:author_name", STM_FACT_AUTHOR},
    {"og:article:author", STM_FACT_AUTHOR},
    {"parsely-author", STM_FACT_AUTHOR},
    {"sailthru.author", STM_FACT_AUTHOR},
    {"byl", STM_FACT_AUTHOR},
    {"dc.creator", STM_FACT_AUTHOR},
    {"dcterms.creator", STM_FACT_AUTHOR},
    {"dc.contributor", STM_FACT_AUTHOR},
    {"citation_author", STM_FACT_AUTHOR},
    {"authors", STM_FACT_AUTHOR},
    {"cxenseparse:author", STM_FACT_AUTHOR},
    {"vr:author", STM_FACT_AUTHOR},
    {"article:published_time", STM_FACT_PUBLISHED},
    {"article:published", STM_FACT_PUBLISHED},
    {"article.published", STM_FACT_PUBLISHED},
    {"og:published_time", STM_FACT_PUBLISHED},
    {"og:article:published_time", STM_FACT_PUBLISHED},
    {"datepublished", STM_FACT_PUBLISHED},
    {"date_published", STM_FACT_PUBLISHED},
    {"publish_date", STM_FACT_PUBLISHED},
    {"publish-date", STM_FACT_PUBLISHED},
    {"published-date", STM_FACT_PUBLISHED},
    {"published_time", STM_FACT_PUBLISHED},
    {"publication_date", STM_FACT_PUBLISHED},
    {"publicationdate", STM_FACT_PUBLISHED},
    {"pubdate", STM_FACT_PUBLISHED},
    {"pub_date", STM_FACT_PUBLISHED},
    {"ptime", STM_FACT_PUBLISHED},
    {"pdate", STM_FACT_PUBLISHED},
    {"parsely-pub-date", STM_FACT_PUBLISHED},
    {"sailthru.date", STM_FACT_PUBLISHED},
    {"article_date_original", STM_FACT_PUBLISHED},
    {"originalpublicationdate", STM_FACT_PUBLISHED},
    {"citation_publication_date", STM_FACT_PUBLISHED},
    {"citation_date", STM_FACT_PUBLISHED},
    {"dc.date.issued", STM_FACT_PUBLISHED},
    {"dc.date.published", STM_FACT_PUBLISHED},
    {"dc.issued", STM_FACT_PUBLISHED},
    {"dcterms.issued", STM_FACT_PUBLISHED},
    {"dcterms.date", STM_FACT_PUBLISHED},
    {"cxenseparse:recs:publishtime", STM_FACT_PUBLISHED},
    {"bt:pubdate", STM_FACT_PUBLISHED},
    {"cse_pubdate", STM_FACT_PUBLISHED},
    {"displaydate", STM_FACT_PUBLISHED},
    {"firstpublished", STM_FACT_PUBLISHED},
    {"datecreated", STM_FACT_PUBLISHED},
    {"article:created", STM_FACT_PUBLISHED},
    {"dc.date.created", STM_FACT_PUBLISHED},
    {"dcterms.created", STM_FACT_PUBLISHED},
    {"date", STM_FACT_DATED},
    {"dc.date", STM_FACT_DATED},
    {"og:pubdate", STM_FACT_DATED},
    {"rbpubdate", STM_FACT_DATED},
    {"release_date", STM_FACT_DATED},
    {"article:post_date", STM_FACT_DATED},
    {"timestamp", STM_FACT_DATED},
    {"created", STM_FACT_DATED},
    {"article:modified_time", STM_FACT_MODIFIED},
    {"article:modified", STM_FACT_MODIFIED},
    {"og:updated_time", STM_FACT_MODIFIED},
    {"datemodified", STM_FACT_MODIFIED},
    {"last-modified", STM_FACT_MODIFIED},
    {"lastmod", STM_FACT_MODIFIED},
    {"modified", STM_FACT_MODIFIED},
    {"utime", STM_FACT_MODIFIED},
    {"dc.date.modified", STM_FACT_MODIFIED},
    {"dcterms.modified", STM_FACT_MODIFIED},
    {"og:image", STM_FACT_IMAGE},
    {"og:site_name", STM_FACT_SITE},
    {"application-name", STM_FACT_SITE},
    {"apple-mobile-web-app-title", STM_FACT_SITE},
    {"publisher", STM_FACT_SITE},
    {"dc.publisher", STM_FACT_SITE},
    {"cre", STM_FACT_SITE},
    {"article:section", STM_FACT_SECTION},
    {"parsely-section", STM_FACT_SECTION},
    {"og:url", STM_FACT_URL},
    {"twitter:url", STM_FACT_URL},
    {"language", STM_FACT_LANGUAGE},
    {"content-language", STM_FACT_LANGUAGE},
    {"og:locale", STM_FACT_LANGUAGE},
    {"copyright", STM_FACT_COPYRIGHT},
    {"dc.rights", STM_FACT_COPYRIGHT},
    {NULL, STM_FACT_TITLE},
};

/* Names of microdata. */
static const name_kind item_names[] = {
    {"datepublished", STM_FACT_PUBLISHED}, {"datecreated", STM_FACT_PUBLISHED},
    {"datemodified", STM_FACT_MODIFIED},   {"headline", STM_FACT_TITLE},
    {"author", STM_FACT_AUTHOR},           {"creator", STM_FACT_AUTHOR},
    {"articlesection", STM_FACT_SECTION},  {NULL, STM_FACT_TITLE},
};

static const name_kind *find_name(const name_kind *list, stm_slice name)
{
    if (name.len == 0)
        return NULL;
    for (; list->name != NULL; list++)
        if (stm_slice_ieq(stm_slice_from_cstr(list->name), name))
            return list;
    return NULL;
}

static void add(stm_page_facts *out, stm_fact fact)
{
    fact.value = stm_slice_trim(fact.value);
    if (out->n < STM_MAX_FACTS && fact.value.len > 0 &&
        fact.value.len <= value_bytes)
        out->items[out->n++] = fact;
}

/* From its start tag to the next element after it. */
static uint32_t markup_bytes(const stm_html *html, uint32_t node)
{
    const uint32_t next = html->nodes[node].end_node;
    const uint32_t end = next < html->n_nodes ? html->nodes[next].begin
                                              : stm_u32(html->page.len);
    return end > html->nodes[node].begin ? end - html->nodes[node].begin : 0;
}

stm_slice stm_page_shown(const stm_html *html, uint32_t node, stm_arena *arena)
{
    stm_buf buf;
    stm_buf_init(&buf, (size_t)4 * STM_HTML_MAX_BYTES);
    stm_html_text(html, node, &buf);
    const stm_slice text =
        stm_arena_copy(arena, stm_slice_trim(stm_buf_slice(&buf)));
    arena->failed = arena->failed || buf.status != STM_OK;
    stm_buf_release(&buf);
    return text;
}

/* The shown text of a node, "" where it is longer than a date or byline. */
static stm_slice shown(const stm_html *html, uint32_t node, stm_arena *arena)
{
    /* the markup of so little is no longer than this */
    enum { MARKUP = 16 << 10 };
    if (html->nodes[node].end_node - node > 64 ||
        markup_bytes(html, node) > MARKUP)
        return (stm_slice){NULL, 0};
    const stm_slice text = stm_page_shown(html, node, arena);
    return text.len <= shown_bytes ? text : (stm_slice){NULL, 0};
}

static bool is_in_body(const stm_html *html, uint32_t node)
{
    for (uint32_t up = node; up != STM_NONE; up = html->nodes[up].parent)
        if (html->nodes[up].tag == STM_TAG_BODY)
            return true;
    return false;
}

static void take_meta(const stm_html *html, uint32_t node, stm_page_facts *out)
{
    static const stm_slice keys[] = {
        {(const uint8_t *)"property", 8},
        {(const uint8_t *)"name", 4},
        {(const uint8_t *)"itemprop", 8},
        {(const uint8_t *)"http-equiv", 10},
    };
    const stm_slice content = stm_html_attr_get(html, node, STM_LIT("content"));
    if (content.len == 0)
        return;
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        const stm_slice name =
            stm_slice_trim(stm_html_attr_get(html, node, keys[i]));
        const name_kind *k = find_name(meta_names, name);
        if (k == NULL && i == 2)
            k = find_name(item_names, name);
        if (k == NULL)
            continue;
        /* in the body it says something of what it stands in */
        const bool is_item = i == 2 && is_in_body(html, node);
        add(out,
            (stm_fact){k->kind, is_item ? STM_FACT_ITEMPROP : STM_FACT_META,
                       node, content});
        return;
    }
}

/* "twitter:label1" says "Written by" where "twitter:data1" names somebody. */
static void take_label(const stm_html *html, uint32_t node, bool *is_author,
                       stm_page_facts *out)
{
    const stm_slice content = stm_html_attr_get(html, node, STM_LIT("content"));
    stm_slice name = stm_html_attr_get(html, node, STM_LIT("name"));
    if (name.len == 0)
        name = stm_html_attr_get(html, node, STM_LIT("property"));
    if (stm_slice_ieq(name, STM_LIT("twitter:label1")))
        *is_author = stm_slice_iends(content, STM_LIT(" by")) ||
                     stm_slice_iends(content, STM_LIT(" von")) ||
                     stm_slice_iends(content, STM_LIT(" por")) ||
                     stm_slice_iends(content, STM_LIT(" par")) ||
                     stm_slice_iends(content, STM_LIT(" da")) ||
                     stm_slice_iends(content, STM_LIT(" door")) ||
                     stm_slice_iends(content, STM_LIT("auteur")) ||
                     stm_slice_iends(content, STM_LIT("author"));
    else if (*is_author && stm_slice_ieq(name, STM_LIT("twitter:data1")))
        add(out, (stm_fact){STM_FACT_AUTHOR, STM_FACT_META, node, content});
}

static void take_link(const stm_html *html, uint32_t node, stm_page_facts *out)
{
    const stm_slice rel = stm_html_attr_get(html, node, STM_LIT("rel"));
    if (stm_slice_ieq(rel, STM_LIT("canonical")))
        add(out, (stm_fact){STM_FACT_URL, STM_FACT_LINK, node,
                            stm_html_attr_get(html, node, STM_LIT("href"))});
}

static void take_script(const stm_html *html, uint32_t node, stm_arena *arena,
                        stm_page_facts *out)
{
    const stm_slice type = stm_html_attr_get(html, node, STM_LIT("type"));
    if (stm_slice_ifind(type, STM_LIT("ld+json"), 0) == STM_SLICE_NPOS)
        return;
    for (uint32_t i = node + 1; i < html->nodes[node].end_node; i++)
        if (html->nodes[i].tag == STM_TAG_TEXT)
            stm_ld_read(html->nodes[i].text, arena, &out->ld);
}

static bool has_word(stm_slice names, stm_slice word)
{
    return stm_slice_ifind(names, word, 0) != STM_SLICE_NPOS;
}

bool stm_page_is_aside(const stm_html *html, uint32_t node, uint32_t text_at,
                       uint32_t headline_at)
{
    static const char *const names[] = {"comment", "related", "sidebar",
                                        "widget",  "teaser",  "recommend"};
    uint32_t up = node;
    for (int i = 0; i < 16 && up != STM_NONE; i++) {
        const stm_html_node *n = &html->nodes[up];
        /* what holds the article or its headline is no aside */
        const uint32_t end = n->end_node < html->n_nodes
                                 ? html->nodes[n->end_node].begin
                                 : UINT32_MAX;
        const bool has_text = n->begin <= text_at && text_at < end;
        const bool has_headline = n->begin <= headline_at && headline_at < end;
        if ((has_text || has_headline) && n->end_node > up + 1)
            return false;
        if (n->tag == STM_TAG_ASIDE || n->tag == STM_TAG_NAV ||
            n->tag == STM_TAG_FOOTER)
            return true;
        const stm_slice class = stm_html_attr_get(html, up, STM_LIT("class"));
        const stm_slice id = stm_html_attr_get(html, up, STM_LIT("id"));
        for (size_t k = 0; k < sizeof names / sizeof *names; k++) {
            const stm_slice name = stm_slice_from_cstr(names[k]);
            if (has_word(class, name) || has_word(id, name))
                return true;
        }
        up = n->parent;
    }
    return false;
}

static stm_slice attr_or_text(const stm_html *html, uint32_t node,
                              stm_arena *arena)
{
    stm_slice v = stm_html_attr_get(html, node, STM_LIT("datetime"));
    if (v.len == 0)
        v = stm_html_attr_get(html, node, STM_LIT("content"));
    if (v.len == 0)
        v = stm_html_attr_get(html, node, STM_LIT("title"));
    return v.len > 0 ? v : shown(html, node, arena);
}

static void take_time(const stm_html *html, uint32_t node, stm_arena *arena,
                      stm_page_facts *out)
{
    const stm_slice class = stm_html_attr_get(html, node, STM_LIT("class"));
    const stm_slice item = stm_html_attr_get(html, node, STM_LIT("itemprop"));
    stm_fact_kind kind = STM_FACT_DATED;
    if (stm_html_has_attr(html, node, STM_LIT("pubdate")) ||
        has_word(item, STM_LIT("datepublished")) ||
        has_word(class, STM_LIT("publish")) ||
        has_word(class, STM_LIT("entry-date")))
        kind = STM_FACT_PUBLISHED;
    if (has_word(item, STM_LIT("datemodified")) ||
        has_word(class, STM_LIT("updated")) ||
        has_word(class, STM_LIT("modified")))
        kind = kind == STM_FACT_PUBLISHED && !has_word(item, STM_LIT("modif"))
                   ? kind
                   : STM_FACT_MODIFIED;
    add(out,
        (stm_fact){kind, STM_FACT_TIME, node, attr_or_text(html, node, arena)});
}

static void take_item(const stm_html *html, uint32_t node, stm_slice item,
                      stm_arena *arena, stm_page_facts *out)
{
    const name_kind *k = find_name(item_names, item);
    if (k == NULL)
        return;
    add(out, (stm_fact){k->kind, STM_FACT_ITEMPROP, node,
                        attr_or_text(html, node, arena)});
}

/* Classes and ids that say date or author, by a part of their name. */
static void take_class(const stm_html *html, uint32_t node, stm_arena *arena,
                       stm_page_facts *out)
{
    const stm_slice class = stm_html_attr_get(html, node, STM_LIT("class"));
    const stm_slice id = stm_html_attr_get(html, node, STM_LIT("id"));
    const stm_slice names[2] = {class, id};
    for (int i = 0; i < 2; i++) {
        const stm_slice s = names[i];
        if (s.len == 0)
            continue;
        const bool author =
            has_word(s, STM_LIT("author")) || has_word(s, STM_LIT("byline")) ||
            has_word(s, STM_LIT("autor")) || has_word(s, STM_LIT("writer"));
        const bool date =
            has_word(s, STM_LIT("date")) || has_word(s, STM_LIT("time")) ||
            has_word(s, STM_LIT("publish")) || has_word(s, STM_LIT("posted")) ||
            has_word(s, STM_LIT("datum")) || has_word(s, STM_LIT("meta")) ||
            has_word(s, STM_LIT("fecha")) || has_word(s, STM_LIT("data"));
        if (!author && !date)
            continue;
        const stm_slice text = shown(html, node, arena);
        if (author)
            add(out, (stm_fact){STM_FACT_AUTHOR, STM_FACT_CLASS, node, text});
        if (date)
            add(out, (stm_fact){has_word(s, STM_LIT("updat")) ||
                                        has_word(s, STM_LIT("modif"))
                                    ? STM_FACT_MODIFIED
                                    : STM_FACT_DATED,
                                STM_FACT_CLASS, node, text});
        return;
    }
}

/* Paths under which sites keep a page for each of their writers. */
static bool is_writers_page(stm_slice href)
{
    static const char *const parts[] = {
        "/author/", "/authors/",   "/autor/",    "/autoren/",    "/auteur/",
        "/autores", "/by/",        "/profil/",   "/profile/",    "/people/",
        "/person/", "/personen/",  "/staff/",    "/users/",      "/user/",
        "/writer",  "/redakt",     "/reporter",  "/contributor", "/newsteam/",
        "/autori/", "/journalist", "/columnist", "/auteurs/",    "/menschen/"};
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        if (stm_slice_ifind(href, stm_slice_from_cstr(parts[i]), 0) !=
            STM_SLICE_NPOS)
            return true;
    return false;
}

static void take_anchor(const stm_html *html, uint32_t node, stm_arena *arena,
                        stm_page_facts *out)
{
    const stm_slice rel = stm_html_attr_get(html, node, STM_LIT("rel"));
    const stm_slice href = stm_html_attr_get(html, node, STM_LIT("href"));
    if (has_word(rel, STM_LIT("author")) || is_writers_page(href))
        add(out, (stm_fact){STM_FACT_AUTHOR, STM_FACT_LINK, node,
                            shown(html, node, arena)});
}

static void take_heading(const stm_html *html, uint32_t node, stm_arena *arena,
                         stm_page_facts *out)
{
    if (out->n_headings == STM_MAX_HEADINGS)
        return;
    const stm_slice text = stm_page_shown(html, node, arena);
    if (text.len == 0 || text.len > heading_bytes)
        return;
    out->headings[out->n_headings] = text;
    out->heading_rank[out->n_headings] =
        (uint8_t)stm_tag_heading((stm_tag)html->nodes[node].tag);
    out->heading_at[out->n_headings++] = node;
}

static void take_title(const stm_html *html, uint32_t node, stm_arena *arena,
                       stm_page_facts *out)
{
    /* an <svg> has a <title> too */
    if (out->title.len == 0)
        out->title = stm_page_shown(html, node, arena);
}

void stm_page_facts_gather(const stm_html *html, stm_arena *arena,
                           stm_page_facts *out)
{
    *out = (stm_page_facts){0};
    out->ld.items =
        stm_arena_alloc(arena, STM_LD_MAX_ITEMS, sizeof *out->ld.items);
    bool labels_author = false;
    for (uint32_t i = 0; i < html->n_nodes && !arena->failed; i++) {
        const stm_html_node *n = &html->nodes[i];
        switch ((stm_tag)n->tag) {
        case STM_TAG_TEXT:
        case STM_TAG_COMMENT:
        case STM_TAG_DOCUMENT:
            continue;
        case STM_TAG_HTML:
            out->language = stm_html_attr_get(html, i, STM_LIT("lang"));
            continue;
        case STM_TAG_META:
            take_meta(html, i, out);
            take_label(html, i, &labels_author, out);
            continue;
        case STM_TAG_LINK:
            take_link(html, i, out);
            continue;
        case STM_TAG_SCRIPT:
            take_script(html, i, arena, out);
            continue;
        case STM_TAG_TITLE:
            take_title(html, i, arena, out);
            continue;
        case STM_TAG_TIME:
            take_time(html, i, arena, out);
            continue;
        case STM_TAG_H1:
        case STM_TAG_H2:
        case STM_TAG_H3:
            take_heading(html, i, arena, out);
            break;
        case STM_TAG_A:
            take_anchor(html, i, arena, out);
            break;
        case STM_TAG_BODY:
            continue;
        default:
            break;
        }
        if (n->n_attrs == 0)
            continue;
        const stm_slice item = stm_html_attr_get(html, i, STM_LIT("itemprop"));
        if (item.len > 0 && find_name(item_names, item) != NULL)
            take_item(html, i, item, arena, out);
        else
            take_class(html, i, arena, out);
    }
}

stm_slice stm_page_fact(const stm_page_facts *self, stm_fact_kind kind,
                        stm_fact_place place)
{
    for (uint32_t i = 0; i < self->n; i++)
        if (self->items[i].kind == kind && self->items[i].place == place)
            return self->items[i].value;
    return (stm_slice){NULL, 0};
}
