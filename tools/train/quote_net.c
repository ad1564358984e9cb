#include "quote_net.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define H NET_HIDDEN
#define HALF (NET_HIDDEN / 2)
#define L NET_LABELS
#define LP 12 /* labels padded */
#define G NET_GATES
#define MAXN 4096u
#define NEG -1e9f

typedef net_weights dense;

#define N_DENSE (sizeof(dense) / sizeof(float))

struct net {
    net_options o;
    float *deep, *deep_g; /* rows of H; one accumulator a row */
    float *deep_sum;
    dense w, g, m, v, sum;
    uint32_t n_sum, steps, n_grad;
    uint64_t rng;
    /* activations */
    float *x, *a[NET_LAYERS + 1], *z[NET_LAYERS], *c[NET_LAYERS],
        *h[NET_LAYERS], *mask[NET_LAYERS + 1], *s, *ds, *da, *du;
    float *alpha, *beta, *posterior;
    uint8_t *keep;
    uint8_t *back;
};

static uint64_t rnd(net *self)
{
    self->rng ^= self->rng << 13;
    self->rng ^= self->rng >> 7;
    self->rng ^= self->rng << 17;
    return self->rng;
}

static float uniform(net *self)
{
    return (float)(rnd(self) >> 40) / 16777216.0f;
}

static float *floats(size_t n)
{
    float *p = aligned_alloc(64, (n * sizeof(float) + 63) / 64 * 64);
    memset(p, 0, n * sizeof(float));
    return p;
}

net *net_new(const net_options *options)
{
    net *s = aligned_alloc(64, (sizeof *s + 63) / 64 * 64);
    memset(s, 0, sizeof *s);
    s->o = *options;
    s->rng = 0x9E3779B97F4A7C15ull ^ ((uint64_t)options->seed << 20);
    for (int i = 0; i < 20; i++)
        rnd(s);
    const size_t nd = (size_t)H * s->o.n_rows;
    s->deep = floats(nd);
    s->deep_g = floats(s->o.n_rows);
    s->deep_sum = floats(nd);
    for (size_t i = H; i < nd; i++)
        s->deep[i] = (uniform(s) - .5f) * .2f;
    for (uint32_t l = 0; l < NET_LAYERS; l++)
        for (uint32_t i = 0; i < G; i++) {
            for (uint32_t k = 0; k < H; k++)
                s->w.layer[l][i][k] =
                    (uniform(s) - .5f) * 2.0f * sqrtf(3.0f / H);
            s->w.layer_bias[l][i] = i < H ? -.5f : 0;
        }
    for (uint32_t i = 0; i < L; i++)
        for (uint32_t k = 0; k < H; k++)
            s->w.out[i][k] = (uniform(s) - .5f) * .2f;
    s->x = floats((size_t)MAXN * H);
    for (uint32_t l = 0; l <= NET_LAYERS; l++) {
        s->a[l] = floats((size_t)MAXN * H);
        s->mask[l] = floats((size_t)MAXN * H);
    }
    for (uint32_t l = 0; l < NET_LAYERS; l++) {
        s->z[l] = floats((size_t)MAXN * H);
        s->c[l] = floats((size_t)MAXN * H);
        s->h[l] = floats((size_t)MAXN * H);
    }
    s->s = floats((size_t)MAXN * LP);
    s->ds = floats((size_t)MAXN * LP);
    s->da = floats((size_t)MAXN * H);
    s->du = floats((size_t)MAXN * G);
    s->alpha = floats((size_t)MAXN * LP);
    s->beta = floats((size_t)MAXN * LP);
    s->posterior = floats((size_t)MAXN * LP);
    s->keep = malloc((size_t)MAXN * STM_FEATURES);
    s->back = malloc((size_t)MAXN * LP);
    return s;
}

void net_free(net *self)
{
    free(self); /* the process ends soon after */
}

static float sigmoid(float x)
{
    return 1.0f / (1.0f + expf(-x));
}

