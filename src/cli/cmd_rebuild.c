#include <stdio.h>

#include "cli/cli.h"

static int run(const cli_command *self, cli_args *args)
{
    (void)self;
    int status;
    stm_engine *engine = cli_open_archive(args, STM_ARCHIVE_EXTEND, &status);
    if (engine == NULL)
        return status;
    stm_error err = {0};
    stm_status done = stm_engine_run(engine, STM_STAGE_TRACE, &err);
    if (done == STM_OK)
        done = stm_engine_save(engine, &err);
    return cli_close_archive(engine, done, &err);
}

const cli_command cli_rebuild = {
    .name = "rebuild",
    .summary = "work out anew what an archive's documents come to",
    .usage = "DB",
    .text = "Keeps the documents and remakes everything else: stories, "
            "passages, speakers, claims, lineage, the index of words.",
    .example = "stemma rebuild desk.db",
    .flags = CLI_BIT(CLI_HELP) | CLI_BIT(CLI_QUIET) | CLI_BIT(CLI_THREADS) |
             CLI_BIT(CLI_MEMORY) | CLI_BIT(CLI_OUTLETS) | CLI_BIT(CLI_READER) |
             CLI_BIT(CLI_WORDS),
    .run = run,
};
