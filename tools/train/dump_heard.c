/*
 * Writes what is measured of who is heard for each mention, for training.
 *
 *   dump_heard OUT.jsonl STORY.jsonl...
 *
 * One line a story: {"path", "mentions": [[claim, article id, begin, end,
 * [[speaker, attribution, x...], ...]], ...], "names": [speaker's name,
 * ...]}, in the order that `stemma claims` prints them, spans in code points.
 */
#include <stdio.h>

#include "base/json_writer.h"
#include "base/utf8.h"
#include "claim/claims.h"
#include "claim/heard.h"
#include "one_story.h"

static uint32_t sentence_of(const stm_text *text, uint32_t byte)
{
    uint32_t at = 0;
    while (at + 1 < text->n_sentences &&
           text->sentences[at + 1].span.begin <= byte)
        at++;
    return at;
}

static void put_mention(stm_json *json, const bench_story *story,
                        const stm_claim_words *words,
                        const stm_heard_copies *copies, const stm_cpindex *cp,
                        uint32_t claim, const stm_mention *m)
{
    stm_heard list[STM_HEARD_MAX];
    const uint32_t n = stm_heard_list(
        &story->pile, words, copies, m->article,
        sentence_of(&story->pile.texts[m->article], m->span.begin), m->span,
        list);
    stm_json_array(json);
    stm_json_u64(json, claim);
    stm_json_string(json, story->pile.articles[m->article].id);
    stm_json_u64(json, stm_cpindex_at(cp, m->span.begin));
    stm_json_u64(json, stm_cpindex_at(cp, m->span.end));
    stm_json_array(json);
    for (uint32_t i = 0; i < n; i++) {
        stm_json_array(json);
        stm_json_u64(json, list[i].speaker);
        stm_json_u64(json, list[i].attribution);
        for (uint32_t k = 0; k < STM_HEARD_FEATURES; k++)
            stm_json_fixed(json, (double)list[i].x[k], 4);
        stm_json_end_array(json);
    }
    stm_json_end_array(json);
    stm_json_end_array(json);
}

static void put_story(stm_json *json, const char *path,
                      const bench_story *story, const stm_claim_words *words,
                      const stm_heard_copies *copies, const stm_claim *claims,
                      uint32_t n_claims, stm_arena *arena)
{
    stm_cpindex *cp =
        stm_arena_alloc(arena, story->pile.n_articles + 1u, sizeof *cp);
    for (uint32_t i = 0; cp != NULL && i < story->pile.n_articles; i++)
        cp[i] = stm_cpindex_from_text(story->pile.articles[i].text, arena);
    stm_json_object(json);
    stm_json_put_string(json, STM_LIT("path"), stm_slice_from_cstr(path));
    stm_json_key(json, STM_LIT("mentions"));
    stm_json_array(json);
    for (uint32_t c = 0; cp != NULL && c < n_claims; c++)
        for (uint32_t k = 0; k < claims[c].n_mentions; k++)
            put_mention(json, story, words, copies,
                        &cp[claims[c].mentions[k].article], c,
                        &claims[c].mentions[k]);
    stm_json_end_array(json);
    stm_json_key(json, STM_LIT("names"));
    stm_json_array(json);
    for (uint32_t i = 0; i < story->pile.n_speakers; i++)
        stm_json_string(json, story->pile.speakers[i].name);
    stm_json_end_array(json);
    stm_json_end_object(json);
}

static bool dump_story(const char *path, const stm_claim_words *words,
                       FILE *lines)
{
    bench_story story;
    bench_story_load(&story, path);
    stm_arena arena;
    stm_arena_init(&arena, SIZE_MAX);
    stm_claim *claims = NULL;
    uint32_t n_claims = 0;
    stm_heard_copies copies;
    const bool ok =
        stm_heard_copies_init(&copies, &story.pile, story.story.articles,
                              story.story.n_articles) == STM_OK &&
        stm_claims_from_stories(&story.pile, story.pool, &arena, &claims,
                                &n_claims, NULL) == STM_OK;
    if (ok) {
        stm_buf out;
        stm_buf_init(&out, (size_t)1 << 30);
        stm_json json;
        stm_json_init(&json, &out);
        put_story(&json, path, &story, words, &copies, claims, n_claims,
                  &arena);
        stm_buf_byte(&out, '\n');
        fwrite(out.ptr, 1, out.len, lines);
        stm_buf_release(&out);
    }
    stm_heard_copies_release(&copies);
    stm_arena_release(&arena);
    bench_story_release(&story);
    return ok;
}

int main(int argc, char **argv)
{
    if (argc < 3)
        return 2;
    FILE *lines = fopen(argv[1], "wb");
    stm_claim_words words;
    bool ok = lines != NULL && stm_claim_words_init(&words) == STM_OK;
    for (int i = 2; ok && i < argc; i++)
        ok = dump_story(argv[i], &words, lines);
    stm_claim_words_release(&words);
    if (lines != NULL)
        fclose(lines);
    return ok ? 0 : 1;
}
