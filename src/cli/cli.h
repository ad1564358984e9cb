/* What the commands share: their table, their options, how they end. */
#ifndef STM_CLI_CLI_H
#define STM_CLI_CLI_H

#include "stemma/stemma.h"

/* Exit statuses, the same for every command. */
enum {
    CLI_OK = 0,      /* all inputs were read */
    CLI_PARTLY = 1,  /* some inputs failed, the rest is done */
    CLI_USAGE = 2,   /* the command line was not understood */
    CLI_NOTHING = 3, /* nothing could be done */
};

/* Every option any command takes; a command's table names those it does. */
typedef enum cli_flag {
    CLI_HELP,
    CLI_QUIET,
    CLI_JSON,
    CLI_THREADS,
    CLI_MEMORY,
    CLI_FILES_FROM,
    CLI_NULL,
    CLI_OUTPUT,
    CLI_TITLE,
    CLI_QUOTE_ONLY,
    CLI_FULL_TEXT,
    CLI_OUTLETS,
    CLI_WORDS,
    CLI_WITHOUT,
    CLI_CORRECTIONS,
    CLI_UNDO,
    CLI_READER,
    CLI_FORMAT,
    CLI_DAYS_APART,
    CLI_MAX,
    CLI_PORT,
    CLI_TAKE_BACK,
    CLI_N_FLAGS,
} cli_flag;

typedef struct cli_option {
    const char *name;  /* without "--" */
    char letter;       /* short form, or 0 */
    const char *value; /* what its value is called, or NULL: takes none */
    const char *help;  /* one line */
} cli_option;

/* cli_options[CLI_N_FLAGS], in the order of cli_flag. */
extern const cli_option cli_options[];

typedef struct cli_args {
    stm_options options;
    const char *output;     /* -o */
    const char *format;     /* --format */
    const char *files_from; /* --files-from */
    uint32_t max;           /* --max, 0 not given */
    uint32_t port;          /* --port, 0 not given */
    uint32_t take_back;     /* --take-back, 0 not given */
    bool nul;               /* --null */
    bool quiet;
    bool json;
    bool help;
    const char *const *inputs; /* inputs[n_inputs] */
    int n_inputs;
} cli_args;

typedef struct cli_command {
    const char *name;
    const char *summary; /* one line, for the list of commands */
    const char *usage;   /* what follows the name */
    const char *text;    /* paragraphs, for help and the man page */
    const char *example; /* lines, each a command */
    uint32_t flags;      /* bit 1u << cli_flag for each option it takes */
    int (*run)(const struct cli_command *self, cli_args *args);
} cli_command;

/* All commands; ends with one whose name is NULL. */
extern const cli_command *const cli_commands[];

const cli_command *cli_find_command(const char *name);

/*
 * Reads argv[from..argc) by the table of `command`. Complains on stderr and
 * returns CLI_USAGE where it cannot. args->inputs is parted out of argv,
 * whose strings are kept.
 */
int cli_parse(const cli_command *command, int argc, char **argv, int from,
              cli_args *args);

/*
 * An engine with messages and progress wired to the terminal and all inputs
 * queued; NULL after a complaint, *status then says how to end.
 */
stm_engine *cli_open(cli_args *args, int *status);

/*
 * The same without inputs, on the archive that the first argument names.
 * The other arguments are left to the command.
 */
stm_engine *cli_open_archive(cli_args *args, stm_archive_mode mode,
                             int *status);

/* An engine with messages and progress wired to the terminal, or NULL. */
stm_engine *cli_new_engine(cli_args *args, int *status);

/* Complains of a failure and frees the engine: a command on an archive. */
int cli_close_archive(stm_engine *engine, stm_status done,
                      const stm_error *err);

/*
 * Ends a command: complains of `err` where `done` is not STM_OK, prints the
 * summary that --json asks for, frees the engine, gives the exit status.
 */
int cli_close(const cli_args *args, stm_engine *engine, stm_status done,
              const stm_error *err);

/* Runs to `stage` and writes one view to stdout: most commands. */
int cli_run_view(cli_args *args, stm_stage stage, stm_output output);

/* A stm_write_fn to the FILE * in ctx. */
bool cli_write_file(void *ctx, const void *bytes, size_t len);

/* Clears the line of progress, before anything else is printed. */
void cli_clear_progress(void);

/* Help */
void cli_print_help(const cli_command *command);
void cli_print_commands(void);
void cli_print_man(void);
void cli_print_completion(void);

/*
 * The candidate closest to `word` within two edits, or NULL. Candidates end
 * with NULL.
 */
const char *cli_nearest(const char *word, const char *const *candidates);

extern const cli_command cli_report;
extern const cli_command cli_extract;
extern const cli_command cli_match;
extern const cli_command cli_group;
extern const cli_command cli_quotes;
extern const cli_command cli_claims;
extern const cli_command cli_trace;
extern const cli_command cli_add;
extern const cli_command cli_rebuild;
extern const cli_command cli_remove;
extern const cli_command cli_check;
extern const cli_command cli_stats;
extern const cli_command cli_search;
extern const cli_command cli_find;
extern const cli_command cli_serve;
extern const cli_command cli_export;
extern const cli_command cli_correct;
extern const cli_command cli_help;

#define CLI_BIT(flag) (1u << (flag))
#define CLI_COMMON                                                             \
    (CLI_BIT(CLI_HELP) | CLI_BIT(CLI_QUIET) | CLI_BIT(CLI_JSON) |              \
     CLI_BIT(CLI_THREADS) | CLI_BIT(CLI_MEMORY) | CLI_BIT(CLI_FILES_FROM) |    \
     CLI_BIT(CLI_NULL))

#endif
