#include "extract/extract_html.h"

#include "base/size.h"
#include "extract/main_content.h"
#include "extract/page_verdict.h"

#include "base/banned.h"

/* A short line wholly in bold type that is no sentence heads what follows. */
static bool is_bold_line(const stm_blocks *blocks, const stm_block *b)
{
    enum { MOST_WORDS = 14 };
    const stm_slice text = stm_span_text(b->text, blocks->text);
    const uint8_t last = text.ptr[text.len - 1];
    return b->n_words <= MOST_WORDS && b->bold_bytes > 0 &&
           10 * b->bold_bytes >= 9 * text.len && last != '.' && last != '!' &&
           last != '"' && last != ',' && b->link_bytes == 0;
}

static bool is_pull_quote(const stm_blocks *blocks, const stm_block *b)
{
    const stm_slice cls =
        stm_html_attr_get(blocks->html, b->box, STM_LIT("class"));
    return stm_slice_ifind(cls, STM_LIT("pullquote"), 0) != STM_SLICE_NPOS ||
           stm_slice_ifind(cls, STM_LIT("pull-quote"), 0) != STM_SLICE_NPOS ||
           stm_slice_ifind(cls, STM_LIT("blockquote"), 0) != STM_SLICE_NPOS;
}

/* "wp-caption-text", not "storymediacaption": a word of its own. */
static bool names_caption(stm_slice class)
{
    const stm_slice word = STM_LIT("caption");
    for (size_t at = stm_slice_ifind(class, word, 0); at != STM_SLICE_NPOS;
         at = stm_slice_ifind(class, word, at + 1)) {
        const size_t end = at + word.len;
        if ((at == 0 || !stm_is_alpha(class.ptr[at - 1])) &&
            (end == class.len || !stm_is_alpha(class.ptr[end])))
            return true;
    }
    return false;
}

/*
 * A short block that is called a caption, from its first text up to the
 * element around its box: many systems write these without <figcaption>.
 */
static bool is_caption_by_name(const stm_blocks *blocks, const stm_block *b)
{
    enum { MOST_BYTES = 400, LEVELS = 6 };
    const stm_html *html = blocks->html;
    if (b->text.end - b->text.begin > MOST_BYTES)
        return false;
    uint32_t at = html->nodes[b->first].parent;
    bool is_past_box = false;
    for (int i = 0; i < LEVELS && at != STM_NONE; i++) {
        /* what holds more than the block is named for more than it */
        const bool is_whole =
            at == b->box || is_past_box || html->nodes[at].end_node >= b->end;
        if (is_whole &&
            names_caption(stm_html_attr_get(html, at, STM_LIT("class"))))
            return true;
        if (is_past_box)
            return false;
        is_past_box = at == b->box;
        at = html->nodes[at].parent;
    }
    return false;
}

static stm_par_kind kind_of(const stm_blocks *blocks, const stm_block *b)
{
    const stm_html *html = blocks->html;
    const stm_tag tag = (stm_tag)html->nodes[b->box].tag;
    const stm_tag above =
        html->nodes[b->box].parent == STM_NONE
            ? STM_TAG_DOCUMENT
            : (stm_tag)html->nodes[html->nodes[b->box].parent].tag;
    if (tag == STM_TAG_H1)
        return STM_PAR_TITLE;
    if (stm_tag_heading(tag) > 0 || stm_tag_heading(above) > 0)
        return STM_PAR_HEADING;
    if ((b->flags & STM_IN_QUOTE) != 0 || is_pull_quote(blocks, b))
        return STM_PAR_QUOTE;
    if ((b->flags & (STM_IN_CAPTION | STM_IN_FIGURE)) != 0 ||
        tag == STM_TAG_CAPTION || is_caption_by_name(blocks, b))
        return STM_PAR_CAPTION;
    if ((b->flags & STM_IN_LIST) != 0 &&
        (tag == STM_TAG_LI || tag == STM_TAG_DD || tag == STM_TAG_DT ||
         (b->flags & STM_IN_PARAGRAPH) != 0))
        return STM_PAR_LIST;
    return is_bold_line(blocks, b) && (b->flags & STM_IN_TABLE) == 0
               ? STM_PAR_HEADING
               : STM_PAR_BODY;
}

/* The table row that holds the block, or STM_NONE. */
static uint32_t row_of(const stm_blocks *blocks, const stm_block *b)
{
    if ((b->flags & STM_IN_TABLE) == 0)
        return STM_NONE;
    return stm_html_closest(blocks->html, b->box, STM_TAG_TR);
}

typedef struct joiner {
    const stm_blocks *blocks;
    stm_buf text;
    stm_paragraph *pars;
    uint32_t n;
    uint32_t row; /* of the paragraph before */
} joiner;

static void join_block(joiner *j, const stm_block *b)
{
    const stm_slice text = stm_span_text(b->text, j->blocks->text);
    const uint32_t row = row_of(j->blocks, b);
    if (row != STM_NONE && row == j->row) {
        stm_paragraph *p = &j->pars[j->n - 1];
        stm_buf_add(&j->text, STM_LIT(" | "));
        stm_buf_add(&j->text, text);
        p->span.end = stm_u32(j->text.len);
        p->from.begin = stm_min_u32(p->from.begin, b->from.begin);
        p->from.end = stm_max_u32(p->from.end, b->from.end);
        return;
    }
    j->row = row;
    if (j->text.len > 0)
        stm_buf_add(&j->text, STM_LIT("\n\n"));
    stm_paragraph *p = &j->pars[j->n++];
    p->span.begin = stm_u32(j->text.len);
    stm_buf_add(&j->text, text);
    p->span.end = stm_u32(j->text.len);
    p->from = b->from;
    p->kind = kind_of(j->blocks, b);
}

