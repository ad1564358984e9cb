#include "quote/features.h"

#include "base/map.h"

#include "base/banned.h"

/* A word is a cue candidate from this level of the lexicon on (P >= .25). */
#define CANDIDATE_LEVEL 6u

/* What lies between a word and the nearest candidate. */
enum {
    BETWEEN_COMMA = 1u << 0,
    BETWEEN_THAT = 1u << 1,
    BETWEEN_QUOTE = 1u << 2,
    BETWEEN_VERB = 1u << 3,
    BETWEEN_AND = 1u << 4,
    BETWEEN_SENTENCE = 1u << 5,
    BETWEEN_NAME = 1u << 6,
};

enum {
    SENTENCE_QUOTE = 1u << 0, /* has a word inside a quotation */
    SENTENCE_COLON = 1u << 1,
    SENTENCE_ASKS = 1u << 2,
    SENTENCE_WHOLE = 1u << 3, /* begins inside a quotation */
};

static uint32_t mix(uint32_t a, uint32_t b)
{
    uint32_t h = a * 0x9E3779B1u ^ (b + 0x7F4A7C15u);
    h ^= h >> 15;
    h *= 0x85EBCA77u;
    h ^= h >> 13;
    return h;
}

static uint32_t bucket(uint32_t d)
{
    if (d < 4)
        return d;
    return d < 6 ? 4 : d < 9 ? 5 : d < 14 ? 6 : d < 25 ? 7 : d < 50 ? 8 : 9;
}

static uint32_t coarse(uint32_t d)
{
    return d < 2 ? d : d < 4 ? 2 : d < 9 ? 3 : d < 20 ? 4 : 5;
}

static bool is_candidate(const stm_qword *w)
{
    return w->cue >= CANDIDATE_LEVEL && !(w->quoting & STM_QUOTING_INSIDE);
}

/* The bits that passing over `w` adds. */
static uint16_t passing(const stm_qword *w)
{
    switch (w->class) {
    case STM_CLASS_COMMA:
    case STM_CLASS_DASH:
    case STM_CLASS_SEMICOLON:
        return BETWEEN_COMMA;
    case STM_CLASS_THAT:
    case STM_CLASS_TO:
    case STM_CLASS_WHAT:
        return BETWEEN_THAT;
    case STM_CLASS_QUOTE_OPEN:
    case STM_CLASS_QUOTE_SHUT:
        return BETWEEN_QUOTE;
    case STM_CLASS_BE:
    case STM_CLASS_HAVE:
    case STM_CLASS_DO:
    case STM_CLASS_MODAL:
    case STM_CLASS_ED:
        return BETWEEN_VERB;
    case STM_CLASS_AND:
    case STM_CLASS_BUT:
    case STM_CLASS_IF:
        return BETWEEN_AND;
    case STM_CLASS_NAME:
    case STM_CLASS_SUBJECT:
        return BETWEEN_NAME;
    default:
        return 0;
    }
}

static void look_left(const stm_qword *w, uint32_t n, stm_surroundings *a)
{
    uint32_t cue = STM_NONE;
    uint16_t between = 0;
    uint32_t comma = 0;
    uint8_t comma_class = STM_CLASS_EDGE;
    uint8_t number = 0, shut_after = STM_CLASS_EDGE;
    for (uint32_t i = 0; i < n; i++) {
        if (i > 0 && w[i].sentence != w[i - 1].sentence) {
            between |= BETWEEN_SENTENCE;
            comma = i;
            comma_class = w[i].class;
        }
        a[i].left_cue = cue;
        a[i].left_between = between;
        a[i].since_comma = (uint16_t)(i - comma < 999 ? i - comma : 999);
        a[i].comma_class = comma_class;
        if (w[i].quoting & STM_QUOTING_FIRST)
            number = (uint8_t)(number < 200 ? number + 1 : number);
        a[i].quote_number = number;
        a[i].shut_after = shut_after;
        if ((w[i].quoting & STM_QUOTING_LAST) && i > 0)
            shut_after = w[i - 1].class;
        if (is_candidate(&w[i])) {
            cue = i;
            between = 0;
        } else {
            between |= passing(&w[i]);
        }
        if (w[i].class == STM_CLASS_COMMA || w[i].class == STM_CLASS_DASH ||
            w[i].class == STM_CLASS_SEMICOLON) {
            comma = i;
            comma_class = i + 1 < n ? w[i + 1].class : STM_CLASS_EDGE;
        }
    }
}

