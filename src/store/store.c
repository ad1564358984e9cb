#include "store/store.h"

#include <stdio.h>

#include "base/alloc.h"
#include "base/buf.h"
#include "base/utf8.h"
#include "store/row.h"

#include "base/banned.h"

static const char schema[] = {
#include "schema_sql.inc"
    , 0};

typedef struct writer {
    const stm_pile *pile;
    sqlite3 *db;
    stm_arena arena;
    stm_cpindex *cp; /* cp[n_articles] */
    bool failed;
} writer;

static void open_row(writer *self, stm_row *row, const char *table, int columns)
{
    stm_row_init(row, self->db, table, columns);
}

static void shut_row(writer *self, stm_row *row)
{
    self->failed |= row->failed;
    stm_row_release(row);
}

static void put_span(writer *self, stm_row *row, uint32_t article,
                     stm_span span)
{
    stm_row_number(row, stm_cpindex_at(&self->cp[article], span.begin));
    stm_row_number(row, stm_cpindex_at(&self->cp[article], span.end));
}

/* Dates and digests are made in a buffer that lives until the row ends. */
static void put_date(stm_row *row, stm_date date, stm_buf *buf)
{
    stm_buf_clear(buf);
    stm_date_format(date, buf);
    stm_row_text(row, stm_buf_slice(buf));
}

static void write_articles(writer *self)
{
    stm_row row;
    stm_buf made[4];
    for (int i = 0; i < 4; i++)
        stm_buf_init(&made[i], 128);
    open_row(self, &row, "article", 21);
    for (uint32_t i = 0; i < self->pile->n_articles; i++) {
        const stm_article *a = &self->pile->articles[i];
        stm_row_number(&row, i);
        stm_row_words(&row, a->id);
        stm_row_words(&row, a->path);
        stm_row_text(&row, a->member);
        stm_row_number(&row, a->offset);
        stm_buf_clear(&made[0]);
        stm_buf_hex(&made[0], a->sha256, sizeof a->sha256);
        stm_row_words(&row, stm_buf_slice(&made[0]));
        stm_row_words(&row, stm_record_status_text(a->status));
        stm_row_text(&row, a->reason);
        stm_row_text(&row, a->url);
        stm_row_text(&row, a->title);
        stm_row_text(&row, a->outlet);
        stm_row_text(&row, a->site);
        stm_row_text(&row, a->section);
        stm_row_text(&row, a->language);
        put_date(&row, a->published, &made[1]);
        if (a->published.precision == STM_DATE_NONE)
            stm_row_null(&row);
        else
            stm_row_real(&row, (double)a->published_confidence);
        put_date(&row, a->modified, &made[2]);
        put_date(&row, a->captured, &made[3]);
        stm_row_text(&row, a->dateline);
        stm_row_text(&row, stm_article_agency(a));
        stm_row_words(&row, a->text);
        stm_row_end(&row);
    }
    shut_row(self, &row);
    for (int i = 0; i < 4; i++)
        stm_buf_release(&made[i]);
}

static void write_paragraphs(writer *self)
{
    stm_row row;
    open_row(self, &row, "paragraph", 7);
    for (uint32_t i = 0; i < self->pile->n_articles; i++) {
        const stm_article *a = &self->pile->articles[i];
        for (uint32_t k = 0; k < a->n_paragraphs; k++) {
            const stm_paragraph *p = &a->paragraphs[k];
            stm_row_number(&row, i);
            stm_row_number(&row, k);
            put_span(self, &row, i, p->span);
            stm_row_words(&row, stm_par_kind_text(p->kind));
            const bool has_from = !stm_span_is_empty(p->from);
            stm_row_index(&row, has_from ? p->from.begin : STM_NONE);
            stm_row_index(&row, has_from ? p->from.end : STM_NONE);
            stm_row_end(&row);
        }
    }
    shut_row(self, &row);
}

static void write_found(writer *self)
{
    stm_row author;
    stm_row found;
    stm_row credit;
    stm_buf made;
    stm_buf_init(&made, 128);
    open_row(self, &author, "author", 3);
    open_row(self, &found, "date_found", 6);
    open_row(self, &credit, "credit", 4);
    for (uint32_t i = 0; i < self->pile->n_articles; i++) {
        const stm_article *a = &self->pile->articles[i];
        for (uint32_t k = 0; k < a->n_authors; k++) {
            stm_row_number(&author, i);
            stm_row_number(&author, k);
            stm_row_words(&author, a->authors[k]);
            stm_row_end(&author);
        }
        for (uint32_t k = 0; k < a->n_dates; k++) {
            stm_row_number(&found, i);
            stm_row_number(&found, k);
            stm_buf_clear(&made);
            stm_date_format(a->dates[k].date, &made);
            stm_row_words(&found, stm_buf_slice(&made));
            stm_row_words(&found, stm_date_place_text(a->dates[k].place));
            stm_row_words(&found, stm_date_role_text(a->dates[k].role));
            stm_row_number(&found, a->dates[k].believed);
            stm_row_end(&found);
        }
        for (uint32_t k = 0; k < a->n_credits; k++) {
            stm_row_number(&credit, i);
            stm_row_number(&credit, k);
            stm_row_words(&credit, a->credits[k].agency);
            stm_row_words(&credit, stm_credit_place_text(a->credits[k].place));
            stm_row_end(&credit);
        }
    }
    shut_row(self, &author);
    shut_row(self, &found);
    shut_row(self, &credit);
    stm_buf_release(&made);
}