static void run_layer(net *s, uint32_t l, uint32_t n)
{
    for (uint32_t t = 0; t < n; t++) {
        const float *a = s->a[l] + (size_t)t * H;
        float u[G];
        for (uint32_t i = 0; i < G; i++) {
            float sum = s->w.layer_bias[l][i];
            for (uint32_t k = 0; k < H; k++)
                sum += s->w.layer[l][i][k] * a[k];
            u[i] = sum;
        }
        for (uint32_t i = 0; i < H; i++) {
            s->z[l][(size_t)t * H + i] = sigmoid(u[i]);
            s->c[l][(size_t)t * H + i] = tanhf(u[H + i]);
        }
    }
    float f[HALF] = {0}, b[HALF] = {0};
    for (uint32_t t = 0; t < n; t++) {
        const size_t at = (size_t)t * H;
        for (uint32_t i = 0; i < HALF; i++) {
            f[i] += s->z[l][at + i] * (s->c[l][at + i] - f[i]);
            s->h[l][at + i] = f[i];
        }
        const size_t bt = (size_t)(n - 1 - t) * H + HALF;
        for (uint32_t i = 0; i < HALF; i++) {
            b[i] += s->z[l][bt + i] * (s->c[l][bt + i] - b[i]);
            s->h[l][bt + i] = b[i];
        }
    }
}

/* keep: which features count (training), or NULL. */
static void forward(net *s, const net_item *it, bool training)
{
    const float pf = training ? s->o.drop_feature : 0;
    const float ph = training ? s->o.drop_hidden : 0;
    const uint32_t cut = (uint32_t)(pf * 65536.0f);
    const float scale = 1.0f / (1.0f - pf);
    for (uint32_t t = 0; t < it->n; t++) {
        const uint32_t *f = it->features + (size_t)t * STM_FEATURES;
        uint8_t *keep = s->keep + (size_t)t * STM_FEATURES;
        for (uint32_t k = 0; k < STM_FEATURES; k += 4) {
            uint64_t r = cut ? rnd(s) : ~0ull;
            for (uint32_t j = k; j < k + 4 && j < STM_FEATURES; j++) {
                keep[j] = (r & 0xFFFF) >= cut;
                r >>= 16;
            }
        }
        float *x = s->x + (size_t)t * H;
        float sum[H];
        memset(sum, 0, sizeof sum);
        for (uint32_t k = 0; k < STM_FEATURES; k++) {
            if (!keep[k])
                continue;
            const float *row = s->deep + (size_t)f[k] * H;
            for (uint32_t i = 0; i < H; i++)
                sum[i] += row[i];
        }
        float *a = s->a[0] + (size_t)t * H;
        float *mask = s->mask[0] + (size_t)t * H;
        for (uint32_t i = 0; i < H; i++) {
            x[i] = sum[i] * scale + s->w.input_bias[i];
            mask[i] = ph > 0 ? (uniform(s) < ph ? 0 : 1 / (1 - ph)) : 1;
            a[i] = x[i] > 0 ? x[i] * mask[i] : 0;
        }
        float *sc = s->s + (size_t)t * LP;
        for (uint32_t i = 0; i < L; i++)
            sc[i] = s->w.out_bias[i];
    }
    for (uint32_t l = 0; l < NET_LAYERS; l++) {
        run_layer(s, l, it->n);
        for (size_t i = 0; i < (size_t)it->n * H; i++) {
            const float m = ph > 0 ? (uniform(s) < ph ? 0 : 1 / (1 - ph)) : 1;
            s->mask[l + 1][i] = m;
            s->a[l + 1][i] = s->a[l][i] + s->h[l][i] * m;
        }
    }
    for (uint32_t t = 0; t < it->n; t++) {
        const float *a = s->a[NET_LAYERS] + (size_t)t * H;
        for (uint32_t i = 0; i < L; i++) {
            float sum = 0;
            for (uint32_t k = 0; k < H; k++)
                sum += s->w.out[i][k] * a[k];
            s->s[(size_t)t * LP + i] += sum;
        }
    }
}

static float log_sum(const float *v, uint32_t n)
{
    float top = NEG;
    for (uint32_t i = 0; i < n; i++)
        if (v[i] > top)
            top = v[i];
    float sum = 0;
    for (uint32_t i = 0; i < n; i++)
        sum += expf(v[i] - top);
    return top + logf(sum);
}

