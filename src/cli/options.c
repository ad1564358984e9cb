#include <stdio.h>
#include <string.h>

#include "cli/cli.h"

const cli_option cli_options[] = {
    [CLI_HELP] = {"help", 'h', NULL, "show this help"},
    [CLI_QUIET] = {"quiet", 'q', NULL, "no progress and no notes, only errors"},
    [CLI_JSON] = {"json", 0, NULL,
                  "messages and the summary as JSON Lines on stderr"},
    [CLI_THREADS] = {"threads", 't', "N",
                     "workers; the output is the same for any number"},
    [CLI_MEMORY] = {"memory", 0, "SIZE",
                    "ceiling on working memory, such as 500M or 2G"},
    [CLI_FILES_FROM] = {"files-from", 0, "FILE",
                        "read the names of inputs from FILE, one a line"},
    [CLI_NULL] = {"null", '0', NULL, "names in FILE end with a NUL byte"},
    [CLI_OUTPUT] = {"output", 'o', "DIR", "write the report into this folder"},
    [CLI_TITLE] = {"title", 0, "TEXT", "title of the report"},
    [CLI_QUOTE_ONLY] = {"quote-only", 0, NULL,
                        "short quotations in place of whole texts, to share"},
    [CLI_FULL_TEXT] = {"full-text", 0, NULL, "whole texts (the default)"},
    [CLI_OUTLETS] = {"outlets", 0, "FILE", "names and families of outlets"},
    [CLI_WORDS] = {"words", 0, "FILE",
                   "titles, offices and bodies by which names are read"},
    [CLI_WITHOUT] = {"without", 0, "OUTLET",
                     "leave this outlet out of everything"},
    [CLI_CORRECTIONS] = {"corrections", 0, "FILE",
                         "what a person corrected, applied on the way"},
    [CLI_UNDO] = {"undo", 0, "MERGE",
                  "count anew without this merge, such as c12:0-3"},
    [CLI_READER] = {"reader", 0, "fast|deep|auto", "who reads attributions"},
    [CLI_FORMAT] = {"format", 0, "FORMAT", "how to print, see below"},
    [CLI_DAYS_APART] = {"days-apart", 0, "N",
                        "compare articles at most N days apart"},
    [CLI_MAX] = {"max", 'n', "N", "at most so many results"},
    [CLI_PORT] = {"port", 0, "N", "the port to listen on; else a free one"},
    [CLI_TAKE_BACK] = {"take-back", 0, "N", "drop the Nth correction"},
};

/* Optimal string alignment distance, cut at 3; words of at most 31 bytes. */
static int edits(const char *a, const char *b)
{
    int row[3][33];
    const int n = (int)strlen(a);
    const int m = (int)strlen(b);
    if (n > 31 || m > 31)
        return 3;
    for (int j = 0; j <= m; j++)
        row[0][j] = j;
    for (int i = 1; i <= n; i++) {
        int *now = row[i % 3];
        const int *last = row[(i + 2) % 3];
        const int *before = row[(i + 1) % 3];
        now[0] = i;
        for (int j = 1; j <= m; j++) {
            int d = last[j - 1] + (a[i - 1] != b[j - 1]);
            d = last[j] + 1 < d ? last[j] + 1 : d;
            d = now[j - 1] + 1 < d ? now[j - 1] + 1 : d;
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] &&
                a[i - 2] == b[j - 1] && before[j - 2] + 1 < d)
                d = before[j - 2] + 1;
            now[j] = d;
        }
    }
    return row[n % 3][m];
}

const char *cli_nearest(const char *word, const char *const *candidates)
{
    const char *best = NULL;
    int least = 3;
    for (int i = 0; candidates[i] != NULL; i++) {
        const int d = edits(word, candidates[i]);
        if (d < least) {
            least = d;
            best = candidates[i];
        }
    }
    return best;
}

static int complain_of_option(const cli_command *command, const char *name)
{
    const char *names[CLI_N_FLAGS + 1] = {NULL};
    int n = 0;
    for (int i = 0; i < CLI_N_FLAGS; i++)
        if (command->flags & CLI_BIT(i))
            names[n++] = cli_options[i].name;
    const char *near = cli_nearest(name, names);
    fprintf(stderr, "stemma %s: there is no option '--%.60s'", command->name,
            name);
    if (near != NULL)
        fprintf(stderr, "; did you mean '--%s'?", near);
    fprintf(stderr, "\nSee 'stemma help %s'.\n", command->name);
    return CLI_USAGE;
}

/* A number with an optional K, M or G; false where it is anything else. */
static bool parse_size(const char *s, uint64_t *out)
{
    uint64_t n = 0;
    size_t i = 0;
    for (; s[i] >= '0' && s[i] <= '9'; i++) {
        if (n > UINT64_MAX / 20)
            return false;
        n = n * 10 + (uint64_t)(s[i] - '0');
    }
    if (i == 0)
        return false;
    unsigned shift = 0;
    if (s[i] != '\0') {
        const char *const at = strchr("KMG", s[i]);
        if (at == NULL || s[i + 1] != '\0')
            return false;
        shift = *at == 'K' ? 10 : *at == 'M' ? 20 : 30;
    }
    if (n > UINT64_MAX >> shift)
        return false;
    *out = n << shift;
    return true;
}

