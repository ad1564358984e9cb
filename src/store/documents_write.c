#include "base/buf.h"
#include "base/utf8.h"
#include "store/db.h"
#include "store/documents.h"
#include "store/row.h"

#include "base/banned.h"

/* Rows of all source tables, and what they need of the document at hand. */
typedef struct writer {
    stm_row document;
    stm_row author;
    stm_row paragraph;
    stm_row found;
    stm_row credit;
    stm_arena scratch; /* cleared between documents */
    stm_cpindex cp;
    uint32_t number;
} writer;

/* A date's text, which lives until the scratch is cleared. */
static void put_date(writer *w, stm_row *row, stm_date date)
{
    stm_buf buf;
    stm_buf_init(&buf, 64);
    stm_date_format(date, &buf);
    stm_row_text(row, stm_arena_copy(&w->scratch, stm_buf_slice(&buf)));
    stm_buf_release(&buf);
}

static void put_digest(writer *w, stm_row *row, const uint8_t sha256[32])
{
    stm_buf buf;
    stm_buf_init(&buf, 64);
    if (stm_digest_is_known(sha256))
        stm_buf_hex(&buf, sha256, 32);
    stm_row_text(row, stm_arena_copy(&w->scratch, stm_buf_slice(&buf)));
    stm_buf_release(&buf);
}

static void put_span(const writer *w, stm_row *row, stm_span span)
{
    if (stm_span_is_empty(span)) {
        stm_row_null(row);
        stm_row_null(row);
        return;
    }
    stm_row_number(row, stm_cpindex_at(&w->cp, span.begin));
    stm_row_number(row, stm_cpindex_at(&w->cp, span.end));
}

static void write_document(writer *w, const stm_article *a)
{
    stm_row *row = &w->document;
    stm_row_number(row, w->number);
    stm_row_words(row, a->id);
    stm_row_words(row, a->path);
    stm_row_text(row, a->member);
    stm_row_number(row, a->offset);
    put_digest(w, row, a->sha256);
    stm_row_text(row, a->record_id);
    stm_row_text(row, a->payload_digest);
    stm_row_words(row, stm_record_status_text(a->status));
    stm_row_text(row, a->reason);
    stm_row_number(row, a->paywall);
    stm_row_text(row, a->url);
    stm_row_text(row, a->canonical_url);
    stm_row_text(row, a->title);
    stm_row_text(row, a->outlet);
    stm_row_text(row, a->site);
    stm_row_text(row, a->section);
    stm_row_text(row, a->language);
    put_date(w, row, a->published);
    if (a->published.precision == STM_DATE_NONE)
        stm_row_null(row);
    else
        stm_row_real(row, (double)a->published_confidence);
    put_date(w, row, a->modified);
    put_date(w, row, a->captured);
    stm_row_text(row, a->dateline);
    put_span(w, row, a->dateline_at);
    stm_row_text(row, stm_article_agency(a));
    stm_row_number(row, a->text_is_given);
    stm_row_words(row, a->text);
    stm_row_text(row, a->extra);
    stm_row_end(row);
}

static void put_paragraph(const writer *w, stm_row *row, uint32_t place,
                          const stm_paragraph *p)
{
    stm_row_number(row, w->number);
    stm_row_number(row, place);
    stm_row_number(row, stm_cpindex_at(&w->cp, p->span.begin));
    stm_row_number(row, stm_cpindex_at(&w->cp, p->span.end));
    stm_row_words(row, stm_par_kind_text(p->kind));
    const bool has_from = !stm_span_is_empty(p->from);
    stm_row_index(row, has_from ? p->from.begin : STM_NONE);
    stm_row_index(row, has_from ? p->from.end : STM_NONE);
    stm_row_end(row);
}

