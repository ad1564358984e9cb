#include <assert.h>
#include "html/html.h"

#include <myhtml/myhtml.h>

#include "base/size.h"
#include "base/utf8.h"
#include "html/html_limit.h"

#include "base/banned.h"

static const uint8_t tag_of[MyHTML_TAG_LAST_ENTRY] = {
#include "html/html_tag_table.inc"
};

static_assert(STM_TAG_COUNT <= UINT8_MAX, "tags fit the table");

/* What the parser holds for one page; released before we return. */
typedef struct parser {
    myhtml_t *myhtml;
    myhtml_tree_t *tree;
} parser;

static void parser_release(parser *self)
{
    if (self->tree != NULL)
        myhtml_tree_destroy(self->tree);
    if (self->myhtml != NULL)
        myhtml_destroy(self->myhtml);
}

static bool parser_run(parser *self, stm_slice page)
{
    static const char empty[1] = "";
    self->myhtml = myhtml_create();
    if (self->myhtml == NULL ||
        myhtml_init(self->myhtml, MyHTML_OPTIONS_PARSE_MODE_SINGLE, 1, 0) != 0)
        return false;
    self->tree = myhtml_tree_create();
    if (self->tree == NULL || myhtml_tree_init(self->tree, self->myhtml) != 0)
        return false;
    return myhtml_parse_single(self->tree, MyENCODING_UTF_8,
                               page.len > 0 ? (const char *)page.ptr : empty,
                               page.len) == 0;
}

/* The node after `node` in document order, counting depth; NULL at the end. */
static myhtml_tree_node_t *next_node(myhtml_tree_node_t *node, uint32_t *depth)
{
    if (node->child != NULL) {
        ++*depth;
        return node->child;
    }
    while (node->next == NULL) {
        node = node->parent;
        if (node == NULL)
            return NULL;
        --*depth;
    }
    return node->next;
}

typedef struct fill {
    stm_arena *arena;
    stm_slice page;
    stm_html_node *nodes;
    stm_html_attr *attrs;
    uint32_t n_nodes;
    uint32_t n_attrs;
} fill;

/* The page's own bytes where the parser changed nothing, else a copy. */
static stm_slice keep_text(fill *f, const mycore_string_t *s, size_t raw)
{
    if (s->data == NULL || s->length == 0)
        return (stm_slice){0};
    const stm_slice text = stm_slice_of(s->data, s->length);
    const stm_slice same = stm_slice_sub(f->page, raw, raw + s->length);
    if (stm_slice_eq(text, same))
        return same;
    return stm_arena_copy(f->arena, text);
}

static void fill_attrs(fill *f, stm_html_node *to, myhtml_token_node_t *token)
{
    to->attrs = f->n_attrs;
    for (myhtml_token_attr_t *a = token->attr_first; a != NULL; a = a->next) {
        f->attrs[f->n_attrs++] = (stm_html_attr){
            .name = keep_text(f, &a->key, a->raw_key_begin),
            .value = keep_text(f, &a->value, a->raw_value_begin)};
        to->n_attrs++;
    }
}

static void fill_position(const fill *f, stm_html_node *to,
                          const myhtml_token_node_t *token)
{
    size_t begin = token->element_begin;
    size_t len = token->element_length;
    if (to->tag == STM_TAG_TEXT) {
        begin = token->raw_begin;
        len = token->raw_length;
    }
    if (begin > f->page.len)
        begin = f->page.len;
    if (len > f->page.len - begin)
        len = f->page.len - begin;
    to->begin = (uint32_t)begin;
    to->end = (uint32_t)(begin + len);
}

static stm_tag tag_of_node(const myhtml_tree_node_t *node)
{
    const bool is_html = node->ns == MyHTML_NAMESPACE_HTML;
    if (node->tag_id >= MyHTML_TAG_LAST_ENTRY || tag_of[node->tag_id] == 0)
        return STM_TAG_OTHER;
    const stm_tag tag = (stm_tag)tag_of[node->tag_id];
    if (is_html || tag <= STM_TAG_OTHER || tag == STM_TAG_SVG ||
        tag == STM_TAG_MATH)
        return tag;
    return STM_TAG_OTHER;
}

