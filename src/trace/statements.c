#include "trace/statements.h"

#include <stdlib.h>

#include "base/alloc.h"
#include "trace/merges.h"

#include "base/banned.h"

/* A rewrite of less than this chance may be of another text. */
static const float sure_rewrite = 0.5f;

/* One passage both sides of which one voice is named for. */
typedef struct heard {
    uint32_t speaker;
    uint32_t match;
    uint32_t article;
    uint32_t bytes; /* of the article's side that are attributed */
    stm_span at;
    bool direct;
} heard;

typedef struct listener {
    const stm_pile *pile;
    uint32_t *at; /* at[n_articles + 1], into the pile's attributions */
    heard *items; /* on the heap */
    uint32_t n;
    uint32_t cap;
    bool failed;
} listener;

static bool index_attributions(listener *l, stm_arena *arena)
{
    const stm_pile *pile = l->pile;
    l->at = stm_arena_alloc(arena, pile->n_articles + 1u, sizeof *l->at);
    if (l->at == NULL)
        return false;
    uint32_t next = 0;
    for (uint32_t i = 0; i < pile->n_attributions; i++)
        while (next <= pile->attributions[i].article)
            l->at[next++] = i;
    while (next <= pile->n_articles)
        l->at[next++] = pile->n_attributions;
    return true;
}

/* Bytes of `span` that the attribution gives as content. */
static uint32_t inside(const stm_attribution *t, stm_span span)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < t->n_content; i++)
        n += stm_span_overlap(t->content[i], span);
    return n;
}

/* The known voice that most of the passage's side is given to, or NULL. */
static const stm_attribution *who_says(const listener *l, uint32_t article,
                                       stm_span span, uint32_t *bytes)
{
    const stm_attribution *best = NULL;
    *bytes = 0;
    for (uint32_t i = l->at[article]; i < l->at[article + 1]; i++) {
        const stm_attribution *t = &l->pile->attributions[i];
        const uint32_t n = inside(t, span);
        if (t->speaker == STM_NONE || 2 * n < span.end - span.begin ||
            n <= *bytes)
            continue;
        best = t;
        *bytes = n;
    }
    return best;
}

static void keep(listener *l, heard h)
{
    if (!stm_grow(&l->items, &l->cap, l->n + 1, sizeof *l->items)) {
        l->failed = true;
        return;
    }
    l->items[l->n++] = h;
}

static void hear(listener *l, uint32_t number)
{
    const stm_match *m = &l->pile->matches[number];
    if (m->kind != STM_MATCH_REPRINT && m->score < sure_rewrite)
        return;
    uint32_t in_a;
    uint32_t in_b;
    const stm_attribution *a = who_says(l, m->a, m->a_span, &in_a);
    const stm_attribution *b = who_says(l, m->b, m->b_span, &in_b);
    if (a == NULL || b == NULL)
        return;
    const uint32_t voice = stm_speaker_voice(l->pile->speakers, a->speaker);
    if (voice != stm_speaker_voice(l->pile->speakers, b->speaker) ||
        !stm_speaker_is_known(&l->pile->speakers[voice]))
        return;
    keep(l, (heard){voice, number, m->a, in_a, m->a_span,
                    a->type != STM_SPEECH_INDIRECT});
    keep(l, (heard){voice, number, m->b, in_b, m->b_span,
                    b->type != STM_SPEECH_INDIRECT});
}

static int by_speaker_article(const void *x, const void *y)
{
    const heard *a = x;
    const heard *b = y;
    if (a->speaker != b->speaker)
        return a->speaker < b->speaker ? -1 : 1;
    if (a->article != b->article)
        return a->article < b->article ? -1 : 1;
    return a->match < b->match ? -1 : a->match > b->match;
}

static int by_number(const void *x, const void *y)
{
    const uint32_t a = *(const uint32_t *)x;
    const uint32_t b = *(const uint32_t *)y;
    return a < b ? -1 : a > b;
}

