#include "read/fields.h"

#include "base/json_writer.h"
#include "read/saved_page.h"

#include "base/banned.h"

/*
 * Names of each role, best first. Outlet: "source" is a name in some exports
 * and an address in trafilatura's, so both roles list it and the value tells.
 */
static const char *const role_names[STM_FIELD_ROLES] = {
    [STM_FIELD_ID] = "id stories_id story_id article_id doc_id guid uid uuid "
                     "_id",
    [STM_FIELD_URL] = "url link permalink canonical_url source_url "
                      "original_url story_url article_url source uri",
    [STM_FIELD_OUTLET] = "outlet media_name source_name sitename site_name "
                         "publisher publication newspaper series source "
                         "source_domain canonical_domain source_hostname "
                         "hostname domain site",
    [STM_FIELD_DATE] = "date date_publish publish_date published_at "
                       "publishedat publication_date published_date "
                       "date_published datepublished pub_date pubdate "
                       "published issued timestamp",
    [STM_FIELD_MODIFIED] = "modified date_modify date_modified datemodified "
                           "modified_date modified_at updated_at updated "
                           "lastmod",
    [STM_FIELD_CAPTURED] = "date_download captured filedate crawl_date "
                           "download_date scrape_date indexed_date",
    [STM_FIELD_TITLE] = "title headline article_title title_page title_rss",
    [STM_FIELD_TEXT] = "text maintext text_content article_text full_text "
                       "body content article article_body articlebody "
                       "story_text content_text raw_text summary abstract "
                       "description excerpt snippet",
    [STM_FIELD_HTML] = "html content_html raw_html body_html",
    [STM_FIELD_AUTHORS] = "authors author byline creator writers writer",
    [STM_FIELD_LANGUAGE] = "language lang full_language",
    [STM_FIELD_SECTION] = "section category categories",
};

static uint8_t plain_byte(uint8_t c)
{
    return c == '-' || c == ' ' || c == '.' ? '_' : stm_to_lower(c);
}

static bool same_name(stm_slice given, stm_slice known)
{
    if (given.len != known.len)
        return false;
    for (size_t i = 0; i < given.len; i++) {
        if (plain_byte(given.ptr[i]) != known.ptr[i])
            return false;
    }
    return true;
}

/* 0 the best name of the role; STM_NONE where it is none of them. */
static uint32_t rank_of(stm_slice name, uint32_t role)
{
    const stm_slice names = stm_slice_from_cstr(role_names[role]);
    name = stm_slice_trim(name);
    uint32_t rank = 0;
    for (size_t at = 0; at < names.len; rank++) {
        size_t end = stm_slice_find_byte(names, ' ', at);
        if (end == STM_SLICE_NPOS)
            end = names.len;
        if (same_name(name, stm_slice_sub(names, at, end)))
            return rank;
        at = end + 1;
    }
    return STM_NONE;
}

bool stm_is_field_name(stm_slice name)
{
    for (uint32_t role = 0; role < STM_FIELD_ROLES; role++) {
        if (rank_of(name, role) != STM_NONE)
            return true;
    }
    return false;
}

static bool is_url(stm_slice s)
{
    return stm_slice_istarts(s, STM_LIT("http://")) ||
           stm_slice_istarts(s, STM_LIT("https://")) ||
           stm_slice_istarts(s, STM_LIT("//"));
}

/* Whether a value may stand in a role at all. */
static bool fits(uint32_t role, stm_slice name, stm_slice value)
{
    if (stm_slice_trim(value).len == 0)
        return false;
    const bool is_source = same_name(stm_slice_trim(name), STM_LIT("source"));
    if (is_source && role == STM_FIELD_URL)
        return is_url(value);
    if (is_source && role == STM_FIELD_OUTLET)
        return !is_url(value);
    return true;
}

static uint32_t best_for(uint32_t role, const stm_field *fields, uint32_t n)
{
    uint32_t best = STM_NONE;
    uint32_t best_rank = STM_NONE;
    for (uint32_t i = 0; i < n; i++) {
        const uint32_t rank = rank_of(fields[i].name, role);
        if (rank == STM_NONE || rank > best_rank ||
            !fits(role, fields[i].name, fields[i].value))
            continue;
        best = i;
        best_rank = rank;
    }
    return best;
}

