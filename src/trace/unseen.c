#include "trace/unseen.h"

#include <math.h>

#include "trace/direction.h"
#include "trace/told.h"

#include "base/banned.h"

/*
 * Shares of own words (quotations left out), set on the development stories:
 * copies of one agency's text had .1 and more on one side in all but one of
 * 24 pairs, independent reports .07 and less in nine of ten.
 */
static const float same_text = 0.1f;    /* both credit one agency */
static const float joins_credit = 0.1f; /* one does, the other nobody */
static const float joins_other = 0.25f; /* through one that joined */
static const float nobodys = 0.16f;     /* nobody does */
static const float least_bits = 60.0f;

/* Outlets that must share a text before an unnamed one is inferred. */
enum { least_outlets = 3 };

typedef struct seed {
    stm_slice agency; /* "" none */
    uint8_t how;
    bool is_source; /* it is the agency's own text */
    bool in_part;
    stm_span at;
} seed;

typedef struct finder {
    const stm_pile *pile;
    const stm_story *story;
    const stm_shares *shares;
    const uint32_t *pairs;
    uint32_t n_pairs;
    seed *seeds;     /* seeds[n_articles of the story] */
    uint32_t *set;   /* union of carriers of one text */
    uint8_t *joined; /* 0 no, 1 by its seed, 2 and more: round + 1 */
} finder;

static uint32_t find_set(finder *f, uint32_t i)
{
    while (f->set[i] != i) {
        f->set[i] = f->set[f->set[i]];
        i = f->set[i];
    }
    return i;
}

static void unite(finder *f, uint32_t a, uint32_t b)
{
    a = find_set(f, a);
    b = find_set(f, b);
    if (a < b)
        f->set[b] = a;
    else
        f->set[a] = b;
}

/* Place of an article in the story; its articles ascend. */
static uint32_t place_of(const stm_story *s, uint32_t article)
{
    uint32_t low = 0;
    uint32_t high = s->n_articles;
    while (low < high) {
        const uint32_t mid = low + (high - low) / 2;
        if (s->articles[mid] < article)
            low = mid + 1;
        else
            high = mid;
    }
    return low;
}

/* A line or bracket of the agency alone is a signature, no mere help. */
static bool is_signature(const stm_article *a, stm_span at)
{
    size_t begin = at.begin;
    size_t end = at.end;
    while (begin > 0 && !stm_is_alpha(a->text.ptr[begin - 1]) &&
           a->text.ptr[begin - 1] != '\n')
        begin--;
    while (end < a->text.len && !stm_is_alpha(a->text.ptr[end]) &&
           a->text.ptr[end] != '\n')
        end++;
    const bool opens =
        begin == 0 || a->text.ptr[begin - 1] == '\n' || begin < at.begin;
    const bool closes =
        end == a->text.len || a->text.ptr[end] == '\n' || end > at.end + 1u;
    return opens && closes;
}

static seed seed_of(const stm_article *a)
{
    seed s = {.how = STM_CARRIED_CREDIT};
    const stm_credit *credit = NULL;
    for (uint32_t i = 0; i < a->n_credits; i++)
        if (a->credits[i].place <= STM_CREDIT_COPYRIGHT &&
            (credit == NULL || a->credits[i].place < credit->place))
            credit = &a->credits[i];
    if (credit == NULL) {
        credit = stm_article_told(a);
        s.how = STM_CARRIED_TOLD;
    }
    if (credit == NULL)
        return s;
    s.agency = credit->agency;
    s.at = credit->at;
    s.is_source = stm_slice_ieq(a->outlet, credit->agency);
    s.in_part =
        credit->place == STM_CREDIT_LINE && !is_signature(a, credit->at);
    return s;
}

