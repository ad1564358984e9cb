/*
 * The reading of one article's names: its voices so far, where they are
 * named, and who spoke last. Within the quote room only.
 */
#ifndef STM_QUOTE_NAMER_H
#define STM_QUOTE_NAMER_H

#include "model/article.h"
#include "quote/voice.h"

/* A place where a voice is named. */
typedef struct stm_named_place {
    uint32_t at;
    uint32_t end;
    uint32_t voice;
    bool starts; /* at the head of its sentence, but for words of office */
} stm_named_place;

typedef struct stm_namer {
    const stm_naming_words *table;
    const stm_article *article;
    uint32_t index;
    stm_nwords words;
    stm_voices *out;
    uint32_t base;           /* the article's first voice */
    stm_u64map lower;        /* words that stand in small letters somewhere */
    stm_named_place *places; /* by `at` */
    uint32_t n_places, cap_places;
    const stm_span *said; /* what is said, by begin, none inside another */
    uint32_t n_said;
    uint32_t last_person; /* sources before the one at hand, or STM_NONE */
    uint32_t last_body;
    uint32_t last_any;
    uint32_t last_at;
    stm_status status;
} stm_namer;

static inline bool stm_nword_has(const stm_nword *w, uint32_t flags)
{
    return w->word != NULL && (w->word->flags & flags) != 0;
}

stm_slice stm_namer__text(const stm_namer *r, uint32_t first, uint32_t end);
stm_slice stm_namer__body_text(const stm_namer *r, const stm_body_name *b);
void stm_namer__add_place(stm_namer *r, const stm_named_place *place);
void stm_namer__enrich(stm_voice *v, const stm_voice *more);
uint32_t stm_namer__intern(stm_namer *r, const stm_voice *v);
uint32_t stm_namer__find_acronym(const stm_namer *r, stm_slice acronym);
uint32_t stm_namer__recent(const stm_namer *r, uint32_t before,
                           bool (*wanted)(const stm_voice *, const void *),
                           const void *what);
bool stm_namer__is_any_body(const stm_voice *v, const void *what);
bool stm_namer__is_a_person(const stm_voice *v, const void *what);
uint32_t stm_namer__main_police(const stm_namer *r);
uint32_t stm_namer__nameless(stm_namer *r, uint8_t kind, uint64_t noun,
                             const stm_body_name *body, stm_slice name,
                             uint32_t at);
uint32_t stm_namer__resolve_law(stm_namer *r, const stm_naming *n,
                                stm_slice name, uint32_t at);
uint32_t stm_namer__resolve_body(stm_namer *r, stm_body_name body, uint32_t at);
uint32_t stm_namer__resolve_noun(stm_namer *r, const stm_body_name *body,
                                 uint32_t at);
uint32_t stm_namer__resolve_any_body(stm_namer *r, const stm_body_name *body,
                                     uint32_t at);
uint32_t stm_namer__best_person(const stm_namer *r, uint64_t name, uint32_t at,
                                stm_gender gender);
uint32_t stm_namer__resolve_country(stm_namer *r, const stm_body_name *body,
                                    uint32_t at);

#endif
