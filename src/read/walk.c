/* Paths: a file is opened, a folder walked. */
#define _GNU_SOURCE
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/alloc.h"
#include "read/document.h"

#include "base/banned.h"

enum {
    max_depth = 32,         /* folders in folders */
    max_entries = 1u << 22, /* names in one folder */
    max_path_bytes = 4096
};

/* One open folder: its names, sorted, and how far the walk has come. */
typedef struct folder {
    stm_arena names_in;
    stm_slice *names; /* names[n_names], owned; sorted by bytes */
    uint32_t n_names;
    uint32_t cap_names;
    uint32_t next;
    size_t path_len; /* of the walk's path while in this folder */
} folder;

typedef struct walk {
    const stm_read_ctx *ctx;
    stm_buf path;    /* of what is being read, NUL-terminated by hand */
    folder *folders; /* folders[n_folders], outermost first; owned */
    uint32_t n_folders;
    uint32_t cap_folders;
    stm_source inside; /* of the file being read; class NULL: none */
    size_t root_len;   /* of the path as it was named */
    bool started;
    bool root_is_folder;
    bool any; /* some document was given */
} walk;

static int by_bytes(const void *a, const void *b)
{
    return stm_slice_cmp(*(const stm_slice *)a, *(const stm_slice *)b);
}

static void release_folder(folder *self)
{
    stm_arena_release(&self->names_in);
    stm_free(self->names);
}

static bool has_name(const folder *self, stm_slice stem, stm_slice ending)
{
    uint32_t low = 0;
    uint32_t high = self->n_names;
    while (low < high) {
        const uint32_t mid = low + (high - low) / 2;
        const stm_slice name = self->names[mid];
        int order = stm_slice_cmp(stm_slice_sub(name, 0, stem.len), stem);
        if (order == 0)
            order =
                stm_slice_cmp(stm_slice_sub(name, stem.len, name.len), ending);
        if (order == 0)
            return true;
        if (order < 0)
            low = mid + 1;
        else
            high = mid;
    }
    return false;
}

/*
 * The folder a browser makes beside "Page.html": "Page_files", and what it
 * is called in other languages.
 */
static bool is_page_folder(const folder *self, stm_slice name)
{
    static const char *const endings[] = {
        "_files",    ".files",     "-Dateien",   "_fichiers", "_archivos",
        "_arquivos", "_bestanden", "-filer",     "_soubory",  "_pliki",
        "_elemei",   "_dosyalar",  "_tiedostot", "_fails",    "-bestanden",
        "_file",     "_resources"};
    static const char *const pages[] = {".html", ".htm", ".xhtml", ".HTML",
                                        ".HTM"};
    for (size_t i = 0; i < sizeof endings / sizeof endings[0]; i++) {
        const stm_slice ending = stm_slice_from_cstr(endings[i]);
        if (!stm_slice_iends(name, ending))
            continue;
        const stm_slice stem = stm_slice_sub(name, 0, name.len - ending.len);
        for (size_t p = 0; p < sizeof pages / sizeof pages[0]; p++) {
            if (has_name(self, stem, stm_slice_from_cstr(pages[p])))
                return true;
        }
    }
    return false;
}

static stm_status read_names(DIR *dir, folder *self, stm_error *err)
{
    for (;;) {
        const struct dirent *entry = readdir(dir);
        if (entry == NULL || self->n_names >= max_entries)
            break;
        if (entry->d_name[0] == '.')
            continue; /* hidden, or the folder itself */
        if (!stm_grow(&self->names, &self->cap_names, self->n_names + 1,
                      sizeof *self->names))
            return stm_fail(err, STM_ERR_NOMEM, 0, "out of memory");
        self->names[self->n_names++] =
            stm_arena_copy(&self->names_in, stm_slice_from_cstr(entry->d_name));
    }
    if (self->names_in.failed)
        return stm_fail(err, STM_ERR_NOMEM, 0, "out of memory");
    if (self->n_names > 0)
        qsort(self->names, self->n_names, sizeof *self->names, by_bytes);
    return STM_OK;
}

