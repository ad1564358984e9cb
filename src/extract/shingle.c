#include "extract/shingle.h"

#include "base/banned.h"

/* Bytes of a letter or digit at `at` (1..4), or 0 for what parts words. */
static size_t letter_at(stm_slice s, size_t at)
{
    const uint8_t c = s.ptr[at];
    if (c < 0x80)
        return stm_is_alpha(c) || stm_is_digit(c);
    size_t n = c >= 0xF0 ? 4 : c >= 0xE0 ? 3 : c >= 0xC0 ? 2 : 1;
    if (at + n > s.len)
        n = s.len - at;
    if (c == 0xC2) /* Latin-1 marks; but the soft hyphen parts nothing */
        return at + 1 < s.len && s.ptr[at + 1] == 0xAD ? n : 0;
    if (c == 0xE2) /* general punctuation, arrows, symbols */
        return 0;
    if (c == 0xE3 && at + 1 < s.len && s.ptr[at + 1] == 0x80)
        return 0;
    if (c == 0xEF && at + 1 < s.len && s.ptr[at + 1] >= 0xBC)
        return 0;
    return n;
}

static bool is_cjk(uint8_t c)
{
    return c >= 0xE3 && c <= 0xE9;
}

stm_slice stm_word_next(stm_slice text, size_t *at)
{
    size_t i = *at;
    size_t n = 0;
    while (i < text.len && (n = letter_at(text, i)) == 0)
        i += text.ptr[i] >= 0xE0 ? (i + 3 <= text.len ? 3 : 1) : 1;
    const size_t begin = i;
    if (i < text.len && is_cjk(text.ptr[i])) {
        i += n;
    } else {
        while (i < text.len && !is_cjk(text.ptr[i]) &&
               (n = letter_at(text, i)) > 0)
            i += n;
    }
    *at = i;
    return stm_slice_sub(text, begin, i);
}

uint64_t stm_word_hash(stm_slice word)
{
    /* FNV-1a: words are short, and the fold comes for free */
    uint64_t h = 0xCBF29CE484222325u;
    for (size_t i = 0; i < word.len; i++)
        h = (h ^ stm_to_lower(word.ptr[i])) * 0x100000001B3u;
    return h;
}

/* Walks the runs of a text: each call gives the next run's hash. */
typedef struct runs {
    stm_slice text;
    size_t at;
    uint64_t last[STM_SHINGLE_WORDS]; /* hashes of the last words */
    uint32_t n_words;
    bool is_done;
} runs;

static bool next_run(runs *r, uint64_t *hash)
{
    while (!r->is_done) {
        const stm_slice word = stm_word_next(r->text, &r->at);
        if (word.len == 0) {
            r->is_done = true;
            if (r->n_words == 0 || r->n_words >= STM_SHINGLE_WORDS)
                return false;
        } else {
            for (int i = 1; i < STM_SHINGLE_WORDS; i++)
                r->last[i - 1] = r->last[i];
            r->last[STM_SHINGLE_WORDS - 1] = stm_word_hash(word);
            if (++r->n_words < STM_SHINGLE_WORDS)
                continue;
        }
        uint64_t h = 0;
        for (int i = 0; i < STM_SHINGLE_WORDS; i++)
            h = stm_hash_mix(h, r->last[i]);
        *hash = h;
        return true;
    }
    return false;
}

bool stm_shingles_add(stm_u64map *set, stm_slice text)
{
    runs r = {.text = text};
    uint64_t hash;
    while (next_run(&r, &hash)) {
        if (stm_u64map_put(set, hash, 1, NULL) == NULL)
            return false;
    }
    return true;
}

float stm_shingles_share(const stm_u64map *set, stm_slice text)
{
    runs r = {.text = text};
    uint64_t hash;
    uint32_t n = 0;
    uint32_t hit = 0;
    while (next_run(&r, &hash)) {
        n++;
        hit += stm_u64map_get(set, hash) != STM_NONE;
    }
    return n == 0 ? 0.0F : (float)hit / (float)n;
}
