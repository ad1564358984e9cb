#include "match/align.h"

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/map.h"
#include "base/size.h"
#include "match/anchors.h"

#include "base/banned.h"

/*
 * Greedy string tiling (Wise 1993) over anchors: the longest run of equal
 * words becomes a tile, then the longest of what is left uncovered. The
 * heaviest tiles that keep one order stay, the others are moved. Between two
 * that stay, a small alignment finds single words.
 */
enum {
    fill_max = 48,   /* words between two tiles that are aligned one by one */
    rounds_max = 16, /* times an anchor may be cut by others */
};

/* One side: the words of a text inside a span. */
typedef struct side {
    uint32_t *words; /* words[n] */
    stm_span *spans; /* spans[n] */
    bool *covered;   /* covered[n]: in a tile */
    uint32_t n;
} side;

typedef struct tile {
    uint32_t a;
    uint32_t b;
    uint32_t len;
    bool moved;
} tile;

typedef struct aligner {
    side a;
    side b;
    stm_anchors anchors;
    tile *tiles; /* tiles[n_tiles] */
    uint32_t n_tiles;
    uint32_t cap_tiles;
} aligner;

static bool is_inside(const stm_token *t, stm_span span)
{
    return t->kind != STM_TOKEN_MARK && t->begin >= span.begin &&
           t->end <= span.end;
}

static stm_status take_side(const stm_text *text, stm_span span, side *out)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < text->n_tokens; i++)
        n += is_inside(&text->tokens[i], span);
    out->words = stm_alloc(n, sizeof *out->words);
    out->spans = stm_alloc(n, sizeof *out->spans);
    out->covered = stm_alloc(n, sizeof *out->covered);
    if (out->words == NULL || out->spans == NULL || out->covered == NULL)
        return STM_ERR_NOMEM;
    for (uint32_t i = 0; i < text->n_tokens; i++) {
        const stm_token *t = &text->tokens[i];
        if (!is_inside(t, span))
            continue;
        out->words[out->n] = (uint32_t)(text->terms[i] >> 32);
        out->spans[out->n++] = (stm_span){t->begin, t->end};
    }
    return STM_OK;
}

static void free_side(side *s)
{
    stm_free(s->words);
    stm_free(s->spans);
    stm_free(s->covered);
}

static int compare_length(const void *x, const void *y)
{
    const stm_anchor *p = x;
    const stm_anchor *q = y;
    if (p->len != q->len)
        return p->len > q->len ? -1 : 1;
    if (p->a != q->a)
        return p->a < q->a ? -1 : 1;
    return p->b < q->b ? -1 : p->b > q->b;
}

static int compare_place(const void *x, const void *y)
{
    const tile *p = x;
    const tile *q = y;
    if (p->a != q->a)
        return p->a < q->a ? -1 : 1;
    return p->b < q->b ? -1 : p->b > q->b;
}

static void sort_tiles(aligner *al)
{
    if (al->n_tiles > 1)
        qsort(al->tiles, al->n_tiles, sizeof *al->tiles, compare_place);
}

static stm_status push_tile(aligner *al, uint32_t a, uint32_t b, uint32_t len)
{
    if (!stm_grow(&al->tiles, &al->cap_tiles, al->n_tiles + 1,
                  sizeof *al->tiles))
        return STM_ERR_NOMEM;
    al->tiles[al->n_tiles++] = (tile){a, b, len, false};
    memset(al->a.covered + a, true, len * sizeof *al->a.covered);
    memset(al->b.covered + b, true, len * sizeof *al->b.covered);
    return STM_OK;
}

/* The longest stretch of an anchor that no tile covers yet. */
static stm_anchor free_part(const aligner *al, stm_anchor x)
{
    stm_anchor best = {x.a, x.b, 0};
    uint32_t begin = 0;
    for (uint32_t k = 0; k <= x.len; k++) {
        const bool open =
            k < x.len && !al->a.covered[x.a + k] && !al->b.covered[x.b + k];
        if (open)
            continue;
        if (k - begin > best.len)
            best = (stm_anchor){x.a + begin, x.b + begin, k - begin};
        begin = k + 1;
    }
    return best;
}

/*
 * Takes the anchors longest first; one that others have cut is taken when
 * its turn by its new length comes: at the end of the longer ones.
 */
static stm_status lay_tiles(aligner *al)
{
    stm_anchor *items = al->anchors.items;
    uint32_t n = al->anchors.len;
    for (uint32_t round = 0; n > 0 && round < rounds_max; round++) {
        qsort(items, n, sizeof *items, compare_length);
        uint32_t cut = 0;
        for (uint32_t i = 0; i < n; i++) {
            const stm_anchor part = free_part(al, items[i]);
            if (part.len == items[i].len)
                STM_TRY(push_tile(al, part.a, part.b, part.len));
            else if (part.len >= STM_ANCHOR_WORDS)
                items[cut++] = part;
        }
        n = cut;
    }
    sort_tiles(al);
    return STM_OK;
}

/*
 * The heaviest ascending subsequence, weight by words: best[b] is kept in a
 * Fenwick tree of maxima over b.
 */
