/* What they share: a line a claim, its range, its reasons, its citation. */
#include "report/notes.h"
#include "report/view_origins.h"
#include "report/page.h"
#include "report/parts.h"
#include "report/say.h"
#include "report/strip.h"

#include "base/banned.h"

#define CLAIMS_SHOWN 30u  /* more are folded away */
#define REASONS_SHOWN 10u /* kinds of possible merges told of one claim */
#define PAIRS_SHOWN 12u   /* merges told together */
#define CITED_MAX 40u     /* mentions in a citation */

/* Somebody is heard in it and nobody knows who, or nobody listened. */
static bool lacks_voices(const stm_view *view, const stm_claim *c)
{
    for (uint32_t i = 0; c->n_voices == 0 && i < c->n_mentions; i++) {
        const stm_mention *m = &c->mentions[i];
        const uint32_t row = stm_view_row(view, m->article);
        if (m->attribution != STM_NONE ||
            (row != STM_NONE && !view->reports[row].is_heard))
            return true;
    }
    return false;
}

static void put_counts(const stm_view *view, const stm_claim *c,
                       stm_markup *out)
{
    STM_HTML(out, "<p class=\"cnt num\"><span data-c=\"r\">");
    stm_say_count(out, c->n_articles, STM_LIT("report"), STM_LIT("reports"));
    STM_HTML(out, "</span>, <span data-c=\"o\">");
    stm_say_count(out, c->n_outlets, STM_LIT("outlet"), STM_LIT("outlets"));
    STM_HTML(out, "</span>, <span data-c=\"f\">");
    stm_say_count(out, c->n_families, STM_LIT("family"), STM_LIT("families"));
    if (lacks_voices(view, c)) {
        STM_HTML(out, "</span>, voices ");
        STM_NOT_MEASURED(out, "not told");
        STM_HTML(out, "</p>");
        return;
    }
    STM_HTML(out, "</span>, <span data-c=\"v\">");
    stm_say_count(out, c->n_voices, STM_LIT("voice"), STM_LIT("voices"));
    STM_HTML(out, "</span></p>");
}

/* A link to each difference, by its values. */
static void put_parts(const stm_claim *c, uint32_t number, stm_markup *out)
{
    for (uint32_t i = 0; i < c->n_differences; i++) {
        const stm_difference *d = &c->differences[i];
        STM_HTML(out, "<p class=\"parts\">");
        STM_SIGN(out, "16", "part");
        STM_HTML(out, " <a href=\"#d");
        stm_markup_u64(out, number);
        STM_HTML(out, "-");
        stm_markup_u64(out, i + 1);
        STM_HTML(out, "\">");
        for (uint32_t k = 0; k < d->n_values && k < 6; k++) {
            if (k > 0)
                STM_HTML(out, ", ");
            stm_markup_bdi(out, d->values[k].text);
        }
        if (d->n_values > 6)
            STM_HTML(out, " \u2026");
        STM_HTML(out, "</a></p>");
    }
}

static void put_reason_words(uint8_t kind, stm_markup *out)
{
    switch ((stm_merge_kind)kind) {
    case STM_MERGE_SPEAKER:
        STM_HTML(out, "same voice");
        return;
    case STM_MERGE_WORDING:
        STM_HTML(out, "same text");
        return;
    case STM_MERGE_AGENCY:
        STM_HTML(out, "same agency copy");
        return;
    case STM_MERGE_CITED:
        STM_HTML(out, "one cites the other");
        return;
    case STM_MERGE_UNCLEAR:
        STM_HTML(out, "its voice cannot be told");
        return;
    case STM_MERGE_PERSON:
        STM_HTML(out, "by a person’s correction");
        return;
    }
}

static bool holds(const stm_origin *o, uint32_t mention)
{
    for (uint32_t i = 0; i < o->n_mentions; i++) {
        if (o->mentions[i] == mention)
            return true;
    }
    return false;
}

/* The kinds of the sure merges within an origin, each once. */
static void put_kinds(const stm_claim *c, const stm_origin *o, stm_markup *out)
{
    bool seen[STM_MERGE_PERSON + 1] = {false};
    uint32_t n = 0;
    for (uint32_t i = 0; i < c->n_merges; i++) {
        const stm_merge *m = &c->merges[i];
        if (!m->sure || m->kind > STM_MERGE_PERSON || seen[m->kind] ||
            !holds(o, m->a) || !holds(o, m->b))
            continue;
        seen[m->kind] = true;
        if (n++ > 0)
            STM_HTML(out, ", ");
        put_reason_words(m->kind, out);
    }
    if (n == 0)
        STM_HTML(out, "one origin");
}

