#include "text/text_cutter.h"

#include "base/alloc.h"
#include "base/banned.h"

struct stm_text_cutter {
    int unused;
};

stm_status stm_text_cutter_new(stm_text_cutter **out, stm_error *err)
{
    *out = stm_alloc(1, sizeof **out);
    return *out == NULL ? stm_fail(err, STM_ERR_NOMEM, 0, "out of memory")
                        : STM_OK;
}

void stm_text_cutter_free(stm_text_cutter *self)
{
    stm_free(self);
}

stm_status stm_text_from_article(stm_text_cutter *self,
                                 const stm_article *article, stm_arena *arena,
                                 stm_text *out, stm_error *err)
{
    (void)self, (void)article, (void)arena, (void)err;
    *out = (stm_text){0};
    return STM_OK;
}

stm_slice stm_language_of(stm_slice text)
{
    (void)text;
    return (stm_slice){NULL, 0};
}
