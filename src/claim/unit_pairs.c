#include "claim/unit_pairs.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/size.h"

#include "base/banned.h"

/* Units by word: units[at[w]..at[w + 1]] hold word w. */
typedef struct postings {
    uint32_t *at;
    uint32_t *units;
} postings;

static bool build_postings(const stm_units *u, postings *out, stm_arena *arena)
{
    out->at = stm_arena_alloc(arena, u->n_words + 2u, sizeof *out->at);
    if (out->at == NULL)
        return false;
    uint32_t total = 0;
    for (uint32_t w = 0; w < u->n_words; w++) {
        out->at[w] = total;
        total += u->word_units[w];
    }
    out->at[u->n_words] = total;
    out->units = stm_arena_alloc(arena, total + 1u, sizeof *out->units);
    uint32_t *fill =
        stm_arena_copy_array(arena, out->at, u->n_words + 1u, sizeof *fill);
    if (out->units == NULL || fill == NULL)
        return false;
    for (uint32_t i = 0; i < u->n; i++)
        for (uint32_t k = u->items[i].set; k < u->items[i].set_end; k++)
            out->units[fill[u->words[k]]++] = i;
    return true;
}

typedef struct candidate {
    float shared;
    uint32_t unit;
} candidate;

static int compare_candidates(const void *a, const void *b)
{
    const candidate *x = a;
    const candidate *y = b;
    if (x->shared != y->shared)
        return x->shared < y->shared ? 1 : -1;
    return (x->unit > y->unit) - (x->unit < y->unit);
}

typedef struct seeker {
    const stm_units *units;
    postings lists;
    float *shared;    /* shared[n_units], 0 between calls */
    candidate *found; /* found[n_units] */
    uint64_t *pairs;  /* a << 32 | b, owned */
    uint32_t n_pairs;
    uint32_t cap_pairs;
} seeker;

/* Keeps the best candidates of unit i. */
static bool seek(seeker *s, uint32_t i)
{
    const stm_units *u = s->units;
    const stm_unit *x = &u->items[i];
    uint32_t n = 0;
    for (uint32_t k = x->set; k < x->set_end; k++) {
        const uint32_t w = u->words[k];
        if (u->word_units[w] > STM_PAIRS_LIST)
            continue;
        for (uint32_t p = s->lists.at[w]; p < s->lists.at[w + 1]; p++) {
            const uint32_t j = s->lists.units[p];
            if (u->items[j].member == x->member)
                continue;
            if (s->shared[j] == 0)
                s->found[n++].unit = j;
            s->shared[j] += u->word_weight[w];
        }
    }
    for (uint32_t c = 0; c < n; c++) {
        s->found[c].shared = s->shared[s->found[c].unit];
        s->shared[s->found[c].unit] = 0;
    }
    if (n > STM_PAIRS_A_ROW) {
        qsort(s->found, n, sizeof *s->found, compare_candidates);
        n = STM_PAIRS_A_ROW;
    }
    if (!stm_grow(&s->pairs, &s->cap_pairs, s->n_pairs + n, sizeof *s->pairs))
        return false;
    for (uint32_t c = 0; c < n; c++) {
        const uint32_t j = s->found[c].unit;
        s->pairs[s->n_pairs++] =
            i < j ? (uint64_t)i << 32 | j : (uint64_t)j << 32 | i;
    }
    return true;
}

static int compare_keys(const void *a, const void *b)
{
    const uint64_t x = *(const uint64_t *)a;
    const uint64_t y = *(const uint64_t *)b;
    return (x > y) - (x < y);
}

static bool list_pairs(seeker *s, stm_arena *arena, stm_pairs *out)
{
    if (s->n_pairs > 1)
        qsort(s->pairs, s->n_pairs, sizeof *s->pairs, compare_keys);
    uint32_t n = 0;
    for (uint32_t i = 0; i < s->n_pairs; i++)
        if (n == 0 || s->pairs[i] != s->pairs[n - 1])
            s->pairs[n++] = s->pairs[i];
    out->n = n;
    out->items = stm_arena_alloc(arena, n + 1u, sizeof *out->items);
    if (out->items == NULL)
        return false;
    for (uint32_t i = 0; i < n; i++) {
        out->items[i].a = (uint32_t)(s->pairs[i] >> 32);
        out->items[i].b = (uint32_t)s->pairs[i];
    }
    return true;
}

