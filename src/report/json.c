#include "report/json.h"

#include "base/utf8.h"
#include "model/pile_index.h"

#include "base/banned.h"

/* What the writers of one view share. */
typedef struct view {
    const stm_pile *pile;
    stm_json json;
    stm_arena arena;    /* holds the indices below */
    stm_cpindex *cp;    /* cp[n_articles], built when first asked for */
    uint32_t *first_of; /* first attribution of each article */
    const stm_pile_index *index; /* for the stories of stemma.json */
} view;

static bool view_init(view *self, const stm_pile *pile, stm_buf *out)
{
    *self = (view){.pile = pile};
    stm_json_init(&self->json, out);
    stm_arena_init(&self->arena, SIZE_MAX);
    self->cp =
        stm_arena_alloc(&self->arena, pile->n_articles + 1u, sizeof *self->cp);
    self->first_of = stm_arena_alloc(&self->arena, pile->n_articles + 1u,
                                     sizeof *self->first_of);
    if (self->arena.failed) {
        out->status = STM_ERR_NOMEM;
        return false;
    }
    for (uint32_t i = pile->n_attributions; i-- > 0;)
        self->first_of[pile->attributions[i].article] = i;
    return true;
}

static void view_release(view *self)
{
    if (self->arena.failed && self->json.out->status == STM_OK)
        self->json.out->status = STM_ERR_NOMEM;
    stm_arena_release(&self->arena);
}

static uint32_t code_point(view *self, uint32_t article, uint32_t byte)
{
    stm_cpindex *cp = &self->cp[article];
    if (cp->at == NULL)
        *cp = stm_cpindex_from_text(self->pile->articles[article].text,
                                    &self->arena);
    return stm_cpindex_at(cp, byte);
}

static void put_offsets(view *self, uint32_t article, stm_span span)
{
    stm_json_put_u64(&self->json, STM_LIT("begin"),
                     code_point(self, article, span.begin));
    stm_json_put_u64(&self->json, STM_LIT("end"),
                     code_point(self, article, span.end));
}

static void put_spans(view *self, stm_slice key, uint32_t article,
                      const stm_span *spans, uint32_t n)
{
    stm_json_key(&self->json, key);
    stm_json_array(&self->json);
    for (uint32_t i = 0; i < n; i++) {
        stm_json_object(&self->json);
        put_offsets(self, article, spans[i]);
        stm_json_end_object(&self->json);
    }
    stm_json_end_array(&self->json);
}

static stm_slice article_id(const view *self, uint32_t article)
{
    return self->pile->articles[article].id;
}

static void put_article_id(view *self, stm_slice key, uint32_t article)
{
    stm_json_put_string(&self->json, key, article_id(self, article));
}

static void put_article_ids(view *self, stm_slice key, const uint32_t *articles,
                            uint32_t n)
{
    stm_json_key(&self->json, key);
    stm_json_array(&self->json);
    for (uint32_t i = 0; i < n; i++)
        stm_json_string(&self->json, article_id(self, articles[i]));
    stm_json_end_array(&self->json);
}

static void put_numbers(stm_json *json, stm_slice key, const uint32_t *items,
                        uint32_t n)
{
    stm_json_key(json, key);
    stm_json_array(json);
    for (uint32_t i = 0; i < n; i++)
        stm_json_u64(json, items[i]);
    stm_json_end_array(json);
}

static void put_strings(stm_json *json, stm_slice key, const stm_slice *items,
                        uint32_t n)
{
    stm_json_key(json, key);
    stm_json_array(json);
    for (uint32_t i = 0; i < n; i++)
        stm_json_string(json, items[i]);
    stm_json_end_array(json);
}

static void put_fixed(stm_json *json, stm_slice key, double value)
{
    stm_json_key(json, key);
    stm_json_fixed(json, value, 4);
}

static void put_bool(stm_json *json, stm_slice key, bool value)
{
    stm_json_key(json, key);
    stm_json_bool(json, value);
}

static void put_date(stm_json *json, stm_slice key, stm_date date)
{
    stm_buf text;
    stm_buf_init(&text, 64);
    stm_date_format(date, &text);
    stm_json_put_string(json, key, stm_buf_slice(&text));
    stm_buf_release(&text);
}

