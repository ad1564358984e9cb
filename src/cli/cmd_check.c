#include <stdio.h>

#include "cli/cli.h"

typedef struct counted {
    bool any; /* a line was written */
} counted;

static bool print_fault(void *ctx, const void *bytes, size_t len)
{
    ((counted *)ctx)->any = true;
    return fwrite(bytes, 1, len, stdout) == len;
}

static int run(const cli_command *self, cli_args *args)
{
    (void)self;
    int status;
    stm_engine *engine = cli_open_archive(args, STM_ARCHIVE_READ, &status);
    if (engine == NULL)
        return status;
    stm_error err = {0};
    counted faults = {false};
    const stm_status done =
        stm_engine_check(engine, print_fault, &faults, &err);
    if (done == STM_OK && !args->quiet)
        printf(faults.any ? "The archive is damaged, as said above.\n"
                          : "The archive is whole.\n");
    status = cli_close_archive(engine, done, &err);
    return status == CLI_OK && faults.any ? CLI_PARTLY : status;
}

const cli_command cli_check = {
    .name = "check",
    .summary = "examine an archive and say whether it is whole",
    .usage = "DB",
    .text = "Runs SQLite's own check and Stemma's: numbers without a gap, "
            "every span inside its text, every reference to something. Exit "
            "status 1 where a fault was found.",
    .example = "stemma check desk.db",
    .flags = CLI_BIT(CLI_HELP) | CLI_BIT(CLI_QUIET),
    .run = run,
};
