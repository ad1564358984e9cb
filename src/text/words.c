#include "text/words.h"

#include <unicode/ubrk.h>
#include <unicode/utext.h>

#include "base/alloc.h"
#include "base/size.h"
#include "base/utf8.h"

#include "base/banned.h"

enum {
    dict_run_bytes = 4096, /* longer runs go to ICU in pieces */
    elision_max_bytes = 6, /* "dell'" parts, "aujourd'hui" does not */
};

/* Where the cutter stands in one paragraph. */
typedef struct scan {
    stm_word_cutter *cutter;
    stm_words *out;
    stm_slice text; /* bytes up to the paragraph's end */
    size_t at;
    uint32_t language;
    uint8_t space; /* STM_TOKEN_SPACE_BEFORE or 0, for the next token */
} scan;

stm_status stm_word_cutter_init(stm_word_cutter *self)
{
    stm_chars_init(&self->chars);
    self->breaks = NULL;
    return stm_terms_init(&self->terms, &self->chars);
}

void stm_word_cutter_release(stm_word_cutter *self)
{
    stm_terms_release(&self->terms);
    if (self->breaks != NULL)
        ubrk_close(self->breaks);
    self->breaks = NULL;
}

void stm_words_release(stm_words *self)
{
    stm_free(self->tokens);
    stm_free(self->terms);
    stm_free(self->stems);
    *self = (stm_words){0};
}

static bool grow_words(stm_words *self)
{
    uint32_t caps[3] = {self->cap, self->cap, self->cap};
    const uint32_t need = self->len + 1;
    if (!stm_grow(&self->tokens, &caps[0], need, sizeof *self->tokens) ||
        !stm_grow(&self->terms, &caps[1], need, sizeof *self->terms) ||
        !stm_grow(&self->stems, &caps[2], need, sizeof *self->stems))
        return false;
    self->cap = caps[0];
    return true;
}

/* Appends the token from s->at to `end` and goes on behind it. */
static stm_status push(scan *s, size_t end, stm_token_kind kind)
{
    stm_words *out = s->out;
    if (out->len == out->cap && !grow_words(out))
        return STM_ERR_NOMEM;
    stm_term t = {0};
    if (kind != STM_TOKEN_MARK)
        t = stm_terms_get(&s->cutter->terms, s->text, s->at, end, s->language);
    out->tokens[out->len] = (stm_token){
        .begin = (uint32_t)s->at,
        .end = (uint32_t)end,
        .kind = (uint8_t)kind,
        .flags = (uint8_t)(t.flags | s->space),
    };
    out->terms[out->len] = t.term;
    out->stems[out->len] = t.stem;
    out->len++;
    s->at = end;
    s->space = 0;
    return STM_OK;
}

static size_t decode(const scan *s, size_t at, uint32_t *cp,
                     stm_char_class *class)
{
    const uint8_t byte = s->text.ptr[at];
    size_t next = at + 1;
    *cp = byte;
    if (byte >= 0x80)
        next = stm_utf8_next(s->text, at, cp);
    *class = stm_chars_class(&s->cutter->chars, *cp);
    return next;
}

/* The class at `at`; SPACE at the end. */
static stm_char_class class_at(const scan *s, size_t at)
{
    if (at >= s->text.len)
        return STM_CHAR_SPACE;
    uint32_t cp;
    stm_char_class class;
    decode(s, at, &cp, &class);
    return class;
}

static size_t skip_extends(const scan *s, size_t at)
{
    while (at < s->text.len) {
        uint32_t cp;
        stm_char_class class;
        const size_t next = decode(s, at, &cp, &class);
        if (class != STM_CHAR_EXTEND)
            break;
        at = next;
    }
    return at;
}

static bool in_word(stm_char_class c)
{
    return stm_char_is_letter(c) || c == STM_CHAR_DIGIT || c == STM_CHAR_EXTEND;
}

static bool is_apostrophe(uint32_t cp)
{
    return cp == '\'' || cp == 0x2019;
}

/*
 * Single letters each followed by a stop ("U.S.", "p.m.", "J.K"): the end of
 * the last, or 0 where there are fewer than two.
 */
static size_t dotted_end(const scan *s, size_t at)
{
    const size_t len = s->text.len;
    size_t end = 0;
    uint32_t n = 0;
    while (at < len) {
        uint32_t cp;
        stm_char_class class;
        const size_t letter = decode(s, at, &cp, &class);
        if (!stm_char_is_letter(class))
            break;
        const size_t next = skip_extends(s, letter);
        if (next < len && s->text.ptr[next] == '.') {
            n++;
            end = at = next + 1;
            continue;
        }
        if (n >= 1 && !in_word(class_at(s, next))) {
            n++;
            end = next;
        }
        break;
    }
    return n >= 2 ? end : 0;
}

