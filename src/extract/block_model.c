#include "extract/block_model.h"

#include <math.h>
#include <string.h>

#include "base/size.h"

#include "base/banned.h"

/*
 * A tree lies in preorder: the left child of node i is i + 1, the right one
 * i + right. A leaf has right 0 and its value in `at`.
 */
typedef struct node {
    float at;         /* go left where the feature is not above this */
    uint16_t feature; /* index into the row */
    uint16_t right;   /* distance to the right child, 0 for a leaf */
} node;

typedef struct forest {
    const node *nodes;
    const uint32_t *starts; /* starts[n_trees]: the first node of each */
    uint32_t n_trees;
} forest;

/* What the second round sees more than the first. */
enum {
    SECOND_P = STM_F_COUNT,
    SECOND_PREV1,
    SECOND_PREV2,
    SECOND_PREV3,
    SECOND_NEXT1,
    SECOND_NEXT2,
    SECOND_NEXT3,
    SECOND_WINDOW4,
    SECOND_WINDOW10,
    SECOND_BEFORE_SHARE,
    SECOND_BEFORE,
    SECOND_AFTER,
    SECOND_BEST,
    SECOND_TOTAL,
    SECOND_KIN,
    SECOND_UP1,
    SECOND_UP2,
    SECOND_UP3,
    SECOND_ARTICLE,
    SECOND_GAP,
    SECOND_COUNT
};

#include "extract/block_model_weights.inc"

/*
 * Most blocks of a page are plainly not its article: from the 60th tree on a
 * sum this low (1 in 34) is taken as it stands, looked at every 20 trees. It
 * halves the time a page takes and moves no figure by more than .001.
 */
enum { PLAIN_FROM = 60, PLAIN_EVERY = 20 };
static const float plain_below = -3.5F;

/* Below this the second round is not asked: it would have to be sure. */
static const float plain_first = 0.03F;

/* The log odds; *is_plain: few trees were enough. */
static float judge(const forest *trees, const float *row, bool *is_plain)
{
    float sum = 0.0F;
    *is_plain = false;
    for (uint32_t t = 0; t < trees->n_trees; t++) {
        const node *n = &trees->nodes[trees->starts[t]];
        while (n->right != 0)
            n += row[n->feature] <= n->at ? 1 : n->right;
        sum += n->at;
        if (sum < plain_below && t >= PLAIN_FROM && t % PLAIN_EVERY == 0) {
            *is_plain = true;
            break;
        }
    }
    return sum;
}

static float chance(float log_odds)
{
    return 1.0F / (1.0F + expf(-log_odds));
}

/* Running sums of the first round's answers, weighed by bytes. */
typedef struct answers {
    const float *p;    /* p[n] */
    float *wanted;     /* wanted[n + 1]: sum of p times bytes before i */
    float *bytes;      /* bytes[n + 1] */
    float *sig_wanted; /* by signature */
    float *sig_bytes;
    uint32_t n;
    float best;
} answers;

static float share(float a, float b)
{
    return a / fmaxf(b, 1.0F);
}

static bool add_up(answers *a, const stm_blocks *blocks,
                   const stm_features *features, stm_arena *arena)
{
    a->n = blocks->n;
    a->wanted = stm_arena_alloc(arena, a->n + 1u, sizeof(*a->wanted));
    a->bytes = stm_arena_alloc(arena, a->n + 1u, sizeof(*a->bytes));
    a->sig_wanted =
        stm_arena_alloc(arena, features->n_sigs, sizeof(*a->sig_wanted));
    a->sig_bytes =
        stm_arena_alloc(arena, features->n_sigs, sizeof(*a->sig_bytes));
    if (arena->failed)
        return false;
    for (uint32_t i = 0; i < a->n; i++) {
        const stm_block *b = &blocks->items[i];
        const float bytes = (float)(b->text.end - b->text.begin);
        const uint32_t sig = features->kin[i].sig;
        a->wanted[i + 1] = a->wanted[i] + a->p[i] * bytes;
        a->bytes[i + 1] = a->bytes[i] + bytes;
        a->sig_wanted[sig] += a->p[i] * bytes;
        a->sig_bytes[sig] += bytes;
        a->best = fmaxf(a->best, a->p[i]);
    }
    return true;
}

static float range_share(const answers *a, uint32_t begin, uint32_t end)
{
    return share(a->wanted[end] - a->wanted[begin],
                 a->bytes[end] - a->bytes[begin]);
}

static float window(const answers *a, uint32_t i, uint32_t reach)
{
    return range_share(a, i >= reach ? i - reach : 0,
                       stm_min_u32(i + reach + 1, a->n));
}

static float answer_at(const answers *a, int64_t i)
{
    return i < 0 || i >= (int64_t)a->n ? 0.0F : a->p[i];
}

static void put_second(const answers *a, const stm_block_kin *kin, uint32_t i,
                       float *f)
{
    const float total = a->wanted[a->n];
    f[SECOND_P] = a->p[i];
    for (int k = 0; k < 3; k++) {
        f[SECOND_PREV1 + k] = answer_at(a, (int64_t)i - 1 - k);
        f[SECOND_NEXT1 + k] = answer_at(a, (int64_t)i + 1 + k);
    }
    f[SECOND_WINDOW4] = window(a, i, 4);
    f[SECOND_WINDOW10] = window(a, i, 10);
    f[SECOND_BEFORE_SHARE] = share(a->wanted[i], total);
    f[SECOND_BEFORE] = log2f(1.0F + a->wanted[i]);
    f[SECOND_AFTER] = log2f(1.0F + fmaxf(total - a->wanted[i + 1], 0.0F));
    f[SECOND_BEST] = a->best;
    f[SECOND_TOTAL] = log2f(1.0F + total);
    f[SECOND_KIN] = share(a->sig_wanted[kin->sig], a->sig_bytes[kin->sig]);
    for (int k = 0; k < 4; k++)
        f[SECOND_UP1 + k] = range_share(a, kin->begin[k], kin->end[k]);
}

stm_status stm_block_model_scores(const stm_blocks *blocks,
                                  const stm_features *features,
                                  stm_arena *arena, float **out)
{
    const uint32_t n = blocks->n;
    float *first = stm_arena_alloc(arena, n, sizeof(*first));
    float *both = stm_arena_alloc(arena, n, sizeof(*both));
    bool *is_plain = stm_arena_alloc(arena, n, sizeof(*is_plain));
    if (first == NULL || both == NULL || is_plain == NULL)
        return STM_ERR_NOMEM;
    for (uint32_t i = 0; i < n; i++) {
        const float *row = &features->rows[(size_t)i * STM_F_COUNT];
        first[i] = chance(judge(&first_round, row, &is_plain[i]));
    }
    answers a = {.p = first};
    if (!add_up(&a, blocks, features, arena))
        return STM_ERR_NOMEM;
    float row[SECOND_COUNT];
    float gap = 0.0F;
    for (uint32_t i = 0; i < n; i++) {
        const float gap_here = fminf(gap, 30.0F);
        gap = first[i] > 0.5F ? 0.0F : gap + 1.0F;
        both[i] = first[i];
        if (is_plain[i] || first[i] < plain_first)
            continue;
        bool ignored;
        memcpy(row, &features->rows[(size_t)i * STM_F_COUNT],
               STM_F_COUNT * sizeof(float));
        put_second(&a, &features->kin[i], i, row);
        row[SECOND_GAP] = gap_here;
        const float second = chance(judge(&second_round, row, &ignored));
        both[i] = 0.5F * (first[i] + second);
    }
    *out = both;
    return STM_OK;
}
