#include "quote/layers.h"

#include <string.h>

#include "base/map.h"
#include "base/size.h"

#include "base/banned.h"

/* Words of a source at most, and how far a verb may stand from its phrase. */
enum { SOURCE_MAX = 14, TAIL_SOURCE_MAX = 8, TAIL_MAX = 5, REPORT_MIN = 3 };
/* Longer sentences are lists or broken text: no layers are looked for. */
enum { SENTENCE_MAX = 200 };
/* The lexicon's level of a word that is a cue as often as not. */
enum { CUE_LEVEL = 7 };
/* A layer told by tables is less sure than what it hangs on. */
#define LAYER_CONFIDENCE 0.9F

enum { ROLE_NONE, ROLE_SOURCE, ROLE_CUE, ROLE_CONTENT };

/* Which link a word belongs to, and as what. */
typedef struct owner {
    uint32_t link;
    uint8_t role;
} owner;

typedef struct walk {
    const stm_layers *t;
    const stm_qword *w; /* the paragraph's words */
    uint32_t n;
    uint32_t first; /* index of w[0] in the reading */
    uint32_t from;  /* first link of the paragraph */
    uint32_t begin; /* of the sentence at hand */
    uint32_t end;   /* its last mark left out */
    owner *owners;  /* owners[n] */
    stm_links *links;
    stm_arena *arena;
} walk;

/* Words [first, end) of the paragraph. */
typedef struct run {
    uint32_t first;
    uint32_t end;
} run;

static bool is_none(run s)
{
    return s.first >= s.end;
}

static run run_of(const walk *k, stm_wspan s)
{
    return (run){s.first - k->first, s.end - k->first};
}

static stm_wspan span_of(const walk *k, run s)
{
    return (stm_wspan){k->first + s.first, k->first + s.end};
}

static void own(walk *k, run s, uint32_t link, uint8_t role)
{
    for (uint32_t i = s.first; i < s.end && i < k->n; i++)
        k->owners[i] = (owner){link, role};
}

static void own_link(walk *k, uint32_t link)
{
    const stm_link *l = &k->links->items[link];
    for (uint32_t c = 0; c < l->n_contents; c++)
        own(k, run_of(k, l->contents[c]), link, ROLE_CONTENT);
    if (l->source.first < l->source.end)
        own(k, run_of(k, l->source), link, ROLE_SOURCE);
    if (l->cue.first < l->cue.end)
        own(k, run_of(k, l->cue), link, ROLE_CUE);
}

static bool is_quoted(const stm_qword *w)
{
    return (w->quoting & STM_QUOTING_INSIDE) != 0;
}

static bool is_stop(uint8_t class)
{
    return class == STM_CLASS_STOP || class == STM_CLASS_ASKS;
}

static uint32_t match(const walk *k, const stm_phrases *phrases, uint32_t i)
{
    return i < k->end && !is_quoted(&k->w[i])
               ? stm_phrases_match(phrases, &k->w[i], k->end - i)
               : 0;
}

static bool is_voice(const walk *k, uint32_t i)
{
    return stm_class_names(k->w[i].class) ||
           stm_phrases_match(&k->t->voices, &k->w[i], 1) > 0;
}

static bool is_preposition(uint8_t class)
{
    return class == STM_CLASS_OF || class == STM_CLASS_FOR ||
           class == STM_CLASS_ABOUT || class == STM_CLASS_IN ||
           class == STM_CLASS_PREPOSITION || class == STM_CLASS_TO;
}

/*
 * Whether the phrase's head can speak: "Lund's lawyer", "a statement by the
 * ministry", but not "Lund's age", "the fall of the ministry".
 */
static bool has_voice(const walk *k, run s)
{
    uint32_t end = s.first;
    while (end < s.end && !is_preposition(k->w[end].class))
        end++;
    bool found = false;
    for (uint32_t i = s.first; i < end; i++)
        found = k->w[i].class == STM_CLASS_GENITIVE ? i + 1 == end
                                                    : found || is_voice(k, i);
    return found;
}

