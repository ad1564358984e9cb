/*
 * The room's outline: sentences of a story become units, units are compared
 * in pairs, pairs are scored, groups grow from them, and each group becomes
 * a claim that shows clauses. What stands in no group is a claim of one
 * report, clause by clause.
 *
 * Stories are worked on in parallel, each into an arena of its own, and
 * copied into the caller's in order.
 */
#include "claim/claims.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/buf.h"
#include "claim/clauses.h"
#include "claim/heard.h"
#include "claim/partings.h"
#include "claim/pair_scorer.h"
#include "claim/shown.h"
#include "model/outlet.h"

#include "base/banned.h"

/* What one story gave. */
typedef struct story_claims {
    stm_arena arena;
    stm_claim *items;
    uint32_t n;
} story_claims;

typedef struct gathering {
    const stm_pile *pile;
    stm_claim_words words;
    story_claims *stories; /* stories[n_stories] */
} gathering;

typedef struct story_work {
    const stm_pile *pile;
    const stm_claim_words *words;
    uint32_t story;
    stm_heard_copies copies;
    stm_units units;
    stm_pairs pairs;
    stm_group *groups;
    uint32_t n_groups;
    bool *grouped;    /* grouped[units.n] */
    bool *worded;     /* worded[units.n]: the wording of a claim already */
    uint32_t *counts; /* counts[units.n_words], zero between uses */
    uint32_t *common; /* common[units.n_words], see shown.h */
    story_claims *out;
    stm_arena *arena; /* of the result */
    stm_claim *claims;
    uint32_t n_claims;
    uint32_t cap_claims;
} story_work;

static int compare_shown(const void *a, const void *b)
{
    const stm_shown *x = a;
    const stm_shown *y = b;
    if (x->unit->article != y->unit->article)
        return x->unit->article < y->unit->article ? -1 : 1;
    if (x->span.begin != y->span.begin)
        return x->span.begin < y->span.begin ? -1 : 1;
    return (x->span.end > y->span.end) - (x->span.end < y->span.end);
}

static uint32_t attribution_at(const stm_pile *pile, const stm_unit *u,
                               stm_span span)
{
    return stm_attribution_over(pile, u->article,
                                stm_attributions_of(pile, u->article), span);
}

/* How many different names; `names` is sorted in place. */
static uint32_t count_distinct(stm_slice *names, uint32_t n)
{
    uint32_t distinct = 0;
    for (uint32_t i = 0; i < n; i++) {
        bool seen = names[i].len == 0;
        for (uint32_t k = 0; k < i && !seen; k++)
            seen = stm_slice_ieq(names[i], names[k]);
        distinct += !seen;
    }
    return distinct;
}

/* Fills the counts of carriers; an article of no known outlet is its own. */
static bool count_carriers(const stm_pile *pile, stm_claim *claim)
{
    const uint32_t n = claim->n_mentions;
    stm_slice *outlets = stm_alloc(2 * (size_t)n + 1, sizeof *outlets);
    uint32_t *voices = stm_alloc(n + 1u, sizeof *voices);
    const bool ok = outlets != NULL && voices != NULL;
    uint32_t n_articles = 0;
    for (uint32_t i = 0; ok && i < n; i++) {
        const stm_mention *m = &claim->mentions[i];
        if (i == 0 || m->article != claim->mentions[i - 1].article) {
            const stm_article *a = &pile->articles[m->article];
            const stm_slice outlet = stm_article_outlet(a);
            const stm_slice family = stm_article_family(a);
            outlets[n_articles] = outlet.len > 0 ? outlet : a->id;
            outlets[n + n_articles] = family.len > 0 ? family : a->id;
            n_articles++;
        }
        bool seen = m->speaker == STM_NONE;
        for (uint32_t k = 0; k < claim->n_voices && !seen; k++)
            seen = voices[k] == m->speaker;
        if (!seen)
            voices[claim->n_voices++] = m->speaker;
    }
    if (ok) {
        claim->n_articles = n_articles;
        claim->n_outlets = count_distinct(outlets, n_articles);
        claim->n_families = count_distinct(outlets + n, n_articles);
    }
    stm_free(outlets);
    stm_free(voices);
    return ok;
}

/* Longer sentences are cut to the clauses of the claim. */
enum { WHOLE_BYTES = 230, HEAD_BYTES = 90 };