static void put_speaker(view *self, stm_slice key, uint32_t speaker)
{
    stm_json_put_string(&self->json, key,
                        speaker == STM_NONE ? (stm_slice){NULL, 0}
                                            : self->pile->speakers[speaker].id);
}

/* Articles */

static void put_paragraphs(stm_json *json, const stm_article *a,
                           const stm_cpindex *cp)
{
    stm_json_key(json, STM_LIT("paragraphs"));
    stm_json_array(json);
    for (uint32_t i = 0; i < a->n_paragraphs; i++) {
        const stm_paragraph *p = &a->paragraphs[i];
        stm_json_object(json);
        stm_json_put_u64(json, STM_LIT("begin"),
                         stm_cpindex_at(cp, p->span.begin));
        stm_json_put_u64(json, STM_LIT("end"), stm_cpindex_at(cp, p->span.end));
        stm_json_put_string(json, STM_LIT("kind"), stm_par_kind_text(p->kind));
        if (!stm_span_is_empty(p->from)) {
            stm_json_key(json, STM_LIT("from"));
            stm_json_object(json);
            stm_json_put_u64(json, STM_LIT("begin"), p->from.begin);
            stm_json_put_u64(json, STM_LIT("end"), p->from.end);
            stm_json_end_object(json);
        }
        stm_json_end_object(json);
    }
    stm_json_end_array(json);
}

static void put_found(stm_json *json, const stm_article *a,
                      const stm_cpindex *cp)
{
    stm_json_key(json, STM_LIT("dates"));
    stm_json_array(json);
    for (uint32_t i = 0; i < a->n_dates; i++) {
        const stm_date_found *d = &a->dates[i];
        stm_json_object(json);
        put_date(json, STM_LIT("date"), d->date);
        stm_json_put_string(json, STM_LIT("place"),
                            stm_date_place_text(d->place));
        stm_json_put_string(json, STM_LIT("role"), stm_date_role_text(d->role));
        put_bool(json, STM_LIT("believed"), d->believed);
        if (!stm_span_is_empty(d->at)) {
            stm_json_put_u64(json, STM_LIT("begin"),
                             stm_cpindex_at(cp, d->at.begin));
            stm_json_put_u64(json, STM_LIT("end"),
                             stm_cpindex_at(cp, d->at.end));
        }
        stm_json_end_object(json);
    }
    stm_json_end_array(json);
}

static void put_credits(stm_json *json, const stm_article *a,
                        const stm_cpindex *cp)
{
    stm_json_put_string(json, STM_LIT("agency"), stm_article_agency(a));
    stm_json_key(json, STM_LIT("credits"));
    stm_json_array(json);
    for (uint32_t i = 0; i < a->n_credits; i++) {
        const stm_credit *c = &a->credits[i];
        stm_json_object(json);
        stm_json_put_string(json, STM_LIT("agency"), c->agency);
        stm_json_put_string(json, STM_LIT("place"),
                            stm_credit_place_text(c->place));
        if (!stm_span_is_empty(c->at)) {
            stm_json_put_u64(json, STM_LIT("begin"),
                             stm_cpindex_at(cp, c->at.begin));
            stm_json_put_u64(json, STM_LIT("end"),
                             stm_cpindex_at(cp, c->at.end));
        }
        stm_json_end_object(json);
    }
    stm_json_end_array(json);
}

static void put_provenance(stm_json *json, const stm_article *a)
{
    stm_json_put_string(json, STM_LIT("path"), a->path);
    if (a->member.len > 0)
        stm_json_put_string(json, STM_LIT("member"), a->member);
    if (a->offset > 0)
        stm_json_put_u64(json, STM_LIT("offset"), a->offset);
    stm_buf hex;
    stm_buf_init(&hex, 64);
    if (stm_digest_is_known(a->sha256))
        stm_buf_hex(&hex, a->sha256, sizeof a->sha256);
    stm_json_put_string(json, STM_LIT("sha256"), stm_buf_slice(&hex));
    stm_buf_release(&hex);
    if (a->record_id.len > 0)
        stm_json_put_string(json, STM_LIT("record_id"), a->record_id);
    if (a->payload_digest.len > 0)
        stm_json_put_string(json, STM_LIT("payload_digest"), a->payload_digest);
    stm_json_put_string(json, STM_LIT("status"),
                        stm_record_status_text(a->status));
    stm_json_put_string(json, STM_LIT("reason"), a->reason);
}

