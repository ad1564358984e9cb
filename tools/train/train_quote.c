/*
 * Trains the quote reader's tagger on PolNeAR's annotations.
 *
 *   train_quote TRAIN.jsonl DEV.jsonl [option value]...
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "quote/lines.h"
#include "quote_corpus.h"
#include "quote_export.h"
#include "quote_net.h"

typedef struct set {
    net_item *items;
    uint32_t *doc, *par;
    uint32_t n, cap;
} set;

static void fill_set(const corpus *c, set *out, float weight)
{
    for (uint32_t i = 0; i < c->n; i++) {
        const corpus_doc *d = &c->docs[i];
        for (uint32_t p = 0; p < d->reading.n_paragraphs; p++) {
            const stm_qparagraph *par = &d->reading.paragraphs[p];
            if (out->n == out->cap) {
                out->cap = out->cap == 0 ? 1024 : out->cap * 2;
                out->items = realloc(out->items, out->cap * sizeof *out->items);
                out->doc = realloc(out->doc, out->cap * sizeof *out->doc);
                out->par = realloc(out->par, out->cap * sizeof *out->par);
            }
            uint32_t *features =
                malloc((size_t)par->n * STM_FEATURES * sizeof *features);
            uint8_t *contexts = malloc(par->n);
            stm_surroundings *around = malloc(par->n * sizeof *around);
            stm_features_fill(&d->reading, par, around, features, contexts);
            free(around);
            out->doc[out->n] = i;
            out->par[out->n] = p;
            out->items[out->n++] = (net_item){
                features, contexts, d->labels + par->first, par->n, weight};
        }
    }
}

/* Feature hashes that have a row, in ascending order; row = place + 1. */
typedef struct dictionary {
    uint32_t *hashes;
    uint32_t n;
} dictionary;

static int compare_u32(const void *a, const void *b)
{
    const uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return x < y ? -1 : x > y;
}

/* All features that occur at least `min` times in the set. */
static dictionary build_dictionary(const set *s, uint32_t min)
{
    size_t n = 0, at = 0;
    for (uint32_t i = 0; i < s->n; i++)
        n += (size_t)s->items[i].n * STM_FEATURES;
    uint32_t *all = malloc(n * sizeof *all);
    for (uint32_t i = 0; i < s->n; i++)
        for (uint32_t k = 0; k < s->items[i].n * STM_FEATURES; k++)
            all[at++] = s->items[i].features[k];
    qsort(all, n, sizeof *all, compare_u32);
    dictionary d = {malloc(n * sizeof *all), 0};
    for (size_t i = 0, j; i < n; i = j) {
        for (j = i; j < n && all[j] == all[i]; j++)
            ;
        if (j - i >= min)
            d.hashes[d.n++] = all[i];
    }
    free(all);
    return d;
}

