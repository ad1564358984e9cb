#define _GNU_SOURCE
#include "stemma/stemma.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "base/alloc.h"
#include "base/file.h"
#include "engine/corrections.h"
#include "engine/engine.h"
#include "engine/stages.h"
#include "export/export.h"
#include "engine/records.h"
#include "report/json.h"
#include "report/report.h"
#include "store/store.h"

#include "base/banned.h"

enum { max_diags = 100000 };

void stm_options_init(stm_options *options)
{
    *options = (stm_options){.full_text = true, .in_process = true};
}

static const char *keep_string(stm_run *run, const char *s)
{
    if (s == NULL)
        return NULL;
    return stm_arena_copy_array(&run->arena, s, strlen(s) + 1, 1);
}

static void copy_options(stm_run *run, const stm_options *options)
{
    run->options = *options;
    run->options.title = keep_string(run, options->title);
    run->options.outlets = keep_string(run, options->outlets);
    run->options.words = keep_string(run, options->words);
    run->options.without = keep_string(run, options->without);
    run->options.corrections = keep_string(run, options->corrections);
    run->options.undo = keep_string(run, options->undo);
}

static stm_status start_workers(stm_run *run)
{
    STM_TRY(stm_pool_new(run->options.threads, &run->pool));
    const uint32_t n = stm_pool_size(run->pool);
    run->workers = stm_alloc(n, sizeof *run->workers);
    if (run->workers == NULL)
        return STM_ERR_NOMEM;
    for (uint32_t i = 0; i < n; i++) {
        stm_arena_init(&run->workers[i].keep, SIZE_MAX);
        stm_arena_init(&run->workers[i].scratch, SIZE_MAX);
    }
    for (uint32_t i = 0; i < n; i++)
        STM_TRY(stm_text_cutter_new(&run->workers[i].cutter, NULL));
    return STM_OK;
}

stm_status stm_engine_new(const stm_options *options, stm_engine **out,
                          stm_error *err)
{
    if (options->reader == STM_READER_DEEP)
        return stm_fail(err, STM_ERR_USAGE, 0,
                        "this build has no deep reader of attributions");
    stm_engine *self = stm_alloc(1, sizeof *self);
    if (self == NULL)
        return stm_fail(err, STM_ERR_NOMEM, 0, "out of memory");
    stm_run *run = &self->run;
    stm_arena_init(&run->arena, SIZE_MAX);
    stm_diags_init(&run->diags, &run->arena, max_diags);
    stm_u64map_init(&run->ids);
    stm_u64map_init(&run->digests);
    stm_outlets_init(&run->outlets);
    copy_options(run, options);
    stm_status status = STM_OK;
    if (start_workers(run) != STM_OK || run->arena.failed)
        status = stm_fail(err, STM_ERR_NOMEM, 0, "out of memory");
    if (status == STM_OK)
        status = stm_stage_read_outlets(run, err);
    if (status == STM_OK)
        status = stm_corrections_read(run, err);
    if (status == STM_OK)
        status = stm_stage_read_words(run, err);
    if (status == STM_OK)
        *out = self;
    else
        stm_engine_free(self);
    return status;
}

void stm_engine_free(stm_engine *self)
{
    if (self == NULL)
        return;
    stm_run *run = &self->run;
    for (uint32_t i = 0; run->workers != NULL && i < stm_pool_size(run->pool);
         i++) {
        stm_text_cutter_free(run->workers[i].cutter);
        stm_arena_release(&run->workers[i].keep);
        stm_arena_release(&run->workers[i].scratch);
    }
    stm_free(run->workers);
    stm_pool_free(run->pool);
    stm_archive_close(run->archive);
    stm_diags_release(&run->diags);
    stm_u64map_release(&run->ids);
    stm_u64map_release(&run->digests);
    stm_outlets_release(&run->outlets);
    stm_naming_words_release(&run->words);
    stm_free(run->articles);
    stm_free(run->paths);
    stm_arena_release(&run->arena);
    stm_free(self);
}

stm_status stm_engine_add(stm_engine *self, const char *path, stm_error *err)
{
    stm_run *run = &self->run;
    const stm_slice copy =
        stm_arena_copy(&run->arena, stm_slice_from_cstr(path));
    if (run->arena.failed || !stm_grow(&run->paths, &run->cap_paths,
                                       run->n_paths + 1, sizeof *run->paths))
        return stm_fail(err, STM_ERR_NOMEM, 0, "out of memory");
    run->paths[run->n_paths++] = copy;
    return STM_OK;
}

