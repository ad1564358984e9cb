#include "quote/quote_language.h"

#include <stddef.h>

#include "base/banned.h"

static const stm_language languages[] = {
#include "quote/quote_words_en.inc"
#include "quote/quote_words_de.inc"
};

#define N_LANGUAGES (sizeof languages / sizeof *languages)

const stm_language *stm_language_find(stm_slice code)
{
    for (size_t i = 0; i < N_LANGUAGES; i++)
        if (stm_slice_ieq(code, stm_slice_from_cstr(languages[i].code)))
            return &languages[i];
    return NULL;
}

const stm_language *stm_language_at(uint32_t i)
{
    return i < N_LANGUAGES ? &languages[i] : NULL;
}
