#include "quote/attribute.h"

#include <stdlib.h>

#include "quote/phrases.h"

#include "base/banned.h"

/* Hedges kept of one attribution. */
#define HEDGES_MAX 4u
/* A link is looked for in so many earlier ones to tell whether it nests. */
#define NEST_LOOK 16u

static stm_span bytes_of(const stm_reading *r, stm_wspan s)
{
    return (stm_span){r->words[s.first].begin, r->words[s.end - 1].end};
}

static bool is_word(const stm_qword *w)
{
    return w->class < STM_CLASS_COMMA || w->class > STM_CLASS_EDGE;
}

static uint8_t speech_of(const stm_reading *r, const stm_link *link)
{
    uint32_t words = 0, inside = 0;
    for (uint32_t c = 0; c < link->n_contents; c++)
        for (uint32_t i = link->contents[c].first; i < link->contents[c].end;
             i++) {
            if (!is_word(&r->words[i]))
                continue;
            words++;
            inside += (r->words[i].quoting & STM_QUOTING_INSIDE) != 0;
        }
    if (inside == 0)
        return STM_SPEECH_INDIRECT;
    return inside == words ? STM_SPEECH_DIRECT : STM_SPEECH_MIXED;
}

static uint32_t find_hedges(const stm_reading *r, const stm_phrases *hedges,
                            stm_wspan where, stm_span *out, uint32_t n)
{
    for (uint32_t i = where.first; i < where.end && n < HEDGES_MAX; i++) {
        if (r->words[i].quoting & STM_QUOTING_INSIDE)
            continue;
        const uint32_t len =
            stm_phrases_match(hedges, &r->words[i], where.end - i);
        if (len == 0)
            continue;
        out[n++] = bytes_of(r, (stm_wspan){i, i + len});
        i += len - 1;
    }
    return n;
}

/* Orders by first word of content, then of cue. */
static int compare_links(const void *a, const void *b)
{
    const stm_link *x = *(const stm_link *const *)a;
    const stm_link *y = *(const stm_link *const *)b;
    if (x->contents[0].first != y->contents[0].first)
        return x->contents[0].first < y->contents[0].first ? -1 : 1;
    if (x->contents[0].end != y->contents[0].end)
        return x->contents[0].end > y->contents[0].end ? -1 : 1;
    return x->cue.first < y->cue.first   ? -1
           : x->cue.first > y->cue.first ? 1
                                         : 0;
}

static bool holds(stm_wspan outer, stm_wspan inner)
{
    return outer.first <= inner.first && inner.end <= outer.end;
}

/* Whether `in` lies, cue and contents, in one content of `out`. */
static bool is_nested(const stm_link *in, const stm_link *out)
{
    for (uint32_t c = 0; c < out->n_contents; c++) {
        bool all = holds(out->contents[c], in->cue);
        for (uint32_t k = 0; k < in->n_contents; k++)
            all = all && holds(out->contents[c], in->contents[k]);
        if (all)
            return true;
    }
    return false;
}

static uint32_t find_outer(const stm_link *const *order, uint32_t i)
{
    for (uint32_t k = i, look = 0; k-- > 0 && look < NEST_LOOK; look++)
        if (is_nested(order[i], order[k]))
            return k;
    return STM_NONE;
}

/* `order` is short of one article's links; told outers are few. */
static uint32_t outer_of(const stm_links *links, const stm_link *const *order,
                         uint32_t n, uint32_t i)
{
    if (order[i]->outer == STM_NONE)
        return find_outer(order, i);
    const stm_link *outer = &links->items[order[i]->outer];
    uint32_t low = 0, high = n;
    while (low < high) {
        const uint32_t mid = low + (high - low) / 2;
        if (compare_links(&order[mid], &outer) < 0)
            low = mid + 1;
        else
            high = mid;
    }
    return low < n && low != i ? low : STM_NONE;
}

static stm_status fill(const stm_reading *r, const stm_phrases *hedges,
                       const stm_link *link, stm_arena *arena,
                       stm_attribution *a)
{
    stm_span spans[STM_LINK_CONTENTS + 2], found[HEDGES_MAX];
    uint32_t n = 0, n_hedges = 0;
    if (link->source.first < link->source.end) {
        spans[n++] = bytes_of(r, link->source);
        a->n_source = 1;
    }
    if (link->cue.first < link->cue.end) {
        spans[n++] = bytes_of(r, link->cue);
        a->n_cue = 1;
        n_hedges = find_hedges(r, hedges, link->cue, found, n_hedges);
    }
    for (uint32_t c = 0; c < link->n_contents; c++) {
        spans[n++] = bytes_of(r, link->contents[c]);
        n_hedges = find_hedges(r, hedges, link->contents[c], found, n_hedges);
    }
    const stm_span *kept = stm_arena_copy_array(arena, spans, n, sizeof *spans);
    const stm_span *kept_hedges =
        stm_arena_copy_array(arena, found, n_hedges, sizeof *found);
    if (kept == NULL || kept_hedges == NULL)
        return STM_ERR_NOMEM;
    a->source = kept;
    a->cue = kept + a->n_source;
    a->content = kept + a->n_source + a->n_cue;
    a->n_content = link->n_contents;
    a->hedges = kept_hedges;
    a->n_hedges = n_hedges;
    a->type = speech_of(r, link);
    a->confidence = link->confidence;
    return STM_OK;
}

stm_status stm_attributions_from_links(const stm_reading *reading,
                                       const stm_language *language,
                                       const stm_links *links, uint32_t index,
                                       bool reduced, stm_arena *arena,
                                       stm_arena *scratch,
                                       stm_attribution **out, uint32_t *n_out)
{
    const uint32_t n = links->len;
    stm_phrases hedges;
    STM_TRY(stm_phrases_from_list(language == NULL ? NULL : language->hedges,
                                  scratch, &hedges));
    const stm_link **order = stm_arena_alloc(scratch, n, sizeof *order);
    stm_attribution *list = stm_arena_alloc(arena, n, sizeof *list);
    if (order == NULL || list == NULL)
        return STM_ERR_NOMEM;
    for (uint32_t i = 0; i < n; i++)
        order[i] = &links->items[i];
    qsort(order, n, sizeof(const stm_link *), compare_links);
    for (uint32_t i = 0; i < n; i++) {
        list[i] = (stm_attribution){.article = index,
                                    .reduced = reduced,
                                    .speaker = STM_NONE,
                                    .carrier = STM_NONE,
                                    .outer = outer_of(links, order, n, i)};
        STM_TRY(fill(reading, &hedges, order[i], arena, &list[i]));
    }
    *out = list;
    *n_out = n;
    return STM_OK;
}