static void look_right(const stm_qword *w, uint32_t n, stm_surroundings *a)
{
    uint32_t cue = STM_NONE;
    uint16_t between = 0;
    for (uint32_t i = n; i-- > 0;) {
        if (i + 1 < n && w[i].sentence != w[i + 1].sentence)
            between |= BETWEEN_SENTENCE;
        a[i].right_cue = cue;
        a[i].right_between = between;
        if (is_candidate(&w[i])) {
            cue = i;
            between = 0;
        } else {
            between |= passing(&w[i]);
        }
    }
}

static void look_at_sentences(const stm_qword *w, uint32_t n,
                              stm_surroundings *a)
{
    for (uint32_t from = 0, to; from < n; from = to) {
        uint8_t best = 0, cues = 0, flags = 0;
        for (to = from; to < n && w[to].sentence == w[from].sentence; to++) {
            if (w[to].quoting & STM_QUOTING_INSIDE) {
                flags |= SENTENCE_QUOTE;
                flags |= to == from ? SENTENCE_WHOLE : 0;
                continue;
            }
            if (w[to].cue > best)
                best = w[to].cue;
            cues = (uint8_t)(cues + (is_candidate(&w[to]) && cues < 3));
            flags |= w[to].class == STM_CLASS_COLON ? SENTENCE_COLON : 0;
            flags |= w[to].class == STM_CLASS_ASKS ? SENTENCE_ASKS : 0;
        }
        for (uint32_t i = from; i < to; i++) {
            a[i].best_cue = best;
            a[i].cues = cues;
            a[i].sentence_flags = flags;
            a[i].place = (uint16_t)(i - from < 999 ? i - from : 999);
            a[i].length = (uint16_t)(to - from < 999 ? to - from : 999);
            a[i].opener = w[from].form;
        }
    }
}

static const stm_qword edge = {.form = 7,
                               .stem = 7,
                               .class = STM_CLASS_EDGE,
                               .suffix = "####",
                               .prefix = "####"};

typedef struct emitter {
    uint32_t *to;
    uint32_t n;
} emitter;

/* Adds the feature of the next template, of up to three values. */
static void emit(emitter *e, uint32_t a, uint32_t b, uint32_t c)
{
    e->to[e->n] = mix(mix(mix(e->n * 0x01000193u + 11u, a), b), c);
    e->n++;
}

static uint32_t cue_key(const stm_qword *w, const stm_qword *cue,
                        uint32_t distance, uint16_t between)
{
    (void)w;
    return cue == NULL ? 1u
                       : (uint32_t)cue->cue | bucket(distance) << 4 |
                             (uint32_t)between << 8 | 1u << 31;
}

/* Facts of the whole paragraph, as bits. */
static uint32_t paragraph_key(const stm_reading *r, const stm_qparagraph *p)
{
    const stm_qword *w = &r->words[p->first];
    uint32_t key = p->ordinal < 3 ? p->ordinal : 3;
    key |= p->continues ? 4u : 0;
    key |= p->ends_open ? 8u : 0;
    key |= (w[0].quoting & STM_QUOTING_FIRST) ? 16u : 0;
    key |= p->n <= 22 && w[p->n - 1].sentence == w[0].sentence ? 32u : 0;
    return key;
}

