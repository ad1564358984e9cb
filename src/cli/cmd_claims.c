#include <stdio.h>

#include "cli/cli.h"

static int run(const cli_command *self, cli_args *args)
{
    (void)self;
    return cli_run_view(args, STM_STAGE_TRACE, STM_OUTPUT_CLAIMS);
}

const cli_command cli_claims = {
    .name = "claims",
    .summary = "what the reports share, and from how many origins",
    .usage = "INPUT...",
    .text = "Prints a line for every claim: where it is stated and on whose "
            "word, in how many articles, outlets, families and voices, its "
            "origins as a range with a reason for every merge, and where the "
            "accounts differ. It judges nobody.",
    .example = "stemma claims articles.jsonl",
    .flags = CLI_COMMON | CLI_BIT(CLI_OUTLETS) | CLI_BIT(CLI_WITHOUT) |
             CLI_BIT(CLI_READER) | CLI_BIT(CLI_WORDS) |
             CLI_BIT(CLI_CORRECTIONS) | CLI_BIT(CLI_UNDO),
    .run = run,
};