static stm_status seek_all(const stm_units *u, stm_arena *arena, stm_pairs *out)
{
    seeker s = {.units = u};
    stm_status status = STM_ERR_NOMEM;
    s.shared = stm_alloc(u->n + 1u, sizeof *s.shared);
    s.found = stm_alloc(u->n + 1u, sizeof *s.found);
    if (s.shared == NULL || s.found == NULL ||
        !build_postings(u, &s.lists, arena))
        goto done;
    for (uint32_t i = 0; i < u->n; i++)
        if (!seek(&s, i))
            goto done;
    if (list_pairs(&s, arena, out))
        status = STM_OK;
done:
    stm_free(s.shared);
    stm_free(s.found);
    stm_free(s.pairs);
    return status;
}

/*
 * Pairs are sorted by (a, b); filling each unit's row with its pairs in that
 * order gives first those where it is b (a rising), then those where it is a
 * (b rising): ascending by the other unit.
 */
static bool build_rows(const stm_units *u, stm_arena *arena, stm_pairs *out)
{
    out->row = stm_arena_alloc(arena, u->n + 2u, sizeof *out->row);
    out->row_pairs =
        stm_arena_alloc(arena, 2 * (size_t)out->n + 1, sizeof *out->row_pairs);
    out->row_units =
        stm_arena_alloc(arena, 2 * (size_t)out->n + 1, sizeof *out->row_units);
    if (arena->failed)
        return false;
    for (uint32_t i = 0; i < out->n; i++) {
        out->row[out->items[i].a + 1]++;
        out->row[out->items[i].b + 1]++;
    }
    for (uint32_t i = 0; i < u->n; i++)
        out->row[i + 1] += out->row[i];
    uint32_t *fill =
        stm_arena_copy_array(arena, out->row, u->n + 1u, sizeof *fill);
    if (fill == NULL)
        return false;
    for (uint32_t i = 0; i < out->n; i++) {
        out->row_units[fill[out->items[i].b]] = out->items[i].a;
        out->row_pairs[fill[out->items[i].b]++] = i;
    }
    for (uint32_t i = 0; i < out->n; i++) {
        out->row_units[fill[out->items[i].a]] = out->items[i].b;
        out->row_pairs[fill[out->items[i].a]++] = i;
    }
    return true;
}

uint32_t stm_pairs_find(const stm_pairs *self, uint32_t a, uint32_t b)
{
    uint32_t low = self->row[a];
    uint32_t high = self->row[a + 1];
    while (low < high) {
        const uint32_t mid = low + (high - low) / 2;
        if (self->row_units[mid] < b)
            low = mid + 1;
        else
            high = mid;
    }
    return low < self->row[a + 1] && self->row_units[low] == b
               ? self->row_pairs[low]
               : STM_NONE;
}

typedef struct measure {
    const stm_pile *pile;
    const stm_units *units;
    stm_pairs *pairs;
} measure;

/* Weight that each two clauses share. */
typedef struct clause_sums {
    float squares[STM_UNIT_CLAUSES][STM_UNIT_CLAUSES];
    float shared[STM_UNIT_CLAUSES][STM_UNIT_CLAUSES];
} clause_sums;

static void add_to_clauses(clause_sums *s, uint8_t a, uint8_t b, float w)
{
    for (uint32_t i = 0; a >> i != 0; i++)
        for (uint32_t k = 0; (a >> i & 1) != 0 && b >> k != 0; k++)
            if ((b >> k & 1) != 0) {
                s->squares[i][k] += w * w;
                s->shared[i][k] += w;
            }
}

static void compare_clauses(const stm_unit *a, const stm_unit *b,
                            const clause_sums *s, stm_pair *p)
{
    float cosine = 0;
    float shared = 0;
    for (uint32_t i = 0; i < a->n_clauses; i++)
        for (uint32_t k = 0; k < b->n_clauses; k++) {
            cosine = fmaxf(cosine, s->squares[i][k] /
                                       (a->clause_norm[i] * b->clause_norm[k] +
                                        1)); /* 1: one dull word is little */
            shared = fmaxf(shared, s->shared[i][k]);
        }
    p->x[STM_PAIR_CLAUSE_COSINE] = cosine;
    p->x[STM_PAIR_CLAUSE_SHARED] = log1pf(shared);
}

