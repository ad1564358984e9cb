/*
 * The pages: time, bytes and peak memory for piles made up on the spot.
 *
 * usage: bench_report [ARTICLES [A_STORY [FOLDER]]]
 *
 * Without arguments 40, 400 and 4,000 articles in stories of 40, 400 and 8.
 * Each article has 24 paragraphs of 60 words, a third of them shared; each
 * story 40 claims that half its reports carry. FOLDER takes the pages.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "articles_jsonl.h"
#include "base/file.h"
#include "report/report.h"
#include "text/text_cutter.h"

#define PARAGRAPHS 24u
#define WORDS 60u
#define CLAIMS 40u
#define SPEAKERS 12u

static const char *const vocabulary[] = {
    "harbour", "council", "the",    "of",     "bridge", "said",  "on",
    "closed",  "ferry",   "a",      "storm",  "quay",   "early", "morning",
    "people",  "were",    "moved",  "from",   "low",    "road",  "after",
    "water",   "rose",    "by",     "metre",  "and",    "no",    "one",
    "hurt",    "spokes",  "person", "county", "will",   "meet",  "again"};
#define N_WORDS (sizeof vocabulary / sizeof vocabulary[0])

typedef struct maker {
    stm_arena arena;
    stm_pile pile;
    stm_article *articles;
    stm_text *texts;
    stm_story *stories;
    stm_attribution *attributions;
    stm_speaker *speakers;
    stm_claim *claims;
    stm_match *matches;
    stm_edge *edges;
    stm_lost_origin *lost;
    uint32_t *story_of;
    uint64_t seed;
} maker;

static uint32_t pick(maker *m, uint32_t n)
{
    m->seed = m->seed * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)(m->seed >> 33) % n;
}

static void *take(maker *m, size_t n, size_t size)
{
    void *p = stm_arena_alloc(&m->arena, n, size);
    if (p == NULL)
        exit(1);
    return p;
}

static stm_slice name(maker *m, const char *what, uint32_t n)
{
    char text[64];
    const int len = snprintf(text, sizeof text, "%s %u", what, n + 1);
    return stm_arena_copy(&m->arena, stm_slice_of(text, (size_t)len));
}

/* Paragraph `p` of a text: every third one is the story's own wording. */
static void write_paragraph(maker *m, stm_buf *text, uint32_t story, uint32_t p)
{
    const uint64_t kept = m->seed;
    if (p % 3 == 1)
        m->seed = story * 1000003u + p;
    for (uint32_t w = 0; w < WORDS; w++) {
        if (w > 0)
            stm_buf_byte(text, ' ');
        stm_buf_add(
            text, stm_slice_from_cstr(vocabulary[pick(m, (uint32_t)N_WORDS)]));
    }
    stm_buf_byte(text, '.');
    if (p % 3 == 1)
        m->seed = kept + p + 1;
}

static void make_article(maker *m, uint32_t i, uint32_t story)
{
    stm_buf text;
    stm_buf_init(&text, SIZE_MAX);
    stm_paragraph *pars = take(m, PARAGRAPHS, sizeof *pars);
    for (uint32_t p = 0; p < PARAGRAPHS; p++) {
        pars[p].span.begin = (uint32_t)text.len;
        write_paragraph(m, &text, story, p);
        pars[p].span.end = (uint32_t)text.len;
        stm_buf_byte(&text, '\n');
    }
    stm_article *a = &m->articles[i];
    a->id = name(m, "article", i);
    a->title = name(m, "Bridge closed after storm, says report", i);
    a->outlet = name(m, "The Made-up Mercury", pick(m, 60));
    a->language = STM_LIT("en");
    a->text = stm_arena_copy(&m->arena, stm_buf_slice(&text));
    a->paragraphs = pars;
    a->n_paragraphs = PARAGRAPHS;
    a->published = stm_date_from_day_number(20000 + (int32_t)pick(m, 2));
    a->published.precision = STM_DATE_MINUTE;
    a->published.hour = (uint8_t)pick(m, 24);
    a->published.minute = (uint8_t)pick(m, 60);
    a->published.zone_minutes = STM_ZONE_UNKNOWN;
    if (i % 3 == 0) {
        stm_credit *c = take(m, 1, sizeof *c);
        *c =
            (stm_credit){.agency = STM_LIT("Marram"), .place = STM_CREDIT_LINE};
        a->credits = c;
        a->n_credits = 1;
    }
    m->story_of[i] = story;
    stm_buf_release(&text);
}

static void make_attributions(maker *m, uint32_t i)
{
    for (uint32_t p = 0; p < 8; p++) {
        const stm_span par = m->articles[i].paragraphs[p * 3].span;
        stm_span *spans = take(m, 3, sizeof *spans);
        spans[0] = (stm_span){par.begin, par.begin + 12};
        spans[1] = (stm_span){par.begin + 13, par.begin + 18};
        spans[2] = (stm_span){par.begin + 19, par.begin + 160};
        m->attributions[m->pile.n_attributions++] =
            (stm_attribution){.article = i,
                              .source = spans,
                              .n_source = 1,
                              .cue = spans + 1,
                              .n_cue = 1,
                              .content = spans + 2,
                              .n_content = 1,
                              .type = (uint8_t)(p % 3),
                              .speaker = pick(m, SPEAKERS),
                              .carrier = STM_NONE,
                              .outer = STM_NONE};
    }
}

