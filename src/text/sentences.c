#include "text/sentences.h"

#include "base/alloc.h"
#include "base/utf8.h"

#include "base/banned.h"

enum { openers_max = 4, closers_max = 4 };

/* One paragraph while its sentences are sought. */
typedef struct para {
    const stm_word_cutter *cutter;
    const stm_words *words;
    stm_slice text;
    uint32_t first; /* token */
    uint32_t language;
} para;

void stm_sentences_release(stm_sentences *self)
{
    stm_free(self->items);
    *self = (stm_sentences){0};
}

static uint32_t first_cp(const para *p, uint32_t i)
{
    uint32_t cp;
    stm_utf8_next(p->text, p->words->tokens[i].begin, &cp);
    return cp;
}

static bool has(const para *p, uint32_t i, uint8_t flag)
{
    return (p->words->tokens[i].flags & flag) != 0;
}

static bool is_mark(const para *p, uint32_t i)
{
    return p->words->tokens[i].kind == STM_TOKEN_MARK;
}

/* A word such as "U.S." whose last stop may end the sentence too. */
static bool is_dotted(const para *p, uint32_t i)
{
    const stm_token *t = &p->words->tokens[i];
    return t->kind == STM_TOKEN_WORD && t->end - t->begin > 2 &&
           p->text.ptr[t->end - 1] == '.';
}

static bool is_wide_stop(uint32_t cp)
{
    return cp == 0x3002 || cp == 0xFF01 || cp == 0xFF1F || cp == 0xFF61 ||
           cp == 0xFF0E;
}

static bool closes(const para *p, uint32_t i)
{
    if (has(p, i, STM_TOKEN_SHUT_QUOTE))
        return true;
    if (has(p, i, STM_TOKEN_SPACE_BEFORE | STM_TOKEN_OPEN_QUOTE))
        return false;
    switch (first_cp(p, i)) {
    case ')':
    case ']':
    case '}':
    case 0xFF09:
    case 0x3011:
    case 0x2019:
    case 0x201D:
        return true;
    default:
        return false;
    }
}

/* Brackets, dashes and bullets that may stand before a sentence. */
static bool opens(const para *p, uint32_t i)
{
    if (has(p, i, STM_TOKEN_OPEN_QUOTE))
        return true;
    switch (first_cp(p, i)) {
    case '(':
    case '[':
    case '-':
    case '*':
    case 0x2013:
    case 0x2014:
    case 0x2022:
    case 0x00BF:
    case 0x00A1:
    case '$':
    case '#':
    case '@':
    case 0x20AC:
    case 0x00A3:
        return true;
    default:
        return false;
    }
}

/* The class of the letter a word shows itself by: "iPhone" is a name. */
static stm_char_class word_class(const para *p, uint32_t i)
{
    const stm_token *t = &p->words->tokens[i];
    uint32_t cp;
    size_t at = stm_utf8_next(p->text, t->begin, &cp);
    const stm_char_class c = stm_chars_class(&p->cutter->chars, cp);
    if (c != STM_CHAR_LOWER || at >= t->end)
        return c;
    stm_utf8_next(p->text, at, &cp);
    return stm_chars_class(&p->cutter->chars, cp) == STM_CHAR_UPPER
               ? STM_CHAR_UPPER
               : c;
}

/* One letter, upper case: an initial, perhaps. */
static bool is_initial(const para *p, uint32_t i)
{
    const stm_token *t = &p->words->tokens[i];
    uint32_t cp;
    if (t->kind != STM_TOKEN_WORD ||
        stm_utf8_next(p->text, t->begin, &cp) != t->end)
        return false;
    return stm_chars_class(&p->cutter->chars, cp) == STM_CHAR_UPPER;
}

