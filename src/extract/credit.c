#include "extract/credit.h"

#include <string.h>

#include "base/size.h"
#include "base/utf8.h"
#include "extract/agency.h"
#include "extract/agency_form.h"

#include "base/banned.h"

#define MAX_CREDITS 48u
#define SHORT_LINE 120u /* bytes: a line of credit is no longer */
#define LONG_LINE 300u  /* bytes: nor one that claims copyright */
#define HEAD_LINES 8u   /* paragraphs above the text that may hold one */

typedef struct credit_list {
    stm_credit items[MAX_CREDITS];
    uint32_t n;
} credit_list;

static void add(credit_list *list, stm_slice agency, stm_span at,
                stm_credit_place place)
{
    for (uint32_t i = 0; i < list->n; i++)
        if (list->items[i].place == place &&
            stm_slice_eq(list->items[i].agency, agency))
            return;
    if (list->n < MAX_CREDITS)
        list->items[list->n++] =
            (stm_credit){.agency = agency, .at = at, .place = place};
}

/* True where one of the words stands in `s`, as a whole word. */
static bool has_word(stm_slice s, const char *const *words, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        const stm_slice word = stm_slice_from_cstr(words[i]);
        for (size_t at = stm_slice_ifind(s, word, 0); at != STM_SLICE_NPOS;
             at = stm_slice_ifind(s, word, at + 1)) {
            const size_t end = at + word.len;
            const bool left = at == 0 || !stm_is_alpha(s.ptr[at - 1]);
            const bool right = end >= s.len ||
                               (!stm_is_alpha(s.ptr[end]) && s.ptr[end] < 0x80);
            if (left && (right || word.ptr[word.len - 1] >= 0x80))
                return true;
        }
    }
    return false;
}

#define HAS_WORD(s, list) has_word(s, list, sizeof(list) / sizeof *(list))

static const char *const photo_words[] = {
    "photo",        "photos",     "photograph",   "photographer", "picture",
    "pictures",     "pic",        "image",        "images",       "foto",
    "fotos",        "bild",       "bilder",       "fotografie",   "imagen",
    "imagem",       "immagine",   "getty",        "shutterstock", "graphic",
    "illustration", "file photo", "photo credit", "via ap",       "via reuters",
    "фото",         "fotoğraf",   "zdjęcie",      "fot",          "kuva",
    "foto:",        "snímek",     "kép",          "φωτογραφία",   "图片",
    "写真",         "사진",       "صورة",         "hình",         "ảnh",
    "video",        "footage"};

static const char *const copyright_words[] = {"copyright",
                                              "©",
                                              "(c)",
                                              "all rights reserved",
                                              "alle rechte vorbehalten",
                                              "tous droits réservés",
                                              "reservados todos los derechos",
                                              "все права",
                                              "tutti i diritti riservati",
                                              "bản quyền",
                                              "版权所有"};

static const char *const source_words[] = {
    "source", "sources", "quelle",   "quellen", "fuente", "fuentes", "fonte",
    "fonti",  "bron",    "источник", "джерело", "kaynak", "źródło",  "zdroj",
    "källa",  "kilde",   "lähde",    "forrás",  "πηγή",   "sursa",   "izvor",
    "来源",   "المصدر",  "nguồn",    "sumber",  "credit", "via"};

/* Said of copy that was partly taken over. */
static const char *const help_words[] = {"contributed to this report",
                                         "contributed to this story",
                                         "contributed reporting",
                                         "with agencies",
                                         "with files from",
                                         "with input from",
                                         "with inputs from",
                                         "with reporting by",
                                         "with additional reporting",
                                         "from wire reports",
                                         "wire services",
                                         "mit material",
                                         "mit agenturmaterial",
                                         "mit informationen",
                                         "mit dpa",
                                         "avec afp",
                                         "avec reuters",
                                         "avec ap",
                                         "(avec",
                                         "con información de",
                                         "con informazioni",
                                         "com informações",
                                         "com agências",
                                         "met medewerking",
                                         "по материалам",
                                         "за матеріалами",
                                         "agencies",
                                         "agenturen",
                                         "agencias",
                                         "agences",
                                         "agenzie",
                                         "inputs from",
                                         "news agency copy"};

static const char *const byline_words[] = {
    "by",   "von",          "par",  "por",   "di",    "door",
    "av",   "af",           "od",   "текст", "автор", "yazan",
    "por:", "reporting by", "oleh", "tekst", "de"};

