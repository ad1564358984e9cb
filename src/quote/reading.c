#include "quote/reading.h"

#include "base/map.h"
#include "base/utf8.h"
#include "quote/marks.h"

#include "base/banned.h"

/* Slots of the class table; English lists about 500 words. */
#define CLASS_SLOTS 4096u
/* Paragraphs are joined up to so many words. */
#define JOINED_MAX_WORDS 600u
/* Words of the name at the head of a speaker's line. */
#define NAME_MAX_WORDS 6u

typedef struct class_slot {
    uint32_t form;
    uint32_t class; /* 0: empty (STM_CLASS_LOWER is never listed) */
} class_slot;

typedef struct reader {
    const stm_article *article;
    const stm_text *text;
    const stm_lexicon *lexicon;
    class_slot *classes;
    stm_qword *words;
    uint32_t n_words;
} reader;

static uint32_t fold_hash(uint64_t hash)
{
    const uint32_t h = (uint32_t)(hash ^ (hash >> 32));
    return h == 0 ? 1 : h;
}

static class_slot *find_class(class_slot *slots, uint32_t form)
{
    uint32_t at = form & (CLASS_SLOTS - 1);
    while (slots[at].class != 0 && slots[at].form != form)
        at = (at + 1) & (CLASS_SLOTS - 1);
    return &slots[at];
}

/* Fills the table from the language's lists; at most half full. */
static void fill_classes(class_slot *slots, const stm_language *language)
{
    uint32_t n = 0;
    for (uint32_t c = 0; language != NULL && c < STM_CLASS_COUNT; c++) {
        const stm_slice list = stm_slice_from_cstr(language->classes[c]);
        size_t at = 0;
        while (at < list.len && n < CLASS_SLOTS / 2) {
            size_t end = stm_slice_find_byte(list, ' ', at);
            if (end == STM_SLICE_NPOS)
                end = list.len;
            const uint32_t form =
                fold_hash(stm_hash(stm_slice_sub(list, at, end)));
            class_slot *slot = find_class(slots, form);
            if (slot->class == 0) {
                *slot = (class_slot){form, c};
                n++;
            }
            at = end + 1;
        }
    }
}

static uint8_t class_of_mark(stm_slice s)
{
    uint32_t cp = 0;
    stm_utf8_next(s, 0, &cp);
    switch (cp) {
    case ',':
    case 0x3001:
        return STM_CLASS_COMMA;
    case '.':
    case 0x3002:
        return STM_CLASS_STOP;
    case ':':
        return STM_CLASS_COLON;
    case ';':
        return STM_CLASS_SEMICOLON;
    case '?':
    case '!':
    case 0x2026:
        return STM_CLASS_ASKS;
    case '-':
    case 0x2013:
    case 0x2014:
    case 0x2015:
        return STM_CLASS_DASH;
    case '(':
    case '[':
        return STM_CLASS_BRACKET_OPEN;
    case ')':
    case ']':
        return STM_CLASS_BRACKET_SHUT;
    case '&':
        return STM_CLASS_AND;
    default:
        return STM_CLASS_MARK;
    }
}

static uint8_t class_by_shape(const stm_qword *w, uint8_t flags)
{
    if (flags & STM_TOKEN_ALL_CAPS)
        return STM_CLASS_ACRONYM;
    if (flags & STM_TOKEN_CAPITAL)
        return STM_CLASS_NAME;
    if (w->end - w->begin > 3) {
        if (w->suffix[1] == 'e' && w->suffix[0] == 'd')
            return STM_CLASS_ED;
        if (w->suffix[2] == 'i' && w->suffix[1] == 'n' && w->suffix[0] == 'g')
            return STM_CLASS_ING;
        if (w->suffix[1] == 'l' && w->suffix[0] == 'y')
            return STM_CLASS_LY;
        if (w->suffix[0] == 's')
            return STM_CLASS_PLURAL;
    }
    return STM_CLASS_LOWER;
}

/* Lower-cased ASCII copy of at most 64 bytes, hashed. */
static uint32_t hash_lower(stm_slice s)
{
    uint8_t lower[64];
    const size_t n = s.len < sizeof lower ? s.len : sizeof lower;
    for (size_t i = 0; i < n; i++)
        lower[i] = stm_to_lower(s.ptr[i]);
    return fold_hash(stm_hash(stm_slice_of(lower, n)));
}

/*
 * Where a clitic ("'s", "'re", "n't") begins in the word, or its length.
 * The apostrophe may be straight or curly (three bytes).
 */
