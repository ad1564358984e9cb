/*
 * Shared wording as passim's clusters (Smith, Cordell and Mullen 2015):
 * spans of one article that lie over each other are one, the two sides of a
 * match are of one cluster.
 */
#include <stdlib.h>

#include "base/alloc.h"
#include "base/json_writer.h"
#include "base/utf8.h"
#include "export/export.h"

#include "base/banned.h"

/* One side of a match. */
typedef struct side {
    uint32_t article;
    stm_span span;
    uint32_t match; /* twice its index, and one more for the second side */
} side;

typedef struct joining {
    const stm_pile *pile;
    side *sides; /* sides[n], by article, then place */
    uint32_t n;
    uint32_t *root; /* root[n]: by union-find, the lowest side leads */
    uint32_t *at;   /* at[n]: where a side of a match lies in sides */
    uint32_t *size; /* size[n]: passages of the cluster of that root */
    uint32_t *name; /* name[n]: the cluster's number, from 1 */
} joining;

static int compare_sides(const void *a, const void *b)
{
    const side *x = a;
    const side *y = b;
    if (x->article != y->article)
        return x->article < y->article ? -1 : 1;
    if (x->span.begin != y->span.begin)
        return x->span.begin < y->span.begin ? -1 : 1;
    if (x->span.end != y->span.end)
        return x->span.end > y->span.end ? -1 : 1;
    return x->match < y->match ? -1 : x->match > y->match;
}

static uint32_t root_of(const joining *j, uint32_t i)
{
    while (j->root[i] != i) {
        j->root[i] = j->root[j->root[i]];
        i = j->root[i];
    }
    return i;
}

static void unite(joining *j, uint32_t a, uint32_t b)
{
    a = root_of(j, a);
    b = root_of(j, b);
    if (a < b)
        j->root[b] = a;
    else
        j->root[a] = b;
}

/* True where half of the shorter span lies in the other. */
static bool is_over(stm_span a, stm_span b)
{
    const uint32_t shared = stm_span_overlap(a, b);
    const uint32_t one = a.end - a.begin;
    const uint32_t two = b.end - b.begin;
    return shared > 0 && 2 * (uint64_t)shared >= (one < two ? one : two);
}

static bool fill(joining *j)
{
    const stm_pile *p = j->pile;
    if (p->n_matches > UINT32_MAX / 2 - 1)
        return false;
    j->n = 2 * p->n_matches;
    j->sides = stm_alloc((size_t)j->n + 1, sizeof *j->sides);
    j->root = stm_alloc((size_t)j->n + 1, sizeof *j->root);
    j->at = stm_alloc((size_t)j->n + 1, sizeof *j->at);
    j->size = stm_alloc((size_t)j->n + 1, sizeof *j->size);
    j->name = stm_alloc((size_t)j->n + 1, sizeof *j->name);
    if (j->sides == NULL || j->root == NULL || j->at == NULL ||
        j->size == NULL || j->name == NULL)
        return false;
    for (uint32_t i = 0; i < p->n_matches; i++) {
        const stm_match *m = &p->matches[i];
        j->sides[2 * i] = (side){m->a, m->a_span, 2 * i};
        j->sides[2 * i + 1] = (side){m->b, m->b_span, 2 * i + 1};
    }
    qsort(j->sides, j->n, sizeof *j->sides, compare_sides);
    for (uint32_t i = 0; i < j->n; i++) {
        j->root[i] = i;
        j->at[j->sides[i].match] = i;
    }
    return true;
}

/*
 * Each side is compared with the widest of its article's sides so far: one
 * pass, as a passage that lies over two lies over the one that reaches on.
 */
static void join(joining *j)
{
    uint32_t widest = 0;
    for (uint32_t i = 1; i < j->n; i++) {
        const side *s = &j->sides[i];
        const side *w = &j->sides[widest];
        if (s->article == w->article && is_over(s->span, w->span))
            unite(j, i, widest);
        if (s->article != w->article || s->span.end >= w->span.end)
            widest = i;
    }
    for (uint32_t i = 0; i < j->pile->n_matches; i++)
        unite(j, j->at[2 * i], j->at[2 * i + 1]);
}

/*
 * The end of the passage that begins at sides[i]: those of its article and
 * cluster that go on from it. STM_NONE where one before took it in.
 */
static uint32_t passage_end(const joining *j, uint32_t i)
{
    const side *s = &j->sides[i];
    const uint32_t root = root_of(j, i);
    uint32_t end = s->span.end;
    enum { LOOK = 64 }; /* sides beside it that are looked at */
    for (uint32_t k = i; k > 0 && i - k < LOOK; k--) {
        const side *before = &j->sides[k - 1];
        if (before->article != s->article)
            break;
        if (root_of(j, k - 1) == root && before->span.end >= s->span.begin)
            return STM_NONE;
    }
    for (uint32_t k = i + 1; k < j->n; k++) {
        const side *next = &j->sides[k];
        if (next->article != s->article || next->span.begin > end)
            break;
        if (root_of(j, k) == root && next->span.end > end)
            end = next->span.end;
    }
    return end;
}

static void put_passage(const joining *j, uint32_t i, uint32_t end,
                        stm_buf *out)
{
    const side *s = &j->sides[i];
    const stm_article *a = &j->pile->articles[s->article];
    const uint32_t root = root_of(j, i);
    const uint64_t before =
        stm_utf8_count(stm_slice_sub(a->text, 0, s->span.begin));
    const stm_slice text = stm_slice_sub(a->text, s->span.begin, end);
    stm_json json;
    stm_json_init(&json, out);
    stm_json_object(&json);
    stm_json_put_u64(&json, STM_LIT("cluster"), j->name[root]);
    stm_json_put_u64(&json, STM_LIT("size"), j->size[root]);
    stm_json_put_string(&json, STM_LIT("id"), a->id);
    stm_json_put_string(&json, STM_LIT("series"), a->outlet);
    stm_buf day;
    stm_buf_init(&day, 64);
    stm_date_format(a->published, &day);
    stm_json_put_string(&json, STM_LIT("date"), stm_buf_slice(&day));
    stm_buf_release(&day);
    stm_json_put_string(&json, STM_LIT("title"), a->title);
    stm_json_put_u64(&json, STM_LIT("begin"), before);
    stm_json_put_u64(&json, STM_LIT("end"), before + stm_utf8_count(text));
    stm_json_put_string(&json, STM_LIT("text"), text);
    stm_json_end_object(&json);
    stm_buf_byte(out, '\n');
}

void stm_export_passim(const stm_pile *pile, stm_buf *out)
{
    joining j = {.pile = pile};
    if (fill(&j)) {
        join(&j);
        for (uint32_t i = 0; i < j.n; i++)
            if (passage_end(&j, i) != STM_NONE)
                j.size[root_of(&j, i)]++;
        uint32_t names = 0;
        for (uint32_t i = 0; i < j.n; i++)
            if (j.root[i] == i)
                j.name[i] = ++names;
        for (uint32_t i = 0; i < j.n; i++) {
            const uint32_t end = passage_end(&j, i);
            if (end != STM_NONE)
                put_passage(&j, i, end, out);
        }
    } else {
        out->status = STM_ERR_NOMEM;
    }
    stm_free(j.name);
    stm_free(j.size);
    stm_free(j.at);
    stm_free(j.root);
    stm_free(j.sides);
}
