#include "base/alloc.h"
#include "trace/merges.h"
#include "trace/trace.h"

#include "base/banned.h"

/*
 * Mentions are joined by merges (union-find). Sure merges give the high
 * count, possible ones on top the low one. A mention for which nobody is
 * named, and which no merge binds, is no origin of its own beside others that
 * have a source: it may well be from them, and it is counted with the
 * largest. Where no mention has a source they are one origin that cannot be
 * told.
 */

/* Claims with more mentions than this are compared with their neighbours. */
enum { all_pairs = 160, near_pairs = 24 };

typedef struct joining {
    uint32_t *sure;     /* sure[n]: parent under sure merges */
    uint32_t *possible; /* possible[n]: under all merges */
} joining;

static uint32_t root(uint32_t *parent, uint32_t i)
{
    while (parent[i] != i) {
        parent[i] = parent[parent[i]];
        i = parent[i];
    }
    return i;
}

/* Joins so that the smallest mention stands for all. */
static bool join(uint32_t *parent, uint32_t a, uint32_t b)
{
    a = root(parent, a);
    b = root(parent, b);
    if (a == b)
        return false;
    if (a < b)
        parent[b] = a;
    else
        parent[a] = b;
    return true;
}

/* Two mentions that a person keeps apart. */
typedef struct apart {
    uint32_t a;
    uint32_t b;
} apart;

/* So many of one claim are heeded. */
enum { most_apart = 256 };

typedef struct counter {
    stm_merger merger;
    stm_claim *claim;
    joining j;
    apart apart[most_apart];
    uint32_t n_apart;
    stm_merge *merges; /* grown on the heap, copied at the end */
    uint32_t n_merges;
    uint32_t cap_merges;
    stm_arena *arena;
    bool failed;
} counter;

static void keep_merge(counter *c, stm_merge m)
{
    if (!stm_grow(&c->merges, &c->cap_merges, c->n_merges + 1,
                  sizeof *c->merges)) {
        c->failed = true;
        return;
    }
    c->merges[c->n_merges++] = m;
}

/* True where joining the two would bind what a person keeps apart. */
static bool is_forbidden(const counter *c, uint32_t *parent, uint32_t a,
                         uint32_t b)
{
    a = root(parent, a);
    b = root(parent, b);
    for (uint32_t i = 0; i < c->n_apart; i++) {
        const uint32_t x = root(parent, c->apart[i].a);
        const uint32_t y = root(parent, c->apart[i].b);
        if ((x == a && y == b) || (x == b && y == a))
            return true;
    }
    return false;
}

/* True where a mention lies, by half of the shorter, in a place. */
static bool is_meant(const stm_place *p, const stm_mention *m)
{
    const uint32_t inner = stm_span_overlap(p->span, m->span);
    const uint32_t place = p->span.end - p->span.begin;
    const uint32_t mention = m->span.end - m->span.begin;
    return p->article == m->article && inner > 0 &&
           2 * inner >= (place < mention ? place : mention);
}

static void keep_apart(counter *c, const stm_correction *k, uint32_t a,
                       uint32_t b)
{
    if (c->n_apart < most_apart)
        c->apart[c->n_apart++] = (apart){a, b};
    keep_merge(c, (stm_merge){.a = a < b ? a : b,
                              .b = a < b ? b : a,
                              .kind = STM_MERGE_PERSON,
                              .match = STM_NONE,
                              .why = k->note.len > 0
                                         ? k->note
                                         : STM_LIT("kept apart by hand")});
}

static void join_by_hand(counter *c, const stm_correction *k, uint32_t a,
                         uint32_t b)
{
    if (is_forbidden(c, c->j.possible, a, b))
        return;
    join(c->j.sure, a, b);
    join(c->j.possible, a, b);
    keep_merge(c,
               (stm_merge){.a = a < b ? a : b,
                           .b = a < b ? b : a,
                           .kind = STM_MERGE_PERSON,
                           .sure = true,
                           .confidence = 1.0f,
                           .match = STM_NONE,
                           .why = k->note.len > 0 ? k->note
                                                  : STM_LIT("joined by hand")});
}

typedef void correct_fn(counter *, const stm_correction *, uint32_t, uint32_t);

/* Applies a correction to the mentions that its two places mean. */
static void correct_places(counter *c, const stm_correction *k, correct_fn *fn)
{
    const stm_mention *m = c->claim->mentions;
    for (uint32_t a = 0; a < c->claim->n_mentions; a++) {
        if (!is_meant(&k->a, &m[a]))
            continue;
        for (uint32_t b = 0; b < c->claim->n_mentions; b++)
            if (a != b && is_meant(&k->b, &m[b]))
                fn(c, k, a, b);
    }
}

