#include "match/match.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/size.h"
#include "match/chains.h"
#include "match/kinship.h"
#include "match/seeds.h"
#include "text/text_cutter.h"

#include "base/banned.h"

/* Below this two articles are on different matters (match/kinship.h). */
static const float least_kinship = 0.07f;

enum {
    cut_chunk = 32,      /* articles cut as one item of work */
    align_chunk = 16,    /* first docs aligned as one item of work */
    all_pairs_docs = 64, /* piles up to here are compared pair by pair */
    all_pairs_words = 1 << 18,
    tried_seeds = 16,      /* of a pair, each by itself, before all of it is */
    base_bytes = 24 << 20, /* tables whose size is fixed */
    far_days = 30,         /* articles further apart need far_bits more */
    far_bits = 8,
    least_words = 6, /* in common */
};

/* Matches of one item of work. */
typedef struct found {
    stm_match *items;
    uint32_t len;
    uint32_t cap;
    uint64_t pairs; /* aligned */
} found;

typedef struct worker {
    stm_text_cutter *cutter;
    stm_arena scratch; /* one article's text */
    stm_arena docs;    /* what docs point to */
    stm_chainer chainer;
    stm_kinship kinship;
} worker;

/* One run of the matcher. */
typedef struct matcher {
    const stm_pile *pile;
    stm_pool *pool;
    const stm_match_opts *opts;
    worker *workers;
    uint32_t n_workers;
    stm_doc *docs; /* docs[n_docs]: articles with status OK, in order */
    uint32_t n_docs;
    stm_grams *chunks; /* grams of each chunk of articles */
    uint32_t n_chunks;
    bool all_pairs; /* a small pile: every pair is looked at */
    stm_seeds seeds;
    uint32_t *seeds_from; /* seeds_from[a]: first seed with that a */
    stm_weights weights;
    uint32_t least_bits;
    found *found; /* matches of each chunk of first docs */
    uint32_t n_found;
    stm_match_effect effect;
} matcher;

/*
 * A ceiling that the articles will pass is told at once: four bytes for
 * each byte of text, measured on the bulk set, and what is needed anyway.
 */
static stm_status fits(const matcher *m)
{
    if (m->opts->memory_bytes == 0)
        return STM_OK;
    uint64_t bytes = base_bytes;
    for (uint32_t i = 0; i < m->pile->n_articles; i++)
        if (m->pile->articles[i].status == STM_RECORD_OK)
            bytes += 4 * (uint64_t)m->pile->articles[i].text.len;
    return bytes > m->opts->memory_bytes ? STM_ERR_NOMEM : STM_OK;
}

static stm_status start(matcher *m)
{
    STM_TRY(fits(m));
    m->n_workers = stm_pool_size(m->pool);
    m->workers = stm_alloc(m->n_workers, sizeof *m->workers);
    m->docs = stm_alloc(m->pile->n_articles, sizeof *m->docs);
    if (m->workers == NULL || m->docs == NULL)
        return STM_ERR_NOMEM;
    for (uint32_t i = 0; i < m->n_workers; i++) {
        stm_arena_init(&m->workers[i].scratch, SIZE_MAX);
        stm_arena_init(&m->workers[i].docs, SIZE_MAX);
        stm_chainer_init(&m->workers[i].chainer, &m->weights);
        stm_kinship_init(&m->workers[i].kinship);
    }
    for (uint32_t i = 0; i < m->n_workers && m->pile->texts == NULL; i++)
        STM_TRY(stm_text_cutter_new(&m->workers[i].cutter, NULL));
    return STM_OK;
}

/* Gives back all but what was found. */
static void release_docs(matcher *m)
{
    for (uint32_t i = 0; m->workers != NULL && i < m->n_workers; i++) {
        stm_text_cutter_free(m->workers[i].cutter);
        stm_arena_release(&m->workers[i].scratch);
        stm_arena_release(&m->workers[i].docs);
        stm_chainer_release(&m->workers[i].chainer);
        stm_kinship_release(&m->workers[i].kinship);
    }
    stm_weights_release(&m->weights);
    stm_free(m->workers);
    stm_free(m->docs);
    stm_free(m->seeds.items);
    stm_free(m->seeds_from);
    m->workers = NULL;
    m->docs = NULL;
    m->seeds = (stm_seeds){0};
    m->seeds_from = NULL;
}

static void finish(matcher *m)
{
    release_docs(m);
    for (uint32_t i = 0; m->chunks != NULL && i < m->n_chunks; i++)
        stm_free(m->chunks[i].items);
    for (uint32_t i = 0; m->found != NULL && i < m->n_found; i++)
        stm_free(m->found[i].items);
    stm_free(m->chunks);
    stm_free(m->found);
}