void stm_run_tell(stm_run *run)
{
    for (; run->told < run->diags.len; run->told++) {
        const stm_diag *d = &run->diags.items[run->told];
        run->summary.warnings += d->severity == STM_SEVERITY_WARNING;
        if (run->options.on_message == NULL)
            continue;
        char path[4096];
        char text[1024];
        snprintf(path, sizeof path, "%.*s", (int)d->path.len,
                 (const char *)d->path.ptr);
        snprintf(text, sizeof text, "%.*s", (int)d->text.len,
                 (const char *)d->text.ptr);
        const stm_message m = {.severity = d->severity,
                               .path = path,
                               .offset = d->offset,
                               .line = d->line,
                               .text = text};
        run->options.on_message(run->options.message_ctx, &m);
    }
}

bool stm_run_progress(stm_run *run, const char *stage, uint64_t done,
                      uint64_t total)
{
    return run->options.on_progress == NULL ||
           run->options.on_progress(run->options.progress_ctx, stage, done,
                                    total);
}

/* Streaming */

typedef struct sink {
    stm_run *run;
    stm_write_fn *write;
    void *ctx;
    stm_buf line;
} sink;

static stm_status write_article(void *ctx, stm_article *article)
{
    sink *s = ctx;
    stm_stage_name_outlets(s->run, article, 1);
    stm_buf_clear(&s->line);
    stm_json_article(article, true, &s->line);
    stm_buf_byte(&s->line, '\n');
    STM_TRY(s->line.status);
    return s->write(s->ctx, s->line.ptr, s->line.len) ? STM_OK : STM_ERR_IO;
}

stm_status stm_engine_extract(stm_engine *self, stm_write_fn *write, void *ctx,
                              stm_error *err)
{
    sink s = {.run = &self->run, .write = write, .ctx = ctx};
    stm_buf_init(&s.line, SIZE_MAX);
    const stm_status status =
        stm_run_load(&self->run, false, write_article, &s, err);
    stm_buf_release(&s.line);
    return status;
}

/* Whole runs */

void stm_run_count(stm_run *run)
{
    const stm_pile *p = &run->pile;
    for (uint32_t i = 0; i < p->n_stories; i++)
        run->summary.stories += p->stories[i].n_articles > 1;
    for (uint32_t i = 0; i < p->n_claims; i++)
        run->summary.claims += p->claims[i].n_articles > 1;
    run->summary.speakers = p->n_speakers;
    run->summary.passages = p->n_matches;
}

stm_status stm_engine_run(stm_engine *self, stm_stage stage, stm_error *err)
{
    stm_run *run = &self->run;
    if (run->has_run)
        return stm_fail(err, STM_ERR_USAGE, 0, "an engine runs once");
    STM_TRY(stm_run_pipeline(run, stage, err));
    run->has_run = true;
    run->stage = stage;
    stm_run_count(run);
    return STM_OK;
}

void stm_engine_summarise(const stm_engine *self, stm_summary *out)
{
    *out = self->run.summary;
}

/* Output */

static void options_json(const stm_run *run, stm_buf *out)
{
    stm_json json;
    stm_json_init(&json, out);
    stm_json_object(&json);
    stm_json_put_string(&json, STM_LIT("reader"), STM_LIT("fast"));
    stm_json_key(&json, STM_LIT("full_text"));
    stm_json_bool(&json, run->options.full_text);
    stm_json_put_string(&json, STM_LIT("title"),
                        stm_slice_from_cstr(run->options.title));
    stm_json_put_string(&json, STM_LIT("without"),
                        stm_slice_from_cstr(run->options.without));
    stm_json_put_u64(&json, STM_LIT("corrections"), run->n_corrections);
    stm_json_end_object(&json);
}

static void write_all_json(const stm_run *run, stm_buf *out)
{
    stm_buf options;
    stm_buf_init(&options, 1 << 20);
    options_json(run, &options);
    const stm_run_info info = {.options_json = stm_buf_slice(&options),
                               .n_read = run->summary.inputs,
                               .n_failed = run->summary.failed,
                               .full_text = run->options.full_text};
    stm_json_all(&run->pile, &info, out);
    if (options.status != STM_OK)
        out->status = options.status;
    stm_buf_release(&options);
}