/* What stands in no source, or ends it. */
static bool ends_source(const walk *k, uint32_t i)
{
    switch (k->w[i].class) {
    case STM_CLASS_COMMA:
    case STM_CLASS_STOP:
    case STM_CLASS_ASKS:
    case STM_CLASS_COLON:
    case STM_CLASS_SEMICOLON:
    case STM_CLASS_DASH:
    case STM_CLASS_QUOTE_OPEN:
    case STM_CLASS_QUOTE_SHUT:
    case STM_CLASS_BRACKET_OPEN:
    case STM_CLASS_THAT:
    case STM_CLASS_WHO:
    case STM_CLASS_IF:
    case STM_CLASS_AS:
    case STM_CLASS_BE:
    case STM_CLASS_HAVE:
    case STM_CLASS_DO:
    case STM_CLASS_MODAL:
    case STM_CLASS_SUBJECT:
        return true;
    default:
        return is_quoted(&k->w[i]) || match(k, &k->t->say, i) > 0;
    }
}

/* The source that begins at `at`; none where nobody in it can speak. */
static run source_from(const walk *k, uint32_t at)
{
    run s = {at, at};
    while (s.end < k->end && s.end - at < SOURCE_MAX && !ends_source(k, s.end))
        s.end++;
    while (!is_none(s) && is_preposition(k->w[s.end - 1].class))
        s.end--;
    return has_voice(k, s) ? s : (run){at, at};
}

static bool is_in_name(uint8_t class)
{
    return stm_class_names(class) || class == STM_CLASS_LOWER ||
           class == STM_CLASS_PLURAL || class == STM_CLASS_NUMBER ||
           class == STM_CLASS_QUANTITY || class == STM_CLASS_GENITIVE ||
           class == STM_CLASS_OF || class == STM_CLASS_ED;
}

/* The noun phrase that ends before `at` and begins not before `least`. */
static run source_up_to(const walk *k, uint32_t at, uint32_t least)
{
    run s = {at, at};
    while (s.first > least && at - s.first < SOURCE_MAX) {
        const stm_qword *w = &k->w[s.first - 1];
        if (is_quoted(w))
            break;
        if (w->class == STM_CLASS_DETERMINER ||
            w->class == STM_CLASS_POSSESSIVE) {
            s.first--;
            break;
        }
        if (!is_in_name(w->class))
            break;
        s.first--;
    }
    return has_voice(k, s) ? s : (run){at, at};
}

static run sentence_of(const walk *k, uint32_t i)
{
    run s = {i, i};
    while (s.end < k->n && k->w[s.end].sentence == k->w[i].sentence)
        s.end++;
    while (s.end > i + 1 && is_stop(k->w[s.end - 1].class))
        s.end--;
    return s;
}

/* Index of a new link, or STM_NONE without memory. */
static uint32_t add(walk *k, const stm_link *link)
{
    return stm_links_add(k->links, link, k->arena) == STM_OK ? k->links->len - 1
                                                             : STM_NONE;
}

static stm_link make(const walk *k, run source, run cue, run content,
                     float confidence)
{
    return (stm_link){.source = span_of(k, source),
                      .cue = span_of(k, cue),
                      .contents = {span_of(k, content)},
                      .n_contents = 1,
                      .outer = STM_NONE,
                      .confidence = confidence * LAYER_CONFIDENCE};
}

/* --- "quoted Y as saying" ------------------------------------------------ */

/* The verb of quoting that `at` hangs on, in this sentence. */
static run relay_before(const walk *k, uint32_t at)
{
    for (uint32_t i = at; i-- > k->begin && at - i <= SOURCE_MAX;) {
        const uint32_t n = match(k, &k->t->relay, i);
        if (n > 0)
            return (run){i, i + n};
    }
    return (run){at, at};
}

