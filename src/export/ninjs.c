/* Articles as IPTC's ninjs 2.0, one object a line. */
#include "base/json_writer.h"
#include "base/utf8.h"
#include "export/export.h"

#include "base/banned.h"

/* An address that is one; else a name by the digest, else by the id. */
static void put_uri(stm_json *json, const stm_article *a)
{
    stm_buf uri;
    stm_buf_init(&uri, 1 << 16);
    if (stm_slice_istarts(a->url, STM_LIT("http://")) ||
        stm_slice_istarts(a->url, STM_LIT("https://"))) {
        stm_buf_add(&uri, a->url);
    } else if (stm_digest_is_known(a->sha256)) {
        stm_buf_add(&uri, STM_LIT("urn:sha256:"));
        stm_buf_hex(&uri, a->sha256, sizeof a->sha256);
    } else {
        stm_buf_add(&uri, STM_LIT("urn:stemma:"));
        stm_buf_hex(&uri, a->id.ptr, a->id.len);
    }
    stm_json_put_string(json, STM_LIT("uri"), stm_buf_slice(&uri));
    stm_buf_release(&uri);
}

static void put_text_list(stm_json *json, stm_slice key, stm_slice value,
                          bool is_plain)
{
    if (value.len == 0)
        return;
    stm_json_key(json, key);
    stm_json_array(json);
    stm_json_object(json);
    if (is_plain) {
        stm_json_put_string(json, STM_LIT("contenttype"),
                            STM_LIT("text/plain"));
        stm_json_put_u64(json, STM_LIT("charcount"), stm_utf8_count(value));
    }
    stm_json_put_string(json, STM_LIT("value"), value);
    stm_json_end_object(json);
    stm_json_end_array(json);
}

/* Only a whole point in time is one to ninjs: with seconds and a zone. */
static void put_created(stm_json *json, stm_slice key, stm_date date)
{
    if (date.precision < STM_DATE_SECOND ||
        date.zone_minutes == STM_ZONE_UNKNOWN)
        return;
    stm_buf text;
    stm_buf_init(&text, 64);
    stm_date_format(date, &text);
    stm_json_put_string(json, key, stm_buf_slice(&text));
    stm_buf_release(&text);
}

static void put_sources(stm_json *json, const stm_article *a)
{
    const stm_slice names[] = {a->outlet, stm_article_agency(a)};
    const bool has_any = names[0].len > 0 || names[1].len > 0;
    if (!has_any)
        return;
    stm_json_key(json, STM_LIT("infosources"));
    stm_json_array(json);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (names[i].len == 0 || (i > 0 && stm_slice_eq(names[0], names[1])))
            continue;
        stm_json_object(json);
        stm_json_put_string(json, STM_LIT("name"), names[i]);
        stm_json_end_object(json);
    }
    stm_json_end_array(json);
}

static void put_authors(stm_json *json, const stm_article *a)
{
    if (a->n_authors == 0)
        return;
    stm_buf all;
    stm_buf_init(&all, 1 << 20);
    for (uint32_t i = 0; i < a->n_authors; i++) {
        if (i > 0)
            stm_buf_add(&all, STM_LIT(", "));
        stm_buf_add(&all, a->authors[i]);
    }
    if (all.len > 0)
        stm_json_put_string(json, STM_LIT("by"), stm_buf_slice(&all));
    if (all.status != STM_OK)
        json->out->status = all.status;
    stm_buf_release(&all);
}

static void put_item(const stm_article *a, stm_buf *out)
{
    stm_json json;
    stm_json_init(&json, out);
    stm_json_object(&json);
    put_uri(&json, a);
    stm_json_put_string(&json, STM_LIT("type"), STM_LIT("text"));
    stm_json_put_string(&json, STM_LIT("representationtype"),
                        a->paywall ? STM_LIT("partial") : STM_LIT("full"));
    put_created(&json, STM_LIT("firstcreated"), a->published);
    put_created(&json, STM_LIT("versioncreated"), a->modified);
    if (a->language.len > 0)
        stm_json_put_string(&json, STM_LIT("language"), a->language);
    put_text_list(&json, STM_LIT("headlines"), a->title, false);
    put_text_list(&json, STM_LIT("bodies"), a->text, true);
    put_authors(&json, a);
    if (a->dateline.len > 0)
        stm_json_put_string(&json, STM_LIT("located"), a->dateline);
    put_sources(&json, a);
    stm_json_end_object(&json);
    stm_buf_byte(out, '\n');
}

void stm_export_ninjs(const stm_pile *pile, stm_buf *out)
{
    for (uint32_t i = 0; i < pile->n_articles; i++)
        if (pile->articles[i].status == STM_RECORD_OK)
            put_item(&pile->articles[i], out);
}
