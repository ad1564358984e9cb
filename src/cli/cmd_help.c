#include <stdio.h>
#include <string.h>

#include "cli/cli.h"

/* One line of at most 78 columns, words kept whole. */
static void print_wrapped(const char *text, const char *indent)
{
    const size_t room = 78 - strlen(indent);
    size_t used = 0;
    for (const char *at = text; *at != '\0';) {
        const size_t len = strcspn(at, " \n");
        if (used == 0 || used + 1 + len > room) {
            printf("%s%s%.*s", used == 0 ? "" : "\n", indent, (int)len, at);
            used = len;
        } else {
            printf(" %.*s", (int)len, at);
            used += 1 + len;
        }
        at += len;
        if (*at == '\n') {
            printf("\n\n");
            used = 0;
        }
        if (*at != '\0')
            at++;
    }
    printf("\n");
}

static void print_option(const cli_option *o)
{
    char left[64];
    snprintf(left, sizeof left, "%s%c%s--%s%s%s", o->letter ? "-" : "  ",
             o->letter ? o->letter : ' ', o->letter ? ", " : " ", o->name,
             o->value ? " " : "", o->value ? o->value : "");
    printf("  %-28s %s\n", left, o->help);
}

void cli_print_help(const cli_command *command)
{
    printf("stemma %s: %s\n\nusage: stemma %s %s%s\n\n", command->name,
           command->summary, command->name,
           command->flags ? "[OPTION]... " : "", command->usage);
    print_wrapped(command->text, "");
    if (command->flags != 0)
        printf("\nOptions\n");
    for (int i = 0; i < CLI_N_FLAGS; i++)
        if (command->flags & CLI_BIT(i))
            print_option(&cli_options[i]);
    printf("\nExample\n");
    for (const char *at = command->example; *at != '\0';) {
        const size_t len = strcspn(at, "\n");
        printf("  %.*s\n", (int)len, at);
        at += len + (at[len] == '\n');
    }
}

void cli_print_commands(void)
{
    printf("stemma: counts origins, not outlets\n\n"
           "usage: stemma COMMAND [OPTION]... INPUT...\n\n");
    for (int i = 0; cli_commands[i] != NULL; i++)
        printf("  %-8s  %s\n", cli_commands[i]->name, cli_commands[i]->summary);
    printf("\n'stemma help COMMAND' tells more, with an example. An INPUT is a "
           "file, a folder\nor '-': pages (HTML, MHTML), text, WARC, WACZ, "
           "JSON Lines, JSON, CSV, RSS, Atom,\nplain or packed with gzip, "
           "zstd or zip. Exit status: 0 all inputs read, 1 some\nfailed, 2 "
           "the command line was not understood, 3 nothing could be done.\n"
           "Nothing leaves this machine.\n");
}

/* Text for roff: a backslash doubled, a leading dot or quote guarded. */
static void print_roff(const char *text)
{
    bool at_start = true;
    for (; *text != '\0'; text++) {
        if (at_start && (*text == '.' || *text == '\''))
            printf("\\&");
        if (*text == '\\')
            printf("\\e");
        else if (*text == '-')
            printf("\\-");
        else if (*text == '\n')
            printf("\n.Pp\n");
        else
            putchar(*text);
        at_start = *text == '\n';
    }
    putchar('\n');
}

static void print_man_command(const cli_command *c)
{
    printf(".Ss stemma %s ", c->name);
    print_roff(c->usage);
    print_roff(c->text);
    if (c->flags != 0)
        printf(".Pp\n.Bl -tag -width Ds\n");
    for (int i = 0; i < CLI_N_FLAGS; i++) {
        const cli_option *o = &cli_options[i];
        if (!(c->flags & CLI_BIT(i)))
            continue;
        printf(".It ");
        if (o->letter)
            printf("Fl %c , ", o->letter);
        printf("Fl \\-%s", o->name);
        if (o->value != NULL)
            printf(" Ar %s", o->value);
        printf("\n");
        print_roff(o->help);
    }
    if (c->flags != 0)
        printf(".El\n");
    printf(".Bd -literal -offset indent\n");
    for (const char *at = c->example; *at != '\0'; at++)
        putchar(*at);
    printf("\n.Ed\n");
}

