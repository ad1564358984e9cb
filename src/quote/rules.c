#include "quote/rules.h"

#include "base/map.h"
#include "base/size.h"
#include "quote/layers.h"
#include "quote/phrases.h"

#include "base/banned.h"

enum {
    SOURCE_MAX = 16,    /* words of a source at most */
    VERB_REACH = 14,    /* how far from its quotation a verb may stand */
    QUOTE_MIN = 3,      /* fewer words are scare quotes, but after a colon */
    LONE_QUOTE_MIN = 6, /* of one without a verb, unless it ends a sentence */
    CLAUSE_REACH = 10,  /* from a verb to what opens its clause */
    SENTENCE_MAX = 200, /* longer ones are lists or broken text */
};

/* No data to calibrate on: one figure for all that rules find. */
#define RULES_CONFIDENCE 0.6F

typedef struct rules {
    const stm_language *language;
    stm_phrases say;
    stm_phrases by;
    stm_phrases by_after;
    stm_phrases after;
    stm_phrases that;
    stm_phrases reported;
    stm_phrases joins;
    stm_phrases citing;
    const stm_qword *w; /* the paragraph's words */
    uint32_t n;
    uint32_t first;      /* index of w[0] in the reading */
    uint32_t begin, end; /* the sentence at hand, its last mark left out */
    uint32_t *link_of;   /* link_of[n]: the link a word is in, or STM_NONE */
    uint32_t before;     /* links before this paragraph's */
    uint32_t last;       /* the last link, if of this or the last sentence */
    uint32_t last_sentence;
    stm_link spoke; /* a verb of saying with its source, but no clause */
    uint32_t spoke_sentence;
    stm_arena *arena;
    stm_links *links;
    bool failed;
} rules;

/* A stretch of the paragraph's words. */
typedef struct stretch {
    uint32_t first;
    uint32_t end;
} stretch;

static bool is_none(stretch s)
{
    return s.first >= s.end;
}

static bool is_quoted(const stm_qword *w)
{
    return (w->quoting & STM_QUOTING_INSIDE) != 0;
}

static bool is_stop(uint8_t class)
{
    return class == STM_CLASS_STOP || class == STM_CLASS_ASKS;
}

/* A word that no table lists. */
static bool is_plain(uint8_t class)
{
    return class == STM_CLASS_LOWER || class == STM_CLASS_ED ||
           class == STM_CLASS_ING || class == STM_CLASS_LY ||
           class == STM_CLASS_PLURAL || class == STM_CLASS_NUMBER ||
           class == STM_CLASS_QUANTITY;
}

static bool opens_name(uint8_t class)
{
    return class == STM_CLASS_DETERMINER || class == STM_CLASS_POSSESSIVE;
}

static uint32_t match(const rules *r, const stm_phrases *phrases, uint32_t i)
{
    return i < r->n && !is_quoted(&r->w[i]) && r->link_of[i] == STM_NONE
               ? stm_phrases_match(phrases, &r->w[i], r->n - i)
               : 0;
}

static bool is_when(uint8_t class)
{
    return class == STM_CLASS_TIME || class == STM_CLASS_DAY;
}

/* Past "on Monday", "later": where the next word of another kind is. */
static uint32_t skip_when(const rules *r, uint32_t i)
{
    while (i < r->end && (is_when(r->w[i].class) ||
                          (r->w[i].class == STM_CLASS_IN && i + 1 < r->end &&
                           is_when(r->w[i + 1].class))))
        i++;
    return i;
}

/* --- sources ----------------------------------------------------------------
 */

/*
 * The source that begins at `at`: "a spokesman of the Marl fire brigade". A
 * word of no table goes on with it only where no name stands before it.
 */
static stretch source_from(const rules *r, uint32_t at)
{
    if (at < r->n && r->w[at].class == STM_CLASS_SUBJECT)
        return (stretch){at, at + 1};
    stretch s = {at, at};
    bool after_name = false;
    for (uint32_t i = at; i < r->end && i - at < SOURCE_MAX; i++) {
        const stm_qword *w = &r->w[i];
        const bool joins = w->class == STM_CLASS_OF ||
                           w->class == STM_CLASS_GENITIVE ||
                           match(r, &r->joins, i) > 0;
        if (is_quoted(w) || r->link_of[i] != STM_NONE)
            break;
        if (stm_class_names(w->class)) {
            s.end = i + 1;
            after_name = true;
        } else if (joins || (opens_name(w->class) && !after_name)) {
            after_name = false;
        } else if (!is_plain(w->class) || after_name ||
                   match(r, &r->say, i) > 0) {
            break;
        }
    }
    return s;
}