/* A capital function word, "The" or "He", begins a sentence surely. */
static bool starts_surely(const para *p, uint32_t i)
{
    const stm_token *t = &p->words->tokens[i];
    if (t->kind != STM_TOKEN_WORD || !has(p, i, STM_TOKEN_CAPITAL) ||
        !has(p, i, STM_TOKEN_STOP))
        return false;
    /* the "A" of "J. A. Smith" is none */
    return !(is_initial(p, i) && i + 1 < p->words->len && is_mark(p, i + 1) &&
             first_cp(p, i + 1) == '.' &&
             !has(p, i + 1, STM_TOKEN_SPACE_BEFORE));
}

/* After "p.m.": a day, a month or a zone goes on, anything else begins. */
static bool goes_on_after_hour(const para *p, uint32_t i)
{
    static const char *const words =
        "monday tuesday wednesday thursday friday saturday sunday mon tue wed "
        "thu fri sat sun january february march april may june july august "
        "september october november december jan feb mar apr jun jul aug sep "
        "sept oct nov dec eastern pacific central mountain local gmt utc";
    if (has(p, i, STM_TOKEN_ALL_CAPS))
        return true;
    const char *list = words;
    stm_slice word;
    while (stm_words_next(&list, &word))
        if (stm_hash(word) == p->words->terms[i])
            return true;
    return false;
}

/* A dotted word at `i` before `next`, which begins with a capital. */
static bool dotted_ends(const para *p, uint32_t i, uint32_t next)
{
    const stm_slice word = stm_slice_sub(p->text, p->words->tokens[i].begin,
                                         p->words->tokens[i].end);
    if (stm_slice_ieq(word, STM_LIT("a.m.")) ||
        stm_slice_ieq(word, STM_LIT("p.m.")))
        return !goes_on_after_hour(p, next);
    return starts_surely(p, next);
}

/* A number of one or two digits, as ordinals and list items have. */
static bool is_short_number(const para *p, uint32_t i)
{
    const stm_token *t = &p->words->tokens[i];
    if (t->kind != STM_TOKEN_NUMBER || t->end - t->begin > 2)
        return false;
    return stm_is_digit(p->text.ptr[t->end - 1]);
}

/*
 * Whether the single stop at `i` ends a sentence before the word `next`,
 * which does not begin in lower case.
 */
static bool stop_ends(const para *p, uint32_t i, uint32_t next)
{
    if (i == p->first || has(p, i, STM_TOKEN_SPACE_BEFORE))
        return true;
    const uint32_t before = i - 1;
    const stm_token *t = &p->words->tokens[before];
    if (t->kind == STM_TOKEN_MARK)
        return true;
    const bool is_number = p->words->tokens[next].kind == STM_TOKEN_NUMBER;
    if (is_short_number(p, before)) {
        if (before == p->first)
            return false; /* "1. Item" */
        if (stm_languages[p->language].ordinals && !is_number)
            return starts_surely(p, next);
    }
    if (is_initial(p, before))
        return before != p->first && starts_surely(p, next);
    const uint32_t abbr =
        stm_terms_abbr(&p->cutter->terms, p->words->terms[before], p->language);
    if ((abbr & STM_ABBR_TITLE) != 0)
        return false;
    if ((abbr & STM_ABBR_INNER) != 0)
        return starts_surely(p, next);
    if ((abbr & STM_ABBR_NUMBERED) != 0)
        return !is_number;
    return true;
}

/* Words that touch across a stop: "town.The" was two, "node.js" one. */
static bool parts_adjoining(const para *p, uint32_t i, uint32_t next)
{
    if (i == p->first)
        return false;
    const stm_token *t = &p->words->tokens[i - 1];
    uint32_t cp;
    stm_utf8_prev(p->text, t->end, &cp);
    const stm_char_class last = stm_chars_class(&p->cutter->chars, cp);
    const bool closed = t->kind == STM_TOKEN_MARK;
    return (closed || (last == STM_CHAR_LOWER && t->end - t->begin > 2)) &&
           has(p, next, STM_TOKEN_CAPITAL);
}

