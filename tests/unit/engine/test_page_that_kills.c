/*
 * A page over which extraction dies, in a whole run. The linker puts the
 * function below in the way of the extractor's door (--wrap).
 */
#include <signal.h>
#include <string.h>

#include "base/file.h"
#include "extract/extract.h"
#include "stm_test.h"

stm_status __real_stm_article_from_raw(const stm_raw *raw, stm_arena *arena,
                                       stm_article *out, stm_error *err);
stm_status __wrap_stm_article_from_raw(const stm_raw *raw, stm_arena *arena,
                                       stm_article *out, stm_error *err);

stm_status __wrap_stm_article_from_raw(const stm_raw *raw, stm_arena *arena,
                                       stm_article *out, stm_error *err)
{
    if (raw->status == STM_RECORD_OK &&
        stm_slice_find(raw->bytes, STM_LIT("deadly"), 0) != STM_SLICE_NPOS)
        raise(SIGKILL);
    return __real_stm_article_from_raw(raw, arena, out, err);
}

static bool gather(void *ctx, const void *bytes, size_t len)
{
    stm_buf *out = ctx;
    stm_buf_add(out, stm_slice_of(bytes, len));
    return out->status == STM_OK;
}

static bool has(const stm_buf *buf, const char *words)
{
    return stm_slice_find(stm_buf_slice(buf), stm_slice_from_cstr(words), 0) !=
           STM_SLICE_NPOS;
}

TEST(page_that_kills_its_worker_gets_status_error_and_the_run_goes_on)
{
    if (stm_test_faulting())
        return;
    const char *path = STM_TEST_SCRATCH "/deadly.jsonl";
    assert_int_equal(
        stm_file_write(path,
                       STM_LIT("{\"id\":\"a\",\"text\":\"The ferry left.\"}\n"
                               "{\"id\":\"b\",\"text\":\"A deadly page.\"}\n"
                               "{\"id\":\"c\",\"text\":\"It came back.\"}\n"),
                       NULL),
        STM_OK);
    for (uint32_t threads = 1; threads <= 2; threads++) {
        stm_options options;
        stm_engine *engine;
        stm_summary summary;
        stm_buf out;
        stm_buf_init(&out, 1 << 20);
        stm_options_init(&options);
        options.in_process = false;
        options.threads = threads;
        assert_int_equal(stm_engine_new(&options, &engine, NULL), STM_OK);
        assert_int_equal(stm_engine_add(engine, path, NULL), STM_OK);
        assert_int_equal(stm_engine_extract(engine, gather, &out, NULL),
                         STM_OK);
        stm_engine_summarise(engine, &summary);
        assert_int_equal(summary.inputs, 3);
        assert_int_equal(summary.failed, 1);
        assert_int_equal(summary.articles, 2);
        assert_true(has(&out, "It came back."));
        assert_true(has(&out, "\"status\":\"error\",\"reason\":\"its "
                              "extraction died"));
        stm_engine_free(engine);
        stm_buf_release(&out);
    }
}
