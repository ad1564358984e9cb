/* Two reports side by side: left, what joins them, right. */
#include <string.h>

#include "base/size.h"
#include "match/align.h"
#include "report/desk.h"
#include "report/page.h"
#include "report/pairs.h"
#include "report/parts.h"
#include "report/report.h"
#include "report/say.h"

#include "base/banned.h"

#define PASSAGES_MAX 200u /* of one pair */

/* One side of a pair: its text, and which bytes both have. */
typedef struct text_side {
    uint32_t row;
    const stm_article *article;
    const stm_text *text;
    uint8_t *tint;    /* tint[text.len + 1] */
    uint32_t n_words; /* of the report that stand in the other */
} text_side;

typedef struct passage {
    stm_span left;
    stm_span right;
    uint32_t match;
    uint32_t longest; /* words in a row */
    bool moved;       /* out of the order of the others */
} passage;

typedef struct pair_view {
    const stm_view *view;
    text_side left;
    text_side right;
    passage *passages; /* by left */
    uint32_t n_passages;
} pair_view;

static void tint(const text_side *s, stm_span span)
{
    for (size_t i = span.begin; i < span.end && i < s->article->text.len; i++)
        s->tint[i] = 1;
}

static bool make_side(const stm_view *view, uint32_t row, stm_arena *arena,
                      text_side *out)
{
    *out = (text_side){.row = row, .article = stm_view_article(view, row)};
    if (view->pile->texts != NULL)
        out->text = &view->pile->texts[view->reports[row].article];
    out->tint = stm_arena_alloc(arena, out->article->text.len + 1, 1);
    return !arena->failed;
}

/* Tints the words that stand for one another in a passage. */
static bool align(pair_view *p, passage *g, stm_arena *arena)
{
    if (p->left.text == NULL) {
        tint(&p->left, g->left);
        tint(&p->right, g->right);
        return true;
    }
    const stm_aligned *runs = NULL;
    uint32_t n = 0;
    if (stm_aligned_from_spans(p->left.text, g->left, p->right.text, g->right,
                               arena, &runs, &n) != STM_OK)
        return false;
    for (uint32_t i = 0; i < n; i++) {
        if (runs[i].n_words > g->longest)
            g->longest = runs[i].n_words;
        tint(&p->left, runs[i].a);
        tint(&p->right, runs[i].b);
    }
    return true;
}

static uint32_t count_tinted(const text_side *s)
{
    uint32_t n = 0;
    for (uint32_t i = 0; s->text != NULL && i < s->text->n_tokens; i++) {
        if (s->text->tokens[i].kind != STM_TOKEN_MARK)
            n += s->tint[s->text->tokens[i].begin];
    }
    return n;
}

/* The longest run of passages in the same order on both sides stays. */
static void find_moved(pair_view *p, uint32_t *best, uint32_t *before)
{
    uint32_t last = STM_NONE;
    for (uint32_t i = 0; i < p->n_passages; i++) {
        const passage *g = &p->passages[i];
        const uint32_t own = g->right.end - g->right.begin;
        best[i] = own;
        before[i] = STM_NONE;
        for (uint32_t k = 0; k < i; k++) {
            if (p->passages[k].right.end <= g->right.begin &&
                p->passages[k].left.end <= g->left.begin &&
                best[k] + own > best[i]) {
                best[i] = best[k] + own;
                before[i] = k;
            }
        }
        if (last == STM_NONE || best[i] > best[last])
            last = i;
        p->passages[i].moved = true;
    }
    for (; last != STM_NONE; last = before[last])
        p->passages[last].moved = false;
}

static void add_passage(pair_view *p, const stm_view_wording *w)
{
    const stm_match *m = &p->view->pile->matches[w->match];
    const bool straight = m->a == p->view->reports[p->left.row].article;
    const passage item = {.left = straight ? m->a_span : m->b_span,
                          .right = straight ? m->b_span : m->a_span,
                          .match = w->match};
    uint32_t k = p->n_passages++;
    for (; k > 0 && p->passages[k - 1].left.begin > item.left.begin; k--)
        p->passages[k] = p->passages[k - 1];
    p->passages[k] = item;
}

