#include "engine/stages.h"

#include "base/alloc.h"
#include "model/pile_index.h"
#include "quote/quote.h"

#include "base/banned.h"

static stm_status keep_article(void *ctx, stm_article *article)
{
    stm_run *run = ctx;
    if (run->n_articles == STM_NONE - 1 ||
        !stm_grow(&run->articles, &run->cap_articles, run->n_articles + 1,
                  sizeof *run->articles))
        return STM_ERR_NOMEM;
    run->articles[run->n_articles++] = *article;
    return STM_OK;
}

/* The archive's documents come first and keep their ids. */
static stm_status load_archive(stm_run *run, stm_error *err)
{
    stm_article *documents;
    uint32_t n;
    STM_TRY(
        stm_archive_documents(run->archive, &run->arena, &documents, &n, err));
    for (uint32_t i = 0; i < n; i++) {
        if (stm_run_register(run, &documents[i], i) != STM_OK ||
            keep_article(run, &documents[i]) != STM_OK)
            return stm_fail(err, STM_ERR_NOMEM, 0, "out of memory");
        run->summary.articles += documents[i].status == STM_RECORD_OK;
    }
    run->n_archived = n;
    return STM_OK;
}

stm_status stm_stage_load(stm_run *run, stm_error *err)
{
    if (run->archive != NULL)
        STM_TRY(load_archive(run, err));
    const stm_status status = stm_run_load(run, true, keep_article, run, err);
    if (status == STM_ERR_NOMEM)
        return stm_fail(err, status, 0, "out of memory while reading");
    STM_TRY(status);
    run->documents = stm_arena_copy_array(
        &run->arena, run->articles, run->n_articles, sizeof *run->documents);
    return run->documents == NULL
               ? stm_fail(err, STM_ERR_NOMEM, 0, "out of memory")
               : STM_OK;
}

static stm_status cut_one(void *ctx, uint32_t item, uint32_t worker)
{
    stm_run *run = ctx;
    if (run->articles[item].status != STM_RECORD_OK)
        return STM_OK;
    stm_worker *w = &run->workers[worker];
    return stm_text_from_article(w->cutter, &run->articles[item], &w->keep,
                                 &run->texts[item], NULL);
}

stm_status stm_stage_cut(stm_run *run, stm_error *err)
{
    run->texts =
        stm_arena_alloc(&run->arena, run->n_articles + 1u, sizeof *run->texts);
    stm_status status =
        run->texts == NULL
            ? STM_ERR_NOMEM
            : stm_pool_run(run->pool, run->n_articles, cut_one, run);
    if (status != STM_OK)
        return stm_fail(err, status, 0, "cutting words: %s",
                        stm_status_text(status));
    run->pile.texts = run->texts;
    return STM_OK;
}

/* What the articles gave, one list each, before they are put in a row. */
typedef struct found_list {
    stm_attribution *items;
    uint32_t n;
} found_list;

typedef struct quoting {
    stm_run *run;
    found_list *found;     /* found[n_articles] */
    stm_reading *readings; /* readings[n_readings]: what is read already */
    uint32_t n_readings;
} quoting;

/* An addition to an archive reads the speech of what it adds alone. */
static stm_status recall_readings(quoting *q, stm_error *err)
{
    stm_run *run = q->run;
    if (run->archive == NULL || (run->n_paths == 0 && !run->is_corrected) ||
        run->n_archived == 0)
        return STM_OK;
    STM_TRY(stm_archive_readings(run->archive, run->articles, run->n_archived,
                                 &run->arena, &q->readings, err));
    q->n_readings = run->n_archived;
    return STM_OK;
}

static stm_status quote_one(void *ctx, uint32_t item, uint32_t worker)
{
    const quoting *q = ctx;
    stm_run *run = q->run;
    if (run->articles[item].status != STM_RECORD_OK)
        return STM_OK;
    if (item < q->n_readings && q->readings[item].is_known) {
        q->found[item] =
            (found_list){q->readings[item].items, q->readings[item].n};
        return STM_OK;
    }
    stm_worker *w = &run->workers[worker];
    stm_arena_clear(&w->scratch);
    return stm_attributions_from_text(
        &run->articles[item], item, &run->texts[item], &w->keep, &w->scratch,
        &q->found[item].items, &q->found[item].n, NULL);
}

static stm_status line_up(stm_run *run, const found_list *found, stm_error *err)
{
    uint64_t total = 0;
    for (uint32_t i = 0; i < run->n_articles; i++)
        total += found[i].n;
    if (total >= STM_NONE)
        return stm_fail(err, STM_ERR_LIMIT, 0, "too many attributions");
    run->attributions = stm_arena_alloc(&run->arena, (size_t)total + 1,
                                        sizeof *run->attributions);
    if (run->attributions == NULL)
        return stm_fail(err, STM_ERR_NOMEM, 0, "out of memory");
    uint32_t at = 0;
    for (uint32_t i = 0; i < run->n_articles; i++) {
        const uint32_t first = at;
        for (uint32_t k = 0; k < found[i].n; k++) {
            stm_attribution a = found[i].items[k];
            if (a.outer != STM_NONE)
                a.outer += first;
            run->attributions[at++] = a;
        }
    }
    run->pile.attributions = run->attributions;
    run->pile.n_attributions = at;
    return STM_OK;
}

stm_status stm_stage_quote(stm_run *run, stm_error *err)
{
    quoting q = {.run = run};
    q.found = stm_alloc(run->n_articles + 1u, sizeof *q.found);
    if (q.found == NULL)
        return stm_fail(err, STM_ERR_NOMEM, 0, "out of memory");
    stm_status status = recall_readings(&q, err);
    if (status == STM_OK) {
        status = stm_pool_run(run->pool, run->n_articles, quote_one, &q);
        if (status != STM_OK)
            status = stm_fail(err, status, 0, "reading speech: %s",
                              stm_status_text(status));
    }
    if (status == STM_OK)
        status = line_up(run, q.found, err);
    stm_free(q.found);
    return status;
}

stm_status stm_stage_index(stm_run *run, stm_error *err)
{
    stm_pile_index *index = stm_arena_alloc(&run->arena, 1, sizeof *index);
    if (index == NULL || !stm_pile_index_build(index, &run->pile, &run->arena))
        return stm_fail(err, STM_ERR_NOMEM, 0, "out of memory");
    run->pile.index = index;
    return STM_OK;
}
