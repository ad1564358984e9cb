/*
 * Stemma's public interface: from saved news reports to an account of them.
 *
 * Every text is UTF-8, every path is a NUL-terminated string as the operating
 * system takes it. Nothing here reads the environment, prints, exits or opens
 * a connection. An engine belongs to one thread at a time; it starts its own
 * workers inside a call and has joined them when the call returns.
 */
#ifndef STM_STEMMA_H
#define STM_STEMMA_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#if defined(STM_BUILDING) && defined(__GNUC__)
#define STM_API __attribute__((visibility("default")))
#else
#define STM_API
#endif

#if defined(__GNUC__)
#define STM_WARN_UNUSED __attribute__((warn_unused_result))
#else
#define STM_WARN_UNUSED
#endif

#define STM_VERSION "0.1.0"

/* What a call that can fail returns. */
typedef enum stm_status {
    STM_OK = 0,
    STM_ERR_NOMEM,  /* memory, or a limit on it, was exhausted */
    STM_ERR_IO,     /* the operating system refused a read or a write */
    STM_ERR_FORMAT, /* bytes that are not what they claim to be */
    STM_ERR_LIMIT,  /* larger or deeper than a stated limit */
    STM_ERR_USAGE,  /* the caller asked for what cannot be */
    STM_ERR_CANCEL, /* the caller's progress function said stop */
} stm_status;

/* The detail of a failure. Filled by the call that fails, else untouched. */
typedef struct stm_error {
    stm_status status;
    uint64_t pos;   /* byte offset in the input, where that makes sense */
    char text[256]; /* one line of plain English, NUL-terminated, maybe cut */
} stm_error;

/* A word for a status, such as "out of memory"; never NULL. */
STM_API const char *stm_status_text(stm_status status);

/* STM_VERSION of the library in use, which may differ from the header's. */
STM_API const char *stm_version(void);

/* How grave a message about the input is. */
typedef enum stm_severity {
    STM_SEVERITY_NOTE,    /* worth knowing, nothing is missing */
    STM_SEVERITY_WARNING, /* part of an input was passed over */
    STM_SEVERITY_ERROR,   /* an input could not be read at all */
} stm_severity;

/* One message about an input. Pointers are valid during the callback only. */
typedef struct stm_message {
    stm_severity severity;
    const char *path; /* the file as it was named, never NULL */
    uint64_t offset;  /* byte offset, or UINT64_MAX where there is none */
    uint64_t line;    /* 1-based, or 0 where there is none */
    const char *text; /* one line, escaped for a terminal */
} stm_message;

/* Called from the caller's own thread only. */
typedef void stm_message_fn(void *ctx, const stm_message *message);

/*
 * Called from the caller's own thread, a few times a second at most. `total`
 * is 0 while unknown. Returning false ends the run with STM_ERR_CANCEL.
 */
typedef bool stm_progress_fn(void *ctx, const char *stage, uint64_t done,
                             uint64_t total);

/* Takes the next `len` bytes of output; returning false ends with ERR_IO. */
typedef bool stm_write_fn(void *ctx, const void *bytes, size_t len);

/* Which reader of attributions to use. */
typedef enum stm_reader {
    STM_READER_AUTO,
    STM_READER_FAST,
    STM_READER_DEEP,
} stm_reader;

/* Settings of a run. Start from stm_options_init, then change fields. */
typedef struct stm_options {
    uint32_t threads;        /* workers; 0 = as many as there are processors */
    uint64_t memory_bytes;   /* ceiling on working memory; 0 = no ceiling */
    stm_reader reader;       /* who reads attributions */
    bool full_text;          /* stemma.json and the report hold whole texts */
    bool in_process;         /* pages are parsed here (the default); false: in
                                processes of their own, begun by fork() */
    const char *title;       /* the report's title, or NULL */
    const char *outlets;     /* file of outlet names and families, or NULL */
    const char *words;       /* file of titles, offices, bodies, or NULL */
    const char *without;     /* outlet (name or site) left out, or NULL */
    const char *corrections; /* file of a person's corrections, or NULL */
    const char *undo;        /* merges of origins to undo, such as
                                "c12:0-3,c4:1-2", or NULL */
    uint32_t days_apart;     /* match: at most so many days; 0 = any */
    stm_message_fn *on_message; /* NULL: messages are only counted */
    void *message_ctx;
    stm_progress_fn *on_progress; /* NULL: no progress */
    void *progress_ctx;
} stm_options;

STM_API void stm_options_init(stm_options *options);

/* How far a run goes; each stage includes those before it. */
typedef enum stm_stage {
    STM_STAGE_EXTRACT, /* articles */
    STM_STAGE_MATCH,   /* wording shared between articles */
    STM_STAGE_GROUP,   /* stories, and passages reworded inside them */
    STM_STAGE_QUOTE,   /* attributions and speakers */
    STM_STAGE_CLAIM,   /* claims and differences */
    STM_STAGE_TRACE,   /* lineage and origins */
} stm_stage;