static void write_passages(writer *self)
{
    stm_row row;
    open_row(self, &row, "passage", 11);
    for (uint32_t i = 0; i < self->pile->n_matches; i++) {
        const stm_match *m = &self->pile->matches[i];
        stm_row_number(&row, i);
        stm_row_number(&row, m->a);
        put_span(self, &row, m->a, m->a_span);
        stm_row_number(&row, m->b);
        put_span(self, &row, m->b, m->b_span);
        stm_row_words(&row, m->kind == STM_MATCH_REPRINT ? STM_LIT("reprint")
                                                         : STM_LIT("rewrite"));
        stm_row_real(&row, (double)m->score);
        stm_row_real(&row, (double)m->rarity);
        stm_row_number(&row, m->n_words);
        stm_row_end(&row);
    }
    shut_row(self, &row);
}

static void write_stories(writer *self)
{
    stm_row story;
    stm_row member;
    stm_buf made;
    stm_buf_init(&made, 128);
    open_row(self, &story, "story", 7);
    open_row(self, &member, "story_article", 2);
    for (uint32_t i = 0; i < self->pile->n_stories; i++) {
        const stm_story *s = &self->pile->stories[i];
        stm_row_number(&story, i);
        stm_row_words(&story, s->id);
        stm_row_text(&story, s->title);
        put_date(&story, s->day, &made);
        stm_row_text(&story, s->day_why);
        stm_row_real(&story, (double)s->cohesion);
        stm_row_real(&story, (double)s->weakest);
        stm_row_end(&story);
        for (uint32_t k = 0; k < s->n_articles; k++) {
            stm_row_number(&member, i);
            stm_row_number(&member, s->articles[k]);
            stm_row_end(&member);
        }
    }
    shut_row(self, &story);
    shut_row(self, &member);
    stm_buf_release(&made);
}

static void write_speakers(writer *self)
{
    stm_row row;
    stm_row name;
    open_row(self, &row, "speaker", 6);
    open_row(self, &name, "speaker_name", 2);
    for (uint32_t i = 0; i < self->pile->n_speakers; i++) {
        const stm_speaker *s = &self->pile->speakers[i];
        stm_row_number(&row, i);
        stm_row_words(&row, s->id);
        stm_row_words(&row, s->name);
        stm_row_words(&row, stm_speaker_kind_text(s->kind));
        stm_row_text(&row, s->country);
        stm_row_index(&row, s->body);
        stm_row_end(&row);
        for (uint32_t k = 0; k < s->n_names; k++) {
            stm_row_number(&name, i);
            stm_row_words(&name, s->names[k]);
            stm_row_end(&name);
        }
    }
    shut_row(self, &row);
    shut_row(self, &name);
}

static void put_parts(writer *self, stm_row *row, uint32_t number,
                      stm_slice part, const stm_span *spans, uint32_t n)
{
    const uint32_t article = self->pile->attributions[number].article;
    for (uint32_t i = 0; i < n; i++) {
        stm_row_number(row, number);
        stm_row_words(row, part);
        put_span(self, row, article, spans[i]);
        stm_row_end(row);
    }
}

static void write_attributions(writer *self)
{
    stm_row row;
    stm_row span;
    open_row(self, &row, "attribution", 7);
    open_row(self, &span, "attribution_span", 4);
    for (uint32_t i = 0; i < self->pile->n_attributions; i++) {
        const stm_attribution *a = &self->pile->attributions[i];
        stm_row_number(&row, i);
        stm_row_number(&row, a->article);
        stm_row_words(&row, stm_speech_text(a->type));
        stm_row_real(&row, (double)a->confidence);
        stm_row_index(&row, a->speaker);
        stm_row_index(&row, a->carrier);
        stm_row_index(&row, a->outer);
        stm_row_end(&row);
        put_parts(self, &span, i, STM_LIT("source"), a->source, a->n_source);
        put_parts(self, &span, i, STM_LIT("cue"), a->cue, a->n_cue);
        put_parts(self, &span, i, STM_LIT("content"), a->content, a->n_content);
        put_parts(self, &span, i, STM_LIT("hedge"), a->hedges, a->n_hedges);
    }
    shut_row(self, &row);
    shut_row(self, &span);
}

