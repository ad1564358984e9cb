#include "base/file.h"
#include "base/utf8.h"
#include "engine/stages.h"

#include "base/banned.h"

enum { max_table_bytes = 16 << 20 };

stm_status stm_stage_read_outlets(stm_run *run, stm_error *err)
{
    if (run->options.outlets == NULL)
        return STM_OK;
    stm_buf file;
    stm_buf_init(&file, max_table_bytes);
    stm_status status = stm_file_read(run->options.outlets, &file, err);
    if (status == STM_OK) {
        const stm_slice copy =
            stm_arena_copy(&run->arena, stm_buf_slice(&file));
        uint32_t bad_line = 0;
        status = stm_outlets_from_text(stm_utf8_repair(copy, &run->arena),
                                       &run->arena, &run->outlets, &bad_line);
        if (run->arena.failed)
            status = STM_ERR_NOMEM;
        if (status != STM_OK)
            status = stm_fail(err, status, 0, "out of memory");
        else if (bad_line > 0)
            stm_diags_add(&run->diags, STM_SEVERITY_WARNING,
                          stm_slice_from_cstr(run->options.outlets),
                          STM_NO_OFFSET, bad_line,
                          "not an outlet, \"|\", its family; passed over");
    }
    stm_buf_release(&file);
    return status;
}

stm_status stm_stage_read_words(stm_run *run, stm_error *err)
{
    if (stm_naming_words_init(&run->words) != STM_OK)
        return stm_fail(err, STM_ERR_NOMEM, 0, "out of memory");
    if (run->options.words == NULL)
        return STM_OK;
    stm_buf file;
    stm_buf_init(&file, max_table_bytes);
    stm_status status = stm_file_read(run->options.words, &file, err);
    uint32_t bad_line = 0;
    if (status == STM_OK &&
        stm_naming_words_add(&run->words, stm_buf_slice(&file), &bad_line) !=
            STM_OK)
        status = stm_fail(err, STM_ERR_NOMEM, 0, "out of memory");
    if (status == STM_OK && bad_line > 0)
        stm_diags_add(&run->diags, STM_SEVERITY_WARNING,
                      stm_slice_from_cstr(run->options.words), STM_NO_OFFSET,
                      bad_line,
                      "not a class, \"|\", a kind, \"|\", words; passed over");
    stm_buf_release(&file);
    return status;
}

void stm_stage_name_outlets(stm_run *run, stm_article *articles, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++)
        stm_outlets_apply(&run->outlets, &articles[i]);
}

void stm_stage_leave_out(stm_run *run)
{
    const stm_slice without = stm_slice_from_cstr(run->options.without);
    for (uint32_t i = 0; i < run->n_articles && without.len > 0; i++) {
        stm_article *a = &run->articles[i];
        if (a->status != STM_RECORD_OK || !(stm_slice_ieq(a->outlet, without) ||
                                            stm_slice_ieq(a->site, without)))
            continue;
        a->status = STM_RECORD_NOT_ARTICLE;
        a->reason = STM_LIT("its outlet was to be left out");
        run->summary.articles--;
    }
}