static void make_claim(maker *m, uint32_t story, uint32_t first, uint32_t n,
                       uint32_t k)
{
    stm_claim *c = &m->claims[m->pile.n_claims];
    c->id = name(m, "c", m->pile.n_claims++);
    c->story = story;
    c->text = STM_LIT("the bridge was closed after the storm of the morning");
    c->measured = true;
    stm_mention *mentions = take(m, n, sizeof *mentions);
    for (uint32_t i = 0; i < n; i++) {
        if (pick(m, 4) == 0 || (k > 10 && pick(m, 3) != 0))
            continue;
        const stm_span par =
            m->articles[first + i].paragraphs[k % PARAGRAPHS].span;
        mentions[c->n_mentions++] =
            (stm_mention){.article = first + i,
                          .span = {par.begin + 20, par.begin + 120},
                          .attribution = pick(m, 5) == 0 ? STM_NONE : 0,
                          .speaker = pick(m, 5) == 0 ? STM_NONE : pick(m, 3)};
    }
    c->mentions = mentions;
    c->n_articles = c->n_outlets = c->n_families = c->n_mentions;
    stm_origin *origins = take(m, 5, sizeof *origins);
    for (uint32_t o = 0; o < 4; o++) {
        uint32_t *of = take(m, c->n_mentions, sizeof *of);
        uint32_t n_of = 0;
        for (uint32_t i = 0; i < c->n_mentions; i++) {
            const uint32_t s = mentions[i].speaker;
            if ((s == STM_NONE ? 3u : s) == o)
                of[n_of++] = i;
        }
        if (n_of == 0)
            continue;
        origins[c->n_origins++] = (stm_origin){
            .kind = o == 3 ? STM_ORIGIN_UNCLEAR : STM_ORIGIN_STATEMENT,
            .speaker = o == 3 ? STM_NONE : o,
            .mentions = of,
            .n_mentions = n_of,
            .why = STM_LIT("Each names the same body on the same day.")};
    }
    c->origins = origins;
    c->high = c->n_origins;
    c->low = c->n_origins > 1 ? c->n_origins - 1 : c->n_origins;
}

static void make_lines(maker *m, uint32_t story, uint32_t first, uint32_t n)
{
    uint32_t *drawn = take(m, n, sizeof *drawn);
    stm_lost_origin *lost = &m->lost[m->pile.n_lost];
    *lost = (stm_lost_origin){.story = story,
                              .agency = STM_LIT("Marram"),
                              .speaker = STM_NONE,
                              .articles = drawn};
    for (uint32_t i = 0; i < n; i++) {
        const bool whole = (first + i) % 3 == 0;
        if (!whole && pick(m, 3) == 0)
            continue;
        if (whole)
            drawn[lost->n_articles++] = first + i;
        m->edges[m->pile.n_edges++] =
            (stm_edge){.from = whole || i == 0 ? STM_NONE : first + pick(m, i),
                       .lost = whole || i == 0 ? m->pile.n_lost : STM_NONE,
                       .to = first + i,
                       .degree = whole ? STM_DEGREE_WHOLLY : STM_DEGREE_PARTLY,
                       .direction_known = true,
                       .share = whole ? 1.0f : 0.3f,
                       .confidence = pick(m, 3) == 0 ? 0.6f : 0.9f};
    }
    m->pile.n_lost++;
    for (uint32_t i = 0; i < n; i++) {
        for (uint32_t k = i + 1; k < n && k < i + 9; k++) {
            const uint32_t p = 1 + 3 * pick(m, 8);
            m->matches[m->pile.n_matches++] =
                (stm_match){.a = first + i,
                            .b = first + k,
                            .a_span = m->articles[first + i].paragraphs[p].span,
                            .b_span = m->articles[first + k].paragraphs[p].span,
                            .n_words = WORDS};
        }
    }
}

static void make_story(maker *m, uint32_t first, uint32_t n)
{
    const uint32_t s = m->pile.n_stories++;
    uint32_t *members = take(m, n, sizeof *members);
    for (uint32_t i = 0; i < n; i++) {
        members[i] = first + i;
        make_article(m, first + i, s);
        make_attributions(m, first + i);
    }
    char id[16];
    const int len = snprintf(id, sizeof id, "s%u", s + 1);
    m->stories[s] = (stm_story){
        .id = stm_arena_copy(&m->arena, stm_slice_of(id, (size_t)len)),
        .title = name(m, "Bridge closed at Saltby, story", s),
        .day = stm_date_from_day_number(20000),
        .articles = members,
        .n_articles = n};
    for (uint32_t k = 0; k < CLAIMS; k++)
        make_claim(m, s, first, n, k);
    make_lines(m, s, first, n);
}

