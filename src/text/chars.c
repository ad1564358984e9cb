#include "text/chars.h"

#include <unicode/uchar.h>

#include "base/banned.h"

/* Blocks of scripts that set no space between words. */
static bool needs_dictionary(uint32_t cp)
{
    if (cp < 0x0E00)
        return false;
    return (cp <= 0x0EFF) ||                 /* Thai, Lao */
           (cp >= 0x1000 && cp <= 0x109F) || /* Myanmar */
           (cp >= 0x1780 && cp <= 0x17FF) || /* Khmer */
           (cp >= 0x3005 && cp <= 0x3007) || /* iteration mark, zero */
           (cp >= 0x3040 && cp <= 0x30FF) || /* Hiragana, Katakana */
           (cp >= 0x31F0 && cp <= 0x31FF) || /* Katakana extensions */
           (cp >= 0x3400 && cp <= 0x4DBF) || /* Han */
           (cp >= 0x4E00 && cp <= 0x9FFF) || /* Han */
           (cp >= 0xF900 && cp <= 0xFAFF) || /* Han, compatibility */
           (cp >= 0xFF66 && cp <= 0xFF9F) || /* half-width Katakana */
           (cp >= 0x20000 && cp <= 0x3FFFF); /* Han, further planes */
}

/* Emoji modifiers, variation selectors and tags stay with their emoji. */
static bool extends(uint32_t cp)
{
    return cp == 0x200C || cp == 0x200D || cp == 0x00AD || cp == 0x2060 ||
           (cp >= 0xFE00 && cp <= 0xFE0F) || (cp >= 0x1F3FB && cp <= 0x1F3FF) ||
           (cp >= 0xE0020 && cp <= 0xE01EF);
}

stm_char_class stm_char_classify(uint32_t cp)
{
    if (extends(cp))
        return STM_CHAR_EXTEND;
    const int8_t type = u_charType((UChar32)cp);
    switch (type) {
    case U_LOWERCASE_LETTER:
        return STM_CHAR_LOWER;
    case U_UPPERCASE_LETTER:
    case U_TITLECASE_LETTER:
        return STM_CHAR_UPPER;
    case U_MODIFIER_LETTER:
    case U_OTHER_LETTER:
    case U_LETTER_NUMBER:
        return needs_dictionary(cp) ? STM_CHAR_DICT : STM_CHAR_CASELESS;
    case U_DECIMAL_DIGIT_NUMBER:
        return STM_CHAR_DIGIT;
    case U_NON_SPACING_MARK:
    case U_ENCLOSING_MARK:
    case U_COMBINING_SPACING_MARK:
        return STM_CHAR_EXTEND;
    case U_SPACE_SEPARATOR:
    case U_LINE_SEPARATOR:
    case U_PARAGRAPH_SEPARATOR:
    case U_CONTROL_CHAR:
    case U_FORMAT_CHAR:
    case U_SURROGATE:
        return STM_CHAR_SPACE;
    default:
        return STM_CHAR_MARK;
    }
}

void stm_chars_init(stm_chars *self)
{
    for (uint32_t cp = 0; cp < STM_CHARS_TABLED; cp++)
        self->class_of[cp] = (uint8_t)stm_char_classify(cp);
}

bool stm_char_ends_sentence(uint32_t cp)
{
    if (cp < 0x80)
        return cp == '.' || cp == '!' || cp == '?';
    return cp == 0x2026 || u_hasBinaryProperty((UChar32)cp, UCHAR_S_TERM);
}
