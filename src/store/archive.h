/*
 * An archive: a file that keeps what was read, and what was made of it.
 *
 * Documents are appended in transactions of their own, so whatever was
 * acknowledged stands after a crash. The derived tables are replaced whole,
 * in one transaction; until then the file says that they are behind.
 */
#ifndef STM_STORE_ARCHIVE_H
#define STM_STORE_ARCHIVE_H

#include "store/db.h"
#include "base/arena.h"
#include "model/pile.h"
#include "store/readings.h"

typedef struct stm_archive stm_archive;

/* Errors as stm_db_open. The caller closes it. */
STM_WARN_UNUSED stm_status stm_archive_open(const char *path, stm_db_mode mode,
                                            stm_archive **out, stm_error *err);
void stm_archive_close(stm_archive *self);

/* All documents as they were extracted; they lie in `arena`. */
STM_WARN_UNUSED stm_status stm_archive_documents(stm_archive *self,
                                                 stm_arena *arena,
                                                 stm_article **out,
                                                 uint32_t *n_out,
                                                 stm_error *err);

/*
 * One document by its number, without its parts (paragraphs, authors, dates,
 * credits). STM_ERR_USAGE where there is none.
 */
STM_WARN_UNUSED stm_status stm_archive_document(stm_archive *self,
                                                uint32_t number,
                                                stm_arena *arena,
                                                stm_article **out,
                                                stm_error *err);

/*
 * What the speech of articles[n], the archive's first n documents after
 * comparing, was read to be: see stm_readings_read. *out is
 * readings[n] in `arena`.
 */
STM_WARN_UNUSED stm_status stm_archive_readings(stm_archive *self,
                                                const stm_article *articles,
                                                uint32_t n, stm_arena *arena,
                                                stm_reading **out,
                                                stm_error *err);

/* The whole pile as last derived. STM_ERR_USAGE where that is behind. */
STM_WARN_UNUSED stm_status stm_archive_pile(stm_archive *self, stm_arena *arena,
                                            stm_pile *out, stm_error *err);

/* Its articles alone, as those of the pile; errors as stm_archive_pile. */
STM_WARN_UNUSED stm_status stm_archive_articles(stm_archive *self,
                                                stm_arena *arena, stm_pile *out,
                                                stm_error *err);

/* Adds documents after those there are, in one transaction. */
STM_WARN_UNUSED stm_status stm_archive_append(stm_archive *self,
                                              const stm_article *articles,
                                              uint32_t n, stm_error *err);

/*
 * Takes the documents with these numbers (ascending) out and closes the gaps
 * they leave; the derived tables are behind then.
 */
STM_WARN_UNUSED stm_status stm_archive_remove(stm_archive *self,
                                              const uint32_t *numbers,
                                              uint32_t n, stm_error *err);

/*
 * A person's corrections in the order in which they were made, a line of
 * JSON each (docs/corrections.md), appended to *out. Error: STM_ERR_IO.
 */
STM_WARN_UNUSED stm_status stm_archive_corrections(stm_archive *self,
                                                   stm_buf *out,
                                                   stm_error *err);

/*
 * Keeps lines[n] after those; the derived tables are behind then. Errors:
 * STM_ERR_IO, STM_ERR_NOMEM.
 */
STM_WARN_UNUSED stm_status stm_archive_correct(stm_archive *self,
                                               const stm_slice *lines,
                                               uint32_t n, stm_error *err);

/*
 * Takes the correction with this number (from 1, in order) back.
 * STM_ERR_USAGE where there is none.
 */
STM_WARN_UNUSED stm_status stm_archive_uncorrect(stm_archive *self,
                                                 uint32_t number,
                                                 stm_error *err);

/*
 * Replaces everything derived, in one transaction; `documents` are the
 * archive's before comparing, in the order of pile->articles.
 */
STM_WARN_UNUSED stm_status stm_archive_derive(stm_archive *self,
                                              const stm_article *documents,
                                              const stm_pile *pile,
                                              stm_error *err);

/*
 * Appends the bytes of a file that holds what the archive holds and needs no
 * write-ahead log. Errors: STM_ERR_NOMEM, STM_ERR_IO.
 */
STM_WARN_UNUSED stm_status stm_archive_copy(stm_archive *self, stm_buf *out,
                                            stm_error *err);

/* Folds the write-ahead log into the file, which then stands alone. */
STM_WARN_UNUSED stm_status stm_archive_settle(stm_archive *self,
                                              stm_error *err);

typedef struct stm_archive_state {
    uint64_t documents; /* records read */
    uint64_t articles;  /* of these with status ok, as derived */
    uint64_t stories;   /* of two articles or more */
    uint64_t speakers;
    uint64_t passages;
    uint64_t attributions;
    uint64_t claims;
    uint64_t bytes; /* of the file */
    bool is_behind; /* the derived tables do not cover all documents */
} stm_archive_state;

STM_WARN_UNUSED stm_status stm_archive_tell(stm_archive *self,
                                            stm_archive_state *out,
                                            stm_error *err);

/*
 * Examines the file: SQLite's own check, numbers without a gap, every span
 * inside its text, every reference to something. Appends a line of English
 * for each fault to *faults (none: the file is whole). Errors: STM_ERR_IO,
 * STM_ERR_NOMEM.
 */
STM_WARN_UNUSED stm_status stm_archive_check(stm_archive *self, stm_buf *faults,
                                             stm_error *err);

/* One article found by words. */
typedef struct stm_archive_hit {
    uint32_t article;
    double rank; /* lower is better (bm25) */
} stm_archive_hit;

/*
 * Articles that hold the words of `query` (FTS5 syntax: "a phrase", outlet :
 * word, a OR b), best first, at most `max`. Bad syntax is STM_ERR_FORMAT.
 */
STM_WARN_UNUSED stm_status stm_archive_search(stm_archive *self,
                                              stm_slice query, uint32_t max,
                                              stm_arena *arena,
                                              stm_archive_hit **out,
                                              uint32_t *n_out, stm_error *err);

#endif
