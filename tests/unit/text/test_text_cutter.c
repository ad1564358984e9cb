#include "text/text_cutter.h"

#include <string.h>

#include "base/buf.h"
#include "base/map.h"
#include "stm_test.h"

/* One text cut as a single paragraph. */
typedef struct cut {
    stm_arena arena;
    stm_text_cutter *cutter;
    stm_article article;
    stm_paragraph paragraph;
    stm_text text;
} cut;

static bool cut_slice(cut *c, stm_slice text, const char *language)
{
    *c = (cut){0};
    stm_arena_init(&c->arena, SIZE_MAX);
    c->paragraph.span.end = (uint32_t)text.len;
    c->article.text = text;
    c->article.language = stm_slice_from_cstr(language);
    c->article.paragraphs = &c->paragraph;
    c->article.n_paragraphs = 1;
    return need_ok(stm_text_cutter_new(&c->cutter, NULL)) &&
           need_ok(stm_text_from_article(c->cutter, &c->article, &c->arena,
                                         &c->text, NULL));
}

static bool cut_text(cut *c, const char *text, const char *language)
{
    return cut_slice(c, stm_slice_from_cstr(text), language);
}

static void cut_release(cut *c)
{
    stm_text_cutter_free(c->cutter);
    stm_arena_release(&c->arena);
}

/* Tokens parted by "|". */
static void join_tokens(const cut *c, stm_buf *out)
{
    for (uint32_t i = 0; i < c->text.n_tokens; i++) {
        const stm_token *t = &c->text.tokens[i];
        if (i > 0)
            stm_buf_byte(out, '|');
        stm_buf_add(
            out, stm_span_text((stm_span){t->begin, t->end}, c->article.text));
    }
}

/* Sentences parted by "|". */
static void join_sentences(const cut *c, stm_buf *out)
{
    for (uint32_t i = 0; i < c->text.n_sentences; i++) {
        if (i > 0)
            stm_buf_byte(out, '|');
        stm_buf_add(out,
                    stm_span_text(c->text.sentences[i].span, c->article.text));
    }
}

typedef struct text_case {
    const char *label;
    const char *language;
    const char *input;
    const char *expected;
} text_case;

static void check_case(const text_case *k, void (*join)(const cut *, stm_buf *))
{
    cut c;
    stm_buf out;
    stm_buf_init(&out, 1u << 20);
    if (cut_text(&c, k->input, k->language)) {
        join(&c, &out);
        if (need(out.status == STM_OK))
            assert_text(stm_buf_slice(&out), k->expected);
    }
    stm_buf_release(&out);
    cut_release(&c);
}

TEST(words_are_cut_as_news_needs_them)
{
    static const text_case cases[] = {
        {"plain", "en", "The ferry left.", "The|ferry|left|."},
        {"contraction", "en", "They don't, he won’t", "They|don't|,|he|won’t"},
        {"possessive", "en", "Harbour's end, Ann’s", "Harbour|'s|end|,|Ann|’s"},
        {"plural possessive", "en", "the ships' masts", "the|ships|'|masts"},
        {"hyphens", "en", "44-day-long", "44|-|day|-|long"},
        {"numbers", "en", "3.5 of 1,000 at 10:30.", "3.5|of|1,000|at|10:30|."},
        {"dotted", "en", "the U.S. at 5 p.m. today",
         "the|U.S.|at|5|p.m.|today"},
        {"address", "en", "see https://a.example/b?c=1. Now",
         "see|https://a.example/b?c=1|.|Now"},
        {"elision", "fr", "l’homme d'État aujourd'hui",
         "l’|homme|d'|État|aujourd'hui"},
        {"arabic", "ar", "قال الوزير، إن", "قال|الوزير|،|إن"},
        {"chinese", "zh", "北京市长说。", "北京市|长|说|。"},
        {"thai", "th", "สวัสดีครับ", "สวัสดี|ครับ"},
        {"hebrew", "he", "צה\"ל הודיע", "צה\"ל|הודיע"},
        {"emoji", "en", "ok 👩‍👩‍👧👍🏽🇫🇷!",
         "ok|👩‍👩‍👧|👍🏽|🇫🇷|!"},
        {"combining", "en", "cafe\xCC\x81 bar", "cafe\xCC\x81|bar"},
        {"soft hyphen", "en",
         "har\xC2\xAD"
         "bour",
         "har\xC2\xAD"
         "bour"},
        {"empty", "en", "", ""},
        {"spaces", "en", " \t\n ", ""},
    };
    EACH (k, cases)
        check_case(k, join_tokens);
}