/* Numbers the articles that are read, and their outlets. */
static stm_status list_docs(matcher *m)
{
    stm_map outlets;
    stm_map_init(&outlets);
    stm_status status = STM_OK;
    for (uint32_t i = 0; i < m->pile->n_articles; i++) {
        const stm_article *a = &m->pile->articles[i];
        if (a->status != STM_RECORD_OK)
            continue;
        const stm_slice name = a->outlet.len > 0 ? a->outlet : a->site;
        uint32_t outlet = STM_NONE;
        if (name.len > 0) {
            const stm_map_entry *e =
                stm_map_put(&outlets, name, outlets.len, NULL);
            if (e == NULL) {
                status = STM_ERR_NOMEM;
                break;
            }
            outlet = e->value;
        }
        m->docs[m->n_docs++] = (stm_doc){
            .article = i,
            .outlet = outlet,
            .day = stm_date_day_number(a->published),
        };
    }
    stm_map_release(&outlets);
    return status;
}

static stm_status read_doc(matcher *m, worker *w, stm_doc *doc)
{
    if (m->pile->texts != NULL)
        return stm_doc_from_text(&m->pile->texts[doc->article], &w->docs, doc);
    stm_text text;
    stm_arena_clear(&w->scratch);
    STM_TRY(stm_text_from_article(w->cutter, &m->pile->articles[doc->article],
                                  &w->scratch, &text, NULL));
    return stm_doc_from_text(&text, &w->docs, doc);
}

static stm_status read_chunk(void *ctx, uint32_t item, uint32_t number)
{
    matcher *m = ctx;
    worker *w = &m->workers[number];
    const uint32_t begin = item * cut_chunk;
    const uint32_t end = stm_min_u32(begin + cut_chunk, m->n_docs);
    for (uint32_t i = begin; i < end; i++) {
        STM_TRY(read_doc(m, w, &m->docs[i]));
        STM_TRY(stm_doc_add_grams(&m->docs[i], i, &m->chunks[item]));
    }
    return STM_OK;
}

/* The chunks' grams one after the other, in order of docs. */
static stm_status join_chunks(matcher *m, stm_grams *all)
{
    uint64_t n = 0;
    for (uint32_t i = 0; i < m->n_chunks; i++)
        n += m->chunks[i].len;
    if (n > UINT32_MAX)
        return STM_ERR_LIMIT;
    *all = (stm_grams){.items = stm_alloc(n, sizeof *all->items)};
    if (all->items == NULL)
        return STM_ERR_NOMEM;
    for (uint32_t i = 0; i < m->n_chunks; i++) {
        stm_grams *c = &m->chunks[i];
        if (c->len > 0)
            memcpy(all->items + all->len, c->items, c->len * sizeof *c->items);
        all->len += c->len;
        stm_free(c->items);
        *c = (stm_grams){0};
    }
    return STM_OK;
}

static stm_status read_docs(matcher *m, stm_grams *all)
{
    STM_TRY(list_docs(m));
    m->n_chunks = (m->n_docs + cut_chunk - 1) / cut_chunk;
    m->chunks = stm_alloc(m->n_chunks, sizeof *m->chunks);
    if (m->chunks == NULL)
        return STM_ERR_NOMEM;
    STM_TRY(stm_pool_run(m->pool, m->n_chunks, read_chunk, m));
    for (uint32_t i = 0; i < m->n_docs; i++)
        m->effect.words += m->docs[i].n_words;
    return join_chunks(m, all);
}

static stm_status find_seeds(matcher *m, stm_grams *grams)
{
    STM_TRY(stm_seeds_from_grams(grams, m->docs, m->n_docs, m->opts, &m->seeds,
                                 &m->effect));
    m->all_pairs =
        m->n_docs <= all_pairs_docs && m->effect.words <= all_pairs_words;
    m->seeds_from = stm_alloc((size_t)m->n_docs + 1, sizeof *m->seeds_from);
    if (m->seeds_from == NULL)
        return STM_ERR_NOMEM;
    uint32_t at = 0;
    for (uint32_t a = 0; a <= m->n_docs; a++) {
        while (at < m->seeds.len && m->seeds.items[at].a < a)
            at++;
        m->seeds_from[a] = at;
    }
    return STM_OK;
}

/*
 * How many bits make a finding. The more pairs there are, the more chance
 * gives, so the bar rises with the pile.
 */