static bool is_agency_rest(uint32_t c)
{
    return c == ' ' || c == '/' || c == ',' || c == '(' || c == ')' ||
           c == '-' || c == '.' || c == '&' || c == ';' || c == ':' ||
           c == '[' || c == ']' || c == '|' || c == 0xA0 ||
           (c >= 0x2010 && c <= 0x2015) || c == 0x2022 || c == '\n';
}

/* As stm_agency_at, and `unlisted` too where it is not empty. */
static stm_agency agency_here(stm_slice par, size_t at, stm_slice unlisted)
{
    const stm_agency found = stm_agency_at(par, at);
    const size_t end = at + unlisted.len;
    if (found.name.len > 0 || unlisted.len == 0 || end > par.len ||
        (at > 0 && stm_is_alpha(par.ptr[at - 1])) ||
        (end < par.len && stm_is_alpha(par.ptr[end])) ||
        !stm_slice_eq(stm_slice_sub(par, at, end), unlisted))
        return found;
    return (stm_agency){.name = unlisted, .end = end};
}

/* Nothing in the line but agencies, marks and a word or two. */
static bool is_agencies_only(stm_slice line, stm_slice unlisted)
{
    static const char *const joining[] = {
        "and",  "und", "y",  "et",  "e",  "with", "the",   "mit",
        "avec", "con", "og", "och", "en", "news", "agency"};
    size_t at = 0;
    bool has_agency = false;
    while (at < line.len) {
        uint32_t c;
        const size_t next = stm_utf8_next(line, at, &c);
        if (is_agency_rest(c)) {
            at = next;
            continue;
        }
        const stm_agency found = agency_here(line, at, unlisted);
        if (found.name.len > 0) {
            has_agency = true;
            at = found.end;
            continue;
        }
        size_t end = at;
        while (end < line.len && !is_agency_rest(line.ptr[end]))
            end++;
        const stm_slice word = stm_slice_sub(line, at, end);
        bool is_joining = false;
        for (size_t i = 0; i < sizeof joining / sizeof *joining; i++)
            if (stm_slice_ieq(word, stm_slice_from_cstr(joining[i])))
                is_joining = true;
        if (!is_joining)
            return false;
        at = end;
    }
    return has_agency;
}

bool stm_line_is_photo_credit(stm_slice line)
{
    const stm_slice s = stm_slice_trim(line);
    if (s.len == 0 || s.len > SHORT_LINE || !HAS_WORD(s, photo_words))
        return false;
    const uint8_t last = s.ptr[s.len - 1];
    const bool is_sentence = last == '.' && s.len > 60;
    size_t begin;
    const bool has_mark = stm_slice_find_byte(s, ':', 0) != STM_SLICE_NPOS ||
                          stm_slice_find_byte(s, '/', 0) != STM_SLICE_NPOS ||
                          s.ptr[0] == '(' || s.ptr[0] == '[';
    return !is_sentence && (has_mark || stm_agency_in(s, &begin).name.len > 0);
}

/* The bracket that holds `at`, within the paragraph; empty where none. */
static stm_slice bracket_of(stm_slice par, size_t at, size_t end)
{
    size_t open = at;
    while (open > 0 && at - open < 100 && par.ptr[open - 1] != ')' &&
           par.ptr[open - 1] != '(' && par.ptr[open - 1] != '[')
        open--;
    if (open == 0 || (par.ptr[open - 1] != '(' && par.ptr[open - 1] != '['))
        return (stm_slice){NULL, 0};
    size_t close = end;
    while (close < par.len && close - end < 100 && par.ptr[close] != ')' &&
           par.ptr[close] != ']' && par.ptr[close] != '(')
        close++;
    if (close >= par.len || par.ptr[close] == '(')
        return (stm_slice){NULL, 0};
    return stm_slice_sub(par, open, close);
}

/* After the last full stop of the paragraph nothing but agencies. */
static bool is_tail(stm_slice par, size_t at, stm_slice unlisted)
{
    size_t from = at;
    while (from > 0 && at - from < 40 && par.ptr[from - 1] != '.' &&
           par.ptr[from - 1] != '!' && par.ptr[from - 1] != '?' &&
           par.ptr[from - 1] != '"' && par.ptr[from - 1] != 0x9D)
        from--;
    if (from == 0 || at - from >= 40)
        return false;
    return is_agencies_only(stm_slice_sub(par, from, par.len), unlisted);
}