/* Whether a source may begin with the word. */
static bool may_begin(uint8_t class)
{
    return stm_class_names(class) || opens_name(class) ||
           class == STM_CLASS_SUBJECT || class == STM_CLASS_QUANTITY ||
           class == STM_CLASS_NUMBER;
}

/* "The agency, citing the council": the agency. */
static stretch before_citing(const rules *r, stretch s)
{
    for (uint32_t i = s.first + 1; i < s.end; i++)
        if (match(r, &r->citing, i) > 0)
            s.end = i;
    while (!is_none(s) && r->w[s.end - 1].class == STM_CLASS_COMMA)
        s.end--;
    return s;
}

/* What parts the clause of a verb from what came before. */
static bool parts_clause(const rules *r, uint32_t i)
{
    const uint8_t c = r->w[i].class;
    return is_quoted(&r->w[i]) || r->link_of[i] != STM_NONE ||
           c == STM_CLASS_COLON || c == STM_CLASS_SEMICOLON ||
           c == STM_CLASS_DASH || c == STM_CLASS_BUT || c == STM_CLASS_IF ||
           c == STM_CLASS_THAT || is_stop(c);
}

/*
 * The source that ends before the verb at `at`: all that stands before it in
 * its clause, names in apposition too, if it has the looks of one.
 */
static stretch source_before(const rules *r, uint32_t at)
{
    uint32_t from = at;
    while (from > r->begin && at - from < SOURCE_MAX &&
           !parts_clause(r, from - 1))
        from--;
    while (from < at && (r->w[from].class == STM_CLASS_COMMA ||
                         r->w[from].class == STM_CLASS_AND))
        from++;
    uint32_t end = at;
    while (end > from && (r->w[end - 1].class == STM_CLASS_HAVE ||
                          r->w[end - 1].class == STM_CLASS_COMMA ||
                          is_when(r->w[end - 1].class)))
        end--;
    if (from == end || !may_begin(r->w[from].class))
        return (stretch){at, at};
    if (r->w[from].class == STM_CLASS_SUBJECT)
        return end == from + 1 ? (stretch){from, end} : (stretch){at, at};
    bool named = false;
    for (uint32_t i = from; i < end; i++) {
        const uint8_t c = r->w[i].class;
        named = named || stm_class_names(c);
        if (c == STM_CLASS_BE || c == STM_CLASS_HAVE || c == STM_CLASS_DO ||
            c == STM_CLASS_MODAL || c == STM_CLASS_SUBJECT)
            return (stretch){at, at};
    }
    return named ? before_citing(r, (stretch){from, end}) : (stretch){at, at};
}

/* The noun phrase that ends before `at`, for words that follow it. */
static stretch phrase_before(const rules *r, uint32_t at)
{
    stretch s = {at, at};
    bool named = false;
    for (uint32_t i = at; i-- > r->begin && at - i <= SOURCE_MAX;) {
        const uint8_t c = r->w[i].class;
        if (parts_clause(r, i) || !(stm_class_names(c) || opens_name(c) ||
                                    is_plain(c) || c == STM_CLASS_OF))
            break;
        if (named && is_plain(c) && stm_class_names(r->w[i + 1].class))
            break; /* a verb, or an adjective without its article */
        named = named || stm_class_names(c);
        if (stm_class_names(c) || opens_name(c))
            s.first = i;
    }
    return named ? s : (stretch){at, at};
}

/* --- links ------------------------------------------------------------------
 */

static stm_wspan span_of(const rules *r, stretch s)
{
    return (stm_wspan){r->first + s.first, r->first + s.end};
}

static bool is_free(const rules *r, stretch s)
{
    for (uint32_t i = s.first; i < s.end; i++)
        if (r->link_of[i] != STM_NONE)
            return false;
    return true;
}

static void take(rules *r, stretch s, uint32_t link)
{
    for (uint32_t i = s.first; i < s.end; i++)
        r->link_of[i] = link;
}

