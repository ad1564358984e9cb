#include "store/derived.h"

#include <math.h>

#include "base/utf8.h"
#include "store/db.h"
#include "store/row_reader.h"
#include "store/enum_words.h"

#include "base/banned.h"

/*
 * Each table is walked once in order of its key. A table of parts gives, in
 * its first two columns, the owner's number and how many rows the owner has,
 * so that an owner's list is one array.
 */
typedef struct reader {
    sqlite3 *db;
    stm_arena *arena;
    stm_pile *pile;
    stm_cpindex *cp; /* cp[n_articles] */
    stm_story *stories;
    stm_speaker *speakers;
    stm_match *matches;
    stm_attribution *attributions;
    stm_claim *claims;
    stm_lost_origin *lost;
    stm_edge *edges;
    bool damaged;
} reader;

/* `place` counts the owner's rows from 0; `rows` is how many there are. */
typedef void take_fn(reader *r, stm_row_reader *row, uint32_t owner,
                     uint32_t place, uint32_t rows);

static stm_status take_parts(reader *r, const char *sql, uint32_t n_owners,
                             take_fn *take, stm_error *err)
{
    stm_row_reader row;
    stm_row_reader_init(&row, r->db, sql);
    uint32_t last = STM_NONE;
    uint32_t place = 0;
    while (!r->arena->failed && !r->damaged && stm_row_reader_next(&row)) {
        const uint32_t owner = stm_row_take_index(&row);
        const uint32_t rows = stm_row_take_index(&row);
        place = owner == last ? place + 1 : 0;
        last = owner;
        if (owner >= n_owners || place >= rows)
            r->damaged = true;
        else
            take(r, &row, owner, place, rows);
    }
    const bool failed = row.failed;
    stm_row_reader_release(&row);
    if (r->arena->failed)
        return stm_fail(err, STM_ERR_NOMEM, 0, "out of memory");
    if (failed)
        return stm_db_fail(r->db, "the archive", err);
    if (r->damaged)
        return stm_fail(err, STM_ERR_FORMAT, 0,
                        "the archive is damaged: a row points to nothing; "
                        "`stemma rebuild` makes it anew");
    return STM_OK;
}

static uint32_t count_rows(reader *r, const char *sql)
{
    const int64_t n = stm_db_number(r->db, sql, -1);
    if (n < 0 || n >= STM_NONE)
        r->damaged = true;
    return n < 0 || n >= STM_NONE ? 0 : (uint32_t)n;
}

/* An index below `n`; where it must be, and is not, the file is damaged. */
static uint32_t take_ref(reader *r, stm_row_reader *row, uint32_t n)
{
    const uint32_t i = stm_row_take_index(row);
    if (i != STM_NONE && i >= n)
        r->damaged = true;
    return i;
}

/* The same where there must be one; 0 where the file is damaged. */
static uint32_t take_sure_ref(reader *r, stm_row_reader *row, uint32_t n)
{
    const uint32_t i = take_ref(r, row, n);
    if (i == STM_NONE)
        r->damaged = true;
    return r->damaged ? 0 : i;
}

static uint32_t take_article(reader *r, stm_row_reader *row)
{
    return take_sure_ref(r, row, r->pile->n_articles);
}

static stm_span take_span(reader *r, stm_row_reader *row, uint32_t article)
{
    const stm_span s = stm_row_take_span(row);
    if (stm_span_is_empty(s) || r->damaged)
        return (stm_span){0, 0};
    const uint32_t begin = stm_cpindex_byte(&r->cp[article], s.begin);
    const uint32_t end = stm_cpindex_byte(&r->cp[article], s.end);
    if (begin == STM_NONE || end == STM_NONE)
        r->damaged = true;
    return (stm_span){begin, end};
}

/* A list of numbers under an owner: at place 0 it is given its room. */
static void take_number_into(reader *r, stm_row_reader *row,
                             const uint32_t **list, uint32_t *n, uint32_t limit,
                             uint32_t place, uint32_t rows)
{
    if (place == 0) {
        *list = stm_arena_alloc(r->arena, rows, sizeof **list);
        *n = *list == NULL ? 0 : rows;
    }
    const uint32_t value = take_sure_ref(r, row, limit);
    if (place < *n)
        ((uint32_t *)(uintptr_t)*list)[place] = value;
}