static size_t find_clitic(stm_slice s)
{
    static const char *const tails[] = {"s", "re", "ve", "ll", "d", "m", ""};
    const size_t from = s.len > 5 ? s.len - 5 : 0;
    for (size_t at = from; at < s.len; at++) {
        size_t tail = 0;
        if (s.ptr[at] == '\'')
            tail = at + 1;
        else if (s.ptr[at] == 0xE2 && at + 2 < s.len && s.ptr[at + 1] == 0x80 &&
                 s.ptr[at + 2] == 0x99)
            tail = at + 3;
        if (tail == 0 || at == 0)
            continue;
        const stm_slice rest = stm_slice_sub(s, tail, s.len);
        for (size_t i = 0; i < sizeof tails / sizeof *tails; i++)
            if (stm_slice_ieq(rest, stm_slice_from_cstr(tails[i])))
                return at;
        return s.len;
    }
    return s.len;
}

static void set_edges(stm_qword *w, stm_slice s)
{
    for (uint32_t i = 0; i < 4; i++) {
        const bool has = i < s.len;
        w->suffix[i] = has ? stm_to_lower(s.ptr[s.len - 1 - i]) : (uint8_t)'^';
        w->prefix[i] = has ? stm_to_lower(s.ptr[i]) : (uint8_t)'$';
    }
}

static uint8_t shape_of(const stm_qword *w, const stm_token *t)
{
    const uint32_t len = w->end - w->begin;
    const uint8_t size = len > 7 ? 3 : len > 4 ? 2 : len > 2 ? 1 : 0;
    const uint8_t letters = t->kind == STM_TOKEN_NUMBER       ? 3
                            : (t->flags & STM_TOKEN_ALL_CAPS) ? 2
                            : (t->flags & STM_TOKEN_CAPITAL)  ? 1
                                                              : 0;
    return (uint8_t)(letters << 2 | size);
}

static void add_word(reader *r, const stm_token *t, uint32_t begin,
                     uint32_t end, uint32_t sentence, uint32_t form,
                     uint32_t stem)
{
    stm_qword *w = &r->words[r->n_words++];
    const stm_slice s = stm_span_text((stm_span){begin, end}, r->article->text);
    *w = (stm_qword){.begin = begin,
                     .end = end,
                     .form = form,
                     .stem = stem,
                     .sentence = sentence};
    w->space_before =
        begin == t->begin && (t->flags & STM_TOKEN_SPACE_BEFORE) != 0;
    set_edges(w, s);
    w->shape = shape_of(w, t);
    if (t->kind == STM_TOKEN_MARK) {
        w->class = class_of_mark(s);
        w->form = w->stem = hash_lower(s);
        w->cue = stm_lexicon_get(r->lexicon, w->form);
        return;
    }
    w->cue = stm_lexicon_get(r->lexicon, form);
    const class_slot *slot = find_class(r->classes, form);
    if (slot->class != 0)
        w->class = (uint8_t)slot->class;
    else if (t->kind == STM_TOKEN_NUMBER)
        w->class = STM_CLASS_NUMBER;
    else
        w->class = class_by_shape(w, t->flags);
}

/* One token of the text room gives one word, or two with a clitic. */
static void add_token(reader *r, uint32_t i, uint32_t sentence)
{
    const stm_token *t = &r->text->tokens[i];
    const stm_slice s =
        stm_span_text((stm_span){t->begin, t->end}, r->article->text);
    const size_t cut = t->kind == STM_TOKEN_WORD ? find_clitic(s) : s.len;
    if (cut == s.len) {
        const uint32_t form = fold_hash(r->text->terms[i]);
        add_word(r, t, t->begin, t->end, sentence, form,
                 fold_hash(r->text->stems[i]));
        return;
    }
    const uint32_t mid = t->begin + (uint32_t)cut;
    const uint32_t base = hash_lower(stm_slice_sub(s, 0, cut));
    add_word(r, t, t->begin, mid, sentence, base, base);
    /* both apostrophes give one form */
    uint8_t tail[4] = {'\'', 0, 0, 0};
    size_t n = 1;
    const size_t skip = s.ptr[cut] == '\'' ? 1 : 3;
    for (size_t k = cut + skip; k < s.len && n < sizeof tail; k++)
        tail[n++] = stm_to_lower(s.ptr[k]);
    const uint32_t clitic = fold_hash(stm_hash(stm_slice_of(tail, n)));
    add_word(r, t, mid, t->end, sentence, clitic, clitic);
    stm_qword *w = &r->words[r->n_words - 1];
    w->prefix[0] = '\'';
    if (n == 1)
        w->class = STM_CLASS_GENITIVE;
}

static void mark_quotation(stm_qword *words, uint32_t n, const stm_quotation *q)
{
    for (uint32_t i = 0; i < n; i++) {
        stm_qword *w = &words[i];
        if (w->begin < q->span.begin || w->begin >= q->span.end)
            continue;
        w->quoting |= STM_QUOTING_INSIDE;
        if (q->flags & STM_QUOTATION_SINGLE)
            w->quoting |= STM_QUOTING_SINGLE;
        if (q->flags & STM_QUOTATION_OPEN_ENDED)
            w->quoting |= STM_QUOTING_OPEN_ENDED;
        if (w->begin < q->inner.begin) {
            w->quoting |= STM_QUOTING_FIRST;
            w->class = STM_CLASS_QUOTE_OPEN;
        } else if (w->begin >= q->inner.end) {
            w->quoting |= STM_QUOTING_LAST;
            w->class = STM_CLASS_QUOTE_SHUT;
        }
    }
}

