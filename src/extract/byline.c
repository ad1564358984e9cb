#include "extract/byline.h"

#include "base/utf8.h"

#include <string.h>

#include "base/banned.h"

/* Longest first where one begins another. Lower case. */
static const char *const markers[] = {"written by",
                                      "reported by",
                                      "reporting by",
                                      "posted by",
                                      "published by",
                                      "story by",
                                      "submitted by",
                                      "words by",
                                      "text by",
                                      "author:",
                                      "authors:",
                                      "by:",
                                      "by",
                                      "von:",
                                      "von",
                                      "par:",
                                      "par",
                                      "por:",
                                      "por",
                                      "autor:",
                                      "autora:",
                                      "autoren:",
                                      "auteur :",
                                      "auteur:",
                                      "autore:",
                                      "di",
                                      "a cura di",
                                      "door:",
                                      "door",
                                      "auteur",
                                      "av:",
                                      "av",
                                      "af:",
                                      "af",
                                      "text:",
                                      "tekst:",
                                      "tekst",
                                      "od",
                                      "autor",
                                      "автор:",
                                      "автор",
                                      "текст:",
                                      "yazan:",
                                      "yazar:",
                                      "oleh:",
                                      "oleh",
                                      "penulis:",
                                      "reporter:",
                                      "redaktion:",
                                      "redacción:",
                                      "redação:",
                                      "szerző:",
                                      "kirjoittaja:",
                                      "de la redacción",
                                      "作者：",
                                      "作者:",
                                      "记者",
                                      "文／",
                                      "文/",
                                      "기자:",
                                      "بقلم:",
                                      "بقلم",
                                      "كتب:",
                                      "tác giả:",
                                      "scris de",
                                      "posted on",
                                      "text",
                                      "από τον",
                                      "aus",
                                      "ein beitrag von",
                                      "blog beitrag von",
                                      "artikel von",
                                      "artikel von:",
                                      "rezept von",
                                      "erstellt von",
                                      "veröffentlicht von",
                                      "geschrieben von",
                                      "verfasst von",
                                      "interview:",
                                      "interview von",
                                      "publié par",
                                      "publicado por",
                                      "escrito por",
                                      "scritto da",
                                      "about the author",
                                      "zeige alle beiträge von",
                                      "view all posts by",
                                      "alle beiträge von",
                                      "ein artikel von",
                                      "eine analyse von",
                                      "ein kommentar von",
                                      "propos recueillis par",
                                      "autorin:",
                                      "autorin/autor",
                                      "autor/in:",
                                      "autor*in:",
                                      "author",
                                      "autora",
                                      "auteurs:",
                                      "eingestellt von",
                                      "gespeichert von",
                                      "gepostet von",
                                      "text von",
                                      "text und interview:",
                                      "eine kolumne von",
                                      "vom",
                                      "责编：",
                                      "责任编辑："};

static uint32_t lower(uint32_t c)
{
    if (c < 0x80)
        return stm_to_lower((uint8_t)c);
    if ((c >= 0xC0 && c <= 0xDE && c != 0xD7) || (c >= 0x410 && c <= 0x42F))
        return c + 32;
    return c;
}

static size_t match_head(stm_slice line, stm_slice words)
{
    size_t i = 0;
    size_t k = 0;
    while (k < words.len) {
        uint32_t a;
        uint32_t b;
        if (i >= line.len)
            return 0;
        i = stm_utf8_next(line, i, &a);
        k = stm_utf8_next(words, k, &b);
        if (lower(a) != b)
            return 0;
    }
    return i;
}

static size_t skip_blank(stm_slice s, size_t at)
{
    while (at < s.len) {
        uint32_t c;
        const size_t next = stm_utf8_next(s, at, &c);
        if (c > ' ' && c != 0xA0 && c != 0x202F && c != ':')
            break;
        at = next;
    }
    return at;
}

size_t stm_byline_marker(stm_slice line)
{
    size_t best = 0;
    for (size_t i = 0; i < sizeof markers / sizeof *markers; i++) {
        const stm_slice words = stm_slice_from_cstr(markers[i]);
        const size_t end = match_head(line, words);
        if (end == 0 || end <= best)
            continue;
        const uint8_t last = words.ptr[words.len - 1];
        const bool is_closed = end >= line.len || line.ptr[end] == ' ' ||
                               line.ptr[end] == ':' || line.ptr[end] == 0xC2 ||
                               line.ptr[end] == '\n' || last >= 0x80 ||
                               last == ':';
        if (is_closed)
            best = end;
    }
    return best == 0 ? 0 : skip_blank(line, best);
}

static bool is_blank_cp(uint32_t c)
{
    return c <= ' ' || c == 0xA0 || c == 0x202F || c == 0x200B || c == 0xFEFF;
}

