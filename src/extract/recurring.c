#include "extract/recurring.h"

#include <stdlib.h>

#include "base/buf.h"
#include "base/map.h"
#include "base/size.h"

#include "base/banned.h"

/* A paragraph of an article, by what it says and where it is printed. */
typedef struct print {
    uint64_t site;
    uint64_t text;
    uint32_t article;
    uint32_t paragraph;
} print;

enum { LEAST_PAGES = 3, PAIRS = 8 };

static stm_slice host_of(stm_slice url)
{
    const size_t at = stm_slice_find(url, STM_LIT("//"), 0);
    if (at == STM_SLICE_NPOS)
        return (stm_slice){0};
    size_t end = at + 2;
    while (end < url.len && url.ptr[end] != '/' && url.ptr[end] != '?' &&
           url.ptr[end] != '#')
        end++;
    return stm_slice_sub(url, at + 2, end);
}

static stm_slice site_of(const stm_article *a)
{
    return a->site.len > 0 ? a->site : host_of(a->url);
}

static int by_print(const void *a, const void *b)
{
    const print *x = a;
    const print *y = b;
    if (x->site != y->site)
        return x->site < y->site ? -1 : 1;
    if (x->text != y->text)
        return x->text < y->text ? -1 : 1;
    if (x->article != y->article)
        return x->article < y->article ? -1 : 1;
    return x->paragraph < y->paragraph ? -1 : x->paragraph > y->paragraph;
}

static bool is_compared(const stm_article *a)
{
    return a->status == STM_RECORD_OK && site_of(a).len > 0;
}

/* Set of hashes of the paragraphs of one article, sorted, for likeness. */
typedef struct prints {
    print *items; /* items[n], by_print */
    uint32_t n;
    uint64_t **sets; /* sets[article]: hashes of its paragraphs, ascending */
    uint32_t *sizes;
} prints;

static int by_hash(const void *a, const void *b)
{
    const uint64_t x = *(const uint64_t *)a;
    const uint64_t y = *(const uint64_t *)b;
    return x < y ? -1 : x > y;
}

static bool gather(prints *p, const stm_article *articles, uint32_t n,
                   stm_arena *scratch)
{
    size_t total = 0;
    for (uint32_t i = 0; i < n; i++)
        total += is_compared(&articles[i]) ? articles[i].n_paragraphs : 0;
    p->items = stm_arena_alloc(scratch, total, sizeof(*p->items));
    p->sets = stm_arena_alloc(scratch, n, sizeof(*p->sets));
    p->sizes = stm_arena_alloc(scratch, n, sizeof(*p->sizes));
    for (uint32_t i = 0; !scratch->failed && i < n; i++) {
        const stm_article *a = &articles[i];
        if (!is_compared(a))
            continue;
        p->sets[i] =
            stm_arena_alloc(scratch, a->n_paragraphs, sizeof(**p->sets));
        if (p->sets[i] == NULL)
            break;
        p->sizes[i] = a->n_paragraphs;
        for (uint32_t k = 0; k < a->n_paragraphs; k++) {
            const uint64_t text =
                stm_hash(stm_span_text(a->paragraphs[k].span, a->text));
            p->sets[i][k] = text;
            p->items[p->n++] = (print){stm_hash(site_of(a)), text, i, k};
        }
        qsort(p->sets[i], a->n_paragraphs, sizeof(uint64_t), by_hash);
    }
    if (scratch->failed)
        return false;
    qsort(p->items, p->n, sizeof(*p->items), by_print);
    return true;
}

/* True where two articles share a third or more of the shorter one. */
static bool are_versions(const prints *p, uint32_t a, uint32_t b)
{
    uint32_t i = 0;
    uint32_t j = 0;
    uint32_t shared = 0;
    while (i < p->sizes[a] && j < p->sizes[b]) {
        if (p->sets[a][i] == p->sets[b][j]) {
            shared++;
            i++;
            j++;
        } else if (p->sets[a][i] < p->sets[b][j]) {
            i++;
        } else {
            j++;
        }
    }
    const uint32_t least = stm_min_u32(p->sizes[a], p->sizes[b]);
    return 3 * shared > least && shared > 1;
}

/*
 * Prints from begin to end say the same on one site: true where they stand
 * on enough pages, and most of these, taken in pairs, are unlike.
 */
static bool recurs(const prints *p, uint32_t begin, uint32_t end)
{
    uint32_t pages = 0;
    uint32_t unlike = 0;
    uint32_t tried = 0;
    uint32_t last = STM_NONE;
    for (uint32_t i = begin; i < end; i++) {
        const uint32_t article = p->items[i].article;
        if (article == last)
            continue;
        if (last != STM_NONE && tried < PAIRS) {
            tried++;
            unlike += !are_versions(p, last, article);
        }
        last = article;
        pages++;
    }
    return pages >= LEAST_PAGES && 2 * unlike > tried;
}

/* Where each byte of the old text comes to lie in the new one. */
typedef struct move {
    const stm_paragraph *old;
    const bool *drop; /* drop[n] */
    uint32_t n;
    const uint32_t *to; /* to[n]: new begin of the paragraph */
} move;

static stm_span moved(const move *m, stm_span span)
{
    for (uint32_t k = 0; k < m->n; k++) {
        const stm_span old = m->old[k].span;
        if (span.begin < old.begin || span.begin >= old.end)
            continue;
        if (m->drop[k] || span.end > old.end)
            return (stm_span){0};
        return (stm_span){m->to[k] + (span.begin - old.begin),
                          m->to[k] + (span.end - old.begin)};
    }
    return (stm_span){0};
}

