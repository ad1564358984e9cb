#include "quote/speakers.h"

#include "base/banned.h"

stm_status stm_speakers_from_attributions(const stm_pile *pile,
                                          stm_attribution *attributions,
                                          uint32_t n_attributions,
                                          stm_arena *arena,
                                          const stm_speaker **out,
                                          uint32_t *n_out, stm_error *err)
{
    (void)pile, (void)attributions, (void)n_attributions, (void)arena;
    (void)err;
    *out = NULL;
    *n_out = 0;
    return STM_OK;
}