static bool finder_init(finder *f, stm_arena *arena)
{
    const uint32_t n = f->story->n_articles;
    f->seeds = stm_arena_alloc(arena, n, sizeof *f->seeds);
    f->set = stm_arena_alloc(arena, n, sizeof *f->set);
    f->joined = stm_arena_alloc(arena, n, sizeof *f->joined);
    if (arena->failed)
        return false;
    for (uint32_t i = 0; i < n; i++) {
        f->set[i] = i;
        f->seeds[i] = seed_of(&f->pile->articles[f->story->articles[i]]);
        f->joined[i] = f->seeds[i].agency.len > 0 && !f->seeds[i].is_source;
    }
    return true;
}

static float more_of(const stm_shared *s)
{
    return s->own_of_a > s->own_of_b ? s->own_of_a : s->own_of_b;
}

/* One names the other's outlet: it has it from there, whatever it credits. */
static bool is_cited(const finder *f, const stm_shared *s)
{
    const stm_article *a = &f->pile->articles[s->a];
    const stm_article *b = &f->pile->articles[s->b];
    return !stm_span_is_empty(stm_outlet_named(a, b)) ||
           !stm_span_is_empty(stm_outlet_named(b, a));
}

static void unite_credited(finder *f)
{
    for (uint32_t i = 0; i < f->n_pairs; i++) {
        const stm_shared *s = &f->shares->items[f->pairs[i]];
        const uint32_t a = place_of(f->story, s->a);
        const uint32_t b = place_of(f->story, s->b);
        if (f->joined[a] && f->joined[b] &&
            stm_slice_eq(f->seeds[a].agency, f->seeds[b].agency) &&
            more_of(s) >= same_text)
            unite(f, a, b);
    }
}

/* One round: who shares enough with a carrier, joins the one it has most of. */
static bool join_round(finder *f, uint8_t round, float *best, uint32_t *to)
{
    for (uint32_t i = 0; i < f->story->n_articles; i++)
        best[i] = 0.0f;
    for (uint32_t i = 0; i < f->n_pairs; i++) {
        const stm_shared *s = &f->shares->items[f->pairs[i]];
        const uint32_t a = place_of(f->story, s->a);
        const uint32_t b = place_of(f->story, s->b);
        if ((f->joined[a] != 0) == (f->joined[b] != 0))
            continue;
        const uint32_t in = f->joined[a] ? a : b;
        const uint32_t x = in == a ? b : a;
        const float least = f->joined[in] == 1 ? joins_credit : joins_other;
        const float share = more_of(s);
        if (f->seeds[x].agency.len > 0 || share < least ||
            s->own_bits < least_bits || share <= best[x] || is_cited(f, s))
            continue;
        best[x] = share;
        to[x] = in;
    }
    bool any = false;
    for (uint32_t i = 0; i < f->story->n_articles; i++)
        if (best[i] > 0.0f) {
            unite(f, i, to[i]);
            f->joined[i] = round;
            f->seeds[i].how = STM_CARRIED_WORDING;
            any = true;
        }
    return any;
}

static bool same_outlet(const finder *f, uint32_t a, uint32_t b)
{
    const stm_slice x = f->pile->articles[f->story->articles[a]].outlet;
    const stm_slice y = f->pile->articles[f->story->articles[b]].outlet;
    return x.len > 0 && stm_slice_ieq(x, y);
}

/* Outlets in the set of `first`, its smallest member; few are counted. */
static uint32_t outlets_in(finder *f, uint32_t first)
{
    uint32_t n = 0;
    for (uint32_t i = first; i < f->story->n_articles && n < least_outlets;
         i++) {
        if (find_set(f, i) != first)
            continue;
        bool is_new = true;
        for (uint32_t k = first; k < i && is_new; k++)
            is_new = find_set(f, k) != first || !same_outlet(f, i, k);
        n += is_new;
    }
    return n;
}