static void put_article_fields(stm_json *json, const stm_article *a,
                               const stm_cpindex *cp)
{
    stm_json_put_string(json, STM_LIT("url"), a->url);
    stm_json_put_string(json, STM_LIT("canonical_url"), a->canonical_url);
    stm_json_put_string(json, STM_LIT("title"), a->title);
    put_strings(json, STM_LIT("authors"), a->authors, a->n_authors);
    stm_json_put_string(json, STM_LIT("outlet"), a->outlet);
    stm_json_put_string(json, STM_LIT("family"), a->family);
    stm_json_put_string(json, STM_LIT("site"), a->site);
    stm_json_put_string(json, STM_LIT("section"), a->section);
    put_date(json, STM_LIT("published"), a->published);
    stm_json_key(json, STM_LIT("published_confidence"));
    if (a->published.precision == STM_DATE_NONE)
        stm_json_null(json);
    else
        stm_json_fixed(json, (double)a->published_confidence, 2);
    put_date(json, STM_LIT("modified"), a->modified);
    put_date(json, STM_LIT("captured"), a->captured);
    put_found(json, a, cp);
    stm_json_put_string(json, STM_LIT("dateline"), a->dateline);
    put_credits(json, a, cp);
    stm_json_put_string(json, STM_LIT("language"), a->language);
    put_bool(json, STM_LIT("paywall"), a->paywall);
}

void stm_json_article(const stm_article *article, bool with_text, stm_buf *out)
{
    stm_arena scratch;
    stm_arena_init(&scratch, SIZE_MAX);
    const stm_cpindex cp = stm_cpindex_from_text(article->text, &scratch);
    stm_json json;
    stm_json_init(&json, out);
    stm_json_object(&json);
    stm_json_put_string(&json, STM_LIT("id"), article->id);
    put_provenance(&json, article);
    put_article_fields(&json, article, &cp);
    if (with_text || article->text_is_given) {
        stm_json_key(&json, STM_LIT("text"));
        stm_json_string(&json, article->text);
    }
    put_paragraphs(&json, article, &cp);
    if (article->extra.len > 0) {
        stm_json_key(&json, STM_LIT("extra"));
        stm_json_raw(&json, article->extra);
    }
    stm_json_end_object(&json);
    if (scratch.failed && out->status == STM_OK)
        out->status = STM_ERR_NOMEM;
    stm_arena_release(&scratch);
}

void stm_json_articles(const stm_pile *pile, stm_buf *out)
{
    for (uint32_t i = 0; i < pile->n_articles; i++) {
        stm_json_article(&pile->articles[i], true, out);
        stm_buf_byte(out, '\n');
    }
}

/* Passages */

static void put_side(view *self, stm_slice key, uint32_t article, stm_span span)
{
    stm_json_key(&self->json, key);
    stm_json_object(&self->json);
    put_article_id(self, STM_LIT("article"), article);
    put_offsets(self, article, span);
    stm_json_end_object(&self->json);
}

static void put_match(view *self, uint32_t i)
{
    const stm_match *m = &self->pile->matches[i];
    stm_json_object(&self->json);
    put_side(self, STM_LIT("a"), m->a, m->a_span);
    put_side(self, STM_LIT("b"), m->b, m->b_span);
    stm_json_put_string(&self->json, STM_LIT("kind"),
                        m->kind == STM_MATCH_REPRINT ? STM_LIT("reprint")
                                                     : STM_LIT("rewrite"));
    put_fixed(&self->json, STM_LIT("score"), (double)m->score);
    put_fixed(&self->json, STM_LIT("rarity"), (double)m->rarity);
    stm_json_put_u64(&self->json, STM_LIT("words"), m->n_words);
    stm_json_end_object(&self->json);
}

/* Stories */

static bool find_index(view *self)
{
    self->index = self->pile->index;
    if (self->index != NULL)
        return true;
    stm_pile_index *own = stm_arena_alloc(&self->arena, 1, sizeof *own);
    self->index = own;
    return own != NULL && stm_pile_index_build(own, self->pile, &self->arena);
}

