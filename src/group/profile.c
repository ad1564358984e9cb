#include "group/profile.h"

#include <math.h>
#include <string.h>

#include "base/size.h"

#include "base/banned.h"

enum {
    lead_words = 70,
    title_words = 12,     /* of the text, where there is no title */
    max_words = 20000,    /* words of one article that are looked at */
    prior_articles = 200, /* chosen on the four story sets; 50 to 1000 agree */
};

/* Share of articles that hold a term nobody has seen yet. */
static const float prior_share = 0.0005f;

/* Keys as they come, before they are sorted into a bag. */
typedef struct keys {
    uint32_t *items;
    uint32_t n;
    uint32_t cap;
} keys;

static void add_key(keys *self, uint64_t hash)
{
    if (self->n < self->cap)
        self->items[self->n++] = (uint32_t)(hash >> 32);
}

/* Least significant digit first, 11 bits at a time; `other` is scratch. */
static void sort_keys(uint32_t *items, uint32_t *other, uint32_t n)
{
    static const unsigned shifts[3] = {0, 11, 22};
    for (int pass = 0; pass < 3; pass++) {
        uint32_t count[2048] = {0};
        for (uint32_t i = 0; i < n; i++)
            count[items[i] >> shifts[pass] & 2047]++;
        uint32_t at = 0;
        for (uint32_t d = 0; d < 2048; d++) {
            const uint32_t here = count[d];
            count[d] = at;
            at += here;
        }
        for (uint32_t i = 0; i < n; i++)
            other[count[items[i] >> shifts[pass] & 2047]++] = items[i];
        uint32_t *swap = items;
        items = other;
        other = swap;
    }
    memcpy(other, items, n * sizeof *items); /* three passes end in `other` */
}

static stm_status make_bag(keys *k, uint32_t *scratch, stm_arena *arena,
                           stm_bag *out)
{
    sort_keys(k->items, scratch, k->n);
    uint32_t distinct = 0;
    for (uint32_t i = 0; i < k->n; i++)
        distinct += i == 0 || k->items[i] != k->items[i - 1];
    out->items = stm_arena_alloc(arena, distinct, sizeof *out->items);
    if (out->items == NULL)
        return STM_ERR_NOMEM;
    out->n = 0;
    for (uint32_t i = 0; i < k->n; i++) {
        if (i == 0 || k->items[i] != k->items[i - 1])
            out->items[out->n++] = (stm_term_weight){.key = k->items[i]};
        out->items[out->n - 1].weight += 1.0f;
    }
    return STM_OK;
}

/* A name is capitalised and does not open its sentence. */
static bool is_name(const stm_text *text, uint32_t i)
{
    const stm_token *t = &text->tokens[i];
    if (!(t->flags & STM_TOKEN_CAPITAL) || t->flags & STM_TOKEN_STOP ||
        i == 0 || t->end - t->begin < 2)
        return false;
    const stm_token *last = &text->tokens[i - 1];
    return last->sentence_low == t->sentence_low &&
           last->kind == STM_TOKEN_WORD;
}

static void gather(const stm_text *text, uint32_t times, uint32_t lead,
                   keys out[STM_N_BAGS])
{
    uint64_t last = 0;
    uint32_t words = 0;
    const uint32_t n = stm_min_u32(text->n_tokens, max_words);
    for (uint32_t i = 0; i < n; i++) {
        const stm_token *t = &text->tokens[i];
        if (t->kind == STM_TOKEN_MARK)
            continue;
        words++;
        if (t->kind == STM_TOKEN_NUMBER)
            add_key(&out[STM_BAG_NUMBERS], text->terms[i]);
        if (t->flags & STM_TOKEN_STOP)
            continue;
        const uint64_t stem = text->stems[i];
        for (uint32_t k = 0; k < times; k++)
            add_key(&out[STM_BAG_FULL], stem);
        if (words <= lead)
            add_key(&out[STM_BAG_LEAD], stem);
        if (is_name(text, i))
            add_key(&out[STM_BAG_NAMES], stem);
        if (last != 0)
            add_key(&out[STM_BAG_BIGRAMS], stm_hash_mix(last, stem));
        last = stem;
    }
}

