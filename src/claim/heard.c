#include "claim/heard.h"

#include <math.h>

#include "base/alloc.h"
#include "claim/units.h"

#include "base/banned.h"

static const float weights[STM_HEARD_FEATURES] = {
#include "claim/heard_weights.inc"
};

/*
 * Taken from these odds on, log-odds: a speaker more is better than one less.
 * By tools/train/heard.py, each story left out: at 0 the speakers' F1 is
 * .014 lower, said or not .005.
 */
static const float least_odds = -0.4F;

/* An attribution as it lies to the sentence at hand. */
typedef struct near_one {
    uint32_t index;
    uint32_t voice;
    uint32_t begin, end;  /* of all its parts */
    uint32_t cue;         /* first byte of the cue, else of the content */
    uint32_t content;     /* bytes of the mention in its content */
    uint32_t covered;     /* and in its source and cue */
    uint32_t in_sentence; /* bytes of the sentence */
    bool is_here;         /* touches the sentence */
} near_one;

typedef struct listener {
    const stm_pile *pile;
    const stm_claim_words *words;
    const stm_text *text;
    uint32_t article;
    uint32_t sentence;
    stm_span span;
    stm_span whole;  /* the sentence */
    uint32_t flags;  /* stm_claim_word_flags of the mention's words */
    bool is_quoted;  /* the mention lies in quotation marks */
    bool is_pronoun; /* the sentence begins with one */
    bool is_present;
    bool is_said;   /* a word of saying in the sentence */
    uint32_t n_all; /* attributions of the article that have a speaker */
    uint32_t first; /* index of the article's first */
    near_one here[STM_HEARD_MAX];
    uint32_t n_here;
    near_one before, after;
    bool has_before, has_after;
    bool has_nobody; /* one without a speaker is here */
} listener;

static uint32_t sentence_at(const stm_text *text, uint32_t byte)
{
    uint32_t low = 0;
    uint32_t high = text->n_sentences;
    while (low + 1 < high) {
        const uint32_t mid = low + (high - low) / 2;
        if (text->sentences[mid].span.begin <= byte)
            low = mid;
        else
            high = mid;
    }
    return low;
}

static void widen(near_one *n, stm_span s)
{
    if (s.begin < n->begin)
        n->begin = s.begin;
    if (s.end > n->end)
        n->end = s.end;
}

static near_one place(const listener *l, uint32_t index)
{
    const stm_attribution *a = &l->pile->attributions[index];
    near_one n = {.index = index,
                  .voice = stm_speaker_voice(l->pile->speakers, a->speaker),
                  .begin = UINT32_MAX};
    for (uint32_t k = 0; k < a->n_content; k++) {
        widen(&n, a->content[k]);
        n.content += stm_span_overlap(a->content[k], l->span);
        n.in_sentence += stm_span_overlap(a->content[k], l->whole);
    }
    n.covered = n.content;
    for (uint32_t k = 0; k < a->n_source; k++) {
        widen(&n, a->source[k]);
        n.covered += stm_span_overlap(a->source[k], l->span);
        n.in_sentence += stm_span_overlap(a->source[k], l->whole);
    }
    for (uint32_t k = 0; k < a->n_cue; k++) {
        widen(&n, a->cue[k]);
        n.covered += stm_span_overlap(a->cue[k], l->span);
        n.in_sentence += stm_span_overlap(a->cue[k], l->whole);
    }
    n.cue = a->n_cue > 0       ? a->cue[0].begin
            : a->n_content > 0 ? a->content[0].begin
                               : n.begin;
    n.is_here = n.in_sentence > 0;
    return n;
}

static void keep_here(listener *l, const near_one *n)
{
    if (l->n_here < STM_HEARD_MAX - 3)
        l->here[l->n_here++] = *n;
}

