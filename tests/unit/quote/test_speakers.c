#include "quote/speakers.h"

#include "stm_test.h"

/* A pile of articles in one story, with sources given by their words. */
enum { MOST_ARTICLES = 4, MOST_SOURCES = 24 };

typedef struct talk {
    stm_arena arena;
    stm_article articles[MOST_ARTICLES];
    stm_paragraph pars[MOST_ARTICLES];
    stm_attribution list[MOST_SOURCES];
    stm_span spans[MOST_SOURCES];
    uint32_t members[MOST_ARTICLES];
    stm_story story;
    uint32_t n_articles, n;
    const stm_speaker *speakers;
    uint32_t n_speakers;
} talk;

static void talk_init(talk *self)
{
    *self = (talk){.n = 0};
    stm_arena_init(&self->arena, SIZE_MAX);
}

static void talk_article(talk *self, const char *text)
{
    const uint32_t i = self->n_articles++;
    self->articles[i].text = stm_slice_from_cstr(text);
    self->pars[i].span = (stm_span){0, (uint32_t)self->articles[i].text.len};
    self->articles[i].paragraphs = &self->pars[i];
    self->articles[i].n_paragraphs = 1;
    self->members[i] = i;
}

/* The source of the next attribution of the newest article; its number. */
static uint32_t talk_source(talk *self, const char *words, uint32_t from)
{
    const uint32_t article = self->n_articles - 1;
    const stm_slice text = self->articles[article].text;
    const size_t at = stm_slice_find(text, stm_slice_from_cstr(words), from);
    assert_true(at != STM_SLICE_NPOS);
    const uint32_t i = self->n++;
    self->spans[i] = (stm_span){
        (uint32_t)at, (uint32_t)(at + stm_slice_from_cstr(words).len)};
    self->list[i] = (stm_attribution){.article = article,
                                      .source = &self->spans[i],
                                      .n_source = 1,
                                      .speaker = STM_NONE,
                                      .carrier = STM_NONE,
                                      .outer = STM_NONE};
    return i;
}

static bool talk_resolve(talk *self)
{
    self->story =
        (stm_story){.articles = self->members, .n_articles = self->n_articles};
    const stm_pile pile = {.articles = self->articles,
                           .n_articles = self->n_articles,
                           .stories = &self->story,
                           .n_stories = 1};
    return need_ok(stm_speakers_from_attributions(
        &pile, NULL, self->list, self->n, &self->arena, &self->speakers,
        &self->n_speakers, NULL));
}

static const stm_speaker *speaker_of(const talk *self, uint32_t i)
{
    assert_true(self->list[i].speaker < self->n_speakers);
    return &self->speakers[self->list[i].speaker];
}

static void talk_free(talk *self)
{
    stm_arena_release(&self->arena);
}

TEST(a_surname_and_a_pronoun_are_the_person_named_before)
{
    talk t;
    talk_init(&t);
    talk_article(&t, "The baker Ada Lund said no. Lund said why. Later she "
                     "added more.");
    const uint32_t full = talk_source(&t, "The baker Ada Lund", 0);
    const uint32_t last = talk_source(&t, "Lund", 28);
    const uint32_t she = talk_source(&t, "she", 40);
    if (talk_resolve(&t)) {
        assert_int_equal(t.list[full].speaker, t.list[last].speaker);
        assert_int_equal(t.list[full].speaker, t.list[she].speaker);
        assert_text(speaker_of(&t, full)->name, "Ada Lund");
        assert_int_equal(speaker_of(&t, full)->kind, STM_SPEAKER_PERSON);
    }
    talk_free(&t);
}

TEST(a_spokesman_is_a_person_and_speaks_for_his_body)
{
    talk t;
    talk_init(&t);
    talk_article(&t, "Marl police spokesman Per Ek said so. Police said more.");
    const uint32_t ek = talk_source(&t, "Marl police spokesman Per Ek", 0);
    const uint32_t police = talk_source(&t, "Police", 30);
    if (talk_resolve(&t)) {
        assert_text(speaker_of(&t, ek)->name, "Per Ek");
        assert_int_equal(speaker_of(&t, ek)->body, t.list[police].speaker);
        assert_int_equal(speaker_of(&t, police)->kind, STM_SPEAKER_POLICE);
        assert_int_equal(stm_speaker_voice(t.speakers, t.list[ek].speaker),
                         t.list[police].speaker);
    }
    talk_free(&t);
}

