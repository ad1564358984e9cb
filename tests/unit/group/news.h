/*
 * Invented news for tests: happenings with people, a town and figures, told
 * in sentences that each report picks, orders and words in its own way.
 */
#ifndef TESTS_UNIT_GROUP_NEWS_H
#define TESTS_UNIT_GROUP_NEWS_H

#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/pool.h"
#include "group/group.h"
#include "stm_test.h"

enum { news_most = 20000 };

typedef struct news {
    stm_arena arena;
    stm_article *articles;
    uint32_t *happening; /* happening[n], what each is on */
    uint32_t n;
    uint32_t cap;
    uint32_t state; /* of the numbers that look random */
    stm_pool *pool;
    stm_stories stories;
} news;

static uint32_t news_number(news *self)
{
    self->state = self->state * 1664525u + 1013904223u;
    return self->state >> 8;
}

static bool news_init(news *self, uint32_t cap)
{
    *self = (news){.cap = cap, .state = 5};
    stm_arena_init(&self->arena, SIZE_MAX);
    self->articles = stm_arena_alloc(&self->arena, cap, sizeof *self->articles);
    self->happening =
        stm_arena_alloc(&self->arena, cap, sizeof *self->happening);
    return need(!self->arena.failed);
}

static void news_release(news *self)
{
    stm_pool_free(self->pool);
    stm_arena_release(&self->arena);
}

/* Adds an article; day 0: undated. Copies nothing. */
static void news_add(news *self, uint32_t happening, stm_slice title,
                     stm_slice text, int32_t day)
{
    stm_paragraph *p = stm_arena_alloc(&self->arena, 1, sizeof *p);
    if (p == NULL || self->n == self->cap)
        return;
    *p = (stm_paragraph){.span = {0, (uint32_t)text.len}};
    stm_article *a = &self->articles[self->n];
    *a = (stm_article){.title = title,
                       .text = text,
                       .language = STM_LIT("en"),
                       .paragraphs = p,
                       .n_paragraphs = 1};
    if (day != 0) {
        a->published = stm_date_from_day_number(day);
        a->published_confidence = 1.0f;
    }
    self->happening[self->n++] = happening;
}

/* Words that differ from happening to happening. */
typedef struct news_facts {
    const char *town;
    const char *street;
    const char *person;
    const char *other;
    const char *thing;
    unsigned figure;
} news_facts;

/*
 * T town, S street, P person, O other person, N figure, W thing. Two ways to
 * say each fact stand side by side.
 */
static const char *const news_forms[][2] = {
    {"Police in T were called to S late in the evening.",
     "Officers hurried to S in T after several calls."},
    {"The owner, P, said that the W had been locked for a week.",
     "P, who owns the W, told us nobody had been inside for days."},
    {"About N people had to leave their homes.",
     "Some N neighbours were led out of their houses."},
    {"O, who speaks for the council of T, promised help.",
     "Help was promised by O on behalf of the council."},
    {"Nobody was hurt when the roof of the W gave way.",
     "The W lost its roof, but no injuries were counted."},
    {"P was taken to hospital and is doing well.",
     "Doctors say that P will soon be home again."},
    {"The road along S stays shut until further notice.",
     "Drivers must find another way than S for now."},
    {"The cost is put at N thousand crowns, O said.",
     "O spoke of a loss of N thousand crowns."},
    {"Experts look for the cause in the cellar of the W.",
     "What began it is unclear; the cellar of the W is searched."},
    {"It is the second such case in T this year, P recalled.",
     "T has seen this once before this year, as P recalled."},
};

enum { news_facts_n = sizeof news_forms / sizeof *news_forms };

static void news_say(stm_buf *buf, const char *form, const news_facts *f)
{
    for (; *form != '\0'; form++) {
        const char next = form[1];
        const bool alone = next < 'a' || next > 'z';
        const char *word = NULL;
        if (alone)
            word = *form == 'T'   ? f->town
                   : *form == 'S' ? f->street
                   : *form == 'P' ? f->person
                   : *form == 'O' ? f->other
                   : *form == 'W' ? f->thing
                                  : NULL;
        if (word != NULL)
            stm_buf_add(buf, stm_slice_of(word, strlen(word)));
        else if (alone && *form == 'N')
            stm_buf_u64(buf, f->figure);
        else
            stm_buf_byte(buf, (uint8_t)*form);
    }
    stm_buf_byte(buf, ' ');
}

/* A report with `facts` of the ten facts, in an order of its own. */
static void news_report(news *self, uint32_t happening, const news_facts *f,
                        uint32_t facts, int32_t day)
{
    stm_buf buf;
    stm_buf_init(&buf, 1u << 16);
    const uint32_t first = news_number(self) % news_facts_n;
    static const uint32_t steps[4] = {1, 3, 7, 9};
    const uint32_t step = steps[news_number(self) % 4];
    for (uint32_t i = 0; i < facts; i++)
        news_say(&buf,
                 news_forms[(first + i * step) % news_facts_n]
                           [news_number(self) % 2],
                 f);
    const stm_slice text = stm_arena_copy(&self->arena, stm_buf_slice(&buf));
    stm_buf_clear(&buf);
    news_say(&buf, "T: W on S gives way", f);
    const stm_slice title = stm_arena_copy(&self->arena, stm_buf_slice(&buf));
    stm_buf_release(&buf);
    news_add(self, happening, title, text, day);
}

static bool news_group(news *self, uint32_t threads)
{
    if (self->pool == NULL && !need_ok(stm_pool_new(threads, &self->pool)))
        return false;
    const stm_pile pile = {.articles = self->articles, .n_articles = self->n};
    return need(!self->arena.failed) &&
           need_ok(stm_stories_from_articles(&pile, self->pool, &self->arena,
                                             &self->stories, NULL));
}

/* Stories that hold reports on `happening`. */
static uint32_t news_stories_on(const news *self, uint32_t happening)
{
    uint32_t n = 0;
    for (uint32_t k = 0; k < self->stories.n_stories; k++) {
        const stm_story *s = &self->stories.stories[k];
        for (uint32_t i = 0; i < s->n_articles; i++)
            if (self->happening[s->articles[i]] == happening) {
                n++;
                break;
            }
    }
    return n;
}

/* Stories that hold reports on more than one happening. */
static uint32_t news_mixed(const news *self)
{
    uint32_t n = 0;
    for (uint32_t k = 0; k < self->stories.n_stories; k++) {
        const stm_story *s = &self->stories.stories[k];
        for (uint32_t i = 1; i < s->n_articles; i++)
            if (self->happening[s->articles[i]] !=
                self->happening[s->articles[0]]) {
                n++;
                break;
            }
    }
    return n;
}

#endif
