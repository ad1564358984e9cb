#include "read/saved_page.h"

#include "stm_test.h"

TEST(stamp_is_read_as_machines_write_it)
{
    static const struct {
        const char *label;
        const char *expected;
    } cases[] = {
        {"2023-09-19T17:03:11Z", "2023-09-19T17:03:11+00:00"},
        {"2023-09-19T17:03:11.120+02:00", "2023-09-19T17:03:11+02:00"},
        {"2023-09-19", "2023-09-19"},
        {"2023-09-19 00:00:00", "2023-09-19T00:00:00"},
        {"Tue, 19 Sep 2023 17:03:11 GMT", "2023-09-19T17:03:11+00:00"},
        {"Tue Sep 19 2023 17:03:11 GMT+0200 (CEST)",
         "2023-09-19T17:03:11+02:00"},
        {"Sunday, 06-Nov-1994 08:49:37 GMT", "1994-11-06T08:49:37+00:00"},
        {"2023-13-19", ""},
        {"yesterday", ""},
        {"", ""},
    };
    EACH (c, cases) {
        stm_buf buf;
        stm_buf_init(&buf, 64);
        stm_date_format(stm_date_from_stamp(stm_slice_from_cstr(c->label)),
                        &buf);
        if (need_ok(buf.status))
            assert_text(stm_buf_slice(&buf), c->expected);
        stm_buf_release(&buf);
    }
}

TEST(page_tells_who_saved_it_and_from_where)
{
    static const struct {
        const char *label;
        const char *page;
        const char *url;
        int day;
    } cases[] = {
        {"SingleFile",
         "<!DOCTYPE html> <html><!--\n Page saved with SingleFile \n"
         " url: https://saltby.example/a \n"
         " saved date: Tue Sep 19 2023 17:03:11 GMT+0200 (CEST)\n-->",
         "https://saltby.example/a", 19},
        {"browser",
         "<html><!-- saved from url=(0024)https://saltby.example/b -->",
         "https://saltby.example/b", 0},
        {"HTTrack",
         "<!-- Mirrored from saltby.example/c.html by HTTrack Website "
         "Copier/3.x [XR&CO'2014], Wed, 20 Sep 2023 10:00:00 GMT -->",
         "http://saltby.example/c.html", 20},
        {"nobody", "<!-- url: https://saltby.example/d --><p>x", "", 0},
        {"not an address", "<!-- saved from url=(0011)about:blank -->", "", 0},
    };
    EACH (c, cases) {
        stm_arena arena;
        stm_arena_init(&arena, SIZE_MAX);
        stm_raw raw = {.bytes = stm_slice_from_cstr(c->page)};
        stm_raw_note_saver(&raw, &arena);
        if (need(!arena.failed)) {
            assert_text(raw.url, c->url);
            assert_int_equal(raw.captured.day, c->day);
        }
        stm_arena_release(&arena);
    }
}
