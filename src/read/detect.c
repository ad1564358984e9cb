/* Which format a file holds: by its first bytes, then by its name. */
#include "read/csv_split.h"
#include "read/document.h"
#include "read/feed_text.h"
#include "read/inflate.h"
#include "read/json_scan.h"
#include "read/mime.h"

#include "base/banned.h"

/* Bytes looked at: the doctype after a long comment, a long line of JSON. */
enum { look_bytes = 65536 };

static stm_slice without_mark(stm_slice s)
{
    return stm_slice_starts(s, STM_LIT("\xEF\xBB\xBF"))
               ? stm_slice_sub(s, 3, s.len)
               : s;
}

/* A feed by its root element; pages of XHTML begin the same way. */
static bool is_feed(stm_slice head)
{
    static const char *const roots[] = {"rss", "feed", "rdf:RDF", "RDF",
                                        "atom:feed"};
    const stm_slice name = stm_xml_root_name(head);
    for (size_t i = 0; i < sizeof roots / sizeof *roots; i++) {
        if (stm_slice_eq(name, stm_slice_from_cstr(roots[i])))
            return true;
    }
    return false;
}

/*
 * An article a line, or a document of JSON: by the name of the former, by
 * whether the first line holds a whole object.
 */
static stm_source_open_fn *json_opener(stm_slice head, stm_slice name)
{
    const stm_slice s = stm_slice_trim(without_mark(head));
    if (stm_slice_iends(name, STM_LIT(".jsonl")) ||
        stm_slice_iends(name, STM_LIT(".ndjson")))
        return stm_source_open_jsonl;
    if (s.len < 2 || (s.ptr[0] != '{' && s.ptr[0] != '['))
        return NULL;
    stm_json_scan in = {s, 1};
    stm_json_skip_space(&in);
    const uint8_t next = in.at < s.len ? s.ptr[in.at] : 0;
    if (s.ptr[0] == '[')
        return next == '{' ? stm_source_open_json : NULL;
    if (next != '"' && next != '}')
        return NULL;
    const size_t nl = stm_slice_find_byte(s, '\n', 0);
    const bool has_line = nl != STM_SLICE_NPOS;
    in.at = 0;
    (void)stm_json_skip_value(&in);
    const bool is_document =
        has_line ? in.at > nl : stm_slice_iends(name, STM_LIT(".json"));
    return is_document || stm_slice_find(stm_slice_sub(s, 0, 512),
                                         STM_LIT("jsonfeed.org/version"),
                                         0) != STM_SLICE_NPOS
               ? stm_source_open_json
               : stm_source_open_jsonl;
}

/*
 * By the name, or by a first line that names three fields of an article at
 * least and little else.
 */
static bool is_csv(stm_slice head, stm_slice name)
{
    if (stm_slice_iends(name, STM_LIT(".csv")) ||
        stm_slice_iends(name, STM_LIT(".tsv")))
        return true;
    const stm_slice s = without_mark(head);
    const size_t end = stm_slice_find_byte(s, '\n', 0);
    return end != STM_SLICE_NPOS && end < 2048 &&
           stm_csv_delimiter(stm_slice_sub(s, 0, end), 3) != 0;
}

static stm_source_open_fn *opener_for(stm_slice head, stm_slice name,
                                      uint32_t nesting)
{
    if (stm_slice_starts(head, STM_LIT("PK\x03\x04")) &&
        nesting < STM_READ_MAX_NESTING)
        return stm_source_open_zip;
    if (stm_slice_starts(head, STM_LIT("WARC/")))
        return stm_source_open_warc;
    if (stm_is_mime(head))
        return stm_source_open_mhtml;
    stm_source_open_fn *json = json_opener(head, name);
    if (json != NULL)
        return json;
    if (is_feed(head))
        return stm_source_open_feed;
    if (is_csv(head, name))
        return stm_source_open_csv;
    return stm_source_open_page;
}

/* Unpacks *stream once, taking it over. */
static stm_status unpack(bool is_gzip, stm_read_place *place,
                         stm_stream **stream, stm_error *err)
{
    stm_stream *packed = *stream;
    *stream = NULL;
    place->nesting++;
    place->name = stm_name_without_ending(place->name);
    return is_gzip ? stm_stream_gunzip(packed, stream, err)
                   : stm_stream_unzstd(packed, stream, err);
}

stm_status stm_source_detect(const stm_read_ctx *ctx,
                             const stm_read_place *place, stm_stream *stream,
                             stm_source *out, stm_error *err)
{
    stm_read_place at = *place;
    for (;;) {
        const stm_slice head =
            stm_slice_sub(stm_stream_peek(stream, look_bytes), 0, look_bytes);
        const bool is_gzip = stm_is_gzip(head);
        if ((!is_gzip && !stm_is_zstd(head)) ||
            at.nesting >= STM_READ_MAX_NESTING)
            return opener_for(head, at.name, at.nesting)(ctx, &at, stream, out,
                                                         err);
        STM_TRY(unpack(is_gzip, &at, &stream, err));
    }
}