/* A person's word comes before all else; what keeps apart holds. */
static void apply_corrections(counter *c)
{
    const stm_pile *pile = c->merger.pile;
    const uint32_t n = c->claim->n_mentions;
    c->n_apart = 0;
    for (uint32_t i = 0; i < pile->n_corrections; i++) {
        const stm_correction *k = &pile->corrections[i];
        if (k->kind == STM_CORRECTION_APART)
            correct_places(c, k, keep_apart);
        else if (k->kind == STM_CORRECTION_UNDO && k->mention_a < n &&
                 k->mention_b < n && stm_slice_eq(k->claim, c->claim->id))
            keep_apart(c, k, k->mention_a, k->mention_b);
    }
    for (uint32_t i = 0; i < pile->n_corrections; i++)
        if (pile->corrections[i].kind == STM_CORRECTION_TOGETHER)
            correct_places(c, &pile->corrections[i], join_by_hand);
}

/* Only merges that bind something new are kept: the reasons of the count. */
static void compare(counter *c, uint32_t a, uint32_t b)
{
    stm_merge m;
    if (root(c->j.sure, a) == root(c->j.sure, b) ||
        !stm_merge_find(&c->merger, c->claim, a, b, &m))
        return;
    if (is_forbidden(c, c->j.possible, a, b))
        return;
    const bool is_new = join(c->j.possible, a, b);
    if (m.sure)
        join(c->j.sure, a, b);
    if (m.sure || is_new)
        keep_merge(c, m);
}

static void compare_all(counter *c)
{
    const uint32_t n = c->claim->n_mentions;
    const uint32_t reach = n <= all_pairs ? n : near_pairs;
    for (uint32_t a = 0; a < n; a++)
        for (uint32_t b = a + 1; b < n && b - a <= reach; b++)
            compare(c, a, b);
}

/* On whose word the component of mention `of`, its root, stands. */
static stm_backing backing_of(const counter *c, uint32_t of)
{
    stm_backing best = STM_BACKING_NONE;
    for (uint32_t k = of; k < c->claim->n_mentions; k++) {
        if (root(c->j.sure, k) != of)
            continue;
        const stm_backing b =
            stm_mention_backing(&c->merger, &c->claim->mentions[k]);
        best = b > best ? b : best;
    }
    return best;
}

static uint32_t size_of(const counter *c, uint32_t of)
{
    uint32_t n = 0;
    for (uint32_t k = of; k < c->claim->n_mentions; k++)
        n += root(c->j.sure, k) == of;
    return n;
}

/* The component best backed, of these the largest; and how it is backed. */
static uint32_t best_backed(const counter *c, stm_backing *backing)
{
    uint32_t best = STM_NONE;
    uint32_t best_size = 0;
    *backing = STM_BACKING_NONE;
    for (uint32_t i = 0; i < c->claim->n_mentions; i++) {
        if (root(c->j.sure, i) != i)
            continue;
        const stm_backing b = backing_of(c, i);
        const uint32_t size = size_of(c, i);
        if (best != STM_NONE &&
            (b < *backing || (b == *backing && size <= best_size)))
            continue;
        best = i;
        best_size = size;
        *backing = b;
    }
    return best;
}

/*
 * What nobody is named for goes with the largest origin that is better
 * backed: a named source before an agency's word, an agency's before none.
 */
static void place_unclear(counter *c)
{
    stm_backing backing;
    const uint32_t to = best_backed(c, &backing);
    for (uint32_t i = 0; i < c->claim->n_mentions; i++) {
        if (root(c->j.sure, i) != i || i == to)
            continue;
        const stm_backing b = backing_of(c, i);
        if ((b >= backing && b != STM_BACKING_NONE) ||
            is_forbidden(c, c->j.possible, to, i))
            continue;
        join(c->j.sure, to, i);
        join(c->j.possible, to, i);
        keep_merge(c,
                   (stm_merge){.a = to < i ? to : i,
                               .b = to < i ? i : to,
                               .kind = STM_MERGE_UNCLEAR,
                               .sure = false,
                               .confidence = 0.5f,
                               .match = STM_NONE,
                               .why = STM_LIT("no source is given, and nothing "
                                              "shows that it has another")});
    }
}

/* What kind of origin its mentions make, and whose. */
static void describe(const counter *c, stm_origin *o)
{
    const stm_pile *pile = c->merger.pile;
    o->kind = STM_ORIGIN_UNCLEAR;
    o->speaker = STM_NONE;
    for (uint32_t i = 0; i < o->n_mentions; i++) {
        const stm_mention *m = &c->claim->mentions[o->mentions[i]];
        if (m->speaker == STM_NONE)
            continue;
        if (o->speaker == STM_NONE ||
            (stm_speaker_is_known(&pile->speakers[m->speaker]) &&
             !stm_speaker_is_known(&pile->speakers[o->speaker])))
            o->speaker = m->speaker;
    }
    if (o->speaker != STM_NONE) {
        o->kind = STM_ORIGIN_STATEMENT;
        o->why =
            stm_arena_join(c->arena, STM_LIT("what is told on the word of "),
                           pile->speakers[o->speaker].name);
        return;
    }
    for (uint32_t i = 0; i < o->n_mentions; i++) {
        const stm_mention *m = &c->claim->mentions[o->mentions[i]];
        const uint32_t lost = c->merger.text_of[m->article];
        if (lost != STM_NONE && pile->lost[lost].agency.len > 0) {
            o->kind = STM_ORIGIN_COPY;
            o->agency = pile->lost[lost].agency;
            o->why =
                stm_arena_join(c->arena, STM_LIT("the text of "), o->agency);
            return;
        }
    }
    for (uint32_t i = 0; i < c->n_merges; i++)
        if (c->merges[i].kind == STM_MERGE_WORDING && c->merges[i].sure &&
            root(c->j.sure, c->merges[i].a) ==
                root(c->j.sure, o->mentions[0])) {
            o->kind = STM_ORIGIN_COPY;
            o->why = STM_LIT("one text, whose source is not named");
            return;
        }
    o->why = STM_LIT("no source is named");
}

