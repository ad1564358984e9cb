/*
 * A file of articles taken for one story, up to where claims begin: for
 * benchmarks and for what training reads, without the reader.
 */
#ifndef STM_BENCH_ONE_STORY_H
#define STM_BENCH_ONE_STORY_H

#include "articles_jsonl.h"
#include "base/pool.h"
#include "model/pile.h"

typedef struct bench_story {
    bench_articles articles;
    stm_arena arena;
    stm_pool *pool; /* of one thread */
    stm_text *texts;
    stm_attribution *attributions;
    stm_story story;
    stm_pile pile; /* with texts, matches, story, attributions, speakers */
} bench_story;

/* Exits with a message where anything fails. */
void bench_story_load(bench_story *self, const char *path);
void bench_story_release(bench_story *self);

#endif
