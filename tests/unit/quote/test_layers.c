#include "quote/layers.h"

#include <string.h>

#include "quoted.h"

/* One sentence of each form; what is asked for is the lines it gives. */
static const struct {
    const char *label, *text, *lines;
} cases[] = {
    {"quoted as saying",
     "The Nordwind agency quoted the harbour ministry as saying that two "
     "ships had collided off Marl.",
     "indirect [The Nordwind agency] <quoted> {the harbour ministry as saying "
     "that two ships had collided off Marl}\n"
     "indirect [the harbour ministry] <as saying> {that two ships had collided "
     "off Marl}  in 0"},
    {"quoted as saying, in marks",
     "State television quoted Ada Lund, the mayor of Marl, as saying: \"The "
     "bridge will open on Friday.\"",
     "mixed [State television] <quoted> {Ada Lund, the mayor of Marl, as "
     "saying: \"The bridge will open on Friday.\"}\n"
     "direct [Ada Lund, the mayor of Marl] <as saying> {\"The bridge will open "
     "on Friday.\"}  in 0"},
    {"was quoted by",
     "The ministry was quoted by the Nordwind agency as saying two ships had "
     "collided off Marl.",
     "indirect [the Nordwind agency] <was quoted> {as saying two ships had "
     "collided off Marl}\n"
     "indirect [The ministry] <as saying> {two ships had collided off Marl}  "
     "in 0"},
    {"citing, after",
     "Twelve houses had burned down, the Nordwind agency reported, citing the "
     "fire service.",
     "indirect [the Nordwind agency] <reported> {Twelve houses had burned "
     "down}\n"
     "indirect [the fire service] <citing> {Twelve houses had burned down}  "
     "in 0"},
    {"citing, between",
     "The mayor said, citing the fire service, that twelve houses had burned "
     "down.",
     "indirect [The mayor] <said> {that twelve houses had burned down}\n"
     "indirect [the fire service] <citing> {that twelve houses had burned "
     "down}  in 0"},
    {"citing, before",
     "Citing the harbour ministry, Nordwind reported that two ships had "
     "collided off Marl.",
     "indirect [the harbour ministry] <Citing> {that two ships had collided "
     "off Marl}  in 1\n"
     "indirect [Nordwind] <reported> {that two ships had collided off Marl}"},
    {"reported, at the end",
     "The harbour ministry said two ships had collided off Marl, Nordwind "
     "reported.",
     "indirect [Nordwind] <reported> {The harbour ministry said two ships had "
     "collided off Marl}\n"
     "indirect [The harbour ministry] <said> {two ships had collided off "
     "Marl}  in 0"},
    {"according to, at the end",
     "\"The bridge will open on Friday,\" Lund said, according to the Marl "
     "Gazette.",
     "mixed [the Marl Gazette] <according to> {\"The bridge will open on "
     "Friday,\" Lund said}\n"
     "direct [Lund] <said> {\"The bridge will open on Friday,\"}  in 0"},
    {"according to, in front",
     "According to the Marl Gazette, the mayor said the bridge would open on "
     "Friday.",
     "indirect [the Marl Gazette] <According to> {the mayor said the bridge "
     "would open on Friday}\n"
     "indirect [the mayor] <said> {the bridge would open on Friday}  in 0"},
    {"said within what is said",
     "Police said the suspect told them he had acted alone.",
     "indirect [Police] <said> {the suspect told them he had acted alone}\n"
     "indirect [the suspect] <told> {he had acted alone}  in 0"},
    /* and what is one layer stays one */
    {"to whom it was said",
     "\"The bridge will open on Friday,\" Lund told the Nordwind agency.",
     "direct [Lund] <told> {\"The bridge will open on Friday,\"}"},
    {"cited for a reason, not for words",
     "The council said the bridge would stay shut, citing the cost of repairs.",
     NULL},
};

TEST(each_form_of_relayed_speech_has_both_its_layers)
{
    EACH (c, cases) {
        quoted q;
        if (quoted_read(&q, c->text, "en") && c->lines != NULL) {
            const stm_slice lines = quoted_lines(&q, &q.arena);
            if (need(!q.arena.failed))
                assert_text(lines, c->lines);
        }
        for (uint32_t i = 0; c->lines == NULL && i < q.n; i++)
            assert_int_equal(q.list[i].outer, STM_NONE);
        quoted_free(&q);
    }
}

/* A sentence without end, full of phrases that call for a look around. */
TEST(an_endless_sentence_is_no_slower_than_its_length)
{
    static char many[200000];
    for (size_t i = 0; i + 32 < sizeof many; i += 32)
        memcpy(many + i, "he said it was, according to X ,  ", 32);
    quoted q;
    if (quoted_read(&q, many, "en"))
        assert_true(q.n < 40000);
    quoted_free(&q);
}
