#include "extract/block_features.h"

#include <math.h>
#include <string.h>

#include "base/size.h"
#include "extract/block_words.h"

#include "base/banned.h"

/* Sums over the blocks below a node. */
typedef struct sums {
    float bytes;
    float links;
    float prose; /* bytes of prose blocks */
    float n;
    float n_prose;
} sums;

/* Blocks of one signature: same tags and classes of the box and above. */
typedef struct kin {
    sums s;
    float words;
} kin;

typedef struct measure {
    const stm_blocks *blocks;
    const stm_page_hints *hints;
    sums *before;    /* before[n + 1]: sums over blocks 0..i-1 */
    uint32_t *at;    /* at[n_nodes + 1]: blocks whose first text is before */
    uint32_t *own;   /* own[n_nodes]: uses of the node itself */
    uint32_t *all;   /* all[n_nodes]: uses of it and those above */
    uint64_t *path;  /* path[n_nodes]: hash of tag and class */
    uint8_t *wanted; /* wanted[n_nodes]: holds text */
    bool *prose;     /* prose[n] */
    uint32_t *sig;   /* sig[n]: index into kins */
    kin *kins;
    uint32_t n_sigs;
    float *ld;             /* ld[n]: share of JSON-LD's body */
    uint8_t *twice;        /* twice[n]: 1 said again later, 2 said before */
    float *held;           /* held[n_nodes]: prose weighed by nearness */
    uint32_t best;         /* node that holds most prose near itself */
    uint32_t clean;        /* the best by prose that nothing speaks against */
    uint32_t best2;        /* the best among those outside it */
    uint32_t h1;           /* block of the headline, or STM_NONE */
    uint32_t articles;     /* article elements */
    uint32_t best_article; /* of them the one with most prose, or STM_NONE */
    stm_arena *arena;
} measure;

static uint32_t len_of(const stm_block *b)
{
    return b->text.end - b->text.begin;
}

static float ratio(float a, float b)
{
    return b > 0.0F ? a / b : 0.0F;
}

static float log_of(float x)
{
    return log2f(1.0F + x);
}

/* Byte class counts of a block's text. */
typedef struct looks {
    uint32_t enders; /* . ! ? and their like before space or end */
    uint32_t commas;
    uint32_t digits;
    uint32_t uppers;
    uint32_t letters;
    uint32_t bars; /* | and bullets */
    uint32_t ats;
    uint32_t quotes;
    uint32_t lines;
    bool copyright;
} looks;

static bool is_ender(uint8_t c)
{
    return c == '.' || c == '!' || c == '?';
}

/* Marks of two and three bytes. */
static void look_wide(stm_slice s, size_t i, looks *l)
{
    const uint8_t a = s.ptr[i];
    const uint8_t b = i + 1 < s.len ? s.ptr[i + 1] : 0;
    const uint8_t c = i + 2 < s.len ? s.ptr[i + 2] : 0;
    if (a == 0xC2) {
        l->copyright |= b == 0xA9;
        l->quotes += b == 0xAB || b == 0xBB;
        l->bars += b == 0xB7;
    } else if (a == 0xE2 && b == 0x80) {
        l->quotes += (c >= 0x9C && c <= 0x9F) || c == 0xB9 || c == 0xBA;
        l->enders += c == 0xA6;
        l->bars += c == 0xA2;
    } else if (a == 0xE3 && b == 0x80) {
        l->enders += c == 0x82;
        l->commas += c == 0x81;
        l->quotes += c >= 0x8C && c <= 0x8F;
    } else if (a == 0xEF && b == 0xBC) {
        l->enders += c == 0x81 || c == 0x9F || c == 0x8E;
        l->commas += c == 0x8C;
    } else if (a == 0xD8) {
        l->commas += b == 0x8C;
        l->enders += b == 0x9F;
    } else if (a == 0xDB) {
        l->enders += b == 0x94;
    } else if (a == 0xE0 && b == 0xA5) {
        l->enders += c == 0xA4;
    }
}

static looks look_at(stm_slice s)
{
    looks l = {0};
    for (size_t i = 0; i < s.len; i++) {
        const uint8_t c = s.ptr[i];
        if (c >= 0xC2) {
            l.letters++;
            look_wide(s, i, &l);
            continue;
        }
        l.digits += stm_is_digit(c);
        l.uppers += stm_is_upper(c);
        l.letters += stm_is_alpha(c);
        l.commas += c == ',' || c == ';';
        l.bars += c == '|';
        l.ats += c == '@';
        l.quotes += c == '"';
        l.lines += c == '\n';
        if (is_ender(c) && (i + 1 == s.len || stm_is_space(s.ptr[i + 1]) ||
                            s.ptr[i + 1] == '"' || s.ptr[i + 1] >= 0x80))
            l.enders++;
    }
    return l;
}

