/* Status values inside the library: the public ones and STM_TRY. */
#ifndef STM_BASE_STATUS_H
#define STM_BASE_STATUS_H

#include <stdarg.h>

#include "stemma/stemma.h"

/* Evaluates `expr`, a stm_status, once and returns it unless STM_OK. */
#define STM_TRY(expr)                                                          \
    do {                                                                       \
        const stm_status stm_try_status_ = (expr);                             \
        if (stm_try_status_ != STM_OK)                                         \
            return stm_try_status_;                                            \
    } while (0)

#if defined(__GNUC__)
#define STM_PRINTF(fmt, args) __attribute__((format(printf, fmt, args)))
#else
#define STM_PRINTF(fmt, args)
#endif

/*
 * Fills *err (NULL is allowed) and returns `status`, so that a failing
 * function ends in `return stm_fail(...)`. The text is cut to fit; control
 * characters in it become "?".
 */
stm_status stm_fail(stm_error *err, stm_status status, uint64_t pos,
                    const char *format, ...) STM_PRINTF(4, 5);

#endif
