#include "quote/naming_words.h"

#include <assert.h>

#include "base/alloc.h"
#include "base/utf8.h"
#include "model/attribution.h"

#include "base/banned.h"

static const struct {
    uint32_t flags;
    uint8_t kind;
    const char *words;
} word_lists[] = {
#include "quote/naming_words_en.inc"
};

static const struct {
    stm_gender gender;
    const char *words;
} gender_lists[] = {
#include "quote/forename_words.inc"
};

static const struct {
    const char *code, *names, *of, *capitals;
} countries[] = {
#include "quote/country_words.inc"
};

/* A small letter without its accent; others as they are. */
static uint32_t fold_letter(uint32_t cp)
{
    static const char latin[] = "aaaaaaaceeeeiiiidnooooo*ouuuuyts"
                                "aaaaaaaceeeeiiiidnooooo/ouuuuyty";
    static const char extended[] =
        "aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiiiiijjkkkllllllllll"
        "nnnnnnnnnoooooooorrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs";
    static_assert(sizeof latin == 65, "U+00C0 to U+00FF");
    static_assert(sizeof extended == 129, "U+0100 to U+017F");
    if (cp < 0x80)
        return stm_to_lower((uint8_t)cp);
    if (cp == 0x2019 || cp == 0x2018)
        return '\'';
    if (cp >= 0xC0 && cp <= 0xFF)
        return (uint8_t)latin[cp - 0xC0];
    if (cp >= 0x100 && cp <= 0x17F)
        return (uint8_t)extended[cp - 0x100];
    return cp >= 0x410 && cp < 0x430 ? cp + 0x20 : cp;
}

uint64_t stm_naming_hash(stm_slice word)
{
    uint8_t low[64];
    size_t n = 0;
    for (size_t at = 0; at < word.len && n + 4 < sizeof low;) {
        uint32_t cp;
        at = stm_utf8_next(word, at, &cp);
        cp = fold_letter(cp);
        low[n++] = (uint8_t)(cp & 0xFF);
        if (cp >= 0x80) {
            low[n++] = (uint8_t)(cp >> 8 & 0xFF);
            low[n++] = 0xFE;
        }
    }
    return stm_hash(stm_slice_of(low, n));
}

/* Takes the next of items parted by `mark`; empty at the end. */
static stm_slice next_item(stm_slice *rest, uint8_t mark)
{
    const size_t at = stm_slice_find_byte(*rest, mark, 0);
    const size_t end = at == STM_SLICE_NPOS ? rest->len : at;
    const stm_slice item = stm_slice_sub(*rest, 0, end);
    *rest = stm_slice_sub(*rest, end + 1, rest->len);
    return item;
}

static stm_status add_word(stm_naming_words *self, stm_slice item,
                           uint32_t flags, uint8_t kind)
{
    const size_t equals = stm_slice_find_byte(item, '=', 0);
    const stm_slice word = stm_slice_sub(item, 0, equals);
    const stm_slice as = equals == STM_SLICE_NPOS
                             ? word
                             : stm_slice_sub(item, equals + 1, item.len);
    bool was_new = false;
    stm_u64map_entry *e = stm_u64map_put(&self->index, stm_naming_hash(word),
                                         self->len, &was_new);
    if (e == NULL)
        return STM_ERR_NOMEM;
    if (was_new) {
        if (!stm_grow(&self->items, &self->cap, self->len + 1,
                      sizeof *self->items))
            return STM_ERR_NOMEM;
        self->items[self->len++] =
            (stm_naming_word){.as = stm_naming_hash(word)};
    }
    stm_naming_word *w = &self->items[e->value];
    w->flags |= flags;
    if (w->kind == 0)
        w->kind = kind;
    if (equals != STM_SLICE_NPOS)
        w->as = stm_naming_hash(as);
    return STM_OK;
}

/* The hash of a phrase: of its words', one after another. */
static uint64_t phrase_hash(stm_slice phrase)
{
    uint64_t h = 0;
    for (stm_slice rest = phrase; rest.len > 0;)
        h = stm_hash_mix(h, stm_naming_hash(next_item(&rest, ' ')));
    return h;
}