/* Forward-backward; fills alpha, beta; returns log Z. */
static float chain(net *s, const net_item *it)
{
    const uint32_t n = it->n;
    for (uint32_t t = 0; t < n; t++)
        for (uint32_t j = 0; j < L; j++) {
            float v[LP];
            const float sc = s->s[(size_t)t * LP + j];
            if (t == 0) {
                s->alpha[j] = j == 0 || stm_label_begins((uint8_t)j)
                                  ? s->w.start[j] + sc
                                  : NEG;
                continue;
            }
            for (uint32_t i = 0; i < L; i++)
                v[i] = stm_label_follows((uint8_t)i, (uint8_t)j)
                           ? s->alpha[(size_t)(t - 1) * LP + i] +
                                 s->w.change[it->contexts[t]][i][j]
                           : NEG;
            s->alpha[(size_t)t * LP + j] = log_sum(v, L) + sc;
        }
    for (uint32_t t = n; t-- > 0;)
        for (uint32_t i = 0; i < L; i++) {
            if (t == n - 1) {
                s->beta[(size_t)t * LP + i] = 0;
                continue;
            }
            float v[LP];
            for (uint32_t j = 0; j < L; j++)
                v[j] = stm_label_follows((uint8_t)i, (uint8_t)j)
                           ? s->beta[(size_t)(t + 1) * LP + j] +
                                 s->s[(size_t)(t + 1) * LP + j] +
                                 s->w.change[it->contexts[t + 1]][i][j]
                           : NEG;
            s->beta[(size_t)t * LP + i] = log_sum(v, L);
        }
    return log_sum(s->alpha + (size_t)(n - 1) * LP, L);
}

/* Gradient of the loss by the scores into ds; changes go to g. */
static double loss_gradient(net *s, const net_item *it)
{
    const float z = chain(s, it);
    double gold = 0;
    for (uint32_t t = 0; t < it->n; t++) {
        float *d = s->ds + (size_t)t * LP;
        for (uint32_t j = 0; j < L; j++)
            d[j] = expf(fminf(0, s->alpha[(size_t)t * LP + j] +
                                     s->beta[(size_t)t * LP + j] - z));
        d[it->labels[t]] -= 1;
        gold += s->s[(size_t)t * LP + it->labels[t]];
        for (uint32_t j = 0; j < L; j++)
            d[j] *= it->weight;
        if (t == 0) {
            gold += s->w.start[it->labels[0]];
            for (uint32_t j = 0; j < L; j++)
                s->g.start[j] += d[j];
            continue;
        }
        const uint8_t c = it->contexts[t];
        gold += s->w.change[c][it->labels[t - 1]][it->labels[t]];
        s->g.change[c][it->labels[t - 1]][it->labels[t]] -= it->weight;
        for (uint32_t i = 0; i < L; i++)
            for (uint32_t j = 0; j < L; j++)
                if (stm_label_follows((uint8_t)i, (uint8_t)j))
                    s->g.change[c][i][j] +=
                        it->weight *
                        expf(s->alpha[(size_t)(t - 1) * LP + i] +
                             s->w.change[c][i][j] + s->s[(size_t)t * LP + j] +
                             s->beta[(size_t)t * LP + j] - z);
    }
    return z - gold;
}

static void backward_layer(net *s, uint32_t l, uint32_t n)
{
    const float *zz = s->z[l], *cc = s->c[l], *hh = s->h[l];
    float f[HALF] = {0}, b[HALF] = {0};
    for (uint32_t k = 0; k < n; k++) {
        const uint32_t t = n - 1 - k;
        for (uint32_t i = 0; i < HALF; i++) {
            const size_t at = (size_t)t * H + i;
            const float before = t > 0 ? hh[at - H] : 0;
            const float dh = f[i] + s->da[at] * s->mask[l + 1][at];
            const float dz = dh * (cc[at] - before);
            const float dc = dh * zz[at];
            f[i] = dh * (1 - zz[at]);
            s->du[(size_t)t * G + i] = dz * zz[at] * (1 - zz[at]);
            s->du[(size_t)t * G + H + i] = dc * (1 - cc[at] * cc[at]);
        }
        for (uint32_t i = 0; i < HALF; i++) {
            const size_t at = (size_t)k * H + HALF + i;
            const float before = k + 1 < n ? hh[at + H] : 0;
            const float dh = b[i] + s->da[at] * s->mask[l + 1][at];
            const float dz = dh * (cc[at] - before);
            const float dc = dh * zz[at];
            b[i] = dh * (1 - zz[at]);
            s->du[(size_t)k * G + HALF + i] = dz * zz[at] * (1 - zz[at]);
            s->du[(size_t)k * G + H + HALF + i] = dc * (1 - cc[at] * cc[at]);
        }
    }
    for (uint32_t t = 0; t < n; t++) {
        const float *a = s->a[l] + (size_t)t * H;
        float *da = s->da + (size_t)t * H;
        for (uint32_t i = 0; i < G; i++) {
            const float d = s->du[(size_t)t * G + i];
            s->g.layer_bias[l][i] += d;
            for (uint32_t k = 0; k < H; k++) {
                s->g.layer[l][i][k] += d * a[k];
                da[k] += d * s->w.layer[l][i][k];
            }
        }
    }
}