/*
 * What a reader takes in by itself: the sentence, if it is short; else the
 * core, from the sentence's begin where that is near.
 */
static stm_span readable(const story_work *w, const stm_shown *x)
{
    const stm_text *text = &w->pile->texts[x->unit->article];
    const stm_span whole = text->sentences[x->unit->sentence].span;
    if (whole.end - whole.begin <= WHOLE_BYTES)
        return whole;
    stm_span span = x->core;
    if (span.begin - whole.begin <= HEAD_BYTES)
        span.begin = whole.begin;
    if (whole.end - span.end <= HEAD_BYTES / 2)
        span.end = whole.end;
    return span;
}

/* Trims what joins a clause to others, and a full stop, off its ends. */
static stm_slice trimmed(stm_slice s)
{
    static const char *const leads[] = {"and ",  "but ", "or ",
                                        "that ", "so ",  "yet "};
    s = stm_slice_trim(s);
    for (size_t i = 0; i < sizeof leads / sizeof *leads; i++)
        if (stm_slice_starts(s, stm_slice_from_cstr(leads[i])))
            s = stm_slice_sub(s, strlen(leads[i]), s.len);
    while (s.len > 1 && (s.ptr[s.len - 1] == '.' || s.ptr[s.len - 1] == ',' ||
                         s.ptr[s.len - 1] == ';'))
        s.len--;
    return stm_slice_trim(s);
}

/* 1 for a whole short sentence, less for fragments and for long ones. */
static float reads_well(const story_work *w, const stm_shown *x)
{
    const stm_text *text = &w->pile->texts[x->unit->article];
    const stm_span whole = text->sentences[x->unit->sentence].span;
    const stm_span span = readable(w, x);
    const stm_slice s =
        stm_span_text(span, w->pile->articles[x->unit->article].text);
    float value = 1;
    if (span.begin != whole.begin)
        value *= 0.6F; /* begins amid a sentence */
    if (s.len > 160)
        value *= 160.0F / (float)s.len;
    if (s.len < 40)
        value *= 0.6F; /* a headline's scrap */
    if (stm_is_lower(s.ptr[0]))
        value *= 0.7F;
    return value;
}

/*
 * The wording that stands best: the mention that shares most with the
 * others of what is this claim's own, and that reads well by itself.
 */
static stm_slice best_wording(const story_work *w, const stm_shown *shown,
                              uint32_t n)
{
    const stm_units *u = &w->units;
    for (uint32_t i = 0; i < n; i++)
        for (uint32_t k = shown[i].unit->set; k < shown[i].unit->set_end; k++)
            w->counts[u->words[k]]++;
    uint32_t best = 0;
    float best_value = -1;
    for (uint32_t i = 0; i < n; i++) {
        const stm_unit *x = shown[i].unit;
        float shared = 0;
        for (uint32_t k = x->set; k < x->set_end; k++) {
            const uint32_t word = u->words[k];
            shared += u->word_weight[word] *
                      ((float)(w->counts[word] - 1) + 0.05F) /
                      (float)(w->common[word] + 1);
        }
        const bool taken = w->worded[x - u->items];
        const float value = shared / sqrtf(x->weight + 10) *
                            reads_well(w, &shown[i]) * (taken ? .3F : 1);
        if (value > best_value) {
            best_value = value;
            best = i;
        }
    }
    for (uint32_t i = 0; i < n; i++)
        for (uint32_t k = shown[i].unit->set; k < shown[i].unit->set_end; k++)
            w->counts[u->words[k]] = 0;
    w->worded[shown[best].unit - u->items] = true;
    return trimmed(
        stm_span_text(readable(w, &shown[best]),
                      w->pile->articles[shown[best].unit->article].text));
}

/* 0..1: how many of the articles carry it, and how early they do. */
static float weigh_claim(const story_work *w, const stm_shown *shown,
                         uint32_t n, uint32_t n_articles)
{
    float place = 0;
    for (uint32_t i = 0; i < n; i++)
        place += shown[i].unit->place;
    const float carried = (float)n_articles / (float)(w->units.n_members + 1);
    return carried * (1 - .4F * place / (float)n);
}

/*
 * What is shown, with who is heard for it. The attribution is given only
 * where it holds the core; a speaker beside none is told by what lies around.
 */
