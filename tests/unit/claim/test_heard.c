#include "claim/heard.h"

#include "claim_story.h"
#include "stm_test.h"

/* One report whose speech is given by its words. */
enum { MOST = 4 };

typedef struct report {
    claim_story story;
    stm_claim_words words;
    stm_attribution list[MOST];
    stm_span spans[3 * MOST];
    stm_speaker speakers[MOST];
    uint32_t n;
} report;

static bool report_init(report *self, const char *text)
{
    *self = (report){.n = 0};
    const stm_slice slice = stm_slice_from_cstr(text);
    return need_ok(stm_claim_words_init(&self->words)) &&
           need_ok(claim_story_init(&self->story, &slice, 1, 1));
}

static void report_free(report *self)
{
    stm_claim_words_release(&self->words);
    claim_story_release(&self->story);
}

static stm_span find(const report *self, const char *words)
{
    const stm_slice w = stm_slice_from_cstr(words);
    const size_t at = stm_slice_find(self->story.articles[0].text, w, 0);
    assert_true(at != STM_SLICE_NPOS);
    return (stm_span){(uint32_t)at, (uint32_t)(at + w.len)};
}

/* Somebody of `kind`, a speaker of his own, says `content`. */
static uint32_t says(report *self, uint8_t kind, const char *source,
                     const char *cue, const char *content)
{
    const uint32_t i = self->n++;
    stm_span *s = &self->spans[3 * i];
    s[0] = find(self, source);
    s[1] = find(self, cue);
    s[2] = find(self, content);
    self->speakers[i] = (stm_speaker){.kind = kind, .body = STM_NONE};
    self->list[i] = (stm_attribution){.source = &s[0],
                                      .n_source = 1,
                                      .cue = &s[1],
                                      .n_cue = 1,
                                      .content = &s[2],
                                      .n_content = 1,
                                      .type = STM_SPEECH_INDIRECT,
                                      .confidence = .9F,
                                      .speaker = i,
                                      .carrier = STM_NONE,
                                      .outer = STM_NONE};
    self->story.pile.attributions = self->list;
    self->story.pile.n_attributions = self->n;
    self->story.pile.speakers = self->speakers;
    self->story.pile.n_speakers = self->n;
    return i;
}

static stm_heard heard(const report *self, const char *mention)
{
    const stm_span span = find(self, mention);
    const stm_text *text = &self->story.texts[0];
    uint32_t at = 0;
    while (at + 1 < text->n_sentences &&
           text->sentences[at + 1].span.begin <= span.begin)
        at++;
    return stm_heard_for(&self->story.pile, &self->words, NULL, 0, at, span);
}

TEST(who_says_all_of_a_mention_is_heard_for_it)
{
    report r;
    if (report_init(&r, "The mill burnt down on Monday, the Marl police said.\n"
                        "Bread is dear in Marl.\n")) {
        const uint32_t police = says(&r, STM_SPEAKER_POLICE, "the Marl police",
                                     "said", "The mill burnt down on Monday");
        const stm_heard h = heard(&r, "The mill burnt down on Monday");
        assert_int_equal(h.speaker, police);
        assert_int_equal(h.attribution, police);
        assert_true(h.odds > 0);
    }
    report_free(&r);
}

TEST(of_two_the_one_that_covers_the_mention_is_heard)
{
    report r;
    if (report_init(&r, "Police said the mill burnt down, and Ada Lund said "
                        "that nobody had been inside since noon.\n")) {
        says(&r, STM_SPEAKER_POLICE, "Police", "said", "the mill burnt down");
        const uint32_t lund =
            says(&r, STM_SPEAKER_PERSON, "Ada Lund", "Lund said",
                 "that nobody had been inside since noon");
        assert_int_equal(heard(&r, "nobody had been inside since noon").speaker,
                         lund);
    }
    report_free(&r);
}