static void compare_words(const stm_units *u, const stm_unit *a,
                          const stm_unit *b, stm_pair *p)
{
    float shared = 0;
    float squares = 0;
    float top[2] = {0, 0};
    clause_sums clauses = {0};
    uint32_t i = a->set;
    uint32_t k = b->set;
    while (i < a->set_end && k < b->set_end) {
        const uint32_t x = u->words[i];
        const uint32_t y = u->words[k];
        if (x == y) {
            const float w = u->word_weight[x];
            shared += w;
            squares += w * w;
            add_to_clauses(&clauses, u->clauses[i], u->clauses[k], w);
            if (w > top[0]) {
                top[1] = top[0];
                top[0] = w;
            } else if (w > top[1]) {
                top[1] = w;
            }
        }
        i += x <= y;
        k += y <= x;
    }
    p->cosine = squares / (a->norm * b->norm + 1e-6F);
    const float in_a = shared / (a->weight + 1e-6F);
    const float in_b = shared / (b->weight + 1e-6F);
    p->x[STM_PAIR_COSINE] = p->cosine;
    p->x[STM_PAIR_COVER_LESS] = fminf(in_a, in_b);
    p->x[STM_PAIR_COVER_MORE] = fmaxf(in_a, in_b);
    p->x[STM_PAIR_SHARED] = log1pf(shared);
    p->x[STM_PAIR_RAREST] = top[0];
    p->x[STM_PAIR_RARER] = top[1];
    compare_clauses(a, b, &clauses, p);
}

static float shared_weight(const uint32_t *ids, const float *weight, uint32_t a,
                           uint32_t a_end, uint32_t b, uint32_t b_end)
{
    float sum = 0;
    while (a < a_end && b < b_end) {
        const uint32_t x = ids[a];
        const uint32_t y = ids[b];
        if (x == y)
            sum += weight[x];
        a += x <= y;
        b += y <= x;
    }
    return sum;
}

static void compare_grams(const stm_units *u, const stm_unit *a,
                          const stm_unit *b, stm_pair *p)
{
    const float grams = shared_weight(u->grams, u->gram_weight, a->grams,
                                      a->grams_end, b->grams, b->grams_end);
    p->x[STM_PAIR_GRAMS] = log1pf(grams);
    p->x[STM_PAIR_GRAMS_COVER] =
        grams / (fminf(a->gram_weight, b->gram_weight) + 1);
    const float names = shared_weight(u->names, u->word_weight, a->names,
                                      a->names_end, b->names, b->names_end);
    p->x[STM_PAIR_NAMES] = log1pf(names);
    p->x[STM_PAIR_NAMES_COVER] =
        names / (fminf(a->name_weight, b->name_weight) + .5F);
    p->x[STM_PAIR_NAMES_MISSING] =
        log1pf(fmaxf(0, a->name_weight + b->name_weight - 2 * names));
    const float nears = shared_weight(u->nears, u->near_weight, a->nears,
                                      a->nears_end, b->nears, b->nears_end);
    p->x[STM_PAIR_NEARS] = log1pf(nears);
    p->x[STM_PAIR_NEARS_COVER] =
        nears / (fminf(a->near_weight, b->near_weight) + 4);
}

/* Longest run of words in common; sentences past 200 words count as 200. */
static float longest_run(const stm_units *u, const stm_unit *a,
                         const stm_unit *b)
{
    enum { most = 200 };
    uint16_t before[most + 1] = {0};
    uint32_t best = 0;
    const uint32_t na = stm_min_u32(a->row_end - a->row, most);
    const uint32_t nb = stm_min_u32(b->row_end - b->row, most);
    for (uint32_t i = 0; i < na; i++) {
        const uint32_t x = u->words[a->row + i];
        for (uint32_t k = nb; k-- > 0;) {
            before[k + 1] = u->words[b->row + k] == x
                                ? (uint16_t)(before[k] + 1)
                                : (uint16_t)0;
            best = stm_max_u32(best, before[k + 1]);
        }
    }
    return log1pf((float)best);
}

