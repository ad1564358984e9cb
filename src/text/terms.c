#include "text/terms.h"

#include <string.h>

#include <libstemmer.h>
#include <unicode/unorm2.h>
#include <unicode/ustring.h>

#include "base/alloc.h"
#include "base/utf8.h"
#include "model/text.h"

#include "base/banned.h"

enum {
    slot_count = 1 << 14,
    slot_bytes = 24,   /* longer words are not cached */
    fold_units = 1024, /* UTF-16 room for a word while it is folded */
    stem_min_bytes = 3,
    stem_max_bytes = 96,
};

/* One cached word: its bytes, zero-padded, and what they come to. */
typedef struct stm_term_slot {
    uint64_t raw[slot_bytes / 8];
    uint64_t term;
    uint64_t stem;
    uint8_t len; /* 0: free */
    uint8_t language;
    uint8_t flags;
} stm_term_slot;

static stm_status add_list(stm_u64map *map, const char *list, uint32_t bits)
{
    stm_slice word;
    while (stm_words_next(&list, &word)) {
        stm_u64map_entry *e = stm_u64map_put(map, stm_hash(word), 0, NULL);
        if (e == NULL)
            return STM_ERR_NOMEM;
        e->value |= bits;
    }
    return STM_OK;
}

stm_status stm_terms_init(stm_terms *self, const stm_chars *chars)
{
    *self = (stm_terms){.chars = chars};
    UErrorCode code = U_ZERO_ERROR;
    self->nfc = unorm2_getNFCInstance(&code);
    self->slots = stm_alloc(slot_count, sizeof *self->slots);
    if (U_FAILURE(code) || self->slots == NULL)
        return STM_ERR_NOMEM;
    stm_u64map_init(&self->stops);
    for (uint32_t i = 0; i < STM_LANGUAGES; i++) {
        const stm_language *lang = &stm_languages[i];
        stm_u64map *abbrs = &self->abbrs[i];
        stm_u64map_init(abbrs);
        STM_TRY(add_list(&self->stops, lang->stops, 1u << i));
        STM_TRY(add_list(abbrs, lang->titles, STM_ABBR_TITLE));
        STM_TRY(add_list(abbrs, lang->numbered, STM_ABBR_NUMBERED));
        STM_TRY(add_list(abbrs, lang->inner, STM_ABBR_INNER));
    }
    return STM_OK;
}

void stm_terms_release(stm_terms *self)
{
    stm_u64map_release(&self->stops);
    for (uint32_t i = 0; i < STM_LANGUAGES; i++) {
        stm_u64map_release(&self->abbrs[i]);
        if (self->stemmers[i] != NULL)
            sb_stemmer_delete(self->stemmers[i]);
    }
    stm_free(self->slots);
    *self = (stm_terms){0};
}

uint32_t stm_terms_abbr(const stm_terms *self, uint64_t term, uint32_t language)
{
    const uint32_t flags = stm_u64map_get(&self->abbrs[language], term);
    return flags == STM_NONE ? 0 : flags;
}

/*
 * Turns 1,000,000 into 1000000 in place: groups of three digits after one to
 * three. Returns the new length.
 */
static size_t join_groups(uint8_t *word, size_t len)
{
    size_t lead = 0;
    while (lead < len && stm_is_digit(word[lead]))
        lead++;
    if (lead == 0 || lead > 3 || lead == len || word[lead] != ',')
        return len;
    size_t at = lead;
    size_t groups = 0;
    while (at + 3 < len && word[at] == ',' && stm_is_digit(word[at + 1]) &&
           stm_is_digit(word[at + 2]) && stm_is_digit(word[at + 3])) {
        at += 4;
        groups++;
    }
    if (at < len && (stm_is_digit(word[at]) || word[at] == ','))
        return len;
    size_t to = lead;
    for (size_t from = lead; from < at; from++)
        if (word[from] != ',')
            word[to++] = word[from];
    memmove(word + to, word + at, len - at);
    return len - groups;
}