static stm_mention mention_of(const story_work *w, const stm_shown *x)
{
    const stm_pile *pile = w->pile;
    const stm_heard heard =
        stm_heard_for(pile, w->words, &w->copies, x->unit->article,
                      x->unit->sentence, x->span);
    const uint32_t a = x->attribution;
    const bool is_its =
        heard.odds > 0 && a != STM_NONE && heard.speaker != STM_NONE &&
        stm_speaker_voice(pile->speakers, pile->attributions[a].speaker) ==
            heard.speaker;
    return (stm_mention){.article = x->unit->article,
                         .span = x->span,
                         .attribution = is_its ? a : STM_NONE,
                         .speaker = heard.speaker};
}

/* Adds a claim of shown[n], which is sorted here. */
static bool add_claim(story_work *w, stm_shown *shown, uint32_t n,
                      float cohesion, float weakest)
{
    qsort(shown, n, sizeof *shown, compare_shown);
    stm_mention *mentions = stm_arena_alloc(w->arena, n, sizeof *mentions);
    if (mentions == NULL || !stm_grow(&w->claims, &w->cap_claims,
                                      w->n_claims + 1, sizeof *w->claims))
        return false;
    for (uint32_t i = 0; i < n; i++)
        mentions[i] = mention_of(w, &shown[i]);
    stm_claim c = {.story = w->story,
                   .text = best_wording(w, shown, n),
                   .cohesion = cohesion,
                   .weakest = weakest,
                   .mentions = mentions,
                   .n_mentions = n};
    if (!count_carriers(w->pile, &c))
        return false;
    c.weight = weigh_claim(w, shown, n, c.n_articles);
    if (n > 1 && stm_differences_from_mentions(
                     w->pile, w->words, &w->units, shown, n, w->arena,
                     &c.differences, &c.n_differences) != STM_OK)
        return false;
    w->claims[w->n_claims++] = c;
    return true;
}

static bool add_group(story_work *w, const stm_group *group)
{
    stm_part *parts = stm_alloc(group->n_units + 1u, sizeof *parts);
    stm_shown *shown = stm_alloc(group->n_units + 1u, sizeof *shown);
    bool ok = parts != NULL && shown != NULL;
    if (ok) {
        stm_group_show(w->pile, w->words, &w->units, group, w->counts,
                       w->common, parts);
        for (uint32_t i = 0; i < group->n_units; i++) {
            const stm_unit *u = &w->units.items[group->units[i]];
            w->grouped[group->units[i]] = true;
            shown[i] = (stm_shown){u, parts[i].span, parts[i].core,
                                   attribution_at(w->pile, u, parts[i].core)};
        }
        ok = add_claim(w, shown, group->n_units, group->cohesion,
                       group->weakest);
    }
    stm_free(parts);
    stm_free(shown);
    return ok;
}

/* A clause of three words that tell and a verb or a number can be checked. */
static bool is_checkable(const story_work *w, const stm_unit *u,
                         const stm_clause *c)
{
    uint32_t telling = 0;
    for (uint32_t i = u->row; i < u->row_end; i++)
        telling += w->units.tokens[i] >= c->first_token &&
                   w->units.tokens[i] < c->end_token;
    return telling >= 3;
}

/* The clauses of a sentence that no other report has. */
static bool add_single(story_work *w, const stm_unit *u)
{
    const stm_text *text = &w->pile->texts[u->article];
    const stm_sentence *s = &text->sentences[u->sentence];
    stm_clause c[STM_CLAUSES_MAX];
    const uint32_t n = stm_clauses_from_sentence(
        w->words, w->pile->articles[u->article].text, text, s, c);
    for (uint32_t i = 0; i < n; i++) {
        const stm_span span = {text->tokens[c[i].first_token].begin,
                               text->tokens[c[i].end_token - 1].end};
        stm_shown shown = {u, span, span, attribution_at(w->pile, u, span)};
        if (is_checkable(w, u, &c[i]) && !add_claim(w, &shown, 1, 1, 1))
            return false;
    }
    return true;
}