/* 1 a sentence's end, 2 a colon, 0 another mark or a letter. */
static int ending_of(stm_slice s)
{
    size_t i = s.len;
    while (i > 0) {
        const uint8_t c = s.ptr[i - 1];
        if (c == '"' || c == '\'' || c == ')' || c == ']' || stm_is_space(c)) {
            i--;
            continue;
        }
        if (c < 0x80)
            return is_ender(c) ? 1 : c == ':' ? 2 : 0;
        break;
    }
    if (i >= 3) {
        looks l = {0};
        look_wide(s, i - 3, &l);
        if (l.enders > 0)
            return 1;
        if (l.quotes > 0) /* a shut quotation, most often a sentence's end */
            return 1;
    }
    if (i >= 2) {
        looks l = {0};
        look_wide(s, i - 2, &l);
        if (l.enders + l.quotes > 0)
            return 1;
    }
    return 0;
}

static bool is_prose(const stm_block *b, const looks *l)
{
    return b->n_words >= 8 && 3 * b->link_bytes < len_of(b) && l->enders > 0;
}

static void put_text(const stm_block *b, stm_slice s, const looks *l, float *f)
{
    const float len = (float)s.len;
    const float words = (float)b->n_words;
    const int ending = ending_of(s);
    const uint8_t c = s.ptr[0];
    f[STM_F_TEXT_LOG_BYTES] = log_of(len);
    f[STM_F_TEXT_LOG_WORDS] = log_of(words);
    f[STM_F_TEXT_WORD_LEN] = ratio(len, words);
    f[STM_F_TEXT_ENDERS] = (float)l->enders;
    f[STM_F_TEXT_COMMAS] = (float)l->commas;
    f[STM_F_TEXT_ENDS_SENTENCE] = ending == 1;
    f[STM_F_TEXT_ENDS_COLON] = ending == 2;
    f[STM_F_TEXT_ENDS_OTHER] = s.ptr[s.len - 1] < 0x80 &&
                               !stm_is_alpha(s.ptr[s.len - 1]) && ending == 0;
    f[STM_F_TEXT_HAS_DOTS_END] = stm_slice_ends(s, STM_LIT("...")) ||
                                 stm_slice_ends(s, STM_LIT("\xE2\x80\xA6"));
    f[STM_F_TEXT_DIGITS] = ratio((float)l->digits, len);
    f[STM_F_TEXT_UPPERS] = ratio((float)l->uppers, (float)l->letters);
    f[STM_F_TEXT_STARTS_LOWER] = stm_is_lower(c);
    f[STM_F_TEXT_STARTS_QUOTE] =
        c == '"' || c == 0xC2 ||
        (c == 0xE2 && s.len > 2 && s.ptr[1] == 0x80 && s.ptr[2] > 0x97);
    f[STM_F_TEXT_STARTS_DIGIT] = stm_is_digit(c);
    f[STM_F_TEXT_COPYRIGHT] = l->copyright;
    f[STM_F_TEXT_BARS] = (float)l->bars;
    f[STM_F_TEXT_ATS] = (float)l->ats;
    f[STM_F_TEXT_QUOTES] = (float)l->quotes;
    f[STM_F_TEXT_LINES] = (float)l->lines;
    f[STM_F_TEXT_BOLD] = ratio((float)b->bold_bytes, len);
    f[STM_F_TEXT_ITALIC] = ratio((float)b->italic_bytes, len);
    f[STM_F_TEXT_LINKS] = ratio((float)b->link_bytes, len);
    f[STM_F_TEXT_N_LINKS_LOG] = log_of((float)b->n_links);
    f[STM_F_TEXT_LINKS_PER_WORD] = ratio((float)b->n_links, words);
    f[STM_F_TEXT_ONE_LINK] = b->n_links <= 1 && 10 * b->link_bytes >= 9 * s.len;
}

static bool is_sectioning(stm_tag tag)
{
    return tag == STM_TAG_SECTION || tag == STM_TAG_ARTICLE ||
           tag == STM_TAG_MAIN || tag == STM_TAG_BODY ||
           tag == STM_TAG_HEADER || tag == STM_TAG_FOOTER ||
           tag == STM_TAG_ASIDE || tag == STM_TAG_NAV;
}

