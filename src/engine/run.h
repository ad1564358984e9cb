/* What an engine holds while it works: the pile and all that feeds it. */
#ifndef STM_ENGINE_RUN_H
#define STM_ENGINE_RUN_H

#include "base/diag.h"
#include "base/pool.h"
#include "model/outlet.h"
#include "model/pile.h"
#include "store/archive.h"
#include "quote/naming_words.h"
#include "text/text_cutter.h"

/* What one worker has for itself. */
typedef struct stm_worker {
    stm_arena keep;    /* what it made for the pile */
    stm_arena scratch; /* cleared between items */
    stm_text_cutter *cutter;
} stm_worker;

typedef struct stm_run {
    stm_options options; /* strings copied into arena */
    stm_arena arena;     /* everything that lives as long as the run */
    stm_diags diags;
    uint32_t told; /* diags handed on already */
    stm_pool *pool;
    stm_worker *workers; /* workers[stm_pool_size] */
    stm_slice *paths;    /* paths[n_paths], in order of queueing */
    uint32_t n_paths;
    uint32_t cap_paths;

    stm_article *articles; /* articles[n_articles], owned */
    uint32_t n_articles;
    uint32_t cap_articles;
    stm_u64map ids;     /* hash of an id given out -> times given */
    stm_u64map digests; /* first 8 bytes of SHA-256 -> article number */

    stm_outlets outlets;    /* a person's table */
    stm_naming_words words; /* of names and offices, a person's with ours */
    stm_correction *corrections; /* corrections[n_corrections], a person's */
    uint32_t n_corrections;
    stm_article *documents; /* documents[n_articles], before comparing */
    stm_archive *archive;   /* or NULL */
    const char *archive_path;
    uint32_t n_archived; /* documents it held when it was opened */
    bool is_corrected;   /* its documents are as they were read before */

    stm_text *texts;               /* texts[n_articles], or NULL */
    stm_attribution *attributions; /* the pile's own, writable */
    stm_claim *claims;
    stm_pile pile;
    stm_summary summary;
    bool has_run;
    stm_stage stage; /* reached, once has_run */
} stm_run;

/* Hands new diags to the caller's function and counts them. */
void stm_run_tell(stm_run *run);

/* Calls the progress function; false where it asks to stop. */
bool stm_run_progress(stm_run *run, const char *stage, uint64_t done,
                      uint64_t total);

/* Takes one finished article, which it may change to fill in its id. */
typedef stm_status stm_article_fn(void *ctx, stm_article *article);

/* Notes that an id and a digest are taken. */
STM_WARN_UNUSED stm_status stm_run_register(stm_run *run, const stm_article *a,
                                            uint32_t number);

/*
 * Reads all queued inputs in order, extracts them in batches on all workers
 * and hands each article on in order of input. Where `keep` is false an
 * article lives until `fn` returns. Errors: STM_ERR_NOMEM, STM_ERR_CANCEL,
 * what `fn` returns.
 */
STM_WARN_UNUSED stm_status stm_run_load(stm_run *run, bool keep,
                                        stm_article_fn *fn, void *ctx,
                                        stm_error *err);

/* Reads the inputs and calls the rooms in order up to `stage`. */
STM_WARN_UNUSED stm_status stm_run_pipeline(stm_run *run, stm_stage stage,
                                            stm_error *err);

#endif
