/*
 * Prints src/extract/date_names_table.inc: the names of months and weekdays
 * in every language ICU knows, folded as stm_date_fold does.
 *
 *   sh tools/gen_date_names.sh > src/extract/date_names_table.inc
 *
 * One line a name and value: {"name", "languages", kind and value}. The
 * languages are named where one name means different things and where the
 * name is of three letters or less, since those are common words elsewhere.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <unicode/uchar.h>
#include <unicode/udat.h>
#include <unicode/uloc.h>
#include <unicode/unorm2.h>
#include <unicode/ustring.h>
#include <unicode/utf16.h>

#define MAX_ENTRIES 60000

typedef struct entry {
    char name[64];
    char language[8];
    int value; /* 1..12 month, 21..27 weekday, Monday first */
} entry;

static entry entries[MAX_ENTRIES];
static int n_entries;

/* Names in use that CLDR lacks: older spellings and abbreviations. */
static const entry extra[] = {
    {"sept", "en", 9},      {"sept", "fr", 9},  {"maerz", "de", 3},
    {"jaenner", "de", 1},   {"tues", "en", 22}, {"thur", "en", 24},
    {"thurs", "en", 24},    {"febr", "nl", 2},  {"agosto", "es", 8},
    {"setiembre", "es", 9}, {"feber", "de", 2}, {"ian", "ro", 1},
    {"mrt", "nl", 3},       {"dez", "de", 12},  {"janv", "fr", 1},
    {"fevr", "fr", 2},      {"juil", "fr", 7},  {"мая", "ru", 5},
};

/* The same folding as in date_words.c: case, marks and dots go. */
static int fold(const UChar *s, char *out, int cap)
{
    UErrorCode err = U_ZERO_ERROR;
    const UNormalizer2 *nfd = unorm2_getNFDInstance(&err);
    const int32_t len = u_strlen(s);
    int n = 0;
    for (int32_t i = 0; i < len;) {
        UChar32 c;
        U16_NEXT(s, i, len, c);
        c = u_foldCase(c, U_FOLD_CASE_DEFAULT);
        UChar parts[16];
        err = U_ZERO_ERROR;
        const int32_t m = unorm2_getDecomposition(nfd, c, parts, 16, &err);
        if (m > 0) {
            int32_t k = 0;
            U16_NEXT(parts, k, m, c);
        }
        if (u_getCombiningClass(c) != 0 || c == '.' || c == 0x200C ||
            c == 0x200D || c == 0x0307 || c == 0x5BE)
            continue;
        if (u_isdigit(c) || u_isspace(c) || c == '/' || c == '-' ||
            c == 0x2019 || c == '\'' || c == 0x2BC)
            return 0;
        char bytes[8];
        int b = 0;
        U8_APPEND_UNSAFE(bytes, b, c);
        if (n + b >= cap)
            return 0;
        memcpy(out + n, bytes, (size_t)b);
        n += b;
    }
    out[n] = 0;
    return n;
}

static int letters(const char *s)
{
    int n = 0;
    for (; *s; s++)
        n += ((unsigned char)*s & 0xC0) != 0x80;
    return n;
}

static void add(const char *name, const char *language, int value)
{
    if (letters(name) < 2 || n_entries == MAX_ENTRIES)
        return;
    entry *e = &entries[n_entries++];
    snprintf(e->name, sizeof e->name, "%s", name);
    snprintf(e->language, sizeof e->language, "%.7s", language);
    e->value = value;
}

static void add_symbols(UDateFormat *f, UDateFormatSymbolType type,
                        const char *language, int base)
{
    UErrorCode err = U_ZERO_ERROR;
    const int n = udat_countSymbols(f, type);
    for (int i = 0; i < n; i++) {
        UChar name[64];
        char folded[64];
        err = U_ZERO_ERROR;
        udat_getSymbols(f, type, i, name, 63, &err);
        if (U_FAILURE(err))
            continue;
        name[63] = 0;
        if (fold(name, folded, (int)sizeof folded) == 0)
            continue;
        if (base == 0) {
            if (i < 12)
                add(folded, language, i + 1);
        } else if (i >= 1) { /* weekdays are numbered 1 Sunday .. 7 */
            add(folded, language, base + (i + 5) % 7 + 1);
        }
    }
}

static int by_name(const void *pa, const void *pb)
{
    const entry *a = pa, *b = pb;
    int c = strcmp(a->name, b->name);
    if (c == 0)
        c = a->value - b->value;
    return c != 0 ? c : strcmp(a->language, b->language);
}

static void print_group(int from, int to)
{
    const int is_clear = entries[from].value == entries[to - 1].value &&
                         letters(entries[from].name) > 3;
    for (int i = from; i < to;) {
        int end = i;
        printf("{\"%s\", \"", entries[i].name);
        const char *last = "";
        while (end < to && entries[end].value == entries[i].value) {
            if (!is_clear && strcmp(last, entries[end].language) != 0)
                printf("%s%s", last[0] ? " " : "", entries[end].language);
            last = entries[end].language;
            end++;
        }
        printf("\", %d},\n", entries[i].value);
        i = end;
    }
}

int main(void)
{
    for (int i = 0; i < uloc_countAvailable(); i++) {
        char locale[128], language[16];
        UErrorCode err = U_ZERO_ERROR;
        uloc_getLanguage(uloc_getAvailable(i), language, 16, &err);
        snprintf(locale, sizeof locale, "%s@calendar=gregorian",
                 uloc_getAvailable(i));
        UDateFormat *f =
            udat_open(UDAT_LONG, UDAT_LONG, locale, NULL, 0, NULL, 0, &err);
        if (U_FAILURE(err) || strlen(language) > 3)
            continue;
        add_symbols(f, UDAT_MONTHS, language, 0);
        add_symbols(f, UDAT_SHORT_MONTHS, language, 0);
        add_symbols(f, UDAT_STANDALONE_MONTHS, language, 0);
        add_symbols(f, UDAT_STANDALONE_SHORT_MONTHS, language, 0);
        add_symbols(f, UDAT_WEEKDAYS, language, 20);
        add_symbols(f, UDAT_SHORT_WEEKDAYS, language, 20);
        add_symbols(f, UDAT_STANDALONE_WEEKDAYS, language, 20);
        add_symbols(f, UDAT_STANDALONE_SHORT_WEEKDAYS, language, 20);
        udat_close(f);
    }
    for (size_t i = 0; i < sizeof extra / sizeof *extra; i++)
        add(extra[i].name, extra[i].language, extra[i].value);
    qsort(entries, (size_t)n_entries, sizeof *entries, by_name);
    printf("/* Made by tools/gen_date_names.c from ICU; do not edit. */\n");
    for (int i = 0; i < n_entries;) {
        int end = i;
        while (end < n_entries &&
               strcmp(entries[end].name, entries[i].name) == 0)
            end++;
        print_group(i, end);
        i = end;
    }
    return 0;
}
