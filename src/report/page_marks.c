#include "report/page_marks.h"

#include "report/page.h"

#include "base/banned.h"

static void flag_span(uint8_t *flags, size_t len, stm_span span, unsigned flag)
{
    for (size_t i = span.begin; i < span.end && i < len; i++)
        flags[i] = (uint8_t)(flags[i] | flag);
}

static void flag_spans(uint8_t *flags, size_t len, const stm_span *spans,
                       uint32_t n, unsigned flag)
{
    for (uint32_t i = 0; i < n; i++)
        flag_span(flags, len, spans[i], flag);
}

static void flag_attributions(const stm_view *view, uint32_t row,
                              uint8_t *flags, size_t len)
{
    const stm_view_report *r = &view->reports[row];
    for (uint32_t i = 0; i < r->n_attributions; i++) {
        const stm_attribution *a =
            &view->pile->attributions[r->first_attribution + i];
        flag_spans(flags, len, a->content, a->n_content, STM_MARK_CONTENT);
        flag_spans(flags, len, a->cue, a->n_cue, STM_MARK_CUE);
        flag_spans(flags, len, a->source, a->n_source, STM_MARK_SOURCE);
        flag_spans(flags, len, a->hedges, a->n_hedges, STM_MARK_HEDGE);
    }
}

static bool comes_before(const stm_mark_stretch *a, const stm_mark_stretch *b)
{
    if (a->span.begin != b->span.begin)
        return a->span.begin < b->span.begin;
    if (a->span.end != b->span.end)
        return a->span.end > b->span.end;
    return a->claim > b->claim; /* it closes last: numbers ascend */
}

static void sort_stretches(stm_mark_stretch *items, uint32_t n)
{
    for (uint32_t i = 1; i < n; i++) {
        const stm_mark_stretch item = items[i];
        uint32_t k = i;
        for (; k > 0 && comes_before(&item, &items[k - 1]); k--)
            items[k] = items[k - 1];
        items[k] = item;
    }
}

/* Calls for each mention of `article` in claims[n]; counts or stores. */
static uint32_t add_mentions(const stm_view *view, uint32_t row,
                             const uint32_t *claims, uint32_t n, bool numbered,
                             stm_mark_stretch *items)
{
    const uint32_t article = view->reports[row].article;
    uint32_t count = 0;
    for (uint32_t i = 0; i < n; i++) {
        const stm_claim *c = &view->pile->claims[claims[i]];
        for (uint32_t k = 0; k < c->n_mentions; k++) {
            if (c->mentions[k].article != article)
                continue;
            if (items != NULL)
                items[count] = (stm_mark_stretch){
                    .span = c->mentions[k].span, .claim = numbered ? i + 1 : 0};
            count++;
        }
    }
    return count;
}

static uint32_t add_contents(const stm_view *view, uint32_t row,
                             stm_mark_stretch *items)
{
    const stm_view_report *r = &view->reports[row];
    uint32_t count = 0;
    for (uint32_t i = 0; i < r->n_attributions; i++) {
        const stm_attribution *a =
            &view->pile->attributions[r->first_attribution + i];
        if (a->n_content == 0)
            continue;
        if (items != NULL)
            items[count] = (stm_mark_stretch){.span = a->content[0]};
        count++;
    }
    return count;
}

static bool make_stretches(const stm_view *view, uint32_t row, stm_arena *arena,
                           stm_marks *out)
{
    uint32_t n = 0;
    stm_mark_stretch *items = NULL;
    for (int pass = 0; pass < 2; pass++) {
        n = add_mentions(view, row, view->shared, view->n_shared, true, items);
        n += add_mentions(view, row, view->single, view->n_single, false,
                          items == NULL ? NULL : items + n);
        n += add_contents(view, row, items == NULL ? NULL : items + n);
        if (items == NULL)
            items = stm_arena_alloc(arena, n, sizeof *items);
        if (arena->failed)
            return false;
    }
    sort_stretches(items, n);
    out->stretches = items;
    out->n_stretches = n;
    return true;
}

bool stm_marks_of_report(const stm_view *view, uint32_t row, stm_arena *arena,
                         stm_marks *out)
{
    const size_t len = stm_view_article(view, row)->text.len;
    const uint8_t *tint = view->tint + view->tint_at[row];
    uint8_t *flags = stm_arena_alloc(arena, len + 1, 1);
    if (arena->failed)
        return false;
    for (size_t i = 0; i < len; i++)
        flags[i] = tint[i] ? STM_MARK_WORDING : 0;
    flag_attributions(view, row, flags, len);
    out->flags = flags;
    return make_stretches(view, row, arena, out);
}

/* White space and marks between tinted words belong to the tint. */
static void open_flags(unsigned flags, stm_markup *out)
{
    if (flags == 0)
        return;
    if (flags & STM_MARK_WORDING)
        STM_HTML(out, "<mark");
    else
        STM_HTML(out, "<span");
    if (flags & STM_MARK_SOURCE)
        STM_HTML(out, " class=\"src\"");
    else if (flags & STM_MARK_HEDGE)
        STM_HTML(out, " class=\"hedge\"");
    else if (flags & STM_MARK_CUE)
        STM_HTML(out, " class=\"cue\"");
    else if (flags & STM_MARK_CONTENT)
        STM_HTML(out, " class=\"say\"");
    STM_HTML(out, ">");
}

