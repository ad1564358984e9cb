/* A person's corrections of an archive: kept, taken back, applied. */
#include <stdio.h>
#include <string.h>

#include "base/json_writer.h"
#include "base/utf8.h"
#include "engine/corrections.h"
#include "engine/engine.h"

#include "base/banned.h"

static stm_status need_archive(const stm_engine *self, stm_error *err)
{
    return self->run.archive == NULL
               ? stm_fail(err, STM_ERR_USAGE, 0, "no archive is open")
               : STM_OK;
}

static stm_status keep_all(stm_engine *fresh, stm_slice lines,
                           uint32_t take_back, stm_error *err)
{
    stm_run *run = &fresh->run;
    stm_slice *list = NULL;
    uint32_t n = 0;
    STM_TRY(stm_corrections_check(run, lines, &list, &n, err));
    if (n == 0 && take_back == 0)
        return stm_fail(err, STM_ERR_USAGE, 0, "there is no correction in it");
    if (take_back > 0)
        STM_TRY(stm_archive_uncorrect(run->archive, take_back, err));
    return n == 0 ? STM_OK : stm_archive_correct(run->archive, list, n, err);
}

/* The account of the same archive made anew, by an engine of its own. */
static stm_status work_anew(const stm_run *was, stm_slice lines,
                            uint32_t take_back, stm_error *err)
{
    stm_engine *fresh = NULL;
    STM_TRY(stm_engine_new(&was->options, &fresh, err));
    stm_status status =
        stm_engine_open(fresh, was->archive_path, STM_ARCHIVE_EXTEND, err);
    if (status == STM_OK)
        status = keep_all(fresh, lines, take_back, err);
    if (status == STM_OK) {
        fresh->run.is_corrected = true;
        status = stm_engine_run(fresh, STM_STAGE_TRACE, err);
    }
    if (status == STM_OK)
        status = stm_engine_save(fresh, err);
    stm_engine_free(fresh);
    return status;
}

/* Changes places; each list of messages lives in its own run's arena. */
static void swap(stm_engine *a, stm_engine *b)
{
    const stm_engine was = *a;
    *a = *b;
    *b = was;
    a->run.diags.arena = &a->run.arena;
    b->run.diags.arena = &b->run.arena;
}

static stm_status recall_anew(stm_engine *self, stm_error *err)
{
    const stm_run *was = &self->run;
    stm_engine *fresh = NULL;
    STM_TRY(stm_engine_new(&was->options, &fresh, err));
    stm_status status =
        stm_engine_open(fresh, was->archive_path, STM_ARCHIVE_READ, err);
    if (status == STM_OK)
        status = stm_engine_recall(fresh, err);
    if (status == STM_OK)
        swap(self, fresh);
    stm_engine_free(fresh);
    return status;
}

stm_status stm_engine_correct(stm_engine *self, const void *lines, size_t len,
                              uint32_t take_back, stm_error *err)
{
    STM_TRY(need_archive(self, err));
    STM_TRY(work_anew(&self->run, stm_slice_of(lines, len), take_back, err));
    return self->run.has_run ? recall_anew(self, err) : STM_OK;
}

/* --- one merge -------------------------------------------------------------
 */

static bool take_number(const char **at, uint32_t *out)
{
    uint64_t n = 0;
    const char *s = *at;
    for (; stm_is_digit((uint8_t)*s) && n < STM_NONE; s++)
        n = n * 10 + (uint64_t)(*s - '0');
    const bool ok = s != *at && n < STM_NONE;
    *at = s;
    *out = (uint32_t)n;
    return ok;
}

/* "c12:0-3": the claim and two of its mentions. */
static const stm_claim *find_merge(const stm_pile *pile, const char *merge,
                                   uint32_t *a, uint32_t *b)
{
    const char *at = strchr(merge, ':');
    if (at == NULL)
        return NULL;
    const stm_slice id = stm_slice_of(merge, (size_t)(at - merge));
    at++;
    if (!take_number(&at, a) || *at++ != '-' || !take_number(&at, b) ||
        *at != '\0' || *a == *b)
        return NULL;
    for (uint32_t i = 0; i < pile->n_claims; i++) {
        const stm_claim *c = &pile->claims[i];
        if (stm_slice_eq(c->id, id))
            return *a < c->n_mentions && *b < c->n_mentions ? c : NULL;
    }
    return NULL;
}

static void put_place(stm_json *json, const stm_pile *pile,
                      const stm_mention *m)
{
    const stm_article *a = &pile->articles[m->article];
    stm_json_object(json);
    stm_json_put_string(json, STM_LIT("article"), a->id);
    stm_json_put_u64(json, STM_LIT("begin"),
                     stm_utf8_count(stm_slice_sub(a->text, 0, m->span.begin)));
    stm_json_put_u64(json, STM_LIT("end"),
                     stm_utf8_count(stm_slice_sub(a->text, 0, m->span.end)));
    stm_json_end_object(json);
}

stm_status stm_engine_unmerge(const stm_engine *self, const char *merge,
                              stm_write_fn *write, void *ctx, stm_error *err)
{
    const stm_pile *pile = &self->run.pile;
    uint32_t a = 0;
    uint32_t b = 0;
    const stm_claim *c =
        self->run.has_run ? find_merge(pile, merge, &a, &b) : NULL;
    if (c == NULL)
        return stm_fail(err, STM_ERR_USAGE, 0,
                        "there is no such merge; one is named like c12:0-3");
    stm_buf line;
    stm_json json;
    stm_buf_init(&line, 1 << 20);
    stm_json_init(&json, &line);
    stm_json_object(&json);
    stm_json_key(&json, STM_LIT("apart"));
    stm_json_array(&json);
    put_place(&json, pile, &c->mentions[a]);
    put_place(&json, pile, &c->mentions[b]);
    stm_json_end_array(&json);
    stm_json_end_object(&json);
    stm_buf_byte(&line, '\n');
    stm_status status = STM_OK;
    if (line.status != STM_OK)
        status = stm_fail(err, line.status, 0, "out of memory");
    else if (!write(ctx, line.ptr, line.len))
        status =
            stm_fail(err, STM_ERR_IO, 0, "the output could not be written");
    stm_buf_release(&line);
    return status;
}

stm_status stm_engine_corrections(stm_engine *self, stm_write_fn *write,
                                  void *ctx, stm_error *err)
{
    STM_TRY(need_archive(self, err));
    stm_buf lines;
    stm_buf_init(&lines, SIZE_MAX);
    stm_status status = stm_archive_corrections(self->run.archive, &lines, err);
    if (status == STM_OK && lines.len > 0 && !write(ctx, lines.ptr, lines.len))
        status =
            stm_fail(err, STM_ERR_IO, 0, "the output could not be written");
    stm_buf_release(&lines);
    return status;
}