static bool make_pair(const stm_view *view, const stm_pair *pair,
                      stm_arena *arena, pair_view *p)
{
    *p = (pair_view){.view = view};
    p->passages = stm_arena_alloc(arena, PASSAGES_MAX, sizeof *p->passages);
    uint32_t *best = stm_arena_alloc(arena, PASSAGES_MAX, sizeof *best);
    uint32_t *before = stm_arena_alloc(arena, PASSAGES_MAX, sizeof *before);
    if (!make_side(view, pair->a, arena, &p->left) ||
        !make_side(view, pair->b, arena, &p->right))
        return false;
    for (uint32_t i = stm_view_first_wording(view, pair->a);
         i < view->n_wordings && view->wordings[i].row == pair->a; i++) {
        if (view->wordings[i].other == pair->b && p->n_passages < PASSAGES_MAX)
            add_passage(p, &view->wordings[i]);
    }
    for (uint32_t i = 0; i < p->n_passages; i++) {
        if (!align(p, &p->passages[i], arena))
            return false;
    }
    find_moved(p, best, before);
    p->left.n_words = count_tinted(&p->left);
    p->right.n_words = count_tinted(&p->right);
    return true;
}

static size_t next_boundary(stm_slice text, size_t at)
{
    while (at < text.len && (text.ptr[at] & 0xC0) == 0x80)
        at++;
    return at < text.len ? at : text.len;
}

static void put_run(const text_side *s, size_t from, size_t to, stm_markup *out)
{
    const stm_slice text = s->article->text;
    while (from < to) {
        size_t end = from + 1;
        while (end < to && (s->tint[end] == s->tint[from] ||
                            (text.ptr[end] & 0xC0) == 0x80))
            end++;
        if (s->tint[from])
            STM_HTML(out, "<mark>");
        stm_markup_text(out, stm_slice_sub(text, from, end));
        if (s->tint[from])
            STM_HTML(out, "</mark>");
        from = end;
    }
}

static bool is_blank(stm_slice s)
{
    return stm_slice_trim(s).len == 0;
}

/* The read paragraphs within a span, each a <p>; how many there were. */
static uint32_t put_text(const text_side *s, stm_span span, stm_markup *out)
{
    const stm_article *a = s->article;
    uint32_t n = 0;
    for (uint32_t i = 0; i < a->n_paragraphs; i++) {
        const stm_paragraph *par = &a->paragraphs[i];
        const size_t from =
            next_boundary(a->text, stm_max_u32(par->span.begin, span.begin));
        const size_t to =
            next_boundary(a->text, stm_min_u32(par->span.end, span.end));
        if (!stm_par_is_read(par->kind) || from >= to ||
            is_blank(stm_slice_sub(a->text, from, to)))
            continue;
        STM_HTML(out, "<p dir=\"auto\"");
        if (a->language.len > 0 && a->language.len < 12)
            STM_HTML_ATTR(out, "lang", a->language);
        STM_HTML(out, ">");
        put_run(s, from, to, out);
        STM_HTML(out, "</p>");
        n++;
    }
    return n;
}

static bool has_text(const text_side *s, stm_span span)
{
    for (uint32_t i = 0; i < s->article->n_paragraphs; i++) {
        const stm_paragraph *par = &s->article->paragraphs[i];
        const uint32_t from = stm_max_u32(par->span.begin, span.begin);
        const uint32_t to = stm_min_u32(par->span.end, span.end);
        if (stm_par_is_read(par->kind) && from < to &&
            !is_blank(stm_slice_sub(s->article->text, from, to)))
            return true;
    }
    return false;
}

static void open_cell(const pair_view *p, const text_side *s, bool cut,
                      stm_markup *out)
{
    if (cut)
        STM_HTML(out, "<div class=\"c cut\" data-r=\"");
    else
        STM_HTML(out, "<div class=\"c\" data-r=\"");
    stm_put_siglum(p->view, s->row, out);
    STM_HTML(out, "\">");
}