static void put_rows(const stm_view *view, const uint32_t *rows, uint32_t n,
                     stm_markup *out)
{
    for (uint32_t i = 0; i < n && i < 40; i++) {
        if (i > 0)
            STM_HTML(out, " ");
        stm_put_siglum(view, rows[i], out);
    }
    if (n > 40)
        STM_HTML(out, " \u2026");
}

static void put_apart(const stm_origin *o, stm_markup *out)
{
    switch ((stm_origin_kind)o->kind) {
    case STM_ORIGIN_STATEMENT:
        STM_HTML(out, ": kept apart, another voice.</b> ");
        return;
    case STM_ORIGIN_COPY:
        STM_HTML(out, ": kept apart, another text.</b> ");
        return;
    case STM_ORIGIN_REPORT:
        STM_HTML(out, ": kept apart, own reporting.</b> ");
        return;
    case STM_ORIGIN_UNCLEAR:
        STM_HTML(out, ": not merged, its origin cannot be told.</b> ");
        return;
    }
}

static void put_origin_reason(const stm_view *view, const stm_claim *c,
                              const stm_origin *o, stm_arena *arena,
                              stm_markup *out)
{
    uint32_t n;
    const uint32_t *rows = stm_view_origin_rows(view, c, o, arena, &n);
    STM_HTML(out, "<li>");
    if (o->n_mentions > 1)
        STM_SIGN(out, "30", "sure");
    else
        STM_SIGN(out, "30", "apart");
    STM_HTML(out, "<span><b>");
    put_rows(view, rows, n, out);
    if (o->n_mentions > 1) {
        STM_HTML(out, ": merged for sure, ");
        put_kinds(c, o, out);
        STM_HTML(out, ".</b> ");
    } else {
        put_apart(o, out);
    }
    stm_markup_text(out, o->why);
    STM_HTML(out, "</span></li>\n");
}

static void put_mention_letter(const stm_view *view, const stm_claim *c,
                               uint32_t mention, stm_markup *out)
{
    if (mention >= c->n_mentions)
        return;
    const uint32_t row = stm_view_row(view, c->mentions[mention].article);
    if (row != STM_NONE)
        stm_put_siglum(view, row, out);
}

/* A possible merge that would change the count: its ends lie in two origins */
static bool is_open(const stm_claim *c, const stm_merge *m)
{
    if (m->kind == STM_MERGE_PERSON)
        return false;
    for (uint32_t i = 0; i < c->n_origins && !m->sure; i++) {
        if (holds(&c->origins[i], m->a))
            return !holds(&c->origins[i], m->b);
    }
    return !m->sure;
}

/* Merges that a person would tell in one breath: of one kind, for one reason */
static bool are_alike(const stm_merge *a, const stm_merge *b)
{
    return a->kind == b->kind && stm_slice_eq(a->why, b->why);
}

/* The pairs of all possible merges like `first`, then why. */
static void put_possible_like(const stm_view *view, const stm_claim *c,
                              const stm_merge *first, stm_markup *out)
{
    STM_HTML(out, "<li>");
    STM_SIGN(out, "30", "poss");
    STM_HTML(out, "<span><b>");
    uint32_t n = 0;
    for (uint32_t i = 0; i < c->n_merges; i++) {
        const stm_merge *m = &c->merges[i];
        if (!is_open(c, m) || !are_alike(m, first) || n++ >= PAIRS_SHOWN)
            continue;
        if (n > 1)
            STM_HTML(out, ", ");
        put_mention_letter(view, c, m->a, out);
        STM_HTML(out, "\u2013");
        put_mention_letter(view, c, m->b, out);
    }
    if (n > PAIRS_SHOWN) {
        STM_HTML(out, " and ");
        stm_say_words(out, n - PAIRS_SHOWN, STM_LIT("pair more"),
                      STM_LIT("pairs more"));
    }
    STM_HTML(out, ": perhaps merged, ");
    put_reason_words(first->kind, out);
    STM_HTML(out, ".</b> ");
    stm_markup_text(out, first->why);
    STM_HTML(out, "</span></li>\n");
}

static uint32_t put_possible(const stm_view *view, const stm_claim *c,
                             stm_markup *out)
{
    const stm_merge *told[REASONS_SHOWN];
    uint32_t n_told = 0;
    uint32_t n = 0;
    uint32_t more = 0;
    for (uint32_t i = 0; i < c->n_merges; i++) {
        const stm_merge *m = &c->merges[i];
        if (!is_open(c, m))
            continue;
        n++;
        bool seen = false;
        for (uint32_t k = 0; k < n_told && !seen; k++)
            seen = are_alike(told[k], m);
        if (seen)
            continue;
        if (n_told == REASONS_SHOWN) {
            more++;
            continue;
        }
        told[n_told++] = m;
        put_possible_like(view, c, m, out);
    }
    if (more > 0) {
        STM_HTML(out, "<li><span></span><span>and ");
        stm_say_words(out, more, STM_LIT("possible merge more"),
                      STM_LIT("possible merges more"));
        STM_HTML(out, ", in stemma.json</span></li>\n");
    }
    return n;
}

