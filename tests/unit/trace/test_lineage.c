#include "trace/trace.h"

#include <math.h>
#include <string.h>

#include "claim_story.h"
#include "match/match.h"
#include "stm_test.h"

#define WIRE                                                                   \
    "Two barges struck the lock gate at Merrin shortly before dawn.\n"         \
    "The keeper pulled three sailors from the basin with a boathook.\n"        \
    "Tugs from Oldstrand towed the leaking barges to the coal quay.\n"         \
    "Engineers will weigh the bent gate once divers have unbolted it.\n"
#define OWN                                                                    \
    "Our reporter counted nineteen anglers along the muddy towpath.\n"         \
    "A bakery beside the bridge handed out rolls until noon.\n"
#define OTHER                                                                  \
    "Traffic on the canal resumes when the sluices have been oiled.\n"         \
    "Grain merchants grumbled about barley stranded at Vell.\n"

/* A story of texts whose passages are found and whose lineage is traced. */
typedef struct traced {
    claim_story story;
    stm_credit credits[8]; /* credits[i] of article i, where it has one */
    stm_lineage lineage;
} traced;

static bool begin(traced *t, const char *const *texts, uint32_t n)
{
    stm_slice slices[8];
    *t = (traced){0};
    for (uint32_t i = 0; i < n; i++)
        slices[i] = stm_slice_from_cstr(texts[i]);
    return need_ok(claim_story_init(&t->story, slices, n, 1));
}

static void credit(traced *t, uint32_t i, const char *agency,
                   stm_credit_place place)
{
    t->credits[i] =
        (stm_credit){.agency = stm_slice_from_cstr(agency), .place = place};
    t->story.articles[i].credits = &t->credits[i];
    t->story.articles[i].n_credits = 1;
}

static bool trace(traced *t)
{
    stm_pile *pile = &t->story.pile;
    uint32_t *of = stm_arena_alloc(&t->story.arena, pile->n_articles,
                                   sizeof *of); /* all in story 0 */
    pile->story_of = of;
    return need(of != NULL) &&
           need_ok(stm_matches_from_articles(
               pile, t->story.pool, &STM_MATCH_OPTS_DEFAULT, &t->story.arena,
               &pile->matches, &pile->n_matches, NULL)) &&
           need_ok(stm_lineage_from_matches(pile, &t->story.arena, &t->lineage,
                                            NULL));
}

static void end(traced *t)
{
    claim_story_release(&t->story);
}

/* The line into an article from a lost text, or from an article. */
static const stm_edge *line(const traced *t, uint32_t to, bool from_lost)
{
    for (uint32_t i = 0; i < t->lineage.n_edges; i++) {
        const stm_edge *e = &t->lineage.edges[i];
        if (e->to == to && (e->lost != STM_NONE) == from_lost)
            return e;
    }
    return NULL;
}

TEST(a_copy_that_drops_its_credit_is_led_back_to_the_agency)
{
    traced t;
    const char *const texts[] = {WIRE, WIRE OWN, OTHER};
    if (begin(&t, texts, 3)) {
        credit(&t, 0, "Northern Wire", STM_CREDIT_DATELINE);
        if (trace(&t)) {
            assert_int_equal(t.lineage.n_lost, 1);
            const stm_lost_origin *o = &t.lineage.lost[0];
            assert_true(stm_slice_eq(o->agency, STM_LIT("Northern Wire")));
            assert_int_equal(o->n_articles, 2);
            assert_true(o->n_matches > 0);
            const stm_edge *credited = line(&t, 0, true);
            const stm_edge *silent = line(&t, 1, true);
            assert_non_null(credited);
            assert_non_null(silent);
            assert_int_equal(credited->degree, STM_DEGREE_WHOLLY);
            assert_int_equal(silent->degree, STM_DEGREE_PARTLY);
            assert_true(silent->confidence < credited->confidence);
            assert_null(line(&t, 1, false));
            assert_null(line(&t, 2, true));
        }
    }
    end(&t);
}

