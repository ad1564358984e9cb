#include "match/anchors.h"

#include <string.h>

#include "base/alloc.h"

#include "base/banned.h"

enum {
    hits_max = 8, /* places of the indexed doc that one place is tried at */
    effort_per_word = 64, /* words compared, at most, for one of both docs */
};

void stm_anchors_init(stm_anchors *self)
{
    *self = (stm_anchors){0};
}

void stm_anchors_release(stm_anchors *self)
{
    stm_free(self->heads);
    stm_free(self->nexts);
    stm_free(self->items);
    *self = (stm_anchors){0};
}

static uint32_t hash_three(const uint32_t *w)
{
    const uint64_t h =
        ((w[0] * 0x9E3779B97F4A7C15u + w[1]) * 0xD6E8FEB86659FD93u + w[2]) *
        0xBF58476D1CE4E5B9u;
    return (uint32_t)(h >> 32);
}

stm_status stm_anchors_load(stm_anchors *self, const uint32_t *words,
                            uint32_t n)
{
    uint32_t size = 64;
    while (size < 2 * (uint64_t)n && size < 1u << 30)
        size *= 2;
    if (!stm_grow(&self->heads, &self->cap_heads, size, sizeof *self->heads) ||
        !stm_grow(&self->nexts, &self->cap_nexts, n + 1, sizeof *self->nexts))
        return STM_ERR_NOMEM;
    self->words = words;
    self->n_words = n;
    self->mask = size - 1;
    memset(self->heads, 0, size * sizeof *self->heads);
    /* from the end, so that the lists go upwards */
    for (uint32_t i = n; i-- > 0;) {
        if (i + STM_ANCHOR_WORDS > n)
            continue;
        uint32_t *head = &self->heads[hash_three(words + i) & self->mask];
        self->nexts[i] = *head;
        *head = i + 1;
    }
    return STM_OK;
}

static uint32_t equal_words(const uint32_t *a, uint32_t n_a, const uint32_t *b,
                            uint32_t n_b)
{
    uint32_t n = 0;
    while (n < n_a && n < n_b && a[n] == b[n])
        n++;
    return n;
}

stm_status stm_anchors_find(stm_anchors *self, const uint32_t *words,
                            uint32_t n)
{
    const uint32_t *a = self->words;
    uint64_t effort = (uint64_t)effort_per_word * (self->n_words + n);
    self->len = 0;
    for (uint32_t j = 0; j + STM_ANCHOR_WORDS <= n; j++) {
        uint32_t at = self->heads[hash_three(words + j) & self->mask];
        for (uint32_t hits = 0; at != 0 && hits < hits_max; hits++) {
            const uint32_t i = at - 1;
            at = self->nexts[i];
            if (i > 0 && j > 0 && a[i - 1] == words[j - 1])
                continue; /* part of a run that began before */
            const uint32_t len =
                equal_words(a + i, self->n_words - i, words + j, n - j);
            if (len < STM_ANCHOR_WORDS)
                continue;
            if (!stm_grow(&self->items, &self->cap, self->len + 1,
                          sizeof *self->items))
                return STM_ERR_NOMEM;
            self->items[self->len++] = (stm_anchor){i, j, len};
            if (self->len == STM_ANCHORS_MAX || effort < len)
                return STM_OK;
            effort -= len;
        }
    }
    return STM_OK;
}