/* What stm_engine_write can print. */
typedef enum stm_output {
    STM_OUTPUT_ARTICLES,         /* JSON Lines, one article each */
    STM_OUTPUT_MATCHES,          /* JSON Lines, one passage pair each */
    STM_OUTPUT_MATCHES_PASSIM,   /* as passim's clusters */
    STM_OUTPUT_MATCHES_PAIRWISE, /* as passim's --pairwise */
    STM_OUTPUT_MATCHES_CSV,
    STM_OUTPUT_STORIES,       /* JSON Lines, one story each */
    STM_OUTPUT_QUOTES,        /* JSON Lines, one article each */
    STM_OUTPUT_QUOTES_CITRON, /* as Citron's API answers */
    STM_OUTPUT_QUOTES_CSV,
    STM_OUTPUT_QUOTES_HTML,
    STM_OUTPUT_CLAIMS,        /* JSON Lines, one claim each */
    STM_OUTPUT_LINEAGE,       /* JSON Lines, one edge or lost origin each */
    STM_OUTPUT_ALL,           /* stemma.json */
    STM_OUTPUT_GRAPHML,       /* lineage as a graph */
    STM_OUTPUT_DOT,           /* the same for Graphviz */
    STM_OUTPUT_CLAIMS_CSV,    /* a row a mention of a claim */
    STM_OUTPUT_ANNOTATIONS,   /* W3C Web Annotations, one a line */
    STM_OUTPUT_CLAIM_REVIEWS, /* drafts of ClaimReview, one a line */
    STM_OUTPUT_PROV,          /* derivations as PROV-JSON */
    STM_OUTPUT_NINJS,         /* JSON Lines, one ninjs 2.0 item an article */
    STM_OUTPUT_RECORDS,       /* JSON Lines, everything, each with its kind */
} stm_output;

/* What a run came to. */
typedef struct stm_summary {
    uint64_t inputs;   /* records read, whatever became of them */
    uint64_t failed;   /* of these with status error */
    uint64_t articles; /* of these with status ok */
    uint64_t stories;  /* with two articles or more */
    uint64_t speakers;
    uint64_t passages;
    uint64_t claims;   /* carried by two articles or more */
    uint64_t warnings; /* messages of severity warning */
} stm_summary;

typedef struct stm_engine stm_engine;

/*
 * Makes an engine; the caller frees it. Copies *options and the strings it
 * names. Errors: STM_ERR_NOMEM, STM_ERR_USAGE (an option out of range),
 * STM_ERR_IO (a file named in the options cannot be read).
 */
STM_WARN_UNUSED STM_API stm_status stm_engine_new(const stm_options *options,
                                                  stm_engine **out,
                                                  stm_error *err);

/* Releases the engine and all it holds; NULL is allowed. */
STM_API void stm_engine_free(stm_engine *self);

/*
 * Queues an input: a file, a folder (walked in byte order of names), an
 * archive, or "-" for standard input. Nothing is opened yet. Copies `path`.
 * Error: STM_ERR_NOMEM.
 */
STM_WARN_UNUSED STM_API stm_status stm_engine_add(stm_engine *self,
                                                  const char *path,
                                                  stm_error *err);

/*
 * Reads and extracts the queued inputs one by one and hands each record to
 * `write` as a JSON line, holding no more than a few documents at a time.
 * Errors: STM_ERR_NOMEM, STM_ERR_IO (`write` refused), STM_ERR_CANCEL. An
 * input that cannot be read is a message and a record, not an error.
 */
STM_WARN_UNUSED STM_API stm_status stm_engine_extract(stm_engine *self,
                                                      stm_write_fn *write,
                                                      void *ctx,
                                                      stm_error *err);

/*
 * Reads the queued inputs into memory and goes on to `stage`. May be called
 * once an engine. Errors: STM_ERR_NOMEM, STM_ERR_USAGE, STM_ERR_CANCEL. An
 * input that cannot be read is a message and a record, not an error.
 */
STM_WARN_UNUSED STM_API stm_status stm_engine_run(stm_engine *self,
                                                  stm_stage stage,
                                                  stm_error *err);

/*
 * Writes one view of the finished run. Errors: STM_ERR_USAGE (the run did
 * not go that far), STM_ERR_IO, STM_ERR_NOMEM.
 */
STM_WARN_UNUSED STM_API stm_status stm_engine_write(const stm_engine *self,
                                                    stm_output output,
                                                    stm_write_fn *write,
                                                    void *ctx, stm_error *err);

