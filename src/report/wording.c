#include "report/wording.h"

#include <math.h>

#include "base/alloc.h"

#include "base/banned.h"

#define SIDE_MAX 4096u /* words of a side that are looked at */

/* Index of the first match whose first side is `article` or later. */
static uint32_t first_match(const stm_pile *pile, uint32_t article)
{
    uint32_t low = 0;
    uint32_t high = pile->n_matches;
    while (low < high) {
        const uint32_t mid = low + (high - low) / 2;
        if (pile->matches[mid].a < article)
            low = mid + 1;
        else
            high = mid;
    }
    return low;
}

/* First token of `text` that begins at `byte` or later. */
static uint32_t first_token(const stm_text *text, uint32_t byte)
{
    uint32_t low = 0;
    uint32_t high = text->n_tokens;
    while (low < high) {
        const uint32_t mid = low + (high - low) / 2;
        if (text->tokens[mid].begin < byte)
            low = mid + 1;
        else
            high = mid;
    }
    return low;
}

/* The words of a span: token indices, marks left out. */
typedef struct side {
    const stm_text *text;
    uint32_t *words;
    uint32_t n;
} side;

static bool make_side(const stm_text *text, stm_span span, side *out)
{
    uint32_t at = first_token(text, span.begin);
    out->text = text;
    out->n = 0;
    out->words = stm_alloc(SIDE_MAX, sizeof *out->words);
    if (out->words == NULL)
        return false;
    for (; at < text->n_tokens && text->tokens[at].end <= span.end &&
           out->n < SIDE_MAX;
         at++) {
        if (text->tokens[at].kind != STM_TOKEN_MARK)
            out->words[out->n++] = at;
    }
    return true;
}

static uint64_t pair_at(const side *s, uint32_t i)
{
    return stm_hash_mix(s->text->terms[s->words[i]],
                        s->text->terms[s->words[i + 1]]);
}

static bool enter_pairs(const side *s, stm_u64map *map)
{
    for (uint32_t i = 0; i + 1 < s->n; i++) {
        if (stm_u64map_put(map, pair_at(s, i), 0, NULL) == NULL)
            return false;
    }
    return true;
}

static void tint_words(const side *s, uint32_t from, uint32_t to, uint8_t *tint,
                       size_t len)
{
    const size_t begin = s->text->tokens[s->words[from]].begin;
    const size_t end = s->text->tokens[s->words[to]].end;
    for (size_t i = begin; i < end && i < len; i++)
        tint[i] = 1;
}

/* Tints every pair of neighbouring words that the other side has too. */
static void tint_pairs(const side *s, const stm_u64map *other, uint8_t *tint,
                       size_t len)
{
    for (uint32_t i = 0; i + 1 < s->n; i++) {
        if (stm_u64map_get(other, pair_at(s, i)) != STM_NONE)
            tint_words(s, i, i + 1, tint, len);
    }
}

static void tint_span(stm_span span, uint8_t *tint, size_t len)
{
    for (size_t i = span.begin; i < span.end && i < len; i++)
        tint[i] = 1;
}

static bool tint_match(const stm_view *self, const stm_match *m, uint32_t row,
                       uint32_t other, uint8_t *tint)
{
    const size_t *at = self->tint_at;
    const stm_text *texts = self->pile->texts;
    if (texts == NULL || texts[m->a].n_tokens == 0 ||
        texts[m->b].n_tokens == 0) {
        tint_span(m->a_span, tint + at[row], at[row + 1] - at[row]);
        tint_span(m->b_span, tint + at[other], at[other + 1] - at[other]);
        return true;
    }
    side a = {0};
    side b = {0};
    stm_u64map in_a;
    stm_u64map in_b;
    stm_u64map_init(&in_a);
    stm_u64map_init(&in_b);
    const bool ok = make_side(&texts[m->a], m->a_span, &a) &&
                    make_side(&texts[m->b], m->b_span, &b) &&
                    enter_pairs(&a, &in_a) && enter_pairs(&b, &in_b);
    if (ok) {
        tint_pairs(&a, &in_b, tint + at[row], at[row + 1] - at[row]);
        tint_pairs(&b, &in_a, tint + at[other], at[other + 1] - at[other]);
    }
    stm_u64map_release(&in_a);
    stm_u64map_release(&in_b);
    stm_free(a.words);
    stm_free(b.words);
    return ok;
}