void cli_print_man(void)
{
    printf(".Dd November 25, 2026\n.Dt STEMMA 1\n.Os\n.Sh NAME\n.Nm stemma\n"
           ".Nd counts origins, not outlets\n.Sh SYNOPSIS\n.Nm\n.Ar command\n"
           ".Op Ar option ...\n.Ar input ...\n.Sh DESCRIPTION\n");
    print_roff("From a pile of saved news to an account of it: which reports "
               "tell one story, who is heard, what they share, from how many "
               "independent origins, who took what from whom, and where they "
               "part. Nothing leaves the machine, and nobody is judged.");
    printf(".Sh COMMANDS\n");
    for (int i = 0; cli_commands[i] != NULL; i++)
        print_man_command(cli_commands[i]);
    printf(".Sh EXIT STATUS\n.Bl -tag -width Ds\n.It 0\nAll inputs were "
           "read.\n.It 1\nSome inputs failed; the rest is done.\n.It 2\nThe "
           "command line was not understood.\n.It 3\nNothing could be done.\n"
           ".El\n");
}

void cli_print_completion(void)
{
    printf("# bash completion for stemma\n_stemma() {\n"
           "  local cur=${COMP_WORDS[COMP_CWORD]}\n"
           "  if [ \"$COMP_CWORD\" -eq 1 ]; then\n"
           "    COMPREPLY=($(compgen -W '");
    for (int i = 0; cli_commands[i] != NULL; i++)
        printf("%s ", cli_commands[i]->name);
    printf("--help --version' -- \"$cur\"))\n    return\n  fi\n"
           "  local words=\n  case ${COMP_WORDS[1]} in\n");
    for (int i = 0; cli_commands[i] != NULL; i++) {
        printf("  %s) words='", cli_commands[i]->name);
        for (int k = 0; k < CLI_N_FLAGS; k++)
            if (cli_commands[i]->flags & CLI_BIT(k))
                printf("--%s ", cli_options[k].name);
        printf("' ;;\n");
    }
    printf("  esac\n  case $cur in\n"
           "  -*) COMPREPLY=($(compgen -W \"$words\" -- \"$cur\")) ;;\n"
           "  *) COMPREPLY=($(compgen -f -- \"$cur\")) ;;\n"
           "  esac\n}\ncomplete -o filenames -F _stemma stemma\n");
}

static int run(const cli_command *self, cli_args *args)
{
    (void)self;
    if (args->format != NULL && strcmp(args->format, "man") == 0) {
        cli_print_man();
        return CLI_OK;
    }
    if (args->format != NULL && strcmp(args->format, "bash") == 0) {
        cli_print_completion();
        return CLI_OK;
    }
    if (args->format != NULL) {
        fprintf(stderr, "stemma help: --format is man or bash\n");
        return CLI_USAGE;
    }
    if (args->n_inputs == 0) {
        cli_print_commands();
        return CLI_OK;
    }
    const cli_command *command = cli_find_command(args->inputs[0]);
    if (command == NULL) {
        fprintf(stderr, "stemma help: there is no command '%.60s'\n",
                args->inputs[0]);
        return CLI_USAGE;
    }
    cli_print_help(command);
    return CLI_OK;
}

const cli_command cli_help = {
    .name = "help",
    .summary = "more about a command, or this list",
    .usage = "[COMMAND]",
    .text = "Explains a command and shows an example. With --format man it "
            "prints the manual page, with --format bash completion for bash.",
    .example = "stemma help report\nstemma help --format man | man -l -",
    .flags = CLI_BIT(CLI_HELP) | CLI_BIT(CLI_FORMAT),
    .run = run,
};
