#include "report/view_origins.h"

#include "report/svg.h"

#include "base/banned.h"

/* Sets over the origins of all shared claims: union by lower index. */
typedef struct sets {
    uint32_t *parent;
    uint32_t n;
} sets;

static uint32_t find(const sets *self, uint32_t i)
{
    while (self->parent[i] != i) {
        self->parent[i] = self->parent[self->parent[i]];
        i = self->parent[i];
    }
    return i;
}

static void join(const sets *self, uint32_t a, uint32_t b)
{
    a = find(self, a);
    b = find(self, b);
    if (a < b)
        self->parent[b] = a;
    else
        self->parent[a] = b;
}

uint32_t *stm_view_origin_rows(const stm_view *self, const stm_claim *claim,
                               const stm_origin *origin, stm_arena *arena,
                               uint32_t *n_out)
{
    uint32_t *rows = stm_arena_alloc(arena, origin->n_mentions, sizeof *rows);
    *n_out = 0;
    if (arena->failed)
        return rows;
    uint32_t n = 0;
    for (uint32_t i = 0; i < origin->n_mentions; i++) {
        if (origin->mentions[i] >= claim->n_mentions)
            continue;
        const uint32_t row =
            stm_view_row(self, claim->mentions[origin->mentions[i]].article);
        uint32_t k = n;
        while (k > 0 && rows[k - 1] > row)
            k--;
        if (row == STM_NONE || (k > 0 && rows[k - 1] == row))
            continue;
        for (uint32_t j = n; j > k; j--)
            rows[j] = rows[j - 1];
        rows[k] = row;
        n++;
    }
    *n_out = n;
    return rows;
}

static bool has_row(const uint32_t *rows, uint32_t n, uint32_t row)
{
    for (uint32_t i = 0; i < n; i++) {
        if (rows[i] == row)
            return true;
    }
    return false;
}

/* True where the report in `row` derives from another of rows[n]. */
static bool is_derived(const stm_view *self, const uint32_t *rows, uint32_t n,
                       uint32_t row)
{
    for (uint32_t i = 0; i < self->n_edges; i++) {
        const stm_edge *e = &self->pile->edges[self->edges[i]];
        if (stm_view_row(self, e->to) != row || e->from == STM_NONE)
            continue;
        const uint32_t from = stm_view_row(self, e->from);
        if (from != STM_NONE && has_row(rows, n, from))
            return true;
    }
    return false;
}

static bool draws_on_lost(const stm_view *self, uint32_t row)
{
    for (uint32_t i = 0; i < self->n_edges; i++) {
        const stm_edge *e = &self->pile->edges[self->edges[i]];
        if (e->lost != STM_NONE && stm_view_row(self, e->to) == row)
            return true;
    }
    return false;
}

bool stm_view_is_lost(const stm_view *self, const stm_origin *origin,
                      const uint32_t *rows, uint32_t n)
{
    if (origin->kind == STM_ORIGIN_REPORT || origin->kind == STM_ORIGIN_UNCLEAR)
        return false;
    uint32_t roots = 0;
    uint32_t outlet = STM_NONE;
    for (uint32_t i = 0; i < n; i++) {
        if (origin->kind == STM_ORIGIN_COPY && draws_on_lost(self, rows[i]))
            return true;
        if (self->reports[rows[i]].outlet == outlet ||
            is_derived(self, rows, n, rows[i]))
            continue;
        outlet = self->reports[rows[i]].outlet;
        roots++;
    }
    return roots >= 2;
}

/* What two origins must share to be one; 0 where nothing makes them so. */
static uint64_t key_of(const stm_view *self, const stm_origin *origin,
                       uint32_t row)
{
    if (origin->speaker != STM_NONE)
        return ((uint64_t)1 << 40) | origin->speaker;
    if (origin->agency.len > 0)
        return ((uint64_t)2 << 40) | (stm_hash(origin->agency) & 0xFFFFFFFFu);
    if (row == STM_NONE)
        return 0;
    const uint32_t outlet = self->reports[row].outlet;
    switch ((stm_origin_kind)origin->kind) {
    case STM_ORIGIN_COPY:
        return ((uint64_t)3 << 40) | row;
    case STM_ORIGIN_REPORT:
        return ((uint64_t)4 << 40) | outlet;
    case STM_ORIGIN_STATEMENT:
        return ((uint64_t)5 << 40) | outlet;
    case STM_ORIGIN_UNCLEAR:
        return ((uint64_t)6 << 40) | outlet;
    }
    return 0;
}

/* Where the origins of the shared claims lie: flat, claim after claim. */
typedef struct flat {
    const stm_claim *claim;
    const stm_origin *origin;
    uint32_t *rows;
    uint32_t n_rows;
} flat;