/* Adds a link of one or two contents (`more` may be empty). */
static void add(rules *r, stretch source, stretch cue, stretch content,
                stretch more)
{
    stm_link link = {.source = span_of(r, source),
                     .cue = span_of(r, cue),
                     .contents = {span_of(r, content), span_of(r, more)},
                     .n_contents = is_none(more) ? 1 : 2,
                     .outer = STM_NONE,
                     .confidence = RULES_CONFIDENCE};
    if (is_none(content)) {
        link.contents[0] = link.contents[1];
        link.n_contents = 1;
    }
    if (stm_links_add(r->links, &link, r->arena) != STM_OK) {
        r->failed = true;
        return;
    }
    r->last = r->links->len - 1;
    take(r, source, r->last);
    take(r, cue, r->last);
    take(r, content, r->last);
    take(r, more, r->last);
    r->last_sentence =
        r->w[is_none(content) ? more.first : content.first].sentence;
    if (!is_none(cue))
        r->last_sentence =
            stm_max_u32(r->last_sentence, r->w[cue.first].sentence);
}

/* Words that the last link's source goes on to say; false: too many. */
static bool go_on(rules *r, stretch content)
{
    stm_link *link = &r->links->items[r->last];
    if (link->n_contents == STM_LINK_CONTENTS)
        return false;
    link->contents[link->n_contents++] = span_of(r, content);
    take(r, content, r->last);
    r->last_sentence = r->w[content.end - 1].sentence;
    return true;
}

/* Whether the last link was of this sentence or the one before. */
static bool has_last(const rules *r, uint32_t sentence)
{
    return r->last != STM_NONE && sentence <= r->last_sentence + 1;
}

/* --- reported speech, sentence by sentence ----------------------------------
 */

/* Whether a verb of the stretch has the mood of reports. */
static bool is_reported(const rules *r, stretch s)
{
    for (uint32_t i = s.first; i < s.end; i++)
        if (match(r, &r->reported, i) > 0)
            return true;
    return false;
}

/* "to close the school": what is announced or promised. */
static bool has_infinitive(const rules *r, stretch s)
{
    for (uint32_t i = s.first + 1; i + 1 < s.end; i++)
        if (r->w[i].class == STM_CLASS_TO && !is_quoted(&r->w[i]))
            return true;
    return false;
}

/* What is said, after a verb whose phrase ends at `at`; none: no clause. */
static stretch clause_after(const rules *r, uint32_t at)
{
    const stretch none = {at, at};
    for (uint32_t i = at; i < r->end && i - at < CLAUSE_REACH; i++) {
        if (is_quoted(&r->w[i]) || r->link_of[i] != STM_NONE)
            return none;
        if (match(r, &r->that, i) > 0)
            return (stretch){i, r->end};
        const uint8_t c = r->w[i].class;
        if (c != STM_CLASS_COMMA && c != STM_CLASS_COLON)
            continue;
        const stretch rest = {i + 1, r->end};
        if (is_none(rest) || is_quoted(&r->w[rest.first]))
            return none;
        if (c == STM_CLASS_COLON || match(r, &r->that, rest.first) > 0 ||
            r->w[rest.first].class == STM_CLASS_WHAT || is_reported(r, rest) ||
            has_infinitive(r, rest))
            return rest;
    }
    return none;
}

/* "In a letter of the ministry it says": the letter. */
static stretch document_before(const rules *r, uint32_t verb, uint32_t at)
{
    const uint32_t from = r->begin + 1;
    if (from >= verb || at >= r->end || r->w[at].class != STM_CLASS_PRONOUN ||
        r->w[r->begin].class != STM_CLASS_IN || !may_begin(r->w[from].class) ||
        is_when(r->w[from].class) || verb - from > SOURCE_MAX)
        return (stretch){verb, verb};
    return (stretch){from, verb};
}

/* "Content, said SOURCE." */
static bool try_inverted(rules *r, uint32_t verb, uint32_t len)
{
    if (verb < r->begin + 3 || r->w[verb - 1].class != STM_CLASS_COMMA ||
        is_quoted(&r->w[r->begin]))
        return false;
    const stretch content = {r->begin, verb - 1};
    const stretch source = source_from(r, skip_when(r, verb + len));
    if (is_none(source) || !is_free(r, content) || !is_free(r, source) ||
        (source.end < r->end && r->w[source.end].class == STM_CLASS_COLON))
        return false;
    add(r, source, (stretch){verb, verb + len}, content, (stretch){0, 0});
    return true;
}

