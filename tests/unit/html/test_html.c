#include "html/html.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

static stm_html parse(stm_slice page, stm_arena *arena)
{
    stm_html html = {0};
    assert_int_equal(stm_html_from_page(page, arena, &html, NULL), STM_OK);
    assert_true(stm_html_check(&html));
    return html;
}

static void assert_text(const stm_html *html, uint32_t node, const char *want)
{
    stm_buf out;
    stm_buf_init(&out, 1u << 20);
    stm_html_text(html, node, &out);
    stm_buf_byte(&out, 0);
    assert_string_equal((const char *)out.ptr, want);
    stm_buf_release(&out);
}

static void tree_is_in_document_order(void **state)
{
    (void)state;
    stm_arena arena;
    stm_arena_init(&arena, SIZE_MAX);
    const stm_html html =
        parse(STM_LIT("<html><head><title>A &amp; B</title></head><body>"
                      "<p class=x id='y'>One<b>two</b><p>Three</body></html>"),
              &arena);
    const uint32_t p = stm_html_find(&html, STM_TAG_P, 0, html.n_nodes);
    assert_int_not_equal(p, STM_NONE);
    assert_true(stm_slice_eq(stm_html_attr_get(&html, p, STM_LIT("class")),
                             STM_LIT("x")));
    assert_true(stm_html_has_attr(&html, p, STM_LIT("id")));
    assert_false(stm_html_has_attr(&html, p, STM_LIT("title")));
    const uint32_t next = stm_html_next_sibling(&html, p);
    assert_int_equal(html.nodes[next].tag, STM_TAG_P);
    assert_text(&html, p, "Onetwo");
    assert_text(&html, next, "Three");
    const uint32_t title = stm_html_find(&html, STM_TAG_TITLE, 0, html.n_nodes);
    assert_text(&html, title, "A & B");
    stm_arena_release(&arena);
}

static void text_knows_its_bytes_in_the_page(void **state)
{
    (void)state;
    stm_arena arena;
    stm_arena_init(&arena, SIZE_MAX);
    const stm_slice page = STM_LIT("<div><p>Harbour open</p></div>");
    const stm_html html = parse(page, &arena);
    const uint32_t t = stm_html_find(&html, STM_TAG_TEXT, 0, html.n_nodes);
    const stm_html_node *n = &html.nodes[t];
    assert_true(stm_slice_eq(stm_slice_sub(page, n->begin, n->end),
                             STM_LIT("Harbour open")));
    const stm_html_node *p = &html.nodes[n->parent];
    assert_true(
        stm_slice_eq(stm_slice_sub(page, p->begin, p->end), STM_LIT("<p>")));
    stm_arena_release(&arena);
}

static void shown_text_leaves_out_scripts_and_parts_blocks(void **state)
{
    (void)state;
    stm_arena arena;
    stm_arena_init(&arena, SIZE_MAX);
    const stm_html html =
        parse(STM_LIT("<body><div>One<script>x()</script></div>two<br>three"
                      "<ul><li>four<li>five</ul>"),
              &arena);
    assert_text(&html, 0, "One two three four five");
    stm_arena_release(&arena);
}

static void broken_bytes_become_replacement_characters(void **state)
{
    (void)state;
    stm_arena arena;
    stm_arena_init(&arena, SIZE_MAX);
    const stm_html html = parse(STM_LIT("<p>a\xff"
                                        "b\0c"),
                                &arena);
    const uint32_t p = stm_html_find(&html, STM_TAG_P, 0, html.n_nodes);
    assert_text(&html, p,
                "a\xEF\xBF\xBD"
                "b\xEF\xBF\xBD"
                "c");
    stm_arena_release(&arena);
}

static const struct {
    const char *label;
    const char *piece;
    uint32_t count;
} bombs[] = {
    {"nested blocks", "<div>", 200000},
    {"formatting left open", "<b>", 200000},
    {"fonts, then paragraphs", "<font a=1><font a=2><font a=3><p>", 50000},
    {"ended by another's name", "<div></span>", 100000},
    {"ended out of a barrier", "<div><object></div>", 100000},
    {"ordinary around special", "<x><div></x>", 100000},
    {"rows inside svg", "<svg><tr><td>", 100000},
    {"nested lists", "<ul><li>", 100000},
    {"nested tables", "<table><tr><td>", 100000},
    {"unclosed tag", "<a ", 200000},
    {"many comments", "<!--", 200000},
    {"templates", "<template><div></template>", 100000},
    {"end tags", "</p></div>", 100000},
    {"bold paragraphs", "<p><b>x", 100000},
    {"nested selects", "<select><option>", 100000},
    {"text between ignored tags", "x</b>", 200000},
    {"text between cells", "<table>x<tr>x", 100000},
    {"text among rows", "x<tr><td></td>", 100000},
    {"text and bodies", "x<body>", 100000},
    {"text and bogus", "x</>", 100000},
    {"frames", "<button><p>", 100000},
};

static void hostile_pages_end_soon(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(bombs) / sizeof(bombs[0]); i++) {
        stm_buf page;
        stm_buf_init(&page, STM_HTML_MAX_BYTES);
        for (uint32_t k = 0; k < bombs[i].count; k++)
            stm_buf_add(&page, stm_slice_from_cstr(bombs[i].piece));
        stm_arena arena;
        stm_arena_init(&arena, SIZE_MAX);
        const clock_t start = clock();
        const stm_html html = parse(stm_buf_slice(&page), &arena);
        const double s = (double)(clock() - start) / CLOCKS_PER_SEC;
        if (s > 6.0)
            fail_msg("%s took %.2f s, %u nodes", bombs[i].label, s,
                     html.n_nodes);
        stm_arena_release(&arena);
        stm_buf_release(&page);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(tree_is_in_document_order),
        cmocka_unit_test(text_knows_its_bytes_in_the_page),
        cmocka_unit_test(shown_text_leaves_out_scripts_and_parts_blocks),
        cmocka_unit_test(broken_bytes_become_replacement_characters),
        cmocka_unit_test(hostile_pages_end_soon),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