/* Newsrooms among the carriers, counted up to two. */
static bool are_two_newsrooms(const stm_pile *pile, const uint32_t *text_of,
                              const stm_quoting *of, uint32_t n)
{
    const uint32_t first = of[0].article;
    for (uint32_t i = 1; i < n; i++) {
        const uint32_t other = of[i].article;
        const bool one_text =
            text_of[first] != STM_NONE && text_of[first] == text_of[other];
        const bool one_outlet = pile->articles[first].outlet.len > 0 &&
                                stm_slice_ieq(pile->articles[first].outlet,
                                              pile->articles[other].outlet);
        if (!one_text && !one_outlet)
            return true;
    }
    return false;
}

/* The carriers among items[n] of one speaker, which are by article. */
static uint32_t list_carriers(const stm_pile *pile, const heard *items,
                              uint32_t n, stm_quoting *out)
{
    uint32_t at = 0;
    for (uint32_t i = 0; i < n; i++) {
        const heard *h = &items[i];
        if (at == 0 || out[at - 1].article != h->article)
            out[at++] = (stm_quoting){.article = h->article};
        stm_quoting *q = &out[at - 1];
        const size_t whole = pile->articles[h->article].text.len;
        const float share = whole == 0 ? 0.0f : (float)h->bytes / (float)whole;
        /* the longest alone: passages of several pairs overlap */
        if (share > q->share) {
            q->share = share;
            q->at = h->at;
        }
        q->direct |= h->direct;
    }
    return at;
}

static uint32_t list_matches(const heard *items, uint32_t n, uint32_t *out)
{
    for (uint32_t i = 0; i < n; i++)
        out[i] = items[i].match;
    qsort(out, n, sizeof *out, by_number);
    uint32_t kept = 0;
    for (uint32_t i = 0; i < n; i++)
        if (kept == 0 || out[kept - 1] != out[i])
            out[kept++] = out[i];
    return kept;
}

static bool list_statements(const listener *l, const uint32_t *text_of,
                            stm_arena *arena, stm_statement_list *out)
{
    *out = (stm_statement_list){
        .items = stm_arena_alloc(arena, l->n, sizeof *out->items)};
    for (uint32_t i = 0; i < l->n && !arena->failed;) {
        uint32_t end = i + 1;
        while (end < l->n && l->items[end].speaker == l->items[i].speaker)
            end++;
        stm_quoting *of = stm_arena_alloc(arena, end - i, sizeof *of);
        uint32_t *matches = stm_arena_alloc(arena, end - i, sizeof *matches);
        if (arena->failed)
            return false;
        const uint32_t n = list_carriers(l->pile, &l->items[i], end - i, of);
        if (are_two_newsrooms(l->pile, text_of, of, n))
            out->items[out->n++] = (stm_statement){
                .speaker = l->items[i].speaker,
                .articles = of,
                .n_articles = n,
                .matches = matches,
                .n_matches = list_matches(&l->items[i], end - i, matches)};
        i = end;
    }
    return !arena->failed;
}

bool stm_statements_from_pairs(const stm_pile *pile, const stm_shares *shares,
                               const uint32_t *pairs, uint32_t n_pairs,
                               const uint32_t *text_of, stm_arena *arena,
                               stm_statement_list *out)
{
    listener l = {.pile = pile};
    *out = (stm_statement_list){0};
    if (!index_attributions(&l, arena))
        return false;
    for (uint32_t i = 0; i < n_pairs && !l.failed; i++) {
        const stm_shared *s = &shares->items[pairs[i]];
        for (uint32_t k = 0; k < s->n_matches; k++)
            hear(&l, shares->matches[s->first_match + k]);
    }
    bool ok = !l.failed;
    if (ok && l.n > 0) {
        qsort(l.items, l.n, sizeof *l.items, by_speaker_article);
        ok = list_statements(&l, text_of, arena, out);
    }
    stm_free(l.items);
    return ok;
}