/*
 * Writes the report of a run to STM_STAGE_TRACE into the folder `dir`, made
 * if missing: index.html, a page a story, stemma.json, stemma.db. Files of
 * these names are replaced, others left. Errors: STM_ERR_IO, STM_ERR_NOMEM,
 * STM_ERR_USAGE.
 */
STM_WARN_UNUSED STM_API stm_status stm_engine_report(const stm_engine *self,
                                                     const char *dir,
                                                     stm_error *err);

/* How an archive is opened. */
typedef enum stm_archive_mode {
    STM_ARCHIVE_READ,   /* it must be there, and is left as it is */
    STM_ARCHIVE_EXTEND, /* it must be there */
    STM_ARCHIVE_CREATE, /* it is made where it is missing */
} stm_archive_mode;

/*
 * Puts an archive before the queued inputs: its documents are read first,
 * and what a run reads besides is added to it, a batch at a time; a batch
 * that was added stands whatever happens later. Errors: STM_ERR_IO,
 * STM_ERR_FORMAT (not an archive, damaged, or of a newer version),
 * STM_ERR_NOMEM, STM_ERR_USAGE (one is open already).
 */
STM_WARN_UNUSED STM_API stm_status stm_engine_open(stm_engine *self,
                                                   const char *path,
                                                   stm_archive_mode mode,
                                                   stm_error *err);

/*
 * Replaces what the archive holds besides its documents by what a run to
 * STM_STAGE_TRACE has made of them, all or nothing. Errors: STM_ERR_IO,
 * STM_ERR_USAGE, STM_ERR_NOMEM.
 */
STM_WARN_UNUSED STM_API stm_status stm_engine_save(stm_engine *self,
                                                   stm_error *err);

/*
 * Reads the archive's last account instead of running: afterwards the engine
 * is as after a run to STM_STAGE_TRACE. Errors: STM_ERR_USAGE (no archive
 * open; documents that no run has worked on), STM_ERR_IO, STM_ERR_FORMAT,
 * STM_ERR_NOMEM.
 */
STM_WARN_UNUSED STM_API stm_status stm_engine_recall(stm_engine *self,
                                                     stm_error *err);

/*
 * Recalls the archive's articles alone, which is all that stm_engine_find
 * needs: afterwards the engine is as after a run to STM_STAGE_EXTRACT.
 * Errors as stm_engine_recall.
 */
STM_WARN_UNUSED STM_API stm_status stm_engine_recall_articles(stm_engine *self,
                                                              stm_error *err);

/*
 * Takes the documents with these ids out of the archive, all or none; what
 * was made of it is then behind. Errors: STM_ERR_USAGE (no archive open, an
 * id it does not hold), STM_ERR_IO, STM_ERR_FORMAT, STM_ERR_NOMEM.
 */
STM_WARN_UNUSED STM_API stm_status stm_engine_remove(stm_engine *self,
                                                     const char *const *ids,
                                                     size_t n_ids,
                                                     stm_error *err);

/*
 * Keeps corrections in the open archive and works out its account anew with
 * them: the lines of `lines` (`len` bytes, docs/corrections.md), all or
 * none, and where `take_back` is not 0 the correction with that number, from
 * 1, is dropped first. An engine that had recalled its account recalls the
 * new one. Errors: STM_ERR_USAGE (no archive open, a line that is no
 * correction, no such number), STM_ERR_IO, STM_ERR_NOMEM.
 */
STM_WARN_UNUSED STM_API stm_status stm_engine_correct(stm_engine *self,
                                                      const void *lines,
                                                      size_t len,
                                                      uint32_t take_back,
                                                      stm_error *err);

/*
 * Writes the correction that undoes one merge of the recalled account, named
 * like "c12:0-3", as a line for stm_engine_correct. Errors: STM_ERR_USAGE
 * (there is no such claim or mention), STM_ERR_IO, STM_ERR_NOMEM.
 */
STM_WARN_UNUSED STM_API stm_status stm_engine_unmerge(const stm_engine *self,
                                                      const char *merge,
                                                      stm_write_fn *write,
                                                      void *ctx,
                                                      stm_error *err);

/*
 * Writes the corrections that the open archive keeps, a line each, in the
 * form of docs/corrections.md. Errors: STM_ERR_USAGE, STM_ERR_IO.
 */
STM_WARN_UNUSED STM_API stm_status stm_engine_corrections(stm_engine *self,
                                                          stm_write_fn *write,
                                                          void *ctx,
                                                          stm_error *err);

/*
 * Examines the open archive and writes a line for each fault it finds; it
 * writes nothing where the archive is whole. Errors: STM_ERR_USAGE,
 * STM_ERR_IO, STM_ERR_NOMEM.
 */
