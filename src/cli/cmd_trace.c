#include <stdio.h>

#include "cli/cli.h"

static int run(const cli_command *self, cli_args *args)
{
    (void)self;
    return cli_run_view(args, STM_STAGE_TRACE, STM_OUTPUT_LINEAGE);
}

const cli_command cli_trace = {
    .name = "trace",
    .summary = "who took what from whom, with evidence",
    .usage = "INPUT...",
    .text = "Prints a line for every text that is not in the pile but must "
            "have been there (a lost origin), then one for every article that "
            "derives from another or from such a text: wholly or partly, how "
            "sure, and what shows it.",
    .example = "stemma trace articles.jsonl",
    .flags = CLI_COMMON | CLI_BIT(CLI_OUTLETS) | CLI_BIT(CLI_READER) |
             CLI_BIT(CLI_WORDS) | CLI_BIT(CLI_CORRECTIONS),
    .run = run,
};
