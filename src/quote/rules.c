#include "quote/rules.h"

#include "base/map.h"
#include "quote/phrases.h"

#include "base/banned.h"

/* Words of a source at most. */
#define SOURCE_MAX 14u
/* How far from its quotation a verb may stand, in words. */
#define VERB_REACH 14u
/* Quotations of fewer words are scare quotes unless a colon leads in. */
#define QUOTE_MIN 3u

typedef struct rules {
    const stm_reading *reading;
    stm_slice text;
    stm_phrases say;
    stm_phrases by;
    stm_phrases that;
    const stm_qword *w; /* the paragraph's words */
    uint32_t n;
    uint32_t first; /* index of w[0] in the reading */
    bool *taken;    /* taken[n]: words already part of an attribution */
} rules;

/* A stretch of the paragraph's words. */
typedef struct stretch {
    uint32_t first;
    uint32_t end;
} stretch;

/* What a source may consist of beside names. */
static bool is_joining(uint8_t class)
{
    return class == STM_CLASS_DETERMINER || class == STM_CLASS_POSSESSIVE ||
           class == STM_CLASS_OF || class == STM_CLASS_GENITIVE ||
           class == STM_CLASS_LOWER || class == STM_CLASS_NUMBER ||
           class == STM_CLASS_QUANTITY || class == STM_CLASS_PLURAL;
}

static bool is_pronoun(uint8_t class)
{
    return class == STM_CLASS_SUBJECT;
}

/* The source that begins at `at`, e.g. after a verb; empty if none. */
static stretch source_after(const rules *r, uint32_t at)
{
    stretch s = {at, at};
    if (at < r->n && is_pronoun(r->w[at].class))
        return (stretch){at, at + 1};
    bool named = false;
    for (uint32_t i = at; i < r->n && i - at < SOURCE_MAX; i++) {
        const stm_qword *w = &r->w[i];
        if ((w->quoting & STM_QUOTING_INSIDE) ||
            w->sentence != r->w[at].sentence)
            break;
        if (stm_class_names(w->class)) {
            named = true;
            s.end = i + 1;
        } else if (!is_joining(w->class) || (named && i > s.end + 1)) {
            break;
        }
    }
    return named ? s : (stretch){at, at};
}

/* The source that ends before `at`. */
static stretch source_before(const rules *r, uint32_t at)
{
    stretch s = {at, at};
    if (at > 0 && is_pronoun(r->w[at - 1].class))
        return (stretch){at - 1, at};
    bool named = false;
    for (uint32_t i = at; i-- > 0 && at - i <= SOURCE_MAX;) {
        const stm_qword *w = &r->w[i];
        if ((w->quoting & STM_QUOTING_INSIDE) ||
            w->sentence != r->w[at - 1].sentence)
            break;
        if (!stm_class_names(w->class) && !is_joining(w->class))
            break;
        named = named || stm_class_names(w->class);
        if (stm_class_names(w->class) || w->class == STM_CLASS_DETERMINER ||
            w->class == STM_CLASS_POSSESSIVE)
            s.first = i;
    }
    return named ? s : (stretch){at, at};
}

static stm_wspan to_span(const rules *r, stretch s)
{
    return (stm_wspan){r->first + s.first, r->first + s.end};
}

static void take(rules *r, stretch s)
{
    for (uint32_t i = s.first; i < s.end; i++)
        r->taken[i] = true;
}

static bool is_free(const rules *r, stretch s)
{
    for (uint32_t i = s.first; i < s.end; i++)
        if (r->taken[i])
            return false;
    return true;
}

static stm_status add(rules *r, stretch source, stretch cue, stretch content,
                      stm_arena *arena, stm_links *out)
{
    take(r, source);
    take(r, cue);
    take(r, content);
    const stm_link link = {.source = to_span(r, source),
                           .cue = to_span(r, cue),
                           .contents = {to_span(r, content)},
                           .n_contents = 1,
                           .confidence = .6f};
    return stm_links_add(out, &link, arena);
}

/* A verb of saying outside quotations at i; its length in words, or 0. */
static uint32_t verb_at(const rules *r, uint32_t i)
{
    if ((r->w[i].quoting & STM_QUOTING_INSIDE) || r->taken[i])
        return 0;
    return stm_phrases_match(&r->say, &r->w[i], r->n - i);
}

/* The verb nearest to quotation q within reach, after it first. */
static stretch find_verb(const rules *r, stretch q)
{
    for (uint32_t i = q.end; i < r->n && i < q.end + VERB_REACH; i++) {
        if (i > q.end && r->w[i].sentence != r->w[q.end - 1].sentence)
            break;
        const uint32_t len = verb_at(r, i);
        if (len > 0)
            return (stretch){i, i + len};
    }
    for (uint32_t i = q.first; i-- > 0 && q.first - i < VERB_REACH;) {
        if (r->w[i].sentence != r->w[q.first].sentence)
            break;
        const uint32_t len = verb_at(r, i);
        if (len > 0)
            return (stretch){i, i + len};
    }
    return (stretch){0, 0};
}

static stretch find_source(const rules *r, stretch cue, stretch q)
{
    const stretch after = source_after(r, cue.end);
    const stretch before = source_before(r, cue.first);
    const bool has_after = after.first < after.end && is_free(r, after);
    const bool has_before = before.first < before.end && is_free(r, before);
    if (cue.first >= q.end && has_after)
        return after;
    if (has_before)
        return before;
    return has_after ? after : (stretch){cue.end, cue.end};
}

