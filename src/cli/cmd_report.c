#include <stdio.h>

#include "cli/cli.h"

static void print_summary(const cli_args *args, const stm_summary *s)
{
    if (args->quiet || args->json)
        return;
    printf("%llu %s read, %llu failed; %llu %s told by more than one report; "
           "%llu %s carried by more than one.\n",
           (unsigned long long)s->inputs, s->inputs == 1 ? "input" : "inputs",
           (unsigned long long)s->failed, (unsigned long long)s->stories,
           s->stories == 1 ? "story" : "stories", (unsigned long long)s->claims,
           s->claims == 1 ? "claim" : "claims");
    printf("The report is %s/index.html\n", args->output);
}

static int run(const cli_command *self, cli_args *args)
{
    if (args->output == NULL) {
        fprintf(stderr, "stemma %s: say where the report goes: -o DIR\n",
                self->name);
        return CLI_USAGE;
    }
    int status;
    stm_engine *engine = cli_open(args, &status);
    if (engine == NULL)
        return status;
    stm_error err = {0};
    stm_status done = stm_engine_run(engine, STM_STAGE_TRACE, &err);
    if (done == STM_OK)
        done = stm_engine_report(engine, args->output, &err);
    if (done == STM_OK) {
        stm_summary summary;
        stm_engine_summarise(engine, &summary);
        cli_clear_progress();
        print_summary(args, &summary);
    }
    return cli_close(args, engine, done, &err);
}

const cli_command cli_report = {
    .name = "report",
    .summary = "from saved reports to an account of them, as pages and data",
    .usage = "INPUT... -o DIR",
    .text =
        "Reads all inputs and writes DIR/index.html, a page for each story, "
        "DIR/stemma.json and DIR/stemma.db: which reports tell one story, "
        "who is heard, which claims they share, how many independent origins "
        "stand behind each, who took what from whom, and where they part.\n"
        "An input is a file (a saved page, plain text, JSON Lines, a feed, an "
        "archive), a folder, which is walked, or '-' for standard input.\n"
        "--outlets names a table, a line an outlet: its name or site, '|', "
        "the family it belongs to, and if wished '|' and the name to show. "
        "Lines that begin with '#' are remarks. It goes before the small table "
        "of large publishers that Stemma has.",
    .example = "stemma report pages/ -o account\n"
               "stemma report today.jsonl --title 'The flood' -o account\n"
               "stemma report pages/ --outlets families.txt --quote-only -o "
               "account",
    .flags = CLI_COMMON | CLI_BIT(CLI_OUTPUT) | CLI_BIT(CLI_TITLE) |
             CLI_BIT(CLI_QUOTE_ONLY) | CLI_BIT(CLI_FULL_TEXT) |
             CLI_BIT(CLI_OUTLETS) | CLI_BIT(CLI_WITHOUT) | CLI_BIT(CLI_READER) |
             CLI_BIT(CLI_WORDS) | CLI_BIT(CLI_CORRECTIONS) | CLI_BIT(CLI_UNDO),
    .run = run,
};
