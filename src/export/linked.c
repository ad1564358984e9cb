/* Forms of linked data: Web Annotation, ClaimReview, PROV. */
#include "export/export.h"

#include "base/json_writer.h"
#include "base/utf8.h"

#include "base/banned.h"

/* Where an article can be had: its address, else a name of its own. */
static void put_source(stm_json *json, stm_slice key, const stm_article *a)
{
    const stm_slice url = a->url.len > 0 ? a->url : a->canonical_url;
    if (url.len > 0) {
        stm_json_put_string(json, key, url);
        return;
    }
    stm_buf name;
    stm_buf_init(&name, 4096);
    stm_buf_add(&name, STM_LIT("urn:sha256:"));
    stm_buf_hex(&name, a->sha256, sizeof a->sha256);
    stm_json_put_string(json, key, stm_buf_slice(&name));
    stm_buf_release(&name);
}

/* --- Web Annotation ----------------------------------------------------- */

static void put_target(stm_json *json, const stm_article *a, stm_span span)
{
    stm_json_key(json, STM_LIT("target"));
    stm_json_object(json);
    put_source(json, STM_LIT("source"), a);
    stm_json_key(json, STM_LIT("selector"));
    stm_json_array(json);
    stm_json_object(json);
    stm_json_put_string(json, STM_LIT("type"), STM_LIT("TextPositionSelector"));
    stm_json_put_u64(json, STM_LIT("start"),
                     stm_utf8_count(stm_slice_sub(a->text, 0, span.begin)));
    stm_json_put_u64(json, STM_LIT("end"),
                     stm_utf8_count(stm_slice_sub(a->text, 0, span.end)));
    stm_json_end_object(json);
    stm_json_object(json);
    stm_json_put_string(json, STM_LIT("type"), STM_LIT("TextQuoteSelector"));
    stm_json_put_string(json, STM_LIT("exact"), stm_span_text(span, a->text));
    stm_json_end_object(json);
    stm_json_end_array(json);
    stm_json_end_object(json);
}

static void put_body(stm_json *json, stm_slice purpose, stm_slice value)
{
    stm_json_object(json);
    stm_json_put_string(json, STM_LIT("type"), STM_LIT("TextualBody"));
    stm_json_put_string(json, STM_LIT("purpose"), purpose);
    stm_json_put_string(json, STM_LIT("value"), value);
    stm_json_end_object(json);
}

static void put_annotation(const stm_article *a, stm_span span,
                           stm_slice purpose, stm_slice value, stm_slice tag,
                           stm_buf *out)
{
    stm_json json;
    stm_json_init(&json, out);
    stm_json_object(&json);
    stm_json_put_string(&json, STM_LIT("@context"),
                        STM_LIT("http://www.w3.org/ns/anno.jsonld"));
    stm_json_put_string(&json, STM_LIT("type"), STM_LIT("Annotation"));
    stm_json_key(&json, STM_LIT("body"));
    stm_json_array(&json);
    put_body(&json, purpose, value);
    put_body(&json, STM_LIT("tagging"), tag);
    stm_json_end_array(&json);
    put_target(&json, a, span);
    stm_json_end_object(&json);
    stm_buf_byte(out, '\n');
}

void stm_export_annotations(const stm_pile *pile, stm_buf *out)
{
    for (uint32_t i = 0; i < pile->n_attributions; i++) {
        const stm_attribution *a = &pile->attributions[i];
        const stm_slice who = a->speaker < pile->n_speakers
                                  ? pile->speakers[a->speaker].name
                                  : STM_LIT("not known");
        for (uint32_t k = 0; k < a->n_content; k++)
            put_annotation(&pile->articles[a->article], a->content[k],
                           STM_LIT("identifying"), who,
                           stm_speech_text(a->type), out);
    }
    for (uint32_t i = 0; i < pile->n_claims; i++) {
        const stm_claim *c = &pile->claims[i];
        for (uint32_t k = 0; c->n_articles >= 2 && k < c->n_mentions; k++)
            put_annotation(&pile->articles[c->mentions[k].article],
                           c->mentions[k].span, STM_LIT("linking"), c->text,
                           c->id, out);
    }
}

/* --- ClaimReview ---------------------------------------------------------- */

static void put_appearance(stm_json *json, const stm_article *a)
{
    stm_json_object(json);
    stm_json_put_string(json, STM_LIT("@type"), STM_LIT("NewsArticle"));
    stm_json_put_string(json, STM_LIT("headline"), a->title);
    put_source(json, STM_LIT("url"), a);
    stm_buf day;
    stm_buf_init(&day, 64);
    stm_date_format(a->published, &day);
    if (day.len > 0)
        stm_json_put_string(json, STM_LIT("datePublished"),
                            stm_buf_slice(&day));
    stm_buf_release(&day);
    stm_json_key(json, STM_LIT("publisher"));
    stm_json_object(json);
    stm_json_put_string(json, STM_LIT("@type"), STM_LIT("Organization"));
    stm_json_put_string(json, STM_LIT("name"), a->outlet);
    stm_json_end_object(json);
    stm_json_end_object(json);
}

