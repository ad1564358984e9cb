#include "trace/trace.h"

#include "claim_story.h"
#include "stm_test.h"

enum { n_reports = 3 };

/* Three reports that give one voice for one claim. */
typedef struct counted {
    claim_story story;
    stm_speaker office;
    stm_mention mentions[n_reports];
    stm_claim claim;
} counted;

static bool begin(counted *c, uint32_t n_speakers)
{
    const stm_slice texts[n_reports] = {STM_LIT("The gate is bent."),
                                        STM_LIT("The gate was bent."),
                                        STM_LIT("It is bent.")};
    *c = (counted){0};
    if (!need_ok(claim_story_init(&c->story, texts, n_reports, 1)))
        return false;
    uint32_t *of = stm_arena_alloc(&c->story.arena, n_reports, sizeof *of);
    if (!need(of != NULL))
        return false;
    c->story.pile.story_of = of;
    c->office = (stm_speaker){.name = STM_LIT("Merrin Lock Office"),
                              .kind = STM_SPEAKER_GOVERNMENT,
                              .body = STM_NONE};
    c->story.pile.speakers = &c->office;
    c->story.pile.n_speakers = 1;
    for (uint32_t i = 0; i < n_reports; i++)
        c->mentions[i] = (stm_mention){
            .article = i,
            .span = {0, (uint32_t)texts[i].len},
            .attribution = STM_NONE,
            .speaker = i < n_speakers ? 0 : STM_NONE,
        };
    c->claim = (stm_claim){
        .id = STM_LIT("c1"), .mentions = c->mentions, .n_mentions = n_reports};
    return true;
}

static bool count(counted *c, const stm_correction *corrections, uint32_t n)
{
    c->story.pile.corrections = corrections;
    c->story.pile.n_corrections = n;
    return need_ok(stm_origins_from_claims(&c->story.pile, &c->claim, 1,
                                           &c->story.arena, NULL));
}

TEST(one_voice_in_three_reports_is_one_origin)
{
    counted c;
    if (begin(&c, 3) && count(&c, NULL, 0)) {
        assert_int_equal(c.claim.high, 1);
        assert_int_equal(c.claim.low, 1);
        assert_int_equal(c.claim.origins[0].kind, STM_ORIGIN_STATEMENT);
    }
    claim_story_release(&c.story);
}

TEST(a_mention_without_source_goes_with_one_that_has)
{
    counted c;
    if (begin(&c, 2) && count(&c, NULL, 0)) {
        assert_int_equal(c.claim.high, 1);
        assert_int_equal(c.claim.merges[c.claim.n_merges - 1].kind,
                         STM_MERGE_UNCLEAR);
    }
    claim_story_release(&c.story);
}

TEST(where_nobody_is_named_the_origin_cannot_be_told)
{
    counted c;
    if (begin(&c, 0) && count(&c, NULL, 0)) {
        assert_int_equal(c.claim.n_origins, 1);
        assert_int_equal(c.claim.origins[0].kind, STM_ORIGIN_UNCLEAR);
    }
    claim_story_release(&c.story);
}

TEST(what_a_person_keeps_apart_no_chain_joins_again)
{
    counted c;
    if (begin(&c, 3)) {
        const stm_correction apart = {
            .kind = STM_CORRECTION_APART,
            .a = {.article = 0, .span = c.mentions[0].span},
            .b = {.article = 1, .span = c.mentions[1].span},
        };
        if (count(&c, &apart, 1)) {
            assert_int_equal(c.claim.high, 2);
            assert_int_equal(c.claim.low, 2);
            assert_int_equal(c.claim.merges[0].kind, STM_MERGE_PERSON);
            assert_false(c.claim.merges[0].sure);
        }
    }
    claim_story_release(&c.story);
}

TEST(a_merge_is_undone_by_its_numbers)
{
    counted c;
    if (begin(&c, 3)) {
        const stm_correction undo = {.kind = STM_CORRECTION_UNDO,
                                     .claim = STM_LIT("c1"),
                                     .mention_a = 2,
                                     .mention_b = 0};
        if (count(&c, &undo, 1)) {
            assert_int_equal(c.claim.n_origins, 2);
            assert_int_equal(c.claim.origins[0].n_mentions, 2);
        }
    }
    claim_story_release(&c.story);
}

TEST(of_together_and_apart_what_keeps_apart_holds)
{
    counted c;
    if (begin(&c, 0)) {
        const stm_place first = {.article = 0, .span = c.mentions[0].span};
        const stm_place second = {.article = 1, .span = c.mentions[1].span};
        const stm_correction both[] = {
            {.kind = STM_CORRECTION_TOGETHER, .a = first, .b = second},
            {.kind = STM_CORRECTION_APART, .a = first, .b = second},
        };
        if (count(&c, both, 2))
            assert_int_equal(c.claim.n_origins, 2);
    }
    claim_story_release(&c.story);
}