static bool touches(const listener *l, uint32_t index)
{
    const stm_attribution *a = &l->pile->attributions[index];
    for (uint32_t k = 0; k < a->n_content; k++)
        if (stm_span_overlap(a->content[k], l->whole) > 0)
            return true;
    return false;
}

static void find_near(listener *l)
{
    l->first = stm_attributions_of(l->pile, l->article);
    for (uint32_t i = l->first; i < l->pile->n_attributions &&
                                l->pile->attributions[i].article == l->article;
         i++) {
        if (l->pile->attributions[i].speaker == STM_NONE) {
            l->has_nobody = l->has_nobody || touches(l, i);
            continue;
        }
        l->n_all++;
        const near_one n = place(l, i);
        if (n.is_here) {
            keep_here(l, &n);
        } else if (n.cue < l->whole.begin) {
            if (!l->has_before || n.cue >= l->before.cue)
                l->before = n;
            l->has_before = true;
        } else {
            if (!l->has_after || n.cue < l->after.cue)
                l->after = n;
            l->has_after = true;
        }
    }
}

static bool is_term(uint64_t term, const char *const *list, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (term == stm_hash(stm_slice_from_cstr(list[i])))
            return true;
    return false;
}

static void read_sentence(listener *l)
{
    static const char *const pronouns[] = {"he", "she", "they", "it"};
    static const char *const present[] = {"is", "are", "has", "have"};
    const stm_sentence *s = &l->text->sentences[l->sentence];
    l->whole = s->span;
    uint32_t open = 0;
    uint32_t quoted = 0;
    uint32_t words = 0;
    bool first = true;
    for (uint32_t i = s->first_token; i < s->first_token + s->n_tokens; i++) {
        const stm_token *t = &l->text->tokens[i];
        if ((t->flags & STM_TOKEN_OPEN_QUOTE) != 0)
            open = 1;
        if ((t->flags & STM_TOKEN_SHUT_QUOTE) != 0)
            open = 0;
        if (t->kind == STM_TOKEN_MARK)
            continue;
        const uint64_t term = l->text->terms[i];
        const uint32_t flags = stm_claim_words_get(l->words, term)->flags;
        l->is_said = l->is_said || (flags & STM_CLAIM_WORD_SAID) != 0;
        if (first)
            l->is_pronoun =
                is_term(term, pronouns, sizeof pronouns / sizeof *pronouns);
        first = false;
        if (t->begin < l->span.begin || t->end > l->span.end)
            continue;
        words++;
        quoted += open;
        l->flags |= flags;
        l->is_present =
            l->is_present ||
            is_term(term, present, sizeof present / sizeof *present);
    }
    l->is_quoted = words > 0 && quoted * 2 >= words;
}

static bool is_direct(const stm_attribution *a)
{
    return a->type != STM_SPEECH_INDIRECT;
}

static float main_share(const listener *l, uint32_t voice)
{
    uint32_t n = 0;
    for (uint32_t i = l->first; i < l->pile->n_attributions &&
                                l->pile->attributions[i].article == l->article;
         i++)
        n += stm_speaker_voice(l->pile->speakers,
                               l->pile->attributions[i].speaker) == voice;
    return l->n_all == 0 ? 0 : (float)n / (float)l->n_all;
}

static void measure_kind(const listener *l, stm_heard *h)
{
    switch ((stm_speaker_kind)l->pile->speakers[h->speaker].kind) {
    case STM_SPEAKER_PERSON:
        h->x[STM_HEARD_KIND_PERSON] = 1;
        break;
    case STM_SPEAKER_POLICE:
    case STM_SPEAKER_COURT:
    case STM_SPEAKER_GOVERNMENT:
    case STM_SPEAKER_MILITARY:
        h->x[STM_HEARD_KIND_AUTHORITY] = 1;
        break;
    case STM_SPEAKER_DOCUMENT:
        h->x[STM_HEARD_KIND_DOCUMENT] = 1;
        break;
    case STM_SPEAKER_UNKNOWN:
    case STM_SPEAKER_UNNAMED:
    case STM_SPEAKER_COLLECTIVE:
        h->x[STM_HEARD_KIND_VAGUE] = 1;
        break;
    default:
        break;
    }
}