/* "As SOURCE said, content." and "Content, as SOURCE said." */
static bool try_as(rules *r, uint32_t as, uint32_t verb, uint32_t len)
{
    const stretch cue = {verb, verb + len};
    const stretch source = before_citing(r, (stretch){as + 1, verb});
    if (is_none(source) || !may_begin(r->w[source.first].class))
        return false;
    stretch content = {r->begin, r->begin};
    if (as == r->begin) {
        uint32_t at = cue.end;
        while (at < r->end && r->w[at].class != STM_CLASS_COMMA)
            at++;
        content = (stretch){at + 1, r->end};
    } else if (r->w[as - 1].class == STM_CLASS_COMMA) {
        content.end = as - 1;
    }
    if (is_none(content) || !is_free(r, content))
        return false;
    add(r, source, cue, content, (stretch){0, 0});
    return true;
}

static void try_verb(rules *r, uint32_t i, uint32_t len)
{
    for (uint32_t as = i; as-- > r->begin && i - as < SOURCE_MAX;) {
        if (r->w[as].class == STM_CLASS_AS && try_as(r, as, i, len))
            return;
        if (parts_clause(r, as))
            break;
    }
    if (try_inverted(r, i, len))
        return;
    stretch source = source_before(r, i);
    uint32_t at = i + len;
    if (is_none(source))
        source = document_before(r, i, at);
    if (is_none(source)) {
        source = source_from(r, skip_when(r, at));
        at = source.end;
    }
    const stretch content = clause_after(r, at);
    if (is_none(source) || !is_free(r, source) || !is_free(r, content))
        return;
    if (!is_none(content)) {
        add(r, source, (stretch){i, i + len}, content, (stretch){0, 0});
        return;
    }
    r->spoke = (stm_link){.source = span_of(r, source),
                          .cue = span_of(r, (stretch){i, i + len})};
    r->spoke_sentence = r->w[i].sentence;
}

/* "By SOURCE content." and "Content by SOURCE content." */
static void try_by(rules *r, uint32_t i, uint32_t len)
{
    const stretch source = source_from(r, i + len);
    stretch before = {r->begin, i}, behind = {source.end, r->end};
    while (before.end > before.first &&
           r->w[before.end - 1].class == STM_CLASS_COMMA)
        before.end--;
    while (behind.first < behind.end &&
           r->w[behind.first].class == STM_CLASS_COMMA)
        behind.first++;
    if (is_none(source) || !is_free(r, before) || !is_free(r, behind) ||
        (before.end - before.first) + (behind.end - behind.first) < QUOTE_MIN)
        return;
    add(r, source, (stretch){i, i + len}, before, behind);
}

/* "Content, so SOURCE." */
static void try_by_after(rules *r, uint32_t i, uint32_t len)
{
    const stretch source = source_from(r, i + len);
    if (i < r->begin + QUOTE_MIN || r->w[i - 1].class != STM_CLASS_COMMA ||
        is_none(source) || skip_when(r, source.end) < r->end)
        return;
    const stretch content = {r->begin, i - 1};
    if (is_free(r, content))
        add(r, source, (stretch){i, i + len}, content, (stretch){0, 0});
}

/* "SOURCE zufolge content." */
static void try_after(rules *r, uint32_t i, uint32_t len)
{
    const stretch source = phrase_before(r, i);
    const stretch before = {r->begin, source.first};
    const stretch behind = {i + len, r->end};
    if (is_none(source) || !is_free(r, before) || !is_free(r, behind) ||
        (before.end - before.first) + (behind.end - behind.first) < QUOTE_MIN)
        return;
    add(r, source, (stretch){i, i + len}, before, behind);
}

/* A sentence in the mood of reports: who spoke last goes on. */
static void hear_out(rules *r, stretch all)
{
    const uint32_t sentence = r->w[all.first].sentence;
    if (has_last(r, sentence)) {
        go_on(r, all);
        return;
    }
    if (r->spoke.cue.end == 0 || sentence > r->spoke_sentence + 1)
        return;
    stm_link link = r->spoke;
    link.contents[0] = span_of(r, all);
    link.n_contents = 1;
    link.outer = STM_NONE;
    link.confidence = RULES_CONFIDENCE;
    if (stm_links_add(r->links, &link, r->arena) != STM_OK) {
        r->failed = true;
        return;
    }
    r->last = r->links->len - 1;
    r->last_sentence = sentence;
    take(r, all, r->last);
}

