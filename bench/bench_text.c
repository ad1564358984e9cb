/*
 * The word cutter: MB/s and tokens/s, best of N.
 *
 * usage: bench_text ARTICLES.jsonl [N]
 */
#include <stdio.h>
#include <stdlib.h>

#include "articles_jsonl.h"
#include "text/text_cutter.h"

int main(int argc, char **argv)
{
    if (argc < 2) {
        fprintf(stderr, "usage: bench_text ARTICLES.jsonl [N]\n");
        return 2;
    }
    const int rounds = argc > 2 ? (int)strtod(argv[2], NULL) : 3;
    bench_articles articles;
    bench_articles_load(&articles, argv[1]);
    stm_text_cutter *cutter;
    if (stm_text_cutter_new(&cutter, NULL) != STM_OK)
        return 1;
    stm_arena arena;
    stm_arena_init(&arena, SIZE_MAX);
    double best = 1e9;
    double best_language = 1e9;
    uint64_t tokens = 0;
    uint64_t sentences = 0;
    uint32_t unknown = 0;
    for (int round = 0; round < rounds; round++) {
        double begin = bench_seconds();
        unknown = 0;
        for (uint32_t i = 0; i < articles.len; i++) {
            articles.items[i].language =
                stm_language_of(articles.items[i].text);
            unknown += articles.items[i].language.len == 0;
        }
        double took = bench_seconds() - begin;
        best_language = took < best_language ? took : best_language;
        begin = bench_seconds();
        tokens = sentences = 0;
        for (uint32_t i = 0; i < articles.len; i++) {
            stm_text text;
            stm_arena_clear(&arena);
            if (stm_text_from_article(cutter, &articles.items[i], &arena, &text,
                                      NULL) != STM_OK)
                return 1;
            tokens += text.n_tokens;
            sentences += text.n_sentences;
        }
        took = bench_seconds() - begin;
        best = took < best ? took : best;
    }
    const double mb = (double)articles.text_bytes / 1e6;
    printf("articles %u, %.1f MB, %llu tokens, %llu sentences\n", articles.len,
           mb, (unsigned long long)tokens, (unsigned long long)sentences);
    printf("cutting  %.3f s, %.1f MB/s, %.1f M tokens/s, %.0f articles/s\n",
           best, mb / best, (double)tokens / best / 1e6, articles.len / best);
    printf("language %.3f s, %.0f articles/s, %u not told\n", best_language,
           articles.len / best_language, unknown);
    printf("peak     %.0f MB, texts included\n", bench_peak_mb());
    stm_arena_release(&arena);
    stm_text_cutter_free(cutter);
    bench_articles_release(&articles);
    return 0;
}