static void gather_title(const stm_text *text, uint32_t most, keys *out)
{
    for (uint32_t i = 0; i < text->n_tokens && most > 0; i++)
        if (text->tokens[i].kind != STM_TOKEN_MARK) {
            most--;
            if (!(text->tokens[i].flags & STM_TOKEN_STOP))
                add_key(out, text->stems[i]);
        }
}

stm_status stm_profile_count(stm_profile *self, const stm_text *title,
                             const stm_text *text, stm_arena *arena)
{
    stm_arena scratch;
    stm_arena_init(&scratch, SIZE_MAX);
    const uint32_t cap = stm_min_u32(text->n_tokens, max_words) +
                         2 * stm_min_u32(title->n_tokens, max_words) + 16;
    keys k[STM_N_BAGS];
    for (int b = 0; b < STM_N_BAGS; b++)
        k[b] = (keys){.items = stm_arena_alloc(&scratch, cap, 4), .cap = cap};
    uint32_t *other = stm_arena_alloc(&scratch, cap, sizeof *other);
    stm_status status = scratch.failed ? STM_ERR_NOMEM : STM_OK;
    if (status == STM_OK) {
        gather(title, 2, lead_words, k);
        gather(text, 1, lead_words, k);
        if (title->n_tokens > 0)
            gather_title(title, max_words, &k[STM_BAG_TITLE]);
        else
            gather_title(text, title_words, &k[STM_BAG_TITLE]);
    }
    for (int b = 0; b < STM_N_BAGS && status == STM_OK; b++)
        status = make_bag(&k[b], other, arena, &self->bags[b]);
    self->n_terms = self->bags[STM_BAG_FULL].n;
    stm_arena_release(&scratch);
    return status;
}

void stm_idf_init(stm_idf *self)
{
    *self = (stm_idf){0};
    stm_u64map_init(&self->df);
}

void stm_idf_release(stm_idf *self)
{
    stm_u64map_release(&self->df);
}

stm_status stm_idf_add(stm_idf *self, const stm_bag *bag)
{
    self->n++;
    for (uint32_t i = 0; i < bag->n; i++) {
        stm_u64map_entry *e =
            stm_u64map_put(&self->df, bag->items[i].key, 0, NULL);
        if (e == NULL)
            return STM_ERR_NOMEM;
        e->value++;
    }
    return STM_OK;
}

float stm_idf_of(const stm_idf *self, uint32_t key)
{
    const uint32_t df = stm_u64map_get(&self->df, key);
    const float seen = df == STM_NONE ? 0.0f : (float)df;
    const float all = (float)self->n + prior_articles;
    return logf(all / (seen + prior_articles * prior_share)) + 1.0f;
}

void stm_bag_weigh(stm_bag *self, const stm_idf *idf)
{
    float sum = 0.0f;
    for (uint32_t i = 0; i < self->n; i++) {
        stm_term_weight *t = &self->items[i];
        t->weight = (1.0f + logf(t->weight)) * stm_idf_of(idf, t->key);
        sum += t->weight * t->weight;
    }
    const float scale = sum > 0.0f ? 1.0f / sqrtf(sum) : 0.0f;
    for (uint32_t i = 0; i < self->n; i++)
        self->items[i].weight *= scale;
}

float stm_bag_dot(const stm_bag *a, const stm_bag *b)
{
    float sum = 0.0f;
    uint32_t i = 0;
    uint32_t k = 0;
    while (i < a->n && k < b->n) {
        const uint32_t x = a->items[i].key;
        const uint32_t y = b->items[k].key;
        if (x == y)
            sum += a->items[i].weight * b->items[k].weight;
        i += x <= y;
        k += y <= x;
    }
    return sum;
}
