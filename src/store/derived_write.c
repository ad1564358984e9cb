#include "store/derived.h"

#include <math.h>

#include "base/utf8.h"
#include "store/db.h"
#include "store/row.h"

#include "base/banned.h"

typedef struct writer {
    const stm_pile *pile;
    sqlite3 *db;
    stm_arena arena;
    stm_cpindex *cp; /* cp[n_articles] */
    bool failed;     /* a row was refused */
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

/* Dates are made in a buffer that lives until the row ends. */
static void put_date(stm_row *row, stm_date date, stm_buf *buf)
{
    stm_buf_clear(buf);
    stm_date_format(date, buf);
    stm_row_text(row, stm_buf_slice(buf));
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
    stm_row link;
    open_row(self, &story, "story", 7);
    open_row(self, &member, "story_article", 2);
    open_row(self, &link, "story_link", 2);
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
        for (uint32_t k = 0; k < s->n_linked; k++) {
            stm_row_number(&link, i);
            stm_row_number(&link, s->linked[k]);
            stm_row_end(&link);
        }
    }
    shut_row(self, &link);
    shut_row(self, &story);
    shut_row(self, &member);
    stm_buf_release(&made);
}

static void write_speakers(writer *self)
{
    stm_row row;
    stm_row name;
    stm_row heard;
    open_row(self, &row, "speaker", 6);
    open_row(self, &name, "speaker_name", 2);
    open_row(self, &heard, "speaker_article", 2);
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
        for (uint32_t k = 0; k < s->n_articles; k++) {
            stm_row_number(&heard, i);
            stm_row_number(&heard, s->articles[k]);
            stm_row_end(&heard);
        }
    }
    shut_row(self, &heard);
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
    open_row(self, &row, "attribution", 8);
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
        stm_row_number(&row, a->reduced);
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
    open_row(self, &row, "claim", 13);
    for (uint32_t i = 0; i < self->pile->n_claims; i++) {
        const stm_claim *c = &self->pile->claims[i];
        stm_row_number(&row, i);
        stm_row_words(&row, c->id);
        stm_row_number(&row, c->story);
        stm_row_words(&row, c->text);
        stm_row_real(&row, (double)c->weight);
        stm_row_real(&row, (double)c->cohesion);
        stm_row_real(&row, (double)c->weakest);
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
    open_row(self, &row, "merge", 9);
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
            stm_row_index(&row, m->match);
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
            if (isnan(d->values[v].number))
                stm_row_null(row);
            else
                stm_row_real(row, d->values[v].number);
            stm_row_number(row, d->values[v].mentions[j]);
            stm_row_end(row);
        }
}

static void write_differences(writer *self)
{
    stm_row row;
    stm_row value;
    open_row(self, &row, "difference", 5);
    open_row(self, &value, "difference_value", 6);
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

static void put_list(stm_row *row, uint32_t owner, const uint32_t *items,
                     uint32_t n)
{
    for (uint32_t k = 0; k < n; k++) {
        stm_row_number(row, owner);
        stm_row_number(row, items[k]);
        stm_row_end(row);
    }
}

static void put_evidence(writer *self, stm_row *row, uint32_t edge,
                         const stm_edge *e)
{
    for (uint32_t i = 0; i < e->n_evidence; i++) {
        const stm_evidence *v = &e->evidence[i];
        stm_row_number(row, edge);
        stm_row_number(row, i);
        stm_row_words(row, stm_evidence_kind_text(v->kind));
        stm_row_number(row, v->for_edge);
        stm_row_index(row, v->match);
        if (stm_span_is_empty(v->at)) {
            stm_row_null(row);
            stm_row_null(row);
        } else {
            put_span(self, row, e->to, v->at);
        }
        stm_row_text(row, v->text);
        stm_row_end(row);
    }
}

static void write_lineage(writer *self)
{
    stm_row lost;
    stm_row edge;
    stm_row evidence;
    stm_row drew;
    stm_row shows;
    open_row(self, &lost, "lost_origin", 5);
    open_row(self, &edge, "edge", 9);
    open_row(self, &evidence, "evidence", 8);
    open_row(self, &drew, "lost_article", 2);
    open_row(self, &shows, "lost_passage", 2);
    for (uint32_t i = 0; i < self->pile->n_lost; i++) {
        const stm_lost_origin *o = &self->pile->lost[i];
        stm_row_number(&lost, i);
        stm_row_words(&lost, o->id);
        stm_row_number(&lost, o->story);
        stm_row_text(&lost, o->agency);
        stm_row_index(&lost, o->speaker);
        stm_row_end(&lost);
        put_list(&drew, i, o->articles, o->n_articles);
        put_list(&shows, i, o->matches, o->n_matches);
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
        put_evidence(self, &evidence, i, e);
    }
    shut_row(self, &lost);
    shut_row(self, &edge);
    shut_row(self, &evidence);
    shut_row(self, &drew);
    shut_row(self, &shows);
}

static bool index_texts(writer *self)
{
    self->cp = stm_arena_alloc(&self->arena, self->pile->n_articles + 1u,
                               sizeof *self->cp);
    for (uint32_t i = 0; self->cp != NULL && i < self->pile->n_articles; i++)
        self->cp[i] =
            stm_cpindex_from_text(self->pile->articles[i].text, &self->arena);
    return !self->arena.failed;
}

stm_status stm_derived_write(sqlite3 *db, const stm_pile *pile, stm_error *err)
{
    writer self = {.pile = pile, .db = db};
    stm_arena_init(&self.arena, SIZE_MAX);
    stm_status status = STM_OK;
    if (!index_texts(&self)) {
        status = stm_fail(err, STM_ERR_NOMEM, 0, "out of memory");
    } else {
        write_passages(&self);
        write_stories(&self);
        write_speakers(&self);
        write_attributions(&self);
        write_claims(&self);
        write_mentions(&self);
        write_origins(&self);
        write_merges(&self);
        write_differences(&self);
        write_lineage(&self);
        if (self.failed)
            status = stm_db_fail(db, "the archive", err);
    }
    stm_arena_release(&self.arena);
    return status;
}
