/*
 * Claims of one story: seconds and peak memory, or the claims themselves.
 *
 *   bench_claim [--print] STORY.jsonl
 *
 * All articles of the file are taken for one story. --print writes the
 * claims as `stemma claims` does (origins not counted), so that a scorer can
 * judge what was timed.
 */
#include <stdio.h>
#include <string.h>

#include "claim/claims.h"
#include "one_story.h"
#include "report/json.h"

static int print_claims(const stm_pile *pile)
{
    stm_buf out;
    stm_buf_init(&out, (size_t)2 << 30);
    stm_json_claims(pile, &out);
    const int rc = out.status == STM_OK ? 0 : 1;
    fwrite(out.ptr, 1, out.len, stdout);
    stm_buf_release(&out);
    return rc;
}

int main(int argc, char **argv)
{
    const bool print = argc > 1 && strcmp(argv[1], "--print") == 0;
    if (argc != 2 + print) {
        fprintf(stderr, "usage: bench_claim [--print] STORY.jsonl\n");
        return 2;
    }
    bench_story story;
    bench_story_load(&story, argv[1 + print]);
    const double before = bench_seconds();
    stm_claim *claims = NULL;
    uint32_t n = 0;
    const stm_status status = stm_claims_from_stories(
        &story.pile, story.pool, &story.arena, &claims, &n, NULL);
    const double seconds = bench_seconds() - before;
    story.pile.claims = claims;
    story.pile.n_claims = n;
    int rc = status == STM_OK ? 0 : 1;
    if (rc == 0 && print)
        rc = print_claims(&story.pile);
    else
        printf("%u articles, %.1f MB: %u claims in %.2f s, peak %.0f MB\n",
               story.pile.n_articles, (double)story.articles.text_bytes / 1e6,
               n, seconds, bench_peak_mb());
    bench_story_release(&story);
    return rc;
}