static void take_passage(reader *r, stm_row_reader *row, uint32_t owner,
                         uint32_t place, uint32_t rows)
{
    (void)place, (void)rows;
    stm_match *m = &r->matches[owner];
    m->a = take_article(r, row);
    m->a_span = take_span(r, row, m->a);
    m->b = take_article(r, row);
    m->b_span = take_span(r, row, m->b);
    m->kind = stm_slice_eq(stm_row_take_word(row), STM_LIT("reprint"))
                  ? STM_MATCH_REPRINT
                  : STM_MATCH_REWRITE;
    m->score = (float)stm_row_take_real(row);
    m->rarity = (float)stm_row_take_real(row);
    m->n_words = stm_row_take_index(row);
}

static void take_story(reader *r, stm_row_reader *row, uint32_t owner,
                       uint32_t place, uint32_t rows)
{
    (void)place, (void)rows;
    stm_story *s = &r->stories[owner];
    s->id = stm_row_take_text(row, r->arena);
    s->title = stm_row_take_text(row, r->arena);
    s->day = stm_row_take_date(row);
    s->day_why = stm_row_take_text(row, r->arena);
    s->cohesion = (float)stm_row_take_real(row);
    s->weakest = (float)stm_row_take_real(row);
}

static void take_story_article(reader *r, stm_row_reader *row, uint32_t owner,
                               uint32_t place, uint32_t rows)
{
    stm_story *s = &r->stories[owner];
    take_number_into(r, row, &s->articles, &s->n_articles, r->pile->n_articles,
                     place, rows);
    if (!r->damaged && place < s->n_articles)
        ((uint32_t *)(uintptr_t)r->pile->story_of)[s->articles[place]] = owner;
}

static void take_story_link(reader *r, stm_row_reader *row, uint32_t owner,
                            uint32_t place, uint32_t rows)
{
    take_number_into(r, row, &r->stories[owner].linked,
                     &r->stories[owner].n_linked, r->pile->n_stories, place,
                     rows);
}

static void take_speaker(reader *r, stm_row_reader *row, uint32_t owner,
                         uint32_t place, uint32_t rows)
{
    (void)place, (void)rows;
    stm_speaker *s = &r->speakers[owner];
    s->id = stm_row_take_text(row, r->arena);
    s->name = stm_row_take_text(row, r->arena);
    s->kind = stm_speaker_kind_of(stm_row_take_word(row));
    s->country = stm_row_take_text(row, r->arena);
    s->body = take_ref(r, row, r->pile->n_speakers);
}

static void take_speaker_name(reader *r, stm_row_reader *row, uint32_t owner,
                              uint32_t place, uint32_t rows)
{
    stm_speaker *s = &r->speakers[owner];
    if (place == 0) {
        s->names = stm_arena_alloc(r->arena, rows, sizeof *s->names);
        s->n_names = s->names == NULL ? 0 : rows;
    }
    if (place < s->n_names)
        ((stm_slice *)(uintptr_t)s->names)[place] =
            stm_row_take_text(row, r->arena);
}

static void take_speaker_article(reader *r, stm_row_reader *row, uint32_t owner,
                                 uint32_t place, uint32_t rows)
{
    take_number_into(r, row, &r->speakers[owner].articles,
                     &r->speakers[owner].n_articles, r->pile->n_articles, place,
                     rows);
}

static void take_attribution(reader *r, stm_row_reader *row, uint32_t owner,
                             uint32_t place, uint32_t rows)
{
    (void)place, (void)rows;
    stm_attribution *a = &r->attributions[owner];
    a->article = take_article(r, row);
    a->type = stm_speech_of(stm_row_take_word(row));
    a->confidence = (float)stm_row_take_real(row);
    a->speaker = take_ref(r, row, r->pile->n_speakers);
    a->carrier = take_ref(r, row, r->pile->n_speakers);
    a->outer = take_ref(r, row, r->pile->n_attributions);
    a->reduced = stm_row_take_number(row) != 0;
}

/* One part of each attribution: source, cue, content or hedge. */
static void take_part_span(reader *r, stm_row_reader *row, uint32_t owner,
                           uint32_t place, uint32_t rows, const stm_span **list,
                           uint32_t *n)
{
    if (place == 0) {
        *list = stm_arena_alloc(r->arena, rows, sizeof **list);
        *n = *list == NULL ? 0 : rows;
    }
    const stm_span s = take_span(r, row, r->attributions[owner].article);
    if (place < *n)
        ((stm_span *)(uintptr_t)*list)[place] = s;
}