static int compare_claims(const void *a, const void *b)
{
    const stm_claim *x = a;
    const stm_claim *y = b;
    if (x->weight != y->weight)
        return x->weight < y->weight ? 1 : -1;
    const stm_mention *m = &x->mentions[0];
    const stm_mention *o = &y->mentions[0];
    if (m->article != o->article)
        return m->article < o->article ? -1 : 1;
    if (m->span.begin != o->span.begin)
        return m->span.begin < o->span.begin ? -1 : 1;
    if (x->n_mentions != y->n_mentions)
        return x->n_mentions < y->n_mentions ? 1 : -1;
    return m->span.end < o->span.end ? -1 : m->span.end > o->span.end;
}

/* Whether a mention lies, for half of it, in one of the claim's. */
static bool has_mention(const stm_claim *c, const stm_mention *m)
{
    for (uint32_t i = 0; i < c->n_mentions; i++) {
        if (c->mentions[i].article != m->article)
            continue;
        const uint32_t inner = stm_span_overlap(c->mentions[i].span, m->span);
        if (inner > 0 && 2 * inner >= m->span.end - m->span.begin)
            return true;
    }
    return false;
}

/*
 * A claim that says nothing beside a weightier one: nine of ten of its
 * mentions lie in that one's. Looked for among the last LOOK_BACK kept.
 */
static bool repeats_another(const story_work *w, uint32_t n_kept,
                            const stm_claim *c)
{
    enum { LOOK_BACK = 200 };
    if (c->n_mentions < 2)
        return false;
    const uint32_t from = n_kept > LOOK_BACK ? n_kept - LOOK_BACK : 0;
    for (uint32_t i = from; i < n_kept; i++) {
        if (w->claims[i].n_mentions < c->n_mentions)
            continue;
        uint32_t in = 0;
        for (uint32_t k = 0; k < c->n_mentions; k++)
            in += has_mention(&w->claims[i], &c->mentions[k]);
        if (10 * in >= 9 * c->n_mentions)
            return true;
    }
    return false;
}

static void drop_repeated_claims(story_work *w)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < w->n_claims; i++)
        if (!repeats_another(w, n, &w->claims[i]))
            w->claims[n++] = w->claims[i];
    w->n_claims = n;
}

/* A value as a report gives it, hashed: what is told again is dropped. */
static uint64_t telling(const stm_claim *c, const stm_difference *d,
                        const stm_value *v, uint32_t mention)
{
    /* "hundreds of people" and "hundreds more" are one size */
    const size_t word = stm_slice_find_byte(v->text, ' ', 0);
    const uint64_t value = isnan(v->number)
                               ? stm_hash(stm_slice_sub(v->text, 0, word))
                               : (uint64_t)llround(v->number * 64);
    return stm_hash_mix(stm_hash_mix(stm_hash(d->slot), value),
                        c->mentions[v->mentions[mention]].article);
}

/*
 * Enters the tellings of a difference; false where most were told before: of
 * a difference shown elsewhere it is the rest.
 */
static bool enter(stm_u64map *told, const stm_claim *c, const stm_difference *d,
                  bool *failed)
{
    uint32_t fresh = 0;
    uint32_t all = 0;
    for (uint32_t v = 0; v < d->n_values; v++)
        for (uint32_t k = 0; k < d->values[v].n_mentions; k++, all++) {
            bool was_new = false;
            if (stm_u64map_put(told, telling(c, d, &d->values[v], k), 1,
                               &was_new) == NULL)
                *failed = true;
            fresh += was_new;
        }
    return 2 * fresh > all;
}

/* A difference of a claim, and how much of the claim is about it. */
typedef struct parting {
    uint32_t claim;
    uint32_t difference;
    float focus; /* 0..1: share of the claim's mentions that give a value */
    bool kept;
} parting;

static float focus_of(const stm_claim *c, const stm_difference *d)
{
    uint32_t n = 0;
    for (uint32_t v = 0; v < d->n_values; v++)
        n += d->values[v].n_mentions;
    return c->n_mentions == 0 ? 0.0f : (float)n / (float)c->n_mentions;
}

static int by_focus(const void *x, const void *y)
{
    const parting *a = x;
    const parting *b = y;
    if (a->focus > b->focus || a->focus < b->focus)
        return a->focus > b->focus ? -1 : 1;
    if (a->claim != b->claim)
        return a->claim < b->claim ? -1 : 1;
    return a->difference < b->difference ? -1 : a->difference > b->difference;
}

