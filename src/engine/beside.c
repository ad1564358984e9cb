#include "engine/beside.h"

#include "match/match.h"
#include "match/rewrites.h"
#include "model/pile_index.h"

#include "base/banned.h"

/* A pile of two, in one story. */
typedef struct couple {
    stm_arena arena;
    stm_article articles[2];
    uint32_t members[2];
    uint32_t story_of[2];
    stm_text texts[2];
    stm_story story;
    stm_pile pile;
} couple;

static uint32_t find_article(const stm_pile *pile, stm_slice id)
{
    for (uint32_t i = 0; i < pile->n_articles; i++)
        if (pile->articles[i].status == STM_RECORD_OK &&
            stm_slice_eq(pile->articles[i].id, id))
            return i;
    return STM_NONE;
}

static stm_status fill(stm_run *run, uint32_t a, uint32_t b, couple *c,
                       stm_error *err)
{
    const uint32_t which[2] = {a < b ? a : b, a < b ? b : a};
    for (uint32_t i = 0; i < 2; i++) {
        c->articles[i] = run->pile.articles[which[i]];
        c->members[i] = i;
        STM_TRY(stm_text_from_article(run->workers[0].cutter, &c->articles[i],
                                      &c->arena, &c->texts[i], err));
    }
    c->story = (stm_story){.id = STM_LIT("beside"),
                           .title = STM_LIT("Two reports side by side"),
                           .cohesion = 1,
                           .articles = c->members,
                           .n_articles = 2};
    c->pile = (stm_pile){.articles = c->articles,
                         .n_articles = 2,
                         .texts = c->texts,
                         .stories = &c->story,
                         .n_stories = 1,
                         .story_of = c->story_of};
    const stm_match_opts opts = STM_MATCH_OPTS_DEFAULT;
    STM_TRY(stm_matches_from_articles(&c->pile, run->pool, &opts, &c->arena,
                                      &c->pile.matches, &c->pile.n_matches,
                                      err));
    STM_TRY(stm_rewrites_from_stories(&c->pile, run->pool, &c->arena,
                                      &c->pile.matches, &c->pile.n_matches,
                                      err));
    stm_pile_index *index = stm_arena_alloc(&c->arena, 1, sizeof *index);
    if (index == NULL || !stm_pile_index_build(index, &c->pile, &c->arena))
        return stm_fail(err, STM_ERR_NOMEM, 0, "out of memory");
    c->pile.index = index;
    return STM_OK;
}

static stm_status put_couple(stm_run *run, uint32_t a, uint32_t b,
                             const stm_report_opts *opts, stm_buf *out,
                             stm_error *err)
{
    couple c = {.story_of = {0, 0}};
    stm_arena_init(&c.arena, SIZE_MAX);
    const stm_status status = fill(run, a, b, &c, err);
    if (status == STM_OK) {
        stm_report_opts alone = *opts;
        alone.is_alone = true;
        stm_report_beside(&c.pile, &alone, out);
    }
    stm_arena_release(&c.arena);
    return status;
}

stm_status stm_beside(stm_run *run, const stm_report_opts *opts, stm_slice ids,
                      stm_buf *out, stm_error *err)
{
    const size_t end = stm_slice_find_byte(ids, '\n', 0);
    if (end == STM_SLICE_NPOS) {
        stm_report_beside_form(&run->pile, opts, ids, out);
        return STM_OK;
    }
    const uint32_t a = find_article(&run->pile, stm_slice_sub(ids, 0, end));
    const uint32_t b =
        find_article(&run->pile, stm_slice_sub(ids, end + 1, ids.len));
    if (a == STM_NONE || b == STM_NONE || a == b) {
        stm_report_beside_form(&run->pile, opts,
                               a == b && a != STM_NONE
                                   ? STM_LIT("That is one report twice.")
                                   : STM_LIT("No report has one of these ids."),
                               out);
        return STM_OK;
    }
    return put_couple(run, a, b, opts, out, err);
}