/* The stage a view needs; views of other rooms' formats stand here too. */
static stm_status render(const stm_run *run, stm_output output, stm_buf *out,
                         stm_error *err)
{
    static const stm_stage needs[] = {
        [STM_OUTPUT_ARTICLES] = STM_STAGE_EXTRACT,
        [STM_OUTPUT_MATCHES] = STM_STAGE_MATCH,
        [STM_OUTPUT_STORIES] = STM_STAGE_GROUP,
        [STM_OUTPUT_QUOTES] = STM_STAGE_QUOTE,
        [STM_OUTPUT_QUOTES_CITRON] = STM_STAGE_QUOTE,
        [STM_OUTPUT_QUOTES_CSV] = STM_STAGE_QUOTE,
        [STM_OUTPUT_QUOTES_HTML] = STM_STAGE_QUOTE,
        [STM_OUTPUT_CLAIMS] = STM_STAGE_TRACE,
        [STM_OUTPUT_LINEAGE] = STM_STAGE_TRACE,
        [STM_OUTPUT_ALL] = STM_STAGE_TRACE,
        [STM_OUTPUT_GRAPHML] = STM_STAGE_TRACE,
        [STM_OUTPUT_DOT] = STM_STAGE_TRACE,
        [STM_OUTPUT_CLAIMS_CSV] = STM_STAGE_TRACE,
        [STM_OUTPUT_ANNOTATIONS] = STM_STAGE_TRACE,
        [STM_OUTPUT_CLAIM_REVIEWS] = STM_STAGE_TRACE,
        [STM_OUTPUT_PROV] = STM_STAGE_TRACE,
        [STM_OUTPUT_NINJS] = STM_STAGE_EXTRACT,
        [STM_OUTPUT_RECORDS] = STM_STAGE_TRACE,
        [STM_OUTPUT_MATCHES_PASSIM] = STM_STAGE_MATCH,
    };
    if (!run->has_run || run->stage < needs[output])
        return stm_fail(err, STM_ERR_USAGE, 0, "the run did not go that far");
    switch (output) {
    case STM_OUTPUT_ARTICLES:
        stm_json_articles(&run->pile, out);
        break;
    case STM_OUTPUT_MATCHES:
        stm_json_matches(&run->pile, out);
        break;
    case STM_OUTPUT_STORIES:
        stm_json_stories(&run->pile, out);
        break;
    case STM_OUTPUT_QUOTES:
        stm_json_quotes(&run->pile, out);
        break;
    case STM_OUTPUT_QUOTES_CITRON:
        stm_export_citron(&run->pile, out);
        break;
    case STM_OUTPUT_QUOTES_CSV:
        stm_export_quotes_csv(&run->pile, out);
        break;
    case STM_OUTPUT_QUOTES_HTML:
        stm_report_quotes(&run->pile, out);
        break;
    case STM_OUTPUT_CLAIMS:
        stm_json_claims(&run->pile, out);
        break;
    case STM_OUTPUT_LINEAGE:
        stm_json_lineage(&run->pile, out);
        break;
    case STM_OUTPUT_ALL:
        write_all_json(run, out);
        break;
    case STM_OUTPUT_GRAPHML:
        stm_export_graphml(&run->pile, out);
        break;
    case STM_OUTPUT_DOT:
        stm_export_dot(&run->pile, out);
        break;
    case STM_OUTPUT_CLAIMS_CSV:
        stm_export_csv(&run->pile, out);
        break;
    case STM_OUTPUT_ANNOTATIONS:
        stm_export_annotations(&run->pile, out);
        break;
    case STM_OUTPUT_CLAIM_REVIEWS:
        stm_export_claim_reviews(&run->pile, out);
        break;
    case STM_OUTPUT_PROV:
        stm_export_prov(&run->pile, out);
        break;
    case STM_OUTPUT_NINJS:
        stm_export_ninjs(&run->pile, out);
        break;
    case STM_OUTPUT_RECORDS:
        stm_records_from_pile(&run->pile, out);
        break;
    case STM_OUTPUT_MATCHES_PASSIM:
        stm_export_passim(&run->pile, out);
        break;
    default:
        return stm_fail(err, STM_ERR_USAGE, 0, "no such output");
    }
    if (out->status != STM_OK)
        return stm_fail(err, out->status, 0, "out of memory");
    return STM_OK;
}

stm_status stm_engine_write(const stm_engine *self, stm_output output,
                            stm_write_fn *write, void *ctx, stm_error *err)
{
    stm_buf out;
    stm_buf_init(&out, SIZE_MAX);
    stm_status status = render(&self->run, output, &out, err);
    if (status == STM_OK && out.len > 0 && !write(ctx, out.ptr, out.len))
        status =
            stm_fail(err, STM_ERR_IO, 0, "the output could not be written");
    stm_buf_release(&out);
    return status;
}

/* Report */

