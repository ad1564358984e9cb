/* What a code point is to the word cutter: a class a code point. */
#ifndef STM_TEXT_CHARS_H
#define STM_TEXT_CHARS_H

#include <stdbool.h>
#include <stdint.h>

typedef enum stm_char_class {
    STM_CHAR_SPACE,    /* white space, controls: between tokens */
    STM_CHAR_LOWER,    /* a letter in lower case */
    STM_CHAR_UPPER,    /* upper or title case */
    STM_CHAR_CASELESS, /* a letter of a script without case */
    STM_CHAR_DIGIT,
    STM_CHAR_EXTEND, /* combining marks, joiners: go with what is before */
    STM_CHAR_MARK,   /* punctuation, symbols, emoji */
    STM_CHAR_DICT,   /* a letter of a script written without spaces */
} stm_char_class;

enum { STM_CHARS_TABLED = 0x3000 };

typedef struct stm_chars {
    uint8_t class_of[STM_CHARS_TABLED]; /* stm_char_class by code point */
} stm_chars;

/* Fills the table from ICU's properties. */
void stm_chars_init(stm_chars *self);

/* The class of any code point up to U+10FFFF, without the table. */
stm_char_class stm_char_classify(uint32_t cp);

static inline stm_char_class stm_chars_class(const stm_chars *self, uint32_t cp)
{
    return cp < STM_CHARS_TABLED ? (stm_char_class)self->class_of[cp]
                                 : stm_char_classify(cp);
}

static inline bool stm_char_is_letter(stm_char_class c)
{
    return c == STM_CHAR_LOWER || c == STM_CHAR_UPPER || c == STM_CHAR_CASELESS;
}

/* A mark that ends a sentence in some script (Unicode's STerm). */
bool stm_char_ends_sentence(uint32_t cp);

#endif
