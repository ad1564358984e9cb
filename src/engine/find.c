/*
 * Who carried a statement: the statement is put before the articles that hold
 * most of its words, as one more article, and matched with them.
 */
#include <stdlib.h>
#include <string.h>

#include "base/json_writer.h"
#include "base/size.h"
#include "base/utf8.h"
#include "engine/engine.h"
#include "match/match.h"
#include "match/rewrites.h"
#include "model/pile_index.h"
#include "report/report.h"

#include "base/banned.h"

enum {
    CANDIDATES = 300,      /* articles looked at closely */
    QUERY_WORDS = 48,      /* of the statement, in the archive's index */
    MOST_BYTES = 1u << 20, /* of a statement */
};

/* An article that carries some of the statement. */
typedef struct carrier {
    uint32_t article; /* in the small pile; the statement is 0 */
    uint32_t first;   /* among the matches */
    uint32_t n;
    float share;      /* of the statement's letters, in whatever words */
    float verbatim;   /* of these, in the same words */
    float of_article; /* of its own letters */
} carrier;

typedef struct finding {
    stm_arena arena;
    stm_article *articles; /* articles[n], the statement first */
    uint32_t n;
    stm_story story;
    stm_pile pile;
    stm_text statement; /* cut to sentences */
    carrier *carriers;  /* best first */
    uint32_t n_carriers;
} finding;

/* --- the small pile ---------------------------------------------------- */

static stm_article statement_article(stm_slice text, stm_arena *arena)
{
    stm_article a = {.id = STM_LIT("statement"),
                     .path = STM_LIT("statement"),
                     .title = STM_LIT("The statement"),
                     .outlet = STM_LIT("The statement"),
                     .text_is_given = true};
    a.text = stm_utf8_repair(stm_arena_copy(arena, text), arena);
    uint32_t most = 1;
    for (size_t i = 0; i < a.text.len; i++)
        most += a.text.ptr[i] == '\n';
    stm_paragraph *pars = stm_arena_alloc(arena, most, sizeof *pars);
    if (pars == NULL)
        return a;
    for (size_t from = 0; from < a.text.len;) {
        size_t to = stm_slice_find_byte(a.text, '\n', from);
        to = to == STM_SLICE_NPOS ? a.text.len : to;
        if (stm_slice_trim(stm_slice_sub(a.text, from, to)).len > 0)
            pars[a.n_paragraphs++].span =
                (stm_span){(uint32_t)from, (uint32_t)to};
        from = to + 1;
    }
    a.paragraphs = pars;
    a.language = stm_language_of(a.text);
    return a;
}

/* The statement's longer words, each once, as alternatives. */
static void put_query(const stm_article *a, stm_buf *out)
{
    stm_map seen;
    stm_map_init(&seen);
    const stm_slice text = a->text;
    for (size_t at = 0; at < text.len && seen.len < QUERY_WORDS;) {
        size_t end = at;
        while (end < text.len &&
               (stm_is_alpha(text.ptr[end]) || stm_is_digit(text.ptr[end]) ||
                text.ptr[end] >= 0x80))
            end++;
        bool was_new = false;
        const stm_slice word = stm_slice_sub(text, at, end);
        if (word.len >= 5 && word.len < 60 &&
            stm_map_put(&seen, word, 1, &was_new) != NULL && was_new) {
            if (out->len > 0)
                stm_buf_add(out, STM_LIT(" OR "));
            stm_buf_byte(out, '"');
            stm_buf_add(out, word);
            stm_buf_byte(out, '"');
        }
        at = end > at ? end : at + 1;
    }
    stm_map_release(&seen);
}

