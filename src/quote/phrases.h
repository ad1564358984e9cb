/* Lists of words and phrases from a language's table, found in a reading. */
#ifndef STM_QUOTE_PHRASES_H
#define STM_QUOTE_PHRASES_H

#include "base/arena.h"
#include "base/status.h"
#include "quote/reading.h"

/* A phrase of at most this many words; longer ones are not read. */
#define STM_PHRASE_WORDS 6u

typedef struct stm_phrase {
    uint32_t forms[STM_PHRASE_WORDS]; /* as stm_qword.form */
    uint32_t n;
} stm_phrase;

typedef struct stm_phrases {
    const stm_phrase *items; /* items[n_slots]: open addressing by forms[0] */
    uint32_t n_slots;        /* 0 or a power of two */
} stm_phrases;

/* `list`: words parted by spaces, or NULL. Error: STM_ERR_NOMEM. */
STM_WARN_UNUSED stm_status stm_phrases_from_words(const char *list,
                                                  stm_arena *arena,
                                                  stm_phrases *out);

/* `list`: phrases parted by "|", or NULL. Error: STM_ERR_NOMEM. */
STM_WARN_UNUSED stm_status stm_phrases_from_list(const char *list,
                                                 stm_arena *arena,
                                                 stm_phrases *out);

/* Words of the longest phrase that stands at words[0], or 0. */
uint32_t stm_phrases_match(const stm_phrases *self, const stm_qword *words,
                           uint32_t n);

/* The hash that stm_qword.form holds for a lower-cased word. */
uint32_t stm_form_hash(stm_slice lower);

#endif