/* Where the passive "was quoted" begins, or the verb itself if it is none. */
static uint32_t passive_from(const walk *k, uint32_t verb)
{
    uint32_t i = verb;
    while (i > k->begin && verb - i < 3 &&
           (k->w[i - 1].class == STM_CLASS_BE ||
            k->w[i - 1].class == STM_CLASS_HAVE ||
            k->w[i - 1].class == STM_CLASS_TIME))
        i--;
    for (uint32_t j = i; j < verb; j++)
        if (k->w[j].class == STM_CLASS_BE)
            return i;
    return verb;
}

/* The words reported after a phrase that ends at `at`. */
static run reported_from(const walk *k, uint32_t at)
{
    while (at < k->end && (k->w[at].class == STM_CLASS_COLON ||
                           k->w[at].class == STM_CLASS_COMMA))
        at++;
    return (run){at, k->end};
}

/* The link that has a content begin at `at` or right after it. */
static uint32_t content_at(const walk *k, uint32_t at)
{
    for (uint32_t i = at; i < k->n && i < at + 2; i++) {
        const owner o = k->owners[i];
        if (o.role == ROLE_CONTENT &&
            k->links->items[o.link].contents[0].first >= k->first + at)
            return o.link;
    }
    return STM_NONE;
}

/*
 * Makes `inner` the link of what Y says: the one that has the content, or a
 * new one. Its other contents stay.
 */
static uint32_t put_inner(walk *k, run source, run cue, run content,
                          float confidence)
{
    const uint32_t has = content_at(k, content.first);
    if (has == STM_NONE) {
        const stm_link link = make(k, source, cue, content, confidence);
        return add(k, &link);
    }
    stm_link *link = &k->links->items[has];
    link->source = span_of(k, source);
    link->cue = span_of(k, cue);
    return has;
}

static void put_outer(walk *k, uint32_t inner, run source, run cue, run content,
                      float confidence)
{
    const owner o = k->owners[cue.first];
    uint32_t outer = o.role == ROLE_CUE && o.link != inner ? o.link : STM_NONE;
    if (outer == STM_NONE) {
        const stm_link link = make(k, source, cue, content, confidence);
        outer = add(k, &link);
    } else {
        stm_link *link = &k->links->items[outer];
        if (link->source.first == link->source.end)
            link->source = span_of(k, source);
        link->contents[0] = span_of(k, content);
        link->n_contents = 1;
    }
    k->links->items[inner].outer = outer;
    own_link(k, outer);
    own_link(k, inner);
}

static void relay_as_saying(walk *k, uint32_t at, uint32_t n)
{
    const run verb = relay_before(k, at);
    const run content = reported_from(k, at + n);
    if (is_none(verb) || is_none(content))
        return;
    const owner of_verb = k->owners[verb.first];
    const float sure = of_verb.role == ROLE_CUE
                           ? k->links->items[of_verb.link].confidence
                           : 0.6F;
    const uint32_t passive = passive_from(k, verb.first);
    if (passive < verb.first) {
        const run who = source_up_to(k, passive, k->begin);
        const uint32_t by = match(k, &k->t->agent, verb.end);
        const run agent = by == 0 ? (run){at, at} : (run){verb.end + by, at};
        if (is_none(who) || (by == 0 && of_verb.role == ROLE_CUE &&
                             k->owners[at].role == ROLE_CUE))
            return;
        const run whole = {passive, is_none(agent) ? at + n : verb.end};
        const uint32_t inner = put_inner(
            k, who, is_none(agent) ? whole : (run){at, at + n}, content, sure);
        if (inner != STM_NONE && !is_none(agent))
            put_outer(k, inner, agent, whole, (run){at, content.end}, sure);
        else if (inner != STM_NONE)
            own_link(k, inner);
        return;
    }
    run who = {verb.end, at};
    while (!is_none(who) && k->w[who.end - 1].class == STM_CLASS_COMMA)
        who.end--;
    if (is_none(who))
        return;
    const uint32_t inner = put_inner(k, who, (run){at, at + n}, content, sure);
    if (inner != STM_NONE)
        put_outer(k, inner, source_up_to(k, verb.first, k->begin), verb,
                  (run){who.first, content.end}, sure);
}

