/* The pages of a served archive. */
#include "engine/engine.h"
#include "engine/beside.h"
#include "report/report.h"

#include "base/banned.h"

enum { HITS = 50 };

static stm_report_opts opts_of(const stm_run *run)
{
    return (stm_report_opts){.title = stm_slice_from_cstr(run->options.title),
                             .quote_only = !run->options.full_text,
                             .has_outlets = run->outlets.n_items > 0,
                             .is_served = true};
}

/* The story's page or its page of pairs; false where `name` is neither. */
static bool put_story(const stm_pile *pile, const stm_report_opts *opts,
                      stm_slice name, stm_buf *out)
{
    bool found = false;
    stm_buf file;
    stm_buf_init(&file, 4096);
    for (uint32_t i = 0; i < pile->n_stories && !found; i++) {
        if (pile->stories[i].n_articles < 2)
            continue;
        stm_buf_clear(&file);
        stm_report_story_file(pile, i, &file);
        if (stm_slice_eq(stm_buf_slice(&file), name)) {
            stm_report_story(pile, i, opts, out);
            found = true;
            break;
        }
        stm_buf_clear(&file);
        stm_report_aligned_file(pile, i, &file);
        if (stm_slice_eq(stm_buf_slice(&file), name))
            found = stm_report_aligned(pile, i, opts, out);
    }
    stm_buf_release(&file);
    return found;
}

static stm_status put_search(stm_run *run, const stm_report_opts *opts,
                             stm_slice query, stm_buf *out, stm_error *err)
{
    stm_arena arena;
    stm_arena_init(&arena, SIZE_MAX);
    stm_archive_hit *hits = NULL;
    uint32_t n = 0;
    stm_error why = {0};
    stm_slice complaint = {NULL, 0};
    stm_status status = STM_OK;
    if (run->archive == NULL)
        complaint = STM_LIT("Only an archive can be searched.");
    else if (query.len > 0)
        status = stm_archive_search(run->archive, query, HITS, &arena, &hits,
                                    &n, &why);
    if (status == STM_ERR_FORMAT) {
        complaint = stm_slice_from_cstr(why.text);
        status = STM_OK;
        n = 0;
    }
    uint32_t *list = stm_arena_alloc(&arena, n, sizeof *list);
    if (status == STM_OK && list == NULL)
        status = STM_ERR_NOMEM;
    for (uint32_t i = 0; i < n && status == STM_OK; i++)
        list[i] = hits[i].article;
    if (status == STM_OK)
        stm_report_search(&run->pile, opts, query, list, n, complaint, out);
    else
        *err = why;
    stm_arena_release(&arena);
    return status;
}

/* An index from a number that counts from 1; STM_NONE where it is none. */
static uint32_t number_of(stm_slice arg)
{
    uint64_t n = 0;
    return stm_slice_u64(arg, &n) && n > 0 && n < STM_NONE ? (uint32_t)n - 1
                                                           : STM_NONE;
}

static stm_status put_corrections(stm_run *run, const stm_report_opts *opts,
                                  stm_slice arg, stm_buf *out, stm_error *err)
{
    size_t end = stm_slice_find_byte(arg, '\n', 0);
    end = end == STM_SLICE_NPOS ? arg.len : end;
    stm_buf lines;
    stm_buf_init(&lines, SIZE_MAX);
    stm_status status = STM_OK;
    if (run->archive != NULL)
        status = stm_archive_corrections(run->archive, &lines, err);
    if (status == STM_OK)
        stm_report_corrections(&run->pile, opts, stm_buf_slice(&lines),
                               stm_slice_sub(arg, 0, end),
                               stm_slice_sub(arg, end + 1, arg.len), out);
    stm_buf_release(&lines);
    return status;
}

static stm_status put_page(stm_run *run, stm_page page, stm_slice arg,
                           stm_buf *out, stm_error *err)
{
    const stm_report_opts opts = opts_of(run);
    switch (page) {
    case STM_PAGE_REPORT:
        if (stm_slice_eq(arg, STM_LIT("index.html")))
            stm_report_index(&run->pile, &opts, out);
        else if (!put_story(&run->pile, &opts, arg, out))
            return stm_fail(err, STM_ERR_USAGE, 0, "there is no such page");
        return STM_OK;
    case STM_PAGE_SEARCH:
        return put_search(run, &opts, arg, out, err);
    case STM_PAGE_SPEAKERS:
        if (arg.len == 0)
            stm_report_speakers(&run->pile, &opts, out);
        else if (!stm_report_speaker(&run->pile, number_of(arg), &opts, out))
            return stm_fail(err, STM_ERR_USAGE, 0, "there is no such page");
        return STM_OK;
    case STM_PAGE_OUTLETS:
        if (arg.len == 0)
            stm_report_outlets(&run->pile, &opts, out);
        else if (!stm_report_outlet(&run->pile, number_of(arg), &opts, out))
            return stm_fail(err, STM_ERR_USAGE, 0, "there is no such page");
        return STM_OK;
    case STM_PAGE_TIMELINE:
        stm_report_timeline(&run->pile, &opts, out);
        return STM_OK;
    case STM_PAGE_BESIDE:
        return stm_beside(run, &opts, arg, out, err);
    case STM_PAGE_CORRECT:
        return put_corrections(run, &opts, arg, out, err);
    case STM_PAGE_FIND:
        stm_report_find_form(&run->pile, &opts, arg, out);
        return STM_OK;
    }
    return stm_fail(err, STM_ERR_USAGE, 0, "there is no such page");
}

stm_status stm_engine_page(stm_engine *self, stm_page page, const void *arg,
                           size_t len, stm_write_fn *write, void *ctx,
                           stm_error *err)
{
    if (!self->run.has_run)
        return stm_fail(err, STM_ERR_USAGE, 0, "nothing was read yet");
    stm_buf out;
    stm_buf_init(&out, SIZE_MAX);
    stm_status status =
        put_page(&self->run, page, stm_slice_of(arg, len), &out, err);
    if (status == STM_OK && out.status != STM_OK)
        status = stm_fail(err, out.status, 0, "out of memory");
    if (status == STM_OK && !write(ctx, out.ptr, out.len))
        status =
            stm_fail(err, STM_ERR_IO, 0, "the output could not be written");
    stm_buf_release(&out);
    return status;
}