/* "© 2031 Quarrix News": a line of rights, which may go on. */
static bool is_copyright_line(stm_slice line)
{
    return line.len <= LONG_LINE &&
           HAS_WORD(stm_slice_sub(line, 0, 24), copyright_words);
}

/* "Mara Venn, Quarrix News": a name of two to four words, then the agency. */
static bool is_name_and_agency(stm_slice line, stm_slice unlisted)
{
    const size_t comma = stm_slice_find_byte(line, ',', 0);
    if (comma == STM_SLICE_NPOS ||
        !is_agencies_only(stm_slice_sub(line, comma + 1, line.len), unlisted))
        return false;
    uint32_t n_words = 0;
    bool at_word = true;
    for (size_t i = 0; i < comma; i++) {
        const uint8_t c = line.ptr[i];
        if (at_word && !stm_is_upper(c) && c < 0x80)
            return false;
        n_words += at_word;
        at_word = c == ' ';
    }
    return n_words >= 2 && n_words <= 4;
}

static stm_credit_place place_in_line(stm_slice line, stm_slice unlisted)
{
    if (HAS_WORD(line, copyright_words))
        return STM_CREDIT_COPYRIGHT;
    if (HAS_WORD(line, photo_words))
        return STM_CREDIT_PHOTO;
    const stm_slice head = stm_slice_sub(line, 0, 24);
    if (HAS_WORD(head, source_words) || is_agencies_only(line, unlisted) ||
        HAS_WORD(line, help_words))
        return STM_CREDIT_LINE;
    for (size_t i = 0; i < sizeof byline_words / sizeof *byline_words; i++) {
        const stm_slice w = stm_slice_from_cstr(byline_words[i]);
        if (stm_slice_istarts(line, w) && line.len > w.len &&
            line.ptr[w.len] == ' ')
            return STM_CREDIT_BYLINE;
    }
    if (is_name_and_agency(line, unlisted))
        return STM_CREDIT_BYLINE;
    return STM_CREDIT_MENTION;
}

static stm_credit_place place_in_par(stm_slice par, size_t at, size_t end,
                                     stm_slice unlisted)
{
    const stm_slice held = bracket_of(par, at, end);
    if (held.len > 0 && HAS_WORD(held, photo_words))
        return STM_CREDIT_PHOTO;
    if (held.len > 0 &&
        (is_agencies_only(held, unlisted) || HAS_WORD(held, help_words)))
        return STM_CREDIT_LINE;
    if (HAS_WORD(stm_slice_sub(par, at > 90 ? at - 90 : 0, end + 90),
                 help_words) &&
        par.len < 260)
        return STM_CREDIT_LINE;
    if (is_tail(par, at, unlisted))
        return STM_CREDIT_LINE;
    return STM_CREDIT_MENTION;
}

/* "(Reporting by A; editing by B)" closes one agency's copy only. */
static bool is_reporting_line(stm_slice par)
{
    return stm_slice_istarts(par, STM_LIT("(reporting by")) &&
           stm_slice_ifind(par, STM_LIT("editing by"), 0) != STM_SLICE_NPOS;
}

/*
 * The name of an agency told by its form: the dateline's, else an author's,
 * unless the outlet bears it. Empty where there is none.
 */
static stm_slice unlisted_agency(const stm_article *a,
                                 const stm_credit_clues *clues)
{
    stm_slice name = {NULL, 0};
    if (clues->dateline != NULL &&
        stm_agency_named(clues->dateline->agency).name.len == 0 &&
        stm_agency_has_form(clues->dateline->agency))
        name = clues->dateline->agency;
    for (uint32_t i = 0; i < a->n_authors && name.len == 0; i++)
        if (stm_agency_named(a->authors[i]).name.len == 0 &&
            stm_agency_has_form(a->authors[i]))
            name = a->authors[i];
    return stm_slice_ieq(name, a->outlet) ? (stm_slice){NULL, 0} : name;
}