/* A later field of the same name takes the place of this one. */
static bool is_repeated(const stm_field *fields, uint32_t n, uint32_t i)
{
    for (uint32_t j = i + 1; j < n; j++) {
        if (stm_slice_eq(fields[i].name, fields[j].name))
            return true;
    }
    return false;
}

static stm_slice make_extra(const stm_field *fields, uint32_t n,
                            const uint32_t *chosen, stm_arena *arena)
{
    size_t room = 16;
    for (uint32_t i = 0; i < n; i++)
        room += fields[i].name.len * 6 + fields[i].json.len + 16;
    stm_buf buf;
    stm_buf_init(&buf, room);
    stm_json json;
    stm_json_init(&json, &buf);
    stm_json_object(&json);
    bool any = false;
    for (uint32_t i = 0; i < n; i++) {
        bool used = is_repeated(fields, n, i);
        for (uint32_t role = 0; role < STM_FIELD_ROLES; role++)
            used = used || chosen[role] == i ||
                   /* our own name, given but empty: nothing to echo */
                   (rank_of(fields[i].name, role) == 0 &&
                    fields[i].value.len == 0);
        if (used)
            continue;
        stm_json_key(&json, fields[i].name);
        stm_json_raw(&json, fields[i].json);
        any = true;
    }
    stm_json_end_object(&json);
    stm_slice extra = {NULL, 0};
    if (buf.status != STM_OK)
        arena->failed = true;
    else if (any)
        extra = stm_arena_copy(arena, stm_buf_slice(&buf));
    stm_buf_release(&buf);
    return extra;
}

/* More fields than this and a record is not an article. */
enum { max_fields = 512 };

void stm_raw_take_fields(stm_raw *raw, const stm_read_ctx *ctx, uint64_t line,
                         const stm_field *fields, uint32_t n, stm_arena *arena)
{
    raw->kind = STM_RAW_FIELDS;
    if (n > max_fields) {
        stm_raw_fail(raw, ctx, line, arena, "more than %d fields", max_fields);
        return;
    }
    uint32_t chosen[STM_FIELD_ROLES];
    stm_slice value[STM_FIELD_ROLES];
    bool any = false;
    for (uint32_t role = 0; role < STM_FIELD_ROLES; role++) {
        chosen[role] = best_for(role, fields, n);
        const bool found = chosen[role] != STM_NONE;
        value[role] = found ? fields[chosen[role]].value : (stm_slice){NULL, 0};
        any = any || found;
    }
    const bool has_html = value[STM_FIELD_HTML].len > 0;
    if (value[STM_FIELD_TEXT].len > 0 && has_html)
        chosen[STM_FIELD_HTML] = STM_NONE; /* echoed */
    raw->fields = (stm_raw_fields){
        .id = value[STM_FIELD_ID],
        .title = value[STM_FIELD_TITLE],
        .text = value[STM_FIELD_TEXT],
        .outlet = value[STM_FIELD_OUTLET],
        .date = value[STM_FIELD_DATE],
        .modified = value[STM_FIELD_MODIFIED],
        .authors = value[STM_FIELD_AUTHORS],
        .language = value[STM_FIELD_LANGUAGE],
        .section = value[STM_FIELD_SECTION],
        .extra = make_extra(fields, n, chosen, arena),
    };
    raw->url = value[STM_FIELD_URL];
    raw->captured = stm_date_from_stamp(value[STM_FIELD_CAPTURED]);
    if (raw->fields.text.len == 0 && has_html) {
        raw->fields.text = value[STM_FIELD_HTML];
        raw->fields.is_html = true;
    }
    if (!any) {
        stm_raw_fail(raw, ctx, line, arena, "no field of an article in it");
    } else if (raw->fields.text.len == 0) {
        raw->status = STM_RECORD_EMPTY;
        raw->reason = STM_LIT("the record has no text");
    }
}
