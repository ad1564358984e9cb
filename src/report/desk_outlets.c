/* Outlets of a served archive: how much is agency copy, whom each follows. */
#include <stdlib.h>

#include "base/alloc.h"
#include "report/desk.h"
#include "report/report.h"
#include "report/say.h"

#include "base/banned.h"

enum { OUTLETS_LISTED = 500, REPORTS_LISTED = 200 };

typedef struct outlet {
    uint32_t first;     /* its first article, by which its page is named */
    uint32_t n;         /* reports */
    uint32_t n_copy;    /* of these, with an agency's words or credit */
    uint32_t n_follows; /* reports that took from another outlet's */
    uint32_t most;      /* outlet it took from most, or STM_NONE */
    uint32_t n_most;
} outlet;

/* That `into` took from `from`, so many times. */
typedef struct follow {
    uint32_t into;
    uint32_t from;
    uint32_t n;
} follow;

typedef struct outlets {
    const stm_pile *pile;
    outlet *items; /* items[n], in order of their first article */
    uint32_t n;
    uint32_t *of;     /* of[n_articles], STM_NONE: not read */
    uint8_t *is_copy; /* is_copy[n_articles] */
    follow *follows;  /* follows[n_follows], by into, then most first */
    uint32_t n_follows;
} outlets;

static int compare_follows(const void *a, const void *b)
{
    const follow *x = a;
    const follow *y = b;
    if (x->into != y->into)
        return x->into < y->into ? -1 : 1;
    if (x->n != y->n)
        return x->n < y->n ? 1 : -1;
    return x->from < y->from ? -1 : x->from > y->from;
}

static int compare_pairs(const void *a, const void *b)
{
    const follow *x = a;
    const follow *y = b;
    if (x->into != y->into)
        return x->into < y->into ? -1 : 1;
    return x->from < y->from ? -1 : x->from > y->from;
}

static bool number_outlets(outlets *o)
{
    const stm_pile *p = o->pile;
    stm_map names;
    stm_map_init(&names);
    bool ok = true;
    for (uint32_t i = 0; i < p->n_articles && ok; i++) {
        o->of[i] = STM_NONE;
        if (p->articles[i].status != STM_RECORD_OK)
            continue;
        bool was_new;
        const stm_map_entry *e =
            stm_map_put(&names, p->articles[i].outlet, o->n, &was_new);
        ok = e != NULL;
        if (!ok)
            break;
        if (was_new)
            o->items[o->n++] = (outlet){.first = i, .most = STM_NONE};
        o->of[i] = e->value;
        o->items[e->value].n++;
        o->is_copy[i] = stm_article_agency(&p->articles[i]).len > 0;
    }
    stm_map_release(&names);
    return ok;
}

/* Edges tell of copy that is not credited, and of who took from whom. */
static void read_edges(outlets *o)
{
    const stm_pile *p = o->pile;
    for (uint32_t i = 0; i < p->n_edges; i++) {
        const stm_edge *e = &p->edges[i];
        const uint32_t into = o->of[e->to];
        if (into == STM_NONE)
            continue;
        if (e->agency.len > 0 ||
            (e->lost < p->n_lost && p->lost[e->lost].agency.len > 0))
            o->is_copy[e->to] = 1;
        const uint32_t from =
            e->from < p->n_articles ? o->of[e->from] : STM_NONE;
        if (from != STM_NONE && from != into && e->direction_known)
            o->follows[o->n_follows++] = (follow){into, from, 1};
    }
    for (uint32_t i = 0; i < p->n_articles; i++)
        if (o->of[i] != STM_NONE)
            o->items[o->of[i]].n_copy += o->is_copy[i];
}

/* Pairs of outlets put together and counted. */
static void count_follows(outlets *o)
{
    qsort(o->follows, o->n_follows, sizeof *o->follows, compare_pairs);
    uint32_t n = 0;
    for (uint32_t i = 0; i < o->n_follows; i++) {
        const follow *f = &o->follows[i];
        o->items[f->into].n_follows++;
        if (n > 0 && o->follows[n - 1].into == f->into &&
            o->follows[n - 1].from == f->from)
            o->follows[n - 1].n++;
        else
            o->follows[n++] = *f;
    }
    o->n_follows = n;
    qsort(o->follows, n, sizeof *o->follows, compare_follows);
    for (uint32_t i = n; i-- > 0;) {
        o->items[o->follows[i].into].most = o->follows[i].from;
        o->items[o->follows[i].into].n_most = o->follows[i].n;
    }
}

