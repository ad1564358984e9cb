/*
 * Words by which news names people, their offices and bodies, and countries:
 * plain tables by language (naming_words_en.inc, country_words.inc).
 */
#ifndef STM_QUOTE_NAMING_WORDS_H
#define STM_QUOTE_NAMING_WORDS_H

#include "base/map.h"
#include "base/status.h"

enum stm_naming_flags {
    STM_NAMING_DETERMINER = 1u << 0,
    STM_NAMING_HIS = 1u << 1,    /* its, their: a body of who came before */
    STM_NAMING_PERSON = 1u << 2, /* he, she */
    STM_NAMING_IT = 1u << 3,
    STM_NAMING_THEY = 1u << 4,
    STM_NAMING_WHO = 1u << 5,
    STM_NAMING_SELF = 1u << 6,      /* I, we */
    STM_NAMING_TITLE = 1u << 7,     /* Mr, Pope: a person's name follows */
    STM_NAMING_HEAD = 1u << 8,      /* president, mayor: speaks as himself */
    STM_NAMING_SPOKES = 1u << 9,    /* speaks for the body */
    STM_NAMING_RANK = 1u << 10,     /* of police or army, for which he speaks */
    STM_NAMING_EXEC = 1u << 11,     /* runs the body, and speaks for it */
    STM_NAMING_MINISTER = 1u << 12, /* speaks for a ministry */
    STM_NAMING_MINISTRY = 1u << 13, /* ministry, department */
    STM_NAMING_SUBJECT = 1u << 14,  /* what a ministry is for: defence */
    STM_NAMING_BODY = 1u << 15,     /* a body's noun; `kind` */
    STM_NAMING_LAW = 1u << 16,      /* police, investigators */
    STM_NAMING_FOLK = 1u << 17,     /* people without a name; `kind` */
    STM_NAMING_DOCUMENT = 1u << 18, /* indictment, poster */
    STM_NAMING_STATEMENT = 1u << 19, /* what a body gives out */
    STM_NAMING_STOP = 1u << 20,      /* ends a name: in, at, who */
    STM_NAMING_OF = 1u << 21,
    STM_NAMING_LINK = 1u << 22,     /* and, for, the: inside bodies' names */
    STM_NAMING_PLAIN = 1u << 23,    /* tells no body from another: office */
    STM_NAMING_AGENCY = 1u << 24,   /* AFP */
    STM_NAMING_VAGUE = 1u << 25,    /* officials: of whatever body speaks */
    STM_NAMING_FIRM = 1u << 26,     /* company, service: of any firm */
    STM_NAMING_NOUN = 1u << 27,     /* capitalised, yet no name: Monday */
    STM_NAMING_FEDERAL = 1u << 28,  /* of the state, not of the town */
    STM_NAMING_LAWMEN = 1u << 29,   /* investigators: of whatever police */
    STM_NAMING_FORENAME = 1u << 30, /* a country's name, and a person's */
};

typedef struct stm_naming_word {
    uint32_t flags; /* stm_naming_flags */
    uint8_t kind;   /* stm_speaker_kind of a body or of folk */
    uint64_t as;    /* the hash that counts: "defense" is "defence" */
} stm_naming_word;

/* How a country is named. */
typedef enum stm_country_form {
    STM_COUNTRY_NAME,
    STM_COUNTRY_OF, /* "Armenian" */
    STM_COUNTRY_CAPITAL,
} stm_country_form;

typedef struct stm_country_word {
    uint16_t country; /* index; see stm_country_code */
    uint8_t form;     /* stm_country_form */
    uint8_t n_words;
} stm_country_word;

enum { STM_COUNTRY_NONE = 0xFFFF, STM_COUNTRY_WORDS = 5 };

/* Which pronoun stands for a person, as a first name or title tells it. */
typedef enum stm_gender {
    STM_GENDER_UNKNOWN,
    STM_GENDER_HE,
    STM_GENDER_SHE,
    STM_GENDER_NOBODY, /* begins bodies' names alone: "national" */
} stm_gender;

typedef struct stm_naming_words {
    stm_u64map index; /* stm_hash(lower word) -> items */
    stm_naming_word *items;
    uint32_t len, cap;
    stm_u64map genders;   /* stm_hash(lower word) -> stm_gender */
    stm_u64map countries; /* hash of words -> form << 16 | country */
} stm_naming_words;

/* Builds the tables. Error: STM_ERR_NOMEM; release also then. */
STM_WARN_UNUSED stm_status stm_naming_words_init(stm_naming_words *self);

/*
 * Adds a person's own words, a line a class: its name, "|", the kind of
 * speaker or "", "|", the words, parted by spaces; "=" after a word gives
 * the one it counts as. For class "country" the second column is a code of
 * ISO 3166-1 and the third phrases parted by commas. Lines that are empty or
 * begin with "#" are passed over, as is what cannot be read: the number of
 * the first such line is put in *bad_line, else 0. What is there already
 * keeps its kind. Nothing of `text` is kept. Error: STM_ERR_NOMEM.
 */
STM_WARN_UNUSED stm_status stm_naming_words_add(stm_naming_words *self,
                                                stm_slice text,
                                                uint32_t *bad_line);
void stm_naming_words_release(stm_naming_words *self);

/* The gender that a first name, a title or a pronoun tells, by its hash. */
stm_gender stm_naming_gender(const stm_naming_words *self, uint64_t hash);

/*
 * The hash by which words are known: in lower case, Latin letters without
 * their accents ("Étienne" is "etienne"), of at most 60 bytes.
 */
uint64_t stm_naming_hash(stm_slice word);

/* What is known of a word by its stm_hash (lower case), or NULL. */
const stm_naming_word *stm_naming_word_of(const stm_naming_words *self,
                                          uint64_t hash);

/*
 * The country that the words hashes[n] begin with, longest first. False:
 * none.
 */
bool stm_naming_country(const stm_naming_words *self, const uint64_t *hashes,
                        uint32_t n, stm_country_word *out);

/* ISO 3166-1 alpha-2 of a country's index, or "". */
stm_slice stm_country_code(uint16_t country);

/* Its first name in the table, lower case, or "". */
stm_slice stm_country_name(uint16_t country);

#endif