static void measure_both(const listener *l, stm_heard *h)
{
    h->x[STM_HEARD_BOTH_SIDES] = l->has_before && l->has_after &&
                                 l->before.voice == h->speaker &&
                                 l->after.voice == h->speaker;
    h->x[STM_HEARD_LEAD] = l->sentence < 2;
    measure_kind(l, h);
}

/* What the words of a cue are: bits of cue_class. */
enum cue_class {
    CUE_SAYS = 1,
    CUE_NOT = 2,
    CUE_CHARGES = 4,
    CUE_BROAD = 8,
};

static uint32_t class_of_cue(const listener *l, const stm_attribution *a)
{
    static const char *const nots[] = {"declined", "refused", "unable",
                                       "declines", "decline"};
    static const char *const charges[] = {
        "accused", "charged", "pleaded", "plead", "pleads", "charges",
        "decide",  "decided", "plans",   "wants", "wanted", "expected",
        "vowed",   "called",  "calls",   "urged", "praised"};
    static const char *const broad[] = {
        "admitted",   "admits",     "acknowledged", "believe",   "believes",
        "believed",   "described",  "describes",    "denied",    "denies",
        "explained",  "explains",   "estimated",    "estimates", "indicated",
        "indicates",  "identified", "recalled",     "revealed",  "shows",
        "show",       "showed",     "suggested",    "suspect",   "testified",
        "thinks",     "alleges",    "claims",       "blamed",    "conceded",
        "counted",    "adding",     "saying",       "telling",   "posted",
        "writes",     "quoted",     "citing",       "cited",     "criticized",
        "criticised", "criticizes"};
    if (a->n_cue == 0)
        return 0;
    const stm_sentence *in =
        &l->text->sentences[sentence_at(l->text, a->cue[0].begin)];
    uint32_t found = 0;
    for (uint32_t i = in->first_token; i < in->first_token + in->n_tokens;
         i++) {
        if (l->text->tokens[i].begin < a->cue[0].begin ||
            l->text->tokens[i].end > a->cue[0].end)
            continue;
        const uint64_t term = l->text->terms[i];
        const uint32_t flags = stm_claim_words_get(l->words, term)->flags;
        if ((flags & STM_CLAIM_WORD_SAID) != 0)
            found |= CUE_SAYS;
        if ((flags & STM_CLAIM_WORD_NEGATION) != 0 ||
            is_term(term, nots, sizeof nots / sizeof *nots))
            found |= CUE_NOT;
        if (is_term(term, charges, sizeof charges / sizeof *charges))
            found |= CUE_CHARGES;
        if (is_term(term, broad, sizeof broad / sizeof *broad))
            found |= CUE_BROAD;
    }
    return found;
}

/* "which", "that" or "who" right before byte `at`. */
static bool is_relative(const listener *l, uint32_t at)
{
    static const char *const relatives[] = {"which", "that",  "who",
                                            "whom",  "where", "what"};
    const stm_sentence *s = &l->text->sentences[l->sentence];
    for (uint32_t i = s->first_token + 1; i < s->first_token + s->n_tokens; i++)
        if (l->text->tokens[i].begin >= at)
            return l->text->tokens[i].begin == at &&
                   is_term(l->text->terms[i - 1], relatives,
                           sizeof relatives / sizeof *relatives);
    return false;
}