/* The numbers of the articles to look at: by the index, else all. */
static stm_status find_candidates(stm_run *run, const stm_article *statement,
                                  stm_arena *arena, uint32_t **out,
                                  uint32_t *n_out, stm_error *err)
{
    uint32_t *list =
        stm_arena_alloc(arena, run->pile.n_articles + 1, sizeof *list);
    if (list == NULL)
        return stm_fail(err, STM_ERR_NOMEM, 0, "out of memory");
    *out = list;
    *n_out = 0;
    if (run->archive == NULL || run->pile.n_articles <= CANDIDATES) {
        for (uint32_t i = 0; i < run->pile.n_articles; i++)
            list[(*n_out)++] = i;
        return STM_OK;
    }
    stm_buf query;
    stm_buf_init(&query, 1 << 16);
    put_query(statement, &query);
    stm_archive_hit *hits = NULL;
    uint32_t n = 0;
    stm_status status = STM_OK;
    if (query.len > 0)
        status = stm_archive_search(run->archive, stm_buf_slice(&query),
                                    CANDIDATES, arena, &hits, &n, err);
    stm_buf_release(&query);
    for (uint32_t i = 0; i < n && status == STM_OK; i++)
        if (hits[i].article < run->pile.n_articles)
            list[(*n_out)++] = hits[i].article;
    return status;
}

static int compare_u32(const void *a, const void *b)
{
    const uint32_t x = *(const uint32_t *)a;
    const uint32_t y = *(const uint32_t *)b;
    return (x > y) - (x < y);
}

static stm_status make_pile(stm_run *run, stm_slice text, finding *f,
                            stm_error *err)
{
    const stm_article statement = statement_article(text, &f->arena);
    uint32_t *list = NULL;
    uint32_t n = 0;
    STM_TRY(find_candidates(run, &statement, &f->arena, &list, &n, err));
    qsort(list, n, sizeof *list, compare_u32);
    f->articles = stm_arena_alloc(&f->arena, n + 1, sizeof *f->articles);
    uint32_t *members = stm_arena_alloc(&f->arena, n + 1, sizeof *members);
    if (f->arena.failed)
        return stm_fail(err, STM_ERR_NOMEM, 0, "out of memory");
    f->articles[0] = statement;
    f->n = 1;
    for (uint32_t i = 0; i < n; i++)
        if (run->pile.articles[list[i]].status == STM_RECORD_OK)
            f->articles[f->n++] = run->pile.articles[list[i]];
    for (uint32_t i = 0; i < f->n; i++)
        members[i] = i;
    f->story = (stm_story){.id = STM_LIT("found"),
                           .title = STM_LIT("Who carried the statement"),
                           .cohesion = 1,
                           .articles = members,
                           .n_articles = f->n};
    f->pile = (stm_pile){.articles = f->articles,
                         .n_articles = f->n,
                         .stories = &f->story,
                         .n_stories = 1};
    return STM_OK;
}

/* Passages of the statement alone stay. */
static stm_status match_statement(stm_run *run, finding *f, stm_error *err)
{
    const stm_match_opts opts = STM_MATCH_OPTS_DEFAULT;
    STM_TRY(stm_matches_from_articles(&f->pile, run->pool, &opts, &f->arena,
                                      &f->pile.matches, &f->pile.n_matches,
                                      err));
    STM_TRY(stm_rewrites_from_stories(&f->pile, run->pool, &f->arena,
                                      &f->pile.matches, &f->pile.n_matches,
                                      err));
    uint32_t n = 0;
    while (n < f->pile.n_matches && f->pile.matches[n].a == 0)
        n++;
    f->pile.n_matches = n; /* they are ordered by a */
    return STM_OK;
}

/* --- how much of it ------------------------------------------------------ */

static bool counts_as_letter(uint8_t c)
{
    return stm_is_alpha(c) || stm_is_digit(c) || c >= 0x80;
}

static uint32_t count_letters(stm_slice text, const uint8_t *marks,
                              uint8_t least)
{
    uint32_t n = 0;
    for (size_t i = 0; i < text.len; i++)
        n += counts_as_letter(text.ptr[i]) && marks[i] >= least;
    return n;
}

static uint32_t read_letters(const stm_article *a)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < a->n_paragraphs; i++) {
        const stm_slice par = stm_span_text(a->paragraphs[i].span, a->text);
        for (size_t k = 0;
             stm_par_is_read(a->paragraphs[i].kind) && k < par.len; k++)
            n += counts_as_letter(par.ptr[k]);
    }
    return n;
}

