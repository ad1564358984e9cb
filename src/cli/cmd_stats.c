#include <stdio.h>

#include "cli/cli.h"

static int run(const cli_command *self, cli_args *args)
{
    (void)self;
    int status;
    stm_engine *engine = cli_open_archive(args, STM_ARCHIVE_READ, &status);
    if (engine == NULL)
        return status;
    stm_error err = {0};
    const stm_status done =
        stm_engine_stats(engine, cli_write_file, stdout, &err);
    return cli_close_archive(engine, done, &err);
}

const cli_command cli_stats = {
    .name = "stats",
    .summary = "what an archive holds, in numbers",
    .usage = "DB",
    .text = "Prints one JSON object: documents, articles, stories told by more "
            "than one, speakers, passages, attributions, claims, the size of "
            "the file, and whether a rebuild is due (behind).",
    .example = "stemma stats desk.db",
    .flags = CLI_BIT(CLI_HELP),
    .run = run,
};
