#include "base/utf8.h"
#include "store/db.h"
#include "store/documents.h"
#include "store/row_reader.h"
#include "store/enum_words.h"

#include "base/banned.h"

/*
 * Documents are read first, in order of their numbers, which have no gap;
 * then each table of parts is walked once, in the same order.
 */
#define DOCUMENT_COLUMNS                                                       \
    "select number, id, path, member, offset, sha256, record_id, "             \
    "payload_digest, status, reason, paywall, url, canonical_url, title, "     \
    "outlet, site, section, language, published, published_confidence, "       \
    "modified, captured, dateline, dateline_begin, dateline_end, "             \
    "text_is_given, text, extra from document"

typedef struct reader {
    sqlite3 *db;
    stm_arena *arena;
    stm_article *articles; /* articles[n] */
    stm_cpindex *cp;       /* cp[n]: indices of the texts */
    uint32_t n;
    bool damaged; /* a part of a document that is not there, or outside it */
} reader;

static uint8_t hex_digit(uint8_t c)
{
    if (stm_is_digit(c))
        return (uint8_t)(c - '0');
    return c >= 'a' && c <= 'f' ? (uint8_t)(c - 'a' + 10) : 0;
}

static void take_digest(stm_row_reader *row, uint8_t sha256[32])
{
    const stm_slice hex = stm_row_take_word(row);
    for (size_t i = 0; i < 32 && i * 2 + 1 < hex.len; i++)
        sha256[i] = (uint8_t)(hex_digit(hex.ptr[2 * i]) << 4 |
                              hex_digit(hex.ptr[2 * i + 1]));
}

/* Code points of the file as bytes of the text; damaged where outside. */
static stm_span to_bytes(reader *r, uint32_t article, stm_span span)
{
    const stm_cpindex *cp = &r->cp[article];
    const uint32_t begin = stm_cpindex_byte(cp, span.begin);
    const uint32_t end = stm_cpindex_byte(cp, span.end);
    if (begin == STM_NONE || end == STM_NONE || begin > end) {
        r->damaged = true;
        return (stm_span){0, 0};
    }
    return (stm_span){begin, end};
}

static void take_document(reader *r, stm_row_reader *row, uint32_t i)
{
    stm_arena *arena = r->arena;
    stm_article *a = &r->articles[i];
    a->id = stm_row_take_text(row, arena);
    a->path = stm_row_take_text(row, arena);
    a->member = stm_row_take_text(row, arena);
    a->offset = stm_row_take_number(row);
    take_digest(row, a->sha256);
    a->record_id = stm_row_take_text(row, arena);
    a->payload_digest = stm_row_take_text(row, arena);
    a->status = stm_record_status_of(stm_row_take_word(row));
    a->reason = stm_row_take_text(row, arena);
    a->paywall = stm_row_take_number(row) != 0;
    a->url = stm_row_take_text(row, arena);
    a->canonical_url = stm_row_take_text(row, arena);
    a->title = stm_row_take_text(row, arena);
    a->outlet = stm_row_take_text(row, arena);
    a->site = stm_row_take_text(row, arena);
    a->section = stm_row_take_text(row, arena);
    a->language = stm_row_take_text(row, arena);
    a->published = stm_row_take_date(row);
    a->published_confidence = (float)stm_row_take_real(row);
    a->modified = stm_row_take_date(row);
    a->captured = stm_row_take_date(row);
    a->dateline = stm_row_take_text(row, arena);
    const stm_span dateline_at = stm_row_take_span(row);
    a->text_is_given = stm_row_take_number(row) != 0;
    a->text = stm_row_take_text(row, arena);
    a->extra = stm_row_take_text(row, arena);
    r->cp[i] = stm_cpindex_from_text(a->text, arena);
    if (!arena->failed && !stm_span_is_empty(dateline_at))
        a->dateline_at = to_bytes(r, i, dateline_at);
}

static stm_status shut(reader *r, stm_row_reader *row, stm_error *err)
{
    const bool failed = row->failed;
    stm_row_reader_release(row);
    if (r->arena->failed)
        return stm_fail(err, STM_ERR_NOMEM, 0, "out of memory");
    if (failed)
        return stm_db_fail(r->db, "the archive", err);
    if (r->damaged)
        return stm_fail(err, STM_ERR_FORMAT, 0,
                        "the archive is damaged: a row points to text that "
                        "is not there; `stemma check` tells more");
    return STM_OK;
}

