#include "quote/plain.h"

#include "base/map.h"

#include "base/banned.h"

/* Words of a source at most. */
#define SOURCE_MAX 16u
/* Words of a content at least. */
#define CONTENT_MIN 4u
/* Share right of what is found so, on the development articles. */
#define PLAIN_CONFIDENCE .5F

/* One sentence of a paragraph, as word indices of the reading. */
typedef struct sentence {
    const stm_plain *plain;
    const stm_qword *w;    /* the reading's words */
    const uint8_t *labels; /* of the paragraph's words */
    uint32_t base;         /* index of the paragraph's first word */
    uint32_t first, end;   /* without the marks that end it */
} sentence;

static uint8_t label_at(const sentence *s, uint32_t i)
{
    return s->labels[i - s->base];
}

static bool is_empty(stm_wspan s)
{
    return s.first >= s.end;
}

static bool is_quoted(const sentence *s, uint32_t i)
{
    return (s->w[i].quoting & STM_QUOTING_INSIDE) != 0;
}

/* What may stand inside a source beside names. */
static bool is_inner(uint8_t class)
{
    return class == STM_CLASS_LOWER || class == STM_CLASS_PLURAL ||
           class == STM_CLASS_NUMBER || class == STM_CLASS_GENITIVE ||
           class == STM_CLASS_ED || class == STM_CLASS_ING ||
           class == STM_CLASS_AND || class == STM_CLASS_STOP ||
           class == STM_CLASS_DASH;
}

/* "of Homs", "for Human Rights": between a noun and a name. */
static bool is_joint(uint8_t class)
{
    return class == STM_CLASS_OF || class == STM_CLASS_FOR;
}

static bool opens(uint8_t class)
{
    return class == STM_CLASS_DETERMINER || class == STM_CLASS_POSSESSIVE ||
           class == STM_CLASS_QUANTITY;
}

static bool is_noun(uint8_t class)
{
    return stm_class_names(class) || class == STM_CLASS_LOWER ||
           class == STM_CLASS_PLURAL;
}

/*
 * The noun phrase that ends before `at`: back to its article, or over a run
 * of names and the small words between them. Empty: none.
 */
static stm_wspan source_before(const sentence *s, uint32_t at)
{
    stm_wspan found = {at, at};
    if (at == s->first)
        return found;
    if (s->w[at - 1].class == STM_CLASS_SUBJECT)
        return (stm_wspan){at - 1, at};
    bool named = false;
    for (uint32_t i = at; i-- > s->first && at - i <= SOURCE_MAX;) {
        const uint8_t class = s->w[i].class;
        if (is_quoted(s, i))
            break;
        if (opens(class)) {
            found.first = i;
            return found;
        }
        if (stm_class_names(class)) {
            named = true;
            found.first = i;
        } else if (is_joint(class)
                       ? i == s->first || !is_noun(s->w[i - 1].class)
                       : !is_inner(class)) {
            break;
        }
    }
    return named ? found : (stm_wspan){at, at};
}

/* Where "on Tuesday morning", "later" before `at` begins. */
static uint32_t before_time(const sentence *s, uint32_t at)
{
    uint32_t i = at;
    if (i > s->first + 2 && s->w[i - 1].class == STM_CLASS_LOWER &&
        s->w[i - 2].class == STM_CLASS_DAY)
        i--;
    while (i > s->first + 1 && (s->w[i - 1].class == STM_CLASS_DAY ||
                                s->w[i - 1].class == STM_CLASS_TIME ||
                                s->w[i - 1].class == STM_CLASS_LY))
        i--;
    if (i < at && i > s->first + 1 &&
        (s->w[i - 1].class == STM_CLASS_ABOUT ||
         s->w[i - 1].class == STM_CLASS_IN))
        i--;
    return i;
}

/* The noun phrase that begins at `at`, to a comma, a verb or the end. */
static stm_wspan source_after(const sentence *s, uint32_t at)
{
    stm_wspan found = {at, at};
    bool named = false;
    for (uint32_t i = at; i < s->end && i - at < SOURCE_MAX; i++) {
        const uint8_t class = s->w[i].class;
        if (is_quoted(s, i))
            break;
        const bool fits = (i == at && opens(class)) || is_inner(class) ||
                          is_joint(class) || stm_class_names(class);
        if (!fits || (is_joint(class) && i == at))
            break;
        named = named || stm_class_names(class);
        if (is_noun(class) || class == STM_CLASS_NUMBER)
            found.end = i + 1;
    }
    const bool led = at < s->end && (opens(s->w[at].class) ||
                                     s->w[at].class == STM_CLASS_PLURAL);
    return named || (led && found.end > at) ? found : (stm_wspan){at, at};
}