static void put_box(const measure *m, const stm_block *b, float *f)
{
    const stm_html *html = m->blocks->html;
    const stm_tag tag = (stm_tag)html->nodes[b->box].tag;
    const stm_tag inner =
        (stm_tag)html->nodes[html->nodes[b->first].parent].tag;
    f[STM_F_BOX_IS_P] = tag == STM_TAG_P;
    f[STM_F_BOX_IS_DIV] = tag == STM_TAG_DIV;
    f[STM_F_BOX_IS_LI] = tag == STM_TAG_LI;
    f[STM_F_BOX_HEADING] = (float)stm_tag_heading(tag);
    f[STM_F_BOX_IS_CELL] = tag == STM_TAG_TD || tag == STM_TAG_TH;
    f[STM_F_BOX_IS_DL] = tag == STM_TAG_DT || tag == STM_TAG_DD;
    f[STM_F_BOX_IS_QUOTE] = tag == STM_TAG_BLOCKQUOTE;
    f[STM_F_BOX_IS_FIGCAPTION] = tag == STM_TAG_FIGCAPTION;
    f[STM_F_BOX_IS_CONTAINER] = is_sectioning(tag);
    f[STM_F_BOX_IS_INLINE_LINK] = inner == STM_TAG_A;
    f[STM_F_BOX_IS_INLINE_BOLD] = inner == STM_TAG_B || inner == STM_TAG_STRONG;
    f[STM_F_BOX_IS_INLINE_SPAN] = inner == STM_TAG_SPAN;
    f[STM_F_BOX_IS_INLINE_SMALL] = inner == STM_TAG_SMALL;
    f[STM_F_BOX_IS_INLINE_TIME] = inner == STM_TAG_TIME;
    f[STM_F_BOX_IS_INLINE_LABEL] = inner == STM_TAG_LABEL;
    f[STM_F_BOX_IS_BUTTON] = tag == STM_TAG_BUTTON;
    f[STM_F_BOX_IS_SUMMARY] = tag == STM_TAG_SUMMARY;
    f[STM_F_BOX_AFTER_BREAK] = b->after_break;
    for (unsigned k = 0; k < 25; k++)
        f[STM_F_IN_LINK + k] = (float)((b->flags >> k) & 1u);
}

/* Sums over the blocks whose text begins below `node`. */
static sums below(const measure *m, uint32_t node)
{
    const uint32_t end = m->blocks->html->nodes[node].end_node;
    const sums a = m->before[m->at[node]];
    const sums b = m->before[m->at[end]];
    return (sums){b.bytes - a.bytes, b.links - a.links, b.prose - a.prose,
                  b.n - a.n, b.n_prose - a.n_prose};
}

static void put_sums(const measure *m, uint32_t node, float *f)
{
    const sums page = m->before[m->blocks->n];
    const sums s = below(m, node);
    f[0] = ratio(s.bytes, page.bytes);
    f[1] = ratio(s.prose, page.prose);
    f[2] = ratio(s.links, s.bytes);
    f[3] = log_of(s.n);
    f[4] = log_of(s.n_prose);
    f[5] = log_of(ratio(s.bytes, s.n));
}

static bool holds(const stm_html *html, uint32_t outer, uint32_t node)
{
    return outer <= node && node < html->nodes[outer].end_node;
}

/* Levels from `node` up to the nearest ancestor that holds `other`. */
static uint32_t levels_to(const stm_html *html, uint32_t node, uint32_t other)
{
    uint32_t levels = 0;
    while (!holds(html, node, other) && html->nodes[node].parent != STM_NONE) {
        node = html->nodes[node].parent;
        levels++;
    }
    return levels;
}

static void put_containers(const measure *m, const stm_block *b, float *f)
{
    const stm_html *html = m->blocks->html;
    uint32_t node = b->box;
    for (unsigned k = 0; k < 3; k++) {
        if (html->nodes[node].parent != STM_NONE)
            node = html->nodes[node].parent;
        put_sums(m, node, &f[STM_F_CONT_UP1_SHARE + 6 * k]);
    }
    const uint32_t art = stm_html_closest(html, b->box, STM_TAG_ARTICLE);
    put_sums(m, art == STM_NONE ? 0 : art, &f[STM_F_CONT_ART_SHARE]);
    uint32_t same = 0;
    uint32_t kids = 0;
    const uint32_t parent = html->nodes[b->box].parent;
    if (parent != STM_NONE) {
        uint32_t kid = parent + 1;
        for (; kid != STM_NONE && kids < 64;
             kid = stm_html_next_sibling(html, kid)) {
            kids += html->nodes[kid].tag != STM_TAG_TEXT;
            same += html->nodes[kid].tag == html->nodes[b->box].tag;
        }
    }
    f[STM_F_CONT_UP1_SAME_TAG] = (float)same;
    f[STM_F_CONT_UP1_TEXT_KIDS] = ratio((float)same, (float)kids);
    f[STM_F_CONT_BEST_INSIDE] = holds(html, m->best, b->box);
    f[STM_F_CONT_BEST_UP] = (float)levels_to(html, b->box, m->best);
    f[STM_F_CONT_BEST_DOWN] = (float)levels_to(html, m->best, b->box);
    f[STM_F_CONT_BEST_SHARE] =
        ratio(below(m, m->best).prose, m->before[m->blocks->n].prose);
    f[STM_F_CONT_BEST2_INSIDE] = holds(html, m->best2, b->box);
    f[STM_F_CONT_CLEAN_INSIDE] = holds(html, m->clean, b->box);
    f[STM_F_CONT_CLEAN_UP] = (float)levels_to(html, b->box, m->clean);
    f[STM_F_CONT_CLEAN_DOWN] = (float)levels_to(html, m->clean, b->box);
    f[STM_F_CONT_CLEAN_SHARE] =
        ratio(below(m, m->clean).prose, m->before[m->blocks->n].prose);
    f[STM_F_CONT_CLEAN_AFTER] =
        b->box < m->clean ? -1.0F : b->box >= html->nodes[m->clean].end_node;
    f[STM_F_CONT_CLEAN_SAME_KIN] = m->clean == m->best;
    f[STM_F_CONT_ARTICLES] = (float)m->articles;
    f[STM_F_CONT_ARTICLE_INDEX] =
        art == STM_NONE ? -1.0F : (float)(art == m->best_article);
    f[STM_F_CONT_BEST_IN_ARTICLE] =
        m->best_article == STM_NONE
            ? -1.0F
            : (float)holds(html, m->best_article, m->best);
}