static void put_story_speakers(view *self, uint32_t i)
{
    stm_json_key(&self->json, STM_LIT("speakers"));
    stm_json_array(&self->json);
    const stm_story_list *list = &self->index->speakers;
    for (uint32_t k = list->at[i]; k < list->at[i + 1]; k++)
        stm_json_string(&self->json, self->pile->speakers[list->items[k]].id);
    stm_json_end_array(&self->json);
}

static void put_story_claims(view *self, uint32_t i)
{
    stm_json_key(&self->json, STM_LIT("claims"));
    stm_json_array(&self->json);
    const stm_story_list *list = &self->index->claims;
    for (uint32_t k = list->at[i]; k < list->at[i + 1]; k++)
        stm_json_string(&self->json, self->pile->claims[list->items[k]].id);
    stm_json_end_array(&self->json);
}

static void put_story(view *self, uint32_t i, bool whole)
{
    const stm_story *s = &self->pile->stories[i];
    stm_json *json = &self->json;
    stm_json_object(json);
    stm_json_put_string(json, whole ? STM_LIT("id") : STM_LIT("story"), s->id);
    stm_json_put_string(json, STM_LIT("title"), s->title);
    put_date(json, STM_LIT("day"), s->day);
    stm_json_put_string(json, STM_LIT("day_why"), s->day_why);
    put_fixed(json, STM_LIT("cohesion"), (double)s->cohesion);
    put_fixed(json, STM_LIT("weakest"), (double)s->weakest);
    put_article_ids(self, STM_LIT("articles"), s->articles, s->n_articles);
    stm_json_key(json, STM_LIT("linked"));
    stm_json_array(json);
    for (uint32_t k = 0; k < s->n_linked; k++)
        stm_json_string(json, self->pile->stories[s->linked[k]].id);
    stm_json_end_array(json);
    if (!whole) {
        stm_json_end_object(json);
        return;
    }
    put_story_speakers(self, i);
    put_story_claims(self, i);
    stm_json_end_object(json);
}

/* Attributions and speakers */

static void put_attribution(view *self, uint32_t i)
{
    const stm_attribution *a = &self->pile->attributions[i];
    stm_json *json = &self->json;
    stm_json_object(json);
    put_spans(self, STM_LIT("source"), a->article, a->source, a->n_source);
    put_spans(self, STM_LIT("cue"), a->article, a->cue, a->n_cue);
    put_spans(self, STM_LIT("content"), a->article, a->content, a->n_content);
    stm_json_put_string(json, STM_LIT("type"), stm_speech_text(a->type));
    put_speaker(self, STM_LIT("speaker"), a->speaker);
    stm_json_key(json, STM_LIT("confidence"));
    stm_json_fixed(json, (double)a->confidence, 3);
    put_spans(self, STM_LIT("hedges"), a->article, a->hedges, a->n_hedges);
    put_speaker(self, STM_LIT("carrier"), a->carrier);
    stm_json_key(json, STM_LIT("outer"));
    if (a->outer == STM_NONE)
        stm_json_null(json);
    else
        stm_json_u64(json, a->outer - self->first_of[a->article]);
    if (a->reduced)
        put_bool(json, STM_LIT("reduced"), true);
    stm_json_end_object(json);
}

/* Articles without attributions print an empty list: they were read. */
static void put_quotes(view *self, uint32_t article, uint32_t *next)
{
    stm_json *json = &self->json;
    const stm_pile *pile = self->pile;
    stm_json_object(json);
    put_article_id(self, STM_LIT("id"), article);
    stm_json_key(json, STM_LIT("attributions"));
    stm_json_array(json);
    for (; *next < pile->n_attributions &&
           pile->attributions[*next].article == article;
         (*next)++)
        put_attribution(self, *next);
    stm_json_end_array(json);
    stm_json_end_object(json);
}

static void put_person(view *self, uint32_t i)
{
    const stm_speaker *s = &self->pile->speakers[i];
    stm_json *json = &self->json;
    stm_json_object(json);
    stm_json_put_string(json, STM_LIT("id"), s->id);
    stm_json_put_string(json, STM_LIT("name"), s->name);
    stm_json_put_string(json, STM_LIT("kind"), stm_speaker_kind_text(s->kind));
    stm_json_put_string(json, STM_LIT("country"), s->country);
    put_strings(json, STM_LIT("names"), s->names, s->n_names);
    put_article_ids(self, STM_LIT("articles"), s->articles, s->n_articles);
    put_speaker(self, STM_LIT("body"), s->body);
    stm_json_end_object(json);
}