/* Share of the mention's telling words that stand in the content. */
static float overlap(const listener *l, const stm_attribution *a)
{
    enum { MOST = 48 };
    uint64_t stems[MOST];
    uint32_t n = 0;
    const stm_sentence *s = &l->text->sentences[l->sentence];
    for (uint32_t i = s->first_token; i < s->first_token + s->n_tokens; i++) {
        const stm_token *t = &l->text->tokens[i];
        if (n < MOST && t->kind != STM_TOKEN_MARK &&
            (t->flags & STM_TOKEN_STOP) == 0 && t->begin >= l->span.begin &&
            t->end <= l->span.end)
            stems[n++] = l->text->stems[i];
    }
    uint32_t shared = 0;
    uint64_t seen = 0;
    for (uint32_t k = 0; k < a->n_content && n > 0; k++) {
        const uint32_t from = sentence_at(l->text, a->content[k].begin);
        for (uint32_t i = l->text->sentences[from].first_token;
             i < l->text->n_tokens &&
             l->text->tokens[i].begin < a->content[k].end;
             i++) {
            if (l->text->tokens[i].begin < a->content[k].begin)
                continue;
            for (uint32_t m = 0; m < n; m++)
                if (stems[m] == l->text->stems[i] && (seen >> m & 1) == 0) {
                    seen |= (uint64_t)1 << m;
                    shared++;
                }
        }
    }
    return n == 0 ? 0 : (float)shared / (float)n;
}

static void measure_here(const listener *l, const near_one *n, stm_heard *h)
{
    const stm_attribution *a = &l->pile->attributions[n->index];
    const float len = (float)(l->span.end - l->span.begin + 1);
    const float covers = (float)n->covered / len;
    float *x = h->x;
    x[STM_HEARD_HERE] = 1;
    x[STM_HEARD_COVERS] = covers;
    x[STM_HEARD_CONTENT] = (float)n->content / len;
    x[STM_HEARD_HALF] = n->covered * 2 >= l->span.end - l->span.begin;
    x[STM_HEARD_MOST] = covers >= .9F;
    x[STM_HEARD_NO_CONTENT] = n->content == 0;
    x[STM_HEARD_SENTENCE] =
        (float)n->in_sentence / (float)(l->whole.end - l->whole.begin + 1);
    x[STM_HEARD_CUE_HERE] = n->cue >= l->whole.begin && n->cue < l->whole.end;
    x[STM_HEARD_CUE_INSIDE] = n->cue >= l->span.begin && n->cue < l->span.end;
    x[STM_HEARD_AROUND] = n->begin < l->span.begin && n->end > l->span.end;
    x[STM_HEARD_CUE_LAST] =
        x[STM_HEARD_CUE_HERE] > 0 && n->cue * 2 > l->span.begin + l->span.end;
    x[STM_HEARD_CONFIDENCE] = a->confidence;
    x[STM_HEARD_DIRECT] = is_direct(a);
    const uint32_t cue = class_of_cue(l, a);
    x[STM_HEARD_SAID_WORD] = (cue & CUE_SAYS) != 0;
    x[STM_HEARD_CUE_NOT] = (cue & CUE_NOT) != 0;
    x[STM_HEARD_CUE_CHARGE] = (cue & CUE_CHARGES) != 0;
    x[STM_HEARD_CUE_BROAD] = (cue & CUE_BROAD) != 0;
    x[STM_HEARD_OPENS] = n->begin <= l->whole.begin + 1;
    x[STM_HEARD_CLOSES] = n->end + 2 >= l->whole.end;
    x[STM_HEARD_SPAN_AFTER] =
        x[STM_HEARD_CUE_HERE] > 0 && l->span.begin >= n->cue;
    x[STM_HEARD_RELATIVE] =
        is_relative(l, a->n_source > 0 ? a->source[0].begin : n->cue);
    x[STM_HEARD_NOBODY_HERE] = l->has_nobody;
    x[STM_HEARD_NO_SOURCE_HERE] = a->n_source == 0 ||
                                  a->source[0].begin < l->whole.begin ||
                                  a->source[0].begin >= l->whole.end;
    for (uint32_t i = 0; i < l->n_here; i++) {
        if (l->here[i].voice == n->voice)
            continue;
        x[STM_HEARD_TIGHTER] += l->here[i].covered > n->covered;
        x[STM_HEARD_BROADER] += l->here[i].covered < n->covered;
    }
}