/* What stands between two passages, on either side. */
static void put_between(const pair_view *p, stm_span left, stm_span right,
                        stm_markup *out)
{
    const bool in_left = has_text(&p->left, left);
    const bool in_right = has_text(&p->right, right);
    if (p->view->opts->quote_only || (!in_left && !in_right))
        return;
    STM_HTML(out, "<div class=\"pr\">");
    if (in_left) {
        open_cell(p, &p->left, true, out);
        put_text(&p->left, left, out);
        STM_HTML(out, "</div>");
    } else {
        STM_HTML(out, "<div class=\"e\"></div>");
    }
    STM_HTML(out, "<div class=\"j whole\"><span class=\"kd\">");
    if (in_left && in_right) {
        STM_HTML(out, "not in common");
    } else {
        STM_HTML(out, "only in ");
        stm_put_siglum(p->view, in_left ? p->left.row : p->right.row, out);
    }
    STM_HTML(out, "</span></div>");
    if (in_right) {
        open_cell(p, &p->right, true, out);
        put_text(&p->right, right, out);
        STM_HTML(out, "</div>");
    } else {
        STM_HTML(out, "<div class=\"e\"></div>");
    }
    STM_HTML(out, "</div>\n");
}

static void put_passage(const pair_view *p, uint32_t number, const passage *g,
                        stm_markup *out)
{
    const stm_match *m = &p->view->pile->matches[g->match];
    STM_HTML(out, "<div class=\"pr\">");
    open_cell(p, &p->left, false, out);
    put_text(&p->left, g->left, out);
    if (m->kind == STM_MATCH_REPRINT)
        STM_HTML(out, "</div><div class=\"j reprint\"><b>");
    else
        STM_HTML(out, "</div><div class=\"j rewrite\"><b>");
    stm_markup_u64(out, number);
    if (m->kind == STM_MATCH_REPRINT)
        STM_HTML(out, "</b><span class=\"kd\">reprinted</span>");
    else
        STM_HTML(out, "</b><span class=\"kd\">rewritten</span>");
    if (g->longest > 1) {
        stm_say_words(out, g->longest, STM_LIT("word"), STM_LIT("words"));
        STM_HTML(out, " in a row");
    }
    STM_HTML(out, "</div>");
    open_cell(p, &p->right, false, out);
    put_text(&p->right, g->right, out);
    STM_HTML(out, "</div></div>\n");
}

/* Passages that stand elsewhere in the other text: told at the end. */
static void put_moved(const pair_view *p, stm_markup *out)
{
    for (uint32_t i = 0; i < p->n_passages; i++) {
        const passage *g = &p->passages[i];
        if (!g->moved)
            continue;
        STM_HTML(out, "<div class=\"pr\">");
        open_cell(p, &p->left, false, out);
        put_text(&p->left, g->left, out);
        STM_HTML(out, "</div><div class=\"j rewrite\"><b>");
        stm_markup_u64(out, i + 1);
        STM_HTML(out, "</b><span class=\"kd\">moved</span>stands elsewhere in "
                      "the order of the other</div>");
        open_cell(p, &p->right, false, out);
        put_text(&p->right, g->right, out);
        STM_HTML(out, "</div></div>\n");
    }
}

static void put_heading(const pair_view *p, const text_side *s, stm_markup *out)
{
    STM_HTML(out, "<div>");
    stm_put_sheet(p->view, s->row, out);
    STM_HTML(out, "<div><p class=\"kick\">");
    stm_markup_bdi(out, stm_view_outlet_name(p->view, s->row));
    STM_HTML(out, " · ");
    if (s->article->published.precision == STM_DATE_NONE)
        STM_NOT_MEASURED(out, "day not known");
    else
        stm_say_moment(out, s->article->published);
    STM_HTML(out, "</p><h3 dir=\"auto\">");
    const bool linked = !p->view->opts->is_alone;
    if (linked) {
        STM_HTML(out, "<a href=\"");
        stm_put_story_file(p->view->pile, p->view->story_index, out);
        STM_HTML(out, "#");
        stm_put_siglum(p->view, s->row, out);
        STM_HTML(out, "\">");
    }
    if (s->article->title.len > 0)
        stm_markup_text(out, s->article->title);
    else
        STM_HTML(out, "Without a headline");
    if (linked)
        STM_HTML(out, "</a>");
    STM_HTML(out, "</h3></div></div>");
}