/* --- "said C, citing Y" -------------------------------------------------- */

/* The link whose statement the phrase at `at` gives the origin of. */
static uint32_t statement_beside(const walk *k, uint32_t at)
{
    if (at >= k->begin + 2 && k->w[at - 1].class == STM_CLASS_COMMA &&
        k->owners[at - 2].role == ROLE_SOURCE) {
        const uint32_t link = k->owners[at - 2].link;
        if (k->owners[at].role != ROLE_CUE || link != k->owners[at].link)
            return link;
    }
    const uint32_t self =
        k->owners[at].role == ROLE_CUE ? k->owners[at].link : STM_NONE;
    for (uint32_t i = at; i-- > k->begin;)
        if (k->owners[i].role == ROLE_CUE && k->owners[i].link != self)
            return k->owners[i].link;
    for (uint32_t i = at; i < k->end; i++)
        if (k->owners[i].role == ROLE_CUE && k->owners[i].link != self)
            return k->owners[i].link;
    return STM_NONE;
}

/* "X said, citing Y, that C", where the tagger took "citing" for the cue. */
static uint32_t split_statement(walk *k, uint32_t link, uint32_t at, run who)
{
    stm_link *l = &k->links->items[link];
    const uint32_t verb = at > k->begin && k->w[at - 1].class == STM_CLASS_COMMA
                              ? at - 2
                              : at - 1;
    const run all = run_of(k, l->contents[l->n_contents - 1]);
    const uint32_t rest =
        who.end + (who.end < k->end && k->w[who.end].class == STM_CLASS_COMMA);
    if (at < k->begin + 2 || match(k, &k->t->say, verb) == 0 ||
        k->owners[verb].role != ROLE_NONE || all.end < rest + REPORT_MIN)
        return STM_NONE;
    const run source = run_of(k, l->source);
    const stm_link told = make(k, source, (run){verb, verb + 1},
                               (run){rest, all.end}, l->confidence);
    return add(k, &told);
}

static void cite(walk *k, uint32_t at, uint32_t n)
{
    const run who = source_from(k, at + n);
    const owner o = k->owners[at];
    if (is_none(who) || o.role == ROLE_CONTENT || o.role == ROLE_SOURCE)
        return;
    uint32_t outer = STM_NONE;
    if (o.role == ROLE_CUE)
        outer = split_statement(k, o.link, at, who);
    if (outer == STM_NONE)
        outer = statement_beside(k, at);
    if (outer == STM_NONE || k->links->items[outer].outer != STM_NONE)
        return;
    stm_link inner = k->links->items[outer];
    inner.source = span_of(k, who);
    inner.cue = span_of(k, (run){at, at + n});
    inner.outer = outer;
    inner.confidence *= LAYER_CONFIDENCE;
    if (o.role == ROLE_CUE && o.link != outer) {
        k->links->items[o.link] = inner;
    } else if (add(k, &inner) == STM_NONE) {
        return;
    }
    own(k, who, outer, ROLE_SOURCE);
}

/* --- "Y said C, X reported", "Y said C, according to X" ------------------ */

/* All of the link's words that lie in `in`. */
static run extent_in(const walk *k, uint32_t link, run in)
{
    run s = {in.end, in.first};
    for (uint32_t i = in.first; i < in.end; i++)
        if (k->owners[i].role != ROLE_NONE && k->owners[i].link == link) {
            s.first = stm_min_u32(s.first, i);
            s.end = i + 1;
        }
    return s;
}

static bool is_free(const walk *k, run s)
{
    for (uint32_t i = s.first; i < s.end; i++)
        if (k->owners[i].role != ROLE_NONE)
            return false;
    return true;
}

static void wrap(walk *k, uint32_t inner, run source, run cue, run content)
{
    if (k->links->items[inner].outer != STM_NONE)
        return;
    const stm_link link =
        make(k, source, cue, content, k->links->items[inner].confidence);
    const uint32_t outer = add(k, &link);
    if (outer == STM_NONE)
        return;
    k->links->items[inner].outer = outer;
    own(k, source, outer, ROLE_SOURCE);
    own(k, cue, outer, ROLE_CUE);
}

