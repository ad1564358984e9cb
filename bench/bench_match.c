/*
 * The matcher: articles/s from JSON Lines to passages, and what it found.
 *
 * usage: bench_match ARTICLES.jsonl [THREADS [OUT.jsonl]]
 *
 * OUT takes a line a passage: ids, byte spans, kind, score and rarity.
 */
#include <stdio.h>
#include <stdlib.h>

#include "articles_jsonl.h"
#include "match/match.h"

static void print_id(FILE *out, const char *name, stm_slice id, stm_span span)
{
    fprintf(out, "\"%s\": {\"article\": \"%.*s\", \"begin\": %u, \"end\": %u}",
            name, (int)id.len, (const char *)id.ptr, span.begin, span.end);
}

static void print_matches(const bench_articles *articles,
                          const stm_match *matches, uint32_t n,
                          const char *path)
{
    FILE *out = fopen(path, "w");
    if (out == NULL)
        return;
    for (uint32_t i = 0; i < n; i++) {
        const stm_match *m = &matches[i];
        fputs("{", out);
        print_id(out, "a", articles->items[m->a].id, m->a_span);
        fputs(", ", out);
        print_id(out, "b", articles->items[m->b].id, m->b_span);
        fprintf(out,
                ", \"kind\": \"%s\", \"score\": %.3f, \"rarity\": %.1f, "
                "\"words\": %u}\n",
                m->kind == STM_MATCH_REPRINT ? "reprint" : "rewrite",
                (double)m->score, (double)m->rarity, m->n_words);
    }
    fclose(out);
}

int main(int argc, char **argv)
{
    if (argc < 2) {
        fprintf(stderr,
                "usage: bench_match ARTICLES.jsonl [THREADS [OUT.jsonl]]\n");
        return 2;
    }
    const uint32_t threads = argc > 2 ? (uint32_t)strtod(argv[2], NULL) : 1;
    const double begin = bench_seconds();
    bench_articles articles;
    bench_articles_load(&articles, argv[1]);
    const double loaded = bench_seconds();
    const double loaded_mb = bench_peak_mb();
    stm_pool *pool;
    if (stm_pool_new(threads, &pool) != STM_OK)
        return 1;
    stm_arena arena;
    stm_arena_init(&arena, SIZE_MAX);
    const stm_pile pile = {.articles = articles.items,
                           .n_articles = articles.len};
    stm_match_opts opts = STM_MATCH_OPTS_DEFAULT;
    stm_match_effect effect = {0};
    opts.effect = &effect;
    const stm_match *matches;
    uint32_t n;
    stm_error err;
    if (stm_matches_from_articles(&pile, pool, &opts, &arena, &matches, &n,
                                  &err) != STM_OK) {
        fprintf(stderr, "%s\n", err.text);
        return 1;
    }
    const double end = bench_seconds();
    if (argc > 3)
        print_matches(&articles, matches, n, argv[3]);
    printf("articles %u, words %llu, grams %llu (quiet %llu, capped %llu)\n",
           articles.len, (unsigned long long)effect.words,
           (unsigned long long)effect.grams,
           (unsigned long long)effect.quiet_grams,
           (unsigned long long)effect.capped_grams);
    printf("pairs aligned %llu, skipped %llu; passages %u\n",
           (unsigned long long)effect.pairs,
           (unsigned long long)effect.pairs_skipped, n);
    printf("load %.2f s, match %.2f s on %u threads: %.0f articles/s in all\n",
           loaded - begin, end - loaded, threads, articles.len / (end - begin));
    printf("peak %.0f MB, of which articles %.0f MB\n", bench_peak_mb(),
           loaded_mb);
    stm_arena_release(&arena);
    stm_pool_free(pool);
    bench_articles_release(&articles);
    return 0;
}