static const char *c_path(walk *self)
{
    stm_buf_byte(&self->path, 0);
    self->path.len--;
    return (const char *)self->path.ptr;
}

/* Opens the folder at the path; *why is set where it cannot be opened. */
static stm_status enter(walk *self, int *why, stm_error *err)
{
    *why = 0;
    DIR *dir = opendir(c_path(self));
    if (dir == NULL) {
        *why = errno;
        return STM_OK;
    }
    folder f = {.path_len = self->path.len};
    stm_arena_init(&f.names_in, SIZE_MAX);
    stm_status status = read_names(dir, &f, err);
    closedir(dir);
    if (status == STM_OK && !stm_grow(&self->folders, &self->cap_folders,
                                      self->n_folders + 1, sizeof f))
        status = stm_fail(err, STM_ERR_NOMEM, 0, "out of memory");
    if (status != STM_OK) {
        release_folder(&f);
        return status;
    }
    self->folders[self->n_folders++] = f;
    return STM_OK;
}

static void leave(walk *self)
{
    release_folder(&self->folders[--self->n_folders]);
}

/* A record that says why the path could not be read. */
static void refuse(walk *self, stm_arena *arena, stm_raw *out, const char *text,
                   int code)
{
    char why[96];
    const stm_read_place at = {.path = stm_buf_slice(&self->path)};
    stm_raw_begin(out, &at, arena);
    stm_raw_fail(out, self->ctx, 0, arena, "%s%s%s", text,
                 code == 0 ? "" : ": ",
                 code == 0 ? "" : strerror_r(code, why, sizeof why));
}

static void note(walk *self, const char *text)
{
    stm_diags_add(self->ctx->diags, STM_SEVERITY_NOTE,
                  stm_buf_slice(&self->path), STM_NO_OFFSET, 0, "%s", text);
}

static stm_slice base_name(stm_slice path)
{
    size_t at = path.len;
    while (at > 0 && path.ptr[at - 1] != '/')
        at--;
    return stm_slice_sub(path, at, path.len);
}

/* Opens the file at the path; *given where that gave an ERROR record. */
static stm_status open_file(walk *self, stm_arena *arena, stm_raw *out,
                            bool *given, stm_error *err)
{
    stm_stream *stream;
    stm_error why = {.status = STM_OK};
    const stm_status status = stm_stream_open(c_path(self), &stream, &why);
    if (status == STM_ERR_NOMEM)
        return stm_fail(err, status, 0, "out of memory");
    if (status != STM_OK) {
        refuse(self, arena, out, why.text, 0);
        *given = true;
        return STM_OK;
    }
    const stm_slice path = stm_buf_slice(&self->path);
    const stm_read_place at = {.path = path, .name = base_name(path)};
    return stm_source_detect(self->ctx, &at, stream, &self->inside, err);
}

/* The path as it was named: a file, a folder, standard input. */
static stm_status start(walk *self, stm_arena *arena, stm_raw *out, bool *given,
                        stm_error *err)
{
    self->started = true;
    struct stat st;
    if (stm_slice_eq(stm_buf_slice(&self->path), STM_LIT("-")))
        return open_file(self, arena, out, given, err);
    if (stat(c_path(self), &st) == 0 && S_ISDIR(st.st_mode)) {
        int why;
        self->root_is_folder = true;
        STM_TRY(enter(self, &why, err));
        if (why != 0) {
            refuse(self, arena, out, "cannot open folder", why);
            *given = true;
        }
        return STM_OK;
    }
    return open_file(self, arena, out, given, err);
}

/* A folder met on the way. */
static stm_status step_into(walk *self, const folder *f, stm_slice name,
                            stm_arena *arena, stm_raw *out, bool *given,
                            stm_error *err)
{
    if (is_page_folder(f, name)) {
        note(self, "passed over: the parts of a saved page");
        return STM_OK;
    }
    int why = 0;
    if (self->n_folders >= max_depth)
        why = ELOOP;
    else
        STM_TRY(enter(self, &why, err));
    if (why != 0) {
        refuse(self, arena, out, "cannot open folder", why);
        *given = true;
    }
    return STM_OK;
}