static bool is_long_paragraph(const listener *l)
{
    enum { LONG = 12 };
    const stm_sentence *all = l->text->sentences;
    const uint32_t paragraph = all[l->sentence].paragraph;
    return (l->sentence >= LONG &&
            all[l->sentence - LONG].paragraph == paragraph) ||
           (l->sentence + LONG < l->text->n_sentences &&
            all[l->sentence + LONG].paragraph == paragraph);
}

static void measure_before(const listener *l, const near_one *n, stm_heard *h)
{
    const stm_attribution *a = &l->pile->attributions[n->index];
    const uint32_t from = sentence_at(l->text, n->end > 0 ? n->end - 1 : 0);
    float *x = h->x;
    x[STM_HEARD_BEFORE] = 1;
    x[STM_HEARD_BEFORE_NEXT] = from + 1 >= l->sentence;
    x[STM_HEARD_BEFORE_SECOND] = from + 2 == l->sentence;
    x[STM_HEARD_BEFORE_PAR] = l->text->sentences[from].paragraph ==
                              l->text->sentences[l->sentence].paragraph;
    x[STM_HEARD_BEFORE_DIRECT] = is_direct(a);
    x[STM_HEARD_BEFORE_PERSON] =
        l->pile->speakers[a->speaker].kind == STM_SPEAKER_PERSON;
    x[STM_HEARD_BEFORE_QUOTED] = l->is_quoted;
    x[STM_HEARD_BEFORE_PRONOUN] = l->is_pronoun;
    x[STM_HEARD_BEFORE_HERE] = l->n_here > 0;
    x[STM_HEARD_BEFORE_DOUBT] = (l->flags & STM_CLAIM_WORD_DOUBT) != 0;
    x[STM_HEARD_BEFORE_PRESENT] = l->is_present;
    x[STM_HEARD_BEFORE_SAID] = l->n_here == 0 && l->is_said;
    x[STM_HEARD_BEFORE_MAIN] = main_share(l, n->voice);
    x[STM_HEARD_BEFORE_OVERLAP] = overlap(l, a);
    x[STM_HEARD_BEFORE_CUE_NOT] =
        (class_of_cue(l, a) & (CUE_NOT | CUE_CHARGES)) != 0;
    x[STM_HEARD_BEFORE_LONG_PAR] = is_long_paragraph(l);
    measure_kind(l, h);
    x[STM_HEARD_BEFORE_AUTHORITY] = x[STM_HEARD_KIND_AUTHORITY];
    x[STM_HEARD_BEFORE_DOCUMENT] = x[STM_HEARD_KIND_DOCUMENT];
    x[STM_HEARD_BEFORE_VAGUE] = x[STM_HEARD_KIND_VAGUE];
}

static void measure_after(const listener *l, const near_one *n, stm_heard *h)
{
    const stm_attribution *a = &l->pile->attributions[n->index];
    const uint32_t from = sentence_at(l->text, n->begin);
    float *x = h->x;
    x[STM_HEARD_AFTER] = 1;
    x[STM_HEARD_AFTER_NEXT] = from <= l->sentence + 1;
    x[STM_HEARD_AFTER_PAR] = l->text->sentences[from].paragraph ==
                             l->text->sentences[l->sentence].paragraph;
    x[STM_HEARD_AFTER_DIRECT] = is_direct(a);
    x[STM_HEARD_AFTER_QUOTED] = l->is_quoted;
    x[STM_HEARD_AFTER_HERE] = l->n_here > 0;
    x[STM_HEARD_AFTER_LEAD] = l->sentence < 2;
    x[STM_HEARD_AFTER_DOUBT] = (l->flags & STM_CLAIM_WORD_DOUBT) != 0;
    x[STM_HEARD_AFTER_SAID] = l->n_here == 0 && l->is_said;
    x[STM_HEARD_AFTER_MAIN] = main_share(l, n->voice);
    x[STM_HEARD_AFTER_OVERLAP] = overlap(l, a);
    x[STM_HEARD_AFTER_CONTENT_BEFORE] =
        a->n_content > 0 && a->content[0].begin < n->cue;
}