static int by_place(const void *x, const void *y)
{
    const parting *a = x;
    const parting *b = y;
    if (a->claim != b->claim)
        return a->claim < b->claim ? -1 : 1;
    return a->difference < b->difference ? -1 : a->difference > b->difference;
}

static uint32_t list_partings(const story_work *w, parting *out)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < w->n_claims; i++)
        for (uint32_t d = 0; d < w->claims[i].n_differences; d++)
            out[n++] = (parting){
                .claim = i,
                .difference = d,
                .focus = focus_of(&w->claims[i], &w->claims[i].differences[d])};
    return n;
}

static void keep_partings(story_work *w, const parting *all, uint32_t n_all)
{
    for (uint32_t i = 0, at = 0; i < w->n_claims; i++) {
        stm_claim *c = &w->claims[i];
        stm_difference *kept = stm_arena_copy_array(
            w->arena, c->differences, c->n_differences, sizeof *kept);
        uint32_t n = 0;
        for (; at < n_all && all[at].claim == i; at++)
            if (kept != NULL && all[at].kept)
                kept[n++] = c->differences[all[at].difference];
        c->differences = kept;
        c->n_differences = n;
    }
}

/* Claims overlap: a difference stands at the one that is most about it. */
static bool drop_repeats(story_work *w)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < w->n_claims; i++)
        n += w->claims[i].n_differences;
    if (n == 0)
        return true;
    parting *all = stm_alloc(n, sizeof *all);
    if (all == NULL)
        return false;
    n = list_partings(w, all);
    qsort(all, n, sizeof *all, by_focus);
    stm_u64map told;
    stm_u64map_init(&told);
    bool failed = false;
    for (uint32_t i = 0; i < n; i++) {
        const stm_claim *c = &w->claims[all[i].claim];
        all[i].kept =
            enter(&told, c, &c->differences[all[i].difference], &failed);
    }
    stm_u64map_release(&told);
    qsort(all, n, sizeof *all, by_place);
    keep_partings(w, all, n);
    stm_free(all);
    return !failed && !w->arena->failed;
}

static stm_status compare_story(story_work *w, stm_arena *scratch)
{
    STM_TRY(
        stm_units_from_story(w->pile, w->story, w->words, scratch, &w->units));
    STM_TRY(stm_pairs_from_units(w->pile, &w->units, scratch, &w->pairs));
    STM_TRY(stm_pairs_score(&w->units, &w->pairs));
    const stm_gather_opts opts = STM_GATHER_OPTS_DEFAULT;
    STM_TRY(stm_groups_from_pairs(&w->units, &w->pairs, &opts, scratch,
                                  &w->groups, &w->n_groups));
    w->grouped = stm_arena_alloc(scratch, w->units.n + 1u, sizeof *w->grouped);
    w->worded = stm_arena_alloc(scratch, w->units.n + 1u, sizeof *w->worded);
    w->counts =
        stm_arena_alloc(scratch, w->units.n_words + 1u, sizeof *w->counts);
    w->common =
        stm_arena_alloc(scratch, w->units.n_words + 1u, sizeof *w->common);
    if (scratch->failed)
        return STM_ERR_NOMEM;
    stm_groups_count_common(&w->units, w->groups, w->n_groups, w->counts,
                            w->common);
    return STM_OK;
}

static stm_status make_claims(story_work *w)
{
    bool ok = true;
    for (uint32_t i = 0; ok && i < w->n_groups; i++)
        ok = add_group(w, &w->groups[i]);
    for (uint32_t i = 0; ok && i < w->units.n; i++)
        if (!w->grouped[i])
            ok = add_single(w, &w->units.items[i]);
    if (!ok)
        return STM_ERR_NOMEM;
    if (w->n_claims > 1)
        qsort(w->claims, w->n_claims, sizeof *w->claims, compare_claims);
    drop_repeated_claims(w);
    if (!drop_repeats(w))
        return STM_ERR_NOMEM;
    w->out->items = stm_arena_copy_array(w->arena, w->claims, w->n_claims,
                                         sizeof *w->claims);
    w->out->n = w->n_claims;
    return w->arena->failed ? STM_ERR_NOMEM : STM_OK;
}

