#include "quote/voice.h"

#include "model/attribution.h"

#include "base/banned.h"

static bool is_prefix_name(stm_slice a, stm_slice b)
{
    const stm_slice s = a.len < b.len ? a : b;
    const stm_slice l = a.len < b.len ? b : a;
    /* an initial, or "Will" of "William" */
    return s.len > 0 && stm_slice_istarts(l, s);
}

bool stm_persons_agree(const stm_voice *a, const stm_voice *b)
{
    if (a->last != b->last || !stm_genders_agree(a->gender, b->gender))
        return false;
    if (a->first == 0 || b->first == 0 || a->first == b->first)
        return true;
    return is_prefix_name(a->first_name, b->first_name);
}

bool stm_keys_within(const stm_body_name *a, const stm_body_name *b)
{
    uint32_t k = 0;
    for (uint32_t i = 0; i < a->n_keys; i++) {
        while (k < b->n_keys && b->keys[k] < a->keys[i])
            k++;
        if (k == b->n_keys || b->keys[k] != a->keys[i])
            return false;
    }
    return true;
}

static bool kinds_agree(const stm_voice *a, const stm_voice *b)
{
    if (a->kind == b->kind || a->kind == 0 || b->kind == 0)
        return true;
    /* a firm is whatever nobody says it is not */
    return a->is_single || b->is_single;
}

bool stm_bodies_agree(const stm_voice *a, const stm_voice *b)
{
    const stm_body_name *x = &a->body;
    const stm_body_name *y = &b->body;
    if (x->is_ministry != y->is_ministry || !kinds_agree(a, b))
        return false;
    if (x->country != y->country && x->country != STM_COUNTRY_NONE &&
        y->country != STM_COUNTRY_NONE)
        return false;
    if (x->n_keys == 0 || y->n_keys == 0)
        return x->n_keys == y->n_keys && x->noun == y->noun &&
               x->country == y->country;
    if (x->is_ministry)
        return x->n_keys == y->n_keys && stm_keys_within(x, y);
    return stm_keys_within(x, y) || stm_keys_within(y, x);
}

bool stm_is_acronym_of(stm_slice acronym, stm_slice name)
{
    size_t k = 0;
    bool at_word = true;
    for (size_t i = 0; i < name.len; i++) {
        const uint8_t c = name.ptr[i];
        if (at_word && stm_is_upper(c)) {
            if (k == acronym.len || acronym.ptr[k] != c)
                return false;
            k++;
        }
        at_word = c == ' ' || c == '-';
    }
    return k == acronym.len && k >= 2;
}
