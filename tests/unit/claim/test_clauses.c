#include "claim/clauses.h"

#include "base/buf.h"
#include "claim_story.h"
#include "stm_test.h"

/* The clauses of the first sentence, parted by "|". */
static void join_clauses(const claim_story *s, const stm_claim_words *words,
                         stm_buf *out)
{
    stm_clause c[STM_CLAUSES_MAX];
    const stm_text *t = &s->texts[0];
    const uint32_t n = stm_clauses_from_sentence(words, s->articles[0].text, t,
                                                 &t->sentences[0], c);
    for (uint32_t i = 0; i < n; i++) {
        if (i > 0)
            stm_buf_byte(out, '|');
        stm_buf_add(out,
                    stm_span_text((stm_span){t->tokens[c[i].first_token].begin,
                                             t->tokens[c[i].end_token - 1].end},
                                  s->articles[0].text));
    }
}

TEST(a_sentence_is_cut_at_joints_that_open_a_clause)
{
    static const struct {
        const char *label, *text, *clauses;
    } cases[] = {
        {"one clause", "The ferry sank near Nebin.",
         "The ferry sank near Nebin"},
        {"and with a verb",
         "The ferry sank near Nebin and twelve sailors were rescued.",
         "The ferry sank near Nebin|and twelve sailors were rescued"},
        {"and in a list", "The ferry carried salt and timber to Nebin.",
         "The ferry carried salt and timber to Nebin"},
        {"after", "The mayor resigned after the ferry sank near Nebin.",
         "The mayor resigned|after the ferry sank near Nebin"},
        {"who", "Divers found the captain who had closed the valves.",
         "Divers found the captain|who had closed the valves"},
        {"quotation", "“The valves were closed,” the captain said later.",
         "“The valves were closed,”|the captain said later"},
        {"semicolon", "The ferry sank quickly; nobody knew the reason.",
         "The ferry sank quickly|nobody knew the reason"},
    };
    EACH (c, cases) {
        claim_story s;
        stm_claim_words words = {0};
        stm_buf out;
        stm_buf_init(&out, 4096);
        const stm_slice text = stm_slice_from_cstr(c->text);
        if (need_ok(claim_story_init(&s, &text, 1, 1)) &&
            need_ok(stm_claim_words_init(&words))) {
            join_clauses(&s, &words, &out);
            if (need_ok(out.status))
                assert_text(stm_buf_slice(&out), c->clauses);
        }
        stm_buf_release(&out);
        stm_claim_words_release(&words);
        claim_story_release(&s);
    }
}
