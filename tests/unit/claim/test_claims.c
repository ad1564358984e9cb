#include "claim/claims.h"

#include <string.h>

#include "claim_story.h"
#include "stm_test.h"

static const char *const ferry[] = {
    "A ferry with 40 sailors sank near Nebin on Monday after its valves "
    "failed.\n"
    "At least twelve sailors were killed, the Nebin harbour office said.\n"
    "The mayor of Nebin, Ulla Torv, will plant a hundred linden trees.\n"
    "The museum of clocks in Dorrit has bought a brass pendulum.\n",
    "Valves failed on a ferry that sank near Nebin with 40 sailors aboard.\n"
    "The harbour office of Nebin said at least twelve sailors were killed.\n"
    "Bakers in Lomm went on strike over the price of rye flour.\n",
    "The ferry that sank near Nebin after its valves failed carried 40 "
    "sailors.\n"
    "Fifteen sailors were killed, the harbour office in Nebin said.\n"
    "A comet was seen over the observatory of Hask before dawn.\n",
};

typedef struct gathered {
    claim_story story;
    stm_claim *claims;
    uint32_t n;
} gathered;

static bool gather(gathered *g, const char *const *texts, uint32_t n,
                   uint32_t threads)
{
    stm_slice slices[8];
    *g = (gathered){0};
    for (uint32_t i = 0; i < n; i++)
        slices[i] = stm_slice_from_cstr(texts[i]);
    return need_ok(claim_story_init(&g->story, slices, n, threads)) &&
           need_ok(stm_claims_from_stories(&g->story.pile, g->story.pool,
                                           &g->story.arena, &g->claims, &g->n,
                                           NULL));
}

static stm_slice mention_text(const gathered *g, const stm_mention *m)
{
    return stm_span_text(m->span, g->story.articles[m->article].text);
}

/* The first claim with a mention that holds `word` in n_articles articles. */
static const stm_claim *claim_with(const gathered *g, const char *word,
                                   uint32_t n_articles)
{
    const stm_slice w = stm_slice_from_cstr(word);
    for (uint32_t i = 0; i < g->n; i++)
        for (uint32_t k = 0; k < g->claims[i].n_mentions; k++)
            if (g->claims[i].n_articles == n_articles &&
                stm_slice_find(mention_text(g, &g->claims[i].mentions[k]), w,
                               0) != STM_SLICE_NPOS)
                return &g->claims[i];
    return NULL;
}

TEST(what_three_reports_say_in_other_words_is_one_claim)
{
    gathered g;
    if (gather(&g, ferry, 3, 1)) {
        const stm_claim *sinking = claim_with(&g, "valves", 3);
        assert_non_null(sinking);
        assert_int_equal(sinking->n_outlets, 3);
        const stm_claim *toll = claim_with(&g, "twelve", 3);
        assert_non_null(toll);
        assert_ptr_not_equal(sinking, toll);
    }
    claim_story_release(&g.story);
}

TEST(what_one_report_alone_says_is_kept)
{
    gathered g;
    if (gather(&g, ferry, 3, 1)) {
        assert_non_null(claim_with(&g, "pendulum", 1));
        assert_non_null(claim_with(&g, "comet", 1));
        assert_null(claim_with(&g, "comet", 2));
    }
    claim_story_release(&g.story);
}

TEST(claims_are_ordered_by_weight)
{
    gathered g;
    if (gather(&g, ferry, 3, 1))
        for (uint32_t i = 1; i < g.n; i++)
            assert_true(g.claims[i - 1].weight >= g.claims[i].weight);
    claim_story_release(&g.story);
}

TEST(another_number_of_the_same_dead_is_a_difference)
{
    gathered g;
    if (gather(&g, ferry, 3, 1)) {
        const stm_claim *toll = claim_with(&g, "twelve", 3);
        assert_non_null(toll);
        assert_int_equal(toll->n_differences, 1);
        const stm_difference *d = &toll->differences[0];
        assert_text(d->slot, "number");
        assert_int_equal(d->kind, STM_DIFFERENCE_UPDATE);
        assert_int_equal(d->n_values, 2);
        assert_true(d->values[0].number == 12);
        assert_int_equal(d->values[0].n_mentions, 2);
        assert_true(d->values[1].number == 15);
        assert_text(d->values[0].text, "At least twelve sailors");
    }
    claim_story_release(&g.story);
}

TEST(equal_numbers_are_no_difference)
{
    static const char *const texts[] = {
        "Some 40 sailors were aboard the ferry that sank near Nebin.\n",
        "There were 40 sailors on the ferry which sank near Nebin.\n",
    };
    gathered g;
    if (gather(&g, texts, 2, 1))
        for (uint32_t i = 0; i < g.n; i++)
            assert_int_equal(g.claims[i].n_differences, 0);
    claim_story_release(&g.story);
}