static stm_status join_blocks(const stm_blocks *blocks, const float *scores,
                              stm_arena *scratch, stm_arena *arena,
                              stm_article *out)
{
    joiner j = {.blocks = blocks, .row = STM_NONE};
    j.pars = stm_arena_alloc(scratch, blocks->n, sizeof(*j.pars));
    if (j.pars == NULL)
        return STM_ERR_NOMEM;
    stm_buf_init(&j.text, 4 * (size_t)STM_HTML_MAX_BYTES);
    for (uint32_t i = 0; i < blocks->n; i++) {
        if (scores[i] >= STM_KEEP_FROM)
            join_block(&j, &blocks->items[i]);
    }
    out->text = stm_arena_copy(arena, stm_buf_slice(&j.text));
    out->paragraphs = stm_arena_copy_array(arena, j.pars, j.n, sizeof(*j.pars));
    out->n_paragraphs = j.n;
    const bool failed = j.text.status != STM_OK || arena->failed;
    stm_buf_release(&j.text);
    return failed ? STM_ERR_NOMEM : STM_OK;
}

/*
 * Pages that a script fills show little or nothing, yet many carry their
 * article as JSON-LD: where that is at least this long and more than four
 * times what was kept, it is the text. `from` is then the whole script.
 */
enum { BODY_LEAST_BYTES = 600 };

static stm_status take_body(const stm_html *html, const stm_page_hints *hints,
                            stm_arena *arena, stm_article *out)
{
    const stm_slice body = hints->body;
    uint32_t cap = 1;
    for (size_t at = 0; at < body.len; at++)
        cap += body.ptr[at] == '\n';
    stm_paragraph *pars = stm_arena_alloc(arena, cap, sizeof(*pars));
    const stm_slice text = stm_arena_copy(arena, body);
    if (pars == NULL || arena->failed)
        return STM_ERR_NOMEM;
    const stm_html_node *script = &html->nodes[hints->body_at + 1];
    uint32_t n = 0;
    for (size_t at = 0; at < text.len;) {
        size_t end = stm_slice_find_byte(text, '\n', at);
        if (end == STM_SLICE_NPOS)
            end = text.len;
        const stm_slice line = stm_slice_trim(stm_slice_sub(text, at, end));
        if (line.len > 0) {
            const uint32_t begin = (uint32_t)(line.ptr - text.ptr);
            pars[n++] =
                (stm_paragraph){.span = {begin, begin + (uint32_t)line.len},
                                .from = {script->begin, script->end},
                                .kind = STM_PAR_BODY};
        }
        at = end + 1;
    }
    out->text = text;
    out->paragraphs = pars;
    out->n_paragraphs = n;
    return STM_OK;
}

static stm_status judge_and_join(const stm_blocks *blocks,
                                 const stm_page_hints *hints,
                                 stm_arena *scratch, stm_arena *arena,
                                 stm_article *out)
{
    stm_features features;
    float *scores;
    STM_TRY(stm_features_from_blocks(blocks, hints, scratch, &features));
    STM_TRY(stm_block_scores(blocks, &features, scratch, &scores));
    STM_TRY(join_blocks(blocks, scores, scratch, arena, out));
    const stm_page_verdict verdict =
        stm_page_verdict_of(blocks, &features, hints, scores);
    out->status = verdict.status;
    out->reason = verdict.reason;
    out->paywall = verdict.paywall;
    if (hints->body.len < BODY_LEAST_BYTES ||
        out->text.len > hints->body.len / 4)
        return STM_OK;
    out->status = STM_RECORD_OK;
    out->reason = STM_LIT("the text is the page's JSON-LD");
    out->paywall = false;
    return take_body(blocks->html, hints, arena, out);
}

stm_status stm_article_from_html(const stm_html *html, stm_arena *scratch,
                                 stm_arena *arena, stm_article *out)
{
    stm_blocks blocks;
    stm_page_hints hints;
    STM_TRY(stm_blocks_from_html(html, scratch, &blocks));
    stm_status status = stm_page_hints_from_html(html, scratch, &hints);
    if (status == STM_OK)
        status = judge_and_join(&blocks, &hints, scratch, arena, out);
    stm_page_hints_release(&hints);
    return status;
}

stm_status stm_article_from_fragment(const stm_html *html, stm_arena *scratch,
                                     stm_arena *arena, stm_article *out)
{
    stm_blocks blocks;
    STM_TRY(stm_blocks_from_html(html, scratch, &blocks));
    float *scores = stm_arena_alloc(scratch, blocks.n, sizeof(*scores));
    if (scores == NULL)
        return STM_ERR_NOMEM;
    for (uint32_t i = 0; i < blocks.n; i++)
        scores[i] = 1.0F;
    STM_TRY(join_blocks(&blocks, scores, scratch, arena, out));
    if (blocks.n == 0) {
        out->status = STM_RECORD_EMPTY;
        out->reason = STM_LIT("there is no text in it");
    }
    return STM_OK;
}
