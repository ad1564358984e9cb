#include <stdio.h>

#include "cli/cli.h"

static int run(const cli_command *self, cli_args *args)
{
    (void)self;
    if (args->n_inputs < 2 && args->files_from == NULL) {
        fprintf(stderr, "stemma add: name the archive, then what to add\n");
        return CLI_USAGE;
    }
    int status;
    stm_engine *engine = cli_open_archive(args, STM_ARCHIVE_CREATE, &status);
    if (engine == NULL)
        return status;
    stm_error err = {0};
    stm_status done = stm_engine_run(engine, STM_STAGE_TRACE, &err);
    if (done == STM_OK)
        done = stm_engine_save(engine, &err);
    if (done == STM_OK && !args->quiet && !args->json) {
        stm_summary s;
        stm_engine_summarise(engine, &s);
        cli_clear_progress();
        printf("%llu %s added, %llu failed; the archive holds %llu %s "
               "and %llu %s told by more than one.\n",
               (unsigned long long)s.inputs,
               s.inputs == 1 ? "document" : "documents",
               (unsigned long long)s.failed, (unsigned long long)s.articles,
               s.articles == 1 ? "article" : "articles",
               (unsigned long long)s.stories,
               s.stories == 1 ? "story" : "stories");
    }
    return cli_close(args, engine, done, &err);
}

const cli_command cli_add = {
    .name = "add",
    .summary = "extend an archive by new reports",
    .usage = "DB INPUT...",
    .text = "Reads the inputs into the archive DB, made if it is missing, and "
            "works out anew how all its articles hang together. Documents are "
            "safe as soon as they are read: should the run be broken off, "
            "'stemma rebuild' does the rest.",
    .example = "stemma add desk.db today/\nstemma add desk.db crawl.warc.gz",
    .flags = CLI_COMMON | CLI_BIT(CLI_OUTLETS) | CLI_BIT(CLI_READER),
    .run = run,
};
