#include <stdio.h>
#include <string.h>

#include "cli/cli.h"

const cli_command *const cli_commands[] = {
    &cli_report, &cli_extract, &cli_match, &cli_group,   &cli_quotes,
    &cli_claims, &cli_trace,   &cli_add,   &cli_rebuild, &cli_remove,
    &cli_search, &cli_find,    &cli_serve, &cli_stats,   &cli_check,
    &cli_export, &cli_correct, &cli_help,  NULL,
};

const cli_command *cli_find_command(const char *name)
{
    for (int i = 0; cli_commands[i] != NULL; i++)
        if (strcmp(cli_commands[i]->name, name) == 0)
            return cli_commands[i];
    return NULL;
}

static int complain_of_command(const char *name)
{
    const char *names[32] = {NULL};
    for (int i = 0; cli_commands[i] != NULL && i < 31; i++)
        names[i] = cli_commands[i]->name;
    const char *near = cli_nearest(name, names);
    fprintf(stderr, "stemma: there is no command '%.60s'", name);
    if (near != NULL)
        fprintf(stderr, "; did you mean '%s'?", near);
    fprintf(stderr, "\nSee 'stemma --help'.\n");
    return CLI_USAGE;
}

int main(int argc, char **argv)
{
    if (argc < 2) {
        cli_print_commands();
        return CLI_USAGE;
    }
    if (strcmp(argv[1], "--version") == 0) {
        printf("stemma %s\n", stm_version());
        return CLI_OK;
    }
    if (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "-h") == 0) {
        cli_print_commands();
        return CLI_OK;
    }
    const cli_command *command = cli_find_command(argv[1]);
    if (command == NULL)
        return complain_of_command(argv[1]);
    cli_args args;
    const int status = cli_parse(command, argc, argv, 2, &args);
    if (status != CLI_OK)
        return status;
    if (args.help) {
        cli_print_help(command);
        return CLI_OK;
    }
    return command->run(command, &args);
}
