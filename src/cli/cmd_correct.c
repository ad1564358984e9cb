#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/cli.h"

enum { MOST_BYTES = 16 << 20 };

typedef struct lines {
    char *ptr; /* owned */
    size_t len;
} lines;

static bool add(void *ctx, const void *bytes, size_t len)
{
    lines *l = ctx;
    if (len > MOST_BYTES - l->len)
        return false;
    char *more = realloc(l->ptr, l->len + len + 1);
    if (more == NULL)
        return false;
    memcpy(more + l->len, bytes, len);
    l->ptr = more;
    l->len += len;
    l->ptr[l->len] = '\0';
    return true;
}

/* The whole of a file or of standard input; a complaint where it fails. */
static bool read_file(const char *path, lines *out)
{
    const bool is_stdin = strcmp(path, "-") == 0;
    FILE *file = is_stdin ? stdin : fopen(path, "rb");
    if (file == NULL) {
        fprintf(stderr, "stemma correct: cannot open %s\n", path);
        return false;
    }
    char part[8192];
    bool ok = true;
    for (size_t n; ok && (n = fread(part, 1, sizeof part, file)) > 0;)
        ok = add(out, part, n);
    ok = ok && !ferror(file) && add(out, "\n", 1);
    if (!is_stdin)
        fclose(file);
    if (!ok)
        fprintf(stderr, "stemma correct: %s cannot be read, or is over 16 MB\n",
                path);
    return ok;
}

static stm_status correct(const cli_args *args, stm_engine *engine, lines *l,
                          stm_error *err)
{
    stm_status done = STM_OK;
    if (args->options.undo != NULL) {
        done = stm_engine_recall(engine, err);
        if (done == STM_OK)
            done = stm_engine_unmerge(engine, args->options.undo, add, l, err);
    }
    if (done == STM_OK)
        done = stm_engine_correct(engine, l->ptr == NULL ? "" : l->ptr, l->len,
                                  args->take_back, err);
    return done;
}

static int run(const cli_command *self, cli_args *args)
{
    (void)self;
    lines l = {NULL, 0};
    int status;
    const char *undo = args->options.undo;
    args->options.undo = NULL; /* of the archive, not of a run */
    stm_engine *engine = cli_open_archive(args, STM_ARCHIVE_READ, &status);
    if (engine == NULL)
        return status;
    args->options.undo = undo;
    stm_error err = {0};
    stm_status done = STM_OK;
    bool has_read = true;
    for (int i = 0; i < args->n_inputs && has_read; i++)
        has_read = read_file(args->inputs[i], &l);
    if (!has_read) {
        free(l.ptr);
        stm_engine_free(engine);
        return CLI_NOTHING;
    }
    if (args->n_inputs == 0 && undo == NULL && args->take_back == 0)
        done = stm_engine_corrections(engine, cli_write_file, stdout, &err);
    else
        done = correct(args, engine, &l, &err);
    free(l.ptr);
    return cli_close_archive(engine, done, &err);
}

const cli_command cli_correct = {
    .name = "correct",
    .summary = "tell an archive what the machine got wrong",
    .usage = "DB [FILE...]",
    .text = "Keeps the corrections of the files (docs/corrections.md: merges "
            "undone or made, voices joined or split, articles moved to "
            "another story, dates set) in the archive and works out its "
            "account with them. They hold on every later addition and "
            "rebuild, and pages show them as a person's. Without a file it "
            "prints those it keeps, in the form of the file; --take-back N "
            "drops the Nth of them. --undo CLAIM:A-B keeps apart two mentions "
            "of a claim, as 'stemma export --format claims' numbers them from "
            "0.",
    .example = "stemma correct desk.db mine.jsonl\n"
               "stemma correct desk.db --undo c12:0-3\n"
               "stemma correct desk.db > kept.jsonl",
    .flags = CLI_BIT(CLI_HELP) | CLI_BIT(CLI_QUIET) | CLI_BIT(CLI_THREADS) |
             CLI_BIT(CLI_OUTLETS) | CLI_BIT(CLI_WORDS) | CLI_BIT(CLI_UNDO) |
             CLI_BIT(CLI_TAKE_BACK),
    .run = run,
};