STM_WARN_UNUSED STM_API stm_status stm_engine_check(stm_engine *self,
                                                    stm_write_fn *write,
                                                    void *ctx, stm_error *err);

/*
 * Writes the articles of the open archive that hold the words of `query`
 * (SQLite's FTS5 syntax), best first, at most `max`, as JSON Lines. Errors:
 * STM_ERR_USAGE, STM_ERR_FORMAT (the query), STM_ERR_IO, STM_ERR_NOMEM.
 */
STM_WARN_UNUSED STM_API stm_status stm_engine_search(stm_engine *self,
                                                     const char *query,
                                                     uint32_t max,
                                                     stm_write_fn *write,
                                                     void *ctx, stm_error *err);

/* How stm_engine_find tells of what it found. */
typedef enum stm_find_form {
    STM_FIND_TEXT, /* a line a report, for a terminal */
    STM_FIND_JSON, /* JSON Lines, one report each, with all passages */
    STM_FIND_HTML, /* a page of its own, the texts side by side; nothing is
                      written where no report carries any of it */
} stm_find_form;

/*
 * Writes which reports carry `statement` (UTF-8, `len` bytes, at most a
 * megabyte) whole, in part or in other words, most of it first: after a run,
 * or from an archive after stm_engine_recall. Of a large archive the 300
 * reports that hold most of its words are looked at. Errors: STM_ERR_USAGE
 * (nothing read yet, an empty or too long statement), STM_ERR_IO,
 * STM_ERR_NOMEM.
 */
STM_WARN_UNUSED STM_API stm_status stm_engine_find(
    stm_engine *self, const void *statement, size_t len, stm_find_form form,
    stm_write_fn *write, void *ctx, stm_error *err);

/* A page of an archive that is served. */
typedef enum stm_page {
    STM_PAGE_REPORT,   /* of the report, by its file's name: "index.html" */
    STM_PAGE_SEARCH,   /* the search for a query, "" the form alone */
    STM_PAGE_FIND,     /* the form for a statement; `arg` is told above it */
    STM_PAGE_SPEAKERS, /* all voices; `arg` nothing, or one's number from 1 */
    STM_PAGE_OUTLETS,  /* all outlets; or that of the article with a number */
    STM_PAGE_TIMELINE, /* stories by day */
    STM_PAGE_BESIDE,   /* two articles side by side: their ids, a line each;
                          without two, a form with `arg` told above it */
    STM_PAGE_CORRECT,  /* corrections and forms for more: a line with the
                          address they are posted to, then what is told */
} stm_page;

/*
 * Writes one page, made on the spot, of a finished or recalled run; `arg` has
 * `len` bytes. A query that cannot be read is told on its page. Errors:
 * STM_ERR_USAGE (no such page, nothing read yet), STM_ERR_IO, STM_ERR_NOMEM.
 */
STM_WARN_UNUSED STM_API stm_status stm_engine_page(stm_engine *self,
                                                   stm_page page,
                                                   const void *arg, size_t len,
                                                   stm_write_fn *write,
                                                   void *ctx, stm_error *err);

/* How an archive is served. Start from all zeroes. */
typedef struct stm_serve_options {
    uint16_t port; /* 0: one that is free */
    /* Called once it listens, and some times a second after; false ends. */
    bool (*on_tick)(void *ctx, uint16_t port);
    void *ctx;
} stm_serve_options;

/*
 * Serves the engine's run on 127.0.0.1, and on no other address, until
 * on_tick ends it: the report's pages, search, find, and the views of
 * stm_output under /api (docs/openapi.json). Nothing can be changed through
 * it but corrections, whose address holds a token drawn at random. Requests
 * that name another host are refused, so that no page of the
 * web can read it. Errors: STM_ERR_USAGE (nothing read yet), STM_ERR_IO (the
 * port is taken), STM_ERR_NOMEM.
 */
STM_WARN_UNUSED STM_API stm_status stm_serve(stm_engine *self,
                                             const stm_serve_options *options,
                                             stm_error *err);

/*
 * Writes the open archive as one SQLite file that stands alone. Errors:
 * STM_ERR_USAGE (no archive open), STM_ERR_IO, STM_ERR_NOMEM (the file is
 * held in memory).
 */
STM_WARN_UNUSED STM_API stm_status stm_engine_copy(stm_engine *self,
                                                   stm_write_fn *write,
                                                   void *ctx, stm_error *err);

/* Writes the open archive's counts as one JSON object on a line. */
STM_WARN_UNUSED STM_API stm_status stm_engine_stats(stm_engine *self,
                                                    stm_write_fn *write,
                                                    void *ctx, stm_error *err);

/* Fills *out with what has been done so far. */
STM_API void stm_engine_summarise(const stm_engine *self, stm_summary *out);

#ifdef __cplusplus
}
#endif

#endif