static stm_status add_country(stm_naming_words *self, uint32_t country,
                              const char *list, stm_country_form form)
{
    for (stm_slice rest = stm_slice_from_cstr(list); rest.len > 0;)
        if (stm_u64map_put(&self->countries, phrase_hash(next_item(&rest, '|')),
                           (uint32_t)form << 16 | country, NULL) == NULL)
            return STM_ERR_NOMEM;
    return STM_OK;
}

stm_status stm_naming_words_init(stm_naming_words *self)
{
    *self = (stm_naming_words){.len = 0};
    stm_u64map_init(&self->index);
    stm_u64map_init(&self->countries);
    stm_u64map_init(&self->genders);
    for (size_t i = 0; i < sizeof word_lists / sizeof *word_lists; i++)
        for (stm_slice rest = stm_slice_from_cstr(word_lists[i].words);
             rest.len > 0;)
            STM_TRY(add_word(self, next_item(&rest, ' '), word_lists[i].flags,
                             word_lists[i].kind));
    for (size_t i = 0; i < sizeof gender_lists / sizeof *gender_lists; i++)
        for (stm_slice rest = stm_slice_from_cstr(gender_lists[i].words);
             rest.len > 0;)
            if (stm_u64map_put(&self->genders,
                               stm_naming_hash(next_item(&rest, ' ')),
                               (uint32_t)gender_lists[i].gender, NULL) == NULL)
                return STM_ERR_NOMEM;
    for (uint32_t i = 0; i < sizeof countries / sizeof *countries; i++) {
        STM_TRY(add_country(self, i, countries[i].names, STM_COUNTRY_NAME));
        STM_TRY(add_country(self, i, countries[i].of, STM_COUNTRY_OF));
        STM_TRY(
            add_country(self, i, countries[i].capitals, STM_COUNTRY_CAPITAL));
    }
    return STM_OK;
}

/* Classes as a person's table names them. */
static const struct {
    const char *name;
    uint32_t flags;
} classes[] = {
    {"title", STM_NAMING_TITLE},
    {"head", STM_NAMING_HEAD},
    {"spokesperson", STM_NAMING_SPOKES},
    {"rank", STM_NAMING_RANK},
    {"executive", STM_NAMING_EXEC},
    {"minister", STM_NAMING_MINISTER},
    {"ministry", STM_NAMING_MINISTRY},
    {"subject", STM_NAMING_SUBJECT},
    {"body", STM_NAMING_BODY},
    {"office", STM_NAMING_BODY | STM_NAMING_PLAIN},
    {"firm", STM_NAMING_BODY | STM_NAMING_FIRM},
    {"police", STM_NAMING_BODY | STM_NAMING_LAW},
    {"agency", STM_NAMING_AGENCY},
    {"people", STM_NAMING_FOLK},
    {"document", STM_NAMING_DOCUMENT},
    {"statement", STM_NAMING_STATEMENT},
    {"no-name", STM_NAMING_NOUN},
};

static uint32_t class_flags(stm_slice name)
{
    for (size_t i = 0; i < sizeof classes / sizeof *classes; i++)
        if (stm_slice_ieq(name, stm_slice_from_cstr(classes[i].name)))
            return classes[i].flags;
    return 0;
}

static bool find_kind(stm_slice name, uint8_t *out)
{
    *out = STM_SPEAKER_UNKNOWN;
    for (uint8_t k = 0; k <= STM_SPEAKER_COLLECTIVE && name.len > 0; k++)
        if (stm_slice_ieq(name, stm_speaker_kind_text(k))) {
            *out = k;
            return true;
        }
    return name.len == 0;
}

/* The word in small letters (ASCII), in `room`; too long: empty. */
static stm_slice lowered(stm_slice word, uint8_t *room, size_t cap)
{
    if (word.len > cap)
        return (stm_slice){NULL, 0};
    for (size_t i = 0; i < word.len; i++)
        room[i] = stm_to_lower(word.ptr[i]);
    return stm_slice_of(room, word.len);
}

enum { WORD_BYTES = 128 };