/* --- copies --------------------------------------------------------------- */

/* The words in `span`, which begins in `sentence`, as one number; 0: few. */
static uint64_t words_hash(const stm_text *text, uint32_t sentence,
                           stm_span span)
{
    enum { LEAST = 5 };
    uint64_t h = 0;
    uint32_t n = 0;
    for (uint32_t i = text->sentences[sentence].first_token;
         i < text->n_tokens && text->tokens[i].begin < span.end; i++) {
        if (text->tokens[i].kind == STM_TOKEN_MARK ||
            text->tokens[i].begin < span.begin)
            continue;
        h = stm_hash_mix(h, text->stems[i]);
        n++;
    }
    return n >= LEAST ? h : 0;
}

static stm_status add_copy(stm_heard_copies *self, uint64_t key,
                           uint32_t article, uint32_t voice)
{
    if (key == 0)
        return STM_OK;
    bool was_new = false;
    const stm_u64map_entry *e =
        stm_u64map_put(&self->index, key, self->len, &was_new);
    if (e == NULL)
        return STM_ERR_NOMEM;
    if (was_new) {
        if (!stm_grow(&self->items, &self->cap, self->len + 1,
                      sizeof *self->items))
            return STM_ERR_NOMEM;
        self->items[self->len++] =
            (stm_heard_copy){{article, article}, {voice, voice}};
        return STM_OK;
    }
    stm_heard_copy *c = &self->items[e->value];
    for (uint32_t k = 0; k < 2; k++)
        if (c->article[k] == article && c->voice[k] == STM_NONE)
            c->voice[k] = voice;
    if (c->article[1] != article && c->article[0] != article) {
        c->article[1] = article;
        c->voice[1] = voice;
    }
    return STM_OK;
}

static stm_status read_article(stm_heard_copies *self, const stm_pile *pile,
                               uint32_t article)
{
    const stm_text *text = &pile->texts[article];
    const uint32_t first = stm_attributions_of(pile, article);
    for (uint32_t s = 0; s < text->n_sentences; s++) {
        const stm_span span = text->sentences[s].span;
        const uint32_t a = stm_attribution_over(pile, article, first, span);
        const uint32_t voice =
            a == STM_NONE ? STM_NONE
                          : stm_speaker_voice(pile->speakers,
                                              pile->attributions[a].speaker);
        STM_TRY(add_copy(self, words_hash(text, s, span), article, voice));
    }
    for (uint32_t i = first;
         i < pile->n_attributions && pile->attributions[i].article == article;
         i++) {
        const stm_attribution *a = &pile->attributions[i];
        const uint32_t voice = stm_speaker_voice(pile->speakers, a->speaker);
        for (uint32_t k = 0; k < a->n_content && voice != STM_NONE; k++)
            STM_TRY(add_copy(self,
                             words_hash(text,
                                        sentence_at(text, a->content[k].begin),
                                        a->content[k]),
                             article, voice));
    }
    return STM_OK;
}

stm_status stm_heard_copies_init(stm_heard_copies *self, const stm_pile *pile,
                                 const uint32_t *articles, uint32_t n)
{
    *self = (stm_heard_copies){.len = 0};
    stm_u64map_init(&self->index);
    for (uint32_t i = 0; i < n; i++)
        STM_TRY(read_article(self, pile, articles[i]));
    return STM_OK;
}

void stm_heard_copies_release(stm_heard_copies *self)
{
    stm_u64map_release(&self->index);
    stm_free(self->items);
    *self = (stm_heard_copies){.len = 0};
}