static void read_sentence(rules *r)
{
    if (!is_free(r, (stretch){r->begin, r->end}))
        return;
    const uint32_t had = r->links->len;
    for (uint32_t i = r->begin; i < r->end && r->links->len == had; i++) {
        uint32_t n = match(r, &r->by_after, i);
        if (n > 0)
            try_by_after(r, i, n);
        else if ((n = match(r, &r->by, i)) > 0)
            try_by(r, i, n);
        else if ((n = match(r, &r->after, i)) > 0)
            try_after(r, i, n);
        else if ((n = match(r, &r->say, i)) > 0)
            try_verb(r, i, n);
    }
    const stretch all = {r->begin, r->end};
    if (r->links->len == had && !is_none(all) && !is_quoted(&r->w[r->begin]) &&
        is_reported(r, all))
        hear_out(r, all);
}

/* --- quotations --------------------------------------------------------------
 */

/* The verb nearest to quotation q within reach, after it first. */
static stretch find_verb(const rules *r, stretch q)
{
    for (uint32_t i = q.end; i < r->n && i < q.end + VERB_REACH; i++) {
        if (i > q.end && r->w[i].sentence != r->w[q.end - 1].sentence)
            break;
        const uint32_t len = match(r, &r->say, i);
        if (len > 0)
            return (stretch){i, i + len};
        const uint32_t so = match(r, &r->by_after, i);
        if (so > 0 && r->w[i - 1].class == STM_CLASS_COMMA)
            return (stretch){i, i + so};
    }
    for (uint32_t i = q.first; i-- > 0 && q.first - i < VERB_REACH;) {
        if (r->w[i].sentence != r->w[q.first].sentence)
            break;
        const uint32_t len = match(r, &r->say, i);
        if (len > 0)
            return (stretch){i, i + len};
    }
    return (stretch){0, 0};
}

/* Sets the sentence at hand to that of word i. */
static void stand_in(rules *r, uint32_t i)
{
    const uint32_t sentence = r->w[i].sentence;
    uint32_t begin = i, end = i;
    while (begin > 0 && i - begin < SENTENCE_MAX &&
           r->w[begin - 1].sentence == sentence)
        begin--;
    while (end < r->n && end - i < SENTENCE_MAX &&
           r->w[end].sentence == sentence)
        end++;
    while (end > i + 1 && is_stop(r->w[end - 1].class))
        end--;
    r->begin = begin;
    r->end = end;
}

static stretch find_source(rules *r, stretch cue, stretch q)
{
    stand_in(r, cue.first);
    const stretch after = source_from(r, skip_when(r, cue.end));
    const stretch before = source_before(r, cue.first);
    if (cue.first >= q.end && !is_none(after))
        return after;
    return is_none(before) ? after : before;
}

/* Where no table tells verbs: the name in the rest of the sentence. */
static stretch name_beside(rules *r, stretch q)
{
    stand_in(r, q.end - 1);
    for (uint32_t i = q.end; i < r->end && i < q.end + VERB_REACH; i++)
        if (stm_class_names(r->w[i].class) && r->link_of[i] == STM_NONE)
            return is_quoted(&r->w[i]) ? (stretch){i, i} : source_from(r, i);
    return (stretch){q.end, q.end};
}

/* Whether the quotation ends as a sentence does, or is long. */
static bool is_speech(const rules *r, stretch q)
{
    const uint32_t words = q.end - q.first;
    const uint8_t last = words > 2 ? r->w[q.end - 2].class : STM_CLASS_EDGE;
    const uint8_t next = q.end < r->n ? r->w[q.end].class : STM_CLASS_EDGE;
    return is_stop(last) || last == STM_CLASS_COMMA ||
           next == STM_CLASS_COMMA || next == STM_CLASS_DASH ||
           words >= LONE_QUOTE_MIN + 2;
}

