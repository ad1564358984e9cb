/*
 * A small pile made by hand: a footbridge closed in the invented town of
 * Saltby, told by six outlets, one of them in Hebrew. Its account is known:
 * Marram, an agency, has the county's statement; B and C carry it; D has a
 * sentence of it uncredited; A asked a ferryman; E asked the infirmary.
 */
#ifndef STM_TESTS_REPORT_SAMPLE_H
#define STM_TESTS_REPORT_SAMPLE_H

#include <math.h>
#include <string.h>

#include "base/arena.h"
#include "model/pile.h"
#include "stm_test.h"
#include "text/text_cutter.h"

#define SAMPLE_ARTICLES 7u

typedef struct sample {
    stm_arena arena;
    stm_pile pile;
    stm_article articles[SAMPLE_ARTICLES];
    stm_text texts[SAMPLE_ARTICLES];
    uint32_t story_of[SAMPLE_ARTICLES];
    stm_attribution attributions[16];
    stm_speaker speakers[8];
    stm_match matches[8];
    stm_claim claims[8];
    stm_edge edges[8];
    stm_lost_origin lost[2];
    stm_story story;
} sample;

static inline stm_slice sample_text(const char *s)
{
    return stm_slice_from_cstr(s);
}

/* Where `words` first stand in article `a`; fails the test where nowhere. */
static inline stm_span sample_at(const sample *s, uint32_t a, const char *words)
{
    const stm_slice needle = stm_slice_from_cstr(words);
    const size_t at = stm_slice_find(s->articles[a].text, needle, 0);
    if (at == STM_SLICE_NPOS)
        fail_msg("\"%s\" does not stand in article %u", words, a);
    return (stm_span){(uint32_t)at, (uint32_t)(at + needle.len)};
}

static inline const stm_span *sample_spans(sample *s, uint32_t a,
                                           const char *words, uint32_t *n)
{
    *n = words == NULL ? 0 : 1;
    if (words == NULL)
        return NULL;
    const stm_span span = sample_at(s, a, words);
    return stm_arena_copy_array(&s->arena, &span, 1, sizeof span);
}

/* Lines of the text are paragraphs; a line that begins with "#" is not read. */
static inline void sample_cut(sample *s, stm_article *a)
{
    uint32_t n = 0;
    stm_paragraph *pars = stm_arena_alloc(&s->arena, 16, sizeof *pars);
    if (pars == NULL)
        return;
    uint32_t begin = 0;
    for (uint32_t i = 0; i <= a->text.len && n < 16; i++) {
        if (i < a->text.len && a->text.ptr[i] != '\n')
            continue;
        if (i > begin)
            pars[n++] = (stm_paragraph){.span = {begin, i},
                                        .kind = a->text.ptr[begin] == '#'
                                                    ? STM_PAR_OTHER
                                                : begin == 0 ? STM_PAR_TITLE
                                                             : STM_PAR_BODY};
        begin = i + 1;
    }
    a->paragraphs = pars;
    a->n_paragraphs = n;
}

static inline void sample_article(sample *s, const char *id, const char *outlet,
                                  const char *text)
{
    stm_article *a = &s->articles[s->pile.n_articles++];
    *a = (stm_article){0};
    a->id = sample_text(id);
    a->path = sample_text(id);
    a->outlet = sample_text(outlet);
    a->text = sample_text(text);
    a->language = STM_LIT("en");
    const size_t line = stm_slice_find_byte(a->text, '\n', 0);
    a->title = stm_slice_sub(a->text, 0, line);
    memset(a->sha256, (int)(0x10 + s->pile.n_articles), sizeof a->sha256);
    sample_cut(s, a);
}

static inline void sample_time(sample *s, uint32_t a, uint8_t day, uint8_t hour,
                               uint8_t minute)
{
    s->articles[a].published = (stm_date){.year = 2025,
                                          .month = 10,
                                          .day = day,
                                          .hour = hour,
                                          .minute = minute,
                                          .precision = STM_DATE_MINUTE,
                                          .zone_minutes = STM_ZONE_UNKNOWN};
}

