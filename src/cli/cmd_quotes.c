#include <stdio.h>
#include <string.h>

#include "cli/cli.h"

static int run(const cli_command *self, cli_args *args)
{
    (void)self;
    static const struct {
        const char *name;
        stm_output output;
    } formats[] = {
        {"json", STM_OUTPUT_QUOTES},
        {"citron", STM_OUTPUT_QUOTES_CITRON},
        {"csv", STM_OUTPUT_QUOTES_CSV},
        {"html", STM_OUTPUT_QUOTES_HTML},
    };
    for (size_t i = 0; i < sizeof formats / sizeof *formats; i++)
        if (args->format == NULL || strcmp(args->format, formats[i].name) == 0)
            return cli_run_view(args, STM_STAGE_QUOTE, formats[i].output);
    fprintf(stderr, "stemma quotes: the formats are json, citron, csv and "
                    "html\n");
    return CLI_USAGE;
}

const cli_command cli_quotes = {
    .name = "quotes",
    .summary = "who says what: direct, indirect and mixed speech",
    .usage = "INPUT...",
    .text = "Prints a line for every article: its attributions, each with the "
            "spans of source, cue and content, its type, the speaker and a "
            "confidence from 0 to 1. --format citron gives what Citron's "
            "users read, csv a row an attribution, html the texts with what "
            "was found marked in them, for checking by eye.\n"
            "--words names a table of words by which names are read, a line a "
            "class: its name, '|', the kind of speaker or nothing, '|', the "
            "words, as in 'body | hospital | hospice sanatorium' or 'head | | "
            "reeve'. Classes: title, head, spokesperson, rank, executive, "
            "minister, ministry, subject, body, office, firm, police, agency, "
            "people, document, statement, no-name; country takes a code and "
            "names parted by commas. Lines that begin with '#' are remarks.",
    .example = "stemma quotes articles.jsonl\n"
               "stemma quotes article.html --format html > check.html",
    .flags = CLI_COMMON | CLI_BIT(CLI_FORMAT) | CLI_BIT(CLI_READER) |
             CLI_BIT(CLI_WORDS) | CLI_BIT(CLI_CORRECTIONS),
    .run = run,
};
