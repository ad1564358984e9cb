#include "claim_story.h"

#include "base/size.h"

static void split_lines(claim_story *self, stm_article *a)
{
    uint32_t n = 1;
    for (size_t i = 0; i < a->text.len; i++)
        n += a->text.ptr[i] == '\n';
    stm_paragraph *p = stm_arena_alloc(&self->arena, n, sizeof *p);
    if (p == NULL)
        return;
    uint32_t begin = 0;
    for (uint32_t i = 0; i <= a->text.len; i++) {
        if (i < a->text.len && a->text.ptr[i] != '\n')
            continue;
        if (i > begin)
            p[a->n_paragraphs++] = (stm_paragraph){.span = {begin, i}};
        begin = i + 1;
    }
    a->paragraphs = p;
}

static void name_article(claim_story *self, uint32_t i, stm_article *a)
{
    static const char letters[] = "abcdefghijklmnopqrstuvwxyz";
    a->id = stm_arena_copy(&self->arena, stm_slice_of(&letters[i % 26], 1));
    a->outlet = a->id;
    a->language = STM_LIT("en");
    a->published = (stm_date){.year = 2031,
                              .month = 1,
                              .day = (uint8_t)(1 + stm_min_u32(i, 27)),
                              .precision = STM_DATE_DAY,
                              .zone_minutes = STM_ZONE_UNKNOWN};
}

stm_status claim_story_init(claim_story *self, const stm_slice *texts,
                            uint32_t n, uint32_t threads)
{
    *self = (claim_story){0};
    stm_arena_init(&self->arena, SIZE_MAX);
    STM_TRY(stm_pool_new(threads, &self->pool));
    self->articles =
        stm_arena_alloc(&self->arena, n + 1u, sizeof *self->articles);
    self->texts = stm_arena_alloc(&self->arena, n + 1u, sizeof *self->texts);
    uint32_t *ids = stm_arena_alloc(&self->arena, n + 1u, sizeof *ids);
    if (self->arena.failed)
        return STM_ERR_NOMEM;
    stm_text_cutter *cutter = NULL;
    STM_TRY(stm_text_cutter_new(&cutter, NULL));
    stm_status status = STM_OK;
    for (uint32_t i = 0; i < n && status == STM_OK; i++) {
        ids[i] = i;
        self->articles[i].text = texts[i];
        split_lines(self, &self->articles[i]);
        name_article(self, i, &self->articles[i]);
        status =
            self->arena.failed
                ? STM_ERR_NOMEM
                : stm_text_from_article(cutter, &self->articles[i],
                                        &self->arena, &self->texts[i], NULL);
    }
    stm_text_cutter_free(cutter);
    self->story =
        (stm_story){.id = STM_LIT("s1"), .articles = ids, .n_articles = n};
    self->pile = (stm_pile){.articles = self->articles,
                            .n_articles = n,
                            .texts = self->texts,
                            .stories = &self->story,
                            .n_stories = 1};
    return status;
}

void claim_story_release(claim_story *self)
{
    stm_pool_free(self->pool);
    stm_arena_release(&self->arena);
}
