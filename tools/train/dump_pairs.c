/*
 * Writes what is measured of the sentence pairs of stories, for training.
 *
 *   dump_pairs OUT STORY.jsonl...
 *
 * Each file is one story, an article a line (id, date, title, text). OUT.f32
 * holds rows of STM_PAIR_FEATURES floats, one a pair; OUT.jsonl one line a
 * story: {"path", "units": [[article id, begin, end], ...], "clauses":
 * [[begin, end, ...], ...], "pairs": [[a, b], ...]}, spans in code points.
 */
#include <stdio.h>
#include <string.h>

#include "base/json_writer.h"
#include "base/utf8.h"
#include "claim/clauses.h"
#include "claim/unit_pairs.h"
#include "one_story.h"

static void put_units(stm_json *json, const bench_story *story,
                      const stm_units *units, const stm_claim_words *words,
                      stm_arena *arena, bool clauses)
{
    stm_cpindex cp = {0};
    uint32_t article = STM_NONE;
    for (uint32_t i = 0; i < units->n; i++) {
        const stm_unit *u = &units->items[i];
        if (u->article != article)
            cp = stm_cpindex_from_text(story->pile.articles[u->article].text,
                                       arena);
        article = u->article;
        const stm_text *text = &story->pile.texts[u->article];
        stm_json_array(json);
        if (!clauses) {
            const stm_span s = stm_unit_span(&story->pile, u);
            stm_json_string(json, story->pile.articles[u->article].id);
            stm_json_u64(json, stm_cpindex_at(&cp, s.begin));
            stm_json_u64(json, stm_cpindex_at(&cp, s.end));
        } else {
            stm_clause c[STM_CLAUSES_MAX];
            const uint32_t n = stm_clauses_from_sentence(
                words, story->pile.articles[u->article].text, text,
                &text->sentences[u->sentence], c);
            for (uint32_t k = 0; k < n; k++) {
                stm_json_u64(
                    json,
                    stm_cpindex_at(&cp, text->tokens[c[k].first_token].begin));
                stm_json_u64(
                    json,
                    stm_cpindex_at(&cp, text->tokens[c[k].end_token - 1].end));
            }
        }
        stm_json_end_array(json);
    }
}

static void put_story(stm_json *json, const char *path,
                      const bench_story *story, const stm_units *units,
                      const stm_pairs *pairs, const stm_claim_words *words,
                      stm_arena *arena)
{
    stm_json_object(json);
    stm_json_put_string(json, STM_LIT("path"), stm_slice_from_cstr(path));
    stm_json_key(json, STM_LIT("units"));
    stm_json_array(json);
    put_units(json, story, units, words, arena, false);
    stm_json_end_array(json);
    stm_json_key(json, STM_LIT("clauses"));
    stm_json_array(json);
    put_units(json, story, units, words, arena, true);
    stm_json_end_array(json);
    stm_json_key(json, STM_LIT("pairs"));
    stm_json_array(json);
    for (uint32_t i = 0; i < pairs->n; i++) {
        stm_json_array(json);
        stm_json_u64(json, pairs->items[i].a);
        stm_json_u64(json, pairs->items[i].b);
        stm_json_end_array(json);
    }
    stm_json_end_array(json);
    stm_json_end_object(json);
}

static bool dump_story(const char *path, const stm_claim_words *words,
                       FILE *rows, FILE *lines)
{
    bench_story story;
    bench_story_load(&story, path);
    stm_arena arena;
    stm_arena_init(&arena, SIZE_MAX);
    stm_units units;
    stm_pairs pairs;
    const bool ok =
        stm_units_from_story(&story.pile, 0, words, &arena, &units) == STM_OK &&
        stm_pairs_from_units(&story.pile, &units, &arena, &pairs) == STM_OK;
    if (ok) {
        stm_buf out;
        stm_buf_init(&out, (size_t)1 << 30);
        stm_json json;
        stm_json_init(&json, &out);
        put_story(&json, path, &story, &units, &pairs, words, &arena);
        stm_buf_byte(&out, '\n');
        fwrite(out.ptr, 1, out.len, lines);
        for (uint32_t i = 0; i < pairs.n; i++)
            fwrite(pairs.items[i].x, sizeof(float), STM_PAIR_FEATURES, rows);
        stm_buf_release(&out);
    }
    stm_arena_release(&arena);
    bench_story_release(&story);
    return ok;
}

static FILE *open_beside(const char *out, const char *ending)
{
    char path[4096];
    snprintf(path, sizeof path, "%s%s", out, ending);
    return fopen(path, "wb");
}

int main(int argc, char **argv)
{
    if (argc < 3)
        return 2;
    FILE *rows = open_beside(argv[1], ".f32");
    FILE *lines = open_beside(argv[1], ".jsonl");
    stm_claim_words words;
    bool ok =
        rows != NULL && lines != NULL && stm_claim_words_init(&words) == STM_OK;
    for (int i = 2; ok && i < argc; i++)
        ok = dump_story(argv[i], &words, rows, lines);
    stm_claim_words_release(&words);
    if (rows != NULL)
        fclose(rows);
    if (lines != NULL)
        fclose(lines);
    return ok ? 0 : 1;
}