static void put_position(const measure *m, uint32_t i, float *f)
{
    const stm_block *b = &m->blocks->items[i];
    const float n = (float)m->blocks->n;
    f[STM_F_POS_INDEX] = log_of((float)i);
    f[STM_F_POS_SHARE_BEFORE] = (float)i / n;
    f[STM_F_POS_SHARE_BYTES_BEFORE] =
        ratio(m->before[i].bytes, m->before[m->blocks->n].bytes);
    f[STM_F_POS_FROM_END] = log_of(n - (float)i);
    f[STM_F_POS_DEPTH] = (float)m->blocks->html->nodes[b->box].depth;
    if (m->h1 == STM_NONE) {
        f[STM_F_POS_H1_AFTER] = -1.0F;
        return;
    }
    const float d = (float)i - (float)m->h1;
    f[STM_F_POS_H1_AFTER] = d >= 0.0F;
    f[STM_F_POS_H1_BLOCKS] = d >= 0.0F ? log_of(d) : -log_of(-d);
    const float bytes = m->before[i].bytes - m->before[m->h1].bytes;
    f[STM_F_POS_H1_BYTES] = bytes >= 0.0F ? log_of(bytes) : -log_of(-bytes);
}

static void put_kin(const measure *m, uint32_t i, float *f)
{
    const kin *k = &m->kins[m->sig[i]];
    f[STM_F_SIG_COUNT] = log_of(k->s.n);
    f[STM_F_SIG_BYTES] = log_of(k->s.bytes);
    f[STM_F_SIG_LINKS] = ratio(k->s.links, k->s.bytes);
    f[STM_F_SIG_MEAN] = log_of(ratio(k->words, k->s.n));
    f[STM_F_SIG_PROSE] = ratio(k->s.n_prose, k->s.n);
    f[STM_F_SIG_SHARE] = ratio(k->s.prose, m->before[m->blocks->n].prose);
}

static void put_neighbour(const measure *m, uint32_t i, int64_t j, float *f)
{
    if (j < 0 || j >= (int64_t)m->blocks->n) {
        f[0] = -1.0F;
        return;
    }
    const stm_html *html = m->blocks->html;
    const stm_block *a = &m->blocks->items[i];
    const stm_block *b = &m->blocks->items[j];
    f[0] = log_of((float)b->n_words);
    f[1] = ratio((float)b->link_bytes, (float)len_of(b));
    f[2] = m->prose[j];
    f[3] = (float)stm_tag_heading((stm_tag)html->nodes[b->box].tag);
    f[4] = html->nodes[a->box].parent == html->nodes[b->box].parent;
    f[5] = m->sig[i] == m->sig[j];
}

static void put_near(const measure *m, uint32_t i, float *f)
{
    put_neighbour(m, i, (int64_t)i - 1, &f[STM_F_NEAR_PREV1_WORDS]);
    put_neighbour(m, i, (int64_t)i - 2, &f[STM_F_NEAR_PREV2_WORDS]);
    put_neighbour(m, i, (int64_t)i + 1, &f[STM_F_NEAR_NEXT1_WORDS]);
    put_neighbour(m, i, (int64_t)i + 2, &f[STM_F_NEAR_NEXT2_WORDS]);
    const uint32_t lo = i >= 6 ? i - 6 : 0;
    const uint32_t hi = stm_min_u32(i + 7, m->blocks->n);
    const sums a = m->before[lo];
    const sums b = m->before[hi];
    f[STM_F_NEAR_WINDOW_PROSE] = ratio(b.prose - a.prose, b.bytes - a.bytes);
    f[STM_F_NEAR_WINDOW_LINKS] = ratio(b.links - a.links, b.bytes - a.bytes);
}

