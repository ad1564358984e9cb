#include "report/report.h"

#include <stdio.h>

#include "base/file.h"
#include "report_sample.h"

/* Without what stands from `from` to `to`: it changes for other reasons. */
static void leave_out(stm_buf *page, stm_slice from, stm_slice to)
{
    const stm_slice all = stm_buf_slice(page);
    const size_t begin = stm_slice_find(all, from, 0);
    const size_t end = begin == STM_SLICE_NPOS
                           ? STM_SLICE_NPOS
                           : stm_slice_find(all, to, begin + from.len);
    if (end == STM_SLICE_NPOS)
        fail_msg("no style, policy or script in the page");
    memmove(page->ptr + begin + from.len, page->ptr + end, page->len - end);
    stm_buf_cut(page, page->len - (end - begin - from.len));
}

/* Compares a page with the one in tests/pages, writing it to the scratch. */
static void assert_golden(stm_buf *page, const char *name)
{
    char path[256];
    snprintf(path, sizeof path, STM_TEST_SCRATCH "/whole-%s", name);
    assert_int_equal(stm_file_write(path, stm_buf_slice(page), NULL), STM_OK);
    leave_out(page, STM_LIT("Policy\" content=\""), STM_LIT("\">"));
    leave_out(page, STM_LIT("<style>"), STM_LIT("</style>"));
    leave_out(page, STM_LIT("<script>"), STM_LIT("</script>"));
    snprintf(path, sizeof path, STM_TEST_SCRATCH "/%s", name);
    assert_int_equal(stm_file_write(path, stm_buf_slice(page), NULL), STM_OK);
    char golden[256];
    snprintf(golden, sizeof golden, "tests/pages/%s", name);
    stm_buf want;
    stm_buf_init(&want, SIZE_MAX);
    const stm_status status = stm_file_read(golden, &want, NULL);
    const bool same = status == STM_OK &&
                      stm_slice_eq(stm_buf_slice(&want), stm_buf_slice(page));
    stm_buf_release(&want);
    if (!same && !stm_test_faulting())
        fail_msg("%s is not what %s holds: read the diff, then copy it there",
                 path, golden);
}

TEST(page_of_a_story_is_as_it_was_reviewed)
{
    sample s;
    stm_buf page;
    stm_buf_init(&page, SIZE_MAX);
    if (sample_init(&s)) {
        const stm_report_opts opts = {.title = STM_LIT("Saltby, October")};
        stm_report_story(&s.pile, 0, &opts, &page);
        if (need_ok(page.status))
            assert_golden(&page, "story-s1.html");
    }
    stm_buf_release(&page);
    sample_release(&s);
}

TEST(front_page_is_as_it_was_reviewed)
{
    sample s;
    stm_buf page;
    stm_buf_init(&page, SIZE_MAX);
    if (sample_init(&s)) {
        const stm_report_opts opts = {.title = STM_LIT("Saltby, October")};
        stm_report_index(&s.pile, &opts, &page);
        if (need_ok(page.status))
            assert_golden(&page, "index.html");
    }
    stm_buf_release(&page);
    sample_release(&s);
}

TEST(page_of_pairs_is_as_it_was_reviewed)
{
    sample s;
    stm_buf page;
    stm_buf_init(&page, SIZE_MAX);
    if (sample_init(&s)) {
        const stm_report_opts opts = {.title = STM_LIT("Saltby, October")};
        const bool any = stm_report_aligned(&s.pile, 0, &opts, &page);
        if (need_ok(page.status)) {
            assert_true(any);
            assert_golden(&page, "story-s1-aligned.html");
        }
    }
    stm_buf_release(&page);
    sample_release(&s);
}

TEST(name_of_a_page_is_its_story_id_made_safe)
{
    const stm_story stories[] = {{.id = STM_LIT("s12")},
                                 {.id = STM_LIT("../\"x")}};
    const stm_pile pile = {.stories = stories, .n_stories = 2};
    stm_buf name;
    stm_buf_init(&name, SIZE_MAX);
    stm_report_story_file(&pile, 0, &name);
    if (need_ok(name.status))
        assert_text(stm_buf_slice(&name), "story-s12.html");
    stm_buf_clear(&name);
    stm_report_story_file(&pile, 1, &name);
    if (need_ok(name.status))
        assert_text(stm_buf_slice(&name), "story-----x.html");
    stm_buf_release(&name);
}