static stm_status take_documents(reader *r, stm_error *err)
{
    const int64_t n = stm_db_number(r->db, "select count(*) from document", -1);
    if (n < 0 || n >= STM_NONE)
        return stm_db_fail(r->db, "the archive", err);
    r->articles = stm_arena_alloc(r->arena, (size_t)n + 1, sizeof *r->articles);
    r->cp = stm_arena_alloc(r->arena, (size_t)n + 1, sizeof *r->cp);
    stm_row_reader row;
    stm_row_reader_init(&row, r->db, DOCUMENT_COLUMNS " order by number");
    while (!r->arena->failed && !r->damaged && stm_row_reader_next(&row)) {
        r->damaged = stm_row_take_number(&row) != r->n || r->n >= n;
        if (!r->damaged)
            take_document(r, &row, r->n++);
    }
    return shut(r, &row, err);
}

/*
 * Walks a table whose first column is the document: turns to it, gives it
 * room for all its rows, and hands each on.
 */
typedef void take_part_fn(reader *r, stm_row_reader *row, uint32_t document,
                          uint32_t place);
typedef void make_room_fn(reader *r, uint32_t document, uint32_t rows);

static stm_status take_parts(reader *r, const char *sql,
                             make_room_fn *make_room, take_part_fn *take,
                             stm_error *err)
{
    stm_row_reader row;
    stm_row_reader_init(&row, r->db, sql);
    uint32_t last = STM_NONE;
    uint32_t place = 0;
    uint32_t room = 0; /* of the document at hand, as its first row said */
    while (!r->arena->failed && !r->damaged && stm_row_reader_next(&row)) {
        const uint32_t document = stm_row_take_index(&row);
        const uint32_t rows = stm_row_take_index(&row);
        if (document >= r->n) {
            r->damaged = true;
            break;
        }
        if (document != last) {
            make_room(r, document, rows);
            last = document;
            place = 0;
            room = rows;
        }
        if (place >= room)
            r->damaged = true;
        else if (!r->arena->failed)
            take(r, &row, document, place++);
    }
    return shut(r, &row, err);
}

static void room_for_authors(reader *r, uint32_t document, uint32_t rows)
{
    r->articles[document].authors =
        stm_arena_alloc(r->arena, rows, sizeof(stm_slice));
    r->articles[document].n_authors = rows;
}

static void take_author(reader *r, stm_row_reader *row, uint32_t document,
                        uint32_t place)
{
    /* the array is ours until the article is handed out */
    stm_slice *authors = (stm_slice *)(uintptr_t)r->articles[document].authors;
    authors[place] = stm_row_take_text(row, r->arena);
}

static void room_for_paragraphs(reader *r, uint32_t document, uint32_t rows)
{
    r->articles[document].paragraphs =
        stm_arena_alloc(r->arena, rows, sizeof(stm_paragraph));
    r->articles[document].n_paragraphs = rows;
}

static void take_paragraph(reader *r, stm_row_reader *row, uint32_t document,
                           uint32_t place)
{
    stm_paragraph *list =
        (stm_paragraph *)(uintptr_t)r->articles[document].paragraphs;
    const stm_span span = stm_row_take_span(row);
    list[place].span = to_bytes(r, document, span);
    list[place].kind = stm_par_kind_of(stm_row_take_word(row));
    list[place].from = stm_row_take_span(row);
}

static void room_for_dates(reader *r, uint32_t document, uint32_t rows)
{
    r->articles[document].dates =
        stm_arena_alloc(r->arena, rows, sizeof(stm_date_found));
    r->articles[document].n_dates = rows;
}

static void take_found(reader *r, stm_row_reader *row, uint32_t document,
                       uint32_t place)
{
    stm_date_found *list =
        (stm_date_found *)(uintptr_t)r->articles[document].dates;
    list[place].date = stm_row_take_date(row);
    list[place].place = stm_date_place_of(stm_row_take_word(row));
    list[place].role = stm_date_role_of(stm_row_take_word(row));
    list[place].believed = stm_row_take_number(row) != 0;
    const stm_span at = stm_row_take_span(row);
    if (!stm_span_is_empty(at))
        list[place].at = to_bytes(r, document, at);
}