static stm_status try_quotation(rules *r, stretch q, stm_arena *arena,
                                stm_links *out)
{
    if (!is_free(r, q))
        return STM_OK;
    const bool colon =
        q.first > 0 && r->w[q.first - 1].class == STM_CLASS_COLON;
    if (q.end - q.first < QUOTE_MIN + 2 && !colon)
        return STM_OK;
    const stretch cue = find_verb(r, q);
    if (cue.first < cue.end)
        return add(r, find_source(r, cue, q), cue, q, arena, out);
    if (colon) {
        const stretch mark = {q.first - 1, q.first};
        const stretch source = source_before(r, mark.first);
        if (source.first < source.end && is_free(r, source))
            return add(r, source, mark, q, arena, out);
    }
    return STM_OK;
}

static stm_status find_quotations(rules *r, stm_arena *arena, stm_links *out)
{
    for (uint32_t i = 0; i < r->n; i++) {
        if (!(r->w[i].quoting & STM_QUOTING_FIRST))
            continue;
        stretch q = {i, i + 1};
        while (q.end < r->n && (r->w[q.end].quoting & STM_QUOTING_INSIDE) &&
               !(r->w[q.end].quoting & STM_QUOTING_FIRST))
            q.end++;
        STM_TRY(try_quotation(r, q, arena, out));
        i = q.end - 1;
    }
    return STM_OK;
}

static uint32_t sentence_end(const rules *r, uint32_t from)
{
    uint32_t end = from;
    while (end < r->n && r->w[end].sentence == r->w[from].sentence)
        end++;
    while (end > from && (r->w[end - 1].class == STM_CLASS_STOP ||
                          r->w[end - 1].class == STM_CLASS_ASKS))
        end--;
    return end;
}

/* "SOURCE said, that CONTENT." */
static stm_status find_reported(rules *r, stm_arena *arena, stm_links *out)
{
    for (uint32_t i = 1; i + 3 < r->n; i++) {
        const uint32_t len = verb_at(r, i);
        if (len == 0)
            continue;
        const stretch cue = {i, i + len};
        stretch source = source_before(r, i);
        uint32_t at = cue.end;
        if (source.first == source.end) {
            source = source_after(r, cue.end);
            at = source.end;
        }
        if (at < r->n && r->w[at].class == STM_CLASS_COMMA)
            at++;
        if (at >= r->n || source.first == source.end ||
            stm_phrases_match(&r->that, &r->w[at], r->n - at) == 0)
            continue;
        const stretch content = {at, sentence_end(r, at)};
        if (content.end > content.first + 1 && is_free(r, content) &&
            is_free(r, source))
            STM_TRY(add(r, source, cue, content, arena, out));
    }
    return STM_OK;
}

/* "BY SOURCE content." and "Content, BY SOURCE." */
static stm_status find_by(rules *r, stm_arena *arena, stm_links *out)
{
    for (uint32_t i = 0; i + 2 < r->n; i++) {
        const uint32_t len =
            (r->w[i].quoting & STM_QUOTING_INSIDE)
                ? 0
                : stm_phrases_match(&r->by, &r->w[i], r->n - i);
        if (len == 0)
            continue;
        const stretch cue = {i, i + len};
        const stretch source = source_after(r, cue.end);
        if (source.first == source.end)
            continue;
        uint32_t start = i;
        while (start > 0 && r->w[start - 1].sentence == r->w[i].sentence)
            start--;
        uint32_t stop = i;
        while (stop > start && r->w[stop - 1].class == STM_CLASS_COMMA)
            stop--;
        stretch content = {start, stop};
        if (start == i) {
            const uint32_t from =
                source.end < r->n && r->w[source.end].class == STM_CLASS_COMMA
                    ? source.end + 1
                    : source.end;
            content =
                (stretch){from, from < r->n ? sentence_end(r, from) : from};
        }
        if (content.end > content.first + 2 && is_free(r, content) &&
            is_free(r, source) && is_free(r, cue))
            STM_TRY(add(r, source, cue, content, arena, out));
    }
    return STM_OK;
}

/* "NAME: content" to the paragraph's end. */
static stm_status find_line(rules *r, stm_arena *arena, stm_links *out)
{
    const uint32_t name = stm_colon_name(r->w, r->n);
    if (name == 0)
        return STM_OK;
    const stretch content = {name + 1, r->n};
    return add(r, (stretch){0, name}, (stretch){name, name + 1}, content, arena,
               out);
}

stm_status stm_links_from_rules(stm_slice text, const stm_reading *reading,
                                const stm_language *language, stm_arena *arena,
                                stm_links *out)
{
    static const stm_language none = {.code = ""};
    if (language == NULL)
        language = &none;
    rules r = {.reading = reading, .text = text};
    STM_TRY(stm_phrases_from_words(language->say, arena, &r.say));
    STM_TRY(stm_phrases_from_list(language->by, arena, &r.by));
    STM_TRY(stm_phrases_from_words(language->that, arena, &r.that));
    for (uint32_t p = 0; p < reading->n_paragraphs; p++) {
        r.w = &reading->words[reading->paragraphs[p].first];
        r.n = reading->paragraphs[p].n;
        r.first = reading->paragraphs[p].first;
        r.taken = stm_arena_alloc(arena, r.n, sizeof *r.taken);
        if (r.taken == NULL)
            return STM_ERR_NOMEM;
        STM_TRY(find_line(&r, arena, out));
        STM_TRY(find_quotations(&r, arena, out));
        STM_TRY(find_reported(&r, arena, out));
        STM_TRY(find_by(&r, arena, out));
    }
    return STM_OK;
}
