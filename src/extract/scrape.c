#include "extract/scrape.h"

#include "base/size.h"

#include "base/banned.h"

/* The end of the paragraph that begins at `at`: a blank line, or the end. */
static size_t paragraph_end(stm_slice text, size_t at)
{
    for (;;) {
        at = stm_slice_find_byte(text, '\n', at);
        if (at == STM_SLICE_NPOS)
            return text.len;
        size_t next = at + 1;
        while (next < text.len && stm_is_space(text.ptr[next]) &&
               text.ptr[next] != '\n')
            next++;
        if (next >= text.len || text.ptr[next] == '\n')
            return at;
        at++;
    }
}

stm_status stm_scrape_from_text(const stm_raw *raw, stm_arena *arena,
                                stm_article *out, stm_error *err)
{
    const stm_slice given =
        raw->kind == STM_RAW_FIELDS ? raw->fields.text : raw->bytes;
    const stm_slice text = stm_arena_copy(arena, given);
    uint32_t cap = 1;
    for (size_t at = 0; at < text.len; at++)
        cap += text.ptr[at] == '\n';
    stm_paragraph *pars = stm_arena_alloc(arena, cap, sizeof(*pars));
    if (pars == NULL)
        return stm_fail(err, STM_ERR_NOMEM, 0, "no memory for a text");
    uint32_t n = 0;
    for (size_t at = 0; at < text.len;) {
        if (stm_is_space(text.ptr[at])) {
            at++;
            continue;
        }
        size_t end = paragraph_end(text, at);
        const size_t next = end;
        while (end > at && stm_is_space(text.ptr[end - 1]))
            end--;
        pars[n++].span = (stm_span){stm_u32(at), stm_u32(end)};
        at = next;
    }
    out->text = text;
    out->text_is_given = true;
    out->paragraphs = pars;
    out->n_paragraphs = n;
    if (n == 0) {
        out->status = STM_RECORD_EMPTY;
        out->reason = STM_LIT("there is no text in it");
    }
    return STM_OK;
}