static void put_hints(const measure *m, uint32_t i, float *f)
{
    const stm_page_hints *h = m->hints;
    const stm_slice s =
        stm_span_text(m->blocks->items[i].text, m->blocks->text);
    const bool any = h->body_set.len > 0;
    f[STM_F_HINT_LD_ANY] = any;
    f[STM_F_HINT_LD_SHARE] = any ? m->ld[i] : -1.0F;
    f[STM_F_HINT_PREV_LD] = any && i > 0 ? m->ld[i - 1] : -1.0F;
    f[STM_F_HINT_NEXT_LD] = any && i + 1 < m->blocks->n ? m->ld[i + 1] : -1.0F;
    f[STM_F_HINT_LEAD_SHARE] =
        h->lead_set.len > 0 ? stm_shingles_share(&h->lead_set, s) : -1.0F;
    f[STM_F_HINT_IS_ARTICLE_PAGE] = h->is_article;
    f[STM_F_HINT_TWICE] = m->twice[i] & 1u;
    f[STM_F_HINT_EARLIER] = (float)(m->twice[i] >> 1);
    if (m->blocks->items[i].n_words > 40 || h->title_set.len == 0)
        return;
    uint32_t n = 0;
    uint32_t hit = 0;
    size_t at = 0;
    for (;;) {
        const stm_slice word = stm_word_next(s, &at);
        if (word.len == 0)
            break;
        n++;
        hit += stm_u64map_get(&h->title_set, stm_word_hash(word)) != STM_NONE;
    }
    f[STM_F_HINT_TITLE_SHARE] = ratio((float)hit, (float)n);
}

static void put_page(const measure *m, float *f)
{
    const sums page = m->before[m->blocks->n];
    uint32_t paragraphs = 0;
    for (uint32_t i = 0; i < m->blocks->n; i++)
        paragraphs += (m->blocks->items[i].flags & STM_IN_PARAGRAPH) != 0;
    f[STM_F_PAGE_BLOCKS] = log_of(page.n);
    f[STM_F_PAGE_BYTES] = log_of(page.bytes);
    f[STM_F_PAGE_PROSE] = ratio(page.prose, page.bytes);
    f[STM_F_PAGE_LINKS] = ratio(page.links, page.bytes);
    f[STM_F_PAGE_PARAGRAPHS] = ratio((float)paragraphs, page.n);
}

static void put_uses(const measure *m, const stm_block *b, float *f)
{
    const stm_html *html = m->blocks->html;
    uint32_t own = m->own[b->box];
    for (uint32_t n = html->nodes[b->first].parent; n != STM_NONE && n > b->box;
         n = html->nodes[n].parent)
        own |= m->own[n];
    uint32_t near = 0;
    uint32_t n = html->nodes[b->box].parent;
    for (int k = 0; k < 3 && n != STM_NONE; k++, n = html->nodes[n].parent)
        near |= html->nodes[n].tag == STM_TAG_BODY ? 0 : m->own[n];
    const uint32_t all = m->all[b->box];
    for (unsigned k = 0; k < 32; k++) {
        f[STM_F_USE_OWN + k] = (float)((own >> k) & 1u);
        f[STM_F_USE_NEAR + k] = (float)((near >> k) & 1u);
        f[STM_F_USE_ALL + k] = (float)((all >> k) & 1u);
    }
}

/* Which attributes name an element's use. */
static bool names_use(stm_slice name)
{
    return stm_slice_eq(name, STM_LIT("class")) ||
           stm_slice_eq(name, STM_LIT("id")) ||
           stm_slice_eq(name, STM_LIT("itemprop")) ||
           stm_slice_eq(name, STM_LIT("aria-label")) ||
           stm_slice_eq(name, STM_LIT("data-testid")) ||
           stm_slice_eq(name, STM_LIT("data-component")) ||
           stm_slice_eq(name, STM_LIT("data-type")) ||
           stm_slice_eq(name, STM_LIT("data-qa")) ||
           stm_slice_eq(name, STM_LIT("data-name")) ||
           stm_slice_eq(name, STM_LIT("data-module")) ||
           stm_slice_eq(name, STM_LIT("data-widget"));
}

/* Uses by value: templates repeat their classes all over a page. */
typedef struct use_cache {
    stm_class_words words;
    stm_u64map known; /* hash of the value -> index into uses */
    uint32_t *uses;
    uint32_t n;
    uint32_t cap;
} use_cache;

