/*
 * From a word's bytes to the hashes that make words equal: the term (NFC,
 * case-folded) and the stem.
 *
 * Both are kept in a direct-mapped cache by the word's raw bytes, so a text
 * costs one look-up a word; what a look-up gives never depends on what came
 * before it.
 */
#ifndef STM_TEXT_TERMS_H
#define STM_TEXT_TERMS_H

#include "base/map.h"
#include "base/status.h"
#include "text/chars.h"
#include "text/languages.h"

struct sb_stemmer;
struct UNormalizer2;

typedef struct stm_term {
    uint64_t term; /* stm_hash of the folded form */
    uint64_t stem; /* stm_hash of its stem; the term where there is none */
    uint8_t flags; /* CAPITAL, ALL_CAPS and STOP of stm_token_flags */
} stm_term;

/* How an abbreviation meets the end of a sentence. */
enum stm_abbr {
    STM_ABBR_TITLE = 1u << 0,
    STM_ABBR_NUMBERED = 1u << 1,
    STM_ABBR_INNER = 1u << 2,
};

struct stm_term_slot;

typedef struct stm_terms {
    stm_u64map stops; /* term -> bit i: a stop word of language i */
    stm_u64map abbrs[STM_LANGUAGES];            /* term -> stm_abbr flags */
    struct sb_stemmer *stemmers[STM_LANGUAGES]; /* opened when first used */
    struct stm_term_slot *slots;                /* the cache */
    const struct UNormalizer2 *nfc;             /* ICU's own; not freed */
    const stm_chars *chars;
    bool failed; /* sticky: out of memory */
} stm_terms;

/* Words longer than this are hashed byte by byte, without folding. */
enum { STM_TERM_MAX_BYTES = 240 };

/* Keeps `chars`. Error: STM_ERR_NOMEM. Release also after a failure. */
STM_WARN_UNUSED stm_status stm_terms_init(stm_terms *self,
                                          const stm_chars *chars);
void stm_terms_release(stm_terms *self);

/*
 * The term of the word begin..end of `text` in language `language` (an index
 * into stm_languages). Out of memory sets self->failed.
 */
stm_term stm_terms_get(stm_terms *self, stm_slice text, size_t begin,
                       size_t end, uint32_t language);

/* stm_abbr flags of a term in a language, 0 none. */
uint32_t stm_terms_abbr(const stm_terms *self, uint64_t term,
                        uint32_t language);

#endif
