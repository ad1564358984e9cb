#include "one_story.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/alloc.h"
#include "match/match.h"
#include "quote/quote.h"
#include "quote/speakers.h"
#include "text/text_cutter.h"

static void check(bool ok, const char *what)
{
    if (ok)
        return;
    fprintf(stderr, "%s failed\n", what);
    exit(1);
}

static void cut_all(bench_story *self)
{
    const uint32_t n = self->articles.len;
    stm_text_cutter *cutter = NULL;
    check(stm_text_cutter_new(&cutter, NULL) == STM_OK, "cutter");
    self->texts = stm_arena_alloc(&self->arena, n + 1u, sizeof *self->texts);
    check(self->texts != NULL, "memory");
    for (uint32_t i = 0; i < n; i++)
        check(stm_text_from_article(cutter, &self->articles.items[i],
                                    &self->arena, &self->texts[i],
                                    NULL) == STM_OK,
              "cutting");
    self->pile.texts = self->texts;
    stm_text_cutter_free(cutter);
}

static void quote_all(bench_story *self)
{
    uint32_t cap = 0;
    uint32_t n = 0;
    stm_arena scratch;
    stm_arena_init(&scratch, SIZE_MAX);
    for (uint32_t i = 0; i < self->articles.len; i++) {
        stm_attribution *found = NULL;
        uint32_t n_found = 0;
        stm_arena_clear(&scratch);
        check(stm_attributions_from_text(
                  &self->articles.items[i], i, &self->texts[i], &self->arena,
                  &scratch, &found, &n_found, NULL) == STM_OK &&
                  stm_grow(&self->attributions, &cap, n + n_found,
                           sizeof *self->attributions),
              "reading speech");
        for (uint32_t k = 0; k < n_found; k++) {
            stm_attribution a = found[k];
            if (a.outer != STM_NONE)
                a.outer += n;
            self->attributions[n + k] = a;
        }
        n += n_found;
    }
    stm_arena_release(&scratch);
    self->pile.attributions = self->attributions;
    self->pile.n_attributions = n;
}

void bench_story_load(bench_story *self, const char *path)
{
    *self = (bench_story){0};
    stm_arena_init(&self->arena, SIZE_MAX);
    bench_articles_load(&self->articles, path);
    const uint32_t n = self->articles.len;
    check(stm_pool_new(1, &self->pool) == STM_OK, "threads");
    self->pile.articles = self->articles.items;
    self->pile.n_articles = n;
    uint32_t *ids = stm_arena_alloc(&self->arena, n + 1u, sizeof *ids);
    uint32_t *story_of =
        stm_arena_alloc(&self->arena, n + 1u, sizeof *story_of);
    check(ids != NULL && story_of != NULL, "memory");
    for (uint32_t i = 0; i < n; i++)
        ids[i] = i;
    self->story =
        (stm_story){.id = STM_LIT("s1"), .articles = ids, .n_articles = n};
    self->pile.stories = &self->story;
    self->pile.n_stories = 1;
    self->pile.story_of = story_of;
    cut_all(self);
    const stm_match_opts opts = STM_MATCH_OPTS_DEFAULT;
    check(stm_matches_from_articles(&self->pile, self->pool, &opts,
                                    &self->arena, &self->pile.matches,
                                    &self->pile.n_matches, NULL) == STM_OK,
          "matching");
    quote_all(self);
    check(stm_speakers_from_attributions(
              &self->pile, NULL, self->attributions, self->pile.n_attributions,
              &self->arena, &self->pile.speakers, &self->pile.n_speakers,
              NULL) == STM_OK,
          "speakers");
}

void bench_story_release(bench_story *self)
{
    stm_free(self->attributions);
    stm_pool_free(self->pool);
    stm_arena_release(&self->arena);
    bench_articles_release(&self->articles);
}