/* Nothing but "on Tuesday" and the like up to the sentence's end. */
static bool is_tail(const walk *k, uint32_t at)
{
    if (k->end > at + TAIL_MAX)
        return false;
    for (uint32_t i = at; i < k->end; i++)
        if (k->w[i].class != STM_CLASS_TIME && k->w[i].class != STM_CLASS_DAY &&
            k->w[i].class != STM_CLASS_IN && k->w[i].class != STM_CLASS_ABOUT &&
            k->w[i].class != STM_CLASS_NUMBER)
            return false;
    return true;
}

/* `at`: a verb of saying that belongs to nothing yet. */
static void end_with_reporter(walk *k, uint32_t at, uint32_t n)
{
    run source = {at, at};
    uint32_t comma = at, tail = at + n;
    if (at > k->begin && k->w[at - 1].class == STM_CLASS_COMMA) {
        source = source_from(k, tail);
        while (!is_none(source) && is_tail(k, source.end - 1))
            source.end--; /* "Nordwind on Tuesday" */
        comma = at - 1;
        tail = source.end;
    } else {
        while (source.first > k->begin && at - source.first < TAIL_SOURCE_MAX &&
               !ends_source(k, source.first - 1))
            source.first--;
        comma = source.first - (source.first > k->begin);
        if (comma > k->begin && k->w[comma].class == STM_CLASS_AS)
            comma--;
    }
    if (is_none(source) || comma <= k->begin ||
        k->w[comma].class != STM_CLASS_COMMA || !has_voice(k, source) ||
        !is_free(k, source) || !is_tail(k, tail))
        return;
    /* a verb's parted prefix may stand between: "teilte das Amt mit," */
    const bool parted = comma >= k->begin + 2 &&
                        k->owners[comma - 1].role == ROLE_NONE &&
                        k->owners[comma - 2].role == ROLE_SOURCE;
    const owner o = k->owners[comma - 1 - parted];
    if (o.role == ROLE_NONE || is_quoted(&k->w[comma - 1]))
        return;
    const run content = extent_in(k, o.link, (run){k->begin, comma});
    wrap(k, o.link, source, (run){at, at + n}, content);
}

static void put_by(walk *k, uint32_t at, uint32_t n)
{
    const run source = source_from(k, at + n);
    if (is_none(source) || !is_free(k, (run){at, source.end}))
        return;
    run side = {k->begin, at};
    if (at == k->begin)
        side = (run){source.end, k->end};
    else if (k->w[at - 1].class != STM_CLASS_COMMA)
        return;
    for (uint32_t i = side.first; i < side.end; i++)
        if (k->owners[i].role == ROLE_CUE) {
            const uint32_t inner = k->owners[i].link;
            wrap(k, inner, source, (run){at, at + n},
                 extent_in(k, inner, side));
            return;
        }
}

/* --- "X said that Y denied C" --------------------------------------------- */

static bool opens_report(const walk *k, uint32_t at, uint32_t end)
{
    if (at + REPORT_MIN > end)
        return false;
    switch (k->w[at].class) {
    case STM_CLASS_THAT:
    case STM_CLASS_DETERMINER:
    case STM_CLASS_SUBJECT:
    case STM_CLASS_POSSESSIVE:
    case STM_CLASS_NAME:
    case STM_CLASS_QUOTE_OPEN:
    case STM_CLASS_NUMBER:
    case STM_CLASS_QUANTITY:
        return true;
    default:
        return k->w[at].class == STM_CLASS_ING;
    }
}

