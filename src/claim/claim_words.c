#include "claim/claim_words.h"

#include <string.h>

#include "base/alloc.h"

#include "base/banned.h"

static const struct {
    uint32_t flags;
    float value;
    float step;
    const char *words;
} word_lists[] = {
#include "claim/claim_words_en.inc"
};

static const struct {
    stm_measure measure;
    float factor;
    const char *words;
} unit_lists[] = {
#include "claim/claim_units_en.inc"
};

static const char *const concept_lists[] = {
#include "claim/claim_concepts_en.inc"
};

/* Takes the next of words parted by single spaces; empty at the end. */
static stm_slice next_word(const char **list)
{
    const stm_slice rest = stm_slice_from_cstr(*list);
    const size_t space = stm_slice_find_byte(rest, ' ', 0);
    const stm_slice word =
        stm_slice_sub(rest, 0, space == STM_SLICE_NPOS ? rest.len : space);
    *list += space == STM_SLICE_NPOS ? rest.len : space + 1;
    return word;
}

/* The entry of `word`, made where it is new; NULL without memory. */
static stm_claim_word *entry_of(stm_claim_words *self, stm_slice word)
{
    bool was_new = false;
    stm_u64map_entry *e =
        stm_u64map_put(&self->index, stm_hash(word), self->len, &was_new);
    if (e == NULL)
        return NULL;
    if (!was_new)
        return &self->items[e->value];
    if (!stm_grow(&self->items, &self->cap, self->len + 1, sizeof *self->items))
        return NULL;
    self->items[self->len] = (stm_claim_word){0};
    return &self->items[self->len++];
}

static stm_status add_words(stm_claim_words *self)
{
    for (size_t i = 0; i < sizeof word_lists / sizeof word_lists[0]; i++) {
        const char *list = word_lists[i].words;
        float value = word_lists[i].value;
        for (stm_slice w = next_word(&list); w.len > 0; w = next_word(&list)) {
            stm_claim_word *e = entry_of(self, w);
            if (e == NULL)
                return STM_ERR_NOMEM;
            e->flags |= word_lists[i].flags;
            if (value != 0)
                e->value = value;
            value += word_lists[i].step;
        }
    }
    return STM_OK;
}

static stm_status add_units(stm_claim_words *self)
{
    for (size_t i = 0; i < sizeof unit_lists / sizeof unit_lists[0]; i++) {
        const char *list = unit_lists[i].words;
        for (stm_slice w = next_word(&list); w.len > 0; w = next_word(&list)) {
            stm_claim_word *e = entry_of(self, w);
            if (e == NULL)
                return STM_ERR_NOMEM;
            e->flags |= STM_CLAIM_WORD_UNIT;
            e->measure = (uint8_t)unit_lists[i].measure;
            e->value = unit_lists[i].factor;
        }
    }
    return STM_OK;
}

static stm_status add_concepts(stm_claim_words *self)
{
    for (size_t i = 0; i < sizeof concept_lists / sizeof concept_lists[0];
         i++) {
        const char *list = concept_lists[i];
        for (stm_slice w = next_word(&list); w.len > 0; w = next_word(&list)) {
            stm_claim_word *e = entry_of(self, w);
            if (e == NULL)
                return STM_ERR_NOMEM;
            if (e->concept == 0)
            e->concept = stm_hash_mix(0x636f6e63657074U, i + 1);
        }
    }
    return STM_OK;
}

stm_status stm_claim_words_init(stm_claim_words *self)
{
    *self = (stm_claim_words){0};
    stm_u64map_init(&self->index);
    STM_TRY(add_words(self));
    STM_TRY(add_units(self));
    return add_concepts(self);
}

void stm_claim_words_release(stm_claim_words *self)
{
    stm_u64map_release(&self->index);
    stm_free(self->items);
    *self = (stm_claim_words){0};
}

const stm_claim_word *stm_claim_words_get(const stm_claim_words *self,
                                          uint64_t term)
{
    static const stm_claim_word unknown = {0};
    const uint32_t at = stm_u64map_get(&self->index, term);
    return at == STM_NONE ? &unknown : &self->items[at];
}