static void take_source(reader *r, stm_row_reader *row, uint32_t owner,
                        uint32_t place, uint32_t rows)
{
    stm_attribution *a = &r->attributions[owner];
    take_part_span(r, row, owner, place, rows, &a->source, &a->n_source);
}

static void take_cue(reader *r, stm_row_reader *row, uint32_t owner,
                     uint32_t place, uint32_t rows)
{
    stm_attribution *a = &r->attributions[owner];
    take_part_span(r, row, owner, place, rows, &a->cue, &a->n_cue);
}

static void take_content(reader *r, stm_row_reader *row, uint32_t owner,
                         uint32_t place, uint32_t rows)
{
    stm_attribution *a = &r->attributions[owner];
    take_part_span(r, row, owner, place, rows, &a->content, &a->n_content);
}

static void take_hedge(reader *r, stm_row_reader *row, uint32_t owner,
                       uint32_t place, uint32_t rows)
{
    stm_attribution *a = &r->attributions[owner];
    take_part_span(r, row, owner, place, rows, &a->hedges, &a->n_hedges);
}

static void take_claim(reader *r, stm_row_reader *row, uint32_t owner,
                       uint32_t place, uint32_t rows)
{
    (void)place, (void)rows;
    stm_claim *c = &r->claims[owner];
    c->id = stm_row_take_text(row, r->arena);
    c->story = take_sure_ref(r, row, r->pile->n_stories);
    c->text = stm_row_take_text(row, r->arena);
    c->weight = (float)stm_row_take_real(row);
    c->cohesion = (float)stm_row_take_real(row);
    c->weakest = (float)stm_row_take_real(row);
    c->n_articles = stm_row_take_index(row);
    c->n_outlets = stm_row_take_index(row);
    c->n_families = stm_row_take_index(row);
    c->n_voices = stm_row_take_index(row);
    c->low = stm_row_take_index(row);
    c->high = stm_row_take_index(row);
    c->measured = c->low != STM_NONE;
    if (!c->measured)
        c->low = c->high = 0;
}

static void take_mention(reader *r, stm_row_reader *row, uint32_t owner,
                         uint32_t place, uint32_t rows)
{
    stm_claim *c = &r->claims[owner];
    if (place == 0) {
        c->mentions = stm_arena_alloc(r->arena, rows, sizeof *c->mentions);
        c->n_mentions = c->mentions == NULL ? 0 : rows;
    }
    if (place >= c->n_mentions)
        return;
    stm_mention *m = &((stm_mention *)(uintptr_t)c->mentions)[place];
    m->article = take_article(r, row);
    m->span = take_span(r, row, m->article);
    m->speaker = take_ref(r, row, r->pile->n_speakers);
    m->attribution = take_ref(r, row, r->pile->n_attributions);
}

static void take_origin(reader *r, stm_row_reader *row, uint32_t owner,
                        uint32_t place, uint32_t rows)
{
    stm_claim *c = &r->claims[owner];
    if (place == 0) {
        c->origins = stm_arena_alloc(r->arena, rows, sizeof *c->origins);
        c->n_origins = c->origins == NULL ? 0 : rows;
    }
    if (place >= c->n_origins)
        return;
    stm_origin *o = &((stm_origin *)(uintptr_t)c->origins)[place];
    o->kind = stm_origin_kind_of(stm_row_take_word(row));
    o->speaker = take_ref(r, row, r->pile->n_speakers);
    o->agency = stm_row_take_text(row, r->arena);
    o->why = stm_row_take_text(row, r->arena);
    o->n_mentions = stm_row_take_index(row);
    o->mentions = stm_arena_alloc(r->arena, o->n_mentions, sizeof *o->mentions);
}

static void take_origin_mention(reader *r, stm_row_reader *row, uint32_t owner,
                                uint32_t place, uint32_t rows)
{
    (void)place, (void)rows;
    const stm_claim *c = &r->claims[owner];
    const uint32_t origin = stm_row_take_index(row);
    const uint32_t at = stm_row_take_index(row);
    const uint32_t mention = take_sure_ref(r, row, c->n_mentions);
    if (origin >= c->n_origins || at >= c->origins[origin].n_mentions)
        r->damaged = true;
    else
        ((uint32_t *)(uintptr_t)c->origins[origin].mentions)[at] = mention;
}