/* What may follow a cue at a sentence's end: "said on Sunday". */
static bool is_tail(const sentence *s, uint32_t at)
{
    if (at >= s->end)
        return true;
    const uint8_t class = s->w[at].class;
    return class == STM_CLASS_IN || class == STM_CLASS_PREPOSITION ||
           class == STM_CLASS_DAY || class == STM_CLASS_TIME ||
           class == STM_CLASS_ABOUT || class == STM_CLASS_LY ||
           class == STM_CLASS_COMMA || class == STM_CLASS_IF ||
           class == STM_CLASS_AS;
}

static stm_wspan trim(const sentence *s, stm_wspan content)
{
    while (content.first < content.end &&
           (s->w[content.first].class == STM_CLASS_COMMA ||
            s->w[content.first].class == STM_CLASS_DASH))
        content.first++;
    while (content.first < content.end &&
           (s->w[content.end - 1].class == STM_CLASS_COMMA ||
            s->w[content.end - 1].class == STM_CLASS_DASH))
        content.end--;
    return content;
}

static bool fill(const sentence *s, stm_wspan source, stm_wspan cue,
                 stm_wspan content, stm_link *out)
{
    content = trim(s, content);
    if (is_empty(source) || content.end < content.first + CONTENT_MIN)
        return false;
    *out = (stm_link){.outer = STM_NONE,
                      .source = source,
                      .cue = cue,
                      .contents = {content},
                      .n_contents = 1,
                      .confidence = PLAIN_CONFIDENCE};
    return true;
}

/* "CONTENT, said SOURCE", "CONTENT SOURCE said", "SOURCE said CONTENT". */
static bool read_verb(const sentence *s, stm_wspan cue, stm_link *out)
{
    const bool comma = cue.first > s->first &&
                       (s->w[cue.first - 1].class == STM_CLASS_COMMA ||
                        s->w[cue.first - 1].class == STM_CLASS_QUOTE_SHUT);
    if (comma) {
        const stm_wspan after = source_after(s, cue.end);
        if (!is_empty(after) && is_tail(s, after.end))
            return fill(s, after, cue, (stm_wspan){s->first, cue.first}, out);
        return false;
    }
    const stm_wspan before = source_before(s, before_time(s, cue.first));
    if (is_empty(before))
        return false;
    if (before.first >= s->first + CONTENT_MIN && is_tail(s, cue.end) &&
        cue.end + 8 > s->end)
        return fill(s, before, cue, (stm_wspan){s->first, before.first}, out);
    if (before.first == s->first)
        return fill(s, before, cue, (stm_wspan){cue.end, s->end}, out);
    return false;
}

/* Whom "according to" names: at a sentence's head, all up to the comma. */
static stm_wspan source_of_by(const sentence *s, stm_wspan cue)
{
    for (uint32_t i = cue.end;
         cue.first == s->first && i < s->end && i - cue.end < SOURCE_MAX; i++)
        if (s->w[i].class == STM_CLASS_COMMA)
            return (stm_wspan){cue.end, i};
    return source_after(s, cue.end);
}

/* "According to SOURCE, CONTENT" and "CONTENT, according to SOURCE". */
static bool read_by(const sentence *s, stm_wspan cue, stm_link *out)
{
    const stm_wspan source = source_of_by(s, cue);
    if (is_empty(source))
        return false;
    if (cue.first > s->first)
        return fill(s, source, cue, (stm_wspan){s->first, cue.first}, out);
    if (source.end >= s->end || s->w[source.end].class != STM_CLASS_COMMA)
        return false;
    return fill(s, source, cue, (stm_wspan){source.end, s->end}, out);
}

/* "SOURCE further alleges that CONTENT": any verb of saying. */
static bool read_that(const sentence *s, stm_link *out)
{
    for (uint32_t i = s->first + 1; i + 2 < s->end; i++) {
        if (is_quoted(s, i) || s->w[i + 1].class != STM_CLASS_THAT ||
            label_at(s, i) != STM_LABEL_OUT)
            continue;
        const uint32_t n = stm_phrases_match(&s->plain->verbs, &s->w[i], 1);
        if (n == 0)
            continue;
        const stm_wspan source = source_before(s, before_time(s, i));
        return source.first == s->first &&
               fill(s, source, (stm_wspan){i, i + 1},
                    (stm_wspan){i + 1, s->end}, out);
    }
    return false;
}

/* The last plain report of the sentence: the verb nearest its end. */
static bool read_sentence(const sentence *s, stm_link *out)
{
    for (uint32_t i = s->end; i-- > s->first;) {
        if (is_quoted(s, i))
            continue;
        uint32_t n = stm_phrases_match(&s->plain->say, &s->w[i], s->end - i);
        if (n > 0 && read_verb(s, (stm_wspan){i, i + n}, out))
            return true;
        n = stm_phrases_match(&s->plain->by, &s->w[i], s->end - i);
        if (n > 0 && read_by(s, (stm_wspan){i, i + n}, out))
            return true;
    }
    return false;
}

