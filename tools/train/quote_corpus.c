#include "quote_corpus.h"

#include <json-c/json.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/map.h"
#include "text/text_cutter.h"

static stm_slice copy_string(stm_arena *arena, struct json_object *o,
                             const char *key)
{
    struct json_object *v = NULL;
    if (!json_object_object_get_ex(o, key, &v) ||
        !json_object_is_type(v, json_type_string))
        return (stm_slice){NULL, 0};
    const stm_slice s = {(const uint8_t *)json_object_get_string(v),
                         (size_t)json_object_get_string_len(v)};
    return stm_arena_copy(arena, s);
}

static uint32_t read_spans(struct json_object *a, const char *key,
                           stm_span *out)
{
    struct json_object *list = NULL;
    uint32_t n = 0;
    if (!json_object_object_get_ex(a, key, &list))
        return 0;
    for (size_t i = 0; i < json_object_array_length(list) && n < 8; i++) {
        struct json_object *pair = json_object_array_get_idx(list, i);
        const int64_t b =
            json_object_get_int64(json_object_array_get_idx(pair, 0));
        const int64_t e =
            json_object_get_int64(json_object_array_get_idx(pair, 1));
        out[n++] = (stm_span){(uint32_t)b, (uint32_t)e};
    }
    return n;
}

/* Every line of the text is a paragraph. */
static void cut_paragraphs(stm_article *article, stm_arena *arena)
{
    const stm_slice text = article->text;
    uint32_t n = 1;
    for (size_t i = 0; i < text.len; i++)
        n += text.ptr[i] == '\n';
    stm_paragraph *pars = stm_arena_alloc(arena, n, sizeof *pars);
    n = 0;
    for (size_t from = 0; from < text.len;) {
        size_t to = stm_slice_find_byte(text, '\n', from);
        if (to == STM_SLICE_NPOS)
            to = text.len;
        if (to > from)
            pars[n++].span = (stm_span){(uint32_t)from, (uint32_t)to};
        from = to + 1;
    }
    article->paragraphs = pars;
    article->n_paragraphs = n;
}

static void load_doc(struct json_object *o, stm_arena *arena, corpus_doc *d)
{
    d->article.id = copy_string(arena, o, "id");
    d->article.outlet = copy_string(arena, o, "outlet");
    d->article.language = STM_LIT("en");
    d->article.text = copy_string(arena, o, "text");
    cut_paragraphs(&d->article, arena);
    struct json_object *list = NULL;
    if (!json_object_object_get_ex(o, "attributions", &list))
        return;
    const size_t n = json_object_array_length(list);
    d->attributions = stm_arena_alloc(arena, n, sizeof *d->attributions);
    for (size_t i = 0; i < n; i++) {
        struct json_object *a = json_object_array_get_idx(list, i);
        corpus_attribution *out = &d->attributions[d->n_attributions++];
        out->n_source = read_spans(a, "source_b", out->source);
        out->n_cue = read_spans(a, "cue_b", out->cue);
        out->n_content = read_spans(a, "content_b", out->content);
    }
}

bool corpus_load(const char *path, uint32_t max_docs, corpus *out)
{
    stm_arena_init(&out->arena, SIZE_MAX);
    FILE *f = fopen(path, "rb");
    if (f == NULL)
        return false;
    stm_text_cutter *cutter = NULL;
    if (stm_text_cutter_new(&cutter, NULL) != STM_OK)
        return false;
    char *line = NULL;
    size_t room = 0;
    uint32_t cap = 0;
    ssize_t len;
    while ((len = getline(&line, &room, f)) > 0 &&
           (max_docs == 0 || out->n < max_docs)) {
        struct json_object *o = json_tokener_parse(line);
        if (o == NULL)
            continue;
        if (out->n == cap) {
            cap = cap == 0 ? 256 : cap * 2;
            out->docs = realloc(out->docs, cap * sizeof *out->docs);
        }
        corpus_doc *d = &out->docs[out->n];
        memset(d, 0, sizeof *d);
        load_doc(o, &out->arena, d);
        d->fold = out->n % CORPUS_FOLDS;
        json_object_put(o);
        if (stm_text_from_article(cutter, &d->article, &out->arena, &d->text,
                                  NULL) != STM_OK)
            return false;
        out->n++;
    }
    free(line);
    fclose(f);
    stm_text_cutter_free(cutter);
    return true;
}