static void take_merge(reader *r, stm_row_reader *row, uint32_t owner,
                       uint32_t place, uint32_t rows)
{
    stm_claim *c = &r->claims[owner];
    if (place == 0) {
        c->merges = stm_arena_alloc(r->arena, rows, sizeof *c->merges);
        c->n_merges = c->merges == NULL ? 0 : rows;
    }
    if (place >= c->n_merges)
        return;
    stm_merge *m = &((stm_merge *)(uintptr_t)c->merges)[place];
    m->a = take_sure_ref(r, row, c->n_mentions);
    m->b = take_sure_ref(r, row, c->n_mentions);
    m->kind = stm_merge_kind_of(stm_row_take_word(row));
    m->sure = stm_row_take_number(row) != 0;
    m->confidence = (float)stm_row_take_real(row);
    m->match = take_ref(r, row, r->pile->n_matches);
    m->why = stm_row_take_text(row, r->arena);
}

static void take_difference(reader *r, stm_row_reader *row, uint32_t owner,
                            uint32_t place, uint32_t rows)
{
    stm_claim *c = &r->claims[owner];
    if (place == 0) {
        c->differences =
            stm_arena_alloc(r->arena, rows, sizeof *c->differences);
        c->n_differences = c->differences == NULL ? 0 : rows;
    }
    if (place >= c->n_differences)
        return;
    stm_difference *d = &((stm_difference *)(uintptr_t)c->differences)[place];
    d->slot = stm_row_take_text(row, r->arena);
    d->kind = stm_difference_kind_of(stm_row_take_word(row));
    d->what = stm_row_take_text(row, r->arena);
    d->n_values = stm_row_take_index(row);
    d->values = stm_arena_alloc(r->arena, d->n_values, sizeof *d->values);
}

/* Rows of a value come one after the other, each with one mention. */
static void take_value(reader *r, stm_row_reader *row, uint32_t owner,
                       uint32_t place, uint32_t rows)
{
    (void)place, (void)rows;
    const stm_claim *c = &r->claims[owner];
    const uint32_t difference = stm_row_take_index(row);
    const uint32_t number = stm_row_take_index(row);
    if (difference >= c->n_differences ||
        number >= c->differences[difference].n_values) {
        r->damaged = true;
        return;
    }
    stm_value *v =
        &((stm_value *)(uintptr_t)c->differences[difference].values)[number];
    const uint32_t mentions = stm_row_take_index(row);
    const uint32_t at = stm_row_take_index(row);
    if (at == 0) {
        v->mentions = stm_arena_alloc(r->arena, mentions, sizeof *v->mentions);
        v->n_mentions = v->mentions == NULL ? 0 : mentions;
        v->text = stm_row_take_text(row, r->arena);
        const bool is_number =
            sqlite3_column_type(row->statement, row->column) != SQLITE_NULL;
        const double amount = stm_row_take_real(row);
        v->number = is_number ? amount : (double)NAN;
    } else {
        row->column += 2;
    }
    if (at < v->n_mentions)
        ((uint32_t *)(uintptr_t)v->mentions)[at] =
            take_sure_ref(r, row, c->n_mentions);
}

static void take_lost(reader *r, stm_row_reader *row, uint32_t owner,
                      uint32_t place, uint32_t rows)
{
    (void)place, (void)rows;
    stm_lost_origin *o = &r->lost[owner];
    o->id = stm_row_take_text(row, r->arena);
    o->story = take_sure_ref(r, row, r->pile->n_stories);
    o->agency = stm_row_take_text(row, r->arena);
    o->speaker = take_ref(r, row, r->pile->n_speakers);
}

static void take_lost_article(reader *r, stm_row_reader *row, uint32_t owner,
                              uint32_t place, uint32_t rows)
{
    take_number_into(r, row, &r->lost[owner].articles,
                     &r->lost[owner].n_articles, r->pile->n_articles, place,
                     rows);
}

static void take_lost_passage(reader *r, stm_row_reader *row, uint32_t owner,
                              uint32_t place, uint32_t rows)
{
    take_number_into(r, row, &r->lost[owner].matches, &r->lost[owner].n_matches,
                     r->pile->n_matches, place, rows);
}