TEST(sentences_end_where_a_reader_ends_them)
{
    static const text_case cases[] = {
        {"two", "en", "It rained. We left.", "It rained.|We left."},
        {"title", "en", "Mr. Oak met Gen. Elm. They sat.",
         "Mr. Oak met Gen. Elm.|They sat."},
        {"initial", "en", "R. Kelm spoke to J. K. Rowan. Then left.",
         "R. Kelm spoke to J. K. Rowan.|Then left."},
        {"initial A", "en", "So J. A. Smith came. He sat.",
         "So J. A. Smith came.|He sat."},
        {"country", "en", "The U.S. Army left the U.S. The end came.",
         "The U.S. Army left the U.S.|The end came."},
        {"hour", "en", "At 5 p.m. Monday it shut. At 6 p.m. Police came.",
         "At 5 p.m. Monday it shut.|At 6 p.m.|Police came."},
        {"number sign", "en", "It was No. 5 of many. No. 6 fell.",
         "It was No. 5 of many.|No. 6 fell."},
        {"decimal", "en", "It rose 3.5 percent. Then 4.",
         "It rose 3.5 percent.|Then 4."},
        {"quote then verb", "en", "\"Stop!\" he said. \"No.\" She left.",
         "\"Stop!\" he said.|\"No.\"|She left."},
        {"curly quote", "en", "“We saw it.” Then “it sank,” he said.",
         "“We saw it.”|Then “it sank,” he said."},
        {"next opens", "en", "He left. “We stay,” she said.",
         "He left.|“We stay,” she said."},
        {"brackets", "en", "It sank. (No one died.) It rained.",
         "It sank.|(No one died.)|It rained."},
        {"ellipsis", "en", "Well... maybe. Well... Maybe not.",
         "Well... maybe.|Well...|Maybe not."},
        {"question run", "en", "Really?! Yes.", "Really?!|Yes."},
        {"number begins", "en", "Boats sank. 12 people died.",
         "Boats sank.|12 people died."},
        {"list item", "en", "1. Bring a boat. Row.", "1. Bring a boat.|Row."},
        {"company", "en", "Oak Inc. said so. Oak Inc. It fell.",
         "Oak Inc. said so.|Oak Inc.|It fell."},
        {"month", "en", "On Jan. 5 it fell. In Feb. Police came.",
         "On Jan. 5 it fell.|In Feb.|Police came."},
        {"glued", "en", "It sank in town.The crew swam.",
         "It sank in town.|The crew swam."},
        {"blank line", "en", "Harbour news\n\nIt sank", "Harbour news|It sank"},
        {"brand", "en", "It fell. iBoat rose.", "It fell.|iBoat rose."},
        {"ordinal", "de", "Am 3. Oktober sank es. Dann kam Hilfe.",
         "Am 3. Oktober sank es.|Dann kam Hilfe."},
        {"german abbreviation", "de", "Boote, z.B. Kähne, ca. 5 t. Das war es.",
         "Boote, z.B. Kähne, ca. 5 t.|Das war es."},
        {"russian initials", "ru", "В. И. Ольхов сказал. Он ушёл.",
         "В. И. Ольхов сказал.|Он ушёл."},
        {"arabic", "ar", "غرق القارب. ماذا حدث؟ لا أحد يعلم.",
         "غرق القارب.|ماذا حدث؟|لا أحد يعلم."},
        {"chinese", "zh", "船沉了。“没有人死。”他说。",
         "船沉了。|“没有人死。”|他说。"},
        {"hindi", "hi", "नाव डूबी। कोई नहीं मरा।", "नाव डूबी।|कोई नहीं मरा।"},
        {"no end", "en", "Harbour shut", "Harbour shut"},
        {"only marks", "en", "...", "..."},
    };
    EACH (k, cases)
        check_case(k, join_sentences);
}

/* The term of the first token of `text`. */
static uint64_t term_of(const char *text, const char *language)
{
    cut c;
    const uint64_t term = cut_text(&c, text, language) && c.text.n_tokens > 0
                              ? c.text.terms[0]
                              : 0;
    cut_release(&c);
    return term;
}

TEST(equal_words_have_equal_terms_however_they_are_written)
{
    static const struct {
        const char *label, *a, *b;
    } cases[] = {
        {"case", "Harbour", "HARBOUR"},
        {"apostrophe", "don't", "Don’t"},
        {"composed", "caf\xC3\xA9", "CAFE\xCC\x81"},
        {"sharp s", "Straße", "STRASSE"},
        {"groups", "12,500", "12500"},
        {"dots", "U.S.", "U.S"},
        {"soft hyphen",
         "har\xC2\xAD"
         "bour",
         "harbour"},
        {"cyrillic", "ПОРТ", "порт"},
    };
    EACH (c, cases) {
        const uint64_t a = term_of(c->a, "en");
        const uint64_t b = term_of(c->b, "en");
        if (a != 0 && b != 0)
            assert_true(a == b);
    }
    const uint64_t folded = term_of("Harbour", "en");
    if (folded != 0)
        assert_true(folded == stm_hash(STM_LIT("harbour")));
}