/* Words of a report, and how many of them are tinted. */
static void measure_share(stm_view *self, uint32_t row, const uint8_t *tint)
{
    stm_view_report *r = &self->reports[row];
    const stm_text *text =
        self->pile->texts == NULL ? NULL : &self->pile->texts[r->article];
    uint32_t shared = 0;
    for (uint32_t i = 0; text != NULL && i < text->n_tokens; i++) {
        if (text->tokens[i].kind == STM_TOKEN_MARK)
            continue;
        r->n_words++;
        shared += tint[text->tokens[i].begin];
    }
    r->share = r->n_words == 0 ? NAN : (double)shared / r->n_words;
}

/* Wording is compared between reports of one language alone. */
static bool was_compared(const stm_view *self, uint32_t row)
{
    const stm_slice own = stm_view_article(self, row)->language;
    for (uint32_t i = 0; i < self->n_reports; i++) {
        if (i == row)
            continue;
        const stm_slice other = stm_view_article(self, i)->language;
        if (own.len == 0 || other.len == 0 || stm_slice_ieq(own, other))
            return true;
    }
    return false;
}

static uint32_t count_matches(const stm_view *self)
{
    const stm_pile *pile = self->pile;
    uint32_t n = 0;
    for (uint32_t i = 0; i < self->n_reports; i++) {
        const uint32_t a = self->reports[i].article;
        for (uint32_t m = first_match(pile, a);
             m < pile->n_matches && pile->matches[m].a == a; m++)
            n += stm_view_row(self, pile->matches[m].b) != STM_NONE;
    }
    return n;
}

/* Both sides of every match, by row and then in the order of the pile. */
static bool gather(stm_view *self, uint8_t *tint)
{
    const stm_pile *pile = self->pile;
    const uint32_t n = count_matches(self);
    uint32_t *at =
        stm_arena_alloc(&self->arena, self->n_reports + 1u, sizeof *at);
    stm_view_wording *items =
        stm_arena_alloc(&self->arena, (size_t)n * 2, sizeof *items);
    if (self->arena.failed)
        return false;
    for (int pass = 0; pass < 2; pass++) {
        for (uint32_t i = 0; i < self->n_reports; i++) {
            const uint32_t a = self->reports[i].article;
            for (uint32_t k = first_match(pile, a);
                 k < pile->n_matches && pile->matches[k].a == a; k++) {
                const stm_match *m = &pile->matches[k];
                const uint32_t other = stm_view_row(self, m->b);
                if (other == STM_NONE)
                    continue;
                if (pass == 0) {
                    at[i]++;
                    at[other]++;
                    continue;
                }
                items[at[i]++] = (stm_view_wording){i, other, m->a_span, k};
                items[at[other]++] = (stm_view_wording){other, i, m->b_span, k};
                if (!tint_match(self, m, i, other, tint))
                    return false;
            }
        }
        uint32_t sum = 0;
        for (uint32_t i = 0; pass == 0 && i <= self->n_reports; i++) {
            const uint32_t count = at[i];
            at[i] = sum;
            sum += count;
        }
    }
    self->wordings = items;
    self->n_wordings = n * 2;
    return true;
}

bool stm_view__make_wordings(stm_view *self)
{
    size_t *at =
        stm_arena_alloc(&self->arena, self->n_reports + 1u, sizeof *at);
    if (self->arena.failed)
        return false;
    size_t total = 0;
    for (uint32_t i = 0; i < self->n_reports; i++) {
        at[i] = total;
        total += stm_view_article(self, i)->text.len + 1;
    }
    at[self->n_reports] = total;
    uint8_t *tint = stm_arena_alloc(&self->arena, total + 1, 1);
    self->tint_at = at;
    self->tint = tint;
    if (self->arena.failed || !gather(self, tint))
        return false;
    for (uint32_t i = 0; i < self->n_reports; i++) {
        measure_share(self, i, tint + at[i]);
        self->reports[i].is_compared = was_compared(self, i);
        if (!self->reports[i].is_compared)
            self->reports[i].share = NAN;
    }
    return true;
}

uint32_t stm_view_first_wording(const stm_view *self, uint32_t row)
{
    uint32_t low = 0;
    uint32_t high = self->n_wordings;
    while (low < high) {
        const uint32_t mid = low + (high - low) / 2;
        if (self->wordings[mid].row < row)
            low = mid + 1;
        else
            high = mid;
    }
    return low;
}
