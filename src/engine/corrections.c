#include "engine/corrections.h"

#include "base/buf.h"
#include "base/map.h"
#include "base/utf8.h"

#include "base/banned.h"

static void tell(stm_run *run, const stm_correction *c, const char *what)
{
    const bool from_file = c->line > 0;
    stm_diags_add(&run->diags, STM_SEVERITY_WARNING,
                  c->is_kept  ? STM_LIT("the archive's corrections")
                  : from_file ? stm_slice_from_cstr(run->options.corrections)
                              : STM_LIT("--undo"),
                  STM_NO_OFFSET, c->line, "%s", what);
}

/* Articles */

static uint32_t article_of(const stm_run *run, const stm_u64map *ids,
                           stm_slice id)
{
    const uint32_t i = stm_u64map_get(ids, stm_hash(id));
    return i != STM_NONE && stm_slice_eq(run->articles[i].id, id) ? i
                                                                  : STM_NONE;
}

/* Byte offset of a code point; the text's end where there are fewer. */
static uint32_t byte_of(stm_slice text, uint32_t code_point)
{
    size_t at = 0;
    uint32_t cp;
    for (uint32_t i = 0; i < code_point && at < text.len; i++)
        at = stm_utf8_next(text, at, &cp);
    return (uint32_t)at;
}

static bool find_place(const stm_run *run, const stm_u64map *ids, stm_place *p)
{
    if (p->id.len == 0)
        return true;
    p->article = article_of(run, ids, p->id);
    if (p->article == STM_NONE)
        return false;
    const stm_slice text = run->articles[p->article].text;
    p->span = (stm_span){byte_of(text, p->begin), byte_of(text, p->end)};
    return true;
}

stm_status stm_corrections_to_articles(stm_run *run, stm_error *err)
{
    if (run->n_corrections == 0)
        return STM_OK;
    stm_u64map ids;
    stm_u64map_init(&ids);
    bool ok = true;
    for (uint32_t i = 0; ok && i < run->n_articles; i++)
        ok = stm_u64map_put(&ids, stm_hash(run->articles[i].id), i, NULL) !=
             NULL;
    for (uint32_t i = 0; ok && i < run->n_corrections; i++) {
        stm_correction *c = &run->corrections[i];
        if (!find_place(run, &ids, &c->a) || !find_place(run, &ids, &c->b)) {
            tell(run, c, "it names an article that is not in the pile");
            c->a.article = c->b.article = STM_NONE;
        } else if (c->kind == STM_CORRECTION_DATE) {
            run->articles[c->a.article].published = c->date;
            run->articles[c->a.article].published_confidence = 1.0f;
        }
    }
    stm_u64map_release(&ids);
    run->pile.corrections = run->corrections;
    run->pile.n_corrections = run->n_corrections;
    return ok ? STM_OK : stm_fail(err, STM_ERR_NOMEM, 0, "out of memory");
}

/* Stories */

static stm_slice number_id(stm_arena *arena, uint8_t letter, uint32_t number)
{
    stm_buf buf;
    stm_buf_init(&buf, 32);
    stm_buf_byte(&buf, letter);
    stm_buf_u64(&buf, number);
    const stm_slice id = stm_arena_copy(arena, stm_buf_slice(&buf));
    stm_buf_release(&buf);
    return id;
}

/* A story's title must be one of its articles'. */
static void keep_title(const stm_run *run, stm_story *s)
{
    for (uint32_t i = 0; i < s->n_articles; i++)
        if (stm_slice_eq(run->articles[s->articles[i]].title, s->title))
            return;
    if (s->n_articles > 0)
        s->title = run->articles[s->articles[0]].title;
}