TEST(far_from_any_speech_nobody_is_heard)
{
    report r;
    if (report_init(&r, "The mill burnt down, police said.\n"
                        "Marl has two mills.\n"
                        "They were built a hundred years ago.\n"
                        "The river is low at this time of year.\n"
                        "Its banks are of clay.\n")) {
        says(&r, STM_SPEAKER_POLICE, "police", "said", "The mill burnt down");
        const stm_heard h = heard(&r, "Its banks are of clay");
        assert_int_equal(h.speaker, STM_NONE);
        assert_int_equal(h.attribution, STM_NONE);
    }
    report_free(&r);
}

TEST(speech_without_a_speaker_is_not_listed)
{
    report r;
    if (report_init(&r, "The mill burnt down, it is said.\n")) {
        says(&r, STM_SPEAKER_UNKNOWN, "it", "said", "The mill burnt down");
        r.list[0].speaker = STM_NONE;
        stm_heard list[STM_HEARD_MAX];
        assert_int_equal(stm_heard_list(&r.story.pile, &r.words, NULL, 0, 0,
                                        find(&r, "The mill burnt down"), list),
                         0);
    }
    report_free(&r);
}

TEST(more_speech_than_there_is_room_for_is_left_out)
{
    report r;
    if (report_init(&r, "The mill burnt down, police said.\n")) {
        says(&r, STM_SPEAKER_POLICE, "police", "said", "The mill burnt down");
        stm_attribution many[3 * STM_HEARD_MAX];
        for (uint32_t i = 0; i < 3 * STM_HEARD_MAX; i++)
            many[i] = r.list[0];
        r.story.pile.attributions = many;
        r.story.pile.n_attributions = 3 * STM_HEARD_MAX;
        stm_heard list[STM_HEARD_MAX];
        const uint32_t n =
            stm_heard_list(&r.story.pile, &r.words, NULL, 0, 0,
                           find(&r, "The mill burnt down"), list);
        assert_true(n > 0 && n <= STM_HEARD_MAX);
    }
    report_free(&r);
}

TEST(what_another_report_says_on_somebodys_word_is_told_by_its_copy)
{
    static const char *const texts[] = {
        "The old mill by the river burnt down on Monday, police said.\n",
        "The old mill by the river burnt down on Monday, police said.\n"};
    claim_story story = {0};
    stm_slice slices[2] = {stm_slice_from_cstr(texts[0]),
                           stm_slice_from_cstr(texts[1])};
    stm_claim_words words = {0};
    stm_heard_copies copies = {.len = 0};
    if (need_ok(stm_claim_words_init(&words)) &&
        need_ok(claim_story_init(&story, slices, 2, 1))) {
        const stm_span source = {46, 52};
        const stm_span cue = {53, 57};
        const stm_span content = {0, 44};
        const stm_attribution said = {.article = 0,
                                      .source = &source,
                                      .n_source = 1,
                                      .cue = &cue,
                                      .n_cue = 1,
                                      .content = &content,
                                      .n_content = 1,
                                      .carrier = STM_NONE,
                                      .outer = STM_NONE};
        const stm_speaker police = {.kind = STM_SPEAKER_POLICE,
                                    .body = STM_NONE};
        story.pile.attributions = &said;
        story.pile.n_attributions = 1;
        story.pile.speakers = &police;
        story.pile.n_speakers = 1;
        stm_heard list[STM_HEARD_MAX];
        if (need_ok(stm_heard_copies_init(&copies, &story.pile,
                                          story.story.articles, 2))) {
            assert_int_equal(
                stm_heard_list(&story.pile, &words, NULL, 1, 0, content, list),
                0);
            if (need(stm_heard_list(&story.pile, &words, &copies, 1, 0, content,
                                    list) == 1)) {
                assert_int_equal(list[0].speaker, 0);
                assert_int_equal(list[0].attribution, STM_NONE);
                assert_true(list[0].x[STM_HEARD_COPY] > 0);
            }
        }
    }
    stm_heard_copies_release(&copies);
    stm_claim_words_release(&words);
    claim_story_release(&story);
}