stm_status stm_plain_init(stm_plain *self, const stm_language *language,
                          stm_arena *arena)
{
    STM_TRY(stm_phrases_from_list(language == NULL ? NULL : language->plain,
                                  arena, &self->say));
    STM_TRY(stm_phrases_from_words(language == NULL ? NULL : language->say,
                                   arena, &self->verbs));
    return stm_phrases_from_list(language == NULL ? NULL : language->by, arena,
                                 &self->by);
}

/* The labelled run that holds or begins at i. */
static stm_wspan run_at(const sentence *s, uint32_t i, uint8_t label)
{
    stm_wspan run = {i, i + 1};
    while (run.end < s->end && label_at(s, run.end) == label + 1)
        run.end++;
    return run;
}

/* The tagger's source of the sentence beside the cue, or empty. */
static stm_wspan labelled_source(const sentence *s, stm_wspan cue)
{
    for (uint32_t i = cue.first; i-- > s->first;)
        if (label_at(s, i) == STM_LABEL_SOURCE)
            return run_at(s, i, STM_LABEL_SOURCE);
    for (uint32_t i = cue.end; i < s->end; i++)
        if (label_at(s, i) == STM_LABEL_SOURCE_AFTER)
            return run_at(s, i, STM_LABEL_SOURCE_AFTER);
    return (stm_wspan){cue.first, cue.first};
}

/* A cue and source that the tagger left without content: the rest is it. */
static bool read_labelled(const sentence *s, stm_link *out)
{
    for (uint32_t i = s->end; i-- > s->first;) {
        if (label_at(s, i) != STM_LABEL_CUE)
            continue;
        const stm_wspan cue = run_at(s, i, STM_LABEL_CUE);
        const stm_wspan source = labelled_source(s, cue);
        if (is_empty(source))
            continue;
        const stm_wspan all = {cue.first < source.first ? cue.first
                                                        : source.first,
                               cue.end > source.end ? cue.end : source.end};
        if (all.first >= s->first + CONTENT_MIN &&
            fill(s, source, cue, (stm_wspan){s->first, all.first}, out))
            return true;
        if (fill(s, source, cue, (stm_wspan){all.end, s->end}, out))
            return true;
    }
    return false;
}

/* "CONTENT - NAME (@handle) July 4, 2030": the paragraph is a post. */
static bool read_post(const sentence *s, stm_link *out)
{
    uint32_t at = s->first;
    while (at + 1 < s->end && !(s->w[at].class == STM_CLASS_BRACKET_OPEN &&
                                s->w[at + 1].prefix[0] == '@'))
        at++;
    if (at + 1 >= s->end || s->end - at > 12)
        return false;
    uint32_t name = at;
    while (name > s->first && at - name <= SOURCE_MAX &&
           s->w[name - 1].class != STM_CLASS_DASH)
        name--;
    if (name == s->first || name == at ||
        s->w[name - 1].class != STM_CLASS_DASH)
        return false;
    return fill(s, (stm_wspan){name, at}, (stm_wspan){name - 1, name},
                (stm_wspan){s->first, name - 1}, out);
}

/* The sentence that holds the cue, within the paragraph. */
static sentence sentence_of(const stm_plain *self, const stm_qword *w,
                            const stm_qparagraph *p, stm_wspan cue)
{
    sentence s = {.plain = self, .w = w, .first = cue.first, .end = cue.end};
    while (s.first > p->first &&
           w[s.first - 1].sentence == w[cue.first].sentence)
        s.first--;
    while (s.end < p->first + p->n &&
           w[s.end].sentence == w[cue.first].sentence)
        s.end++;
    return s;
}

/* The noun phrase beside the cue; after "and" that at the sentence's head. */
static stm_wspan own_source(const sentence *s, stm_wspan cue)
{
    const uint32_t n = cue.end - cue.first;
    if (stm_phrases_match(&s->plain->by, &s->w[cue.first], n) > 0)
        return source_of_by(s, cue);
    if (stm_phrases_match(&s->plain->say, &s->w[cue.first], n) == 0)
        return (stm_wspan){cue.first, cue.first};
    const uint32_t at = before_time(s, cue.first);
    if (at > s->first && s->w[at - 1].class == STM_CLASS_AND)
        return source_after(s, s->first);
    return source_before(s, at);
}

/*
 * A link of the tagger without a source, or with one that lies in another
 * sentence, is given its own.
 */
