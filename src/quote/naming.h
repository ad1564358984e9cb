/*
 * What a phrase names: "Marl police spokesman Per Ek" is a person, Per Ek,
 * who speaks for a police body whose own word is Marl.
 */
#ifndef STM_QUOTE_NAMING_H
#define STM_QUOTE_NAMING_H

#include "base/arena.h"
#include "model/span.h"
#include "quote/naming_words.h"

/* A word of the article as naming sees it: "Ek's" is Ek, with a genitive. */
typedef struct stm_nword {
    uint32_t begin; /* bytes in the article's text, without 's */
    uint32_t end;
    uint64_t hash; /* stm_hash of the word in lower case, without 's */
    const stm_naming_word *word; /* what the table knows, or NULL */
    bool is_capital;
    bool is_caps; /* two letters or more, all capital */
    bool has_genitive;
    bool is_number;      /* begins with a digit */
    bool is_aged;        /* "43-year-old" */
    bool is_based;       /* "London-based": tells no body from another */
    uint8_t mark_before; /* the first of ,.;:()"- and the like before it; 0:
                            blanks alone */
    bool starts;         /* first of a paragraph or after a full stop */
} stm_nword;

typedef struct stm_nwords {
    stm_nword *items;
    uint32_t n;
} stm_nwords;

/* A body as its words tell it. */
enum { STM_BODY_KEYS = 6 };

typedef struct stm_body_name {
    bool is_there;
    uint8_t kind;     /* stm_speaker_kind */
    uint16_t country; /* STM_COUNTRY_NONE: not told */
    bool is_ministry;
    bool is_firm;                 /* "the company": any firm's noun */
    uint64_t keys[STM_BODY_KEYS]; /* its own words, ascending */
    uint32_t n_keys;
    uint64_t noun;       /* "observatory", "police"; 0 none */
    uint64_t tail;       /* the last noun: "service" of a fire service */
    uint32_t first, end; /* words */
    bool is_acronym;
    bool of_former; /* "its", "the country's": of what came before */
} stm_body_name;

typedef enum stm_naming_form {
    STM_NAMED_NOTHING,
    STM_NAMED_PRONOUN, /* `flags`: which */
    STM_NAMED_PERSON,
    STM_NAMED_BODY,    /* with a word of its own */
    STM_NAMED_SINGLE,  /* one capital word: a surname, a firm */
    STM_NAMED_COUNTRY, /* "Baku said": its government */
    STM_NAMED_NOUN,    /* "the ministry", "the company" */
    STM_NAMED_LAW,     /* "police", "investigators" */
    STM_NAMED_FOLK,    /* "a witness", "officials" */
    STM_NAMED_DOCUMENT,
    STM_NAMED_STATEMENT, /* of whoever gives statements out */
} stm_naming_form;

enum { STM_NAMING_OFFICES = 3 };

typedef struct stm_naming {
    stm_naming_form form;
    uint32_t flags;      /* of a pronoun; of folk: VAGUE */
    uint32_t office;     /* SPOKES, RANK, EXEC, MINISTER, HEAD, TITLE; 0 */
    uint8_t office_kind; /* POLICE, MILITARY for a rank */
    uint32_t first, end; /* words of the person's name */
    stm_body_name body;  /* the body; or for whom the person speaks */
    uint64_t noun;       /* of folk, documents */
    uint8_t kind;        /* of folk */
    bool is_definite;    /* "the mayor", "his lawyer": told of before */
    uint64_t offices[STM_NAMING_OFFICES]; /* words of office; 0 none */
} stm_naming;

/*
 * Cuts text[spans] (paragraphs) to words. Items lie in `arena`. Error:
 * STM_ERR_NOMEM.
 */
STM_WARN_UNUSED stm_status stm_nwords_from_spans(
    const stm_naming_words *table, stm_slice text, const stm_span *spans,
    uint32_t n_spans, stm_arena *arena, stm_nwords *out);

/* What the words first .. end of w, a source or the like, name. */
stm_naming stm_naming_read(const stm_naming_words *table, const stm_nword *w,
                           uint32_t first, uint32_t end);

#endif