/* Tokens that belong to the stop at `i`: more stops, then what closes. */
static uint32_t run_end(const para *p, uint32_t i, bool *single)
{
    const uint32_t len = p->words->len;
    uint32_t j = i + 1;
    while (j < len && is_mark(p, j) && stm_char_ends_sentence(first_cp(p, j)) &&
           (!has(p, j, STM_TOKEN_SPACE_BEFORE) || first_cp(p, j) == '.'))
        j++;
    *single = j == i + 1;
    for (uint32_t n = 0;
         n < closers_max && j < len && is_mark(p, j) && closes(p, j); n++)
        j++;
    return j;
}

/*
 * If a sentence ends at the stop `i`, returns the token after its last; else
 * `i`.
 */
static uint32_t end_after(const para *p, uint32_t i)
{
    const uint32_t len = p->words->len;
    const bool dotted = is_dotted(p, i);
    const uint32_t cp = dotted ? '.' : first_cp(p, i);
    bool single;
    const uint32_t end = run_end(p, i, &single);
    if (end >= len || is_wide_stop(cp))
        return end;
    uint32_t next = end;
    while (next < len && next - end < openers_max && is_mark(p, next) &&
           opens(p, next))
        next++;
    if (next >= len || is_mark(p, next))
        return i;
    const stm_char_class class = word_class(p, next);
    if (class == STM_CHAR_LOWER)
        return i;
    const bool spaced = has(p, end, STM_TOKEN_SPACE_BEFORE);
    if (!spaced && class != STM_CHAR_DICT &&
        (dotted || next != end || !parts_adjoining(p, i, next)))
        return i;
    if (dotted)
        return next != end || dotted_ends(p, i, next) ? end : i;
    if (cp == '.' && single && !stop_ends(p, i, next))
        return i;
    return end;
}

/* Two line ends between a token and the one before. */
static bool blank_line_before(const para *p, uint32_t i)
{
    if (!has(p, i, STM_TOKEN_SPACE_BEFORE))
        return false;
    uint32_t lines = 0;
    for (uint32_t at = p->words->tokens[i - 1].end;
         at < p->words->tokens[i].begin; at++)
        lines += p->text.ptr[at] == '\n';
    return lines >= 2;
}

static stm_status add(const para *p, stm_words *words, uint32_t begin,
                      uint32_t end, uint32_t paragraph, stm_sentences *out)
{
    if (!stm_grow(&out->items, &out->cap, out->len + 1, sizeof *out->items))
        return STM_ERR_NOMEM;
    for (uint32_t i = begin; i < end; i++)
        words->tokens[i].sentence_low = (uint16_t)out->len;
    out->items[out->len++] = (stm_sentence){
        .span = {p->words->tokens[begin].begin, p->words->tokens[end - 1].end},
        .first_token = begin,
        .n_tokens = end - begin,
        .paragraph = paragraph,
    };
    return STM_OK;
}

static bool may_end(const para *p, uint32_t i)
{
    const stm_token *t = &p->words->tokens[i];
    if (t->kind == STM_TOKEN_WORD)
        return is_dotted(p, i);
    if (t->kind != STM_TOKEN_MARK)
        return false;
    const uint8_t byte = p->text.ptr[t->begin];
    if (byte < 0x80)
        return byte == '.' || byte == '!' || byte == '?';
    return stm_char_ends_sentence(first_cp(p, i));
}

stm_status stm_sentences_from_words(const stm_word_cutter *cutter,
                                    stm_slice text, stm_words *words,
                                    uint32_t first, uint32_t paragraph,
                                    uint32_t language, stm_sentences *out)
{
    const para p = {cutter, words, text, first, language};
    uint32_t begin = first;
    for (uint32_t i = first; i < words->len;) {
        uint32_t end = i;
        if (may_end(&p, i))
            end = end_after(&p, i);
        if (end == i && i + 1 < words->len && blank_line_before(&p, i + 1))
            end = i + 1;
        if (end == i) {
            i++;
            continue;
        }
        STM_TRY(add(&p, words, begin, end, paragraph, out));
        begin = i = end;
    }
    if (begin < words->len)
        STM_TRY(add(&p, words, begin, words->len, paragraph, out));
    return STM_OK;
}
