#include "engine/engine.h"

#include <string.h>

#include "base/alloc.h"
#include "engine/corrections.h"
#include "engine/stages.h"
#include "report/json.h"

#include "base/banned.h"

stm_status stm_engine_open(stm_engine *self, const char *path,
                           stm_archive_mode mode, stm_error *err)
{
    static const stm_db_mode modes[] = {
        [STM_ARCHIVE_READ] = STM_DB_READ,
        [STM_ARCHIVE_EXTEND] = STM_DB_WRITE,
        [STM_ARCHIVE_CREATE] = STM_DB_CREATE,
    };
    if (self->run.archive != NULL)
        return stm_fail(err, STM_ERR_USAGE, 0, "an archive is open already");
    stm_run *run = &self->run;
    run->archive_path =
        stm_arena_copy_array(&run->arena, path, strlen(path) + 1, 1);
    if (run->archive_path == NULL)
        return stm_fail(err, STM_ERR_NOMEM, 0, "out of memory");
    return stm_archive_open(path, modes[mode], &run->archive, err);
}

static stm_status need_archive(const stm_engine *self, stm_error *err)
{
    return self->run.archive == NULL
               ? stm_fail(err, STM_ERR_USAGE, 0, "no archive is open")
               : STM_OK;
}

stm_status stm_engine_save(stm_engine *self, stm_error *err)
{
    stm_run *run = &self->run;
    STM_TRY(need_archive(self, err));
    if (!run->has_run || run->stage < STM_STAGE_TRACE || run->documents == NULL)
        return stm_fail(err, STM_ERR_USAGE, 0, "the run did not go that far");
    return stm_archive_derive(run->archive, run->documents, &run->pile, err);
}

/* Up to EXTRACT the articles alone, else all that was made of them. */
static stm_status recall(stm_run *run, stm_stage stage, stm_error *err)
{
    if (run->has_run)
        return stm_fail(err, STM_ERR_USAGE, 0, "an engine runs once");
    if (stage == STM_STAGE_EXTRACT)
        STM_TRY(
            stm_archive_articles(run->archive, &run->arena, &run->pile, err));
    else
        STM_TRY(stm_archive_pile(run->archive, &run->arena, &run->pile, err));
    run->n_articles = run->pile.n_articles;
    run->articles = stm_alloc(run->n_articles + 1u, sizeof *run->articles);
    if (run->articles == NULL)
        return stm_fail(err, STM_ERR_NOMEM, 0, "out of memory");
    for (uint32_t i = 0; i < run->n_articles; i++)
        run->articles[i] = run->pile.articles[i];
    stm_stage_name_outlets(run, run->articles, run->n_articles);
    STM_TRY(stm_corrections_recall(run, err));
    STM_TRY(stm_corrections_to_articles(run, err));
    run->pile.articles = run->articles;
    if (stage > STM_STAGE_EXTRACT)
        STM_TRY(stm_stage_index(run, err));
    run->has_run = true;
    run->stage = stage;
    for (uint32_t i = 0; i < run->pile.n_articles; i++) {
        const stm_record_status status = run->pile.articles[i].status;
        run->summary.inputs++;
        run->summary.articles += status == STM_RECORD_OK;
        run->summary.failed += status == STM_RECORD_ERROR;
    }
    stm_run_count(run);
    return STM_OK;
}

stm_status stm_engine_recall(stm_engine *self, stm_error *err)
{
    STM_TRY(need_archive(self, err));
    return recall(&self->run, STM_STAGE_TRACE, err);
}

stm_status stm_engine_recall_articles(stm_engine *self, stm_error *err)
{
    STM_TRY(need_archive(self, err));
    return recall(&self->run, STM_STAGE_EXTRACT, err);
}

/* The numbers of documents with these ids, ascending. */
static stm_status find_ids(stm_run *run, const char *const *ids, size_t n_ids,
                           uint32_t **out, uint32_t *n_out, stm_error *err)
{
    stm_article *documents;
    uint32_t n;
    stm_map numbers;
    stm_map_init(&numbers);
    STM_TRY(
        stm_archive_documents(run->archive, &run->arena, &documents, &n, err));
    uint32_t *list = stm_arena_alloc(&run->arena, n, sizeof *list);
    stm_status status = list == NULL ? STM_ERR_NOMEM : STM_OK;
    for (size_t i = 0; i < n_ids && status == STM_OK; i++)
        if (stm_map_put(&numbers, stm_slice_from_cstr(ids[i]), 0, NULL) == NULL)
            status = STM_ERR_NOMEM;
    uint32_t found = 0;
    for (uint32_t i = 0; i < n && status == STM_OK; i++)
        if (stm_map_get(&numbers, documents[i].id) != STM_NONE)
            list[found++] = i;
    if (status == STM_OK && found < numbers.len)
        status = stm_fail(err, STM_ERR_USAGE, 0,
                          "the archive holds %u of the %u ids; nothing was "
                          "removed",
                          found, numbers.len);
    else if (status != STM_OK)
        status = stm_fail(err, status, 0, "out of memory");
    stm_map_release(&numbers);
    *out = list;
    *n_out = found;
    return status;
}

