#include "store/readings.h"

#include <stdio.h>

#include "base/utf8.h"
#include "store/db.h"
#include "store/enum_words.h"
#include "store/row.h"
#include "store/row_reader.h"

#include "base/banned.h"

/*
 * A hash of all that the reader of speech looks at in an article. SQLite's
 * integers have a sign, so the top bit is left out.
 */
static uint64_t digest_of(const stm_article *a)
{
    uint64_t h = stm_hash_mix(stm_hash(a->text), stm_hash(a->language));
    for (uint32_t i = 0; i < a->n_paragraphs; i++) {
        const stm_paragraph *p = &a->paragraphs[i];
        const uint64_t span = (uint64_t)p->span.begin << 32 | p->span.end;
        h = stm_hash_mix(h, stm_hash_mix(span, (uint64_t)p->kind));
    }
    return h >> 1;
}

stm_status stm_readings_write(sqlite3 *db, const stm_article *articles,
                              uint32_t n, stm_error *err)
{
    stm_row row;
    stm_row_init(&row, db, "reading", 2);
    for (uint32_t i = 0; i < n; i++) {
        if (articles[i].status != STM_RECORD_OK)
            continue;
        stm_row_number(&row, i);
        stm_row_number(&row, digest_of(&articles[i]));
        stm_row_end(&row);
    }
    const bool failed = row.failed;
    stm_row_release(&row);
    if (failed)
        return stm_db_fail(db, "the archive", err);
    return stm_db_run(db,
                      "insert or replace into state values ('reader', "
                      "'" STM_VERSION "');",
                      err);
}

typedef struct reader {
    sqlite3 *db;
    const stm_article *articles;
    uint32_t n;
    stm_arena *arena;
    stm_reading *readings;
    stm_cpindex *cp; /* cp[n], empty until an article's spans are read */
    bool *has_cp;    /* has_cp[n] */
    bool damaged;
} reader;

/* Which articles read as they did. */
static bool read_known(reader *r)
{
    stm_row_reader row;
    stm_row_reader_init(&row, r->db, "select document, digest from reading");
    while (stm_row_reader_next(&row)) {
        const uint32_t i = stm_row_take_index(&row);
        const uint64_t digest = stm_row_take_number(&row);
        if (i < r->n && r->articles[i].status == STM_RECORD_OK &&
            digest == digest_of(&r->articles[i]))
            r->readings[i].is_known = true;
    }
    const bool failed = row.failed;
    stm_row_reader_release(&row);
    return !failed;
}

/* Room for each known article's list. */
static bool make_room(reader *r)
{
    stm_row_reader row;
    stm_row_reader_init(&row, r->db,
                        "select article, count(*) from attribution group by 1");
    while (!r->arena->failed && stm_row_reader_next(&row)) {
        const uint32_t i = stm_row_take_index(&row);
        const uint32_t n = stm_row_take_index(&row);
        if (i >= r->n || n == STM_NONE) {
            r->damaged |= i == STM_NONE || n == STM_NONE;
            continue;
        }
        stm_reading *reading = &r->readings[i];
        if (!reading->is_known)
            continue;
        reading->items = stm_arena_alloc(r->arena, n, sizeof *reading->items);
        reading->n = 0;
    }
    const bool failed = row.failed;
    stm_row_reader_release(&row);
    return !failed;
}

/* The rows of one part of one attribution, in order of the table. */
typedef struct part_rows {
    stm_row_reader row;
    uint32_t owner; /* the row at hand is this attribution's; NONE: the end */
    stm_span span;
    uint8_t part; /* index into the lists below */
} part_rows;

enum { PARTS = 4 };

static uint8_t part_of(stm_slice word)
{
    static const char *const words[PARTS] = {"source", "cue", "content",
                                             "hedge"};
    uint8_t i = 0;
    while (i < PARTS && !stm_slice_eq(word, stm_slice_from_cstr(words[i])))
        i++;
    return i;
}

static void step(part_rows *p)
{
    p->owner = STM_NONE;
    if (!stm_row_reader_next(&p->row))
        return;
    p->owner = stm_row_take_index(&p->row);
    p->part = part_of(stm_row_take_word(&p->row));
    p->span = stm_row_take_span(&p->row);
}

static stm_span in_bytes(reader *r, uint32_t article, stm_span span)
{
    if (!r->has_cp[article]) {
        r->cp[article] =
            stm_cpindex_from_text(r->articles[article].text, r->arena);
        r->has_cp[article] = true;
    }
    if (r->arena->failed)
        return (stm_span){0, 0};
    const uint32_t begin = stm_cpindex_byte(&r->cp[article], span.begin);
    const uint32_t end = stm_cpindex_byte(&r->cp[article], span.end);
    if (begin == STM_NONE || end == STM_NONE || begin > end) {
        r->readings[article].is_known = false; /* it alone is read again */
        return (stm_span){0, 0};
    }
    return (stm_span){begin, end};
}

enum { MOST_SPANS = 4096 }; /* of one part; a sentence has a few */