static inline void sample_credit(sample *s, uint32_t a, const char *words)
{
    const stm_credit credit = {.agency = STM_LIT("Marram"),
                               .at = sample_at(s, a, words),
                               .place = STM_CREDIT_LINE};
    s->articles[a].credits =
        stm_arena_copy_array(&s->arena, &credit, 1, sizeof credit);
    s->articles[a].n_credits = s->articles[a].credits != NULL;
}

static inline void sample_says(sample *s, uint32_t a, uint32_t speaker,
                               const char *source, const char *cue,
                               const char *content, uint8_t type)
{
    stm_attribution *t = &s->attributions[s->pile.n_attributions++];
    *t = (stm_attribution){.article = a,
                           .type = type,
                           .confidence = 0.9f,
                           .speaker = speaker,
                           .carrier = STM_NONE,
                           .outer = STM_NONE};
    t->source = sample_spans(s, a, source, &t->n_source);
    t->cue = sample_spans(s, a, cue, &t->n_cue);
    t->content = sample_spans(s, a, content, &t->n_content);
}

static inline void sample_match(sample *s, uint32_t a, const char *in_a,
                                uint32_t b, const char *in_b, uint8_t kind)
{
    s->matches[s->pile.n_matches++] =
        (stm_match){.a = a,
                    .b = b,
                    .a_span = sample_at(s, a, in_a),
                    .b_span = sample_at(s, b, in_b),
                    .kind = kind,
                    .score = 0.9f,
                    .rarity = 40,
                    .n_words = 12};
}

static inline void sample_edge(sample *s, uint32_t from, uint32_t lost,
                               uint32_t to, uint8_t degree, float share,
                               float sure, const char *why)
{
    const stm_evidence e = {.kind = STM_EVIDENCE_WORDING,
                            .for_edge = true,
                            .match = STM_NONE,
                            .text = sample_text(why)};
    s->edges[s->pile.n_edges++] =
        (stm_edge){.from = from,
                   .lost = lost,
                   .to = to,
                   .degree = degree,
                   .direction_known = true,
                   .share = share,
                   .confidence = sure,
                   .agency = lost == STM_NONE ? STM_LIT("") : STM_LIT("Marram"),
                   .evidence = stm_arena_copy_array(&s->arena, &e, 1, sizeof e),
                   .n_evidence = 1};
}

static inline void sample_speaker(sample *s, const char *id, const char *name,
                                  uint8_t kind, const uint32_t *articles,
                                  uint32_t n)
{
    const stm_slice names[1] = {sample_text(name)};
    s->speakers[s->pile.n_speakers++] = (stm_speaker){
        .id = sample_text(id),
        .name = sample_text(name),
        .kind = kind,
        .names = stm_arena_copy_array(&s->arena, names, 1, sizeof names[0]),
        .n_names = 1,
        .articles =
            stm_arena_copy_array(&s->arena, articles, n, sizeof *articles),
        .n_articles = n,
        .body = STM_NONE};
}

/* A claim under way; mentions are added to it, then its origins. */
static inline stm_claim *sample_claim(sample *s, const char *id,
                                      const char *text)
{
    stm_claim *c = &s->claims[s->pile.n_claims++];
    *c = (stm_claim){.id = sample_text(id),
                     .text = sample_text(text),
                     .measured = true,
                     .weight = 0.5f};
    c->mentions = stm_arena_alloc(&s->arena, 8, sizeof *c->mentions);
    c->origins = stm_arena_alloc(&s->arena, 8, sizeof *c->origins);
    c->merges = stm_arena_alloc(&s->arena, 8, sizeof *c->merges);
    return c;
}

/* The arrays of the sample are its own; the model shows them as const. */
static inline void sample_put(const void *array, uint32_t at, const void *item,
                              size_t size)
{
    if (array != NULL)
        memcpy((char *)(uintptr_t)array + at * size, item, size);
}

