/* Attributions in forms that others read. */
#include "export/export.h"

#include "base/json_writer.h"
#include "base/utf8.h"
#include "export/csv_cells.h"

#include "base/banned.h"

/* Where attributions of `article` begin; they are ordered by article. */
static uint32_t first_of(const stm_pile *pile, uint32_t from, uint32_t article)
{
    while (from < pile->n_attributions &&
           pile->attributions[from].article < article)
        from++;
    return from;
}

/* --- Citron ----------------------------------------------------------------
 */

static void put_citron_span(stm_json *json, stm_slice text, stm_span span)
{
    stm_json_object(json);
    stm_json_put_u64(json, STM_LIT("start"),
                     stm_utf8_count(stm_slice_sub(text, 0, span.begin)));
    stm_json_put_u64(json, STM_LIT("end"),
                     stm_utf8_count(stm_slice_sub(text, 0, span.end)));
    stm_json_put_string(json, STM_LIT("text"), stm_span_text(span, text));
    stm_json_end_object(json);
}

static void put_citron_spans(stm_json *json, stm_slice key, stm_slice text,
                             const stm_span *spans, uint32_t n)
{
    stm_json_key(json, key);
    stm_json_array(json);
    for (uint32_t i = 0; i < n; i++)
        put_citron_span(json, text, spans[i]);
    stm_json_end_array(json);
}

/* Citron always has a cue; a line told by layout has its name's for one. */
static void put_citron_quote(const stm_pile *pile, const stm_attribution *a,
                             uint32_t number, stm_json *json)
{
    const stm_slice text = pile->articles[a->article].text;
    const stm_span cue = a->n_cue > 0      ? a->cue[0]
                         : a->n_source > 0 ? a->source[0]
                                           : a->content[0];
    stm_json_object(json);
    stm_json_key(json, STM_LIT("cue"));
    put_citron_span(json, text, cue);
    put_citron_spans(json, STM_LIT("sources"), text, a->source, a->n_source);
    put_citron_spans(json, STM_LIT("contents"), text, a->content, a->n_content);
    stm_json_key(json, STM_LIT("confidence"));
    stm_json_fixed(json, a->confidence, 4);
    stm_json_put_u64(json, STM_LIT("id"), number);
    if (a->speaker < pile->n_speakers)
        stm_json_put_string(json, STM_LIT("speaker"),
                            pile->speakers[a->speaker].name);
    stm_json_end_object(json);
}

void stm_export_citron(const stm_pile *pile, stm_buf *out)
{
    uint32_t at = 0;
    for (uint32_t i = 0; i < pile->n_articles; i++) {
        if (pile->articles[i].status != STM_RECORD_OK)
            continue;
        at = first_of(pile, at, i);
        stm_json json;
        stm_json_init(&json, out);
        stm_json_object(&json);
        stm_json_put_string(&json, STM_LIT("id"), pile->articles[i].id);
        stm_json_put_string(&json, STM_LIT("text"), pile->articles[i].text);
        stm_json_key(&json, STM_LIT("quotes"));
        stm_json_array(&json);
        for (uint32_t n = 0;
             at < pile->n_attributions && pile->attributions[at].article == i;
             at++, n++)
            put_citron_quote(pile, &pile->attributions[at], n, &json);
        stm_json_end_array(&json);
        stm_json_end_object(&json);
        stm_buf_byte(out, '\n');
    }
}

/* --- CSV ---------------------------------------------------------------------
 */

/* The texts of spans, parted by " … ". */
static void put_spans(stm_buf *out, stm_slice text, const stm_span *spans,
                      uint32_t n)
{
    stm_buf all;
    stm_buf_init(&all, SIZE_MAX);
    for (uint32_t i = 0; i < n; i++) {
        if (i > 0)
            stm_buf_add(&all, STM_LIT(" \xE2\x80\xA6 "));
        stm_buf_add(&all, stm_span_text(spans[i], text));
    }
    stm_csv_next(out, stm_buf_slice(&all));
    if (all.status != STM_OK)
        out->status = all.status;
    stm_buf_release(&all);
}

void stm_export_quotes_csv(const stm_pile *pile, stm_buf *out)
{
    stm_buf_add(out, STM_LIT("article,outlet,published,type,speaker,kind,"
                             "country,source,cue,content,begin,end,"
                             "confidence\r\n"));
    for (uint32_t i = 0; i < pile->n_attributions; i++) {
        const stm_attribution *a = &pile->attributions[i];
        const stm_article *in = &pile->articles[a->article];
        const stm_speaker *s =
            a->speaker < pile->n_speakers ? &pile->speakers[a->speaker] : NULL;
        const stm_slice none = {NULL, 0};
        stm_csv_first(out, in->id);
        stm_csv_next(out, in->outlet);
        stm_buf_byte(out, ',');
        stm_date_format(in->published, out);
        stm_csv_next(out, stm_speech_text(a->type));
        stm_csv_next(out, s == NULL ? none : s->name);
        stm_csv_next(out, s == NULL ? none : stm_speaker_kind_text(s->kind));
        stm_csv_next(out, s == NULL ? none : s->country);
        put_spans(out, in->text, a->source, a->n_source);
        put_spans(out, in->text, a->cue, a->n_cue);
        put_spans(out, in->text, a->content, a->n_content);
        stm_csv_number(out, stm_utf8_count(stm_slice_sub(in->text, 0,
                                                         a->content[0].begin)));
        stm_csv_number(out,
                       stm_utf8_count(stm_slice_sub(
                           in->text, 0, a->content[a->n_content - 1].end)));
        stm_buf_byte(out, ',');
        stm_buf_fixed(out, a->confidence, 4);
        stm_buf_add(out, STM_LIT("\r\n"));
    }
}
