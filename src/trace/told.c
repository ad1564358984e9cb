#include "trace/told.h"

#include "base/banned.h"

#include "trace/told_words.inc"

#define COUNT(list) (sizeof(list) / sizeof *(list))

/* `text` without a last word of the list, and without space at its end. */
static stm_slice strip_last(stm_slice text, const char *const *words, size_t n,
                            bool *found)
{
    *found = false;
    for (size_t i = 0; i < n; i++) {
        const stm_slice w = stm_slice_from_cstr(words[i]);
        if (text.len < w.len ||
            !stm_slice_ieq(stm_slice_sub(text, text.len - w.len, text.len), w))
            continue;
        const size_t at = text.len - w.len;
        if (at > 0 && stm_is_alpha(text.ptr[at - 1]))
            continue;
        *found = true;
        return stm_slice_trim(stm_slice_sub(text, 0, at));
    }
    return text;
}

static bool is_told_before(stm_slice before)
{
    bool found;
    before = stm_slice_trim(before);
    (void)strip_last(before, told_before, COUNT(told_before), &found);
    if (found)
        return true;
    before = strip_last(before, told_articles, COUNT(told_articles), &found);
    (void)strip_last(before, told_before, COUNT(told_before), &found);
    return found;
}

static bool is_told_after(stm_slice after)
{
    after = stm_slice_trim(after);
    for (size_t i = 0; i < COUNT(told_after); i++) {
        const stm_slice w = stm_slice_from_cstr(told_after[i]);
        if (stm_slice_istarts(after, w) &&
            (after.len == w.len || !stm_is_alpha(after.ptr[w.len])))
            return true;
    }
    return false;
}

const stm_credit *stm_article_told(const stm_article *self)
{
    for (uint32_t i = 0; i < self->n_credits; i++) {
        const stm_credit *c = &self->credits[i];
        if (c->place != STM_CREDIT_MENTION || stm_span_is_empty(c->at))
            continue;
        const size_t from = c->at.begin > 32 ? c->at.begin - 32 : 0;
        if (is_told_before(stm_slice_sub(self->text, from, c->at.begin)) ||
            is_told_after(
                stm_slice_sub(self->text, c->at.end, c->at.end + 24u)))
            return c;
    }
    return NULL;
}