static stm_status gather_story(void *ctx, uint32_t item, uint32_t worker)
{
    (void)worker;
    gathering *g = ctx;
    story_work w = {.pile = g->pile,
                    .words = &g->words,
                    .story = item,
                    .out = &g->stories[item],
                    .arena = &g->stories[item].arena};
    stm_arena scratch;
    stm_arena_init(&scratch, SIZE_MAX);
    stm_status status = stm_heard_copies_init(
        &w.copies, g->pile, g->pile->stories[item].articles,
        g->pile->stories[item].n_articles);
    if (status == STM_OK)
        status = compare_story(&w, &scratch);
    if (status == STM_OK)
        status = make_claims(&w);
    stm_free(w.claims);
    stm_heard_copies_release(&w.copies);
    stm_arena_release(&scratch);
    return status;
}

static void copy_differences(stm_claim *c, stm_arena *arena)
{
    stm_difference *d = stm_arena_copy_array(arena, c->differences,
                                             c->n_differences, sizeof *d);
    for (uint32_t i = 0; d != NULL && i < c->n_differences; i++) {
        stm_value *v =
            stm_arena_copy_array(arena, d[i].values, d[i].n_values, sizeof *v);
        for (uint32_t k = 0; v != NULL && k < d[i].n_values; k++)
            v[k].mentions = stm_arena_copy_array(
                arena, v[k].mentions, v[k].n_mentions, sizeof *v[k].mentions);
        d[i].values = v;
    }
    c->differences = d;
}

/* Texts of claims and values lie in the articles: only arrays are copied. */
static stm_status copy_story(const story_claims *from, stm_claim *to,
                             uint32_t first, stm_arena *arena)
{
    stm_buf id;
    stm_buf_init(&id, 32);
    for (uint32_t i = 0; i < from->n && !arena->failed; i++) {
        stm_claim c = from->items[i];
        c.mentions = stm_arena_copy_array(arena, c.mentions, c.n_mentions,
                                          sizeof *c.mentions);
        copy_differences(&c, arena);
        stm_buf_clear(&id);
        stm_buf_byte(&id, 'c');
        stm_buf_u64(&id, (uint64_t)first + i + 1);
        c.id = stm_arena_copy(arena, stm_buf_slice(&id));
        to[first + i] = c;
    }
    const bool failed = arena->failed || id.status != STM_OK;
    stm_buf_release(&id);
    return failed ? STM_ERR_NOMEM : STM_OK;
}

static stm_status line_up(const gathering *g, stm_arena *arena, stm_claim **out,
                          uint32_t *n_out)
{
    uint64_t total = 0;
    for (uint32_t i = 0; i < g->pile->n_stories; i++)
        total += g->stories[i].n;
    if (total >= STM_NONE)
        return STM_ERR_NOMEM;
    stm_claim *claims =
        stm_arena_alloc(arena, (size_t)total + 1, sizeof *claims);
    if (claims == NULL)
        return STM_ERR_NOMEM;
    uint32_t n = 0;
    for (uint32_t i = 0; i < g->pile->n_stories; i++) {
        STM_TRY(copy_story(&g->stories[i], claims, n, arena));
        n += g->stories[i].n;
    }
    *out = claims;
    *n_out = n;
    return STM_OK;
}

stm_status stm_claims_from_stories(const stm_pile *pile, stm_pool *pool,
                                   stm_arena *arena, stm_claim **out,
                                   uint32_t *n_out, stm_error *err)
{
    gathering g = {.pile = pile};
    g.stories = stm_alloc(pile->n_stories + 1u, sizeof *g.stories);
    stm_status status =
        g.stories == NULL ? STM_ERR_NOMEM : stm_claim_words_init(&g.words);
    for (uint32_t i = 0; g.stories != NULL && i < pile->n_stories; i++)
        stm_arena_init(&g.stories[i].arena, SIZE_MAX);
    if (status == STM_OK)
        status = stm_pool_run(pool, pile->n_stories, gather_story, &g);
    if (status == STM_OK)
        status = line_up(&g, arena, out, n_out);
    for (uint32_t i = 0; g.stories != NULL && i < pile->n_stories; i++)
        stm_arena_release(&g.stories[i].arena);
    if (g.stories != NULL)
        stm_claim_words_release(&g.words);
    stm_free(g.stories);
    return status == STM_OK ? STM_OK
                            : stm_fail(err, status, 0, "gathering claims: %s",
                                       stm_status_text(status));
}