static void report_within(walk *k, uint32_t at, uint32_t n)
{
    /* a word that was seldom a cue where the tagger learned is none here */
    const uint8_t level = k->w[at].cue;
    if (level > 0 && level < CUE_LEVEL)
        return;
    const owner o = k->owners[at];
    uint32_t least = at, end = at;
    while (least > k->begin && k->owners[least - 1].role == ROLE_CONTENT &&
           k->owners[least - 1].link == o.link && !is_quoted(&k->w[least - 1]))
        least--;
    while (end < k->end && k->owners[end].role == ROLE_CONTENT &&
           k->owners[end].link == o.link)
        end++;
    uint32_t verb = at;
    while (verb > least && at - verb < 4 &&
           (k->w[verb - 1].class == STM_CLASS_HAVE ||
            k->w[verb - 1].class == STM_CLASS_TIME))
        verb--;
    const run source = source_up_to(k, verb, least);
    uint32_t to = at + n;
    /* "told them that", "told officers that" */
    if (to + 1 < end && opens_report(k, to + 1, end) &&
        (k->w[to].class == STM_CLASS_PRONOUN ||
         k->w[to].class == STM_CLASS_ROLE || is_voice(k, to)))
        to++;
    if (is_none(source) || !opens_report(k, to, end) ||
        !(is_voice(k, source.end - 1) ||
          k->w[source.end - 1].class == STM_CLASS_GENITIVE))
        return;
    stm_link link = make(k, source, (run){verb, at + n}, (run){to, end},
                         k->links->items[o.link].confidence);
    link.outer = o.link;
    const uint32_t inner = add(k, &link);
    if (inner != STM_NONE)
        own_link(k, inner);
}

/* --- the walk --------------------------------------------------------------
 */

static void look_at_word(walk *k, uint32_t i)
{
    uint32_t n = match(k, &k->t->as_saying, i);
    if (n > 0) {
        relay_as_saying(k, i, n);
        return;
    }
    n = match(k, &k->t->citing, i);
    if (n > 0) {
        cite(k, i, n);
        return;
    }
    n = match(k, &k->t->by, i);
    if (n > 0) {
        put_by(k, i, n);
        return;
    }
    n = match(k, &k->t->say, i);
    if (n > 0 && k->owners[i].role == ROLE_NONE)
        end_with_reporter(k, i, n);
    else if (n > 0 && k->owners[i].role == ROLE_CONTENT)
        report_within(k, i, n);
}

stm_status stm_layers_init(stm_layers *self, const stm_language *language,
                           stm_arena *arena)
{
    static const stm_language none = {.code = ""};
    const stm_language *l = language == NULL ? &none : language;
    STM_TRY(stm_phrases_from_words(l->say, arena, &self->say));
    STM_TRY(stm_phrases_from_words(l->relay, arena, &self->relay));
    STM_TRY(stm_phrases_from_list(l->as_saying, arena, &self->as_saying));
    STM_TRY(stm_phrases_from_list(l->citing, arena, &self->citing));
    STM_TRY(stm_phrases_from_list(l->by, arena, &self->by));
    STM_TRY(stm_phrases_from_words(l->agent, arena, &self->agent));
    return stm_phrases_from_words(l->voices, arena, &self->voices);
}

stm_status stm_layers_add(const stm_layers *self, const stm_reading *reading,
                          const stm_qparagraph *p, uint32_t from,
                          stm_arena *scratch, stm_links *links)
{
    if (links->len == from)
        return STM_OK;
    walk k = {.t = self,
              .w = &reading->words[p->first],
              .n = p->n,
              .first = p->first,
              .from = from,
              .links = links,
              .arena = scratch};
    k.owners = stm_arena_alloc(scratch, p->n, sizeof *k.owners);
    if (k.owners == NULL)
        return STM_ERR_NOMEM;
    for (uint32_t i = from; i < links->len; i++)
        own_link(&k, i);
    for (uint32_t i = 0; i < k.n; i++) {
        if (i == 0 || k.w[i].sentence != k.w[i - 1].sentence) {
            const run s = sentence_of(&k, i);
            k.begin = s.first;
            k.end = s.end;
        }
        if (k.end - k.begin <= SENTENCE_MAX)
            look_at_word(&k, i);
    }
    return scratch->failed ? STM_ERR_NOMEM : STM_OK;
}