/* All spans of attribution `number`; the rows go on to the next. */
static void take_spans(reader *r, part_rows *p, uint32_t number,
                       stm_attribution *a)
{
    const stm_span **const lists[PARTS] = {&a->source, &a->cue, &a->content,
                                           &a->hedges};
    uint32_t *const counts[PARTS] = {&a->n_source, &a->n_cue, &a->n_content,
                                     &a->n_hedges};
    stm_span found[PARTS][8];
    while (p->owner != STM_NONE && p->owner < number)
        step(p);
    while (p->owner == number && !r->damaged && !r->arena->failed) {
        if (p->part >= PARTS || *counts[p->part] >= MOST_SPANS) {
            r->damaged = true;
            return;
        }
        const uint32_t n = (*counts[p->part])++;
        const stm_span span = in_bytes(r, a->article, p->span);
        stm_span *list = (stm_span *)(uintptr_t)*lists[p->part];
        if (n < 8) {
            found[p->part][n] = span;
        } else if ((n & (n - 1)) == 0) { /* at 8, 16, 32 ... room is doubled */
            stm_span *more =
                stm_arena_alloc(r->arena, 2 * (size_t)n, sizeof *more);
            for (uint32_t i = 0; more != NULL && i < n; i++)
                more[i] = n == 8 ? found[p->part][i] : list[i];
            *lists[p->part] = list = more;
        }
        if (n >= 8 && list != NULL)
            list[n] = span;
        step(p);
    }
    for (uint32_t i = 0; i < PARTS; i++)
        if (*counts[i] > 0 && *counts[i] <= 8)
            *lists[i] = stm_arena_copy_array(r->arena, found[i], *counts[i],
                                             sizeof **lists[i]);
}

/* One row of attributions: article, type, confidence, outer, reduced. */
static void take_attribution(reader *r, stm_row_reader *row, part_rows *parts,
                             uint32_t *last, uint32_t *first)
{
    const uint32_t number = stm_row_take_index(row);
    stm_attribution a = {.article = stm_row_take_index(row)};
    if (a.article != *last) { /* rows of an article follow each other */
        *last = a.article;
        *first = number;
    }
    if (a.article >= r->n || !r->readings[a.article].is_known)
        return;
    stm_reading *reading = &r->readings[a.article];
    a.type = stm_speech_of(stm_row_take_word(row));
    a.confidence = (float)stm_row_take_real(row);
    a.speaker = a.carrier = STM_NONE;
    a.outer = stm_row_take_index(row);
    a.reduced = stm_row_take_number(row) != 0;
    if (number != *first + reading->n ||
        (a.outer != STM_NONE && a.outer < *first)) {
        r->damaged = true;
        return;
    }
    if (a.outer != STM_NONE)
        a.outer -= *first;
    take_spans(r, parts, number, &a);
    if (a.n_content == 0)
        r->damaged = true;
    else if (!r->arena->failed)
        reading->items[reading->n++] = a;
}

static bool read_lists(reader *r)
{
    part_rows parts = {.owner = STM_NONE};
    stm_row_reader row;
    stm_row_reader_init(&row, r->db,
                        "select number, article, type, confidence, \"outer\", "
                        "reduced from attribution order by number");
    stm_row_reader_init(&parts.row, r->db,
                        "select attribution, part, \"begin\", \"end\" from "
                        "attribution_span order by 1, 2, 3");
    step(&parts);
    uint32_t last = STM_NONE;
    uint32_t first = 0;
    while (!r->damaged && !r->arena->failed && stm_row_reader_next(&row))
        take_attribution(r, &row, &parts, &last, &first);
    const bool failed = row.failed || parts.row.failed;
    stm_row_reader_release(&row);
    stm_row_reader_release(&parts.row);
    for (uint32_t i = 0; i < r->n; i++)
        if (!r->readings[i].is_known)
            r->readings[i] = (stm_reading){0};
    for (uint32_t i = 0; i < r->n && !r->damaged; i++)
        for (uint32_t k = 0; k < r->readings[i].n; k++)
            if (r->readings[i].items[k].outer != STM_NONE &&
                r->readings[i].items[k].outer >= r->readings[i].n)
                r->damaged = true;
    return !failed;
}

static bool is_told(sqlite3 *db)
{
    return stm_db_number(db,
                         "select count(*) from sqlite_schema where name = "
                         "'reading'",
                         0) == 1 &&
           stm_db_number(db,
                         "select count(*) from state where name = 'reader' "
                         "and value = '" STM_VERSION "'",
                         0) == 1 &&
           stm_db_number(db, "select value from state where name = 'derived'",
                         -1) >= 0;
}

stm_status stm_readings_read(sqlite3 *db, const stm_article *articles,
                             uint32_t n, stm_arena *arena,
                             stm_reading *readings, stm_error *err)
{
    if (!is_told(db))
        return STM_OK;
    reader r = {.db = db,
                .articles = articles,
                .n = n,
                .arena = arena,
                .readings = readings};
    r.cp = stm_arena_alloc(arena, (size_t)n + 1, sizeof *r.cp);
    r.has_cp = stm_arena_alloc(arena, (size_t)n + 1, sizeof *r.has_cp);
    const bool ok = !arena->failed && read_known(&r) && make_room(&r) &&
                    !arena->failed && read_lists(&r);
    if (arena->failed)
        return stm_fail(err, STM_ERR_NOMEM, 0, "out of memory");
    if (!ok)
        return stm_db_fail(db, "the archive", err);
    for (uint32_t i = 0; i < n && r.damaged; i++)
        readings[i] = (stm_reading){0};
    return STM_OK;
}
