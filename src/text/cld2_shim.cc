#include <cstdio>

#include <cld2/public/compact_lang_det.h>

#include "text/cld2_shim.h"

extern "C" const char *stm_cld2_detect(const char *text, int len, bool *reliable)
{
    return CLD2::LanguageCode(CLD2::DetectLanguage(text, len, true, reliable));
}
