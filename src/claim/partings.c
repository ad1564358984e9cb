#include "claim/partings.h"

#include "base/alloc.h"
#include "base/size.h"
#include "claim/partings_internal.h"

#include "base/banned.h"

/* Numbers past this many in a claim are not compared. */
enum { most_items = 4096 };

stm_slice stm_partings__text(const stm_partings *f, uint32_t mention,
                             uint32_t first, uint32_t end)
{
    const stm_unit *u = f->shown[mention].unit;
    const stm_text *t = &f->pile->texts[u->article];
    return stm_span_text(
        (stm_span){t->tokens[first].begin, t->tokens[end - 1].end},
        f->pile->articles[u->article].text);
}

const stm_claim_word *stm_partings__word(const stm_partings *f,
                                         const stm_unit *u, uint32_t token)
{
    const stm_text *t = &f->pile->texts[u->article];
    return stm_claim_words_get(f->words, t->terms[token]);
}

bool stm_partings__add(stm_partings *f, stm_slice name, stm_slice what,
                       uint8_t kind, stm_value *values, uint32_t n_values,
                       const uint32_t *of_mention)
{
    for (uint32_t v = 0; v < n_values; v++) {
        uint32_t *who = stm_arena_alloc(f->arena, f->n, sizeof *who);
        if (who == NULL)
            return false;
        for (uint32_t m = 0; m < f->n; m++)
            if (of_mention[m] == v)
                who[values[v].n_mentions++] = m;
        values[v].mentions = who;
    }
    f->out[f->n_out++] = (stm_difference){.slot = name,
                                          .kind = kind,
                                          .what = what,
                                          .values = values,
                                          .n_values = n_values};
    return true;
}

static uint64_t concept_of(const stm_claim_words *words, stm_slice word)
{
    return stm_claim_words_get(words, stm_hash(word))->concept;
}

stm_status stm_differences_from_mentions(
    const stm_pile *pile, const stm_claim_words *words, const stm_units *units,
    const stm_shown *shown, uint32_t n, stm_arena *arena,
    const stm_difference **out, uint32_t *n_out)
{
    stm_partings f = {.pile = pile,
                      .words = words,
                      .units = units,
                      .shown = shown,
                      .n = n,
                      .arena = arena,
                      .killed = concept_of(words, STM_LIT("killed")),
                      .wounded = concept_of(words, STM_LIT("wounded"))};
    uint32_t most = 1;
    for (uint32_t m = 0; m < n && most < most_items; m++)
        most += shown[m].unit->numbers_end - shown[m].unit->numbers;
    f.max_items = stm_min_u32(most, most_items);
    f.items = stm_alloc(f.max_items, sizeof *f.items);
    f.out = stm_arena_alloc(arena, STM_PARTINGS_MAX, sizeof *f.out);
    bool ok = f.items != NULL && f.out != NULL;
    if (ok) {
        ok =
            stm_partings__compare_numbers(&f) &&
            stm_partings__compare_names(&f) && stm_partings__compare_days(&f) &&
            stm_partings__compare_doubt(&f) && stm_partings__compare_quotes(&f);
    }
    stm_free(f.items);
    if (!ok)
        return STM_ERR_NOMEM;
    *out = f.out;
    *n_out = f.n_out;
    return STM_OK;
}