static uint32_t uses_of_value(use_cache *c, stm_slice value, uint64_t hash)
{
    bool is_new;
    if (c->n == c->cap)
        return stm_class_words_uses(&c->words, value);
    stm_u64map_entry *e = stm_u64map_put(&c->known, hash, c->n, &is_new);
    if (e == NULL)
        return 0;
    if (is_new)
        c->uses[c->n++] = stm_class_words_uses(&c->words, value);
    return c->uses[e->value];
}

/* Marks every element that holds a block's text. */
static void mark_wanted(measure *m)
{
    const stm_html *html = m->blocks->html;
    for (uint32_t i = 0; i < m->blocks->n; i++) {
        uint32_t n = html->nodes[m->blocks->items[i].first].parent;
        for (; n != STM_NONE && !m->wanted[n]; n = html->nodes[n].parent)
            m->wanted[n] = 1;
    }
}

static stm_status find_uses(measure *m)
{
    const stm_html *html = m->blocks->html;
    use_cache c = {.cap = 4096};
    stm_class_words_init(&c.words);
    stm_u64map_init(&c.known);
    c.uses = stm_arena_alloc(m->arena, c.cap, sizeof(*c.uses));
    if (c.uses == NULL)
        return STM_ERR_NOMEM;
    mark_wanted(m);
    for (uint32_t i = 0; i < html->n_nodes; i++) {
        const stm_html_node *n = &html->nodes[i];
        if (!m->wanted[i])
            continue;
        m->path[i] = n->tag;
        for (uint32_t k = 0; k < n->n_attrs; k++) {
            const stm_html_attr *a = &html->attrs[n->attrs + k];
            if (a->value.len == 0 || !names_use(a->name))
                continue;
            const uint64_t hash = stm_hash(a->value);
            m->own[i] |= uses_of_value(&c, a->value, hash);
            if (a->name.len == 5)
                m->path[i] = stm_hash_mix(m->path[i], hash);
        }
        if (n->tag == STM_TAG_OTHER)
            m->own[i] |= stm_class_words_uses(&c.words, n->text);
        const uint32_t up = n->parent == STM_NONE ? 0 : m->all[n->parent];
        m->all[i] = n->tag == STM_TAG_BODY ? 0 : up | m->own[i];
    }
    stm_u64map_release(&c.known);
    return STM_OK;
}

static stm_status find_kin(measure *m)
{
    const stm_html *html = m->blocks->html;
    stm_u64map known;
    stm_u64map_init(&known);
    stm_status status = STM_OK;
    for (uint32_t i = 0; i < m->blocks->n; i++) {
        const stm_block *b = &m->blocks->items[i];
        uint64_t h = html->nodes[html->nodes[b->first].parent].tag;
        uint32_t n = b->box;
        for (int k = 0; k < 3 && n != STM_NONE; k++, n = html->nodes[n].parent)
            h = stm_hash_mix(h, m->path[n]);
        const stm_u64map_entry *e = stm_u64map_put(&known, h, known.len, NULL);
        if (e == NULL) {
            status = STM_ERR_NOMEM;
            break;
        }
        m->sig[i] = e->value;
        kin *k = &m->kins[e->value];
        const sums one = {m->before[i + 1].bytes - m->before[i].bytes,
                          (float)b->link_bytes,
                          m->before[i + 1].prose - m->before[i].prose, 1.0F,
                          (float)m->prose[i]};
        k->s.bytes += one.bytes;
        k->s.links += one.links;
        k->s.prose += one.prose;
        k->s.n += 1.0F;
        k->s.n_prose += one.n_prose;
        k->words += (float)b->n_words;
    }
    m->n_sigs = known.len;
    stm_u64map_release(&known);
    return status;
}

/* Marks blocks whose whole text stands twice on the page. */
static stm_status find_twins(measure *m)
{
    stm_u64map known;
    stm_u64map_init(&known);
    stm_status status = STM_OK;
    for (uint32_t i = 0; i < m->blocks->n; i++) {
        const stm_block *b = &m->blocks->items[i];
        if (b->n_words < 4)
            continue;
        bool is_new;
        const uint64_t h = stm_hash(stm_span_text(b->text, m->blocks->text));
        const stm_u64map_entry *e = stm_u64map_put(&known, h, i, &is_new);
        if (e == NULL) {
            status = STM_ERR_NOMEM;
            break;
        }
        if (!is_new) {
            m->twice[i] |= 2u;
            m->twice[e->value] |= 1u;
        }
    }
    stm_u64map_release(&known);
    return status;
}

/* What is seldom an article, whatever else it looks like. */
static const uint32_t foreign_uses =
    1u << STM_USE_COMMENT | 1u << STM_USE_RELATED | 1u << STM_USE_COOKIE |
    1u << STM_USE_NAV | 1u << STM_USE_FOOTER | 1u << STM_USE_MODAL |
    1u << STM_USE_SIDEBAR;