static void fill_node(fill *f, myhtml_tree_t *tree, myhtml_tree_node_t *from)
{
    stm_html_node *to = &f->nodes[f->n_nodes];
    myhtml_token_node_t *token = from->token;
    to->tag = (uint16_t)tag_of_node(from);
    to->attrs = f->n_attrs;
    if (token == NULL)
        return;
    fill_position(f, to, token);
    if (to->tag == STM_TAG_TEXT || to->tag == STM_TAG_COMMENT) {
        to->text = keep_text(f, &token->str, token->raw_begin);
        return;
    }
    if (to->tag == STM_TAG_OTHER) {
        size_t len = 0;
        const char *name = myhtml_tag_name_by_id(tree, from->tag_id, &len);
        to->text = stm_arena_copy(f->arena, stm_slice_of(name, len));
    }
    fill_attrs(f, to, token);
}

/* Sets end_node from the depths, last node first by way of the parents. */
static void fill_ends(fill *f)
{
    for (uint32_t i = f->n_nodes; i-- > 0;) {
        stm_html_node *n = &f->nodes[i];
        if (n->end_node == 0)
            n->end_node = i + 1;
        if (n->parent != STM_NONE && f->nodes[n->parent].end_node < n->end_node)
            f->nodes[n->parent].end_node = n->end_node;
    }
}

static stm_status fill_tree(fill *f, myhtml_tree_t *tree, stm_html *out)
{
    myhtml_tree_node_t *root = myhtml_tree_get_document(tree);
    uint32_t n_nodes = 0;
    uint32_t n_attrs = 0;
    uint32_t depth = 0;
    uint32_t deepest = 0;
    for (myhtml_tree_node_t *n = root; n != NULL; n = next_node(n, &depth)) {
        n_nodes++;
        deepest = stm_max_u32(deepest, depth);
        if (n->token == NULL || n->tag_id == MyHTML_TAG__TEXT)
            continue;
        for (myhtml_token_attr_t *a = n->token->attr_first; a != NULL;
             a = a->next)
            n_attrs++;
    }
    f->nodes = stm_arena_alloc(f->arena, n_nodes, sizeof(*f->nodes));
    f->attrs = stm_arena_alloc(f->arena, n_attrs, sizeof(*f->attrs));
    uint32_t *open = stm_arena_alloc(f->arena, deepest + 1u, sizeof(*open));
    if (f->arena->failed)
        return STM_ERR_NOMEM;
    depth = 0;
    for (myhtml_tree_node_t *n = root; n != NULL; n = next_node(n, &depth)) {
        stm_html_node *to = &f->nodes[f->n_nodes];
        fill_node(f, tree, n);
        if (depth == 0)
            to->tag = STM_TAG_DOCUMENT;
        to->depth = (uint16_t)stm_min_u32(depth, UINT16_MAX);
        to->parent = depth == 0 ? STM_NONE : open[depth - 1];
        open[depth] = f->n_nodes++;
    }
    fill_ends(f);
    out->nodes = f->nodes;
    out->n_nodes = f->n_nodes;
    out->attrs = f->attrs;
    out->n_attrs = f->n_attrs;
    return f->arena->failed ? STM_ERR_NOMEM : STM_OK;
}

stm_status stm_html_from_page(stm_slice page, stm_arena *arena, stm_html *out,
                              stm_error *err)
{
    stm_html html = {.page = stm_utf8_repair(page, arena)};
    stm_slice shown = stm_slice_sub(html.page, 0, STM_HTML_MAX_BYTES);
    while (shown.len < html.page.len && shown.len > 0 &&
           (html.page.ptr[shown.len] & 0xC0) == 0x80)
        shown.len--;
    parser p = {0};
    fill f = {.arena = arena};
    stm_status status = stm_html_limit(shown, arena, &f.page, &html.is_cut);
    html.is_cut |= shown.len < html.page.len;
    if (status == STM_OK && !parser_run(&p, f.page))
        status = STM_ERR_NOMEM;
    if (status == STM_OK)
        status = fill_tree(&f, p.tree, &html);
    parser_release(&p);
    if (status != STM_OK)
        return stm_fail(err, status, 0, "no memory for the page's tree");
    *out = html;
    return STM_OK;
}

