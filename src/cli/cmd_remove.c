#include <stdio.h>

#include "cli/cli.h"

static int run(const cli_command *self, cli_args *args)
{
    if (args->n_inputs < 2) {
        fprintf(stderr,
                "stemma %s: name the archive, then the ids of the "
                "articles\n",
                self->name);
        return CLI_USAGE;
    }
    int status;
    stm_engine *engine = cli_open_archive(args, STM_ARCHIVE_EXTEND, &status);
    if (engine == NULL)
        return status;
    stm_error err = {0};
    stm_status done =
        stm_engine_remove(engine, args->inputs, (size_t)args->n_inputs, &err);
    if (done == STM_OK)
        done = stm_engine_run(engine, STM_STAGE_TRACE, &err);
    if (done == STM_OK)
        done = stm_engine_save(engine, &err);
    return cli_close_archive(engine, done, &err);
}

const cli_command cli_remove = {
    .name = "remove",
    .summary = "take articles out of an archive",
    .usage = "DB ID...",
    .text = "Removes the articles with these ids, all or none, and works out "
            "anew how the others hang together.",
    .example = "stemma remove desk.db 4f1c09be77aa",
    .flags = CLI_BIT(CLI_HELP) | CLI_BIT(CLI_QUIET) | CLI_BIT(CLI_THREADS),
    .run = run,
};