static void compare_numbers(const stm_units *u, const stm_unit *a,
                            const stm_unit *b, stm_pair *p)
{
    float equal = 0;
    uint32_t matched = 0;
    uint32_t things = 0;
    uint32_t apart = 0;
    for (uint32_t i = a->numbers; i < a->numbers_end; i++) {
        const stm_number *x = &u->numbers[i];
        for (uint32_t k = b->numbers; k < b->numbers_end; k++) {
            const stm_number *y = &u->numbers[k];
            const bool agree =
                x->measure == y->measure && stm_numbers_agree(x, y);
            if (agree && x->kind == y->kind) {
                equal += x->low == 1 ? .3F : 2;
                matched++;
            }
            if (x->fate != 0 && x->fate == y->fate)
                p->x[STM_PAIR_FATE] = 1;
            if (x->what != 0 && x->what == y->what && x->kind == y->kind) {
                things++;
                apart += !agree;
            }
        }
    }
    const uint32_t na = a->numbers_end - a->numbers;
    const uint32_t nb = b->numbers_end - b->numbers;
    const uint32_t both = stm_min_u32(matched, stm_min_u32(na, nb));
    p->x[STM_PAIR_NUMBERS] = fminf(equal, 12);
    p->x[STM_PAIR_NUMBERS_APART] = (float)stm_min_u32(apart, 4);
    p->x[STM_PAIR_NUMBERS_THING] = (float)stm_min_u32(things, 4);
    p->x[STM_PAIR_NUMBERS_ONE] = (na == 0) != (nb == 0);
    p->x[STM_PAIR_NUMBERS_FREE] =
        na > 0 && nb > 0 ? log1pf((float)(na + nb - 2 * both)) : 0;
}

static void compare_manner(const stm_unit *a, const stm_unit *b, stm_pair *p)
{
    const float la = logf((float)(a->row_end - a->row) + 1);
    const float lb = logf((float)(b->row_end - b->row) + 1);
    const uint32_t either = a->flags ^ b->flags;
    const uint32_t both = a->flags & b->flags;
    p->x[STM_PAIR_LENGTH_LESS] = fminf(la, lb);
    p->x[STM_PAIR_LENGTH_MORE] = fmaxf(la, lb);
    p->x[STM_PAIR_LENGTH_APART] = fabsf(la - lb);
    p->x[STM_PAIR_PLACE_APART] = fabsf(a->place - b->place);
    p->x[STM_PAIR_PLACE_LAST] = fmaxf(a->place, b->place);
    p->x[STM_PAIR_PLACE_FIRST] = fminf(a->place, b->place);
    p->x[STM_PAIR_NEGATION] = (either & STM_UNIT_NEGATED) != 0;
    p->x[STM_PAIR_SAID_ONE] = (either & STM_UNIT_SAID) != 0;
    p->x[STM_PAIR_SAID_BOTH] = (both & STM_UNIT_SAID) != 0;
    p->x[STM_PAIR_QUOTE_BOTH] = (both & STM_UNIT_QUOTE) != 0;
    p->x[STM_PAIR_QUOTE_ONE] = (either & STM_UNIT_QUOTE) != 0;
    if (a->speaker != STM_NONE && b->speaker != STM_NONE)
        p->x[STM_PAIR_SPEAKER] = a->speaker == b->speaker ? 1 : -1;
    if (a->day != STM_NO_DAY && b->day != STM_NO_DAY)
        p->x[STM_PAIR_DAY] = a->day == b->day ? 1 : -1;
}

/* First match of articles a, b in the sorted list. */
static uint32_t first_match(const stm_pile *pile, uint32_t a, uint32_t b)
{
    uint32_t low = 0;
    uint32_t high = pile->n_matches;
    while (low < high) {
        const uint32_t mid = low + (high - low) / 2;
        const stm_match *m = &pile->matches[mid];
        if (m->a < a || (m->a == a && m->b < b))
            low = mid + 1;
        else
            high = mid;
    }
    return low;
}

/*
 * Share of the shorter sentence that lies in a match whose other side falls
 * on the other sentence; positions inside a match are taken to be in line.
 */
static float shared_passage(const stm_pile *pile, const stm_unit *a,
                            const stm_unit *b)
{
    const bool swap = a->article > b->article;
    const stm_unit *x = swap ? b : a;
    const stm_unit *y = swap ? a : b;
    const stm_span sx = stm_unit_span(pile, x);
    const stm_span sy = stm_unit_span(pile, y);
    const float shorter =
        fminf((float)(sx.end - sx.begin), (float)(sy.end - sy.begin)) + 1;
    float best = 0;
    for (uint32_t i = first_match(pile, x->article, y->article);
         i < pile->n_matches && pile->matches[i].a == x->article &&
         pile->matches[i].b == y->article;
         i++) {
        const stm_match *m = &pile->matches[i];
        if (stm_span_overlap(sx, m->a_span) == 0 ||
            stm_span_overlap(sy, m->b_span) == 0)
            continue;
        const float scale = (float)(m->b_span.end - m->b_span.begin) /
                            ((float)(m->a_span.end - m->a_span.begin) + 1);
        const float begin = (float)m->b_span.begin +
                            ((float)stm_max_u32(sx.begin, m->a_span.begin) -
                             (float)m->a_span.begin) *
                                scale;
        const float end = (float)m->b_span.begin +
                          ((float)stm_min_u32(sx.end, m->a_span.end) -
                           (float)m->a_span.begin) *
                              scale;
        const float inner =
            fminf(end, (float)sy.end) - fmaxf(begin, (float)sy.begin);
        best = fmaxf(best, inner / shorter);
    }
    return fminf(fmaxf(best, 0), 1);
}

