#include "stm_test.h"

#include "extract/block.h"

static bool cut(const char *page, stm_arena *arena, stm_html *html,
                stm_blocks *out)
{
    return need_ok(stm_html_from_page(stm_slice_from_cstr(page), arena, html,
                                      NULL)) &&
           need_ok(stm_blocks_from_html(html, arena, out));
}

static void assert_blocks(const stm_blocks *b, const char *joined)
{
    /* blocks are parted by LF, the last one ends with it too */
    assert_true(
        stm_slice_eq(stm_slice_trim(b->text), stm_slice_from_cstr(joined)));
}

TEST(page_is_cut_where_a_reader_sees_lines)
{
    static const struct {
        const char *label;
        const char *page;
        const char *expected;
    } cases[] = {
        {"blocks", "<div>One <a>two</a><p>Three</div>Four",
         "One two\nThree\nFour"},
        {"a lone br is a line feed", "<p>One<br>two", "One\ntwo"},
        {"two br part paragraphs", "<p>One<br> <br>two", "One\ntwo"},
        {"pre keeps its lines", "<pre>one\n  two\n\nthree</pre>",
         "one\ntwo\nthree"},
        {"white space folds", "<p> One \n\t two\xC2\xA0three ",
         "One two three"},
        {"zero width spaces go", "<p>O\xE2\x80\x8Bne", "One"},
        {"scripts are not shown", "<p>One<script>x</script><style>y</style>",
         "One"},
        {"choices are not text", "<select><option>One</select><p>Two", "Two"},
        {"cells are blocks", "<table><tr><td>One<td>Two</table>", "One\nTwo"},
        {"hidden words are not shown",
         "<p>One<span class=sr-only>, press enter</span> two", "One two"},
    };
    EACH (c, cases) {
        stm_arena arena;
        stm_html html;
        stm_blocks blocks;
        stm_arena_init(&arena, SIZE_MAX);
        if (cut(c->page, &arena, &html, &blocks))
            assert_blocks(&blocks, c->expected);
        stm_arena_release(&arena);
    }
}

TEST(block_counts_words_links_and_what_holds_it)
{
    stm_arena arena;
    stm_html html;
    stm_blocks blocks;
    stm_arena_init(&arena, SIZE_MAX);
    if (cut("<nav><p>See <a href=/>the harbour</a> <b>now</b></nav>", &arena,
            &html, &blocks)) {
        assert_int_equal(blocks.n, 1);
        const stm_block *b = &blocks.items[0];
        assert_int_equal(b->n_words, 4);
        assert_int_equal(b->n_links, 1);
        assert_int_equal(b->link_bytes, 10); /* without the space */
        assert_int_equal(b->bold_bytes, 3);
        assert_true((b->flags & STM_IN_NAV) != 0);
        assert_true((b->flags & STM_IN_PARAGRAPH) != 0);
        assert_true((b->flags & STM_IN_FOOTER) == 0);
    }
    stm_arena_release(&arena);
}

TEST(hidden_blocks_are_flagged)
{
    stm_arena arena;
    stm_html html;
    stm_blocks blocks;
    stm_arena_init(&arena, SIZE_MAX);
    if (cut("<p style='color:red; display : none'>One<p hidden>Two<p>Three",
            &arena, &html, &blocks)) {
        assert_int_equal(blocks.n, 3);
        assert_true((blocks.items[0].flags & STM_IN_HIDDEN) != 0);
        assert_true((blocks.items[1].flags & STM_IN_HIDDEN) != 0);
        assert_true((blocks.items[2].flags & STM_IN_HIDDEN) == 0);
    }
    stm_arena_release(&arena);
}
