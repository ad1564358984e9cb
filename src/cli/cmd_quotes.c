#include <stdio.h>

#include "cli/cli.h"

static int run(const cli_command *self, cli_args *args)
{
    (void)self;
    return cli_run_view(args, STM_STAGE_QUOTE, STM_OUTPUT_QUOTES);
}

const cli_command cli_quotes = {
    .name = "quotes",
    .summary = "who says what: direct, indirect and mixed speech",
    .usage = "INPUT...",
    .text = "Prints a line for every article: its attributions, each with the "
            "spans of source, cue and content, its type, the speaker and a "
            "confidence from 0 to 1.",
    .example = "stemma quotes article.html\nstemma quotes articles.jsonl",
    .flags = CLI_COMMON | CLI_BIT(CLI_READER),
    .run = run,
};
