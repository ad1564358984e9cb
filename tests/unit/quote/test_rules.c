#include "quote/rules.h"

#include "quoted.h"

/* Sentences made up for this, with what a reader finds in them. */
static const struct {
    const char *label, *lines; /* the label is the text */
} german[] = {
    {"„Die Brücke wird am Freitag öffnen“, sagte Bürgermeisterin Ada Lund.",
     "direct [Bürgermeisterin Ada Lund] <sagte> {„Die Brücke wird am Freitag "
     "öffnen“}"},
    {"„Wir haben die ganze Nacht gearbeitet“, so ein Sprecher der Feuerwehr.",
     "direct [ein Sprecher der Feuerwehr] <so> {„Wir haben die ganze Nacht "
     "gearbeitet“}"},
    {"Lund sagte am Montag: „Die Stadt wird den Schaden bezahlen.“",
     "direct [Lund] <sagte> {„Die Stadt wird den Schaden bezahlen.“}"},
    {"»Wir gehen nicht weg«, rief eine Anwohnerin.",
     "direct [eine Anwohnerin] <rief> {»Wir gehen nicht weg«}"},
    {"„Die Brücke“, sagte Lund, „wird am Freitag öffnen.“",
     "direct [Lund] <sagte> {„Die Brücke“ + „wird am Freitag öffnen.“}"},
    {"„Es war ein Unfall“, heißt es in dem Bericht.",
     "direct [dem Bericht] <heißt es in> {„Es war ein Unfall“}"},
    {"Auf die Frage, ob er zurücktrete, antwortete Holm: „Nein, niemals.“",
     "direct [Holm] <antwortete> {„Nein, niemals.“}"},
    {"„Wir wissen nicht, ob der Damm hält“, sagte Lund dem „Marler Boten“.",
     "direct [Lund] <sagte> {„Wir wissen nicht, ob der Damm hält“}"},
    {"Lund sagte, die Brücke sei „ein Schandfleck“.",
     "mixed [Lund] <sagte> {die Brücke sei „ein Schandfleck“}"},
    {"Der Minister erklärte, dass die Straße bis Ende Mai gesperrt bleibe.",
     "indirect [Der Minister] <erklärte> {dass die Straße bis Ende Mai "
     "gesperrt bleibe}"},
    {"Ein Sprecher der Polizei sagte, der Fahrer sei betrunken gewesen.",
     "indirect [Ein Sprecher der Polizei] <sagte> {der Fahrer sei betrunken "
     "gewesen}"},
    {"Laut Polizei wurden zwei Männer festgenommen.",
     "indirect [Polizei] <Laut> {wurden zwei Männer festgenommen}"},
    {"Nach Angaben der Feuerwehr brannten zwölf Häuser ab.",
     "indirect [der Feuerwehr] <Nach Angaben> {brannten zwölf Häuser ab}"},
    {"Der Fahrer wurde nach Angaben des Krankenhauses am Abend entlassen.",
     "indirect [des Krankenhauses] <nach Angaben> {Der Fahrer wurde + am Abend "
     "entlassen}"},
    {"Der Polizei zufolge hatte der Mann keine Papiere bei sich.",
     "indirect [Der Polizei] <zufolge> {hatte der Mann keine Papiere bei "
     "sich}"},
    {"Zwei Schiffe seien vor Marl zusammengestoßen, teilte das Hafenamt mit.",
     "indirect [das Hafenamt] <teilte> {Zwei Schiffe seien vor Marl "
     "zusammengestoßen}"},
    {"Wie die Polizei mitteilte, wurde der Fahrer leicht verletzt.",
     "indirect [die Polizei] <mitteilte> {wurde der Fahrer leicht verletzt}"},
    {"Die Stadt kündigte an, die Schule im Herbst zu schließen.",
     "indirect [Die Stadt] <kündigte> {die Schule im Herbst zu schließen}"},
    {"Bürgermeisterin Ada Lund hat angekündigt, dass die Brücke im Mai "
     "öffnet.",
     "indirect [Bürgermeisterin Ada Lund] <angekündigt> {dass die Brücke im "
     "Mai öffnet}"},
    {"Lund wies die Vorwürfe zurück. Sie habe von dem Geld nichts gewusst.",
     "indirect [Lund] <wies> {Sie habe von dem Geld nichts gewusst}"},
    {"Ein Augenzeuge berichtete, er habe drei Schüsse gehört. Danach sei ein "
     "Wagen davongefahren.",
     "indirect [Ein Augenzeuge] <berichtete> {er habe drei Schüsse gehört + "
     "Danach sei ein Wagen davongefahren}"},
    {"In einer Mitteilung des Ministeriums heißt es, die Zahl der Verletzten "
     "sei gestiegen.",
     "indirect [einer Mitteilung des Ministeriums] <heißt> {die Zahl der "
     "Verletzten sei gestiegen}"},
    {"Am Dienstag sagte Holm, die Arbeiten würden im Juni beginnen.",
     "indirect [Holm] <sagte> {die Arbeiten würden im Juni beginnen}"},
    {"Ob die Schule öffnet, ist offen, sagte die Sprecherin.",
     "indirect [die Sprecherin] <sagte> {Ob die Schule öffnet, ist offen}"},
    {"Das Feuer sei gelegt worden, hieß es von der Staatsanwaltschaft.",
     "indirect [der Staatsanwaltschaft] <hieß es von> {Das Feuer sei gelegt "
     "worden}"},
    {"Holm glaubt nicht, dass der Damm hält.",
     "indirect [Holm] <glaubt> {dass der Damm hält}"},
    {"Die Agentur Nordwind zitierte den Hafenminister mit den Worten: "
     "„Niemand ist in Gefahr.“",
     "mixed [Die Agentur Nordwind] <zitierte> {den Hafenminister mit den "
     "Worten: „Niemand ist in Gefahr.“}\n"
     "direct [den Hafenminister] <mit den Worten> {„Niemand ist in Gefahr.“}  "
     "in 0"},
    {"Das Hafenamt teilte unter Berufung auf die Küstenwache mit, dass zwei "
     "Schiffe zusammengestoßen seien.",
     "indirect [Das Hafenamt] <teilte> {dass zwei Schiffe zusammengestoßen "
     "seien}\n"
     "indirect [die Küstenwache] <unter Berufung auf> {dass zwei Schiffe "
     "zusammengestoßen seien}  in 0"},
    {"Zwei Schiffe sind gesunken, teilte das Hafenministerium mit, wie "
     "Nordwind berichtete.",
     "indirect [Nordwind] <berichtete> {Zwei Schiffe sind gesunken, teilte das "
     "Hafenministerium}\n"
     "indirect [das Hafenministerium] <teilte> {Zwei Schiffe sind gesunken}  "
     "in 0"},
    /* what the rules miss so far */
    {"„Wir haben alles verloren, sogar die Fotos“, sagte sie. Sie schlafe nun "
     "bei Verwandten.",
     "mixed [sie] <sagte> {„Wir haben alles verloren, sogar die Fotos“ + Sie "
     "schlafe nun bei Verwandten}"},
    {"Die Zeitung „Marler Bote“ berichtet, der Mann sei geflohen.",
     "indirect [Die Zeitung „Marler Bote“] <berichtet> {der Mann sei "
     "geflohen}"},
    {"Ada Lund, die Bürgermeisterin von Marl, warnte vor weiteren Fluten.",
     "indirect [Ada Lund, die Bürgermeisterin von Marl] <warnte> {vor weiteren "
     "Fluten}"},
    /* nobody says anything */
    {"Der Zug fährt um acht Uhr. Die Fahrt dauert zwei Stunden.", ""},
    {"Das Buch „Die lange Nacht am Fluss“ erscheint im Herbst.", ""},
    {"Laut war die Nacht, und laut wurde auch der Morgen.", ""},
    {"So hat der Rat entschieden.", ""},
};