TEST(agency_copy_that_nobody_else_has_is_of_unmeasured_share)
{
    traced t;
    const char *const texts[] = {WIRE, OTHER};
    if (begin(&t, texts, 2)) {
        credit(&t, 0, "Northern Wire", STM_CREDIT_BYLINE);
        if (trace(&t)) {
            const stm_edge *e = line(&t, 0, true);
            assert_non_null(e);
            assert_true(isnan(e->share));
            assert_int_equal(e->degree, STM_DEGREE_WHOLLY);
        }
    }
    end(&t);
}

TEST(two_texts_of_one_agency_are_two_lost_origins)
{
    traced t;
    const char *const texts[] = {WIRE, WIRE, OTHER, OTHER OWN};
    if (begin(&t, texts, 4)) {
        for (uint32_t i = 0; i < 4; i++)
            credit(&t, i, "Northern Wire", STM_CREDIT_LINE);
        if (trace(&t)) {
            assert_int_equal(t.lineage.n_lost, 2);
            assert_int_equal(line(&t, 0, true)->lost, line(&t, 1, true)->lost);
            assert_int_equal(line(&t, 2, true)->lost, line(&t, 3, true)->lost);
            assert_true(line(&t, 0, true)->lost != line(&t, 2, true)->lost);
        }
    }
    end(&t);
}

TEST(a_text_that_three_outlets_share_and_nobody_credits_is_inferred)
{
    traced t;
    const char *const texts[] = {WIRE OWN, WIRE, WIRE OTHER};
    if (begin(&t, texts, 3) && trace(&t)) {
        assert_int_equal(t.lineage.n_lost, 1);
        assert_int_equal(t.lineage.lost[0].agency.len, 0);
        assert_int_equal(t.lineage.lost[0].n_articles, 3);
    }
    end(&t);
}

TEST(of_two_that_share_without_a_sign_nobody_can_tell_which_took)
{
    traced t;
    const char *const texts[] = {WIRE OWN, WIRE OTHER};
    if (begin(&t, texts, 2) && trace(&t)) {
        assert_int_equal(t.lineage.n_lost, 0);
        assert_int_equal(t.lineage.n_edges, 1);
        assert_false(t.lineage.edges[0].direction_known);
    }
    end(&t);
}

TEST(who_names_the_other_outlet_took_it_from_there)
{
    traced t;
    const char *const texts[] = {
        WIRE "As the Merrin Courier first told it.\n" OWN, WIRE OTHER};
    if (begin(&t, texts, 2)) {
        t.story.articles[1].outlet = STM_LIT("The Merrin Courier");
        if (trace(&t)) {
            const stm_edge *e = line(&t, 0, false);
            assert_non_null(e);
            assert_true(e->direction_known);
            assert_int_equal(e->from, 1);
        }
    }
    end(&t);
}

TEST(of_one_outlets_versions_the_one_that_has_grown_is_later)
{
    traced t;
    const char *const texts[] = {WIRE OWN, WIRE};
    if (begin(&t, texts, 2)) {
        t.story.articles[1].outlet = t.story.articles[0].outlet;
        if (trace(&t)) {
            const stm_edge *e = line(&t, 0, false);
            assert_non_null(e);
            assert_true(e->direction_known);
            assert_int_equal(e->from, 1);
        }
    }
    end(&t);
}

/* One direct quotation of an article, from `from` up to `to`. */
static stm_attribution quote(const traced *t, uint32_t article,
                             const char *first, stm_span *span)
{
    const stm_slice text = t->story.articles[article].text;
    const size_t at = stm_slice_find(text, stm_slice_from_cstr(first), 0);
    *span = (stm_span){(uint32_t)at, (uint32_t)(at + strlen(first))};
    return (stm_attribution){.article = article,
                             .content = span,
                             .n_content = 1,
                             .type = STM_SPEECH_DIRECT,
                             .speaker = STM_NONE,
                             .carrier = STM_NONE,
                             .outer = STM_NONE};
}

