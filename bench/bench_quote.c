/*
 * Attributions: tokens/s of one core, by step, best of N.
 *
 * usage: bench_quote ARTICLES.jsonl [N]
 *
 * "cut" is the text room's, "attributions" all of the quote room up to the
 * model's structs (reading, features, tagging, linking), without speakers.
 * What is compared with spaCy (bench/quote_peers.py) is the sum of the two.
 */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "articles_jsonl.h"
#include "quote/quote.h"
#include "text/text_cutter.h"

typedef struct counts {
    uint64_t tokens;
    uint64_t attributions;
    double cut_s;
    double quote_s;
} counts;

/* Processor time: what else runs on the machine does not count. */
static double cpu_seconds(void)
{
    return (double)clock() / CLOCKS_PER_SEC;
}

static bool read_all(bench_articles *articles, stm_text_cutter *cutter,
                     stm_arena *arena, stm_arena *scratch, counts *out)
{
    *out = (counts){.tokens = 0};
    for (uint32_t i = 0; i < articles->len; i++) {
        stm_arena_clear(arena);
        stm_arena_clear(scratch);
        stm_text text;
        stm_attribution *list = NULL;
        uint32_t n = 0;
        const double begin = cpu_seconds();
        if (stm_text_from_article(cutter, &articles->items[i], arena, &text,
                                  NULL) != STM_OK)
            return false;
        const double middle = cpu_seconds();
        if (stm_attributions_from_text(&articles->items[i], i, &text, arena,
                                       scratch, &list, &n, NULL) != STM_OK)
            return false;
        out->cut_s += middle - begin;
        out->quote_s += cpu_seconds() - middle;
        out->tokens += text.n_tokens;
        out->attributions += n;
    }
    return true;
}

int main(int argc, char **argv)
{
    if (argc < 2) {
        fprintf(stderr, "usage: bench_quote ARTICLES.jsonl [N]\n");
        return 2;
    }
    const int rounds = argc > 2 ? (int)strtod(argv[2], NULL) : 3;
    bench_articles articles;
    bench_articles_load(&articles, argv[1]);
    for (uint32_t i = 0; i < articles.len; i++)
        if (articles.items[i].language.len == 0)
            articles.items[i].language =
                stm_language_of(articles.items[i].text);
    stm_text_cutter *cutter;
    if (stm_text_cutter_new(&cutter, NULL) != STM_OK)
        return 1;
    stm_arena arena;
    stm_arena scratch;
    stm_arena_init(&arena, SIZE_MAX);
    stm_arena_init(&scratch, SIZE_MAX);
    counts best = {.cut_s = 1e9, .quote_s = 1e9};
    for (int round = 0; round < rounds; round++) {
        counts c;
        if (!read_all(&articles, cutter, &arena, &scratch, &c))
            return 1;
        c.cut_s = c.cut_s < best.cut_s ? c.cut_s : best.cut_s;
        c.quote_s = c.quote_s < best.quote_s ? c.quote_s : best.quote_s;
        best = c;
    }
    const double tokens = (double)best.tokens;
    printf("articles %u, tokens %.0f, attributions %llu\n", articles.len,
           tokens, (unsigned long long)best.attributions);
    printf("cut          %.3f s, %.0f tokens/s\n", best.cut_s,
           tokens / best.cut_s);
    printf("attributions %.3f s, %.0f tokens/s\n", best.quote_s,
           tokens / best.quote_s);
    printf("both         %.3f s, %.0f tokens/s\n", best.cut_s + best.quote_s,
           tokens / (best.cut_s + best.quote_s));
    stm_text_cutter_free(cutter);
    stm_arena_release(&arena);
    stm_arena_release(&scratch);
    bench_articles_release(&articles);
    return 0;
}