static void try_quotation(rules *r, stretch q)
{
    const bool colon =
        q.first > 0 && r->w[q.first - 1].class == STM_CLASS_COLON;
    const stretch none = {q.end, q.end};
    /* "The bridge", said Lund, "will open": short, yet speech */
    const bool leads = q.end + 1 < r->n &&
                       r->w[q.end].class == STM_CLASS_COMMA &&
                       match(r, &r->say, q.end + 1) > 0;
    if (!is_free(r, q) || (q.end - q.first < QUOTE_MIN + 2 && !colon && !leads))
        return;
    const stretch cue = find_verb(r, q);
    if (!is_none(cue)) {
        const stretch source = find_source(r, cue, q);
        add(r, source, cue, q, (stretch){0, 0});
        return;
    }
    if (colon) {
        const stretch mark = {q.first - 1, q.first};
        stand_in(r, mark.first);
        const stretch source = source_before(r, mark.first);
        if (!is_none(source) || r->language == NULL) {
            add(r, source, mark, q, (stretch){0, 0});
            return;
        }
    }
    const uint32_t sentence = r->w[q.first].sentence;
    if (r->language == NULL && is_speech(r, q))
        add(r, name_beside(r, q), none, q, (stretch){0, 0});
    else if (has_last(r, sentence) && r->last >= r->before && is_speech(r, q))
        go_on(r, q);
}

/* The whole quotation that begins at word i. */
static stretch quotation_at(const rules *r, uint32_t i)
{
    stretch q = {i, i + 1};
    while (q.end < r->n && is_quoted(&r->w[q.end]) &&
           !(r->w[q.end].quoting & STM_QUOTING_FIRST))
        q.end++;
    return q;
}

/* --- paragraphs
 * ---------------------------------------------------------------
 */

/* "NAME: content" to the paragraph's end. */
static void find_line(rules *r)
{
    const uint32_t name = stm_colon_name(r->w, r->n);
    if (name > 0 && name + 1 < r->n)
        add(r, (stretch){0, name}, (stretch){name, name + 1},
            (stretch){name + 1, r->n}, (stretch){0, 0});
}

static void read_paragraph(rules *r)
{
    find_line(r);
    for (uint32_t i = 0; i < r->n && !r->failed;) {
        stretch s = {i, i};
        while (s.end < r->n && r->w[s.end].sentence == r->w[i].sentence)
            s.end++;
        i = s.end;
        r->begin = s.first;
        r->end = s.end;
        while (r->end > r->begin + 1 && is_stop(r->w[r->end - 1].class))
            r->end--;
        if (r->end - r->begin <= SENTENCE_MAX)
            read_sentence(r);
        for (uint32_t k = s.first; k < s.end; k++)
            if (r->w[k].quoting & STM_QUOTING_FIRST) {
                const stretch q = quotation_at(r, k);
                try_quotation(r, q);
                k = q.end - 1;
            }
    }
}

static stm_status make_ready(rules *r)
{
    static const stm_language none = {.code = ""};
    const stm_language *l = r->language == NULL ? &none : r->language;
    STM_TRY(stm_phrases_from_words(l->say, r->arena, &r->say));
    STM_TRY(stm_phrases_from_list(l->by, r->arena, &r->by));
    STM_TRY(stm_phrases_from_list(l->by_after, r->arena, &r->by_after));
    STM_TRY(stm_phrases_from_words(l->after, r->arena, &r->after));
    STM_TRY(stm_phrases_from_words(l->that, r->arena, &r->that));
    STM_TRY(stm_phrases_from_words(l->reported, r->arena, &r->reported));
    STM_TRY(stm_phrases_from_list(l->citing, r->arena, &r->citing));
    return stm_phrases_from_words(l->joins, r->arena, &r->joins);
}

stm_status stm_links_from_rules(const stm_reading *reading,
                                const stm_language *language, stm_arena *arena,
                                stm_links *out)
{
    rules r = {
        .language = language, .arena = arena, .links = out, .last = STM_NONE};
    STM_TRY(make_ready(&r));
    stm_layers layers;
    STM_TRY(stm_layers_init(&layers, language, arena));
    for (uint32_t p = 0; p < reading->n_paragraphs; p++) {
        r.w = &reading->words[reading->paragraphs[p].first];
        r.n = reading->paragraphs[p].n;
        r.first = reading->paragraphs[p].first;
        r.link_of = stm_arena_alloc(arena, r.n, sizeof *r.link_of);
        if (r.link_of == NULL)
            return STM_ERR_NOMEM;
        for (uint32_t i = 0; i < r.n; i++)
            r.link_of[i] = STM_NONE;
        r.before = out->len;
        read_paragraph(&r);
        if (r.failed)
            return STM_ERR_NOMEM;
        STM_TRY(stm_layers_add(&layers, reading, &reading->paragraphs[p],
                               r.before, arena, out));
    }
    return STM_OK;
}