static const stm_html_attr *find_attr(const stm_html *self, uint32_t node,
                                      stm_slice name)
{
    const stm_html_node *n = &self->nodes[node];
    for (uint32_t i = 0; i < n->n_attrs; i++) {
        const stm_html_attr *a = &self->attrs[n->attrs + i];
        if (stm_slice_eq(a->name, name))
            return a;
    }
    return NULL;
}

stm_slice stm_html_attr_get(const stm_html *self, uint32_t node, stm_slice name)
{
    const stm_html_attr *a = find_attr(self, node, name);
    return a == NULL ? (stm_slice){0} : a->value;
}

bool stm_html_has_attr(const stm_html *self, uint32_t node, stm_slice name)
{
    return find_attr(self, node, name) != NULL;
}

uint32_t stm_html_first_child(const stm_html *self, uint32_t node)
{
    return self->nodes[node].end_node > node + 1 ? node + 1 : STM_NONE;
}

uint32_t stm_html_next_sibling(const stm_html *self, uint32_t node)
{
    const stm_html_node *n = &self->nodes[node];
    if (n->parent == STM_NONE || n->end_node >= self->nodes[n->parent].end_node)
        return STM_NONE;
    return n->end_node;
}

uint32_t stm_html_closest(const stm_html *self, uint32_t node, stm_tag tag)
{
    while (node != STM_NONE && self->nodes[node].tag != tag)
        node = self->nodes[node].parent;
    return node;
}

uint32_t stm_html_find(const stm_html *self, stm_tag tag, uint32_t from,
                       uint32_t end)
{
    for (uint32_t i = from + 1; i < end && i < self->n_nodes; i++) {
        if (self->nodes[i].tag == tag)
            return i;
    }
    return STM_NONE;
}

/* Appends with white space folded; *space: one is owed before more text. */
static void add_folded(stm_slice text, bool *space, stm_buf *out)
{
    size_t at = 0;
    while (at < text.len) {
        if (stm_is_space(text.ptr[at])) {
            *space = true;
            at++;
            continue;
        }
        size_t end = at;
        while (end < text.len && !stm_is_space(text.ptr[end]))
            end++;
        if (*space && out->len > 0)
            stm_buf_byte(out, ' ');
        *space = false;
        stm_buf_add(out, stm_slice_sub(text, at, end));
        at = end;
    }
}

/* True where a block that holds `i` ends before `next`. */
static bool leaves_block(const stm_html *self, uint32_t i, uint32_t next)
{
    for (; self->nodes[i].end_node == next; i = self->nodes[i].parent) {
        if (stm_tag_is_block((stm_tag)self->nodes[i].tag))
            return true;
        if (self->nodes[i].parent == STM_NONE)
            break;
    }
    return false;
}

void stm_html_text(const stm_html *self, uint32_t node, stm_buf *out)
{
    bool space = false;
    const uint32_t end = self->nodes[node].end_node;
    uint32_t i = self->nodes[node].tag == STM_TAG_TEXT ? node : node + 1;
    while (i < end) {
        const stm_html_node *n = &self->nodes[i];
        if (n->tag == STM_TAG_TEXT)
            add_folded(n->text, &space, out);
        else if (stm_tag_is_block((stm_tag)n->tag) || n->tag == STM_TAG_BR)
            space = true;
        const uint32_t next =
            stm_tag_is_hidden((stm_tag)n->tag) ? n->end_node : i + 1;
        space = space || leaves_block(self, i, next);
        i = next;
    }
}

static bool check_node(const stm_html *self, uint32_t i)
{
    const stm_html_node *n = &self->nodes[i];
    if (n->end_node <= i || n->end_node > self->n_nodes || n->begin > n->end ||
        n->end > self->page.len || n->tag >= STM_TAG_COUNT ||
        n->attrs + n->n_attrs > self->n_attrs)
        return false;
    if (i == 0)
        return n->parent == STM_NONE && n->end_node == self->n_nodes;
    return n->parent < i && n->end_node <= self->nodes[n->parent].end_node &&
           n->depth == self->nodes[n->parent].depth + 1;
}

bool stm_html_check(const stm_html *self)
{
    for (uint32_t i = 0; i < self->n_nodes; i++) {
        if (!check_node(self, i))
            return false;
    }
    return self->n_nodes > 0;
}