bool stm_class_names(uint8_t class)
{
    return class == STM_CLASS_NAME || class == STM_CLASS_ACRONYM ||
           class == STM_CLASS_TITLE || class == STM_CLASS_ROLE;
}

uint32_t stm_colon_name(const stm_qword *words, uint32_t n)
{
    uint32_t i = 0;
    uint32_t names = 0;
    while (
        i < n && i < NAME_MAX_WORDS &&
        (stm_class_names(words[i].class) || words[i].class == STM_CLASS_STOP)) {
        names += stm_class_names(words[i].class);
        i++;
    }
    return names > 0 && i + 1 < n && words[i].class == STM_CLASS_COLON ? i : 0;
}

/* Whether paragraph `p` is to be read as one with `before`. */
static bool goes_on(const reader *r, const stm_qparagraph *before,
                    const stm_qparagraph *p)
{
    const stm_qword *w = &r->words[p->first];
    const uint32_t mark = (w[0].quoting & STM_QUOTING_FIRST) != 0;
    if (before->n + p->n > JOINED_MAX_WORDS ||
        stm_colon_name(w + mark, p->n - mark) > 0)
        return false;
    return w[-1].class == STM_CLASS_COLON || (before->ends_open && mark);
}

static void join(reader *r, stm_qparagraph *before, const stm_qparagraph *p)
{
    const uint8_t part = r->words[p->first - 1].part;
    for (uint32_t i = 0; i < p->n; i++)
        r->words[p->first + i].part = (uint8_t)(part < 3 ? part + 1 : 3);
    before->n += p->n;
    before->ends_open = p->ends_open;
}

/* Marks the paragraph's words; returns whether it ends in an open one. */
static bool mark_quotations(reader *r, const stm_qparagraph *p,
                            stm_arena *arena)
{
    r->words[p->first].starts = true;
    stm_quotation *list = NULL;
    const stm_span span = r->article->paragraphs[p->index].span;
    const uint32_t n =
        stm_quotations_from_paragraph(r->article->text, span, arena, &list);
    stm_qword *words = &r->words[p->first];
    uint32_t from = 0;
    for (uint32_t i = 0; i < n; i++) {
        while (from < p->n && words[from].end <= list[i].span.begin)
            from++;
        uint32_t to = from;
        while (to < p->n && words[to].begin < list[i].span.end)
            to++;
        mark_quotation(words + from, to - from, &list[i]);
        from = to;
    }
    return n > 0 && (list[n - 1].flags & STM_QUOTATION_OPEN_ENDED) != 0;
}

stm_status stm_reading_from_text(const stm_article *article,
                                 const stm_text *text,
                                 const stm_language *language,
                                 const stm_lexicon *lexicon, stm_arena *arena,
                                 stm_reading *out)
{
    reader r = {.article = article, .text = text, .lexicon = lexicon};
    r.classes = stm_arena_alloc(arena, CLASS_SLOTS, sizeof *r.classes);
    r.words =
        stm_arena_alloc(arena, 2 * (size_t)text->n_tokens, sizeof *r.words);
    stm_qparagraph *pars =
        stm_arena_alloc(arena, (size_t)article->n_paragraphs + 1, sizeof *pars);
    if (r.classes == NULL || r.words == NULL || pars == NULL)
        return STM_ERR_NOMEM;
    fill_classes(r.classes, language);
    uint32_t n_pars = 0;
    bool open_before = false;
    for (uint32_t s = 0; s < text->n_sentences;) {
        const uint32_t index = text->sentences[s].paragraph;
        stm_qparagraph *p = &pars[n_pars];
        *p = (stm_qparagraph){
            .first = r.n_words, .index = index, .ordinal = n_pars};
        for (; s < text->n_sentences && text->sentences[s].paragraph == index;
             s++)
            for (uint32_t k = 0; k < text->sentences[s].n_tokens; k++)
                add_token(&r, text->sentences[s].first_token + k, s);
        p->n = r.n_words - p->first;
        if (p->n == 0)
            continue;
        p->ends_open = mark_quotations(&r, p, arena);
        p->continues =
            open_before && (r.words[p->first].quoting & STM_QUOTING_FIRST);
        open_before = p->ends_open;
        if (n_pars > 0 && goes_on(&r, p - 1, p))
            join(&r, p - 1, p);
        else
            n_pars++;
    }
    if (arena->failed)
        return STM_ERR_NOMEM;
    *out = (stm_reading){r.words, r.n_words, pars, n_pars};
    return STM_OK;
}