/* Claims */

static void put_mention(view *self, const stm_mention *m)
{
    stm_json *json = &self->json;
    stm_json_object(json);
    put_article_id(self, STM_LIT("article"), m->article);
    put_offsets(self, m->article, m->span);
    put_speaker(self, STM_LIT("speaker"), m->speaker);
    stm_json_key(json, STM_LIT("attribution"));
    if (m->attribution == STM_NONE)
        stm_json_null(json);
    else
        stm_json_u64(json, m->attribution - self->first_of[m->article]);
    stm_json_end_object(json);
}

static void put_origins(view *self, const stm_claim *c)
{
    stm_json *json = &self->json;
    stm_json_key(json, STM_LIT("origins"));
    if (!c->measured) {
        stm_json_null(json);
        return;
    }
    stm_json_array(json);
    for (uint32_t i = 0; i < c->n_origins; i++) {
        const stm_origin *o = &c->origins[i];
        stm_json_object(json);
        stm_json_put_string(json, STM_LIT("kind"),
                            stm_origin_kind_text(o->kind));
        put_speaker(self, STM_LIT("speaker"), o->speaker);
        stm_json_put_string(json, STM_LIT("agency"), o->agency);
        put_numbers(json, STM_LIT("mentions"), o->mentions, o->n_mentions);
        stm_json_put_string(json, STM_LIT("why"), o->why);
        stm_json_end_object(json);
    }
    stm_json_end_array(json);
}

static void put_merges(stm_json *json, const stm_claim *c)
{
    stm_json_key(json, STM_LIT("merges"));
    stm_json_array(json);
    for (uint32_t i = 0; i < c->n_merges; i++) {
        const stm_merge *m = &c->merges[i];
        stm_json_object(json);
        stm_json_put_u64(json, STM_LIT("a"), m->a);
        stm_json_put_u64(json, STM_LIT("b"), m->b);
        stm_json_put_string(json, STM_LIT("kind"),
                            stm_merge_kind_text(m->kind));
        put_bool(json, STM_LIT("sure"), m->sure);
        put_fixed(json, STM_LIT("confidence"), (double)m->confidence);
        stm_json_put_string(json, STM_LIT("why"), m->why);
        stm_json_end_object(json);
    }
    stm_json_end_array(json);
}

static void put_range(stm_json *json, const stm_claim *c)
{
    stm_json_key(json, STM_LIT("range"));
    if (!c->measured) {
        stm_json_null(json);
        return;
    }
    stm_json_object(json);
    stm_json_put_u64(json, STM_LIT("low"), c->low);
    stm_json_put_u64(json, STM_LIT("high"), c->high);
    stm_json_end_object(json);
}

static void put_differences(stm_json *json, const stm_claim *c)
{
    stm_json_key(json, STM_LIT("differences"));
    stm_json_array(json);
    for (uint32_t i = 0; i < c->n_differences; i++) {
        const stm_difference *d = &c->differences[i];
        stm_json_object(json);
        stm_json_put_string(json, STM_LIT("slot"), d->slot);
        stm_json_put_string(json, STM_LIT("kind"),
                            stm_difference_kind_text(d->kind));
        stm_json_put_string(json, STM_LIT("what"), d->what);
        stm_json_key(json, STM_LIT("values"));
        stm_json_array(json);
        for (uint32_t k = 0; k < d->n_values; k++) {
            const stm_value *v = &d->values[k];
            stm_json_object(json);
            stm_json_put_string(json, STM_LIT("value"), v->text);
            put_numbers(json, STM_LIT("mentions"), v->mentions, v->n_mentions);
            stm_json_end_object(json);
        }
        stm_json_end_array(json);
        stm_json_end_object(json);
    }
    stm_json_end_array(json);
}