static void emit_all(emitter *e, const stm_qword *const v[7],
                     const stm_surroundings *a, const stm_qword *words,
                     uint32_t i, uint32_t par)
{
    const stm_qword *w = v[3], *l = v[2], *r = v[4];
    const stm_qword *lc = a->left_cue == STM_NONE ? NULL : &words[a->left_cue];
    const stm_qword *rc =
        a->right_cue == STM_NONE ? NULL : &words[a->right_cue];
    const uint32_t ld = lc == NULL ? 0 : i - a->left_cue;
    const uint32_t rd = rc == NULL ? 0 : a->right_cue - i;
    const uint32_t quoting = w->quoting;
    const uint32_t s3 = (uint32_t)w->suffix[0] | (uint32_t)w->suffix[1] << 8 |
                        (uint32_t)w->suffix[2] << 16;
    emit(e, 1, 0, 0);
    emit(e, w->form, 0, 0);
    emit(e, w->stem, 0, 0);
    emit(e, s3, 0, 0);
    emit(e, s3 & 0xFFFFu, w->class, 0);
    emit(e,
         (uint32_t)w->prefix[0] | (uint32_t)w->prefix[1] << 8 |
             (uint32_t)w->prefix[2] << 16 | (uint32_t)w->prefix[3] << 24,
         0, 0);
    emit(e, w->class, quoting & 15u, 0);
    emit(e, w->shape, a->place == 0, quoting & 1u);
    emit(e, l->class, w->class, 0);
    emit(e, w->class, r->class, 0);
    emit(e, l->form, 0, 0);
    emit(e, r->form, 0, 0);
    emit(e, w->cue, l->class, 0);
    emit(e, w->cue, r->class, quoting & 1u);
    emit(e, quoting, a->quote_number < 4 ? a->quote_number : 4,
         a->sentence_flags);
    emit(e, cue_key(w, lc, ld, a->left_between), 0, 0);
    emit(e, lc == NULL ? 0 : lc->form, coarse(ld), 0);
    emit(e, cue_key(w, rc, rd, a->right_between), 0, 0);
    emit(e, rc == NULL ? 0 : rc->form, coarse(rd), 0);
    emit(e, a->opener, a->place == 0, 0);
    emit(e, bucket(a->place), bucket(a->length), quoting & 1u);
    emit(e, par | (uint32_t)w->part << 8, a->sentence_flags & SENTENCE_COLON,
         (quoting & 1u) | (uint32_t)w->starts << 1);
    emit(e, a->best_cue, a->cues, a->sentence_flags);
    emit(e, bucket(a->since_comma), a->comma_class, w->class);
    emit(e, a->shut_after, a->quote_number > 0,
         bucket(a->place) | (quoting & 1u) << 8);
    emit(e, v[1]->form, 0, 0);
    emit(e, v[5]->form, 0, 0);
    emit(e, r->cue, v[5]->cue, w->cue);
    emit(e, l->cue, v[1]->cue, w->cue);
    emit(e, v[1]->class, v[5]->class, w->class);
}

static uint8_t context_of(const stm_qword *w, const stm_qword *l,
                          const stm_surroundings *a)
{
    if (a->place == 0)
        return (w->quoting & STM_QUOTING_INSIDE) ? 6 : 1;
    if (w->quoting & STM_QUOTING_FIRST)
        return 2;
    if (l->quoting & STM_QUOTING_LAST)
        return 3;
    if (w->quoting & STM_QUOTING_INSIDE)
        return 7;
    if (w->class == STM_CLASS_COMMA || w->class == STM_CLASS_STOP ||
        w->class == STM_CLASS_DASH)
        return 4;
    if (w->class == STM_CLASS_THAT || w->class == STM_CLASS_TO ||
        w->class == STM_CLASS_AND || w->class == STM_CLASS_BUT)
        return 5;
    return 0;
}

void stm_features_fill(const stm_reading *reading, const stm_qparagraph *p,
                       stm_surroundings *around, uint32_t *features,
                       uint8_t *contexts)
{
    const stm_qword *words = &reading->words[p->first];
    look_left(words, p->n, around);
    look_right(words, p->n, around);
    look_at_sentences(words, p->n, around);
    const uint32_t par = paragraph_key(reading, p);
    for (uint32_t i = 0; i < p->n; i++) {
        const stm_qword *v[7];
        for (uint32_t k = 0; k < 7; k++)
            v[k] = i + k >= 3 && i + k - 3 < p->n ? &words[i + k - 3] : &edge;
        emitter e = {&features[(size_t)i * STM_FEATURES], 0};
        emit_all(&e, v, &around[i], words, i, par);
        contexts[i] = context_of(v[3], v[2], &around[i]);
    }
}