static bool move_articles(stm_run *run, uint32_t *story_of, uint32_t *n_stories)
{
    bool moved = false;
    for (uint32_t i = 0; i < run->n_corrections; i++) {
        const stm_correction *c = &run->corrections[i];
        const uint32_t a = c->a.article;
        if (a == STM_NONE || story_of[a] == STM_NONE)
            continue;
        if (c->kind == STM_CORRECTION_STORY && c->b.article != STM_NONE &&
            story_of[c->b.article] != STM_NONE) {
            moved = moved || story_of[a] != story_of[c->b.article];
            story_of[a] = story_of[c->b.article];
        } else if (c->kind == STM_CORRECTION_ALONE) {
            moved = true;
            story_of[a] = (*n_stories)++;
        }
    }
    return moved;
}

/* What is left of a list of linked stories, under their new numbers. */
static void renumber_links(stm_run *run, stm_story *s, const uint32_t *number)
{
    uint32_t *linked = stm_arena_copy_array(&run->arena, s->linked, s->n_linked,
                                            sizeof *linked);
    uint32_t n = 0;
    for (uint32_t i = 0; linked != NULL && i < s->n_linked; i++)
        if (number[linked[i]] != STM_NONE)
            linked[n++] = number[linked[i]];
    s->linked = linked;
    s->n_linked = n;
}

/* Stories anew from story_of, without those that are left empty. */
static bool rebuild_stories(stm_run *run, uint32_t *story_of, uint32_t n_all)
{
    stm_arena *arena = &run->arena;
    stm_pile *pile = &run->pile;
    stm_story *stories = stm_arena_alloc(arena, n_all, sizeof *stories);
    uint32_t *number = stm_arena_alloc(arena, n_all, sizeof *number);
    uint32_t *size = stm_arena_alloc(arena, n_all, sizeof *size);
    uint32_t *members =
        stm_arena_alloc(arena, pile->n_articles, sizeof *members);
    if (arena->failed)
        return false;
    for (uint32_t i = 0; i < pile->n_articles; i++)
        if (story_of[i] != STM_NONE)
            size[story_of[i]]++;
    uint32_t n = 0;
    uint32_t at = 0;
    for (uint32_t s = 0; s < n_all; s++) {
        number[s] = size[s] == 0 ? STM_NONE : n;
        if (size[s] == 0)
            continue;
        stm_story *story = &stories[n++];
        *story = s < pile->n_stories
                     ? pile->stories[s]
                     : (stm_story){.id = number_id(arena, 's', s + 1),
                                   .cohesion = 1,
                                   .weakest = 1};
        story->articles = members + at;
        story->n_articles = 0;
        at += size[s];
    }
    for (uint32_t i = 0; i < pile->n_articles; i++) {
        if (story_of[i] == STM_NONE)
            continue;
        story_of[i] = number[story_of[i]];
        stm_story *s = &stories[story_of[i]];
        members[(s->articles - members) + s->n_articles++] = i;
    }
    for (uint32_t s = 0; s < n; s++) {
        keep_title(run, &stories[s]);
        renumber_links(run, &stories[s], number);
        if (stories[s].day_why.len == 0 && stories[s].n_articles == 1) {
            stories[s].day = run->articles[stories[s].articles[0]].published;
            stories[s].day_why = STM_LIT("the day of its only report");
        }
    }
    pile->stories = stories;
    pile->n_stories = n;
    pile->story_of = story_of;
    return !arena->failed;
}

stm_status stm_corrections_to_stories(stm_run *run, stm_error *err)
{
    uint32_t n_all = run->pile.n_stories;
    uint32_t *story_of =
        run->n_corrections == 0
            ? NULL
            : stm_arena_copy_array(&run->arena, run->pile.story_of,
                                   run->pile.n_articles, sizeof *story_of);
    if (story_of == NULL)
        return run->arena.failed
                   ? stm_fail(err, STM_ERR_NOMEM, 0, "out of memory")
                   : STM_OK;
    if (!move_articles(run, story_of, &n_all))
        return STM_OK;
    return rebuild_stories(run, story_of, n_all)
               ? STM_OK
               : stm_fail(err, STM_ERR_NOMEM, 0, "out of memory");
}
