#define _GNU_SOURCE
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "cli/cli.h"

static void print_json_string(const char *s)
{
    fputc('"', stderr);
    for (; *s != '\0'; s++) {
        const unsigned char c = (unsigned char)*s;
        if (c == '"' || c == '\\')
            fprintf(stderr, "\\%c", c);
        else if (c < 0x20)
            fprintf(stderr, "\\u%04x", c);
        else
            fputc(c, stderr);
    }
    fputc('"', stderr);
}

static const char *severity_text(stm_severity severity)
{
    switch (severity) {
    case STM_SEVERITY_NOTE:
        return "note";
    case STM_SEVERITY_WARNING:
        return "warning";
    case STM_SEVERITY_ERROR:
        return "error";
    }
    return "error";
}

static void print_message_json(const stm_message *m)
{
    fprintf(stderr,
            "{\"message\":\"%s\",\"path\":", severity_text(m->severity));
    print_json_string(m->path);
    if (m->offset != UINT64_MAX)
        fprintf(stderr, ",\"offset\":%llu", (unsigned long long)m->offset);
    if (m->line != 0)
        fprintf(stderr, ",\"line\":%llu", (unsigned long long)m->line);
    fprintf(stderr, ",\"text\":");
    print_json_string(m->text);
    fprintf(stderr, "}\n");
}

static void on_message(void *ctx, const stm_message *m)
{
    const cli_args *args = ctx;
    if (args->quiet && m->severity != STM_SEVERITY_ERROR)
        return;
    cli_clear_progress();
    if (args->json) {
        print_message_json(m);
        return;
    }
    fprintf(stderr, "stemma: %s", m->path);
    if (m->line != 0)
        fprintf(stderr, ":%llu", (unsigned long long)m->line);
    else if (m->offset != UINT64_MAX)
        fprintf(stderr, ": byte %llu", (unsigned long long)m->offset);
    fprintf(stderr, ": %s%s\n",
            m->severity == STM_SEVERITY_NOTE ? "note: " : "", m->text);
}

void cli_clear_progress(void)
{
    if (isatty(STDERR_FILENO))
        fputs("\r\033[K", stderr);
}

static bool on_progress(void *ctx, const char *stage, uint64_t done,
                        uint64_t total)
{
    (void)ctx;
    fprintf(stderr, "\r\033[K%s", stage);
    if (done > 0)
        fprintf(stderr, " %llu", (unsigned long long)done);
    if (total > 0)
        fprintf(stderr, " of %llu", (unsigned long long)total);
    fputs(" ...", stderr);
    fflush(stderr);
    return true;
}

static bool add_input(stm_engine *engine, const char *path)
{
    stm_error err = {0};
    if (stm_engine_add(engine, path, &err) == STM_OK)
        return true;
    fprintf(stderr, "stemma: %s\n", err.text);
    return false;
}

/* Queues each name in the list; an empty name is passed over. */
static bool add_list(stm_engine *engine, const cli_args *args)
{
    FILE *list = strcmp(args->files_from, "-") == 0
                     ? stdin
                     : fopen(args->files_from, "rb");
    if (list == NULL) {
        fprintf(stderr, "stemma: cannot open the list %s\n", args->files_from);
        return false;
    }
    char *line = NULL;
    size_t room = 0;
    ssize_t len;
    bool ok = true;
    bool any = false;
    while (ok &&
           (len = getdelim(&line, &room, args->nul ? '\0' : '\n', list)) >= 0) {
        if (len > 0 && !args->nul && line[len - 1] == '\n')
            line[--len] = '\0';
        if (len > 0 && !args->nul && line[len - 1] == '\r')
            line[--len] = '\0';
        if (line[0] == '\0')
            continue;
        ok = add_input(engine, line);
        any = true;
    }
    if (ok && !any)
        fprintf(stderr, "stemma: the list %s names no input\n",
                args->files_from);
    free(line);
    if (list != stdin)
        fclose(list);
    return ok;
}

stm_engine *cli_new_engine(cli_args *args, int *status)
{
    /* a page that brings down its reader costs one record */
    args->options.in_process = false;
    args->options.on_message = on_message;
    args->options.message_ctx = args;
    if (!args->quiet && !args->json && isatty(STDERR_FILENO))
        args->options.on_progress = on_progress;
    stm_engine *engine = NULL;
    stm_error err = {0};
    if (stm_engine_new(&args->options, &engine, &err) == STM_OK)
        return engine;
    fprintf(stderr, "stemma: %s\n", err.text);
    *status = err.status == STM_ERR_USAGE ? CLI_USAGE : CLI_NOTHING;
    return NULL;
}