TEST(a_ministry_has_many_names_and_one_voice)
{
    talk t;
    talk_init(&t);
    talk_article(&t, "The Ministry of Defence of Norway said it. The ministry "
                     "said it again.");
    const uint32_t a = talk_source(&t, "The Ministry of Defence of Norway", 0);
    const uint32_t b = talk_source(&t, "The ministry", 40);
    talk_article(&t, "In Oslo, Norway's defense ministry said it.");
    const uint32_t c = talk_source(&t, "Norway's defense ministry", 0);
    talk_article(&t, "The Norwegian Defence Ministry and Sweden differ.");
    const uint32_t d = talk_source(&t, "The Norwegian Defence Ministry", 0);
    talk_article(&t, "Sweden's Ministry of Defence denied it.");
    const uint32_t e = talk_source(&t, "Sweden's Ministry of Defence", 0);
    if (talk_resolve(&t)) {
        assert_int_equal(t.list[a].speaker, t.list[b].speaker);
        assert_int_equal(t.list[a].speaker, t.list[c].speaker);
        assert_int_equal(t.list[a].speaker, t.list[d].speaker);
        assert_true(t.list[a].speaker != t.list[e].speaker);
        assert_text(speaker_of(&t, a)->country, "NO");
        assert_text(speaker_of(&t, e)->country, "SE");
    }
    talk_free(&t);
}

TEST(two_people_of_one_surname_stay_two)
{
    talk t;
    talk_init(&t);
    talk_article(&t, "Ada Lund said yes.");
    const uint32_t ada = talk_source(&t, "Ada Lund", 0);
    talk_article(&t, "Per Lund said no.");
    const uint32_t per = talk_source(&t, "Per Lund", 0);
    talk_article(&t, "Lund said maybe.");
    const uint32_t some = talk_source(&t, "Lund", 0);
    if (talk_resolve(&t)) {
        assert_true(t.list[ada].speaker != t.list[per].speaker);
        assert_true(t.list[some].speaker != t.list[ada].speaker ||
                    t.list[some].speaker != t.list[per].speaker);
    }
    talk_free(&t);
}

TEST(one_name_in_two_spellings_is_one_person)
{
    talk t;
    talk_init(&t);
    talk_article(&t, "Nikol Bashinyan said so.");
    const uint32_t a = talk_source(&t, "Nikol Bashinyan", 0);
    talk_article(&t, "Nikol Bashinian said so.");
    const uint32_t b = talk_source(&t, "Nikol Bashinian", 0);
    if (talk_resolve(&t))
        assert_int_equal(t.list[a].speaker, t.list[b].speaker);
    talk_free(&t);
}

TEST(unnamed_sources_of_two_articles_are_two_voices)
{
    talk t;
    talk_init(&t);
    talk_article(&t, "A witness said it was loud. The witness ran.");
    const uint32_t a = talk_source(&t, "A witness", 0);
    const uint32_t again = talk_source(&t, "The witness", 0);
    talk_article(&t, "A witness said it was dark.");
    const uint32_t b = talk_source(&t, "A witness", 0);
    if (talk_resolve(&t)) {
        assert_int_equal(t.list[a].speaker, t.list[again].speaker);
        assert_true(t.list[a].speaker != t.list[b].speaker);
        assert_int_equal(speaker_of(&t, a)->kind, STM_SPEAKER_WITNESS);
    }
    talk_free(&t);
}

TEST(a_statement_is_said_by_whoever_gave_it_out)
{
    talk t;
    talk_init(&t);
    talk_article(&t, "A Ministry of Health of Malta statement says so. The "
                     "statement adds more.");
    const uint32_t a =
        talk_source(&t, "A Ministry of Health of Malta statement", 0);
    const uint32_t b = talk_source(&t, "The statement", 0);
    if (talk_resolve(&t)) {
        assert_int_equal(t.list[a].speaker, t.list[b].speaker);
        assert_text(speaker_of(&t, a)->country, "MT");
    }
    talk_free(&t);
}

TEST(a_source_nobody_can_resolve_is_unknown_and_not_lost)
{
    talk t;
    talk_init(&t);
    talk_article(&t, "It said that the bridge was safe.");
    const uint32_t it = talk_source(&t, "It", 0);
    if (talk_resolve(&t))
        assert_int_equal(speaker_of(&t, it)->kind, STM_SPEAKER_UNKNOWN);
    talk_free(&t);
}