static void put_claim(view *self, uint32_t i)
{
    const stm_claim *c = &self->pile->claims[i];
    stm_json *json = &self->json;
    stm_json_object(json);
    stm_json_put_string(json, STM_LIT("claim"), c->id);
    stm_json_put_string(json, STM_LIT("story"),
                        self->pile->stories[c->story].id);
    stm_json_put_string(json, STM_LIT("text"), c->text);
    put_fixed(json, STM_LIT("weight"), (double)c->weight);
    put_fixed(json, STM_LIT("cohesion"), (double)c->cohesion);
    put_fixed(json, STM_LIT("weakest"), (double)c->weakest);
    stm_json_key(json, STM_LIT("mentions"));
    stm_json_array(json);
    for (uint32_t k = 0; k < c->n_mentions; k++)
        put_mention(self, &c->mentions[k]);
    stm_json_end_array(json);
    stm_json_key(json, STM_LIT("counts"));
    stm_json_object(json);
    stm_json_put_u64(json, STM_LIT("articles"), c->n_articles);
    stm_json_put_u64(json, STM_LIT("outlets"), c->n_outlets);
    stm_json_put_u64(json, STM_LIT("families"), c->n_families);
    stm_json_put_u64(json, STM_LIT("voices"), c->n_voices);
    stm_json_end_object(json);
    put_origins(self, c);
    put_range(json, c);
    put_merges(json, c);
    put_differences(json, c);
    stm_json_end_object(json);
}

/* Lineage */

static void put_lost(view *self, uint32_t i)
{
    const stm_lost_origin *o = &self->pile->lost[i];
    stm_json *json = &self->json;
    stm_json_object(json);
    stm_json_put_string(json, STM_LIT("lost"), o->id);
    stm_json_put_string(json, STM_LIT("story"),
                        self->pile->stories[o->story].id);
    stm_json_put_string(json, STM_LIT("agency"), o->agency);
    put_speaker(self, STM_LIT("speaker"), o->speaker);
    put_article_ids(self, STM_LIT("articles"), o->articles, o->n_articles);
    put_numbers(json, STM_LIT("passages"), o->matches, o->n_matches);
    stm_json_end_object(json);
}

static void put_evidence(view *self, const stm_edge *e)
{
    stm_json *json = &self->json;
    stm_json_key(json, STM_LIT("evidence"));
    stm_json_array(json);
    for (uint32_t i = 0; i < e->n_evidence; i++) {
        const stm_evidence *v = &e->evidence[i];
        stm_json_object(json);
        stm_json_put_string(json, STM_LIT("kind"),
                            stm_evidence_kind_text(v->kind));
        put_bool(json, STM_LIT("for"), v->for_edge);
        if (v->match != STM_NONE)
            stm_json_put_u64(json, STM_LIT("passage"), v->match);
        if (!stm_span_is_empty(v->at))
            put_offsets(self, e->to, v->at);
        stm_json_put_string(json, STM_LIT("text"), v->text);
        stm_json_end_object(json);
    }
    stm_json_end_array(json);
}

static void put_edge(view *self, uint32_t i)
{
    const stm_edge *e = &self->pile->edges[i];
    stm_json *json = &self->json;
    stm_json_object(json);
    if (e->from != STM_NONE)
        put_article_id(self, STM_LIT("from"), e->from);
    else
        stm_json_put_string(json, STM_LIT("from"),
                            e->lost == STM_NONE ? (stm_slice){NULL, 0}
                                                : self->pile->lost[e->lost].id);
    put_article_id(self, STM_LIT("to"), e->to);
    stm_json_put_string(json, STM_LIT("degree"), stm_degree_text(e->degree));
    put_bool(json, STM_LIT("direction_known"), e->direction_known);
    put_fixed(json, STM_LIT("share"), (double)e->share);
    stm_json_put_string(json, STM_LIT("agency"), e->agency);
    put_fixed(json, STM_LIT("confidence"), (double)e->confidence);
    put_evidence(self, e);
    stm_json_end_object(json);
}

/* Lines */

static void end_line(view *self)
{
    stm_buf_byte(self->json.out, '\n');
}

void stm_json_matches(const stm_pile *pile, stm_buf *out)
{
    view self;
    if (view_init(&self, pile, out))
        for (uint32_t i = 0; i < pile->n_matches; i++) {
            put_match(&self, i);
            end_line(&self);
        }
    view_release(&self);
}

