#include <stdio.h>
#include <string.h>

#include "cli/cli.h"

static int run(const cli_command *self, cli_args *args)
{
    (void)self;
    return cli_run_view(args, STM_STAGE_GROUP, STM_OUTPUT_MATCHES);
}

const cli_command cli_match = {
    .name = "match",
    .summary = "passages that articles share, copied or rewritten",
    .usage = "INPUT...",
    .text = "Prints a line for every pair of passages: both spans, whether it "
            "is a reprint (nearly verbatim) or a rewrite, the share of words "
            "in common, and how rare what they share is, in bits.",
    .example = "stemma match articles.jsonl\n"
               "stemma match --days-apart 3 week/ > passages.jsonl",
    .flags = CLI_COMMON | CLI_BIT(CLI_DAYS_APART),
    .run = run,
};
