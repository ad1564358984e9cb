#include "read/stream.h"

#include <string.h>

#include "packed.h"
#include "read/inflate.h"
#include "stm_test.h"

static stm_stream *open_bytes(stm_slice bytes)
{
    stm_stream *stream = NULL;
    if (!need_ok(stm_stream_from_bytes(bytes, &stream, NULL)))
        return NULL;
    return stream;
}

static stm_stream *open_gzip(const stm_buf *packed)
{
    stm_stream *below = open_bytes(stm_buf_slice(packed));
    stm_stream *stream = NULL;
    if (below == NULL || !need_ok(stm_stream_gunzip(below, &stream, NULL)))
        return NULL;
    return stream;
}

TEST(stream_gives_lines_without_their_ends)
{
    stm_stream *s = open_bytes(STM_LIT("one\r\ntwo\n\nlast"));
    if (s == NULL)
        return;
    static const char *const expected[] = {"one", "two", "", "last"};
    stm_slice line;
    bool cut = false;
    for (size_t i = 0; i < 4; i++) {
        if (!need(stm_stream_line(s, 100, &line, &cut)))
            break;
        assert_text(line, expected[i]);
        assert_false(cut);
    }
    assert_false(stm_stream_line(s, 100, &line, &cut));
    stm_stream_free(s);
}

TEST(stream_cuts_a_line_that_is_too_long_and_goes_on_after_it)
{
    stm_stream *s = open_bytes(STM_LIT("0123456789\nnext\n"));
    if (s == NULL)
        return;
    stm_slice line;
    bool cut = false;
    if (need(stm_stream_line(s, 4, &line, &cut)))
        assert_true(cut);
    if (need(stm_stream_line(s, 4, &line, &cut))) {
        assert_text(line, "next");
        assert_false(cut);
    }
    stm_stream_free(s);
}

TEST(stream_peeks_past_what_it_has_taken)
{
    stm_buf big;
    stm_buf_init(&big, 1 << 20);
    for (unsigned i = 0; i < 300000; i++)
        stm_buf_byte(&big, (uint8_t)('a' + i % 26));
    stm_stream *s =
        need_ok(big.status) ? open_bytes(stm_buf_slice(&big)) : NULL;
    if (s != NULL) {
        stm_slice seen = stm_stream_peek(s, 10);
        if (need(seen.len >= 10))
            assert_int_equal(seen.ptr[3], 'd');
        const uint64_t skipped = stm_stream_skip(s, 250000);
        assert_true(need(skipped == 250000) || stm_test_faulting());
        seen = stm_stream_peek(s, 100000);
        if (need(seen.len == 50000))
            assert_int_equal(seen.ptr[0], 'a' + 250000 % 26);
        stm_stream_free(s);
    }
    stm_buf_release(&big);
}

TEST(stream_of_gzip_members_tells_where_each_began)
{
    stm_buf packed;
    stm_buf_init(&packed, 1 << 16);
    packed_gzip(STM_LIT("first "), &packed);
    const size_t second = packed.len;
    packed_gzip(STM_LIT("second"), &packed);
    stm_stream *s = need_ok(packed.status) ? open_gzip(&packed) : NULL;
    if (s != NULL) {
        const stm_slice all = stm_stream_peek(s, 12);
        if (need(all.len == 12)) {
            assert_text(all, "first second");
            assert_int_equal(stm_stream_origin(s), 0);
            stm_stream_take(s, 6);
            assert_int_equal(stm_stream_origin(s), second);
        }
        stm_stream_free(s);
    }
    stm_buf_release(&packed);
}

TEST(stream_of_gzip_goes_on_after_a_damaged_member)
{
    stm_buf packed;
    stm_buf_init(&packed, 1 << 16);
    packed_gzip(STM_LIT("one "), &packed);
    const size_t damaged = packed.len;
    packed_gzip(STM_LIT("the second member, which is damaged"), &packed);
    if (need_ok(packed.status))
        packed.ptr[packed.len - 6] ^= 0x55; /* in the checksum */
    packed_gzip(STM_LIT("three"), &packed);
    stm_stream *s = need_ok(packed.status) ? open_gzip(&packed) : NULL;
    if (s != NULL) {
        (void)stm_stream_skip(s, 1000);
        if (need(s->failure.status == STM_ERR_FORMAT)) {
            assert_int_equal(s->failure.pos, damaged);
            assert_true(stm_stream_resume(s));
            const stm_slice rest = stm_stream_peek(s, 100);
            if (need(s->failure.status == STM_OK))
                assert_text(rest, "three");
        }
        stm_stream_free(s);
    }
    stm_buf_release(&packed);
}

TEST(stream_of_gzip_cut_short_gives_what_there_is_and_fails)
{
    stm_buf packed;
    stm_buf_init(&packed, 1 << 16);
    packed_gzip(STM_LIT("a b c d e f g h i j k l m n o p"), &packed);
    if (need_ok(packed.status))
        stm_buf_cut(&packed, packed.len - 9);
    stm_stream *s = need_ok(packed.status) ? open_gzip(&packed) : NULL;
    if (s != NULL) {
        bool cut;
        const stm_slice rest = stm_stream_rest(s, 100, &cut);
        if (need(s->failure.status == STM_ERR_FORMAT)) {
            assert_true(rest.len > 0);
            assert_non_null(strstr(s->failure.text, "cut short"));
            assert_false(stm_stream_resume(s));
        }
        stm_stream_free(s);
    }
    stm_buf_release(&packed);
}

/* 64 MiB of one byte are under 64 KiB of gzip. */
TEST(stream_that_grows_without_measure_is_stopped)
{
    if (stm_test_faulting())
        return;
    stm_buf big;
    stm_buf packed;
    stm_buf_init(&big, 64 << 20);
    stm_buf_init(&packed, 128 << 20);
    assert_true(stm_buf_reserve(&big, 64 << 20));
    memset(big.ptr, 'a', 64 << 20);
    big.len = 64 << 20;
    packed_gzip(stm_buf_slice(&big), &packed);
    stm_stream *s = open_gzip(&packed);
    assert_non_null(s);
    const uint64_t had = stm_stream_skip(s, UINT64_MAX);
    assert_int_equal(s->failure.status, STM_ERR_LIMIT);
    assert_true(had < 20 << 20);
    stm_stream_free(s);
    stm_buf_release(&packed);
    stm_buf_release(&big);
}

TEST(stream_of_zstd_frames_is_read_through)
{
    stm_buf packed;
    stm_buf_init(&packed, 1 << 16);
    packed_zstd(STM_LIT("first "), &packed);
    const size_t second = packed.len;
    packed_zstd(STM_LIT("second"), &packed);
    stm_stream *below =
        need_ok(packed.status) ? open_bytes(stm_buf_slice(&packed)) : NULL;
    stm_stream *s = NULL;
    if (below != NULL && need_ok(stm_stream_unzstd(below, &s, NULL))) {
        const stm_slice all = stm_stream_peek(s, 12);
        if (need(all.len == 12)) {
            assert_text(all, "first second");
            stm_stream_take(s, 6);
            assert_int_equal(stm_stream_origin(s), second);
        }
        stm_stream_free(s);
    }
    stm_buf_release(&packed);
}
