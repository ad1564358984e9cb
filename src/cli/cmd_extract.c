#include <stdio.h>

#include "cli/cli.h"

static int run(const cli_command *self, cli_args *args)
{
    (void)self;
    int status;
    stm_engine *engine = cli_open(args, &status);
    if (engine == NULL)
        return status;
    stm_error err = {0};
    const stm_status done =
        stm_engine_extract(engine, cli_write_file, stdout, &err);
    return cli_close(args, engine, done, &err);
}

const cli_command cli_extract = {
    .name = "extract",
    .summary = "clean articles out of saved pages, one JSON record a line",
    .usage = "INPUT...",
    .text =
        "Prints a record for every input, whatever became of it: its text, "
        "paragraphs, title, authors, outlet, dates with all candidates, "
        "dateline and agency, and a status: ok, empty, duplicate, not-article "
        "or error, with the reason. Spans count Unicode code points.\n"
        "An input is told by its bytes, then by its name: pages (HTML, "
        "SingleFile, MHTML), plain text, WARC and WACZ archives, JSON Lines, "
        "JSON and CSV with the field names of Stemma, news-please, "
        "trafilatura, Media Cloud or passim, RSS, Atom and JSON Feed, each "
        "plain or packed with gzip, Zstandard or zip. Folders are walked.",
    .example = "stemma extract page.html\n"
               "stemma extract crawl.warc.gz > articles.jsonl",
    .flags = CLI_COMMON,
    .run = run,
};
