/* What is known of single languages: a plain table, one entry each. */
#ifndef STM_TEXT_LANGUAGES_H
#define STM_TEXT_LANGUAGES_H

#include <stdbool.h>
#include <stdint.h>

#include "base/slice.h"

/*
 * Word lists are words parted by single spaces, case-folded and NFC, without
 * their full stops.
 */
typedef struct stm_language {
    const char *code;     /* BCP 47 base language; "" in the last entry */
    const char *stemmer;  /* its name in libstemmer, or NULL */
    bool ordinals;        /* "3. Oktober": a stop after a number goes on */
    bool elides;          /* "l'homme" is two words */
    const char *stops;    /* function words */
    const char *titles;   /* abbreviations that a name follows: "gen" */
    const char *numbered; /* ones that a number follows: "no" */
    const char *inner;    /* ones that may or may not end it: "inc" */
} stm_language;

enum { STM_LANGUAGES = 20 };

/* Entries 0..STM_LANGUAGES-1; the last stands for every other language. */
extern const stm_language stm_languages[STM_LANGUAGES];

/* Index of the language with `code`, else of the last entry. */
uint32_t stm_language_index(stm_slice code);

/* Takes the next word off a list; false at its end. */
bool stm_words_next(const char **list, stm_slice *word);

#endif