static float share_of(uint32_t part, uint32_t whole)
{
    return whole == 0 ? 0 : (float)part / (float)whole;
}

static void mark(uint8_t *marks, stm_span span, uint8_t by)
{
    for (uint32_t i = span.begin; i < span.end; i++)
        marks[i] = marks[i] < by ? by : marks[i];
}

static bool measure(finding *f, carrier *c)
{
    const stm_article *s = &f->articles[0];
    const stm_article *a = &f->articles[c->article];
    uint8_t *here = stm_arena_alloc(&f->arena, s->text.len + 1, 1);
    uint8_t *there = stm_arena_alloc(&f->arena, a->text.len + 1, 1);
    if (f->arena.failed)
        return false;
    for (uint32_t i = c->first; i < c->first + c->n; i++) {
        const stm_match *m = &f->pile.matches[i];
        const uint8_t by = m->kind == STM_MATCH_REPRINT ? 2 : 1;
        mark(here, m->a_span, by);
        mark(there, m->b_span, by);
    }
    const uint32_t whole = read_letters(s);
    c->share = share_of(count_letters(s->text, here, 1), whole);
    c->verbatim = share_of(count_letters(s->text, here, 2), whole);
    c->of_article = share_of(count_letters(a->text, there, 1), read_letters(a));
    return true;
}

static int compare_carriers(const void *a, const void *b)
{
    const carrier *x = a;
    const carrier *y = b;
    if (x->share != y->share)
        return x->share < y->share ? 1 : -1;
    return (x->article > y->article) - (x->article < y->article);
}

static stm_status find_carriers(finding *f, stm_error *err)
{
    f->carriers = stm_arena_alloc(&f->arena, f->n, sizeof *f->carriers);
    if (f->carriers == NULL)
        return stm_fail(err, STM_ERR_NOMEM, 0, "out of memory");
    for (uint32_t i = 0, to; i < f->pile.n_matches; i = to) {
        const uint32_t article = f->pile.matches[i].b;
        for (to = i; to < f->pile.n_matches && f->pile.matches[to].b == article;
             to++)
            ;
        carrier *c = &f->carriers[f->n_carriers++];
        *c = (carrier){.article = article, .first = i, .n = to - i};
        if (!measure(f, c))
            return stm_fail(err, STM_ERR_NOMEM, 0, "out of memory");
    }
    qsort(f->carriers, f->n_carriers, sizeof *f->carriers, compare_carriers);
    return STM_OK;
}

/* --- output ----------------------------------------------------------------
 */

static stm_slice how(const carrier *c)
{
    if (c->verbatim >= 0.9F)
        return STM_LIT("whole");
    if (c->share >= 0.9F)
        return STM_LIT("whole, reworded");
    return c->verbatim * 2 >= c->share ? STM_LIT("in part")
                                       : STM_LIT("in part, reworded");
}

/* Sentences of the statement of which less than half is carried. */
static bool is_left_out(const finding *f, const carrier *c, stm_span sentence)
{
    uint32_t covered = 0;
    for (uint32_t i = c->first; i < c->first + c->n; i++)
        covered += stm_span_overlap(f->pile.matches[i].a_span, sentence);
    return covered * 2 < sentence.end - sentence.begin;
}

static uint32_t code_points(stm_slice text, uint32_t at)
{
    return (uint32_t)stm_utf8_count(stm_slice_sub(text, 0, at));
}

static void put_span(stm_json *json, stm_slice name, stm_slice text,
                     stm_span span)
{
    stm_json_key(json, name);
    stm_json_object(json);
    stm_json_put_u64(json, STM_LIT("begin"), code_points(text, span.begin));
    stm_json_put_u64(json, STM_LIT("end"), code_points(text, span.end));
    stm_json_put_string(json, STM_LIT("text"), stm_span_text(span, text));
    stm_json_end_object(json);
}