TEST(an_acronym_is_the_body_whose_initials_it_has)
{
    talk t;
    talk_init(&t);
    talk_article(&t, "The Marl County Sheriff's Office said so. MCSO gave no "
                     "names.");
    const uint32_t full =
        talk_source(&t, "The Marl County Sheriff's Office", 0);
    const uint32_t short_name = talk_source(&t, "MCSO", 0);
    if (talk_resolve(&t))
        assert_int_equal(t.list[full].speaker, t.list[short_name].speaker);
    talk_free(&t);
}

TEST(a_name_after_a_description_is_the_persons)
{
    talk t;
    talk_init(&t);
    talk_article(&t, "A fitter at the store, Tomas Lund, said it leaked. Lund "
                     "left.");
    const uint32_t whole =
        talk_source(&t, "A fitter at the store, Tomas Lund", 0);
    const uint32_t last = talk_source(&t, "Lund", 45);
    if (talk_resolve(&t)) {
        assert_text(speaker_of(&t, whole)->name, "Tomas Lund");
        assert_int_equal(t.list[whole].speaker, t.list[last].speaker);
    }
    talk_free(&t);
}

TEST(a_street_and_a_firm_are_no_people)
{
    talk t;
    talk_init(&t);
    talk_article(&t, "Marl Foods said the gates were shut. Wharf Road was "
                     "quiet.");
    const uint32_t firm = talk_source(&t, "Marl Foods", 0);
    if (talk_resolve(&t))
        assert_int_equal(speaker_of(&t, firm)->kind, STM_SPEAKER_COMPANY);
    talk_free(&t);
}

TEST(the_holder_of_an_office_is_who_was_named_with_it)
{
    talk t;
    talk_init(&t);
    talk_article(&t, "Mayor Ada Lund met Governor Per Ek in Marl. The mayor "
                     "said no. The governor left. The 61-year-old said why.");
    const uint32_t lund = talk_source(&t, "Mayor Ada Lund", 0);
    const uint32_t ek = talk_source(&t, "Governor Per Ek", 0);
    const uint32_t mayor = talk_source(&t, "The mayor", 0);
    const uint32_t governor = talk_source(&t, "The governor", 0);
    const uint32_t aged = talk_source(&t, "The 61-year-old", 0);
    if (talk_resolve(&t)) {
        assert_int_equal(t.list[mayor].speaker, t.list[lund].speaker);
        assert_int_equal(t.list[governor].speaker, t.list[ek].speaker);
        assert_int_equal(t.list[aged].speaker, t.list[ek].speaker);
    }
    talk_free(&t);
}

TEST(two_holders_of_one_office_stay_two)
{
    talk t;
    talk_init(&t);
    talk_article(&t, "Mayor Ada Lund of Marl said no. Mayor Per Ek of Ean "
                     "said yes.");
    const uint32_t lund = talk_source(&t, "Mayor Ada Lund", 0);
    const uint32_t ek = talk_source(&t, "Mayor Per Ek", 0);
    if (talk_resolve(&t))
        assert_int_not_equal(t.list[lund].speaker, t.list[ek].speaker);
    talk_free(&t);
}

TEST(a_monitoring_group_is_the_observatory_named_after_it)
{
    talk t;
    talk_init(&t);
    talk_article(&t, "Twelve died in Ean, a monitoring group said. The Marl "
                     "Observatory for Peace said more were missing in Ean.");
    const uint32_t group = talk_source(&t, "a monitoring group", 0);
    const uint32_t body = talk_source(&t, "The Marl Observatory for Peace", 0);
    if (talk_resolve(&t)) {
        assert_int_equal(t.list[group].speaker, t.list[body].speaker);
        assert_int_equal(speaker_of(&t, group)->kind, STM_SPEAKER_NGO);
    }
    talk_free(&t);
}

TEST(a_place_is_not_the_company)
{
    talk t;
    talk_init(&t);
    talk_article(&t,
                 "Quarrix's chief executive said it was late. The "
                 "company met in Ean. Fans praised Quarrix. It met in Ean.");
    const uint32_t boss = talk_source(&t, "Quarrix's chief executive", 0);
    const uint32_t company = talk_source(&t, "The company", 0);
    if (talk_resolve(&t))
        assert_int_equal(t.list[company].speaker, t.list[boss].speaker);
    talk_free(&t);
}

TEST(officials_of_a_city_are_the_city)
{
    talk t;
    talk_init(&t);
    talk_article(&t, "The Ean city officials said so. The City of Ean wrote "
                     "it again.");
    const uint32_t officials = talk_source(&t, "The Ean city officials", 0);
    const uint32_t city = talk_source(&t, "The City of Ean", 0);
    if (talk_resolve(&t))
        assert_int_equal(t.list[officials].speaker, t.list[city].speaker);
    talk_free(&t);
}