/* What is left: sets of outlets that share a text which nobody credits. */
static void unite_nobodys(finder *f)
{
    const uint32_t n = f->story->n_articles;
    for (uint32_t i = 0; i < f->n_pairs; i++) {
        const stm_shared *s = &f->shares->items[f->pairs[i]];
        const uint32_t a = place_of(f->story, s->a);
        const uint32_t b = place_of(f->story, s->b);
        if (f->joined[a] || f->joined[b] || f->seeds[a].is_source ||
            f->seeds[b].is_source || more_of(s) < nobodys ||
            s->own_bits < least_bits || is_cited(f, s))
            continue;
        unite(f, a, b);
    }
    for (uint32_t i = 0; i < n; i++) {
        if (f->joined[i] || find_set(f, i) != i ||
            outlets_in(f, i) < least_outlets)
            continue;
        for (uint32_t k = i; k < n; k++)
            if (find_set(f, k) == i) {
                f->joined[k] = UINT8_MAX;
                f->seeds[k].how = STM_CARRIED_WORDING;
            }
    }
}

static void note_kin(stm_carrier *c, uint32_t other, float share)
{
    if (c->kin != STM_NONE && share <= c->share)
        return;
    c->share = share;
    c->kin = other;
}

/* What each carrier has in common with another of its text. */
static void measure(finder *f, stm_carrier *const *carrier_of)
{
    for (uint32_t i = 0; i < f->n_pairs; i++) {
        const stm_shared *s = &f->shares->items[f->pairs[i]];
        const uint32_t a = place_of(f->story, s->a);
        const uint32_t b = place_of(f->story, s->b);
        if (carrier_of[a] == NULL || carrier_of[b] == NULL ||
            find_set(f, a) != find_set(f, b))
            continue;
        note_kin(carrier_of[a], s->b, s->of_a);
        note_kin(carrier_of[b], s->a, s->of_b);
    }
}

static bool list_texts(finder *f, stm_arena *arena, stm_unseen_list *out)
{
    const uint32_t n = f->story->n_articles;
    stm_unseen *items = stm_arena_alloc(arena, n, sizeof *items);
    stm_carrier *carriers = stm_arena_alloc(arena, n, sizeof *carriers);
    stm_carrier **carrier_of = stm_arena_alloc(arena, n, sizeof *carrier_of);
    if (arena->failed)
        return false;
    uint32_t at = 0;
    *out = (stm_unseen_list){.items = items};
    for (uint32_t i = 0; i < n; i++) {
        if (!f->joined[i] || find_set(f, i) != i)
            continue;
        stm_unseen *u = &items[out->n++];
        *u = (stm_unseen){.carriers = carriers + at};
        for (uint32_t k = i; k < n; k++) {
            if (!f->joined[k] || find_set(f, k) != i)
                continue;
            const seed *s = &f->seeds[k];
            stm_carrier *c = &carriers[at++];
            *c = (stm_carrier){.article = f->story->articles[k],
                               .how = s->how,
                               .in_part = s->in_part,
                               .share = NAN,
                               .at = s->at,
                               .kin = STM_NONE};
            carrier_of[k] = c;
            if (s->agency.len > 0)
                u->agency = s->agency;
        }
        u->n_carriers = (uint32_t)(carriers + at - u->carriers);
    }
    measure(f, carrier_of);
    return true;
}

bool stm_unseen_from_story(const stm_pile *pile, const stm_story *story,
                           const stm_shares *shares, const uint32_t *pairs,
                           uint32_t n_pairs, stm_arena *arena,
                           stm_unseen_list *out)
{
    finder f = {.pile = pile,
                .story = story,
                .shares = shares,
                .pairs = pairs,
                .n_pairs = n_pairs};
    if (!finder_init(&f, arena))
        return false;
    float *best = stm_arena_alloc(arena, story->n_articles, sizeof *best);
    uint32_t *to = stm_arena_alloc(arena, story->n_articles, sizeof *to);
    if (arena->failed)
        return false;
    unite_credited(&f);
    for (uint8_t round = 2; round < 16 && join_round(&f, round, best, to);
         round++)
        continue;
    unite_nobodys(&f);
    return list_texts(&f, arena, out);
}