TEST(inflected_words_share_a_stem_and_long_ones_survive)
{
    cut c;
    if (cut_text(&c, "ferry ferries sinking sinks, корабля", "en")) {
        assert_true(c.text.stems[0] == c.text.stems[1]);
        assert_true(c.text.stems[2] == c.text.stems[3]);
        assert_true(c.text.terms[0] != c.text.terms[1]);
        assert_true(c.text.terms[4] == 0 && c.text.stems[4] == 0);
    }
    cut_release(&c);
    static uint8_t word[100000];
    memset(word, 'a', sizeof word);
    if (cut_slice(&c, stm_slice_of(word, sizeof word), "en"))
        assert_int_equal(c.text.n_tokens, 1);
    cut_release(&c);
}

static uint8_t flags_at(const cut *c, uint32_t i)
{
    return c->text.tokens[i].flags;
}

TEST(flags_tell_case_function_words_and_quotation_marks)
{
    cut c;
    if (cut_text(&c, "The NATO ship \"sank\" today", "en")) {
        assert_int_equal(flags_at(&c, 0), STM_TOKEN_CAPITAL | STM_TOKEN_STOP |
                                              STM_TOKEN_SPACE_BEFORE);
        assert_int_equal(flags_at(&c, 1), STM_TOKEN_CAPITAL |
                                              STM_TOKEN_ALL_CAPS |
                                              STM_TOKEN_SPACE_BEFORE);
        assert_int_equal(flags_at(&c, 3),
                         STM_TOKEN_OPEN_QUOTE | STM_TOKEN_SPACE_BEFORE);
        assert_int_equal(flags_at(&c, 4), 0);
        assert_int_equal(flags_at(&c, 5), STM_TOKEN_SHUT_QUOTE);
    }
    cut_release(&c);
}

TEST(quotation_marks_of_each_language_open_and_shut)
{
    static const struct {
        const char *label, *input, *pattern; /* o, s or . a token */
    } cases[] = {
        {"curly", "“a” b", "o.s."},
        {"low", "„a“ b", "o.s."},
        {"french", "« a » b", "o.s."},
        {"german guillemets", "x »a« b", ".o.s."},
        {"single in double", "“a ‘b’ c”", "o.o.s.s"},
        {"straight single", "x 'a' b", ".o.s."},
        {"apostrophe", "ships’ masts", "..."},
        {"corner", "「a」", "o.s"},
    };
    EACH (k, cases) {
        cut c;
        if (cut_text(&c, k->input, "en")) {
            char got[16] = {0};
            for (uint32_t i = 0; i < c.text.n_tokens && i < 15; i++)
                got[i] = (flags_at(&c, i) & STM_TOKEN_OPEN_QUOTE)   ? 'o'
                         : (flags_at(&c, i) & STM_TOKEN_SHUT_QUOTE) ? 's'
                                                                    : '.';
            assert_string_equal(got, k->pattern);
        }
        cut_release(&c);
    }
}

TEST(what_is_not_of_the_article_is_not_cut)
{
    cut c = {0};
    stm_arena_init(&c.arena, SIZE_MAX);
    const stm_paragraph paragraphs[] = {
        {.span = {0, 4}, .kind = STM_PAR_TITLE},
        {.span = {5, 9}, .kind = STM_PAR_OTHER},
        {.span = {10, 15}, .kind = STM_PAR_BODY},
    };
    c.article.text = STM_LIT("Boat\nMenu\nSank.");
    c.article.language = STM_LIT("en");
    c.article.paragraphs = paragraphs;
    c.article.n_paragraphs = 3;
    stm_buf out;
    stm_buf_init(&out, 1000);
    if (need_ok(stm_text_cutter_new(&c.cutter, NULL)) &&
        need_ok(stm_text_from_article(c.cutter, &c.article, &c.arena, &c.text,
                                      NULL))) {
        join_sentences(&c, &out);
        if (need(out.status == STM_OK))
            assert_text(stm_buf_slice(&out), "Boat|Sank.");
        assert_int_equal(c.text.sentences[1].paragraph, 2);
        assert_int_equal(c.text.sentences[1].first_token, 1);
        assert_int_equal(c.text.tokens[2].sentence_low, 1);
    }
    stm_buf_release(&out);
    cut_release(&c);
}

TEST(language_is_told_from_a_few_sentences)
{
    assert_text(stm_language_of(STM_LIT(
                    "The ferry sank in the harbour on Tuesday morning, and "
                    "the police said that nobody was hurt.")),
                "en");
    assert_text(stm_language_of(STM_LIT(
                    "Die Fähre sank am Dienstagmorgen im Hafen, und die "
                    "Polizei sagte, dass niemand verletzt wurde.")),
                "de");
    assert_text(stm_language_of(STM_LIT(
                    "Паром затонул в гавани во вторник утром, и полиция "
                    "сообщила, что никто не пострадал.")),
                "ru");
    assert_text(stm_language_of(STM_LIT("")), "");
    assert_text(stm_language_of(STM_LIT("\xFF\xFE\xFF")), "");
}