static stm_status mark_moved(aligner *al)
{
    const uint32_t n = al->n_tiles;
    const uint32_t size = al->b.n + 2;
    uint64_t *tree = stm_alloc(size, sizeof *tree); /* weight << 32 | tile+1 */
    uint32_t *before = stm_alloc(n, sizeof *before);
    if (tree == NULL || before == NULL) {
        stm_free(tree);
        stm_free(before);
        return STM_ERR_NOMEM;
    }
    uint64_t best = 0;
    for (uint32_t i = 0; i < n; i++) {
        tile *t = &al->tiles[i];
        t->moved = true;
        uint64_t top = 0;
        for (uint32_t k = t->b; k > 0; k -= k & (0u - k))
            top = tree[k] > top ? tree[k] : top;
        before[i] = (uint32_t)top;
        const uint64_t mine = ((top >> 32) + t->len) << 32 | (i + 1);
        best = mine > best ? mine : best;
        for (uint32_t k = t->b + 1; k < size; k += k & (0u - k))
            tree[k] = mine > tree[k] ? mine : tree[k];
    }
    for (uint32_t at = (uint32_t)best; at != 0; at = before[at - 1])
        al->tiles[at - 1].moved = false;
    stm_free(tree);
    stm_free(before);
    return STM_OK;
}

/* Longest common subsequence of two short stretches; single-word tiles. */
static stm_status fill(aligner *al, uint32_t a0, uint32_t a1, uint32_t b0,
                       uint32_t b1)
{
    uint8_t len[fill_max + 1][fill_max + 1];
    if (a1 <= a0 || b1 <= b0 || a1 - a0 > fill_max || b1 - b0 > fill_max)
        return STM_OK;
    const uint32_t n = a1 - a0;
    const uint32_t m = b1 - b0;
    memset(len, 0, sizeof len);
    for (uint32_t i = n; i-- > 0;)
        for (uint32_t j = m; j-- > 0;) {
            if (al->a.words[a0 + i] == al->b.words[b0 + j] &&
                !al->a.covered[a0 + i] && !al->b.covered[b0 + j])
                len[i][j] = (uint8_t)(len[i + 1][j + 1] + 1);
            else
                len[i][j] = len[i + 1][j] >= len[i][j + 1] ? len[i + 1][j]
                                                           : len[i][j + 1];
        }
    for (uint32_t i = 0, j = 0; i < n && j < m && len[i][j] > 0;) {
        if (al->a.words[a0 + i] == al->b.words[b0 + j] &&
            !al->a.covered[a0 + i] && !al->b.covered[b0 + j]) {
            STM_TRY(push_tile(al, a0 + i, b0 + j, 1));
            i++;
            j++;
        } else if (len[i + 1][j] >= len[i][j + 1]) {
            i++;
        } else {
            j++;
        }
    }
    return STM_OK;
}

static stm_status fill_between(aligner *al)
{
    const uint32_t n = al->n_tiles;
    uint32_t a = 0;
    uint32_t b = 0;
    for (uint32_t i = 0; i < n; i++) {
        const tile t = al->tiles[i];
        if (t.moved)
            continue;
        STM_TRY(fill(al, a, t.a, b, t.b));
        a = t.a + t.len;
        b = t.b + t.len;
    }
    STM_TRY(fill(al, a, al->a.n, b, al->b.n));
    sort_tiles(al);
    return STM_OK;
}

/* Tiles that touch on both sides are one run. */
static stm_status hand_over(const aligner *al, stm_arena *arena,
                            const stm_aligned **out, uint32_t *n_out)
{
    stm_aligned *runs = stm_arena_alloc(arena, al->n_tiles, sizeof *runs);
    if (runs == NULL)
        return STM_ERR_NOMEM;
    uint32_t n = 0;
    for (uint32_t i = 0; i < al->n_tiles; i++) {
        const tile *t = &al->tiles[i];
        const tile *p = i > 0 ? t - 1 : NULL;
        const uint32_t a_end = al->a.spans[t->a + t->len - 1].end;
        const uint32_t b_end = al->b.spans[t->b + t->len - 1].end;
        if (p != NULL && p->a + p->len == t->a && p->b + p->len == t->b &&
            p->moved == t->moved) {
            runs[n - 1].a.end = a_end;
            runs[n - 1].b.end = b_end;
            runs[n - 1].n_words += t->len;
            continue;
        }
        runs[n++] = (stm_aligned){
            .a = {al->a.spans[t->a].begin, a_end},
            .b = {al->b.spans[t->b].begin, b_end},
            .n_words = t->len,
            .moved = t->moved,
        };
    }
    *out = runs;
    *n_out = n;
    return STM_OK;
}

stm_status stm_aligned_from_spans(const stm_text *a_text, stm_span a_span,
                                  const stm_text *b_text, stm_span b_span,
                                  stm_arena *arena, const stm_aligned **out,
                                  uint32_t *n_out)
{
    aligner al = {0};
    stm_status status = take_side(a_text, a_span, &al.a);
    if (status == STM_OK)
        status = take_side(b_text, b_span, &al.b);
    if (status == STM_OK)
        status = stm_anchors_load(&al.anchors, al.a.words, al.a.n);
    if (status == STM_OK)
        status = stm_anchors_find(&al.anchors, al.b.words, al.b.n);
    if (status == STM_OK)
        status = lay_tiles(&al);
    if (status == STM_OK)
        status = mark_moved(&al);
    if (status == STM_OK)
        status = fill_between(&al);
    if (status == STM_OK)
        status = hand_over(&al, arena, out, n_out);
    free_side(&al.a);
    free_side(&al.b);
    stm_anchors_release(&al.anchors);
    stm_free(al.tiles);
    return status;
}
