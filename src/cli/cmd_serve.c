#define _POSIX_C_SOURCE 200809L
#include <signal.h>
#include <stdio.h>

#include "cli/cli.h"

static volatile sig_atomic_t asked_to_stop;

static void stop(int signal)
{
    (void)signal;
    asked_to_stop = 1;
}

static bool on_tick(void *ctx, uint16_t port)
{
    bool *told = ctx;
    if (!*told) {
        printf("http://127.0.0.1:%u/\n", (unsigned)port);
        fflush(stdout);
        *told = true;
    }
    return !asked_to_stop;
}

static int run(const cli_command *self, cli_args *args)
{
    (void)self;
    int status;
    stm_engine *engine = cli_open_archive(args, STM_ARCHIVE_READ, &status);
    if (engine == NULL)
        return status;
    struct sigaction action = {.sa_handler = stop};
    sigaction(SIGINT, &action, NULL);
    sigaction(SIGTERM, &action, NULL);
    signal(SIGPIPE, SIG_IGN);
    bool told = false;
    const stm_serve_options options = {
        .port = (uint16_t)args->port, .on_tick = on_tick, .ctx = &told};
    stm_error err = {0};
    stm_status done = stm_engine_recall(engine, &err);
    if (done == STM_OK)
        done = stm_serve(engine, &options, &err);
    return cli_close_archive(engine, done, &err);
}

const cli_command cli_serve = {
    .name = "serve",
    .summary = "an archive as pages in the browser, on this machine alone",
    .usage = "DB",
    .text = "Prints an address on 127.0.0.1 and serves the archive's report "
            "there, with a search and a form that tells who carried a "
            "statement, until it is interrupted. Nothing can be changed "
            "through it but corrections, and no other machine can reach it. "
            "Under /api the "
            "same data is JSON.",
    .example = "stemma serve desk.db\nstemma serve desk.db --port 8000",
    .flags = CLI_BIT(CLI_HELP) | CLI_BIT(CLI_QUIET) | CLI_BIT(CLI_PORT) |
             CLI_BIT(CLI_TITLE) | CLI_BIT(CLI_QUOTE_ONLY),
    .run = run,
};