static void move_spans(const move *m, stm_article *a, stm_arena *arena)
{
    stm_credit *credits =
        stm_arena_copy_array(arena, a->credits, a->n_credits, sizeof(*credits));
    stm_date_found *dates =
        stm_arena_copy_array(arena, a->dates, a->n_dates, sizeof(*dates));
    if (arena->failed)
        return;
    for (uint32_t i = 0; i < a->n_credits; i++)
        credits[i].at = moved(m, credits[i].at);
    for (uint32_t i = 0; i < a->n_dates; i++)
        dates[i].at = moved(m, dates[i].at);
    a->dateline_at = moved(m, a->dateline_at);
    a->credits = credits;
    a->dates = dates;
}

/* Cuts the dropped paragraphs out of the text; paragraphs move along. */
static stm_status cut(stm_article *a, const bool *drop, stm_arena *arena,
                      stm_arena *scratch)
{
    stm_paragraph *pars =
        stm_arena_alloc(arena, a->n_paragraphs, sizeof(*pars));
    uint32_t *to = stm_arena_alloc(scratch, a->n_paragraphs, sizeof(*to));
    if (pars == NULL || to == NULL)
        return STM_ERR_NOMEM;
    stm_buf text;
    stm_buf_init(&text, a->text.len);
    uint32_t n = 0;
    for (uint32_t k = 0; k < a->n_paragraphs; k++) {
        if (drop[k])
            continue;
        if (text.len > 0)
            stm_buf_add(&text, STM_LIT("\n\n"));
        to[k] = stm_u32(text.len);
        pars[n] = a->paragraphs[k];
        stm_buf_add(&text, stm_span_text(pars[n].span, a->text));
        pars[n].span = (stm_span){to[k], stm_u32(text.len)};
        n++;
    }
    const move m = {a->paragraphs, drop, a->n_paragraphs, to};
    move_spans(&m, a, arena);
    a->text = stm_arena_copy(arena, stm_buf_slice(&text));
    a->paragraphs = pars;
    a->n_paragraphs = n;
    const bool failed = text.status != STM_OK || arena->failed;
    stm_buf_release(&text);
    return failed ? STM_ERR_NOMEM : STM_OK;
}

static stm_status mark(stm_article *a, const bool *drop, stm_arena *arena)
{
    stm_paragraph *pars = stm_arena_copy_array(arena, a->paragraphs,
                                               a->n_paragraphs, sizeof(*pars));
    if (pars == NULL)
        return STM_ERR_NOMEM;
    for (uint32_t k = 0; k < a->n_paragraphs; k++) {
        if (drop[k])
            pars[k].kind = STM_PAR_OTHER;
    }
    a->paragraphs = pars;
    return STM_OK;
}

static stm_status leave_out(stm_article *a, const bool *drop, uint32_t dropped,
                            stm_arena *arena, stm_arena *scratch)
{
    if (dropped == a->n_paragraphs)
        return STM_OK; /* nothing would be left: the page is made of them */
    STM_TRY(a->text_is_given ? mark(a, drop, arena)
                             : cut(a, drop, arena, scratch));
    stm_buf why;
    stm_buf_init(&why, 512);
    if (a->reason.len > 0) {
        stm_buf_add(&why, stm_slice_sub(a->reason, 0, 400));
        stm_buf_add(&why, STM_LIT("; "));
    }
    stm_buf_u64(&why, dropped);
    stm_buf_add(&why, dropped == 1
                          ? STM_LIT(" block that recurs on its site left out")
                          : STM_LIT(" blocks that recur on its site left out"));
    a->reason = stm_arena_copy(arena, stm_buf_slice(&why));
    const bool failed = why.status == STM_ERR_NOMEM || arena->failed;
    stm_buf_release(&why);
    return failed ? STM_ERR_NOMEM : STM_OK;
}

static stm_status drop_from_all(const prints *p, stm_article *articles,
                                uint32_t n, stm_arena *arena,
                                stm_arena *scratch)
{
    bool **drop = stm_arena_alloc(scratch, n, sizeof(*drop));
    uint32_t *dropped = stm_arena_alloc(scratch, n, sizeof(*dropped));
    if (drop == NULL || dropped == NULL)
        return STM_ERR_NOMEM;
    for (uint32_t begin = 0, end; begin < p->n; begin = end) {
        end = begin + 1;
        while (end < p->n && p->items[end].site == p->items[begin].site &&
               p->items[end].text == p->items[begin].text)
            end++;
        if (end - begin < LEAST_PAGES || !recurs(p, begin, end))
            continue;
        for (uint32_t i = begin; i < end; i++) {
            const print *x = &p->items[i];
            if (drop[x->article] == NULL)
                drop[x->article] = stm_arena_alloc(
                    scratch, articles[x->article].n_paragraphs, sizeof(bool));
            if (drop[x->article] == NULL)
                return STM_ERR_NOMEM;
            drop[x->article][x->paragraph] = true;
            dropped[x->article]++;
        }
    }
    for (uint32_t i = 0; i < n; i++) {
        if (dropped[i] > 0)
            STM_TRY(
                leave_out(&articles[i], drop[i], dropped[i], arena, scratch));
    }
    return STM_OK;
}

stm_status stm_drop_recurring(stm_article *articles, uint32_t n,
                              stm_arena *arena)
{
    prints p = {0};
    stm_arena scratch;
    stm_arena_init(&scratch, SIZE_MAX);
    const stm_status status =
        gather(&p, articles, n, &scratch)
            ? drop_from_all(&p, articles, n, arena, &scratch)
            : STM_ERR_NOMEM;
    stm_arena_release(&scratch);
    return status;
}