TEST(a_name_spelled_in_two_ways_is_a_difference)
{
    static const char *const texts[] = {
        "The captain of the ferry, Orla Jenssen, left the harbour of Nebin.\n",
        "Ferry captain Orla Jensson left the harbour of Nebin.\n",
    };
    gathered g;
    if (gather(&g, texts, 2, 1)) {
        const stm_claim *c = claim_with(&g, "captain", 2);
        assert_non_null(c);
        assert_int_equal(c->n_differences, 1);
        assert_text(c->differences[0].slot, "name");
    }
    claim_story_release(&g.story);
}

TEST(doubt_that_was_lost_is_a_difference_of_its_own_kind)
{
    static const char *const texts[] = {
        "The captain allegedly closed the valves of the ferry near Nebin.\n",
        "The captain closed the valves of the ferry near Nebin.\n",
    };
    gathered g;
    if (gather(&g, texts, 2, 1)) {
        const stm_claim *c = claim_with(&g, "valves", 2);
        assert_non_null(c);
        assert_int_equal(c->n_differences, 1);
        assert_int_equal(c->differences[0].kind, STM_DIFFERENCE_HEDGE);
    }
    claim_story_release(&g.story);
}

TEST(a_quotation_altered_on_its_way_is_a_difference)
{
    static const struct {
        const char *label, *texts[2];
        bool altered;
    } cases[] = {
        {"another word",
         {"“We closed all the valves of the ferry at once,” the captain of "
          "Nebin said.\n",
          "“We closed two of the valves of the ferry at once,” said the "
          "captain of Nebin.\n"},
         true},
        {"cut at its end",
         {"“We closed all the valves of the ferry at once,” the captain of "
          "Nebin said.\n",
          "“We closed all the valves of the ferry,” said the captain of "
          "Nebin.\n"},
         false},
    };
    EACH (c, cases) {
        gathered g;
        if (gather(&g, c->texts, 2, 1)) {
            const stm_claim *claim = claim_with(&g, "valves", 2);
            assert_non_null(claim);
            bool altered = false;
            for (uint32_t i = 0; i < claim->n_differences; i++)
                altered = altered ||
                          claim->differences[i].kind == STM_DIFFERENCE_QUOTE;
            assert_int_equal(altered, c->altered);
        }
        claim_story_release(&g.story);
    }
}

TEST(ages_are_compared_by_name)
{
    static const char *const texts[] = {
        "The captain of the ferry, Orla Jenssen, 48, left Nebin harbour.\n",
        "Captain Orla Jenssen, 49, left the Nebin harbour on a ferry.\n",
    };
    gathered g;
    if (gather(&g, texts, 2, 1)) {
        const stm_claim *c = claim_with(&g, "ferry", 2);
        assert_non_null(c);
        assert_int_equal(c->n_differences, 1);
        assert_text(c->differences[0].slot, "age");
        assert_int_equal(c->differences[0].n_values, 2);
    }
    claim_story_release(&g.story);
}

TEST(others_wounded_are_all_that_were_wounded)
{
    static const char *const texts[] = {
        "Two sailors were killed and four others wounded when a boiler burst "
        "at Nebin.\n",
        "A boiler burst at Nebin, killing two sailors and wounding seven "
        "others.\n",
    };
    gathered g;
    if (gather(&g, texts, 2, 1)) {
        const stm_claim *c = claim_with(&g, "boiler", 2);
        assert_non_null(c);
        assert_int_equal(c->n_differences, 1);
        const stm_difference *d = &c->differences[0];
        assert_int_equal(d->n_values, 2);
        assert_true(stm_slice_eq(d->values[0].text, STM_LIT("four others")));
        assert_true(stm_slice_eq(d->values[1].text, STM_LIT("seven others")));
    }
    claim_story_release(&g.story);
}

TEST(other_people_killed_are_another_scope)
{
    static const char *const texts[] = {
        "A mine near Nebin killed two civilians, the Nebin council said.\n",
        "The Nebin council said a mine near Nebin killed six Lommers.\n",
    };
    gathered g;
    if (gather(&g, texts, 2, 1)) {
        const stm_claim *c = claim_with(&g, "mine", 2);
        assert_non_null(c);
        assert_int_equal(c->n_differences, 1);
        assert_int_equal(c->differences[0].kind, STM_DIFFERENCE_SCOPE);
    }
    claim_story_release(&g.story);
}

TEST(the_same_comes_out_on_any_number_of_threads)
{
    gathered a;
    gathered b;
    const bool ok = gather(&a, ferry, 3, 1);
    if (gather(&b, ferry, 3, 3) && ok) {
        assert_int_equal(a.n, b.n);
        for (uint32_t i = 0; i < a.n; i++) {
            assert_slice_equal(a.claims[i].text, b.claims[i].text);
            assert_true(a.claims[i].weight == b.claims[i].weight);
            assert_slice_equal(a.claims[i].id, b.claims[i].id);
        }
    }
    claim_story_release(&a.story);
    claim_story_release(&b.story);
}

TEST(a_story_without_articles_has_no_claims)
{
    gathered g;
    if (gather(&g, ferry, 0, 1))
        assert_int_equal(g.n, 0);
    claim_story_release(&g.story);
}