static void list_origins(counter *c)
{
    const uint32_t n = c->claim->n_mentions;
    stm_origin *origins = stm_arena_alloc(c->arena, n, sizeof *origins);
    uint32_t *members = stm_arena_alloc(c->arena, n, sizeof *members);
    if (c->arena->failed)
        return;
    uint32_t at = 0;
    uint32_t n_origins = 0;
    uint32_t low = 0;
    for (uint32_t i = 0; i < n; i++) {
        low += root(c->j.possible, i) == i;
        if (root(c->j.sure, i) != i)
            continue;
        stm_origin *o = &origins[n_origins++];
        o->mentions = members + at;
        for (uint32_t k = i; k < n; k++)
            if (root(c->j.sure, k) == i)
                members[at++] = k;
        o->n_mentions = (uint32_t)(members + at - o->mentions);
        describe(c, o);
    }
    c->claim->origins = origins;
    c->claim->n_origins = n_origins;
    c->claim->high = n_origins;
    c->claim->low = low;
    c->claim->measured = true;
}

static void count_origins(counter *c)
{
    const uint32_t n = c->claim->n_mentions;
    stm_arena scratch;
    stm_arena_init(&scratch, SIZE_MAX);
    c->j.sure = stm_arena_alloc(&scratch, n, sizeof *c->j.sure);
    c->j.possible = stm_arena_alloc(&scratch, n, sizeof *c->j.possible);
    c->n_merges = 0;
    c->failed |= scratch.failed;
    if (!c->failed) {
        for (uint32_t i = 0; i < n; i++)
            c->j.sure[i] = c->j.possible[i] = i;
        apply_corrections(c);
        compare_all(c);
        place_unclear(c);
        list_origins(c);
        c->claim->merges = stm_arena_copy_array(c->arena, c->merges,
                                                c->n_merges, sizeof *c->merges);
        c->claim->n_merges = c->n_merges;
    }
    stm_arena_release(&scratch);
}

/* An unseen text is most of an article that has this share from it. */
static const float most = 0.5f;

/* The unseen text that each article carries, and whether it is most of it. */
static bool list_texts(stm_merger *self, stm_arena *arena)
{
    const stm_pile *pile = self->pile;
    uint32_t *of = stm_arena_alloc(arena, pile->n_articles, sizeof *of);
    bool *is_most = stm_arena_alloc(arena, pile->n_articles, sizeof *is_most);
    if (arena->failed)
        return false;
    for (uint32_t i = 0; i < pile->n_articles; i++)
        of[i] = STM_NONE;
    for (uint32_t i = 0; i < pile->n_edges; i++) {
        const stm_edge *e = &pile->edges[i];
        if (e->lost == STM_NONE || pile->lost[e->lost].speaker != STM_NONE)
            continue;
        of[e->to] = e->lost;
        is_most[e->to] = e->degree == STM_DEGREE_WHOLLY || e->share >= most;
    }
    self->text_of = of;
    self->is_most_of = is_most;
    return true;
}

stm_status stm_origins_from_claims(const stm_pile *pile, stm_claim *claims,
                                   uint32_t n, stm_arena *arena, stm_error *err)
{
    stm_arena scratch;
    stm_arena_init(&scratch, SIZE_MAX);
    stm_shares shares = {0};
    stm_status status = stm_shares_from_matches(pile, &scratch, &shares);
    counter c = {.merger = {.pile = pile, .shares = &shares, .arena = arena},
                 .arena = arena};
    if (!list_texts(&c.merger, &scratch))
        status = STM_ERR_NOMEM;
    for (uint32_t i = 0; i < n && status == STM_OK; i++) {
        c.claim = &claims[i];
        if (c.claim->n_mentions == 0)
            continue;
        count_origins(&c);
        if (c.failed || arena->failed)
            status = STM_ERR_NOMEM;
    }
    stm_free(c.merges);
    stm_arena_release(&scratch);
    return status == STM_OK ? STM_OK
                            : stm_fail(err, status, 0, "out of memory");
}