static bool parse_u32(const char *s, uint32_t *out)
{
    uint64_t n;
    if (!parse_size(s, &n) || n > UINT32_MAX)
        return false;
    *out = (uint32_t)n;
    return true;
}

static bool parse_reader(const char *s, stm_reader *out)
{
    static const struct {
        const char *name;
        stm_reader reader;
    } names[] = {{"auto", STM_READER_AUTO},
                 {"fast", STM_READER_FAST},
                 {"deep", STM_READER_DEEP}};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strcmp(names[i].name, s) == 0) {
            *out = names[i].reader;
            return true;
        }
    return false;
}

static bool set_flag(cli_args *args, cli_flag flag, const char *value)
{
    stm_options *o = &args->options;
    switch (flag) {
    case CLI_HELP:
        args->help = true;
        return true;
    case CLI_QUIET:
        args->quiet = true;
        return true;
    case CLI_JSON:
        args->json = true;
        return true;
    case CLI_THREADS:
        return parse_u32(value, &o->threads);
    case CLI_MEMORY:
        return parse_size(value, &o->memory_bytes);
    case CLI_FILES_FROM:
        args->files_from = value;
        return true;
    case CLI_NULL:
        args->nul = true;
        return true;
    case CLI_OUTPUT:
        args->output = value;
        return true;
    case CLI_TITLE:
        o->title = value;
        return true;
    case CLI_QUOTE_ONLY:
        o->full_text = false;
        return true;
    case CLI_FULL_TEXT:
        o->full_text = true;
        return true;
    case CLI_OUTLETS:
        o->outlets = value;
        return true;
    case CLI_WORDS:
        o->words = value;
        return true;
    case CLI_WITHOUT:
        o->without = value;
        return true;
    case CLI_CORRECTIONS:
        o->corrections = value;
        return true;
    case CLI_UNDO:
        o->undo = value;
        return true;
    case CLI_READER:
        return parse_reader(value, &o->reader);
    case CLI_FORMAT:
        args->format = value;
        return true;
    case CLI_DAYS_APART:
        return parse_u32(value, &o->days_apart);
    case CLI_MAX:
        return parse_u32(value, &args->max);
    case CLI_PORT:
        return parse_u32(value, &args->port) && args->port <= 65535;
    case CLI_TAKE_BACK:
        return parse_u32(value, &args->take_back) && args->take_back > 0;
    case CLI_N_FLAGS:
        break;
    }
    return false;
}

/* The flag an argument names, by "--name", "--name=value" or "-x". */
static int find_flag(const cli_command *command, const char *arg,
                     const char **value)
{
    *value = NULL;
    for (int i = 0; i < CLI_N_FLAGS; i++) {
        const cli_option *o = &cli_options[i];
        if (!(command->flags & CLI_BIT(i)))
            continue;
        if (arg[1] != '-') {
            if (o->letter != 0 && arg[1] == o->letter) {
                *value = arg[2] == '\0' ? NULL : arg + 2;
                return i;
            }
            continue;
        }
        const size_t len = strlen(o->name);
        if (strncmp(arg + 2, o->name, len) != 0)
            continue;
        if (arg[2 + len] == '=')
            *value = arg + 3 + len;
        if (arg[2 + len] == '=' || arg[2 + len] == '\0')
            return i;
    }
    return -1;
}

static int complain(const cli_command *command, const cli_option *option,
                    const char *what, const char *value)
{
    fprintf(stderr, "stemma %s: --%s %s%s%.60s\nSee 'stemma help %s'.\n",
            command->name, option->name, what, value == NULL ? "" : ": ",
            value == NULL ? "" : value, command->name);
    return CLI_USAGE;
}

int cli_parse(const cli_command *command, int argc, char **argv, int from,
              cli_args *args)
{
    *args = (cli_args){0};
    stm_options_init(&args->options);
    int kept = from; /* inputs are moved to the front of argv */
    bool only_inputs = false;
    for (int i = from; i < argc; i++) {
        const char *arg = argv[i];
        if (only_inputs || arg[0] != '-' || arg[1] == '\0') {
            argv[kept++] = argv[i];
            continue;
        }
        if (strcmp(arg, "--") == 0) {
            only_inputs = true;
            continue;
        }
        const char *value;
        const int flag = find_flag(command, arg, &value);
        if (flag < 0)
            return complain_of_option(command, arg + (arg[1] == '-' ? 2 : 1));
        const cli_option *option = &cli_options[flag];
        if (option->value == NULL && value != NULL)
            return complain(command, option, "takes no value", NULL);
        if (option->value != NULL && value == NULL) {
            if (i + 1 >= argc)
                return complain(command, option, "needs a value",
                                option->value);
            value = argv[++i];
        }
        if (!set_flag(args, (cli_flag)flag, value))
            return complain(command, option, "cannot be this", value);
    }
    args->inputs = (const char *const *)argv + from;
    args->n_inputs = kept - from;
    return CLI_OK;
}