static inline void sample_mention(sample *s, stm_claim *c, uint32_t a,
                                  const char *words, uint32_t speaker)
{
    const stm_mention m = {.article = a,
                           .span = sample_at(s, a, words),
                           .attribution = speaker == STM_NONE ? STM_NONE : 0,
                           .speaker = speaker};
    sample_put(c->mentions, c->n_mentions++, &m, sizeof m);
    c->n_articles++;
    c->n_outlets = c->n_articles;
    c->n_families = c->n_articles;
}

static inline void sample_origin(sample *s, stm_claim *c, uint8_t kind,
                                 uint32_t speaker, const uint32_t *mentions,
                                 uint32_t n, const char *why)
{
    const stm_origin o = {.kind = kind,
                          .speaker = speaker,
                          .mentions = stm_arena_copy_array(&s->arena, mentions,
                                                           n, sizeof *mentions),
                          .n_mentions = n,
                          .why = sample_text(why)};
    sample_put(c->origins, c->n_origins++, &o, sizeof o);
    c->high = c->n_origins;
    c->low = c->n_origins;
    c->n_voices += speaker != STM_NONE;
}

static inline void sample_merge(stm_claim *c, uint32_t a, uint32_t b,
                                uint8_t kind, bool sure, const char *why)
{
    const stm_merge m = {.a = a,
                         .b = b,
                         .kind = kind,
                         .sure = sure,
                         .confidence = sure ? 0.95f : 0.5f,
                         .match = STM_NONE,
                         .why = sample_text(why)};
    sample_put(c->merges, c->n_merges++, &m, sizeof m);
    if (!sure)
        c->low--;
}

static inline void sample_articles(sample *s)
{
    sample_article(
        s, "a", "Saltby Mercury",
        "Footbridge shut after crack is seen\n"
        "The footbridge over the Salt at Saltby was closed on Monday after a "
        "crack was found in its middle span, the county said.\n"
        "\"I heard it groan at six,\" ferryman Olle Brandt told the Mercury.\n"
        "Nine people were treated for cuts, the county said.\n"
        "# Read also: the ten best walks of the county");
    sample_article(
        s, "b", "Coastline",
        "Saltby bridge closed, nine hurt\n"
        "A crack in the middle span has closed the footbridge at Saltby, "
        "injuring nine people, Hale county said on Monday.\n"
        "\"The span will be taken down before winter,\" said surveyor Ruth "
        "Amble. (Marram)");
    sample_article(
        s, "c", "The Evening Lamp",
        "Nine hurt at Saltby footbridge\n"
        "A crack in the middle span has closed the footbridge at Saltby, "
        "injuring nine people, Hale county said on Monday.\n"
        "(Marram)");
    sample_article(s, "d", "Radio Tern",
                   "Saltby: bridge shut\n"
                   "A crack in the middle span has closed the footbridge at "
                   "Saltby, and some nine people were injured.");
    sample_article(
        s, "e", "Hilltop Post",
        "Infirmary counts eleven after bridge crack\n"
        "Saltby Infirmary said it had treated eleven people after the "
        "footbridge was closed.\n"
        "It is not known when the bridge will open again.");
    sample_article(
        s, "f", "Hof",
        "\u05d2\u05e9\u05e8 \u05e0\u05e1\u05d2\u05e8\n"
        "\u05d4\u05d2\u05e9\u05e8 \u05d1\u05e1\u05d5\u05dc\u05d8\u05d1\u05d9 "
        "\u05e0\u05e1\u05d2\u05e8 \u05d1\u05d9\u05d5\u05dd "
        "\u05e9\u05e0\u05d9.");
    sample_article(s, "g", "Saltby Mercury",
                   "Market moves to the quay\nThe market moves to the quay on "
                   "Saturday.");
    s->articles[5].language = STM_LIT("he");
    sample_time(s, 0, 6, 8, 40);
    sample_time(s, 1, 6, 9, 15);
    sample_time(s, 2, 6, 9, 50);
    sample_time(s, 4, 7, 11, 5);
    sample_time(s, 5, 6, 12, 0);
    sample_time(s, 6, 6, 7, 0);
    s->articles[0].url = STM_LIT("https://mercury.example/bridge?a=1&b=2");
    sample_credit(s, 1, "(Marram)");
    sample_credit(s, 2, "(Marram)");
}

