#include "extract/page_meta.h"

#include "base/size.h"
#include "base/utf8.h"
#include "extract/credit.h"
#include "extract/page_authors.h"
#include "extract/page_dates.h"
#include "extract/page_title.h"

#include "base/banned.h"

/* The page's host without "www.", from the first URL that has one. */
static stm_slice host_of(stm_slice url)
{
    size_t at = stm_slice_find(url, STM_LIT("://"), 0);
    if (at == STM_SLICE_NPOS)
        return (stm_slice){NULL, 0};
    at += 3;
    size_t end = at;
    while (end < url.len && url.ptr[end] != '/' && url.ptr[end] != '?' &&
           url.ptr[end] != '#' && url.ptr[end] != ':')
        end++;
    const stm_slice host = stm_slice_sub(url, at, end);
    return stm_slice_istarts(host, STM_LIT("www."))
               ? stm_slice_sub(host, 4, host.len)
               : host;
}

static stm_slice page_url(const stm_page_facts *facts)
{
    const stm_slice link = stm_page_fact(facts, STM_FACT_URL, STM_FACT_LINK);
    if (host_of(link).len > 0)
        return link;
    const stm_slice meta = stm_page_fact(facts, STM_FACT_URL, STM_FACT_META);
    if (host_of(meta).len > 0)
        return meta;
    for (uint32_t i = 0; i < facts->ld.n; i++)
        if (facts->ld.items[i].is_article && !facts->ld.items[i].is_nested &&
            host_of(facts->ld.items[i].url).len > 0)
            return facts->ld.items[i].url;
    return (stm_slice){NULL, 0};
}

static const stm_ld_item *ld_article(const stm_ld *ld)
{
    for (uint32_t i = 0; i < ld->n; i++)
        if (ld->items[i].is_article && !ld->items[i].is_nested)
            return &ld->items[i];
    return NULL;
}

/* "de-AT" and "de_AT" are both "de". */
static stm_slice base_language(stm_slice tag)
{
    size_t n = 0;
    while (n < tag.len && stm_is_alpha(tag.ptr[n]))
        n++;
    return n == 2 || n == 3 ? stm_slice_sub(tag, 0, n) : (stm_slice){NULL, 0};
}

static void fill_outlet(const stm_page_facts *facts, const stm_raw *raw,
                        stm_arena *arena, stm_article *out)
{
    const stm_ld_item *item = ld_article(&facts->ld);
    stm_slice name = raw->fields.outlet;
    if (name.len == 0)
        name = stm_page_fact(facts, STM_FACT_SITE, STM_FACT_META);
    if (name.len == 0 && item != NULL)
        name = item->publisher;
    /* "https://example.org" and "@example" are no names */
    if (name.len == 0 || stm_slice_find(name, STM_LIT("://"), 0) == 0 ||
        host_of(name).len > 0 || name.ptr[0] == '@')
        name = out->site;
    out->outlet = stm_arena_copy(arena, stm_slice_trim(name));
}

static void fill_places(const stm_page_facts *facts, const stm_raw *raw,
                        stm_arena *arena, stm_article *out)
{
    const stm_slice url = page_url(facts);
    const stm_ld_item *item = ld_article(&facts->ld);
    out->canonical_url = stm_arena_copy(arena, url);
    out->site = stm_arena_lower(
        arena, host_of(raw->url).len > 0 ? host_of(raw->url) : host_of(url));
    stm_slice section = raw->fields.section;
    if (section.len == 0)
        section = stm_page_fact(facts, STM_FACT_SECTION, STM_FACT_META);
    if (section.len == 0 && item != NULL)
        section = item->section;
    out->section = stm_arena_copy(arena, stm_slice_trim(section));
    fill_outlet(facts, raw, arena, out);
}

/* Marks where a word may be parted and such are not part of a headline. */
static stm_slice without_soft_marks(stm_slice s, stm_arena *arena)
{
    uint8_t *out = stm_arena_alloc(arena, s.len, 1);
    size_t n = 0;
    for (size_t at = 0; at < s.len && out != NULL;) {
        uint32_t cp;
        const size_t next = stm_utf8_next(s, at, &cp);
        if (cp != 0xAD && cp != 0x200B && cp != 0xFEFF)
            for (size_t i = at; i < next; i++)
                out[n++] = s.ptr[i];
        at = next;
    }
    return stm_slice_of(out, n);
}

/* --- all -------------------------------------------------------------- */

static stm_page_frame frame_of(const stm_html *html, const stm_article *a,
                               const stm_page_title *title)
{
    stm_page_frame f = {0};
    if (a->n_paragraphs > 0) {
        f.begin = a->paragraphs[0].from.begin;
        f.end = a->paragraphs[a->n_paragraphs - 1].from.end;
    }
    f.headline =
        title->node == STM_NONE ? f.begin : html->nodes[title->node].begin;
    return f;
}

void stm_page_credits_fill(const stm_date_hint *hint, stm_slice copyright,
                           stm_arena *arena, stm_article *article)
{
    stm_dateline dateline;
    const bool has_dateline =
        stm_dateline_find(article->text, article->paragraphs,
                          article->n_paragraphs, hint, &dateline);
    if (has_dateline) {
        article->dateline = stm_span_text(dateline.place, article->text);
        article->dateline_at = dateline.at;
    }
    const stm_credit_clues clues = {.dateline = has_dateline ? &dateline : NULL,
                                    .copyright = copyright};
    stm_credits_find(article, &clues, arena);
}

stm_status stm_page_meta_fill(const stm_html *html, const stm_raw *raw,
                              stm_arena *scratch, stm_arena *arena,
                              stm_article *article)
{
    stm_page_facts *facts = stm_arena_alloc(scratch, 1, sizeof *facts);
    if (facts == NULL)
        return STM_ERR_NOMEM;
    stm_page_facts_gather(html, scratch, facts);
    fill_places(facts, raw, arena, article);
    stm_slice language = base_language(raw->fields.language);
    if (language.len > 0)
        article->language = stm_arena_lower(arena, language);
    else
        language = base_language(facts->language);
    const stm_page_title title = stm_page_title_choose(
        html, facts, article->outlet, article->site, scratch);
    article->title = without_soft_marks(
        raw->fields.title.len > 0 ? raw->fields.title : title.text, arena);
    const stm_page_frame frame = frame_of(html, article, &title);
    const stm_date_hint hint = stm_date_hint_for(language, article->site);
    stm_page_authors_fill(html, facts, &frame, raw, &hint, scratch, arena,
                          article);
    stm_page_credits_fill(
        &hint, stm_page_fact(facts, STM_FACT_COPYRIGHT, STM_FACT_META), arena,
        article);
    stm_page_dates_fill(html, facts, &frame, raw, &hint, arena, article);
    return scratch->failed || arena->failed ? STM_ERR_NOMEM : STM_OK;
}
