#include "stemma/stemma.h"

#include <stdio.h>

int main(void)
{
    puts(stm_version());
    return 0;
}
