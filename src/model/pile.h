/*
 * Everything one run knows. Read this header and those it includes, and the
 * product is understood: a room takes some of these arrays and fills the
 * next. Indices are positions in these arrays; ids are for output.
 */
#ifndef STM_MODEL_PILE_H
#define STM_MODEL_PILE_H

#include "model/article.h"
#include "model/attribution.h"
#include "model/claim.h"
#include "model/correction.h"
#include "model/lineage.h"
#include "model/passage.h"
#include "model/story.h"
#include "model/text.h"

struct stm_pile_index;

typedef struct stm_pile {
    const stm_article *articles; /* every record, in order of input */
    uint32_t n_articles;
    const stm_text *texts;    /* parallel to articles; empty where not kept */
    const stm_match *matches; /* by a, b, a_span, b_span */
    uint32_t n_matches;
    const stm_story *stories;
    uint32_t n_stories;
    const uint32_t *story_of; /* parallel to articles, STM_NONE: in none */
    const stm_attribution *attributions; /* by article, then content */
    uint32_t n_attributions;
    const stm_speaker *speakers;
    uint32_t n_speakers;
    const stm_claim *claims; /* by story, then weight */
    uint32_t n_claims;
    const stm_edge *edges; /* by to, then from, then lost */
    uint32_t n_edges;
    const stm_lost_origin *lost;
    uint32_t n_lost;
    const stm_correction *corrections; /* a person's, in order */
    uint32_t n_corrections;
    const struct stm_pile_index *index; /* of the finished pile, or NULL */
} stm_pile;

#endif