stm_status stm_engine_remove(stm_engine *self, const char *const *ids,
                             size_t n_ids, stm_error *err)
{
    STM_TRY(need_archive(self, err));
    uint32_t *numbers;
    uint32_t n;
    STM_TRY(find_ids(&self->run, ids, n_ids, &numbers, &n, err));
    return stm_archive_remove(self->run.archive, numbers, n, err);
}

/* Hands a finished buffer on. */
static stm_status hand_over(stm_buf *out, stm_write_fn *write, void *ctx,
                            stm_error *err)
{
    stm_status status = STM_OK;
    if (out->status != STM_OK)
        status = stm_fail(err, out->status, 0, "out of memory");
    else if (out->len > 0 && !write(ctx, out->ptr, out->len))
        status =
            stm_fail(err, STM_ERR_IO, 0, "the output could not be written");
    stm_buf_release(out);
    return status;
}

stm_status stm_engine_check(stm_engine *self, stm_write_fn *write, void *ctx,
                            stm_error *err)
{
    STM_TRY(need_archive(self, err));
    stm_buf faults;
    stm_buf_init(&faults, 1 << 20);
    const stm_status status =
        stm_archive_check(self->run.archive, &faults, err);
    if (status != STM_OK) {
        stm_buf_release(&faults);
        return status;
    }
    return hand_over(&faults, write, ctx, err);
}

static void put_hit(stm_json *json, const stm_article *a,
                    const stm_archive_hit *hit)
{
    stm_json_object(json);
    stm_json_put_string(json, STM_LIT("id"), a->id);
    stm_json_put_string(json, STM_LIT("title"), a->title);
    stm_json_put_string(json, STM_LIT("outlet"), a->outlet);
    stm_buf day;
    stm_buf_init(&day, 64);
    stm_date_format(a->published, &day);
    stm_json_put_string(json, STM_LIT("published"), stm_buf_slice(&day));
    stm_buf_release(&day);
    stm_json_put_string(json, STM_LIT("path"), a->path);
    stm_json_key(json, STM_LIT("score"));
    stm_json_fixed(json, -hit->rank, 3);
    stm_json_end_object(json);
}

stm_status stm_engine_search(stm_engine *self, const char *query, uint32_t max,
                             stm_write_fn *write, void *ctx, stm_error *err)
{
    STM_TRY(need_archive(self, err));
    stm_run *run = &self->run;
    stm_archive_hit *hits;
    uint32_t n;
    STM_TRY(stm_archive_search(run->archive, stm_slice_from_cstr(query), max,
                               &run->arena, &hits, &n, err));
    stm_buf out;
    stm_buf_init(&out, SIZE_MAX);
    for (uint32_t i = 0; i < n; i++) {
        stm_article *a;
        const stm_status status = stm_archive_document(
            run->archive, hits[i].article, &run->arena, &a, err);
        if (status != STM_OK) {
            stm_buf_release(&out);
            return status;
        }
        stm_json json;
        stm_json_init(&json, &out);
        put_hit(&json, a, &hits[i]);
        stm_buf_byte(&out, '\n');
    }
    return hand_over(&out, write, ctx, err);
}

stm_status stm_engine_copy(stm_engine *self, stm_write_fn *write, void *ctx,
                           stm_error *err)
{
    STM_TRY(need_archive(self, err));
    stm_buf file;
    stm_buf_init(&file, SIZE_MAX);
    const stm_status status = stm_archive_copy(self->run.archive, &file, err);
    if (status != STM_OK) {
        stm_buf_release(&file);
        return status;
    }
    return hand_over(&file, write, ctx, err);
}

stm_status stm_engine_stats(stm_engine *self, stm_write_fn *write, void *ctx,
                            stm_error *err)
{
    STM_TRY(need_archive(self, err));
    stm_archive_state s;
    STM_TRY(stm_archive_tell(self->run.archive, &s, err));
    stm_buf out;
    stm_json json;
    stm_buf_init(&out, 1 << 16);
    stm_json_init(&json, &out);
    stm_json_object(&json);
    stm_json_put_u64(&json, STM_LIT("documents"), s.documents);
    stm_json_put_u64(&json, STM_LIT("articles"), s.articles);
    stm_json_put_u64(&json, STM_LIT("stories"), s.stories);
    stm_json_put_u64(&json, STM_LIT("speakers"), s.speakers);
    stm_json_put_u64(&json, STM_LIT("passages"), s.passages);
    stm_json_put_u64(&json, STM_LIT("attributions"), s.attributions);
    stm_json_put_u64(&json, STM_LIT("claims"), s.claims);
    stm_json_put_u64(&json, STM_LIT("bytes"), s.bytes);
    stm_json_key(&json, STM_LIT("behind"));
    stm_json_bool(&json, s.is_behind);
    stm_json_end_object(&json);
    stm_buf_byte(&out, '\n');
    return hand_over(&out, write, ctx, err);
}
