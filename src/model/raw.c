#include "model/raw.h"

#include "base/banned.h"

bool stm_digest_is_known(const uint8_t sha256[32])
{
    uint8_t any = 0;
    for (size_t i = 0; i < 32; i++)
        any |= sha256[i];
    return any != 0;
}

uint32_t stm_raw_page_offset(const stm_raw *raw, uint32_t at)
{
    uint32_t low = 0;
    uint32_t high = raw->n_runs;
    while (low < high) {
        const uint32_t mid = low + (high - low) / 2;
        if (raw->runs[mid].text <= at)
            low = mid + 1;
        else
            high = mid;
    }
    if (low == 0)
        return at;
    const stm_raw_run *run = &raw->runs[low - 1];
    const uint32_t chars = (at - run->text) / run->text_unit;
    return run->page + chars * run->page_unit;
}