static bool flatten(stm_view *self, flat **out, uint32_t *n_out)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < self->n_shared; i++)
        n += self->pile->claims[self->shared[i]].n_origins;
    flat *items = stm_arena_alloc(&self->arena, n, sizeof *items);
    if (self->arena.failed)
        return false;
    n = 0;
    for (uint32_t i = 0; i < self->n_shared; i++) {
        const stm_claim *c = &self->pile->claims[self->shared[i]];
        if (!c->measured)
            continue;
        for (uint32_t k = 0; k < c->n_origins; k++) {
            flat *f = &items[n];
            *f = (flat){.claim = c, .origin = &c->origins[k]};
            f->rows = stm_view_origin_rows(self, c, f->origin, &self->arena,
                                           &f->n_rows);
            n += f->n_rows > 0;
        }
    }
    *out = items;
    *n_out = n;
    return !self->arena.failed;
}

static bool join_same(const stm_view *self, const sets *sets_,
                      const flat *items, stm_u64map *keys)
{
    for (uint32_t i = 0; i < sets_->n; i++) {
        const flat *f = &items[i];
        const bool by_row = f->origin->kind == STM_ORIGIN_COPY &&
                            f->origin->speaker == STM_NONE &&
                            f->origin->agency.len == 0;
        const uint32_t n = by_row ? f->n_rows : 1;
        for (uint32_t k = 0; k < n; k++) {
            const uint64_t key = key_of(self, f->origin, f->rows[k]);
            const stm_u64map_entry *e = stm_u64map_put(keys, key, i, NULL);
            if (e == NULL)
                return false;
            join(sets_, e->value, i);
        }
    }
    return true;
}

/* The flat index of the origin of mention `m`, within from..to. */
static uint32_t flat_of_mention(const flat *items, uint32_t from, uint32_t to,
                                uint32_t m)
{
    for (uint32_t i = from; i < to; i++) {
        for (uint32_t k = 0; k < items[i].origin->n_mentions; k++) {
            if (items[i].origin->mentions[k] == m)
                return i;
        }
    }
    return STM_NONE;
}

static void join_possible(const sets *sets_, const flat *items)
{
    for (uint32_t from = 0; from < sets_->n;) {
        uint32_t to = from;
        const stm_claim *c = items[from].claim;
        while (to < sets_->n && items[to].claim == c)
            to++;
        for (uint32_t i = 0; i < c->n_merges; i++) {
            const uint32_t a = flat_of_mention(items, from, to, c->merges[i].a);
            const uint32_t b = flat_of_mention(items, from, to, c->merges[i].b);
            if (a != STM_NONE && b != STM_NONE)
                join(sets_, a, b);
        }
        from = to;
    }
}

/* Adds rows[n], ascending, to those of `origin`; both stay ascending. */
static void add_rows(stm_view_origin *origin, const uint32_t *rows, uint32_t n)
{
    uint32_t *into = origin->rows;
    for (uint32_t i = 0; i < n; i++) {
        uint32_t k = origin->n_rows;
        while (k > 0 && into[k - 1] > rows[i])
            k--;
        if (k > 0 && into[k - 1] == rows[i])
            continue;
        for (uint32_t j = origin->n_rows; j > k; j--)
            into[j] = into[j - 1];
        into[k] = rows[i];
        origin->n_rows++;
    }
}

/* Those that can be told first, then the most carried. */
static bool is_before(const stm_view_origin *a, const stm_view_origin *b)
{
    const bool a_told = a->kind != STM_ORIGIN_UNCLEAR;
    const bool b_told = b->kind != STM_ORIGIN_UNCLEAR;
    if (a_told != b_told)
        return a_told;
    if (a->n_rows != b->n_rows)
        return a->n_rows > b->n_rows;
    return a->n_claims > b->n_claims;
}

static void sort_origins(stm_view_origin *items, uint32_t n)
{
    for (uint32_t i = 1; i < n; i++) {
        const stm_view_origin item = items[i];
        uint32_t k = i;
        for (; k > 0 && is_before(&item, &items[k - 1]); k--)
            items[k] = items[k - 1];
        items[k] = item;
    }
}