static void find_source(const stm_plain *self, const stm_reading *reading,
                        const stm_qparagraph *p, stm_link *link)
{
    const stm_qword *w = reading->words;
    const stm_wspan cue = link->cue;
    if (is_empty(cue) ||
        (!is_empty(link->source) &&
         w[link->source.first].sentence == w[cue.first].sentence))
        return;
    const sentence s = sentence_of(self, w, p, cue);
    const stm_wspan source = own_source(&s, cue);
    if (is_empty(source))
        return;
    link->source = source;
    /* no source lies in what is said */
    for (uint32_t k = 0; k < link->n_contents; k++) {
        stm_wspan *c = &link->contents[k];
        if (source.first >= c->end || c->first >= source.end)
            continue;
        if (c->end > source.end)
            c->first = source.end;
        else
            c->end = source.first;
        *c = trim(&s, *c);
    }
}

static bool is_unlabelled(const sentence *s, const stm_qparagraph *p,
                          const uint8_t *labels, stm_wspan span)
{
    for (uint32_t i = span.first; i < span.end; i++)
        if (labels[i - p->first] != STM_LABEL_OUT || is_quoted(s, i))
            return false;
    return true;
}

/*
 * "SOURCE said that when it was late, they left": what follows the cue at a
 * sentence's head runs to its end, where nothing else is labelled there.
 */
static void extend(const stm_plain *self, const stm_reading *reading,
                   const stm_qparagraph *p, const uint8_t *labels,
                   stm_link *link)
{
    const stm_qword *w = reading->words;
    if (link->n_contents == 0 || is_empty(link->cue) ||
        is_empty(link->source) ||
        stm_phrases_match(&self->say, &w[link->cue.first],
                          link->cue.end - link->cue.first) == 0)
        return;
    sentence s = sentence_of(self, w, p, link->cue);
    while (s.end > s.first && (w[s.end - 1].class == STM_CLASS_STOP ||
                               w[s.end - 1].class == STM_CLASS_ASKS))
        s.end--;
    const uint32_t begin = link->source.first < link->cue.first
                               ? link->source.first
                               : link->cue.first;
    const uint32_t end =
        link->source.end > link->cue.end ? link->source.end : link->cue.end;
    stm_wspan *first = &link->contents[0];
    if (end + 4 >= s.end && first->end <= begin && first->end + 2 >= begin &&
        first->first > s.first && first->first < s.end &&
        is_unlabelled(&s, p, labels, (stm_wspan){s.first, first->first}))
        first->first = s.first;
    stm_wspan *last = &link->contents[link->n_contents - 1];
    if (link->source.first > s.first + 1 || last->first > link->cue.end + 1 ||
        last->first < link->cue.end || last->end >= s.end ||
        last->end <= s.first)
        return;
    if (is_unlabelled(&s, p, labels, (stm_wspan){last->end, s.end}))
        last->end = s.end;
}

static stm_status read_paragraph(const stm_plain *self,
                                 const stm_reading *reading,
                                 const stm_qparagraph *p, const uint8_t *labels,
                                 stm_arena *arena, stm_links *out)
{
    const stm_qword *w = reading->words;
    for (uint32_t i = 0, to; i < p->n; i = to) {
        bool has_content = false;
        bool has_label = false;
        for (to = i;
             to < p->n && w[p->first + to].sentence == w[p->first + i].sentence;
             to++) {
            has_content = has_content || labels[to] >= STM_LABEL_CONTENT;
            has_label = has_label || labels[to] != STM_LABEL_OUT;
        }
        sentence s = {self, w, labels, p->first, p->first + i, p->first + to};
        while (s.end > s.first && (w[s.end - 1].class == STM_CLASS_STOP ||
                                   w[s.end - 1].class == STM_CLASS_ASKS))
            s.end--;
        stm_link link;
        const bool did = has_content ? read_that(&s, &link)
                         : has_label ? read_labelled(&s, &link)
                                     : read_sentence(&s, &link);
        if (did)
            STM_TRY(stm_links_add(out, &link, arena));
    }
    return STM_OK;
}

stm_status stm_links_from_plain(const stm_plain *self,
                                const stm_reading *reading,
                                const stm_qparagraph *p, const uint8_t *labels,
                                uint32_t from, stm_arena *arena, stm_links *out)
{
    const sentence whole = {self,     reading->words, labels,
                            p->first, p->first,       p->first + p->n};
    stm_link post;
    if (read_post(&whole, &post)) {
        out->len = from;
        return stm_links_add(out, &post, arena);
    }
    for (uint32_t k = from; k < out->len; k++) {
        find_source(self, reading, p, &out->items[k]);
        extend(self, reading, p, labels, &out->items[k]);
    }
    return read_paragraph(self, reading, p, labels, arena, out);
}