TEST(a_pronoun_fits_the_person_it_stands_for)
{
    talk t;
    talk_init(&t);
    talk_article(&t, "Mary Lund said no. John Ek said yes. Then she left it. "
                     "Later he wept. They're gone, she added.");
    const uint32_t mary = talk_source(&t, "Mary Lund", 0);
    const uint32_t john = talk_source(&t, "John Ek", 0);
    const uint32_t she = talk_source(&t, "she", 0);
    const uint32_t he = talk_source(&t, "he wept", 0);
    t.spans[he].end = t.spans[he].begin + 2;
    if (talk_resolve(&t)) {
        assert_int_equal(t.list[she].speaker, t.list[mary].speaker);
        assert_int_equal(t.list[he].speaker, t.list[john].speaker);
    }
    talk_free(&t);
}

TEST(mr_and_mrs_of_one_surname_are_two)
{
    talk t;
    talk_init(&t);
    talk_article(&t, "Mary Lund said no. Mr. Lund said yes. Mrs. Lund left.");
    const uint32_t mary = talk_source(&t, "Mary Lund", 0);
    const uint32_t mr = talk_source(&t, "Mr. Lund", 0);
    const uint32_t mrs = talk_source(&t, "Mrs. Lund", 0);
    if (talk_resolve(&t)) {
        assert_int_not_equal(t.list[mr].speaker, t.list[mary].speaker);
        assert_int_equal(t.list[mrs].speaker, t.list[mary].speaker);
    }
    talk_free(&t);
}

TEST(who_begins_a_sentence_of_the_paragraph_is_meant_before_who_spoke_last)
{
    talk t;
    talk_init(&t);
    talk_article(&t, "Per Ek said no. John Lund has been a smith since he was "
                     "ten. It is hard, he said.");
    const uint32_t ek = talk_source(&t, "Per Ek", 0);
    const uint32_t lund = talk_source(&t, "he said", 0);
    t.spans[lund].end = t.spans[lund].begin + 2;
    if (talk_resolve(&t)) {
        assert_int_not_equal(t.list[lund].speaker, t.list[ek].speaker);
        assert_true(t.list[lund].speaker != STM_NONE);
    }
    talk_free(&t);
}

TEST(accents_part_no_names)
{
    talk t;
    talk_init(&t);
    talk_article(&t, "\xC3\x89tienne B\xC3\xA9land said no.");
    const uint32_t with = talk_source(&t, "\xC3\x89tienne B\xC3\xA9land", 0);
    talk_article(&t, "Etienne Beland said no.");
    const uint32_t without = talk_source(&t, "Etienne Beland", 0);
    if (talk_resolve(&t))
        assert_int_equal(t.list[with].speaker, t.list[without].speaker);
    talk_free(&t);
}

TEST(the_service_is_the_fire_service_and_its_chief_speaks_for_it)
{
    talk t;
    talk_init(&t);
    talk_article(&t,
                 "Marl Fire and Rescue Service says it is out. Quarrix Foods, "
                 "of Ean, wept. The service said no. The fire service left. "
                 "Chief fire officer Ada Lund spoke. The company said yes.");
    const uint32_t whole = talk_source(&t, "Marl Fire and Rescue Service", 0);
    const uint32_t service = talk_source(&t, "The service", 0);
    const uint32_t fire = talk_source(&t, "The fire service", 0);
    const uint32_t chief = talk_source(&t, "Chief fire officer Ada Lund", 0);
    const uint32_t company = talk_source(&t, "The company", 0);
    if (talk_resolve(&t)) {
        assert_int_equal(t.list[service].speaker, t.list[whole].speaker);
        assert_int_equal(t.list[fire].speaker, t.list[whole].speaker);
        assert_int_equal(speaker_of(&t, chief)->body, t.list[whole].speaker);
        assert_text(speaker_of(&t, company)->name, "Quarrix Foods");
    }
    talk_free(&t);
}

TEST(odd_bytes_and_empty_sources_do_no_harm)
{
    talk t;
    talk_init(&t);
    talk_article(&t, "\xE2\x80\x9C .,' \xFF\xFE 's -- . A. B. C. D' E'");
    talk_source(&t, "\xFF\xFE 's", 0);
    talk_source(&t, ".,'", 0);
    talk_source(&t, "A. B. C. D' E'", 0);
    if (talk_resolve(&t))
        assert_true(t.n_speakers <= 3);
    talk_free(&t);
}