/* One origin a set, with the reports of all its members. */
static bool gather(stm_view *self, const sets *sets_, const flat *items)
{
    uint32_t *place = stm_arena_alloc(&self->arena, sets_->n, sizeof *place);
    self->origins =
        stm_arena_alloc(&self->arena, sets_->n, sizeof *self->origins);
    if (self->arena.failed)
        return false;
    for (uint32_t i = 0; i < sets_->n; i++) {
        const flat *f = &items[i];
        const uint32_t root = find(sets_, i);
        if (root == i) {
            place[i] = self->n_origins++;
            self->origins[place[i]] = (stm_view_origin){
                .kind = f->origin->kind,
                .speaker = f->origin->speaker,
                .agency = f->origin->agency,
                .outlet = self->reports[f->rows[0]].outlet,
                .rows = stm_arena_alloc(&self->arena, self->n_reports,
                                        sizeof(uint32_t))};
            if (self->arena.failed)
                return false;
        }
        stm_view_origin *o = &self->origins[place[root]];
        add_rows(o, f->rows, f->n_rows);
        o->n_claims++;
        o->is_lost |= stm_view_is_lost(self, f->origin, f->rows, f->n_rows);
    }
    sort_origins(self->origins, self->n_origins);
    return true;
}

/* Those that cannot be told are many and say the same: drawn as one. */
static bool make_drawn(stm_view *self)
{
    self->drawn =
        stm_arena_alloc(&self->arena, self->n_origins, sizeof *self->drawn);
    if (self->arena.failed)
        return false;
    for (uint32_t i = 0; i < self->n_origins; i++) {
        const stm_view_origin *o = &self->origins[i];
        stm_view_origin *last =
            self->n_drawn == 0 ? NULL : &self->drawn[self->n_drawn - 1];
        if (o->kind != STM_ORIGIN_UNCLEAR || last == NULL ||
            last->kind != STM_ORIGIN_UNCLEAR) {
            self->drawn[self->n_drawn] = *o;
            self->drawn[self->n_drawn++].n_merged = 1;
            continue;
        }
        /* the rows of each have room for all reports */
        add_rows(last, o->rows, o->n_rows);
        last->n_merged++;
    }
    return true;
}

/*
 * Sets that hold an origin that can be told: what cannot be told may be from
 * any of them, and is no further one.
 */
static uint32_t count_told(const sets *sets_, const flat *items, bool *told)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < sets_->n; i++) {
        const uint32_t root = find(sets_, i);
        if (items[i].origin->kind == STM_ORIGIN_UNCLEAR || told[root])
            continue;
        told[root] = true;
        n++;
    }
    return n;
}

/* Shared claims none of whose origins can be told. */
static uint32_t count_unsourced(const sets *sets_, const flat *items)
{
    uint32_t n = 0;
    for (uint32_t from = 0; from < sets_->n;) {
        uint32_t to = from;
        bool told = false;
        while (to < sets_->n && items[to].claim == items[from].claim)
            told |= items[to++].origin->kind != STM_ORIGIN_UNCLEAR;
        n += !told;
        from = to;
    }
    return n;
}

bool stm_view__make_origins(stm_view *self)
{
    flat *items = NULL;
    sets all = {0};
    if (!flatten(self, &items, &all.n))
        return false;
    all.parent = stm_arena_alloc(&self->arena, all.n, sizeof *all.parent);
    bool *told = stm_arena_alloc(&self->arena, all.n, sizeof *told);
    if (self->arena.failed)
        return false;
    for (uint32_t i = 0; i < all.n; i++)
        all.parent[i] = i;
    stm_u64map keys;
    stm_u64map_init(&keys);
    bool ok = join_same(self, &all, items, &keys) &&
              gather(self, &all, items) && make_drawn(self);
    stm_u64map_release(&keys);
    if (!ok)
        return false;
    self->measured = all.n > 0;
    self->n_unsourced = count_unsourced(&all, items);
    for (uint32_t i = 0; i < self->n_origins; i++)
        self->high += self->origins[i].kind != STM_ORIGIN_UNCLEAR;
    join_possible(&all, items);
    self->low = count_told(&all, items, told);
    return true;
}

void stm_view_put_origin_name(const stm_view *self, const stm_origin *origin,
                              uint32_t outlet, double width, stm_markup *out)
{
    if (origin->kind == STM_ORIGIN_UNCLEAR) {
        STM_HTML(out, "cannot be told");
    } else if (origin->speaker < self->pile->n_speakers) {
        stm_svg_fit(out, self->pile->speakers[origin->speaker].name, width);
    } else if (origin->agency.len > 0) {
        const double suffix = 36;
        const bool fits = stm_svg_width(origin->agency) + suffix <= width;
        stm_svg_fit(out, origin->agency, width);
        if (fits)
            STM_HTML(out, " copy");
    } else if (origin->kind == STM_ORIGIN_COPY) {
        STM_HTML(out, "one text");
    } else if (origin->kind == STM_ORIGIN_STATEMENT) {
        STM_HTML(out, "a voice unnamed");
    } else if (self->outlets[outlet].name.len > 0) {
        stm_svg_fit(out, self->outlets[outlet].name, width);
    } else {
        STM_HTML(out, "own report");
    }
}