static void put_day(const stm_article *a, stm_buf *day)
{
    stm_date_format(a->published, day);
}

static void put_number(stm_json *json, stm_slice key, float value)
{
    stm_json_key(json, key);
    stm_json_fixed(json, value, 3);
}

static void put_carrier(const finding *f, const carrier *c, stm_buf *out)
{
    const stm_article *s = &f->articles[0];
    const stm_article *a = &f->articles[c->article];
    stm_json json;
    stm_json_init(&json, out);
    stm_json_object(&json);
    stm_json_put_string(&json, STM_LIT("article"), a->id);
    stm_json_put_string(&json, STM_LIT("title"), a->title);
    stm_json_put_string(&json, STM_LIT("outlet"), a->outlet);
    stm_buf day;
    stm_buf_init(&day, 64);
    put_day(a, &day);
    stm_json_put_string(&json, STM_LIT("published"), stm_buf_slice(&day));
    stm_buf_release(&day);
    stm_json_put_string(&json, STM_LIT("carries"), how(c));
    put_number(&json, STM_LIT("share"), c->share);
    put_number(&json, STM_LIT("verbatim"), c->verbatim);
    put_number(&json, STM_LIT("of_article"), c->of_article);
    stm_json_key(&json, STM_LIT("passages"));
    stm_json_array(&json);
    for (uint32_t i = c->first; i < c->first + c->n; i++) {
        const stm_match *m = &f->pile.matches[i];
        stm_json_object(&json);
        stm_json_put_string(&json, STM_LIT("kind"),
                            m->kind == STM_MATCH_REPRINT ? STM_LIT("reprint")
                                                         : STM_LIT("rewrite"));
        put_number(&json, STM_LIT("score"), m->score);
        put_span(&json, STM_LIT("statement"), s->text, m->a_span);
        put_span(&json, STM_LIT("report"), a->text, m->b_span);
        stm_json_end_object(&json);
    }
    stm_json_end_array(&json);
    stm_json_key(&json, STM_LIT("left_out"));
    stm_json_array(&json);
    for (uint32_t i = 0; i < f->statement.n_sentences; i++) {
        const stm_span span = f->statement.sentences[i].span;
        if (!is_left_out(f, c, span))
            continue;
        stm_json_string(&json, stm_span_text(span, s->text));
    }
    stm_json_end_array(&json);
    stm_json_end_object(&json);
    stm_buf_byte(out, '\n');
}

static void put_padded(stm_buf *out, stm_slice s, size_t width)
{
    stm_buf_printable(out, s);
    for (size_t n = stm_utf8_count(s); n < width; n++)
        stm_buf_byte(out, ' ');
}

static void put_percent(stm_buf *out, float share)
{
    const unsigned percent = (unsigned)(share * 100.0F + 0.5F);
    uint8_t digits[4] = {' ', ' ', ' ', '%'};
    unsigned n = percent;
    for (size_t i = 3; i-- > 0 && (n > 0 || i == 2); n /= 10)
        digits[i] = (uint8_t)('0' + n % 10);
    stm_buf_add(out, stm_slice_of(digits, sizeof digits));
}

/* "whole            97%  2023-09-19T17:03  Courier  Headline  (id)" */
static void put_line(const finding *f, const carrier *c, stm_buf *out)
{
    const stm_article *a = &f->articles[c->article];
    put_padded(out, how(c), 18);
    put_percent(out, c->share);
    stm_buf_add(out, STM_LIT("  "));
    stm_buf day;
    stm_buf_init(&day, 64);
    put_day(a, &day);
    put_padded(out, day.len > 0 ? stm_buf_slice(&day) : STM_LIT("day unknown"),
               17);
    stm_buf_release(&day);
    stm_buf_add(out, STM_LIT("  "));
    stm_buf_printable(out, a->outlet.len > 0 ? a->outlet
                                             : STM_LIT("outlet unknown"));
    stm_buf_add(out, STM_LIT("  "));
    stm_buf_printable(out, a->title);
    stm_buf_add(out, STM_LIT("  ("));
    stm_buf_printable(out, a->id);
    stm_buf_add(out, STM_LIT(")\n"));
}