static void take_edge(reader *r, stm_row_reader *row, uint32_t owner,
                      uint32_t place, uint32_t rows)
{
    (void)place, (void)rows;
    stm_edge *e = &r->edges[owner];
    e->from = take_ref(r, row, r->pile->n_articles);
    e->lost = take_ref(r, row, r->pile->n_lost);
    e->to = take_article(r, row);
    e->degree = stm_degree_of(stm_row_take_word(row));
    e->direction_known = stm_row_take_number(row) != 0;
    e->share = (float)stm_row_take_real(row);
    e->agency = stm_row_take_text(row, r->arena);
    e->confidence = (float)stm_row_take_real(row);
}

static void take_evidence(reader *r, stm_row_reader *row, uint32_t owner,
                          uint32_t place, uint32_t rows)
{
    stm_edge *e = &r->edges[owner];
    if (place == 0) {
        e->evidence = stm_arena_alloc(r->arena, rows, sizeof *e->evidence);
        e->n_evidence = e->evidence == NULL ? 0 : rows;
    }
    if (place >= e->n_evidence)
        return;
    stm_evidence *v = &((stm_evidence *)(uintptr_t)e->evidence)[place];
    v->kind = stm_evidence_kind_of(stm_row_take_word(row));
    v->for_edge = stm_row_take_number(row) != 0;
    v->match = take_ref(r, row, r->pile->n_matches);
    v->at = take_span(r, row, e->to);
    v->text = stm_row_take_text(row, r->arena);
}

/* Room for every array, by the number of rows of its table. */
static bool make_room(reader *r)
{
    stm_pile *p = r->pile;
    stm_arena *arena = r->arena;
    p->n_matches = count_rows(r, "select count(*) from passage");
    p->n_stories = count_rows(r, "select count(*) from story");
    p->n_speakers = count_rows(r, "select count(*) from speaker");
    p->n_attributions = count_rows(r, "select count(*) from attribution");
    p->n_claims = count_rows(r, "select count(*) from claim");
    p->n_lost = count_rows(r, "select count(*) from lost_origin");
    p->n_edges = count_rows(r, "select count(*) from edge");
    r->cp = stm_arena_alloc(arena, p->n_articles, sizeof *r->cp);
    r->matches = stm_arena_alloc(arena, p->n_matches, sizeof *r->matches);
    r->stories = stm_arena_alloc(arena, p->n_stories, sizeof *r->stories);
    r->speakers = stm_arena_alloc(arena, p->n_speakers, sizeof *r->speakers);
    r->attributions =
        stm_arena_alloc(arena, p->n_attributions, sizeof *r->attributions);
    r->claims = stm_arena_alloc(arena, p->n_claims, sizeof *r->claims);
    r->lost = stm_arena_alloc(arena, p->n_lost, sizeof *r->lost);
    r->edges = stm_arena_alloc(arena, p->n_edges, sizeof *r->edges);
    uint32_t *story_of =
        stm_arena_alloc(arena, p->n_articles, sizeof *story_of);
    if (arena->failed)
        return false;
    for (uint32_t i = 0; i < p->n_articles; i++) {
        story_of[i] = STM_NONE;
        r->cp[i] = stm_cpindex_from_text(p->articles[i].text, arena);
    }
    p->story_of = story_of;
    p->matches = r->matches;
    p->stories = r->stories;
    p->speakers = r->speakers;
    p->attributions = r->attributions;
    p->claims = r->claims;
    p->lost = r->lost;
    p->edges = r->edges;
    return !arena->failed;
}

