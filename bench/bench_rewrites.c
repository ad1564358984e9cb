/*
 * Rewrites inside one story: how long the search takes, or the numbers that
 * its weights are trained on.
 *
 * usage: bench_rewrites ARTICLES.jsonl OUT.jsonl   all as one story
 *        bench_rewrites --likeness ARTICLES.jsonl  a line a sentence pair:
 *            ids, byte spans, likeness
 */
#include <stdio.h>
#include <string.h>

#include "articles_jsonl.h"
#include "match/match.h"
#include "match/rewrites.h"
#include "match/sentence_pairs.h"
#include "text/text_cutter.h"

static stm_text *cut_all(bench_articles *articles, stm_arena *arena)
{
    stm_text_cutter *cutter;
    stm_text *texts = stm_arena_alloc(arena, articles->len, sizeof *texts);
    if (texts == NULL || stm_text_cutter_new(&cutter, NULL) != STM_OK)
        return NULL;
    for (uint32_t i = 0; i < articles->len; i++)
        if (stm_text_from_article(cutter, &articles->items[i], arena, &texts[i],
                                  NULL) != STM_OK)
            return NULL;
    stm_text_cutter_free(cutter);
    return texts;
}

static int print_likeness(bench_articles *articles)
{
    stm_arena arena;
    stm_arena_init(&arena, SIZE_MAX);
    stm_weights prior;
    stm_text *texts = cut_all(articles, &arena);
    const stm_bag *bags;
    stm_bag_pair *pairs;
    uint32_t n_bags;
    uint32_t n;
    if (texts == NULL || stm_weights_init(&prior, NULL, 0) != STM_OK ||
        stm_bags_from_texts(texts, articles->len, &prior, &arena, &bags,
                            &n_bags) != STM_OK ||
        stm_bag_pairs_from_bags(bags, n_bags, &arena, &pairs, &n) != STM_OK)
        return 1;
    for (uint32_t i = 0; i < n; i++) {
        const stm_bag *a = &bags[pairs[i].a];
        const stm_bag *b = &bags[pairs[i].b];
        const stm_slice x = articles->items[a->member].id;
        const stm_slice y = articles->items[b->member].id;
        printf("%.*s\t%u\t%u\t%.*s\t%u\t%u", (int)x.len, (const char *)x.ptr,
               a->span.begin, a->span.end, (int)y.len, (const char *)y.ptr,
               b->span.begin, b->span.end);
        for (uint32_t k = 0; k < STM_LIKENESS; k++)
            printf("\t%.4f", (double)pairs[i].likeness[k]);
        putchar('\n');
    }
    stm_weights_release(&prior);
    stm_arena_release(&arena);
    return 0;
}

static void print_match(FILE *out, const bench_articles *articles,
                        const stm_match *m)
{
    const stm_slice a = articles->items[m->a].id;
    const stm_slice b = articles->items[m->b].id;
    fprintf(out,
            "{\"a\": {\"article\": \"%.*s\", \"begin\": %u, \"end\": %u}, "
            "\"b\": {\"article\": \"%.*s\", \"begin\": %u, \"end\": %u}, "
            "\"kind\": \"%s\", \"score\": %.3f, \"rarity\": %.1f}\n",
            (int)a.len, (const char *)a.ptr, m->a_span.begin, m->a_span.end,
            (int)b.len, (const char *)b.ptr, m->b_span.begin, m->b_span.end,
            m->kind == STM_MATCH_REPRINT ? "reprint" : "rewrite",
            (double)m->score, (double)m->rarity);
}

static int search(bench_articles *articles, const char *path)
{
    stm_arena arena;
    stm_arena_init(&arena, SIZE_MAX);
    uint32_t *members = stm_arena_alloc(&arena, articles->len, sizeof *members);
    if (members == NULL)
        return 1;
    for (uint32_t i = 0; i < articles->len; i++)
        members[i] = i;
    const stm_story story = {.articles = members, .n_articles = articles->len};
    stm_pile pile = {.articles = articles->items,
                     .n_articles = articles->len,
                     .stories = &story,
                     .n_stories = 1};
    stm_pool *pool;
    if (stm_pool_new(1, &pool) != STM_OK ||
        stm_matches_from_articles(&pile, pool, &STM_MATCH_OPTS_DEFAULT, &arena,
                                  &pile.matches, &pile.n_matches,
                                  NULL) != STM_OK)
        return 1;
    const double begin = bench_seconds();
    const stm_match *all;
    uint32_t n;
    if (stm_rewrites_from_stories(&pile, pool, &arena, &all, &n, NULL) !=
        STM_OK)
        return 1;
    printf("%u articles, %u passages, %u more by rewriting: %.3f s\n",
           articles->len, pile.n_matches, n - pile.n_matches,
           bench_seconds() - begin);
    FILE *out = fopen(path, "w");
    if (out == NULL)
        return 1;
    for (uint32_t i = 0; i < n; i++)
        print_match(out, articles, &all[i]);
    fclose(out);
    stm_pool_free(pool);
    stm_arena_release(&arena);
    return 0;
}

int main(int argc, char **argv)
{
    if (argc != 3) {
        fprintf(stderr, "usage: bench_rewrites ARTICLES.jsonl OUT.jsonl\n"
                        "       bench_rewrites --likeness ARTICLES.jsonl\n");
        return 2;
    }
    const bool likeness = strcmp(argv[1], "--likeness") == 0;
    bench_articles articles;
    bench_articles_load(&articles, argv[likeness ? 2 : 1]);
    const int status =
        likeness ? print_likeness(&articles) : search(&articles, argv[2]);
    bench_articles_release(&articles);
    return status;
}