/* The next name of the innermost folder. */
static stm_status step(walk *self, stm_arena *arena, stm_raw *out, bool *given,
                       stm_error *err)
{
    folder *f = &self->folders[self->n_folders - 1];
    stm_buf_cut(&self->path, f->path_len);
    if (f->next == f->n_names) {
        leave(self);
        return STM_OK;
    }
    const stm_slice name = f->names[f->next++];
    if (self->path.len > 0 && self->path.ptr[self->path.len - 1] != '/')
        stm_buf_byte(&self->path, '/');
    stm_buf_add(&self->path, name);
    if (self->path.status == STM_ERR_NOMEM)
        return stm_fail(err, STM_ERR_NOMEM, 0, "out of memory");
    if (self->path.status != STM_OK) {
        stm_buf_cut(&self->path, f->path_len);
        self->path.status = STM_OK;
        refuse(self, arena, out, "a path in this folder is too long", 0);
        *given = true;
        return STM_OK;
    }
    struct stat st;
    if (lstat(c_path(self), &st) != 0) {
        refuse(self, arena, out, "cannot open", errno);
        *given = true;
    } else if (S_ISLNK(st.st_mode) &&
               (stat(c_path(self), &st) != 0 || !S_ISREG(st.st_mode))) {
        note(self, "passed over: a link that leads to no file");
    } else if (S_ISDIR(st.st_mode)) {
        return step_into(self, f, name, arena, out, given, err);
    } else if (!S_ISREG(st.st_mode)) {
        note(self, "passed over: not a file");
    } else if (stm_is_dressing(name)) {
        note(self, "passed over: by its name part of a page, not an article");
    } else {
        return open_file(self, arena, out, given, err);
    }
    return STM_OK;
}

static stm_status next_in_walk(void *own, stm_arena *arena, stm_raw *out,
                               bool *more, stm_error *err)
{
    walk *self = own;
    *more = false;
    while (!*more) {
        if (self->inside.class != NULL) {
            STM_TRY(self->inside.class->next(self->inside.self, arena, out,
                                             more, err));
            if (!*more)
                stm_source_release(&self->inside);
        } else if (!self->started) {
            STM_TRY(start(self, arena, out, more, err));
        } else if (self->n_folders > 0) {
            STM_TRY(step(self, arena, out, more, err));
        } else if (self->root_is_folder && !self->any) {
            stm_buf_cut(&self->path, self->root_len);
            refuse(self, arena, out, "nothing readable in the folder", 0);
            *more = true;
        } else {
            return STM_OK;
        }
    }
    self->any = true;
    return STM_OK;
}

static void free_walk(void *own)
{
    walk *self = own;
    stm_source_release(&self->inside);
    while (self->n_folders > 0)
        leave(self);
    stm_free(self->folders);
    stm_buf_release(&self->path);
    stm_free(self);
}

static const stm_source_class walk_class = {next_in_walk, free_walk};

stm_status stm_source_open_path(const stm_read_ctx *ctx, stm_slice path,
                                stm_source *out, stm_error *err)
{
    walk *self = stm_alloc(1, sizeof *self);
    if (self == NULL)
        return stm_fail(err, STM_ERR_NOMEM, 0, "out of memory");
    self->ctx = ctx;
    self->root_len = path.len;
    /* one more for the NUL of c_path */
    stm_buf_init(&self->path,
                 path.len >= max_path_bytes ? path.len + 1 : max_path_bytes);
    stm_buf_add(&self->path, path);
    if (!stm_buf_reserve(&self->path, 1)) {
        free_walk(self);
        return stm_fail(err, STM_ERR_NOMEM, 0, "out of memory");
    }
    *out = (stm_source){&walk_class, self};
    return STM_OK;
}