/* What a person keeps apart, in ink and never among the machine's reasons. */
static void put_by_hand(const stm_view *view, const stm_claim *c,
                        stm_markup *out)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < c->n_merges; i++) {
        const stm_merge *m = &c->merges[i];
        if (m->kind != STM_MERGE_PERSON || m->sure || n++ >= REASONS_SHOWN)
            continue;
        STM_HTML(out, "<li>");
        STM_SIGN(out, "30", "apart");
        STM_HTML(out, "<span><b>");
        put_mention_letter(view, c, m->a, out);
        STM_HTML(out, "\u2013");
        put_mention_letter(view, c, m->b, out);
        STM_HTML(out, ": kept apart, by hand.</b> ");
        stm_markup_text(out, m->why);
        STM_HTML(out, "</span></li>\n");
    }
}

static void put_why(const stm_view *view, const stm_claim *c, stm_markup *out)
{
    if (!c->measured)
        return;
    stm_arena arena;
    stm_arena_init(&arena, SIZE_MAX);
    STM_HTML(out, "<details><summary>Why ");
    stm_say_range(out, c->low, c->high);
    STM_HTML(out, "</summary><ul class=\"why\">\n");
    for (uint32_t i = 0; i < c->n_origins; i++)
        put_origin_reason(view, c, &c->origins[i], &arena, out);
    put_by_hand(view, c, out);
    const uint32_t possible = put_possible(view, c, out);
    if (possible > 0 && c->low < c->high) {
        STM_HTML(out, "<li><span></span><span>If all that are possible are "
                      "so, ");
        stm_say_words(out, c->low, STM_LIT("origin is"),
                      STM_LIT("origins are"));
        STM_HTML(out, " left of ");
        stm_say_number(out, c->high);
        STM_HTML(out, ".</span></li>\n");
    }
    STM_HTML(out, "</ul></details>");
    stm_arena_release(&arena);
}

/* A claim as a citation: spans in code points, digests of the inputs. */
static void put_citation(const stm_view *view, const stm_claim *c,
                         stm_markup *out)
{
    STM_HTML(out, "<details class=\"cite\"><summary>Cite</summary><p>“");
    stm_markup_text(out, c->text);
    STM_HTML(out, "” (claim ");
    stm_markup_text(out, c->id);
    STM_HTML(out, " of story ");
    stm_markup_text(out, view->story->id);
    STM_HTML(out, ")\n");
    for (uint32_t i = 0; i < c->n_mentions && i < CITED_MAX; i++) {
        const stm_mention *m = &c->mentions[i];
        const uint32_t row = stm_view_row(view, m->article);
        if (row == STM_NONE)
            continue;
        const stm_article *a = stm_view_article(view, row);
        stm_put_siglum(view, row, out);
        STM_HTML(out, ": ");
        stm_markup_bdi(out, stm_view_outlet_name(view, row));
        if (a->published.precision != STM_DATE_NONE) {
            STM_HTML(out, ", ");
            stm_say_moment(out, a->published);
        }
        STM_HTML(out, ", <a href=\"#");
        stm_put_span_id(view, row, m->span, out);
        STM_HTML(out, "\">characters ");
        stm_markup_u64(out, stm_cpindex_at(&view->cp[row], m->span.begin));
        STM_HTML(out, "\u2013");
        stm_markup_u64(out, stm_cpindex_at(&view->cp[row], m->span.end));
        STM_HTML(out, "</a>, sha256 ");
        stm_markup_hex(out, a->sha256, 8);
        STM_HTML(out, "\u2026\n");
    }
    if (c->n_mentions > CITED_MAX) {
        STM_HTML(out, "and ");
        stm_say_count(out, c->n_mentions - CITED_MAX, STM_LIT("place more"),
                      STM_LIT("places more"));
    }
    STM_HTML(out, "</p></details>");
}

static void put_claim(const stm_view *view, uint32_t index, stm_markup *out)
{
    const stm_claim *c = &view->pile->claims[view->shared[index]];
    STM_HTML(out, "<tr id=\"k");
    stm_markup_u64(out, index + 1);
    STM_HTML(out, "\" role=\"row\"><th scope=\"row\" role=\"rowheader\"><div "
                  "class=\"w\"><span class=\"n\">");
    stm_markup_u64(out, index + 1);
    STM_HTML(out, "</span><div><span class=\"ct\" dir=\"auto\">");
    stm_markup_text(out, c->text);
    STM_HTML(out, "</span>");
    put_counts(view, c, out);
    put_parts(c, index + 1, out);
    STM_HTML(out, "<div class=\"ask\">");
    put_why(view, c, out);
    put_citation(view, c, out);
    STM_HTML(out, "</div></div></div></th>\n<td role=\"cell\">");
    if (c->measured)
        stm_strip_put_claim(view, c, out);
    else
        STM_NOT_MEASURED(out, "not measured");
    STM_HTML(out, "</td>\n<td class=\"o num\" role=\"cell\">");
    if (c->measured) {
        STM_HTML(out, "<span data-c=\"n\">");
        stm_say_range(out, c->low, c->high);
        if (c->high == 1)
            STM_HTML(out, "</span> <small>origin</small>");
        else
            STM_HTML(out, "</span> <small>origins</small>");
    } else {
        STM_NOT_MEASURED(out, "not measured");
    }
    STM_HTML(out, "</td></tr>\n");
}

