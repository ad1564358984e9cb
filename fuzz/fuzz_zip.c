/* Zip archives on any bytes. drained_fuzz says what is asserted. */
#include "drained.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    drained_fuzz(stm_slice_of(data, size), "a.zip");
    return 0;
}
