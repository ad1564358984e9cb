#include "quote/phrases.h"

#include "base/map.h"

#include "base/banned.h"

uint32_t stm_form_hash(stm_slice lower)
{
    const uint64_t hash = stm_hash(lower);
    const uint32_t h = (uint32_t)(hash ^ (hash >> 32));
    return h == 0 ? 1 : h;
}

static void read_phrase(stm_slice s, stm_phrase *out)
{
    *out = (stm_phrase){.n = 0};
    size_t at = 0;
    while (at < s.len && out->n < STM_PHRASE_WORDS) {
        size_t end = stm_slice_find_byte(s, ' ', at);
        if (end == STM_SLICE_NPOS)
            end = s.len;
        out->forms[out->n++] = stm_form_hash(stm_slice_sub(s, at, end));
        at = end + 1;
    }
}

static stm_status read_list(const char *text, uint8_t between, stm_arena *arena,
                            stm_phrases *out)
{
    const stm_slice list = stm_slice_from_cstr(text);
    uint32_t n = 1, n_slots = 8;
    for (size_t i = 0; i < list.len; i++)
        n += list.ptr[i] == between;
    while (n_slots < 2 * n)
        n_slots *= 2;
    stm_phrase *slots = stm_arena_alloc(arena, n_slots, sizeof *slots);
    if (slots == NULL)
        return STM_ERR_NOMEM;
    for (size_t at = 0; at < list.len;) {
        size_t end = stm_slice_find_byte(list, between, at);
        if (end == STM_SLICE_NPOS)
            end = list.len;
        stm_phrase phrase;
        read_phrase(stm_slice_sub(list, at, end), &phrase);
        uint32_t slot = phrase.forms[0] & (n_slots - 1);
        while (slots[slot].n > 0)
            slot = (slot + 1) & (n_slots - 1);
        if (phrase.n > 0)
            slots[slot] = phrase;
        at = end + 1;
    }
    *out = (stm_phrases){slots, n_slots};
    return STM_OK;
}

stm_status stm_phrases_from_words(const char *list, stm_arena *arena,
                                  stm_phrases *out)
{
    return read_list(list, ' ', arena, out);
}

stm_status stm_phrases_from_list(const char *list, stm_arena *arena,
                                 stm_phrases *out)
{
    return read_list(list, '|', arena, out);
}

static bool stands_at(const stm_phrase *phrase, const stm_qword *words,
                      uint32_t n)
{
    if (phrase->n > n)
        return false;
    for (uint32_t i = 0; i < phrase->n; i++)
        if (words[i].form != phrase->forms[i])
            return false;
    return true;
}

uint32_t stm_phrases_match(const stm_phrases *self, const stm_qword *words,
                           uint32_t n)
{
    uint32_t best = 0;
    if (self->n_slots == 0 || n == 0)
        return 0;
    const uint32_t mask = self->n_slots - 1;
    for (uint32_t slot = words[0].form & mask; self->items[slot].n > 0;
         slot = (slot + 1) & mask)
        if (self->items[slot].n > best &&
            stands_at(&self->items[slot], words, n))
            best = self->items[slot].n;
    return best;
}