static void put_rows(const pair_view *p, stm_markup *out)
{
    stm_span left = {0, 0};
    stm_span right = {0, 0};
    for (uint32_t i = 0; i < p->n_passages; i++) {
        const passage *g = &p->passages[i];
        if (g->moved)
            continue;
        left.end = g->left.begin;
        right.end = g->right.begin;
        put_between(p, left, right, out);
        put_passage(p, i + 1, g, out);
        left.begin = g->left.end;
        right.begin = g->right.end;
    }
    left.end = stm_u32(p->left.article->text.len);
    right.end = stm_u32(p->right.article->text.len);
    put_between(p, left, right, out);
    put_moved(p, out);
}

static void put_pair(const pair_view *p, stm_markup *out)
{
    const stm_view *view = p->view;
    STM_HTML(out, "<section class=\"main pair\" id=\"");
    stm_put_siglum(view, p->left.row, out);
    STM_HTML(out, "-");
    stm_put_siglum(view, p->right.row, out);
    STM_HTML(out, "\"><h2>");
    stm_put_siglum(view, p->left.row, out);
    STM_HTML(out, " beside ");
    stm_put_siglum(view, p->right.row, out);
    STM_HTML(out, "</h2>\n<p class=\"lede\"><strong>");
    stm_say_digits(out, p->right.n_words);
    STM_HTML(out, " of ");
    stm_put_siglum(view, p->right.row, out);
    STM_HTML(out, "’s ");
    stm_say_count(out, view->reports[p->right.row].n_words, STM_LIT("word"),
                  STM_LIT("words"));
    STM_HTML(out, " stand in ");
    stm_put_siglum(view, p->left.row, out);
    STM_HTML(out, "</strong>, ");
    stm_say_digits(out, p->left.n_words);
    STM_HTML(out, " of ");
    stm_put_siglum(view, p->left.row, out);
    STM_HTML(out, "’s ");
    stm_say_digits(out, view->reports[p->left.row].n_words);
    STM_HTML(out, " in ");
    stm_put_siglum(view, p->right.row, out);
    STM_HTML(out, ", in ");
    stm_say_words(out, p->n_passages, STM_LIT("passage"), STM_LIT("passages"));
    STM_HTML(out, ".</p>\n<div class=\"al\">\n<div class=\"hd\">");
    put_heading(p, &p->left, out);
    STM_HTML(out, "<span></span>");
    put_heading(p, &p->right, out);
    STM_HTML(out, "</div>\n");
    put_rows(p, out);
    STM_HTML(out, "</div></section>\n");
}

static void put_bar(const stm_view *view, stm_markup *out)
{
    if (view->opts->is_alone && view->opts->is_served) {
        STM_HTML(out, "<header class=\"top\"><b><a href=\"/\">Stemma</a></b> "
                      "<span>");
        stm_desk_put_links(out);
        STM_HTML(out, "</span></header>\n");
        return;
    }
    if (view->opts->is_alone) {
        STM_HTML(out, "<header class=\"top\"><b>Stemma</b></header>\n");
        return;
    }
    STM_HTML(out, "<header class=\"top\"><b><a href=\"index.html\">Stemma</a>"
                  "</b> <span>Pile “");
    stm_put_pile_title(view->pile, view->opts, out);
    STM_HTML(out, "”</span> <span><a href=\"");
    stm_put_story_file(view->pile, view->story_index, out);
    STM_HTML(out, "\">Back to the story</a></span></header>\n");
}

