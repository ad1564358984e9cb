/* CLD2 is C++; this is all of it that is used. */
#ifndef STM_TEXT_CLD2_SHIM_H
#define STM_TEXT_CLD2_SHIM_H

#include <stdbool.h>

#ifdef __cplusplus
extern "C" {
#endif

/* CLD2's static code of the language of `len` bytes of valid UTF-8. */
const char *stm_cld2_detect(const char *text, int len, bool *reliable);

#ifdef __cplusplus
}
#endif

#endif