static void update_sparse(net *s, const net_item *it, float rate)
{
    const float lrd = s->o.lr_deep * rate;
    for (uint32_t t = 0; t < it->n; t++) {
        const uint32_t *f = it->features + (size_t)t * STM_FEATURES;
        const uint8_t *keep = s->keep + (size_t)t * STM_FEATURES;
        const float *x = s->x + (size_t)t * H;
        const float *da = s->da + (size_t)t * H;
        const float *mask = s->mask[0] + (size_t)t * H;
        float dx[H], sq = 0;
        for (uint32_t i = 0; i < H; i++) {
            dx[i] = x[i] > 0 ? da[i] * mask[i] : 0;
            sq += dx[i] * dx[i];
            s->g.input_bias[i] += dx[i];
        }
        if (sq < 1e-12f)
            continue;
        sq /= H;
        for (uint32_t k = 0; k < STM_FEATURES; k++) {
            if (!keep[k])
                continue;
            const size_t r = f[k];
            if (r == 0)
                continue;
            s->deep_g[r] += sq;
            const float step = lrd / sqrtf(s->deep_g[r] + 1e-6f);
            float *row = s->deep + r * H;
            for (uint32_t i = 0; i < H; i++)
                row[i] -= step * dx[i];
        }
    }
}

double net_train(net *s, const net_item *item, float rate)
{
    net_item cut = *item;
    if (cut.n > MAXN)
        cut.n = MAXN;
    const net_item *it = &cut;
    forward(s, it, true);
    const double loss = loss_gradient(s, it);
    {
        for (uint32_t t = 0; t < it->n; t++) {
            const float *d = s->ds + (size_t)t * LP;
            const float *a = s->a[NET_LAYERS] + (size_t)t * H;
            float *da = s->da + (size_t)t * H;
            memset(da, 0, H * sizeof *da);
            for (uint32_t i = 0; i < L; i++) {
                s->g.out_bias[i] += d[i];
                for (uint32_t k = 0; k < H; k++) {
                    s->g.out[i][k] += d[i] * a[k];
                    da[k] += d[i] * s->w.out[i][k];
                }
            }
        }
        for (uint32_t l = NET_LAYERS; l-- > 0;)
            backward_layer(s, l, it->n);
    }
    update_sparse(s, it, rate);
    s->n_grad++;
    return loss;
}

/* Adam (Kingma and Ba 2015) on the gathered gradient, clipped by its norm. */
void net_step(net *s, float rate)
{
    if (s->n_grad == 0)
        return;
    s->steps++;
    float *w = (float *)&s->w, *g = (float *)&s->g, *m = (float *)&s->m,
          *v = (float *)&s->v;
    double norm = 0;
    for (size_t i = 0; i < N_DENSE; i++)
        norm += (double)g[i] * g[i];
    norm = sqrt(norm);
    const float clip = norm > 10 ? (float)(10 / norm) : 1;
    const float c1 = 1 - powf(.9f, (float)s->steps);
    const float c2 = 1 - powf(.999f, (float)s->steps);
    const float lr = s->o.lr_dense * rate;
    for (size_t i = 0; i < N_DENSE; i++) {
        const float d = g[i] * clip + 1e-3f * w[i];
        m[i] = .9f * m[i] + .1f * d;
        v[i] = .999f * v[i] + .001f * d * d;
        w[i] -= lr * (m[i] / c1) / (sqrtf(v[i] / c2) + 1e-6f);
    }
    memset(g, 0, sizeof s->g);
    s->n_grad = 0;
}

void net_accumulate(net *s)
{
    const size_t nd = (size_t)H * s->o.n_rows;
    s->n_sum++;
    for (size_t i = 0; i < nd; i++)
        s->deep_sum[i] += s->deep[i];
    for (size_t i = 0; i < N_DENSE; i++)
        ((float *)&s->sum)[i] += ((float *)&s->w)[i];
}

void net_average(net *s)
{
    if (s->n_sum == 0)
        return;
    const float k = 1.0f / (float)s->n_sum;
    const size_t nd = (size_t)H * s->o.n_rows;
    for (size_t i = 0; i < nd; i++)
        s->deep[i] = s->deep_sum[i] * k;
    for (size_t i = 0; i < N_DENSE; i++)
        ((float *)&s->w)[i] = ((float *)&s->sum)[i] * k;
}

