#include "group/grouping.h"

#include "base/alloc.h"
#include "text/text_cutter.h"

#include "base/banned.h"

/* Days believed less than this do not place an article in time. */
static const float day_confidence = 0.4f;

typedef struct counting {
    const stm_pile *pile;
    stm_grouping *grouping;
    stm_arena *arenas;         /* arenas[worker]: bags */
    stm_arena *scratch;        /* scratch[worker] */
    stm_text_cutter **cutters; /* cutters[worker] */
    stm_idf idf;
} counting;

static bool title_in_text(const stm_article *a)
{
    for (uint32_t i = 0; i < a->n_paragraphs; i++)
        if (a->paragraphs[i].kind == STM_PAR_TITLE)
            return true;
    return false;
}

/* The words of a title that stands beside the text. */
static stm_status cut_title(stm_text_cutter *cutter, const stm_article *a,
                            stm_arena *scratch, stm_text *out)
{
    *out = (stm_text){0};
    if (a->title.len == 0 || title_in_text(a))
        return STM_OK;
    const stm_paragraph whole = {.span = {0, (uint32_t)a->title.len},
                                 .kind = STM_PAR_TITLE};
    const stm_article title = {.text = a->title,
                               .language = a->language,
                               .paragraphs = &whole,
                               .n_paragraphs = 1};
    return stm_text_from_article(cutter, &title, scratch, out, NULL);
}

static stm_status count_one(void *ctx, uint32_t item, uint32_t worker)
{
    counting *c = ctx;
    const uint32_t number = c->grouping->article[item];
    const stm_article *a = &c->pile->articles[number];
    stm_arena *scratch = &c->scratch[worker];
    stm_arena_clear(scratch);
    stm_text title;
    stm_text text;
    STM_TRY(cut_title(c->cutters[worker], a, scratch, &title));
    if (c->pile->texts != NULL)
        text = c->pile->texts[number];
    else
        STM_TRY(
            stm_text_from_article(c->cutters[worker], a, scratch, &text, NULL));
    stm_profile *p = &c->grouping->profiles[item];
    p->day = a->published_confidence >= day_confidence
                 ? stm_date_day_number(a->published)
                 : STM_NO_DAY;
    return stm_profile_count(p, &title, &text, &c->arenas[worker]);
}

static stm_status weigh_one(void *ctx, uint32_t item, uint32_t worker)
{
    (void)worker;
    counting *c = ctx;
    stm_profile *p = &c->grouping->profiles[item];
    const stm_bag *full = &p->bags[STM_BAG_FULL];
    for (uint32_t i = 0; i < full->n; i++)
        p->mass += stm_idf_of(&c->idf, full->items[i].key);
    for (int b = 0; b < STM_N_BAGS; b++)
        stm_bag_weigh(&p->bags[b], &c->idf);
    return STM_OK;
}

static stm_status compare_one(void *ctx, uint32_t item, uint32_t worker)
{
    (void)worker;
    counting *c = ctx;
    stm_pair *pair = &c->grouping->found.pairs[item];
    stm_pair_compare(pair, &c->grouping->profiles[pair->a],
                     &c->grouping->profiles[pair->b], &c->idf);
    return STM_OK;
}

static stm_status count_rarity(counting *c)
{
    static const stm_bag_kind kinds[3] = {STM_BAG_FULL, STM_BAG_NUMBERS,
                                          STM_BAG_BIGRAMS};
    for (uint32_t i = 0; i < c->grouping->n; i++)
        for (int k = 0; k < 3; k++)
            STM_TRY(
                stm_idf_add(&c->idf, &c->grouping->profiles[i].bags[kinds[k]]));
    c->idf.n = c->grouping->n;
    return STM_OK;
}

static stm_status compare_all(counting *c, stm_pool *pool, stm_arena *arena)
{
    stm_grouping *g = c->grouping;
    STM_TRY(stm_pool_run(pool, g->n, count_one, c));
    STM_TRY(count_rarity(c));
    STM_TRY(stm_pool_run(pool, g->n, weigh_one, c));
    STM_TRY(stm_candidates_find(g->profiles, g->n, pool, arena, &g->found));
    STM_TRY(stm_pool_run(pool, g->found.n, compare_one, c));
    stm_arena_clear(&c->scratch[0]);
    return stm_pairs_relate(g->found.pairs, g->found.n, g->n, &c->scratch[0]);
}

/* The articles to be grouped, in order. */
static stm_status list_articles(stm_grouping *self, const stm_pile *pile,
                                stm_arena *arena)
{
    uint32_t *list = stm_arena_alloc(arena, pile->n_articles, sizeof *list);
    if (list == NULL)
        return STM_ERR_NOMEM;
    for (uint32_t i = 0; i < pile->n_articles; i++)
        if (pile->articles[i].status == STM_RECORD_OK)
            list[self->n++] = i;
    self->article = list;
    self->profiles = stm_arena_alloc(arena, self->n, sizeof *self->profiles);
    return self->profiles == NULL ? STM_ERR_NOMEM : STM_OK;
}

stm_status stm_grouping_prepare(stm_grouping *self, const stm_pile *pile,
                                stm_pool *pool, stm_arena *arena)
{
    *self = (stm_grouping){0};
    STM_TRY(list_articles(self, pile, arena));
    counting c = {.pile = pile, .grouping = self};
    stm_idf_init(&c.idf);
    const uint32_t workers = stm_pool_size(pool);
    c.arenas = stm_arena_alloc(arena, workers, sizeof *c.arenas);
    c.scratch = stm_arena_alloc(arena, workers, sizeof *c.scratch);
    c.cutters = stm_arena_alloc(arena, workers, sizeof *c.cutters);
    stm_status status = arena->failed ? STM_ERR_NOMEM : STM_OK;
    for (uint32_t i = 0; i < workers && status == STM_OK; i++) {
        stm_arena_init(&c.arenas[i], SIZE_MAX);
        stm_arena_init(&c.scratch[i], SIZE_MAX);
        status = stm_text_cutter_new(&c.cutters[i], NULL);
    }
    if (status == STM_OK)
        status = compare_all(&c, pool, arena);
    for (uint32_t i = 0; i < workers && !arena->failed; i++) {
        stm_text_cutter_free(c.cutters[i]);
        stm_arena_release(&c.arenas[i]);
        stm_arena_release(&c.scratch[i]);
    }
    stm_idf_release(&c.idf);
    return status;
}