/* Whom another report gives for the words: STM_NONE none; false: no copy. */
static bool find_copy(const listener *l, const stm_heard_copies *copies,
                      uint32_t *voice)
{
    const stm_span spans[] = {l->whole, l->span};
    bool found = false;
    *voice = STM_NONE;
    for (uint32_t i = 0; i < 2 && *voice == STM_NONE; i++) {
        const uint64_t key = words_hash(l->text, l->sentence, spans[i]);
        const uint32_t at =
            key == 0 ? STM_NONE : stm_u64map_get(&copies->index, key);
        if (at == STM_NONE)
            continue;
        const stm_heard_copy *c = &copies->items[at];
        for (uint32_t k = 0; k < 2; k++)
            if (c->article[k] != l->article) {
                found = true;
                if (*voice == STM_NONE)
                    *voice = c->voice[k];
            }
    }
    return found;
}

static uint32_t measure_copies(const listener *l,
                               const stm_heard_copies *copies, stm_heard *out,
                               uint32_t n)
{
    uint32_t voice;
    if (copies == NULL || !find_copy(l, copies, &voice))
        return n;
    bool near = false;
    for (uint32_t i = 0; i < n; i++) {
        out[i].x[STM_HEARD_COPY_NONE] = voice == STM_NONE;
        out[i].x[STM_HEARD_COPY_SAME] = voice == out[i].speaker;
        out[i].x[STM_HEARD_COPY_OTHER] =
            voice != STM_NONE && voice != out[i].speaker;
        near = near || voice == out[i].speaker;
    }
    if (voice == STM_NONE || near)
        return n;
    out[n] = (stm_heard){.attribution = STM_NONE, .speaker = voice};
    out[n].x[STM_HEARD_COPY] = 1;
    return n + 1;
}

static void weigh(stm_heard *h)
{
    h->odds = 0;
    for (uint32_t i = 0; i < STM_HEARD_FEATURES; i++)
        h->odds += weights[i] * h->x[i];
}

uint32_t stm_heard_list(const stm_pile *pile, const stm_claim_words *words,
                        const stm_heard_copies *copies, uint32_t article,
                        uint32_t sentence, stm_span span, stm_heard *out)
{
    listener l = {.pile = pile,
                  .words = words,
                  .text = &pile->texts[article],
                  .article = article,
                  .sentence = sentence,
                  .span = span};
    read_sentence(&l);
    find_near(&l);
    uint32_t n = 0;
    for (uint32_t i = 0; i < l.n_here; i++, n++) {
        out[n] = (stm_heard){.attribution = l.here[i].index,
                             .speaker = l.here[i].voice};
        measure_here(&l, &l.here[i], &out[n]);
    }
    if (l.has_before) {
        out[n] = (stm_heard){.attribution = l.before.index,
                             .speaker = l.before.voice};
        measure_before(&l, &l.before, &out[n++]);
    }
    if (l.has_after) {
        out[n] =
            (stm_heard){.attribution = l.after.index, .speaker = l.after.voice};
        measure_after(&l, &l.after, &out[n++]);
    }
    n = measure_copies(&l, copies, out, n);
    for (uint32_t i = 0; i < n; i++) {
        measure_both(&l, &out[i]);
        weigh(&out[i]);
    }
    return n;
}

stm_heard stm_heard_for(const stm_pile *pile, const stm_claim_words *words,
                        const stm_heard_copies *copies, uint32_t article,
                        uint32_t sentence, stm_span span)
{
    stm_heard list[STM_HEARD_MAX];
    const uint32_t n =
        stm_heard_list(pile, words, copies, article, sentence, span, list);
    stm_heard best = {
        .attribution = STM_NONE, .speaker = STM_NONE, .odds = least_odds};
    for (uint32_t i = 0; i < n; i++)
        if (list[i].odds > best.odds)
            best = list[i];
    return best;
}