static void best_path(net *s, const net_item *it, float bonus, uint8_t *labels)
{
    float *v = s->alpha;
    for (uint32_t t = 0; t < it->n; t++)
        for (uint32_t j = 0; j < L; j++) {
            const float sc =
                s->s[(size_t)t * LP + j] + (j == STM_LABEL_CUE ? bonus : 0);
            if (t == 0) {
                v[j] = j == 0 || stm_label_begins((uint8_t)j)
                           ? s->w.start[j] + sc
                           : NEG;
                continue;
            }
            float best = NEG * 2;
            uint32_t from = 0;
            for (uint32_t i = 0; i < L; i++) {
                if (!stm_label_follows((uint8_t)i, (uint8_t)j))
                    continue;
                const float u = v[(size_t)(t - 1) * LP + i] +
                                s->w.change[it->contexts[t]][i][j];
                if (u > best) {
                    best = u;
                    from = i;
                }
            }
            v[(size_t)t * LP + j] = best + sc;
            s->back[(size_t)t * LP + j] = (uint8_t)from;
        }
    uint32_t best = 0;
    for (uint32_t j = 1; j < L; j++)
        if (v[(size_t)(it->n - 1) * LP + j] >
            v[(size_t)(it->n - 1) * LP + best])
            best = j;
    for (uint32_t t = it->n; t-- > 0;) {
        labels[t] = (uint8_t)best;
        best = s->back[(size_t)t * LP + best];
    }
}

void net_decode(net *const *nets, uint32_t n_nets, const net_item *item,
                float bonus, uint8_t *labels, float *marginals)
{
    net_item cut = *item;
    if (cut.n > MAXN)
        cut.n = MAXN;
    const net_item *it = &cut;
    net *s = nets[0];
    const dense own = s->w;
    forward(s, it, false);
    for (uint32_t k = 1; k < n_nets; k++) {
        forward(nets[k], it, false);
        for (size_t i = 0; i < (size_t)it->n * LP; i++)
            s->s[i] += nets[k]->s[i];
        for (uint32_t i = 0; i < STM_FEATURES_CONTEXTS * L * L; i++)
            ((float *)s->w.change)[i] += ((float *)nets[k]->w.change)[i];
        for (uint32_t i = 0; i < L; i++)
            s->w.start[i] += nets[k]->w.start[i];
    }
    const float share = 1.0f / (float)n_nets;
    for (size_t i = 0; i < (size_t)it->n * LP; i++)
        s->s[i] *= share;
    for (uint32_t i = 0; i < STM_FEATURES_CONTEXTS * L * L; i++)
        ((float *)s->w.change)[i] *= share;
    for (uint32_t i = 0; i < L; i++)
        s->w.start[i] *= share;
    if (marginals != NULL) {
        const float z = chain(s, it);
        for (uint32_t t = 0; t < it->n; t++)
            for (uint32_t j = 0; j < L; j++)
                marginals[(size_t)t * L + j] =
                    expf(s->alpha[(size_t)t * LP + j] +
                         s->beta[(size_t)t * LP + j] - z);
    }
    best_path(s, it, bonus, labels);
    memset(labels + it->n, 0, item->n - it->n);
    memcpy(&s->w, &own, sizeof own);
}

double net_loss(net *s, const net_item *item)
{
    net_item cut = *item;
    if (cut.n > MAXN)
        cut.n = MAXN;
    forward(s, &cut, false);
    double gold = s->w.start[cut.labels[0]];
    for (uint32_t t = 0; t < cut.n; t++) {
        gold += s->s[(size_t)t * LP + cut.labels[t]];
        if (t > 0)
            gold +=
                s->w.change[cut.contexts[t]][cut.labels[t - 1]][cut.labels[t]];
    }
    return chain(s, &cut) - gold;
}

float *net_row(net *s, uint32_t row)
{
    return s->deep + (size_t)row * H;
}

const net_weights *net_dense(const net *s)
{
    return &s->w;
}

bool net_save(const net *s, FILE *f)
{
    const size_t n = (size_t)H * s->o.n_rows;
    return fwrite(&s->w, sizeof s->w, 1, f) == 1 &&
           fwrite(s->deep, sizeof(float), n, f) == n;
}

bool net_load(net *s, FILE *f)
{
    const size_t n = (size_t)H * s->o.n_rows;
    return fread(&s->w, sizeof s->w, 1, f) == 1 &&
           fread(s->deep, sizeof(float), n, f) == n;
}
