#include "engine/records.h"

#include "report/json.h"

#include "base/banned.h"

/* Each line is an object: its kind goes in behind the brace. */
static void put_lines(stm_slice lines, stm_slice kind, stm_buf *out)
{
    for (size_t at = 0; at < lines.len;) {
        size_t end = stm_slice_find_byte(lines, '\n', at);
        end = end == STM_SLICE_NPOS ? lines.len : end;
        stm_buf_add(out, STM_LIT("{\"record\":\""));
        stm_buf_add(out, kind);
        stm_buf_add(out, STM_LIT("\","));
        stm_buf_add(out, stm_slice_sub(lines, at + 1, end));
        stm_buf_byte(out, '\n');
        at = end + 1;
    }
}

void stm_records_from_pile(const stm_pile *pile, stm_buf *out)
{
    static const struct {
        const char *kind;
        void (*put)(const stm_pile *, stm_buf *);
    } views[] = {
        {"article", stm_json_articles}, {"passage", stm_json_matches},
        {"story", stm_json_stories},    {"quotes", stm_json_quotes},
        {"claim", stm_json_claims},     {"lineage", stm_json_lineage},
    };
    stm_buf lines;
    stm_buf_init(&lines, SIZE_MAX);
    for (size_t i = 0; i < sizeof views / sizeof *views; i++) {
        stm_buf_clear(&lines);
        views[i].put(pile, &lines);
        put_lines(stm_buf_slice(&lines), stm_slice_from_cstr(views[i].kind),
                  out);
        if (lines.status != STM_OK)
            out->status = lines.status;
    }
    stm_buf_release(&lines);
}