static uint32_t least_bits_of(uint32_t n_docs)
{
    const float bits = 16.0f + 1.2f * log2f((float)(n_docs + 1));
    return (uint32_t)(bits * STM_BIT);
}

/* Old phrases come back for many reasons: the bar is higher over weeks. */
static uint32_t bar_of(const matcher *m, const stm_doc *a, const stm_doc *b)
{
    const bool dated =
        !m->all_pairs && a->day != STM_NO_DAY && b->day != STM_NO_DAY;
    const int64_t apart = dated ? (int64_t)a->day - b->day : 0;
    return apart > far_days || apart < -far_days
               ? m->least_bits + far_bits * STM_BIT
               : m->least_bits;
}

/* Shared runs that are most of the shorter doc need no other likeness. */
static bool is_nearly_whole(const stm_chainer *c, const stm_doc *a,
                            const stm_doc *b)
{
    uint32_t words = 0;
    for (uint32_t i = 0; i < c->n_runs; i++)
        words += c->runs[i].n_words;
    return 2 * (uint64_t)words >= stm_min_u32(a->n_words, b->n_words);
}

static bool is_passage(const stm_run_pair *r, float *score)
{
    const uint32_t longer =
        stm_max_u32(r->a_last - r->a_first, r->b_last - r->b_first);
    *score = (float)r->n_words / (float)longer;
    return r->n_words >= least_words && *score >= 0.4f;
}

/* True where most words of a run stand in many articles. */
static bool is_common(const stm_run_pair *r, const stm_doc *a)
{
    uint32_t n = 0;
    for (uint32_t i = r->a_first; i < r->a_last; i++)
        n += (a->flags[i] & STM_WORD_COMMON) != 0;
    return 2 * n > r->a_last - r->a_first;
}

/*
 * Runs that many articles have count only between articles on one matter:
 * drops the others from the chainer's.
 */
static stm_status drop_footers(const matcher *m, worker *w, const stm_doc *a,
                               const stm_doc *b)
{
    stm_chainer *c = &w->chainer;
    uint32_t common = 0;
    for (uint32_t i = 0; i < c->n_runs; i++)
        common += is_common(&c->runs[i], a);
    if (common == 0)
        return STM_OK;
    float kinship;
    STM_TRY(stm_kinship_measure(&w->kinship, &m->weights, a, b, c->runs,
                                c->n_runs, &kinship));
    if (kinship >= least_kinship || is_nearly_whole(c, a, b))
        return STM_OK;
    uint32_t kept = 0;
    for (uint32_t i = 0; i < c->n_runs; i++)
        if (!is_common(&c->runs[i], a))
            c->runs[kept++] = c->runs[i];
    c->n_runs = kept;
    return STM_OK;
}

static stm_status add_runs(const stm_chainer *c, const stm_doc *a,
                           const stm_doc *b, found *out)
{
    for (uint32_t i = 0; i < c->n_runs; i++) {
        const stm_run_pair *r = &c->runs[i];
        float score;
        if (!is_passage(r, &score))
            continue;
        if (!stm_grow(&out->items, &out->cap, out->len + 1, sizeof *out->items))
            return STM_ERR_NOMEM;
        out->items[out->len++] = (stm_match){
            .a = a->article,
            .b = b->article,
            .a_span = stm_doc_span(a, r->a_first, r->a_last),
            .b_span = stm_doc_span(b, r->b_first, r->b_last),
            .kind = score >= 0.75f ? STM_MATCH_REPRINT : STM_MATCH_REWRITE,
            .score = score,
            .rarity = (float)r->bits / STM_BIT,
            .n_words = r->n_words,
        };
    }
    return STM_OK;
}

/* How a pair came to be looked at. */
typedef enum reason { BY_WORDING, BY_HOUSE } reason;

static stm_status align_pair(matcher *m, worker *w, uint32_t a, uint32_t b,
                             reason why, found *out)
{
    const stm_doc *x = &m->docs[a];
    const stm_doc *y = &m->docs[b];
    STM_TRY(stm_chainer_align(&w->chainer, y, bar_of(m, x, y)));
    out->pairs++;
    if (why == BY_WORDING)
        STM_TRY(drop_footers(m, w, x, y));
    return add_runs(&w->chainer, x, y, out);
}

/* True where one of seeds[n], all of one pair, grows to a finding. */
static bool shows_promise(const matcher *m, const stm_chainer *c,
                          const stm_seed *seeds, uint32_t n)
{
    if (n > tried_seeds)
        return true;
    const stm_doc *b = &m->docs[seeds[0].b];
    for (uint32_t i = 0; i < n; i++) {
        const stm_run_pair run =
            stm_chainer_grow(c, b, seeds[i].a_word, seeds[i].b_word);
        if (2 * run.bits >= m->least_bits)
            return true;
    }
    return false;
}