static bool outlets_init(outlets *self, const stm_pile *pile)
{
    *self = (outlets){.pile = pile};
    const size_t n = (size_t)pile->n_articles + 1;
    self->items = stm_alloc(n, sizeof *self->items);
    self->of = stm_alloc(n, sizeof *self->of);
    self->is_copy = stm_alloc(n, sizeof *self->is_copy);
    self->follows = stm_alloc((size_t)pile->n_edges + 1, sizeof *self->follows);
    if (self->items == NULL || self->of == NULL || self->is_copy == NULL ||
        self->follows == NULL || !number_outlets(self))
        return false;
    read_edges(self);
    count_follows(self);
    return true;
}

static void outlets_release(outlets *self)
{
    stm_free(self->items);
    stm_free(self->of);
    stm_free(self->is_copy);
    stm_free(self->follows);
}

/* --- the list --------------------------------------------------------------
 */

static void put_name(const outlets *o, uint32_t i, stm_markup *out)
{
    STM_HTML(out, "<a href=\"/outlet-");
    stm_markup_u64(out, (uint64_t)o->items[i].first + 1);
    STM_HTML(out, ".html\">");
    stm_desk_put_outlet(&o->pile->articles[o->items[i].first], out);
    STM_HTML(out, "</a>");
}

static void put_share(uint32_t part, uint32_t whole, stm_markup *out)
{
    stm_say_digits(out, part);
    STM_HTML(out, " of ");
    stm_say_digits(out, whole);
    if (part > 0) {
        STM_HTML(out, ", ");
        stm_say_share(out, (double)part / (double)whole);
    }
}

static void put_row(const outlets *o, uint32_t i, stm_markup *out)
{
    const outlet *x = &o->items[i];
    STM_HTML(out, "<tr role=\"row\"><th scope=\"row\" role=\"rowheader\">");
    put_name(o, i, out);
    STM_HTML(out, "</th><td role=\"cell\" class=\"num\">");
    put_share(x->n_copy, x->n, out);
    STM_HTML(out, "</td><td role=\"cell\">");
    if (x->most == STM_NONE) {
        STM_HTML(out, "none that can be told");
    } else {
        put_name(o, x->most, out);
        STM_HTML(out, " ");
        stm_say_count(out, x->n_most, STM_LIT("time"), STM_LIT("times"));
    }
    STM_HTML(out, "</td></tr>\n");
}

/* Those with most reports stand first. */
typedef struct sized {
    uint32_t outlet;
    uint32_t n;
} sized;

static int compare_sizes(const void *a, const void *b)
{
    const sized *x = a;
    const sized *y = b;
    if (x->n != y->n)
        return x->n < y->n ? 1 : -1;
    return x->outlet < y->outlet ? -1 : x->outlet > y->outlet;
}

static void put_list(const outlets *o, stm_markup *out)
{
    sized *order = stm_alloc((size_t)o->n + 1, sizeof *order);
    if (order == NULL) {
        stm_markup_fail(out);
        return;
    }
    for (uint32_t i = 0; i < o->n; i++)
        order[i] = (sized){i, o->items[i].n};
    qsort(order, o->n, sizeof *order, compare_sizes);
    STM_HTML(out, "<p class=\"deck\">Agency copy is a report that credits an "
                  "agency, or whose wording comes down to one’s text. Whom an "
                  "outlet follows is told where its reports took wording from "
                  "another’s and the direction is known.</p>\n<table "
                  "class=\"data stack\" role=\"table\"><caption class=\"vh\">"
                  "Outlets, those with most reports first</caption><thead><tr "
                  "role=\"row\"><th scope=\"col\" role=\"columnheader\">Outlet"
                  "</th><th scope=\"col\" role=\"columnheader\">Agency copy, "
                  "of its reports</th><th scope=\"col\" role=\"columnheader\">"
                  "Follows most</th></tr></thead><tbody>\n");
    for (uint32_t i = 0; i < o->n && i < OUTLETS_LISTED; i++)
        put_row(o, order[i].outlet, out);
    STM_HTML(out, "</tbody></table>\n");
    stm_free(order);
}

