#include "base/status.h"

#include "base/banned.h"

void stm_options_init(stm_options *options)
{
    *options = (stm_options){0};
}