static void close_flags(unsigned flags, stm_markup *out)
{
    if (flags & STM_MARK_WORDING)
        STM_HTML(out, "</mark>");
    else if (flags != 0)
        STM_HTML(out, "</span>");
}

static bool is_boundary(stm_slice text, size_t at)
{
    return at >= text.len || (text.ptr[at] & 0xC0) != 0x80;
}

/* The bytes from..to, in runs of equal marks. */
static void put_run(const stm_marks *self, stm_slice text, size_t from,
                    size_t to, stm_markup *out)
{
    while (from < to) {
        const unsigned flags = self->flags[from];
        size_t end = from + 1;
        while (end < to &&
               (self->flags[end] == flags || !is_boundary(text, end)))
            end++;
        open_flags(flags, out);
        stm_markup_text(out, stm_slice_sub(text, from, end));
        close_flags(flags, out);
        from = end;
    }
}

static void put_number(uint32_t claim, stm_markup *out)
{
    STM_HTML(out, "<a class=\"k\" href=\"#k");
    stm_markup_u64(out, claim);
    STM_HTML(out, "\">");
    stm_markup_u64(out, claim);
    STM_HTML(out, "</a>");
}

/* First stretch that begins at `byte` or later. */
static uint32_t first_stretch(const stm_marks *self, uint32_t byte)
{
    uint32_t low = 0;
    uint32_t high = self->n_stretches;
    while (low < high) {
        const uint32_t mid = low + (high - low) / 2;
        if (self->stretches[mid].span.begin < byte)
            low = mid + 1;
        else
            high = mid;
    }
    return low;
}

static size_t snap(stm_slice text, size_t at)
{
    while (at < text.len && !is_boundary(text, at))
        at++;
    return at < text.len ? at : text.len;
}

#define OPEN_MAX                                                               \
    8u /* stretches in one another; deeper ones get an id alone                \
        */

/* What is open, innermost last. */
typedef struct open_stretches {
    size_t end[OPEN_MAX];
    uint32_t claim[OPEN_MAX];
    uint32_t n;
} open_stretches;

static void shut(open_stretches *open, stm_markup *out)
{
    open->n--;
    if (open->claim[open->n] != 0)
        put_number(open->claim[open->n], out);
    STM_HTML(out, "</span>");
}

static void put_id(const stm_view *view, uint32_t row, stm_span span,
                   stm_markup *out)
{
    STM_HTML(out, "<span class=\"m\" id=\"");
    stm_put_span_id(view, row, span, out);
    STM_HTML(out, "\">");
}

/* A stretch with the span of the one before it has its id already. */
static bool is_repeat(const stm_marks *self, uint32_t i)
{
    return i > 0 &&
           self->stretches[i - 1].span.begin == self->stretches[i].span.begin &&
           self->stretches[i - 1].span.end == self->stretches[i].span.end;
}

void stm_marks_put_place(const stm_marks *self, const stm_view *view,
                         uint32_t row, uint32_t index, stm_markup *out)
{
    const stm_mark_stretch *s = &self->stretches[index];
    if (is_repeat(self, index))
        STM_HTML(out, "<span class=\"m\">");
    else
        put_id(view, row, s->span, out);
    if (s->claim != 0)
        put_number(s->claim, out);
    else
        STM_HTML(out, "\u2026");
    STM_HTML(out, "</span>");
}

void stm_marks_put(const stm_marks *self, const stm_view *view, uint32_t row,
                   stm_span span, stm_markup *out)
{
    const stm_slice text = stm_view_article(view, row)->text;
    open_stretches open = {.n = 0};
    size_t at = snap(text, span.begin);
    const size_t last = snap(text, span.end);
    for (uint32_t i = first_stretch(self, span.begin);
         i < self->n_stretches && self->stretches[i].span.begin < last; i++) {
        const stm_mark_stretch *s = &self->stretches[i];
        const size_t begin = snap(text, s->span.begin);
        size_t end = snap(text, s->span.end);
        while (open.n > 0 && open.end[open.n - 1] <= begin) {
            put_run(self, text, at, open.end[open.n - 1], out);
            at = open.end[open.n - 1];
            shut(&open, out);
        }
        if (begin > at) {
            put_run(self, text, at, begin, out);
            at = begin;
        }
        if (end > last)
            end = last;
        const bool repeat = is_repeat(self, i);
        if (repeat &&
            (s->claim == 0 || s->claim == self->stretches[i - 1].claim))
            continue;
        const bool fits = open.n < OPEN_MAX && end > begin &&
                          (open.n == 0 || end <= open.end[open.n - 1]);
        if (repeat)
            STM_HTML(out, "<span class=\"m\">");
        else
            put_id(view, row, s->span, out);
        if (!fits) {
            if (s->claim != 0)
                put_number(s->claim, out);
            STM_HTML(out, "</span>");
            continue;
        }
        open.end[open.n] = end;
        open.claim[open.n++] = s->claim;
    }
    while (open.n > 0) {
        put_run(self, text, at, open.end[open.n - 1], out);
        at = open.end[open.n - 1];
        shut(&open, out);
    }
    put_run(self, text, at, last, out);
}