static uint32_t row_of(const dictionary *d, uint32_t hash)
{
    uint32_t lo = 0, hi = d->n;
    while (lo < hi) {
        const uint32_t mid = (lo + hi) / 2;
        if (d->hashes[mid] < hash)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo < d->n && d->hashes[lo] == hash ? lo + 1 : 0;
}

/* The set's items with rows in place of hashes, a copy. */
static set translate(const set *s, const dictionary *d)
{
    set out = *s;
    out.items = malloc(s->n * sizeof *out.items);
    for (uint32_t i = 0; i < s->n; i++) {
        out.items[i] = s->items[i];
        const size_t n = (size_t)s->items[i].n * STM_FEATURES;
        uint32_t *rows = malloc(n * sizeof *rows);
        for (size_t k = 0; k < n; k++)
            rows[k] = row_of(d, s->items[i].features[k]);
        out.items[i].features = rows;
    }
    return out;
}

static void print_spans(FILE *f, const corpus_doc *d, const stm_wspan *s,
                        uint32_t n)
{
    fputc('[', f);
    for (uint32_t i = 0; i < n; i++) {
        if (s[i].first == s[i].end)
            continue;
        fprintf(f, "%s[%u,%u]", i ? "," : "",
                d->reading.words[s[i].first].begin,
                d->reading.words[s[i].end - 1].end);
    }
    fputc(']', f);
}

/* Writes predictions (byte offsets) for the scorer. */
static void predict(net *const *nets, uint32_t n_nets, const corpus *c,
                    const set *s, float bias, const char *path, bool gold)
{
    FILE *f = fopen(path, "w");
    uint8_t labels[65536];
    uint32_t at = 0;
    stm_arena arena;
    stm_arena_init(&arena, SIZE_MAX);
    for (uint32_t i = 0; i < c->n; i++) {
        const corpus_doc *d = &c->docs[i];
        stm_links links = {0};
        const bool transcript = stm_lines_are_transcript(&d->reading);
        for (; at < s->n && s->doc[at] == i; at++) {
            const stm_qparagraph *par = &d->reading.paragraphs[s->par[at]];
            if (par->n > sizeof labels)
                continue;
            if (gold)
                memcpy(labels, s->items[at].labels, par->n);
            else
                net_decode(nets, n_nets, &s->items[at], bias, labels, NULL);
            if (!gold)
                stm_lines_label(&d->reading, par, transcript, labels);
            if (stm_links_from_labels(&d->reading, par, labels, &arena,
                                      &links) != STM_OK)
                exit(1);
        }
        fprintf(f, "{\"id\": \"%.*s\", \"attributions\": [",
                (int)d->article.id.len, (const char *)d->article.id.ptr);
        for (uint32_t k = 0; k < links.len; k++) {
            const stm_link *l = &links.items[k];
            fprintf(f, "%s{\"source\": ", k ? ", " : "");
            print_spans(f, d, &l->source, 1);
            fprintf(f, ", \"cue\": ");
            print_spans(f, d, &l->cue, 1);
            fprintf(f, ", \"content\": ");
            print_spans(f, d, l->contents, l->n_contents);
            fprintf(f, "}");
        }
        fprintf(f, "]}\n");
        stm_arena_clear(&arena);
    }
    fclose(f);
}

/* The dictionary, then the network. */
static bool save_all(const net *net, const dictionary *d, const char *path)
{
    FILE *f = fopen(path, "wb");
    if (f == NULL)
        return false;
    const bool ok = fwrite(&d->n, sizeof d->n, 1, f) == 1 &&
                    fwrite(d->hashes, sizeof *d->hashes, d->n, f) == d->n &&
                    net_save(net, f);
    return fclose(f) == 0 && ok;
}

/* Networks of one dictionary from the comma-separated files `list`. */
static uint32_t load_nets(net_options *o, const char *list, net **nets,
                          uint32_t max, dictionary *d)
{
    uint32_t n = 0;
    while (*list != 0 && n < max) {
        const char *comma = strchr(list, ',');
        const size_t len = comma ? (size_t)(comma - list) : strlen(list);
        char path[512];
        snprintf(path, sizeof path, "%.*s", (int)len, list);
        FILE *f = fopen(path, "rb");
        if (f == NULL || fread(&d->n, sizeof d->n, 1, f) != 1)
            exit(1);
        d->hashes = malloc(d->n * sizeof *d->hashes);
        o->n_rows = d->n + 1;
        nets[n] = net_new(o);
        if (fread(d->hashes, sizeof *d->hashes, d->n, f) != d->n ||
            !net_load(nets[n++], f))
            exit(1);
        fclose(f);
        list = comma ? comma + 1 : list + len;
    }
    return n;
}

/* Labels of the items from `from` on as the teachers see them, to a file. */
static bool write_silver(net *const *nets, uint32_t n_nets, const set *s,
                         uint32_t from, float bonus, const char *path)
{
    FILE *f = fopen(path, "wb");
    if (f == NULL)
        return false;
    for (uint32_t i = from; i < s->n; i++) {
        uint8_t *labels = malloc(s->items[i].n);
        net_decode(nets, n_nets, &s->items[i], bonus, labels, NULL);
        fwrite(labels, 1, s->items[i].n, f);
        free(labels);
    }
    return fclose(f) == 0;
}

static bool read_silver(set *s, uint32_t from, const char *path)
{
    FILE *f = fopen(path, "rb");
    if (f == NULL)
        return false;
    for (uint32_t i = from; i < s->n; i++) {
        uint8_t *labels = malloc(s->items[i].n);
        if (fread(labels, 1, s->items[i].n, f) != s->items[i].n)
            return false;
        s->items[i].labels = labels;
    }
    fclose(f);
    return true;
}

static void predict_all(net *const *nets, uint32_t n_nets, const corpus *dev,
                        const set *ds, const char *out)
{
    static const float biases[] = {0, .3f, .6f, .9f, 1.2f, 1.6f};
    for (int b = 0; b < 6; b++) {
        char path[512];
        snprintf(path, sizeof path, "%s.dev%d.jsonl", out, b);
        predict(nets, n_nets, dev, ds, biases[b], path, false);
    }
}

static void train_net(net *n, const net_options *o, const set *ts,
                      const set *ds, uint32_t epochs, uint32_t batch)
{
    uint64_t words = 0;
    uint32_t *order = malloc(ts->n * sizeof *order);
    for (uint32_t i = 0; i < ts->n; i++) {
        order[i] = i;
        words += ts->items[i].n;
    }
    uint64_t rng = 88172645463325252ull + o->seed;
    const uint64_t total = (uint64_t)epochs * ts->n;
    uint64_t done = 0;
    for (uint32_t e = 0; e < epochs; e++) {
        for (uint32_t i = ts->n; i-- > 1;) {
            rng ^= rng << 13, rng ^= rng >> 7, rng ^= rng << 17;
            const uint32_t j = (uint32_t)(rng % (i + 1)), t = order[i];
            order[i] = order[j], order[j] = t;
        }
        double loss = 0;
        const clock_t began = clock();
        for (uint32_t i = 0; i < ts->n; i++, done++) {
            const float rate = 1 - .97f * (float)done / (float)total;
            loss += net_train(n, &ts->items[order[i]], rate);
            if ((i + 1) % batch == 0)
                net_step(n, rate);
            if (done * 10 >= total * 6 && done % (total / 50) == 0)
                net_accumulate(n);
        }
        net_step(n, .1f);
        uint64_t right = 0, all = 0;
        uint8_t labels[65536];
        for (uint32_t i = 0; i < ds->n; i++) {
            net_decode(&n, 1, &ds->items[i], 0, labels, NULL);
            for (uint32_t k = 0; k < ds->items[i].n; k++, all++)
                right += labels[k] == ds->items[i].labels[k];
        }
        double dev_loss = 0;
        for (uint32_t i = 0; i < ds->n; i++)
            dev_loss += net_loss(n, &ds->items[i]);
        fprintf(stderr, "epoch %u loss %.4f dev loss %.4f words %.4f, %.0f s\n",
                e + 1, loss / (double)words, dev_loss / (double)all,
                (double)right / (double)all,
                (double)(clock() - began) / CLOCKS_PER_SEC);
    }
    net_average(n);
}

int main(int argc, char **argv)
{
    net_options o = {.lr_deep = .02f,
                     .lr_dense = .002f,
                     .drop_feature = .3f,
                     .drop_hidden = .3f,
                     .seed = 7};
    uint32_t epochs = 8, docs = 0, batch = 4;
    const char *out = "/tmp/quote", *load = NULL, *init = NULL, *bulk = NULL,
               *silver_in = NULL, *silver_out = NULL;
    uint32_t bulk_docs = 0;
    float silver = 1, teacher_bonus = .5f;
    bool gold = false;
    uint32_t min_count = 3, keep = 45000;
    float export_bonus = 1;
    const char *export_to = NULL;
    for (int i = 3; i + 1 < argc; i += 2) {
        const char *k = argv[i];
        const double v = strtod(argv[i + 1], NULL);
        if (!strcmp(k, "lr_deep"))
            o.lr_deep = (float)v;
        else if (!strcmp(k, "lr_dense"))
            o.lr_dense = (float)v;
        else if (!strcmp(k, "df"))
            o.drop_feature = (float)v;
        else if (!strcmp(k, "dh"))
            o.drop_hidden = (float)v;
        else if (!strcmp(k, "seed"))
            o.seed = (uint32_t)v;
        else if (!strcmp(k, "epochs"))
            epochs = (uint32_t)v;
        else if (!strcmp(k, "docs"))
            docs = (uint32_t)v;
        else if (!strcmp(k, "batch"))
            batch = (uint32_t)v;
        else if (!strcmp(k, "gold"))
            gold = v != 0;
        else if (!strcmp(k, "load"))
            load = argv[i + 1];
        else if (!strcmp(k, "min"))
            min_count = (uint32_t)v;
        else if (!strcmp(k, "bulk"))
            bulk = argv[i + 1];
        else if (!strcmp(k, "bulk_docs"))
            bulk_docs = (uint32_t)v;
        else if (!strcmp(k, "silver"))
            silver = (float)v;
        else if (!strcmp(k, "teacher_bonus"))
            teacher_bonus = (float)v;
        else if (!strcmp(k, "silver_out"))
            silver_out = argv[i + 1];
        else if (!strcmp(k, "silver_in"))
            silver_in = argv[i + 1];
        else if (!strcmp(k, "init"))
            init = argv[i + 1];
        else if (!strcmp(k, "export"))
            export_to = argv[i + 1];
        else if (!strcmp(k, "keep"))
            keep = (uint32_t)v;
        else if (!strcmp(k, "bonus"))
            export_bonus = (float)v;
        else if (!strcmp(k, "out"))
            out = argv[i + 1];
    }
    corpus train = {0}, dev = {0};
    if (!corpus_load(argv[1], docs, &train) || !corpus_load(argv[2], 0, &dev))
        return 1;
    stm_lexicon none = {0}, lex[CORPUS_FOLDS], full;
    if (!corpus_read(&train, &none, false))
        return 1;
    for (uint32_t f = 0; f < CORPUS_FOLDS; f++)
        if (!corpus_lexicon(&train, f, &train.arena, &lex[f]))
            return 1;
    if (!corpus_lexicon(&train, CORPUS_FOLDS, &train.arena, &full) ||
        !corpus_read(&train, lex, true) || !corpus_read(&dev, &full, false))
        return 1;
    set ts = {0}, ds = {0};
    fill_set(&train, &ts, 1);
    fill_set(&dev, &ds, 1);
    uint64_t words = 0;
    for (uint32_t i = 0; i < ts.n; i++)
        words += ts.items[i].n;
    fprintf(stderr, "%u paragraphs, %llu words, lexicon %u slots\n", ts.n,
            (unsigned long long)words, full.n_slots);
    char path[512];
    if (gold) {
        snprintf(path, sizeof path, "%s.gold.jsonl", out);
        predict(NULL, 0, &dev, &ds, 0, path, true);
        return 0;
    }
    corpus more = {0};
    if (bulk != NULL) {
        if (!corpus_load(bulk, bulk_docs, &more) ||
            !corpus_read(&more, &full, false))
            return 1;
        const uint32_t from = ts.n;
        fill_set(&more, &ts, silver);
        if (silver_in != NULL && !read_silver(&ts, from, silver_in))
            return 1;
    }
    if (load == NULL) {
        net *one = NULL;
        dictionary words_of;
        if (init != NULL)
            load_nets(&o, init, &one, 1, &words_of);
        else
            words_of = build_dictionary(&ts, min_count);
        o.n_rows = words_of.n + 1;
        fprintf(stderr, "%u rows\n", o.n_rows);
        const set tt = translate(&ts, &words_of);
        const set dt = translate(&ds, &words_of);
        if (one == NULL)
            one = net_new(&o);
        train_net(one, &o, &tt, &dt, epochs, batch);
        snprintf(path, sizeof path, "%s.net", out);
        if (!save_all(one, &words_of, path))
            return 1;
        predict_all(&one, 1, &dev, &dt, out);
        return 0;
    }
    net *nets[16];
    dictionary words_of;
    const uint32_t n_nets = load_nets(&o, load, nets, 16, &words_of);
    if (silver_out != NULL) {
        const set tt = translate(&ts, &words_of);
        return write_silver(nets, n_nets, &tt, 0, teacher_bonus, silver_out)
                   ? 0
                   : 1;
    }
    if (export_to != NULL) {
        const set tt = translate(&ts, &words_of);
        uint32_t *uses = calloc(words_of.n + 1, sizeof *uses);
        for (uint32_t i = 0; i < tt.n; i++)
            for (size_t k = 0; k < (size_t)tt.items[i].n * STM_FEATURES; k++)
                uses[tt.items[i].features[k]]++;
        return quote_export(nets[0], words_of.hashes, words_of.n, uses, keep,
                            &full, export_bonus, export_to)
                   ? 0
                   : 1;
    }
    const set dt = translate(&ds, &words_of);
    predict_all(nets, n_nets, &dev, &dt, out);
    return 0;
}