/* A mark that ends a name in a list. */
static bool is_split(uint32_t c)
{
    return c == ',' || c == ';' || c == '&' || c == '|' || c == '/' ||
           c == 0xB7 || c == 0x2022 || c == 0x3001 || c == 0xFF0C ||
           c == '\n' || c == 0x60C || c == 0x1F || c == 0x2013 || c == 0x2014;
}

static const char *const joins[] = {"and",  "und", "y",  "et",  "e",     "i",
                                    "og",   "och", "en", "ve",  "и",     "і",
                                    "with", "mit", "و",  "και", "sowie", "und"};

/* Words that end a name: what follows is a place, an office, a time. */
static const char *const stops[] = {
    "for",          "in",        "at",
    "from",         "of",        "on",
    "updated",      "published", "special",
    "is",           "aus",       "für",
    "pour",         "para",      "staff",
    "editor",       "reporter",  "correspondent",
    "contributor",  "columnist", "writer",
    "posted",       "senior",    "chief",
    "associated",   "political", "sports",
    "business",     "health",    "science",
    "technology",   "national",  "local",
    "opinion",      "follow",    "more",
    "view",         "am",        "um",
    "illustration", "fotos",     "foto",
    "photo",        "photos"};

static bool word_in(stm_slice word, const char *const *list, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        const stm_slice w = stm_slice_from_cstr(list[i]);
        if (match_head(word, w) == word.len && word.len > 0)
            return true;
    }
    return false;
}

#define WORD_IN(word, list) word_in(word, list, sizeof(list) / sizeof *(list))

static const char *const titles[] = {
    "dr.", "dr",         "prof.", "prof", "mr.",   "mrs.", "ms.",
    "sir", "dipl.-ing.", "med.",  "phd",  "ph.d.", "md",   "m.d.",
    "jr",  "mag.",       "ing.",  "rn",   "esq."};

static const char *const no_names[] = {
    "admin",     "editor",   "guest",         "webmaster", "editorial",
    "author",    "unknown",  "null",          "none",      "undefined",
    "anonymous", "reporter", "correspondent", "writer",    "desk"};

/* Who signs where nobody does. */
static const char *const desks[] = {"redaktion", "redacción", "redação",
                                    "redazione", "rédaction", "redactie",
                                    "redakcja",  "staff",     "newsroom",
                                    "team",      "editors",   "redaksjonen"};

/* Trims blanks and marks from both ends. */
static stm_slice trim_marks(stm_slice s)
{
    size_t begin = 0;
    while (begin < s.len) {
        uint32_t c;
        const size_t next = stm_utf8_next(s, begin, &c);
        if (!is_blank_cp(c) && c != '.' && c != ',' && c != ':' && c != '-' &&
            c != '*' && c != '"' && c != '(' && c != '[' && c != '>' &&
            c != ')' && c != '@')
            break;
        begin = next;
    }
    size_t end = s.len;
    while (end > begin) {
        uint32_t c;
        const size_t prev = stm_utf8_prev(s, end, &c);
        if (!is_blank_cp(c) && c != ',' && c != ':' && c != '-' && c != '*' &&
            c != '"' && c != '(' && c != '[' && c != ']' && c != ')')
            break;
        end = prev;
    }
    return stm_slice_sub(s, begin, end);
}

static bool has_digit_or_address(stm_slice s)
{
    for (size_t i = 0; i < s.len; i++)
        if (stm_is_digit(s.ptr[i]) || s.ptr[i] == '@' || s.ptr[i] == '<' ||
            s.ptr[i] == '{' || s.ptr[i] == '=' || s.ptr[i] == '_')
            return true;
    return stm_slice_ifind(s, STM_LIT("http"), 0) != STM_SLICE_NPOS ||
           stm_slice_ifind(s, STM_LIT("www."), 0) != STM_SLICE_NPOS ||
           stm_slice_iends(s, STM_LIT(".com"));
}

/* "Text: Ada Lund" and "by Ada Lund" inside a line. */
static stm_slice without_label(stm_slice name)
{
    static const char *const words[] = {"by ", "par ", "por ", "door "};
    for (size_t i = name.len; i-- > 0;)
        if (name.ptr[i] == ':')
            return stm_slice_sub(name, i + 1, name.len);
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (stm_slice_starts(name, stm_slice_from_cstr(words[i])))
            return stm_slice_sub(name, strlen(words[i]), name.len);
    return name;
}

bool stm_author_is_desk(stm_slice name)
{
    return WORD_IN(name, desks);
}