static inline void sample_voices(sample *s)
{
    const uint32_t county[] = {0, 1, 2};
    sample_speaker(s, "v1", "Hale county", STM_SPEAKER_GOVERNMENT, county, 3);
    sample_speaker(s, "v2", "Olle Brandt", STM_SPEAKER_PERSON, county, 1);
    sample_speaker(s, "v3", "Ruth Amble", STM_SPEAKER_PERSON, county + 1, 1);
    const uint32_t infirmary[] = {4};
    sample_speaker(s, "v4", "Saltby Infirmary", STM_SPEAKER_HOSPITAL, infirmary,
                   1);
    sample_speaker(s, "v5", "Salt Crossings Ltd", STM_SPEAKER_COMPANY, county,
                   2);
    s->speakers[2].body = 0;
    sample_says(s, 0, 0, "the county", "said",
                "The footbridge over the Salt at Saltby was closed on Monday "
                "after a crack was found in its middle span",
                STM_SPEECH_INDIRECT);
    sample_says(s, 0, 1, "ferryman Olle Brandt", "told the Mercury",
                "\"I heard it groan at six,\"", STM_SPEECH_DIRECT);
    sample_says(s, 1, 0, "Hale county", "said on Monday",
                "A crack in the middle span has closed the footbridge at "
                "Saltby, injuring nine people",
                STM_SPEECH_INDIRECT);
    sample_says(s, 1, 2, "surveyor Ruth Amble", "said",
                "\"The span will be taken down before winter,\"",
                STM_SPEECH_DIRECT);
    sample_says(s, 2, 0, "Hale county", "said on Monday",
                "A crack in the middle span has closed the footbridge at "
                "Saltby, injuring nine people",
                STM_SPEECH_INDIRECT);
    sample_says(s, 4, 3, "Saltby Infirmary", "said",
                "it had treated eleven people", STM_SPEECH_INDIRECT);
}

static inline void sample_claims(sample *s)
{
    static const uint32_t m[] = {0, 1, 2, 3, 4};
    stm_claim *c = sample_claim(s, "c1", "The footbridge at Saltby was closed");
    sample_mention(s, c, 0, "footbridge over the Salt at Saltby was closed", 0);
    sample_mention(s, c, 1, "closed the footbridge at Saltby", 0);
    sample_mention(s, c, 2, "closed the footbridge at Saltby", 0);
    sample_mention(s, c, 3, "closed the footbridge at Saltby", STM_NONE);
    sample_mention(s, c, 4, "the footbridge was closed", STM_NONE);
    sample_origin(s, c, STM_ORIGIN_STATEMENT, 0, m, 4,
                  "Each names the county, or has its words.");
    sample_origin(s, c, STM_ORIGIN_UNCLEAR, STM_NONE, m + 4, 1,
                  "Nobody is named.");
    sample_merge(c, 0, 1, STM_MERGE_SPEAKER, true, "Both name Hale county.");
    sample_merge(c, 2, 3, STM_MERGE_WORDING, true, "Eleven words in a row.");
    sample_merge(c, 0, 4, STM_MERGE_UNCLEAR, false,
                 "It may come from the county too.");
    stm_claim *d = sample_claim(s, "c2", "Nine people were treated for cuts");
    sample_mention(s, d, 0, "Nine people were treated for cuts", 0);
    sample_mention(s, d, 1, "injuring nine people", 0);
    sample_mention(s, d, 2, "injuring nine people", 0);
    sample_mention(s, d, 3, "some nine people were injured", STM_NONE);
    sample_mention(s, d, 4, "treated eleven people", 3);
    sample_origin(s, d, STM_ORIGIN_STATEMENT, 0, m, 4, "The county’s figure.");
    sample_origin(s, d, STM_ORIGIN_STATEMENT, 3, m + 4, 1,
                  "The infirmary counts its own.");
    sample_merge(d, 0, 1, STM_MERGE_SPEAKER, true, "Both name Hale county.");
    stm_value values[2] = {
        {.text = STM_LIT("nine"), .number = 9, .mentions = m, .n_mentions = 4},
        {.text = STM_LIT("eleven"),
         .number = 11,
         .mentions = m + 4,
         .n_mentions = 1}};
    stm_difference diff = {.slot = STM_LIT("number"),
                           .kind = STM_DIFFERENCE_SCOPE,
                           .what = STM_LIT("How many were hurt"),
                           .n_values = 2};
    diff.values = stm_arena_copy_array(&s->arena, values, 2, sizeof values[0]);
    d->differences = stm_arena_copy_array(&s->arena, &diff, 1, sizeof diff);
    d->n_differences = d->differences != NULL && diff.values != NULL;
    stm_claim *e = sample_claim(s, "c3", "I heard it groan at six");
    sample_mention(s, e, 0, "I heard it groan at six", 1);
    sample_origin(s, e, STM_ORIGIN_STATEMENT, 1, m, 1, "Asked by the Mercury.");
}

