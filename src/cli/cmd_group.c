#include <stdio.h>

#include "cli/cli.h"

static int run(const cli_command *self, cli_args *args)
{
    (void)self;
    return cli_run_view(args, STM_STAGE_GROUP, STM_OUTPUT_STORIES);
}

const cli_command cli_group = {
    .name = "group",
    .summary = "which articles tell the same story",
    .usage = "INPUT...",
    .text = "Prints a line for every story: its articles, its day and why, "
            "and how well it holds together. A story may be one article.",
    .example = "stemma group articles.jsonl",
    .flags = CLI_COMMON | CLI_BIT(CLI_CORRECTIONS),
    .run = run,
};