TEST(words_that_both_quote_show_no_descent_of_the_texts)
{
    traced t;
    const char *const texts[] = {WIRE OWN, WIRE OTHER};
    stm_span spans[2];
    if (begin(&t, texts, 2)) {
        const stm_attribution quoted[] = {quote(&t, 0, WIRE, &spans[0]),
                                          quote(&t, 1, WIRE, &spans[1])};
        t.story.pile.attributions = quoted;
        t.story.pile.n_attributions = 2;
        if (trace(&t))
            assert_int_equal(t.lineage.n_edges, 0);
    }
    end(&t);
}

/* Both articles give WIRE as the words of speaker 0. */
static bool trace_said(traced *t, stm_span *spans, stm_attribution *said,
                       const stm_speaker *speaker)
{
    for (uint32_t i = 0; i < 2; i++) {
        said[i] = quote(t, i, WIRE, &spans[i]);
        said[i].speaker = 0;
    }
    t->story.pile.attributions = said;
    t->story.pile.n_attributions = 2;
    t->story.pile.speakers = speaker;
    t->story.pile.n_speakers = 1;
    return trace(t);
}

TEST(a_statement_that_two_newsrooms_quote_is_a_lost_origin)
{
    traced t;
    const char *const texts[] = {WIRE OWN, WIRE OTHER};
    stm_span spans[2];
    stm_attribution said[2];
    const stm_speaker office = {.name = STM_LIT("Merrin Lock Office"),
                                .kind = STM_SPEAKER_GOVERNMENT,
                                .body = STM_NONE};
    if (begin(&t, texts, 2) && trace_said(&t, spans, said, &office)) {
        assert_int_equal(t.lineage.n_lost, 1);
        assert_int_equal(t.lineage.lost[0].speaker, 0);
        assert_int_equal(t.lineage.lost[0].n_articles, 2);
        assert_int_equal(line(&t, 0, true)->degree, STM_DEGREE_PARTLY);
        assert_non_null(line(&t, 1, true));
    }
    end(&t);
}

TEST(whoever_is_nobody_in_particular_gave_no_statement)
{
    traced t;
    const char *const texts[] = {WIRE OWN, WIRE OTHER};
    stm_span spans[2];
    stm_attribution said[2];
    const stm_speaker some = {.name = STM_LIT("some"),
                              .kind = STM_SPEAKER_COLLECTIVE,
                              .body = STM_NONE};
    if (begin(&t, texts, 2) && trace_said(&t, spans, said, &some))
        assert_int_equal(t.lineage.n_lost, 0);
    end(&t);
}

TEST(two_reports_of_one_outlet_are_no_two_hearers_of_a_statement)
{
    traced t;
    const char *const texts[] = {WIRE OWN, WIRE OTHER};
    stm_span spans[2];
    stm_attribution said[2];
    const stm_speaker office = {.name = STM_LIT("Merrin Lock Office"),
                                .kind = STM_SPEAKER_GOVERNMENT,
                                .body = STM_NONE};
    if (begin(&t, texts, 2)) {
        t.story.articles[1].outlet = t.story.articles[0].outlet;
        if (trace_said(&t, spans, said, &office))
            assert_int_equal(t.lineage.n_lost, 0);
    }
    end(&t);
}

TEST(words_given_with_the_name_of_another_outlet_are_from_there)
{
    traced t;
    const char *const texts[] = {WIRE OWN,
                                 WIRE "So the Merrin Courier says.\n" OTHER};
    stm_span spans[2];
    stm_attribution said[2];
    const stm_speaker keeper = {.name = STM_LIT("Hew Oakes"),
                                .kind = STM_SPEAKER_PERSON,
                                .body = STM_NONE};
    if (begin(&t, texts, 2)) {
        t.story.articles[0].outlet = STM_LIT("Merrin Courier");
        if (trace_said(&t, spans, said, &keeper)) {
            assert_int_equal(t.lineage.n_lost, 0);
            assert_non_null(line(&t, 1, false));
            assert_int_equal(line(&t, 1, false)->from, 0);
            assert_null(line(&t, 0, false));
        }
    }
    end(&t);
}