static inline bool sample_cut_words(sample *s)
{
    stm_text_cutter *cutter;
    if (!need_ok(stm_text_cutter_new(&cutter, NULL)))
        return false;
    bool ok = true;
    for (uint32_t i = 0; i < s->pile.n_articles && ok; i++)
        ok = need_ok(stm_text_from_article(cutter, &s->articles[i], &s->arena,
                                           &s->texts[i], NULL));
    stm_text_cutter_free(cutter);
    return ok;
}

/* Makes the pile; false where memory is out. Release it either way. */
static inline bool sample_init(sample *s)
{
    *s = (sample){0};
    stm_arena_init(&s->arena, SIZE_MAX);
    s->pile.articles = s->articles;
    s->pile.texts = s->texts;
    s->pile.story_of = s->story_of;
    s->pile.attributions = s->attributions;
    s->pile.speakers = s->speakers;
    s->pile.matches = s->matches;
    s->pile.claims = s->claims;
    s->pile.edges = s->edges;
    s->pile.lost = s->lost;
    s->pile.stories = &s->story;
    s->pile.n_stories = 1;
    sample_articles(s);
    s->story_of[6] = STM_NONE;
    static const uint32_t members[] = {0, 1, 2, 3, 4, 5};
    s->story = (stm_story){
        .id = STM_LIT("s1"),
        .title = STM_LIT("Footbridge shut at Saltby"),
        .day = {.year = 2025, .month = 10, .day = 6, .precision = STM_DATE_DAY},
        .day_why = STM_LIT("four reports say “on Monday”"),
        .cohesion = 0.7f,
        .articles = members,
        .n_articles = 6};
    sample_voices(s);
    sample_claims(s);
    const char *marram = "A crack in the middle span has closed the "
                         "footbridge at Saltby, injuring nine people, Hale "
                         "county said on Monday.";
    const char *part = "A crack in the middle span has closed the footbridge "
                       "at Saltby";
    sample_match(s, 1, marram, 2, marram, STM_MATCH_REPRINT);
    sample_match(s, 1, part, 3, part, STM_MATCH_REWRITE);
    sample_match(s, 2, part, 3, part, STM_MATCH_REWRITE);
    static const uint32_t drawn[] = {1, 2, 3};
    s->lost[s->pile.n_lost++] = (stm_lost_origin){.id = STM_LIT("o1"),
                                                  .agency = STM_LIT("Marram"),
                                                  .speaker = STM_NONE,
                                                  .articles = drawn,
                                                  .n_articles = 3};
    sample_edge(s, STM_NONE, 0, 1, STM_DEGREE_WHOLLY, 0.7f, 0.95f,
                "Credits Marram at the foot.");
    sample_edge(s, STM_NONE, 0, 2, STM_DEGREE_WHOLLY, 1.0f, 0.95f,
                "Credits Marram at the foot.");
    sample_edge(s, STM_NONE, 0, 3, STM_DEGREE_PARTLY, 0.6f, 0.6f,
                "Eleven words in a row; no credit.");
    if (s->arena.failed)
        return need(false);
    return sample_cut_words(s);
}

static inline void sample_release(sample *s)
{
    stm_arena_release(&s->arena);
}

#endif
