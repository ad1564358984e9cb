#include <stdio.h>

#include "cli/cli.h"

static int run(const cli_command *self, cli_args *args)
{
    (void)self;
    if (args->n_inputs != 2) {
        fprintf(stderr, "stemma search: name the archive, then the words, as "
                        "one argument\n");
        return CLI_USAGE;
    }
    int status;
    stm_engine *engine = cli_open_archive(args, STM_ARCHIVE_READ, &status);
    if (engine == NULL)
        return status;
    stm_error err = {0};
    const stm_status done = stm_engine_search(engine, args->inputs[0],
                                              args->max == 0 ? 20 : args->max,
                                              cli_write_file, stdout, &err);
    return cli_close_archive(engine, done, &err);
}

const cli_command cli_search = {
    .name = "search",
    .summary = "find articles of an archive by their words",
    .usage = "DB WORDS",
    .text = "Prints the articles that hold all the words, best first, one JSON "
            "record a line. \"A phrase\" stands in quotation marks; a OR b, "
            "NOT, outlet : name and title : word narrow it down.",
    .example = "stemma search desk.db 'ferry \"north quay\"'\n"
               "stemma search desk.db 'title : ferry' --max 5",
    .flags = CLI_BIT(CLI_HELP) | CLI_BIT(CLI_MAX),
    .run = run,
};
