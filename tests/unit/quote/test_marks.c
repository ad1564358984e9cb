#include "quote/marks.h"

#include "base/buf.h"
#include "stm_test.h"

/* In `expected` each quotation found is written between < and >. */
static const struct {
    const char *label, *text, *expected;
} cases[] = {
    {"straight", "\"Go,\" he said.", "<\"Go,\"> he said."},
    {"curly", "“Go,” he said.", "<“Go,”> he said."},
    {"doubled apostrophes", "''Go,'' he said.", "<''Go,''> he said."},
    {"guillemets", "« Partez », a dit Moor.", "<« Partez »>, a dit Moor."},
    {"guillemets without space", "«Partez», a dit Moor.",
     "<«Partez»>, a dit Moor."},
    {"guillemets turned", "»Geh«, sagte sie.", "<»Geh«>, sagte sie."},
    {"low and high", "„Geh“, sagte sie.", "<„Geh“>, sagte sie."},
    {"low and right", "„Idź”, powiedziała.", "<„Idź”>, powiedziała."},
    {"right on both sides", "”Gå”, sa hon.", "<”Gå”>, sa hon."},
    {"corner brackets", "彼は「行け」と言った", "彼は<「行け」>と言った"},
    {"wrong way round", "”Go,“ he said.", "<”Go,“> he said."},
    {"mixed with straight", "“Go,\" he said.", "<“Go,\"> he said."},
    {"left open", "“Go. We must", "<“Go. We must>"},
    {"apostrophe", "Moor's men didn't go.", "Moor's men didn't go."},
    {"clipped word", "Get 'em out, it's late'", "Get 'em out, it's late'"},
    {"single marks", "He said ‘go now’ twice.", "He said <‘go now’> twice."},
    {"single inside double", "“He said ‘go’ twice.”",
     "<“He said ‘go’ twice.”>"},
    {"two", "\"Go,\" he said. \"Now.\"", "<\"Go,\"> he said. <\"Now.\">"},
    {"inches", "A 6 \" nail.", "A 6 \" nail."},
    {"nothing", "", ""},
};

TEST(marks_pair_in_every_style)
{
    EACH (c, cases) {
        const stm_slice text = stm_slice_from_cstr(c->text);
        stm_arena arena;
        stm_arena_init(&arena, SIZE_MAX);
        stm_quotation *list = NULL;
        const uint32_t n = stm_quotations_from_paragraph(
            text, (stm_span){0, (uint32_t)text.len}, &arena, &list);
        stm_buf got;
        stm_buf_init(&got, SIZE_MAX);
        uint32_t at = 0;
        for (uint32_t k = 0; k < n; k++) {
            stm_buf_add(&got, stm_slice_sub(text, at, list[k].span.begin));
            stm_buf_byte(&got, '<');
            stm_buf_add(&got, stm_span_text(list[k].span, text));
            stm_buf_byte(&got, '>');
            at = list[k].span.end;
        }
        stm_buf_add(&got, stm_slice_sub(text, at, text.len));
        if (need_ok(arena.failed ? STM_ERR_NOMEM : got.status))
            assert_text(stm_buf_slice(&got), c->expected);
        stm_buf_release(&got);
        stm_arena_release(&arena);
    }
}