static const uint32_t foreign_flags =
    STM_IN_NAV | STM_IN_ASIDE | STM_IN_FOOTER | STM_IN_FORM | STM_IN_BUTTON |
    STM_IN_HIDDEN | STM_IN_NOSCRIPT | STM_IN_DIALOG;

/* Bytes of prose near each node, weighed down by 0.7 a level, into held. */
static void weigh_prose(measure *m, uint32_t no_uses, uint32_t no_flags)
{
    const stm_html *html = m->blocks->html;
    memset(m->held, 0, html->n_nodes * sizeof(*m->held));
    for (uint32_t i = 0; i < m->blocks->n; i++) {
        const stm_block *b = &m->blocks->items[i];
        float w = m->prose[i] ? (float)len_of(b) : 0.0F;
        if ((m->all[b->box] & no_uses) != 0 || (b->flags & no_flags) != 0)
            w = 0.0F;
        uint32_t n = b->box;
        for (int k = 0; k < 4 && w > 0.0F && n != STM_NONE; k++, w *= 0.7F) {
            n = html->nodes[n].parent;
            if (n != STM_NONE)
                m->held[n] += w;
        }
    }
}

static uint32_t heaviest(const measure *m)
{
    uint32_t best = 0;
    for (uint32_t i = 0; i < m->blocks->html->n_nodes; i++) {
        if (m->held[i] > m->held[best])
            best = i;
    }
    return best;
}

/* The nodes that hold most prose: of all, outside that, and of the clean. */
static void find_best(measure *m)
{
    const stm_html *html = m->blocks->html;
    weigh_prose(m, 0, 0);
    m->best = heaviest(m);
    for (uint32_t i = 0; i < html->n_nodes; i++) {
        if (!holds(html, m->best, i) && !holds(html, i, m->best) &&
            m->held[i] > m->held[m->best2])
            m->best2 = i;
    }
    weigh_prose(m, foreign_uses, foreign_flags);
    m->clean = heaviest(m);
    if (m->held[m->clean] <= 0.0F)
        m->clean = m->best;
}

static void find_articles(measure *m)
{
    const stm_html *html = m->blocks->html;
    float most = -1.0F;
    m->best_article = STM_NONE;
    for (uint32_t i = 0; i < html->n_nodes; i++) {
        if (html->nodes[i].tag != STM_TAG_ARTICLE)
            continue;
        m->articles++;
        const float prose = below(m, i).prose;
        if (prose > most) {
            most = prose;
            m->best_article = i;
        }
    }
}

/* The h1 that shares most words with the titles; the first among equals. */
static void find_headline(measure *m)
{
    const stm_html *html = m->blocks->html;
    float most = -1.0F;
    m->h1 = STM_NONE;
    for (uint32_t i = 0; i < m->blocks->n; i++) {
        const stm_block *b = &m->blocks->items[i];
        const bool in_h1 =
            html->nodes[b->box].tag == STM_TAG_H1 ||
            (html->nodes[b->box].parent != STM_NONE &&
             html->nodes[html->nodes[b->box].parent].tag == STM_TAG_H1);
        if (!in_h1)
            continue;
        const stm_slice s = stm_span_text(b->text, m->blocks->text);
        float hit = 0.0F;
        size_t at = 0;
        for (stm_slice w = stm_word_next(s, &at); w.len > 0;
             w = stm_word_next(s, &at))
            hit += stm_u64map_get(&m->hints->title_set, stm_word_hash(w)) !=
                   STM_NONE;
        if (hit > most) {
            most = hit;
            m->h1 = i;
        }
    }
}

static void sum_up(measure *m, const looks *l)
{
    const stm_html *html = m->blocks->html;
    for (uint32_t i = 0; i < m->blocks->n; i++) {
        const stm_block *b = &m->blocks->items[i];
        const float len = (float)len_of(b);
        m->prose[i] = is_prose(b, &l[i]);
        m->before[i + 1] = m->before[i];
        sums *s = &m->before[i + 1];
        s->bytes += len;
        s->links += (float)b->link_bytes;
        s->prose += m->prose[i] ? len : 0.0F;
        s->n += 1.0F;
        s->n_prose += (float)m->prose[i];
    }
    uint32_t block = 0;
    for (uint32_t i = 0; i <= html->n_nodes; i++) {
        m->at[i] = block;
        while (block < m->blocks->n && m->blocks->items[block].first == i)
            block++;
    }
}

