/*
 * MHTML on any bytes, after header lines that declare it. drained_fuzz says
 * what is asserted.
 */
#include <assert.h>

#include "base/buf.h"
#include "drained.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    stm_buf text;
    stm_buf_init(&text, size + 128);
    stm_buf_add(&text, STM_LIT("MIME-Version: 1.0\nContent-Type: "
                               "multipart/related; boundary=b\n\n--b\n"));
    stm_buf_add(&text, stm_slice_of(data, size));
    assert(text.status == STM_OK);
    drained_fuzz(stm_buf_slice(&text), "a.mhtml");
    drained_fuzz(stm_slice_of(data, size), "a.mhtml");
    stm_buf_release(&text);
    return 0;
}