static stm_status add_country_names(stm_naming_words *self, stm_slice code,
                                    stm_slice names, bool *good)
{
    uint32_t c = 0;
    while (c < sizeof countries / sizeof *countries &&
           !stm_slice_ieq(code, stm_slice_from_cstr(countries[c].code)))
        c++;
    *good = c < sizeof countries / sizeof *countries;
    for (stm_slice rest = names; *good && rest.len > 0;) {
        uint8_t room[WORD_BYTES];
        const stm_slice name =
            lowered(stm_slice_trim(next_item(&rest, ',')), room, sizeof room);
        if (name.len > 0 &&
            stm_u64map_put(&self->countries, phrase_hash(name),
                           (uint32_t)STM_COUNTRY_NAME << 16 | c, NULL) == NULL)
            return STM_ERR_NOMEM;
    }
    return STM_OK;
}

static stm_status add_line(stm_naming_words *self, stm_slice line, bool *good)
{
    const stm_slice class = stm_slice_trim(next_item(&line, '|'));
    const stm_slice of = stm_slice_trim(next_item(&line, '|'));
    const stm_slice words = stm_slice_trim(line);
    *good = false;
    if (words.len == 0)
        return STM_OK;
    if (stm_slice_ieq(class, STM_LIT("country")))
        return add_country_names(self, of, words, good);
    const uint32_t flags = class_flags(class);
    uint8_t kind;
    if (flags == 0 || !find_kind(of, &kind))
        return STM_OK;
    *good = true;
    if (kind == STM_SPEAKER_UNKNOWN && (flags & STM_NAMING_LAW) != 0)
        kind = STM_SPEAKER_POLICE;
    if (kind == STM_SPEAKER_UNKNOWN && (flags & STM_NAMING_FOLK) != 0)
        kind = STM_SPEAKER_UNNAMED;
    for (stm_slice rest = words; rest.len > 0;) {
        uint8_t room[WORD_BYTES];
        const stm_slice word =
            lowered(next_item(&rest, ' '), room, sizeof room);
        if (word.len > 0)
            STM_TRY(add_word(self, word, flags, kind));
    }
    return STM_OK;
}

stm_status stm_naming_words_add(stm_naming_words *self, stm_slice text,
                                uint32_t *bad_line)
{
    *bad_line = 0;
    uint32_t number = 0;
    for (stm_slice rest = text; rest.len > 0;) {
        const stm_slice line = stm_slice_trim(next_item(&rest, '\n'));
        number++;
        if (line.len == 0 || line.ptr[0] == '#')
            continue;
        bool good;
        STM_TRY(add_line(self, line, &good));
        if (!good && *bad_line == 0)
            *bad_line = number;
    }
    return STM_OK;
}

void stm_naming_words_release(stm_naming_words *self)
{
    stm_u64map_release(&self->index);
    stm_u64map_release(&self->countries);
    stm_u64map_release(&self->genders);
    stm_free(self->items);
    *self = (stm_naming_words){.len = 0};
}

const stm_naming_word *stm_naming_word_of(const stm_naming_words *self,
                                          uint64_t hash)
{
    const uint32_t at = stm_u64map_get(&self->index, hash);
    return at == STM_NONE ? NULL : &self->items[at];
}

stm_gender stm_naming_gender(const stm_naming_words *self, uint64_t hash)
{
    const uint32_t found = stm_u64map_get(&self->genders, hash);
    return found == STM_NONE ? STM_GENDER_UNKNOWN : (stm_gender)found;
}

bool stm_naming_country(const stm_naming_words *self, const uint64_t *hashes,
                        uint32_t n, stm_country_word *out)
{
    uint64_t h = 0;
    bool found = false;
    for (uint32_t i = 0; i < n && i < STM_COUNTRY_WORDS; i++) {
        h = stm_hash_mix(h, hashes[i]);
        const uint32_t at = stm_u64map_get(&self->countries, h);
        if (at == STM_NONE)
            continue;
        *out = (stm_country_word){.country = (uint16_t)(at & 0xFFFF),
                                  .form = (uint8_t)(at >> 16),
                                  .n_words = (uint8_t)(i + 1)};
        found = true;
    }
    return found;
}

stm_slice stm_country_code(uint16_t country)
{
    if (country >= sizeof countries / sizeof *countries)
        return (stm_slice){NULL, 0};
    return stm_slice_from_cstr(countries[country].code);
}

stm_slice stm_country_name(uint16_t country)
{
    if (country >= sizeof countries / sizeof *countries)
        return (stm_slice){NULL, 0};
    stm_slice rest = stm_slice_from_cstr(countries[country].names);
    return next_item(&rest, '|');
}
