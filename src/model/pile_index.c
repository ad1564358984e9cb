#include "model/pile_index.h"

#include "base/banned.h"

/* Gives the stories of item i one by one: calls until STM_NONE. */
typedef uint32_t story_of_item(const stm_pile *pile, uint32_t i, uint32_t k);

static uint32_t story_of_claim(const stm_pile *pile, uint32_t i, uint32_t k)
{
    return k == 0 ? pile->claims[i].story : STM_NONE;
}

static uint32_t story_of_edge(const stm_pile *pile, uint32_t i, uint32_t k)
{
    return k == 0 ? pile->story_of[pile->edges[i].to] : STM_NONE;
}

static uint32_t story_of_lost(const stm_pile *pile, uint32_t i, uint32_t k)
{
    return k == 0 ? pile->lost[i].story : STM_NONE;
}

static uint32_t story_of_speaker(const stm_pile *pile, uint32_t i, uint32_t k)
{
    const stm_speaker *s = &pile->speakers[i];
    return k < s->n_articles ? pile->story_of[s->articles[k]] : STM_NONE;
}

/* Counts, then fills; last[] keeps an item from entering a story twice. */
static bool list_items(stm_story_list *out, const stm_pile *pile, uint32_t n,
                       story_of_item *story_of, stm_arena *arena)
{
    const uint32_t n_stories = pile->n_stories;
    uint32_t *at = stm_arena_alloc(arena, n_stories + 2u, sizeof *at);
    uint32_t *last = stm_arena_alloc(arena, n_stories + 1u, sizeof *last);
    if (arena->failed)
        return false;
    uint32_t *items = NULL;
    for (int fill = 0; fill < 2; fill++) {
        for (uint32_t s = 0; s < n_stories; s++)
            last[s] = STM_NONE;
        for (uint32_t i = 0; i < n; i++) {
            uint32_t s;
            for (uint32_t k = 0; (s = story_of(pile, i, k)) != STM_NONE; k++) {
                if (s >= n_stories || last[s] == i)
                    continue;
                last[s] = i;
                if (fill)
                    items[at[s + 1]++] = i;
                else
                    at[s + 2]++;
            }
        }
        if (fill)
            continue;
        for (uint32_t s = 2; s < n_stories + 2u; s++)
            at[s] += at[s - 1];
        items = stm_arena_alloc(arena, at[n_stories + 1u], sizeof *items);
        if (arena->failed)
            return false;
    }
    *out = (stm_story_list){.at = at, .items = items};
    return true;
}

bool stm_pile_index_build(stm_pile_index *self, const stm_pile *pile,
                          stm_arena *arena)
{
    return list_items(&self->claims, pile, pile->n_claims, story_of_claim,
                      arena) &&
           list_items(&self->edges, pile, pile->n_edges, story_of_edge,
                      arena) &&
           list_items(&self->lost, pile, pile->n_lost, story_of_lost, arena) &&
           list_items(&self->speakers, pile, pile->n_speakers, story_of_speaker,
                      arena);
}
