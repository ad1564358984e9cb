#include "quote/linker.h"

#include <string.h>

#include "base/map.h"
#include "base/size.h"

#include "base/banned.h"

typedef struct piece {
    stm_wspan span;
    uint8_t label; /* the label that began it */
    uint32_t link; /* for cues: index among the paragraph's links */
} piece;

/* Cuts the labelled words into spans. */
static uint32_t list_pieces(const stm_qparagraph *p, const uint8_t *labels,
                            piece *pieces)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < p->n; i++) {
        if (labels[i] == STM_LABEL_OUT)
            continue;
        const bool begins = stm_label_begins(labels[i]) || n == 0 ||
                            pieces[n - 1].span.end != p->first + i ||
                            labels[i] != pieces[n - 1].label + 1;
        if (begins) {
            pieces[n++] =
                (piece){{p->first + i, p->first + i + 1},
                        stm_label_begins(labels[i]) ? labels[i]
                                                    : (uint8_t)(labels[i] - 1),
                        STM_NONE};
        } else {
            pieces[n - 1].span.end = p->first + i + 1;
        }
    }
    return n;
}

static bool is_source(uint8_t label)
{
    return label == STM_LABEL_SOURCE || label == STM_LABEL_SOURCE_AFTER;
}

/* The nearest cue before (or after) piece `i`, or STM_NONE. */
static uint32_t cue_beside(const piece *pieces, uint32_t n, uint32_t i,
                           bool before)
{
    if (before) {
        while (i-- > 0)
            if (pieces[i].label == STM_LABEL_CUE)
                return i;
        return STM_NONE;
    }
    while (++i < n)
        if (pieces[i].label == STM_LABEL_CUE)
            return i;
    return STM_NONE;
}

static void link_sources(const piece *pieces, uint32_t n, stm_link *links)
{
    for (uint32_t i = 0; i < n; i++) {
        if (!is_source(pieces[i].label))
            continue;
        const bool before = pieces[i].label == STM_LABEL_SOURCE_AFTER;
        uint32_t c = cue_beside(pieces, n, i, before);
        if (c == STM_NONE)
            c = cue_beside(pieces, n, i, !before);
        if (c == STM_NONE)
            continue;
        stm_link *link = &links[pieces[c].link];
        if (link->source.first == link->source.end || !before)
            link->source = pieces[i].span;
    }
}

static void link_contents(const piece *pieces, uint32_t n, stm_link *links)
{
    for (uint32_t i = 0; i < n; i++) {
        if (pieces[i].label != STM_LABEL_CONTENT &&
            pieces[i].label != STM_LABEL_CONTENT_AFTER)
            continue;
        const bool before = pieces[i].label == STM_LABEL_CONTENT_AFTER;
        uint32_t c = cue_beside(pieces, n, i, before);
        if (c == STM_NONE)
            c = cue_beside(pieces, n, i, !before);
        if (c == STM_NONE)
            continue;
        stm_link *link = &links[pieces[c].link];
        if (link->n_contents < STM_LINK_CONTENTS)
            link->contents[link->n_contents++] = pieces[i].span;
    }
}

/* A cue without a source of its own takes that of the cue before it. */
static void share_sources(const stm_qparagraph *p, stm_link *links, uint32_t n)
{
    (void)p;
    for (uint32_t i = 1; i < n; i++)
        if (links[i].source.first == links[i].source.end)
            links[i].source = links[i - 1].source;
}

stm_status stm_links_add(stm_links *self, const stm_link *link,
                         stm_arena *arena)
{
    if (self->len == self->cap) {
        const uint32_t cap = stm_max_u32(64, self->cap * 2);
        stm_link *more = stm_arena_alloc(arena, cap, sizeof *more);
        if (more == NULL)
            return STM_ERR_NOMEM;
        if (self->len > 0)
            memcpy(more, self->items, self->len * sizeof *more);
        self->items = more;
        self->cap = cap;
    }
    self->items[self->len++] = *link;
    return STM_OK;
}

stm_status stm_links_from_labels(const stm_reading *reading,
                                 const stm_qparagraph *p, const uint8_t *labels,
                                 stm_arena *arena, stm_links *out)
{
    (void)reading;
    piece *pieces = stm_arena_alloc(arena, p->n, sizeof *pieces);
    if (pieces == NULL)
        return STM_ERR_NOMEM;
    const uint32_t n = list_pieces(p, labels, pieces);
    uint32_t n_cues = 0;
    for (uint32_t i = 0; i < n; i++)
        if (pieces[i].label == STM_LABEL_CUE)
            pieces[i].link = n_cues++;
    stm_link *links = stm_arena_alloc(arena, n_cues, sizeof *links);
    if (links == NULL)
        return STM_ERR_NOMEM;
    for (uint32_t i = 0; i < n; i++)
        if (pieces[i].label == STM_LABEL_CUE)
            links[pieces[i].link] =
                (stm_link){.cue = pieces[i].span, .outer = STM_NONE};
    link_sources(pieces, n, links);
    link_contents(pieces, n, links);
    share_sources(p, links, n_cues);
    for (uint32_t i = 0; i < n_cues; i++) {
        if (links[i].n_contents == 0)
            continue;
        STM_TRY(stm_links_add(out, &links[i], arena));
    }
    return STM_OK;
}
