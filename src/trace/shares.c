#include "trace/shares.h"

#include "base/banned.h"

/* Bytes of the paragraphs that are read. */
static uint32_t read_bytes(const stm_article *a)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < a->n_paragraphs; i++)
        if (stm_par_is_read(a->paragraphs[i].kind))
            n += a->paragraphs[i].span.end - a->paragraphs[i].span.begin;
    return n;
}

static bool is_inside_story(const stm_pile *pile, const stm_match *m)
{
    return pile->story_of[m->a] != STM_NONE &&
           pile->story_of[m->a] == pile->story_of[m->b];
}

/* Spans of one side come in order of a; of b they may overlap and jump. */
static float weight_of(const stm_match *m)
{
    return m->kind == STM_MATCH_REPRINT ? 1.0f : m->score;
}

static void add_match(stm_shared *s, const stm_match *m)
{
    const float w = weight_of(m);
    s->of_a += w * (float)(m->a_span.end - m->a_span.begin);
    s->of_b += w * (float)(m->b_span.end - m->b_span.begin);
    s->bits += w * m->rarity;
    s->verbatim |= m->kind == STM_MATCH_REPRINT;
    s->n_matches++;
}

static float share(float bytes, uint32_t whole)
{
    const float v = whole == 0 ? 0.0f : bytes / (float)whole;
    return v > 1.0f ? 1.0f : v;
}

stm_status stm_shares_from_matches(const stm_pile *pile, stm_arena *arena,
                                   stm_shares *out)
{
    stm_shared *items = stm_arena_alloc(arena, pile->n_matches, sizeof *items);
    uint32_t *matches =
        stm_arena_alloc(arena, pile->n_matches, sizeof *matches);
    if (arena->failed)
        return STM_ERR_NOMEM;
    uint32_t n = 0;
    uint32_t kept = 0;
    for (uint32_t i = 0; i < pile->n_matches; i++) {
        const stm_match *m = &pile->matches[i];
        if (!is_inside_story(pile, m))
            continue;
        if (n == 0 || items[n - 1].a != m->a || items[n - 1].b != m->b)
            items[n++] =
                (stm_shared){.a = m->a, .b = m->b, .first_match = kept};
        matches[kept++] = i;
        add_match(&items[n - 1], m);
    }
    for (uint32_t i = 0; i < n; i++) {
        items[i].of_a =
            share(items[i].of_a, read_bytes(&pile->articles[items[i].a]));
        items[i].of_b =
            share(items[i].of_b, read_bytes(&pile->articles[items[i].b]));
    }
    *out = (stm_shares){.items = items, .n = n, .matches = matches};
    return STM_OK;
}

const stm_shared *stm_shares_find(const stm_shares *self, uint32_t a,
                                  uint32_t b)
{
    const uint32_t x = a < b ? a : b;
    const uint32_t y = a < b ? b : a;
    uint32_t low = 0;
    uint32_t high = self->n;
    while (low < high) {
        const uint32_t mid = low + (high - low) / 2;
        const stm_shared *s = &self->items[mid];
        if (s->a < x || (s->a == x && s->b < y))
            low = mid + 1;
        else
            high = mid;
    }
    if (low == self->n || self->items[low].a != x || self->items[low].b != y)
        return NULL;
    return &self->items[low];
}
