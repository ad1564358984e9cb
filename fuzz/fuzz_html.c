/*
 * Pages: the parser's adapter and the extractor on any bytes.
 *
 * Properties: it ends; the tree is sound; paragraphs ascend, lie inside the
 * text and lead into the page; the text is valid UTF-8; a second run gives
 * the same.
 */
#include <assert.h>
#include <string.h>

#include "base/utf8.h"
#include "extract/extract.h"
#include "html/html.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_tree(stm_slice page)
{
    stm_arena arena;
    stm_html html;
    stm_arena_init(&arena, SIZE_MAX);
    if (stm_html_from_page(page, &arena, &html, NULL) == STM_OK)
        assert(stm_html_check(&html));
    stm_arena_release(&arena);
}

static void check_article(const stm_article *a, size_t page_bytes)
{
    uint32_t end = 0;
    assert(stm_utf8_valid(a->text) == a->text.len);
    for (uint32_t i = 0; i < a->n_paragraphs; i++) {
        const stm_paragraph *p = &a->paragraphs[i];
        assert(p->span.begin >= end && p->span.begin < p->span.end);
        assert(p->span.end <= a->text.len);
        /* a broken byte grows to three where it is repaired */
        assert(p->from.begin <= p->from.end && p->from.end <= 3 * page_bytes);
        end = p->span.end;
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const stm_raw raw = {.kind = STM_RAW_HTML,
                         .bytes = stm_slice_of(data, size)};
    stm_arena arena;
    stm_article a;
    stm_article b;
    check_tree(raw.bytes);
    stm_arena_init(&arena, SIZE_MAX);
    if (stm_article_from_raw(&raw, &arena, &a, NULL) == STM_OK &&
        stm_article_from_raw(&raw, &arena, &b, NULL) == STM_OK) {
        check_article(&a, size);
        assert(a.status == b.status && stm_slice_eq(a.text, b.text));
        assert(a.n_paragraphs == b.n_paragraphs);
        assert(a.n_paragraphs == 0 ||
               memcmp(a.paragraphs, b.paragraphs,
                      a.n_paragraphs * sizeof(*a.paragraphs)) == 0);
    }
    stm_arena_release(&arena);
    return 0;
}
