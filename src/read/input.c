#include "read/input.h"

#include "base/alloc.h"
#include "read/source.h"

#include "base/banned.h"

struct stm_input {
    stm_read_ctx ctx;
    stm_arena paths_in;
    stm_slice *paths; /* paths[n_paths] in paths_in */
    uint32_t n_paths;
    uint32_t next;
    stm_source source; /* of paths[next - 1]; class NULL: none */
};

stm_status stm_input_new(const stm_slice *paths, uint32_t n_paths,
                         const stm_input_opts *opts, stm_diags *diags,
                         stm_input **out, stm_error *err)
{
    stm_input *self = stm_alloc(1, sizeof *self);
    if (self == NULL)
        return stm_fail(err, STM_ERR_NOMEM, 0, "out of memory");
    self->ctx = (stm_read_ctx){
        .opts = opts == NULL ? STM_INPUT_OPTS_DEFAULT : *opts,
        .diags = diags,
    };
    stm_arena_init(&self->paths_in, SIZE_MAX);
    self->paths = stm_arena_alloc(&self->paths_in, n_paths, sizeof *paths);
    for (uint32_t i = 0; self->paths != NULL && i < n_paths; i++)
        self->paths[i] = stm_arena_copy(&self->paths_in, paths[i]);
    self->n_paths = n_paths;
    if (self->paths_in.failed) {
        stm_input_free(self);
        return stm_fail(err, STM_ERR_NOMEM, 0, "out of memory");
    }
    *out = self;
    return STM_OK;
}

void stm_input_free(stm_input *self)
{
    if (self == NULL)
        return;
    stm_source_release(&self->source);
    stm_arena_release(&self->paths_in);
    stm_free(self);
}

stm_status stm_input_next(stm_input *self, stm_arena *arena, stm_raw *out,
                          bool *more, stm_error *err)
{
    *more = false;
    while (!*more) {
        if (self->source.class == NULL) {
            if (self->next == self->n_paths)
                return STM_OK;
            STM_TRY(stm_source_open_path(&self->ctx, self->paths[self->next],
                                         &self->source, err));
            self->next++;
        }
        STM_TRY(
            self->source.class->next(self->source.self, arena, out, more, err));
        if (!*more)
            stm_source_release(&self->source);
    }
    if (arena->failed)
        return stm_fail(err, STM_ERR_NOMEM, 0, "out of memory");
    return STM_OK;
}