static void write_parts(writer *w, const stm_article *a)
{
    for (uint32_t i = 0; i < a->n_authors; i++) {
        stm_row_number(&w->author, w->number);
        stm_row_number(&w->author, i);
        stm_row_words(&w->author, a->authors[i]);
        stm_row_end(&w->author);
    }
    for (uint32_t i = 0; i < a->n_paragraphs; i++)
        put_paragraph(w, &w->paragraph, i, &a->paragraphs[i]);
    for (uint32_t i = 0; i < a->n_dates; i++) {
        const stm_date_found *d = &a->dates[i];
        stm_row_number(&w->found, w->number);
        stm_row_number(&w->found, i);
        put_date(w, &w->found, d->date);
        stm_row_words(&w->found, stm_date_place_text(d->place));
        stm_row_words(&w->found, stm_date_role_text(d->role));
        stm_row_number(&w->found, d->believed);
        put_span(w, &w->found, d->at);
        stm_row_end(&w->found);
    }
    for (uint32_t i = 0; i < a->n_credits; i++) {
        const stm_credit *c = &a->credits[i];
        stm_row_number(&w->credit, w->number);
        stm_row_number(&w->credit, i);
        stm_row_words(&w->credit, c->agency);
        stm_row_words(&w->credit, stm_credit_place_text(c->place));
        put_span(w, &w->credit, c->at);
        stm_row_end(&w->credit);
    }
}

static void turn_to(writer *w, const stm_article *a, uint32_t number)
{
    stm_arena_clear(&w->scratch);
    w->number = number;
    w->cp = stm_cpindex_from_text(a->text, &w->scratch);
}

stm_status stm_documents_write(sqlite3 *db, const stm_article *articles,
                               uint32_t n, uint32_t first, stm_error *err)
{
    writer w = {.number = 0};
    stm_arena_init(&w.scratch, SIZE_MAX);
    stm_row_init(&w.document, db, "document", 29);
    stm_row_init(&w.author, db, "author", 3);
    stm_row_init(&w.paragraph, db, "paragraph", 7);
    stm_row_init(&w.found, db, "date_found", 8);
    stm_row_init(&w.credit, db, "credit", 6);
    bool no_memory = false;
    for (uint32_t i = 0; i < n && !no_memory; i++) {
        turn_to(&w, &articles[i], first + i);
        write_document(&w, &articles[i]);
        write_parts(&w, &articles[i]);
        no_memory = w.scratch.failed;
    }
    const bool failed = w.document.failed || w.author.failed ||
                        w.paragraph.failed || w.found.failed || w.credit.failed;
    stm_status status = STM_OK;
    if (no_memory)
        status = stm_fail(err, STM_ERR_NOMEM, 0, "out of memory");
    else if (failed)
        status = stm_db_fail(db, "the archive", err);
    stm_row_release(&w.document);
    stm_row_release(&w.author);
    stm_row_release(&w.paragraph);
    stm_row_release(&w.found);
    stm_row_release(&w.credit);
    stm_arena_release(&w.scratch);
    return status;
}

stm_status stm_documents_write_edits(sqlite3 *db, const stm_article *documents,
                                     const stm_article *articles, uint32_t n,
                                     stm_error *err)
{
    writer w = {.number = 0};
    stm_row edited;
    stm_arena_init(&w.scratch, SIZE_MAX);
    stm_row_init(&edited, db, "edited", 4);
    stm_row_init(&w.paragraph, db, "edited_paragraph", 7);
    bool no_memory = false;
    for (uint32_t i = 0; i < n && !no_memory; i++) {
        const stm_article *was = &documents[i];
        const stm_article *is = &articles[i];
        const bool same_text = was->text.ptr == is->text.ptr &&
                               was->text.len == is->text.len &&
                               was->paragraphs == is->paragraphs;
        if (same_text && was->status == is->status &&
            stm_slice_eq(was->reason, is->reason))
            continue;
        turn_to(&w, is, i);
        no_memory = w.scratch.failed;
        stm_row_number(&edited, i);
        stm_row_words(&edited, stm_record_status_text(is->status));
        stm_row_text(&edited, is->reason);
        if (same_text)
            stm_row_null(&edited);
        else
            stm_row_words(&edited, is->text);
        stm_row_end(&edited);
        for (uint32_t k = 0; k < is->n_paragraphs && !same_text; k++)
            put_paragraph(&w, &w.paragraph, k, &is->paragraphs[k]);
    }
    stm_status status = STM_OK;
    if (no_memory)
        status = stm_fail(err, STM_ERR_NOMEM, 0, "out of memory");
    else if (edited.failed || w.paragraph.failed)
        status = stm_db_fail(db, "the archive", err);
    stm_row_release(&edited);
    stm_row_release(&w.paragraph);
    stm_arena_release(&w.scratch);
    return status;
}
