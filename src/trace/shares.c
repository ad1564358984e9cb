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

/* The words that each article quotes, and where each article's begin. */
typedef struct quoted {
    const stm_pile *pile;
    uint32_t *at; /* at[n_articles + 1], into the pile's attributions */
} quoted;

static bool quoted_init(quoted *self, const stm_pile *pile, stm_arena *arena)
{
    *self = (quoted){
        pile, stm_arena_alloc(arena, pile->n_articles + 1u, sizeof *self->at)};
    if (self->at == NULL)
        return false;
    uint32_t next = 0;
    for (uint32_t i = 0; i < pile->n_attributions; i++)
        while (next <= pile->attributions[i].article)
            self->at[next++] = i;
    while (next <= pile->n_articles)
        self->at[next++] = pile->n_attributions;
    return true;
}

/* Bytes of `span` outside what `article` quotes. */
static uint32_t own_bytes(const quoted *self, uint32_t article, stm_span span)
{
    const uint32_t all = span.end - span.begin;
    uint32_t inside = 0;
    for (uint32_t i = self->at[article]; i < self->at[article + 1]; i++) {
        const stm_attribution *t = &self->pile->attributions[i];
        if (t->type == STM_SPEECH_INDIRECT || t->outer != STM_NONE)
            continue;
        for (uint32_t k = 0; k < t->n_content; k++)
            inside += stm_span_overlap(t->content[k], span);
    }
    return inside < all ? all - inside : 0;
}

/* Spans of one side come in order of a; of b they may overlap and jump. */
static float weight_of(const stm_match *m)
{
    return m->kind == STM_MATCH_REPRINT ? 1.0f : m->score;
}

static void add_match(stm_shared *s, const stm_match *m, const quoted *q)
{
    const float w = weight_of(m);
    const uint32_t a = m->a_span.end - m->a_span.begin;
    const uint32_t b = m->b_span.end - m->b_span.begin;
    const uint32_t own_a = own_bytes(q, m->a, m->a_span);
    const uint32_t own_b = own_bytes(q, m->b, m->b_span);
    s->of_a += w * (float)a;
    s->of_b += w * (float)b;
    s->own_of_a += w * (float)own_a;
    s->own_of_b += w * (float)own_b;
    if (a + b > 0)
        s->own_bits += w * m->rarity * (float)(own_a + own_b) / (float)(a + b);
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
    quoted q;
    if (arena->failed || !quoted_init(&q, pile, arena))
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
        add_match(&items[n - 1], m, &q);
    }
    for (uint32_t i = 0; i < n; i++) {
        stm_shared *s = &items[i];
        const uint32_t a = read_bytes(&pile->articles[s->a]);
        const uint32_t b = read_bytes(&pile->articles[s->b]);
        s->of_a = share(s->of_a, a);
        s->of_b = share(s->of_b, b);
        s->own_of_a = share(s->own_of_a, a);
        s->own_of_b = share(s->own_of_b, b);
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