static void compare_one(const measure *m, stm_pair *p)
{
    const stm_unit *a = &m->units->items[p->a];
    const stm_unit *b = &m->units->items[p->b];
    compare_words(m->units, a, b, p);
    compare_grams(m->units, a, b, p);
    compare_numbers(m->units, a, b, p);
    compare_manner(a, b, p);
    p->x[STM_PAIR_RUN] = p->x[STM_PAIR_GRAMS] > 0
                             ? longest_run(m->units, a, b)
                             : (p->cosine > 0 ? logf(2) : 0);
    p->x[STM_PAIR_PASSAGE] = shared_passage(m->pile, a, b);
}

/*
 * For each pair the best of unit a's row in b's article and the other way
 * round. A row is sorted by unit, hence by article: one walk a row.
 */
static void best_of_rows(const measure *m, stm_pair_feature of, float *best_a,
                         float *best_b)
{
    const stm_pairs *ps = m->pairs;
    for (uint32_t u = 0; u < m->units->n; u++) {
        uint32_t i = ps->row[u];
        while (i < ps->row[u + 1]) {
            uint32_t k = i;
            float best = 0;
            const uint32_t member =
                m->units->items[stm_pair_other(&ps->items[ps->row_pairs[i]], u)]
                    .member;
            for (; k < ps->row[u + 1]; k++) {
                const stm_pair *p = &ps->items[ps->row_pairs[k]];
                if (m->units->items[stm_pair_other(p, u)].member != member)
                    break;
                best = fmaxf(best, p->x[of]);
            }
            for (; i < k; i++) {
                const uint32_t at = ps->row_pairs[i];
                if (ps->items[at].a == u)
                    best_a[at] = best;
                else
                    best_b[at] = best;
            }
        }
    }
}

/* A row's mean is drawn to 0 as if by so many sentences that share nothing. */
static const float mean_prior = 10;

static float row_mean(const measure *m, stm_pair_feature of, uint32_t u)
{
    const stm_pairs *ps = m->pairs;
    const uint32_t member = m->units->items[u].member;
    const uint32_t own =
        m->units->first_of[member + 1] - m->units->first_of[member];
    float sum = 0;
    for (uint32_t i = ps->row[u]; i < ps->row[u + 1]; i++)
        sum += ps->items[ps->row_pairs[i]].x[of];
    return sum / ((float)(m->units->n - own) + mean_prior);
}

/* Sets three features that relate `of` to the rows of both units. */
static bool relate(const measure *m, stm_pair_feature of, stm_pair_feature row,
                   stm_pair_feature less, stm_pair_feature more)
{
    const stm_pairs *ps = m->pairs;
    float *best = stm_alloc(2 * (size_t)ps->n + 1, sizeof *best);
    float *mean = stm_alloc(m->units->n + 1u, sizeof *mean);
    if (best != NULL && mean != NULL) {
        best_of_rows(m, of, best, best + ps->n);
        for (uint32_t u = 0; u < m->units->n; u++)
            mean[u] = row_mean(m, of, u);
        for (uint32_t i = 0; i < ps->n; i++) {
            stm_pair *p = &ps->items[i];
            const float a = p->x[of] - best[i];
            const float b = p->x[of] - best[ps->n + i];
            p->x[row] = p->x[of] - (mean[p->a] + mean[p->b]) / 2;
            p->x[less] = fminf(a, b);
            p->x[more] = fmaxf(a, b);
        }
    }
    const bool ok = best != NULL && mean != NULL;
    stm_free(best);
    stm_free(mean);
    return ok;
}

/* The unit `step` places on in the same article, or STM_NONE. */
static uint32_t neighbour(const stm_units *u, uint32_t i, int32_t step)
{
    const int64_t at = (int64_t)i + step;
    if (at < 0 || at >= u->n || u->items[at].member != u->items[i].member)
        return STM_NONE;
    return (uint32_t)at;
}