static void label_span(corpus_doc *d, stm_span s, uint8_t label)
{
    bool first = true;
    for (uint32_t i = 0; i < d->reading.n_words; i++) {
        const stm_qword *w = &d->reading.words[i];
        if (w->end <= s.begin)
            continue;
        if (w->begin >= s.end)
            break;
        if (d->labels[i] != STM_LABEL_OUT) {
            first = true;
            continue;
        }
        /* a span over a paragraph's end begins anew in the next */
        for (uint32_t p = 0; p < d->reading.n_paragraphs; p++)
            if (d->reading.paragraphs[p].first == i)
                first = true;
        d->labels[i] = (uint8_t)(first ? label : label + 1);
        first = false;
    }
}

static void label_doc(corpus_doc *d)
{
    for (uint32_t i = 0; i < d->n_attributions; i++) {
        const corpus_attribution *a = &d->attributions[i];
        if (a->n_cue == 0)
            continue;
        const uint32_t at = a->cue[0].begin;
        for (uint32_t k = 0; k < a->n_cue; k++)
            label_span(d, a->cue[k], STM_LABEL_CUE);
        for (uint32_t k = 0; k < a->n_source; k++)
            label_span(d, a->source[k],
                       a->source[k].begin < at ? STM_LABEL_SOURCE
                                               : STM_LABEL_SOURCE_AFTER);
        for (uint32_t k = 0; k < a->n_content; k++)
            label_span(d, a->content[k],
                       a->content[k].begin < at ? STM_LABEL_CONTENT
                                                : STM_LABEL_CONTENT_AFTER);
    }
}

bool corpus_read(corpus *self, const stm_lexicon *lexicons, bool by_fold)
{
    const stm_language *english = stm_language_find(STM_LIT("en"));
    for (uint32_t i = 0; i < self->n; i++) {
        corpus_doc *d = &self->docs[i];
        if (stm_reading_from_text(&d->article, &d->text, english,
                                  &lexicons[by_fold ? d->fold : 0],
                                  &self->arena, &d->reading) != STM_OK)
            return false;
        d->labels = stm_arena_alloc(&self->arena, d->reading.n_words + 1, 1);
        label_doc(d);
    }
    return true;
}

/* Level of P(cue | form): 1 below .01, then rising to 9 from .8 on. */
static uint32_t level_of(double p)
{
    static const double steps[] = {.01, .03, .08, .15, .25, .4, .6, .8};
    uint32_t level = 1;
    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++)
        level += p >= steps[i];
    return level;
}

bool corpus_lexicon(const corpus *self, uint32_t without, stm_arena *arena,
                    stm_lexicon *out)
{
    typedef struct count {
        uint32_t all, cue, tail;
    } count;
    stm_u64map map;
    stm_u64map_init(&map);
    const uint32_t cap = 1u << 17;
    count *counts = calloc(cap, sizeof *counts);
    double tail_cue[65536 / 256] = {0}, tail_all[65536 / 256] = {0};
    for (uint32_t i = 0; i < self->n; i++) {
        const corpus_doc *d = &self->docs[i];
        if (d->fold == without)
            continue;
        for (uint32_t k = 0; k < d->reading.n_words; k++) {
            const stm_qword *w = &d->reading.words[k];
            if (w->quoting & STM_QUOTING_INSIDE)
                continue;
            const uint32_t tail =
                (w->suffix[0] * 31u + w->suffix[1] * 7u) & 255u;
            stm_u64map_entry *e =
                stm_u64map_put(&map, w->form & ~15u, map.len, NULL);
            if (e == NULL || e->value >= cap)
                return false;
            count *c = &counts[e->value];
            const bool cue = d->labels[k] == STM_LABEL_CUE ||
                             d->labels[k] == STM_LABEL_CUE_ON;
            c->all++;
            c->cue += cue;
            c->tail = tail;
            tail_all[tail]++;
            tail_cue[tail] += cue;
        }
    }
    uint32_t n_kept = 0;
    for (uint32_t i = 0; i < map.len; i++)
        n_kept += counts[i].cue > 0 || counts[i].all >= 8;
    uint32_t n_slots = 1024;
    while (n_slots * 3 < n_kept * 4)
        n_slots *= 2;
    uint32_t *slots = stm_arena_alloc(arena, n_slots, sizeof *slots);
    for (uint32_t i = 0; i < map.len; i++) {
        const count *c = &counts[i];
        if (c->cue == 0 && c->all < 8)
            continue;
        const double prior = tail_cue[c->tail] / (tail_all[c->tail] + 1);
        const double p = (c->cue + 2 * prior) / (c->all + 2);
        const uint32_t form = (uint32_t)map.entries[i].key;
        uint32_t at = (form >> 4) * 2654435761u;
        at ^= at >> 15;
        while (slots[at & (n_slots - 1)] != 0)
            at++;
        slots[at & (n_slots - 1)] = (form & ~15u) | level_of(p);
    }
    *out = (stm_lexicon){slots, n_slots};
    free(counts);
    stm_u64map_release(&map);
    return true;
}