stm_status stm_derived_read(sqlite3 *db, stm_arena *arena, stm_pile *pile,
                            stm_error *err)
{
    reader r = {.db = db, .arena = arena, .pile = pile};
    if (!make_room(&r))
        return stm_fail(err, STM_ERR_NOMEM, 0, "out of memory");
    const stm_pile *p = pile;
    const struct {
        const char *sql;
        uint32_t n;
        take_fn *take;
    } tables[] = {
        {"select number, 1, a, a_begin, a_end, b, b_begin, b_end, kind, score,"
         " rarity, words from passage order by number",
         p->n_matches, take_passage},
        {"select number, 1, id, title, day, day_why, cohesion, weakest from "
         "story order by number",
         p->n_stories, take_story},
        {"select story, count(*) over (partition by story), article from "
         "story_article order by story, article",
         p->n_stories, take_story_article},
        {"select story, count(*) over (partition by story), other from "
         "story_link order by story, other",
         p->n_stories, take_story_link},
        {"select number, 1, id, name, kind, country, body from speaker order "
         "by number",
         p->n_speakers, take_speaker},
        {"select speaker, count(*) over (partition by speaker), name from "
         "speaker_name order by speaker, name",
         p->n_speakers, take_speaker_name},
        {"select speaker, count(*) over (partition by speaker), article from "
         "speaker_article order by speaker, article",
         p->n_speakers, take_speaker_article},
        {"select number, 1, article, type, confidence, speaker, carrier, "
         "\"outer\", reduced from attribution order by number",
         p->n_attributions, take_attribution},
        {"select attribution, count(*) over (partition by attribution), "
         "\"begin\", \"end\" from attribution_span where part = 'source' order "
         "by attribution, \"begin\"",
         p->n_attributions, take_source},
        {"select attribution, count(*) over (partition by attribution), "
         "\"begin\", \"end\" from attribution_span where part = 'cue' order by "
         "attribution, \"begin\"",
         p->n_attributions, take_cue},
        {"select attribution, count(*) over (partition by attribution), "
         "\"begin\", \"end\" from attribution_span where part = 'content' "
         "order by attribution, \"begin\"",
         p->n_attributions, take_content},
        {"select attribution, count(*) over (partition by attribution), "
         "\"begin\", \"end\" from attribution_span where part = 'hedge' order "
         "by attribution, \"begin\"",
         p->n_attributions, take_hedge},
        {"select number, 1, id, story, text, weight, cohesion, weakest, "
         "articles, outlets, families, voices, low, high from claim order by "
         "number",
         p->n_claims, take_claim},
        {"select claim, count(*) over (partition by claim), article, "
         "\"begin\", \"end\", speaker, attribution from mention order by "
         "claim, place",
         p->n_claims, take_mention},
        {"select claim, count(*) over (partition by claim), kind, speaker, "
         "agency, why, (select count(*) from origin_mention m where m.claim = "
         "o.claim and m.origin = o.place) from origin o order by claim, place",
         p->n_claims, take_origin},
        {"select claim, count(*) over (partition by claim), origin, "
         "row_number() over (partition by claim, origin order by mention) - 1,"
         " mention from origin_mention order by claim, origin, mention",
         p->n_claims, take_origin_mention},
        {"select claim, count(*) over (partition by claim), a, b, kind, sure, "
         "confidence, passage, why from merge order by claim, place",
         p->n_claims, take_merge},
        {"select claim, count(*) over (partition by claim), slot, kind, what, "
         "(select count(distinct v.place) from difference_value v where "
         "v.claim = d.claim and v.difference = d.place) from difference d "
         "order by claim, place",
         p->n_claims, take_difference},
        {"select claim, count(*) over (partition by claim), difference, place,"
         " count(*) over (partition by claim, difference, place), "
         "row_number() over (partition by claim, difference, place order by "
         "mention) - 1, value, amount, mention from difference_value order by "
         "claim, difference, place, mention",
         p->n_claims, take_value},
        {"select number, 1, id, story, agency, speaker from lost_origin order "
         "by number",
         p->n_lost, take_lost},
        {"select lost, count(*) over (partition by lost), article from "
         "lost_article order by lost, article",
         p->n_lost, take_lost_article},
        {"select lost, count(*) over (partition by lost), passage from "
         "lost_passage order by lost, passage",
         p->n_lost, take_lost_passage},
        {"select number, 1, from_article, from_lost, into_article, degree, "
         "direction_known, share, agency, confidence from edge order by "
         "number",
         p->n_edges, take_edge},
        {"select edge, count(*) over (partition by edge), kind, speaks_for, "
         "passage, \"begin\", \"end\", text from evidence order by edge, place",
         p->n_edges, take_evidence},
    };
    for (size_t i = 0; i < sizeof tables / sizeof *tables; i++)
        STM_TRY(
            take_parts(&r, tables[i].sql, tables[i].n, tables[i].take, err));
    return STM_OK;
}