static void make_all(maker *m, uint32_t n, uint32_t a_story)
{
    *m = (maker){.seed = 7};
    stm_arena_init(&m->arena, SIZE_MAX);
    const uint32_t stories = (n + a_story - 1) / a_story;
    m->articles = take(m, n, sizeof *m->articles);
    m->texts = take(m, n, sizeof *m->texts);
    m->story_of = take(m, n, sizeof *m->story_of);
    m->stories = take(m, stories, sizeof *m->stories);
    m->attributions = take(m, (size_t)n * 8, sizeof *m->attributions);
    m->speakers = take(m, SPEAKERS, sizeof *m->speakers);
    m->claims = take(m, (size_t)stories * CLAIMS, sizeof *m->claims);
    m->matches = take(m, (size_t)n * 8, sizeof *m->matches);
    m->edges = take(m, n, sizeof *m->edges);
    m->lost = take(m, stories, sizeof *m->lost);
    for (uint32_t i = 0; i < SPEAKERS; i++)
        m->speakers[i] = (stm_speaker){.id = name(m, "v", i),
                                       .name = name(m, "Saltby office", i),
                                       .body = STM_NONE};
    for (uint32_t i = 0; i < n; i += a_story)
        make_story(m, i, n - i < a_story ? n - i : a_story);
    stm_text_cutter *cutter;
    if (stm_text_cutter_new(&cutter, NULL) != STM_OK)
        exit(1);
    for (uint32_t i = 0; i < n; i++) {
        if (stm_text_from_article(cutter, &m->articles[i], &m->arena,
                                  &m->texts[i], NULL) != STM_OK)
            exit(1);
    }
    stm_text_cutter_free(cutter);
    m->pile.articles = m->articles;
    m->pile.n_articles = n;
    m->pile.texts = m->texts;
    m->pile.story_of = m->story_of;
    m->pile.stories = m->stories;
    m->pile.attributions = m->attributions;
    m->pile.speakers = m->speakers;
    m->pile.n_speakers = SPEAKERS;
    m->pile.claims = m->claims;
    m->pile.matches = m->matches;
    m->pile.edges = m->edges;
    m->pile.lost = m->lost;
}

static void keep(const char *folder, const stm_buf *name_of, const char *other,
                 const stm_buf *page)
{
    char path[512];
    if (folder == NULL)
        return;
    if (name_of != NULL)
        snprintf(path, sizeof path, "%s/%.*s", folder, (int)name_of->len,
                 (const char *)name_of->ptr);
    else
        snprintf(path, sizeof path, "%s/%s", folder, other);
    if (stm_file_write(path, stm_buf_slice(page), NULL) != STM_OK)
        exit(1);
}

static size_t write_pages(const stm_pile *pile, const char *folder)
{
    const stm_report_opts opts = STM_REPORT_OPTS_DEFAULT;
    stm_buf page;
    stm_buf file;
    stm_buf_init(&page, SIZE_MAX);
    stm_buf_init(&file, SIZE_MAX);
    size_t bytes = 0;
    stm_report_index(pile, &opts, &page);
    bytes += page.len;
    keep(folder, NULL, "index.html", &page);
    for (uint32_t i = 0; i < pile->n_stories; i++) {
        stm_buf_clear(&page);
        stm_buf_clear(&file);
        stm_report_story(pile, i, &opts, &page);
        stm_report_story_file(pile, i, &file);
        bytes += page.len;
        keep(folder, &file, NULL, &page);
        stm_buf_clear(&page);
        stm_buf_clear(&file);
        if (stm_report_aligned(pile, i, &opts, &page)) {
            stm_report_aligned_file(pile, i, &file);
            bytes += page.len;
            keep(folder, &file, NULL, &page);
        }
        if (page.status != STM_OK)
            exit(1);
    }
    stm_buf_release(&file);
    stm_buf_release(&page);
    return bytes;
}

static void run(uint32_t n, uint32_t a_story, const char *folder)
{
    maker m;
    make_all(&m, n, a_story);
    const double begin = bench_seconds();
    const size_t bytes = write_pages(&m.pile, folder);
    printf("%u articles, stories of %u: %.2f s, %.2f MB of pages, "
           "peak %.0f MB\n",
           n, a_story, bench_seconds() - begin, (double)bytes / 1e6,
           bench_peak_mb());
    stm_arena_release(&m.arena);
}

int main(int argc, char **argv)
{
    if (argc > 1) {
        const uint32_t n = (uint32_t)strtod(argv[1], NULL);
        const uint32_t each = argc > 2 ? (uint32_t)strtod(argv[2], NULL) : n;
        if (n == 0 || each == 0)
            return 2;
        run(n, each, argc > 3 ? argv[3] : NULL);
        return 0;
    }
    run(40, 40, NULL);
    run(400, 400, NULL);
    run(4000, 8, NULL);
    return 0;
}
