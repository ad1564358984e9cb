/*
 * Runs a fuzz target over files, without libFuzzer: for gcc, the sanitizers
 * and valgrind.
 *
 * usage: replay_<what> FILE-OR-FOLDER...
 *
 * Each file is given whole and cut at seven places; nothing at all is given
 * once. A folder without files is an error, as it would test nothing.
 */
#define _GNU_SOURCE
#include <dirent.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len);

/* A copy of exactly `len` bytes, so that reading past it is seen. */
static void run_prefix(const uint8_t *bytes, size_t len)
{
    uint8_t *copy = malloc(len == 0 ? 1 : len);
    if (copy == NULL)
        exit(EXIT_FAILURE);
    if (len > 0)
        memcpy(copy, bytes, len);
    (void)LLVMFuzzerTestOneInput(copy, len);
    free(copy);
}

static void run_file(const char *path)
{
    FILE *file = fopen(path, "rb");
    struct stat st;
    if (file == NULL || fstat(fileno(file), &st) != 0) {
        perror(path);
        exit(EXIT_FAILURE);
    }
    const size_t len = (size_t)st.st_size;
    uint8_t *bytes = malloc(len == 0 ? 1 : len);
    if (bytes == NULL || fread(bytes, 1, len, file) != len) {
        perror(path);
        exit(EXIT_FAILURE);
    }
    fclose(file);
    for (size_t part = 1; part <= 8; part++)
        run_prefix(bytes, len / 8 * part + (part == 8 ? len % 8 : 0));
    free(bytes);
}

static int is_shown(const struct dirent *entry)
{
    return entry->d_name[0] != '.';
}

static void run_folder(const char *path)
{
    struct dirent **entries;
    const int n = scandir(path, &entries, is_shown, alphasort);
    if (n <= 0) {
        fprintf(stderr, "%s: no files\n", path);
        exit(EXIT_FAILURE);
    }
    for (int i = 0; i < n; i++) {
        char name[4096];
        snprintf(name, sizeof name, "%s/%s", path, entries[i]->d_name);
        run_file(name);
        free(entries[i]);
    }
    free(entries);
}

int main(int argc, char **argv)
{
    run_prefix(NULL, 0);
    for (int i = 1; i < argc; i++) {
        struct stat st;
        if (stat(argv[i], &st) == 0 && S_ISDIR(st.st_mode))
            run_folder(argv[i]);
        else
            run_file(argv[i]);
    }
    return argc > 1 ? EXIT_SUCCESS : EXIT_FAILURE;
}