static stm_status align_seeded(matcher *m, worker *w, uint32_t a, found *out)
{
    stm_chainer *c = &w->chainer;
    for (uint32_t i = m->seeds_from[a]; i < m->seeds_from[a + 1];) {
        const uint32_t b = m->seeds.items[i].b;
        uint32_t end = i;
        while (end < m->seeds_from[a + 1] && m->seeds.items[end].b == b)
            end++;
        const reason why = m->seeds.items[i].house != 0 ? BY_HOUSE : BY_WORDING;
        stm_chainer_hear_quiet(c, why == BY_HOUSE);
        if (shows_promise(m, c, m->seeds.items + i, end - i))
            STM_TRY(align_pair(m, w, a, b, why, out));
        i = end;
    }
    return STM_OK;
}

static stm_status align_chunk_of(void *ctx, uint32_t item, uint32_t number)
{
    matcher *m = ctx;
    worker *w = &m->workers[number];
    const uint32_t begin = item * align_chunk;
    const uint32_t end = stm_min_u32(begin + align_chunk, m->n_docs);
    for (uint32_t a = begin; a < end; a++) {
        if (!m->all_pairs && m->seeds_from[a] == m->seeds_from[a + 1])
            continue;
        STM_TRY(stm_chainer_load(&w->chainer, &m->docs[a]));
        if (!m->all_pairs)
            STM_TRY(align_seeded(m, w, a, &m->found[item]));
        for (uint32_t b = a + 1; m->all_pairs && b < m->n_docs; b++)
            if (stm_pair_is_wanted(&m->docs[a], &m->docs[b], m->opts))
                STM_TRY(align_pair(m, w, a, b, BY_WORDING, &m->found[item]));
    }
    return STM_OK;
}

static stm_status align_pairs(matcher *m)
{
    STM_TRY(stm_weights_init(&m->weights, m->docs, m->n_docs));
    m->least_bits = least_bits_of(m->n_docs);
    m->n_found = (m->n_docs + align_chunk - 1) / align_chunk;
    m->found = stm_alloc(m->n_found, sizeof *m->found);
    if (m->found == NULL)
        return STM_ERR_NOMEM;
    return stm_pool_run(m->pool, m->n_found, align_chunk_of, m);
}

static stm_status hand_over(const matcher *m, stm_arena *arena,
                            const stm_match **out, uint32_t *n_out)
{
    uint64_t n = 0;
    for (uint32_t i = 0; i < m->n_found; i++)
        n += m->found[i].len;
    if (n > UINT32_MAX)
        return STM_ERR_LIMIT;
    stm_match *all = stm_arena_alloc(arena, n, sizeof *all);
    if (all == NULL)
        return STM_ERR_NOMEM;
    uint32_t to = 0;
    for (uint32_t i = 0; i < m->n_found; i++)
        for (uint32_t k = 0; k < m->found[i].len; k++)
            all[to++] = m->found[i].items[k];
    *out = all;
    *n_out = to;
    return STM_OK;
}

static stm_status match_all(matcher *m, stm_arena *arena, const stm_match **out,
                            uint32_t *n_out)
{
    stm_grams grams = {0};
    stm_status status = start(m);
    if (status == STM_OK)
        status = read_docs(m, &grams);
    if (status == STM_OK && m->n_docs > 0)
        status = find_seeds(m, &grams);
    if (status == STM_OK && m->n_docs > 0)
        status = align_pairs(m);
    release_docs(m);
    if (status == STM_OK)
        status = hand_over(m, arena, out, n_out);
    for (uint32_t i = 0; status == STM_OK && i < m->n_found; i++)
        m->effect.pairs += m->found[i].pairs;
    stm_free(grams.items);
    finish(m);
    return status;
}

stm_status stm_matches_from_articles(const stm_pile *pile, stm_pool *pool,
                                     const stm_match_opts *opts,
                                     stm_arena *arena, const stm_match **out,
                                     uint32_t *n_out, stm_error *err)
{
    matcher m = {.pile = pile, .pool = pool, .opts = opts};
    const stm_status status = match_all(&m, arena, out, n_out);
    if (status != STM_OK)
        return stm_fail(err, status, 0,
                        opts->memory_bytes != 0
                            ? "matching passages: not within the ceiling on "
                              "memory"
                            : "matching passages: out of memory");
    if (opts->effect != NULL)
        *opts->effect = m.effect;
    return STM_OK;
}
