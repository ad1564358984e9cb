#include "report/pairs.h"

#include "base/size.h"
#include "report/page.h"

#include "base/banned.h"

const stm_pair *stm_pair_find(const stm_pair *pairs, uint32_t n, uint32_t a,
                              uint32_t b)
{
    const uint32_t low = a < b ? a : b;
    const uint32_t high = a < b ? b : a;
    for (uint32_t i = 0; i < n; i++) {
        if (pairs[i].a == low && pairs[i].b == high)
            return &pairs[i];
    }
    return NULL;
}

/* Words that `row` shares with each other row. */
static void count_words(const stm_view *view, uint32_t row, uint32_t *words)
{
    for (uint32_t i = 0; i < view->n_reports; i++)
        words[i] = 0;
    for (uint32_t i = stm_view_first_wording(view, row);
         i < view->n_wordings && view->wordings[i].row == row; i++) {
        const stm_view_wording *w = &view->wordings[i];
        words[w->other] += view->pile->matches[w->match].n_words;
    }
}

/* Enters a pair once, keeping the best by words. */
static void enter(stm_pair *pairs, uint32_t *n, uint32_t a, uint32_t b,
                  uint32_t n_words)
{
    if (n_words == 0 || stm_pair_find(pairs, *n, a, b) != NULL)
        return;
    if (*n == STM_PAIRS_MAX) {
        if (pairs[*n - 1].n_words >= n_words)
            return;
        (*n)--;
    }
    uint32_t k = (*n)++;
    for (; k > 0 && pairs[k - 1].n_words < n_words; k--)
        pairs[k] = pairs[k - 1];
    pairs[k] = (stm_pair){a < b ? a : b, a < b ? b : a, n_words};
}

bool stm_pairs_of_view(const stm_view *view, stm_arena *arena, stm_pair **out,
                       uint32_t *n_out)
{
    stm_pair *pairs = stm_arena_alloc(arena, STM_PAIRS_MAX, sizeof *pairs);
    uint32_t *words = stm_arena_alloc(arena, view->n_reports, sizeof *words);
    *out = pairs;
    *n_out = 0;
    if (arena->failed)
        return false;
    for (uint32_t row = 0; row < view->n_reports; row++) {
        count_words(view, row, words);
        uint32_t best = STM_NONE;
        for (uint32_t i = 0; i < view->n_reports; i++) {
            if (words[i] > 0 && (best == STM_NONE || words[i] > words[best]))
                best = i;
        }
        if (best != STM_NONE)
            enter(pairs, n_out, row, best, words[best]);
        for (uint32_t i = 0; i < view->n_edges; i++) {
            const stm_edge *e = &view->pile->edges[view->edges[i]];
            if (stm_view_row(view, e->to) != row || e->from == STM_NONE)
                continue;
            const uint32_t from = stm_view_row(view, e->from);
            if (from != STM_NONE && from != row)
                enter(pairs, n_out, row, from, words[from]);
        }
    }
    return true;
}

void stm_put_pair_link(const stm_view *view, const stm_pair *pair,
                       stm_markup *out)
{
    if (!view->opts->is_alone)
        stm_put_aligned_file(view->pile, view->story_index, out);
    STM_HTML(out, "#");
    stm_put_siglum(view, pair->a, out);
    STM_HTML(out, "-");
    stm_put_siglum(view, pair->b, out);
}