/* The end of a web address that begins at s->at, or 0. */
static size_t address_end(const scan *s)
{
    const stm_slice rest = stm_slice_sub(s->text, s->at, s->text.len);
    if (!stm_slice_istarts(rest, STM_LIT("http://")) &&
        !stm_slice_istarts(rest, STM_LIT("https://")) &&
        !stm_slice_istarts(rest, STM_LIT("www.")))
        return 0;
    size_t end = 0;
    while (end < rest.len && rest.ptr[end] > ' ' && rest.ptr[end] < 0x7F &&
           rest.ptr[end] != '"' && rest.ptr[end] != '<' && rest.ptr[end] != '>')
        end++;
    while (end > 0 && !stm_is_alpha(rest.ptr[end - 1]) &&
           !stm_is_digit(rest.ptr[end - 1]) && rest.ptr[end - 1] != '/')
        end--;
    return s->at + end;
}

static bool is_hebrew(uint32_t cp)
{
    return cp >= 0x0590 && cp <= 0x05FF;
}

/*
 * Whether the mark `cp`, which ends at `next`, holds a word together that
 * had `before` in front of it.
 */
static bool joins(const scan *s, uint32_t cp, size_t next,
                  stm_char_class before, uint32_t before_cp)
{
    if (next >= s->text.len)
        return false;
    uint32_t after_cp;
    stm_char_class after;
    decode(s, next, &after_cp, &after);
    switch (cp) {
    case '.':
    case ',':
    case ':':
        return before == STM_CHAR_DIGIT && after == STM_CHAR_DIGIT;
    case '"':
    case 0x05F4:
    case 0x05F3:
        return is_hebrew(before_cp) && is_hebrew(after_cp) &&
               stm_char_is_letter(after);
    case 0x00B7:
        return stm_char_is_letter(before) && stm_char_is_letter(after);
    default:
        return is_apostrophe(cp) && stm_char_is_letter(before) &&
               stm_char_is_letter(after);
    }
}

/* True where 's stands at `next` (behind the apostrophe) and ends there. */
static bool is_possessive(const scan *s, size_t next)
{
    if (next >= s->text.len || (s->text.ptr[next] | 0x20) != 's')
        return false;
    return !in_word(class_at(s, next + 1));
}

/* A word or number from s->at; `class` is that of its first code point. */
static stm_status scan_word(scan *s)
{
    const uint8_t *ptr = s->text.ptr;
    const uint8_t *class_of = s->cutter->chars.class_of;
    const size_t len = s->text.len;
    const bool elides = stm_languages[s->language].elides;
    size_t at = s->at;
    bool digit = false;
    uint32_t last_cp = 0;
    stm_char_class last = STM_CHAR_SPACE;
    if (ptr[at] == 'h' || ptr[at] == 'w' || ptr[at] == 'H' || ptr[at] == 'W') {
        const size_t end = address_end(s);
        if (end > s->at)
            return push(s, end, STM_TOKEN_WORD);
    }
    while (at < len) {
        uint32_t cp = ptr[at];
        stm_char_class class = (stm_char_class)class_of[cp];
        size_t next = at + 1;
        if (cp >= 0x80)
            next = decode(s, at, &cp, &class);
        if (in_word(class)) {
            digit = digit || class == STM_CHAR_DIGIT;
            at = next;
            if (class != STM_CHAR_EXTEND) {
                last = class;
                last_cp = cp;
            }
            continue;
        }
        if (cp == ' ' || class != STM_CHAR_MARK ||
            !joins(s, cp, next, last, last_cp))
            break;
        if (is_apostrophe(cp)) {
            if (is_possessive(s, next))
                break;
            if (elides && at - s->at < elision_max_bytes) {
                at = next;
                break;
            }
        }
        at = next;
        last = STM_CHAR_MARK;
    }
    return push(s, at, digit ? STM_TOKEN_NUMBER : STM_TOKEN_WORD);
}

/*
 * One mark with what belongs to it: combining marks, and for emoji the
 * joined sequence or the second half of a flag.
 */
