/*
 * The readers of pages, texts and packed files on any bytes: the first byte
 * chooses the file's name, the rest is the file. drained_fuzz says what is
 * asserted.
 */
#include "drained.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char *const names[] = {"a", "a.html", "a.txt", "a.gz"};
    if (size > 0)
        drained_fuzz(stm_slice_of(data + 1, size - 1),
                     names[data[0] % (sizeof names / sizeof *names)]);
    return 0;
}