static void open_table(stm_markup *out)
{
    STM_HTML(out,
             "<table class=\"claims stack\" role=\"table\" "
             "aria-describedby=\"shared-deck\">\n<caption class=\"vh\">Claims "
             "that two or more reports carry</caption>\n<colgroup><col><col "
             "class=\"c2\"><col class=\"c3\"></colgroup>\n<thead><tr "
             "role=\"row\"><th scope=\"col\" role=\"columnheader\">Claim, and "
             "how many carry it</th><th scope=\"col\" role=\"columnheader\">"
             "Who carries it, and from where</th><th scope=\"col\" "
             "role=\"columnheader\">Origins</th></tr></thead>\n<tbody>\n");
}

static void put_deck(const stm_view *view, stm_markup *out)
{
    STM_HTML(out, "<p class=\"deck\" id=\"shared-deck\">");
    stm_say_number_capital(out, view->n_shared);
    if (view->n_shared == 1)
        STM_HTML(out, " claim");
    else
        STM_HTML(out, " claims");
    STM_HTML(out, " that two or more reports carry, in the words of one of "
                  "them. Each line is one origin ");
    STM_HTML(out, "<span class=\"nb\">");
    STM_SIGN(out, "16", "own");
    STM_HTML(out, ",</span> dashed ");
    STM_SIGN(out, "16", "lost");
    STM_HTML(out, " if its own text is not in the pile. ");
    STM_SIGN(out, "16", "named");
    STM_HTML(out, " the report names it, ");
    STM_SIGN(out, "16", "open");
    STM_HTML(out, " the report names nobody. On stripes ");
    STM_SIGN(out, "22", "copy");
    STM_HTML(out, " stands agency copy. ");
    STM_SIGN(out, "16", "zero");
    STM_HTML(out, " was read, and does not have the claim; ");
    STM_SIGN(out, "16", "unm");
    STM_HTML(out, " was not read, and counts as neither.</p>\n");
}

void stm_part_claims(const stm_view *view, stm_markup *out)
{
    STM_HTML(out, "<section class=\"main\" id=\"shared\" "
                  "aria-labelledby=\"shared-h\"><h2 id=\"shared-h\">What they "
                  "share</h2>\n");
    if (view->n_shared == 0 && view->n_read < 2) {
        STM_HTML(out, "<p class=\"deck\">");
        STM_NOT_MEASURED(out, "not measured");
        STM_HTML(out, ": fewer than two reports could be read for claims.</p>"
                      "\n</section>\n");
        return;
    }
    if (view->n_shared == 0) {
        STM_HTML(out, "<p class=\"deck\">No claim was found that two of these "
                      "reports carry.</p>\n</section>\n");
        return;
    }
    put_deck(view, out);
    open_table(out);
    for (uint32_t i = 0; i < view->n_shared && i < CLAIMS_SHOWN; i++)
        put_claim(view, i, out);
    STM_HTML(out, "</tbody></table>\n");
    if (view->n_shared > CLAIMS_SHOWN) {
        STM_HTML(out, "<details class=\"more\"><summary>");
        stm_say_count(out, view->n_shared - CLAIMS_SHOWN, STM_LIT("claim more"),
                      STM_LIT("claims more"));
        STM_HTML(out, "</summary>");
        open_table(out);
        for (uint32_t i = CLAIMS_SHOWN; i < view->n_shared; i++)
            put_claim(view, i, out);
        STM_HTML(out, "</tbody></table></details>\n");
    }
    if (view->n_alike > 0) {
        STM_HTML(out, "<p class=\"q\">");
        stm_say_count(out, view->n_alike, STM_LIT("claim"), STM_LIT("claims"));
        STM_HTML(out, " more would read as one above and can be found in "
                      "stemma.json.</p>\n");
    }
    STM_HTML(out, "<div class=\"whatif noprint\" id=\"whatif\" hidden>"
                  "<fieldset><legend>Count without</legend></fieldset><p "
                  "role=\"status\" class=\"q\"></p></div>\n</section>\n");
}
