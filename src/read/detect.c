/* Which format a file holds: by its first bytes, then by its name. */
#include "read/csv_split.h"
#include "read/document.h"
#include "read/fields.h"
#include "read/inflate.h"

#include "base/banned.h"

/* Bytes looked at; enough for the doctype after a long comment. */
enum { look_bytes = 8192 };

static stm_slice without_mark(stm_slice s)
{
    return stm_slice_starts(s, STM_LIT("\xEF\xBB\xBF"))
               ? stm_slice_sub(s, 3, s.len)
               : s;
}

static bool is_jsonl(stm_slice head, stm_slice name)
{
    const stm_slice s = stm_slice_trim(without_mark(head));
    if (stm_slice_iends(name, STM_LIT(".jsonl")) ||
        stm_slice_iends(name, STM_LIT(".ndjson")))
        return true;
    if (s.len < 2 || s.ptr[0] != '{')
        return false;
    size_t at = 1;
    while (at < s.len && stm_is_space(s.ptr[at]))
        at++;
    return at < s.len && (s.ptr[at] == '"' || s.ptr[at] == '}');
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

static stm_source_open_fn *opener_for(stm_slice head, stm_slice name)
{
    if (stm_slice_starts(head, STM_LIT("WARC/")))
        return stm_source_open_warc;
    if (is_jsonl(head, name))
        return stm_source_open_jsonl;
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
        const stm_slice head = stm_stream_peek(stream, look_bytes);
        const bool is_gzip = stm_is_gzip(head);
        if ((!is_gzip && !stm_is_zstd(head)) ||
            at.nesting >= STM_READ_MAX_NESTING)
            return opener_for(head, at.name)(ctx, &at, stream, out, err);
        STM_TRY(unpack(is_gzip, &at, &stream, err));
    }
}