static void put_review(const stm_pile *pile, const stm_claim *c, stm_buf *out)
{
    stm_json json;
    stm_json_init(&json, out);
    stm_json_object(&json);
    stm_json_put_string(&json, STM_LIT("@context"),
                        STM_LIT("https://schema.org"));
    stm_json_put_string(&json, STM_LIT("@type"), STM_LIT("ClaimReview"));
    stm_json_put_string(&json, STM_LIT("claimReviewed"), c->text);
    stm_json_key(&json, STM_LIT("itemReviewed"));
    stm_json_object(&json);
    stm_json_put_string(&json, STM_LIT("@type"), STM_LIT("Claim"));
    stm_json_put_string(&json, STM_LIT("identifier"), c->id);
    stm_json_key(&json, STM_LIT("appearance"));
    stm_json_array(&json);
    for (uint32_t k = 0; k < c->n_mentions; k++)
        if (k == 0 || c->mentions[k].article != c->mentions[k - 1].article)
            put_appearance(&json, &pile->articles[c->mentions[k].article]);
    stm_json_end_array(&json);
    stm_json_end_object(&json);
    stm_json_end_object(&json);
    stm_buf_byte(out, '\n');
}

void stm_export_claim_reviews(const stm_pile *pile, stm_buf *out)
{
    for (uint32_t i = 0; i < pile->n_claims; i++)
        if (pile->claims[i].n_articles >= 2)
            put_review(pile, &pile->claims[i], out);
}

/* --- PROV-JSON
 * ---------------------------------------------------------------- */

/* "a:" and "o:" keep articles and lost origins apart. */
static void put_name(stm_json *json, bool is_key, bool is_lost, stm_slice id)
{
    stm_buf name;
    stm_buf_init(&name, 1 << 16);
    stm_buf_add(&name, is_lost ? STM_LIT("stm:lost/") : STM_LIT("stm:"));
    stm_buf_add(&name, id);
    if (is_key)
        stm_json_key(json, stm_buf_slice(&name));
    else
        stm_json_string(json, stm_buf_slice(&name));
    stm_buf_release(&name);
}

static void put_entities(stm_json *json, const stm_pile *pile)
{
    stm_json_key(json, STM_LIT("entity"));
    stm_json_object(json);
    for (uint32_t i = 0; i < pile->n_articles; i++) {
        if (pile->articles[i].status != STM_RECORD_OK)
            continue;
        put_name(json, true, false, pile->articles[i].id);
        stm_json_object(json);
        stm_json_put_string(json, STM_LIT("prov:label"),
                            pile->articles[i].title);
        stm_json_end_object(json);
    }
    for (uint32_t i = 0; i < pile->n_lost; i++) {
        put_name(json, true, true, pile->lost[i].id);
        stm_json_object(json);
        stm_json_put_string(json, STM_LIT("prov:label"),
                            pile->lost[i].agency.len > 0
                                ? pile->lost[i].agency
                                : STM_LIT("a text that is not in the pile"));
        stm_json_end_object(json);
    }
    stm_json_end_object(json);
}

static void put_derivation(stm_json *json, const stm_pile *pile,
                           const stm_edge *e, uint32_t number)
{
    stm_buf id;
    stm_buf_init(&id, 64);
    stm_buf_add(&id, STM_LIT("_:d"));
    stm_buf_u64(&id, number);
    stm_json_key(json, stm_buf_slice(&id));
    stm_buf_release(&id);
    const bool is_lost = e->from >= pile->n_articles;
    stm_json_object(json);
    stm_json_key(json, STM_LIT("prov:generatedEntity"));
    put_name(json, false, false, pile->articles[e->to].id);
    stm_json_key(json, STM_LIT("prov:usedEntity"));
    put_name(json, false, is_lost,
             is_lost ? pile->lost[e->lost].id : pile->articles[e->from].id);
    stm_json_put_string(json, STM_LIT("stm:degree"),
                        stm_degree_text(e->degree));
    stm_json_end_object(json);
}

void stm_export_prov(const stm_pile *pile, stm_buf *out)
{
    stm_json json;
    stm_json_init(&json, out);
    stm_json_object(&json);
    stm_json_key(&json, STM_LIT("prefix"));
    stm_json_object(&json);
    stm_json_put_string(&json, STM_LIT("stm"), STM_LIT("urn:stemma:"));
    stm_json_end_object(&json);
    put_entities(&json, pile);
    stm_json_key(&json, STM_LIT("wasDerivedFrom"));
    stm_json_object(&json);
    for (uint32_t i = 0; i < pile->n_edges; i++) {
        const stm_edge *e = &pile->edges[i];
        const bool has_from =
            e->from < pile->n_articles || e->lost < pile->n_lost;
        /* of two that share, which took is not known: no derivation */
        if (has_from && e->direction_known)
            put_derivation(&json, pile, e, i + 1);
    }
    stm_json_end_object(&json);
    stm_json_end_object(&json);
    stm_buf_byte(out, '\n');
}