/* DIR/NAME as a C string in *path, whose room is reused. */
static const char *join_path(stm_buf *path, const char *dir, stm_slice name)
{
    stm_buf_clear(path);
    stm_buf_add(path, stm_slice_from_cstr(dir));
    stm_buf_byte(path, '/');
    stm_buf_add(path, name);
    stm_buf_byte(path, 0);
    return path->status == STM_OK ? (const char *)path->ptr : NULL;
}

static stm_status save(const char *dir, stm_slice name, const stm_buf *page,
                       stm_error *err)
{
    stm_buf path;
    stm_buf_init(&path, 4096);
    const char *file = join_path(&path, dir, name);
    stm_status status;
    if (file == NULL || page->status != STM_OK)
        status = stm_fail(err, STM_ERR_NOMEM, 0, "out of memory");
    else
        status = stm_file_write(file, stm_buf_slice(page), err);
    stm_buf_release(&path);
    return status;
}

static stm_status save_stories(const stm_run *run, const char *dir,
                               const stm_report_opts *opts, stm_error *err)
{
    stm_buf page;
    stm_buf name;
    stm_buf_init(&page, SIZE_MAX);
    stm_buf_init(&name, 4096);
    stm_status status = STM_OK;
    for (uint32_t i = 0; i < run->pile.n_stories && status == STM_OK; i++) {
        if (run->pile.stories[i].n_articles < 2)
            continue;
        stm_buf_clear(&page);
        stm_buf_clear(&name);
        stm_report_story(&run->pile, i, opts, &page);
        stm_report_story_file(&run->pile, i, &name);
        status = save(dir, stm_buf_slice(&name), &page, err);
        stm_buf_clear(&page);
        stm_buf_clear(&name);
        stm_report_aligned_file(&run->pile, i, &name);
        if (status == STM_OK && stm_report_aligned(&run->pile, i, opts, &page))
            status = save(dir, stm_buf_slice(&name), &page, err);
    }
    stm_buf_release(&name);
    stm_buf_release(&page);
    return status;
}

static stm_status save_index(const stm_run *run, const char *dir,
                             const stm_report_opts *opts, stm_error *err)
{
    stm_buf page;
    stm_buf_init(&page, SIZE_MAX);
    stm_report_index(&run->pile, opts, &page);
    stm_status status = save(dir, STM_LIT("index.html"), &page, err);
    if (status == STM_OK) {
        stm_buf_clear(&page);
        write_all_json(run, &page);
        status = save(dir, STM_LIT("stemma.json"), &page, err);
    }
    stm_buf_release(&page);
    return status;
}

static stm_status save_store(const stm_run *run, const char *dir,
                             stm_error *err)
{
    stm_buf path;
    stm_buf_init(&path, 4096);
    const char *file = join_path(&path, dir, STM_LIT("stemma.db"));
    const stm_status status =
        file == NULL ? stm_fail(err, STM_ERR_NOMEM, 0, "out of memory")
                     : stm_store_write(&run->pile, run->documents, file, err);
    stm_buf_release(&path);
    return status;
}

/* Makes `dir` and the folders above it. */
static stm_status make_folder(const char *dir, stm_error *err)
{
    char path[4096];
    const int n = snprintf(path, sizeof path, "%s", dir);
    if (n < 0 || (size_t)n >= sizeof path)
        return stm_fail(err, STM_ERR_IO, 0, "path too long");
    for (size_t i = 1; i <= (size_t)n; i++) {
        if (path[i] != '/' && path[i] != '\0')
            continue;
        const char was = path[i];
        path[i] = '\0';
        if (mkdir(path, 0777) != 0 && errno != EEXIST)
            return stm_fail(err, STM_ERR_IO, 0, "cannot make the folder %.200s",
                            path);
        path[i] = was;
    }
    return STM_OK;
}

stm_status stm_engine_report(const stm_engine *self, const char *dir,
                             stm_error *err)
{
    const stm_run *run = &self->run;
    if (!run->has_run || run->stage < STM_STAGE_TRACE)
        return stm_fail(err, STM_ERR_USAGE, 0, "the run did not go that far");
    stm_report_opts opts = STM_REPORT_OPTS_DEFAULT;
    opts.title = stm_slice_from_cstr(run->options.title);
    opts.quote_only = !run->options.full_text;
    opts.has_outlets = run->outlets.n_items > 0;
    STM_TRY(make_folder(dir, err));
    STM_TRY(save_index(run, dir, &opts, err));
    STM_TRY(save_stories(run, dir, &opts, err));
    return save_store(run, dir, err);
}