void stm_json_stories(const stm_pile *pile, stm_buf *out)
{
    view self;
    if (view_init(&self, pile, out))
        for (uint32_t i = 0; i < pile->n_stories; i++) {
            put_story(&self, i, false);
            end_line(&self);
        }
    view_release(&self);
}

void stm_json_quotes(const stm_pile *pile, stm_buf *out)
{
    view self;
    uint32_t next = 0;
    if (view_init(&self, pile, out))
        for (uint32_t i = 0; i < pile->n_articles; i++) {
            if (pile->articles[i].status != STM_RECORD_OK)
                continue;
            put_quotes(&self, i, &next);
            end_line(&self);
        }
    view_release(&self);
}

void stm_json_claims(const stm_pile *pile, stm_buf *out)
{
    view self;
    if (view_init(&self, pile, out))
        for (uint32_t i = 0; i < pile->n_claims; i++) {
            put_claim(&self, i);
            end_line(&self);
        }
    view_release(&self);
}

void stm_json_lineage(const stm_pile *pile, stm_buf *out)
{
    view self;
    if (view_init(&self, pile, out)) {
        for (uint32_t i = 0; i < pile->n_lost; i++) {
            put_lost(&self, i);
            end_line(&self);
        }
        for (uint32_t i = 0; i < pile->n_edges; i++) {
            put_edge(&self, i);
            end_line(&self);
        }
    }
    view_release(&self);
}

/* Whole */

typedef void put_item(view *self, uint32_t i);

static void put_whole_story(view *self, uint32_t i)
{
    put_story(self, i, true);
}

static void put_list(view *self, stm_slice key, uint32_t n, put_item *put)
{
    stm_json_key(&self->json, key);
    stm_json_array(&self->json);
    for (uint32_t i = 0; i < n; i++)
        put(self, i);
    stm_json_end_array(&self->json);
}

static void put_lineage(view *self)
{
    stm_json_key(&self->json, STM_LIT("lineage"));
    stm_json_array(&self->json);
    for (uint32_t i = 0; i < self->pile->n_lost; i++)
        put_lost(self, i);
    for (uint32_t i = 0; i < self->pile->n_edges; i++)
        put_edge(self, i);
    stm_json_end_array(&self->json);
}

static void put_run(stm_json *json, const stm_run_info *info)
{
    stm_json_put_string(json, STM_LIT("stemma"), STM_LIT(STM_VERSION));
    stm_json_key(json, STM_LIT("options"));
    stm_json_raw(json, info->options_json);
    stm_json_key(json, STM_LIT("inputs"));
    stm_json_object(json);
    stm_json_put_u64(json, STM_LIT("read"), info->n_read);
    stm_json_put_u64(json, STM_LIT("failed"), info->n_failed);
    stm_json_end_object(json);
}

void stm_json_all(const stm_pile *pile, const stm_run_info *info, stm_buf *out)
{
    view self;
    if (!view_init(&self, pile, out) || !find_index(&self)) {
        view_release(&self);
        return;
    }
    stm_json *json = &self.json;
    stm_json_object(json);
    put_run(json, info);
    stm_json_key(json, STM_LIT("articles"));
    stm_json_array(json);
    for (uint32_t i = 0; i < pile->n_articles; i++) {
        if (i > 0)
            stm_buf_byte(out, ',');
        stm_json_article(&pile->articles[i], info->full_text, out);
    }
    stm_json_end_array(json);
    put_list(&self, STM_LIT("stories"), pile->n_stories, put_whole_story);
    put_list(&self, STM_LIT("speakers"), pile->n_speakers, put_person);
    put_list(&self, STM_LIT("passages"), pile->n_matches, put_match);
    stm_json_key(json, STM_LIT("attributions"));
    stm_json_array(json);
    uint32_t next = 0;
    for (uint32_t i = 0; i < pile->n_articles; i++)
        if (pile->articles[i].status == STM_RECORD_OK)
            put_quotes(&self, i, &next);
    stm_json_end_array(json);
    put_list(&self, STM_LIT("claims"), pile->n_claims, put_claim);
    put_lineage(&self);
    stm_json_end_object(json);
    stm_buf_byte(out, '\n');
    view_release(&self);
}