static bool add_inputs(stm_engine *engine, const cli_args *args)
{
    bool ok = true;
    for (int i = 0; ok && i < args->n_inputs; i++)
        ok = add_input(engine, args->inputs[i]);
    if (ok && args->files_from != NULL)
        ok = add_list(engine, args);
    return ok;
}

stm_engine *cli_open(cli_args *args, int *status)
{
    if (args->n_inputs == 0 && args->files_from == NULL) {
        fprintf(stderr, "stemma: no input given; name files or folders, or "
                        "'-' for standard input\n");
        *status = CLI_USAGE;
        return NULL;
    }
    stm_engine *engine = cli_new_engine(args, status);
    if (engine == NULL || add_inputs(engine, args))
        return engine;
    stm_engine_free(engine);
    *status = CLI_NOTHING;
    return NULL;
}

stm_engine *cli_open_archive(cli_args *args, stm_archive_mode mode, int *status)
{
    if (args->n_inputs == 0) {
        fprintf(stderr, "stemma: name the archive\n");
        *status = CLI_USAGE;
        return NULL;
    }
    const char *path = args->inputs[0];
    args->inputs++;
    args->n_inputs--;
    stm_engine *engine = cli_new_engine(args, status);
    if (engine == NULL)
        return NULL;
    stm_error err = {0};
    if (stm_engine_open(engine, path, mode, &err) == STM_OK) {
        if (mode != STM_ARCHIVE_CREATE || add_inputs(engine, args))
            return engine;
    } else {
        fprintf(stderr, "stemma: %s: %s\n", path, err.text);
    }
    stm_engine_free(engine);
    *status = CLI_NOTHING;
    return NULL;
}

int cli_close_archive(stm_engine *engine, stm_status done, const stm_error *err)
{
    cli_clear_progress();
    if (done != STM_OK)
        fprintf(stderr, "stemma: %s\n",
                err->text[0] == '\0' ? stm_status_text(done) : err->text);
    stm_engine_free(engine);
    if (fflush(stdout) != 0 && done == STM_OK) {
        fprintf(stderr, "stemma: the output could not be written\n");
        return CLI_NOTHING;
    }
    if (done == STM_OK)
        return CLI_OK;
    return done == STM_ERR_USAGE ? CLI_USAGE : CLI_NOTHING;
}

static void print_summary_json(const stm_summary *s)
{
    fprintf(stderr,
            "{\"summary\":{\"inputs\":%llu,\"failed\":%llu,\"articles\":%llu,"
            "\"stories\":%llu,\"speakers\":%llu,\"passages\":%llu,"
            "\"claims\":%llu}}\n",
            (unsigned long long)s->inputs, (unsigned long long)s->failed,
            (unsigned long long)s->articles, (unsigned long long)s->stories,
            (unsigned long long)s->speakers, (unsigned long long)s->passages,
            (unsigned long long)s->claims);
}

int cli_close(const cli_args *args, stm_engine *engine, stm_status done,
              const stm_error *err)
{
    stm_summary summary;
    stm_engine_summarise(engine, &summary);
    cli_clear_progress();
    if (args->json)
        print_summary_json(&summary);
    if (done != STM_OK)
        fprintf(stderr, "stemma: %s\n",
                err->text[0] == '\0' ? stm_status_text(done) : err->text);
    stm_engine_free(engine);
    if (fflush(stdout) != 0 && done == STM_OK) {
        fprintf(stderr, "stemma: the output could not be written\n");
        return CLI_NOTHING;
    }
    if (done == STM_ERR_USAGE)
        return CLI_USAGE;
    if (done != STM_OK || summary.inputs == summary.failed)
        return CLI_NOTHING;
    return summary.failed > 0 ? CLI_PARTLY : CLI_OK;
}

bool cli_write_file(void *ctx, const void *bytes, size_t len)
{
    return fwrite(bytes, 1, len, ctx) == len;
}

int cli_run_view(cli_args *args, stm_stage stage, stm_output output)
{
    int status;
    stm_engine *engine = cli_open(args, &status);
    if (engine == NULL)
        return status;
    stm_error err = {0};
    stm_status done = stm_engine_run(engine, stage, &err);
    if (done == STM_OK)
        done = stm_engine_write(engine, output, cli_write_file, stdout, &err);
    return cli_close(args, engine, done, &err);
}