static void write_mentions(writer *self)
{
    stm_row row;
    open_row(self, &row, "mention", 7);
    for (uint32_t i = 0; i < self->pile->n_claims; i++) {
        const stm_claim *c = &self->pile->claims[i];
        for (uint32_t k = 0; k < c->n_mentions; k++) {
            const stm_mention *m = &c->mentions[k];
            stm_row_number(&row, i);
            stm_row_number(&row, k);
            stm_row_number(&row, m->article);
            put_span(self, &row, m->article, m->span);
            stm_row_index(&row, m->speaker);
            stm_row_index(&row, m->attribution);
            stm_row_end(&row);
        }
    }
    shut_row(self, &row);
}

static void write_claims(writer *self)
{
    stm_row row;
    open_row(self, &row, "claim", 12);
    for (uint32_t i = 0; i < self->pile->n_claims; i++) {
        const stm_claim *c = &self->pile->claims[i];
        stm_row_number(&row, i);
        stm_row_words(&row, c->id);
        stm_row_number(&row, c->story);
        stm_row_words(&row, c->text);
        stm_row_real(&row, (double)c->weight);
        stm_row_real(&row, (double)c->cohesion);
        stm_row_number(&row, c->n_articles);
        stm_row_number(&row, c->n_outlets);
        stm_row_number(&row, c->n_families);
        stm_row_number(&row, c->n_voices);
        stm_row_index(&row, c->measured ? c->low : STM_NONE);
        stm_row_index(&row, c->measured ? c->high : STM_NONE);
        stm_row_end(&row);
    }
    shut_row(self, &row);
}

static void write_origins(writer *self)
{
    stm_row row;
    stm_row member;
    open_row(self, &row, "origin", 6);
    open_row(self, &member, "origin_mention", 3);
    for (uint32_t i = 0; i < self->pile->n_claims; i++) {
        const stm_claim *c = &self->pile->claims[i];
        for (uint32_t k = 0; k < c->n_origins; k++) {
            const stm_origin *o = &c->origins[k];
            stm_row_number(&row, i);
            stm_row_number(&row, k);
            stm_row_words(&row, stm_origin_kind_text(o->kind));
            stm_row_index(&row, o->speaker);
            stm_row_text(&row, o->agency);
            stm_row_text(&row, o->why);
            stm_row_end(&row);
            for (uint32_t j = 0; j < o->n_mentions; j++) {
                stm_row_number(&member, i);
                stm_row_number(&member, k);
                stm_row_number(&member, o->mentions[j]);
                stm_row_end(&member);
            }
        }
    }
    shut_row(self, &row);
    shut_row(self, &member);
}

static void write_merges(writer *self)
{
    stm_row row;
    open_row(self, &row, "merge", 8);
    for (uint32_t i = 0; i < self->pile->n_claims; i++) {
        const stm_claim *c = &self->pile->claims[i];
        for (uint32_t k = 0; k < c->n_merges; k++) {
            const stm_merge *m = &c->merges[k];
            stm_row_number(&row, i);
            stm_row_number(&row, k);
            stm_row_number(&row, m->a);
            stm_row_number(&row, m->b);
            stm_row_words(&row, stm_merge_kind_text(m->kind));
            stm_row_number(&row, m->sure);
            stm_row_real(&row, (double)m->confidence);
            stm_row_text(&row, m->why);
            stm_row_end(&row);
        }
    }
    shut_row(self, &row);
}

static void put_values(stm_row *row, uint32_t claim, uint32_t difference,
                       const stm_difference *d)
{
    for (uint32_t v = 0; v < d->n_values; v++)
        for (uint32_t j = 0; j < d->values[v].n_mentions; j++) {
            stm_row_number(row, claim);
            stm_row_number(row, difference);
            stm_row_number(row, v);
            stm_row_words(row, d->values[v].text);
            stm_row_number(row, d->values[v].mentions[j]);
            stm_row_end(row);
        }
}

static void write_differences(writer *self)
{
    stm_row row;
    stm_row value;
    open_row(self, &row, "difference", 5);
    open_row(self, &value, "difference_value", 5);
    for (uint32_t i = 0; i < self->pile->n_claims; i++) {
        const stm_claim *c = &self->pile->claims[i];
        for (uint32_t k = 0; k < c->n_differences; k++) {
            const stm_difference *d = &c->differences[k];
            stm_row_number(&row, i);
            stm_row_number(&row, k);
            stm_row_words(&row, d->slot);
            stm_row_words(&row, stm_difference_kind_text(d->kind));
            stm_row_text(&row, d->what);
            stm_row_end(&row);
            put_values(&value, i, k, d);
        }
    }
    shut_row(self, &row);
    shut_row(self, &value);
}

