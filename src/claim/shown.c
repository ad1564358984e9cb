#include "claim/shown.h"

#include "claim/clauses.h"

#include "base/banned.h"

/*
 * A neighbouring clause is shown too where it holds this share of what the
 * best one holds. Lower shows more; at 0 the whole sentence.
 */
static const float share_of_best = .25F;

/* In how many other units of the group each word stands, by weight. */
static float support(const stm_units *u, const uint32_t *counts, uint32_t word,
                     uint32_t n)
{
    return n < 2 ? 0
                 : u->word_weight[word] * (float)(counts[word] - 1) /
                       (float)(n - 1);
}

static uint32_t clause_of(const stm_clause *c, uint32_t n, uint32_t token)
{
    uint32_t at = 0;
    while (at + 1 < n && token >= c[at + 1].first_token)
        at++;
    return at;
}

static stm_span show_unit(const stm_pile *pile, const stm_claim_words *words,
                          const stm_units *units, const stm_unit *u,
                          const uint32_t *counts, uint32_t n_units)
{
    const stm_text *text = &pile->texts[u->article];
    stm_clause c[STM_CLAUSES_MAX];
    float held[STM_CLAUSES_MAX] = {0};
    const uint32_t n =
        stm_clauses_from_sentence(words, pile->articles[u->article].text, text,
                                  &text->sentences[u->sentence], c);
    for (uint32_t i = u->row; i < u->row_end; i++)
        held[clause_of(c, n, units->tokens[i])] +=
            support(units, counts, units->words[i], n_units);
    uint32_t best = 0;
    for (uint32_t i = 1; i < n; i++)
        if (held[i] > held[best])
            best = i;
    uint32_t first = best;
    uint32_t last = best;
    const float least = held[best] * share_of_best;
    while (first > 0 && held[first - 1] >= least)
        first--;
    while (last + 1 < n && held[last + 1] >= least)
        last++;
    return (stm_span){text->tokens[c[first].first_token].begin,
                      text->tokens[c[last].end_token - 1].end};
}

void stm_group_show(const stm_pile *pile, const stm_claim_words *words,
                    const stm_units *units, const stm_group *group,
                    uint32_t *counts, stm_span *spans)
{
    for (uint32_t i = 0; i < group->n_units; i++) {
        const stm_unit *u = &units->items[group->units[i]];
        for (uint32_t k = u->set; k < u->set_end; k++)
            counts[units->words[k]]++;
    }
    for (uint32_t i = 0; i < group->n_units; i++)
        spans[i] = show_unit(pile, words, units, &units->items[group->units[i]],
                             counts, group->n_units);
    for (uint32_t i = 0; i < group->n_units; i++) {
        const stm_unit *u = &units->items[group->units[i]];
        for (uint32_t k = u->set; k < u->set_end; k++)
            counts[units->words[k]] = 0;
    }
}
