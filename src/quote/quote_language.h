/*
 * What the quote room knows of a language: plain tables, no code.
 *
 * A table is one string of words parted by spaces, in lower case as Unicode
 * folds it ("ss" for the sharp s). A language
 * without a row yields direct quotations by marks and colons alone.
 */
#ifndef STM_QUOTE_QUOTE_LANGUAGE_H
#define STM_QUOTE_QUOTE_LANGUAGE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/slice.h"

/* What kind of word it is; the first group is told by shape. */
typedef enum stm_word_class {
    STM_CLASS_LOWER,   /* an unlisted word in small letters */
    STM_CLASS_NAME,    /* an unlisted capitalised word */
    STM_CLASS_ACRONYM, /* all capitals */
    STM_CLASS_NUMBER,
    STM_CLASS_ED,
    STM_CLASS_ING,
    STM_CLASS_LY,
    STM_CLASS_PLURAL, /* ends in s */
    STM_CLASS_COMMA,
    STM_CLASS_STOP, /* full stop */
    STM_CLASS_COLON,
    STM_CLASS_SEMICOLON,
    STM_CLASS_ASKS, /* question or exclamation mark, ellipsis */
    STM_CLASS_DASH,
    STM_CLASS_BRACKET_OPEN,
    STM_CLASS_BRACKET_SHUT,
    STM_CLASS_QUOTE_OPEN,
    STM_CLASS_QUOTE_SHUT,
    STM_CLASS_MARK, /* any other mark */
    STM_CLASS_EDGE, /* before the first or after the last word */
    /* from here on by the language's table */
    STM_CLASS_DETERMINER,
    STM_CLASS_SUBJECT, /* he, she, they, I, we, who as speakers */
    STM_CLASS_PRONOUN, /* him, them, it, this */
    STM_CLASS_POSSESSIVE,
    STM_CLASS_GENITIVE, /* 's */
    STM_CLASS_BE,
    STM_CLASS_HAVE,
    STM_CLASS_DO,
    STM_CLASS_MODAL,
    STM_CLASS_NOT,
    STM_CLASS_AND,
    STM_CLASS_BUT,
    STM_CLASS_IF, /* opens a subordinate clause */
    STM_CLASS_AS,
    STM_CLASS_THAT,
    STM_CLASS_TO,
    STM_CLASS_OF,
    STM_CLASS_FOR,
    STM_CLASS_ABOUT,
    STM_CLASS_IN, /* the common prepositions */
    STM_CLASS_PREPOSITION,
    STM_CLASS_WHO,
    STM_CLASS_WHAT, /* what, how, why, where, whether */
    STM_CLASS_ACCORDING,
    STM_CLASS_TITLE, /* Mr., Senator */
    STM_CLASS_ROLE,  /* spokesman, official */
    STM_CLASS_DAY,   /* days and months */
    STM_CLASS_QUANTITY,
    STM_CLASS_TIME, /* adverbs of time and manner */
    STM_CLASS_COUNT
} stm_word_class;

typedef struct stm_language {
    const char *code;                     /* BCP 47 base language */
    bool trained;                         /* the tagger's weights know it */
    const char *classes[STM_CLASS_COUNT]; /* words, or NULL */
    const char *say;       /* verbs of saying, all forms in use */
    const char *plain;     /* the surest of them, "|" between: see plain.h */
    const char *nouns;     /* nouns that stand for an utterance */
    const char *by;        /* phrases like "according to", "|" between them */
    const char *by_after;  /* phrases that follow a comma: "so", "|" */
    const char *after;     /* words that follow their source: "zufolge" */
    const char *joins;     /* words that go on with a name: "der", "des" */
    const char *reported;  /* verbs in the mood of reported speech */
    const char *relay;     /* verbs that quote another: "quoted" */
    const char *as_saying; /* phrases that follow whom they quote */
    const char *citing;    /* phrases that name whom one has it from */
    const char *agent;     /* "by", after a passive */
    const char *voices;    /* nouns that can speak, beside the roles */
    const char *that;      /* what opens a reported clause */
    const char *hedges;    /* words and phrases, "|" between them */
    const char *abbreviations; /* words whose stop ends no name */
} stm_language;

/* The tables of `code` (a base language), or NULL. */
const stm_language *stm_language_find(stm_slice code);

/* The table of language number `i`, or NULL past the last. */
const stm_language *stm_language_at(uint32_t i);

#endif