static stm_status put_all(const finding *f, stm_find_form form, stm_buf *out,
                          stm_error *err)
{
    const stm_report_opts opts = {.is_alone = true};
    if (form == STM_FIND_HTML) {
        if (f->n_carriers == 0 || !stm_report_aligned(&f->pile, 0, &opts, out))
            stm_buf_clear(out);
        return STM_OK;
    }
    if (form == STM_FIND_TEXT && f->n_carriers == 0)
        stm_buf_add(out, STM_LIT("No report carries any of it.\n"));
    for (uint32_t i = 0; i < f->n_carriers; i++) {
        if (form == STM_FIND_JSON)
            put_carrier(f, &f->carriers[i], out);
        else
            put_line(f, &f->carriers[i], out);
    }
    return out->status == STM_OK
               ? STM_OK
               : stm_fail(err, STM_ERR_NOMEM, 0, "out of memory");
}

/* The page shows the statement and who carries it, word for word. */
static stm_status keep_carriers(stm_run *run, finding *f, stm_error *err)
{
    stm_text *texts = stm_arena_alloc(&f->arena, f->n, sizeof *texts);
    stm_pile_index *index = stm_arena_alloc(&f->arena, 1, sizeof *index);
    uint32_t *members =
        stm_arena_alloc(&f->arena, f->n_carriers + 1u, sizeof *members);
    if (f->arena.failed)
        return stm_fail(err, STM_ERR_NOMEM, 0, "out of memory");
    texts[0] = f->statement;
    members[0] = 0;
    for (uint32_t i = 0; i < f->n_carriers; i++) {
        const uint32_t a = f->carriers[i].article;
        members[i + 1] = a;
        STM_TRY(stm_text_from_article(run->workers[0].cutter, &f->articles[a],
                                      &f->arena, &texts[a], err));
    }
    qsort(members, f->n_carriers + 1u, sizeof *members, compare_u32);
    f->story.articles = members;
    f->story.n_articles = f->n_carriers + 1;
    f->pile.texts = texts;
    f->pile.index = index;
    return stm_pile_index_build(index, &f->pile, &f->arena)
               ? STM_OK
               : stm_fail(err, STM_ERR_NOMEM, 0, "out of memory");
}

static stm_status find(stm_run *run, stm_slice text, stm_find_form form,
                       finding *f, stm_buf *out, stm_error *err)
{
    STM_TRY(make_pile(run, text, f, err));
    STM_TRY(match_statement(run, f, err));
    STM_TRY(stm_text_from_article(run->workers[0].cutter, &f->articles[0],
                                  &f->arena, &f->statement, err));
    STM_TRY(find_carriers(f, err));
    if (form == STM_FIND_HTML)
        STM_TRY(keep_carriers(run, f, err));
    return put_all(f, form, out, err);
}

stm_status stm_engine_find(stm_engine *self, const void *statement, size_t len,
                           stm_find_form form, stm_write_fn *write, void *ctx,
                           stm_error *err)
{
    if (!self->run.has_run)
        return stm_fail(err, STM_ERR_USAGE, 0, "nothing was read yet");
    const stm_slice text = stm_slice_trim(stm_slice_of(statement, len));
    if (text.len == 0 || text.len > MOST_BYTES)
        return stm_fail(err, STM_ERR_USAGE, 0,
                        "a statement has 1 to 1,048,576 bytes");
    finding f = {.n = 0};
    stm_arena_init(&f.arena, SIZE_MAX);
    stm_buf out;
    stm_buf_init(&out, SIZE_MAX);
    stm_status status = find(&self->run, text, form, &f, &out, err);
    if (status == STM_OK && out.len > 0 && !write(ctx, out.ptr, out.len))
        status =
            stm_fail(err, STM_ERR_IO, 0, "the output could not be written");
    stm_buf_release(&out);
    stm_arena_release(&f.arena);
    return status;
}