static stm_status scan_mark(scan *s, uint32_t cp, size_t next)
{
    if (cp < 0x80 && (next >= s->text.len || s->text.ptr[next] < 0x80))
        return push(s, next, STM_TOKEN_MARK);
    size_t end = skip_extends(s, next);
    bool half_flag = cp >= 0x1F1E6 && cp <= 0x1F1FF;
    while (end < s->text.len) {
        uint32_t other;
        stm_char_class class;
        const size_t after = decode(s, end, &other, &class);
        const bool joined = end >= 3 && s->text.ptr[end - 3] == 0xE2 &&
                            s->text.ptr[end - 2] == 0x80 &&
                            s->text.ptr[end - 1] == 0x8D && other >= 0x80;
        const bool other_half =
            half_flag && other >= 0x1F1E6 && other <= 0x1F1FF;
        if (class != STM_CHAR_MARK || (!joined && !other_half))
            break;
        half_flag = false;
        end = skip_extends(s, after);
    }
    return push(s, end, STM_TOKEN_MARK);
}

/* The piece of a dictionary run from s->at. */
static size_t dict_run_end(const scan *s)
{
    size_t at = s->at;
    while (at < s->text.len && at - s->at < dict_run_bytes) {
        uint32_t cp;
        stm_char_class class;
        const size_t next = decode(s, at, &cp, &class);
        if (class != STM_CHAR_DICT && class != STM_CHAR_EXTEND)
            break;
        at = next;
    }
    return at;
}

static stm_status scan_dict(scan *s)
{
    stm_word_cutter *cutter = s->cutter;
    const size_t begin = s->at;
    const size_t end = dict_run_end(s);
    UErrorCode code = U_ZERO_ERROR;
    if (cutter->breaks == NULL)
        cutter->breaks = ubrk_open(UBRK_WORD, "en", NULL, 0, &code);
    UText run = UTEXT_INITIALIZER;
    utext_openUTF8(&run, (const char *)s->text.ptr + begin,
                   (int64_t)(end - begin), &code);
    ubrk_setUText(cutter->breaks, &run, &code);
    if (U_FAILURE(code)) {
        utext_close(&run);
        return STM_ERR_NOMEM;
    }
    stm_status status = STM_OK;
    while (status == STM_OK) {
        const int32_t cut = ubrk_next(cutter->breaks);
        if (cut == UBRK_DONE)
            break;
        if (begin + (size_t)cut > s->at)
            status = push(s, begin + (size_t)cut, STM_TOKEN_WORD);
    }
    utext_close(&run);
    s->at = end;
    return status;
}

static stm_status scan_token(scan *s, uint32_t cp, size_t next,
                             stm_char_class class)
{
    switch (class) {
    case STM_CHAR_SPACE:
        s->space = STM_TOKEN_SPACE_BEFORE;
        s->at = next;
        return STM_OK;
    case STM_CHAR_LOWER:
    case STM_CHAR_UPPER:
    case STM_CHAR_CASELESS:
        if (next < s->text.len && s->text.ptr[next] == '.') {
            const size_t end = dotted_end(s, s->at);
            if (end != 0)
                return push(s, end, STM_TOKEN_WORD);
        }
        return scan_word(s);
    case STM_CHAR_DIGIT:
        return scan_word(s);
    case STM_CHAR_DICT:
        return scan_dict(s);
    case STM_CHAR_MARK:
        /* 's behind a word is a word of its own */
        if (is_apostrophe(cp) && s->space == 0 && s->out->len > 0 &&
            s->out->tokens[s->out->len - 1].end == s->at &&
            s->out->tokens[s->out->len - 1].kind != STM_TOKEN_MARK &&
            is_possessive(s, next))
            return push(s, next + 1, STM_TOKEN_WORD);
        return scan_mark(s, cp, next);
    case STM_CHAR_EXTEND:
        break;
    }
    return scan_mark(s, cp, next);
}

stm_status stm_words_from_span(stm_word_cutter *self, stm_slice text,
                               stm_span span, uint32_t language, stm_words *out)
{
    scan s = {
        .cutter = self,
        .out = out,
        .text = stm_slice_sub(text, 0, span.end),
        .at = span.begin,
        .language = language,
        .space = STM_TOKEN_SPACE_BEFORE,
    };
    while (s.at < s.text.len) {
        uint32_t cp;
        stm_char_class class;
        const size_t next = decode(&s, s.at, &cp, &class);
        STM_TRY(scan_token(&s, cp, next, class));
    }
    return self->terms.failed ? STM_ERR_NOMEM : STM_OK;
}