static void find_in_par(const stm_article *a, const stm_paragraph *p,
                        const stm_credit_clues *clues, stm_slice unlisted,
                        credit_list *list)
{
    const stm_slice par = stm_span_text(p->span, a->text);
    const stm_slice line = stm_slice_trim(par);
    const bool is_line = (line.len <= SHORT_LINE || is_copyright_line(line)) &&
                         p->kind != STM_PAR_TITLE;
    const bool is_photo = p->kind == STM_PAR_CAPTION ||
                          (is_line && stm_line_is_photo_credit(line));
    if (is_reporting_line(line))
        add(list, STM_LIT("Reuters"), p->span, STM_CREDIT_LINE);
    for (size_t at = 0; at < par.len; at++) {
        const stm_agency found = agency_here(par, at, unlisted);
        if (found.name.len == 0)
            continue;
        const stm_span span = {p->span.begin + (uint32_t)at,
                               p->span.begin + (uint32_t)found.end};
        stm_credit_place place;
        if (found.is_photo || is_photo)
            place = STM_CREDIT_PHOTO;
        else if (clues->dateline != NULL &&
                 stm_span_overlap(span, clues->dateline->at) > 0)
            place = STM_CREDIT_DATELINE;
        else
            place = is_line ? place_in_line(line, unlisted)
                            : place_in_par(par, at, found.end, unlisted);
        const bool is_line_of_other =
            p->kind == STM_PAR_OTHER && place != STM_CREDIT_LINE &&
            place != STM_CREDIT_BYLINE && place != STM_CREDIT_COPYRIGHT;
        const bool is_shy_mention = found.is_shy && place == STM_CREDIT_MENTION;
        if (!is_line_of_other && !is_shy_mention)
            add(list, found.name, span, place);
        at = found.end - 1;
    }
}

/* The first and the last paragraph of running text. */
typedef struct extent {
    uint32_t first; /* UINT32_MAX: none */
    uint32_t last;
} extent;

static extent text_extent(const stm_article *a)
{
    extent e = {UINT32_MAX, UINT32_MAX};
    for (uint32_t i = 0; i < a->n_paragraphs; i++) {
        const stm_par_kind kind = a->paragraphs[i].kind;
        if (stm_par_is_read(kind))
            e.last = i;
        if (kind == STM_PAR_BODY && e.first == UINT32_MAX)
            e.first = i;
    }
    return e;
}

/*
 * OTHER paragraphs are read where they follow the text closely, or stand
 * among the lines above it, and are brief; a copyright line is longer.
 */
static bool is_asked(const stm_article *a, uint32_t i, extent text)
{
    const stm_paragraph *p = &a->paragraphs[i];
    if (stm_par_is_read(p->kind))
        return true;
    const bool follows =
        text.last != UINT32_MAX && i > text.last && i <= text.last + 3;
    const bool leads =
        text.first != UINT32_MAX && i < text.first && i < HEAD_LINES;
    const uint32_t len = p->span.end - p->span.begin;
    if (leads || follows)
        return len <= SHORT_LINE ||
               (follows && is_copyright_line(stm_span_text(p->span, a->text)));
    return false;
}

void stm_credits_find(stm_article *article, const stm_credit_clues *clues,
                      stm_arena *arena)
{
    credit_list list = {.n = 0};
    const stm_slice unlisted = unlisted_agency(article, clues);
    const extent text = text_extent(article);
    for (uint32_t i = 0; i < article->n_paragraphs; i++)
        if (is_asked(article, i, text))
            find_in_par(article, &article->paragraphs[i], clues, unlisted,
                        &list);
    for (uint32_t i = 0; i < article->n_authors; i++) {
        size_t begin;
        stm_agency found = stm_agency_named(article->authors[i]);
        if (found.name.len == 0)
            found = stm_agency_in(article->authors[i], &begin);
        if (found.name.len == 0 && unlisted.len > 0 &&
            stm_slice_find(article->authors[i], unlisted, 0) != STM_SLICE_NPOS)
            found.name = unlisted;
        if (found.name.len > 0)
            add(&list, found.name, (stm_span){0, 0}, STM_CREDIT_BYLINE);
    }
    size_t begin;
    const stm_agency owner = stm_agency_in(clues->copyright, &begin);
    if (owner.name.len > 0 && !owner.is_shy)
        add(&list, owner.name, (stm_span){0, 0}, STM_CREDIT_COPYRIGHT);
    article->credits =
        stm_arena_copy_array(arena, list.items, list.n, sizeof *list.items);
    article->n_credits = article->credits == NULL ? 0 : list.n;
}