static void add_name(stm_authors *out, stm_slice name)
{
    name = trim_marks(name);
    name = trim_marks(without_label(name));
    /* titles before, degrees after */
    for (bool again = true; again && name.len > 0;) {
        again = false;
        size_t end = 0;
        while (end < name.len && name.ptr[end] != ' ')
            end++;
        if (end < name.len && WORD_IN(stm_slice_sub(name, 0, end), titles)) {
            name = trim_marks(stm_slice_sub(name, end, name.len));
            again = true;
        }
    }
    if (name.len < 2 || name.len > 90 || out->n == STM_MAX_AUTHORS ||
        has_digit_or_address(name) || WORD_IN(name, no_names) ||
        WORD_IN(name, titles))
        return;
    for (uint32_t i = 0; i < out->n; i++)
        if (stm_slice_ieq(out->items[i], name))
            return;
    out->items[out->n++] = name;
}

typedef struct splitter {
    stm_slice line;
    size_t begin;  /* of the name at hand */
    bool is_ended; /* the name is over; skip to the next split */
} splitter;

static void flush(splitter *s, size_t end, stm_authors *out)
{
    if (!s->is_ended)
        add_name(out, stm_slice_sub(s->line, s->begin, end));
    s->is_ended = false;
}

/* The word at `at`; returns its end. */
static size_t word_end(stm_slice line, size_t at)
{
    while (at < line.len) {
        uint32_t c;
        const size_t next = stm_utf8_next(line, at, &c);
        if (is_blank_cp(c) || is_split(c) || c == '(' || c == ')')
            break;
        at = next;
    }
    return at;
}

/* "unocero - Ada Lund", not "Lund-Ek". */
static bool is_lone_dash(stm_slice line, size_t at)
{
    return line.ptr[at] == '-' && at > 0 && line.ptr[at - 1] == ' ' &&
           at + 1 < line.len && line.ptr[at + 1] == ' ';
}

static void add_line(stm_authors *out, stm_slice line, bool is_field)
{
    line = stm_slice_trim(line);
    line = stm_slice_sub(line, stm_byline_marker(line), line.len);
    splitter s = {.line = line};
    size_t at = 0;
    while (at < line.len && at < 600) {
        uint32_t c;
        const size_t next = stm_utf8_next(line, at, &c);
        if (is_split(c) || is_lone_dash(line, at)) {
            flush(&s, at, out);
            s.begin = at = next;
            continue;
        }
        if (c == '(' || c == '[' || c == '@') {
            flush(&s, at, out);
            s.is_ended = true;
            s.begin = at = next;
            continue;
        }
        if (is_blank_cp(c) || c == ')' || c == ']') {
            at = next;
            continue;
        }
        const size_t end = word_end(line, at);
        const stm_slice word = stm_slice_sub(line, at, end);
        const bool is_first =
            trim_marks(stm_slice_sub(line, s.begin, at)).len == 0;
        if (!is_first && WORD_IN(word, joins)) {
            flush(&s, at, out);
            s.begin = end;
        } else if (!is_field && !is_first && WORD_IN(word, stops) &&
                   !stm_slice_ieq(trim_marks(stm_slice_sub(line, s.begin, at)),
                                  STM_LIT("the"))) {
            flush(&s, at, out);
            s.is_ended = true;
        }
        at = end > at ? end : next;
    }
    flush(&s, line.len < 600 ? line.len : 600, out);
}

void stm_authors_add(stm_authors *out, stm_slice line)
{
    add_line(out, line, false);
}

void stm_authors_add_field(stm_authors *out, stm_slice field)
{
    add_line(out, field, true);
}

/* Words that begin with a capital (or have no case), or are small and "de". */
static bool looks_like_names(stm_slice s)
{
    uint32_t words = 0;
    uint32_t capitals = 0;
    for (size_t at = 0; at < s.len;) {
        uint32_t c;
        const size_t next = stm_utf8_next(s, at, &c);
        if (is_blank_cp(c) || is_split(c) || c == '(' || c == ')') {
            at = next; /* nothing that word_end would move past */
            continue;
        }
        words++;
        if (c >= 0x80 ? lower(c) != c || c > 0x590 : stm_is_upper((uint8_t)c))
            capitals++;
        at = word_end(s, at);
    }
    return words > 0 && words <= 12 && capitals * 3 >= words * 2 - 1 &&
           capitals > 0;
}

bool stm_line_is_byline(stm_slice line)
{
    line = stm_slice_trim(line);
    const size_t marker = stm_byline_marker(line);
    if (marker == 0 || marker >= line.len || line.len > 140)
        return false;
    const uint8_t last = line.ptr[line.len - 1];
    return last != '.' && last != '?' && last != '!' && last != ':' &&
           looks_like_names(stm_slice_sub(line, marker, line.len));
}

bool stm_may_be_name(stm_slice s)
{
    enum { MOST_WORDS = 5 };
    uint32_t words = 1;
    for (size_t i = 0; i < s.len; i++)
        words += s.ptr[i] == ' ';
    return words <= MOST_WORDS && looks_like_names(s);
}