/* Three are known to be missed; one more is a step back. */
TEST(german_is_read_by_tables_alone)
{
    uint32_t missed = 0;
    EACH (c, german) {
        quoted q;
        if (quoted_read(&q, c->label, "de")) {
            const stm_slice got = quoted_lines(&q, &q.arena);
            missed += need(!q.arena.failed) &&
                      !stm_slice_eq(got, stm_slice_from_cstr(c->lines));
            for (uint32_t i = 0; i < q.n; i++)
                assert_false(q.list[i].reduced);
        }
        quoted_free(&q);
    }
    if (!stm_test_faulting())
        assert_int_equal(missed, 3);
}

/* Languages without tables: quotations and colons, and marked so. */
static const struct {
    const char *label, *language, *text, *lines;
} reduced[] = {
    {"name after it", "pl",
     "„Most zostanie otwarty w piątek”, powiedziała burmistrz Ada Lund.",
     "direct [Ada Lund] <> {„Most zostanie otwarty w piątek”}"},
    {"colon", "pl", "Ada Lund: „Most zostanie otwarty w piątek.”",
     "direct [Ada Lund] <:> {„Most zostanie otwarty w piątek.”}"},
    {"a book's title", "pl", "Książka „Długa noc” ukaże się jesienią.", ""},
    {"no marks, no speech", "pl", "Burmistrz mówi, że most jest zamknięty.",
     ""},
    {"corner brackets", "ja", "「橋は金曜日に開きます」とルンド市長は述べた。",
     "direct [] <> {「橋は金曜日に開きます」}"},
};

TEST(a_language_without_tables_yields_quotations_marked_reduced)
{
    EACH (c, reduced) {
        quoted q;
        if (quoted_read(&q, c->text, c->language)) {
            const stm_slice lines = quoted_lines(&q, &q.arena);
            if (need(!q.arena.failed))
                assert_text(lines, c->lines);
            for (uint32_t i = 0; i < q.n; i++)
                assert_true(q.list[i].reduced);
        }
        quoted_free(&q);
    }
}
