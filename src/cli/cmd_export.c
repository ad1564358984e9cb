#include <stdio.h>
#include <string.h>

#include "cli/cli.h"

static const struct {
    const char *name;
    stm_output output;
} formats[] = {
    {"json", STM_OUTPUT_ALL},
    {"articles", STM_OUTPUT_ARTICLES},
    {"passages", STM_OUTPUT_MATCHES},
    {"stories", STM_OUTPUT_STORIES},
    {"quotes", STM_OUTPUT_QUOTES},
    {"claims", STM_OUTPUT_CLAIMS},
    {"lineage", STM_OUTPUT_LINEAGE},
    {"csv", STM_OUTPUT_CLAIMS_CSV},
    {"graphml", STM_OUTPUT_GRAPHML},
    {"dot", STM_OUTPUT_DOT},
    {"webannotation", STM_OUTPUT_ANNOTATIONS},
    {"claimreview-draft", STM_OUTPUT_CLAIM_REVIEWS},
    {"prov", STM_OUTPUT_PROV},
    {"jsonl", STM_OUTPUT_RECORDS},
    {"ninjs", STM_OUTPUT_NINJS},
    {"passim", STM_OUTPUT_MATCHES_PASSIM},
    {"citron", STM_OUTPUT_QUOTES_CITRON},
};

static void complain_of_format(const char *format)
{
    fputs("stemma export: there is no format '", stderr);
    for (size_t i = 0; format[i] != '\0' && i < 40; i++)
        fputc(format[i] > ' ' && format[i] < 127 ? format[i] : '?', stderr);
    fputs("'; there are", stderr);
    for (size_t i = 0; i < sizeof formats / sizeof *formats; i++)
        fprintf(stderr, "%s %s", i == 0 ? "" : ",", formats[i].name);
    fputs(", sqlite\n", stderr);
}

static int run(const cli_command *self, cli_args *args)
{
    (void)self;
    size_t at = 0;
    const char *format = args->format == NULL ? "json" : args->format;
    const bool is_copy = strcmp(format, "sqlite") == 0;
    while (!is_copy && at < sizeof formats / sizeof *formats &&
           strcmp(formats[at].name, format) != 0)
        at++;
    if (at == sizeof formats / sizeof *formats) {
        complain_of_format(format);
        return CLI_USAGE;
    }
    int status;
    stm_engine *engine = cli_open_archive(args, STM_ARCHIVE_READ, &status);
    if (engine == NULL)
        return status;
    stm_error err = {0};
    stm_status done = STM_OK;
    if (is_copy)
        done = stm_engine_copy(engine, cli_write_file, stdout, &err);
    else
        done = stm_engine_recall(engine, &err);
    if (done == STM_OK && !is_copy)
        done = stm_engine_write(engine, formats[at].output, cli_write_file,
                                stdout, &err);
    return cli_close_archive(engine, done, &err);
}

const cli_command cli_export = {
    .name = "export",
    .summary = "hand on what an archive holds, in another form",
    .usage = "DB --format FORMAT",
    .text =
        "Formats: json (all of it, as stemma.json), and as JSON Lines "
        "articles, passages, stories, quotes, claims, lineage, or jsonl for "
        "all of these, each line with its kind; sqlite, a copy of the "
        "archive that stands alone; csv, a row a "
        "mention of a claim; graphml and dot, who took from whom as a graph; "
        "prov, the same as PROV-JSON; webannotation, attributions and "
        "mentions as W3C Web Annotations; claimreview-draft, shared claims "
        "with where they appear, without a rating; ninjs, articles as IPTC's "
        "ninjs 2.0; passim, shared wording in passim's clusters; citron, "
        "attributions as Citron gives them.",
    .example = "stemma export desk.db --format claims > claims.jsonl\n"
               "stemma export desk.db --format graphml > lineage.graphml",
    .flags = CLI_BIT(CLI_HELP) | CLI_BIT(CLI_FORMAT),
    .run = run,
};
