/*
 * Prints what train_group.py learns from: a header that names the features,
 * then one line a candidate pair: both articles' numbers (lines of the file,
 * from 0) and the features.
 *
 * usage: dump_group_pairs ARTICLES.jsonl
 */
#include <stdio.h>

#include "articles_jsonl.h"
#include "base/alloc.h"
#include "base/pool.h"
#include "group/grouping.h"

int main(int argc, char **argv)
{
    if (argc != 2) {
        fprintf(stderr, "usage: dump_group_pairs ARTICLES.jsonl\n");
        return 2;
    }
    bench_articles articles;
    bench_articles_load(&articles, argv[1]);
    const stm_pile pile = {.articles = articles.items,
                           .n_articles = articles.len};
    stm_arena arena;
    stm_arena_init(&arena, SIZE_MAX);
    stm_pool *pool;
    stm_grouping g;
    if (stm_pool_new(0, &pool) != STM_OK ||
        stm_grouping_prepare(&g, &pile, pool, &arena) != STM_OK) {
        fprintf(stderr, "out of memory\n");
        return 3;
    }
    for (uint32_t i = 0; i < g.n; i++)
        printf("%s%d", i == 0 ? "full\t" : " ", g.found.full[i]);
    printf("\n");
    for (uint32_t i = 0; i < g.found.n; i++) {
        const stm_pair *p = &g.found.pairs[i];
        printf("%u\t%u", g.article[p->a], g.article[p->b]);
        for (int k = 0; k < STM_N_PAIR_FEATURES; k++)
            printf("\t%.6g", (double)p->x[k]);
        printf("\n");
    }
    stm_free(g.found.pairs);
    stm_pool_free(pool);
    stm_arena_release(&arena);
    bench_articles_release(&articles);
    return 0;
}