/* Folds an ASCII word into `out`, room for word.len bytes. */
static size_t fold_ascii(stm_slice word, uint8_t *out)
{
    for (size_t i = 0; i < word.len; i++)
        out[i] = stm_to_lower(word.ptr[i]);
    return word.len;
}

/* Drops what does not tell words apart; the apostrophe has one form. */
static int32_t strip_units(UChar *units, int32_t len)
{
    int32_t to = 0;
    for (int32_t i = 0; i < len; i++) {
        const UChar u = units[i];
        if (u == 0x00AD || u == 0x0640 || (u >= 0x200B && u <= 0x200F) ||
            u == 0x2060)
            continue;
        units[to++] = u == 0x2019 || u == 0x02BC ? (UChar)'\'' : u;
    }
    return to;
}

/*
 * NFC, full case folding, NFC again (folding can undo it). Returns the bytes
 * written to `out`, 0 where the word does not fit.
 */
static size_t fold_unicode(const stm_terms *self, stm_slice word, uint8_t *out,
                           size_t room)
{
    UChar a[fold_units];
    UChar b[fold_units];
    UErrorCode code = U_ZERO_ERROR;
    int32_t n = 0;
    u_strFromUTF8WithSub(a, fold_units, &n, (const char *)word.ptr,
                         (int32_t)word.len, 0xFFFD, NULL, &code);
    if (U_FAILURE(code))
        return 0;
    n = strip_units(a, n);
    n = unorm2_normalize(self->nfc, a, n, b, fold_units, &code);
    n = u_strFoldCase(a, fold_units, b, n, U_FOLD_CASE_DEFAULT, &code);
    n = unorm2_normalize(self->nfc, a, n, b, fold_units, &code);
    int32_t bytes = 0;
    u_strToUTF8((char *)out, (int32_t)room, &bytes, b, n, &code);
    return U_FAILURE(code) || (size_t)bytes > room ? 0 : (size_t)bytes;
}

/* The stemmer of a language, opened when first asked for; NULL: none. */
static struct sb_stemmer *stemmer_of(stm_terms *self, uint32_t language)
{
    const char *name = stm_languages[language].stemmer;
    if (name == NULL || self->failed)
        return NULL;
    if (self->stemmers[language] == NULL) {
        self->stemmers[language] = sb_stemmer_new(name, "UTF_8");
        self->failed = self->stemmers[language] == NULL;
    }
    return self->stemmers[language];
}

static uint64_t stem_of(stm_terms *self, stm_slice folded, uint64_t term,
                        uint32_t language)
{
    if (folded.len < stem_min_bytes || folded.len > stem_max_bytes)
        return term;
    for (size_t i = 0; i < folded.len; i++)
        if (stm_is_digit(folded.ptr[i]))
            return term;
    struct sb_stemmer *stemmer = stemmer_of(self, language);
    if (stemmer == NULL)
        return term;
    const sb_symbol *stem =
        sb_stemmer_stem(stemmer, folded.ptr, (int)folded.len);
    if (stem == NULL) {
        self->failed = true;
        return term;
    }
    return stm_hash(stm_slice_of(stem, (size_t)sb_stemmer_length(stemmer)));
}

static uint8_t case_flags(const stm_chars *chars, stm_slice word)
{
    uint32_t letters = 0;
    uint32_t uppers = 0;
    uint32_t lowers = 0;
    bool capital = false;
    for (size_t at = 0; at < word.len;) {
        uint32_t cp;
        at = stm_utf8_next(word, at, &cp);
        const stm_char_class c = stm_chars_class(chars, cp);
        if (!stm_char_is_letter(c))
            continue;
        if (letters == 0)
            capital = c == STM_CHAR_UPPER;
        letters++;
        uppers += c == STM_CHAR_UPPER;
        lowers += c == STM_CHAR_LOWER;
    }
    return (uint8_t)((capital ? STM_TOKEN_CAPITAL : 0) |
                     (uppers >= 2 && lowers == 0 ? STM_TOKEN_ALL_CAPS : 0));
}

