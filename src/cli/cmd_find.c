#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/cli.h"

enum { MOST_BYTES = 1 << 20 };

/* Reads all of `f`, one byte more than a statement may have at most. */
static char *read_all(FILE *f, size_t *len)
{
    char *text = malloc(MOST_BYTES + 1);
    if (text != NULL)
        *len = fread(text, 1, MOST_BYTES + 1, f);
    return text;
}

/* The statement: the file after the archive, which is taken, or stdin. */
static char *read_statement(const cli_args *args, size_t *len)
{
    const bool from_stdin =
        args->n_inputs == 0 || strcmp(args->inputs[0], "-") == 0;
    FILE *f = from_stdin ? stdin : fopen(args->inputs[0], "rb");
    char *text = f == NULL ? NULL : read_all(f, len);
    if (text == NULL)
        fprintf(stderr, "stemma find: the statement cannot be read\n");
    if (f != NULL && !from_stdin)
        fclose(f);
    return text;
}

static bool read_form(const cli_args *args, stm_find_form *out)
{
    static const struct {
        const char *name;
        stm_find_form form;
    } forms[] = {{"text", STM_FIND_TEXT},
                 {"json", STM_FIND_JSON},
                 {"html", STM_FIND_HTML}};
    *out = args->output != NULL ? STM_FIND_HTML : STM_FIND_TEXT;
    if (args->format == NULL)
        return true;
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++)
        if (strcmp(args->format, forms[i].name) == 0) {
            *out = forms[i].form;
            return true;
        }
    fprintf(stderr, "stemma find: the formats are text, json and html\n");
    return false;
}

typedef struct sink {
    FILE *file;
    bool any;
} sink;

static bool write_sink(void *ctx, const void *bytes, size_t len)
{
    sink *s = ctx;
    s->any = true;
    return fwrite(bytes, 1, len, s->file) == len;
}

static stm_status find(stm_engine *engine, const cli_args *args,
                       const char *text, size_t len, stm_find_form form,
                       stm_error *err)
{
    sink s = {.file = stdout};
    if (args->output != NULL)
        s.file = fopen(args->output, "wb");
    if (s.file == NULL) {
        *err = (stm_error){.status = STM_ERR_IO};
        snprintf(err->text, sizeof err->text, "%.200s cannot be written",
                 args->output);
        return STM_ERR_IO;
    }
    stm_status status =
        stm_engine_find(engine, text, len, form, write_sink, &s, err);
    if (status == STM_OK && form == STM_FIND_HTML && !s.any)
        fprintf(stderr, "stemma find: no report carries any of it\n");
    if (args->output != NULL && fclose(s.file) != 0 && status == STM_OK) {
        *err = (stm_error){.status = STM_ERR_IO};
        snprintf(err->text, sizeof err->text, "%.200s cannot be written",
                 args->output);
        status = STM_ERR_IO;
    }
    return status;
}

static int run(const cli_command *self, cli_args *args)
{
    (void)self;
    stm_find_form form;
    if (args->n_inputs < 1 || args->n_inputs > 2) {
        fprintf(stderr, "stemma find: name the archive, then the file with "
                        "the statement, or give it on standard input\n");
        return CLI_USAGE;
    }
    if (!read_form(args, &form))
        return CLI_USAGE;
    int status;
    stm_engine *engine = cli_open_archive(args, STM_ARCHIVE_READ, &status);
    if (engine == NULL)
        return status;
    size_t len = 0;
    char *text = read_statement(args, &len);
    stm_error err = {0};
    stm_status done = text == NULL ? STM_ERR_IO : STM_OK;
    if (done == STM_OK)
        done = stm_engine_recall_articles(engine, &err);
    if (done == STM_OK)
        done = find(engine, args, text, len, form, &err);
    free(text);
    return cli_close_archive(engine, done, &err);
}

const cli_command cli_find = {
    .name = "find",
    .summary = "who carried a statement, whole, in part or reworded",
    .usage = "DB [FILE]",
    .text =
        "Reads a statement from FILE or standard input and tells which reports "
        "of the archive carry it, most of it first: whole or in part, in its "
        "own words or others, with the share of it that each has. The page (-o "
        "FILE.html) shows the statement and each report side by side: what "
        "was kept, cut, changed and added. JSON (--format json) has every "
        "passage and the sentences left out.",
    .example = "stemma find desk.db < statement.txt\n"
               "stemma find desk.db statement.txt -o who.html",
    .flags = CLI_BIT(CLI_HELP) | CLI_BIT(CLI_QUIET) | CLI_BIT(CLI_FORMAT) |
             CLI_BIT(CLI_OUTPUT) | CLI_BIT(CLI_THREADS),
    .run = run,
};
