#include "quote/tagged.h"

#include <math.h>

#include "base/size.h"
#include "quote/layers.h"
#include "quote/lines.h"
#include "quote/plain.h"

#include "base/banned.h"

/*
 * Confidence of a link whose least sure word has margin m (nats):
 * 1 / (1 + exp(-(CONFIDENCE_AT_0 + CONFIDENCE_SLOPE * m))), fitted on the
 * development articles; lines told by their layout alone have LAYOUT.
 */
#define CONFIDENCE_AT_0 (-0.1F)
#define CONFIDENCE_SLOPE 0.51F
#define MOST_MARGIN 12.0F
#define LAYOUT_CONFIDENCE 0.96F

static float least(const float *margins, stm_wspan s, uint32_t first)
{
    float m = MOST_MARGIN;
    for (uint32_t i = s.first; i < s.end; i++)
        m = margins[i - first] < m ? margins[i - first] : m;
    return m;
}

static float confidence_of(const stm_link *link, const float *margins,
                           uint32_t first)
{
    float m = least(margins, link->cue, first);
    const float source = least(margins, link->source, first);
    m = source < m ? source : m;
    for (uint32_t c = 0; c < link->n_contents; c++) {
        const float content = least(margins, link->contents[c], first);
        m = content < m ? content : m;
    }
    return 1.0F / (1.0F + expf(-(CONFIDENCE_AT_0 + CONFIDENCE_SLOPE * m)));
}

stm_status stm_links_from_tagger(const stm_reading *reading,
                                 const stm_tagger *tagger,
                                 const stm_language *language,
                                 stm_arena *scratch, stm_links *out)
{
    uint32_t most = 0;
    for (uint32_t i = 0; i < reading->n_paragraphs; i++)
        most = stm_max_u32(most, reading->paragraphs[i].n);
    uint32_t *features =
        stm_arena_alloc(scratch, (size_t)most * STM_FEATURES, sizeof *features);
    uint8_t *contexts = stm_arena_alloc(scratch, most, 1);
    stm_surroundings *around = stm_arena_alloc(scratch, most, sizeof *around);
    uint8_t *labels = stm_arena_alloc(scratch, most, 1);
    float *margins = stm_arena_alloc(scratch, most, sizeof *margins);
    if (scratch->failed)
        return STM_ERR_NOMEM;
    stm_plain plain;
    STM_TRY(stm_plain_init(&plain, language, scratch));
    stm_layers layers;
    STM_TRY(stm_layers_init(&layers, language, scratch));
    const bool transcript = stm_lines_are_transcript(reading);
    for (uint32_t i = 0; i < reading->n_paragraphs; i++) {
        const stm_qparagraph *p = &reading->paragraphs[i];
        stm_features_fill(reading, p, around, features, contexts);
        STM_TRY(stm_tagger_label(tagger, features, contexts, p->n, scratch,
                                 labels, margins));
        const bool by_layout = stm_lines_label(reading, p, transcript, labels);
        const uint32_t before = out->len;
        STM_TRY(stm_links_from_labels(reading, p, labels, scratch, out));
        for (uint32_t k = before; k < out->len; k++)
            out->items[k].confidence =
                by_layout ? LAYOUT_CONFIDENCE
                          : confidence_of(&out->items[k], margins, p->first);
        if (!by_layout)
            STM_TRY(stm_links_from_plain(&plain, reading, p, labels, before,
                                         scratch, out));
        STM_TRY(stm_layers_add(&layers, reading, p, before, scratch, out));
    }
    return STM_OK;
}