static void put_head(const stm_view *view, uint32_t n, stm_markup *out)
{
    stm_page_begin_title(out);
    STM_HTML(out, "Side by side: ");
    stm_markup_text(out, view->story->title);
    stm_page_end_title(out);
    STM_PAGE_BODY(out, "p-aligned", "To the texts");
    put_bar(view, out);
    STM_HTML(out, "<main id=\"main\">\n<h1 dir=\"auto\">");
    stm_markup_text(out, view->story->title);
    STM_HTML(out, "</h1>\n<p class=\"deck\">");
    const bool is_asked = view->opts->is_alone && view->opts->is_served;
    if (!is_asked)
        stm_say_number_capital(out, n);
    if (is_asked)
        STM_HTML(out, "Both scroll as one. ");
    else if (n == 1)
        STM_HTML(out, " pair of reports that a line joins or that share most "
                      "words. ");
    else
        STM_HTML(out, " pairs of reports that a line joins or that share most "
                      "words. ");
    STM_HTML(out, "On tint <mark>the words that both have</mark>; words off "
                  "the tint are one report’s own. A thick line joins a "
                  "reprint, a thin one a rewrite. Passages in the same order "
                  "are lined up; those that moved stand at the end.");
    if (view->opts->quote_only)
        STM_HTML(out, " Only the shared passages are shown.");
    STM_HTML(out, "</p>\n");
}

static void put_list(const stm_view *view, const stm_pair *pairs, uint32_t n,
                     stm_markup *out)
{
    STM_HTML(out, "<nav aria-label=\"Pairs\" class=\"pairs\">");
    for (uint32_t i = 0; i < n; i++) {
        STM_HTML(out, "<a href=\"");
        stm_put_pair_link(view, &pairs[i], out);
        STM_HTML(out, "\">");
        stm_put_siglum(view, pairs[i].a, out);
        STM_HTML(out, " beside ");
        stm_put_siglum(view, pairs[i].b, out);
        STM_HTML(out, "</a> ");
    }
    STM_HTML(out, "</nav>\n");
}

/* With `is_couple` the first two reports alone, whatever they share. */
static bool put_page(const stm_view *view, bool is_couple, stm_markup *out)
{
    stm_arena arena;
    stm_arena_init(&arena, SIZE_MAX);
    stm_pair *pairs = NULL;
    uint32_t n = 0;
    bool ok = stm_pairs_of_view(view, &arena, &pairs, &n);
    stm_pair couple = {0, 1, 0};
    if (is_couple) {
        pairs = &couple;
        n = 1;
    }
    if (ok && n > 0) {
        put_head(view, n, out);
        if (!is_couple)
            put_list(view, pairs, n, out);
        stm_arena scratch;
        stm_arena_init(&scratch, SIZE_MAX);
        for (uint32_t i = 0; i < n && ok; i++) {
            pair_view p;
            ok = make_pair(view, &pairs[i], &scratch, &p);
            if (ok)
                put_pair(&p, out);
            stm_arena_clear(&scratch);
        }
        stm_arena_release(&scratch);
        STM_HTML(out, "</main>\n");
        stm_page_end(out, view->pile);
    }
    if (!ok)
        stm_markup_fail(out);
    stm_arena_release(&arena);
    return n > 0;
}

bool stm_report_aligned(const stm_pile *pile, uint32_t story,
                        const stm_report_opts *opts, stm_buf *out)
{
    stm_markup html;
    stm_markup_init(&html, out);
    stm_view view;
    bool any = false;
    if (stm_view_init(&view, pile, story, opts))
        any = put_page(&view, false, &html);
    else
        stm_markup_fail(&html);
    stm_view_release(&view);
    return any;
}

void stm_report_beside(const stm_pile *pile, const stm_report_opts *opts,
                       stm_buf *out)
{
    stm_markup html;
    stm_markup_init(&html, out);
    stm_view view;
    if (stm_view_init(&view, pile, 0, opts))
        (void)put_page(&view, true, &html);
    else
        stm_markup_fail(&html);
    stm_view_release(&view);
}

void stm_report_aligned_file(const stm_pile *pile, uint32_t story, stm_buf *out)
{
    stm_markup html;
    stm_markup_init(&html, out);
    stm_put_aligned_file(pile, story, &html);
}