static float cosine_of(const measure *m, uint32_t a, uint32_t b)
{
    if (a == STM_NONE || b == STM_NONE)
        return 0;
    const uint32_t p = stm_pairs_find(m->pairs, a, b);
    return p == STM_NONE ? 0 : m->pairs->items[p].cosine;
}

static void look_around(const measure *m, stm_pair *p)
{
    const stm_units *u = m->units;
    const uint32_t a0 = neighbour(u, p->a, -1);
    const uint32_t a1 = neighbour(u, p->a, 1);
    const uint32_t b0 = neighbour(u, p->b, -1);
    const uint32_t b1 = neighbour(u, p->b, 1);
    const float before = cosine_of(m, a0, b0);
    const float after = cosine_of(m, a1, b1);
    p->x[STM_PAIR_NEXT] = fmaxf(before, after);
    p->x[STM_PAIR_NEXT_SUM] = before + after;
    p->x[STM_PAIR_BESIDE] =
        fmaxf(fmaxf(cosine_of(m, p->a, b0), cosine_of(m, p->a, b1)),
              fmaxf(cosine_of(m, a0, p->b), cosine_of(m, a1, p->b)));
}

enum { kin_articles = 3000 };

/* Likeness of two articles: mean over sentences of the best in the other. */
static bool compare_articles(const measure *m)
{
    const stm_units *u = m->units;
    const stm_pairs *ps = m->pairs;
    const uint32_t n = u->n_members;
    if (n > kin_articles)
        return true; /* the feature stays 0 in stories of this size */
    float *kin = stm_alloc((size_t)n * n + 1, sizeof *kin);
    if (kin == NULL)
        return false;
    for (uint32_t i = 0; i < u->n; i++) {
        const uint32_t own = u->items[i].member;
        const float share =
            1 / (float)(u->first_of[own + 1] - u->first_of[own]);
        float best = 0;
        for (uint32_t k = ps->row[i]; k < ps->row[i + 1]; k++) {
            const stm_pair *p = &ps->items[ps->row_pairs[k]];
            const uint32_t member = u->items[stm_pair_other(p, i)].member;
            best = fmaxf(best, p->cosine);
            const bool last =
                k + 1 == ps->row[i + 1] ||
                u->items[stm_pair_other(&ps->items[ps->row_pairs[k + 1]], i)]
                        .member != member;
            if (last) {
                kin[(size_t)own * n + member] += best * share;
                best = 0;
            }
        }
    }
    for (uint32_t i = 0; i < ps->n; i++) {
        stm_pair *p = &ps->items[i];
        const uint32_t a = u->items[p->a].member;
        const uint32_t b = u->items[p->b].member;
        p->x[STM_PAIR_KIN] =
            (kin[(size_t)a * n + b] + kin[(size_t)b * n + a]) / 2;
    }
    stm_free(kin);
    return true;
}

stm_status stm_pairs_from_units(const stm_pile *pile, const stm_units *units,
                                stm_arena *arena, stm_pairs *out)
{
    *out = (stm_pairs){0};
    STM_TRY(seek_all(units, arena, out));
    if (!build_rows(units, arena, out))
        return STM_ERR_NOMEM;
    const measure m = {pile, units, out};
    for (uint32_t i = 0; i < out->n; i++)
        compare_one(&m, &out->items[i]);
    if (!relate(&m, STM_PAIR_COSINE, STM_PAIR_COSINE_ROW,
                STM_PAIR_COSINE_BEST_LESS, STM_PAIR_COSINE_BEST_MORE) ||
        !relate(&m, STM_PAIR_GRAMS_COVER, STM_PAIR_GRAMS_ROW,
                STM_PAIR_GRAMS_BEST_LESS, STM_PAIR_GRAMS_BEST_MORE) ||
        !relate(&m, STM_PAIR_CLAUSE_COSINE, STM_PAIR_CLAUSE_ROW,
                STM_PAIR_CLAUSE_BEST_LESS, STM_PAIR_CLAUSE_BEST_MORE) ||
        !relate(&m, STM_PAIR_NEARS_COVER, STM_PAIR_NEARS_ROW,
                STM_PAIR_NEARS_BEST_LESS, STM_PAIR_NEARS_BEST_MORE) ||
        !compare_articles(&m))
        return STM_ERR_NOMEM;
    for (uint32_t i = 0; i < out->n; i++)
        look_around(&m, &out->items[i]);
    return STM_OK;
}