static void put_evidence(stm_row *row, uint32_t edge, const stm_edge *e)
{
    for (uint32_t i = 0; i < e->n_evidence; i++) {
        const stm_evidence *v = &e->evidence[i];
        stm_row_number(row, edge);
        stm_row_number(row, i);
        stm_row_words(row, stm_evidence_kind_text(v->kind));
        stm_row_number(row, v->for_edge);
        stm_row_index(row, v->match);
        stm_row_text(row, v->text);
        stm_row_end(row);
    }
}

static void write_lineage(writer *self)
{
    stm_row lost;
    stm_row edge;
    stm_row evidence;
    open_row(self, &lost, "lost_origin", 5);
    open_row(self, &edge, "edge", 9);
    open_row(self, &evidence, "evidence", 6);
    for (uint32_t i = 0; i < self->pile->n_lost; i++) {
        const stm_lost_origin *o = &self->pile->lost[i];
        stm_row_number(&lost, i);
        stm_row_words(&lost, o->id);
        stm_row_number(&lost, o->story);
        stm_row_text(&lost, o->agency);
        stm_row_index(&lost, o->speaker);
        stm_row_end(&lost);
    }
    for (uint32_t i = 0; i < self->pile->n_edges; i++) {
        const stm_edge *e = &self->pile->edges[i];
        stm_row_number(&edge, i);
        stm_row_index(&edge, e->from);
        stm_row_index(&edge, e->lost);
        stm_row_number(&edge, e->to);
        stm_row_words(&edge, stm_degree_text(e->degree));
        stm_row_number(&edge, e->direction_known);
        stm_row_real(&edge, (double)e->share);
        stm_row_text(&edge, e->agency);
        stm_row_real(&edge, (double)e->confidence);
        stm_row_end(&edge);
        put_evidence(&evidence, i, e);
    }
    shut_row(self, &lost);
    shut_row(self, &edge);
    shut_row(self, &evidence);
}

static void run_sql(writer *self, const char *sql)
{
    self->failed |= sqlite3_exec(self->db, sql, NULL, NULL, NULL) != SQLITE_OK;
}

static void write_all(writer *self)
{
    run_sql(self, "pragma journal_mode=off; pragma synchronous=off; "
                  "pragma secure_delete=off; pragma page_size=4096;");
    run_sql(self, "begin");
    run_sql(self, schema);
    write_articles(self);
    write_paragraphs(self);
    write_found(self);
    write_passages(self);
    write_stories(self);
    write_speakers(self);
    write_attributions(self);
    write_claims(self);
    write_mentions(self);
    write_origins(self);
    write_merges(self);
    write_differences(self);
    write_lineage(self);
    run_sql(self, "commit");
}

static bool index_texts(writer *self)
{
    stm_arena_init(&self->arena, SIZE_MAX);
    self->cp = stm_arena_alloc(&self->arena, self->pile->n_articles + 1u,
                               sizeof *self->cp);
    for (uint32_t i = 0; self->cp != NULL && i < self->pile->n_articles; i++)
        self->cp[i] =
            stm_cpindex_from_text(self->pile->articles[i].text, &self->arena);
    return !self->arena.failed;
}

/* A file beside `path`, renamed into its place when it is whole. */
static stm_status write_beside(writer *self, const char *beside,
                               const char *path, stm_error *err)
{
    remove(beside);
    const int opened = sqlite3_open_v2(
        beside, &self->db,
        SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX, NULL);
    self->failed = opened != SQLITE_OK;
    if (!self->failed)
        write_all(self);
    char why[200];
    snprintf(why, sizeof why, "%s",
             self->db == NULL ? "out of memory" : sqlite3_errmsg(self->db));
    self->failed |= sqlite3_close(self->db) != SQLITE_OK;
    if (!self->failed && rename(beside, path) == 0)
        return STM_OK;
    remove(beside);
    return stm_fail(err, STM_ERR_IO, 0, "cannot write %.120s: %s", path, why);
}

stm_status stm_store_write(const stm_pile *pile, const char *path,
                           stm_error *err)
{
    writer self = {.pile = pile};
    char beside[4096];
    const int n = snprintf(beside, sizeof beside, "%s.new", path);
    if (n < 0 || (size_t)n >= sizeof beside)
        return stm_fail(err, STM_ERR_IO, 0, "path too long");
    stm_status status = STM_ERR_NOMEM;
    if (!index_texts(&self))
        status = stm_fail(err, STM_ERR_NOMEM, 0, "out of memory");
    else
        status = write_beside(&self, beside, path, err);
    stm_arena_release(&self.arena);
    return status;
}