/* The slow way, for words that are not in the cache. */
static stm_term make_term(stm_terms *self, stm_slice word, uint32_t language)
{
    uint8_t folded[4 * STM_TERM_MAX_BYTES];
    stm_term t = {.flags = case_flags(self->chars, word)};
    size_t len = 0;
    if (word.len <= STM_TERM_MAX_BYTES) {
        bool ascii = true;
        for (size_t i = 0; i < word.len; i++)
            ascii = ascii && word.ptr[i] < 0x80;
        len = ascii ? fold_ascii(word, folded)
                    : fold_unicode(self, word, folded, sizeof folded);
        len = join_groups(folded, len);
        /* U.S. and U.S are one word */
        if (len > 1 && folded[len - 1] == '.')
            len--;
    }
    if (len == 0) {
        t.term = t.stem = stm_hash(word);
        return t;
    }
    const stm_slice form = stm_slice_of(folded, len);
    t.term = stm_hash(form);
    t.stem = stem_of(self, form, t.term, language);
    const uint32_t stops = stm_u64map_get(&self->stops, t.term);
    if (stops != STM_NONE && (stops >> language & 1) != 0)
        t.flags |= STM_TOKEN_STOP;
    return t;
}

static const uint64_t keep_mask[9] = {
    0,
    0xFF,
    0xFFFF,
    0xFFFFFF,
    0xFFFFFFFF,
    0xFFFFFFFFFF,
    0xFFFFFFFFFFFF,
    0xFFFFFFFFFFFFFF,
    0xFFFFFFFFFFFFFFFF,
};

/* Loads the word, zero-padded; whole words of 8 bytes where text allows. */
static void load_raw(stm_slice text, size_t begin, size_t len, uint64_t *raw)
{
    memset(raw, 0, slot_bytes);
#if defined(__BYTE_ORDER__) && __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
    if (text.len - begin >= slot_bytes) {
        memcpy(raw, text.ptr + begin, slot_bytes);
        for (size_t i = 0; i < slot_bytes / 8; i++) {
            const size_t held = len > 8 * i ? len - 8 * i : 0;
            raw[i] &= keep_mask[held < 8 ? held : 8];
        }
        return;
    }
#endif
    memcpy(raw, text.ptr + begin, len);
}

static size_t slot_of(const uint64_t *raw, size_t len, uint32_t language)
{
    uint64_t h = raw[0] * 0x9E3779B97F4A7C15u;
    h = (h ^ h >> 29) + raw[1] * 0xBF58476D1CE4E5B9u;
    h = (h ^ h >> 31) + raw[2] * 0x94D049BB133111EBu + len + language;
    h *= 0x9E3779B97F4A7C15u;
    return (size_t)(h >> 50); /* 14 bits: slot_count */
}

stm_term stm_terms_get(stm_terms *self, stm_slice text, size_t begin,
                       size_t end, uint32_t language)
{
    const size_t len = end - begin;
    if (len == 0 || len > slot_bytes)
        return make_term(self, stm_slice_sub(text, begin, end), language);
    uint64_t raw[slot_bytes / 8];
    load_raw(text, begin, len, raw);
    stm_term_slot *slot = &self->slots[slot_of(raw, len, language)];
    if (slot->len == len && slot->language == language &&
        slot->raw[0] == raw[0] && slot->raw[1] == raw[1] &&
        slot->raw[2] == raw[2])
        return (stm_term){slot->term, slot->stem, slot->flags};
    const stm_term t =
        make_term(self, stm_slice_sub(text, begin, end), language);
    if (!self->failed)
        *slot = (stm_term_slot){
            .raw = {raw[0], raw[1], raw[2]},
            .term = t.term,
            .stem = t.stem,
            .len = (uint8_t)len,
            .language = (uint8_t)language,
            .flags = t.flags,
        };
    return t;
}