void stm_report_outlets(const stm_pile *pile, const stm_report_opts *opts,
                        stm_buf *buf)
{
    stm_markup markup;
    stm_markup *out = &markup;
    stm_markup_init(out, buf);
    outlets o;
    stm_desk_begin(pile, opts, STM_LIT("Outlets"), out);
    if (outlets_init(&o, pile))
        put_list(&o, out);
    else
        stm_markup_fail(out);
    outlets_release(&o);
    stm_desk_end(pile, out);
}

/* --- one outlet -------------------------------------------------------------
 */

static void put_follows(const outlets *o, uint32_t which, stm_markup *out)
{
    STM_HTML(out, "<h2>Whom it follows</h2>\n");
    if (o->items[which].most == STM_NONE) {
        STM_HTML(out, "<p>None that can be told.</p>\n");
        return;
    }
    STM_HTML(out, "<ul>\n");
    for (uint32_t i = 0; i < o->n_follows; i++) {
        if (o->follows[i].into != which)
            continue;
        STM_HTML(out, "<li>");
        put_name(o, o->follows[i].from, out);
        STM_HTML(out, ": ");
        stm_say_count(out, o->follows[i].n, STM_LIT("report"),
                      STM_LIT("reports"));
        STM_HTML(out, "</li>\n");
    }
    STM_HTML(out, "</ul>\n");
}

static void put_followers(const outlets *o, uint32_t which, stm_markup *out)
{
    bool any = false;
    for (uint32_t i = 0; i < o->n_follows; i++) {
        if (o->follows[i].from != which)
            continue;
        if (!any)
            STM_HTML(out, "<h2>Who follows it</h2>\n<ul>\n");
        any = true;
        STM_HTML(out, "<li>");
        put_name(o, o->follows[i].into, out);
        STM_HTML(out, ": ");
        stm_say_count(out, o->follows[i].n, STM_LIT("report"),
                      STM_LIT("reports"));
        STM_HTML(out, "</li>\n");
    }
    if (any)
        STM_HTML(out, "</ul>\n");
}

static void put_reports(const outlets *o, uint32_t which, stm_markup *out)
{
    const stm_pile *p = o->pile;
    STM_HTML(out, "<h2>Its reports</h2>\n<ol>\n");
    uint32_t n = 0;
    for (uint32_t i = 0; i < p->n_articles && n < REPORTS_LISTED; i++) {
        if (o->of[i] != which)
            continue;
        n++;
        STM_HTML(out, "<li><p dir=\"auto\">");
        const bool has_page = stm_desk_open_story(p, i, out);
        if (p->articles[i].title.len > 0)
            stm_markup_text(out, p->articles[i].title);
        else
            STM_HTML(out, "Without a headline");
        if (has_page)
            STM_HTML(out, "</a>");
        STM_HTML(out, "</p><p class=\"kick\">");
        stm_desk_put_moment(&p->articles[i], out);
        if (o->is_copy[i])
            STM_HTML(out, " · agency copy");
        STM_HTML(out, "</p></li>\n");
    }
    STM_HTML(out, "</ol>\n");
    if (o->items[which].n > n) {
        STM_HTML(out, "<p class=\"kick\">And ");
        stm_say_count(out, o->items[which].n - n, STM_LIT("report"),
                      STM_LIT("reports"));
        STM_HTML(out, " more; the search finds them.</p>\n");
    }
}

bool stm_report_outlet(const stm_pile *pile, uint32_t article,
                       const stm_report_opts *opts, stm_buf *buf)
{
    if (article >= pile->n_articles ||
        pile->articles[article].status != STM_RECORD_OK)
        return false;
    stm_markup markup;
    stm_markup *out = &markup;
    stm_markup_init(out, buf);
    outlets o;
    const stm_slice name = pile->articles[article].outlet;
    stm_desk_begin(pile, opts,
                   name.len > 0 ? name : STM_LIT("Outlet not known"), out);
    if (outlets_init(&o, pile)) {
        const uint32_t which = o.of[article];
        STM_HTML(out, "<p class=\"deck\">Agency copy among its reports: ");
        put_share(o.items[which].n_copy, o.items[which].n, out);
        STM_HTML(out, ".</p>\n");
        put_follows(&o, which, out);
        put_followers(&o, which, out);
        put_reports(&o, which, out);
    } else {
        stm_markup_fail(out);
    }
    outlets_release(&o);
    stm_desk_end(pile, out);
    return true;
}
