#include "quote/quote.h"

#include "stm_test.h"
#include "text/text_cutter.h"

/* What is read of one English paragraph. */
typedef struct spoken {
    stm_arena arena, scratch;
    stm_article article;
    stm_paragraph par;
    stm_attribution *list;
    uint32_t n;
} spoken;

static bool spoken_read(spoken *self, const char *text)
{
    *self = (spoken){.n = 0};
    stm_arena_init(&self->arena, SIZE_MAX);
    stm_arena_init(&self->scratch, SIZE_MAX);
    stm_article *a = &self->article;
    a->text = stm_slice_from_cstr(text);
    a->language = STM_LIT("en");
    self->par.span = (stm_span){0, (uint32_t)a->text.len};
    a->paragraphs = &self->par;
    a->n_paragraphs = 1;
    stm_text_cutter *cutter = NULL;
    stm_text cut = {0};
    const bool ok =
        need_ok(stm_text_cutter_new(&cutter, NULL)) &&
        need_ok(stm_text_from_article(cutter, a, &self->arena, &cut, NULL)) &&
        need_ok(stm_attributions_from_text(a, 0, &cut, &self->arena,
                                           &self->scratch, &self->list,
                                           &self->n, NULL));
    stm_text_cutter_free(cutter);
    return ok;
}

static void spoken_free(spoken *self)
{
    stm_arena_release(&self->arena);
    stm_arena_release(&self->scratch);
}

TEST(plain_reports_have_their_source_cue_and_content)
{
    static const struct {
        const char *text, *source, *cue, *content;
    } cases[] = {
        {"The quay was shut for roughly ninety minutes as a precaution while "
         "crews pumped out the hold, said harbour spokeswoman Ada Lund.",
         "harbour spokeswoman Ada Lund", "said", "The quay was shut"},
        {"Rowers also struck two of the ferry's fenders when the tide had "
         "turned near the Ean Sluice, Marl News reports.",
         "Marl News", "reports", "Rowers also struck"},
        {"The toll of the flood in the valley north of Ean reached at least "
         "112 people the Marl Observatory for Rivers said on Sunday.",
         "the Marl Observatory for Rivers", "said", "The toll"},
        {"Under pressure from the rowers, Quarrix on Friday said it would no "
         "longer sell oars.",
         "Quarrix", "said", "it would"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        spoken s;
        if (spoken_read(&s, cases[i].text) && need(s.n == 1) &&
            need(s.list[0].n_source == 1 && s.list[0].n_cue == 1)) {
            const stm_attribution *a = &s.list[0];
            assert_text(stm_span_text(a->source[0], s.article.text),
                        cases[i].source);
            assert_text(stm_span_text(a->cue[0], s.article.text), cases[i].cue);
            assert_true(
                stm_slice_starts(stm_span_text(a->content[0], s.article.text),
                                 stm_slice_from_cstr(cases[i].content)));
        }
        spoken_free(&s);
    }
}

TEST(a_post_is_of_the_one_who_signs_it)
{
    spoken s;
    if (spoken_read(&s, "Such a flood is hard to grasp. All of us grieve. "
                        "\xE2\x80\x94 Governor Ann Lee (@GovLee) July 30, "
                        "2031") &&
        need(s.n == 1)) {
        assert_text(stm_span_text(s.list[0].source[0], s.article.text),
                    "Governor Ann Lee");
        assert_true(stm_slice_starts(
            stm_span_text(s.list[0].content[0], s.article.text),
            STM_LIT("Such a flood")));
    }
    spoken_free(&s);
}

TEST(plain_narration_gives_nothing)
{
    static const char *const texts[] = {
        "The river rose two metres in the night near the old sluice.",
        "Said.",
        "(@",
        "According to",
    };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        spoken s;
        if (spoken_read(&s, texts[i]))
            assert_int_equal(s.n, 0);
        spoken_free(&s);
    }
}