static void put_distances(const measure *m, float *rows)
{
    float since = 99.0F;
    for (uint32_t i = 0; i < m->blocks->n; i++) {
        rows[(size_t)i * STM_F_COUNT + STM_F_NEAR_PROSE_SINCE] = since;
        since = m->prose[i] ? 0.0F : fminf(since + 1.0F, 99.0F);
    }
    float until = 99.0F;
    for (uint32_t i = m->blocks->n; i-- > 0;) {
        rows[(size_t)i * STM_F_COUNT + STM_F_NEAR_PROSE_UNTIL] = until;
        until = m->prose[i] ? 0.0F : fminf(until + 1.0F, 99.0F);
    }
}

static stm_status prepare(measure *m, looks *l)
{
    const uint32_t n = m->blocks->n;
    for (uint32_t i = 0; i < n; i++) {
        const stm_slice s =
            stm_span_text(m->blocks->items[i].text, m->blocks->text);
        l[i] = look_at(s);
        if (m->hints->body_set.len > 0)
            m->ld[i] = stm_shingles_share(&m->hints->body_set, s);
    }
    sum_up(m, l);
    STM_TRY(find_uses(m));
    find_best(m);
    find_articles(m);
    find_headline(m);
    STM_TRY(find_kin(m));
    return find_twins(m);
}

static bool make_room(measure *m)
{
    const uint32_t n = m->blocks->n;
    const uint32_t nodes = m->blocks->html->n_nodes;
    stm_arena *a = m->arena;
    m->before = stm_arena_alloc(a, n + 1u, sizeof(*m->before));
    m->at = stm_arena_alloc(a, nodes + 1u, sizeof(*m->at));
    m->own = stm_arena_alloc(a, nodes, sizeof(*m->own));
    m->all = stm_arena_alloc(a, nodes, sizeof(*m->all));
    m->path = stm_arena_alloc(a, nodes, sizeof(*m->path));
    m->wanted = stm_arena_alloc(a, nodes, sizeof(*m->wanted));
    m->prose = stm_arena_alloc(a, n, sizeof(*m->prose));
    m->sig = stm_arena_alloc(a, n, sizeof(*m->sig));
    m->kins = stm_arena_alloc(a, n, sizeof(*m->kins));
    m->ld = stm_arena_alloc(a, n, sizeof(*m->ld));
    m->twice = stm_arena_alloc(a, n, sizeof(*m->twice));
    m->held = stm_arena_alloc(a, nodes, sizeof(*m->held));
    return !a->failed;
}

static stm_block_kin kin_of(const measure *m, uint32_t i)
{
    const stm_html *html = m->blocks->html;
    stm_block_kin own = {.sig = m->sig[i]};
    const uint32_t box = m->blocks->items[i].box;
    uint32_t node = box;
    for (unsigned k = 0; k < 4; k++) {
        if (k == 3)
            node = stm_html_closest(html, box, STM_TAG_ARTICLE);
        else if (html->nodes[node].parent != STM_NONE)
            node = html->nodes[node].parent;
        if (node == STM_NONE)
            node = 0;
        own.begin[k] = m->at[node];
        own.end[k] = m->at[html->nodes[node].end_node];
    }
    return own;
}

stm_status stm_features_from_blocks(const stm_blocks *blocks,
                                    const stm_page_hints *hints,
                                    stm_arena *arena, stm_features *out)
{
    measure m = {.blocks = blocks, .hints = hints, .arena = arena};
    const uint32_t n = blocks->n;
    looks *l = stm_arena_alloc(arena, n, sizeof(*l));
    float *rows =
        stm_arena_alloc(arena, (size_t)n * STM_F_COUNT, sizeof(*rows));
    stm_block_kin *kins = stm_arena_alloc(arena, n, sizeof(*kins));
    if (!make_room(&m) || l == NULL || rows == NULL || kins == NULL)
        return STM_ERR_NOMEM;
    STM_TRY(prepare(&m, l));
    float page[STM_F_COUNT] = {0};
    put_page(&m, page);
    for (uint32_t i = 0; i < n; i++) {
        const stm_block *b = &blocks->items[i];
        float *f = &rows[(size_t)i * STM_F_COUNT];
        memcpy(f, page, sizeof(page));
        put_text(b, stm_span_text(b->text, blocks->text), &l[i], f);
        put_box(&m, b, f);
        put_position(&m, i, f);
        put_containers(&m, b, f);
        put_kin(&m, i, f);
        put_near(&m, i, f);
        put_hints(&m, i, f);
        put_uses(&m, b, f);
        f[STM_F_WORDS_TEXT] = stm_block_text_score(blocks, i);
        f[STM_F_WORDS_CLASS] = stm_block_class_score(blocks, i);
        kins[i] = kin_of(&m, i);
    }
    put_distances(&m, rows);
    *out = (stm_features){rows, kins, m.n_sigs, m.h1};
    return STM_OK;
}
