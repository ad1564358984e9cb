#include "read/input.h"

#include "base/alloc.h"
#include "base/banned.h"

struct stm_input {
    uint32_t n;
};

stm_status stm_input_new(const stm_slice *paths, uint32_t n_paths,
                         const stm_input_opts *opts, stm_diags *diags,
                         stm_input **out, stm_error *err)
{
    (void)paths, (void)opts, (void)diags;
    *out = stm_alloc(1, sizeof **out);
    if (*out == NULL)
        return stm_fail(err, STM_ERR_NOMEM, 0, "out of memory");
    (*out)->n = n_paths;
    return STM_OK;
}

void stm_input_free(stm_input *self)
{
    stm_free(self);
}

stm_status stm_input_next(stm_input *self, stm_arena *arena, stm_raw *out,
                          bool *more, stm_error *err)
{
    (void)self, (void)arena, (void)out, (void)err;
    *more = false;
    return STM_OK;
}
