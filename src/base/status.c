#include "base/status.h"

#include <stdio.h>

#include "base/banned.h"

const char *stm_status_text(stm_status status)
{
    switch (status) {
    case STM_OK:
        return "no error";
    case STM_ERR_NOMEM:
        return "out of memory";
    case STM_ERR_IO:
        return "input or output failed";
    case STM_ERR_FORMAT:
        return "malformed data";
    case STM_ERR_LIMIT:
        return "over a limit";
    case STM_ERR_USAGE:
        return "wrong use";
    case STM_ERR_CANCEL:
        return "cancelled";
    }
    return "unknown status";
}

const char *stm_version(void)
{
    return STM_VERSION;
}

/* What came from a path or an input must not steer a terminal. */
static void make_printable(char *text)
{
    for (; *text != '\0'; text++)
        if ((unsigned char)*text < 0x20 || *text == 0x7F)
            *text = '?';
}

stm_status stm_fail(stm_error *err, stm_status status, uint64_t pos,
                    const char *format, ...)
{
    if (err == NULL)
        return status;
    err->status = status;
    err->pos = pos;
    va_list args;
    va_start(args, format);
    vsnprintf(err->text, sizeof err->text, format, args);
    va_end(args);
    make_printable(err->text);
    return status;
}
