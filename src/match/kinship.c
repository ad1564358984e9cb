#include "match/kinship.h"

#include <stdlib.h>

#include "base/alloc.h"
#include "base/size.h"

#include "base/banned.h"

enum { words_max = 4096 }; /* of a doc that are looked at */

void stm_kinship_init(stm_kinship *self)
{
    *self = (stm_kinship){0};
}

void stm_kinship_release(stm_kinship *self)
{
    stm_free(self->words[0]);
    stm_free(self->words[1]);
    stm_kinship_init(self);
}

static int compare_words(const void *x, const void *y)
{
    const uint32_t p = *(const uint32_t *)x;
    const uint32_t q = *(const uint32_t *)y;
    return p < q ? -1 : p > q;
}

/* Which side of the runs a doc is. */
typedef enum side { SIDE_A, SIDE_B } side;

static bool in_runs(const stm_run_pair *runs, uint32_t n, side s, uint32_t at)
{
    for (uint32_t i = 0; i < n; i++) {
        const stm_run_pair *r = &runs[i];
        if (s == SIDE_A ? at >= r->a_first && at < r->a_last
                        : at >= r->b_first && at < r->b_last)
            return true;
    }
    return false;
}

static stm_status list_words(stm_kinship *self, const stm_weights *weights,
                             const stm_doc *doc, side s,
                             const stm_run_pair *runs, uint32_t n,
                             uint32_t *out)
{
    const uint32_t most = stm_min_u32(doc->n_words, words_max);
    if (!stm_grow(&self->words[s], &self->cap[s], most + 1,
                  sizeof *self->words[s]))
        return STM_ERR_NOMEM;
    uint32_t *words = self->words[s];
    uint32_t len = 0;
    for (uint32_t i = 0; i < most; i++)
        if (stm_weight_tells(weights, doc->words[i], doc->flags[i]) &&
            !in_runs(runs, n, s, i))
            words[len++] = doc->words[i];
    qsort(words, len, sizeof *words, compare_words);
    uint32_t kept = 0;
    for (uint32_t i = 0; i < len; i++)
        if (i == 0 || words[i] != words[i - 1])
            words[kept++] = words[i];
    *out = kept;
    return STM_OK;
}

stm_status stm_kinship_measure(stm_kinship *self, const stm_weights *weights,
                               const stm_doc *a, const stm_doc *b,
                               const stm_run_pair *runs, uint32_t n, float *out)
{
    uint32_t len[2];
    STM_TRY(list_words(self, weights, a, SIDE_A, runs, n, &len[0]));
    STM_TRY(list_words(self, weights, b, SIDE_B, runs, n, &len[1]));
    uint32_t same = 0;
    for (uint32_t i = 0, j = 0; i < len[0] && j < len[1];) {
        const uint32_t x = self->words[0][i];
        const uint32_t y = self->words[1][j];
        same += x == y;
        i += x <= y;
        j += y <= x;
    }
    const uint32_t least = stm_min_u32(len[0], len[1]);
    *out = least == 0 ? 0 : (float)same / (float)least;
    return STM_OK;
}