static void room_for_credits(reader *r, uint32_t document, uint32_t rows)
{
    r->articles[document].credits =
        stm_arena_alloc(r->arena, rows, sizeof(stm_credit));
    r->articles[document].n_credits = rows;
}

static void take_credit(reader *r, stm_row_reader *row, uint32_t document,
                        uint32_t place)
{
    stm_credit *list = (stm_credit *)(uintptr_t)r->articles[document].credits;
    list[place].agency = stm_row_take_text(row, r->arena);
    list[place].place = stm_credit_place_of(stm_row_take_word(row));
    const stm_span at = stm_row_take_span(row);
    if (!stm_span_is_empty(at))
        list[place].at = to_bytes(r, document, at);
}

static stm_status take_all(reader *r, stm_error *err)
{
    STM_TRY(take_documents(r, err));
    STM_TRY(take_parts(r,
                       "select document, count(*) over (partition by document),"
                       " name from author order by document, place",
                       room_for_authors, take_author, err));
    STM_TRY(take_parts(r,
                       "select document, count(*) over (partition by document),"
                       " \"begin\", \"end\", kind, from_begin, from_end"
                       " from paragraph order by document, place",
                       room_for_paragraphs, take_paragraph, err));
    STM_TRY(take_parts(r,
                       "select document, count(*) over (partition by document),"
                       " date, found_in, role, believed, \"begin\", \"end\""
                       " from date_found order by document, place",
                       room_for_dates, take_found, err));
    return take_parts(r,
                      "select document, count(*) over (partition by document),"
                      " agency, found_in, \"begin\", \"end\""
                      " from credit order by document, place",
                      room_for_credits, take_credit, err);
}

stm_status stm_documents_read(sqlite3 *db, stm_arena *arena, stm_article **out,
                              uint32_t *n_out, stm_error *err)
{
    reader r = {.db = db, .arena = arena};
    STM_TRY(take_all(&r, err));
    *out = r.articles;
    *n_out = r.n;
    return STM_OK;
}

stm_status stm_documents_read_one(sqlite3 *db, uint32_t number,
                                  stm_arena *arena, stm_article **out,
                                  stm_error *err)
{
    reader r = {.db = db, .arena = arena};
    r.articles = stm_arena_alloc(arena, 1, sizeof *r.articles);
    r.cp = stm_arena_alloc(arena, 1, sizeof *r.cp);
    stm_row_reader row;
    stm_row_reader_init(&row, db, DOCUMENT_COLUMNS " where number = ?");
    stm_row_reader_bind(&row, number);
    const bool found = !arena->failed && stm_row_reader_next(&row);
    if (found) {
        (void)stm_row_take_number(&row);
        take_document(&r, &row, 0);
    }
    STM_TRY(shut(&r, &row, err));
    if (!found)
        return stm_fail(err, STM_ERR_USAGE, 0, "no document %u", number);
    *out = r.articles;
    return STM_OK;
}

static stm_status take_edits(reader *r, stm_error *err)
{
    stm_row_reader row;
    stm_row_reader_init(&row, r->db,
                        "select document, status, reason, text from edited "
                        "order by document");
    while (!r->arena->failed && !r->damaged && stm_row_reader_next(&row)) {
        const uint32_t document = stm_row_take_index(&row);
        r->damaged = document >= r->n;
        if (r->damaged)
            break;
        stm_article *a = &r->articles[document];
        a->status = stm_record_status_of(stm_row_take_word(&row));
        a->reason = stm_row_take_text(&row, r->arena);
        const stm_slice text = stm_row_take_text(&row, r->arena);
        if (text.len == 0)
            continue;
        a->text = text;
        a->n_paragraphs = 0;
        r->cp[document] = stm_cpindex_from_text(text, r->arena);
    }
    return shut(r, &row, err);
}

stm_status stm_documents_read_edited(sqlite3 *db, stm_arena *arena,
                                     stm_article **out, uint32_t *n_out,
                                     stm_error *err)
{
    reader r = {.db = db, .arena = arena};
    STM_TRY(take_all(&r, err));
    STM_TRY(take_edits(&r, err));
    STM_TRY(take_parts(&r,
                       "select document, count(*) over (partition by document),"
                       " \"begin\", \"end\", kind, from_begin, from_end"
                       " from edited_paragraph order by document, place",
                       room_for_paragraphs, take_paragraph, err));
    *out = r.articles;
    *n_out = r.n;
    return STM_OK;
}
