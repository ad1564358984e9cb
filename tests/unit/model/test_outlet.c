#include "model/outlet.h"

#include <string.h>

#include "stm_test.h"

static const char table_text[] =
    "\xEF\xBB\xBF# families of the Ean valley\r\n"
    "\r\n"
    "www.nebin-courier.example | Ean Press | The Nebin Courier\r\n"
    "Pellbury Ledger\tEan Press\r\n"
    "Pellbury Ledger|Somebody Else\n"
    "radio-ean.example | | Radio Ean\n"
    "BBC News | Ean Press\n"
    "of no family\n"
    " | of no outlet\n"
    "ends without a line's end | Last";

static stm_article article_of(const char *site, const char *outlet)
{
    return (stm_article){.site = stm_slice_from_cstr(site),
                         .outlet = stm_slice_from_cstr(outlet)};
}

TEST(families_are_those_of_a_persons_table_then_of_the_programs)
{
    static const struct {
        const char *label, *site, *outlet, *family, *shown;
    } cases[] = {
        {"by site", "nebin-courier.example", "", "Ean Press",
         "The Nebin Courier"},
        {"by site with www.", "www.Nebin-Courier.example", "Courier",
         "Ean Press", "The Nebin Courier"},
        {"by name, the first line", "", "PELLBURY LEDGER", "Ean Press",
         "PELLBURY LEDGER"},
        {"a name alone", "radio-ean.example", "", "Radio Ean", "Radio Ean"},
        {"a person's goes first", "", "BBC News", "Ean Press", "BBC News"},
        {"the program's, by site", "www.foxnews.com", "", "Fox Corporation",
         "www.foxnews.com"},
        {"the program's, by name", "", "CNN", "Warner Bros. Discovery", "CNN"},
        {"the last line", "", "Ends without a line's end", "Last",
         "Ends without a line's end"},
        {"not listed", "nebin-post.example", "Nebin Post", "Nebin Post",
         "Nebin Post"},
        {"a site alone", "nebin-post.example", "", "nebin-post.example",
         "nebin-post.example"},
        {"nothing", "", "", "", ""},
    };
    stm_arena arena;
    stm_outlets table;
    uint32_t bad_line;
    stm_arena_init(&arena, SIZE_MAX);
    stm_outlets_init(&table);
    if (need_ok(stm_outlets_from_text(stm_slice_from_cstr(table_text), &arena,
                                      &table, &bad_line))) {
        assert_int_equal(table.n_items, 6);
        assert_int_equal(bad_line, 8);
        EACH (c, cases) {
            stm_article a = article_of(c->site, c->outlet);
            stm_outlets_apply(&table, &a);
            assert_text(stm_article_family(&a), c->family);
            assert_text(stm_article_outlet(&a), c->shown);
        }
    }
    stm_outlets_release(&table);
    stm_arena_release(&arena);
}

TEST(names_of_any_length_are_looked_up_without_harm)
{
    char name[400];
    memset(name, 'x', sizeof name - 1);
    name[sizeof name - 1] = '\0';
    stm_outlets table;
    stm_outlets_init(&table);
    stm_article a = article_of("", name);
    stm_outlets_apply(&table, &a);
    assert_text(stm_article_family(&a), name);
    stm_outlets_release(&table);
}
