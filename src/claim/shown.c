#include "claim/shown.h"

#include "claim/clauses.h"

#include "base/banned.h"

/*
 * A neighbouring clause is shown too where it holds this share of what the
 * best one holds. Link F1 on the development stories: .702 at 0 (the whole
 * sentence), .697 at .03, .661 at .25, .515 for the best clause alone, as a
 * sentence pair often shares two claims.
 */
static const float span_share = .03F;
static const float core_share = .5F;

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

/* The clauses around the best that hold `share` of what it holds. */
static stm_span reach(const stm_text *text, const stm_clause *c, uint32_t n,
                      const float *held, float share)
{
    uint32_t best = 0;
    for (uint32_t i = 1; i < n; i++)
        if (held[i] > held[best])
            best = i;
    uint32_t first = best;
    uint32_t last = best;
    const float least = held[best] * share;
    while (first > 0 && held[first - 1] >= least)
        first--;
    while (last + 1 < n && held[last + 1] >= least)
        last++;
    return (stm_span){text->tokens[c[first].first_token].begin,
                      text->tokens[c[last].end_token - 1].end};
}

typedef struct showing {
    const stm_pile *pile;
    const stm_claim_words *words;
    const stm_units *units;
    const uint32_t *counts;
    const uint32_t *common;
    uint32_t n_units;
} showing;

static stm_part show_unit(const showing *s, const stm_unit *u)
{
    const stm_text *text = &s->pile->texts[u->article];
    stm_clause c[STM_CLAUSES_MAX];
    float held[STM_CLAUSES_MAX] = {0};
    float own[STM_CLAUSES_MAX] = {0};
    const uint32_t n =
        stm_clauses_from_sentence(s->words, s->pile->articles[u->article].text,
                                  text, &text->sentences[u->sentence], c);
    for (uint32_t i = u->row; i < u->row_end; i++) {
        const uint32_t word = s->units->words[i];
        const uint32_t at = clause_of(c, n, s->units->tokens[i]);
        const float shared = support(s->units, s->counts, word, s->n_units);
        held[at] += shared;
        own[at] += shared / (float)(s->common[word] + 1);
    }
    return (stm_part){reach(text, c, n, held, span_share),
                      reach(text, c, n, own, core_share)};
}

static void count_words(const stm_units *units, const stm_group *group,
                        uint32_t *counts)
{
    for (uint32_t i = 0; i < group->n_units; i++) {
        const stm_unit *u = &units->items[group->units[i]];
        for (uint32_t k = u->set; k < u->set_end; k++)
            counts[units->words[k]]++;
    }
}

static void clear_words(const stm_units *units, const stm_group *group,
                        uint32_t *counts)
{
    for (uint32_t i = 0; i < group->n_units; i++) {
        const stm_unit *u = &units->items[group->units[i]];
        for (uint32_t k = u->set; k < u->set_end; k++)
            counts[units->words[k]] = 0;
    }
}

void stm_groups_count_common(const stm_units *units, const stm_group *groups,
                             uint32_t n_groups, uint32_t *counts,
                             uint32_t *common)
{
    for (uint32_t g = 0; g < n_groups; g++) {
        count_words(units, &groups[g], counts);
        for (uint32_t i = 0; i < groups[g].n_units; i++) {
            const stm_unit *u = &units->items[groups[g].units[i]];
            for (uint32_t k = u->set; k < u->set_end; k++) {
                uint32_t *n = &counts[units->words[k]];
                common[units->words[k]] += *n * 2 >= groups[g].n_units;
                *n = 0; /* each word once a group */
            }
        }
    }
}

void stm_group_show(const stm_pile *pile, const stm_claim_words *words,
                    const stm_units *units, const stm_group *group,
                    uint32_t *counts, const uint32_t *common, stm_part *parts)
{
    const showing s = {pile, words, units, counts, common, group->n_units};
    count_words(units, group, counts);
    for (uint32_t i = 0; i < group->n_units; i++)
        parts[i] = show_unit(&s, &units->items[group->units[i]]);
    clear_words(units, group, counts);
}
