#include "quote/tagger.h"

#include <string.h>

#include "quoted.h"

extern const uint8_t stm_quote_weights[];
extern const uint8_t stm_quote_weights_end[];

static stm_slice shipped(void)
{
    return stm_slice_of(stm_quote_weights,
                        (size_t)(stm_quote_weights_end - stm_quote_weights));
}

/* A copy of the weights, with byte `at` turned over; at SIZE_MAX: none. */
static stm_slice spoiled(stm_arena *arena, size_t at)
{
    const stm_slice all = shipped();
    uint8_t *copy = stm_arena_copy_array(arena, all.ptr, all.len, 1);
    if (copy == NULL)
        return (stm_slice){NULL, 0};
    if (at < all.len)
        copy[at] ^= 0x55;
    return stm_slice_of(copy, all.len);
}

TEST(the_shipped_weights_are_whole_and_sound)
{
    stm_tagger t;
    assert_int_equal(stm_tagger_open(shipped(), &t, NULL), STM_OK);
    assert_true(t.n_rows > 1000);
}

TEST(damaged_foreign_and_short_weights_are_refused)
{
    stm_arena arena;
    stm_arena_init(&arena, SIZE_MAX);
    const size_t at[] = {0, 8, 12, 20, 33, 5000, shipped().len - 1};
    for (size_t i = 0; i < sizeof at / sizeof *at; i++) {
        const stm_slice bad = spoiled(&arena, at[i]);
        stm_tagger t;
        stm_error err;
        if (!need(bad.ptr != NULL))
            break;
        assert_int_equal(stm_tagger_open(bad, &t, &err), STM_ERR_FORMAT);
    }
    stm_tagger t;
    const stm_slice all = shipped();
    for (size_t len = 0; len < all.len; len += 1 + len * 3)
        assert_int_equal(stm_tagger_open(stm_slice_sub(all, 0, len), &t, NULL),
                         STM_ERR_FORMAT);
    stm_arena_release(&arena);
}

TEST(a_direct_quotation_has_its_source_cue_and_content)
{
    quoted q;
    if (quoted_read(&q, "“The weir will hold,” said Ada Lund, the mayor.",
                    "en") &&
        need(q.n == 1)) {
        const stm_attribution *a = &q.list[0];
        assert_int_equal(a->type, STM_SPEECH_DIRECT);
        assert_int_equal(a->n_source, 1);
        assert_text(quoted_words(&q, a->cue[0]), "said");
        assert_true(stm_slice_starts(quoted_words(&q, a->source[0]),
                                     STM_LIT("Ada Lund")));
        assert_true(a->confidence > 0.5F && a->confidence <= 1.0F);
        assert_false(a->reduced);
    }
    quoted_free(&q);
}

TEST(indirect_speech_is_found_with_its_source)
{
    quoted q;
    if (quoted_read(&q,
                    "Police said on Monday that two men had been arrested "
                    "after the fire.",
                    "en") &&
        need(q.n == 1)) {
        const stm_attribution *a = &q.list[0];
        assert_int_equal(a->type, STM_SPEECH_INDIRECT);
        assert_text(quoted_words(&q, a->source[0]), "Police");
        assert_text(quoted_words(&q, a->cue[0]), "said");
    }
    quoted_free(&q);
}

TEST(according_to_is_a_cue)
{
    quoted q;
    if (quoted_read(&q,
                    "Twelve houses were flooded, according to the Marl fire "
                    "service.",
                    "en") &&
        need(q.n == 1)) {
        assert_text(quoted_words(&q, q.list[0].cue[0]), "according to");
        assert_text(quoted_words(&q, q.list[0].source[0]),
                    "the Marl fire service");
    }
    quoted_free(&q);
}

TEST(plain_narration_holds_no_attribution)
{
    quoted q;
    if (quoted_read(&q,
                    "The river rose two metres in the night. The road to the "
                    "harbour is closed.",
                    "en"))
        assert_int_equal(q.n, 0);
    quoted_free(&q);
}

TEST(a_paragraph_of_one_mark_and_an_endless_one_are_read)
{
    static char many[40000];
    for (size_t i = 0; i + 8 < sizeof many; i += 8)
        memcpy(many + i, "said he ", 8);
    quoted q;
    if (quoted_read(&q, many, "en"))
        assert_true(q.n < 5000);
    quoted_free(&q);
    if (quoted_read(&q, "“\n.\nÅ", "en"))
        assert_int_equal(q.n, 0);
    quoted_free(&q);
}
