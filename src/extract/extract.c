#include "extract/extract.h"

#include <string.h>

#include "base/map.h"
#include "extract/extract_html.h"
#include "extract/page_meta.h"
#include "extract/recurring.h"
#include "extract/scrape.h"

#include "base/banned.h"

/* A page's tree and blocks never need more; real pages take under 20 MiB. */
#define SCRATCH_BYTES ((size_t)2 << 30)

static void copy_provenance(const stm_raw *raw, stm_arena *arena,
                            stm_article *out)
{
    out->id = stm_arena_copy(arena, raw->fields.id);
    out->path = stm_arena_copy(arena, raw->path);
    out->member = stm_arena_copy(arena, raw->member);
    out->offset = raw->offset;
    memcpy(out->sha256, raw->sha256, sizeof(out->sha256));
    out->record_id = stm_arena_copy(arena, raw->record_id);
    out->payload_digest = stm_arena_copy(arena, raw->payload_digest);
    out->status = raw->status;
    out->reason = stm_arena_copy(arena, raw->reason);
    out->url = stm_arena_copy(arena, raw->url);
    out->captured = raw->captured;
    out->extra = stm_arena_copy(arena, raw->fields.extra);
}

/* Offsets in the decoded page become offsets in the page as it was saved. */
static void lead_back(const stm_raw *raw, const stm_article *article,
                      stm_paragraph *pars)
{
    for (uint32_t i = 0; i < article->n_paragraphs; i++) {
        pars[i] = article->paragraphs[i];
        pars[i].from.begin = stm_raw_page_offset(raw, pars[i].from.begin);
        pars[i].from.end = stm_raw_page_offset(raw, pars[i].from.end);
    }
}

static stm_status from_page(const stm_raw *raw, stm_arena *scratch,
                            stm_arena *arena, stm_article *out, stm_error *err)
{
    stm_html html;
    STM_TRY(stm_html_from_page(raw->bytes, scratch, &html, err));
    STM_TRY(stm_article_from_html(&html, scratch, arena, out));
    STM_TRY(stm_page_meta_fill(&html, raw, scratch, arena, out));
    if (raw->n_runs == 0)
        return STM_OK;
    stm_paragraph *pars =
        stm_arena_alloc(arena, out->n_paragraphs, sizeof(*pars));
    if (pars == NULL)
        return STM_ERR_NOMEM;
    lead_back(raw, out, pars);
    out->paragraphs = pars;
    return STM_OK;
}

/* A field's HTML is an article by itself: all its blocks are kept. */
static stm_status from_fragment(const stm_raw *raw, stm_arena *scratch,
                                stm_arena *arena, stm_article *out,
                                stm_error *err)
{
    stm_html html;
    STM_TRY(stm_html_from_page(raw->fields.text, scratch, &html, err));
    STM_TRY(stm_article_from_fragment(&html, scratch, arena, out));
    return stm_page_meta_fill(&html, raw, scratch, arena, out);
}

static stm_status fill(const stm_raw *raw, stm_arena *scratch, stm_arena *arena,
                       stm_article *out, stm_error *err)
{
    switch (raw->kind) {
    case STM_RAW_HTML:
        return from_page(raw, scratch, arena, out, err);
    case STM_RAW_FIELDS:
        if (raw->fields.is_html)
            return from_fragment(raw, scratch, arena, out, err);
        break;
    case STM_RAW_TEXT:
        break;
    }
    return stm_scrape_from_text(raw, arena, out, err);
}

stm_status stm_article_from_raw(const stm_raw *raw, stm_arena *arena,
                                stm_article *out, stm_error *err)
{
    stm_article article = {0};
    copy_provenance(raw, arena, &article);
    stm_status status = STM_OK;
    if (raw->status == STM_RECORD_OK) {
        stm_arena scratch;
        stm_arena_init(&scratch, SCRATCH_BYTES);
        status = fill(raw, &scratch, arena, &article, err);
        stm_arena_release(&scratch);
    }
    if (status == STM_OK && arena->failed)
        status = STM_ERR_NOMEM;
    if (status != STM_OK)
        return stm_fail(err, status, 0, "no memory for an article");
    *out = article;
    return STM_OK;
}

/* Bytes seen before make a duplicate; the first of them stands. */
static stm_status mark_duplicates(stm_article *articles, uint32_t n)
{
    stm_map seen;
    stm_map_init(&seen);
    stm_status status = STM_OK;
    for (uint32_t i = 0; i < n && status == STM_OK; i++) {
        stm_article *a = &articles[i];
        bool is_new;
        if (a->status != STM_RECORD_OK)
            continue;
        const stm_slice digest = stm_slice_of(a->sha256, sizeof(a->sha256));
        if (stm_map_put(&seen, digest, i, &is_new) == NULL) {
            status = STM_ERR_NOMEM;
        } else if (!is_new &&
                   stm_slice_eq(articles[stm_map_get(&seen, digest)].text,
                                a->text)) {
            a->status = STM_RECORD_DUPLICATE;
            a->reason = STM_LIT("the same bytes as an earlier input");
        }
    }
    stm_map_release(&seen);
    return status;
}

stm_status stm_articles_compare(stm_article *articles, uint32_t n,
                                stm_arena *arena, stm_error *err)
{
    stm_status status = mark_duplicates(articles, n);
    if (status == STM_OK)
        status = stm_drop_recurring(articles, n, arena);
    if (status != STM_OK)
        return stm_fail(err, status, 0, "no memory to compare articles");
    return STM_OK;
}
