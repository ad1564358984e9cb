/*
 * Articles for benchmarks, from JSON Lines: without the reader and the
 * extractor, so that a stage is timed alone. Every line of a text is a
 * paragraph.
 */
#ifndef STM_BENCH_ARTICLES_JSONL_H
#define STM_BENCH_ARTICLES_JSONL_H

#include "base/arena.h"
#include "model/article.h"

typedef struct bench_articles {
    stm_arena arena;
    stm_article *items;
    uint32_t len;
    uint32_t cap;
    uint64_t text_bytes;
} bench_articles;

/* Exits with a message where the file cannot be read. */
void bench_articles_load(bench_articles *self, const char *path);
void bench_articles_release(bench_articles *self);

/* Seconds of a clock that only goes forward. */
double bench_seconds(void);
/* Peak of resident memory so far, in megabytes. */
double bench_peak_mb(void);

#endif
