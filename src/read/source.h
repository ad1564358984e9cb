/*
 * What every format is to the rest of the room: a source of documents.
 *
 * A format is one file with a class and one function that opens it; detect.c
 * knows which file holds which format, and nobody else does. Sources that
 * hold others (a folder, a zip archive) own them.
 */
#ifndef STM_READ_SOURCE_H
#define STM_READ_SOURCE_H

#include "read/input.h"
#include "read/stream.h"

/* How deep packed things may lie in one another: x.wacz > x.warc.gz. */
#define STM_READ_MAX_NESTING 4

typedef struct stm_source_class {
    /*
     * The next document; *more is false at the end. Slices lie in `arena`.
     * Bad input is a diagnostic and a document of status ERROR. Error:
     * STM_ERR_NOMEM.
     */
    stm_status (*next)(void *self, stm_arena *arena, stm_raw *out, bool *more,
                       stm_error *err);
    void (*free)(void *self);
} stm_source_class;

typedef struct stm_source {
    const stm_source_class *class;
    void *self; /* the class's own, owned */
} stm_source;

/* What all sources of one input share; outlives them. */
typedef struct stm_read_ctx {
    stm_input_opts opts;
    stm_diags *diags;
} stm_read_ctx;

/* Where documents of a source come from. Copied by those who keep it. */
typedef struct stm_read_place {
    stm_slice path;   /* the file as it was named */
    stm_slice member; /* inside it, "" the file itself */
    stm_slice name;   /* file name to judge the format by, may be "" */
    uint32_t nesting; /* 0 a file on disk */
} stm_read_place;

/* Ends a source made or half made; the class may be NULL. */
static inline void stm_source_release(stm_source *self)
{
    if (self->class != NULL)
        self->class->free(self->self);
    *self = (stm_source){NULL, NULL};
}

/* A path's place kept in memory of one's own. */
typedef struct stm_kept_place {
    stm_arena arena;
    stm_read_place place; /* slices in arena */
} stm_kept_place;

/* Error: STM_ERR_NOMEM. Release in any case. */
STM_WARN_UNUSED stm_status stm_kept_place_init(stm_kept_place *self,
                                               const stm_read_place *place,
                                               stm_error *err);
void stm_kept_place_release(stm_kept_place *self);

/*
 * Looks at the first bytes of `stream` and at the name, and gives the source
 * that reads them, unpacking on the way. Takes over `stream`, freed on
 * failure too. Error: STM_ERR_NOMEM.
 */
STM_WARN_UNUSED stm_status stm_source_detect(const stm_read_ctx *ctx,
                                             const stm_read_place *place,
                                             stm_stream *stream,
                                             stm_source *out, stm_error *err);

/* The formats. Each takes over `stream`, freed on failure too. NOMEM. */
typedef stm_status stm_source_open_fn(const stm_read_ctx *ctx,
                                      const stm_read_place *place,
                                      stm_stream *stream, stm_source *out,
                                      stm_error *err);

stm_source_open_fn stm_source_open_page;  /* one page or text */
stm_source_open_fn stm_source_open_jsonl; /* an article a line */
stm_source_open_fn stm_source_open_zip;   /* WACZ, or a packed folder */
stm_source_open_fn stm_source_open_mhtml; /* a page with its parts */
stm_source_open_fn stm_source_open_json;  /* one article, or a list */
stm_source_open_fn stm_source_open_feed;  /* RSS or Atom */
stm_source_open_fn stm_source_open_csv;   /* an article a record */
stm_source_open_fn stm_source_open_warc;  /* a web archive's records */

/*
 * A folder, walked in byte order of names, or a list of paths (`nul`: parted
 * by NUL instead of LF). Error: STM_ERR_NOMEM.
 */
STM_WARN_UNUSED stm_status stm_source_open_path(const stm_read_ctx *ctx,
                                                stm_slice path, stm_source *out,
                                                stm_error *err);

#endif
